//! The last lines of a run: what was read, what was found, and whether the gate is open.

use super::visible::one_line;
use super::wording::{counted, day, thousands};
use crate::finding::{Evidence, FailOn, Light, Report, State};

/// The honest end of a report.
pub(super) struct Summary {
    /// `12 files, 14 pieces, 8,204 words · lists: customers (212)`.
    pub(super) read: String,
    /// `1 red, 0 yellow, 3 cleared (3 public record)`.
    pub(super) found: String,
    /// `the gate is closed`.
    pub(super) gate: String,
}

impl Summary {
    /// Sums `report` up; `separator` stands between what was read and the lists.
    pub(super) fn of(report: &Report, separator: &str) -> Self {
        let lists = report
            .lists
            .iter()
            .map(|list| format!("{} ({})", one_line(&list.kind), thousands(list.entries)))
            .collect::<Vec<_>>()
            .join(", ");
        let lists = if lists.is_empty() { "no lists".to_owned() } else { format!("lists: {lists}") };
        Summary {
            read: format!("{}{separator}{lists}", read(report)),
            found: found(report),
            gate: gate(report),
        }
    }

    /// Everything in one line.
    pub(super) fn line(&self, separator: &str) -> String {
        format!("{}{separator}{}{separator}{}", self.read, self.found, self.gate)
    }
}

fn read(report: &Report) -> String {
    let scanned = report.scanned;
    if scanned.files == 0 {
        return "nothing was read".into();
    }
    format!(
        "{}, {}, {}",
        counted(scanned.files, "file", "files"),
        counted(scanned.pieces, "piece", "pieces"),
        counted(scanned.words, "word", "words")
    )
}

fn found(report: &Report) -> String {
    let standing = |light: Light| {
        report
            .findings
            .iter()
            .filter(|finding| finding.state == State::Open && finding.light == light)
            .count()
    };
    let settled = |state: State| report.findings.iter().filter(|finding| finding.state == state).count();
    let mut parts = vec![
        format!("{} red", thousands(standing(Light::Red))),
        format!("{} yellow", thousands(standing(Light::Yellow))),
    ];
    for (number, word) in [(standing(Light::Green), "green"), (settled(State::Cleared), "cleared")] {
        if number > 0 {
            parts.push(format!("{} {word}", thousands(number)));
        }
    }
    if let Some(cleared) = parts.last_mut().filter(|part| part.ends_with("cleared")) {
        cleared.push_str(&cleared_by(report));
    }
    for (number, word) in [
        (settled(State::Acknowledged), "acknowledged"),
        (settled(State::Existing), "existing"),
        (report.unjudged.len(), "not judged"),
    ] {
        if number > 0 {
            parts.push(format!("{} {word}", thousands(number)));
        }
    }
    parts.join(", ")
}

/// ` (2 public record, 1 approval until 30 September)`; nothing if no evidence is named.
fn cleared_by(report: &Report) -> String {
    let mut published = 0;
    let mut approvals = 0;
    let mut ends: Vec<&str> = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.state == State::Cleared) {
        match &finding.evidence {
            Some(Evidence::Published { .. }) => published += 1,
            Some(Evidence::Approval { until, .. }) => {
                approvals += 1;
                ends.extend(until.as_deref());
            }
            Some(Evidence::Acknowledgement { .. }) | None => {}
        }
    }
    let mut parts = Vec::new();
    if published > 0 {
        parts.push(format!("{} public record", thousands(published)));
    }
    if approvals > 0 {
        ends.sort_unstable();
        let until = match (ends.first(), ends.last()) {
            (Some(first), Some(last)) if first == last && ends.len() == approvals => {
                format!(" until {}", day(first, &report.now))
            }
            (Some(first), _) => format!(", the first until {}", day(first, &report.now)),
            _ => String::new(),
        };
        parts.push(format!("{}{until}", counted(approvals, "approval", "approvals")));
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn gate(report: &Report) -> String {
    if !report.unjudged.is_empty() {
        "could not judge".into()
    } else if report.closed() {
        "the gate is closed".into()
    } else if report.fail_on == FailOn::Never && report.verdict() > Light::Green {
        "the gate is open: fail-on is never".into()
    } else {
        "the gate is open".into()
    }
}
