//! The labelled cases in `tests/cases`: what a careful reader expects, folder by folder.
//!
//! Cases that are still misjudged stand in `_misjudged.txt`: a gap that is known, and a failure as
//! soon as it is closed and still listed. A folder holds the text, and `expect.json` with the findings that must be made and the words
//! that must be left alone. `tests/cases/README.md` describes the labels.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut folders: Vec<PathBuf> = fs::read_dir("tests/cases")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("expect.json").exists())
        .collect();
    folders.sort();
    let trials = folders
        .into_iter()
        .map(|folder| {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            Trial::test(name, move || judge(&folder))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn judge(folder: &Path) -> Result<(), Failed> {
    let expect = json(&folder.join("expect.json"));
    let facts = facts(&expect);
    let place = tempfile::tempdir()?;
    copy(folder, place.path())?;
    fs::write(place.path().join("presscheck.toml"), policy(&facts, text(&expect, "channel")))?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscheck"));
    command.args(["check", "--format", "json", "--no-redact"]).current_dir(place.path());
    if let Some(today) = facts.get("today").and_then(Value::as_str) {
        command.args(["--now", today]);
    }
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let output = command.output()?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let wrong = compare(&expect, &report, output.status.code());
    let known = fs::read_to_string("tests/cases/_misjudged.txt")?;
    let known = known.lines().any(|line| Some(line) == folder.file_name().and_then(|name| name.to_str()));
    match (wrong.is_empty(), known) {
        (true, true) => Err("this case is right now: take it out of tests/cases/_misjudged.txt".into()),
        (true, false) | (false, true) => Ok(()),
        (false, false) => Err(wrong.join("\n").into()),
    }
}

/// Copies everything but the labels.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name().filter(|name| *name != "expect.json") else { continue };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// What differs between the labels and the report.
fn compare(expect: &Value, report: &Value, status: Option<i32>) -> Vec<String> {
    let mut wrong = Vec::new();
    let open: Vec<&Value> = array(report, "findings")
        .iter()
        .filter(|finding| text(finding, "state") == "open" && text(finding, "light") != "green")
        .collect();
    let mut labelled = vec![false; open.len()];
    for label in array(expect, "findings") {
        let first = label["line"].as_u64().unwrap();
        let last = first + text(label, "text").matches('\n').count() as u64;
        let categories = std::iter::once(text(label, "category"))
            .chain(array(label, "also_accept").iter().filter_map(Value::as_str));
        let categories: Vec<&str> = categories.collect();
        let mut right = false;
        for (index, finding) in open.iter().enumerate() {
            let lines = finding["start"]["line"].as_u64().unwrap()..=finding["end"]["line"].as_u64().unwrap();
            let there = text(label, "match") == "file" || (first..=last).any(|line| lines.contains(&line));
            let same = text(finding, "path").ends_with(text(label, "file"));
            if there && same && categories.contains(&text(finding, "category")) {
                labelled[index] = true;
                right |= text(finding, "light") == text(label, "light").to_lowercase();
            }
        }
        if !right && label["optional"] != true {
            wrong.push(format!(
                "missed {} {} in line {first}: {:?}",
                text(label, "light"),
                categories[0],
                text(label, "text")
            ));
        }
    }
    for (finding, _) in open.iter().zip(&labelled).filter(|(_, labelled)| !**labelled) {
        wrong.push(format!(
            "false {} {} in line {}: {}",
            text(finding, "light"),
            text(finding, "rule"),
            finding["start"]["line"],
            finding["text"]
        ));
    }
    let wanted = i32::from(text(expect, "overall") == "fail");
    if status != Some(wanted) {
        wrong.push(format!("exit status {status:?} instead of {wanted}"));
    }
    wrong
}

/// The facts of a case: its policy's, and its own in their place.
fn facts(expect: &Value) -> Map<String, Value> {
    let mut facts = match json(Path::new(&format!("tests/cases/_policies/{}.json", text(expect, "policy")))) {
        Value::Object(facts) => facts,
        other => panic!("a policy is an object, not {other}"),
    };
    let own = expect["facts"].as_object().cloned().unwrap_or_default();
    facts.extend(own);
    if let Some(today) = expect.get("today") {
        facts.insert("today".to_owned(), today.clone());
    }
    facts
}

/// The facts as a presscheck.toml.
fn policy(facts: &Map<String, Value>, channel: &str) -> String {
    let mut out = String::new();
    let mut table = |head: &str, pairs: &[(&str, Option<&Value>)]| {
        let _ = writeln!(out, "{head}");
        for (key, value) in pairs {
            if let Some(value) = value.filter(|value| !value.is_null() && **value != Value::Array(Vec::new()))
            {
                let _ = writeln!(out, "{key} = {}", toml_value(value, *key == "until"));
            }
        }
    };
    let get = |key: &str| facts.get(key);
    table(
        "[company]",
        &[
            ("name", get("company")),
            ("brands", get("brands")),
            ("domains", get("domains")),
            ("handles", get("handles")),
        ],
    );
    for person in list(facts, "employees") {
        table(
            "[[employee]]",
            &[("name", person.get("name")), ("handles", person.get("handles")), ("role", person.get("role"))],
        );
    }
    let (kind, platform) = match channel {
        "linkedin" | "x" | "instagram" => ("social", Some(channel)),
        "blog" => ("article", Some("blog")),
        "support" => ("reply", None),
        other => (other, None),
    };
    let (kind, platform) = (Value::from(kind), platform.map(Value::from));
    table(
        "[[channel]]",
        &[
            ("paths", Some(&serde_json::json!(["**"]))),
            ("kind", Some(&kind)),
            ("platform", platform.as_ref()),
        ],
    );
    if let Some(support) = get("support") {
        table(
            "[support]",
            &[
                ("public-replies", support.get("public_replies_allowed")),
                ("handlers", support.get("handlers")),
                ("escalate", support.get("escalate_topics")),
            ],
        );
    }
    for (key, head) in [
        ("customers", "customer"),
        ("partners", "partner"),
        ("suppliers", "supplier"),
        ("codenames", "project"),
    ] {
        for party in list(facts, key) {
            let common = party.get("common_word").filter(|common| **common == true);
            table(
                &format!("[[{head}]]"),
                &[("name", party.get("name")), ("aliases", party.get("aliases")), ("common-word", common)],
            );
        }
    }
    for term in list(facts, "confidential_terms") {
        table("[[term]]", &[("text", Some(&term))]);
    }
    for embargo in list(facts, "embargoes") {
        let what = if embargo["what"].is_array() {
            embargo["what"].clone()
        } else {
            serde_json::json!([embargo["what"]])
        };
        table("[[embargo]]", &[("what", Some(&what)), ("until", embargo.get("until"))]);
    }
    for job in list(facts, "jobs") {
        table("[[job]]", &[("title", job.get("title")), ("url", job.get("url")), ("text", job.get("text"))]);
    }
    for published in list(facts, "published") {
        table("[[published]]", &[("what", published.get("what")), ("url", published.get("url"))]);
    }
    for approval in list(facts, "approvals") {
        table(
            "[[approval]]",
            &[
                ("what", approval.get("what")),
                ("paths", approval.get("paths")),
                ("until", approval.get("until")),
            ],
        );
    }
    out
}

/// A JSON value in TOML; instants stand bare.
fn toml_value(value: &Value, bare: bool) -> String {
    match value {
        Value::String(text) if bare => text.clone(),
        Value::String(text) => toml::Value::String(text.clone()).to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| toml_value(item, false)).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

fn list(facts: &Map<String, Value>, key: &str) -> Vec<Value> {
    let items = facts.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let named = |item: Value| {
        if item.is_string() && key != "confidential_terms" {
            serde_json::json!({ "name": item })
        } else {
            item
        }
    };
    items.into_iter().map(named).collect()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

fn array<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
