//! Every rule's documentation and examples: the documentation is the rule.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::Timestamp;
use presscheck::check::examples;
use presscheck::judge::builtin;
use presscheck::policy::{Policy, load};
use presscheck::source::DiskTree;
use std::path::PathBuf;

fn policy() -> Policy {
    load(&DiskTree { root: PathBuf::from("policy") }, "examples.toml", &builtin::ids()).unwrap()
}

fn now() -> Timestamp {
    "2026-03-10T09:00:00Z".parse().unwrap()
}

#[test]
fn every_example_goes_the_way_its_rule_says() {
    let policy = policy();
    let specs = builtin::specs().unwrap();
    let rules: Vec<_> = specs.iter().collect();
    let (count, failures) = examples::run(&policy, &rules, now()).unwrap();
    let told: Vec<_> = failures
        .iter()
        .map(|failure| format!("{}: {:?}\n    {}", failure.rule, failure.text, failure.why))
        .collect();
    assert!(told.is_empty(), "{} of {count} examples failed:\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_rule_is_documented_and_shown() {
    let mut missing = Vec::new();
    for spec in builtin::specs().unwrap() {
        let mut want = |there: bool, what: &str| {
            if !there {
                missing.push(format!("{}: {what}", spec.id.get_ref()));
            }
        };
        want(!spec.what.is_empty(), "says what it flags");
        want(!spec.why.is_empty(), "says why");
        want(!spec.clear.is_empty(), "says how to clear it");
        want(!spec.source.is_empty(), "names its source");
        want(spec.category.is_some(), "has a category");
        want(spec.examples.flag.len() >= 3, "has three examples that flag");
        want(spec.examples.pass.len() >= 5, "has five examples that pass");
    }
    assert!(missing.is_empty(), "what is missing:\n{}", missing.join("\n"));
}
