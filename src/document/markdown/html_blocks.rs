//! Blocks of HTML in Markdown. A page has one after the other, and a comment that begins in one ends in
//! a later one, whatever stands between.

use super::Reader;
use crate::document::html::{self, Place};
use crate::span::Span;
use std::borrow::Cow;

impl Reader<'_, '_, '_> {
    /// Reads a block of HTML. Where it ends a comment that an earlier block left open, the words before
    /// and behind that comment stand together on the page: they are read so, too. Both blocks and what
    /// stands between are read by themselves as well, for the open comment may be a slip.
    pub(super) fn html_block(&mut self, span: Span) {
        self.definitions_before(span.start);
        // two blocks of HTML may stand in one line of the page: their tags tell
        self.flow.line_break(Span::at(span.start));
        self.html(span, Place::Page);
        let part = self.shadow.get(span.range()).unwrap_or("");
        let (begins, ends) = (part.rfind("<!--"), part.rfind("-->"));
        if let Some(start) = self.open_comment.take_if(|_| ends.is_some()) {
            // what is open in it is open already
            let depth = self.flow.enter(|_| {});
            self.html(Span::new(start, span.end), Place::Page);
            self.flow.leave(depth);
        }
        if begins > ends {
            self.open_comment = Some(span.start);
        }
    }

    /// Reads the HTML at `span`; quote marks at the start of its lines are no part of it.
    pub(super) fn html(&mut self, span: Span, place: Place) {
        let Some(part) = self.shadow.get(span.range()) else { return };
        let part = if self.quotes > 0 { without_quote_marks(part) } else { Cow::Borrowed(part) };
        html::markup(self.flow, &part, span.start, place);
    }
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
