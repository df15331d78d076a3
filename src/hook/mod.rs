//! The git hooks: written where git looks for them, in front of no one else's.
//!
//! A hook that stood there before is kept beside ours as `NAME.before-presscheck` and run first;
//! it comes back, byte for byte, when ours is taken away.

mod folder;
mod replace;
mod script;

pub use folder::Manager;
pub use script::Hook;

use crate::source::{SourceError, Surroundings, plain_io};
use folder::Folder;
use miette::Diagnostic;
use replace::Replacement;
use script::{is_current, is_ours, script, word};
use std::path::{Path, PathBuf};
use std::{fs, io};
use thiserror::Error;

/// What to install.
#[derive(Debug, Clone)]
pub struct Options {
    /// The program that is being run, as an absolute path: the hooks call it if there is no
    /// `presscheck` on the path.
    pub binary: PathBuf,
    /// Whether pushes are judged as well as commits.
    pub pre_push: bool,
}

/// What stands where a hook belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HookState {
    /// Nothing.
    Absent,
    /// Somebody else's hook, and no gate.
    Foreign,
    /// Our hook.
    Installed,
    /// Our hook, which runs somebody else's first.
    Chained,
    /// Our hook as another version wrote it.
    Outdated,
    /// Our hook, which git skips because it may not be executed.
    Disabled,
}

/// One hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookStatus {
    /// Which.
    pub hook: Hook,
    /// Where it belongs.
    pub path: PathBuf,
    /// What stands there.
    pub state: HookState,
    /// The hook of somebody else that is kept beside ours.
    pub before: Option<PathBuf>,
}

/// What stands in the hooks folder now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The folder.
    pub folder: PathBuf,
    /// The tool that looks after it, if one does.
    pub manager: Option<Manager>,
    /// Every hook of ours that can stand there.
    pub hooks: Vec<HookStatus>,
    /// The files that were written, moved or removed by this call.
    pub changed: Vec<PathBuf>,
    /// What else to know, in plain words.
    pub notes: Vec<String>,
}

/// Why the hooks are as they were.
#[derive(Debug, Error, Diagnostic)]
pub enum HookError {
    /// The repository cannot be had.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] SourceError),
    /// `core.hooksPath` is `/dev/null`.
    #[error("hooks are switched off here: core.hooksPath is /dev/null")]
    #[diagnostic(help("`git config --show-origin core.hooksPath` tells where that is set"))]
    Off,
    /// Two hooks of somebody else, and room for one.
    #[error("{path} is kept from an earlier install, and another hook has taken its place since")]
    #[diagnostic(help("join the two or remove one of them, then install again"))]
    Taken {
        /// The kept hook.
        path: String,
    },
    /// The operating system's reason.
    #[error("{path} cannot be written or read: {why}")]
    #[diagnostic(help("nothing was changed; see to the rights on that folder and try again"))]
    Io {
        /// The path.
        path: String,
        /// The reason.
        why: String,
    },
}

impl HookError {
    fn io(path: &Path, error: &io::Error) -> Self {
        HookError::Io { path: path.display().to_string(), why: plain_io(error) }
    }
}

/// Writes the hooks, or renews them. A second call changes nothing.
///
/// # Errors
/// If anything is in the way; then nothing is changed.
pub fn install(at: &Surroundings, options: &Options) -> Result<Outcome, HookError> {
    let folder = Folder::find(at)?;
    let binary = word(&options.binary);
    let mut replacement = Replacement::default();
    for found in look(&folder)? {
        if found.hook == Hook::PrePush && !options.pre_push && !found.is_ours() {
            continue;
        }
        let text = script(found.hook, &binary, folder.run_by());
        if found.status().state != HookState::Disabled && found.content.as_deref() == Some(text.as_bytes()) {
            continue;
        }
        if found.content.is_some() && !found.is_ours() {
            if found.has_kept() {
                return Err(HookError::Taken { path: found.kept().display().to_string() });
            }
            replacement.keep(&found.path, found.kept());
        }
        replacement.write(&found.path, text);
    }
    outcome(at, replacement.run(&folder.path)?)
}

/// Takes our hooks away and puts back what stood there before. Hooks of others stay.
///
/// # Errors
/// If a file cannot be moved or removed; then nothing is changed.
pub fn uninstall(at: &Surroundings) -> Result<Outcome, HookError> {
    let folder = Folder::find(at)?;
    let mut replacement = Replacement::default();
    for found in look(&folder)?.into_iter().filter(Found::is_ours) {
        match found.has_kept() {
            true => replacement.restore(found.kept(), &found.path),
            false => replacement.remove(&found.path),
        }
    }
    outcome(at, replacement.run(&folder.path)?)
}

/// Tells what stands in the hooks folder.
///
/// # Errors
/// If it cannot be read.
pub fn status(at: &Surroundings) -> Result<Outcome, HookError> {
    outcome(at, Vec::new())
}

fn outcome(at: &Surroundings, changed: Vec<PathBuf>) -> Result<Outcome, HookError> {
    let folder = Folder::find(at)?;
    let found = look(&folder)?;
    let manager = folder.manager.or_else(|| found.iter().find_map(Found::manager));
    let mut notes: Vec<String> = manager.map(|manager| manager.note().to_owned()).into_iter().collect();
    if folder.shared {
        notes.push(format!(
            "core.hooksPath is set outside this repository: {} serves other repositories too",
            folder.path.display()
        ));
    }
    let orphans = found.iter().filter(|hook| !hook.is_ours() && hook.has_kept());
    notes.extend(
        orphans.map(|hook| {
            format!("{} is left from an earlier install: nothing runs it", hook.kept().display())
        }),
    );
    let hooks = found.iter().map(Found::status).collect();
    Ok(Outcome { folder: folder.path, manager, hooks, changed, notes })
}

/// What was found where a hook belongs.
struct Found {
    hook: Hook,
    path: PathBuf,
    content: Option<Vec<u8>>,
    executable: bool,
    current: bool,
}

fn look(folder: &Folder) -> Result<Vec<Found>, HookError> {
    let one = |hook: Hook| {
        let path = folder.path.join(hook.name());
        let content = match fs::read(&path) {
            Ok(content) => Some(content),
            // A link that leads nowhere is somebody's all the same.
            Err(error) if error.kind() == io::ErrorKind::NotFound => path.is_symlink().then(Vec::new),
            Err(error) => return Err(HookError::io(&path, &error)),
        };
        let current = content.as_ref().is_some_and(|content| is_current(content, hook, folder.run_by()));
        Ok(Found { hook, executable: replace::is_executable(&path), path, content, current })
    };
    Hook::ALL.into_iter().map(one).collect()
}

impl Found {
    fn is_ours(&self) -> bool {
        self.content.as_ref().is_some_and(|content| is_ours(content))
    }

    /// Where somebody else's hook is kept.
    fn kept(&self) -> PathBuf {
        self.path.with_file_name(format!("{}.before-presscheck", self.hook.name()))
    }

    fn has_kept(&self) -> bool {
        fs::symlink_metadata(self.kept()).is_ok()
    }

    /// Who wrote the hook that is not ours.
    fn manager(&self) -> Option<Manager> {
        match self.is_ours() {
            true => fs::read(self.kept()).ok().and_then(|content| Manager::of_hook(&content)),
            false => self.content.as_ref().and_then(|content| Manager::of_hook(content)),
        }
    }

    fn status(&self) -> HookStatus {
        let state = match (&self.content, self.is_ours()) {
            (None, _) => HookState::Absent,
            (Some(_), false) => HookState::Foreign,
            (Some(_), true) if !self.executable => HookState::Disabled,
            (Some(_), true) if !self.current => HookState::Outdated,
            (Some(_), true) if self.has_kept() => HookState::Chained,
            (Some(_), true) => HookState::Installed,
        };
        let before = (self.is_ours() && self.has_kept()).then(|| self.kept());
        HookStatus { hook: self.hook, path: self.path.clone(), state, before }
    }
}
