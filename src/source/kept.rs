//! Whether git keeps a file.

use super::error::SourceError;
use git2::{ErrorCode, RepositoryOpenFlags};
use std::ffi::OsStr;
use std::path::Path;

/// How a file stands with the repository around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// There is no repository around it, or git ignores the file.
    No,
    /// The file is in the index or in the commit at HEAD.
    Tracked,
    /// The next `git add` of its folder takes it in.
    Addable,
}

/// How the file at `path`, an absolute path, stands with the repository around it, whichever that
/// is. Links are followed: what counts is where the bytes lie.
///
/// # Errors
/// If the repository cannot be read.
pub fn kept(path: &Path) -> Result<Kept, SourceError> {
    // A file that is still to be made lies where the nearest folder that is there lies.
    let there = path.ancestors().find_map(|there| Some((there, std::fs::canonicalize(there).ok()?)));
    let Some((there, real)) = there else { return Ok(Kept::No) };
    let path = path.strip_prefix(there).ok().filter(|rest| !rest.as_os_str().is_empty());
    let path = path.map_or_else(|| real.clone(), |rest| real.join(rest));
    let folder = if real.is_dir() { real.as_path() } else { real.parent().unwrap_or(&real) };
    let no_ceilings: [&OsStr; 0] = [];
    let git = match git2::Repository::open_ext(folder, RepositoryOpenFlags::CROSS_FS, no_ceilings) {
        Ok(git) => git,
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(Kept::No),
        Err(error) => return Err(SourceError::git("the repository", &error)),
    };
    let root = git.workdir().and_then(|root| std::fs::canonicalize(root).ok());
    let Some(inside) = root.as_deref().and_then(|root| path.strip_prefix(root).ok()) else {
        return Ok(Kept::No);
    };
    let failed = |error: git2::Error| SourceError::git("the repository", &error);
    let in_index = git.index().map_err(failed)?.get_path(inside, 0).is_some();
    let head = git.head().and_then(|head| head.peel_to_tree()).ok();
    if in_index || head.is_some_and(|tree| tree.get_path(inside).is_ok()) {
        return Ok(Kept::Tracked);
    }
    let ignored = git.is_path_ignored(inside).map_err(failed)?;
    Ok(if ignored || inside.starts_with(".git") { Kept::No } else { Kept::Addable })
}
