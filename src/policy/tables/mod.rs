//! From checked fields to the policy; one file per group of tables.

mod clearance;
mod company;
mod job;
mod names;
mod rules;

use super::draft::{Draft, Place};
use super::reader::Fields;

/// Adds what one file says to the policy.
pub(super) fn add(draft: &mut Draft<'_>, file: &Fields) {
    company::add(draft, file);
    names::add(draft, file);
    clearance::add(draft, file);
    job::add(draft, file);
    rules::add(draft, file);
}

/// The table of that name, which all files together may give once.
fn once<'f>(draft: &mut Draft<'_>, file: &'f Fields, name: &'static str) -> Option<&'f Fields> {
    let fields = file.one(name)?;
    if let Some((_, earlier)) = draft.once.iter().find(|(known, _)| *known == name) {
        let labels = ["given again here", "given first"];
        let help = "keep one of them: the two might say different things";
        let error = fields.at.clash(earlier, format!("[{name}] is given twice"), labels, help);
        draft.errors.push(error);
        return None;
    }
    draft.once.push((name, Place::clone(&fields.at)));
    Some(fields)
}
