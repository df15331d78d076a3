//! Posts: how one file of social copy parts into pieces, and which of them are a thread.

use super::flow::Flow;
use super::front_matter::FrontMatter;
use super::keys::is_platform;
use super::{Block, Parts, Piece, Scope};
use crate::span::Span;
use std::ops::Range;

/// Parts what was read from `body` on into posts.
pub(super) fn parts(flow: Flow<'_>, front: Option<FrontMatter>, body: usize) -> Parts {
    let mut head = front.map(|front| front.blocks).unwrap_or_default();
    let blocks = flow.blocks;
    let last = head.iter().map(|block| block.paragraph.saturating_add(1)).max().unwrap_or(0);
    head.extend(flow.head.into_iter().zip(last..).map(|(block, paragraph)| Block { paragraph, ..block }));
    let mut breaks = flow.breaks;
    if flow.social {
        numbered(&blocks, &mut breaks);
    }
    part_no_comment(&blocks, &mut breaks, |at| line_start(flow.source, body, at));
    let mut pieces = Vec::with_capacity(breaks.len() + 1);
    let mut start = body;
    let mut blocks = blocks.into_iter();
    let mut taken = 0;
    for (index, at) in breaks {
        if index <= taken {
            continue;
        }
        let at = line_start(flow.source, start, at);
        let own = blocks.by_ref().take(index - taken).collect();
        taken = index;
        pieces.push(Piece { span: Span::new(start, at), blocks: own, thread: false });
        start = at;
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

/// Takes out the breaks that stand within a comment: it goes on behind them. Where HTML begins in a quotation,
/// comments are not in the order of the text: the first of all that follow counts.
fn part_no_comment(blocks: &[Block], breaks: &mut Vec<(usize, usize)>, line: impl Fn(usize) -> usize) {
    let comments = blocks.iter().enumerate().rev().filter(|(_, block)| block.scope == Scope::Comment);
    let mut comments = comments.map(|(index, block)| (index, block.text.whole().start)).peekable();
    let mut first = usize::MAX;
    let within = breaks.iter().rev().map(|&(index, at)| {
        while let Some((_, start)) = comments.next_if(|(own, _)| *own >= index) {
            first = first.min(start);
        }
        first < line(at)
    });
    let mut within: Vec<bool> = within.collect();
    breaks.retain(|_| within.pop() != Some(true));
}

/// Words that may stand beside the name of a platform in the heading of a post.
const BESIDE: &str = "post posts thread tweets copy caption draft version variant option page company personal \
                      story reel shorts community description update for on";

/// Whether a heading says no more than where the text below it is posted.
pub(super) fn heads_post(heading: &str) -> bool {
    if heading.len() > 80 {
        return false;
    }
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<String> = words(heading).map(|word| word.1.to_lowercase()).collect();
    let counted = words.len() > 1 && matches!(words[0].as_str(), "post" | "thread") && is_number(&words[1]);
    let fits =
        |word: &String| names_platform(word) || is_number(word) || BESIDE.split(' ').any(|own| own == word);
    words.iter().all(fits) && (counted || words.iter().any(|word| names_platform(word)))
}

/// Where a heading names the platform.
pub(super) fn platform(heading: &str) -> Option<Range<usize>> {
    words(heading).find(|(_, word)| names_platform(word)).map(|(at, word)| at..at + word.len())
}

fn names_platform(word: &str) -> bool {
    is_platform(word) || ["tweet", "toot", "skeet"].iter().any(|own| own.eq_ignore_ascii_case(word))
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|c: char| !c.is_alphanumeric()).filter_map(move |part| {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let start = at;
        at += part.len();
        (!word.is_empty()).then_some((start, word))
    })
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
    let begun: Vec<usize> = breaks.iter().map(|&(index, _)| index).collect();
    for (index, _) in found {
        let begins = |index: usize| begun.binary_search(&index).is_ok();
        let below_heading = index > 0 && blocks[index - 1].scope == Scope::Heading && begins(index - 1);
        if !below_heading && !begins(index) {
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
        if let Some(heading) = heading.filter(|block| heads_post(block.text.as_str())) {
            under_heading = words(heading.text.as_str()).any(|(_, word)| word.eq_ignore_ascii_case("thread"));
        }
        piece.thread = under_heading || (sequence && number.is_some());
    }
}

/// Where the line that holds `at` begins, but not before `from`.
fn line_start(source: &str, from: usize, at: usize) -> usize {
    let before = source.get(from..at).unwrap_or("");
    memchr::memrchr(b'\n', before.as_bytes()).map_or(from, |found| from + found + 1)
}
