//! Where git is to be looked for: the folder of the call and what git tells its hooks.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the call and the `GIT_*` variables that move the repository, the index and the
/// objects elsewhere. All paths are absolute.
///
/// `git commit -a` judges `.git/index.lock` and `git commit -- PATH` judges `next-index-PID.lock`:
/// who does not look where `GIT_INDEX_FILE` points sees nothing staged and passes everything.
/// Relative values count from the folder of the call, so they are fixed before anybody can leave it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The folder of the call.
    pub cwd: PathBuf,
    /// `GIT_DIR`.
    pub git_dir: Option<PathBuf>,
    /// `GIT_WORK_TREE`.
    pub work_tree: Option<PathBuf>,
    /// `GIT_INDEX_FILE`.
    pub index: Option<PathBuf>,
    /// `GIT_OBJECT_DIRECTORY` and `GIT_ALTERNATE_OBJECT_DIRECTORIES`: where a push under way
    /// keeps its objects.
    pub objects: Vec<PathBuf>,
    /// `GIT_CEILING_DIRECTORIES`: folders above which no repository is looked for.
    pub ceilings: Vec<PathBuf>,
}

impl Surroundings {
    /// A folder, with no variable set.
    #[must_use]
    pub fn of_folder(cwd: impl Into<PathBuf>) -> Self {
        Surroundings { cwd: cwd.into(), ..Surroundings::default() }
    }

    /// The folder and the variables of this process.
    ///
    /// # Errors
    /// If the folder of the process is gone.
    pub fn of_process() -> io::Result<Self> {
        Ok(Self::read(env::current_dir()?, |name| env::var_os(name)))
    }

    fn read(cwd: PathBuf, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let one = |name: &str| variable(name).filter(|value| !value.is_empty()).map(|value| cwd.join(value));
        let many = |name: &str| match variable(name) {
            Some(value) => env::split_paths(&value)
                .filter(|path| !path.as_os_str().is_empty())
                .map(|path| cwd.join(path))
                .collect(),
            None => Vec::new(),
        };
        let mut objects: Vec<PathBuf> = one("GIT_OBJECT_DIRECTORY").into_iter().collect();
        objects.extend(many("GIT_ALTERNATE_OBJECT_DIRECTORIES"));
        Surroundings {
            git_dir: one("GIT_DIR"),
            work_tree: one("GIT_WORK_TREE"),
            index: one("GIT_INDEX_FILE"),
            objects,
            ceilings: many("GIT_CEILING_DIRECTORIES"),
            cwd,
        }
    }

    /// `path` as counted from the folder of the call, `.` and `..` taken out by name alone.
    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        let mut plain = PathBuf::new();
        for part in self.cwd.join(path).components() {
            match part {
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir => {
                    plain.pop();
                }
                other => plain.push(other),
            }
        }
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_variables_count_from_the_folder_of_the_call() {
        let at = Surroundings::read(PathBuf::from("/repo"), |name| match name {
            "GIT_INDEX_FILE" => Some(".git/index.lock".into()),
            "GIT_DIR" => Some("/elsewhere/.git".into()),
            "GIT_WORK_TREE" => Some(OsString::new()),
            _ => None,
        });
        assert_eq!(at.index, Some(PathBuf::from("/repo/.git/index.lock")));
        assert_eq!(at.git_dir, Some(PathBuf::from("/elsewhere/.git")));
        assert_eq!(at.work_tree, None, "an empty variable is as good as none");
    }

    #[test]
    fn dots_are_taken_out_of_a_path_by_name() {
        let at = Surroundings::of_folder("/repo/blog");
        assert_eq!(at.absolute(Path::new("../social/./a.md")), PathBuf::from("/repo/social/a.md"));
        assert_eq!(at.absolute(Path::new("/x/../y")), PathBuf::from("/y"));
    }
}
