//! A page that needs nothing else: no script, no font, no image.

use super::page::{Cell, Page, Table};
use crate::finding::Report;

const STYLE: &str = "\
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1a1a1a;background:#fff}\
table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccc}\
code{font-family:ui-monospace,monospace;overflow-wrap:anywhere;unicode-bidi:isolate}\
.red{color:#b00020;font-weight:bold}.yellow{color:#7a5b00;font-weight:bold}.green{color:#1b6e2c;font-weight:bold}";

pub(super) fn render(report: &Report) -> String {
    let page = Page::of(report);
    let title = escaped(&page.title);
    let lead: String = page.lead.iter().map(|line| format!("<p>{}</p>\n", escaped(line))).collect();
    let tables: String = page.tables.iter().map(table).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{lead}{tables}</body>\n</html>\n"
    )
}

fn table(table: &Table) -> String {
    let columns: String = table.columns.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    let rows: String = table
        .rows
        .iter()
        .map(|row| format!("<tr>{}</tr>\n", row.iter().map(cell).collect::<String>()))
        .collect();
    format!(
        "<h2>{}</h2>\n<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
        table.heading
    )
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Light(light) => format!("<td class=\"{light}\">{light}</td>"),
        Cell::Words(words) if words.is_empty() => "<td></td>".into(),
        Cell::Words(words) => format!("<td><code>{}</code></td>", escaped(words)),
        Cell::Plain(text) => format!("<td>{}</td>", escaped(text)),
    }
}

/// `text` as character data or an attribute of HTML or XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
