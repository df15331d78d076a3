//! Running text without markup: its paragraphs, quoted lines, list items and links.

use super::links::links_in;
use super::{Block, Inside, Mark, MarkKind, Parts, Scope};
use crate::mapped::Mapped;
use crate::span::Span;
use crate::word::{SOFT_BORDER, letters_meet};
use std::ops::Range;

/// Hands out paragraph numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    next: u32,
}

impl Numbers {
    /// Numbers that no block of `parts` has.
    pub(super) fn after(parts: &Parts) -> Self {
        let blocks = parts.head.iter().chain(parts.pieces.iter().flat_map(|piece| &piece.blocks));
        Numbers { next: blocks.map(|block| block.paragraph.saturating_add(1)).max().unwrap_or(0) }
    }

    /// A number not given before.
    pub(super) fn take(&mut self) -> u32 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }
}

/// The passages of `text`: paragraphs between blank lines, lines behind `>` as quotes, list items.
/// Links are marked, and their targets are blocks of the same paragraph.
pub(super) fn passages(text: &Mapped, numbers: &mut Numbers) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(Scope, Mapped)> = None;
    for line in lines(text.as_str()) {
        let own = &text.as_str()[line.clone()];
        if own.trim().is_empty() {
            close(open.take(), numbers, &mut blocks);
            continue;
        }
        let (scope, lead) = role(own);
        let line = line.start + lead..line.start + own.trim_end().len();
        let goes_on = open.as_ref().is_some_and(|(last, _)| {
            scope != Scope::ListItem
                && (*last == scope || (*last == Scope::ListItem && scope == Scope::Prose))
        });
        if !goes_on {
            close(open.take(), numbers, &mut blocks);
        }
        match &mut open {
            Some((_, so_far)) => {
                // the break of the line before, at which its own blanks were cut off
                let end = text.as_str()[..line.start].rfind('\n');
                if let Some(at) = end {
                    so_far.append(&text.slice(at..at + 1));
                }
                so_far.append(&text.slice(line));
            }
            None => open = Some((scope, text.slice(line))),
        }
    }
    close(open, numbers, &mut blocks);
    blocks
}

/// One text with its links marked, and the targets behind it, all of paragraph `number`.
pub(super) fn linked(scope: Scope, text: Mapped, number: u32) -> Vec<Block> {
    let links = links_in(text.as_str());
    let mut targets = Vec::new();
    let mut shown = Mapped::new();
    let mut marks = Vec::new();
    let mut at = 0;
    for link in links {
        let target: Box<str> = text.as_str()[link.target.clone()].into();
        let bare = link.words == link.target;
        // of `[words](target)` a reader sees the words
        let lead = if bare { link.words.start } else { link.words.start - 1 };
        shown.append(&text.slice(at..lead));
        if !bare {
            part(&mut shown, &text.as_str()[link.words.clone()]);
        }
        let start = shown.len();
        shown.append(&text.slice(link.words.clone()));
        marks.push(Mark { range: start..shown.len(), kind: MarkKind::Link { target } });
        at = if bare { link.words.end } else { link.target.end + 1 };
        if !bare {
            part(&mut shown, &text.as_str()[at..]);
        }
        let mut block = Block::new(Scope::LinkTarget, text.slice(link.target));
        block.paragraph = number;
        targets.push(block);
    }
    let shown = if at == 0 {
        text
    } else {
        shown.append(&text.slice(at..text.len()));
        shown
    };
    let inside = Inside { quote: scope == Scope::Quote, list: scope == Scope::ListItem, ..Inside::default() };
    let mut blocks = vec![Block { scope, text: shown, inside, paragraph: number, marks, ..Block::default() }];
    blocks.append(&mut targets);
    blocks
}

/// Marks where a bracket stood between two letters: some see it, and others see one word.
fn part(shown: &mut Mapped, next: &str) {
    if words_meet(shown.as_str(), next) {
        shown.push_joint(SOFT_BORDER.encode_utf8(&mut [0; 4]));
    }
}

/// Whether two letters meet where a sign was taken away, apostrophes or not.
pub(super) fn words_meet(before: &str, next: &str) -> bool {
    let apostrophe = |c| matches!(c, '`' | '\'' | '’');
    letters_meet(before.trim_end_matches(apostrophe), next.trim_start_matches(apostrophe))
}

/// The lines of `text`, in bytes, without their breaks.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

/// All of `source` at `span` with every line break read as `\n`.
pub(super) fn unix_lines(source: &str, span: Span) -> Mapped {
    let mut text = Mapped::new();
    push_lines(&mut text, source, span);
    text
}

/// Adds `source` at `span` with every line break read as `\n`.
pub(super) fn push_lines(text: &mut Mapped, source: &str, span: Span) {
    let bytes = source.as_bytes();
    let mut from = span.start;
    let mut at = span.start;
    while let Some(found) = memchr::memchr(b'\r', &bytes[at.min(span.end)..span.end]) {
        let cr = at + found;
        text.push_verbatim(source, Span::new(from, cr));
        let end = if cr + 1 < span.end && bytes[cr + 1] == b'\n' { cr + 2 } else { cr + 1 };
        text.push_replaced("\n", Span::new(cr, end));
        from = end;
        at = end;
    }
    text.push_verbatim(source, Span::new(from.min(span.end), span.end));
}

/// The role of a line, and how many bytes of signs and blanks stand before its text.
fn role(line: &str) -> (Scope, usize) {
    let indent = line.len() - line.trim_start().len();
    let own = &line[indent..];
    if own.starts_with('>') {
        let rest = own.trim_start_matches(['>', ' ', '\t']);
        // a line of nothing but `>` keeps its sign, so that its slice is no line break too many
        let lead = if rest.trim().is_empty() { own.trim_end().len() } else { own.len() - rest.len() };
        return (Scope::Quote, indent + lead);
    }
    for sign in ["- ", "* ", "• ", "– ", "+ "] {
        if let Some(rest) = own.strip_prefix(sign) {
            let rest = rest.trim_start();
            if !rest.is_empty() {
                return (Scope::ListItem, indent + own.len() - rest.len());
            }
        }
    }
    (Scope::Prose, indent)
}

fn close(open: Option<(Scope, Mapped)>, numbers: &mut Numbers, blocks: &mut Vec<Block>) {
    if let Some((scope, text)) = open {
        blocks.append(&mut linked(scope, text, numbers.take()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Block> {
        passages(&unix_lines(text, Span::new(0, text.len())), &mut Numbers::default())
    }

    fn seen(blocks: &[Block]) -> Vec<(Scope, &str)> {
        blocks.iter().map(|block| (block.scope, block.text.as_str())).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_and_a_line_break_stays_in_them() {
        let text = "one\r\ntwo\r\n\r\nthree";
        let blocks = read(text);
        assert_eq!(seen(&blocks), [(Scope::Prose, "one\ntwo"), (Scope::Prose, "three")]);
        assert_eq!(blocks[0].text.span(3..4), Span::new(3, 5), "the break is both its bytes");
        assert_eq!((blocks[0].paragraph, blocks[1].paragraph), (0, 1));
    }

    #[test]
    fn a_name_wrapped_in_a_quote_is_one_text() {
        let text = "> said Tidewater\n> Mutual\nand so on\n";
        let blocks = read(text);
        assert_eq!(seen(&blocks), [(Scope::Quote, "said Tidewater\nMutual"), (Scope::Prose, "and so on")]);
        assert!(blocks[0].inside.quote);
        let at = blocks[0].text.as_str().find("Tidewater").unwrap();
        assert_eq!(&text[blocks[0].text.span(at..at + 16).range()], "Tidewater\n> Mutual");
    }

    #[test]
    fn list_items_are_told_apart_and_go_on_over_lines() {
        let blocks = read("Now:\n- one\n  more\n• two\n");
        assert_eq!(
            seen(&blocks),
            [(Scope::Prose, "Now:"), (Scope::ListItem, "one\nmore"), (Scope::ListItem, "two")]
        );
        assert!(blocks[1].inside.list);
    }

    #[test]
    fn a_bare_address_stays_in_the_text_and_its_target_is_a_block_of_the_paragraph() {
        let blocks = read("Apply at https://a.example/job!\n");
        assert_eq!(
            seen(&blocks),
            [(Scope::Prose, "Apply at https://a.example/job!"), (Scope::LinkTarget, "https://a.example/job")]
        );
        assert_eq!(blocks[0].links().collect::<Vec<_>>(), [(&(9..30), "https://a.example/job")]);
        assert_eq!(blocks[1].paragraph, blocks[0].paragraph);
    }

    #[test]
    fn a_markdown_link_reads_as_its_words() {
        let text = "See [the advert](https://a.example/job) now";
        let blocks = read(text);
        assert_eq!(
            seen(&blocks),
            [(Scope::Prose, "See the advert now"), (Scope::LinkTarget, "https://a.example/job")]
        );
        assert_eq!(&text[blocks[0].text.span(4..14).range()], "the advert");
        assert_eq!(&text[blocks[1].text.whole().range()], "https://a.example/job");
    }

    #[test]
    fn a_bracket_between_letters_leaves_a_border_whatever_is_hidden_beside_it() {
        for hidden in ["", "\u{2060}", "\u{ad}\u{2060}"] {
            let blocks = read(&format!("Tidewater[{hidden}we met](/x)"));
            assert_eq!(blocks[0].text.as_str(), format!("Tidewater{SOFT_BORDER}{hidden}we met"));
        }
    }
}
