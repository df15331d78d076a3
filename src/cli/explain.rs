//! `presscheck explain` and `presscheck policy test`: a rule's documentation, and its examples
//! run.

use super::policy::say;
use super::{Problem, World};
use crate::check::examples;
use crate::judge::builtin;
use crate::policy::{Policy, load};
use crate::render::one_line;
use crate::rule::language::prepare::RuleHead;
use crate::rule::spec::{Example, LightName, RuleSpec};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn run(rule: Option<&str>, config: Option<&Path>, world: &mut World<'_>) -> Result<u8, Problem> {
    let (policy, _) = super::policy::read(&world.at, config, None)?;
    let judge = super::check::judge(builtin::rules(), &policy, world.now)?;
    let rules = &judge.rules.rules;
    let Some(wanted) = rule else {
        let mut text = String::new();
        for rule in rules {
            let house = if rule.house { " (house rule)" } else { "" };
            let _ = writeln!(text, "{}{house}", line(&rule.spec, rule.spec.light));
        }
        text.push_str("\npresscheck explain RULE tells more of one");
        say(world, &text)?;
        return Ok(0);
    };
    let Some(rule) = rules.iter().find(|rule| rule.id() == wanted) else {
        let near = rules
            .iter()
            .map(|rule| (strsim::jaro_winkler(rule.id(), wanted), rule.id()))
            .filter(|(likeness, _)| *likeness >= LIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let help = near.map_or_else(String::new, |(_, near)| format!("did you mean {}? ", one_line(near)));
        return Err(Problem::usage(
            format!("there is no rule {wanted}"),
            format!("{help}`presscheck explain` lists all of them"),
        ));
    };
    let house = policy.rules.iter().find(|spec| spec.id.get_ref() == rule.id()).cloned();
    let spec = builtin::spec(rule.id()).or(house);
    let text = spec.map(|spec| documentation(&spec, world.screen.width)).unwrap_or_default();
    say(world, text.trim_end())?;
    Ok(0)
}

/// From which likeness on (Jaro-Winkler, 0 to 1) another name may have been meant.
const LIKE: f64 = 0.75;

/// A rule on one line, with the light that it has.
pub(super) fn line(rule: &RuleHead, light: LightName) -> String {
    let light = format!("{light:?}").to_lowercase();
    format!("{light:7} {:26} {}", one_line(&rule.id), one_line(&rule.message))
}

fn documentation(rule: &RuleSpec, width: usize) -> String {
    let light = format!("{:?}", rule.light).to_lowercase();
    let id = one_line(rule.id.get_ref());
    let category = one_line(rule.category.as_deref().unwrap_or("house"));
    let mut text = format!("{id} · {light} · {category}\n\n");
    let mut part = |title: &str, bodies: &[String]| {
        let mut bodies = bodies.iter().filter(|body| !body.trim().is_empty()).peekable();
        if bodies.peek().is_some() {
            let _ = writeln!(text, "{title}");
            for body in bodies {
                let _ = writeln!(text, "{}", textwrap::fill(&one_line(body), indented(width)));
            }
            text.push('\n');
        }
    };
    let mut told = |title: &str, body: &str| part(title, &[body.to_owned()]);
    told("what it flags", if rule.what.is_empty() { &rule.message } else { &rule.what });
    told("why", &rule.why);
    told("how to clear it", &rule.clear);
    let examples = |examples: &[Example]| {
        let shown = examples.iter().take(EXAMPLES);
        shown.map(|example| format!("“{}”", example.text.trim().replace('\n', " ⏎ "))).collect::<Vec<_>>()
    };
    part("it speaks about", &examples(&rule.examples.flag));
    part("it leaves alone", &examples(&rule.examples.pass));
    if !rule.native_reader.is_empty() {
        let languages = rule.native_reader.join(", ");
        let body = format!("phrases in {languages} are translations that want a native reader");
        part("languages", &[body]);
    }
    part("source", &[rule.source.join("; ")]);
    let approval = rule.cleared_by.as_ref().is_none_or(|by| by.iter().any(|by| by == "approval"));
    let _ = write!(text, "in presscheck.toml\n  [rules.{id}]\n  light = \"off\"  # or red, yellow\n");
    if approval && rule.light != LightName::Note {
        let _ = write!(text, "\n  [[approval]]\n  what = \"…\"\n  rule = \"{id}\"\n  by   = \"…\"\n");
    }
    text
}

/// How many examples of a kind are shown.
const EXAMPLES: usize = 4;

/// Text two columns in; a web address is never parted.
fn indented(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width.clamp(40, 100))
        .initial_indent("  ")
        .subsequent_indent("  ")
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false)
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
    let text = include_bytes!("../../policy/examples.toml").to_vec();
    let own =
        load(&BTreeMap::from([("presscheck.toml".to_owned(), text)]), "presscheck.toml", &builtin::ids())?;
    let then: Timestamp = EXAMPLES_NOW.parse().unwrap_or(now);
    let (first, mut failures) = examples::run(&own, &built_in, then).map_err(broken)?;
    let (second, more) = examples::run(policy, &house, now).map_err(broken)?;
    failures.extend(more);
    let mut text = String::new();
    for failure in &failures {
        let _ = writeln!(
            text,
            "{}: {}\n  {}",
            one_line(&failure.rule),
            one_line(&failure.text),
            one_line(&failure.why)
        );
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
            let _ = writeln!(text, "{}: {missing}", one_line(rule.id.get_ref()));
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
