//! A policy in the making, and what its tables need to be checked against each other.

use super::error::{PolicyError, PolicyFile, printable};
use super::reader::Fields;
use super::{Kind, Policy};
use crate::document::Source;
use crate::source::Tree;
use crate::span::Span;
use std::sync::Arc;

/// A place in a file of the policy.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) file: Arc<PolicyFile>,
    pub(super) span: Span,
}

impl Place {
    /// An error about this place.
    pub(super) fn error(&self, message: impl Into<String>, label: impl Into<String>) -> PolicyError {
        PolicyError::new(message).with_label(&self.file, self.span, label)
    }

    /// An error about this place and an earlier one, whose file may be another; `help` follows.
    pub(super) fn clash(
        &self,
        earlier: &Place,
        message: String,
        labels: [&str; 2],
        help: &str,
    ) -> PolicyError {
        let error = self.error(message, labels[0]);
        if Arc::ptr_eq(&self.file, &earlier.file) {
            return error.with_label(&earlier.file, earlier.span, labels[1]).with_help(help);
        }
        let place = earlier.file.place(earlier.span);
        error.with_help(format!("{} in {place}: {help}", labels[1]))
    }
}

/// A text and where it is written.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// The text, without white space around it.
    pub(super) text: String,
    pub(super) place: Place,
}

impl Word {
    /// The text as its readers see it: case, accents and spacing do not count.
    pub(super) fn folded(&self) -> String {
        folded(&self.text)
    }
}

/// `text` as its readers see it: case, accents and spacing do not count.
pub(super) fn folded(text: &str) -> String {
    crate::word::fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name that an entry of the policy lays claim to.
#[derive(Debug)]
pub(super) struct Claim {
    /// Its kind; every kind of term counts as one.
    pub(super) kind: Kind,
    /// The entry, by its place in the policy's listed names.
    pub(super) entry: usize,
    /// The name or alias.
    pub(super) word: Word,
}

/// A policy in the making.
pub(super) struct Draft<'t> {
    pub(super) tree: &'t dyn Tree,
    pub(super) policy: Policy,
    pub(super) errors: Vec<PolicyError>,
    /// The files read so far; the main one is the first.
    pub(super) files: Vec<Arc<PolicyFile>>,
    /// Whether every file was read to its end, so that the tables can be held against each other.
    pub(super) whole: bool,
    /// Tables that may be given once, with their places.
    pub(super) once: Vec<(&'static str, Place)>,
    /// `[[list]]` tables: they are read when the names of every file are known.
    pub(super) lists: Vec<Fields>,
    pub(super) claims: Vec<Claim>,
    pub(super) company_handles: Vec<Word>,
    pub(super) employee_handles: Vec<Word>,
    pub(super) withheld: Vec<Word>,
    pub(super) approved: Vec<Word>,
    /// Ids of rules that approvals and `[rules.ID]` name.
    pub(super) rules_named: Vec<Word>,
    /// Ids that `[rules.ID]` tunes.
    pub(super) rules_tuned: Vec<Word>,
    /// Ids of house rules.
    pub(super) house_rules: Vec<Word>,
}

impl<'t> Draft<'t> {
    pub(super) fn new(tree: &'t dyn Tree) -> Self {
        Draft {
            tree,
            policy: Policy::default(),
            errors: Vec::new(),
            files: Vec::new(),
            whole: true,
            once: Vec::new(),
            lists: Vec::new(),
            claims: Vec::new(),
            company_handles: Vec::new(),
            employee_handles: Vec::new(),
            withheld: Vec::new(),
            approved: Vec::new(),
            rules_named: Vec::new(),
            rules_tuned: Vec::new(),
            house_rules: Vec::new(),
        }
    }

    /// The bytes of the file that `word`, the value of a key, names, with its path from the root.
    /// What is wrong with it becomes an error.
    pub(super) fn read_named(&mut self, word: &Word) -> Option<(String, Vec<u8>)> {
        let path = self.path_named(word)?;
        let error = match self.tree.read(&path) {
            Ok(Some(bytes)) => {
                self.policy.files.push(path.clone());
                return Some((path, bytes));
            }
            Ok(None) => {
                let help = match self.nearest_path(&path) {
                    Some(near) => format!("did you mean {near}?"),
                    None => "paths are relative to the file that names them".to_owned(),
                };
                let message = format!("there is no file {}", printable(&path));
                word.place.error(message, "no such file").with_help(help)
            }
            Err(why) => unreadable(word, &path, &why.to_string()),
        };
        self.errors.push(error);
        None
    }

    /// Bytes that [`Draft::read_named`] gave, as text.
    pub(super) fn decode(&mut self, word: &Word, path: &str, bytes: Vec<u8>) -> Option<String> {
        match Source::decode(bytes) {
            Ok(source) => Some(source.into_text()),
            Err(why) => {
                self.errors.push(unreadable(word, path, &why.to_string()));
                None
            }
        }
    }

    /// The path that `word` names, from the root.
    pub(super) fn path_named(&mut self, word: &Word) -> Option<String> {
        let folder = super::path::folder(&word.place.file.path);
        match super::path::resolve(folder, &word.text) {
            Ok(path) => Some(path),
            Err(help) => {
                let message = "a path that cannot be used";
                self.errors.push(word.place.error(message, "not a path in this repository").with_help(help));
                None
            }
        }
    }

    fn nearest_path(&self, path: &str) -> Option<String> {
        let paths = self.tree.paths().ok()?;
        let near = super::reader::nearest(path, paths.iter().map(String::as_str))?;
        Some(printable(near))
    }
}

fn unreadable(word: &Word, path: &str, why: &str) -> PolicyError {
    word.place.error(format!("{} cannot be read: {why}", printable(path)), "this file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_spacing_do_not_tell_names_apart() {
        for name in ["Bright & Vale", "  bright  &\tVALE ", "Bríght\u{a0}& Vale", "BRIGHT & VALE "] {
            assert_eq!(folded(name), "bright & vale", "{name:?}");
        }
    }
}
