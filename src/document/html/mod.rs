//! HTML: pages, and the markup inside Markdown.

#[cfg(test)]
mod tests;

use super::entity::{self, Escapes};
use super::flow::Flow;
use super::shadow::{Attribute, Shadow, Tag};
use super::{Block, Parts, Reading, Scope, comments, front_matter, post, template};
use crate::mapped::Mapped;
use crate::span::Span;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;

/// Reads a file.
pub(super) fn read(text: &str, reading: Reading) -> Parts {
    let front = front_matter::read(text);
    let body = front.as_ref().map_or(0, |front| front.span.end);
    let shadow = Shadow::new(text, template::find(text, body, &[]));
    let mut flow = Flow::new(text, shadow.holes, reading.social);
    markup(&mut flow, shadow.text.get(body..).unwrap_or(""), body, Place::Page);
    flow.end();
    post::parts(flow, front, body)
}

/// Reads a text that is HTML without a page around it.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut flow = Flow::new(text, Vec::new(), false);
    markup(&mut flow, text, 0, Place::Page);
    flow.end();
    flow.head.into_iter().chain(flow.blocks).collect()
}

/// Where a stretch of HTML stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is a page or a block: its text is read.
    Page,
    /// It is a single tag or comment within a line of Markdown.
    Line,
    /// It is what browsers without scripts show.
    NoScript,
}

/// Reads `shadow`, which begins at byte `base` of the file, into `flow`.
pub(super) fn markup(flow: &mut Flow<'_>, shadow: &str, base: usize, place: Place) {
    let mut reader = Reader { flow, shadow, base, tag: None, raw: None, place };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        reader.event(&event, Span::new(base + span.start, base + span.end));
        None::<Infallible>
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(shadow, emitter).finish();
}

/// What the text of an element is when it holds no elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Raw {
    Code,
    Title,
    NoScript,
}

struct Reader<'f, 'a, 's> {
    flow: &'f mut Flow<'a>,
    shadow: &'s str,
    base: usize,
    tag: Option<Tag>,
    raw: Option<Raw>,
    place: Place,
}

impl Reader<'_, '_, '_> {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Span) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = Span::new(span.start + 1, span.start + 1 + name.len());
                self.tag = Some(Tag { span, name, ..Tag::default() });
            }
            CallbackEvent::AttributeName { .. } => {
                if let Some(tag) = &mut self.tag {
                    tag.attributes.push(Attribute { name: span, value: None, script: false });
                }
            }
            CallbackEvent::AttributeValue { .. } => {
                if let Some(last) = self.tag.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    last.value = Some(span);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(mut tag) = self.tag.take() {
                    tag.span.end = span.end;
                    tag.closed = *self_closing;
                    self.raw = raw(self.flow.source.get(tag.name.range()).unwrap_or(""));
                    self.flow.start_tag(&tag, false);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.raw = None;
                self.flow.end_tag(Span::new(span.start + 2, span.start + 2 + name.len()), span);
            }
            CallbackEvent::String { .. } if self.place != Place::Line => self.text(span),
            CallbackEvent::Comment { .. } => self.flow.comment(comments::html(self.flow.source, span)),
            _ => {}
        }
    }

    fn text(&mut self, span: Span) {
        match self.raw {
            None => self.flow.html_text(span),
            Some(Raw::Code) => {
                self.flow.aside_verbatim(Scope::Code, template::trimmed(self.flow.source, span))
            }
            Some(Raw::Title) => {
                let text = self.flow.value(template::trimmed(self.flow.source, span), Escapes::Text);
                self.flow.head_field(Scope::Field, text, "title");
            }
            Some(Raw::NoScript) if self.place == Place::Page => {
                let inside = self.shadow.get(span.start - self.base..span.end - self.base).unwrap_or("");
                markup(self.flow, inside, span.start, Place::NoScript);
            }
            Some(Raw::NoScript) => {
                let mut text = Mapped::new();
                entity::push(&mut text, self.flow.source, span, Escapes::Text);
                self.flow.aside(Scope::Markup, text, None);
            }
        }
    }
}

fn raw(name: &str) -> Option<Raw> {
    let is = |own: &str| own.eq_ignore_ascii_case(name);
    if ["script", "style", "xmp", "noembed", "noframe"].iter().any(|own| is(own)) {
        Some(Raw::Code)
    } else if is("title") {
        Some(Raw::Title)
    } else if is("noscript") || is("iframe") {
        Some(Raw::NoScript)
    } else {
        None
    }
}
