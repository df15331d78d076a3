//! Blocks as they grow: the text, its marks, and what stands beside it.

mod holes;
mod text;

use super::entity::{self, Escapes};
use super::links::links_in;
use super::shadow::Hole;
use super::{Block, Inside, Mark, MarkKind, Scope, comments, post};
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
        self.beside.push(Block { key: key.map(Into::into), inside, ..Block::new(scope, text) });
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
        self.skip_holes(span);
        // A comment is written to become text, entities and all.
        let mut text = Mapped::default();
        entity::push(&mut text, self.source, span, Escapes::Text);
        self.aside(Scope::Comment, text, None);
        if comments::folds(self.source.get(span.range()).unwrap_or("")) {
            self.fold();
        }
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
        if self.social && main.scope == Scope::Heading && post::heads_post(main.text.as_str()) {
            if let Some(name) = post::platform(main.text.as_str()) {
                let name = Block::new(Scope::Field, main.text.slice(name));
                beside.push(Block { key: Some("channel".into()), paragraph: number, ..name });
            }
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

    /// What follows is folded away. A text that the mark stands in goes on, for a page shows it
    /// as one.
    pub(super) fn fold(&mut self) {
        if self.is_bare() {
            self.finish();
        }
        self.folded = true;
    }

    /// Ends the block unless a mark of Markdown is open across this place.
    pub(super) fn part(&mut self) {
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
        if memchr::memchr(b'/', text.as_bytes()).is_none() && !text.contains("www.") {
            return;
        }
        let mut marked = block.marks.iter().filter(|mark| mark.kind != MarkKind::Strike).peekable();
        let mut found = Vec::new();
        for link in links_in(text) {
            let range = link.target;
            while marked.next_if(|mark| mark.range.end <= range.start).is_some() {}
            if link.words != range || marked.peek().is_some_and(|mark| mark.range.start < range.end) {
                continue;
            }
            let inside = block.inside;
            let own = block.text.slice(range.clone());
            self.beside.push(Block { inside, ..Block::new(Scope::LinkTarget, own) });
            found.push(Mark { kind: MarkKind::Link { target: text[range.clone()].into() }, range });
        }
        if !found.is_empty() {
            block.marks.append(&mut found);
            block.marks.sort_by_key(|mark| mark.range.start);
        }
    }
}

/// How far up an element is looked for that marks the text of a block begun inside it.
const DEEPEST_MARK: usize = 16;
