//! Sealed lists: read with the policy, opened when the key is there.

use super::super::draft::{Draft, Place, Word};
use super::super::error::{PolicyError, PolicyErrors, printable};
use super::super::model::{Kind, Listed, Policy, TermKind};
use super::super::reader::Fields;
use super::kind_named;
use crate::names::sealed::{Key, Sealed, SealedFile, seal};
use arcstr::Substr;
use std::mem::discriminant;
use std::sync::Arc;

/// A sealed list of the policy.
#[derive(Debug, Clone)]
pub struct SealedList {
    /// Path of its file, from the root.
    pub path: String,
    /// Once it is open: its digests, and which of the policy's listed names each of its numbers is.
    pub open: Option<Arc<OpenList>>,
    kind: Kind,
    say: Option<String>,
    file: SealedFile,
    place: Place,
}

/// A sealed list that is open.
#[derive(Debug)]
pub struct OpenList {
    /// Its digests.
    pub names: Sealed,
    /// The listed name of each number.
    pub listed: Vec<u32>,
}

/// What the policy says of a name, as the byte that is sealed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// Also an ordinary word.
    pub common: bool,
    /// A platform or tool everybody writes about.
    pub everyday: bool,
    /// What a term gives away.
    pub term: TermKind,
}

impl Mark {
    /// The mark as a byte.
    #[must_use]
    pub fn to_byte(self) -> u8 {
        let term = match self.term {
            TermKind::TradeSecret => 0,
            TermKind::WorkProcess => 1,
            TermKind::ProjectDetail => 2,
        };
        u8::from(self.common) | u8::from(self.everyday) << 1 | term << 2
    }

    /// The mark that a byte stands for.
    #[must_use]
    pub fn of_byte(byte: u8) -> Self {
        let term = match byte >> 2 & 3 {
            1 => TermKind::WorkProcess,
            2 => TermKind::ProjectDetail,
            _ => TermKind::TradeSecret,
        };
        Mark { common: byte & 1 != 0, everyday: byte & 2 != 0, term }
    }
}

/// Seals names of one kind with what is known of them; what to say instead stays behind.
#[must_use]
pub fn sealed_text<'n>(key: &Key, kind: Kind, names: impl IntoIterator<Item = (&'n Listed, Mark)>) -> String {
    let names = names.into_iter().map(|(listed, mark)| (listed.names().map(Substr::as_str), mark.to_byte()));
    seal(key, kind.list_name(), names)
}

/// Adds the sealed list in `text`. Until it is opened it counts as not judged.
pub(super) fn add(draft: &mut Draft<'_>, list: &Fields, file: &Word, path: &str, text: &str) {
    let Some(kind) = list.choice("kind").and_then(|name| kind_named(name)) else { return };
    for key in ["column", "aliases-column", "common-word", "everyday"] {
        if let Some(place) = list.place(key) {
            let message = format!("`{key}` says nothing of a sealed list");
            let help = "it is sealed with the names: take it out here, and give it where the list is sealed";
            draft.errors.push(place.error(message, "not used here").with_help(help));
        }
    }
    let again = "seal the list again with `presscheck policy seal`";
    let sealed = match SealedFile::parse(text) {
        Ok(sealed) => sealed,
        Err(why) => {
            let message = format!("{} is no sealed list: {why}", printable(path));
            draft.errors.push(file.place.error(message, "this list").with_help(again));
            return;
        }
    };
    if sealed.kind != kind.list_name() {
        let message = format!("{} was sealed as a list of kind {}", printable(path), printable(&sealed.kind));
        let help = format!("write kind = \"{}\" here, or seal it again", printable(&sealed.kind));
        draft.errors.push(file.place.error(message, "this list").with_help(help));
        return;
    }
    draft.policy.unread_lists.push((path.to_owned(), "it is sealed and was not opened".to_owned()));
    draft.policy.sealed.push(SealedList {
        path: path.to_owned(),
        open: None,
        kind,
        say: list.string("say"),
        file: sealed,
        place: file.place.clone(),
    });
}

impl Policy {
    /// Opens the sealed lists with `key`. Without one they stay unread, each for the reason `why`,
    /// or, if the policy says so, become something to be reported.
    ///
    /// # Errors
    /// A list that was sealed with another key, or is not as it was sealed.
    pub fn unseal(&mut self, key: Option<&Key>, why: &str) -> Result<(), PolicyErrors> {
        let mut lists = std::mem::take(&mut self.sealed);
        self.unread_lists.retain(|(path, _)| lists.iter().all(|list| list.path != *path));
        let mut errors = Vec::new();
        for list in &mut lists {
            let Some(key) = key else {
                let unread = (list.path.clone(), why.to_owned());
                let told =
                    if self.report_sealed { &mut self.unread_reported } else { &mut self.unread_lists };
                told.push(unread);
                continue;
            };
            match list.opened(key) {
                Ok(names) => list.open = Some(Arc::new(self.add_sealed(list, names))),
                Err(error) => errors.push(error),
            }
        }
        self.sealed = lists;
        self.learn_spellings();
        if errors.is_empty() {
            return Ok(());
        }
        Err(PolicyErrors::new(self.path.as_deref().unwrap_or_default(), errors))
    }

    /// Gives every sealed name an entry among the listed ones: the one it has already where a
    /// table or an open list has the same name.
    fn add_sealed(&mut self, list: &SealedList, names: Sealed) -> OpenList {
        let mut listed: Vec<Option<u32>> = vec![None; names.names() as usize];
        for (number, open) in (0..).zip(&self.listed) {
            if discriminant(&open.kind) != discriminant(&list.kind) || open.sealed {
                continue;
            }
            for spelling in open.names() {
                for sealed in names.numbers(spelling) {
                    if let Some(entry) = listed.get_mut(sealed as usize) {
                        entry.get_or_insert(number);
                    }
                }
            }
        }
        let template = Listed { sealed: true, ..Listed::new(list.kind, "").with_say(list.say.clone()) };
        let listed = listed
            .into_iter()
            .map(|known| {
                known.unwrap_or_else(|| {
                    self.listed.push(template.clone());
                    self.listed.len() as u32 - 1
                })
            })
            .collect();
        OpenList { names, listed }
    }

    /// What the policy publishes, approves or withholds is written openly: the sealed names among
    /// it become known by those words.
    fn learn_spellings(&mut self) {
        let published = self.published.iter().map(|published| &published.what);
        let withheld = self.withheld.iter().map(|withheld| &withheld.what);
        let approved = self.approvals.iter().map(|approval| &approval.what);
        for what in published.chain(withheld).chain(approved) {
            for list in self.sealed.iter().filter_map(|list| list.open.as_deref()) {
                for number in list.names.numbers(what) {
                    let entry = list.listed.get(number as usize).map(|entry| *entry as usize);
                    let entry = entry.and_then(|entry| self.listed.get_mut(entry));
                    if let Some(known) = entry.filter(|entry| entry.sealed) {
                        known.add_alias(what.as_str());
                    }
                }
            }
        }
    }
}

impl SealedList {
    /// What it lists; every kind of term is one.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    fn opened(&self, key: &Key) -> Result<Sealed, PolicyError> {
        let path = printable(&self.path);
        if self.file.key != key.id() {
            let message = format!("{path} was sealed with another key");
            let help = format!(
                "the list asks for the key {}, the one that was given is {}",
                printable(&self.file.key),
                key.id()
            );
            return Err(self.place.error(message, "this list").with_help(help));
        }
        Sealed::open(&self.file, key).map_err(|why| {
            let message = format!("{path} cannot be opened: {why}");
            let help = "take it from git as it was sealed, or seal the list again";
            self.place.error(message, "this list").with_help(help)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_comes_back_from_its_byte() {
        for term in [TermKind::TradeSecret, TermKind::WorkProcess, TermKind::ProjectDetail] {
            for (common, everyday) in [(false, false), (true, false), (false, true)] {
                let mark = Mark { common, everyday, term };
                assert_eq!(Mark::of_byte(mark.to_byte()), mark);
            }
        }
    }
}
