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

pub(super) fn read(report: &Report) -> String {
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
    let cleared = format!("cleared{}", cleared_by(report));
    let always = [(standing(Light::Red), "red"), (standing(Light::Yellow), "yellow")];
    let if_any = [
        (standing(Light::Green), "green"),
        (settled(State::Cleared), cleared.as_str()),
        (settled(State::Acknowledged), "acknowledged"),
        (settled(State::Existing), "existing"),
        (report.unjudged.len(), "not judged"),
    ];
    let parts: Vec<_> = always
        .into_iter()
        .chain(if_any.into_iter().filter(|(number, _)| *number > 0))
        .map(|(number, word)| format!("{} {word}", thousands(number)))
        .collect();
    parts.join(", ")
}

/// ` (2 public record, 1 approval until 30 September)`; nothing if no evidence is named.
fn cleared_by(report: &Report) -> String {
    let mut published = 0;
    let mut approvals = 0;
    let mut ends: Vec<&str> = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.state == State::Cleared) {
        match finding.evidence.as_deref() {
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
    if !report.could_judge() {
        "could not judge".into()
    } else if report.closed() {
        "the gate is closed".into()
    } else if report.fail_on == FailOn::Never && report.verdict() > Light::Green {
        "the gate is open: fail-on is never".into()
    } else {
        "the gate is open".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Scanned, Unjudged};
    use crate::span::{Position, Span};

    fn report(findings: &[(Light, State, Option<Evidence>)]) -> Report {
        let at = Position { line: 1, column: 1, line_byte: 0, byte: 0 };
        let finding = |(light, state, evidence): &(Light, State, Option<Evidence>)| Finding {
            rule: "customer-named".into(),
            category: "customer-name".into(),
            light: *light,
            state: *state,
            path: "a.md".into(),
            span: Span::at(0),
            start: at,
            end: at,
            text: "".into(),
            around: None,
            message: "".into(),
            label: "".into(),
            help: "".into(),
            fingerprint: String::new(),
            evidence: evidence.clone().map(Box::new),
            sealed: false,
        };
        Report {
            findings: findings.iter().map(finding).collect(),
            notes: Vec::new(),
            scanned: Scanned { files: 1, pieces: 2, words: 3, bytes: 4 },
            lists: Vec::new(),
            unjudged: Vec::new(),
            fail_on: FailOn::Red,
            now: "2026-03-04T09:00:00Z".into(),
        }
    }

    fn approved(until: Option<&str>) -> (Light, State, Option<Evidence>) {
        let until = until.map(str::to_owned);
        let approval = Evidence::Approval { what: "x".into(), until, by: None, evidence: None };
        (Light::Red, State::Cleared, Some(approval))
    }

    #[test]
    fn approvals_say_the_first_day_that_one_of_them_ends() {
        let of = |ends: &[Option<&str>]| {
            found(&report(&ends.iter().map(|until| approved(*until)).collect::<Vec<_>>()))
        };
        assert_eq!(of(&[Some("2026-09-30")]), "0 red, 0 yellow, 1 cleared (1 approval until 30 September)");
        assert_eq!(
            of(&[Some("2027-01-01"), Some("2026-09-30")]),
            "0 red, 0 yellow, 2 cleared (2 approvals, the first until 30 September)"
        );
        assert_eq!(of(&[None]), "0 red, 0 yellow, 1 cleared (1 approval)");
    }

    #[test]
    fn the_gate_says_why_it_is_open_with_a_red_and_never_passes_what_was_not_judged() {
        let mut red = report(&[(Light::Red, State::Open, None)]);
        assert_eq!(gate(&red), "the gate is closed");
        red.fail_on = FailOn::Never;
        assert_eq!(gate(&red), "the gate is open: fail-on is never");
        red.unjudged.push(Unjudged { what: "a".into(), why: "b".into(), let_pass: false });
        assert_eq!(gate(&red), "could not judge");
    }
}
