//! Regular expressions cut down to the characters that a text is made of.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// Latin letters, punctuation, currency and other signs, and emoji.
pub(crate) const USUAL: [(char, char); 4] =
    [('\0', '\u{17e}'), ('\u{2000}', '\u{2129}'), ('\u{2190}', '\u{2bff}'), ('\u{1f300}', '\u{1faff}')];

/// The expression with its classes cut down to what is usual.
#[must_use]
pub(crate) fn usual(hir: &Hir) -> Hir {
    narrow(hir, &USUAL, |look| look)
}

/// Whether a character lies in one of the ranges, whose ends belong to them.
#[must_use]
pub(crate) fn is_within(c: char, ranges: &[(char, char)]) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// The expression with its classes cut down to the ranges, and each of its assertions as `look`
/// has it.
#[must_use]
pub(crate) fn narrow(hir: &Hir, ranges: &[(char, char)], look: fn(Look) -> Look) -> Hir {
    let part = |part: &Hir| narrow(part, ranges, look);
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            let ranges = ranges.iter().map(|(first, last)| ClassUnicodeRange::new(*first, *last));
            class.intersect(&ClassUnicode::new(ranges));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Look(own) => Hir::look(look(*own)),
        HirKind::Capture(own) => {
            let mut own = own.clone();
            own.sub = Box::new(part(&own.sub));
            Hir::capture(own)
        }
        HirKind::Repetition(own) => Hir::repetition(own.with(part(&own.sub))),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(part).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(part).collect()),
        _ => hir.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in::{figures, patterns, regex_of};
    use super::*;

    #[test]
    fn what_is_cut_down_finds_the_same_in_usual_texts() {
        let files = std::fs::read_dir("policy/rules").unwrap();
        let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let text: String = texts
            .flat_map(|text| text.chars().filter(|&c| is_within(c, &USUAL)).collect::<Vec<_>>())
            .collect();
        for pattern in patterns().iter().cloned().chain(figures()) {
            let cut = usual(&regex_syntax::parse(&pattern).unwrap()).to_string();
            let groups = |own: &str| -> Vec<_> {
                let found = regex_of(own).captures_iter(&text);
                found
                    .map(|found| found.iter().map(|group| group.map(|one| one.range())).collect::<Vec<_>>())
                    .collect()
            };
            assert_eq!(groups(&cut), groups(&pattern), "{pattern}");
        }
    }
}
