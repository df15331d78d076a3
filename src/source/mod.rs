//! Where documents come from: the work tree, the index, a revision, a range, standard input.
//!
//! [`collect`] tells what is to be judged and where its bytes are; an [`Opener`] fetches the
//! bytes, one document at a time, so that a run never holds a repository in memory. Nothing here
//! writes to git, not even a refreshed index: a hook runs while git holds its lock.

mod chosen;
mod disk_tree;
mod error;
mod event;
mod kept;
mod opener;
mod range;
mod repository;
mod rev_tree;
mod revision;
mod staged;
mod surroundings;
mod tree;
mod work_tree;

pub use disk_tree::DiskTree;
pub use error::SourceError;
pub use event::Event;
pub use kept::{Kept, kept};
pub use opener::{Opener, Unreadable};
pub use rev_tree::{RevTree, rev_tree};
pub use surroundings::Surroundings;
pub use tree::Tree;

pub(crate) use error::plain_io;
pub(crate) use repository::Repository;

use repository::Locator;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which documents are to be judged. Paths count from the folder of the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Files as they lie on disk: those named, or every content file.
    WorkTree {
        /// Files and folders; none for the whole work tree.
        paths: Vec<PathBuf>,
    },
    /// What the next commit records, read from the index.
    Staged {
        /// Only these files and folders; none for all.
        paths: Vec<PathBuf>,
    },
    /// What a revision adds since its merge base with another.
    Since {
        /// The two revisions.
        range: Range,
        /// Only these files and folders; none for all.
        paths: Vec<PathBuf>,
    },
    /// The tree at a revision, without a checkout.
    Rev {
        /// The revision.
        rev: String,
        /// Only these files and folders; none for all.
        paths: Vec<PathBuf>,
    },
    /// Bytes that are judged as a file of that name.
    Stdin {
        /// Path of the file they stand for.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// What a revision adds since its merge base with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The base. All zeros, as git says it of a branch that is pushed for the first time, is no
    /// base at all: everything at the head is new.
    pub since: String,
    /// The revision that is judged.
    pub head: String,
    /// Whether the messages of its commits are judged as well.
    pub messages: bool,
}

impl Range {
    /// Whether there is nothing to compare with. Then everything is new, for to look at nothing
    /// would pass everything.
    #[must_use]
    pub fn has_no_base(&self) -> bool {
        is_zero(&self.since)
    }
}

/// Whether a revision is git's name for no commit at all.
fn is_zero(rev: &str) -> bool {
    matches!(rev.len(), 40 | 64) && rev.bytes().all(|byte| byte == b'0')
}

/// Where the bytes of a document are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file on disk.
    Disk(PathBuf),
    /// A blob in the object database, by its SHA-1.
    Blob([u8; 20]),
    /// The message of a commit, by the commit's SHA-1.
    Message([u8; 20]),
    /// The bytes themselves.
    Bytes(Arc<[u8]>),
}

/// A document to be judged, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path relative to the root, `/` between the parts; bytes that are not UTF-8 are replaced.
    /// An absolute path for a file named outside the root; `commit:` and 12 hexadecimal digits
    /// for a commit message; `pull-request:title` and the like for what an [`Event`] says.
    pub path: String,
    /// Where its bytes are.
    pub place: Place,
    /// Where the bytes of the same document at the base are; `None` if it is new or nothing is
    /// compared.
    pub base: Option<Place>,
    /// The path it had at the base, if another one.
    pub base_path: Option<String>,
}

impl Entry {
    fn new(path: String, place: Place) -> Self {
        Entry { path, place, base: None, base_path: None }
    }
}

/// Something that was to be judged and cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Its path, as an [`Entry`] has it.
    pub path: String,
    /// Why, in plain words.
    pub why: String,
}

/// What there is to judge.
#[derive(Debug, Clone, Default)]
pub struct Collected {
    /// What paths are relative to: the root of the work tree; the repository itself if it is
    /// bare; the folder of the call outside any repository.
    pub root: PathBuf,
    /// The documents, sorted by path.
    pub entries: Vec<Entry>,
    /// The messages of the commits in the range, oldest first.
    pub messages: Vec<Entry>,
    /// What cannot be read, sorted by path. More may show when an [`Opener`] fetches the bytes.
    pub unread: Vec<Unread>,
    /// Every path that the index or the range changes, content or not, deleted ones and former
    /// names included; sorted. It tells whether the request changes the policy itself.
    pub changed: Vec<String>,
    /// What git keeps of the folders judged and the work tree does not hold: it is not read.
    pub left_out: LeftOut,
    repository: Option<Locator>,
}

/// What git keeps and a work tree does not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Content files that a sparse checkout leaves out.
    pub sparse: Vec<String>,
    /// Folders that are repositories of their own.
    pub submodules: Vec<String>,
}

impl Collected {
    /// Fetches the bytes of what was collected; every thread makes its own.
    #[must_use]
    pub fn opener(&self) -> Opener {
        Opener::new(self.repository.clone())
    }
}

/// Says of a path, as an [`Entry`] has it, whether it is content. A file named by the user is
/// read whatever this says.
pub type Wanted<'a> = &'a (dyn Fn(&str) -> bool + Sync);

/// Finds what `selection` asks for among the files that are `wanted`.
///
/// # Errors
/// If the repository, a revision or a path cannot be had: then nothing may pass.
pub fn collect(
    selection: &Selection,
    wanted: Wanted<'_>,
    at: &Surroundings,
) -> Result<Collected, SourceError> {
    let mut collected = match selection {
        Selection::WorkTree { paths } => work_tree::collect(paths, wanted, at)?,
        Selection::Staged { paths } => staged::collect(paths, wanted, at)?,
        Selection::Since { range, paths } => range::collect(range, paths, wanted, at)?,
        Selection::Rev { rev, paths } => revision::collect(rev, paths, wanted, at)?,
        Selection::Stdin { name, bytes } => named_bytes(name, bytes, at)?,
    };
    collected.entries.sort_by(|a, b| a.path.cmp(&b.path));
    // A file may be named twice, or beside its folder; two files share a path only where bytes of
    // their names had to be replaced.
    let replaced = |path: &str| path.contains(char::REPLACEMENT_CHARACTER);
    collected.entries.dedup_by(|a, b| a.path == b.path && (a.place == b.place || !replaced(&a.path)));
    collected.unread.sort();
    collected.unread.dedup();
    collected.changed.sort();
    collected.changed.dedup();
    for paths in [&mut collected.left_out.sparse, &mut collected.left_out.submodules] {
        paths.sort();
        paths.dedup();
    }
    Ok(collected)
}

/// What paths are relative to: see [`Collected::root`]. The policy is looked for up to here.
///
/// # Errors
/// If there is a repository that cannot be opened.
pub fn root(at: &Surroundings) -> Result<PathBuf, SourceError> {
    match Repository::find(at)? {
        Some(repository) => Ok(repository.root().to_owned()),
        None => std::fs::canonicalize(&at.cwd).map_err(|error| SourceError::io(&at.cwd, &error)),
    }
}

fn named_bytes(name: &str, bytes: &[u8], at: &Surroundings) -> Result<Collected, SourceError> {
    let root = root(at)?;
    let path = chosen::relative(Path::new(name), &root, at).unwrap_or_else(|| name.to_owned());
    let entries = vec![Entry::new(path, Place::Bytes(bytes.into()))];
    Ok(Collected { root, entries, ..Collected::default() })
}
