//! Every rule's examples, run through the whole pipeline.

use super::Check;
use crate::evidence::record::Record;
use crate::finding::{Finding, Light, State};
use crate::judge::Judge;
use crate::policy::{Channel, ChannelKind, Kind, Policy, Voice};
use crate::rule::set::RuleError;
use crate::rule::spec::{Example, LightName, RuleSpec};
use jiff::Timestamp;

/// An example that went another way than its rule says.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// The text.
    pub text: String,
    /// What happened instead.
    pub why: String,
}

/// Runs the examples of `rules` by `policy` as of `now`, and gives how many were run and those
/// that failed.
///
/// # Errors
/// A [`RuleError`] for each mistake in a house rule.
pub fn run(
    policy: &Policy,
    rules: &[&RuleSpec],
    now: Timestamp,
) -> Result<(usize, Vec<Failure>), Vec<RuleError>> {
    let mut cases: Vec<(String, &RuleSpec, &Example, bool)> = Vec::new();
    for rule in rules {
        let flag = rule.examples.flag.iter().map(|example| (example, true));
        let pass = rule.examples.pass.iter().map(|example| (example, false));
        cases.extend(flag.chain(pass).map(|(example, flags)| (setting(example), *rule, example, flags)));
    }
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    let count = cases.len();
    let mut failures = Vec::new();
    for group in cases.chunk_by(|a, b| a.0 == b.0) {
        let policy = with_setting(policy, group[0].2);
        let check =
            Check { judge: Judge::new(&policy, now)?, record: Record::new(&policy), as_published: false };
        for (_, rule, example, flags) in group {
            if let Some(why) = failure(&check, &policy, rule, example, *flags) {
                failures.push(Failure { rule: rule.id.get_ref().clone(), text: example.text.clone(), why });
            }
        }
    }
    Ok((count, failures))
}

fn setting(example: &Example) -> String {
    format!("{:?} {:?} {:?}", example.channel, example.platform, example.voice)
}

fn with_setting(policy: &Policy, example: &Example) -> Policy {
    let mut policy = policy.clone();
    let kind = example.channel.as_deref().and_then(ChannelKind::of_name);
    let everything =
        globset::Glob::new("**").and_then(|glob| globset::GlobSetBuilder::new().add(glob).build());
    if let Ok(paths) = everything {
        policy.channels = vec![Channel {
            paths,
            kind: Some(kind.unwrap_or(ChannelKind::Article)),
            platform: example.platform.clone(),
            voice: example.voice.as_deref().and_then(Voice::of_name),
        }];
    }
    policy
}

fn failure(
    check: &Check<'_>,
    policy: &Policy,
    rule: &RuleSpec,
    example: &Example,
    flags: bool,
) -> Option<String> {
    let text = filled(&example.text, policy);
    let path = example.file.as_deref().unwrap_or("example.md");
    let outcome = match check.file(path, text.into_bytes(), || Ok(None)) {
        Ok(outcome) => outcome,
        Err(why) => return Some(format!("it cannot be read: {why}")),
    };
    let id = rule.id.get_ref();
    let own = |finding: &&Finding| *finding.rule == **id;
    let open = |finding: &&Finding| finding.state == State::Open;
    if !flags {
        let found = outcome
            .findings
            .iter()
            .find(|finding| own(finding) && open(finding) && finding.light > Light::Green)?;
        return Some(format!("{} at `{}`", finding_name(found), found.text));
    }
    let wanted: Option<Light> = example.light.unwrap_or(rule.light).into();
    let right = outcome
        .findings
        .iter()
        .any(|finding| own(&finding) && open(&finding) && Some(finding.light) == wanted);
    if right {
        return None;
    }
    let others: Vec<_> = outcome.findings.iter().map(finding_name).collect();
    let name = match example.light.unwrap_or(rule.light) {
        LightName::Red => "red",
        LightName::Yellow => "yellow",
        LightName::Note => "note",
        LightName::Off => "off",
    };
    Some(format!(
        "no {name} finding; instead: {}",
        if others.is_empty() { "nothing".to_owned() } else { others.join(", ") }
    ))
}

fn finding_name(finding: &Finding) -> String {
    format!("{} {} {}", finding.state.name(), finding.light, finding.rule)
}

/// The text with its blanks filled from the policy.
fn filled(text: &str, policy: &Policy) -> String {
    let listed = |wanted: fn(Kind) -> bool, other: &str| {
        let found = policy.listed.iter().find(|listed| wanted(listed.kind) && !listed.sealed);
        found.map_or(other, |listed| listed.name.as_str()).to_owned()
    };
    let company = &policy.company;
    let brand = company.brands.first().unwrap_or(&company.name);
    text.replace("{brand}", if brand.is_empty() { "Larkspur" } else { brand })
        .replace("{employer}", if company.name.is_empty() { "Larkspur" } else { &company.name })
        .replace("{customer}", &listed(|kind| kind == Kind::Customer, "Marlow Dairy"))
        .replace("{partner}", &listed(|kind| kind == Kind::Partner, "Ostrea Labs"))
        .replace("{supplier}", &listed(|kind| kind == Kind::Supplier, "Pell & Sons"))
        .replace("{project}", &listed(|kind| kind == Kind::Project, "Project Sandpiper"))
        .replace("{term}", &listed(|kind| matches!(kind, Kind::Term(_)), "cold-rinse sequence"))
}
