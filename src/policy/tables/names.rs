//! Names and terms that must stay private, and embargoes on them.

use crate::policy::draft::{Claim, Draft, Word};
use crate::policy::reader::Fields;
use crate::policy::{Embargo, Kind, Listed, TermKind};

pub(super) fn add(draft: &mut Draft<'_>, file: &Fields) {
    let kinds = [
        ("customer", Kind::Customer),
        ("partner", Kind::Partner),
        ("supplier", Kind::Supplier),
        ("project", Kind::Project),
    ];
    for (key, kind) in kinds {
        for entry in file.many(key) {
            if let Some(name) = entry.text("name") {
                list(draft, entry, kind, name);
            }
        }
    }
    for term in file.many("term") {
        let kind = match term.choice("kind") {
            Some(&"work-process") => TermKind::WorkProcess,
            Some(&"project-detail") => TermKind::ProjectDetail,
            _ => TermKind::TradeSecret,
        };
        if let Some(text) = term.text("text") {
            list(draft, term, Kind::Term(kind), text);
        }
    }
    draft.lists.extend_from_slice(file.many("list"));
    for embargo in file.many("embargo") {
        let what = embargo.words("what");
        match embargo.instant("until") {
            Some(until) if !what.is_empty() => {
                draft.policy.embargoes.push(Embargo { what: embargo.strings("what"), until: *until });
            }
            Some(_) => {
                let error = embargo.at.error("[[embargo]] is about nothing", "`what` names nothing");
                draft.errors.push(error.with_help("name what must not be told: what = [\"…\"]"));
            }
            None => {}
        }
    }
}

fn list(draft: &mut Draft<'_>, entry: &Fields, kind: Kind, name: &Word) {
    let index = draft.policy.listed.len();
    let words = std::iter::once(name).chain(entry.words("aliases"));
    draft.claims.extend(words.map(|word| Claim { kind, entry: index, word: word.clone() }));
    let mut listed = Listed {
        common_word: entry.flag("common-word").copied().unwrap_or(false),
        everyday: entry.flag("everyday").copied(),
        ..Listed::new(kind, name.text.as_str()).with_say(entry.string("say"))
    };
    entry.words("aliases").iter().for_each(|alias| listed.add_alias(alias.text.as_str()));
    draft.policy.listed.push(listed);
}
