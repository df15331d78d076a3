//! Judgements: what the rules say about a document.
//!
//! [`Judge`] holds everything that is the same for all documents of a run. One file holds one
//! kind of judgement; each adds what it [`Raised`].

pub mod builtin;
pub mod lexicon;
pub mod page;
pub mod setting;

mod address;
mod complaint;
mod conditions;
mod disclosure;
mod draft;
mod embargo;
mod heard;
mod help;
mod hiring;
mod named;
mod personal;
mod phrases;
mod protected;
mod reach;
mod rule_files;
mod standing;

use crate::document::Document;
use crate::finding::Light;
use crate::policy::Policy;
use crate::rule::set::{RuleError, RuleSet};
use crate::span::Span;
use jiff::Timestamp;
use lexicon::{Lexicon, Seal};
use page::{Page, Text};
use std::ops::Range;

/// Everything the judgements of a run share.
#[derive(Debug)]
pub struct Judge<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// The rules.
    pub rules: RuleSet,
    /// The names.
    pub lexicon: Lexicon<'p>,
    /// What of the rules applies where.
    places: reach::Places,
    /// The instant that is judged by.
    pub now: Timestamp,
}

/// What a rule says about one place, before evidence is heard.
#[derive(Debug, Clone)]
pub struct Raised {
    /// The rule, by number.
    pub rule: usize,
    /// The category, where it is not the rule's.
    pub category: Option<&'static str>,
    /// How grave.
    pub light: Light,
    /// The author's words.
    pub span: Span,
    /// The words as read, white space folded.
    pub words: String,
    /// What it is about: the folded name or words that evidence is looked up by.
    pub subject: String,
    /// The listed name it is about.
    pub listed: Option<u32>,
    /// What is known of the name if a sealed list holds it.
    pub seal: Option<Seal>,
    /// What stands under the words.
    pub label: String,
    /// What to do.
    pub help: String,
    /// The text it stands in, by number.
    pub text: usize,
    /// The sentence it stands in, as bytes of that text.
    pub sentence: Range<usize>,
}

impl<'p> Judge<'p> {
    /// Makes the rules and the names of `policy` ready.
    ///
    /// # Errors
    /// A [`RuleError`] for each mistake in a house rule.
    pub fn new(policy: &'p Policy, now: Timestamp) -> Result<Self, Vec<RuleError>> {
        Self::with(builtin::rules()?, policy, now)
    }

    /// Makes the names of `policy` ready, and adds its house rules to `rules`, which are built in.
    ///
    /// # Errors
    /// A [`RuleError`] for each mistake in a house rule.
    pub fn with(mut rules: RuleSet, policy: &'p Policy, now: Timestamp) -> Result<Self, Vec<RuleError>> {
        if !policy.rules.is_empty() {
            rules.add_house(builtin::word_lists()?, &policy.rules)?;
        }
        let lexicon = Lexicon::new(policy);
        Ok(Judge { policy, rules, lexicon, places: reach::Places::default(), now })
    }

    /// Takes `document` apart.
    #[must_use]
    pub fn page<'d>(&self, document: &'d Document) -> Page<'d> {
        Page::new(self, document)
    }

    /// Everything the rules say about `page`, in the order of places.
    #[must_use]
    pub fn raise(&self, page: &Page<'_>) -> Vec<Raised> {
        let mut raised = Vec::new();
        named::raise(self, page, &mut raised);
        phrases::raise(self, page, &mut raised);
        named::raise_again(self, page, &mut raised);
        disclosure::raise(self, page, &mut raised);
        embargo::raise(self, page, &mut raised);
        draft::raise(self, page, &mut raised);
        personal::raise(self, page, &mut raised);
        complaint::raise(self, page, &mut raised);
        hiring::raise(self, page, &mut raised);
        raised.retain(|one| self.applies(one, &page.document.path));
        self.settle_roles(&mut raised);
        protected::settle(self, page, &mut raised);
        raised.sort_by_key(|one| {
            (one.span.start, one.rule, std::cmp::Reverse(one.span.end), std::cmp::Reverse(one.light))
        });
        dedup(raised)
    }

    /// An unlisted name that is told as a partner's is no customer's in the same place: nearly whatever
    /// two firms do may be a sign of a customer, and talks and ventures are a surer sign.
    fn settle_roles(&self, raised: &mut Vec<Raised>) {
        let is = |one: &Raised, category: &str| {
            one.listed.is_none() && self.rules.rules[one.rule].category() == category
        };
        let (customers, mut others): (Vec<_>, Vec<_>) =
            std::mem::take(raised).into_iter().partition(|one| is(one, "customer-name"));
        for one in customers {
            let told = |other: &&mut Raised| {
                is(other, "partner-name") && other.text == one.text && other.span.overlaps(one.span)
            };
            match others.iter_mut().find(told) {
                Some(other) => other.light = other.light.max(one.light),
                None => others.push(one),
            }
        }
        *raised = others;
    }

    /// Whether the policy lets the rule speak about this path.
    fn applies(&self, raised: &Raised, path: &str) -> bool {
        let id = self.rules.rules[raised.rule].id();
        self.policy
            .tuning
            .iter()
            .filter(|tuning| tuning.rule == id)
            .all(|tuning| tuning.paths.as_ref().is_none_or(|paths| paths.is_match(path)))
    }

    /// The light of a rule: the policy's, or `own`. `None` if the rule is off.
    fn light(&self, rule: usize, own: Option<Light>) -> Option<Light> {
        let spec = &self.rules.rules[rule].spec;
        let tuned =
            self.policy.tuning.iter().rev().find(|tuning| tuning.rule == spec.id).and_then(|t| t.light);
        match tuned {
            Some(name) => Option::<Light>::from(name),
            None => own.or_else(|| Option::<Light>::from(spec.light)),
        }
    }

    /// The light of a finding that rests on one weak cue.
    fn doubt(&self) -> Light {
        if self.policy.gate.doubt_is_red { Light::Red } else { Light::Yellow }
    }

    /// A finding of `rule` about `range` (bytes) of text `number`.
    fn finding(
        &self,
        page: &Page<'_>,
        number: usize,
        rule: usize,
        light: Light,
        range: Range<usize>,
    ) -> Raised {
        let text: &Text<'_> = &page.texts[number];
        let spec = &self.rules.rules[rule].spec;
        let own = text.str().get(range.clone()).unwrap_or("").replace(crate::word::SOFT_BORDER, "");
        let words = own.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = text.words.list().partition_point(|word| (word.end as usize) <= range.start);
        let last = text.words.list().partition_point(|word| (word.start as usize) < range.end);
        let sentence = text.sentence(&(first..last.max(first + 1)));
        Raised {
            rule,
            category: None,
            light,
            span: text.block.text.span(range.clone()),
            subject: crate::word::plain(&words),
            words,
            listed: None,
            seal: None,
            label: spec.label.clone().unwrap_or_else(|| spec.message.clone()),
            help: spec.help.clone().unwrap_or_default(),
            text: number,
            sentence: near(
                if text.words.list().is_empty() { 0..text.str().len() } else { text.bytes(sentence) },
                &range,
                text.str(),
            ),
        }
    }
}

/// The part of a sentence that is near `range`: with thousands of names in one sentence, the whole of
/// it would be read again for each.
fn near(sentence: Range<usize>, range: &Range<usize>, text: &str) -> Range<usize> {
    const FAR: usize = 2_000;
    let start = text.ceil_char_boundary(range.start.saturating_sub(FAR)).max(sentence.start);
    let end = text.floor_char_boundary(range.end.saturating_add(FAR).min(text.len())).min(sentence.end);
    start..end.max(start)
}

/// Of findings of one rule that overlap, the first and longest stays.
fn dedup(raised: Vec<Raised>) -> Vec<Raised> {
    let mut kept: Vec<Raised> = Vec::with_capacity(raised.len());
    for one in raised {
        let same = |other: &&mut Raised| {
            other.rule == one.rule
                && other.listed == one.listed
                && (other.span.overlaps(one.span) || other.span == one.span)
        };
        match kept.iter_mut().rev().take(32).find(same) {
            Some(other) => other.light = other.light.max(one.light),
            None => kept.push(one),
        }
    }
    kept
}
