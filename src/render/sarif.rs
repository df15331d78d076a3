//! SARIF 2.1.0, within what GitHub's code scanning takes.

use super::json::write_value;
use super::visible::one_line;
use super::wording::{by_light, in_one, thousands, why_settled};
use crate::finding::{Finding, Light, Report, State};
use crate::judge::builtin;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Results that GitHub keeps: from here on the order matters.
const KEPT: usize = 5_000;
/// Bytes that GitHub takes of one file. The 25,000 results that a run may hold need more.
const LARGEST: usize = 10_000_000;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    if findings.len() > KEPT {
        findings.sort_by_key(|finding| (finding.state, Reverse(finding.light)));
    }
    loop {
        let log = log(report, &findings)?;
        if log.len() <= LARGEST || findings.is_empty() {
            return out.write_all(&log);
        }
        findings.sort_by_key(|finding| (finding.state, Reverse(finding.light)));
        findings.truncate((findings.len() * LARGEST / log.len()).min(findings.len() - 1));
    }
}

/// The log with these of the findings.
fn log(report: &Report, findings: &[&Finding]) -> io::Result<Vec<u8>> {
    let left_out = report.findings.len() - findings.len();
    let mut rules: BTreeMap<&str, &Finding> = BTreeMap::new();
    for &finding in findings {
        let gravest = rules.entry(&finding.rule).or_insert(finding);
        if finding.light > gravest.light {
            *gravest = finding;
        }
    }
    let places: BTreeMap<&str, usize> =
        rules.keys().enumerate().map(|(index, rule)| (*rule, index)).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &places, &report.now)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "presscheck",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.values().map(|finding| rule(finding)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": { "description": { "text": "the root of the repository" } } },
            "invocations": [{
                "executionSuccessful": report.could_judge(),
                "toolExecutionNotifications": notifications(report, left_out),
            }],
            "results": results,
        }],
    });
    let mut out = Vec::new();
    write_value(&log, &mut out)?;
    Ok(out)
}

/// A rule with its documentation; of a house rule, what its finding says.
fn rule(finding: &Finding) -> Value {
    let headline = finding.message.split_once(": ").map_or(&*finding.message, |(headline, _)| headline);
    let explain = format!("presscheck explain {}", one_line(&finding.rule));
    let (description, help) = match builtin::spec(&finding.rule) {
        Some(spec) => {
            (one_line(&spec.what), [one_line(&spec.why), one_line(&spec.clear), explain].join("\n\n"))
        }
        None => (one_line(headline), explain),
    };
    json!({
        "id": one_line(&finding.rule),
        "shortDescription": { "text": one_line(headline) },
        "fullDescription": { "text": description },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(finding.light) },
        "properties": { "category": one_line(&finding.category) },
    })
}

fn result(finding: &Finding, rules: &BTreeMap<&str, usize>, now: &str) -> Value {
    let mut result = json!({
        "ruleId": one_line(&finding.rule),
        "ruleIndex": rules.get(&*finding.rule),
        "level": level(finding.light),
        "message": { "text": in_one(finding) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact(&finding.path),
            "region": {
                "startLine": finding.start.line,
                "startColumn": finding.start.column,
                "endLine": finding.end.line,
                "endColumn": finding.end.column,
            },
        } }],
        // GitHub follows a result by the first of these alone.
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint,
            "presscheck/v1": finding.fingerprint,
        },
    });
    if finding.state != State::Open {
        result["suppressions"] = json!([{
            "kind": if finding.state == State::Acknowledged { "inSource" } else { "external" },
            "status": "accepted",
            "justification": format!("{}: {}", finding.state.name(), why_settled(finding, now)),
        }]);
    }
    result
}

fn notifications(report: &Report, left_out: usize) -> Vec<Value> {
    let mut notifications: Vec<Value> = report
        .unjudged
        .iter()
        .map(|unjudged| {
            let (what, why) = (one_line(&unjudged.what), one_line(&unjudged.why));
            let level = if unjudged.let_pass { "warning" } else { "error" };
            json!({ "level": level, "message": { "text": format!("not judged: {what}: {why}") } })
        })
        .collect();
    notifications.extend(
        report
            .notes
            .iter()
            .map(|note| json!({ "level": "note", "message": { "text": super::short::note(note, " · ") } })),
    );
    if left_out > 0 {
        let text = format!(
            "{} of the less grave findings are left out: GitHub takes files of at most {} MB",
            thousands(left_out),
            LARGEST / 1_000_000
        );
        notifications.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    notifications
}

fn level(light: Light) -> &'static str {
    by_light(light, "error", "warning", "note")
}

/// A path of the repository is relative to its root; any other path stands for itself.
fn artifact(path: &str) -> Value {
    match path.strip_prefix('/') {
        Some(_) => json!({ "uri": format!("file://{}", percent_encoded(path)) }),
        None => json!({ "uri": percent_encoded(path), "uriBaseId": "%SRCROOT%" }),
    }
}

fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for &byte in path.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_relative_reference_and_never_a_scheme() {
        assert_eq!(percent_encoded("blog/für alle#1.md"), "blog/f%C3%BCr%20alle%231.md");
        assert_eq!(percent_encoded("javascript:x"), "javascript%3Ax");
        assert_eq!(artifact("/tmp/a b.md")["uri"], "file:///tmp/a%20b.md");
        assert!(artifact("/tmp/a.md").get("uriBaseId").is_none());
    }
}
