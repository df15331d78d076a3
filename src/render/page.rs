//! What a page for readers without a terminal says; Markdown and HTML write it down.

use super::summary::Summary;
use super::visible::{cut, one_line};
use super::wording::{standing, what_to_do, why_settled};
use crate::finding::{Finding, Light, Report, State};

/// The longest words of an author that a cell repeats, in characters.
const WORDS: usize = 200;

/// A page: a verdict, what it rests on, and tables.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) lead: Vec<String>,
    pub(super) tables: Vec<Table>,
}

/// A heading with rows under it; never without a row.
pub(super) struct Table {
    pub(super) heading: &'static str,
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// One cell; nothing in it is escaped for any format, yet nothing in it is hidden.
pub(super) enum Cell {
    /// A light.
    Light(Light),
    /// Somebody else's words, or a place: shown as they are.
    Words(String),
    /// The tool's own words, which may quote somebody else's.
    Plain(String),
}

impl Page {
    pub(super) fn of(report: &Report) -> Self {
        let Summary { read, found, gate } = Summary::of(report, " · ");
        let tables = [not_judged(report), findings(report), settled(report), notes(report)];
        Page {
            title: format!("presscheck: {gate}"),
            lead: vec![found, read],
            tables: tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
        }
    }
}

fn not_judged(report: &Report) -> Table {
    let rows = report.unjudged.iter().map(|unjudged| vec![words(&unjudged.what), plain(&unjudged.why)]);
    Table { heading: "Not judged", columns: vec!["what", "why"], rows: rows.collect() }
}

fn findings(report: &Report) -> Table {
    let rows = standing(report).into_iter().map(|finding| {
        let what: Vec<_> = [&finding.message, &finding.label]
            .iter()
            .map(|part| one_line(part))
            .filter(|part| !part.is_empty())
            .collect();
        vec![
            Cell::Light(finding.light),
            place(finding),
            words(&finding.text),
            Cell::Plain(what.join(" · ")),
            Cell::Plain(what_to_do(finding, " · ")),
        ]
    });
    let columns = vec!["light", "where", "the words", "what it is", "what to do"];
    Table { heading: "Findings", columns, rows: rows.collect() }
}

fn settled(report: &Report) -> Table {
    let settled = |finding: &&Finding| matches!(finding.state, State::Cleared | State::Acknowledged);
    let rows = report.findings.iter().filter(settled).map(|finding| {
        vec![
            Cell::Plain(finding.state.name().into()),
            place(finding),
            words(&finding.text),
            Cell::Plain(why_settled(finding, &report.now)),
        ]
    });
    let columns = vec!["state", "where", "the words", "why"];
    Table { heading: "Cleared and acknowledged", columns, rows: rows.collect() }
}

fn notes(report: &Report) -> Table {
    let rows = report.notes.iter().map(|note| {
        let place = match (&note.path, note.line) {
            (Some(path), Some(line)) => format!("{path}:{line}"),
            (Some(path), None) => path.clone(),
            (None, _) => String::new(),
        };
        vec![words(&place), plain(&note.message), plain(&note.help)]
    });
    Table { heading: "Notes", columns: vec!["where", "what", "what to do"], rows: rows.collect() }
}

fn place(finding: &Finding) -> Cell {
    Cell::Words(format!("{}:{}:{}", one_line(&finding.path), finding.start.line, finding.start.column))
}

fn words(text: &str) -> Cell {
    Cell::Words(cut(&one_line(text), WORDS))
}

fn plain(text: &str) -> Cell {
    Cell::Plain(one_line(text))
}
