//! The public record: what is known to be public, and where.

use super::figure::{self, Figure, figures};
use super::link;
use crate::policy::{Kind, Listed, Policy, Published};
use crate::word::{Gap, Word, Words, plain};
use memchr::memmem;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Borders that end a name.
const PARTS: Gap = Gap::COMMA.and(Gap::MARK).and(Gap::END).and(Gap::APOSTROPHE).and(Gap::QUOTE);

/// The public record of a policy, and the pages already published in the repository.
#[derive(Debug, Default)]
pub struct Record {
    entries: Vec<Entry>,
    /// The adverts of our jobs that have an address.
    adverts: Vec<Entry>,
    /// The entries that each name asked for stands in: every page is searched once for a name.
    known: Mutex<HashMap<String, Arc<[u32]>>>,
}

#[derive(Debug)]
struct Entry {
    what: String,
    url: Option<String>,
    /// What it says: `what` itself, or all that a page shows.
    text: String,
    /// The text in folded words, a space on either side; blocks of a page are parted by a bar.
    plain: String,
    figures: OnceLock<Vec<Figure>>,
    /// A page: only names and figures found in it count, and whole statements.
    page: bool,
}

/// From how many words on a folded text is a statement and no mere name.
const STATEMENT: usize = 3;

/// From how many words on the same words on a page cannot be chance.
const VERBATIM: usize = 5;

/// From how many words on the same words in an advert of ours are no chance.
const ADVERTISED: usize = 3;

impl Record {
    /// The record that the policy writes by hand.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let entry = |what: &str, url: &Option<String>, text: &str| Entry {
            what: what.to_owned(),
            url: url.clone(),
            text: text.to_owned(),
            plain: format!(" {} ", plain(text)),
            figures: OnceLock::new(),
            page: false,
        };
        let published = policy.published.iter();
        let jobs = policy.jobs.iter().filter(|job| job.url.is_some());
        Record {
            entries: published.map(|Published { what, url }| entry(what, url, what)).collect(),
            adverts: jobs
                .filter_map(|job| {
                    Some(entry(job.title.as_deref().unwrap_or_default(), &job.url, job.text.as_ref()?))
                })
                .collect(),
            known: Mutex::default(),
        }
    }

    /// The advert of ours that says `subject` (folded), a name or some words at least: what stands there
    /// is public.
    #[must_use]
    pub fn advertises(&self, subject: &str, name: bool) -> Option<(String, Option<String>)> {
        if subject.is_empty() || !name && subject.split(' ').count() < ADVERTISED {
            return None;
        }
        let padded = format!(" {subject} ");
        self.adverts.iter().find(|advert| advert.plain.contains(&padded)).map(Entry::answer)
    }

    /// The entry whose address is that of the file at `path`: the page itself is public.
    /// `2026/03/01/a-story` and `2026-03-01-a-story.md` are the same page.
    #[must_use]
    pub fn page_at(&self, path: &str) -> Option<(String, Option<String>)> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let own = plain(&if stem == "index" { folders.to_owned() } else { format!("{folders} {stem}") });
        self.entries
            .iter()
            .filter(|entry| !entry.page)
            .find(|entry| {
                let address = entry.url.as_deref().and_then(link::parts).map(|(_, path)| plain(&path));
                address.is_some_and(|address| {
                    address.split(' ').count() > 2 && format!(" {own}").ends_with(&format!(" {address}"))
                })
            })
            .map(Entry::answer)
    }

    /// Whether the record tells what the page at `url` is about, and that is none of `names` (folded words).
    #[must_use]
    pub fn has_for_another(&self, url: &str, names: &[String]) -> bool {
        let address = link::parts(url);
        let path = url.split(['?', '#']).next().unwrap_or("").trim_matches('/').to_lowercase();
        let same = |entry: &&Entry| {
            let own = entry.url.as_deref().filter(|_| !entry.page).and_then(link::parts);
            own.is_some_and(|own| address.as_ref().map_or(own.1 == path, |address| own == *address))
        };
        let mut told = self.entries.iter().filter(same).peekable();
        told.peek().is_some() && !told.any(|entry| names.iter().any(|name| entry.is_about(name)))
    }

    /// Adds a page that is already published: where it stands, and the blocks of text it shows.
    pub fn add_page<'t>(&mut self, path: &str, blocks: impl IntoIterator<Item = &'t str>) {
        let mut text = String::new();
        let mut folded = String::from(" ");
        for block in blocks {
            text.push_str(block);
            text.push_str("\n\n");
            folded.push_str(&plain(block));
            folded.push_str(" | ");
        }
        self.entries.push(Entry {
            what: path.to_owned(),
            url: Some(path.to_owned()),
            text,
            plain: folded,
            figures: OnceLock::new(),
            page: true,
        });
        self.known.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The entry that names one of `names` (folded words).
    #[must_use]
    pub fn names(
        &self,
        names: &[String],
        kind: Option<Kind>,
        ambiguous: bool,
    ) -> Option<(String, Option<String>)> {
        let fits = |entry: &&Entry| {
            !ambiguous
                || entry.page
                || role(entry.url.as_deref()).is_none_or(|role| kind.is_none_or(|kind| kind == role))
        };
        let mut about: Vec<u32> = names.iter().flat_map(|name| self.about(name).to_vec()).collect();
        about.sort_unstable();
        about.iter().filter_map(|number| self.entries.get(*number as usize)).find(fits).map(Entry::answer)
    }

    /// The entries that are about `name`, by number.
    fn about(&self, name: &str) -> Arc<[u32]> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(name) {
            return found.clone();
        }
        let padded = format!(" {name} ");
        let finder = memmem::Finder::new(padded.as_bytes());
        let found: Arc<[u32]> = (0..)
            .zip(&self.entries)
            .filter(|(_, entry)| finder.find(entry.plain.as_bytes()).is_some() && entry.is_about(name))
            .map(|(number, _)| number)
            .collect();
        known.insert(name.to_owned(), found.clone());
        found
    }

    /// The entry that holds every figure of a text; none for a text without figures.
    #[must_use]
    pub fn holds(&self, text: &str) -> Option<(String, Option<String>)> {
        if self.entries.is_empty() {
            return None;
        }
        let figures = figures(text);
        let holds = |entry: &&Entry| {
            let own = entry.figures.get_or_init(|| self::figures(&entry.text));
            figures.iter().all(|wanted| figure::holds(own, wanted))
        };
        self.entries.iter().find(|entry| !figures.is_empty() && holds(entry)).map(Entry::answer)
    }

    /// The entry that tells what a finding is about: `subject` (folded) is the entry, or the
    /// sentence around it (folded) holds the entry's own statement about it. That a sentence
    /// merely holds a published name, of which `is_name` tells, says nothing of what is told beside it.
    #[must_use]
    pub fn says(
        &self,
        sentence: &str,
        subject: &str,
        is_name: impl Fn(&str) -> bool,
    ) -> Option<(String, Option<String>)> {
        let sentence = format!(" {sentence} ");
        let subject = format!(" {subject} ");
        let words = |text: &str| text.split_whitespace().count();
        let says = |entry: &&Entry| {
            let own = entry.plain.as_str();
            if entry.page {
                return words(&subject) >= VERBATIM && own.contains(&subject);
            }
            let statement = words(own) >= STATEMENT
                && sentence.contains(own)
                && (own.contains(&subject) || subject.contains(own) || overlap(&sentence, own, &subject));
            own.trim().len() > 3 && (own == subject || statement && !is_name(own.trim()))
        };
        self.entries.iter().find(says).map(Entry::answer)
    }
}

/// Whether `one` and `other` share a place in `text`.
fn overlap(text: &str, one: &str, other: &str) -> bool {
    let places = |part: &str| {
        text.match_indices(part).map(|(at, part)| at + 1..at + part.len() - 1).collect::<Vec<_>>()
    };
    let others = places(other);
    places(one).iter().any(|one| others.iter().any(|other| one.start < other.end && other.start < one.end))
}

impl Entry {
    /// Whether the entry names `name` (folded words) by itself, not as part of a longer name.
    fn is_about(&self, name: &str) -> bool {
        if name.len() < 2 || !self.plain.contains(&format!(" {name} ")) {
            return false;
        }
        if self.plain.trim() == name {
            return true;
        }
        let words = Words::of(&self.text);
        let wanted: Vec<&str> = name.split(' ').collect();
        let list = words.list();
        let capital = |word: Option<&Word>| word.is_some_and(|word| word.case.is_capital());
        (0..list.len().saturating_sub(wanted.len() - 1)).any(|at| {
            let end = at + wanted.len();
            let same = wanted.iter().zip(&list[at..end]).all(|(form, word)| words.form(word) == *form);
            let after = list.get(end).filter(|word| !word.gap.has(PARTS));
            let before =
                at.checked_sub(1).and_then(|before| list.get(before)).filter(|_| !list[at].gap.has(PARTS));
            // On a page an ordinary word is no name: `a lantern in the window` names no Lantern.
            let named =
                !self.page || list[at..end].iter().all(|word| word.case.is_capital() || wanted.len() > 1);
            same && named && !capital(after) && !capital(before)
        })
    }

    fn answer(&self) -> (String, Option<String>) {
        (self.what.clone(), self.url.clone())
    }
}

/// The role a page's address gives the company it names.
fn role(url: Option<&str>) -> Option<Kind> {
    let (_, path) = link::parts(url?)?;
    let has = |words: &[&str]| words.iter().any(|word| path.contains(word));
    if has(&["customer", "stories", "case-stud", "references"]) {
        Some(Kind::Customer)
    } else if has(&["partner", "integration"]) {
        Some(Kind::Partner)
    } else if has(&["supplier", "subprocessor", "vendor"]) {
        Some(Kind::Supplier)
    } else {
        None
    }
}

/// Every name of a listed entry, folded; of a sealed one, those that are known.
#[must_use]
pub fn spellings(listed: &Listed) -> Vec<String> {
    let names = listed.names().filter(|name| !name.is_empty());
    names.map(|name| plain(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_on_the_record_is_known_by_its_path() {
        let url = Some("https://larkspur.example/2026/03/01/the-awards-are-out/".to_owned());
        let published = vec![Published { what: "the awards".into(), url }];
        let record = Record::new(&Policy { published, ..Policy::default() });
        assert!(record.page_at("content/posts/2026-03-01-the-awards-are-out.md").is_some());
        assert!(record.page_at("content/posts/2026-03-01-the-awards-are-out-again.md").is_none());
        assert!(record.page_at("content/posts/out.md").is_none());
    }

    #[test]
    fn a_record_names_a_company_and_holds_figures() {
        let policy = Policy {
            published: vec![
                Published { what: "FY25 report: 1.2 million customers".into(), url: None },
                Published { what: "California Child Welfare Services".into(), url: None },
            ],
            ..Policy::default()
        };
        let record = Record::new(&policy);
        assert!(record.holds("our 1.2m customers").is_some());
        assert!(record.holds("our 1.3m customers").is_none());
        assert!(record.names(&["fy25 report".into()], None, false).is_some());
        assert!(record.names(&["report 1".into()], None, false).is_none());
        assert!(record.names(&["california".into()], None, false).is_none(), "part of a longer name");
    }

    #[test]
    fn a_page_on_the_record_for_a_product_is_not_one_about_a_customer() {
        let url = Some("https://larkspur.example/fieldnote/".to_owned());
        let entry = |what: &str| Published { what: what.into(), url: url.clone() };
        let names = ["bright and vale".to_owned()];
        let record = |published| Record::new(&Policy { published, ..Policy::default() });
        let product = record(vec![entry("FieldNote")]);
        assert!(product.has_for_another("https://larkspur.example/fieldnote#how", &names));
        assert!(product.has_for_another("/fieldnote/", &names), "on this site");
        assert!(!product.has_for_another("https://larkspur.example/stories/bright-vale", &names));
        let both = record(vec![entry("FieldNote"), entry("Bright & Vale")]);
        assert!(!both.has_for_another("https://larkspur.example/fieldnote", &names));
    }

    fn published(what: &str) -> Record {
        let policy =
            Policy { published: vec![Published { what: what.into(), url: None }], ..Policy::default() };
        Record::new(&policy)
    }

    #[test]
    fn a_published_name_does_not_publish_what_is_told_beside_it() {
        let record = published("Bright & Vale");
        assert!(record.says("bright and vale pays us less", "pays us less", |_| false).is_none());
        assert!(record.says("bright and vale", "bright and vale", |_| false).is_some());
        let (subject, is_name) = ("bright and vale pays us less", |name: &str| name == "bright and vale");
        assert!(record.says(subject, subject, is_name).is_none(), "however long the name");
        assert!(published("Art").says("the party is over", "the party", |_| false).is_none());
    }

    #[test]
    fn a_published_statement_clears_what_it_holds() {
        let record = published("FieldNote 5 launches in May");
        assert!(record.says("our fieldnote 5 launches in may", "launches in may", |_| false).is_some());
        assert!(record.says("our fieldnote 5 launches in may", "our fieldnote 5", |_| false).is_some());
        assert!(
            record
                .says("fieldnote 5 launches in may and costs less in june", "costs less in june", |_| false)
                .is_none()
        );
    }

    #[test]
    fn a_page_clears_only_what_it_says_word_for_word() {
        let mut record = Record::default();
        record.add_page("handbook.md", ["We refund anything below twenty euros at once.", "Ask Jo."]);
        assert!(record.says("", "we refund anything below twenty euros", |_| false).is_some());
        assert!(record.says("", "below twenty euros", |_| false).is_none());
        assert!(record.says("", "twenty euros at once ask jo", |_| false).is_none());
    }

    #[test]
    fn each_name_is_searched_once() {
        let mut record = published("Bright & Vale");
        let name = ["bright and vale".to_owned()];
        assert!(record.names(&name, None, false).is_some());
        assert_eq!(record.known.lock().unwrap().len(), 1);
        record.add_page("a.md", ["Bright & Vale"]);
        assert!(record.known.lock().unwrap().is_empty(), "a new page is searched again");
    }
}
