//! Praise of an own product by somebody who works for its maker: what counts as praise, what as a
//! disclosure, and where it has to stand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

use jiff::Timestamp;
use presscheck::check::Check;
use presscheck::evidence::record::Record;
use presscheck::finding::Finding;
use presscheck::judge::{Judge, builtin};
use presscheck::policy::{Policy, load};
use presscheck::source::Tree;
use std::io;

struct One(String);

impl Tree for One {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok((path == "presscheck.toml").then(|| self.0.clone().into_bytes()))
    }

    fn paths(&self) -> io::Result<Vec<String>> {
        Ok(vec!["presscheck.toml".to_owned()])
    }
}

/// The policy of the rules' examples with a channel for each platform, in an employee's voice.
fn policy() -> Policy {
    let mut text = include_str!("../policy/examples.toml").to_owned();
    for platform in ["linkedin", "x", "instagram", "mastodon"] {
        text += &format!(
            "\n[[channel]]\npaths = [\"{platform}/**\"]\nkind = \"social\"\nplatform = \"{platform}\"\nvoice = \"employee\"\n"
        );
    }
    text += "\n[[channel]]\npaths = [\"journal/**\"]\nkind = \"article\"\nplatform = \"blog\"\nvoice = \"employee\"\n";
    load(&One(text), "presscheck.toml", &builtin::ids()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

struct Desk<'p>(Check<'p>);

impl<'p> Desk<'p> {
    fn new(policy: &'p Policy) -> Self {
        let now: Timestamp = "2026-03-10T09:00:00Z".parse().unwrap();
        Desk(Check { judge: Judge::new(policy, now).unwrap(), record: Record::default() })
    }

    fn findings(&self, path: &str, text: &str) -> Vec<Finding> {
        let outcome = self.0.file(path, text.as_bytes().to_vec(), || Ok(None)).unwrap();
        outcome.findings.into_iter().filter(|finding| finding.category == "employee-disclosure").collect()
    }

    /// The ends of the ids of the rules that speak: `missing`, `buried`, …
    fn says(&self, path: &str, text: &str) -> Vec<String> {
        let of = |finding: Finding| finding.rule.replace("disclosure-", "");
        self.findings(path, text).into_iter().map(of).collect()
    }
}

fn said(path: &str, text: &str) -> Vec<String> {
    let policy = policy();
    Desk::new(&policy).says(path, text)
}

#[test]
fn praise_in_natural_words_is_heard() {
    let policy = policy();
    let desk = Desk::new(&policy);
    let lines = include_str!("disclosure/praise.txt").lines();
    let deaf: Vec<_> = lines.filter(|line| desk.says("linkedin/post.txt", line).is_empty()).collect();
    assert!(deaf.is_empty(), "{} not heard:\n{}", deaf.len(), deaf.join("\n"));
}

#[test]
fn what_is_no_praise_of_an_own_product_is_left_alone() {
    let policy = policy();
    let desk = Desk::new(&policy);
    let lines = include_str!("disclosure/quiet.txt").lines();
    let loud: Vec<_> = lines.filter(|line| !desk.says("linkedin/post.txt", line).is_empty()).collect();
    assert!(loud.is_empty(), "{} flagged:\n{}", loud.len(), loud.join("\n"));
}

#[test]
fn a_disclosure_clears_all_of_the_praise() {
    let policy = policy();
    let desk = Desk::new(&policy);
    for line in include_str!("disclosure/praise.txt").lines() {
        let text = format!("#LarkspurEmployee {line}");
        let said = desk.says("x/post.txt", &text);
        assert!(said.is_empty() || said == ["language"], "{text}: {said:?}");
    }
}

#[test]
fn the_examples_of_the_four_rules_hold() {
    let base = include_str!("../policy/examples.toml");
    let mut wrong = Vec::new();
    let judge = Judge::new(Box::leak(Box::new(Policy::default())), Timestamp::UNIX_EPOCH).unwrap();
    for rule in judge.rules.rules.iter().filter(|rule| rule.id().starts_with("disclosure-")) {
        let examples = &rule.spec.examples;
        let flags = examples.flag.iter().map(|example| (example, true));
        for (example, flag) in flags.chain(examples.pass.iter().map(|example| (example, false))) {
            let mut text = format!("{base}\n[[channel]]\npaths = [\"**\"]\nkind = \"{}\"\n", example.channel.as_deref().unwrap_or("article"));
            for (key, value) in [("platform", &example.platform), ("voice", &example.voice)] {
                if let Some(value) = value {
                    text += &format!("{key} = \"{value}\"\n");
                }
            }
            if example.file.is_some() {
                base.clone_into(&mut text);
            }
            let policy = load(&One(text), "presscheck.toml", &builtin::ids()).unwrap();
            let said = Desk::new(&policy).says(example.file.as_deref().unwrap_or("example.md"), &example.text);
            let own = rule.id().replace("disclosure-", "");
            if said.contains(&own) != flag || (!flag && !said.is_empty()) {
                wrong.push(format!("{} {flag}: {said:?}\n    {}", rule.id(), example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
