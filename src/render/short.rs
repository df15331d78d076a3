//! One line for each finding, as compilers write them.

use super::summary::Summary;
use super::visible::{log, one_line};
use crate::finding::{Finding, Note, Report, State};
use std::io::{self, Write};

pub(super) fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings.iter().filter(|finding| finding.state == State::Open) {
        to.write_all(log(&line(finding)).as_bytes())?;
    }
    let mut out = String::new();
    for about in &report.notes {
        out.push_str(&format!("note: {}\n", note(about, " · ")));
    }
    for unjudged in &report.unjudged {
        out.push_str(&format!("not judged: {}: {}\n", one_line(&unjudged.what), one_line(&unjudged.why)));
    }
    out.push_str(&Summary::of(report, " · ").line(" · "));
    out.push('\n');
    to.write_all(log(&out).as_bytes())
}

/// `blog/a.md:14:13: red customer-named: customer named: Lantern` and a line feed.
pub(super) fn line(finding: &Finding) -> String {
    format!(
        "{}:{}:{}: {} {}: {}\n",
        one_line(&finding.path),
        finding.start.line,
        finding.start.column,
        finding.light,
        one_line(&finding.rule),
        one_line(&finding.message)
    )
}

/// `presscheck.toml:41: an approval has expired · remove it`.
pub(super) fn note(note: &Note, separator: &str) -> String {
    let mut out = String::new();
    if let Some(path) = &note.path {
        out.push_str(&one_line(path));
        if let Some(line) = note.line {
            out.push_str(&format!(":{line}"));
        }
        out.push_str(": ");
    }
    out.push_str(&one_line(&note.message));
    let help = one_line(&note.help);
    if !help.is_empty() {
        out.push_str(&format!("{separator}{help}"));
    }
    out
}
