//! What a rule says about one place, and the report of a run.

use crate::document::Around;
use crate::span::{Position, Span};
use rustc_hash::FxHashSet;
use std::fmt;
use std::sync::Arc;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// Nothing to do: the note says what was seen.
    Green,
    /// Needs judgement.
    Yellow,
    /// Must not be made public.
    Red,
}

impl Light {
    /// `green`, `yellow` or `red`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Light::Green => "green",
            Light::Yellow => "yellow",
            Light::Red => "red",
        }
    }
}

impl fmt::Display for Light {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It stands.
    Open,
    /// The public record or an approval clears it.
    Cleared,
    /// The writer answered a yellow with a reason.
    Acknowledged,
    /// It was already there at the base revision.
    Existing,
}

impl State {
    /// `open`, `cleared`, `acknowledged` or `existing`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Cleared => "cleared",
            State::Acknowledged => "acknowledged",
            State::Existing => "existing",
        }
    }
}

/// What cleared or answered a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// It is on the public record.
    Published {
        /// What the record names.
        what: String,
        /// Where the public can read it.
        url: Option<String>,
    },
    /// Somebody approved it in writing.
    Approval {
        /// What was approved.
        what: String,
        /// The last day it holds (`2026-09-30`), if it ends.
        until: Option<String>,
        /// Who approved.
        by: Option<String>,
        /// Where the consent is kept.
        evidence: Option<String>,
    },
    /// The writer's own answer to a yellow.
    Acknowledgement {
        /// The reason as written.
        reason: String,
        /// Line of the acknowledgement, from 1.
        line: usize,
    },
}

/// One place in one document that a rule speaks about.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Id of the rule, such as `customer-named`.
    pub rule: Arc<str>,
    /// Category that reports compare, such as `customer-name`.
    pub category: Arc<str>,
    /// How grave it is.
    pub light: Light,
    /// What became of it.
    pub state: State,
    /// Path of the document.
    pub path: Arc<str>,
    /// The author's own words: a span of the decoded text.
    pub span: Span,
    /// Where the span starts.
    pub start: Position,
    /// Where the span ends, exclusive.
    pub end: Position,
    /// The author's words at the span, as written.
    pub text: Arc<str>,
    /// The lines around the span, where a report shows them.
    pub around: Option<Around>,
    /// The headline, such as `customer named: Tidewater Mutual`.
    pub message: Arc<str>,
    /// What the label under the words says, such as `on the customer list, not approved`.
    pub label: Arc<str>,
    /// What to do.
    pub help: Arc<str>,
    /// Same rule, same words, same surroundings: the same fingerprint, wherever the lines move.
    /// 16 hexadecimal digits; unique within a report.
    pub fingerprint: String,
    /// What cleared or answered it.
    pub evidence: Option<Box<Evidence>>,
    /// Whether it is about a name of a sealed list, so that reports that travel leave its words out.
    pub sealed: bool,
}

impl Finding {
    /// Takes every text that `pool` knows from there, and tells it the others: a repository has
    /// many findings that say the same.
    pub fn share(&mut self, pool: &mut FxHashSet<Arc<str>>) {
        let own = [
            &mut self.rule,
            &mut self.category,
            &mut self.path,
            &mut self.text,
            &mut self.message,
            &mut self.label,
            &mut self.help,
        ];
        let lines = self.around.iter_mut().flat_map(|around| {
            [around.before.as_mut(), Some(&mut around.line), around.after.as_mut()].into_iter().flatten()
        });
        for text in own.into_iter().chain(lines) {
            match pool.get(&**text) {
                Some(known) => *text = known.clone(),
                None => _ = pool.insert(text.clone()),
            }
        }
    }
}

/// How much was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Files.
    pub files: usize,
    /// Posts, releases, rows.
    pub pieces: usize,
    /// Words.
    pub words: usize,
    /// Bytes as stored.
    pub bytes: usize,
}

/// A list that was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListInForce {
    /// What it lists: `customers`, `partners`, `suppliers`, `projects`, `terms`, `embargoes`.
    pub kind: String,
    /// How many entries it has.
    pub entries: usize,
}

/// Something that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjudged {
    /// A path, revision or list.
    pub what: String,
    /// Why, in plain words.
    pub why: String,
    /// Whether the policy lets the run go on without it: it is told, and closes nothing.
    pub let_pass: bool,
}

/// A stale approval or acknowledgement, a policy changed by the request: not about the text, but
/// somebody should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file it is about, if one.
    pub path: Option<String>,
    /// Line in that file, from 1.
    pub line: Option<usize>,
    /// What it says.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// From which light on the gate is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailOn {
    /// Red closes it.
    Red,
    /// Yellow closes it too.
    Yellow,
    /// It is never closed.
    Never,
}

impl FailOn {
    /// `red`, `yellow` or `never`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FailOn::Red => "red",
            FailOn::Yellow => "yellow",
            FailOn::Never => "never",
        }
    }
}

/// The outcome of a run.
#[derive(Debug, Clone)]
pub struct Report {
    /// Every finding, in the order of paths and places.
    pub findings: Vec<Finding>,
    /// Notes beside the findings.
    pub notes: Vec<Note>,
    /// How much was read.
    pub scanned: Scanned,
    /// The lists in force.
    pub lists: Vec<ListInForce>,
    /// What could not be judged; if there is any that the policy does not let pass, nothing was
    /// passed.
    pub unjudged: Vec<Unjudged>,
    /// From which light on the gate is closed.
    pub fail_on: FailOn,
    /// The instant the run was judged at, RFC 3339.
    pub now: String,
}

impl Report {
    /// The gravest light among the open findings; green if there is none.
    #[must_use]
    pub fn verdict(&self) -> Light {
        self.open().map(|finding| finding.light).max().unwrap_or(Light::Green)
    }

    /// The open findings.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.state == State::Open && finding.light > Light::Green)
    }

    /// Whether the findings close the gate.
    #[must_use]
    pub fn closed(&self) -> bool {
        match self.fail_on {
            FailOn::Red => self.verdict() == Light::Red,
            FailOn::Yellow => self.verdict() >= Light::Yellow,
            FailOn::Never => false,
        }
    }

    /// Whether everything was judged that the policy asks for.
    #[must_use]
    pub fn could_judge(&self) -> bool {
        self.unjudged.iter().all(|unjudged| unjudged.let_pass)
    }

    /// The exit status: 2 if anything could not be judged, 1 if findings close the gate, else 0.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match (self.could_judge(), self.closed()) {
            (false, _) => 2,
            (true, true) => 1,
            (true, false) => 0,
        }
    }
}
