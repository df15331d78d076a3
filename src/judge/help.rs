//! What to do, in the writer's case: the blanks of a rule's help filled in.

use super::Judge;
use crate::policy::{Kind, Listed};
use rustc_hash::FxHashMap;

/// What the blanks stand for.
#[derive(Debug, Default, Clone)]
pub(super) struct Blanks<'a> {
    /// The matched words.
    pub(super) name: &'a str,
    /// The listed name.
    pub(super) listed: Option<&'a Listed>,
    /// A page of ours.
    pub(super) url: Option<&'a str>,
    /// A ready disclosure sentence.
    pub(super) disclosure: Option<&'a str>,
    /// Whom to ask or hand over to.
    pub(super) contact: Option<&'a str>,
}

impl Judge<'_> {
    /// Fills the blanks of `help`.
    pub(super) fn fill(&self, help: &str, blanks: &Blanks<'_>) -> String {
        let say = blanks.listed.and_then(|listed| listed.say());
        let say = format!("\"{}\"", say.unwrap_or_else(|| neutral(blanks.listed)));
        let company = &self.policy.company;
        let employer = company.brands.first().unwrap_or(&company.name);
        let employer = if employer.is_empty() { "your employer" } else { employer };
        help.replace("{say}", &say)
            .replace("{name}", blanks.name)
            .replace("{employer}", employer)
            .replace("{brand}", employer)
            .replace("{contact}", blanks.contact.unwrap_or_else(|| self.contact()))
            .replace("{disclosure}", blanks.disclosure.unwrap_or(&format!("\"I work at {employer}.\"")))
            .replace("{url}", blanks.url.unwrap_or("the page of ours that tells it"))
    }

    /// Who approves: whoever approved most so far.
    fn contact(&self) -> &str {
        let by = || self.policy.approvals.iter().filter_map(|approval| approval.by.as_deref());
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        by().for_each(|one| *counts.entry(one).or_default() += 1);
        by().max_by_key(|one| counts[one]).unwrap_or("whoever approves texts at your company")
    }
}

fn neutral(listed: Option<&Listed>) -> &'static str {
    match listed.map(|listed| listed.kind) {
        Some(Kind::Partner) => "a partner",
        Some(Kind::Supplier) => "a supplier",
        Some(Kind::Project) => "a project",
        Some(Kind::Term(_)) => "our method",
        Some(Kind::Customer) | None => "a customer",
    }
}
