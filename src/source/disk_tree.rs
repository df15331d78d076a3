//! The work tree as something the policy is read from.

use super::Collected;
use super::error::plain_io;
use super::opener::{Unreadable, read_file};
use super::tree::Tree;
use super::work_tree::Files;
use std::io;
use std::path::PathBuf;

/// The files under a folder on disk.
#[derive(Debug, Clone)]
pub struct DiskTree {
    /// The folder that paths count from.
    pub root: PathBuf,
}

impl Tree for DiskTree {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let file = self.root.join(path);
        match std::fs::metadata(&file) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(io::Error::new(error.kind(), plain_io(&error))),
            Ok(_) => {}
        }
        read_file(&file).map(Some).map_err(|why| match why {
            Unreadable::TooLarge => io::Error::new(io::ErrorKind::FileTooLarge, why),
            _ => io::Error::other(why),
        })
    }

    fn paths(&self) -> io::Result<Vec<String>> {
        let mut found = Collected::default();
        Files::untracked(&self.root, &|_| true).of_folder(&self.root, "", &mut found);
        if let Some(unread) = found.unread.first() {
            return Err(io::Error::other(format!("{}: {}", unread.path, unread.why)));
        }
        let mut paths: Vec<_> = found.entries.into_iter().map(|entry| entry.path).collect();
        paths.sort();
        Ok(paths)
    }
}
