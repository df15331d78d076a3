//! Rules tuned by their id, and house rules.

use crate::policy::Tuning;
use crate::policy::draft::Draft;
use crate::policy::reader::Fields;
use crate::rule::spec::LightName;
use std::sync::Arc;

pub(super) fn add(draft: &mut Draft<'_>, file: &Fields) {
    for (id, tuning) in file.by_rule("rules") {
        draft.rules_named.push(id.clone());
        draft.rules_tuned.push(id.clone());
        draft.policy.tuning.push(Tuning {
            rule: id.text.clone(),
            light: tuning.choice("light").and_then(|name| match *name {
                "red" => Some(LightName::Red),
                "yellow" => Some(LightName::Yellow),
                "off" => Some(LightName::Off),
                _ => None,
            }),
            paths: tuning.globs("paths"),
        });
    }
    for rule in file.rules("rule") {
        let source = &rule.id.place.file;
        draft.house_rules.push(rule.id.clone());
        draft.policy.rule_files.push((source.path.clone(), Arc::clone(&source.text)));
        draft.policy.rules.push(rule.spec.clone());
    }
}
