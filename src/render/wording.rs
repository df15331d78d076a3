//! Numbers, dates and states in words.

use super::visible::one_line;
use crate::finding::{Evidence, Finding, Light, Report, State};
use jiff::civil::Date;

/// `8,204`.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 file`, `2,000 files`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// The day of `until` (a date or an instant) as people say it: `30 September`, with the year if
/// it is another than that of `now`.
pub(super) fn day(until: &str, now: &str) -> String {
    match until.get(..10).unwrap_or(until).parse::<Date>() {
        Ok(date) if now.get(..4) == until.get(..4) => date.strftime("%-d %B").to_string(),
        Ok(date) => date.strftime("%-d %B %Y").to_string(),
        Err(_) => one_line(until),
    }
}

/// Why a finding that is no longer open is not: `published at …`, `approved until … by …`.
pub(super) fn why_settled(finding: &Finding, now: &str) -> String {
    match (finding.evidence.as_deref(), finding.state) {
        (Some(Evidence::Published { url: Some(url), .. }), _) => {
            format!("published at {}", one_line(url))
        }
        (Some(Evidence::Published { url: None, .. }), _) => "on the public record".into(),
        (Some(Evidence::Approval { until, by, evidence, .. }), _) => {
            let mut why = String::from("approved");
            if let Some(until) = until {
                why.push_str(&format!(" until {}", day(until, now)));
            }
            if let Some(by) = by {
                why.push_str(&format!(" by {}", one_line(by)));
            }
            if let Some(evidence) = evidence {
                why.push_str(&format!(" ({})", one_line(evidence)));
            }
            why
        }
        (Some(Evidence::Acknowledgement { reason, line }), _) => {
            format!("on line {line}: \"{}\"", one_line(reason))
        }
        (None, State::Existing) => "already there at the base revision".into(),
        (None, _) => "no evidence is named".into(),
    }
}

/// What to do about a finding, and where to read more.
pub(super) fn what_to_do(finding: &Finding, separator: &str) -> String {
    let explain = format!("presscheck explain {}", one_line(&finding.rule));
    match one_line(&finding.help) {
        help if help.is_empty() => explain,
        help => format!("{help}{separator}{explain}"),
    }
}

/// `red: on the customer list, not approved`.
pub(super) fn under_the_words(finding: &Finding) -> String {
    match one_line(&finding.label) {
        label if label.is_empty() => finding.light.to_string(),
        label => format!("{}: {label}", finding.light),
    }
}

/// The headline, the reason and the way out in one line, for formats that have one text.
pub(super) fn in_one(finding: &Finding) -> String {
    [&finding.message, &finding.label, &finding.help]
        .iter()
        .map(|part| one_line(part))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The findings that stand, lights of green among them, the gravest first.
pub(super) fn standing(report: &Report) -> Vec<&Finding> {
    let mut standing: Vec<_> =
        report.findings.iter().filter(|finding| finding.state == State::Open).collect();
    standing.sort_by_key(|finding| std::cmp::Reverse(finding.light));
    standing
}

/// One of three words by the light.
pub(super) fn by_light<T>(light: Light, red: T, yellow: T, green: T) -> T {
    match light {
        Light::Red => red,
        Light::Yellow => yellow,
        Light::Green => green,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_thousands_and_the_right_plural() {
        assert_eq!(counted(1, "piece", "pieces"), "1 piece");
        assert_eq!(counted(0, "piece", "pieces"), "0 pieces");
        assert_eq!(counted(1_234_567, "word", "words"), "1,234,567 words");
        assert_eq!(thousands(999), "999");
    }

    #[test]
    fn a_day_says_its_year_only_when_it_is_another() {
        assert_eq!(day("2026-09-30", "2026-03-04T09:00:00Z"), "30 September");
        assert_eq!(day("2027-01-02T10:00:00Z", "2026-03-04T09:00:00Z"), "2 January 2027");
        assert_eq!(day("some day", "2026-03-04T09:00:00Z"), "some day");
    }
}
