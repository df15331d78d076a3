//! Workflow commands that GitHub turns into annotations.

use super::summary::Summary;
use super::visible::{log, one_line};
use super::wording::{standing, thousands, under_the_words, what_to_do};
use crate::finding::{Finding, Light, Note, Report, Unjudged};

/// How many annotations of one kind GitHub keeps for one step.
const KEPT: usize = 10;

pub(super) fn render(report: &Report) -> String {
    let standing = standing(report);
    let of =
        |light: Light| standing.iter().copied().filter(|finding| finding.light == light).collect::<Vec<_>>();
    let (reds, yellows, greens) = (of(Light::Red), of(Light::Yellow), of(Light::Green));

    // Something that was not judged must not vanish behind ten reds.
    let unjudged_shown = report.unjudged.len().min(KEPT.saturating_sub(reds.len()).max(1));
    let reds_shown = reds.len().min(KEPT - unjudged_shown);
    let yellows_shown = yellows.len().min(KEPT);
    // One notice is kept for the count of what is left out.
    let notes_shown = report.notes.len().min(KEPT - 1);
    let greens_shown = greens.len().min(KEPT - 1 - notes_shown);

    let mut out = String::new();
    for finding in &reds[..reds_shown] {
        out.push_str(&annotation("error", finding));
    }
    for unjudged in &report.unjudged[..unjudged_shown] {
        out.push_str(&not_judged(unjudged));
    }
    for finding in &yellows[..yellows_shown] {
        out.push_str(&annotation("warning", finding));
    }
    for about in &report.notes[..notes_shown] {
        out.push_str(&note(about));
    }
    for finding in &greens[..greens_shown] {
        out.push_str(&annotation("notice", finding));
    }
    let left_out: Vec<_> = [
        (reds.len() - reds_shown, "red"),
        (report.unjudged.len() - unjudged_shown, "not judged"),
        (yellows.len() - yellows_shown, "yellow"),
        (report.notes.len() - notes_shown, "notes"),
        (greens.len() - greens_shown, "green"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| format!("{} more {word}", thousands(number)))
    .collect();
    if !left_out.is_empty() {
        let left_out = format!("and {}: GitHub shows ten of a kind", left_out.join(", "));
        out.push_str(&command("notice", &[("title", "presscheck")], &left_out));
    }
    out.push_str(&log(&format!("{}\n", Summary::of(report, " · ").line(" · "))));
    out
}

fn annotation(kind: &str, finding: &Finding) -> String {
    let path = one_line(&finding.path);
    let title = one_line(&finding.message);
    let line = finding.start.line.to_string();
    let mut properties = vec![("file", path.as_str()), ("line", &line)];
    let (column, end) = (finding.start.column.to_string(), finding.end.column.to_string());
    let end_line = finding.end.line.to_string();
    // Columns of a range over several lines are refused.
    if finding.start.line == finding.end.line {
        properties.extend([("col", column.as_str()), ("endColumn", &end)]);
    } else {
        properties.push(("endLine", &end_line));
    }
    properties.push(("title", &title));
    command(kind, &properties, &format!("{}\n{}", under_the_words(finding), what_to_do(finding, " · ")))
}

pub(super) fn not_judged(unjudged: &Unjudged) -> String {
    let message = format!("{}: {}", one_line(&unjudged.what), one_line(&unjudged.why));
    let kind = if unjudged.let_pass { "warning" } else { "error" };
    command(kind, &[("title", "not judged")], &message)
}

pub(super) fn note(note: &Note) -> String {
    let path = note.path.as_deref().map(one_line);
    let line = note.line.map(|line| line.to_string());
    let mut properties = Vec::new();
    properties.extend(path.as_deref().map(|path| ("file", path)));
    properties.extend(line.as_deref().map(|line| ("line", line)));
    properties.push(("title", "presscheck"));
    let parts = [one_line(&note.message), one_line(&note.help)];
    command("notice", &properties, parts.join("\n").trim_end())
}

/// `::error file=a.md,line=3,title=…::…` and a line feed.
pub(super) fn command(kind: &str, properties: &[(&str, &str)], message: &str) -> String {
    let properties: Vec<_> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{kind} {}::{}\n", properties.join(","), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_escapes_what_would_end_its_parts() {
        assert_eq!(
            command("error", &[("file", "a,b:c%.md"), ("line", "3")], "50%\r\n::error::x"),
            "::error file=a%2Cb%3Ac%25.md,line=3::50%25%0D%0A::error::x\n"
        );
    }
}
