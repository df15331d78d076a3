//! The borders within a name.

use crate::word::{Atom, Gap};

/// What a name crosses from one atom to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crossing {
    /// Within one word.
    Within,
    /// A hyphen, an apostrophe, a full stop without a space.
    Tight,
    /// White space.
    Space,
    /// Punctuation that parts.
    Hard,
}

/// What stands before an atom, for a name.
pub(super) fn crossing(gap: Gap, before: &Atom) -> Crossing {
    const PARTS: Gap = Gap::COMMA.and(Gap::MARK).and(Gap::QUOTE).and(Gap::END).and(Gap::SLASH);
    if gap.is_none() {
        Crossing::Within
    } else if gap.has(PARTS) || gap.has(Gap::DOT) && gap.has(Gap::SPACE) && before.len() > 3 {
        Crossing::Hard
    } else if gap.has(Gap::HYPHEN) || !gap.has(Gap::SPACE) {
        Crossing::Tight
    } else {
        Crossing::Space
    }
}
