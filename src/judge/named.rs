//! Listed names: customers, partners, suppliers, codenames, terms, embargoes, and what was
//! withheld.

use super::heard::{Heard, heard, within};
use super::help::Blanks;
use super::lexicon::{Named, Target};
use super::page::{Page, Text};
use super::{Judge, Raised};
use crate::document::Scope;
use crate::evidence::link::is_published_by_us;
use crate::finding::Light;
use crate::names::Sense;
use crate::policy::{Kind, TermKind};
use crate::span::Span;
use rustc_hash::FxHashSet;

/// The role of a cue that tells of a party what is not about us: where somebody of ours worked before, who
/// quarrels with it.
const WITHOUT_US: &str = "without-us";

/// The role of a cue that names a platform one runs on, in a sentence about us.
const RUN_ON: &str = "run-on";

/// The role of a cue that tells on which day figures will be told.
const DATE_OF_FIGURES: &str = "date-of-figures";

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let others = told(judge, page, "partner", WITHOUT_US);
    let dates = told(judge, page, "embargo", DATE_OF_FIGURES);
    for (number, text) in page.texts.iter().enumerate() {
        for named in &text.names {
            if !is_public_place(judge, text, named)
                || is_told_without_us(judge, text, named, within(&others, &(number..number + 1)))
            {
                continue;
            }
            let found = match named.target {
                Target::Listed(listed) if !named.everyday => listed_name(judge, page, number, named, listed),
                Target::Embargo(_) if is_dated(text, named, within(&dates, &(number..number + 1))) => None,
                Target::Embargo(embargo) => embargoed(judge, page, number, named, embargo),
                Target::Withheld(withheld) => withheld_name(judge, page, number, named, withheld),
                _ => None,
            };
            raised.extend(found);
        }
    }
}

/// What we run on, once `raised` has told it as ours somewhere in a piece, is ours wherever else that piece
/// names it in a sentence about us.
pub(super) fn raise_again(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let names = page.texts.iter().enumerate().flat_map(|(number, text)| {
        text.names.iter().filter(|named| named.everyday).filter_map(move |named| match named.target {
            Target::Listed(listed) => Some((number, named, listed)),
            _ => None,
        })
    });
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        return;
    }
    let list = |listed: u32| judge.policy.listed[listed as usize].kind.list_name();
    let ours: FxHashSet<(Option<usize>, u32)> = raised
        .iter()
        .filter(|one| one.light == Light::Red)
        .filter_map(|one| Some((one, one.listed?)))
        .filter(|(one, listed)| rule_for(judge, list(*listed)) == Some(one.rule))
        .map(|(one, listed)| (page.texts[one.text].piece, listed))
        .collect();
    let run_on: FxHashSet<(usize, usize)> = told(judge, page, "supplier", RUN_ON)
        .iter()
        .flat_map(|one| one.words.clone().map(|word| (one.text, word)))
        .collect();
    let known: FxHashSet<(usize, Span)> =
        raised.iter().filter(|one| one.listed.is_some()).map(|one| (one.text, one.span)).collect();
    for (number, named, listed) in names {
        let text = &page.texts[number];
        if ours.contains(&(text.piece, listed))
            && run_on.contains(&(number, named.words.start))
            && is_public_place(judge, text, named)
            && let Some(mut found) = listed_name(judge, page, number, named, listed)
            && !known.contains(&(number, found.span))
        {
            found.label = format!("on the {} list, and told as ours in this text", list(listed));
            raised.push(found);
        }
    }
}

/// What the cues of `role` hear in the rule of `list`, in reading order.
fn told<'j>(judge: &'j Judge<'_>, page: &Page<'_>, list: &str, role: &str) -> Vec<Heard<'j>> {
    let rule =
        if page.texts.iter().any(|text| !text.names.is_empty()) { rule_for(judge, list) } else { None };
    let mut told = rule.map_or_else(Vec::new, |rule| heard(judge, page, rule));
    told.retain(|one| one.role == role);
    told
}

/// Whether only the day is told on which the figures named will be.
fn is_dated(text: &Text<'_>, named: &Named, dates: &[Heard<'_>]) -> bool {
    dates.iter().any(|one| {
        one.words.start < named.words.end
            && named.words.start < one.words.end
            && text.sentence(&one.words).contains(&named.words.start)
    })
}

/// Whether a partner or supplier is named without us, as the employer that somebody left for us: within one
/// of `others`, or in its sentence and behind it. A customer is not to be named as that either.
fn is_told_without_us(judge: &Judge<'_>, text: &Text<'_>, named: &Named, others: &[Heard<'_>]) -> bool {
    let Target::Listed(listed) = named.target else { return false };
    matches!(judge.policy.listed[listed as usize].kind, Kind::Partner | Kind::Supplier)
        && others.iter().any(|one| {
            let within = one.words.contains(&named.words.start);
            let behind = one.words.end <= named.words.start;
            within || behind && text.sentence(&one.words).contains(&named.words.start)
        })
}

/// Whether a name at this place would be published by us: not the target of a link elsewhere.
fn is_public_place(judge: &Judge<'_>, text: &Text<'_>, named: &Named) -> bool {
    text.block.scope != Scope::LinkTarget
        || is_published_by_us(&judge.policy.company, text.str(), named.range.start)
}

fn rule_for(judge: &Judge<'_>, list: &str) -> Option<usize> {
    judge.rules.rules.iter().position(|rule| rule.spec.lists.iter().any(|own| own == list))
}

fn listed_name(
    judge: &Judge<'_>,
    page: &Page<'_>,
    number: usize,
    named: &Named,
    listed: u32,
) -> Option<Raised> {
    let entry = &judge.policy.listed[listed as usize];
    let rule = rule_for(judge, entry.kind.list_name())?;
    let mut light = judge.light(rule, None)?;
    if named.sense < Sense::Name {
        light = light.min(judge.doubt());
    }
    let mut found = judge.finding(page, number, rule, light, named.range.clone());
    found.category = named.term.map(|term| match term {
        TermKind::TradeSecret => "trade-secret",
        TermKind::WorkProcess => "work-process",
        TermKind::ProjectDetail => "project-detail",
    });
    found.listed = Some(listed);
    found.label = format!("on the {} list, not on the public record, not approved", entry.kind.list_name());
    found.help =
        judge.fill(&found.help, &Blanks { name: &found.words, listed: Some(entry), ..Blanks::default() });
    found.subject = match &named.seal {
        Some(seal) => seal.pseudonym.clone(),
        None => crate::word::plain(&entry.name),
    };
    found.seal.clone_from(&named.seal);
    Some(found)
}

fn embargoed(
    judge: &Judge<'_>,
    page: &Page<'_>,
    number: usize,
    named: &Named,
    embargo: u32,
) -> Option<Raised> {
    let embargo = &judge.policy.embargoes[embargo as usize];
    if judge.now >= embargo.until || named.sense < Sense::Name {
        return None;
    }
    let rule = rule_for(judge, "embargo")?;
    let light = judge.light(rule, Some(Light::Red))?;
    let mut found = judge.finding(page, number, rule, light, named.range.clone());
    found.label = format!("under embargo until {}", embargo.until);
    found.help = judge.fill(&found.help, &Blanks { name: &found.words, ..Blanks::default() });
    Some(found)
}

/// A name that no list holds and that was asked not to be mentioned.
fn withheld_name(
    judge: &Judge<'_>,
    page: &Page<'_>,
    number: usize,
    named: &Named,
    withheld: u32,
) -> Option<Raised> {
    let text = &page.texts[number];
    let listed = text
        .names
        .iter()
        .any(|other| matches!(other.target, Target::Listed(_)) && other.words == named.words);
    let rule = rule_for(judge, "customer").filter(|_| !listed)?;
    let light = judge.light(rule, None)?;
    let mut found = judge.finding(page, number, rule, light, named.range.clone());
    let why = judge.policy.withheld[withheld as usize].why.as_deref().unwrap_or("the policy withholds it");
    found.label = format!("not to be mentioned: {why}");
    found.help = judge.fill(&found.help, &Blanks { name: &found.words, ..Blanks::default() });
    Some(found)
}
