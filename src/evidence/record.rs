//! The public record: what is known to be public, and where.

use super::link;
use crate::policy::{Kind, Listed, Policy, Published};
use crate::word::{Gap, Word, Words, plain};

/// Borders that end a name.
const PARTS: Gap = Gap::COMMA.and(Gap::MARK).and(Gap::END).and(Gap::APOSTROPHE).and(Gap::QUOTE);

/// The public record of a policy, and the pages already published in the repository.
#[derive(Debug, Default)]
pub struct Record {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    what: String,
    url: Option<String>,
    plain: String,
    figures: Vec<String>,
    /// A page: its whole text; only names and figures found in it count.
    page: bool,
}

impl Record {
    /// The record that the policy writes by hand.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let entries = policy
            .published
            .iter()
            .map(|Published { what, url }| Entry {
                what: what.clone(),
                url: url.clone(),
                plain: format!(" {} ", plain(what)),
                figures: figures(what),
                page: false,
            })
            .collect();
        Record { entries }
    }

    /// Adds a page that is already published: its text and where it stands.
    pub fn add_page(&mut self, path: &str, text: &str) {
        self.entries.push(Entry {
            what: path.to_owned(),
            url: Some(path.to_owned()),
            plain: format!(" {} ", plain(text)),
            figures: figures(text),
            page: true,
        });
    }

    /// The entry that names one of `names` (folded words).
    #[must_use]
    pub fn names(
        &self,
        names: &[String],
        kind: Option<Kind>,
        ambiguous: bool,
    ) -> Option<(String, Option<String>)> {
        self.entries
            .iter()
            .find(|entry| {
                names.iter().any(|name| entry.is_about(name))
                    && (!ambiguous
                        || entry.page
                        || role(entry.url.as_deref()).is_none_or(|role| kind.is_none_or(|kind| kind == role)))
            })
            .map(Entry::answer)
    }

    /// The entry that holds every one of `figures`; none for no figures.
    #[must_use]
    pub fn holds(&self, figures: &[String]) -> Option<(String, Option<String>)> {
        let holds = |entry: &&Entry| figures.iter().all(|figure| entry.figures.contains(figure));
        self.entries.iter().find(|entry| !figures.is_empty() && holds(entry)).map(Entry::answer)
    }

    /// The entry that says the same words as `text` (folded), or holds them.
    #[must_use]
    pub fn says(&self, text: &str) -> Option<(String, Option<String>)> {
        self.entries
            .iter()
            .find(|entry| !entry.page && text.contains(entry.plain.trim()) && entry.plain.trim().len() > 3)
            .map(Entry::answer)
    }
}

impl Entry {
    /// Whether the entry names `name` (folded words) by itself, not as part of a longer name.
    fn is_about(&self, name: &str) -> bool {
        if name.len() < 2 || !self.plain.contains(&format!(" {name} ")) {
            return false;
        }
        if self.page || self.plain.trim() == name {
            return true;
        }
        let words = Words::of(&self.what);
        let wanted: Vec<&str> = name.split(' ').collect();
        let list = words.list();
        let capital = |word: Option<&Word>| word.is_some_and(|word| word.case.is_capital());
        (0..list.len().saturating_sub(wanted.len() - 1)).any(|at| {
            let end = at + wanted.len();
            let same = wanted.iter().zip(&list[at..end]).all(|(form, word)| words.form(word) == *form);
            let after = list.get(end).filter(|word| !word.gap.has(PARTS));
            let before =
                at.checked_sub(1).and_then(|before| list.get(before)).filter(|_| !list[at].gap.has(PARTS));
            same && !capital(after) && !capital(before)
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

/// Every name of a listed entry, folded.
#[must_use]
pub fn spellings(listed: &Listed) -> Vec<String> {
    std::iter::once(&listed.name).chain(&listed.aliases).map(|name| plain(name)).collect()
}

/// The figures in a text: numbers with what they count, in one spelling (`1,200` is `1200`,
/// `1.2 million` is `1.2m`).
#[must_use]
pub fn figures(text: &str) -> Vec<String> {
    let words = Words::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    let list = words.list();
    while at < list.len() {
        let form = words.form(&list[at]);
        if !form.starts_with(|c: char| c.is_ascii_digit()) {
            at += 1;
            continue;
        }
        let mut figure = form.to_owned();
        let mut end = at + 1;
        while end < list.len() && words.form(&list[end]).starts_with(|c: char| c.is_ascii_digit()) {
            match text.get(list[end - 1].end as usize..list[end].start as usize) {
                Some(",") => {}
                Some(".")
                    if words.form(&list[end]).len() == 3
                        && list.len() > end
                        && figure.len() <= 3
                        && !figure.contains('.') => {}
                Some(".") => figure.push('.'),
                _ => break,
            }
            figure.push_str(words.form(&list[end]));
            end += 1;
        }
        let unit = list.get(end).map(|word| words.form(word)).unwrap_or("");
        let short = match unit {
            "million" | "millions" | "mn" | "mio" | "m" => "m",
            "billion" | "bn" | "mrd" => "bn",
            "thousand" | "k" => "k",
            _ => "",
        };
        figure.push_str(short);
        found.push(figure.replace("million", "m").replace("bn", "bn"));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_figure_has_one_spelling() {
        assert_eq!(
            figures("1.2 million customers, £84m revenue, 40,000 sensors, 4.1% AER"),
            ["1.2m", "84m", "40000", "4.1"]
        );
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
        assert!(record.holds(&figures("our 1.2m customers")).is_some());
        assert!(record.holds(&figures("our 1.3m customers")).is_none());
        assert!(record.names(&["fy25 report".into()], None, false).is_some());
        assert!(record.names(&["report 1".into()], None, false).is_none());
        assert!(record.names(&["california".into()], None, false).is_none(), "part of a longer name");
    }
}
