//! The tree at a revision, from the object database.

use super::chosen::Chosen;
use super::error::{SourceError, plain_git};
use super::repository::Repository;
use super::{Collected, Entry, Place, Surroundings, Unread, Wanted};
use git2::Oid;
use std::path::{Path, PathBuf};

/// Every chosen file of the tree at `rev`.
pub(super) fn collect(
    rev: &str,
    paths: &[PathBuf],
    wanted: Wanted<'_>,
    at: &Surroundings,
) -> Result<Collected, SourceError> {
    let repository = Repository::expect(at)?;
    let chosen = Chosen::new(paths, wanted, repository.root(), at)?;
    let commit = repository.commit(rev)?;
    let tree = tree_of(&commit)?;
    chosen.expect_each(|path| tree.get_path(Path::new(path)).is_ok())?;
    let mut collected = Collected {
        root: repository.root().to_owned(),
        repository: Some(repository.locator.clone()),
        ..Collected::default()
    };
    every_file(&repository.git, &tree, &chosen, &mut collected);
    collected.changed.clear();
    chosen.expect_some(&collected.entries, &collected.unread)?;
    Ok(collected)
}

/// Adds every chosen file of `tree` and the folders that cannot be read; every file counts as
/// changed.
pub(super) fn every_file(
    git: &git2::Repository,
    tree: &git2::Tree<'_>,
    chosen: &Chosen<'_>,
    collected: &mut Collected,
) {
    walk(git, tree, &mut |found| match found {
        Found::File { path, id } => {
            if chosen.has(&path) {
                collected.entries.push(Entry::new(path.clone(), Place::Blob(raw(id))));
            }
            collected.changed.push(path);
        }
        Found::Lost(unread) => collected.unread.push(unread),
    });
}

/// What a walk over a tree meets.
pub(super) enum Found {
    /// A file: no symbolic link, no submodule.
    File { path: String, id: Oid },
    /// A folder that is not there or is damaged.
    Lost(Unread),
}

/// Visits every file of a tree. Names are taken as bytes, for git keeps them as bytes, and the
/// folders wait in a list, for a tree may be deeper than a stack.
pub(super) fn walk(git: &git2::Repository, tree: &git2::Tree<'_>, visit: &mut dyn FnMut(Found)) {
    let mut folders = vec![(String::new(), tree.id())];
    while let Some((folder, id)) = folders.pop() {
        let tree = match git.find_tree(id) {
            Ok(tree) => tree,
            Err(error) => {
                visit(Found::Lost(Unread {
                    path: folder.trim_end_matches('/').to_owned(),
                    why: format!("git cannot give this folder: {}; `git fsck` tells more", plain_git(&error)),
                }));
                continue;
            }
        };
        for entry in &tree {
            let path = format!("{folder}{}", String::from_utf8_lossy(entry.name_bytes()));
            match Mode::of(entry.filemode().cast_unsigned()) {
                Mode::File => visit(Found::File { path, id: entry.id() }),
                Mode::Folder => folders.push((path + "/", entry.id())),
                Mode::Other => {}
            }
        }
    }
}

/// What git's file mode stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A file, executable or not.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, whose target is read where it stands; a submodule, which is a repository
    /// of its own.
    Other,
}

impl Mode {
    pub(super) fn of(mode: u32) -> Self {
        match mode & 0o170_000 {
            0o100_000 => Mode::File,
            0o040_000 => Mode::Folder,
            _ => Mode::Other,
        }
    }
}

pub(super) fn tree_of<'r>(commit: &git2::Commit<'r>) -> Result<git2::Tree<'r>, SourceError> {
    commit.tree().map_err(|error| SourceError::git(&format!("the tree of commit {}", commit.id()), &error))
}

/// The 20 bytes of a name.
pub(super) fn raw(id: Oid) -> [u8; 20] {
    let mut bytes = [0; 20];
    bytes.iter_mut().zip(id.as_bytes()).for_each(|(to, from)| *to = *from);
    bytes
}
