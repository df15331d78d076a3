//! `presscheck explain` and `presscheck policy test`: a rule's documentation, and its examples
//! run.

use super::policy::say;
use super::{Problem, World};
use crate::check::examples;
use crate::judge::builtin;
use crate::policy::{Policy, load};
use crate::rule::spec::RuleSpec;
use crate::source::Tree;
use jiff::Timestamp;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

pub(super) fn run(rule: Option<&str>, config: Option<&Path>, world: &mut World<'_>) -> Result<u8, Problem> {
    let (policy, _) = super::policy::read(&world.at, config, None)?;
    let judge = super::check::judge(&policy, world.now)?;
    let rules = &judge.rules.rules;
    let Some(wanted) = rule else {
        let mut text = String::new();
        for rule in rules {
            let light = format!("{:?}", rule.spec.light).to_lowercase();
            let _ = writeln!(text, "{light:7} {:26} {}", rule.id(), rule.spec.message);
        }
        text.push_str("\npresscheck explain RULE tells more of one");
        say(world, &text)?;
        return Ok(0);
    };
    let Some(rule) = rules.iter().find(|rule| rule.id() == wanted) else {
        let near = rules
            .iter()
            .map(|rule| rule.id())
            .max_by(|a, b| strsim::jaro_winkler(a, wanted).total_cmp(&strsim::jaro_winkler(b, wanted)));
        let help = near.map_or_else(String::new, |near| format!("did you mean {near}? "));
        return Err(Problem::usage(
            format!("there is no rule {}", crate::render::one_line(wanted)),
            format!("{help}`presscheck explain` lists all of them"),
        ));
    };
    let built_in = builtin::specs().map_err(|errors| super::check::rule_problem(&policy, errors))?;
    let spec = built_in.iter().chain(&policy.rules).find(|spec| spec.id.get_ref() == rule.id());
    let text = spec.map(|spec| documentation(spec, world.screen.width)).unwrap_or_default();
    say(world, text.trim_end())?;
    Ok(0)
}

fn documentation(rule: &RuleSpec, width: usize) -> String {
    let mut text = String::new();
    let light = format!("{:?}", rule.light).to_lowercase();
    let _ =
        writeln!(text, "{} · {light} · {}\n", rule.id.get_ref(), rule.category.as_deref().unwrap_or("house"));
    let mut part = |title: &str, body: &str| {
        if !body.trim().is_empty() {
            let options =
                textwrap::Options::new(width.clamp(40, 100)).initial_indent("  ").subsequent_indent("  ");
            let _ = writeln!(text, "{title}\n{}\n", textwrap::fill(body.trim(), options));
        }
    };
    part("what it flags", if rule.what.is_empty() { &rule.message } else { &rule.what });
    part("why", &rule.why);
    part("how to clear it", &rule.clear);
    let examples = |examples: &[crate::rule::spec::Example]| {
        examples
            .iter()
            .take(4)
            .map(|example| format!("“{}”", example.text.trim().replace('\n', " ⏎ ")))
            .collect::<Vec<_>>()
    };
    for example in examples(&rule.examples.flag) {
        part("it speaks about", &example);
    }
    for example in examples(&rule.examples.pass) {
        part("it leaves alone", &example);
    }
    if !rule.native_reader.is_empty() {
        part(
            "languages",
            &format!(
                "phrases in {} are translations that want a native reader",
                rule.native_reader.join(", ")
            ),
        );
    }
    part("source", &rule.source.join("; "));
    part(
        "in a presscheck.toml",
        &format!(
            "[rules.{}] light = \"off\" switches it off; an [[approval]] with rule = \"{}\" clears a place",
            rule.id.get_ref(),
            rule.id.get_ref()
        ),
    );
    text
}

/// What running the examples gave.
pub(super) struct Tested {
    /// How many failed.
    pub(super) failed: usize,
    /// The account of it.
    pub(super) text: String,
}

/// Runs the examples of the built-in rules by the policy they were written for, and those of the
/// house rules by `policy`.
pub(super) fn test(policy: &Policy, coverage: bool, now: Timestamp) -> Result<Tested, Problem> {
    let broken = |errors: Vec<crate::rule::set::RuleError>| super::check::rule_problem(policy, errors);
    let built_in = builtin::specs().map_err(broken)?;
    let (built_in, house): (Vec<_>, Vec<_>) = (built_in.iter().collect(), policy.rules.iter().collect());
    let own = load(&ExampleTree, "presscheck.toml", &builtin::ids())?;
    let then: Timestamp = EXAMPLES_NOW.parse().unwrap_or(now);
    let (first, mut failures) = examples::run(&own, &built_in, then).map_err(broken)?;
    let (second, more) = examples::run(policy, &house, now).map_err(broken)?;
    failures.extend(more);
    let mut text = String::new();
    for failure in &failures {
        let _ =
            writeln!(text, "{}: {}\n  {}", failure.rule, crate::render::one_line(&failure.text), failure.why);
    }
    let mut failed = failures.len();
    if coverage {
        for rule in built_in.iter().chain(&house) {
            let missing = match (rule.examples.flag.is_empty(), rule.examples.pass.is_empty()) {
                (true, _) => "no example that it speaks about",
                (_, true) => "no example that it leaves alone",
                _ => continue,
            };
            failed += 1;
            let _ = writeln!(text, "{}: {missing}", rule.id.get_ref());
        }
    }
    let _ = writeln!(
        text,
        "{} examples of {} rules, {failed} failed",
        first + second,
        built_in.len() + house.len()
    );
    Ok(Tested { failed, text })
}

/// The instant that the examples of the built-in rules are judged at.
const EXAMPLES_NOW: &str = "2026-03-10T09:00:00Z";

/// A tree that holds the policy of the examples alone.
struct ExampleTree;

impl Tree for ExampleTree {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok((path == "presscheck.toml").then(|| include_bytes!("../../policy/examples.toml").to_vec()))
    }

    fn paths(&self) -> io::Result<Vec<String>> {
        Ok(vec!["presscheck.toml".to_owned()])
    }
}
