//! From TOML to checked fields: every table is held against the table of keys.

mod fields;
mod nearest;
mod value;

pub(super) use fields::{Fields, HouseRule, LastDay};
pub(super) use nearest::{nearest, spoken};

use super::draft::{Place, Word};
use super::error::{PolicyError, PolicyFile, printable};
use super::keys::{FILE, Table};
use crate::span::Span;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Reads `file`; what is wrong with it goes to `errors`.
///
/// A file with syntax errors is read as far as it can be: what is wrong elsewhere in it is
/// reported as well, but nothing is missed that a broken line may have said.
pub(super) fn read(file: &Arc<PolicyFile>, errors: &mut Vec<PolicyError>) -> Fields {
    let (root, syntax) = DeTable::parse_recoverable(&file.text);
    let mut reader = Reader { file, errors: Vec::new(), broken: !syntax.is_empty() };
    let fields = reader.table(&FILE, root.get_ref(), Span::at(0));
    let broken = syntax_errors(file, &syntax);
    let lines: Vec<_> = broken.iter().filter_map(PolicyError::line).collect();
    let found = reader.errors.into_iter();
    errors.extend(found.filter(|error| error.line().is_none_or(|line| !lines.contains(&line))));
    errors.extend(broken);
    fields
}

/// One error for each thing that is wrong: a bracket left open makes every line after it one
/// more error, of which only the first says anything.
fn syntax_errors(file: &Arc<PolicyFile>, syntax: &[toml::de::Error]) -> Vec<PolicyError> {
    let mut found: Vec<(Span, &str)> = syntax
        .iter()
        .map(|error| (error.span().map_or_else(|| Span::at(file.text.len()), Span::from), error.message()))
        .collect();
    found.sort_by_key(|(span, _)| *span);
    let left_open = found.iter().any(|(_, message)| message.starts_with("unclosed array, "));
    let mut in_array = false;
    let mut lines = Vec::new();
    let mut errors = Vec::new();
    for (span, message) in found {
        let cascade = message.contains("array elements") || message.contains("in array");
        let repeated = cascade && std::mem::replace(&mut in_array, true);
        let last = in_array && message.starts_with("unclosed array, ");
        let line = file.line(span);
        if repeated || last || lines.contains(&line) {
            continue;
        }
        lines.push(line);
        let error = PolicyError::new(format!("not valid TOML: {message}")).with_label(file, span, "here");
        errors.push(match left_open && cascade {
            true => error.with_help("a list before this place is not closed: add ]"),
            false => error,
        });
    }
    errors
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
        for (key, value) in table.iter() {
            match spec.key(key.get_ref()) {
                Some(known) => {
                    if let Some(value) = self.value(known, value) {
                        fields.add(known.name, value);
                    }
                }
                None => self.unknown_key(spec, key.get_ref(), Span::from(key.span())),
            }
        }
        for key in spec.keys.iter().filter(|key| key.required) {
            if !self.broken && table.get(key.name).is_none() {
                let message = format!("{} has no `{}`", spec.head, key.name);
                let label = format!("`{}` is missing", key.name);
                self.wrong(at, message, label, format!("add {} = …, {}", key.name, key.about));
            }
        }
        fields
    }

    fn unknown_key(&mut self, spec: &'static Table, key: &str, span: Span) {
        let names = || spec.keys.iter().map(|key| key.name);
        let label = match nearest(key, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "not a key of this table".to_owned(),
        };
        let message = format!("unknown key `{}` in {}", printable(key), spec.head);
        self.wrong(span, message, label, format!("{} knows {}", spec.head, spoken(names())));
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
