//! Blocks of HTML in Markdown. A page has one after the other, and a comment that begins in one ends in
//! a later one, whatever stands between.

use super::Reader;
use crate::document::html::{self, Place};
use crate::span::Span;
use pulldown_cmark::TagEnd;
use std::borrow::Cow;

impl Reader<'_, '_, '_> {
    /// Reads a block of HTML. Where it ends a comment that an earlier block left open, the words before
    /// and behind that comment stand together on the page: both will be read so, too. They and what
    /// stands between are read by themselves as well, for the open comment may be a slip.
    pub(super) fn html_block(&mut self, span: Span) {
        self.definitions_before(span.start);
        // two blocks of HTML may stand in one line of the page: their tags tell
        self.flow.line_break(Span::at(span.start));
        self.html(span, Place::Page);
        let part = self.shadow.get(span.range()).unwrap_or("");
        let (begins, ends) = (part.rfind("<!--"), part.rfind("-->"));
        let before = self.html_run;
        let run = Span::new(before.map_or(span.start, |run| run.start), span.end);
        self.html_run = Some(run);
        if let Some(start) = self.open_comment.take_if(|_| ends.is_some()) {
            self.read_together(Span::new(start, span.end));
        } else if self.over_comments.last().is_some_and(|last| before.is_some_and(|run| run.end == last.end))
        {
            self.read_together(run);
        }
        if begins > ends {
            self.open_comment = Some(run.start);
        }
    }

    /// Notes a part of the page that is to be read over its comments. One that touches the part before it
    /// belongs to that: each byte is read so once.
    fn read_together(&mut self, part: Span) {
        match self.over_comments.last_mut().filter(|last| part.start <= last.end) {
            Some(last) => *last = Span::new(last.start.min(part.start), part.end),
            None => self.over_comments.push(part),
        }
    }

    /// Notes that a comment among the words of a block ends the one that a block of HTML left open.
    pub(super) fn note_comment(&mut self, html: &str) {
        if html.ends_with("-->") {
            self.ended_comment = self.open_comment.take().or(self.ended_comment);
        }
    }

    /// Has what stands before and behind such a comment read together, at the end of the block.
    pub(super) fn end_over_comment(&mut self, tag: TagEnd, span: Span) {
        let of_block =
            matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell);
        if let Some(start) = self.ended_comment.take_if(|_| of_block) {
            self.read_together(Span::new(start, span.end));
        }
    }

    /// Reads over the comments that one block opened and another ended; last, for it parts what it
    /// stands between.
    pub(super) fn read_over_comments(&mut self) {
        for span in std::mem::take(&mut self.over_comments) {
            let depth = self.flow.enter(|_| {});
            self.flow.go_back(span.start);
            self.html(span, Place::Page);
            self.flow.leave(depth);
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
