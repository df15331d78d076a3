//! What a file says: pieces, blocks and their roles.
//!
//! A [`Document`] is one file as read. It holds [`Piece`]s (a post, a release, one tweet of a
//! thread, one row of a content calendar), and each piece holds [`Block`]s: runs of text with one
//! role. Every format has a reader in a file of its own and one line in [`Format`]'s table.

mod around;
mod comments;
mod csv;
mod data;
mod element;
mod entity;
mod flow;
mod front_matter;
mod html;
mod json;
mod jsx;
mod keys;
mod links;
mod markdown;
mod passages;
mod percent;
mod plain;
mod post;
mod read;
mod rich;
mod shadow;
mod source;
mod template;
mod toml_front;
mod yaml;
mod yaml_scalar;

pub use around::{Around, WIDEST};
pub use keys::{is_answer, is_asked, is_setting};
pub use read::read;
pub use source::{Encoding, LARGEST, Source, Undecodable};

use crate::mapped::Mapped;
use crate::span::Span;
use std::ops::Range;
use std::sync::Arc;

/// One file as read.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path as reports give it: relative to the root, `/` between the parts.
    pub path: String,
    /// The text and how it was stored.
    pub source: Arc<Source>,
    /// The format it was read as.
    pub format: Format,
    /// What belongs to the whole file: front matter, top-level keys of a data file, the path.
    pub head: Vec<Block>,
    /// The posts, in the order of the file; at least one unless the file is empty.
    pub pieces: Vec<Piece>,
}

impl Document {
    /// Every block: the head's, then each piece's.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.head.iter().chain(self.pieces.iter().flat_map(|piece| &piece.blocks))
    }

    /// The text of the field `key` that holds for `piece`: see [`Fields::get`].
    #[must_use]
    pub fn field<'a>(&'a self, piece: &'a Piece, key: &str) -> Option<&'a Block> {
        self.fields().get(piece, key)
    }

    /// The fields, to ask for many of them.
    #[must_use]
    pub fn fields(&self) -> Fields<'_> {
        Fields { head: self.head.iter().filter(is_field).collect() }
    }
}

/// The fields of a document.
#[derive(Debug)]
pub struct Fields<'d> {
    head: Vec<&'d Block>,
}

impl<'d> Fields<'d> {
    /// The text of the field `key` that holds for `piece`: its own, or else the file's. Keys are
    /// compared without case, `-` and `_` alike. What belongs to somebody else's message, such as
    /// `in_reply_to.author`, is no field of the piece; nor is the attribute of an element in it.
    #[must_use]
    pub fn get(&self, piece: &'d Piece, key: &str) -> Option<&'d Block> {
        let has = |block: &&Block| block.key.as_deref().is_some_and(|own| same_key(last_part(own), key));
        let own = piece.blocks.iter().filter(is_field).find(has);
        own.or_else(|| self.head.iter().copied().find(has))
    }
}

/// Whether a block may hold a field of the document's own.
fn is_field(block: &&Block) -> bool {
    block.key.is_some() && !block.inside.quote && block.scope != Scope::Attribute
}

/// The last part of a dotted key path: `reply.account` gives `account`; numbers are skipped.
#[must_use]
pub fn last_part(key: &str) -> &str {
    key.rsplit('.').find(|part| part.parse::<usize>().is_err()).unwrap_or(key)
}

/// Whether two keys are the same but for hyphens and case.
fn same_key(a: &str, b: &str) -> bool {
    plain(a).eq(plain(b))
}

fn plain(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase)
}

/// A post, a release, one tweet of a thread, one row of a content calendar.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// What it covers in the file.
    pub span: Span,
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
    /// Whether it is one post of a thread that the whole file holds.
    pub thread: bool,
}

/// A run of text with one role.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Its role.
    pub scope: Scope,
    /// What a person reads, with the map back to the file. Line breaks of the source are `\n`.
    pub text: Mapped,
    /// Name of the field or attribute: a dotted path such as `posts.0.text` in data files, the
    /// key in front matter, the attribute or shortcode argument elsewhere.
    pub key: Option<Box<str>>,
    /// What it stands inside of.
    pub inside: Inside,
    /// Blocks with the same number belong to one paragraph: a text and the alternative texts,
    /// titles and targets within it. Counted from 0 within the document.
    pub paragraph: u32,
    /// 1 to 6 for a heading, else 0.
    pub level: u8,
    /// Parts of the text that are code, struck out, or a link.
    pub marks: Vec<Mark>,
}

impl Block {
    /// A block of `scope` with `text`; an address as it is meant, its percent-encoding decoded.
    #[must_use]
    pub fn new(scope: Scope, text: Mapped) -> Self {
        let text = if scope == Scope::LinkTarget { percent::decoded(text) } else { text };
        Block { scope, text, ..Block::default() }
    }

    /// Whether the byte `at` of the text lies in a mark of that kind.
    #[must_use]
    pub fn marked(&self, at: usize, is: impl Fn(&MarkKind) -> bool) -> bool {
        self.marks.iter().any(|mark| mark.range.contains(&at) && is(&mark.kind))
    }

    /// The links in the text.
    pub fn links(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        self.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Link { target } => Some((&mark.range, target.as_ref())),
            _ => None,
        })
    }
}

/// The role of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Scope {
    /// Running text.
    #[default]
    Prose,
    /// A heading.
    Heading,
    /// A paragraph of a block quote, or what somebody else said in a reply.
    Quote,
    /// A cell of a table, a field of a CSV row that is no prose.
    TableCell,
    /// A list item.
    ListItem,
    /// The alternative text of an image.
    Alt,
    /// The title of a link or an image.
    LinkTitle,
    /// Where a link or an image leads.
    LinkTarget,
    /// A code block; code within a line is a mark.
    Code,
    /// A comment: it ships with the page.
    Comment,
    /// The text of a footnote.
    Footnote,
    /// A field of front matter or of a data file that is no prose.
    Field,
    /// An attribute of HTML, MDX or a shortcode.
    Attribute,
    /// The file's own path.
    Path,
    /// What no other role covers: tag names, keys, list markers.
    Markup,
}

impl Scope {
    /// The name used in rules and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Scope::Prose => "prose",
            Scope::Heading => "heading",
            Scope::Quote => "quote",
            Scope::TableCell => "table-cell",
            Scope::ListItem => "list-item",
            Scope::Alt => "alt",
            Scope::LinkTitle => "link-title",
            Scope::LinkTarget => "link-target",
            Scope::Code => "code",
            Scope::Comment => "comment",
            Scope::Footnote => "footnote",
            Scope::Field => "field",
            Scope::Attribute => "attribute",
            Scope::Path => "path",
            Scope::Markup => "markup",
        }
    }
}

/// What a block stands inside of; several can hold at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inside {
    /// A block quote, or the message a reply answers: somebody else speaks.
    pub quote: bool,
    /// A list.
    pub list: bool,
    /// A table.
    pub table: bool,
    /// A footnote.
    pub footnote: bool,
    /// A `<details>` element, or after a fold marker such as `<!--more-->`.
    pub folded: bool,
    /// An element with `hidden`, `display:none`, `sr-only` or the like.
    pub hidden: bool,
}

/// A part of a block's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the block's text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// What a marked part of a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// Code within a line.
    Code,
    /// Struck out.
    Strike,
    /// The text of a link, or a bare address, with where it leads. The target is also a block
    /// of its own ([`Scope::LinkTarget`]).
    Link {
        /// The target as written, entities and escapes decoded.
        target: Box<str>,
    },
}

/// A format a document is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// CommonMark with tables, footnotes and strikethrough; front matter; template tags.
    Markdown,
    /// Markdown with JSX.
    Mdx,
    /// HTML.
    Html,
    /// Plain text, social copy.
    Plain,
    /// YAML.
    Yaml,
    /// JSON.
    Json,
    /// Comma-, semicolon- or tab-separated values.
    Csv,
}

impl Format {
    /// The format that the end of `path` stands for; `None` if it is no content file. The body of
    /// a pull request is Markdown.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Format> {
        if path == "pull-request:body" {
            return Some(Format::Markdown);
        }
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending {
            "md" | "markdown" | "mdown" | "mkd" | "qmd" | "rmd" => Format::Markdown,
            "mdx" => Format::Mdx,
            "html" | "htm" | "xhtml" => Format::Html,
            "txt" | "text" | "tweet" | "post" | "toot" | "srt" | "vtt" => Format::Plain,
            "yaml" | "yml" => Format::Yaml,
            "json" => Format::Json,
            "csv" | "tsv" => Format::Csv,
            _ => return None,
        })
    }
}

/// How a reader is to take a file apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    /// Whether the file is social copy: thematic breaks, headings that name a platform and lines
    /// of `---` part it into posts.
    pub social: bool,
    /// Whether Markdown may hold JSX.
    pub mdx: bool,
}

/// What a reader found in a file.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// What belongs to the whole file.
    pub head: Vec<Block>,
    /// The posts.
    pub pieces: Vec<Piece>,
}
