//! Plain text: social copy, drafts.

use super::keys::{Meaning, is_platform, meaning};
use super::links::is_target;
use super::passages::{Numbers, lines, passages, unix_lines};
use super::{Block, Parts, Piece, Reading, Scope};
use crate::mapped::Mapped;
use crate::span::Span;
use std::ops::Range;

/// Reads a file.
pub(super) fn read(text: &str, reading: Reading) -> Parts {
    read_from(text, 0, reading, Numbers::default())
}

/// Reads what follows `start`: the rest of a data file that its own reader could not read.
pub(super) fn read_from(text: &str, start: usize, reading: Reading, mut numbers: Numbers) -> Parts {
    let whole = unix_lines(text, Span::new(start.min(text.len()), text.len()));
    let mut parts = Parts::default();
    let body = header(&whole, &mut parts.head, &mut numbers);
    for part in posts(whole.as_str(), body, reading.social) {
        let mut piece = Piece { thread: part.numbered, ..Piece::default() };
        if let Some(channel) = part.channel {
            let mut block = field(whole.slice(channel), "channel");
            block.paragraph = numbers.take();
            piece.blocks.push(block);
        }
        piece.blocks.append(&mut passages(&whole.slice(part.range), &mut numbers));
        piece.span = whole_of(&piece.blocks);
        if !piece.blocks.is_empty() {
            parts.pieces.push(piece);
        }
    }
    parts
}

/// What the blocks cover in the file.
fn whole_of(blocks: &[Block]) -> Span {
    let spans = blocks.iter().map(|block| block.text.whole());
    spans.reduce(Span::join).unwrap_or_default()
}

fn field(text: Mapped, key: &str) -> Block {
    let scope = if is_target(text.as_str()) { Scope::LinkTarget } else { Scope::Field };
    Block { key: Some(key.into()), ..Block::new(scope, text) }
}

/// Reads lines of `key: value` at the very top, as far as their keys are fields of a post; gives
/// back where the text begins.
fn header(whole: &Mapped, head: &mut Vec<Block>, numbers: &mut Numbers) -> usize {
    let text = whole.as_str();
    let mut body = 0;
    for line in lines(text) {
        let own = &text[line.clone()];
        let Some((key, value)) = own.split_once(": ").filter(|(key, _)| is_header(key)) else { break };
        let at = line.start + key.len() + 2 + (value.len() - value.trim_start().len());
        let mut block = field(whole.slice(at..at + value.trim().len()), key.trim());
        block.paragraph = numbers.take();
        head.push(block);
        body = (line.end + 1).min(text.len());
    }
    body
}

fn is_header(key: &str) -> bool {
    let named = key.len() <= 24 && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    let few = key.split_whitespace().count() <= 2;
    named && few && matches!(meaning(key), Meaning::Person | Meaning::Own | Meaning::Heading | Meaning::Field)
}

/// One post of a file, in bytes of the text.
#[derive(Debug, Default)]
struct Post {
    range: Range<usize>,
    /// The name of the platform that stood above it.
    channel: Option<Range<usize>>,
    /// Whether it begins with its number in a thread, such as `1/4`.
    numbered: bool,
}

/// Parts the text from `body` on into posts.
fn posts(text: &str, body: usize, social: bool) -> Vec<Post> {
    let mut posts = Vec::new();
    let mut last = Post { range: body..text.len(), ..Post::default() };
    if !social {
        return vec![last];
    }
    let (mut after_blank, mut expected) = (true, 1);
    for line in lines(&text[body..]) {
        let line = body + line.start..body + line.end;
        let own = text[line.clone()].trim();
        let begins = after_blank && number(own) == Some(expected);
        expected += u32::from(begins);
        let breaks = is_break(own);
        let named = !breaks && own.len() <= 24 && is_heading(own);
        if begins || breaks || named {
            let from = if begins { line.start } else { (line.end + 1).min(text.len()) };
            last.range.end = line.start;
            posts.push(last);
            let name = own.trim_matches(|c: char| !c.is_alphanumeric());
            let at = line.start + text[line.clone()].find(name).unwrap_or(0);
            last = Post {
                range: from..text.len(),
                channel: named.then(|| at..at + name.len()),
                numbered: begins,
            };
        }
        after_blank = own.is_empty() || breaks || named;
    }
    posts.push(last);
    posts
}

/// Whether a line parts two posts.
fn is_break(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '=', '_'].iter().any(|sign| line.chars().all(|c| c == *sign))
}

/// Whether a line is nothing but the name of a platform: `LinkedIn`, `## X`, `Instagram:`.
fn is_heading(line: &str) -> bool {
    let marked = line.trim_matches(|c: char| matches!(c, '#' | ':' | '*' | '[' | ']' | '=' | '-' | ' '));
    // a lone `x` without a sign around it is a letter, and `#instagram` is a hashtag
    let hashtag = line.starts_with('#') && !line.trim_start_matches('#').starts_with(' ');
    let letter = marked.len() == 1 && marked == line && marked != "X";
    !hashtag && !letter && marked.len() + 8 > line.len() && is_platform(marked)
}

/// The number of a post within its thread at the start of a line: `1/4`, `(2/4)`, `3/`.
fn number(line: &str) -> Option<u32> {
    let line = line.trim_start_matches(['(', '[']);
    let (count, rest) = line.split_once('/')?;
    let number: u32 = count.parse().ok().filter(|number| (1..=99).contains(number))?;
    let of = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest, |end| &rest[..end]);
    let behind = rest[of.len()..].chars().next();
    let stands_alone = behind.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | ':' | '.'));
    let fits = of.is_empty() || of.parse::<u32>().is_ok_and(|of| number <= of && of <= 99);
    (stands_alone && fits).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn social(text: &str) -> Parts {
        read(text, Reading { social: true, ..Reading::default() })
    }

    fn texts(parts: &Parts) -> Vec<Vec<&str>> {
        Vec::from_iter(
            parts
                .pieces
                .iter()
                .map(|piece| Vec::from_iter(piece.blocks.iter().map(|block| block.text.as_str()))),
        )
    }

    #[test]
    fn a_file_is_one_post_unless_it_is_social_copy() {
        let text = "One.\n\n---\n\nTwo.";
        assert_eq!(texts(&read(text, Reading::default())), [["One.", "---", "Two."]]);
        assert_eq!(texts(&social(text)), [["One."], ["Two."]]);
    }

    #[test]
    fn numbered_posts_are_a_thread() {
        let parts = social("1/2 First.\r\n\r\n2/2 Last one,\r\nwrapped.");
        assert_eq!(texts(&parts), [["1/2 First."], ["2/2 Last one,\nwrapped."]]);
        assert!(parts.pieces.iter().all(|piece| piece.thread));
        assert!(!social("24/7 support.\n\n3/4 of a cup").pieces[0].thread);
    }

    #[test]
    fn a_line_with_the_name_of_a_platform_begins_a_post_for_it() {
        let parts = social("LinkedIn:\nWe are proud.\n\n## X\nProud.\n\n#instagram\n");
        assert_eq!(texts(&parts), [vec!["LinkedIn", "We are proud."], vec!["X", "Proud.", "#instagram"]]);
        assert_eq!(parts.pieces[1].blocks[0].key.as_deref(), Some("channel"));
        assert_eq!(parts.pieces[1].blocks[0].scope, Scope::Field);
    }

    #[test]
    fn header_lines_at_the_top_are_fields_of_the_file() {
        let parts = read("channel: x\nauthor: Priya Raman\n\nNote: we are hiring.", Reading::default());
        let head: Vec<_> = parts.head.iter().map(|b| (b.key.as_deref().unwrap(), b.text.as_str())).collect();
        assert_eq!(head, [("channel", "x"), ("author", "Priya Raman")]);
        assert_eq!(texts(&parts), [["Note: we are hiring."]]);
    }

    #[test]
    fn an_empty_file_has_no_post() {
        assert!(read("", Reading::default()).pieces.is_empty());
        assert!(social(" \n\n").pieces.is_empty());
    }
}
