//! A report as text: one file per format.
//!
//! Whatever comes from a document is neutralised on its way out, so that no format can carry a
//! control sequence, a workflow command or markup that somebody wrote into a post.

mod visible;
mod aggregate;
mod wording;
mod redact;
mod summary;
mod excerpt;
mod page;
mod human;
mod short;
mod json;
mod sarif;
mod github;
mod gitlab;
mod junit;
mod rdjson;
mod markdown;
mod html;

pub use visible::{log, one_line};

use crate::finding::Report;
use std::borrow::Cow;
use std::io::{self, Write};

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Boxes around the author's words, for a writer at a terminal.
    Human,
    /// One line for each finding.
    Short,
    /// The tool's own JSON, version 1.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands that GitHub turns into annotations.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML.
    Junit,
    /// reviewdog's diagnostic format.
    Rdjson,
    /// A table for GitHub's step summary.
    Markdown,
    /// A page that needs nothing else.
    Html,
}

impl Format {
    /// Every format, in the order help texts list them.
    pub const ALL: [Format; 10] = [
        Format::Human,
        Format::Short,
        Format::Json,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Rdjson,
        Format::Markdown,
        Format::Html,
    ];

    /// The format by its name on the command line.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Whether it shows the lines around a finding.
    #[must_use]
    pub fn shows_lines(self) -> bool {
        self == Format::Human
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Short => "short",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Rdjson => "rdjson",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether the human format may use ANSI colours.
    pub color: bool,
    /// Whether the human format may draw with more than ASCII.
    pub unicode: bool,
    /// Columns of the terminal, for the human format.
    pub width: usize,
    /// Whether the words found, and the names they stand for, are left out of every format.
    pub redact: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { color: false, unicode: true, width: 100, redact: false }
    }
}

/// Writes `report` to `out` as `format`, finding by finding where the format lets it. The text ends
/// with a line feed.
///
/// # Errors
/// What `out` fails with.
pub fn write(report: &Report, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let report = if options.redact { Cow::Owned(redact::redacted(report)) } else { Cow::Borrowed(report) };
    match format {
        Format::Human => human::write(&report, options, out),
        Format::Short => short::write(&report, out),
        Format::Json => json::write(&report, out),
        Format::Sarif => sarif::write(&report, out),
        Format::Github => out.write_all(github::render(&report).as_bytes()),
        Format::Gitlab => gitlab::write(&report, out),
        Format::Junit => out.write_all(junit::render(&report).as_bytes()),
        Format::Rdjson => rdjson::write(&report, out),
        Format::Markdown => out.write_all(markdown::render(&report).as_bytes()),
        Format::Html => out.write_all(html::render(&report).as_bytes()),
    }
}

/// Writes the verdict of `report` alone, as lines or, for [`Format::Github`], as workflow commands:
/// who tries out names learns no more than whether the gate is open.
///
/// # Errors
/// What `out` fails with.
pub fn write_aggregate(report: &Report, format: Format, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(aggregate::render(report, format == Format::Github).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_found_by_the_name_it_says() {
        for format in Format::ALL {
            assert_eq!(Format::of_name(format.name()), Some(format));
        }
        assert_eq!(Format::of_name("xml"), None);
    }
}
