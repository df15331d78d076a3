//! Lines that go on: a sentence wrapped by its author's editor begins no line of its own.

use super::Gap;

/// Bytes that a line has which an editor wrapped.
const WRAPPED: usize = 60;

/// Whether `gap`, before a word in small letters at byte `at` of `text`, begins no line: the line before
/// is a long one without an end of its own.
pub(super) fn is_wrapped(gap: Gap, text: &str, at: usize) -> bool {
    let parted = Gap::END.and(Gap::START).and(Gap::COMMA).and(Gap::MARK).and(Gap::QUOTE).and(Gap::DOT);
    gap.has(Gap::LINE_START) && !gap.has(parted) && goes_on(text, at)
}

/// Whether the line before that of byte `at` is as long as a wrapped one.
fn goes_on(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(before, |end| before[..end].trim_end());
    line.len() - line.rfind('\n').map_or(0, |start| start + 1) >= WRAPPED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::Words;

    #[test]
    fn a_wrapped_line_begins_none() {
        let starts = |text: &str| {
            let words = Words::of(text);
            words.list().iter().skip(1).any(|word| word.gap.has(Gap::LINE_START))
        };
        assert!(!starts(
            "The salary was a ham at Christmas, the night shift came with a\nvacancy nobody wanted"
        ));
        assert!(starts("The salary was a ham at Christmas, the night shift came with it:\nvacancy"));
        assert!(starts("The salary was a ham at Christmas, the night shift came with a\nVacancy"));
        assert!(starts("short lines\nof a post"));
    }
}
