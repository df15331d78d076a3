//! What is wrong with a policy, shown on the user's own file.

use crate::span::{Lines, Span};
use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use std::fmt;
use std::sync::Arc;

/// Everything that is wrong with a policy, in the order of its files.
#[derive(Debug)]
pub struct PolicyErrors {
    path: String,
    errors: Vec<PolicyError>,
}

impl PolicyErrors {
    pub(super) fn new(path: &str, errors: Vec<PolicyError>) -> Self {
        PolicyErrors { path: path.to_owned(), errors }
    }

    /// Each error; at least one.
    #[must_use]
    pub fn errors(&self) -> &[PolicyError] {
        &self.errors
    }
}

impl fmt::Display for PolicyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.errors.len();
        let errors = if count == 1 { "error" } else { "errors" };
        write!(f, "{} cannot be used: {count} {errors}", printable(&self.path))
    }
}

impl std::error::Error for PolicyErrors {}

impl Diagnostic for PolicyErrors {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.errors.iter().map(|error| error as &dyn Diagnostic)))
    }
}

/// One thing that is wrong with a policy.
#[derive(Debug, Clone)]
pub struct PolicyError {
    message: String,
    help: Option<String>,
    file: Option<Arc<PolicyFile>>,
    labels: Vec<(Span, String)>,
}

impl PolicyError {
    /// An error about no place in particular.
    pub(super) fn new(message: impl Into<String>) -> Self {
        PolicyError { message: message.into(), help: None, file: None, labels: Vec::new() }
    }

    /// What to do.
    #[must_use]
    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A place in `file`; every label of an error is in the same file.
    #[must_use]
    pub(super) fn with_label(mut self, file: &Arc<PolicyFile>, span: Span, label: impl Into<String>) -> Self {
        self.file = Some(Arc::clone(file));
        self.labels.push((span, label.into()));
        self
    }

    /// Path of the file it is about; `None` if there is no such file.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.file.as_ref().map(|file| file.path.as_str())
    }

    /// The place it is about in the decoded text of the file.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|(span, _)| *span)
    }

    /// Line of the place it is about, from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        Some(self.file.as_ref()?.line(self.span()?))
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PolicyError {}

impl Diagnostic for PolicyError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.file.as_deref().map(|file| file as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = self.labels.first()?.0;
        Some(Box::new(self.labels.iter().map(move |(span, text)| {
            let text = Some(text.clone()).filter(|text| !text.is_empty());
            let range = SourceSpan::from((span.start, span.len()));
            if *span == primary {
                LabeledSpan::new_primary_with_span(text, range)
            } else {
                LabeledSpan::new_with_span(text, range)
            }
        })))
    }
}

/// A file of the policy: its text for reading, and a copy that is safe to show.
#[derive(Debug)]
pub(super) struct PolicyFile {
    /// Path relative to the root.
    pub(super) path: String,
    /// The decoded text.
    pub(super) text: Arc<str>,
    shown: String,
    lines: Lines,
}

impl PolicyFile {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let shown = neutral(text);
        PolicyFile { path: path.to_owned(), text: text.into(), lines: Lines::new(&shown), shown }
    }

    /// The line `span` begins in, from 1.
    pub(super) fn line(&self, span: Span) -> usize {
        self.lines.place(&self.shown, span.start).0
    }

    /// Path and line, as one would type them into an editor.
    pub(super) fn place(&self, span: Span) -> String {
        format!("{}:{}", printable(&self.path), self.line(span))
    }
}

impl SourceCode for PolicyFile {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.shown.as_str().read_span(span, before, after)?;
        // The column stands in the header, where people read characters and not bytes.
        let column = match contents.column() {
            0 => 0,
            _ => self.lines.place(&self.shown, contents.span().offset()).1 - 1,
        };
        Ok(Box::new(MietteSpanContents::new_named(
            printable(&self.path),
            contents.data(),
            *contents.span(),
            contents.line(),
            column,
            contents.line_count(),
        )))
    }
}

/// `text` with everything that a terminal would act on replaced, byte for byte as long. A
/// carriage return stays only where it belongs to a line end.
fn neutral(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let harmless = match c {
            '\n' | '\t' => true,
            '\r' => rest.peek() == Some(&'\n'),
            c => !acts(c),
        };
        out.push(match c.len_utf8() {
            _ if harmless => c,
            1 => '?',
            2 => '·',
            _ => '\u{fffd}',
        });
    }
    out
}

/// A value from a file as messages quote it: short, on one line, with nothing a terminal would
/// act on.
pub(super) fn printable(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut out = String::new();
    for (index, c) in text.chars().enumerate() {
        if index == LONGEST {
            out.push('…');
            break;
        }
        if acts(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Control characters and those that turn the direction of what follows.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_acts_on_is_shown_as_something_of_the_same_length() {
        let text = "a\u{1b}[31m\u{9b}x\u{202e}y\r\n\rz";
        let shown = neutral(text);
        assert_eq!(shown.len(), text.len());
        assert_eq!(shown, "a?[31m·x\u{fffd}y\r\n?z");
    }

    #[test]
    fn a_value_is_quoted_on_one_line() {
        assert_eq!(printable("a\u{1b}]0;x\nb"), "a\\u{1b}]0;x\\u{a}b");
        assert_eq!(printable(&"x".repeat(999)), format!("{}…", "x".repeat(200)));
    }
}
