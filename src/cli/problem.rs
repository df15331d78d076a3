//! Why nothing could be judged, told on standard error.

use super::World;
use crate::hook::HookError;
use crate::policy::PolicyErrors;
use crate::render::{log, one_line};
use crate::source::{SourceError, plain_io};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};
use std::io;
use thiserror::Error;

/// Why the command could not be carried out.
#[derive(Debug, Error, Diagnostic)]
pub enum Problem {
    /// The repository, a revision or a path.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Source(#[from] SourceError),
    /// The policy.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Policy(#[from] PolicyErrors),
    /// The hooks.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Hook(#[from] HookError),
    /// Mistakes in house rules.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Rule(#[from] Box<RuleProblem>),
    /// The call.
    #[error("{message}")]
    #[diagnostic(help("{help}"))]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// Reading or writing.
    #[error("{what} failed: {why}")]
    #[diagnostic(help("{help}"))]
    Io {
        /// What was tried.
        what: String,
        /// The operating system's reason.
        why: String,
        /// What to do.
        help: &'static str,
    },
    /// Whoever read the output has gone; that is no error.
    #[error("the output was closed")]
    Closed,
}

/// A mistake in a rule.
#[derive(Debug, Error, Diagnostic)]
#[error("rule {rule}: {message}")]
#[diagnostic(help("{help}"))]
pub struct RuleProblem {
    pub(super) rule: String,
    pub(super) message: String,
    pub(super) help: String,
    #[source_code]
    pub(super) file: miette::NamedSource<String>,
    #[label("here")]
    pub(super) at: miette::SourceSpan,
    #[related]
    pub(super) others: Vec<RuleProblem>,
}

impl Problem {
    pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Problem::Usage { message: one_line(&message.into()), help: help.into() }
    }

    pub(super) fn io(what: impl Into<String>, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::BrokenPipe {
            return Problem::Closed;
        }
        let help = match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
                "check the spelling; a folder is not made for you"
            }
            _ => "see to the rights and the room on that disk, then run it again",
        };
        Problem::Io { what: one_line(&what.into()), why: plain_io(&source), help }
    }

    /// Tells it on standard error and gives the exit status.
    pub(super) fn tell(self, world: &mut World<'_>) -> u8 {
        if matches!(self, Problem::Closed) {
            return 0;
        }
        let theme = match (world.screen.color, world.screen.unicode) {
            (true, true) => GraphicalTheme::unicode(),
            (false, true) => GraphicalTheme::unicode_nocolor(),
            (_, false) => GraphicalTheme::none(),
        };
        let handler =
            GraphicalReportHandler::new_themed(theme).with_width(world.screen.width).with_links(false);
        let mut text = String::new();
        if handler.render_report(&mut text, &self).is_err() {
            text = self.to_string();
        }
        // A closed standard error leaves nobody to tell; the status says it.
        let _ = writeln!(world.err, "{}\n", log(text.trim_end()));
        2
    }
}
