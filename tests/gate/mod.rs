//! The real program and the real git, in a repository that has a policy.

use crate::repository::Repo;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// One customer that nobody may name, one whose naming is approved on some pages, a company.
pub(crate) const POLICY: &str = r#"
[company]
name = "Quillmark, Inc."
brands = ["Quillmark"]
domains = ["quillmark.example"]

[[employee]]
name = "Priya Raman"

[[customer]]
name = "Tidewater Mutual"

[[customer]]
name = "Marlow Dairy"

[[approval]]
what = "Marlow Dairy"
paths = ["blog/dairy-*.md"]
by = "legal@quillmark.example"
"#;

pub(crate) const CLEAN: &str = "We like our work.\n\nThe new page took a morning.\n";

/// Names the customer in line 3, column 13.
pub(crate) const LEAK: &str = "We like our work.\n\nThe team at Tidewater Mutual was glad.\n";

pub(crate) struct Gate {
    pub(crate) repo: Repo,
}

/// What a program said and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Run {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Gate {
    /// A repository with the policy and a clean post in its first commit.
    pub(crate) fn new() -> Self {
        let gate = Gate { repo: Repo::new() };
        gate.repo.commit("presscheck.toml", POLICY);
        gate.repo.commit("blog/a.md", CLEAN);
        gate
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.repo.root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Commits everything, past the hooks, and gives the commit's name.
    pub(crate) fn commit(&self) -> String {
        self.repo.git(&["add", "--all"]);
        self.repo.git(&["commit", "--quiet", "--no-verify", "--allow-empty", "-m", "Write"]);
        self.repo.git(&["rev-parse", "HEAD"])
    }

    /// A program in a folder, with nothing of the developer's surroundings but where programs are;
    /// presscheck is the one just built.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>, folder: &Path) -> Command {
        let built = Path::new(env!("CARGO_BIN_EXE_presscheck")).parent().unwrap();
        let others = env::var_os("PATH").unwrap();
        let folders = [built.to_owned()].into_iter().chain(env::split_paths(&others));
        let home = self.repo.outside.join("home");
        let mut command = Command::new(program);
        command
            .env_clear()
            .current_dir(folder)
            .env("PATH", env::join_paths(folders).unwrap())
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", &home)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_EDITOR", "true")
            .env("LC_ALL", "C.UTF-8");
        command
    }

    /// Runs presscheck in the repository.
    pub(crate) fn presscheck(&self, arguments: &[&str]) -> Run {
        self.presscheck_in(&self.repo.root, arguments)
    }

    pub(crate) fn presscheck_in(&self, folder: &Path, arguments: &[&str]) -> Run {
        self.command(env!("CARGO_BIN_EXE_presscheck"), folder).args(arguments).output().unwrap().into()
    }
}
