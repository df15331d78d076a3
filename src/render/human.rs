//! Boxes around the author's words, for a writer at a terminal.

use super::Options;
use super::excerpt::{Excerpt, width};
use super::short;
use super::summary::Summary;
use super::visible::{cut, log, one_line};
use super::wording::{by_light, under_the_words, what_to_do, why_settled};
use crate::document::WIDEST;
use crate::finding::{Finding, Light, Report, State};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use std::fmt;
use std::io::{self, Write};
use textwrap::{WordSeparator, WordSplitter};

/// Settled findings are listed one by one up to this number, beyond it they are only counted.
const FEW: usize = 10;
/// The longest words of an author that such a line repeats, in characters.
const WORDS: usize = 60;
/// Columns below which nothing can be drawn sensibly.
const NARROWEST: usize = 40;
/// Columns that miette puts before the lines of a help.
const HELP: usize = 8;
/// Columns that a label needs to be worth wrapping.
const LABEL: usize = 16;

pub(super) fn write(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let drawing = Drawing::new(options);
    for finding in report.findings.iter().filter(|finding| finding.state == State::Open) {
        writeln!(out, "{}", log(&drawing.finding(finding)))?;
    }
    let lines = drawing.lines(report);
    if !lines.is_empty() {
        writeln!(out, "{}", log(&lines))?;
    }
    out.write_all(log(&drawing.summary(report)).as_bytes())
}

struct Drawing<'a> {
    options: &'a Options,
    width: usize,
    theme: GraphicalTheme,
    separator: &'static str,
}

impl<'a> Drawing<'a> {
    fn new(options: &'a Options) -> Self {
        let theme = match (options.unicode, options.color) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme::ascii(),
            (false, false) => GraphicalTheme::none(),
        };
        let separator = if options.unicode { " · " } else { " - " };
        Drawing { options, width: options.width.clamp(NARROWEST, WIDEST), theme, separator }
    }

    fn finding(&self, finding: &Finding) -> String {
        let gutter = (finding.start.line + 1).to_string().len() + 4;
        let columns = self.width.saturating_sub(gutter);
        let name = one_line(&finding.path);
        let excerpt = Excerpt::of(finding, name, columns, self.options.unicode);
        let label = self.wrapped(&under_the_words(finding), columns.saturating_sub(excerpt.middle + 4));
        let drawn = Drawn {
            message: one_line(&finding.message),
            help: self.help(finding),
            light: finding.light,
            label,
            excerpt,
        };
        let mut theme = self.theme.clone();
        let style = by_light(finding.light, theme.styles.error, theme.styles.warning, theme.styles.advice);
        theme.styles.highlights = vec![style];
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(self.width + 2)
            .with_context_lines(1)
            .with_break_words(false)
            .with_word_separator(WordSeparator::AsciiSpace)
            .with_word_splitter(WordSplitter::NoHyphenation)
            .without_syntax_highlighting();
        let mut out = String::new();
        match handler.render_report(&mut out, &drawn) {
            Ok(()) => out,
            Err(_) => short::line(finding),
        }
    }

    /// A label that would leave the screen goes on in the next line, if there is room for words.
    fn wrapped(&self, label: &str, room: usize) -> String {
        if room < LABEL || width(label) <= room {
            label.to_owned()
        } else {
            textwrap::fill(label, by_words(room))
        }
    }

    /// What to do. The command stands on one line, so that it can be copied.
    fn help(&self, finding: &Finding) -> String {
        let help = what_to_do(finding, self.separator);
        let Some((rest, command)) = help.rsplit_once(self.separator) else { return help };
        let room = self.width.saturating_sub(HELP);
        let last = textwrap::wrap(rest, by_words(room)).last().map_or(0, |line| width(line));
        if last + width(self.separator) + width(command) <= room {
            help
        } else {
            format!("{rest}{}\n{command}", self.separator.trim_end())
        }
    }

    /// What was cleared or answered, the notes, and what could not be judged.
    fn lines(&self, report: &Report) -> String {
        let mut out = String::new();
        for state in [State::Cleared, State::Acknowledged] {
            let settled: Vec<_> = report.findings.iter().filter(|finding| finding.state == state).collect();
            for finding in settled.iter().take_while(|_| settled.len() <= FEW) {
                out.push_str(&format!(
                    "{}: `{}` in {}:{}, {}\n",
                    state.name(),
                    cut(&one_line(&finding.text), WORDS),
                    one_line(&finding.path),
                    finding.start.line,
                    why_settled(finding, &report.now)
                ));
            }
        }
        for note in &report.notes {
            let note = short::note(note, self.separator);
            out.push_str(&format!("{} {note}\n", self.theme.styles.advice.style("note:")));
        }
        for unjudged in &report.unjudged {
            let (what, why) = (one_line(&unjudged.what), one_line(&unjudged.why));
            out.push_str(&format!("{} {what}: {why}\n", self.theme.styles.error.style("not judged:")));
        }
        out
    }

    fn summary(&self, report: &Report) -> String {
        let Summary { read, found, gate } = Summary::of(report, self.separator);
        let gate = if report.exit() > 0 {
            self.theme.styles.error.style(gate).to_string()
        } else if report.verdict() > Light::Green {
            self.theme.styles.warning.style(gate).to_string()
        } else {
            gate
        };
        format!("{read}\n{found}{}{gate}\n", self.separator)
    }
}

/// Lines break between words alone: an address or a command that was broken cannot be used.
fn by_words<'a>(room: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(room)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

/// A finding as miette draws it.
struct Drawn {
    message: String,
    label: String,
    help: String,
    light: Light,
    excerpt: Excerpt,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn severity(&self) -> Option<Severity> {
        Some(by_light(self.light, Severity::Error, Severity::Warning, Severity::Advice))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some(self.label.clone()), self.excerpt.mark.clone());
        Some(Box::new(std::iter::once(label)))
    }
}
