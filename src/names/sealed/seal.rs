//! Sealing: from names to a file of digests.

use super::digest::Digests;
use super::file::SealedFile;
use super::payload::Payload;
use super::{Key, ROUND, index};
use crate::names::{Index, Shape};
use crate::word::{Words, unspaced};
use rustc_hash::FxHashSet;

/// Seals names as a list of `kind`: for each its spellings, and a byte that says what the policy
/// knows of it. The same names and key give the same text.
#[must_use]
pub fn seal<'n, S>(key: &Key, kind: &str, names: impl IntoIterator<Item = (S, u8)>) -> String
where
    S: IntoIterator<Item = &'n str>,
{
    let digests = key.digests(kind);
    let mut index = Index::default();
    let mut marks = Vec::new();
    let mut words = Words::default();
    for (spellings, mark) in names {
        for spelling in spellings {
            index.add(spelling, marks.len() as u32, &mut words);
        }
        marks.push(mark);
    }
    let mut file = SealedFile { kind: kind.to_owned(), key: key.id(), ..SealedFile::default() };
    let mut seen: FxHashSet<[u8; 16]> = FxHashSet::default();
    let mut add = |letters: &[u8], payload: Payload| {
        for nth in 0..=u8::MAX {
            let id = digests.letters(letters, nth).id;
            if seen.insert(id) {
                file.entries.push((id, payload.masked(&digests.mask(letters, nth))));
                return;
            }
        }
    };
    let count = Payload { listed: marks.len() as u32, mark: 0, shape: Shape::default(), bounds: 0 };
    add(index::COUNT, count);
    let mut prefixes = FxHashSet::default();
    for spelling in index.spellings() {
        let mark = marks.get(spelling.listed as usize).copied().unwrap_or(0);
        let bounds = spelling.bounds().fold(0, |bits, (at, _)| bits | 1 << at);
        add(spelling.letters, Payload { listed: spelling.listed, mark, shape: spelling.shape, bounds });
        for (at, hard) in spelling.bounds() {
            let digest = digests.letters(&spelling.letters[..at], 0);
            prefixes.insert(if hard { digest.hard } else { digest.soft });
        }
        prefixes.extend(
            borders_of_letters(spelling.letters).map(|at| digests.letters(&spelling.letters[..at], 0).soft),
        );
    }
    fill(&mut file, prefixes, &digests);
    file.to_text(&digests)
}

/// Where letters of a script without spaces stand: a text may be taken apart at each.
fn borders_of_letters(letters: &[u8]) -> impl Iterator<Item = usize> {
    let text = str::from_utf8(letters).unwrap_or_default();
    let marks = text.char_indices().filter(|(_, c)| unspaced(*c));
    marks.flat_map(|(at, c)| [at, at + c.len_utf8()]).filter(move |&at| at > 0 && at < text.len())
}

/// Rounds the numbers of entries up, and sorts them: neither their order nor their number tells
/// of the list.
fn fill(file: &mut SealedFile, mut prefixes: FxHashSet<u32>, digests: &Digests) {
    let mut fillers = (0..).map(|number| digests.filler(number));
    while !file.entries.len().is_multiple_of(ROUND) {
        let Some(bytes) = fillers.next() else { return };
        file.entries.push((std::array::from_fn(|at| bytes[at]), std::array::from_fn(|at| bytes[16 + at])));
    }
    while prefixes.is_empty() || !prefixes.len().is_multiple_of(ROUND) {
        let Some(bytes) = fillers.next() else { return };
        prefixes.insert(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
    }
    file.prefixes = prefixes.into_iter().collect();
    file.prefixes.sort_unstable();
    file.entries.sort_unstable();
}
