//! Scalars of YAML: from what the parser gives to a text with an exact map.
//!
//! The parser says what a scalar reads as, but not which of its bytes became what. Each style is
//! taken apart again here. Where the outcome differs from the parser's own in white space alone,
//! the words keep their places; else the parser's text stands for all the bytes.

use crate::mapped::Mapped;
use crate::span::Span;
use saphyr_parser::ScalarStyle;
use std::ops::Range;

/// The text of the scalar at `span` of `source`, which the parser reads as `value`. `indent` is the
/// column at which a block scalar's lines begin, in characters.
///
/// With `properties`, an anchor or a tag stands before it in the span.
pub(super) fn scalar(
    source: &str,
    span: Span,
    style: ScalarStyle,
    indent: usize,
    value: &str,
    properties: bool,
) -> Mapped {
    let (span, indent) = match (properties, style) {
        (false, _) => (span, indent),
        (true, ScalarStyle::Literal | ScalarStyle::Folded) => {
            lines_of_block(source, without_properties(source, span))
        }
        (true, _) => (without_properties(source, span), indent),
    };
    let text = match style {
        ScalarStyle::Plain => flow(source, span, Quote::None),
        ScalarStyle::SingleQuoted => flow(source, within_quotes(source, span, '\''), Quote::Single),
        ScalarStyle::DoubleQuoted => flow(source, within_quotes(source, span, '"'), Quote::Double),
        ScalarStyle::Literal => block(source, span, indent, false),
        ScalarStyle::Folded => block(source, span, indent, true),
    };
    let exact = match style {
        // how a block ends is no matter of what a person reads
        ScalarStyle::Literal | ScalarStyle::Folded => text.as_str() == value.trim_end_matches('\n'),
        _ => text.as_str() == value,
    };
    if exact {
        return text;
    }
    respaced(&text, value).unwrap_or_else(|| {
        let mut whole = Mapped::new();
        whole.push_replaced(value, span);
        whole
    })
}

/// `value` with the places of `text`, if the two differ in white space alone.
fn respaced(text: &Mapped, value: &str) -> Option<Mapped> {
    let mut own = words(text.as_str());
    let mut out = Mapped::new();
    let (mut done, mut place) = (0, None);
    for word in words(value) {
        let found = own.next().filter(|own| text.as_str()[own.clone()] == value[word.clone()])?;
        let span = text.span(found.clone());
        let before = Span::new(place.unwrap_or(span.start), span.start);
        out.push_replaced(&value[done..word.start], before);
        out.append(&text.slice(found));
        (done, place) = (word.end, Some(span.end));
    }
    out.push_joint(&value[done..]);
    own.next().is_none().then_some(out)
}

/// Where the words of `text` stand.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        start..start + word.len()
    })
}

/// The span without the anchor, the tag and the comments before the scalar itself.
fn without_properties(source: &str, span: Span) -> Span {
    const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
    let mut rest = source.get(span.range()).unwrap_or("");
    loop {
        rest = rest.trim_start_matches(BLANKS);
        let end = match rest.bytes().next() {
            Some(b'&' | b'!') => rest.find(BLANKS),
            Some(b'#') => rest.find(['\n', '\r']),
            _ => return Span::new(span.end - rest.len(), span.end),
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
}

/// The lines below the head of a block scalar, and how far the first of them is indented.
fn lines_of_block(source: &str, span: Span) -> (Span, usize) {
    let all = lines(source, span);
    let head = all.first().map_or(span.end, |line| line.broken.end);
    let mut below = all.iter().skip(1).map(|line| source.get(line.text.range()).unwrap_or(""));
    let first = below.find(|line| !line.trim().is_empty()).unwrap_or("");
    let indent = first.len() - first.trim_start_matches(' ').len();
    (Span::new(head, span.end), indent)
}

/// What stands between the quotes; blanks may follow the closing one.
fn within_quotes(source: &str, span: Span, quote: char) -> Span {
    let own = source.get(span.range()).unwrap_or("");
    Span::new(span.start + 1, span.start + own.rfind(quote).unwrap_or(own.len()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    None,
    Single,
    Double,
}

/// A line of a source: its text without the break, and the break.
#[derive(Clone, Copy)]
struct Line {
    text: Span,
    broken: Span,
}

fn lines(source: &str, span: Span) -> Vec<Line> {
    let mut lines = Vec::new();
    let bytes = source.get(span.range()).unwrap_or("").as_bytes();
    let mut from = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if at < from {
            continue;
        }
        let end = at + if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        lines.push(Line {
            text: Span::new(span.start + from, span.start + at),
            broken: Span::new(span.start + at, span.start + end),
        });
        from = end;
    }
    lines.push(Line {
        text: Span::new(span.start + from, span.end.max(span.start + from)),
        broken: Span::at(span.end),
    });
    lines
}

/// Plain and quoted scalars: a line break folds to a blank, each further one stays.
fn flow(source: &str, span: Span, quote: Quote) -> Mapped {
    let mut out = Mapped::new();
    let all = lines(source, span);
    let last = all.len() - 1;
    let mut breaks: Vec<Span> = Vec::new();
    let mut joined = false;
    for (index, line) in all.iter().enumerate() {
        let own = source.get(line.text.range()).unwrap_or("");
        let lead = if index == 0 { 0 } else { own.len() - own.trim_start_matches([' ', '\t']).len() };
        let mut end = if index == last { own.len() } else { own.trim_end_matches([' ', '\t']).len() };
        // `\` at the end of a line: the line goes on without a blank, what stands before it stays
        let kept = &own[lead.min(own.len())..];
        let escaped = quote == Quote::Double && index != last && ends_escaped(kept);
        if escaped {
            end = own.len() - 1;
        } else if quote == Quote::Double
            && end > 0
            && end < own.len()
            && ends_escaped(&own[lead.min(end)..end])
        {
            // an escaped blank is text
            end += 1;
        }
        let text = Span::new(line.text.start + lead.min(end), line.text.start + end);
        let empty = text.is_empty() && !escaped;
        if index > 0 && !(empty && index != last) {
            fold(&mut out, &breaks, joined);
            breaks.clear();
            joined = false;
        }
        match quote {
            Quote::None => out.push_verbatim(source, text),
            Quote::Single => single(&mut out, source, text),
            Quote::Double => double(&mut out, source, text),
        }
        if index != last {
            breaks.push(line.broken);
        }
        joined |= escaped;
    }
    out
}

fn fold(out: &mut Mapped, breaks: &[Span], joined: bool) {
    match breaks {
        [one] if !joined => out.push_replaced(" ", *one),
        [_, more @ ..] => more.iter().for_each(|at| out.push_replaced("\n", *at)),
        [] => {}
    }
}

/// Whether the text ends with a backslash that is not itself escaped.
fn ends_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}

fn single(out: &mut Mapped, source: &str, span: Span) {
    let mut from = span.start;
    while let Some(found) = source[from..span.end].find("''") {
        let at = from + found;
        out.push_verbatim(source, Span::new(from, at));
        out.push_replaced("'", Span::new(at, at + 2));
        from = at + 2;
    }
    out.push_verbatim(source, Span::new(from, span.end));
}

fn double(out: &mut Mapped, source: &str, span: Span) {
    let mut from = span.start;
    while let Some(found) = source[from..span.end].find('\\') {
        let at = from + found;
        out.push_verbatim(source, Span::new(from, at));
        let (decoded, len) = escape(&source[at + 1..span.end]);
        match decoded {
            Some(c) => out.push_replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + 1 + len)),
            None => out.push_verbatim(source, Span::new(at, at + 1 + len)),
        }
        from = at + 1 + len;
    }
    out.push_verbatim(source, Span::new(from, span.end));
}

/// The character that an escape stands for, and how many bytes it has behind the backslash.
fn escape(rest: &str) -> (Option<char>, usize) {
    let Some(kind) = rest.chars().next() else { return (None, 0) };
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => {
            let c = match kind {
                '0' => '\0',
                'a' => '\u{7}',
                'b' => '\u{8}',
                't' | '\t' => '\t',
                'n' => '\n',
                'v' => '\u{b}',
                'f' => '\u{c}',
                'r' => '\r',
                'e' => '\u{1b}',
                'N' => '\u{85}',
                '_' => '\u{a0}',
                'L' => '\u{2028}',
                'P' => '\u{2029}',
                other => other,
            };
            return (Some(c), kind.len_utf8());
        }
    };
    let code = rest.get(1..=digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    match code.and_then(char::from_u32) {
        Some(c) => (Some(c), 1 + digits),
        None => (None, 1),
    }
}

/// A literal or folded block, its indentation taken away. The span may begin behind the
/// indentation of its first line.
fn block(source: &str, span: Span, indent: usize, folded: bool) -> Mapped {
    let mut out = Mapped::new();
    let before = &source[..span.start];
    let start = before.trim_end_matches(' ').len().max(span.start.saturating_sub(indent));
    let mut waiting: Vec<Span> = Vec::new();
    let mut last_more = None;
    for line in lines(source, Span::new(start, span.end)) {
        let own = &source[line.text.range()];
        let lead = own.bytes().take(indent).take_while(|b| *b == b' ').count();
        let text = Span::new(line.text.start + lead, line.text.end);
        if text.is_empty() {
            waiting.push(line.broken);
            continue;
        }
        let more = source[text.range()].starts_with([' ', '\t']);
        match (folded, last_more, waiting.as_slice()) {
            (true, Some(false), breaks) if !more => fold(&mut out, breaks, false),
            (_, _, breaks) => {
                for at in breaks {
                    if at.len() == 1 && source[at.range()] == *"\n" {
                        out.push_verbatim(source, *at);
                    } else {
                        out.push_replaced("\n", *at);
                    }
                }
            }
        }
        waiting.clear();
        out.push_verbatim(source, text);
        waiting.push(line.broken);
        last_more = Some(more);
    }
    out
}
