//! The folder git takes its hooks from, and who looks after it.

use super::HookError;
use super::script::RunBy;
use crate::source::{Repository, SourceError, Surroundings};
use git2::ConfigLevel;
use std::path::{Path, PathBuf};

/// A tool that writes hooks of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manager {
    /// Husky: it runs the files in `.husky`.
    Husky,
    /// Lefthook: it writes its hooks anew when `lefthook.yml` changes.
    Lefthook,
    /// The pre-commit framework.
    PreCommit,
}

impl Manager {
    /// The manager that wrote a hook, by what the hook says.
    pub(super) fn of_hook(content: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(content);
        match () {
            () if text.contains("lefthook") => Some(Manager::Lefthook),
            () if text.contains("pre-commit.com") => Some(Manager::PreCommit),
            () if text.contains("husky.sh") => Some(Manager::Husky),
            () => None,
        }
    }

    pub(super) fn note(self) -> &'static str {
        match self {
            Manager::Husky => {
                "husky runs the hooks here: they stand in .husky, so commit them and everybody has the gate"
            }
            Manager::Lefthook => {
                "lefthook writes these hooks itself and will write them anew: put `presscheck check --staged` into lefthook.yml to keep the gate"
            }
            Manager::PreCommit => {
                "the pre-commit framework writes these hooks itself: put presscheck into .pre-commit-config.yaml to have the gate everywhere"
            }
        }
    }
}

/// Where hooks belong.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) manager: Option<Manager>,
    /// Whether `core.hooksPath` is set for more than this repository.
    pub(super) shared: bool,
}

impl Folder {
    /// What `git rev-parse --git-path hooks` says, except that husky's own folder, which husky
    /// writes anew, is left to it.
    pub(super) fn find(at: &Surroundings) -> Result<Self, HookError> {
        let repository = Repository::expect(at)?;
        let Some((named, level)) = configured(&repository)? else {
            let path = repository.git.commondir().join("hooks");
            return Ok(Folder { path, manager: None, shared: false });
        };
        if named == Path::new("/dev/null") {
            return Err(HookError::Off);
        }
        let path: PathBuf = repository.root().join(named).components().collect();
        let shared = !matches!(level, ConfigLevel::Local | ConfigLevel::Worktree | ConfigLevel::App);
        let is = |path: &Path, name: &str| path.file_name().is_some_and(|own| own == name);
        if is(&path, ".husky") {
            return Ok(Folder { path, manager: Some(Manager::Husky), shared });
        }
        match path.parent() {
            Some(husky) if is(&path, "_") && is(husky, ".husky") => {
                Ok(Folder { path: husky.to_owned(), manager: Some(Manager::Husky), shared })
            }
            _ => Ok(Folder { path, manager: None, shared }),
        }
    }

    pub(super) fn run_by(&self) -> RunBy {
        match self.manager {
            Some(Manager::Husky) => RunBy::Husky,
            _ => RunBy::Git,
        }
    }
}

fn configured(repository: &Repository) -> Result<Option<(PathBuf, ConfigLevel)>, SourceError> {
    let failed = |error: git2::Error| SourceError::git("the configuration", &error);
    let config = repository.git.config().and_then(|mut config| config.snapshot()).map_err(failed)?;
    let level = match config.get_entry("core.hooksPath") {
        Ok(entry) => entry.level(),
        Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let path = config.get_path("core.hooksPath").map_err(failed)?;
    Ok((!path.as_os_str().is_empty()).then_some((path, level)))
}
