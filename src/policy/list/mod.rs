//! Lists kept in files of their own.

mod csv;
mod known;
mod names;
mod plain;
mod sealed;

pub use names::{ListError, read_list};
pub use sealed::{Mark, OpenList, SealedList, sealed_text};

use super::draft::{Draft, Word, folded};
use super::error::{PolicyError, printable};
use super::reader::{Fields, nearest, spoken};
use super::{Kind, Listed, TermKind};
use crate::names::sealed::is_sealed;
use arcstr::{ArcStr, Substr};
use known::Known;

/// A row of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Row {
    name: Substr,
    aliases: Vec<Substr>,
}

/// Why a list cannot be read.
#[derive(Debug, PartialEq, Eq)]
enum Unreadable {
    /// Several columns, and none is named as one of names is.
    NoColumn { found: Vec<String> },
    /// The column the policy asks for is not there.
    UnknownColumn { column: String, found: Vec<String> },
    /// A quotation mark that opens on that line, from 1, is never closed.
    OpenQuote { line: u64 },
}

/// Reads every `[[list]]`. A name that has an entry already, in a table or an earlier row, gets
/// the row's aliases and stays one entry: the same company is often exported twice.
pub(super) fn read_all(draft: &mut Draft<'_>) {
    let mut known = Known::default();
    for claim in &draft.claims {
        known.get(claim.kind, &claim.word.text, claim.entry, &draft.policy.listed);
    }
    for list in std::mem::take(&mut draft.lists) {
        read(draft, &list, &mut known);
    }
}

fn read(draft: &mut Draft<'_>, list: &Fields, known: &mut Known) {
    let (Some(kind), Some(file)) = (list.choice("kind"), list.text("file")) else { return };
    let Some(kind) = kind_named(kind) else { return };
    let Some((path, bytes)) = draft.read_named(file) else { return };
    let is_sealed = has_ending(&path, &["sealed"]) || is_sealed(&bytes);
    let Some(text) = draft.decode(file, &path, bytes) else { return };
    if is_sealed {
        sealed::add(draft, list, file, &path, &text);
        return;
    }
    let text = ArcStr::from(text);
    let (column, aliases) = (list.text("column"), list.text("aliases-column"));
    let names = |word: Option<&Word>| word.map(|word| word.text.clone());
    match rows(&path, &text, kind, names(column).as_deref(), names(aliases).as_deref()) {
        Ok(rows) => {
            let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
            known.reserve(lines);
            draft.policy.listed.reserve(lines);
            let template = Listed {
                common_word: list.flag("common-word").copied().unwrap_or(false),
                everyday: list.flag("everyday").copied(),
                ..Listed::new(kind, Substr::default()).with_say(list.string("say"))
            };
            for row in rows {
                add(draft, &template, row, known);
            }
        }
        Err(why) => draft.errors.push(error(&path, list, file, &why)),
    }
}

/// The rows of a list. Those of a plain one are read as they are asked for: it may be long.
fn rows<'t>(
    path: &str,
    text: &'t ArcStr,
    kind: Kind,
    column: Option<&str>,
    aliases: Option<&str>,
) -> Result<Box<dyn Iterator<Item = Row> + 't>, Unreadable> {
    if has_ending(path, &["csv", "tsv"]) || column.is_some() {
        Ok(Box::new(csv::read(text, kind, column, aliases)?.into_iter()))
    } else {
        Ok(Box::new(plain::read(text)))
    }
}

/// The kind that `[[list]]` calls `name`; a list of terms holds trade secrets.
fn kind_named(name: &str) -> Option<Kind> {
    Some(match name {
        "customer" => Kind::Customer,
        "partner" => Kind::Partner,
        "supplier" => Kind::Supplier,
        "project" => Kind::Project,
        "term" => Kind::Term(TermKind::default()),
        _ => return None,
    })
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, own)| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
}

fn add(draft: &mut Draft<'_>, template: &Listed, row: Row, known: &mut Known) {
    let kind = template.kind;
    if row.name.trim().is_empty() || !row.name.is_ascii() && folded(&row.name).is_empty() {
        return;
    }
    let listed = &mut draft.policy.listed;
    let (index, _) = known.get(kind, &row.name, listed.len(), listed);
    if index == listed.len() {
        listed.push(Listed { name: row.name, ..template.clone() });
    }
    for alias in row.aliases {
        let plain = folded(&alias);
        if plain.is_empty() {
            continue;
        }
        let (at, is_new) = known.get(kind, &alias, index, listed);
        let Some(entry) = listed.get_mut(index) else { return };
        // Another entry may have the same alias: then this one is asked itself.
        if is_new || at != index && entry.names().all(|own| folded(own) != plain) {
            entry.add_alias(alias);
        }
    }
}

fn error(path: &str, list: &Fields, file: &Word, why: &Unreadable) -> PolicyError {
    let path = printable(path);
    let columns = |found: &[String]| {
        let found: Vec<_> = found.iter().map(|name| format!("`{}`", printable(name))).collect();
        format!("its columns are {}", spoken(found.iter().map(String::as_str)))
    };
    match why {
        Unreadable::NoColumn { found } => file
            .place
            .error(format!("{path} has several columns"), "which of them holds the names?")
            .with_help(format!("add column = \"…\": {}", columns(found))),
        Unreadable::UnknownColumn { column, found } => {
            let asking = ["column", "aliases-column"].into_iter().filter_map(|key| list.text(key));
            let word = asking.into_iter().find(|word| word.text == *column).unwrap_or(file);
            let label = match nearest(column, found.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{}`?", printable(near)),
                None => "no such column".to_owned(),
            };
            let message = format!("{path} has no column `{}`", printable(column));
            word.place.error(message, label).with_help(columns(found))
        }
        Unreadable::OpenQuote { line } => file
            .place
            .error(format!("{path}: a quotation mark on line {line} is never closed"), "this list")
            .with_help("close it, or double it (\"\") if it belongs to the name"),
    }
}
