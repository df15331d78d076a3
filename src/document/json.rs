//! JSON: social copy and data files. Comments, commas too many and one document per line are
//! tolerated.

use super::data::{self, Node};
use super::passages::Numbers;
use super::{Parts, Reading, plain};
use crate::mapped::Mapped;
use crate::span::Span;

/// Reads a file. From where it is no JSON it is read as plain text.
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

/// The steps of the JSON at `span` of `text`, and where it stopped to be JSON.
pub(super) fn nodes(text: &str, span: Span) -> (Vec<Node>, Option<usize>) {
    let end = span.end.min(text.len());
    let mut scanner = Scanner { text, at: span.start, end, nodes: Vec::new(), open: Vec::new(), fresh: true };
    let failed = scanner.run().err();
    while scanner.open.pop().is_some() {
        scanner.nodes.push(Node::Close);
    }
    (scanner.nodes, failed.map(|Broken(at)| at))
}

/// The end of the first JSON value of `text`, if it is a map or list that is closed.
pub(super) fn value_end(text: &str) -> Option<usize> {
    let mut scanner =
        Scanner { text, at: 0, end: text.len(), nodes: Vec::new(), open: Vec::new(), fresh: true };
    loop {
        scanner.token().ok()?;
        if scanner.open.is_empty() {
            return matches!(scanner.nodes.last(), Some(Node::Close)).then_some(scanner.at);
        }
    }
}

/// Where in the file the text is no JSON any more.
struct Broken(usize);

/// What may come next in a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    List,
    /// A map in which a key is due.
    Key,
    /// A map in which the colon behind a key is due.
    Colon,
    /// A map in which the value of a key is due.
    Value,
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// Whether nothing but blanks stands before this place on its line.
    fresh: bool,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), Broken> {
        while self.at < self.end {
            self.token()?;
        }
        if self.open.is_empty() { Ok(()) } else { Err(Broken(self.end)) }
    }

    /// Reads one token; at the end of the text that is an error.
    fn token(&mut self) -> Result<(), Broken> {
        let at = self.at;
        let byte = *self.text.as_bytes()[..self.end].get(at).ok_or(Broken(at))?;
        let state = self.open.last().copied();
        match byte {
            b' ' | b'\t' => {
                self.at += 1;
                return Ok(());
            }
            b'\n' | b'\r' => {
                self.at += 1;
                self.fresh = true;
                return Ok(());
            }
            b',' => {
                if matches!(state, Some(Open::Colon)) {
                    return Err(Broken(at));
                }
                self.at += 1;
            }
            b':' if state == Some(Open::Colon) => {
                self.due(Open::Value);
                self.at += 1;
            }
            b'/' => self.comment()?,
            b'{' | b'[' if !matches!(state, Some(Open::Key | Open::Colon)) => {
                let list = byte == b'[';
                self.due(Open::Key);
                self.nodes.push(Node::Open { list, at });
                self.open.push(if list { Open::List } else { Open::Key });
                self.at += 1;
            }
            b'}' if matches!(state, Some(Open::Key | Open::Value)) => self.close(),
            b']' if state == Some(Open::List) => self.close(),
            b'"' => {
                let text = self.string()?;
                let span = Span::new(at, self.at);
                match state {
                    Some(Open::Key) => {
                        self.due(Open::Colon);
                        self.nodes.push(Node::Key { name: text, span });
                    }
                    Some(Open::Colon) => return Err(Broken(at)),
                    _ => self.value(text),
                }
            }
            _ if !matches!(state, Some(Open::Key | Open::Colon)) => self.word()?,
            _ => return Err(Broken(at)),
        }
        self.fresh = false;
        Ok(())
    }

    /// Says what is due next in a map.
    fn due(&mut self, next: Open) {
        if let Some(open) = self.open.last_mut().filter(|open| **open != Open::List) {
            *open = next;
        }
    }

    fn value(&mut self, text: Mapped) {
        self.due(Open::Key);
        self.nodes.push(Node::Value(text));
    }

    fn close(&mut self) {
        self.at += 1;
        self.open.pop();
        self.nodes.push(Node::Close);
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<(), Broken> {
        let own = &self.text.as_bytes()[self.at..self.end];
        let len = own
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')))
            .unwrap_or(own.len());
        let span = Span::new(self.at, self.at + len);
        let word = &self.text[span.range()];
        let number =
            word.parse::<f64>().is_ok() && word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if !number && !matches!(word, "true" | "false" | "null") {
            return Err(Broken(self.at));
        }
        self.at = span.end;
        let text = if word == "null" { Mapped::new() } else { Mapped::verbatim(self.text, span) };
        self.value(text);
        Ok(())
    }

    /// `// …` and `/* … */`.
    fn comment(&mut self) -> Result<(), Broken> {
        let own = &self.text[self.at..self.end];
        let (inner, len) = if own.starts_with("//") {
            let len = memchr::memchr2(b'\n', b'\r', own.as_bytes()).unwrap_or(own.len());
            (2..len, len)
        } else if let Some(rest) = own.strip_prefix("/*") {
            let len = rest.find("*/").ok_or(Broken(self.at))?;
            (2..2 + len, len + 4)
        } else {
            return Err(Broken(self.at));
        };
        let said = own[inner.clone()].trim();
        let lead = own[inner.clone()].len() - own[inner.clone()].trim_start().len();
        if !said.is_empty() {
            let start = self.at + inner.start + lead;
            let text = Mapped::verbatim(self.text, Span::new(start, start + said.len()));
            self.nodes.push(Node::Comment { text, trailing: !self.fresh });
        }
        self.at += len;
        Ok(())
    }

    /// The string that begins here, its escapes decoded.
    fn string(&mut self) -> Result<Mapped, Broken> {
        let start = self.at;
        let bytes = &self.text.as_bytes()[..self.end];
        let mut text = Mapped::new();
        let mut from = start + 1;
        loop {
            let found = memchr::memchr2(b'"', b'\\', &bytes[from.min(self.end)..]).ok_or(Broken(start))?;
            let at = from + found;
            text.push_verbatim(self.text, Span::new(from, at));
            if bytes[at] == b'"' {
                self.at = at + 1;
                return Ok(text);
            }
            let (c, len) = escape(&self.text[at + 1..self.end]).ok_or(Broken(start))?;
            text.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + 1 + len));
            from = at + 1 + len;
        }
    }
}

/// The character that an escape stands for, and how many bytes it has behind the backslash.
fn escape(rest: &str) -> Option<(char, usize)> {
    let kind = rest.chars().next()?;
    let c = match kind {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unit(rest),
        other => other,
    };
    Some((c, kind.len_utf8()))
}

fn unit(rest: &str) -> Option<(char, usize)> {
    let hex = |from: usize| rest.get(from..from + 4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    let high = hex(1)?;
    let low = if rest.get(5..7) == Some("\\u") { hex(7) } else { None };
    let pair = low.and_then(|low| char::decode_utf16([high, low]).next()?.ok());
    match pair {
        Some(c) if c.len_utf16() == 2 => Some((c, 11)),
        _ => Some((char::from_u32(u32::from(high)).unwrap_or(char::REPLACEMENT_CHARACTER), 5)),
    }
}
