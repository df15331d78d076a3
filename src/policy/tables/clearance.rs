//! What is public, what was approved, and what is withheld all the same.

use super::once;
use crate::policy::draft::Draft;
use crate::policy::reader::Fields;
use crate::policy::{Approval, Published, Withheld};

pub(super) fn add(draft: &mut Draft<'_>, file: &Fields) {
    for published in file.many("published") {
        let Some(what) = published.string("what") else { continue };
        draft.policy.published.push(Published { what, url: published.string("url") });
    }
    if let Some(record) = once(draft, file, "record") {
        let pages = record.paths("pages").into_iter().flatten();
        draft.policy.record_pages = pages.map(|(word, _)| word.text.clone()).collect();
    }
    for withheld in file.many("withheld") {
        let Some(what) = withheld.text("what") else { continue };
        draft.withheld.push(what.clone());
        draft.policy.withheld.push(Withheld { what: what.text.clone(), why: withheld.string("why") });
    }
    for approval in file.many("approval") {
        let Some(what) = approval.text("what") else { continue };
        draft.approved.push(what.clone());
        draft.rules_named.extend(approval.text("rule").cloned());
        let at = &approval.at;
        let until = approval.last_day("until");
        draft.policy.approvals.push(Approval {
            what: what.text.clone(),
            rule: approval.string("rule"),
            paths: approval.globs("paths"),
            until: until.map(|day| day.end),
            until_text: until.map(|day| day.written.clone()),
            by: approval.string("by"),
            evidence: approval.string("evidence"),
            at: (at.file.path.clone(), at.file.line(at.span)),
        });
    }
}
