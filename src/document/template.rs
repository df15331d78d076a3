//! Template tags of Liquid, Jekyll, Nunjucks and Hugo: found, cut out of the prose, their
//! arguments read.

use super::comments;
use super::links::is_target;
use super::shadow::{Argument, Content, Hole, holding, stands_alone};
use crate::span::Span;
use memchr::memmem;

/// The template tags of `text` from `body` on. A tag that begins inside one of the spans of
/// `code` is none.
pub(super) fn find(text: &str, body: usize, code: &[Span]) -> Vec<Hole> {
    let bytes = text.as_bytes();
    let mut reader = Reader { text, code, holes: Vec::new(), closers: [Closer::default(); 6], pair: None };
    let mut at = body;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'{', rest)) {
        at += found;
        if !matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'#')) {
            at += 1;
        } else if let Some(span) = holding(code, at) {
            at = span.end;
        } else {
            at = reader.tag(at).unwrap_or(at + 1).max(at + 1);
        }
    }
    reader.holes
}

/// Tags longer than this are text that happens to hold two braces, in bytes.
const LONGEST: usize = 16 << 10;

/// Openers, closers and where the strings inside may be bare words, longest opener first.
const KINDS: [(&str, &str, bool); 6] = [
    ("{{<", ">}}", true),
    ("{{%", "%}}", true),
    ("{{/*", "*/}}", false),
    ("{{", "}}", false),
    ("{%", "%}", false),
    ("{#", "#}", false),
];

/// Where a closer was last seen, so that looking for it never goes over the same text twice.
#[derive(Clone, Copy, Default)]
struct Closer {
    from: usize,
    at: Option<usize>,
}

struct Reader<'a> {
    text: &'a str,
    code: &'a [Span],
    holes: Vec<Hole>,
    closers: [Closer; 6],
    /// The open half of a pair whose inside is no prose, and the index of its hole.
    pair: Option<(&'a str, usize)>,
}

impl<'a> Reader<'a> {
    /// Reads the tag at `at` and says where reading goes on; `None` if there is no tag.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let kind = KINDS.iter().position(|(open, ..)| text[at..].starts_with(open))?;
        let (open, close, bare) = KINDS[kind];
        let inner = at + open.len();
        if open == "{#" && !matches!(text.as_bytes().get(inner), Some(b' ' | b'-' | b'\n' | b'\r')) {
            return None;
        }
        let end = self.closer(kind, inner, close)?;
        let span = Span::new(at, end + close.len());
        let inside = &text[inner..end];
        if span.len() > LONGEST || (open == "{{" && has_blank_line(inside)) {
            return None;
        }
        if bare && inside.starts_with("/*") {
            // How documentation writes a shortcode that is not to be run.
            return Some(span.end);
        }
        let parts = stands_alone(text, span);
        let content = match open {
            "{{/*" | "{#" => Content::Comment(trimmed(text, Span::new(inner, end))),
            _ => match inside.trim_matches(['-', ' ', '\n']).strip_prefix("/*") {
                Some(_) => Content::Comment(comments::script(text, Span::new(inner, end))),
                None => self.arguments(Span::new(inner, end), bare, open == "{{"),
            },
        };
        let name = &text[name(text, Span::new(inner, end)).range()];
        self.holes.push(Hole { span, content, parts });
        if open == "{%" || bare {
            self.pairs(name, span);
        }
        Some(span.end)
    }

    /// The first closer from `from` on that is not in code.
    fn closer(&mut self, kind: usize, from: usize, close: &str) -> Option<usize> {
        let known = self.closers[kind];
        if known.from > 0 && known.from <= from && known.at.is_none_or(|at| at >= from) {
            return known.at;
        }
        let mut start = from;
        let at = loop {
            let rest = self.text.as_bytes().get(start..).unwrap_or(&[]);
            let Some(at) = memmem::find(rest, close.as_bytes()).map(|found| start + found) else {
                break None;
            };
            match holding(self.code, at) {
                Some(span) => start = span.end.max(at + 1),
                None => break Some(at),
            }
        };
        self.closers[kind] = Closer { from, at };
        at
    }

    /// What the tag with this inside passes on; an `output` tag has no name of its own, its
    /// filter gives one.
    fn arguments(&self, inside: Span, bare: bool, output: bool) -> Content {
        let text = self.text;
        let bytes = text.as_bytes();
        let own = Some(name(text, inside)).filter(|own| !output && !own.is_empty());
        if bare && own.is_some_and(|own| matches!(&text[own.range()], "more" | "fold")) {
            return Content::Fold;
        }
        let mut found: Vec<Argument> = Vec::new();
        let mut at = own.map_or(inside.start, |own| own.end);
        let mut key = None;
        let mut unnamed = 0;
        // where the last word without name and quotes ends
        let mut last_bare = None;
        while at < inside.end {
            match bytes[at] {
                quote @ (b'"' | b'\'' | b'`') => {
                    let end = at + 1 + argument_end(&bytes[at + 1..inside.end], quote);
                    found.push(Argument { key: key.take().or(own), value: Span::new(at + 1, end) });
                    at = end + 1;
                }
                b if is_word(b)
                    || bare && !b.is_ascii_whitespace() && !matches!(b, b'=' | b'<' | b'%' | b'-') =>
                {
                    let end = word_end(bytes, at, inside.end, bare);
                    let word = Span::new(at, end);
                    let named = matches!(bytes.get(end), Some(b'=' | b':')) && end < inside.end;
                    if named {
                        key = Some(word);
                    } else if bare && !matches!(&text[word.range()], "true" | "false") {
                        let joins = key.is_none() && last_bare.is_some_and(|end| goes_on(text, end, word));
                        match found.last_mut().filter(|_| joins) {
                            Some(last) => last.value.end = word.end,
                            None => found.push(Argument { key: key.take().or(own), value: word }),
                        }
                        last_bare = Some(word.end);
                    } else if output {
                        for argument in &mut found[unnamed..] {
                            argument.key = argument.key.or(Some(word));
                        }
                        unnamed = found.len();
                    }
                    at = end + usize::from(named);
                }
                b => {
                    if !b.is_ascii_whitespace() {
                        key = None;
                    }
                    at += 1;
                }
            }
        }
        found.retain(|argument| !argument.value.is_empty());
        if found.is_empty() { Content::Nothing } else { Content::Arguments(found) }
    }

    /// Opens or closes a pair of tags whose inside is a comment, code, or text as it stands.
    fn pairs(&mut self, name: &'a str, span: Span) {
        let last = self.holes.len() - 1;
        let Some((opener, index)) = self.pair else {
            if matches!(name, "comment" | "raw" | "verbatim" | "highlight") {
                self.pair = Some((name, last));
            }
            return;
        };
        let closes = name.strip_prefix("end").or_else(|| name.strip_prefix('/')) == Some(opener);
        if !closes {
            return;
        }
        self.pair = None;
        let open = self.holes[index].span;
        let inside = trimmed(self.text, Span::new(open.end, span.start));
        if matches!(opener, "raw" | "verbatim") {
            self.holes.drain(index + 1..last);
            return;
        }
        let content = if opener == "comment" { Content::Comment(inside) } else { Content::Code(inside) };
        let span = open.join(span);
        self.holes.truncate(index);
        self.holes.push(Hole { span, content, parts: stands_alone(self.text, span) });
    }
}

/// The name of a tag: its first word, with the `/` of a closing shortcode.
fn name(text: &str, inside: Span) -> Span {
    let part = &text[inside.range()];
    let start = part.len() - part.trim_start_matches(['-', '+', '~']).trim_start().len();
    let length = part[start..]
        .bytes()
        .enumerate()
        .find(|&(at, b)| !is_word(b) && b != b'-' && !(b == b'/' && at == 0))
        .map_or(part.len() - start, |(at, _)| at);
    Span::new(inside.start + start, inside.start + start + length)
}

/// Whether `word` goes on with what ends at `end`: two words side by side may be one name.
fn goes_on(text: &str, end: usize, word: Span) -> bool {
    let last = text[..end].rsplit(char::is_whitespace).next().unwrap_or("");
    text[end..word.start].trim().is_empty() && !is_target(last) && !is_target(&text[word.range()])
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80
}

fn word_end(bytes: &[u8], from: usize, end: usize, bare: bool) -> usize {
    let goes_on = |b: &u8| {
        is_word(*b)
            || matches!(b, b'-' | b'.')
            || bare && !b.is_ascii_whitespace() && !matches!(b, b'=' | b'"' | b'\'' | b'`')
    };
    bytes[from..end].iter().position(|b| !goes_on(b)).map_or(end, |length| from + length)
}

/// Where the argument that goes on in `bytes` ends. Writers quote within quotes: a mark with a
/// letter on either side is an apostrophe, and one that only opens a word nests, so that the last
/// one ends the argument.
fn argument_end(bytes: &[u8], quote: u8) -> usize {
    let word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| is_word(*b));
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| string_end(rest, quote)) {
        let at = from + found;
        if !word(Some(at + 1)) {
            return at;
        }
        if !word(at.checked_sub(1)) && at > from {
            return memchr::memrchr(quote, bytes).unwrap_or(at);
        }
        from = at + 1;
    }
    bytes.len()
}

/// Where the string that goes on in `bytes` ends.
pub(super) fn string_end(bytes: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memchr::memchr2(quote, b'\\', &bytes[at..]) {
        at += found;
        if bytes[at] == quote {
            return Some(at);
        }
        at = (at + 2).min(bytes.len());
    }
    None
}

fn has_blank_line(text: &str) -> bool {
    text.contains("\n\n") || text.contains("\n\r\n")
}

/// `span` without the blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let part = text.get(span.range()).unwrap_or("");
    let start = span.start + (part.len() - part.trim_start().len());
    Span::new(start, start + part.trim().len())
}
