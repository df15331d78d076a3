//! Which paths the user chose.

use super::error::SourceError;
use super::surroundings::Surroundings;
use super::{Entry, Unread, Wanted};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The paths of a repository that are to be judged: content under what the user named, and every
/// file the user named itself.
pub(super) struct Chosen<'a> {
    wanted: Wanted<'a>,
    /// As given, and relative to the root.
    named: Vec<(String, String)>,
}

impl<'a> Chosen<'a> {
    /// No names choose everything.
    pub(super) fn new(
        names: &[PathBuf],
        wanted: Wanted<'a>,
        root: &Path,
        at: &Surroundings,
    ) -> Result<Self, SourceError> {
        let named = names
            .iter()
            .map(|name| {
                let given = name.display().to_string();
                let path = relative(name, root, at)
                    .ok_or_else(|| SourceError::OutsideRepository { path: given.clone() })?;
                Ok((given, path))
            })
            .collect::<Result<_, _>>()?;
        Ok(Chosen { wanted, named })
    }

    /// Whether a path is to be judged.
    pub(super) fn has(&self, path: &str) -> bool {
        match self.named.is_empty() {
            true => (self.wanted)(path),
            false => {
                self.named.iter().any(|(_, name)| name == path)
                    || (self.named.iter().any(|(_, name)| holds(name, path)) && (self.wanted)(path))
            }
        }
    }

    /// Whether a path is content, chosen or not.
    pub(super) fn is_content(&self, path: &str) -> bool {
        (self.wanted)(path)
    }

    /// A name that is nowhere is a slip that must not pass as "nothing found".
    pub(super) fn expect_each(&self, exists: impl Fn(&str) -> bool) -> Result<(), SourceError> {
        match self.named.iter().find(|(_, path)| !path.is_empty() && !exists(path)) {
            Some((given, _)) => Err(SourceError::MissingPath { path: given.clone() }),
            None => Ok(()),
        }
    }

    /// A name under which there is nothing to read must not pass either.
    pub(super) fn expect_some(&self, entries: &[Entry], unread: &[Unread]) -> Result<(), SourceError> {
        let empty = |name: &str| {
            let read = entries.iter().any(|entry| holds(name, &entry.path));
            !read && !unread.iter().any(|unread| holds(name, &unread.path))
        };
        match self.named.iter().find(|(_, name)| empty(name)) {
            Some((given, _)) => Err(SourceError::NothingToRead { path: given.clone() }),
            None => Ok(()),
        }
    }
}

/// Whether `path` is the file or folder `name`, or lies in it.
pub(super) fn holds(name: &str, path: &str) -> bool {
    name.is_empty() || path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `path`, counted from the folder of the call, as a path from `root`, `/` between the parts;
/// empty for the root itself, `None` if it lies outside.
pub(super) fn relative(path: &Path, root: &Path, at: &Surroundings) -> Option<String> {
    let absolute = at.absolute(path);
    if let Ok(inside) = absolute.strip_prefix(root) {
        return Some(slashed(inside));
    }
    // The folder of the call or the path may lead through a symbolic link: ask the system, but
    // leave the last part alone, which may be a link itself.
    let real = match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => match fs::canonicalize(parent) {
            Ok(parent) => parent.join(name),
            Err(_) => {
                fs::canonicalize(&at.cwd).ok().map(|cwd| Surroundings::of_folder(cwd).absolute(path))?
            }
        },
        _ => absolute,
    };
    match real.strip_prefix(root) {
        Ok(inside) => Some(slashed(inside)),
        Err(_) => (fs::canonicalize(&real).ok()? == root).then(String::new),
    }
}

/// A relative path with `/` between its parts.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_what_is_in_it_and_not_its_namesakes() {
        assert!(holds("blog", "blog/a.md"));
        assert!(holds("blog", "blog"));
        assert!(!holds("blog", "blog-old/a.md"));
        assert!(holds("", "anything"));
    }

    #[test]
    fn a_path_counts_from_the_folder_of_the_call() {
        let at = Surroundings::of_folder("/nowhere/repo/blog");
        let root = Path::new("/nowhere/repo");
        assert_eq!(relative(Path::new("a.md"), root, &at).as_deref(), Some("blog/a.md"));
        assert_eq!(relative(Path::new("../social"), root, &at).as_deref(), Some("social"));
        assert_eq!(relative(Path::new(".."), root, &at).as_deref(), Some(""));
        assert_eq!(relative(Path::new("../../x"), root, &at), None);
    }
}
