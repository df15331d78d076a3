//! A runner: it reads the steps of action.yml, fills in their environment and runs their scripts
//! with bash, as GitHub's does.

use crate::gate::Gate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A step of the action.
#[derive(Debug, Default)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) script: String,
}

/// The defaults of the inputs, and the steps.
pub(crate) fn action() -> (BTreeMap<String, String>, Vec<Step>) {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let (mut inputs, mut steps) = (BTreeMap::new(), Vec::<Step>::new());
    let (mut top, mut key, mut part) = ("", "", "");
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        match depth {
            0 if !line.is_empty() => top = line.trim_end_matches(':'),
            2 => key = line.trim().trim_end_matches(':'),
            4 if top == "inputs" && line.trim().starts_with("default: ") => {
                inputs.insert(key.to_owned(), line.trim()["default: ".len()..].trim_matches('\'').to_owned());
            }
            4 if top == "runs" => {
                let name = line.trim().strip_prefix("- name: ").unwrap().to_owned();
                steps.push(Step { name, ..Step::default() });
            }
            6 if top == "runs" => part = line.trim(),
            _ if top == "runs" && part == "env:" => {
                let (name, value) = line.trim().split_once(": ").unwrap();
                steps.last_mut().unwrap().env.push((name.to_owned(), value.to_owned()));
            }
            _ if top == "runs" && part == "run: |" => {
                steps.last_mut().unwrap().script.push_str(&format!("{}\n", line.get(8..).unwrap_or("")));
            }
            _ => {}
        }
    }
    (inputs, steps)
}

/// A job on a runner: a workspace, what the workflow hands over, and what the steps leave behind.
pub(crate) struct Job<'g> {
    pub(crate) gate: &'g Gate,
    pub(crate) workspace: PathBuf,
    pub(crate) event_name: &'static str,
    pub(crate) event: Value,
    pub(crate) inputs: Vec<(&'static str, String)>,
}

/// What a job leaves behind.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) status: Option<i32>,
    pub(crate) log: String,
    pub(crate) outputs: String,
    pub(crate) summary: String,
}

impl Job<'_> {
    /// Runs every step, up to the first that fails.
    pub(crate) fn run(&self) -> Done {
        let folder = tempfile::tempdir_in(&self.gate.repo.outside).unwrap();
        let folder = folder.path();
        let file = |name: &str| folder.join(name);
        fs::write(file("event.json"), self.event.to_string()).unwrap();
        fs::write(file("output"), "").unwrap();
        fs::write(file("summary"), "").unwrap();
        let (defaults, steps) = action();
        let mut done =
            Done { status: None, log: String::new(), outputs: String::new(), summary: String::new() };
        for step in steps {
            assert!(!step.script.contains("${{"), "{}: nothing is written into a script", step.name);
            fs::write(file("script.sh"), &step.script).unwrap();
            let script = file("script.sh");
            let mut command = self.gate.command("bash", &self.workspace);
            command
                .args(["--noprofile", "--norc", "-eo", "pipefail", script.to_str().unwrap()])
                .env("CI", "true")
                .env("GITHUB_ACTIONS", "true")
                .env("GITHUB_EVENT_NAME", self.event_name)
                .env("GITHUB_EVENT_PATH", file("event.json"))
                .env("GITHUB_OUTPUT", file("output"))
                .env("GITHUB_STEP_SUMMARY", file("summary"))
                .env("GITHUB_SERVER_URL", "https://github.example")
                .env("GITHUB_WORKSPACE", &self.workspace);
            for name in ["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"] {
                command.envs(std::env::var_os(name).map(|value| (name, value)));
            }
            for (name, value) in &step.env {
                command.env(name, self.filled(value, &defaults, folder));
            }
            // Where releases and the action's source are is nothing that a workflow can say.
            let elsewhere = |(name, _): &&(&str, String)| matches!(*name, "RELEASES" | "SOURCE");
            command.envs(self.inputs.iter().filter(elsewhere).map(|(name, value)| (*name, value)));
            let output = command.output().unwrap();
            done.status = output.status.code();
            done.log.push_str(&String::from_utf8(output.stdout).unwrap());
            done.log.push_str(&String::from_utf8(output.stderr).unwrap());
            if done.status != Some(0) {
                break;
            }
        }
        done.outputs = fs::read_to_string(file("output")).unwrap();
        done.summary = fs::read_to_string(file("summary")).unwrap();
        done
    }

    /// `text` with its expressions worked out.
    fn filled(&self, text: &str, defaults: &BTreeMap<String, String>, temp: &Path) -> String {
        let Some((before, rest)) = text.split_once("${{ ") else { return text.to_owned() };
        let (expression, after) = rest.split_once(" }}").unwrap();
        let value = expression
            .split(" || ")
            .map(|name| self.value(name, defaults, temp))
            .find(|value| !value.is_empty())
            .unwrap_or_default();
        format!("{before}{value}{}", self.filled(after, defaults, temp))
    }

    fn value(&self, name: &str, defaults: &BTreeMap<String, String>, temp: &Path) -> String {
        if let Some(name) = name.strip_prefix("inputs.") {
            let default = defaults.get(name).unwrap_or_else(|| panic!("there is no input {name}"));
            let given = self.inputs.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone());
            return given.unwrap_or_else(|| self.filled(default, defaults, temp));
        }
        if let Some(path) = name.strip_prefix("github.event.") {
            return match self.event.pointer(&format!("/{}", path.replace('.', "/"))) {
                Some(Value::String(text)) => text.clone(),
                None | Some(Value::Null) => String::new(),
                Some(value) => value.to_string(),
            };
        }
        match name {
            "github.token" => "token-that-opens-nothing".to_owned(),
            "github.action_path" => env!("CARGO_MANIFEST_DIR").to_owned(),
            "runner.temp" => temp.display().to_string(),
            "runner.os" => "Linux".to_owned(),
            "runner.arch" => "X64".to_owned(),
            _ => panic!("{name} is nothing that this runner knows"),
        }
    }
}
