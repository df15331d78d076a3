//! Fetching the bytes of a document.

use super::Place;
use super::error::plain_io;
use super::repository::Locator;
use crate::document::LARGEST;
use git2::{ErrorCode, ObjectType, Oid};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Fetches the bytes of documents. It opens the repository when it first needs it and belongs to
/// one thread.
pub struct Opener {
    locator: Option<Locator>,
    repository: Option<git2::Repository>,
}

/// Why the bytes of a document cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The operating system's reason.
    #[error("{0}")]
    Disk(String),
    /// A named pipe, a device, a socket, a folder.
    #[error("it is no regular file")]
    NotAFile,
    /// Larger than [`LARGEST`].
    #[error("it is larger than 16 MiB: split it, or leave it out of what is judged")]
    TooLarge,
    /// The object is not in this clone.
    #[error(
        "git does not have its content here (object {0}): a clone made with --filter lacks objects, clone without"
    )]
    Missing(String),
    /// The object is damaged, or git cannot be asked.
    #[error("git cannot give its content (object {0}): {1}; `git fsck` tells more")]
    Damaged(String, String),
}

impl Opener {
    pub(super) fn new(locator: Option<Locator>) -> Self {
        Opener { locator, repository: None }
    }

    /// The bytes at `place`.
    ///
    /// # Errors
    /// If they cannot be had, or are more than [`LARGEST`].
    pub fn load(&mut self, place: &Place) -> Result<Vec<u8>, Unreadable> {
        match place {
            Place::Disk(path) => read_file(path),
            Place::Bytes(bytes) if bytes.len() > LARGEST => Err(Unreadable::TooLarge),
            Place::Bytes(bytes) => Ok(bytes.to_vec()),
            Place::Blob(id) => self.object(*id, blob),
            Place::Message(id) => self.object(*id, message),
        }
    }

    fn object(
        &mut self,
        id: [u8; 20],
        fetch: fn(&git2::Repository, Oid) -> Fetched,
    ) -> Result<Vec<u8>, Unreadable> {
        let name = hex(&id);
        let fetched = Oid::from_bytes(&id).and_then(|oid| fetch(self.repository()?, oid));
        match fetched {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(Unreadable::TooLarge),
            Err(error) if error.code() == ErrorCode::NotFound => Err(Unreadable::Missing(name)),
            Err(error) => Err(Unreadable::Damaged(name, super::error::plain_git(&error))),
        }
    }

    fn repository(&mut self) -> Result<&git2::Repository, git2::Error> {
        let opened = match (self.repository.take(), &self.locator) {
            (Some(opened), _) => opened,
            (None, Some(locator)) => locator.open()?,
            (None, None) => return Err(git2::Error::from_str("there is no repository")),
        };
        Ok(self.repository.insert(opened))
    }
}

/// The bytes of an object; `None` if they are too many.
type Fetched = Result<Option<Vec<u8>>, git2::Error>;

/// The bytes of a file. An object's size is known before it is read.
pub(super) fn blob(git: &git2::Repository, id: Oid) -> Fetched {
    let (size, kind) = git.odb()?.read_header(id)?;
    if size > LARGEST {
        return Ok(None);
    }
    match kind {
        ObjectType::Blob => Ok(Some(git.find_blob(id)?.content().to_vec())),
        _ => Err(git2::Error::from_str("it is no file")),
    }
}

fn message(git: &git2::Repository, id: Oid) -> Fetched {
    if git.odb()?.read_header(id)?.0 > LARGEST {
        return Ok(None);
    }
    let commit = git.find_commit(id)?;
    let bytes = commit.message_bytes();
    let latin = commit.message_encoding().ok().flatten().is_some_and(|name| {
        ["iso-8859-1", "iso8859-1", "latin1", "latin-1"].contains(&name.to_ascii_lowercase().as_str())
    });
    Ok(Some(match latin {
        true => bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into_bytes(),
        false => bytes.to_vec(),
    }))
}

/// Reads a regular file. What it is gets asked before it is opened, for opening a named pipe
/// waits for somebody to write; the limit is kept while reading, for a file may grow.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let disk = |error: io::Error| Unreadable::Disk(plain_io(&error));
    let about = std::fs::metadata(path).map_err(disk)?;
    if !about.is_file() {
        return Err(Unreadable::NotAFile);
    }
    let limit = LARGEST as u64;
    if about.len() > limit {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(disk)?;
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes)
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
