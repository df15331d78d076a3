//! Every name of a list in every spelling, judged by the open list and by the sealed one.

use super::Check;
use crate::evidence::record::Record;
use crate::finding::Finding;
use crate::judge::Judge;
use crate::names::variants;
use crate::policy::{Listed, Policy};
use crate::rule::set::RuleError;
use jiff::Timestamp;
use rayon::prelude::*;

/// What a proof showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// Spellings that were tried.
    pub tried: usize,
    /// Those that the open list finds.
    pub found: usize,
    /// Names that the sealed list holds.
    pub names: usize,
    /// Those that the two lists judge differently: the spelling, and what it is.
    pub missed: Vec<(String, &'static str)>,
}

/// Judges each name of `names` in each of its [`variants`], first by a policy that lists them
/// openly, then by `sealed`, a policy with nothing but the sealed list, open.
///
/// # Errors
/// If the built-in rules cannot be made ready.
pub fn prove(names: &[Listed], sealed: &Policy, now: Timestamp) -> Result<Proof, Vec<RuleError>> {
    let open = Policy { listed: names.to_vec(), ..Policy::default() };
    let open = check(&open, now)?;
    let held = sealed.sealed.iter().filter_map(|list| list.open.as_ref());
    let held = held.map(|list| list.names.names() as usize).sum();
    let sealed = check(sealed, now)?;
    let proofs = names.par_iter().map(|listed| {
        let mut proof = Proof::default();
        for name in listed.names() {
            for (what, variant) in variants(name) {
                // Nobody of ours speaks here: only a list tells of the name.
                let text = format!("On Monday the others spoke with {variant} about the old form.\n");
                let wanted = places(&open, &text);
                proof.tried += 1;
                proof.found += usize::from(!wanted.is_empty());
                if wanted != places(&sealed, &text) {
                    proof.missed.push((variant, what));
                }
            }
        }
        proof
    });
    let whole = proofs.reduce(Proof::default, |mut one, other| {
        one.tried += other.tried;
        one.found += other.found;
        one.missed.extend(other.missed);
        one
    });
    Ok(Proof { names: held, ..whole })
}

fn check(policy: &Policy, now: Timestamp) -> Result<Check<'_>, Vec<RuleError>> {
    Ok(Check { judge: Judge::new(policy, now)?, record: Record::new(policy), as_published: false })
}

/// What is found, and where: all that must be the same.
fn places(check: &Check<'_>, text: &str) -> Vec<String> {
    let place = |finding: &Finding| {
        format!(
            "{} {} {} {:?} {}",
            finding.rule, finding.category, finding.light, finding.span, finding.message
        )
    };
    match check.file("blog/a.md", text.as_bytes().to_vec(), || Ok(None)) {
        Ok(outcome) => outcome.findings.iter().map(place).collect(),
        Err(why) => vec![why],
    }
}
