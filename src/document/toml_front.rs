//! TOML front matter: its values with an exact map.

use super::data::Node;
use crate::mapped::Mapped;
use crate::span::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The steps of the TOML at `span` of `source`; `None` if it is no TOML.
pub(super) fn nodes(source: &str, span: Span) -> Option<Vec<Node>> {
    let own = source.get(span.range())?;
    let table = DeTable::parse(own).ok()?;
    let mut reader = Reader { source, from: span.start, nodes: Vec::new() };
    reader.table(table.get_ref());
    Some(reader.nodes)
}

struct Reader<'a> {
    source: &'a str,
    from: usize,
    nodes: Vec<Node>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        self.nodes.push(Node::Open { list: false, at: self.from });
        for (key, value) in table {
            let span = self.place(key.span());
            let mut name = Mapped::new();
            name.push_replaced(key.get_ref(), span);
            self.nodes.push(Node::Key { name, span });
            self.value(value);
        }
        self.nodes.push(Node::Close);
    }

    /// The depth of nesting is the parser's to limit.
    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let span = self.place(value.span());
        match value.get_ref() {
            DeValue::Table(table) => self.table(table),
            DeValue::Array(list) => {
                self.nodes.push(Node::Open { list: true, at: span.start });
                for item in list {
                    self.value(item);
                }
                self.nodes.push(Node::Close);
            }
            DeValue::String(decoded) => self.nodes.push(Node::Value(string(self.source, span, decoded))),
            _ => self.nodes.push(Node::Value(Mapped::verbatim(self.source, span))),
        }
    }

    fn place(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.from + range.start, self.from + range.end)
    }
}

/// The text of the string at `span`, quotes with it, that reads as `decoded`.
fn string(source: &str, span: Span, decoded: &str) -> Mapped {
    let own = source.get(span.range()).unwrap_or("");
    let quotes = if own.starts_with("\"\"\"") || own.starts_with("'''") { 3 } else { 1 };
    let mut text = Mapped::new();
    if own.len() >= 2 * quotes {
        let mut inner = Span::new(span.start + quotes, span.end - quotes);
        if quotes == 3 {
            // a line break right behind the quotes is not part of the text
            let first = &source[inner.range()];
            let skip = if first.starts_with("\r\n") { 2 } else { usize::from(first.starts_with('\n')) };
            inner.start += skip;
        }
        if own.starts_with('\'') {
            super::passages::push_lines(&mut text, source, inner);
        } else {
            basic(&mut text, source, inner);
        }
    }
    let same = text.as_str() == decoded || text.as_str() == decoded.replace("\r\n", "\n");
    if same {
        return text;
    }
    let mut text = Mapped::new();
    text.push_replaced(decoded, span);
    text
}

fn basic(text: &mut Mapped, source: &str, span: Span) {
    let mut from = span.start;
    while let Some(found) = source[from..span.end].find('\\') {
        let at = from + found;
        super::passages::push_lines(text, source, Span::new(from, at));
        let rest = &source[at + 1..span.end];
        let kind = rest.chars().next().unwrap_or('\\');
        let hex = |digits: usize| rest.get(1..=digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let (c, len) = match kind {
            'b' => (Some('\u{8}'), 1),
            't' => (Some('\t'), 1),
            'n' => (Some('\n'), 1),
            'f' => (Some('\u{c}'), 1),
            'r' => (Some('\r'), 1),
            'e' => (Some('\u{1b}'), 1),
            'x' => (hex(2).and_then(char::from_u32), 3),
            'u' => (hex(4).and_then(char::from_u32), 5),
            'U' => (hex(8).and_then(char::from_u32), 9),
            // a backslash at the end of a line joins it with the next text
            c if c.is_whitespace() => (None, rest.len() - rest.trim_start().len()),
            c => (Some(c), c.len_utf8()),
        };
        let end = (at + 1 + len).min(span.end);
        if let Some(c) = c {
            text.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, end));
        }
        from = end;
    }
    super::passages::push_lines(text, source, Span::new(from, span.end));
}
