//! Changing several files so that either all change or none.

use super::HookError;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// One change to a folder.
enum Step {
    Move { from: PathBuf, to: PathBuf },
    Write { path: PathBuf, text: String },
}

/// Changes to files of one folder, made in their order. New text is written beside its place
/// first, so that what can fail fails before anything has moved.
#[derive(Default)]
pub(super) struct Replacement {
    steps: Vec<Step>,
    removed: Vec<PathBuf>,
}

impl Replacement {
    /// Keeps a file under another name.
    pub(super) fn keep(&mut self, path: &Path, kept: PathBuf) {
        self.steps.push(Step::Move { from: path.to_owned(), to: kept });
    }

    /// Writes an executable file, over one that is there.
    pub(super) fn write(&mut self, path: &Path, text: String) {
        self.steps.push(Step::Write { path: path.to_owned(), text });
    }

    /// Puts a kept file back over the one that took its place.
    pub(super) fn restore(&mut self, kept: PathBuf, path: &Path) {
        self.take_away(path);
        self.steps.push(Step::Move { from: kept, to: path.to_owned() });
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &Path) {
        self.take_away(path);
    }

    /// Out of the way first, gone at the end: until then it can come back.
    fn take_away(&mut self, path: &Path) {
        let aside = beside(path, "old");
        self.steps.push(Step::Move { from: path.to_owned(), to: aside.clone() });
        self.removed.push(aside);
    }

    /// Makes the changes and tells which files of the folder they left different.
    pub(super) fn run(self, folder: &Path) -> Result<Vec<PathBuf>, HookError> {
        if !self.steps.is_empty() {
            fs::create_dir_all(folder).map_err(|error| HookError::io(folder, &error))?;
        }
        let mut written = Vec::new();
        for step in &self.steps {
            if let Step::Write { path, text } = step {
                let (new, old) = (beside(path, "new"), beside(path, "old"));
                let done = write_executable(&new, text).and_then(|()| match path.is_file() {
                    true => fs::copy(path, &old).map(drop),
                    false => Ok(()),
                });
                written.extend([new, old]);
                if let Err(error) = done {
                    discard(&written);
                    return Err(HookError::io(path, &error));
                }
            }
        }
        let mut done: Vec<(PathBuf, PathBuf)> = Vec::new();
        for step in &self.steps {
            let (from, to) = match step {
                Step::Move { from, to } => (from.clone(), to.clone()),
                Step::Write { path, .. } => (beside(path, "new"), path.clone()),
            };
            if let Err(error) = fs::rename(&from, &to) {
                for (from, to) in done.into_iter().rev() {
                    // What was written over another text has that text aside.
                    let aside = beside(&to, "old");
                    let back = if aside.is_file() { (aside, to) } else { (to, from) };
                    // The first error is the one to tell.
                    let _ = fs::rename(back.0, back.1);
                }
                discard(&written);
                return Err(HookError::io(&to, &error));
            }
            done.push((from, to));
        }
        discard(&self.removed);
        discard(&written);
        let aside = |path: &PathBuf| self.removed.contains(path) || written.contains(path);
        let mut changed: Vec<_> =
            done.into_iter().flat_map(|(from, to)| [from, to]).filter(|path| !aside(path)).collect();
        changed.sort();
        changed.dedup();
        Ok(changed)
    }
}

fn discard(paths: &[PathBuf]) {
    for path in paths {
        // What is left over is a dot file that nobody runs.
        let _ = fs::remove_file(path);
    }
}

/// A name in the same folder, so that a rename never crosses file systems.
fn beside(path: &Path, what: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.presscheck-{what}-{}", std::process::id()))
}

fn write_executable(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    make_executable(&file)?;
    file.sync_all()
}

#[cfg(unix)]
fn make_executable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Whether git would run the file.
#[cfg(unix)]
pub(super) fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o111 != 0)
}

/// Whether git would run the file: here it looks at the first line alone.
#[cfg(not(unix))]
pub(super) fn is_executable(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_fails_undoes_those_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("theirs"), "theirs").unwrap();
        fs::write(path("ours"), "ours").unwrap();
        let mut replacement = Replacement::default();
        replacement.keep(&path("theirs"), path("theirs.kept"));
        replacement.write(&path("theirs"), "new".to_owned());
        replacement.write(&path("ours"), "newer".to_owned());
        replacement.write(&path("absent"), "new".to_owned());
        replacement.keep(&path("not there"), path("kept"));
        assert!(matches!(replacement.run(folder.path()), Err(HookError::Io { .. })));
        assert_eq!(fs::read_to_string(path("theirs")).unwrap(), "theirs");
        assert_eq!(fs::read_to_string(path("ours")).unwrap(), "ours");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
