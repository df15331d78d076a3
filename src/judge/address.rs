//! The web address that a name stands in.

use crate::document::{Block, Mark, MarkKind};
use std::ops::Range;

/// The web address that `range` of a block's text stands in, if it is part of one.
pub(super) fn address<'b>(block: &'b Block, range: &Range<usize>) -> Option<&'b str> {
    let text = block.text.as_str();
    if text.get(range.clone())?.contains(char::is_whitespace) {
        return None;
    }
    let start = text[..range.start]
        .rfind(is_edge)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[range.end..].find(is_edge).map_or(text.len(), |at| range.end + at);
    let chunk = text.get(start..end)?.trim_end_matches(['.', '!', '?', ':', '\'']);
    let within = match chunk.find("://") {
        Some(at) => {
            let before = chunk[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
            start + before <= range.start
        }
        None => begins_with_host(chunk),
    };
    let beside = |mark: &Mark| {
        matches!(mark.kind, MarkKind::Link { .. })
            && start <= mark.range.start
            && (mark.range.end <= range.start || range.end <= mark.range.start)
    };
    (within && chunk.len() > range.len() && !block.marks.iter().any(beside)).then_some(chunk)
}

/// Whether no address goes on at this character.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | ')' | '<' | '>' | '"' | '[' | ']' | ',' | ';' | '|' | '`')
        || !c.is_ascii() && !c.is_alphanumeric()
}

fn begins_with_host(chunk: &str) -> bool {
    let host = chunk.split('/').next().unwrap_or(chunk);
    let label = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.rsplit_once('.').is_some_and(|(rest, top)| {
        rest.split('.').all(label) && top.len() > 1 && top.bytes().all(|b| b.is_ascii_lowercase())
    })
}
