//! The tree of a revision as something the policy is read from: a request must not approve itself.

use super::error::{SourceError, plain_git};
use super::opener::{Unreadable, blob};
use super::repository::Repository;
use super::revision::{Found, Mode, tree_of, walk};
use super::surroundings::Surroundings;
use super::tree::Tree;
use git2::{ErrorCode, Oid};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The files at a revision, straight from the object database.
pub struct RevTree {
    git: Mutex<git2::Repository>,
    tree: Oid,
}

/// The tree at `rev`.
///
/// # Errors
/// If there is no repository, no such revision, or its tree is not there.
pub fn rev_tree(at: &Surroundings, rev: &str) -> Result<RevTree, SourceError> {
    let repository = Repository::expect(at)?;
    let tree = tree_of(&repository.commit(rev)?)?.id();
    Ok(RevTree { git: Mutex::new(repository.git), tree })
}

impl RevTree {
    fn git(&self) -> MutexGuard<'_, git2::Repository> {
        self.git.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tree for RevTree {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let git = self.git();
        let tree = git.find_tree(self.tree).map_err(failed)?;
        let entry = match tree.get_path(Path::new(path)) {
            Ok(entry) => entry,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if Mode::of(entry.filemode().cast_unsigned()) != Mode::File {
            return Err(io::Error::other("it is no regular file in this revision"));
        }
        match blob(&git, entry.id()).map_err(failed)? {
            Some(bytes) => Ok(Some(bytes)),
            None => Err(io::Error::new(io::ErrorKind::FileTooLarge, Unreadable::TooLarge)),
        }
    }

    fn paths(&self) -> io::Result<Vec<String>> {
        let git = self.git();
        let tree = git.find_tree(self.tree).map_err(failed)?;
        let mut paths = Vec::new();
        let mut lost = None;
        walk(&git, &tree, &mut |found| match found {
            Found::File { path, .. } => paths.push(path),
            Found::Lost(unread) => lost = Some(unread),
        });
        match lost {
            Some(unread) => Err(io::Error::other(format!("{}: {}", unread.path, unread.why))),
            None => {
                paths.sort();
                Ok(paths)
            }
        }
    }
}

fn failed(error: git2::Error) -> io::Error {
    io::Error::other(plain_git(&error))
}
