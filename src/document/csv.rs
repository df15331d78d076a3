//! Comma-, semicolon- and tab-separated values: each row a piece.

use super::data::{self, Node};
use super::keys::{Meaning, meaning};
use super::links::is_target;
use super::passages::{Numbers, push_lines};
use super::{Block, Parts, Reading, Scope};
use crate::mapped::Mapped;
use crate::span::Span;
use csv_core::{ReadFieldResult, ReaderBuilder};

/// Reads a file.
pub(super) fn read(text: &str, _reading: Reading) -> Parts {
    let mut rows = rows(text).into_iter().peekable();
    let header = rows.next_if(|row| is_header(row)).unwrap_or_default();
    let mut nodes = vec![Node::Open { list: true, at: 0 }];
    for row in rows {
        let at = row.first().map_or(0, |cell| cell.span.start);
        nodes.push(Node::Open { list: header.is_empty(), at });
        for (column, cell) in row.into_iter().enumerate() {
            if !header.is_empty() {
                let name = header.get(column).map(|head| head.text.clone()).unwrap_or_default();
                nodes.push(Node::Key { name, span: cell.span });
            }
            nodes.push(Node::Value(cell.text));
        }
        nodes.push(Node::Close);
    }
    nodes.push(Node::Close);
    let mut parts = data::parts(nodes);
    for block in parts.pieces.iter_mut().flat_map(|piece| &mut piece.blocks) {
        block.inside.table = true;
        if block.scope == Scope::Field {
            block.scope = Scope::TableCell;
        }
    }
    let mut numbers = Numbers::after(&parts);
    for cell in header.into_iter().filter(|cell| !cell.text.is_empty()) {
        let paragraph = numbers.take();
        parts.head.push(Block { paragraph, ..Block::new(Scope::Markup, cell.text) });
    }
    parts
}

/// One field of a row.
#[derive(Debug, Clone)]
struct Cell {
    /// What it reads as.
    text: Mapped,
    /// Where it stands, its quotes with it.
    span: Span,
}

/// The rows of the file. How far each field reaches is csv-core's to say.
fn rows(text: &str) -> Vec<Vec<Cell>> {
    let delimiter = delimiter(text);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut scratch = [0; 4096];
    let (mut at, mut start) = (0, 0);
    let mut rows = Vec::new();
    let mut row = Vec::new();
    loop {
        let (result, read, _) = reader.read_field(&text.as_bytes()[at..], &mut scratch);
        at += read;
        match result {
            ReadFieldResult::Field { record_end } => {
                row.push(cell(text, field(text, start..at, delimiter, row.is_empty(), record_end)));
                start = at;
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::End => break,
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// The bytes read for a field, without the delimiter and the ends of lines around it.
fn field(text: &str, read: std::ops::Range<usize>, delimiter: u8, first: bool, last: bool) -> Span {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (read.start, read.end);
    let is_break = |byte: u8| matches!(byte, b'\r' | b'\n');
    while start < end && first && is_break(bytes[start]) {
        start += 1;
    }
    if last {
        while end > start && is_break(bytes[end - 1]) {
            end -= 1;
        }
    } else if end > start && bytes[end - 1] == delimiter {
        end -= 1;
    }
    Span::new(start, end)
}

fn cell(text: &str, span: Span) -> Cell {
    let mut out = Mapped::new();
    let own = &text.as_bytes()[span.range()];
    if own.first() != Some(&b'"') {
        let trimmed = text[span.range()].trim();
        let start = span.start + (span.len() - text[span.range()].trim_start().len());
        push_lines(&mut out, text, Span::new(start, start + trimmed.len()));
        return Cell { text: out, span };
    }
    let mut from = span.start + 1;
    let mut quoted = true;
    while let Some(found) = memchr::memchr(b'"', &text.as_bytes()[from..span.end]) {
        let at = from + found;
        push_lines(&mut out, text, Span::new(from, at));
        let doubled = at + 1 < span.end && text.as_bytes()[at + 1] == b'"';
        if !quoted {
            out.push_verbatim(text, Span::new(at, at + 1));
            from = at + 1;
        } else if doubled {
            out.push_replaced("\"", Span::new(at, at + 2));
            from = at + 2;
        } else {
            quoted = false;
            from = at + 1;
        }
    }
    push_lines(&mut out, text, Span::new(from, span.end));
    Cell { text: out, span }
}

/// The delimiter: the sign that stands most often in the first line, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.trim_start_matches(['\r', '\n']);
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
        }
    }
    let mut best = counts[0];
    for count in counts {
        if count.1 > best.1 {
            best = count;
        }
    }
    best.0
}

/// Whether a row names the columns: short names, at least one of which is known.
fn is_header(row: &[Cell]) -> bool {
    let names = |cell: &Cell| {
        let text = cell.text.as_str().trim();
        let words = text.split_whitespace().count();
        text.len() <= 40
            && words <= 4
            && !is_target(text)
            && !text.starts_with(['@', '#'])
            && !is_number(text)
    };
    row.iter().all(names) && row.iter().any(|cell| meaning(cell.text.as_str()) != Meaning::Unknown)
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(parts: &Parts) -> Vec<Vec<(Scope, &str, &str)>> {
        parts
            .pieces
            .iter()
            .map(|piece| {
                piece
                    .blocks
                    .iter()
                    .map(|b| (b.scope, b.key.as_deref().unwrap_or(""), b.text.as_str()))
                    .collect()
            })
            .collect()
    }

    #[test]
    fn each_row_of_a_calendar_is_a_post() {
        let text = "date;channel;text\r\n2026-03-01;x;\"He said \"\"go\"\";\r\nwe went\"\r\n2026-03-02;linkedin;We are hiring";
        let parts = read(text, Reading::default());
        assert_eq!(
            seen(&parts),
            [
                vec![
                    (Scope::TableCell, "0.date", "2026-03-01"),
                    (Scope::TableCell, "0.channel", "x"),
                    (Scope::Prose, "0.text", "He said \"go\";\nwe went"),
                ],
                vec![
                    (Scope::TableCell, "1.date", "2026-03-02"),
                    (Scope::TableCell, "1.channel", "linkedin"),
                    (Scope::Prose, "1.text", "We are hiring"),
                ],
            ]
        );
        let said = &parts.pieces[0].blocks[2].text;
        assert_eq!(&text[said.span(8..12).range()], "\"\"go\"\"");
        assert_eq!(
            parts.head.iter().map(|b| b.text.as_str()).collect::<Vec<_>>(),
            ["date", "channel", "text"]
        );
    }

    #[test]
    fn without_a_header_long_cells_are_the_text() {
        let parts = read("a1\tWe are so proud of the new roast\nb2\tShort one\n", Reading::default());
        assert_eq!(parts.pieces.len(), 2);
        assert_eq!(parts.pieces[0].blocks[1].scope, Scope::Prose);
        assert_eq!(parts.pieces[1].blocks[1].scope, Scope::TableCell);
        assert!(parts.head.is_empty());
    }

    #[test]
    fn columns_named_after_platforms_are_posts_with_the_voice_of_the_row() {
        let parts = read("author,linkedin,x\nPriya Raman,We shipped it,Shipped it\n", Reading::default());
        let posts = seen(&parts);
        assert_eq!(posts.len(), 3);
        assert_eq!(posts[1][0].2, "Priya Raman");
        assert_eq!(posts[1][1], (Scope::TableCell, "channel", "linkedin"));
        assert_eq!(posts[2][2].2, "Shipped it");
    }
}
