//! From what the rules say to findings: evidence is heard.

use super::{Check, fingerprint};
use crate::document::{Around, Document, Scope};
use crate::evidence::{acknowledgement, record};
use crate::finding::{Evidence, Finding, Light, State};
use crate::judge::Raised;
use crate::judge::lexicon::Target;
use crate::judge::page::Page;
use crate::policy::{Approval, Kind};
use crate::word::plain;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rule about what a text says of itself.
const MARKER: &str = "confidential-marker";

/// The category of what a post about a vacancy tells beyond the advert.
const VACANCY: &str = "hiring-detail";

/// What became of what the rules said about one document.
#[derive(Debug, Default)]
pub struct Settled {
    pub(super) findings: Vec<Draft>,
    pub(super) approvals: Vec<usize>,
    pub(super) stale: Vec<(usize, String)>,
    pub(super) words: usize,
}

/// A finding without its fingerprint.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) finding: Finding,
    pub(super) strong: String,
    pub(super) weak: String,
}

impl Draft {
    pub(super) fn open(&self) -> bool {
        self.finding.state == State::Open
    }
}

impl Check<'_> {
    /// Judges a document and hears the evidence.
    #[must_use]
    pub fn settle(&self, document: &Document) -> Settled {
        let page = self.judge.page(document);
        let raised = self.judge.raise(&page);
        let (acknowledgements, malformed) = acknowledgement::read(document);
        let mut answered = vec![false; acknowledgements.len()];
        let shown = shown(&page);
        let mut settled = Settled {
            words: page.texts.iter().map(|text| text.words.list().len()).sum(),
            ..Settled::default()
        };
        let mut found = Vec::with_capacity(raised.len());
        for one in raised {
            let mut draft = self.draft(&page, &one);
            if let Some(evidence) = self.clears(&page, &shown, &one, &mut settled.approvals) {
                draft.finding.state = State::Cleared;
                draft.finding.evidence = Some(Box::new(evidence));
            } else if one.light == Light::Yellow {
                let answer = acknowledgements.iter().position(|answer| {
                    *answer.rule == *draft.finding.rule
                        && (answer.covers.overlaps(one.span) || answer.covers.contains(one.span))
                });
                if let Some(index) = answer {
                    answered[index] = true;
                    draft.finding.state = State::Acknowledged;
                    draft.finding.evidence = Some(Box::new(Evidence::Acknowledgement {
                        reason: acknowledgements[index].reason.clone(),
                        line: document.source.position(acknowledgements[index].span.start).line,
                    }));
                }
            }
            found.push((one, draft));
        }
        self.spare_markers(&mut found);
        settled.findings = found.into_iter().map(|(_, draft)| draft).collect();
        let line = |span: crate::span::Span| document.source.position(span.start).line;
        for (answer, _) in acknowledgements.iter().zip(&answered).filter(|(_, answered)| !**answered) {
            settled.stale.push((
                line(answer.span),
                format!("the acknowledgement of {} answers no finding", answer.rule),
            ));
        }
        for wrong in malformed {
            settled.stale.push((line(wrong.span), format!("this acknowledgement is none: {}", wrong.why)));
        }
        settled
    }

    /// Takes back that a text says of itself that it stays inside where an open finding in the same sentence,
    /// as grave, is of what stays inside, or of what a vacancy's advert does not hold. Beside a name the
    /// marker stays, for the name may be cleared by what does not clear the rest.
    fn spare_markers(&self, found: &mut Vec<(Raised, Draft)>) {
        let Some(rule) = self.judge.rules.find(MARKER) else { return };
        let place = |one: &Raised| (one.text, one.sentence.start);
        let mut told: FxHashMap<(usize, usize), Light> = FxHashMap::default();
        for (one, draft) in found.iter() {
            if one.rule != rule && one.listed.is_none() && !is_name(&draft.finding.category) && draft.open() {
                let grave = if &*draft.finding.category == VACANCY { Light::Red } else { one.light };
                let light = told.entry(place(one)).or_insert(grave);
                *light = grave.max(*light);
            }
        }
        found.retain(|(one, _)| {
            one.rule != rule || told.get(&place(one)).is_none_or(|light| *light < one.light)
        });
    }

    fn draft(&self, page: &Page<'_>, raised: &Raised) -> Draft {
        let source = &page.document.source;
        let rule = &self.judge.rules.rules[raised.rule];
        let surroundings = page.texts[raised.text].words.plain(raised.sentence.clone());
        let finding = Finding {
            rule: rule.id().into(),
            category: raised.category.unwrap_or(rule.category()).into(),
            light: raised.light,
            state: State::Open,
            path: page.document.path.as_str().into(),
            span: raised.span,
            start: source.position(raised.span.start),
            end: source.position(raised.span.end),
            text: match source.slice(raised.span) {
                "" => raised.words.as_str().into(),
                text => text.into(),
            },
            around: Around::of(source, raised.span),
            message: format!("{}: {}", rule.spec.message, raised.words).into(),
            label: raised.label.as_str().into(),
            help: raised.help.as_str().into(),
            fingerprint: String::new(),
            evidence: None,
            sealed: raised.seal.is_some(),
        };
        Draft {
            strong: fingerprint::strong(&finding.rule, &raised.subject, &surroundings),
            weak: fingerprint::weak(&finding.rule, &raised.subject),
            finding,
        }
    }

    /// What clears a finding: an approval, the public record, a link beside it.
    fn clears(
        &self,
        page: &Page<'_>,
        shown: &FxHashSet<u32>,
        raised: &Raised,
        used: &mut Vec<usize>,
    ) -> Option<Evidence> {
        let rule = &self.judge.rules.rules[raised.rule];
        let by = |name: &str| rule.spec.cleared_by.as_ref().is_none_or(|by| by.iter().any(|own| own == name));
        let category = raised.category.unwrap_or(rule.category());
        let subjects = self.subjects(raised);
        if by("approval")
            && let Some((number, approval)) = self.approval(page, rule.id(), category, raised, &subjects)
        {
            used.push(number);
            return Some(Evidence::Approval {
                what: approval.what.clone(),
                until: approval.until_text.clone(),
                by: approval.by.clone(),
                evidence: approval.evidence.clone(),
            });
        }
        if self.is_withheld(&subjects) || category == "embargo" {
            return None;
        }
        if by("record")
            && let Some((what, url)) = self.on_record(page, raised, category, &subjects)
        {
            return Some(Evidence::Published { what, url });
        }
        // An address is no evidence for the name that it alone gives away.
        let told = page.texts[raised.text].block.scope != Scope::LinkTarget
            || raised.listed.is_none_or(|number| shown.contains(&number));
        (told && by("link"))
            .then(|| self.linked(page, raised, category, &subjects))
            .flatten()
            .map(|url| Evidence::Published { what: raised.words.clone(), url: Some(url) })
    }

    /// The folded names and words a finding is about.
    fn subjects(&self, raised: &Raised) -> Vec<String> {
        let Some(number) = raised.listed else { return vec![raised.subject.clone()] };
        let mut spellings = record::spellings(&self.judge.policy.listed[number as usize]);
        spellings.extend(raised.seal.iter().map(|seal| seal.name.clone()));
        spellings
    }

    fn approval(
        &self,
        page: &Page<'_>,
        rule: &str,
        category: &str,
        raised: &Raised,
        subjects: &[String],
    ) -> Option<(usize, &Approval)> {
        let sentence =
            page.texts[raised.text].str().get(raised.sentence.clone()).map(plain).unwrap_or_default();
        self.judge.policy.approvals.iter().enumerate().find(|(_, approval)| {
            let what = plain(&approval.what);
            // That a party may be named approves nothing that is told beside the name.
            let about = subjects.contains(&what)
                || raised.listed.is_none()
                    && !what.is_empty()
                    && format!(" {sentence} ").contains(&format!(" {what} "))
                    && (approval.rule.is_some() || is_name(category) || !self.is_party(&what));
            about
                && approval.rule.as_ref().is_none_or(|own| own == rule)
                && approval.paths.as_ref().is_none_or(|paths| paths.is_match(&page.document.path))
                && approval.until.is_none_or(|until| self.judge.now < until)
        })
    }

    fn is_withheld(&self, subjects: &[String]) -> bool {
        self.judge.policy.withheld.iter().any(|withheld| subjects.contains(&plain(&withheld.what)))
    }

    fn on_record(
        &self,
        page: &Page<'_>,
        raised: &Raised,
        category: &str,
        subjects: &[String],
    ) -> Option<(String, Option<String>)> {
        if is_name(category) || raised.listed.is_some() {
            let kind = raised.listed.map(|number| self.judge.policy.listed[number as usize].kind);
            let named = self.record.names(subjects, kind, self.has_several_roles(subjects));
            let own = || self.as_published.then(|| self.record.page_at(&page.document.path)).flatten();
            let unlisted = raised.listed.is_none();
            let advertised = || unlisted.then(|| self.record.advertises(&raised.subject, true)).flatten();
            return named.or_else(own).or_else(advertised);
        }
        let sentence = page.texts[raised.text].str().get(raised.sentence.clone()).unwrap_or("");
        let says = || self.record.says(&plain(sentence), &raised.subject, |name| self.is_party(name));
        match category {
            "financial" => self.record.holds(sentence).or_else(says),
            "personal-data" => None,
            _ => says().or_else(|| self.record.advertises(&raised.subject, false)),
        }
    }

    /// Whether a folded text is the name of a customer, partner or supplier.
    fn is_party(&self, name: &str) -> bool {
        let kind = |number: usize| self.judge.policy.listed[number].kind;
        let mut kinds = self.judge.lexicon.listed_as(name).into_iter().map(kind);
        kinds.any(|kind| matches!(kind, Kind::Customer | Kind::Partner | Kind::Supplier))
    }

    /// Whether a company is listed as more than one kind of party.
    fn has_several_roles(&self, subjects: &[String]) -> bool {
        let policy = self.judge.policy;
        let mut kinds: Vec<Kind> = subjects
            .iter()
            .flat_map(|subject| self.judge.lexicon.listed_as(subject))
            .map(|number| policy.listed[number].kind)
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds.len() > 1
    }
}

/// The listed names that stand in what people read.
fn shown(page: &Page<'_>) -> FxHashSet<u32> {
    let names = page.texts.iter().filter(|text| text.is_read()).flat_map(|text| &text.names);
    names
        .filter_map(|named| match named.target {
            Target::Listed(number) => Some(number),
            _ => None,
        })
        .collect()
}

pub(super) fn is_name(category: &str) -> bool {
    matches!(category, "customer-name" | "partner-name" | "supplier-name")
}
