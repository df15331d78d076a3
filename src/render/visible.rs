//! What a document must not smuggle into a terminal, a log or a page, made visible.

use std::ops::Range;
use textwrap::core::display_width;

/// The longest text from elsewhere that a report repeats in one place, in characters; only the
/// tool's own JSON carries the words in full.
const LONGEST: usize = 1_000;

/// Whether `c` acts instead of being seen: it moves the cursor, turns the reading direction, ends
/// a line, or shows nothing at all. A tab does no harm; joiners are needed to write Persian and
/// emoji.
pub(super) fn is_hidden(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control() || u32::from(c) & 0xfffe == 0xfffe,
    }
}

/// How a hidden character is shown: as a control picture (`␛`) where `pictures` allows and there
/// is one, else by its code (`\u{1b}`).
pub(super) fn shown(c: char, pictures: bool) -> String {
    let picture = match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) if pictures => picture.to_string(),
        _ => format!("\\u{{{:x}}}", u32::from(c)),
    }
}

/// Whether `rest` goes on with a logging command that build servers obey anywhere in a line:
/// `##[group]`, `##vso[…]`, `##teamcity[…]`.
pub(super) fn is_log_command(rest: &str) -> bool {
    rest.strip_prefix("##")
        .is_some_and(|name| name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('['))
}

/// `text` with everything hidden made visible and every logging command broken, and where the
/// bytes at `mark` stand in it then.
pub(super) fn marked(text: &str, mark: Range<usize>, pictures: bool) -> (String, Range<usize>) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (None, None);
    let mut broken = false;
    for (at, c) in text.char_indices() {
        if at >= mark.start {
            start.get_or_insert(out.len());
        }
        if at >= mark.end {
            end.get_or_insert(out.len());
        }
        if broken || is_hidden(c) {
            out.push_str(&shown(c, pictures && !broken));
        } else {
            out.push(c);
        }
        broken = c == '#' && is_log_command(&text[at..]);
    }
    let mark = start.unwrap_or(out.len())..end.unwrap_or(out.len());
    (out, mark)
}

/// `text` on one line, cut where it is very long, with nothing hidden left in it.
pub fn one_line(text: &str) -> String {
    let words = text.split_whitespace().flat_map(|word| [" ", word]).skip(1);
    let joined: String = words.flat_map(str::chars).take(LONGEST + 1).collect();
    marked(&cut(&joined, LONGEST), 0..0, false).0
}

/// The first `longest` characters of `text`, with an ellipsis if there are more.
pub(super) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The last door of the formats that end up in a log: GitHub obeys a line that begins with `::`
/// after white space and whatever else is not seen, wherever the wrapping of a text put it.
pub fn log(text: &str) -> String {
    let unseen = |c: char| c.is_whitespace() || display_width(c.encode_utf8(&mut [0; 4])) == 0;
    text.split_inclusive('\n')
        .map(|line| match line.trim_start_matches(unseen).strip_prefix("::") {
            Some(rest) => format!("{}:\\u{{3a}}{rest}", &line[..line.len() - rest.len() - 2]),
            None => line.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_instead_of_being_seen_is_shown_by_picture_or_code() {
        assert_eq!(marked("a\u{1b}[2Jb\0", 0..0, true).0, "a␛[2Jb␀");
        assert_eq!(one_line("a\u{1b}[2Jb\u{202e}c\u{9b}d\u{ad}e"), r"a\u{1b}[2Jb\u{202e}c\u{9b}d\u{ad}e");
        assert_eq!(one_line("\u{fffe}\0\u{e0041}"), r"\u{fffe}\u{0}\u{e0041}");
    }

    #[test]
    fn accents_joiners_and_wide_letters_stay_as_written() {
        for text in ["Crédit", "한국", "👩‍💻", "می‌خواهم", "C# and ## two"] {
            assert_eq!(one_line(text), text);
        }
    }

    #[test]
    fn a_text_of_many_lines_becomes_one_and_a_very_long_one_is_cut() {
        assert_eq!(one_line("Tidewater\r\n  Mutual\n"), "Tidewater Mutual");
        assert_eq!(one_line(&"x".repeat(1 << 20)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn logging_commands_of_build_servers_are_broken_anywhere_in_a_line() {
        for (text, shown) in [("a ##[group]b", r"a #\u{23}[group]b"), ("##vso[task]", r"#\u{23}vso[task]")] {
            assert_eq!(one_line(text), shown);
        }
    }

    #[test]
    fn no_line_of_a_log_begins_with_a_workflow_command() {
        assert_eq!(log("a\n  ::error::b\n::c\nd::e\n"), "a\n  :\\u{3a}error::b\n:\\u{3a}c\nd::e\n");
        assert_eq!(log("\u{200d} \u{fe0f}::c::d"), "\u{200d} \u{fe0f}:\\u{3a}c::d");
    }
}
