//! Which conditions of cues are looked for in which text: those of the cues that spoke there, and
//! of the cues that spoke elsewhere in its paragraph or its piece.

use crate::rule::set::{Part, RuleSet};
use crate::rule::wanted::Wanted;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What a cue asks for anywhere in the piece or in the head.
pub(super) const IN_PIECE: [Part; 2] = [Part::Piece, Part::NotPiece];

/// What a cue asks for anywhere in the paragraph.
const IN_PARAGRAPH: [Part; 3] = [Part::Paragraph, Part::NotParagraph, Part::Second];

/// What a cue asks for in the sentence.
const IN_SENTENCE: [Part; 2] = [Part::Sentence, Part::NotSentence];

/// The cues that found something in a text.
#[derive(Debug)]
pub(super) struct Spoke {
    /// The piece, `None` for the head, and the paragraph of the text.
    place: (Option<usize>, u32),
    /// Each once.
    cues: Vec<usize>,
}

impl Spoke {
    /// `cues` may hold one several times.
    pub(super) fn new(place: (Option<usize>, u32), mut cues: Vec<usize>) -> Self {
        cues.sort_unstable();
        cues.dedup();
        Spoke { place, cues }
    }
}

/// What is looked for in each text of a page, in their order.
pub(super) fn wanted<'s>(rules: &'s RuleSet, spoke: &'s [Spoke]) -> impl Iterator<Item = Wanted> + 's {
    let asks = |cue: usize, parts: &[Part]| parts.iter().any(|part| rules.cues[cue].spec.has(*part));
    let mut beside: FxHashMap<(Option<usize>, u32), BTreeSet<usize>> = FxHashMap::default();
    let mut around: FxHashMap<Option<usize>, BTreeSet<usize>> = FxHashMap::default();
    for text in spoke {
        for &cue in text.cues.iter().filter(|&&cue| asks(cue, &IN_PARAGRAPH)) {
            beside.entry(text.place).or_default().insert(cue);
        }
        for &cue in text.cues.iter().filter(|&&cue| asks(cue, &IN_PIECE)) {
            around.entry(text.place.0).or_default().insert(cue);
            around.entry(None).or_default().insert(cue);
        }
    }
    spoke.iter().map(move |text| {
        let mut wanted = Wanted::default();
        let mut ask = |cue: usize, parts: &[Part]| rules.want(cue, parts, |owner| wanted.add(owner));
        text.cues.iter().for_each(|&cue| ask(cue, &IN_SENTENCE));
        beside.get(&text.place).into_iter().flatten().for_each(|&cue| ask(cue, &IN_PARAGRAPH));
        around.get(&text.place.0).into_iter().flatten().for_each(|&cue| ask(cue, &IN_PIECE));
        wanted
    })
}
