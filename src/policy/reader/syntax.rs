//! Syntax errors, one for each thing that is wrong.

use crate::policy::error::{PolicyError, PolicyFile};
use crate::span::Span;
use std::sync::Arc;

/// The lines of a file that are not valid TOML.
pub(super) struct Broken {
    /// What is wrong with them.
    pub(super) errors: Vec<PolicyError>,
    lines: Vec<usize>,
    /// The line from which on nothing can be told, because a list before it is left open.
    unread_from: Option<usize>,
}

impl Broken {
    /// One error a line. A list left open makes every line after it one more error, of which only
    /// the first says anything.
    pub(super) fn new(file: &Arc<PolicyFile>, syntax: &[toml::de::Error]) -> Self {
        let mut found: Vec<(Span, &str)> = syntax
            .iter()
            .map(|error| {
                (error.span().map_or_else(|| Span::at(file.text.len()), Span::from), error.message())
            })
            .collect();
        found.sort_by_key(|(span, _)| *span);
        let left_open = found.iter().any(|(_, message)| message.starts_with("unclosed array, "));
        let of_a_list = ["array elements", "in array", "unclosed array, ", "string values must be quoted"];
        let mut broken = Broken { errors: Vec::new(), lines: Vec::new(), unread_from: None };
        for (span, message) in found {
            let line = file.line(span);
            if broken.lines.contains(&line) {
                continue;
            }
            broken.lines.push(line);
            let error = PolicyError::new(format!("not valid TOML: {message}")).with_label(file, span, "here");
            if left_open && of_a_list.iter().any(|part| message.contains(part)) {
                broken.errors.push(error.with_help("a list before this place is not closed: add ]"));
                broken.unread_from = Some(line);
                break;
            }
            broken.errors.push(error);
        }
        broken
    }

    /// Whether what `error` is about may only be wrong because the line is broken.
    pub(super) fn holds(&self, error: &PolicyError) -> bool {
        error.line().is_some_and(|line| {
            self.lines.contains(&line) || self.unread_from.is_some_and(|from| line >= from)
        })
    }
}
