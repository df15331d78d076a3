//! The report without the words it found: logs and artefacts are read by more people than the
//! lists are.

use crate::finding::{Evidence, Finding, Note, Report};
use std::collections::BTreeSet;

const REDACTED: &str = "[redacted]";

/// Needles of fewer Latin letters than this are only taken out where they stand as words.
const SHORT: usize = 4;

/// `report` with the words of every finding, and the names they stand for, taken out of all it
/// says. Paths, places and fingerprints stay: they are what a finding is found by.
pub(super) fn redacted(report: &Report) -> Report {
    let mut needles = BTreeSet::new();
    for finding in &report.findings {
        needles.extend(names(finding));
    }
    let needles: Vec<_> = needles.into_iter().collect();
    Report {
        findings: report.findings.iter().map(redacted_finding).collect(),
        notes: report.notes.iter().map(|note| redacted_note(note, &needles)).collect(),
        ..report.clone()
    }
}

fn redacted_finding(finding: &Finding) -> Finding {
    let needles: Vec<_> = names(finding).into_iter().collect();
    let scrub = |text: &str| scrubbed(text, &needles);
    let message = match headline(&finding.message) {
        (headline, Some(_)) => format!("{}: {REDACTED}", scrubbed(headline, &needles)),
        (headline, None) => scrubbed(headline, &needles),
    };
    let evidence = finding.evidence.as_deref().map(|evidence| match evidence {
        Evidence::Published { url, .. } => {
            Evidence::Published { what: REDACTED.into(), url: url.as_deref().map(scrub) }
        }
        Evidence::Approval { until, by, evidence, .. } => Evidence::Approval {
            what: REDACTED.into(),
            until: until.clone(),
            by: by.as_deref().map(scrub),
            evidence: evidence.as_deref().map(scrub),
        },
        Evidence::Acknowledgement { reason, line } => {
            Evidence::Acknowledgement { reason: scrub(reason), line: *line }
        }
    });
    Finding {
        text: REDACTED.into(),
        around: None,
        message: message.into(),
        label: scrub(&without_quotations(&finding.label)).into(),
        help: scrub(&finding.help).into(),
        evidence: evidence.map(Box::new),
        ..finding.clone()
    }
}

/// A note may name what no finding names, a stale approval above all: what it quotes goes too.
fn redacted_note(note: &Note, needles: &[Vec<char>]) -> Note {
    let scrub = |text: &str| scrubbed(&without_quotations(text), needles);
    let message = match headline(&note.message) {
        (headline, Some(_)) => format!("{}: {REDACTED}", scrub(headline)),
        (headline, None) => scrub(headline),
    };
    Note { message, help: scrub(&note.help), ..note.clone() }
}

/// What a message says before the author's words, and those words: `customer named: Lantern`.
fn headline(message: &str) -> (&str, Option<&str>) {
    match message.split_once(": ") {
        Some((headline, words)) => (headline, Some(words)),
        None => (message, None),
    }
}

/// The words of a finding and the names they stand for, folded.
fn names(finding: &Finding) -> BTreeSet<Vec<char>> {
    let evidence = finding.evidence.as_deref().and_then(|evidence| match evidence {
        Evidence::Published { what, .. } | Evidence::Approval { what, .. } => Some(what.as_str()),
        Evidence::Acknowledgement { .. } => None,
    });
    [Some(&*finding.text), headline(&finding.message).1, evidence]
        .into_iter()
        .flatten()
        .map(|name| folded(name).map(|(c, _)| c).collect::<Vec<_>>())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Letters and digits in lower case, `&` as `and`, each with the bytes it stands at: the same
/// name in another spelling folds to the same.
fn folded(text: &str) -> impl Iterator<Item = (char, std::ops::Range<usize>)> {
    text.char_indices().flat_map(|(at, c)| {
        let bytes = at..at + c.len_utf8();
        let and = if c == '&' { "and" } else { "" };
        let letter = Some(c).filter(|c| c.is_alphanumeric());
        and.chars().chain(letter.into_iter().flat_map(char::to_lowercase)).map(move |c| (c, bytes.clone()))
    })
}

/// `text` with every needle taken out, in any spelling that folds to it.
fn scrubbed(text: &str, needles: &[Vec<char>]) -> String {
    let (letters, places): (Vec<char>, Vec<_>) = folded(text).unzip();
    let mut hidden = vec![false; text.len()];
    for needle in needles {
        let long = needle.len() >= SHORT || !needle.iter().all(char::is_ascii);
        for (at, found) in letters.windows(needle.len()).enumerate() {
            if found != needle.as_slice() {
                continue;
            }
            let (start, end) = (places[at].start, places[at + needle.len() - 1].end);
            if long || stands_alone(text, start, end) {
                hidden[start..end].fill(true);
            }
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if !hidden[at] {
            out.push(c);
        } else if !inside {
            out.push_str(REDACTED);
        }
        inside = hidden[at];
    }
    out
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text[..start].chars().next_back()) && !letter(text[end..].chars().next())
}

/// `text` with everything between backticks or double quotes taken out.
fn without_quotations(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '"', '“']) {
        let Some(open) = rest[at..].chars().next() else { break };
        let inside = at + open.len_utf8();
        let close = if open == '“' { '”' } else { open };
        let Some(length) = rest[inside..].find(close) else { break };
        out.push_str(&rest[..inside]);
        out.push_str(REDACTED);
        out.push(close);
        rest = &rest[inside + length + close.len_utf8()..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrub(text: &str, names: &[&str]) -> String {
        let needles: Vec<Vec<char>> =
            names.iter().map(|name| folded(name).map(|(c, _)| c).collect()).collect();
        scrubbed(text, &needles)
    }

    #[test]
    fn a_name_is_taken_out_in_every_spelling_that_folds_to_it() {
        for text in ["tidewater mutual", "#TidewaterMutual", "**Tidewater\nMutual**", "TIDEWATER-MUTUAL"] {
            assert!(!scrub(text, &["Tidewater Mutual"]).to_lowercase().contains("tide"), "{text}");
        }
        assert_eq!(
            scrub("https://quillmark.example/customers/bright-and-vale", &["Bright & Vale"]),
            "https://quillmark.example/customers/[redacted]"
        );
    }

    #[test]
    fn a_short_name_is_taken_out_as_a_word_only() {
        assert_eq!(scrub("boxes by BOX, in a box", &["Box"]), "boxes by [redacted], in a [redacted]");
    }

    #[test]
    fn a_name_in_a_script_without_spaces_is_taken_out_inside_a_word() {
        assert_eq!(scrub("한빛과 함께", &["한빛"]), "[redacted]과 함께");
    }

    #[test]
    fn what_a_note_or_a_label_quotes_is_taken_out() {
        assert_eq!(
            without_quotations("what weighs most: “Kiel”, “64”"),
            "what weighs most: “[redacted]”, “[redacted]”"
        );
        assert_eq!(
            without_quotations("approval for `Arbor Cloud` matches nothing, see \"CRM-9\" and `x"),
            "approval for `[redacted]` matches nothing, see \"[redacted]\" and `x"
        );
    }
}
