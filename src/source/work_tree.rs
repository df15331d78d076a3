//! Files as they lie on disk.

use super::chosen::{holds, relative, slashed};
use super::error::{SourceError, plain_io};
use super::repository::Repository;
use super::revision::Mode;
use super::{Collected, Entry, LeftOut, Place, Surroundings, Unread, Wanted};
use git2::IndexEntryExtendedFlag;
use ignore::{WalkBuilder, WalkState};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// Every content file of the work tree, or what the user names: a file whatever it is called and
/// whether ignored or not, a folder for its content files.
pub(super) fn collect(
    paths: &[PathBuf],
    wanted: Wanted<'_>,
    at: &Surroundings,
) -> Result<Collected, SourceError> {
    let repository = Repository::find(at)?;
    let root = match &repository {
        Some(repository) => repository.expect_work_tree()?.to_owned(),
        None => fs::canonicalize(&at.cwd).map_err(|error| SourceError::io(&at.cwd, &error))?,
    };
    let (tracked, left_out) = match &repository {
        Some(repository) => kept(&repository.index(at)?),
        None => Default::default(),
    };
    let files = Files {
        root: &root,
        git_dir: repository.as_ref().map(|repository| repository.git.path().to_owned()),
        tracked,
        left_out,
        wanted,
    };
    let mut collected = Collected::default();
    if paths.is_empty() {
        files.of_folder(&root, "", &mut collected);
    }
    for path in paths {
        files.named(path, at, &mut collected)?;
    }
    Ok(Collected { root, repository: repository.map(|repository| repository.locator), ..collected })
}

/// The files of a work tree.
pub(super) struct Files<'a> {
    root: &'a Path,
    /// The repository, if the work tree is one's.
    git_dir: Option<PathBuf>,
    /// Files that git keeps: they are content even where .gitignore has come to name them.
    tracked: Vec<String>,
    /// What the index holds and the work tree does not.
    left_out: LeftOut,
    wanted: Wanted<'a>,
}

impl<'a> Files<'a> {
    /// Files under a folder that belongs to no repository, or whose index is not asked.
    pub(super) fn untracked(root: &'a Path, wanted: Wanted<'a>) -> Self {
        Files {
            root,
            git_dir: root.join(".git").exists().then(|| root.join(".git")),
            tracked: Vec::new(),
            left_out: LeftOut::default(),
            wanted,
        }
    }

    fn named(&self, name: &Path, at: &Surroundings, into: &mut Collected) -> Result<(), SourceError> {
        let given = name.display().to_string();
        let file = at.cwd.join(name);
        let path =
            relative(name, self.root, at).unwrap_or_else(|| at.absolute(name).to_string_lossy().into_owned());
        let about = match fs::metadata(&file) {
            Ok(about) => about,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(SourceError::MissingPath { path: given });
            }
            Err(error) => {
                into.unread.push(Unread { path, why: plain_io(&error) });
                return Ok(());
            }
        };
        if about.is_dir() {
            let before = into.entries.len() + into.unread.len();
            self.of_folder(&file, &path, into);
            if before == into.entries.len() + into.unread.len() {
                return Err(SourceError::NothingToRead { path: given });
            }
        } else if about.is_file() {
            into.entries.push(Entry::new(path, Place::Disk(file)));
        } else {
            let why = "it is a named pipe, a device or a socket, no regular file".to_owned();
            into.unread.push(Unread { path, why });
        }
        Ok(())
    }

    /// Adds the content files of `folder`, whose path is `name`.
    pub(super) fn of_folder(&self, folder: &Path, name: &str, into: &mut Collected) {
        let (sender, receiver) = mpsc::channel();
        self.walk(folder, name, &sender);
        drop(sender);
        let mut seen = HashSet::new();
        for found in receiver {
            match found {
                Ok(entry) => {
                    seen.insert(entry.path.clone());
                    into.entries.push(entry);
                }
                Err(unread) => into.unread.push(unread),
            }
        }
        let ignored = |path: &&String| holds(name, path) && !seen.contains(*path) && (self.wanted)(path);
        for path in self.tracked.iter().filter(ignored) {
            let file = self.root.join(path);
            if self.leads_straight(path) {
                into.entries.push(Entry::new(path.clone(), Place::Disk(file)));
            }
        }
        let LeftOut { sparse, submodules } = &self.left_out;
        let sparse = sparse.iter().filter(|path| holds(name, path) && (self.wanted)(path));
        into.left_out.sparse.extend(sparse.cloned());
        let submodules = submodules
            .iter()
            .filter(|path| *path != name && holds(name, path) && (self.wanted)(&format!("{path}/a.md")));
        into.left_out.submodules.extend(submodules.cloned());
    }

    fn walk(&self, folder: &Path, name: &str, to: &mpsc::Sender<Result<Entry, Unread>>) {
        let of = |file: &Path| {
            let inside = file.strip_prefix(folder).map(slashed).unwrap_or_default();
            match (name.is_empty(), inside.is_empty()) {
                (true, _) => inside,
                (false, true) => name.to_owned(),
                (false, false) => format!("{}/{inside}", name.trim_end_matches('/')),
            }
        };
        let git_dir = self.git_dir.clone();
        let walker = WalkBuilder::new(folder)
            .hidden(false)
            .ignore(false)
            .git_global(false)
            .follow_links(false)
            .filter_entry(move |entry| entry.depth() == 0 || !is_elsewhere(entry, git_dir.as_deref()))
            .build_parallel();
        walker.run(|| {
            Box::new(|found| {
                let sent = match found {
                    Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                        let path = of(entry.path());
                        match (self.wanted)(&path) {
                            true => to.send(Ok(Entry::new(path, Place::Disk(entry.into_path())))),
                            false => Ok(()),
                        }
                    }
                    Ok(_) => Ok(()),
                    Err(error) => to.send(Err(unread(&error, of))),
                };
                if sent.is_ok() { WalkState::Continue } else { WalkState::Quit }
            })
        });
    }

    /// Whether there is a file at `path` that no symbolic link leads to.
    fn leads_straight(&self, path: &str) -> bool {
        let file = self.root.join(path);
        fs::symlink_metadata(&file).is_ok_and(|about| about.is_file())
            && fs::canonicalize(&file).is_ok_and(|real| real == file)
    }
}

/// Git's own folder is no content; a folder with a repository of its own is judged there, as git
/// records no more of it than the commit it is at.
fn is_elsewhere(entry: &ignore::DirEntry, git_dir: Option<&Path>) -> bool {
    entry.file_name() == ".git"
        || git_dir.is_some_and(|git_dir| {
            entry.file_type().is_some_and(|kind| kind.is_dir())
                && (entry.path() == git_dir || entry.path().join(".git").exists())
        })
}

/// The files that the index holds, and apart from them what is not in the work tree.
fn kept(index: &git2::Index) -> (Vec<String>, LeftOut) {
    const SUBMODULE: u32 = 0o160_000;
    let (mut files, mut left_out) = (Vec::new(), LeftOut::default());
    for entry in index.iter() {
        let flags = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
        let of_kind = match Mode::of(entry.mode) {
            Mode::File if flags.is_skip_worktree() => &mut left_out.sparse,
            Mode::File => &mut files,
            _ if entry.mode == SUBMODULE => &mut left_out.submodules,
            _ => continue,
        };
        of_kind.extend(String::from_utf8(entry.path));
    }
    (files, left_out)
}

fn unread(error: &ignore::Error, of: impl Fn(&Path) -> String) -> Unread {
    fn place(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::Loop { child, .. } => Some(child),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
            ignore::Error::Partial(errors) => errors.iter().find_map(place),
            _ => None,
        }
    }
    Unread {
        path: place(error).map(of).unwrap_or_default(),
        why: error.io_error().map_or_else(|| error.to_string(), plain_io),
    }
}
