//! Employee disclosure: praise of an own product by someone who works for its maker, and whether
//! readers are told so where they cannot miss it.
//!
//! The phrases are data (`policy/rules/disclosure-*.toml`); what stands here is what no phrase can
//! say: which praise is of an own product ([`claim`]), what tells the tie ([`tie`]), and whether it
//! stands where readers see it in time ([`place`]).

mod claim;
mod data;
mod employer;
mod heard;
mod language;
mod place;
mod tags;
mod tie;

use super::help::Blanks;
use super::page::Page;
use super::{Judge, Raised};
use crate::policy::Voice;
use claim::Claim;
use heard::{Heard, Role};
use place::{Miss, Sight};
use tie::Tie;

/// What is wrong with the disclosure of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// There is none.
    Missing,
    /// Only words that name no employer, or that deny the tie.
    Insufficient,
    /// It names the tie, but not where readers see it in time.
    Buried(Miss),
    /// It names the tie in another language than the praise.
    Language,
}

impl Verdict {
    /// The rule that says it.
    fn rule(self) -> &'static str {
        match self {
            Verdict::Missing => "disclosure-missing",
            Verdict::Insufficient => "disclosure-insufficient",
            Verdict::Buried(_) => "disclosure-buried",
            Verdict::Language => "disclosure-language",
        }
    }
}

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let speaks = |piece: &usize| page.settings[*piece].voice == Voice::Employee;
    let pieces: Vec<usize> = (0..page.settings.len()).filter(speaks).collect();
    if pieces.is_empty() {
        return;
    }
    let heard = heard::all(judge, page);
    let ties = tie::all(judge, page, &heard);
    for piece in pieces {
        let Some(claim) = claim::first(judge, page, &heard, piece) else { continue };
        let sight = Sight::new(page, piece);
        if let Some(verdict) = verdict(judge, page, &heard, &ties, &claim, &sight) {
            raised.extend(finding(judge, page, &heard, &claim, &sight, verdict));
        }
    }
}

fn verdict(
    judge: &Judge<'_>,
    page: &Page<'_>,
    heard: &[Heard<'_>],
    ties: &[Tie<'_>],
    claim: &Claim<'_>,
    sight: &Sight<'_, '_>,
) -> Option<Verdict> {
    let mut worst = None;
    for tie in ties.iter().filter(|tie| sight.reaches(page.texts[tie.text].piece)) {
        match sight.miss(tie, claim) {
            None if claim.understands(tie.language) => return None,
            None => worst = Some(Verdict::Language),
            Some(miss) => worst = worst.or(Some(Verdict::Buried(miss))),
        }
    }
    let hinted = |role| matches!(role, Role::Insufficient | Role::Opinion | Role::AdLabel | Role::Negated);
    let hints = heard.iter().any(|one| {
        hinted(one.role)
            && !page.texts[one.text].block.inside.quote
            && sight.holds(page.texts[one.text].piece)
    });
    worst.or(Some(if hints || tags::any_insufficient(judge, page, sight.piece) {
        Verdict::Insufficient
    } else {
        Verdict::Missing
    }))
}

fn finding(
    judge: &Judge<'_>,
    page: &Page<'_>,
    heard: &[Heard<'_>],
    claim: &Claim<'_>,
    sight: &Sight<'_, '_>,
    verdict: Verdict,
) -> Option<Raised> {
    let rule = judge.rules.find(verdict.rule())?;
    let light = judge.light(rule, None)?;
    let employer = employer::short(&judge.policy.company);
    let language = claim.language.or_else(|| language::of_piece(page, heard, sight.piece)).unwrap_or("en");
    let sentence = data::sentence(language).replace("{employer}", &employer);
    let mut found = judge.finding(page, claim.text, rule, light, claim.shown.clone());
    let label = match verdict {
        Verdict::Buried(miss) => miss.told(sight),
        _ => found.label,
    };
    let blanks = Blanks { name: &found.words, disclosure: Some(&sentence), ..Blanks::default() };
    let help = judge.fill(&found.help.replace("{employer}", &employer), &blanks);
    found.help = match sight.fold() {
        Some(fold) => format!("{help}; the first {fold} characters are what every reader sees"),
        None => help,
    };
    found.label = label.replace("{employer}", &employer);
    Some(found)
}
