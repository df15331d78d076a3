//! A repository made by the real git in a folder of its own, out of reach of the developer's
//! configuration and of the variables of a hook that runs these tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub(crate) struct Repo {
    pub(crate) root: PathBuf,
    /// A folder beside the repository, for linked work trees, clones and the home.
    pub(crate) outside: PathBuf,
    _keep: TempDir,
}

impl Repo {
    pub(crate) fn new() -> Self {
        let keep = TempDir::new().unwrap();
        let outside = fs::canonicalize(keep.path()).unwrap();
        let root = outside.join("repo");
        fs::create_dir(&root).unwrap();
        let repo = Repo { root, outside, _keep: keep };
        let home = repo.outside.join("home");
        fs::create_dir(&home).unwrap();
        fs::write(
            home.join(".gitconfig"),
            "[user]\nname = Robin\nemail = robin@quillmark.example\n[init]\ndefaultBranch = main\n\
             [core]\nautocrlf = false\n[protocol \"file\"]\nallow = always\n[advice]\ndetachedHead = false\n",
        )
        .unwrap();
        repo.git(&["init", "--quiet"]);
        repo
    }

    pub(crate) fn command(&self, folder: &Path) -> Command {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(folder)
            .env("HOME", self.outside.join("home"))
            .env("XDG_CONFIG_HOME", self.outside.join("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_EDITOR", "true")
            .env("LC_ALL", "C");
        command
    }

    /// Runs git in the repository; it must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_in(&self.root, arguments)
    }

    pub(crate) fn git_in(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.command(folder).args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "git {arguments:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Writes a file, with the folders it needs.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Writes a file and commits everything.
    pub(crate) fn commit(&self, path: &str, text: &str) -> String {
        self.write(path, text);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--no-verify", "-m", &format!("Write {path}")]);
        self.git(&["rev-parse", "HEAD"])
    }
}
