//! Comments of HTML and JavaScript as text.

use super::template::trimmed;
use crate::span::Span;

/// The text of the HTML comment at `span`, without its marks.
pub(super) fn html(text: &str, span: Span) -> Span {
    let whole = text.get(span.range()).unwrap_or("");
    let open = if whole.starts_with("<!--") { 4 } else { whole.len().min(2) };
    let inner = &whole[open..];
    let close = ["-->", "--!>", ">"].iter().find(|end| inner.ends_with(**end)).map_or(0, |end| end.len());
    trimmed(text, Span::new(span.start + open, span.end - close))
}

/// The text of what holds a `/* … */` at `span`, without its marks.
pub(super) fn script(text: &str, span: Span) -> Span {
    let whole = text.get(span.range()).unwrap_or("");
    let start = whole.find("/*").map_or(0, |at| at + 2);
    let end = whole.rfind("*/").unwrap_or(whole.len());
    trimmed(text, Span::new(span.start + start, span.start + end))
}

/// Whether a comment with this text marks where a page is folded.
pub(super) fn folds(comment: &str) -> bool {
    ["more", "truncate", "excerpt", "read more", "readmore", "fold"]
        .iter()
        .any(|mark| comment.eq_ignore_ascii_case(mark))
}
