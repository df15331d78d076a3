//! What the next commit records: the index against HEAD, never the work tree.

use super::chosen::Chosen;
use super::error::SourceError;
use super::range::{changes, is_file_in};
use super::repository::Repository;
use super::revision::{Mode, raw, tree_of};
use super::{Collected, Entry, Place, Surroundings, Unread, Wanted};
use git2::{DiffOptions, IndexEntryExtendedFlag, Oid};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Every chosen file that the index holds otherwise than HEAD.
pub(super) fn collect(
    paths: &[PathBuf],
    wanted: Wanted<'_>,
    at: &Surroundings,
) -> Result<Collected, SourceError> {
    let repository = Repository::expect(at)?;
    let root = repository.expect_work_tree()?;
    let chosen = Chosen::new(paths, wanted, root, at)?;
    let index = repository.index(at)?;
    let head = repository.head()?.map(|commit| tree_of(&commit)).transpose()?;
    let merged = merged_trees(&repository)?;
    let mut collected = Collected {
        root: root.to_owned(),
        repository: Some(repository.locator.clone()),
        ..Collected::default()
    };

    let diff = || {
        let mut options = DiffOptions::new();
        options.ignore_submodules(true).skip_binary_check(true);
        repository.git.diff_tree_to_index(head.as_ref(), Some(&index), Some(&mut options))
    };
    for change in changes(diff, "what is staged")? {
        let Some(entry) = staged(&index, &change.new).filter(|_| !change.gone) else {
            collected.changed.extend(change.names());
            continue;
        };
        if IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended).is_intent_to_add() {
            // `git add -N` promises a file; the commit does not record it.
            continue;
        }
        collected.changed.extend(change.names());
        let path = change.path();
        if Mode::of(entry.mode) != Mode::File || !chosen.has(&path) {
            continue;
        }
        let merged_in = merged.iter().any(|tree| id_in(tree, &change.new) == Some(entry.id));
        let (base, base_path) = match merged_in {
            // The other side of the merge under way already had exactly this.
            true => (Some(Place::Blob(raw(entry.id))), None),
            false => change.former(&chosen, |path| head.as_ref().is_some_and(|tree| is_file_in(tree, path))),
        };
        collected.entries.push(Entry { base, base_path, ..Entry::new(path, Place::Blob(raw(entry.id))) });
    }

    for path in conflicts(&index)? {
        if chosen.has(&path) {
            let why = "its merge conflict is not resolved: resolve it and `git add` it".to_owned();
            collected.unread.push(Unread { path: path.clone(), why });
        }
        collected.changed.push(path);
    }
    chosen.expect_each(|path| {
        index.find_prefix(format!("{path}/")).is_ok()
            || staged(&index, Path::new(path)).is_some()
            || head.as_ref().is_some_and(|tree| tree.get_path(Path::new(path)).is_ok())
            || collected.unread.iter().any(|unread| super::chosen::holds(path, &unread.path))
    })?;
    Ok(collected)
}

/// The paths in conflict, each once however many sides it has.
fn conflicts(index: &git2::Index) -> Result<BTreeSet<String>, SourceError> {
    let failed = |error: git2::Error| SourceError::git("the conflicts in the index", &error);
    let mut paths = BTreeSet::new();
    for conflict in index.conflicts().map_err(failed)? {
        let conflict = conflict.map_err(failed)?;
        let sides = [conflict.our, conflict.their, conflict.ancestor];
        paths.extend(sides.iter().flatten().map(|side| String::from_utf8_lossy(&side.path).into_owned()));
    }
    Ok(paths)
}

/// The trees of the commits that the next commit merges.
fn merged_trees(repository: &Repository) -> Result<Vec<git2::Tree<'_>>, SourceError> {
    let Ok(text) = fs::read_to_string(repository.git.path().join("MERGE_HEAD")) else {
        return Ok(Vec::new());
    };
    let ids = text.lines().filter_map(|line| Oid::from_str(line.trim()).ok());
    ids.map(|id| {
        let commit = repository.git.find_commit(id);
        tree_of(&commit.map_err(|error| SourceError::git(&format!("the merged commit {id}"), &error))?)
    })
    .collect()
}

/// The entry of a path that is in no conflict. git2 panics at a path that starts with `..`, and a
/// tree can be made to hold one.
fn staged(index: &git2::Index, path: &Path) -> Option<git2::IndexEntry> {
    matches!(path.components().next(), Some(Component::Normal(_))).then(|| index.get_path(path, 0))?
}

fn id_in(tree: &git2::Tree<'_>, path: &Path) -> Option<Oid> {
    tree.get_path(path).ok().map(|entry| entry.id())
}
