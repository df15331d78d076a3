//! Fingerprints: the same finding wherever its lines move, and what was there before.

use super::settle::Draft;
use crate::finding::{Finding, State};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// A digest of rule, subject and surroundings: 16 hexadecimal digits.
pub(super) fn strong(rule: &str, subject: &str, surroundings: &str) -> String {
    digest(&[rule, subject, surroundings])
}

/// A digest of rule and subject alone.
pub(super) fn weak(rule: &str, subject: &str) -> String {
    digest(&[rule, subject])
}

fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Marks the open findings that stood in the document before: first those in the same
/// surroundings, then, one for one, those about the same thing, however the lines around changed.
pub(super) fn mark_existing(now: &mut [Draft], before: &[Draft]) {
    let mut strong = counts(before.iter().filter(|draft| draft.open()).map(|draft| &draft.strong));
    let mut weak = counts(before.iter().filter(|draft| draft.open()).map(|draft| &draft.weak));
    for draft in now.iter_mut().filter(|draft| draft.open()) {
        if take(&mut strong, &draft.strong) {
            take(&mut weak, &draft.weak);
            draft.finding.state = State::Existing;
        }
    }
    for draft in now.iter_mut().filter(|draft| draft.open()) {
        if take(&mut weak, &draft.weak) {
            draft.finding.state = State::Existing;
        }
    }
}

fn counts<'a>(prints: impl Iterator<Item = &'a String>) -> FxHashMap<&'a str, usize> {
    let mut counts = FxHashMap::default();
    for print in prints {
        *counts.entry(print.as_str()).or_insert(0) += 1;
    }
    counts
}

fn take(counts: &mut FxHashMap<&str, usize>, print: &str) -> bool {
    match counts.get_mut(print) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

/// The findings with their fingerprints, each its own: the second of two alike says so.
pub(super) fn finish(drafts: Vec<Draft>) -> Vec<Finding> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    drafts
        .into_iter()
        .map(|draft| {
            let mut finding = draft.finding;
            let number = seen.entry(draft.strong.clone()).or_insert(0);
            finding.fingerprint = if *number == 0 {
                digest(&[&draft.strong, &finding.path])
            } else {
                digest(&[&draft.strong, &finding.path, &number.to_string()])
            };
            *number += 1;
            finding
        })
        .collect()
}
