//! Draft flags: a field that says the piece is not finished, in a place from which it is published.

use super::page::{Page, Text};
use super::setting::of_path;
use super::{Judge, Raised};
use crate::document::{Scope, last_part};
use crate::word::plain;

/// The rule that speaks.
const RULE: &str = "unfinished-copy";

/// Fields that say yes to being a draft.
const DRAFT: [&str; 8] =
    ["draft", "isdraft", "is_draft", "entwurf", "brouillon", "borrador", "rascunho", "bozza"];

/// Folders that hold what is not published, or what is filled in first.
const ASIDE: [&str; 8] =
    ["drafts", "_drafts", "draft", "wip", "archetypes", "templates", "_templates", "entwuerfe"];

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let Some(rule) = judge.rules.find(RULE) else { return };
    let path = page.document.path.to_ascii_lowercase();
    let aside = path.rsplit('/').skip(1).any(|folder| ASIDE.contains(&folder));
    if aside || of_path(judge.policy, &page.document.path).0.is_none() {
        return;
    }
    for (number, text) in page.texts.iter().enumerate().filter(|(_, text)| is_flag(text)) {
        if let Some(light) = judge.light(rule, None) {
            let mut found = judge.finding(page, number, rule, light, 0..text.str().len());
            found.label = "the piece says that it is a draft".to_owned();
            raised.push(found);
        }
    }
}

/// Whether a field of the file itself, and not of what it quotes, says that the piece is a draft.
fn is_flag(text: &Text<'_>) -> bool {
    let key =
        text.block.key.as_deref().filter(|_| text.block.scope == Scope::Field && !text.block.inside.quote);
    let said = |yes: &[&str]| yes.contains(&plain(text.str()).as_str());
    key.map(|key| last_part(key).to_lowercase()).is_some_and(|key| {
        DRAFT.contains(&key.as_str()) && said(&["true", "yes", "1", "ja", "oui", "si", "sim"])
            || key == "published" && said(&["false", "no"])
    })
}
