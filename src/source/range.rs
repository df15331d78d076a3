//! What a revision adds since its merge base with another, and how git tells two trees apart.

use super::chosen::{Chosen, slashed};
use super::error::SourceError;
use super::opener::hex;
use super::repository::Repository;
use super::revision::{Mode, every_file, raw, tree_of};
use super::{Collected, Entry, Place, Range, Surroundings, Wanted};
use git2::{Delta, Diff, DiffFindOptions, DiffOptions, ErrorCode, Oid, Sort};
use std::path::{Path, PathBuf};

/// Every chosen file that `range.head` holds otherwise than its merge base with `range.since`, and
/// the messages of the commits since.
pub(super) fn collect(
    range: &Range,
    paths: &[PathBuf],
    wanted: Wanted<'_>,
    at: &Surroundings,
) -> Result<Collected, SourceError> {
    let repository = Repository::expect(at)?;
    let chosen = Chosen::new(paths, wanted, repository.root(), at)?;
    let head = repository.commit(&range.head)?;
    let tree = tree_of(&head)?;
    let mut collected = Collected {
        root: repository.root().to_owned(),
        repository: Some(repository.locator.clone()),
        ..Collected::default()
    };
    let since = match range.has_no_base() {
        true => None,
        false => Some(repository.commit(&range.since)?),
    };
    match &since {
        None => every_file(&repository.git, &tree, &chosen, &mut collected),
        Some(since) => {
            let base = tree_of(&merge_base(&repository, since.id(), head.id(), range)?)?;
            compare(&repository, &base, &tree, &chosen, &mut collected)?;
        }
    }
    chosen.expect_each(|path| {
        tree.get_path(Path::new(path)).is_ok()
            || collected.changed.iter().any(|changed| super::chosen::holds(path, changed))
    })?;
    if range.messages {
        collected.messages = messages(&repository, since.map(|commit| commit.id()), head.id())?;
    }
    Ok(collected)
}

fn merge_base<'r>(
    repository: &'r Repository,
    since: Oid,
    head: Oid,
    range: &Range,
) -> Result<git2::Commit<'r>, SourceError> {
    let failed = |error: git2::Error| {
        let (head, rev) = (range.head.clone(), range.since.clone());
        match error.code() {
            ErrorCode::NotFound if repository.git.is_shallow() => SourceError::Shallow { head, rev },
            ErrorCode::NotFound => SourceError::Unrelated { head, rev },
            _ => SourceError::git(&format!("the merge base of {head:?} and {rev:?}"), &error),
        }
    };
    let id = repository.git.merge_base(since, head).map_err(failed)?;
    repository.git.find_commit(id).map_err(|error| SourceError::git(&format!("the merge base {id}"), &error))
}

fn compare(
    repository: &Repository,
    base: &git2::Tree<'_>,
    tree: &git2::Tree<'_>,
    chosen: &Chosen<'_>,
    collected: &mut Collected,
) -> Result<(), SourceError> {
    let diff = || {
        let mut options = DiffOptions::new();
        options.ignore_submodules(true).skip_binary_check(true);
        repository.git.diff_tree_to_tree(Some(base), Some(tree), Some(&mut options))
    };
    for change in changes(diff, "what the range changes")? {
        collected.changed.extend(change.names());
        let path = change.path();
        let Some(entry) = tree.get_path(&change.new).ok().filter(|_| chosen.has(&path)) else { continue };
        if change.gone || Mode::of(entry.filemode().cast_unsigned()) != Mode::File {
            continue;
        }
        let (base, base_path) = change.former(chosen, |path| is_file_in(base, path));
        collected.entries.push(Entry { base, base_path, ..Entry::new(path, Place::Blob(raw(entry.id()))) });
    }
    Ok(())
}

/// The messages of the commits that `head` has and `since` has not, oldest first.
fn messages(repository: &Repository, since: Option<Oid>, head: Oid) -> Result<Vec<Entry>, SourceError> {
    let failed = |error: git2::Error| SourceError::git("the commits since", &error);
    let mut commits = repository.git.revwalk().map_err(failed)?;
    commits.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE).map_err(failed)?;
    commits.push(head).map_err(failed)?;
    if let Some(since) = since {
        commits.hide(since).map_err(failed)?;
    }
    commits
        .map(|commit| {
            let id = raw(commit.map_err(failed)?);
            let name: String = hex(&id).chars().take(12).collect();
            Ok(Entry::new(format!("commit:{name}"), Place::Message(id)))
        })
        .collect()
}

/// A difference between two trees.
pub(super) struct Change {
    /// The path in the newer tree, or the last one it had.
    pub(super) new: PathBuf,
    old: Option<(PathBuf, Oid)>,
    /// Whether it is deleted.
    pub(super) gone: bool,
}

impl Change {
    /// The newer path as an entry has it.
    pub(super) fn path(&self) -> String {
        slashed(&self.new)
    }

    /// The newer path and the former name.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let former = self.old.as_ref().map(|(old, _)| slashed(old));
        [Some(self.path()), former].into_iter().flatten()
    }

    /// Where the same document was, and under which name if another one. A file that was no
    /// content under its former name, such as a list of the policy, was not public there: whoever
    /// renames it adds all that it says.
    pub(super) fn former(
        &self,
        chosen: &Chosen<'_>,
        is_file: impl Fn(&Path) -> bool,
    ) -> (Option<Place>, Option<String>) {
        match &self.old {
            Some((old, id)) if is_file(old) => {
                let former = (*old != self.new).then(|| slashed(old));
                match former.as_deref().is_none_or(|former| chosen.is_content(former)) {
                    true => (Some(Place::Blob(raw(*id))), former),
                    false => (None, None),
                }
            }
            _ => (None, None),
        }
    }
}

/// The differences that `diff` finds, a renamed file as one.
///
/// Similar files are found by reading them. If one is not there (a partial clone), only files
/// renamed without a change are found: the others count as new, which hides nothing.
pub(super) fn changes<'r>(
    diff: impl Fn() -> Result<Diff<'r>, git2::Error>,
    what: &str,
) -> Result<Vec<Change>, SourceError> {
    let failed = |error: git2::Error| SourceError::git(what, &error);
    let mut found = diff().map_err(failed)?;
    if found.find_similar(Some(DiffFindOptions::new().renames(true))).is_err() {
        found = diff().map_err(failed)?;
        let mut exact = DiffFindOptions::new();
        found.find_similar(Some(exact.renames(true).exact_match_only(true))).map_err(failed)?;
    }
    let change = |delta: git2::DiffDelta<'_>| {
        let (old, new) = (delta.old_file(), delta.new_file());
        let had = !matches!(delta.status(), Delta::Added | Delta::Untracked | Delta::Conflicted);
        Some(Change {
            old: old.path().filter(|_| had).map(|path| (path.to_owned(), old.id())),
            new: new.path().or_else(|| old.path())?.to_owned(),
            gone: delta.status() == Delta::Deleted,
        })
    };
    Ok(found.deltas().filter_map(change).collect())
}

/// Whether there is a file at `path`: the modes of a difference are taken from the tree, where
/// any number may stand.
pub(super) fn is_file_in(tree: &git2::Tree<'_>, path: &Path) -> bool {
    tree.get_path(path).is_ok_and(|entry| Mode::of(entry.filemode().cast_unsigned()) == Mode::File)
}
