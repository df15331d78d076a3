//! Links as evidence: whether a page of ours that a paragraph leads to tells what was found in it.

use super::Check;
use super::settle::is_name;
use crate::document::Scope;
use crate::evidence::{link, record};
use crate::judge::Raised;
use crate::judge::lexicon::Target;
use crate::judge::page::{Page, Text};
use crate::word::plain;
use rustc_hash::FxHashSet;
use std::cell::LazyCell;
use std::ops::Range;

/// Scalars of a sentence that are held against the links beside it: few sentences have more.
const SAID: usize = 600;

/// Links beside a finding that are asked whether they tell it: few paragraphs have more.
const ASKED: usize = 64;

impl Check<'_> {
    /// Whether a page is about something else: its address names somebody else who is listed, or the
    /// record has it for another fact.
    fn is_about_another(&self, page: &Page<'_>, target: &str, subjects: &[String]) -> bool {
        if self.record.has_for_another(target, subjects) {
            return true;
        }
        let texts = page.texts.iter().filter(|text| text.block.scope == Scope::LinkTarget);
        texts.filter(|text| text.str() == target).flat_map(|text| &text.names).any(|named| {
            matches!(named.target, Target::Listed(number)
                if !record::spellings(&self.judge.policy.listed[number as usize])
                    .iter()
                    .any(|name| subjects.contains(name)))
        })
    }

    /// A link in the same paragraph to a page of ours that names the fact.
    pub(super) fn linked(
        &self,
        page: &Page<'_>,
        raised: &Raised,
        category: &str,
        subjects: &[String],
    ) -> Option<String> {
        let text = &page.texts[raised.text];
        let company = &self.judge.policy.company;
        // A reference link's target stands in a line of its own, away from the words that it links.
        let own_target = text.block.scope == Scope::LinkTarget
            && link::is_own_page(company, text.str())
            && subjects.iter().any(|subject| link::names(text.str(), subject));
        if own_target && (is_name(category) || raised.listed.is_some()) {
            return Some(text.str().to_owned());
        }
        let said = LazyCell::new(|| {
            let sentence = text.str().get(raised.sentence.clone()).unwrap_or_default();
            link::telling(company, &sentence.chars().take(SAID).collect::<String>())
        });
        let sentence = &raised.sentence;
        let is_beside = |other: &Text<'_>, link: &Range<usize>| {
            std::ptr::eq(other, text) && sentence.start <= link.start && link.end <= sentence.end
        };
        let mut asked = 0;
        for other in page.paragraph(text) {
            for (range, target) in other.block.links() {
                if !link::is_own_page(company, target) {
                    continue;
                }
                let told = other.str().get(range.clone()).map(plain).unwrap_or_default();
                let names = |subject: &String| {
                    link::names(target, subject)
                        || link::is_own(company, target)
                            && !link::is_of_every_site(target)
                            && format!(" {told} ").contains(&format!(" {subject} "))
                            && !self.is_about_another(page, target, subjects)
                };
                let enough = match category {
                    "personal-data" | "embargo" => false,
                    category if is_name(category) || raised.listed.is_some() => subjects.iter().any(names),
                    // A link on a name tells of the name, and not of what is told beside it.
                    _ if is_on_a_name(other, range) => {
                        let about = plain(&raised.words);
                        about.contains(&told) && !about.contains(char::is_numeric)
                    }
                    _ => {
                        asked += 1;
                        asked <= ASKED && (is_beside(other, range) || tells_of(&told, target, || &said))
                    }
                };
                if enough {
                    return Some(target.to_owned());
                }
            }
        }
        None
    }
}

/// Whether a link stands on a listed name and nothing else.
fn is_on_a_name(text: &Text<'_>, link: &Range<usize>) -> bool {
    text.names.iter().any(|named| matches!(named.target, Target::Listed(_)) && named.range == *link)
}

/// Whether a link with the words `told` (folded) says that it leads to what was found, or has a word in common
/// with what was `said` around it. Any other is about something else.
fn tells_of<'s>(told: &str, target: &str, said: impl FnOnce() -> &'s FxHashSet<String>) -> bool {
    let shares = || {
        let path = link::parts(target).map_or_else(|| plain(target), |(_, path)| plain(&path));
        let said = said();
        told.split(' ').chain(path.split(' ')).any(|word| said.contains(word))
    };
    link::leads_on(told) || shares()
}
