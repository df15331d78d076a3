//! A table for GitHub's step summary.

use super::page::{Cell, Page, Table};
use super::wording::thousands;
use crate::finding::Report;

/// Bytes after which rows are left out: a summary over 1,024 KiB is dropped whole, and headings
/// and counts still have to fit.
const LARGEST: usize = 1_000_000;

pub(super) fn render(report: &Report) -> String {
    let page = Page::of(report);
    let mut out = format!("## {}\n", escaped(&page.title));
    for lead in &page.lead {
        out.push_str(&format!("\n{}\n", escaped(lead)));
    }
    for table in &page.tables {
        push_table(&mut out, table);
    }
    out
}

fn push_table(out: &mut String, table: &Table) {
    let rule = vec!["---"; table.columns.len()].join(" | ");
    out.push_str(&format!("\n### {}\n\n| {} |\n| {rule} |\n", table.heading, table.columns.join(" | ")));
    for (index, row) in table.rows.iter().enumerate() {
        let row = format!("| {} |\n", row.iter().map(cell).collect::<Vec<_>>().join(" | "));
        if out.len() + row.len() > LARGEST {
            out.push_str(&format!("\nand {} more\n", thousands(table.rows.len() - index)));
            return;
        }
        out.push_str(&row);
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Light(light) => format!("**{light}**"),
        Cell::Words(words) if words.is_empty() => String::new(),
        Cell::Words(words) => format!("<code>{}</code>", escaped(words)),
        Cell::Plain(text) => escaped(text),
    }
}

/// `text` with every character that Markdown, HTML or GitHub could read as markup as an entity,
/// and every mention kept from notifying anybody. A hyphen only means something where a line
/// begins, which no text from elsewhere does.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = false;
    for c in text.chars() {
        match c {
            '@' if !word => out.push_str("&#64;&#8288;"),
            ' ' | ',' | ';' | '\'' | '"' | '?' | '(' | ')' | '/' | '%' | '-' => out.push(c),
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
        word = c.is_alphanumeric();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_markup_comes_through() {
        assert_eq!(
            escaped("<b>`a|b`</b> [x](y) @lantern a@b.example"),
            "&#60;b&#62;&#96;a&#124;b&#96;&#60;/b&#62; &#91;x&#93;(y) &#64;&#8288;lantern a&#64;b&#46;example"
        );
    }
}
