//! YAML: social copy and data files.

use super::data::{self, Node};
use super::passages::Numbers;
use super::yaml_scalar::scalar;
use super::{Parts, Reading, plain};
use crate::mapped::Mapped;
use crate::span::Span;
use saphyr_parser::{Event, Parser};

/// Reads a file. From where it is no YAML it is read as plain text.
pub(super) fn read(text: &str, reading: Reading) -> Parts {
    let (nodes, failed) = nodes(text, Span::new(0, text.len()));
    let mut parts = data::parts(nodes);
    if let Some(at) = failed {
        let numbers = Numbers::after(&parts);
        let rest = plain::read_from(text, at, reading, numbers);
        parts.head.extend(rest.head);
        parts.pieces.extend(rest.pieces);
    }
    parts
}

/// The steps of the YAML at `span` of `text`, and where it stopped to be YAML.
pub(super) fn nodes(text: &str, span: Span) -> (Vec<Node>, Option<usize>) {
    let own = text.get(span.range()).unwrap_or("");
    let mut reader = Reader {
        text,
        from: span.start,
        chars: 0,
        bytes: 0,
        nodes: Vec::new(),
        open: Vec::new(),
        covered: span.start,
    };
    let mut parser = Parser::new_from_str(own);
    let mut failed = None;
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, at)) => reader.event(event, at),
            Err(_) => {
                failed = Some(reader.stopped());
                break;
            }
        }
    }
    if failed.is_none() {
        reader.comments(span.end);
    }
    while reader.open.pop().is_some() {
        reader.nodes.push(Node::Close);
    }
    (reader.nodes, failed)
}

/// A list or map that the reader is in.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Whether a key comes next: never in a list.
    key_next: bool,
    list: bool,
    /// Whether it is itself the key of a map.
    is_key: bool,
}

struct Reader<'a> {
    text: &'a str,
    /// Where the YAML begins, in bytes.
    from: usize,
    /// The characters and bytes gone by: the parser counts characters.
    chars: usize,
    bytes: usize,
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// Up to where, in bytes, everything is read.
    covered: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: saphyr_parser::Span) {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let start = self.byte(at.start.index());
                let span = Span::new(start, self.byte(at.end.index()));
                if !span.is_empty() {
                    self.comments(span.start);
                    self.covered = span.end;
                }
                let text = match span.is_empty() {
                    true => Mapped::new(),
                    false => {
                        let properties = anchor != 0 || tag.is_some();
                        scalar(self.text, span, style, at.start.col(), &value, properties)
                    }
                };
                if self.takes_key() {
                    self.nodes.push(Node::Key { name: text, span });
                } else {
                    self.nodes.push(Node::Value(text));
                    self.gone_by();
                }
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let start = self.byte(at.start.index());
                self.comments(start);
                let list = matches!(event, Event::SequenceStart(..));
                let is_key = self.takes_key();
                if is_key {
                    self.nodes.push(Node::Key { name: Mapped::new(), span: Span::at(start) });
                }
                self.nodes.push(Node::Open { list, at: start });
                self.open.push(Open { key_next: !list, list, is_key });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.nodes.push(Node::Close);
                match self.open.pop() {
                    Some(Open { is_key: true, .. }) => self.nameless_key(),
                    _ => self.gone_by(),
                }
            }
            Event::Alias(_) if self.takes_key() => self.nameless_key(),
            Event::Alias(_) => {
                self.nodes.push(Node::Value(Mapped::new()));
                self.gone_by();
            }
            _ => {}
        }
    }

    /// From where on nothing is read: the line that the parser gave up on is not, unless what
    /// stands there began further above.
    fn stopped(&mut self) -> usize {
        let bytes = self.text.as_bytes();
        let line = memchr::memrchr2(b'\n', b'\r', &bytes[..self.covered]).map_or(0, |at| at + 1);
        let mut stopped = self.covered;
        while let Some(node) = self.nodes.last() {
            let start = match node {
                Node::Key { span, .. } => span.start,
                Node::Value(text) if !text.is_empty() => text.whole().start,
                _ => break,
            };
            let waits = matches!(node, Node::Key { .. }) && stopped == self.covered;
            if start < line.max(self.from) && !waits {
                break;
            }
            stopped = start;
            self.nodes.pop();
        }
        stopped
    }

    /// Whether a key is due; then it is taken, and its value is due.
    fn takes_key(&mut self) -> bool {
        self.open.last_mut().is_some_and(|open| std::mem::take(&mut open.key_next))
    }

    fn nameless_key(&mut self) {
        self.nodes.push(Node::Key { name: Mapped::new(), span: Span::at(self.covered) });
    }

    /// After a value of a map a key comes next.
    fn gone_by(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.key_next = !open.list;
        }
    }

    /// The byte of the file at the character `index` of the YAML. The parser goes forward, but a
    /// map may be told of only after its first key was seen; going back is as short as that key.
    fn byte(&mut self, index: usize) -> usize {
        let own = &self.text[self.from..];
        if index < self.chars {
            let back =
                own[..self.bytes].chars().rev().take(self.chars - index).map(char::len_utf8).sum::<usize>();
            self.bytes -= back;
        } else {
            let on = own[self.bytes..].chars().take(index - self.chars).map(char::len_utf8).sum::<usize>();
            self.bytes += on;
        }
        self.chars = index;
        self.from + self.bytes
    }

    /// Reads the comments between what is read and `until`.
    fn comments(&mut self, until: usize) {
        let Some(gap) = self.text.get(self.covered..until) else { return };
        for span in comments_in(gap) {
            let trailing = !gap[..span.start].contains(['\n', '\r']) && self.covered > self.from;
            let span = Span::new(self.covered + span.start, self.covered + span.end);
            let comment = Node::Comment { text: Mapped::verbatim(self.text, span), trailing };
            // it stands on the line of the last value, whatever ended there
            let closed = self.nodes.iter().rev().take_while(|node| matches!(node, Node::Close)).count();
            let at = self.nodes.len() - if trailing { closed } else { 0 };
            self.nodes.insert(at, comment);
        }
        self.covered = self.covered.max(until);
    }
}

/// The comments of a text that holds no scalars: from behind a `#` at the start of a word to the
/// end of the line.
pub(super) fn comments_in(gap: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = memchr::memchr(b'#', &gap.as_bytes()[at..]).map(|sign| at + sign) {
        let end = memchr::memchr2(b'\n', b'\r', &gap.as_bytes()[sign..]).map_or(gap.len(), |len| sign + len);
        let first = gap[..sign].chars().next_back().is_none_or(char::is_whitespace);
        if !first {
            at = sign + 1;
            continue;
        }
        let own = &gap[sign + 1..end];
        let lead = own.len() - own.trim_start().len();
        if !own.trim().is_empty() {
            found.push(Span::new(sign + 1 + lead, sign + 1 + own.trim_end().len()));
        }
        at = end;
    }
    found
}
