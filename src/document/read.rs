//! From a file to a document: the table of readers, and nothing left unread.

use super::{Document, Format, Reading, Source, csv, html, json, markdown, plain, yaml};
use std::sync::Arc;

/// Reads `source` as `format`.
///
/// Whatever the reader of the format leaves uncovered still becomes a block of scope
/// [`Markup`](super::Scope::Markup), and the path one of scope [`Path`](super::Scope::Path).
#[must_use]
pub fn read(path: &str, source: Arc<Source>, format: Format, reading: Reading) -> Document {
    let text = source.text();
    let parts = match format {
        Format::Markdown | Format::Mdx => markdown::read(text, Reading { mdx: format == Format::Mdx, ..reading }),
        Format::Html => html::read(text, reading),
        Format::Plain => plain::read(text, reading),
        Format::Yaml => yaml::read(text, reading),
        Format::Json => json::read(text, reading),
        Format::Csv => csv::read(text, reading),
    };
    Document { path: path.to_owned(), source, format, head: parts.head, pieces: parts.pieces }
}
