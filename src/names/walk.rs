//! The walk over a text: where a name may begin, go on and end, whatever holds the names.
//!
//! An open index and a sealed one are walked alike, so that a sealed name is found in every
//! spelling that an open one is.

use super::border::{Crossing, crossing};
use super::index::{Match, Shape};
use crate::word::{Atom, Gap, Tag, Words, hash_join};

/// Letters of a text that might be a name, without any border.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters<'w> {
    /// The letters, folded.
    pub(super) text: &'w str,
    /// Their hash, as of [`crate::word::hash_bytes`].
    pub(super) hash: u64,
}

/// What names are looked up in.
pub(super) trait Lookup {
    /// What is found.
    type Found;

    /// Length in bytes beyond which no name goes on.
    fn longest(&self) -> usize;

    /// Whether some name may go on after `letters` over white space or, if `hard`, punctuation.
    fn goes_on(&self, letters: Letters<'_>, hard: bool) -> bool;

    /// Whether some name may go on after `letters` within a word of a script without spaces, where
    /// every letter is a border. Asking may be skipped; a wrong no may not be given.
    fn goes_on_unspaced(&self, _letters: Letters<'_>) -> bool {
        true
    }

    /// Adds every name whose letters are `letters` without their last `plural` bytes, and whose
    /// borders fit the place.
    fn probe(&self, letters: Letters<'_>, plural: usize, place: &Place<'_>, found: &mut Vec<Self::Found>);
}

/// Endings that German gives a noun beside those with an s.
const ENDINGS: [&str; 5] = ["e", "n", "en", "er", "ern"];

/// Bytes of the longest ending that a text may add to a name.
pub(super) const LONGEST_ENDING: usize = 3;

/// From how many bytes on a word is long enough to be told in spite of such an ending.
const LONG: usize = 10;

/// A place in a text, in atoms.
#[derive(Debug)]
pub(super) struct Place<'w> {
    pub(super) words: &'w Words,
    pub(super) start: usize,
    pub(super) end: usize,
    /// It begins or ends within a word.
    pub(super) inner: bool,
}

/// Finds every name of `names` in a text; at one start the longest comes first.
pub(super) fn find<L: Lookup>(names: &L, words: &Words, found: &mut Vec<L::Found>) {
    for start in 0..words.atoms().len() {
        if let Some(inner) = may_start(words, start) {
            let first = found.len();
            from(names, words, start, inner, found);
            found[first..].reverse();
        }
    }
}

/// Finds every name of `names` that begins at atom `start`, by end.
pub(super) fn from<L: Lookup>(
    names: &L,
    words: &Words,
    start: usize,
    inner: bool,
    found: &mut Vec<L::Found>,
) {
    let atoms = words.atoms();
    let mut letters = Letters { text: "", hash: 0 };
    for at in start..atoms.len() {
        let atom = &atoms[at];
        if at > start {
            let goes_on = match crossing(atoms, at) {
                Crossing::Within if atom.unspaced || atoms[at - 1].unspaced => {
                    names.goes_on_unspaced(letters)
                }
                Crossing::Within | Crossing::Tight => true,
                Crossing::Space => names.goes_on(letters, false),
                Crossing::Hard => names.goes_on(letters, true),
            };
            if !goes_on {
                return;
            }
        }
        letters = Letters {
            text: words.letters(start..at + 1),
            hash: hash_join(letters.hash, atom.hash, atom.len()),
        };
        if letters.text.len() > names.longest() {
            return;
        }
        if let Some(inner_end) = may_end(atoms, at) {
            let place = Place { words, start, end: at + 1, inner: inner || inner_end };
            names.probe(letters, 0, &place, found);
            let form = words.atom_form(atom);
            if form.ends_with('s') && form.len() > 2 {
                names.probe(letters, 1, &place, found);
                if form.ends_with("es") {
                    names.probe(letters, 2, &place, found);
                }
            } else if form.len() >= LONG {
                for ending in ENDINGS.iter().filter(|ending| form.ends_with(**ending)) {
                    names.probe(letters, ending.len(), &place, found);
                }
            }
        }
    }
}

/// Whether a name may begin at atom `at`; the answer tells whether it begins within a word.
pub(super) fn may_start(words: &Words, at: usize) -> Option<bool> {
    let atoms = words.atoms();
    let atom = &atoms[at];
    let free = is_free(atoms, at);
    if atom.gap.is_none() {
        let before = &atoms[at.checked_sub(1)?];
        return (free || atom.capital || words.atom_form(before).ends_with(char::is_numeric))
            .then_some(!free);
    }
    let bound = atom.gap.has(Gap::APOSTROPHE) && !atom.gap.has(Gap::SPACE);
    if bound && !free && at > 0 {
        let before = words.atom_form(&atoms[at - 1]);
        return matches!(
            before,
            "l" | "d" | "qu" | "j" | "m" | "n" | "s" | "t" | "c" | "dell" | "nell" | "all" | "sull" | "un"
        )
        .then_some(false);
    }
    Some(false)
}

/// Whether a name may end behind atom `at`; the answer tells whether it ends within a word.
fn may_end(atoms: &[Atom], at: usize) -> Option<bool> {
    let Some(next) = atoms.get(at + 1) else { return Some(false) };
    let free = is_free(atoms, at + 1);
    if next.gap.is_none() {
        return Some(!free);
    }
    let bound = next.gap.has(Gap::APOSTROPHE) && !next.gap.has(Gap::SPACE);
    (!bound || free || next.len() <= 2).then_some(false)
}

/// Whether the border before atom `at` is one that a script without spaces has everywhere.
fn is_free(atoms: &[Atom], at: usize) -> bool {
    atoms[at].unspaced || at.checked_sub(1).is_some_and(|before| atoms[before].unspaced)
}

impl Place<'_> {
    /// Whether the borders of the place agree with those of a name: `bounded` tells whether the
    /// name has a border after so many bytes of its letters, `bounds` how many it has.
    pub(super) fn borders_agree(
        &self,
        shape: Shape,
        bounds: usize,
        bounded: impl Fn(usize) -> bool,
        plural: usize,
    ) -> bool {
        let atoms = &self.words.atoms()[self.start..self.end];
        let tagged = self.words.list()[atoms[0].word as usize].tag != Tag::None;
        let (mut at, mut seen) = (0, 0);
        for (index, atom) in atoms.iter().enumerate() {
            if index > 0 {
                let own = bounded(at);
                seen += usize::from(own);
                if !own && !is_tight(atoms, index, atoms[0].capital || shape.words > 1) {
                    return false;
                }
            }
            at += atom.len();
        }
        // Written as one word: a hashtag, a handle, capitals within, or too long to be another.
        let run_together = seen < bounds;
        !run_together || tagged || seen > 0 || shape.words < 2 || at - plural >= 9
    }

    /// After how many bytes of its letters punctuation stands in the place.
    pub(super) fn hard_borders(&self) -> impl Iterator<Item = usize> {
        let atoms = &self.words.atoms()[self.start..self.end];
        let mut at = 0;
        (1..atoms.len()).filter_map(move |index| {
            at += atoms[index - 1].len();
            (crossing(atoms, index) == Crossing::Hard).then_some(at)
        })
    }

    /// The match of a name at this place.
    pub(super) fn found(&self, listed: u32, shape: Shape, plural: usize) -> Match {
        Match { listed, shape, atoms: self.start..self.end, inner: self.inner, plural: plural > 0 }
    }
}

/// Whether a name may be written on over the border before the atom `at` where it has none itself: over a
/// hyphen if it is surely a name, by its capital or by its other words.
fn is_tight(atoms: &[Atom], at: usize, sure: bool) -> bool {
    let gap = atoms[at].gap;
    match crossing(atoms, at) {
        Crossing::Within => true,
        Crossing::Tight => !gap.has(Gap::HYPHEN) || gap.has(Gap::LINE) || sure,
        Crossing::Space | Crossing::Hard => false,
    }
}
