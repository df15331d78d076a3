//! What a masked part of the text holds, read when the text around it is.

use super::Flow;
use crate::document::Scope;
use crate::document::entity::{self, Escapes};
use crate::document::links::is_target;
use crate::document::shadow::Content;
use crate::mapped::Mapped;
use crate::span::Span;
use std::mem::take;

impl Flow<'_> {
    /// What the bytes at `span` say; a template tag in them counts as its first argument.
    pub(in crate::document) fn value(&mut self, span: Span, escapes: Escapes) -> Mapped {
        self.pass_holes(span.start);
        let source = self.source;
        let mut mapped = Mapped::new();
        let in_hole = span.end <= self.filled;
        let mut at = if in_hole { span.start } else { span.start.max(self.filled) };
        while let Some(hole) = self.holes.get_mut(self.next_hole).filter(|hole| hole.span.start < span.end) {
            entity::push(&mut mapped, source, Span::new(at, hole.span.start), escapes);
            if let Content::Arguments(arguments) = take(&mut hole.content)
                && let Some(first) = arguments.first()
            {
                entity::push(&mut mapped, source, first.value, Escapes::Quoted);
            }
            at = at.max(hole.span.end);
            self.filled = at;
            self.next_hole += 1;
        }
        entity::push(&mut mapped, source, Span::new(at, span.end), escapes);
        mapped
    }

    /// Goes back to `at`, to read from there once more. What a hole held was read the first time.
    pub(in crate::document) fn go_back(&mut self, at: usize) {
        self.next_hole = self.holes.partition_point(|hole| hole.span.start < at);
        self.filled = 0;
    }

    /// Reads the holes that begin before `at`.
    pub(in crate::document) fn pass_holes(&mut self, at: usize) {
        while self.holes.get(self.next_hole).is_some_and(|hole| hole.span.start < at) {
            self.fill();
        }
    }

    /// Passes over the holes in `span`: it is code, and tags in it are part of it.
    pub(super) fn skip_holes(&mut self, span: Span) {
        self.pass_holes(span.start);
        while let Some(hole) = self.holes.get(self.next_hole).filter(|hole| hole.span.start < span.end) {
            self.filled = hole.span.end;
            self.next_hole += 1;
        }
    }

    pub(super) fn around_holes(&mut self, span: Span, put: fn(&mut Self, Span)) {
        let mut at = span.start.max(self.filled);
        while let Some(start) = self.holes.get(self.next_hole).map(|hole| hole.span.start) {
            if start >= span.end {
                break;
            }
            if start > at {
                put(self, Span::new(at, start));
            }
            self.fill();
            at = at.max(self.filled);
        }
        if at < span.end {
            put(self, Span::new(at, span.end));
        }
    }

    /// Reads the next hole.
    fn fill(&mut self) {
        let Some(hole) = self.holes.get_mut(self.next_hole) else { return };
        let (span, parts, content) = (hole.span, hole.parts, take(&mut hole.content));
        self.next_hole += 1;
        self.filled = span.end;
        if parts {
            self.part();
        }
        match content {
            Content::Nothing => {}
            Content::Arguments(arguments) => {
                for argument in arguments {
                    let mut text = Mapped::new();
                    entity::push(&mut text, self.source, argument.value, Escapes::Quoted);
                    let leads = is_target(text.as_str());
                    let scope = if leads { Scope::LinkTarget } else { Scope::Attribute };
                    let key = argument.key.and_then(|key| self.source.get(key.range()));
                    self.aside(scope, text, key);
                }
            }
            Content::Comment(text) => self.comment(text),
            Content::Code(text) => self.aside_verbatim(Scope::Code, text),
            Content::Words(text) => {
                let source = self.source;
                entity::push(self.strand_text(), source, text, Escapes::Quoted);
            }
            Content::Fold => self.fold(),
            Content::Tag(tag) if tag.end => self.end_tag(tag.name, tag.span),
            Content::Tag(tag) => self.start_tag(&tag, parts),
        }
        if parts {
            self.part();
        }
    }
}
