//! The tool's own JSON, version 1.
//!
//! The shapes here are frozen: they are written out instead of derived on the types the tool
//! works with, so that those may change and this does not.

use super::visible::{is_hidden, is_log_command};
use crate::finding::{Evidence, Finding, Report};
use crate::span::Position;
use serde::Serialize;

#[derive(Serialize)]
struct Root<'a> {
    version: u8,
    verdict: &'a str,
    fail_on: &'a str,
    now: &'a str,
    findings: Vec<One<'a>>,
    scanned: Scanned,
    lists: Vec<List<'a>>,
    unjudged: Vec<Unjudged<'a>>,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    rule: &'a str,
    category: &'a str,
    light: &'a str,
    state: &'a str,
    path: &'a str,
    start: Place,
    end: Place,
    text: &'a str,
    message: &'a str,
    help: &'a str,
    fingerprint: &'a str,
    evidence: Option<Proof<'a>>,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    byte: usize,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Proof<'a> {
    Published { what: &'a str, url: Option<&'a str> },
    Approval { what: &'a str, until: Option<&'a str>, by: Option<&'a str>, evidence: Option<&'a str> },
    Acknowledgement { reason: &'a str, line: usize },
}

#[derive(Serialize)]
struct Scanned {
    files: usize,
    pieces: usize,
    words: usize,
    bytes: usize,
}

#[derive(Serialize)]
struct List<'a> {
    kind: &'a str,
    entries: usize,
}

#[derive(Serialize)]
struct Unjudged<'a> {
    what: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Note<'a> {
    path: Option<&'a str>,
    line: Option<usize>,
    message: &'a str,
    help: &'a str,
}

pub(super) fn render(report: &Report) -> String {
    let scanned = report.scanned;
    written(&Root {
        version: 1,
        verdict: report.verdict().name(),
        fail_on: report.fail_on.name(),
        now: &report.now,
        findings: report.findings.iter().map(one).collect(),
        scanned: Scanned {
            files: scanned.files,
            pieces: scanned.pieces,
            words: scanned.words,
            bytes: scanned.bytes,
        },
        lists: report.lists.iter().map(|list| List { kind: &list.kind, entries: list.entries }).collect(),
        unjudged: report
            .unjudged
            .iter()
            .map(|unjudged| Unjudged { what: &unjudged.what, why: &unjudged.why })
            .collect(),
        notes: report
            .notes
            .iter()
            .map(|note| Note {
                path: note.path.as_deref(),
                line: note.line,
                message: &note.message,
                help: &note.help,
            })
            .collect(),
    })
}

fn one(finding: &Finding) -> One<'_> {
    let place = |at: Position| Place { line: at.line, column: at.column, byte: at.byte };
    One {
        rule: &finding.rule,
        category: &finding.category,
        light: finding.light.name(),
        state: finding.state.name(),
        path: &finding.path,
        start: place(finding.start),
        end: place(finding.end),
        text: &finding.text,
        message: &finding.message,
        help: &finding.help,
        fingerprint: &finding.fingerprint,
        evidence: finding.evidence.as_ref().map(|evidence| match evidence {
            Evidence::Published { what, url } => Proof::Published { what, url: url.as_deref() },
            Evidence::Approval { what, until, by, evidence } => Proof::Approval {
                what,
                until: until.as_deref(),
                by: by.as_deref(),
                evidence: evidence.as_deref(),
            },
            Evidence::Acknowledgement { reason, line } => Proof::Acknowledgement { reason, line: *line },
        }),
    }
}

/// `value` as JSON that is safe to print: whatever is hidden or could be taken for a logging
/// command is written as an escape, so a reader gets every character back.
pub(super) fn written(value: &impl Serialize) -> String {
    let json = match serde_json::to_string_pretty(value) {
        Ok(json) => json,
        // No value here can fail; if one ever did, no reader must take the answer for a report.
        Err(error) => format!("not written: {error}"),
    };
    let mut out = String::with_capacity(json.len() + 1);
    let mut broken = false;
    for (at, c) in json.char_indices() {
        if broken || (c != '\n' && is_hidden(c)) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
        broken = c == '#' && is_log_command(&json[at..]);
    }
    out.push('\n');
    out
}
