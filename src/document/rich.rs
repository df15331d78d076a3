//! Values of data files that are written in HTML: a block of a newsletter, an export of a blog.

use super::passages::{Numbers, lines, passages, words_meet};
use super::{Block, html};
use crate::mapped::Mapped;
use crate::word::{SOFT_BORDER, is_invisible};
use std::ops::Range;

/// Elements of running text. A tag of any other name is left to be read as text: nothing is to be
/// hidden by putting it between angle brackets.
const ELEMENTS: [&str; 31] = [
    "p",
    "br",
    "a",
    "em",
    "strong",
    "b",
    "i",
    "u",
    "s",
    "del",
    "ins",
    "mark",
    "small",
    "sub",
    "sup",
    "span",
    "div",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "blockquote",
    "table",
    "tr",
    "td",
];

/// Bytes of the name of an element or a character reference at the most.
const LONGEST: usize = 10;

/// The passages of a value, its tags and character references read where it has any. A blank line
/// parts paragraphs there too: who wrote one meant that.
pub(super) fn rich_passages(text: &Mapped, numbers: &mut Numbers) -> Vec<Block> {
    if !is_html(text.as_str()) {
        return passages(text, numbers);
    }
    let mut blocks = Vec::new();
    for part in parts(text.as_str()) {
        let part = text.slice(part);
        if is_html(part.as_str()) {
            read(&part, numbers, &mut blocks);
        } else {
            blocks.append(&mut passages(&part, numbers));
        }
    }
    blocks
}

fn read(text: &Mapped, numbers: &mut Numbers, blocks: &mut Vec<Block>) {
    let mut given: Option<(u32, u32)> = None;
    for mut block in html::blocks(text.as_str()) {
        let number = match given {
            Some((own, number)) if own == block.paragraph => number,
            _ => numbers.take(),
        };
        given = Some((block.paragraph, number));
        block.paragraph = number;
        part(&mut block);
        block.text = block.text.through(text);
        blocks.push(block);
    }
}

/// Marks where a tag, or a reference to what nobody sees, stood between two letters: whoever takes the
/// value for plain text sees two words.
fn part(block: &mut Block) {
    let text = block.text.as_str();
    let parts = |&(at, left_out): &(usize, bool)| {
        (left_out || text[at..].starts_with(is_invisible)) && words_meet(&text[..at], &text[at..])
    };
    let seams: Vec<usize> = block.text.seams().filter(parts).map(|(at, _)| at).collect();
    let mut parted = Mapped::new();
    let mut from = 0;
    for &at in &seams {
        parted.append(&block.text.slice(from..at));
        parted.push_joint(SOFT_BORDER.encode_utf8(&mut [0; 4]));
        from = at;
    }
    parted.append(&block.text.slice(from..text.len()));
    let moved = |at: usize, seams: usize| at + seams * SOFT_BORDER.len_utf8();
    for mark in &mut block.marks {
        let before = |at: usize| seams.partition_point(|seam| *seam < at);
        let start = moved(mark.range.start, seams.partition_point(|seam| *seam <= mark.range.start));
        mark.range = start..moved(mark.range.end, before(mark.range.end)).max(start);
    }
    block.text = parted;
}

/// The parts of `text` between blank lines, in bytes.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines(text) {
        let blank = text[line.clone()].trim().is_empty();
        match parts.last_mut().filter(|_| open && !blank) {
            Some(part) => part.end = line.end,
            None if !blank => parts.push(line),
            None => {}
        }
        open = !blank;
    }
    parts
}

fn is_html(text: &str) -> bool {
    let closed = text.rfind('>').unwrap_or(0);
    let behind = |end: usize, sign: char| text[..end].match_indices(sign).map(|(at, _)| &text[at + 1..]);
    behind(closed, '<').any(is_tag) || behind(text.len(), '&').any(is_reference)
}

/// Whether a tag goes on like this behind its `<`; that it ends is known.
fn is_tag(rest: &str) -> bool {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let (name, behind) = rest.split_at(end);
    ELEMENTS.iter().any(|own| own.eq_ignore_ascii_case(name))
        && behind.starts_with(['>', '/', ' ', '\n', '\t'])
}

/// Whether a character reference goes on like this behind its `&`.
fn is_reference(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    end > 1 && name[end..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{MarkKind, Scope};
    use crate::span::Span;

    fn read(source: &str) -> Vec<Block> {
        rich_passages(&Mapped::verbatim(source, Span::new(0, source.len())), &mut Numbers::default())
    }

    #[test]
    fn a_value_in_html_is_read_as_its_reader_sees_it_and_leads_back_to_the_file() {
        let source =
            "<p>From <em>Skog &amp; Hav</em>, <a href=\"https://a.example/x\">seen</a>.</p><p>Two</p>";
        let blocks = read(source);
        let texts: Vec<_> = blocks.iter().map(|block| (block.scope, block.text.as_str())).collect();
        let expected = [
            (Scope::Prose, "From Skog & Hav, seen."),
            (Scope::LinkTarget, "https://a.example/x"),
            (Scope::Prose, "Two"),
        ];
        assert_eq!(texts, expected);
        assert_eq!(&source[blocks[0].text.span(5..15).range()], "Skog &amp; Hav");
        let target =
            |mark: &super::super::Mark| mark.kind == MarkKind::Link { target: "https://a.example/x".into() };
        assert!(blocks[0].marks.iter().any(target));
        assert_eq!([0, 1, 2].map(|at| blocks[at].paragraph == blocks[0].paragraph), [true, true, false]);
    }

    #[test]
    fn what_is_no_markup_is_read_as_text() {
        for source in ["a < b & c; d", "<Tidewater> and <https://a.example>", "I <3 it", "R&D; more"] {
            let texts: Vec<_> = read(source).iter().map(|block| block.text.as_str().to_owned()).collect();
            assert_eq!(texts[0], source);
        }
    }

    #[test]
    fn a_tag_between_letters_leaves_a_border_that_moves_the_marks_behind_it() {
        let source = "Tidewater Mutual<a title=\"x\">we</a><b>met</b> <a href=\"/x\">us</a>";
        let blocks = read(source);
        let text = blocks.iter().find(|block| block.scope == Scope::Prose).unwrap();
        let border = SOFT_BORDER;
        assert_eq!(text.text.as_str(), format!("Tidewater Mutual{border}we{border}met us"));
        let link = text.links().find(|(_, target)| *target == "/x").unwrap().0.clone();
        assert_eq!(&text.text.as_str()[link.clone()], "us");
        assert_eq!(&source[text.text.span(link).range()], "us");
    }

    #[test]
    fn a_reference_to_what_nobody_sees_leaves_a_border_and_one_to_a_letter_none() {
        let text = |source: &str| read(source)[0].text.as_str().to_owned();
        assert_eq!(text("Tidewater Mutual&shy;we met"), format!("Tidewater Mutual{SOFT_BORDER}\u{ad}we met"));
        assert_eq!(text("Tidewater Mutual<i>`us`</i>"), format!("Tidewater Mutual{SOFT_BORDER}`us`"));
        assert_eq!(text("L&ouml;wen"), "Löwen");
    }

    #[test]
    fn a_blank_line_parts_paragraphs_beside_tags() {
        let blocks = read("One <b>bold</b>\nline\n\nTwo\n\n\n#three");
        let texts: Vec<_> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["One bold\nline", "Two", "#three"]);
    }
}
