//! Blocks of HTML in Markdown. A page has one after the other, and a comment that begins in one ends in
//! the next: they are read together.

use super::Reader;
use crate::document::html::{self, Place};
use crate::span::Span;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::borrow::Cow;

/// Blocks of HTML that are read together.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    span: Span,
    /// Whether they end within a comment.
    in_comment: bool,
}

impl Reader<'_, '_, '_> {
    /// Adds a block of HTML to what waits, or lets it wait: a page has one after the other, and a
    /// comment that begins in one ends in the next.
    pub(super) fn html_block(&mut self, span: Span) {
        let part = self.shadow.get(span.range()).unwrap_or("");
        let goes_on = |before: &mut Waiting| before.in_comment || before.span.end == span.start;
        let before = self.waiting.take_if(goes_on);
        self.end_html();
        let in_comment = match (part.rfind("<!--"), part.rfind("-->")) {
            (None, None) => before.is_some_and(|before| before.in_comment),
            (begin, end) => begin > end,
        };
        let start = before.map_or(span.start, |before| before.span.start);
        self.waiting = Some(Waiting { span: Span::new(start, span.end), in_comment });
    }

    /// Whether the HTML that waits ends within a comment.
    pub(super) fn in_comment(&self) -> bool {
        self.waiting.is_some_and(|waiting| waiting.in_comment)
    }

    /// Reads the HTML that waits.
    pub(super) fn end_html(&mut self) {
        if let Some(Waiting { span, .. }) = self.waiting.take() {
            self.definitions_before(span.start);
            // two blocks of HTML may stand in one line of the page: their tags tell
            self.flow.line_break(Span::at(span.start));
            self.html(span, Place::Page);
        }
    }

    /// Reads the HTML at `span`; quote marks at the start of its lines are no part of it.
    pub(super) fn html(&mut self, span: Span, place: Place) {
        let Some(part) = self.shadow.get(span.range()) else { return };
        let part = if self.quotes > 0 { without_quote_marks(part) } else { Cow::Borrowed(part) };
        html::markup(self.flow, &part, span.start, place);
    }
}

/// Whether a block begins or ends that holds other blocks.
pub(super) fn is_container(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::FootnoteDefinition(_) | Tag::Table(_)
        ) | Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition)
    )
}

fn without_quote_marks(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut at_start = false;
    let blanked = text.chars().map(|c| {
        at_start = c == '\n' || (at_start && matches!(c, ' ' | '\t' | '>'));
        if at_start && c == '>' { ' ' } else { c }
    });
    Cow::Owned(blanked.collect())
}
