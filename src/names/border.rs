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

/// Letters that stand alone one after the other from which on they are a word set with spaces:
/// `L A N T E R N`.
const SPELLED: usize = 5;

/// What a name crosses before the atom `at`, which is not the first.
pub(super) fn crossing(atoms: &[Atom], at: usize) -> Crossing {
    const PARTS: Gap = Gap::COMMA.and(Gap::MARK).and(Gap::END).and(Gap::SLASH);
    let (gap, before) = (atoms[at].gap, &atoms[at - 1]);
    // quotation marks may stand around a part of a name: `Project “Lantern”`
    let quoted = gap.has(Gap::QUOTE) && !gap.has(Gap::SPACE);
    if gap.is_none() {
        Crossing::Within
    } else if gap.has(PARTS) || quoted || gap.has(Gap::DOT) && gap.has(Gap::SPACE) && before.len() > 3 {
        Crossing::Hard
    } else if gap.has(Gap::HYPHEN) || !gap.has(Gap::SPACE) || is_spelled(atoms, at) {
        Crossing::Tight
    } else {
        Crossing::Space
    }
}

/// Whether the atom `at` and the one before it are letters of a word set with spaces.
fn is_spelled(atoms: &[Atom], at: usize) -> bool {
    let is_letter = |atom: &&Atom| atom.len() == 1;
    let before = atoms[..at].iter().rev().take(SPELLED).take_while(is_letter).count();
    let after = atoms[at..].iter().take(SPELLED).take_while(is_letter).count();
    before > 0 && after > 0 && before + after >= SPELLED
}
