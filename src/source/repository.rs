//! The repository a call stands in.

use super::error::SourceError;
use super::surroundings::Surroundings;
use git2::{ErrorCode, RepositoryOpenFlags};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A repository that has been found, and its work tree as git itself would place it.
pub(crate) struct Repository {
    /// The repository, opened without looking at any variable: those are in `Surroundings`.
    pub(crate) git: git2::Repository,
    /// The root of the work tree; `None` if it is bare.
    pub(crate) work_tree: Option<PathBuf>,
    /// What it takes to open it again, in another thread.
    pub(crate) locator: Locator,
}

/// What it takes to open a repository again, from any folder and in any thread.
#[derive(Debug, Clone)]
pub(crate) struct Locator {
    /// The folder of the repository: `.git`, or `.git/worktrees/NAME` for a linked work tree.
    pub(crate) git_dir: PathBuf,
    objects: Vec<PathBuf>,
}

impl Locator {
    pub(crate) fn open(&self) -> Result<git2::Repository, git2::Error> {
        let no_ceilings: [&OsStr; 0] = [];
        let git = git2::Repository::open_ext(&self.git_dir, RepositoryOpenFlags::NO_SEARCH, no_ceilings)?;
        if !self.objects.is_empty() {
            let odb = git.odb()?;
            for path in self.objects.iter().filter_map(|path| path.to_str()) {
                odb.add_disk_alternate(path)?;
            }
        }
        Ok(git)
    }
}

impl Repository {
    /// The repository that the call stands in; `None` if it stands in none.
    pub(crate) fn find(at: &Surroundings) -> Result<Option<Self>, SourceError> {
        let git_dir = match &at.git_dir {
            Some(named) => named.clone(),
            None => {
                let flags = RepositoryOpenFlags::CROSS_FS;
                match git2::Repository::open_ext(&at.cwd, flags, &at.ceilings) {
                    Ok(found) => found.path().to_owned(),
                    Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
                    Err(error) => return Err(SourceError::git("the repository", &error)),
                }
            }
        };
        let locator = Locator { git_dir, objects: at.objects.clone() };
        let git = locator.open().map_err(|error| match error.code() {
            ErrorCode::NotFound => {
                SourceError::NoRepository { folder: locator.git_dir.display().to_string() }
            }
            _ => SourceError::git("the repository", &error),
        })?;
        let work_tree = work_tree(&git, at)?;
        Ok(Some(Repository { git, work_tree, locator }))
    }

    /// The repository that the call stands in, which must be in one.
    pub(crate) fn expect(at: &Surroundings) -> Result<Self, SourceError> {
        Self::find(at)?.ok_or_else(|| SourceError::NoRepository { folder: at.cwd.display().to_string() })
    }

    /// The root that paths are relative to: the work tree, or the repository itself if bare.
    pub(crate) fn root(&self) -> &Path {
        self.work_tree.as_deref().unwrap_or_else(|| self.git.path())
    }

    /// The root of the work tree, where there must be one.
    pub(crate) fn expect_work_tree(&self) -> Result<&Path, SourceError> {
        self.work_tree
            .as_deref()
            .ok_or_else(|| SourceError::Bare { folder: self.git.path().display().to_string() })
    }

    /// The index that the next commit is made from: the one git names, or else the repository's
    /// own. It is only ever read.
    pub(crate) fn index(&self, at: &Surroundings) -> Result<git2::Index, SourceError> {
        let own = self.git.path().join("index");
        let path = match &at.index {
            Some(named) if named.exists() || same_file_name(named, &own) => named,
            // A hook that has changed folder still holds the name relative to the work tree.
            Some(named) => {
                let moved = named.strip_prefix(&at.cwd).ok().map(|relative| self.root().join(relative));
                match moved.filter(|path| path.exists()) {
                    Some(found) => return open_index(&found),
                    None => return Err(SourceError::MissingIndex { path: named.display().to_string() }),
                }
            }
            None => &own,
        };
        open_index(path)
    }

    /// The commit HEAD is at; `None` before the first commit.
    pub(crate) fn head(&self) -> Result<Option<git2::Commit<'_>>, SourceError> {
        let head = match self.git.head() {
            Ok(head) => head,
            Err(error) if error.code() == ErrorCode::UnbornBranch => return Ok(None),
            Err(error) => return Err(SourceError::git("HEAD", &error)),
        };
        head.peel_to_commit().map(Some).map_err(|error| SourceError::git("the commit at HEAD", &error))
    }

    /// The commit that a revision names.
    pub(crate) fn commit(&self, rev: &str) -> Result<git2::Commit<'_>, SourceError> {
        let object = self.git.revparse_single(rev).map_err(|error| match error.code() {
            ErrorCode::NotFound if is_of_head(rev) && matches!(self.head(), Ok(None)) => {
                SourceError::NothingCommitted
            }
            ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Ambiguous | ErrorCode::Invalid => {
                SourceError::UnknownRevision { rev: rev.to_owned() }
            }
            ErrorCode::UnbornBranch => SourceError::NothingCommitted,
            _ => SourceError::git(&format!("the revision {rev:?}"), &error),
        })?;
        object.peel_to_commit().map_err(|_| SourceError::UnknownRevision { rev: rev.to_owned() })
    }
}

/// Whether a revision counts from HEAD.
fn is_of_head(rev: &str) -> bool {
    let rest = rev.strip_prefix("HEAD").or_else(|| rev.strip_prefix('@'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['^', '~', '@', ':', '{']))
}

/// Opens an index. libgit2 takes one that it cannot see for one that is not there, and so for an
/// empty one: what the file says of itself is held against what was read.
fn open_index(path: &Path) -> Result<git2::Index, SourceError> {
    let index = git2::Index::open(path).map_err(|error| SourceError::git("the index", &error))?;
    let written = entries_in(path).map_err(|error| SourceError::io(path, &error))?;
    match written == index.len() {
        true => Ok(index),
        false => Err(SourceError::Damaged {
            what: "the index".to_owned(),
            why: format!("it holds {written} entries, of which {} were read", index.len()),
        }),
    }
}

/// How many entries an index says that it holds: its bytes 8 to 12, by git's index-format.
fn entries_in(path: &Path) -> io::Result<usize> {
    let mut head = [0; 12];
    match File::open(path) {
        Ok(mut file) => file.read_exact(&mut head)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    }
    let [.., a, b, c, d] = head;
    Ok(u32::from_be_bytes([a, b, c, d]) as usize)
}

/// Before anything was ever added there is no index, and git names it all the same.
fn same_file_name(named: &Path, own: &Path) -> bool {
    let folder = |path: &Path| path.parent().and_then(|parent| fs::canonicalize(parent).ok());
    named.file_name() == own.file_name() && folder(named).is_some() && folder(named) == folder(own)
}

/// Where git places the work tree: `GIT_WORK_TREE`; the linked work tree's own or `core.worktree`;
/// with `GIT_DIR` alone the folder of the call. libgit2 counts a relative `GIT_WORK_TREE` from the
/// repository, so its answer is not asked for there.
fn work_tree(git: &git2::Repository, at: &Surroundings) -> Result<Option<PathBuf>, SourceError> {
    if let Some(named) = &at.work_tree {
        return fs::canonicalize(named).map(Some).map_err(|error| SourceError::io(named, &error));
    }
    if git.is_bare() {
        return Ok(None);
    }
    let configured = || git.config().and_then(|config| config.get_path("core.worktree")).is_ok();
    let in_git_dir = || fs::canonicalize(git.path()).ok() == fs::canonicalize(&at.cwd).ok();
    let own = at.git_dir.is_none() || git.is_worktree() || configured() || in_git_dir();
    match git.workdir().filter(|_| own) {
        Some(folder) => Ok(Some(fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()))),
        None => fs::canonicalize(&at.cwd).map(Some).map_err(|error| SourceError::io(&at.cwd, &error)),
    }
}
