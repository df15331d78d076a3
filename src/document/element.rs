//! What the elements of HTML mean for the text in them.

use super::entity::Escapes;
use super::flow::{Context, Effect, Flow};
use super::links::is_target;
use super::shadow::{Attribute, Tag};
use super::{MarkKind, Scope};
use crate::span::Span;

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Begins a block of the given scope and level; `None` keeps the scope around it.
    Block(Option<Scope>, u8),
    /// Begins a block whose white space counts.
    Preformatted,
    /// Holds blocks of a list.
    List,
    /// Holds the cells of a table.
    Table,
    /// Holds what is shown only on demand.
    Details,
    /// The part of `details` that is always shown.
    Summary,
    /// Marks its text.
    Code,
    Strike,
    Link,
    /// Goes with the text and changes nothing.
    Inline,
    /// Has no text and no end.
    Void,
    /// Breaks the line.
    LineBreak,
    /// Parts posts.
    Rule,
}

/// How far up an element is looked for when a tag ends it.
const DEEPEST: usize = 64;
/// Elements nested deeper than this are not kept track of.
const MOST: usize = 4096;

impl Flow<'_> {
    /// Begins an element; `alone` says that the tag has its lines to itself.
    pub(super) fn start_tag(&mut self, tag: &Tag, alone: bool) {
        let source = self.source;
        let name = source.get(tag.name.range()).unwrap_or("");
        let role = role(name);
        if role.parts() {
            self.finish();
            self.imply_ends(name);
        }
        let target = self.attributes(tag, name);
        let hidden = is_hidden(source, tag);
        match role {
            Role::LineBreak => self.line_break(tag.span),
            Role::Rule => self.piece_break(tag.span.start),
            _ => {}
        }
        if tag.closed
            || matches!(role, Role::Void | Role::LineBreak | Role::Rule)
            || self.contexts.len() > MOST
        {
            return;
        }
        let mut context = self.context();
        context.name = Some(tag.name);
        context.inline = !role.parts() && !alone;
        context.effect = self.effect(role, hidden, target);
        context.inside.hidden |= hidden;
        self.enter_element(role, tag, &mut context);
        if let Effect::Mark(kind) = &context.effect {
            self.open_mark(kind.clone());
        }
        self.contexts.push(context);
    }

    /// Ends the element called as the bytes at `name`, if one is open.
    pub(super) fn end_tag(&mut self, name: Span, span: Span) {
        let source = self.source;
        let name = source.get(name.range()).unwrap_or("");
        if role(name) == Role::LineBreak {
            self.line_break(span);
            return;
        }
        let is_open = |context: &Context| {
            context.name.map(|own| source.get(own.range()).is_some_and(|own| own.eq_ignore_ascii_case(name)))
        };
        let mut depth = None;
        for (index, context) in self.contexts.iter().enumerate().rev().take(DEEPEST) {
            match is_open(context) {
                Some(true) => {
                    depth = Some(index);
                    break;
                }
                Some(false) => {}
                None => break,
            }
        }
        match depth {
            Some(depth) if self.is_crossed(depth) => {
                if let Effect::Mark(kind) = self.contexts.remove(depth).effect {
                    self.close_mark(&kind);
                }
            }
            Some(depth) => self.close_down_to(depth),
            None if role(name).parts() => self.finish(),
            None => {}
        }
    }

    /// Whether blocks were begun within the element at `depth`, which is part of a line: they go on
    /// when it ends, as `<i><p>a</i>b` is one paragraph.
    fn is_crossed(&self, depth: usize) -> bool {
        let own = &self.contexts[depth];
        own.inline
            && !matches!(own.effect, Effect::Block | Effect::Strand(_))
            && self.contexts[depth + 1..].iter().any(|context| context.effect == Effect::Block)
    }

    fn close_down_to(&mut self, depth: usize) {
        while self.contexts.len() > depth.max(1) {
            let Some(context) = self.contexts.last() else { return };
            match context.effect.clone() {
                Effect::None => {}
                Effect::Block => self.finish(),
                Effect::Mark(kind) => self.close_mark(&kind),
                Effect::Strand(number) => self.close_strand(number),
            }
            self.contexts.pop();
        }
    }

    /// Ends what the start of `name` ends although nobody wrote so.
    fn imply_ends(&mut self, name: &str) {
        let source = self.source;
        let ends: &[&str] = match lower(name).as_str() {
            "li" => &["p", "li"],
            "dt" | "dd" => &["p", "dt", "dd"],
            "td" | "th" => &["p", "td", "th"],
            "tr" => &["p", "td", "th", "tr"],
            "option" => &["option"],
            _ => &["p"],
        };
        while let Some(own) = self.contexts.last().and_then(|context| context.name) {
            let own = source.get(own.range()).unwrap_or("");
            if !ends.iter().any(|end| end.eq_ignore_ascii_case(own)) {
                break;
            }
            self.close_down_to(self.contexts.len() - 1);
        }
    }

    fn effect(&mut self, role: Role, hidden: bool, target: Option<Box<str>>) -> Effect {
        match role {
            _ if role.parts() => Effect::Block,
            _ if hidden => Effect::Strand(self.open_hidden()),
            Role::Code => Effect::Mark(MarkKind::Code),
            Role::Strike => Effect::Mark(MarkKind::Strike),
            Role::Link => target.map_or(Effect::None, |target| Effect::Mark(MarkKind::Link { target })),
            _ => Effect::None,
        }
    }

    fn enter_element(&self, role: Role, tag: &Tag, context: &mut Context) {
        match role {
            Role::Block(scope, level) => {
                if let Some(scope) = scope {
                    context.scope = scope;
                    context.level = level;
                }
                context.inside.quote |= scope == Some(Scope::Quote);
            }
            Role::Preformatted => {
                context.scope = Scope::Code;
                context.preformatted = true;
            }
            Role::List => context.inside.list = true,
            Role::Table => context.inside.table = true,
            Role::Details => context.inside.folded |= !has(self.source, tag, "open"),
            Role::Summary => {
                let named = |context: &Context| {
                    let name = context.name.and_then(|name| self.source.get(name.range()));
                    name.is_some_and(|name| name.eq_ignore_ascii_case("details"))
                };
                let details = self.contexts.iter().rev().take(DEEPEST).position(named);
                let outside = details.and_then(|up| self.contexts.len().checked_sub(up + 2));
                context.inside.folded = outside.is_some_and(|index| self.contexts[index].inside.folded);
            }
            _ => {}
        }
    }

    /// Reads the attributes of `tag`; where a link leads is returned.
    fn attributes(&mut self, tag: &Tag, element: &str) -> Option<Box<str>> {
        let source = self.source;
        let custom =
            element.is_empty() || element.bytes().any(|b| b.is_ascii_uppercase() || b == b'-' || b == b'.');
        let custom = custom && role(element) == Role::Inline;
        let meta = element.eq_ignore_ascii_case("meta").then(|| meta_key(source, tag)).flatten();
        let mut target = None;
        for &Attribute { name, value, script } in &tag.attributes {
            let Some(value) = value else { continue };
            let name = source.get(name.range()).unwrap_or("");
            let Some(scope) = attribute_scope(name, custom) else { continue };
            let escapes = if script { Escapes::Quoted } else { Escapes::Attribute };
            let text = self.value(value, escapes);
            let leads = is_target(text.as_str());
            // A component may call by such a name what it shows: `<Quote cite="Anna, Acme">`.
            let shown = custom && text.as_str().trim().contains(' ');
            let scope = match scope {
                Scope::Attribute if leads => Scope::LinkTarget,
                Scope::LinkTarget if shown => Scope::Attribute,
                _ => scope,
            };
            if target.is_none() && name.eq_ignore_ascii_case("href") {
                target = Some(text.as_str().into());
            }
            match meta {
                Some(key) if name.eq_ignore_ascii_case("content") => {
                    let scope = if leads { Scope::LinkTarget } else { Scope::Field };
                    self.head_field(scope, text, key);
                }
                _ => self.aside(scope, text, Some(name).filter(|name| !name.is_empty())),
            }
        }
        target
    }
}

impl Role {
    /// Whether the text before it and the text in it are two.
    fn parts(self) -> bool {
        match self {
            Role::Block(..) | Role::Preformatted | Role::List | Role::Table => true,
            Role::Details | Role::Summary | Role::Rule => true,
            Role::Code | Role::Strike | Role::Link | Role::Inline | Role::Void | Role::LineBreak => false,
        }
    }
}

fn role(name: &str) -> Role {
    let component =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().any(|b| b.is_ascii_lowercase());
    if component {
        return Role::Inline;
    }
    match lower(name).as_str() {
        "h1" => Role::Block(Some(Scope::Heading), 1),
        "h2" => Role::Block(Some(Scope::Heading), 2),
        "h3" => Role::Block(Some(Scope::Heading), 3),
        "h4" => Role::Block(Some(Scope::Heading), 4),
        "h5" => Role::Block(Some(Scope::Heading), 5),
        "h6" => Role::Block(Some(Scope::Heading), 6),
        "li" => Role::Block(Some(Scope::ListItem), 0),
        "td" | "th" => Role::Block(Some(Scope::TableCell), 0),
        "blockquote" => Role::Block(Some(Scope::Quote), 0),
        "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "figure"
        | "figcaption" | "caption" | "dt" | "dd" | "address" | "form" | "fieldset" | "legend" | "option"
        | "optgroup" | "select" | "textarea" | "html" | "head" | "body" | "center" | "hgroup" | "search"
        | "tr" | "thead" | "tbody" | "tfoot" | "dialog" | "noscript" | "iframe" | "video" | "audio"
        | "template" => Role::Block(None, 0),
        "pre" | "listing" | "xmp" => Role::Preformatted,
        "ul" | "ol" | "dl" | "menu" => Role::List,
        "table" => Role::Table,
        "details" => Role::Details,
        "summary" => Role::Summary,
        "code" | "samp" | "tt" => Role::Code,
        "del" | "s" | "strike" => Role::Strike,
        "a" => Role::Link,
        "area" | "base" | "col" | "embed" | "img" | "input" | "link" | "meta" | "param" | "source"
        | "track" | "wbr" => Role::Void,
        "br" => Role::LineBreak,
        "hr" => Role::Rule,
        _ => Role::Inline,
    }
}

/// A name in lower case; a long one is none of ours.
struct Lower {
    bytes: [u8; 12],
    length: usize,
}

impl Lower {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or("")
    }
}

fn lower(name: &str) -> Lower {
    let mut lower = Lower { bytes: [0; 12], length: 0 };
    if let Some(own) = lower.bytes.get_mut(..name.len()) {
        own.copy_from_slice(name.as_bytes());
        own.make_ascii_lowercase();
        lower.length = name.len();
    }
    lower
}

/// What the value of an attribute is; `None` if nobody reads it.
fn attribute_scope(name: &str, custom: bool) -> Option<Scope> {
    let is = |names: &[&str]| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let begins = |start: &str| name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    if is(&["alt"]) {
        Some(Scope::Alt)
    } else if is(&["title"]) {
        Some(Scope::LinkTitle)
    } else if is(&["href", "src", "action", "cite", "poster", "formaction", "data-src", "data-href"]) {
        Some(Scope::LinkTarget)
    } else if is(&[
        "content",
        "placeholder",
        "value",
        "summary",
        "label",
        "caption",
        "abbr",
        "srcdoc",
        "download",
    ]) || begins("data-")
        || (begins("aria-") && !is(&["aria-hidden", "aria-labelledby", "aria-controls", "aria-describedby"]))
        || (custom && !is(&["class", "className", "id", "style", "key", "slot"]))
        || name.is_empty()
    {
        Some(Scope::Attribute)
    } else {
        None
    }
}

fn value<'a>(source: &'a str, tag: &Tag, name: &str) -> Option<&'a str> {
    let own = tag.attributes.iter().find(|attribute| {
        source.get(attribute.name.range()).is_some_and(|own| own.eq_ignore_ascii_case(name))
    })?;
    Some(own.value.and_then(|value| source.get(value.range())).unwrap_or(""))
}

fn has(source: &str, tag: &Tag, name: &str) -> bool {
    value(source, tag, name).is_some()
}

/// What a `meta` element is about.
fn meta_key<'a>(source: &'a str, tag: &Tag) -> Option<&'a str> {
    ["name", "property", "itemprop"].iter().find_map(|name| value(source, tag, name))
}

/// Classes that take an element out of sight.
const HIDING: [&str; 8] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "usa-sr-only",
    "d-none",
    "hidden",
    "hide",
];

fn is_hidden(source: &str, tag: &Tag) -> bool {
    tag.attributes.iter().any(|attribute| {
        let name = source.get(attribute.name.range()).unwrap_or("");
        let value = attribute.value.and_then(|value| source.get(value.range())).unwrap_or("");
        match lower(name).as_str() {
            "hidden" => !value.eq_ignore_ascii_case("false"),
            "aria-hidden" => value.is_empty() || value.eq_ignore_ascii_case("true"),
            "class" | "classname" => value.split_ascii_whitespace().any(|class| HIDING.contains(&class)),
            "style" => {
                let plain: String =
                    value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
                plain.contains("display:none") || plain.contains("visibility:hidden")
            }
            _ => false,
        }
    })
}
