//! The tool's own JSON, version 1.
//!
//! The shapes here are frozen: they are written out instead of derived on the types the tool
//! works with, so that those may change and this does not.

use super::visible::{is_hidden, is_log_command};
use crate::finding::{Evidence, Finding, Report};
use crate::span::Position;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    version: u8,
    verdict: &'a str,
    fail_on: &'a str,
    now: &'a str,
    findings: Findings<'a>,
    scanned: Scanned,
    lists: Vec<List<'a>>,
    unjudged: Vec<Unjudged<'a>>,
    notes: Vec<Note<'a>>,
}

/// The findings, each put into its shape when it is written: there may be many.
struct Findings<'a>(&'a [Finding]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(one))
    }
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

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let scanned = report.scanned;
    let root = Root {
        version: 1,
        verdict: report.verdict().name(),
        fail_on: report.fail_on.name(),
        now: &report.now,
        findings: Findings(&report.findings),
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
    };
    write_value(&root, out)
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
        evidence: finding.evidence.as_deref().map(|evidence| match evidence {
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

/// Writes `value` as JSON that is safe to print: whatever is hidden or could be taken for a logging
/// command is written as an escape, so a reader gets every character back.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Escaping(out), value)?;
    out.write_all(b"\n")
}

/// Escapes what passes through. It is handed whole characters, and a logging command never in two
/// parts: serde_json writes a text in one piece up to the next character that it escapes itself.
struct Escaping<'w>(&'w mut dyn Write);

impl Write for Escaping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let json = str::from_utf8(bytes).map_err(io::Error::other)?;
        let mut done = 0;
        let mut broken = false;
        for (at, c) in json.char_indices() {
            if broken || (c != '\n' && is_hidden(c)) {
                self.0.write_all(&bytes[done..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(self.0, "\\u{unit:04x}")?;
                }
                done = at + c.len_utf8();
            }
            broken = c == '#' && is_log_command(&json[at..]);
        }
        self.0.write_all(&bytes[done..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
