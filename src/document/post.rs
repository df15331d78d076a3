//! Posts: how one file of social copy parts into pieces, and which of them are a thread.

use super::flow::Flow;
use super::front_matter::FrontMatter;
use super::{Block, Parts, Piece, Scope};
use crate::span::Span;

/// Parts what was read from `body` on into posts.
pub(super) fn parts(flow: Flow<'_>, front: Option<FrontMatter>, body: usize) -> Parts {
    let mut head = front.map(|front| front.blocks).unwrap_or_default();
    let before = 1 + head.iter().map(|block| block.paragraph).max().unwrap_or(0);
    let shift = if head.is_empty() { 0 } else { before };
    let mut blocks = flow.blocks;
    let last = blocks.last().map_or(shift, |block| block.paragraph + shift + 1);
    for block in &mut blocks {
        block.paragraph += shift;
    }
    head.extend(flow.head.into_iter().zip(last..).map(|(block, paragraph)| Block { paragraph, ..block }));
    let mut breaks = flow.breaks;
    if flow.social {
        numbered(&blocks, &mut breaks);
    }
    let mut pieces = Vec::with_capacity(breaks.len() + 1);
    let mut start = body;
    let mut blocks = blocks.into_iter();
    let mut taken = 0;
    for (index, at) in breaks {
        let at = line_start(flow.source, start, at);
        let own: Vec<Block> = blocks.by_ref().take(index.saturating_sub(taken)).collect();
        taken = taken.max(index);
        if !own.is_empty() {
            pieces.push(Piece { span: Span::new(start, at), blocks: own, thread: false });
            start = at;
        }
    }
    let own: Vec<Block> = blocks.collect();
    if !own.is_empty() {
        pieces.push(Piece { span: Span::new(start, flow.source.len()), blocks: own, thread: false });
    } else if let Some(last) = pieces.last_mut() {
        last.span.end = flow.source.len();
    }
    if flow.social {
        mark_threads(&mut pieces);
    }
    Parts { head, pieces }
}

const PLATFORMS: [&str; 13] = [
    "linkedin",
    "x",
    "twitter",
    "instagram",
    "facebook",
    "mastodon",
    "bluesky",
    "threads",
    "youtube",
    "tiktok",
    "tweet",
    "toot",
    "skeet",
];

/// Words that may stand beside the name of a platform in the heading of a post.
const BESIDE: [&str; 21] = [
    "post",
    "posts",
    "thread",
    "copy",
    "caption",
    "draft",
    "version",
    "variant",
    "option",
    "page",
    "company",
    "personal",
    "story",
    "reel",
    "shorts",
    "community",
    "description",
    "for",
    "on",
    "update",
    "tweets",
];

/// Whether a heading says no more than where the text below it is posted.
pub(super) fn names_platform(heading: &str) -> bool {
    if heading.len() > 80 {
        return false;
    }
    let heading = heading.to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let numbered = heading.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let begins_a_post = numbered && matches!(words.peek(), Some(&("post" | "thread")));
    let mut named = begins_a_post;
    for word in words {
        if PLATFORMS.contains(&word) {
            named = true;
        } else if !BESIDE.contains(&word) && !word.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
    }
    named
}

/// The number that a post of a thread begins with: `1/`, `2/4`, `(3/4)`.
fn number(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let own = text.get(..digits).filter(|own| (1..=3).contains(&own.len()))?.parse().ok()?;
    let rest = text[digits..].strip_prefix('/')?;
    let total = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest[total..].trim_start_matches([')', ']', ':', '.']).chars().next();
    let ends = after.is_none_or(|c| c.is_whitespace());
    let fits = total == 0 || rest[..total].parse::<u32>().is_ok_and(|total| own <= total);
    (ends && fits && own > 0).then_some(own)
}

/// The number that a post of a thread ends with: `2/4`, `(3/4)`.
fn last_number(text: &str) -> Option<u32> {
    let word = text.trim_end().rsplit(char::is_whitespace).next()?;
    number(word)
}

fn is_text(block: &Block) -> bool {
    matches!(block.scope, Scope::Prose | Scope::ListItem) && !block.inside.quote
}

/// Adds a break before each numbered post, if there are two or more in a row.
fn numbered(blocks: &[Block], breaks: &mut Vec<(usize, usize)>) {
    let found: Vec<(usize, u32)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| is_text(block))
        .filter_map(|(index, block)| Some((index, number(block.text.as_str())?)))
        .collect();
    let follows = |pair: &[(usize, u32)]| pair[0].1 == 1 && pair[1].1 == 2;
    if !found.windows(2).any(follows) {
        return;
    }
    for (index, _) in found {
        let begun = breaks.iter().any(|&(at, _)| at == index)
            || index > 0
                && blocks[index - 1].scope == Scope::Heading
                && breaks.iter().any(|&(at, _)| at + 1 == index);
        if !begun {
            breaks.push((index, blocks[index].text.whole().start));
        }
    }
    breaks.sort_unstable();
}

fn mark_threads(pieces: &mut [Piece]) {
    let numbers = |piece: &Piece| {
        let mut texts = piece.blocks.iter().filter(|block| is_text(block));
        let first = texts.next();
        let last = texts.next_back().or(first);
        first.and_then(|block| number(block.text.as_str())).or_else(|| last_number(last?.text.as_str()))
    };
    let own: Vec<Option<u32>> = pieces.iter().map(numbers).collect();
    let sequence = own.windows(2).any(|pair| pair[0] == Some(1) && pair[1] == Some(2));
    let mut under_heading = false;
    for (piece, number) in pieces.iter_mut().zip(own) {
        let heading = piece.blocks.iter().find(|block| block.scope == Scope::Heading);
        if let Some(heading) = heading.filter(|block| names_platform(block.text.as_str())) {
            under_heading = heading
                .text
                .as_str()
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word.eq_ignore_ascii_case("thread"));
        }
        piece.thread = under_heading || (sequence && number.is_some());
    }
}

/// Where the line that holds `at` begins, but not before `from`.
fn line_start(source: &str, from: usize, at: usize) -> usize {
    let before = source.get(from..at).unwrap_or("");
    memchr::memrchr(b'\n', before.as_bytes()).map_or(from, |found| from + found + 1)
}
