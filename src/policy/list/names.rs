//! A list read by itself, without a policy around it.

use super::{Unreadable, folded, rows};
use crate::policy::{Kind, Listed};
use arcstr::ArcStr;
use rustc_hash::FxHashMap;
use thiserror::Error;

/// Why a list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ListError {
    /// Several columns, and none is named as one of names is.
    #[error("it has several columns: {}", .found.join(", "))]
    NoColumn {
        /// Their names.
        found: Vec<String>,
    },
    /// The column that was asked for is not there.
    #[error("it has no column {column}; its columns are {}", .found.join(", "))]
    UnknownColumn {
        /// What was asked for.
        column: String,
        /// The names of those that are there.
        found: Vec<String>,
    },
    /// A quotation mark that opens on that line, from 1, is never closed.
    #[error("a quotation mark on line {line} is never closed")]
    OpenQuote {
        /// The line.
        line: u64,
    },
}

/// The names in `text`, a list of `kind` in a file called `path`: CSV by its ending or if there is
/// a column, else one name a line. Rows of the same name become one.
///
/// # Errors
/// Why it cannot be read.
pub fn read_list(
    path: &str,
    text: &str,
    kind: Kind,
    column: Option<&str>,
    aliases: Option<&str>,
) -> Result<Vec<Listed>, ListError> {
    let text = ArcStr::from(text);
    let rows = rows(path, &text, kind, column, aliases).map_err(|why| match why {
        Unreadable::NoColumn { found } => ListError::NoColumn { found },
        Unreadable::UnknownColumn { column, found } => ListError::UnknownColumn { column, found },
        Unreadable::OpenQuote { line } => ListError::OpenQuote { line },
    })?;
    let mut listed: Vec<Listed> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for row in rows {
        let key = folded(&row.name);
        if key.is_empty() {
            continue;
        }
        let at = *known.entry(key).or_insert(listed.len());
        if at == listed.len() {
            listed.push(Listed::new(kind, row.name));
        }
        row.aliases.into_iter().for_each(|alias| listed[at].add_alias(alias));
    }
    Ok(listed)
}
