//! Regular expressions cut down to the characters that a text is made of.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

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
