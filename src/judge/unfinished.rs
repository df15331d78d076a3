//! The draft flag of a page: what a site generator or a calendar would hold back.

use super::page::Page;
use super::{Judge, Raised};
use crate::document::{Scope, last_part};

const RULE: &str = "unfinished-copy";

/// Fields and values that say that a page is not to be published yet.
const FLAGS: [(&str, &[&str]); 4] = [
    ("draft", &["true", "yes"]),
    ("published", &["false", "no"]),
    ("publish", &["false", "no"]),
    ("status", &["draft", "unpublished"]),
];

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let Some(rule) = judge.rules.find(RULE) else { return };
    let Some(light) = judge.light(rule, None) else { return };
    for (number, text) in page.texts.iter().enumerate().filter(|(_, text)| text.block.scope == Scope::Field) {
        let Some(key) = text.block.key.as_deref().map(|key| last_part(key).to_ascii_lowercase()) else {
            continue;
        };
        let value = text.str().trim().to_ascii_lowercase();
        if FLAGS.iter().any(|(own, values)| *own == key && values.contains(&value.as_str())) {
            let mut found = judge.finding(page, number, rule, light, 0..text.str().len());
            found.label = format!("{key}: {value} says that it is not to be published yet");
            raised.push(found);
        }
    }
}
