//! From TOML to checked fields: every table is held against the table of keys.

mod fields;
mod nearest;
mod syntax;
mod value;

pub(super) use fields::{Fields, HouseRule, LastDay};
pub(super) use nearest::{nearest, spoken};

use super::draft::{Place, Word};
use super::error::{PolicyError, PolicyFile, printable};
use super::keys::{FILE, Table};
use crate::span::Span;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// A file as read.
pub(super) struct Read {
    pub(super) fields: Fields,
    /// Whether it is valid TOML, so that nothing it says was missed.
    pub(super) whole: bool,
}

/// Reads `file`; what is wrong with it goes to `errors`.
///
/// A file with syntax errors is read as far as it can be: what is wrong elsewhere in it is
/// reported as well, but nothing is missed that a broken line may have said.
pub(super) fn read(file: &Arc<PolicyFile>, errors: &mut Vec<PolicyError>) -> Read {
    let (root, syntax) = DeTable::parse_recoverable(&file.text);
    let mut reader = Reader { file, errors: Vec::new(), broken: !syntax.is_empty() };
    let fields = reader.table(&FILE, root.get_ref(), Span::at(0));
    let broken = syntax::Broken::new(file, &syntax);
    errors.extend(reader.errors.into_iter().filter(|error| !broken.holds(error)));
    errors.extend(broken.errors);
    Read { fields, whole: syntax.is_empty() }
}

struct Reader<'f> {
    file: &'f Arc<PolicyFile>,
    errors: Vec<PolicyError>,
    /// Whether the file has syntax errors: what is missing may stand in a broken line.
    broken: bool,
}

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        Place { file: Arc::clone(self.file), span }
    }

    fn word(&self, text: &str, span: Span) -> Word {
        Word { text: text.trim().to_owned(), place: self.place(span) }
    }

    fn wrong(&mut self, span: Span, message: String, label: impl Into<String>, help: impl Into<String>) {
        let error = PolicyError::new(message).with_label(self.file, span, label);
        self.errors.push(error.with_help(help));
    }

    fn table(&mut self, spec: &'static Table, table: &DeTable<'_>, at: Span) -> Fields {
        let mut fields = Fields::new(self.place(at));
        let mut meant = Vec::new();
        for (key, value) in table.iter() {
            match spec.key(key.get_ref()) {
                Some(known) => {
                    if let Some(value) = self.value(known, value) {
                        fields.add(known.name, value);
                    }
                }
                None => meant.extend(self.unknown_key(spec, key.get_ref(), Span::from(key.span()))),
            }
        }
        for key in spec.keys.iter().filter(|key| key.required) {
            if !self.broken && table.get(key.name).is_none() && !meant.contains(&key.name) {
                let message = format!("{} has no `{}`", spec.head, key.name);
                let label = format!("`{}` is missing", key.name);
                self.wrong(at, message, label, format!("add {} = …, {}", key.name, key.about));
            }
        }
        fields
    }

    /// Reports the key and gives the one that was meant, if one is near.
    fn unknown_key(&mut self, spec: &'static Table, key: &str, span: Span) -> Option<&'static str> {
        let names = || spec.keys.iter().map(|key| key.name);
        let near = nearest(key, names());
        let label = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "not a key of this table".to_owned(),
        };
        let message = format!("unknown key `{}` in {}", printable(key), spec.head);
        self.wrong(span, message, label, format!("{} knows {}", spec.head, spoken(names())));
        near
    }

    fn wrong_type(&mut self, key: &str, expected: &str, found: &DeValue<'_>, span: Span, help: String) {
        let found = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.wrong(span, format!("`{}` is not {expected}", printable(key)), format!("this is {found}"), help);
    }
}
