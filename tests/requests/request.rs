//! A repository with a policy on `main`, and a request against it.

use crate::gate::{CLEAN, Gate, Run};
use crate::repository::Repo;
use serde_json::{Value, json};
use std::fs;

pub(crate) const POLICY: &str = r#"
include = ["policy/*.toml"]

[company]
name = "Quillmark, Inc."
brands = ["Quillmark"]
domains = ["quillmark.example"]

[record]
pages = ["site/**/*.html"]

[[list]]
kind = "customer"
file = "policy/customers.csv"
column = "Name"
"#;

pub(crate) const HOUSE_RULE: &str = r#"
[[rule]]
id = "no-rivals"
light = "red"
phrases = ["faster than a rival"]
message = "a comparison with a rival"
examples = { flag = ["It is faster than a rival."], pass = ["It is fast."] }
"#;

pub(crate) const APPROVAL: &str = "\n[[approval]]\nwhat = \"Tidewater Mutual\"\nby = \"me\"\n";

/// A request: the branch `request` on top of `main`.
pub(crate) struct Request {
    pub(crate) gate: Gate,
    pub(crate) branch: String,
    pub(crate) title: String,
    pub(crate) body: Option<String>,
}

impl Request {
    /// The branch is checked out and adds nothing yet.
    pub(crate) fn open() -> Self {
        let gate = Gate { repo: Repo::new() };
        gate.write("presscheck.toml", POLICY);
        gate.write("policy/house.toml", HOUSE_RULE);
        gate.write("policy/customers.csv", "Name\nTidewater Mutual\nMarlow Dairy\n");
        gate.write("site/index.html", "<p>We make forms.</p>\n");
        gate.write("blog/a.md", CLEAN);
        gate.commit();
        gate.repo.git(&["checkout", "-q", "-b", "request"]);
        Request { gate, branch: "request".into(), title: "Write about forms".into(), body: None }
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        self.gate.write(path, text);
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.gate.repo.root.join(path)).unwrap();
    }

    pub(crate) fn id(&self, rev: &str) -> String {
        self.gate.repo.git(&["rev-parse", rev])
    }

    /// What GitHub says of it.
    pub(crate) fn event(&self) -> Value {
        json!({
            "action": "synchronize",
            "number": 7,
            "before": self.id("main"),
            "after": self.id("request"),
            "pull_request": {
                "title": self.title,
                "body": self.body,
                "author_association": "CONTRIBUTOR",
                "base": { "ref": "main", "sha": self.id("main") },
                "head": { "ref": self.branch, "sha": self.id("request") },
            },
            "repository": { "default_branch": "main", "private": false },
        })
    }

    /// Commits what is there, goes back to `main` and judges the request from its event: nothing
    /// of it is checked out.
    pub(crate) fn judge(&self, arguments: &[&str]) -> Run {
        self.gate.commit();
        self.gate.repo.git(&["checkout", "-q", "main"]);
        let run = judge(&self.gate, &self.event(), arguments);
        self.gate.repo.git(&["checkout", "-q", "request"]);
        run
    }
}

/// Judges an event in the repository.
pub(crate) fn judge(gate: &Gate, event: &Value, arguments: &[&str]) -> Run {
    let file = gate.repo.outside.join("event.json");
    fs::write(&file, event.to_string()).unwrap();
    let given = ["check", "--event", file.to_str().unwrap(), "--format", "short"];
    let format = arguments.contains(&"--format");
    gate.presscheck(&[if format { &given[..3] } else { &given[..] }, arguments].concat())
}

/// The paths of the findings.
pub(crate) fn paths(run: &Run) -> Vec<String> {
    let finding = |line: &&str| line.contains(": red ") || line.contains(": yellow ");
    let path = |line: &str| line.rsplitn(2, ": red ").last().unwrap_or(line).to_owned();
    let place = |line: &str| path(line).rsplitn(3, ':').last().unwrap_or_default().to_owned();
    run.out.lines().filter(finding).map(place).collect()
}
