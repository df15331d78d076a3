//! What no table can say alone: names given twice, contradictions, rules that do not exist.

use super::draft::{Claim, Draft, Word};
use super::error::printable;
use super::reader::{nearest, spoken};
use rustc_hash::{FxHashMap, FxHashSet};
use std::mem::discriminant;

/// Holds the tables of all files against each other.
pub(super) fn check(draft: &mut Draft<'_>, known_rules: &[&str]) {
    names_are_given_once(draft);
    nothing_is_approved_and_withheld(draft);
    handles_speak_for_one(draft);
    rules_exist_once(draft, known_rules);
}

fn names_are_given_once(draft: &mut Draft<'_>) {
    let mut first: FxHashMap<_, &Claim> = FxHashMap::default();
    let mut told = FxHashSet::default();
    for claim in &draft.claims {
        let earlier = *first.entry((discriminant(&claim.kind), claim.word.folded())).or_insert(claim);
        if earlier.entry == claim.entry || !told.insert((earlier.entry, claim.entry)) {
            continue;
        }
        let message = format!("{} named twice: {}", claim.kind.list_name(), printable(&claim.word.text));
        let help = "keep one entry, with every other name as an alias";
        let error =
            claim.word.place.clash(&earlier.word.place, message, ["named again here", "named first"], help);
        draft.errors.push(error);
    }
}

fn nothing_is_approved_and_withheld(draft: &mut Draft<'_>) {
    let withheld: FxHashMap<_, &Word> = draft.withheld.iter().map(|word| (word.folded(), word)).collect();
    for approved in &draft.approved {
        if let Some(withheld) = withheld.get(&approved.folded()) {
            let message = format!("both approved and withheld: {}", printable(&approved.text));
            let help = "take one of the two out: a withheld name is never cleared";
            draft.errors.push(approved.place.clash(
                &withheld.place,
                message,
                ["approved here", "withheld"],
                help,
            ));
        }
    }
}

fn handles_speak_for_one(draft: &mut Draft<'_>) {
    let plain = |word: &Word| word.folded().trim_start_matches('@').to_owned();
    let company: FxHashMap<_, &Word> = draft.company_handles.iter().map(|word| (plain(word), word)).collect();
    for handle in &draft.employee_handles {
        if let Some(own) = company.get(&plain(handle)) {
            let message =
                format!("a handle of both the company and an employee: {}", printable(&handle.text));
            let help = "say whose it is: posts of the company need no disclosure, posts of an employee do";
            let labels = ["an employee's here", "the company's"];
            draft.errors.push(handle.place.clash(&own.place, message, labels, help));
        }
    }
}

fn rules_exist_once(draft: &mut Draft<'_>, known_rules: &[&str]) {
    let mut house: FxHashMap<&str, &Word> = FxHashMap::default();
    for id in &draft.house_rules {
        if known_rules.contains(&id.text.as_str()) {
            let error =
                id.place.error(format!("`{}` is a built-in rule", printable(&id.text)), "this id is taken");
            let help = "choose another id, or tune the built-in rule in [rules.ID]";
            draft.errors.push(error.with_help(help));
        } else if let Some(earlier) = house.insert(&id.text, id) {
            let message = format!("two house rules are called `{}`", printable(&id.text));
            let labels = ["called so again here", "called so first"];
            draft.errors.push(id.place.clash(&earlier.place, message, labels, "give each its own id"));
        }
    }
    for id in &draft.rules_named {
        let known = || known_rules.iter().copied().chain(house.keys().copied());
        if known().any(|rule| rule == id.text) {
            continue;
        }
        let label = match nearest(&id.text, known()) {
            Some(near) => format!("did you mean `{}`?", printable(near)),
            None => "no rule has this id".to_owned(),
        };
        let error = id.place.error(format!("unknown rule `{}`", printable(&id.text)), label);
        let mut own: Vec<_> = house.keys().map(|id| printable(id)).collect();
        own.sort_unstable();
        let help = match own.is_empty() {
            true => "`presscheck explain` lists the rules".to_owned(),
            false => format!(
                "`presscheck explain` lists the rules; house rules: {}",
                spoken(own.iter().map(String::as_str))
            ),
        };
        draft.errors.push(error.with_help(help));
    }
    let mut tuned: FxHashMap<&str, &Word> = FxHashMap::default();
    for id in &draft.rules_tuned {
        if let Some(earlier) = tuned.insert(&id.text, id) {
            let message = format!("[rules.{}] is given twice", printable(&id.text));
            let labels = ["given again here", "given first"];
            draft.errors.push(id.place.clash(&earlier.place, message, labels, "keep one of them"));
        }
    }
}
