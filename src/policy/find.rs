//! Where the policy is.

use super::FILE_NAME;
use super::path::folder;
use crate::source::Tree;
use std::io;

/// The nearest presscheck.toml from `from`, a folder of the tree (`""` is the root), upward to
/// the root; `None` if there is none.
///
/// # Errors
/// If one is there and cannot be read.
pub fn find(tree: &dyn Tree, from: &str) -> io::Result<Option<String>> {
    let mut here = from.trim_matches('/');
    loop {
        let path = if here.is_empty() { FILE_NAME.to_owned() } else { format!("{here}/{FILE_NAME}") };
        if tree.read(&path)?.is_some() {
            return Ok(Some(path));
        }
        if here.is_empty() {
            return Ok(None);
        }
        here = folder(here);
    }
}
