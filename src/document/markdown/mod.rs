//! Markdown and MDX.

mod html_blocks;
mod target;
#[cfg(test)]
mod robust;
#[cfg(test)]
mod tests;

use super::entity::Escapes;
use super::flow::Flow;
use super::html::Place;
use super::shadow::{Hole, Shadow};
use super::{MarkKind, Parts, Reading, Scope, front_matter, jsx, post, template};
use crate::span::Span;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};
use target::Target;

/// Reads a file.
pub(super) fn read(text: &str, reading: Reading) -> Parts {
    let mdx = reading.mdx;
    let front = front_matter::read(text);
    let body = front.as_ref().map_or(0, |front| front.span.end);
    let shadow = Shadow::new(text, holes(text, body, mdx));
    let mut flow = Flow::new(text, shadow.holes, reading.social);
    let mut events = parse(shadow.text.get(body..).unwrap_or(""));
    let mut reader = Reader::new(&mut flow, &shadow.text, body, mdx, &events);
    while let Some((event, range)) = events.next() {
        let span = Span::new(range.start + body, range.end + body);
        reader.event(event, span, &events);
    }
    reader.definitions_before(usize::MAX);
    reader.read_over_comments();
    flow.end();
    post::parts(flow, front, body)
}

fn parse(text: &str) -> OffsetIter<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options).into_offset_iter()
}

/// What is no Markdown in `text`. Whether a tag stands in code is only known once the code is; it
/// matters where a tag holds what begins, ends or spans code.
fn holes(text: &str, body: usize, mdx: bool) -> Vec<Hole> {
    if mdx {
        let special = memchr::memchr2(b'{', b'<', &text.as_bytes()[body..]).is_some();
        let code = if special { code(text, body, true) } else { Vec::new() };
        return jsx::find(text, body, &code);
    }
    let holes = template::find(text, body, &[]);
    let spans_code = |hole: &Hole| {
        let inside = text.get(hole.span.range()).unwrap_or("").as_bytes();
        memchr::memchr3(b'`', b'\n', b'~', inside).is_some()
    };
    if holes.iter().any(spans_code) { template::find(text, body, &code(text, body, false)) } else { holes }
}

/// Where the code of `text` stands.
fn code(text: &str, body: usize, mdx: bool) -> Vec<Span> {
    let is_code = |event: &Event<'_>| match event {
        Event::Code(_) => true,
        Event::Start(Tag::CodeBlock(kind)) => !mdx || kind.is_fenced(),
        _ => false,
    };
    let mut code: Vec<Span> = Vec::new();
    for (event, range) in parse(text.get(body..).unwrap_or("")) {
        let span = Span::new(range.start + body, range.end + body);
        if is_code(&event) && code.last().is_none_or(|last| last.end <= span.start) {
            code.push(span);
        }
    }
    code
}

/// A link or image that is open.
struct Open {
    span: Span,
    /// Where the last thing in its text ends.
    text_end: usize,
    /// What it says of its target when that does not stand in it.
    address: Option<Box<str>>,
    holder: Holder,
    kind: LinkType,
}

/// What holds the text of a link or image.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// A mark in the text: a link.
    Mark,
    /// A strand of its own: the alternative text of an image.
    Strand(usize),
    /// The alternative text of the image that this one stands in.
    Outer,
}

struct Reader<'f, 'a, 's> {
    flow: &'f mut Flow<'a>,
    shadow: &'s str,
    body: usize,
    mdx: bool,
    /// The reference definitions, the last one first.
    definitions: Vec<Span>,
    /// How deep the contexts were when each open container began.
    depths: Vec<usize>,
    links: Vec<Open>,
    quotes: usize,
    /// Whether the text is a code block.
    in_code: bool,
    paragraph: usize,
    /// The blocks of HTML that follow one another, up to the last one read.
    html_run: Option<Span>,
    /// Where such blocks begin of which the last one leaves a comment open.
    open_comment: Option<usize>,
    /// The same, where a comment among the words of the block that is read has ended it.
    ended_comment: Option<usize>,
    /// From such blocks to the last of those that begin with the one that ends the comment.
    over_comments: Vec<Span>,
}

impl<'f, 'a, 's> Reader<'f, 'a, 's> {
    fn new(flow: &'f mut Flow<'a>, shadow: &'s str, body: usize, mdx: bool, events: &OffsetIter<'_>) -> Self {
        let definitions = events.reference_definitions().iter();
        let mut definitions: Vec<Span> =
            definitions.map(|(_, own)| Span::new(own.span.start + body, own.span.end + body)).collect();
        definitions.sort_unstable_by(|a, b| b.cmp(a));
        Reader {
            flow,
            shadow,
            body,
            mdx,
            definitions,
            depths: Vec::new(),
            links: Vec::new(),
            quotes: 0,
            in_code: false,
            paragraph: 0,
            html_run: None,
            open_comment: None,
            ended_comment: None,
            over_comments: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span, events: &OffsetIter<'_>) {
        if let Some(link) = self.links.last_mut() {
            let own_end = matches!(event, Event::End(TagEnd::Link | TagEnd::Image)) && link.span == span;
            if !own_end {
                link.text_end = link.text_end.max(span.end);
            }
        }
        if matches!(event, Event::Rule | Event::Start(_)) && event != Event::Start(Tag::HtmlBlock) {
            self.html_run = None;
        }
        match event {
            Event::Start(tag) => self.start(tag, span, events),
            Event::End(tag) => {
                self.end(tag, span);
                self.end_over_comment(tag, span);
            }
            Event::Text(text) if self.in_code => self.code_text(&text, span),
            // the indentation of a block of HTML that was read whole
            Event::Text(_) if span.is_empty() => {}
            Event::Text(text) => {
                if self.shadow.get(span.range()) == Some(&*text) {
                    self.flow.text(span);
                } else {
                    self.flow.replaced(&text, span);
                }
            }
            Event::Code(text) => {
                let shadow = self.shadow;
                self.flow.code(&text, shadow.get(span.range()).unwrap_or(""), span);
            }
            // a tag in an alternative text means nothing, and is read as what is left over
            Event::InlineHtml(text) if self.in_image() && !text.starts_with("<!--") => {}
            Event::InlineHtml(text) => {
                self.html(span, Place::Line);
                self.note_comment(&text);
            }
            Event::SoftBreak | Event::HardBreak => {
                let rest = &self.shadow.as_bytes()[span.end..];
                let quoted = self.quotes > 0;
                let blank = |b: &u8| matches!(b, b' ' | b'\t') || (quoted && *b == b'>');
                let length = rest.iter().take_while(|b| blank(b)).count();
                self.flow.line_break(Span::new(span.start, span.end + length));
            }
            Event::Rule => {
                self.definitions_before(span.start);
                self.flow.piece_break(span.start);
            }
            Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span, events: &OffsetIter<'_>) {
        match tag {
            Tag::Paragraph => {
                self.definitions_before(span.start);
                self.flow.finish();
                self.paragraph = self.flow.contexts.len();
            }
            Tag::Heading { level, .. } => self.enter(span, |context| {
                context.scope = Scope::Heading;
                context.level = level as u8;
            }),
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.enter(span, |context| {
                    context.scope = Scope::Quote;
                    context.inside.quote = true;
                });
            }
            Tag::CodeBlock(kind) => {
                self.in_code = !(self.mdx && matches!(kind, CodeBlockKind::Indented));
                let in_code = self.in_code;
                self.enter(span, |context| {
                    if in_code {
                        context.scope = Scope::Code;
                    }
                });
            }
            Tag::HtmlBlock => self.html_block(span),
            Tag::List(_) => self.enter(span, |context| context.inside.list = true),
            Tag::Item => self.enter(span, |context| context.scope = Scope::ListItem),
            Tag::FootnoteDefinition(_) => self.enter(span, |context| {
                context.scope = Scope::Footnote;
                context.inside.footnote = true;
            }),
            Tag::Table(_) => self.enter(span, |context| context.inside.table = true),
            Tag::TableCell => self.enter(span, |context| context.scope = Scope::TableCell),
            Tag::Strikethrough => self.flow.open_mark(MarkKind::Strike),
            Tag::Link { link_type, dest_url, id, .. } => {
                let address = self.address(link_type, &dest_url, &id, events);
                self.flow.open_mark(MarkKind::Link { target: "".into() });
                self.links.push(Open {
                    span,
                    text_end: span.start + 1,
                    address,
                    holder: Holder::Mark,
                    kind: link_type,
                });
            }
            Tag::Image { link_type, dest_url, id, .. } => {
                let address = self.address(link_type, &dest_url, &id, events);
                let holder = match self.in_image() {
                    true => Holder::Outer,
                    false => Holder::Strand(self.flow.open_strand(Scope::Alt)),
                };
                self.links.push(Open { span, text_end: span.start + 2, address, holder, kind: link_type });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => self.flow.end_paragraph(self.paragraph),
            TagEnd::Heading(_) => {
                let was_rule = self.flow.is_bare() && self.is_underlined(span);
                self.leave();
                if was_rule {
                    self.flow.piece_break(span.end);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.leave();
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.leave();
            }
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableCell => {
                self.leave();
            }
            TagEnd::Strikethrough => self.flow.close_mark(&MarkKind::Strike),
            TagEnd::Link | TagEnd::Image => {
                if let Some(open) = self.links.pop() {
                    self.close(open);
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self, span: Span, change: impl FnOnce(&mut super::flow::Context)) {
        self.definitions_before(span.start);
        self.depths.push(self.flow.enter(change));
    }

    fn leave(&mut self) {
        let depth = self.depths.pop().unwrap_or(1);
        self.flow.leave(depth);
    }

    /// Whether the text is the alternative text of an image.
    fn in_image(&self) -> bool {
        self.links.iter().any(|open| open.holder != Holder::Mark)
    }

    /// Ends a link or image: what stands in it besides its text is read.
    fn close(&mut self, open: Open) {
        if let Holder::Strand(strand) = open.holder {
            self.flow.close_strand(strand);
        }
        let found = match open.kind {
            LinkType::Inline => target::inline(self.shadow, open.span, open.text_end),
            LinkType::Autolink | LinkType::Email => Target {
                address: Some(Span::new(open.span.start + 1, open.span.end.saturating_sub(1))),
                title: None,
            },
            _ => Target::default(),
        };
        let own = self.aside(found);
        if open.holder == Holder::Mark {
            let target = own.or(open.address).unwrap_or_default();
            self.flow.close_mark(&MarkKind::Link { target });
        }
        if let Some(outer) = self.links.last_mut() {
            outer.text_end = outer.text_end.max(open.span.end);
        }
    }

    /// Adds a target and a title as blocks and returns the target.
    fn aside(&mut self, found: Target) -> Option<Box<str>> {
        let address = found.address.map(|span| self.flow.value(span, Escapes::Markdown));
        let own = address.as_ref().map(|text| text.as_str().into());
        if let Some(text) = address {
            self.flow.aside(Scope::LinkTarget, text, None);
        }
        if let Some(span) = found.title {
            let title = self.flow.value(span, Escapes::Markdown);
            self.flow.aside(Scope::LinkTitle, title, None);
        }
        own
    }

    /// Where a link by reference leads; the address of a masked one is in its definition.
    fn address(
        &self,
        kind: LinkType,
        address: &str,
        label: &str,
        events: &OffsetIter<'_>,
    ) -> Option<Box<str>> {
        if !matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            return None;
        }
        if !address.contains("xxxx") {
            return Some(address.into());
        }
        let own = events.reference_definitions().get(label)?;
        let span = Span::new(own.span.start + self.body, own.span.end + self.body);
        let found = target::definition(self.shadow, span).address?;
        self.flow.source.get(found.range()).map(Into::into)
    }

    /// Reads the reference definitions that stand before `at`.
    fn definitions_before(&mut self, at: usize) {
        while let Some(span) = self.definitions.pop_if(|span| span.start < at) {
            let bare = self.flow.is_bare();
            if bare {
                self.flow.finish();
            }
            self.aside(target::definition(self.shadow, span));
            if bare {
                self.flow.finish();
            }
        }
    }

    fn code_text(&mut self, text: &str, span: Span) {
        if span.is_empty() {
            self.flow.replaced(text, span);
        } else {
            self.flow.verbatim(span);
        }
    }

    fn is_underlined(&self, span: Span) -> bool {
        let text = self.shadow.get(span.range()).unwrap_or("").trim_end();
        text.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("--"))
    }
}
