//! A tree of files to read the policy, its lists and the record's pages from.

use std::collections::BTreeMap;
use std::io;

/// Files by path, relative to the root, `/` between the parts: the work tree, or the tree of a
/// revision.
pub trait Tree {
    /// The bytes of a file; `None` if there is no such file.
    ///
    /// # Errors
    /// If it is there and cannot be read.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// The paths of all files, sorted; ignored ones left out.
    ///
    /// # Errors
    /// If a folder cannot be read.
    fn paths(&self) -> io::Result<Vec<String>>;
}

/// Files in memory, by path.
impl Tree for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.get(path).cloned())
    }

    fn paths(&self) -> io::Result<Vec<String>> {
        Ok(self.keys().cloned().collect())
    }
}
