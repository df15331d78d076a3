//! The pipeline: documents, policy, evidence and the instant in, a report out.

pub mod examples;
mod fingerprint;
mod linked;
pub mod prove;
mod settle;

pub use settle::Settled;

use crate::document::{Document, Format, Reading, Source, read};
use crate::evidence::record::Record;
use crate::finding::{Finding, Scanned};
use crate::judge::{Judge, setting};
use crate::policy::ChannelKind;
use std::sync::Arc;

/// Everything that is the same for all documents of a run.
#[derive(Debug)]
pub struct Check<'p> {
    /// The rules and names.
    pub judge: Judge<'p>,
    /// The public record.
    pub record: Record,
    /// Whether a file is judged as it stands, not for what a change adds to it: then the page
    /// that the record names is public itself.
    pub as_published: bool,
}

/// What became of one file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its findings, in the order of places.
    pub findings: Vec<Finding>,
    /// Approvals that cleared something, by number.
    pub approvals: Vec<usize>,
    /// Acknowledgements that are none, or answered nothing: line and what is wrong.
    pub stale: Vec<(usize, String)>,
    /// How much was read.
    pub scanned: Scanned,
}

/// The bytes of a document at the base revision.
#[derive(Debug)]
pub struct Base {
    /// Its path there.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Check<'_> {
    /// Judges one file.
    ///
    /// With `base`, the document as it was before, a finding that was already there is existing.
    ///
    /// # Errors
    /// The reason, in plain words, if the bytes are no text that can be judged.
    pub fn file(
        &self,
        path: &str,
        bytes: Vec<u8>,
        base: impl FnOnce() -> Result<Option<Base>, String>,
    ) -> Result<Outcome, String> {
        let size = bytes.len();
        let document = self.read(path, bytes)?;
        let mut settled = self.settle(&document);
        let mut outcome = Outcome {
            scanned: Scanned { files: 1, pieces: document.pieces.len(), words: settled.words, bytes: size },
            approvals: std::mem::take(&mut settled.approvals),
            stale: std::mem::take(&mut settled.stale),
            ..Outcome::default()
        };
        if settled.findings.iter().any(|finding| finding.open())
            && let Some(base) = base()?
        {
            // Text that could not be read before was no finding before.
            if let Ok(before) = self.read(&base.path, base.bytes) {
                fingerprint::mark_existing(&mut settled.findings, &self.settle(&before).findings);
            }
        }
        outcome.findings = fingerprint::finish(settled.findings);
        Ok(outcome)
    }

    fn read(&self, path: &str, bytes: Vec<u8>) -> Result<Document, String> {
        let source = Source::decode(bytes).map_err(|error| error.to_string())?;
        let format = Format::of_path(path).unwrap_or(Format::Plain);
        let (kind, _, _) = setting::of_path(self.judge.policy, path);
        let reading = Reading { social: kind == Some(ChannelKind::Social), ..Reading::default() };
        Ok(read(path, Arc::new(source), format, reading))
    }
}
