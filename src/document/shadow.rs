//! A copy of a text in which tags of other languages are masked, so that a parser of Markdown or
//! HTML passes over them.
//!
//! The copy has the same length, byte for byte: what the parser finds is taken from the original
//! by its span, and the masked parts are left out.

use crate::span::Span;
use std::borrow::Cow;

/// A text with its holes masked by letters.
#[derive(Debug)]
pub(super) struct Shadow<'a> {
    /// The masked text; borrowed where nothing is masked.
    pub(super) text: Cow<'a, str>,
    /// What is masked, in the order of the text, never overlapping.
    pub(super) holes: Vec<Hole>,
}

/// A masked part of a text.
#[derive(Debug, Default)]
pub(super) struct Hole {
    /// Where it stands in the text.
    pub(super) span: Span,
    /// What it holds.
    pub(super) content: Content,
    /// Whether it has its lines to itself and so parts the text before it from the text after it.
    pub(super) parts: bool,
}

/// What a masked part holds.
#[derive(Debug, Default)]
pub(super) enum Content {
    /// Nothing that is read.
    #[default]
    Nothing,
    /// A template tag with what it passes on.
    Arguments(Vec<Argument>),
    /// A comment; the span is its text.
    Comment(Span),
    /// Code; the span is its text.
    Code(Span),
    /// A string that is read as text.
    Words(Span),
    /// The mark below which a page is folded.
    Fold,
    /// A tag of HTML or JSX.
    Tag(Box<Tag>),
}

/// A string that a template tag passes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Argument {
    /// Its name, or the name of the tag.
    pub(super) key: Option<Span>,
    /// The string, without quotes.
    pub(super) value: Span,
}

/// A tag of HTML or JSX.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// All of it.
    pub(super) span: Span,
    /// Its name; empty for a fragment of JSX.
    pub(super) name: Span,
    /// Whether it ends an element.
    pub(super) end: bool,
    /// Whether it ends in `/>`.
    pub(super) closed: bool,
    /// Its attributes.
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute of a [`Tag`]; one whose value is an expression stands once for each string in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute {
    /// Its name as written.
    pub(super) name: Span,
    /// Its value, without quotes.
    pub(super) value: Option<Span>,
    /// Whether the value is a string of an expression, with the escapes of JavaScript.
    pub(super) script: bool,
}

impl<'a> Shadow<'a> {
    /// `text` with `holes`, which are in order and do not overlap, masked.
    pub(super) fn new(text: &'a str, holes: Vec<Hole>) -> Self {
        if holes.is_empty() {
            return Shadow { text: Cow::Borrowed(text), holes };
        }
        let mut masked = String::with_capacity(text.len());
        let mut done = 0;
        for hole in &holes {
            masked.push_str(text.get(done..hole.span.start).unwrap_or(""));
            masked.extend(std::iter::repeat_n('x', hole.span.len()));
            done = hole.span.end;
        }
        masked.push_str(text.get(done..).unwrap_or(""));
        if masked.len() == text.len() {
            Shadow { text: Cow::Owned(masked), holes }
        } else {
            Shadow { text: Cow::Borrowed(text), holes: Vec::new() }
        }
    }
}

/// Whether nothing but blanks and quote marks stands beside `span` in its lines.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let blank = |b: &&u8| !matches!(b, b' ' | b'\t' | b'>' | b'\r');
    let before = bytes[..span.start].iter().rev().find(blank);
    let after = bytes[span.end..].iter().find(blank);
    matches!(before, None | Some(b'\n')) && matches!(after, None | Some(b'\n'))
}

/// The next place in `spans`, which are in order, that holds `at`.
pub(super) fn holding(spans: &[Span], at: usize) -> Option<Span> {
    let index = spans.partition_point(|span| span.end <= at);
    spans.get(index).copied().filter(|span| span.start <= at)
}
