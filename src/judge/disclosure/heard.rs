//! What the cues of the disclosure rules hear in a page.

use crate::judge::Judge;
use crate::judge::page::{Page, Text};
use crate::judge::phrases::speaks;
use std::ops::Range;

/// What a phrase is to the judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Praise that names an own product.
    Endorsement,
    /// Praise that names none.
    Praise,
    /// A word that values something: praise where an own product stands beside it.
    Valued,
    /// Somebody asks about an own product.
    Question,
    /// A yes to such a question.
    Approval,
    /// Fault is found in the same sentence.
    Criticism,
    /// The sentence tells facts, or praises something else.
    Factual,
    /// Names the tie and the employer.
    Accepted,
    /// Names the tie; the employer has to stand beside it.
    Adjacent,
    /// Names the tie as a biography does.
    Bio,
    /// Denies the tie.
    Negated,
    /// Sounds like a disclosure and names no employment.
    Insufficient,
    /// Says whose opinion it is.
    Opinion,
    /// Says that it is an advertisement.
    AdLabel,
    /// A word that only one language has.
    Language,
}

impl Role {
    fn of_name(name: &str) -> Option<Role> {
        Some(match name {
            "endorsement" => Role::Endorsement,
            "praise" => Role::Praise,
            "valued" => Role::Valued,
            "question" => Role::Question,
            "approval" => Role::Approval,
            "criticism" => Role::Criticism,
            "factual" => Role::Factual,
            "accepted" => Role::Accepted,
            "accepted-adjacent" => Role::Adjacent,
            "accepted-bio" => Role::Bio,
            "negated" => Role::Negated,
            "insufficient" | "insufficient-tag" => Role::Insufficient,
            "opinion-disclaimer" => Role::Opinion,
            "ad-label" => Role::AdLabel,
            "language" => Role::Language,
            _ => return None,
        })
    }
}

/// A phrase heard.
#[derive(Debug, Clone)]
pub(super) struct Heard<'j> {
    /// What it is to the judgement.
    pub(super) role: Role,
    /// The text it stands in, by number.
    pub(super) text: usize,
    /// Its words there.
    pub(super) words: Range<usize>,
    /// The language of the phrase, if its cue is of one language.
    pub(super) language: Option<&'j str>,
}

impl Heard<'_> {
    /// Whether both stand in one text and share a word.
    pub(super) fn overlaps(&self, other: &Heard<'_>) -> bool {
        self.text == other.text && self.words.start < other.words.end && other.words.start < self.words.end
    }
}

/// Everything heard in `page`, in the order of texts and words.
pub(super) fn all<'j>(judge: &'j Judge<'_>, page: &Page<'_>) -> Vec<Heard<'j>> {
    let mut heard = Vec::new();
    for (number, text) in page.texts.iter().enumerate() {
        for cued in &text.hits {
            let Some(role) = role(judge, cued.cue) else { continue };
            if speaks(judge, page, text, cued.cue, &cued.hit.words) {
                let (words, language) = (cued.hit.words.clone(), language(judge, cued.cue));
                heard.push(Heard { role, text: number, words, language });
            }
        }
        for &(cue, ref found) in text.matches.iter().filter(|_| text.is_read()) {
            let (Some(role), words) = (role(judge, cue), covered(text, &found.whole)) else { continue };
            if !words.is_empty() && speaks(judge, page, text, cue, &words) {
                heard.push(Heard { role, text: number, words, language: language(judge, cue) });
            }
        }
    }
    heard
}

fn language<'j>(judge: &'j Judge<'_>, cue: usize) -> Option<&'j str> {
    match judge.rules.cues[cue].spec.languages.as_slice() {
        [] => Some("en"),
        [one] => Some(one.as_str()),
        _ => None,
    }
}

/// The words that `found`, in bytes, covers.
fn covered(text: &Text<'_>, found: &Range<usize>) -> Range<usize> {
    let list = text.words.list();
    let first = list.partition_point(|word| (word.end as usize) <= found.start);
    let end = list.partition_point(|word| (word.start as usize) < found.end);
    // A sign without a word of its own belongs to the word before it.
    if first < end { first..end } else { end.saturating_sub(1)..end.max(1).min(list.len()) }
}

fn role(judge: &Judge<'_>, cue: usize) -> Option<Role> {
    let cue = &judge.rules.cues[cue];
    let ours = judge.rules.rules[cue.rule].spec.judge.as_deref() == Some("disclosure");
    cue.spec.role.as_deref().filter(|_| ours).and_then(Role::of_name)
}

/// Whether a text is what the writer says: neither somebody else's words nor a field that readers
/// of the post do not see as its text.
pub(super) fn is_own_words(text: &Text<'_>) -> bool {
    !text.block.inside.quote && !super::data::is_hidden_key(text.block.key.as_deref())
}
