//! From a file to a document: the table of readers, and nothing left unread.

use super::passages::Numbers;
use super::{
    Block, Document, Format, Parts, Piece, Reading, Scope, Source, csv, html, json, markdown, plain, yaml,
};
use crate::mapped::Mapped;
use crate::span::Span;
use std::sync::Arc;

/// Reads `source` as `format`.
///
/// Whatever the reader of the format leaves uncovered still becomes a block of scope
/// [`Markup`](super::Scope::Markup), and the path one of scope [`Path`](super::Scope::Path).
#[must_use]
pub fn read(path: &str, source: Arc<Source>, format: Format, reading: Reading) -> Document {
    let text = source.text();
    let mut parts = match format {
        Format::Markdown | Format::Mdx => {
            markdown::read(text, Reading { mdx: format == Format::Mdx, ..reading })
        }
        Format::Html => html::read(text, reading),
        Format::Plain => plain::read(text, reading),
        Format::Yaml => yaml::read(text, reading),
        Format::Json => json::read(text, reading),
        Format::Csv => csv::read(text, reading),
    };
    if parts.pieces.is_empty() && !text.trim().is_empty() {
        parts.pieces.push(Piece { span: Span::new(0, text.len()), ..Piece::default() });
    }
    part_paragraphs(&mut parts);
    let left = left_over(text, &parts);
    let mut numbers = Numbers::after(&parts);
    let mut ordered: Vec<(Span, usize)> =
        parts.pieces.iter().enumerate().map(|(index, piece)| (piece.span, index)).collect();
    ordered.sort_unstable();
    for span in left {
        let paragraph = numbers.take();
        let block = Block { paragraph, ..Block::new(Scope::Markup, Mapped::verbatim(text, span)) };
        let before = ordered.partition_point(|(piece, _)| piece.start <= span.start);
        let holds =
            before.checked_sub(1).and_then(|at| ordered.get(at)).filter(|(piece, _)| piece.contains(span));
        match holds.and_then(|&(_, index)| parts.pieces.get_mut(index)) {
            Some(piece) => piece.blocks.push(block),
            None => parts.head.push(block),
        }
    }
    let mut own = Mapped::new();
    own.push_replaced(path, Span::at(0));
    parts.head.push(Block { paragraph: numbers.take(), ..Block::new(Scope::Path, own) });
    Document { path: path.to_owned(), source, format, head: parts.head, pieces: parts.pieces }
}

/// Readers count the paragraphs of front matter and body each from 0: the body's go behind.
fn part_paragraphs(parts: &mut Parts) {
    let first = parts.head.iter().map(|block| block.paragraph.saturating_add(1)).max().unwrap_or(0);
    for block in parts.pieces.iter_mut().flat_map(|piece| &mut piece.blocks) {
        block.paragraph = block.paragraph.saturating_add(first);
    }
}

/// What no block covers and holds a letter or a digit: each such run within a line.
fn left_over(text: &str, parts: &Parts) -> Vec<Span> {
    let blocks = parts.head.iter().chain(parts.pieces.iter().flat_map(|piece| &piece.blocks));
    let mut covered: Vec<Span> = blocks.flat_map(|block| block.text.sources()).collect();
    covered.sort_unstable();
    covered.push(Span::at(text.len()));
    let mut left = Vec::new();
    let mut at = 0;
    for span in covered {
        if let Some(gap) = text.get(at..span.start) {
            for line in gap.split_inclusive(['\n', '\r']) {
                let own = line.trim();
                if own.contains(char::is_alphanumeric) {
                    let start = at + line.len() - line.trim_start().len();
                    left.push(Span::new(start, start + own.len()));
                }
                at += line.len();
            }
        }
        at = at.max(span.end);
    }
    left
}
