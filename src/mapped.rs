//! Text derived from a file, with a map back to the author's own bytes.
//!
//! A reader takes markup away, decodes entities and joins wrapped lines; what is left is what a
//! person reads. Every byte of it knows which bytes of the file it came from.

use crate::span::Span;
use std::ops::Range;

/// Derived text and where each part of it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Where the run begins in the derived text, in bytes.
    at: usize,
    /// What it stands for in the file.
    source: Span,
    /// Whether it is the file's bytes letter for letter.
    verbatim: bool,
}

impl Mapped {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The bytes of `source` at `span`, letter for letter. A span outside `source`, or not on
    /// character boundaries, gives an empty text.
    #[must_use]
    pub fn verbatim(source: &str, span: Span) -> Self {
        let mut mapped = Self::new();
        mapped.push_verbatim(source, span);
        mapped
    }

    /// Adds the bytes of `source` at `span`, letter for letter.
    pub fn push_verbatim(&mut self, source: &str, span: Span) {
        let Some(part) = source.get(span.range()).filter(|part| !part.is_empty()) else { return };
        let joins = self.runs.last().is_some_and(|last| last.verbatim && last.source.end == span.start);
        if joins {
            if let Some(last) = self.runs.last_mut() {
                last.source.end = span.end;
            }
        } else {
            self.runs.push(Run { at: self.text.len(), source: span, verbatim: true });
        }
        self.text.push_str(part);
    }

    /// Adds `text`, which stands for the bytes of the file at `span`: a decoded entity, an
    /// escape, a line break with the quote marks of the next line. `span` may be empty.
    pub fn push_replaced(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.runs.push(Run { at: self.text.len(), source: span, verbatim: false });
            self.text.push_str(text);
        }
    }

    /// Adds `text` that stands for nothing in the file, at the place where the text so far ends.
    pub fn push_joint(&mut self, text: &str) {
        let at = self.runs.last().map_or(0, |last| last.source.end);
        self.push_replaced(text, Span::at(at));
    }

    /// Adds all of `other` behind what is there.
    pub fn append(&mut self, other: &Mapped) {
        for (run, text) in other.pieces() {
            self.push_run(text, run.source, run.verbatim);
        }
    }

    /// The part of the text at `range`, in bytes, with its map. A range outside the text, or not
    /// on character boundaries, gives an empty text.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Mapped {
        let mut part = Mapped::new();
        if self.runs.is_empty() || self.text.get(range.clone()).is_none_or(str::is_empty) {
            return part;
        }
        let first = self.runs.partition_point(|run| run.at <= range.start).saturating_sub(1);
        for (index, run) in self.runs.iter().enumerate().skip(first).take_while(|(_, run)| run.at < range.end)
        {
            let end = self.runs.get(index + 1).map_or(self.text.len(), |next| next.at);
            let own = run.at.max(range.start)..end.min(range.end);
            let source = if run.verbatim {
                let shift = own.start - run.at;
                Span::new(run.source.start + shift, run.source.start + shift + own.len())
            } else {
                run.source
            };
            part.push_run(&self.text[own], source, run.verbatim);
        }
        part
    }

    /// The same text, where what it was made from is no file but `base`: its map leads on through
    /// that of `base`.
    #[must_use]
    pub fn through(&self, base: &Mapped) -> Mapped {
        let mut text = Mapped::new();
        for (run, own) in self.pieces() {
            if run.verbatim {
                text.append(&base.slice(run.source.range()));
            } else {
                text.push_replaced(own, base.span(run.source.range()));
            }
        }
        text
    }

    /// Each run with its text.
    fn pieces(&self) -> impl Iterator<Item = (&Run, &str)> {
        let ends = self.runs.iter().skip(1).map(|next| next.at).chain([self.text.len()]);
        self.runs.iter().zip(ends).map(|(run, end)| (run, &self.text[run.at..end]))
    }

    fn push_run(&mut self, text: &str, source: Span, verbatim: bool) {
        match self.runs.last_mut() {
            Some(last) if verbatim && last.verbatim && last.source.end == source.start => {
                last.source.end = source.end;
            }
            _ => self.runs.push(Run { at: self.text.len(), source, verbatim }),
        }
        self.text.push_str(text);
    }

    /// The derived text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length of the derived text in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The bytes of the file that `range` of the derived text comes from: the smallest span that
    /// holds all of them. A replaced run counts whole. An empty text maps to 0.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        if self.runs.is_empty() {
            return Span::at(0);
        }
        let start = self.start(range.start);
        if range.end <= range.start {
            return Span::at(start);
        }
        Span::new(start, self.end(range.end))
    }

    /// All of the file that the text comes from, from its first to its last byte.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The parts of the file the text was made from, in the order of the text.
    pub fn sources(&self) -> impl Iterator<Item = Span> + '_ {
        self.runs.iter().map(|run| run.source)
    }

    /// Where the text goes on otherwise than the file does, in bytes of the text: behind something that it
    /// leaves out (`true`), or with something that it says in other letters (`false`).
    pub fn seams(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        let left_out = |two: &[Run]| two[0].source.end < two[1].source.start;
        let seams = self.runs.windows(2).filter(move |two| left_out(two) || !two[1].verbatim);
        seams.map(move |two| (two[1].at, left_out(two)))
    }

    fn run(&self, at: usize) -> Run {
        let index = self.runs.partition_point(|run| run.at <= at).saturating_sub(1);
        self.runs[index]
    }

    fn start(&self, at: usize) -> usize {
        let run = self.run(at);
        if run.verbatim { (run.source.start + at - run.at).min(run.source.end) } else { run.source.start }
    }

    fn end(&self, end: usize) -> usize {
        let run = self.run(end - 1);
        if run.verbatim { (run.source.start + end - run.at).min(run.source.end) } else { run.source.end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_across_an_entity_maps_to_the_authors_bytes() {
        let source = "Ac&#109;e wins";
        let mut text = Mapped::new();
        text.push_verbatim(source, Span::new(0, 2));
        text.push_replaced("m", Span::new(2, 8));
        text.push_verbatim(source, Span::new(8, 14));
        assert_eq!(text.as_str(), "Acme wins");
        assert_eq!(text.span(0..4), Span::new(0, 9));
        assert_eq!(text.span(2..3), Span::new(2, 8));
        assert_eq!(text.span(3..4), Span::new(8, 9));
    }

    #[test]
    fn neighbouring_verbatim_parts_become_one_run() {
        let source = "one two";
        let mut text = Mapped::verbatim(source, Span::new(0, 3));
        text.push_verbatim(source, Span::new(3, 7));
        assert_eq!(text.sources().count(), 1);
        assert_eq!(text.whole(), Span::new(0, 7));
    }

    #[test]
    fn a_slice_keeps_the_map_and_two_slices_make_the_whole() {
        let source = "Ac&#109;e wins";
        let mut text = Mapped::verbatim(source, Span::new(0, 2));
        text.push_replaced("m", Span::new(2, 8));
        text.push_verbatim(source, Span::new(8, 14));
        let (mut head, tail) = (text.slice(1..3), text.slice(3..9));
        assert_eq!((head.as_str(), head.whole()), ("cm", Span::new(1, 8)));
        assert_eq!((tail.as_str(), tail.span(1..3)), ("e wins", Span::new(9, 11)));
        head.append(&tail);
        assert_eq!(head, text.slice(1..9));
        assert!(text.slice(4..99).is_empty());
    }

    #[test]
    fn a_map_leads_on_through_the_map_of_what_the_text_was_made_from() {
        let source = "x&#97;&amp;amp;b";
        let mut base = Mapped::verbatim(source, Span::new(0, 1));
        base.push_replaced("a", Span::new(1, 6));
        base.push_replaced("&", Span::new(6, 11));
        base.push_verbatim(source, Span::new(11, 16));
        let mut text = Mapped::verbatim(base.as_str(), Span::new(0, 2));
        text.push_replaced("&", Span::new(2, 7));
        text.push_verbatim(base.as_str(), Span::new(7, 8));
        let whole = text.through(&base);
        assert_eq!(whole.as_str(), "xa&b");
        assert_eq!((whole.span(1..2), whole.span(2..3)), (Span::new(1, 6), Span::new(6, 15)));
        assert_eq!(whole.whole(), Span::new(0, 16));
    }

    #[test]
    fn a_joint_stands_where_the_text_before_it_ends() {
        let source = "ab cd";
        let mut text = Mapped::verbatim(source, Span::new(0, 2));
        text.push_joint(" ");
        text.push_verbatim(source, Span::new(3, 5));
        assert_eq!(text.span(2..3), Span::at(2));
        assert_eq!(text.whole(), Span::new(0, 5));
    }
}
