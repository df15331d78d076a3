//! Cues: phrases with their conditions, as the rules' data says.

use super::address::address;
use super::help::Blanks;
use super::lexicon::{Named, Target};
use super::page::{Cued, Page, Text};
use super::{Judge, Raised};
use crate::document::{MarkKind, Scope, is_setting};
use crate::finding::Light;
use crate::rule::engine::Hit;
use crate::rule::set::{Cue, Part, Place};
use crate::rule::slots::Slot;
use crate::word::{Gap, Word};
use std::ops::Range;

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    for (number, text) in page.texts.iter().enumerate() {
        for cued in &text.hits {
            let cue = &judge.rules.cues[cued.cue];
            if cue.spec.role.is_none()
                && speaks(judge, page, text, cued.cue, &cued.hit.words)
                && !is_in_address(text, &cued.hit.words)
                && !leans_on_our_name(text, &cued.hit)
            {
                raised.extend(find(judge, page, number, cued));
                raised.extend(alike(judge, page, number, cued));
            }
        }
        raised.extend(patterns(judge, page, number));
    }
}

/// Whether words are a part of a web address, which tells nothing: `/work-with-us/debt-adviser`.
fn is_in_address(text: &Text<'_>, words: &Range<usize>) -> bool {
    address(text.block, &text.bytes(words.clone())).is_some()
}

/// Whether a phrase begins or ends with a word of what we or a product of ours are called, which it does
/// not ask for: the porter of `Gate Porter`.
fn leans_on_our_name(text: &Text<'_>, hit: &Hit) -> bool {
    let ends = [hit.words.start, hit.words.end - 1];
    text.names_over(&hit.words).any(|named| {
        named.target.is_ours()
            && ends.iter().any(|end| named.words.contains(end))
            && !hit.slots.iter().any(|(_, slot)| slot.start < named.words.end && named.words.start < slot.end)
    })
}

/// Whether a cue with a hit at `words` of `text` speaks: it stands in its place, and its conditions hold.
/// (Only what applies there is looked for.)
#[must_use]
pub(super) fn speaks(
    judge: &Judge<'_>,
    page: &Page<'_>,
    text: &Text<'_>,
    cue: usize,
    words: &Range<usize>,
) -> bool {
    (judge.rules.cues[cue].spec.places.is_empty()
        || judge.rules.cues[cue].spec.places.iter().any(|place| stands(page, text, *place, words)))
        && holds(judge, page, text, cue, words)
}

fn stands(page: &Page<'_>, text: &Text<'_>, place: Place, words: &Range<usize>) -> bool {
    if text.block.key.as_deref().is_some_and(is_setting) {
        return false;
    }
    let starts = text.words.gap(words.start).has(Gap::LINE_START.and(Gap::START));
    let ends = text.words.gap(words.end).has(Gap::LINE);
    match place {
        Place::LineStart => starts,
        Place::OwnLine => starts && ends,
        Place::Heading => text.block.scope == Scope::Heading,
        Place::Field => text.block.scope == Scope::Field,
        Place::FirstLine => {
            page.is_first(text)
                && text.words.list()[1.min(words.start)..=words.start]
                    .iter()
                    .all(|word| !word.gap.has(Gap::LINE) || word.gap.has(Gap::START))
        }
    }
}

/// Whether the conditions of a cue hold around `words`.
fn holds(judge: &Judge<'_>, page: &Page<'_>, text: &Text<'_>, number: usize, words: &Range<usize>) -> bool {
    let spec = &judge.rules.cues[number].spec;
    let sentence = text.sentence(words);
    let anywhere = 0..usize::MAX;
    let in_sentence = |part| text.says(number, part, &sentence);
    let in_paragraph = |part| page.paragraph(text).any(|other| other.says(number, part, &anywhere));
    let in_piece = |part| page.is_heard(text, number, part);
    (!spec.has(Part::Sentence) || in_sentence(Part::Sentence))
        && (!spec.has(Part::Paragraph) || in_paragraph(Part::Paragraph))
        && (!spec.has(Part::Piece) || in_piece(Part::Piece))
        && (!spec.has(Part::NotSentence) || !in_sentence(Part::NotSentence))
        && (!spec.has(Part::NotParagraph) || !in_paragraph(Part::NotParagraph))
        && (!spec.has(Part::NotPiece) || !in_piece(Part::NotPiece))
}

/// Whether the second cue stands in the same paragraph.
fn has_second(page: &Page<'_>, text: &Text<'_>, cue: usize) -> bool {
    page.paragraph(text).any(|other| other.says(cue, Part::Second, &(0..usize::MAX)))
}

fn find(judge: &Judge<'_>, page: &Page<'_>, number: usize, cued: &Cued) -> Option<Raised> {
    let cue = &judge.rules.cues[cued.cue];
    let words = match cue.spec.report {
        Some(slot) => cued.hit.slots.iter().find(|(own, _)| *own == slot).map(|(_, words)| words.clone()),
        None => None,
    };
    let words = words.map(|words| match cue.spec.report {
        Some(Slot::Org | Slot::Firm | Slot::Business) => {
            name_in(page.texts[number].organisations(judge.policy), words)
        }
        _ => words,
    });
    let told = || to_its_end(&page.texts[number], cued.hit.words.clone());
    at(judge, page, number, cued, words.unwrap_or_else(told))
}

/// What a phrase found, to the end of its clause where that is near, and never to a small word that only
/// leads on: `we will open a` is half a thought.
fn to_its_end(text: &Text<'_>, words: Range<usize>) -> Range<usize> {
    const NEAR: usize = 6;
    const PARTS: Gap = Gap::END.and(Gap::COMMA).and(Gap::MARK).and(Gap::QUOTE).and(Gap::LINE);
    const SMALL: [&str; 18] = [
        "a", "an", "the", "our", "its", "his", "her", "their", "this", "to", "of", "in", "with", "for", "on",
        "at", "by", "from",
    ];
    let list = text.words.list();
    // The comma in `85,000` parts nothing.
    let within_figure = |word: &Word| {
        let digit = text.words.form(word).starts_with(|first: char| first.is_ascii_digit());
        digit && !word.gap.has(Gap::SPACE.and(Gap::LINE))
    };
    let ends = |at: &usize| list.get(*at).is_none_or(|word| word.gap.has(PARTS) && !within_figure(word));
    let leads_on = |at: usize| SMALL.contains(&text.words.form(&list[at]));
    let near = (words.end..=words.end + NEAR).find(ends);
    let end = near.or_else(|| (words.end..=words.end + NEAR).find(|at| !leads_on(at - 1)));
    words.start..end.unwrap_or(words.end)
}

/// The name itself where `words` are what stands for an organisation: `the team at X`.
fn name_in(names: &[Range<usize>], words: Range<usize>) -> Range<usize> {
    let within = |own: &&Range<usize>| words.start <= own.start && own.end <= words.end;
    names.iter().filter(within).min_by_key(|own| own.len()).cloned().unwrap_or(words)
}

/// Names that stand in one list with the reported one: `clients such as X, Y and Z`.
fn alike(judge: &Judge<'_>, page: &Page<'_>, number: usize, cued: &Cued) -> Vec<Raised> {
    const AND: [&str; 9] = ["and", "or", "und", "oder", "et", "y", "e", "en", "plus"];
    let text = &page.texts[number];
    let list = text.words.list();
    let mut raised = Vec::new();
    if judge.rules.cues[cued.cue].spec.report != Some(Slot::Org) {
        return raised;
    }
    let names = text.organisations(judge.policy);
    let first = cued.hit.slots.iter().find(|(slot, _)| *slot == Slot::Org);
    let mut end = first.map(|(_, words)| name_in(names, words.clone()).end);
    while let Some(last) = end.filter(|last| *last < list.len() && !list[*last].gap.has(Gap::END)) {
        let joins = |at: usize| AND.contains(&text.words.form(&list[at]));
        if !joins(last) && !list[last].gap.has(Gap::COMMA) {
            break;
        }
        let between = |at: usize| joins(at) || text.words.form(&list[at]) == "the";
        let next = names
            .iter()
            .filter(|name| (last..=last + 2).contains(&name.start) && (last..name.start).all(between))
            .min_by_key(|name| name.start);
        let Some(name) = next.cloned() else { break };
        end = Some(name.end);
        raised.extend(at(judge, page, number, cued, name));
    }
    raised
}

/// The finding of a cue about the words `reported`.
fn at(
    judge: &Judge<'_>,
    page: &Page<'_>,
    number: usize,
    cued: &Cued,
    reported: Range<usize>,
) -> Option<Raised> {
    let text = &page.texts[number];
    let cue = &judge.rules.cues[cued.cue];
    let range = text.bytes(reported.clone());
    if text.block.marked(range.start, |kind| *kind == MarkKind::Code) {
        return None;
    }
    let listed = listed(text, &reported);
    // A listed name that is no everyday tool speaks for itself.
    if matches!(cue.spec.report, Some(Slot::Org | Slot::Firm | Slot::Business))
        && listed.is_some_and(|(_, named)| !named.everyday)
    {
        return None;
    }
    let second = has_second(page, text, cued.cue);
    let light = light(judge, cue, second)?;
    let mut found = judge.finding(page, number, cue.rule, light, range);
    dress(judge, cue, &mut found, listed.map(|(number, _)| number));
    found.seal = listed.and_then(|(_, named)| named.seal.clone());
    // What is told beside a name is not public because the name is.
    let name = judge.rules.rules[cue.rule].category().ends_with("-name");
    if !name && listed.is_some_and(|(_, named)| named.words != reported) {
        found.listed = None;
    }
    Some(found)
}

/// The listed name at `words`.
fn listed<'t>(text: &'t Text<'_>, words: &Range<usize>) -> Option<(u32, &'t Named)> {
    text.names.iter().find_map(|named| match named.target {
        Target::Listed(number) if named.words.start < words.end && words.start < named.words.end => {
            Some((number, named))
        }
        _ => None,
    })
}

fn light(judge: &Judge<'_>, cue: &Cue, second: bool) -> Option<Light> {
    let own = cue.spec.light.map(Option::<Light>::from);
    let light = match (second, own) {
        (true, _) => cue.spec.second_light.map_or(Some(Light::Red), Option::<Light>::from),
        (false, Some(own)) => own,
        (false, None) => None,
    };
    let light = judge.light(cue.rule, light)?;
    Some(if light == Light::Yellow && cue.spec.light.is_some() { judge.doubt().max(light) } else { light })
}

fn dress(judge: &Judge<'_>, cue: &Cue, found: &mut Raised, listed: Option<u32>) {
    if let Some(label) = &cue.spec.label {
        found.label.clone_from(label);
    }
    if let Some(help) = &cue.spec.help {
        found.help.clone_from(help);
    }
    found.listed = listed;
    let entry = listed.map(|number| &judge.policy.listed[number as usize]);
    found.help = judge.fill(&found.help, &Blanks { name: &found.words, listed: entry, ..Blanks::default() });
}

/// Findings by regular expressions.
fn patterns(judge: &Judge<'_>, page: &Page<'_>, number: usize) -> Vec<Raised> {
    let text = &page.texts[number];
    let mut raised = Vec::new();
    for &(index, ref found) in &text.matches {
        let cue = &judge.rules.cues[index];
        let words = text.touched(&found.report);
        if cue.spec.role.is_some() || words.is_empty() || !speaks(judge, page, text, index, &words) {
            continue;
        }
        let second = has_second(page, text, index);
        if let Some(light) = light(judge, cue, second) {
            let mut one = judge.finding(page, number, cue.rule, light, found.report.clone());
            dress(judge, cue, &mut one, None);
            raised.push(one);
        }
    }
    raised
}
