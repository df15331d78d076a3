//! Text as it flows: white space that counts only once text follows, code, line breaks.

use super::{Flow, Gap, Strand};
use crate::document::MarkKind;
use crate::document::entity::{self, Escapes};
use crate::mapped::Mapped;
use crate::span::Span;
use crate::word::{SOFT_BORDER, letters_meet};

impl Flow<'_> {
    /// Adds the text at `span`, without its holes.
    pub(in crate::document) fn text(&mut self, span: Span) {
        self.around_holes(span, Self::plain);
    }

    /// Adds text of HTML at `span`: entities decoded, line breaks with their indentation as one.
    pub(in crate::document) fn html_text(&mut self, span: Span) {
        if self.contexts.last().is_some_and(|context| context.preformatted) {
            self.around_holes(span, |flow, part| {
                let source = flow.source;
                entity::push(flow.strand_text(), source, part, Escapes::Text);
            });
        } else {
            self.around_holes(span, Self::collapsed);
        }
    }

    /// Adds `text`, which stands for the bytes at `span`.
    pub(in crate::document) fn replaced(&mut self, text: &str, span: Span) {
        self.pass_holes(span.start);
        self.strand_text().push_replaced(text, span);
    }

    /// Adds code within a line; `text` is what is left of `inner`, the bytes at `span` as the
    /// parser saw them, once quote marks and escapes are gone.
    pub(in crate::document) fn code(&mut self, text: &str, inner: &str, span: Span) {
        self.skip_holes(span);
        let source = self.source;
        let ticks = inner.len() - inner.trim_start_matches('`').len();
        let own = inner.get(ticks..inner.len().saturating_sub(ticks)).unwrap_or("");
        // the blanks that begin a line are not in the paragraph, though the parser leaves them in
        let padded = own.starts_with(['\n', '\r']) && own.ends_with([' ', '\n', '\r']);
        let text = match padded && !own.trim().is_empty() {
            true => text.trim_start_matches([' ', '\t']),
            false => text,
        };
        // Code has a frame of its own on a page: a name ends where it begins.
        self.border_before(text);
        self.open_mark(MarkKind::Code);
        if let Some(at) = inner[ticks..].find(text) {
            let start = span.start + ticks + at;
            self.strand_text().push_verbatim(source, Span::new(start, start + text.len()));
        } else if text.trim().is_empty() {
            // nothing but line ends: a blank on the page
            let within = Span::new(span.start + ticks, span.end.saturating_sub(ticks));
            self.strand_text().push_replaced(" ", within);
        } else if let Some(parts) = word_by_word(inner, ticks, text) {
            let blank = |at: Option<char>| at.is_some_and(char::is_whitespace);
            let mut last = blank(text.chars().next()).then_some(span.start + ticks);
            for part in parts {
                let own = Span::new(span.start + part.start, span.start + part.end);
                if let Some(end) = last.replace(own.end) {
                    let gap = Span::new(end, own.start);
                    let line = source.get(gap.range()).is_some_and(|gap| gap.contains('\n'));
                    let text = self.strand_text();
                    // behind the break of a line of its own it would be an empty line
                    let line = line && !text.as_str().ends_with('\n');
                    text.push_replaced(if line { "\n" } else { " " }, gap);
                }
                self.strand_text().push_verbatim(source, own);
            }
            if blank(text.chars().next_back()) {
                self.strand_text().push_joint(" ");
            }
        } else {
            aligned(self.strand_text(), source, inner, span, text);
        }
        self.close_mark(&MarkKind::Code);
        self.border_before(source.get(span.end..).unwrap_or(""));
    }

    /// Parts what stands there from `next`, where nothing else does.
    fn border_before(&mut self, next: &str) {
        let text = self.strand_text();
        if letters_meet(text.as_str(), next) {
            text.push_joint(SOFT_BORDER.encode_utf8(&mut [0; 4]));
        }
    }

    /// Adds the bytes at `span` as they stand, tags and all: a part of a code block.
    pub(in crate::document) fn verbatim(&mut self, span: Span) {
        self.skip_holes(span);
        let source = self.source;
        self.strand().block.text.push_verbatim(source, span);
    }

    /// Adds a line break that stands for the bytes at `span`; nothing at the start of a block.
    pub(in crate::document) fn line_break(&mut self, span: Span) {
        self.gap(Gap { span, line_break: true });
    }

    /// The text that grows, with the white space before what is added now.
    pub(super) fn strand_text(&mut self) -> &mut Mapped {
        let source = self.source;
        let strand = self.strand();
        if let Some(gap) = strand.gap.take() {
            if gap.line_break {
                // preformatted text may hold the break already: a second would be an empty line
                if !strand.block.text.as_str().ends_with('\n') {
                    strand.block.text.push_replaced("\n", gap.span);
                }
            } else {
                strand.block.text.push_verbatim(source, gap.span);
            }
        }
        &mut strand.block.text
    }

    fn gap(&mut self, gap: Gap) {
        let Some(strand) = self.strands.last_mut().filter(|strand| !strand.block.text.is_empty()) else {
            return;
        };
        strand.gap = Some(match strand.gap {
            Some(old) if old.line_break => old,
            Some(old) if old.span.end == gap.span.start => {
                Gap { span: old.span.join(gap.span), line_break: gap.line_break }
            }
            _ => gap,
        });
    }

    fn plain(&mut self, span: Span) {
        let source = self.source;
        let part = source.get(span.range()).unwrap_or("");
        let mut start = span.start;
        let begins_line =
            |strand: &Strand| strand.block.text.is_empty() || strand.gap.is_some_and(|gap| gap.line_break);
        if self.strands.last().is_none_or(begins_line) {
            start += part.len() - part.trim_start_matches([' ', '\t']).len();
        }
        if start < span.end {
            self.strand_text().push_verbatim(source, Span::new(start, span.end));
        }
    }

    fn collapsed(&mut self, span: Span) {
        let source = self.source;
        let bytes = source.as_bytes();
        let quoted = self.contexts.last().is_some_and(|context| context.inside.quote);
        let mut at = span.start;
        while at < span.end {
            let end =
                memchr::memchr2(b'\n', b'\r', &bytes[at..span.end]).map_or(span.end, |found| at + found);
            let part = source.get(at..end).unwrap_or("");
            let blank = |c: char| c.is_ascii_whitespace();
            let start = at + part.len() - part.trim_start_matches(blank).len();
            let stop = start + part.trim_matches(blank).len();
            if start > at {
                self.gap(Gap { span: Span::new(at, start), line_break: false });
            }
            if stop > start {
                entity::push(self.strand_text(), source, Span::new(start, stop), Escapes::Text);
            }
            if end > stop && stop > start {
                self.gap(Gap { span: Span::new(stop, end), line_break: false });
            }
            at = end;
            if end < span.end {
                at += entity::line_break(&bytes[end..span.end], quoted);
                self.gap(Gap { span: Span::new(end, at), line_break: true });
            }
        }
    }
}

/// Where the words of `text` stand in `inner` from `at` on, if each of them does.
fn word_by_word(inner: &str, mut at: usize, text: &str) -> Option<Vec<Span>> {
    text.split_whitespace()
        .map(|word| {
            let start = at + inner.get(at..)?.find(word)?;
            at = start + word.len();
            Some(Span::new(start, at))
        })
        .collect()
}

/// Adds `text`, the code within `inner`, skipping what was left out of it.
fn aligned(mapped: &mut Mapped, source: &str, inner: &str, span: Span, text: &str) {
    let place = |from: usize, to: usize| Span::new(span.start + from, span.start + to);
    // what stands as written is added in runs: a masked tag is whole only as a run
    let (mut from, mut at) = (0, 0);
    for (done, c) in text.char_indices() {
        loop {
            let own = inner.get(at..).and_then(|rest| rest.chars().next());
            let next = at + own.map_or(0, char::len_utf8);
            if own == Some(c) {
                at = next;
                break;
            }
            mapped.push_verbatim(source, place(from, at));
            match own {
                Some('\n' | '\r') if c == ' ' => {
                    mapped.push_replaced("\n", place(at, next));
                    (from, at) = (next, next);
                    break;
                }
                Some('`' | ' ' | '\t' | '>' | '\\' | '\n' | '\r') => (from, at) = (next, next),
                _ => {
                    mapped.push_replaced(&text[done..], place(at, inner.len()));
                    return;
                }
            }
        }
    }
    mapped.push_verbatim(source, place(from, at));
}
