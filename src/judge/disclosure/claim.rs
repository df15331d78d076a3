//! The claim of a piece: the first praise of an own product in it.

use super::heard::{Heard, Role, is_own_words};
use super::tie::is_beside_brand;
use super::{data, employer, language};
use crate::document::{MarkKind, Scope};
use crate::evidence::link::is_own;
use crate::judge::Judge;
use crate::judge::page::{Page, Text};
use crate::policy::ChannelKind;
use crate::word::Tag;
use std::ops::Range;

/// Length in bytes up to which the whole sentence is shown, not only the words of praise.
const SHOWN: usize = 140;

/// Letters that the name of an own product has at least to be known within a longer hashtag.
const TELLING: usize = 4;

/// Praise of an own product.
#[derive(Debug)]
pub(super) struct Claim<'j> {
    /// The text it stands in, by number.
    pub(super) text: usize,
    /// Bytes of the words of praise.
    pub(super) bytes: Range<usize>,
    /// Bytes that a report shows: the sentence, if it is short.
    pub(super) shown: Range<usize>,
    /// Its language, if that is known.
    pub(super) language: Option<&'j str>,
    /// Languages in which a disclosure is understood; any, if it is empty.
    understood: Vec<&'j str>,
}

impl Claim<'_> {
    /// Whether readers of the claim understand a disclosure in that language.
    pub(super) fn understands(&self, language: Option<&str>) -> bool {
        self.understood.is_empty() || language.is_none_or(|own| self.understood.contains(&own))
    }
}

/// The first praise of an own product in `piece`.
pub(super) fn first<'j>(
    judge: &Judge<'_>,
    page: &Page<'_>,
    heard: &[Heard<'j>],
    piece: usize,
) -> Option<Claim<'j>> {
    let asked = heard
        .iter()
        .any(|one| one.role == Role::Question && page.texts[one.text].piece.is_none_or(|own| own == piece));
    let claimed = |one: &&Heard<'_>| {
        let text = &page.texts[one.text];
        let praised = match one.role {
            Role::Endorsement => true,
            Role::Praise => asked || near_brand(judge, page, piece, text),
            Role::Valued => is_of_own(judge, page, piece, one),
            Role::Approval => asked && is_answer(page, text),
            _ => false,
        };
        praised && text.piece == Some(piece) && is_said(text, one) && !is_cancelled(text, heard, one)
    };
    let punchline = punchline(page, piece);
    let all = heard.iter().filter(claimed).chain(punchline.iter());
    let found = all.min_by_key(|one| (one.text, one.words.start));
    found.or_else(|| hinted(judge, page, heard, piece)).map(|found| claim(page, heard, found))
}

/// Refused wording, such as an ambassador's, in a social post that names the product: whoever
/// takes the trouble speaks of the product to its credit.
fn hinted<'h, 'j>(
    judge: &Judge<'_>,
    page: &Page<'_>,
    heard: &'h [Heard<'j>],
    piece: usize,
) -> Option<&'h Heard<'j>> {
    let social = page.settings.get(piece)?.kind == ChannelKind::Social;
    heard.iter().find(|one| {
        let text = &page.texts[one.text];
        social
            && one.role == Role::Insufficient
            && text.piece == Some(piece)
            && is_said(text, one)
            && near_brand(judge, page, piece, text)
            && !page.piece(piece).any(|other| fault_is_found(page, other, heard))
    })
}

/// Whether some sentence of a text finds fault or tells facts.
fn fault_is_found(page: &Page<'_>, text: &Text<'_>, heard: &[Heard<'_>]) -> bool {
    heard.iter().any(|one| {
        matches!(one.role, Role::Criticism | Role::Factual) && std::ptr::eq(&page.texts[one.text], text)
    })
}

fn claim<'j>(page: &Page<'_>, heard: &[Heard<'j>], found: &Heard<'j>) -> Claim<'j> {
    let text = &page.texts[found.text];
    let sentence = text.sentence(&found.words);
    let told = language::of_words(heard, found.text, &sentence);
    let praise = |one: &&Heard<'_>| {
        matches!(one.role, Role::Endorsement | Role::Praise | Role::Valued)
            && one.text == found.text
            && sentence.contains(&one.words.start)
    };
    let understood = match told {
        _ if sentence.len() < data::disclosure().position.language_words => Vec::new(),
        Some(language) => vec![language],
        None => heard.iter().filter(praise).filter_map(|one| one.language).collect(),
    };
    let bytes = text.bytes(found.words.clone());
    let whole = text.bytes(sentence);
    let shown = if whole.len() <= SHOWN { whole } else { bytes.clone() };
    Claim { text: found.text, bytes, shown, language: told.or(found.language), understood }
}

/// Whether the writer says it to readers: not in somebody else's words, not as code or struck out.
fn is_said(text: &Text<'_>, one: &Heard<'_>) -> bool {
    let at = text.bytes(one.words.clone()).start;
    is_own_words(text) && !text.block.marked(at, |kind| matches!(kind, MarkKind::Code | MarkKind::Strike))
}

/// Whether the sentence finds fault, or tells facts or praises something else.
fn is_cancelled(text: &Text<'_>, heard: &[Heard<'_>], one: &Heard<'_>) -> bool {
    let sentence = text.sentence(&one.words);
    heard.iter().any(|other| {
        matches!(other.role, Role::Criticism | Role::Factual)
            && other.text == one.text
            && other.words.start < sentence.end
            && sentence.start < other.words.end
    })
}

/// Whether a text answers what somebody else asked.
fn is_answer(page: &Page<'_>, text: &Text<'_>) -> bool {
    !text.block.inside.quote
        && page.texts.iter().any(|other| other.piece == text.piece && other.block.inside.quote)
}

/// A sentence that is nothing but the product's name, beside others: "One app on my phone. FieldNote."
/// Who tells facts makes sentences.
fn punchline<'j>(page: &Page<'_>, piece: usize) -> Option<Heard<'j>> {
    let social = page.settings.get(piece).is_some_and(|setting| setting.kind == ChannelKind::Social);
    let mut texts = page.texts.iter().enumerate().filter(|_| social);
    texts.find_map(|(number, text)| {
        let prose = text.piece == Some(piece) && text.block.scope == Scope::Prose && is_own_words(text);
        let length = text.words.list().len();
        let mut names = text.names.iter().filter(|_| prose).filter(|named| {
            let tagged = text.words.list()[named.words.clone()].iter().any(|word| word.tag != Tag::None);
            named.target.is_ours() && !tagged
        });
        let alone = names.find(|named| {
            let sentence = text.sentence(&named.words);
            sentence == named.words && sentence.start > 2 && sentence.len() < length
        })?;
        Some(Heard { role: Role::Endorsement, text: number, words: alone.words.clone(), language: None })
    })
}

/// Whether what a word values is an own product: one named in its sentence, or else one that the
/// sentence takes up from the sentence before ("it is a joy") or that a bare exclamation stands
/// beside ("Magic.").
fn is_of_own(judge: &Judge<'_>, page: &Page<'_>, piece: usize, one: &Heard<'_>) -> bool {
    let text = &page.texts[one.text];
    let sentence = text.sentence(&one.words);
    if text.names_brand(&sentence) {
        return true;
    }
    let beside =
        || is_beside_brand(page, one) || is_short(page, piece) && near_brand(judge, page, piece, text);
    let form = |at: usize| text.words.list().get(at).map_or("", |word| text.words.form(word));
    let first = form(sentence.start);
    let both = format!("{first} {}", form(sentence.start + 1));
    let claim = &data::disclosure().claim;
    if claim.pronouns.iter().any(|own| *own == first || *own == both) {
        return match sentence.start {
            0 => beside(),
            start => text.names_brand(&(text.words.sentence_start(start - 1)..start)),
        };
    }
    // "The coffee was excellent" speaks of the coffee; "the best there is" of what was named.
    let other = one.words.start > sentence.start + 1 && claim.articles.iter().any(|own| own == first);
    let plain = text.words.list()[sentence.clone()].iter().filter(|word| word.tag == Tag::None).count();
    let exclaims = plain <= claim.exclamation && !other;
    exclaims && !claim.subjects.iter().any(|own| own == first) && beside()
}

/// Whether a piece is a post so short that it speaks of one thing.
fn is_short(page: &Page<'_>, piece: usize) -> bool {
    let social = page
        .settings
        .get(piece)
        .is_some_and(|setting| matches!(setting.kind, ChannelKind::Social | ChannelKind::Reply));
    let read = page.piece(piece).filter(|text| text.is_read() && is_own_words(text));
    social && read.map(|text| text.words.list().len()).sum::<usize>() <= data::disclosure().claim.short_post
}

/// Whether an own product is named where praise that names none is read as praise of it: anywhere
/// in a social piece, in the same or the neighbouring paragraph of an article.
fn near_brand(judge: &Judge<'_>, page: &Page<'_>, piece: usize, text: &Text<'_>) -> bool {
    let social = page
        .settings
        .get(piece)
        .is_some_and(|setting| matches!(setting.kind, ChannelKind::Social | ChannelKind::Reply));
    let names = employer::joined(&judge.policy.company);
    page.texts.iter().any(|other| {
        let near = match other.piece {
            None => social,
            Some(own) => {
                own == piece && (social || other.block.paragraph.abs_diff(text.block.paragraph) <= 1)
            }
        };
        near && names_own(judge, other, &names)
    })
}

/// Whether a text names the company or a product: by name, in a hashtag, by a link to it.
fn names_own(judge: &Judge<'_>, text: &Text<'_>, names: &[String]) -> bool {
    match text.block.scope {
        Scope::Path | Scope::Markup => return false,
        Scope::LinkTarget => return is_own(&judge.policy.company, text.str()),
        _ => {}
    }
    let named = text.names.iter().any(|named| named.target.is_ours());
    named
        || text.words.list().iter().filter(|word| word.tag != Tag::None).any(|word| {
            let form = text.words.form(word);
            names.iter().any(|name| {
                name.len() >= TELLING && (form.starts_with(name.as_str()) || form.ends_with(name.as_str()))
            })
        })
}
