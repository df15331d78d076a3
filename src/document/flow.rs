//! Blocks as they grow: the text, its marks, and what stands beside it.

use super::entity::{self, Escapes};
use super::shadow::{Content, Hole};
use super::{Block, Inside, Mark, MarkKind, Scope, address, comments, post};
use crate::mapped::Mapped;
use crate::span::Span;
use std::mem::take;

/// The blocks of a file while it is read.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    pub(super) source: &'a str,
    pub(super) social: bool,
    /// What belongs to the whole file.
    pub(super) head: Vec<Block>,
    pub(super) blocks: Vec<Block>,
    /// Where a new post begins: the index of its first block and its first byte.
    pub(super) breaks: Vec<(usize, usize)>,
    pub(super) contexts: Vec<Context>,
    strands: Vec<Strand>,
    beside: Vec<Block>,
    paragraph: u32,
    folded: bool,
    holes: Vec<Hole>,
    next_hole: usize,
    filled: usize,
}

/// What a text stands inside of.
#[derive(Debug, Clone)]
pub(super) struct Context {
    /// The name of the element; `None` for a container of Markdown.
    pub(super) name: Option<Span>,
    pub(super) scope: Scope,
    pub(super) level: u8,
    pub(super) inside: Inside,
    /// Whether white space is kept as it stands.
    pub(super) preformatted: bool,
    /// Whether it ends with the paragraph at the latest.
    pub(super) inline: bool,
    /// What its end undoes.
    pub(super) effect: Effect,
}

/// What the end of an element undoes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    None,
    /// A new block begins.
    Block,
    /// The mark ends; text of later blocks in the same element is marked as well.
    Mark(MarkKind),
    /// The text goes on where it was before strand number so-and-so was opened.
    Strand(usize),
}

/// A block that grows.
#[derive(Debug, Default)]
struct Strand {
    block: Block,
    open: Vec<Mark>,
    gap: Option<Gap>,
}

/// White space that counts only once text follows.
#[derive(Debug, Clone, Copy)]
struct Gap {
    span: Span,
    line_break: bool,
}

impl<'a> Flow<'a> {
    /// An empty flow over `source`, whose masked parts are `holes`.
    pub(super) fn new(source: &'a str, holes: Vec<Hole>, social: bool) -> Self {
        let base = Context {
            name: None,
            scope: Scope::Prose,
            level: 0,
            inside: Inside::default(),
            preformatted: false,
            inline: false,
            effect: Effect::None,
        };
        Flow {
            source,
            social,
            head: Vec::new(),
            blocks: Vec::new(),
            breaks: Vec::new(),
            contexts: vec![base],
            strands: Vec::new(),
            beside: Vec::new(),
            paragraph: 0,
            folded: false,
            holes,
            next_hole: 0,
            filled: 0,
        }
    }

    /// The context that holds here.
    pub(super) fn context(&self) -> Context {
        let mut context = self.contexts.last().cloned().unwrap_or(Context {
            name: None,
            scope: Scope::Prose,
            level: 0,
            inside: Inside::default(),
            preformatted: false,
            inline: false,
            effect: Effect::None,
        });
        context.effect = Effect::None;
        context
    }

    /// Enters a container of Markdown and returns what to [`leave`](Self::leave) it with.
    pub(super) fn enter(&mut self, change: impl FnOnce(&mut Context)) -> usize {
        self.finish();
        let depth = self.contexts.len();
        let mut context = self.context();
        context.name = None;
        context.inline = false;
        change(&mut context);
        self.contexts.push(context);
        depth
    }

    /// Leaves everything entered since the contexts were `depth` deep.
    pub(super) fn leave(&mut self, depth: usize) {
        self.finish();
        self.contexts.truncate(depth.max(1));
    }

    /// Ends a paragraph of Markdown that began when the contexts were `depth` deep.
    pub(super) fn end_paragraph(&mut self, depth: usize) {
        self.finish();
        while self.contexts.len() > depth.max(1) && self.contexts.last().is_some_and(|context| context.inline)
        {
            self.contexts.pop();
        }
    }

    /// Adds the text at `span`, without its holes.
    pub(super) fn text(&mut self, span: Span) {
        self.around_holes(span, Self::plain);
    }

    /// Adds text of HTML at `span`: entities decoded, line breaks with their indentation as one.
    pub(super) fn html_text(&mut self, span: Span) {
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
    pub(super) fn replaced(&mut self, text: &str, span: Span) {
        self.pass_holes(span.start);
        self.strand_text().push_replaced(text, span);
    }

    /// Adds code within a line; `text` is what is left of the bytes at `span` once quote marks
    /// and escapes are gone.
    pub(super) fn code(&mut self, text: &str, span: Span) {
        self.skip_holes(span);
        let source = self.source;
        let inner = source.get(span.range()).unwrap_or("");
        self.open_mark(MarkKind::Code);
        let ticks = inner.len() - inner.trim_start_matches('`').len();
        if let Some(at) = inner[ticks..].find(text) {
            let start = span.start + ticks + at;
            self.strand_text().push_verbatim(source, Span::new(start, start + text.len()));
        } else {
            aligned(self.strand_text(), source, span, text);
        }
        self.close_mark(&MarkKind::Code);
    }

    /// Adds the bytes at `span` as they stand, tags and all: a part of a code block.
    pub(super) fn verbatim(&mut self, span: Span) {
        self.skip_holes(span);
        let source = self.source;
        self.strand().block.text.push_verbatim(source, span);
    }

    /// Adds a line break that stands for the bytes at `span`; nothing at the start of a block.
    pub(super) fn line_break(&mut self, span: Span) {
        self.gap(Gap { span, line_break: true });
    }

    /// Opens a block of `scope` inside the text: its text is kept apart from the flow.
    pub(super) fn open_strand(&mut self, scope: Scope) -> usize {
        let block = Block { scope, inside: self.strand().block.inside, ..Block::default() };
        self.strands.push(Strand { block, ..Strand::default() });
        self.strands.len() - 1
    }

    /// Closes strand `number` and those opened since.
    pub(super) fn close_strand(&mut self, number: usize) {
        while self.strands.len() > number.max(1) {
            if let Some(strand) = self.strands.pop() {
                let block = self.completed(strand);
                if !block.text.is_empty() {
                    self.beside.push(block);
                }
            }
        }
    }

    /// Whether text would begin a new block here.
    pub(super) fn is_bare(&self) -> bool {
        self.strands.first().is_none_or(|strand| strand.block.text.is_empty())
    }

    /// Marks what follows, until [`close_mark`](Self::close_mark).
    pub(super) fn open_mark(&mut self, kind: MarkKind) {
        let strand = self.strand();
        let at = strand.block.text.len() + usize::from(strand.gap.is_some() && !strand.block.text.is_empty());
        strand.open.push(Mark { range: at..at, kind });
    }

    /// Ends the innermost open mark of the same kind; a link gets the target of `kind`.
    pub(super) fn close_mark(&mut self, kind: &MarkKind) {
        let same = |mark: &Mark| std::mem::discriminant(&mark.kind) == std::mem::discriminant(kind);
        for strand in self.strands.iter_mut().rev() {
            if let Some(at) = strand.open.iter().rposition(same) {
                let start = strand.open.remove(at).range.start;
                let end = strand.block.text.len();
                strand.block.marks.push(Mark { range: start.min(end)..end, kind: kind.clone() });
                return;
            }
        }
    }

    /// Adds a block that belongs to the paragraph but is not in its text.
    pub(super) fn aside(&mut self, scope: Scope, text: Mapped, key: Option<&str>) {
        if text.as_str().trim().is_empty() {
            return;
        }
        let inside = self.inside();
        self.beside.push(Block { scope, text, key: key.map(Into::into), inside, ..Block::default() });
    }

    /// Adds a field of the whole file.
    pub(super) fn head_field(&mut self, scope: Scope, text: Mapped, key: &str) {
        if !text.is_empty() {
            self.head.push(Block { key: Some(key.into()), ..Block::new(scope, text) });
        }
    }

    /// Opens a part of the text that is not shown.
    pub(super) fn open_hidden(&mut self) -> usize {
        let scope = self.strand().block.scope;
        let number = self.open_strand(scope);
        self.strand().block.inside.hidden = true;
        number
    }

    /// Adds the bytes at `span` as a block of their own.
    pub(super) fn aside_verbatim(&mut self, scope: Scope, span: Span) {
        self.skip_holes(span);
        self.aside(scope, Mapped::verbatim(self.source, span), None);
    }

    /// Adds a comment with the text at `span`.
    pub(super) fn comment(&mut self, span: Span) {
        self.aside_verbatim(Scope::Comment, span);
        if comments::folds(self.source.get(span.range()).unwrap_or("")) {
            self.fold();
        }
    }

    /// What the bytes at `span` say; a template tag in them counts as its first argument.
    pub(super) fn value(&mut self, span: Span, escapes: Escapes) -> Mapped {
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

    /// Begins a new post at `at`.
    pub(super) fn piece_break(&mut self, at: usize) {
        self.finish();
        if self.social {
            self.breaks.push((self.blocks.len(), at));
            self.folded = false;
        }
    }

    /// Ends the block, and with it all that was opened inside it.
    pub(super) fn finish(&mut self) {
        self.close_strand(1);
        let main = self.strands.pop().map(|strand| self.completed(strand));
        let main = main.filter(|block| !block.text.as_str().trim().is_empty());
        if main.is_none() && self.beside.is_empty() {
            return;
        }
        let number = self.paragraph;
        self.paragraph = number.saturating_add(1);
        let mut beside = take(&mut self.beside);
        for block in &mut beside {
            block.paragraph = number;
        }
        let Some(mut main) = main else {
            self.blocks.append(&mut beside);
            return;
        };
        main.paragraph = number;
        let start = main.text.whole().start;
        if self.social && main.scope == Scope::Heading && post::names_platform(main.text.as_str()) {
            self.breaks.push((self.blocks.len(), start));
            self.folded = false;
            main.inside.folded = false;
        }
        // A comment before a text speaks about it: it keeps its place. All else follows the text.
        let leads = |block: &Block| block.scope == Scope::Comment && block.text.whole().start < start;
        beside.sort_by_key(|block| block.text.whole().start);
        self.blocks.extend(beside.extract_if(.., |block| leads(block)));
        self.blocks.push(main);
        self.blocks.append(&mut beside);
    }

    /// Ends the file: the holes that no text touched are read as well.
    pub(super) fn end(&mut self) {
        self.finish();
        self.pass_holes(usize::MAX);
        self.finish();
    }

    /// Reads the holes that begin before `at`.
    pub(super) fn pass_holes(&mut self, at: usize) {
        while self.holes.get(self.next_hole).is_some_and(|hole| hole.span.start < at) {
            self.fill();
        }
    }

    /// Passes over the holes in `span`: it is code, and tags in it are part of it.
    fn skip_holes(&mut self, span: Span) {
        self.pass_holes(span.start);
        while let Some(hole) = self.holes.get(self.next_hole).filter(|hole| hole.span.start < span.end) {
            self.filled = hole.span.end;
            self.next_hole += 1;
        }
    }

    fn around_holes(&mut self, span: Span, put: fn(&mut Self, Span)) {
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
                    let leads = address::leads_somewhere(text.as_str());
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

    fn fold(&mut self) {
        self.finish();
        self.folded = true;
    }

    /// Ends the block unless a mark of Markdown is open across this place.
    fn part(&mut self) {
        let whole =
            self.strands.len() < 2 && self.strands.first().is_none_or(|strand| strand.open.is_empty());
        if whole {
            self.finish();
        }
    }

    fn inside(&self) -> Inside {
        let mut inside = self.contexts.last().map(|context| context.inside).unwrap_or_default();
        inside.folded |= self.folded;
        inside
    }

    fn strand(&mut self) -> &mut Strand {
        if self.strands.is_empty() {
            let mut strand = Strand::default();
            if let Some(context) = self.contexts.last() {
                strand.block.scope = context.scope;
                strand.block.level = context.level;
            }
            strand.block.inside = self.inside();
            let marks = self.contexts.iter().rev().take(DEEPEST_MARK).rev();
            for context in marks {
                if let Effect::Mark(kind) = &context.effect {
                    strand.open.push(Mark { range: 0..0, kind: kind.clone() });
                }
            }
            self.strands.push(strand);
        }
        let last = self.strands.len() - 1;
        &mut self.strands[last]
    }

    /// The text that grows, with the white space before what is added now.
    fn strand_text(&mut self) -> &mut Mapped {
        let source = self.source;
        let strand = self.strand();
        if let Some(gap) = strand.gap.take() {
            if gap.line_break {
                strand.block.text.push_replaced("\n", gap.span);
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

    fn completed(&mut self, strand: Strand) -> Block {
        let mut block = strand.block;
        let end = block.text.len();
        for mark in strand.open {
            block.marks.push(Mark { range: mark.range.start.min(end)..end, kind: mark.kind });
        }
        block.marks.sort_by_key(|mark| mark.range.start);
        if block.scope != Scope::Code {
            self.bare_addresses(&mut block);
        }
        block
    }

    /// Marks the addresses in the text that are not marked as a link or code, and adds their
    /// targets.
    fn bare_addresses(&mut self, block: &mut Block) {
        let text = block.text.as_str();
        let mut links = block.marks.iter().filter(|mark| mark.kind != MarkKind::Strike).peekable();
        let mut found = Vec::new();
        for range in address::find(text) {
            while links.next_if(|mark| mark.range.end <= range.start).is_some() {}
            if links.peek().is_some_and(|mark| mark.range.start < range.end) {
                continue;
            }
            let span = block.text.span(range.clone());
            let target = &text[range.clone()];
            let mut own = Mapped::new();
            if self.source.get(span.range()) == Some(target) {
                own.push_verbatim(self.source, span);
            } else {
                own.push_replaced(target, span);
            }
            let inside = block.inside;
            self.beside.push(Block { inside, ..Block::new(Scope::LinkTarget, own) });
            found.push(Mark { range, kind: MarkKind::Link { target: target.into() } });
        }
        if !found.is_empty() {
            block.marks.append(&mut found);
            block.marks.sort_by_key(|mark| mark.range.start);
        }
    }
}

/// How far up an element is looked for that marks the text of a block begun inside it.
const DEEPEST_MARK: usize = 16;

/// Adds `text`, the code within the bytes at `span`, skipping what was left out of it.
fn aligned(mapped: &mut Mapped, source: &str, span: Span, text: &str) {
    let mut at = span.start;
    for (done, c) in text.char_indices() {
        loop {
            let Some(own) = source.get(at..span.end).and_then(|rest| rest.chars().next()) else {
                mapped.push_replaced(&text[done..], Span::at(at));
                return;
            };
            let next = at + own.len_utf8();
            if own == c {
                mapped.push_verbatim(source, Span::new(at, next));
            } else if c == ' ' && matches!(own, '\n' | '\r') {
                mapped.push_replaced("\n", Span::new(at, next));
            } else if matches!(own, '`' | ' ' | '\t' | '>' | '\\' | '\n' | '\r') {
                at = next;
                continue;
            } else {
                mapped.push_replaced(&text[done..], Span::new(at, span.end));
                return;
            }
            at = next;
            break;
        }
    }
}
