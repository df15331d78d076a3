//! `presscheck check`.

use super::args::{CheckArgs, FailOnName};
use super::content::is_content;
use super::policy_change::{Base, changes, unused};
use super::problem::RuleProblem;
use super::selection::{Chosen, chosen, is_everything};
use super::{Problem, World, output};
use crate::check::{self, Check, Outcome};
use crate::evidence::pages::{Pages, read as read_pages};
use crate::evidence::record::Record;
use crate::finding::{FailOn, Finding, ListInForce, Note, Report, Scanned, Unjudged};
use crate::judge::{Judge, builtin};
use crate::policy::{Kind, Policy, folder};
use crate::render::Format;
use crate::rule::set::{RuleError, RuleSet};
use crate::source::{
    Collected, Entry, LeftOut, Opener, Selection, SourceError, Surroundings, Tree, collect, rev_tree,
};
use jiff::{Timestamp, civil, tz::TimeZone};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub(super) fn run(args: &CheckArgs, world: &mut World<'_>) -> Result<u8, Problem> {
    let now = args.now.as_deref().map_or(Ok(world.now), instant)?;
    if args.aggregate && !matches!(args.format, Format::Human | Format::Short | Format::Github) {
        return Err(Problem::usage(
            format!("a report as {} holds every finding", args.format.name()),
            "with --aggregate, standard output is human, short or github; write others with --output",
        ));
    }
    let Chosen { selection, texts, policy_from } = chosen(args, world)?;
    let mut rules = Ok(RuleSet::default());
    // A long list takes longer to read than the built-in rules to make ready.
    let (mut policy, tree) = rayon::in_place_scope(|scope| {
        scope.spawn(|_| rules = builtin::rules());
        super::policy::read(&world.at, args.config.as_deref(), policy_from.as_deref())
    })?;
    super::policy::unseal(&mut policy, world)?;
    let mut record = Record::new(&policy);
    let published = published(&policy, &*tree, &selection, policy_from.is_some(), &world.at)?;
    published.add_to(&mut record);
    // What a commit or a request adds to a page is not public because the page is.
    let as_published = matches!(selection, Selection::WorkTree { .. } | Selection::Rev { .. });
    // The program ends with this run: what a long list holds need not be given back name by name.
    let policy = ManuallyDrop::new(policy);
    let check = ManuallyDrop::new(Check { judge: judge(rules, &policy, now)?, record, as_published });
    // A policy that was found is for what lies below it; one that was named is for everything.
    let found = policy.path.as_deref().filter(|_| args.config.is_none());
    let below = found.map_or("", folder);
    let wanted = |path: &str| is_content(&policy, below, path);
    let mut collected = collect(&selection, &wanted, &world.at)?;
    collected.messages.extend(texts);
    let shown = args.output.iter().map(|(format, _)| *format).chain([args.format]).any(Format::shows_lines);
    let mut report = report(&check, &collected, is_everything(&selection), shown, world.progress);
    report.notes.extend(left_out(&collected.left_out));
    report.unjudged.extend(published.unread.iter().map(|(path, why)| unjudged(path, why)));
    report.fail_on = args.fail_on.map_or(policy.gate.fail_on, fail_on);
    report.now = now.to_string();
    let reported = policy.unread_reported.iter();
    report.unjudged.extend(reported.map(|(path, why)| Unjudged { let_pass: true, ..unjudged(path, why) }));
    let mut about_policy = Vec::new();
    if let Some(rev) = &policy_from {
        let base = Base { policy: &policy, tree: &*tree, rev };
        about_policy.extend(changes(&base, &selection, &collected.changed, &world.at)?);
    }
    if args.config.is_none() {
        about_policy.extend(unused(&policy, &*tree, &collected.entries));
    }
    let redact = match (args.redact, args.no_redact) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let aggregate = args.aggregate.then(|| Report { notes: about_policy.clone(), ..report.clone() });
    report.notes.extend(about_policy);
    output::write(&report, aggregate.as_ref(), args.format, &args.output, redact, world)?;
    Ok(report.exit())
}

/// The pages of this repository that are already public: as they stand at the base, so that a
/// change cannot put on the record what it adds itself.
fn published(
    policy: &Policy,
    tree: &dyn Tree,
    selection: &Selection,
    from_revision: bool,
    at: &Surroundings,
) -> Result<Pages, Problem> {
    let pages = |tree: &dyn Tree| read_pages(tree, &policy.record_pages);
    if policy.record_pages.is_empty() {
        return Ok(Pages::default());
    }
    let rev = match selection {
        _ if from_revision => return Ok(pages(tree)),
        Selection::Since { range, .. } if !range.has_no_base() => &range.since,
        Selection::Rev { rev, .. } => rev,
        _ => match rev_tree(at, "HEAD") {
            Ok(head) => return Ok(pages(&head)),
            // Without a commit nothing is published yet; without git, what lies on disk is.
            Err(SourceError::NoRepository { .. }) => return Ok(pages(tree)),
            Err(_) => return Ok(Pages::default()),
        },
    };
    Ok(pages(&rev_tree(at, rev)?))
}

/// The `builtin` rules with the rules and names of a policy; mistakes in house rules are told with their place.
pub(super) fn judge(
    builtin: Result<RuleSet, Vec<RuleError>>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Judge<'_>, Problem> {
    builtin.and_then(|rules| Judge::with(rules, policy, now)).map_err(|errors| rule_problem(policy, errors))
}

/// Mistakes in rules as one problem.
pub(super) fn rule_problem(policy: &Policy, errors: Vec<RuleError>) -> Problem {
    let mut problems: Vec<RuleProblem> = errors
        .into_iter()
        .map(|error| {
            let index = policy.rules.iter().position(|rule| *rule.id.get_ref() == error.rule);
            let file = index.and_then(|index| policy.rule_files.get(index));
            let (path, text) =
                file.map_or(("the built-in policy", ""), |(path, text)| (path.as_str(), &**text));
            RuleProblem {
                rule: error.rule,
                message: error.message,
                help: error.help,
                file: miette::NamedSource::new(path, text.to_owned()),
                at: (error.span.start.min(text.len()), error.span.len().min(text.len())).into(),
                others: Vec::new(),
            }
        })
        .collect();
    let others = problems.split_off(problems.len().min(1));
    match problems.pop() {
        Some(first) => Problem::Rule(Box::new(RuleProblem { others, ..first })),
        None => Problem::usage("a rule cannot be read", "`presscheck policy check` tells more"),
    }
}

/// A date (its first instant, UTC) or an RFC 3339 instant.
fn instant(text: &str) -> Result<Timestamp, Problem> {
    let date =
        || text.parse::<civil::Date>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>().ok().or_else(date).ok_or_else(|| {
        Problem::usage(
            format!("{} is neither a date nor an instant", crate::render::one_line(text)),
            "write 2026-04-02 or 2026-04-02T13:00:00Z",
        )
    })
}

fn fail_on(name: FailOnName) -> FailOn {
    match name {
        FailOnName::Red => FailOn::Red,
        FailOnName::Yellow => FailOn::Yellow,
        FailOnName::Never => FailOn::Never,
    }
}

/// Judges everything that was collected, each file by itself: what goes wrong in one is told, and
/// the others are judged. Of a text the lines around findings are kept if they are `shown`.
fn report(
    check: &Check<'_>,
    collected: &Collected,
    whole: bool,
    shown: bool,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Report {
    let policy = check.judge.policy;
    let entries: Vec<&Entry> = collected.entries.iter().chain(&collected.messages).collect();
    let done = AtomicUsize::new(0);
    let kept = Mutex::new(Kept::default());
    let outcomes: Vec<(&str, Result<Outcome, String>)> = entries
        .par_iter()
        .map_init(
            || collected.opener(),
            |opener, entry| {
                let mut outcome = catch_unwind(AssertUnwindSafe(|| one(check, opener, entry)))
                    .unwrap_or_else(|_| Err("presscheck failed on this file; please report it".to_owned()));
                if let Ok(outcome) = &mut outcome {
                    let findings = std::mem::take(&mut outcome.findings);
                    kept.lock().unwrap_or_else(PoisonError::into_inner).add(findings, shown);
                }
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, entries.len());
                (entry.path.as_str(), outcome)
            },
        )
        .collect();
    let mut report = Report {
        findings: kept.into_inner().unwrap_or_else(PoisonError::into_inner).findings,
        notes: Vec::new(),
        scanned: Scanned::default(),
        lists: lists(policy),
        unjudged: collected.unread.iter().map(|unread| unjudged(&unread.path, &unread.why)).collect(),
        fail_on: policy.gate.fail_on,
        now: String::new(),
    };
    report.unjudged.extend(policy.unread_lists.iter().map(|(what, why)| unjudged(what, why)));
    let mut used = vec![false; policy.approvals.len()];
    for (path, outcome) in outcomes {
        match outcome {
            Err(why) => report.unjudged.push(unjudged(path, &why)),
            Ok(outcome) => add(&mut report, &mut used, path, outcome),
        }
    }
    report.findings.sort_by(|a, b| {
        (&a.path, a.span.start, a.span.end, &a.rule).cmp(&(&b.path, b.span.start, b.span.end, &b.rule))
    });
    stale_approvals(check, &used, whole, &mut report.notes);
    report
}

fn add(report: &mut Report, used: &mut [bool], path: &str, outcome: Outcome) {
    let scanned = &mut report.scanned;
    scanned.files += outcome.scanned.files;
    scanned.pieces += outcome.scanned.pieces;
    scanned.words += outcome.scanned.words;
    scanned.bytes += outcome.scanned.bytes;
    for number in outcome.approvals {
        used[number] = true;
    }
    report.notes.extend(outcome.stale.into_iter().map(|(line, message)| Note {
        path: Some(path.to_owned()),
        line: Some(line),
        message,
        help:
            "take it out, or write `presscheck: ack RULE \"reason\"` before the block it is about".to_owned(),
    }));
}

/// The findings of all files: in one place, so that a report of very many is in memory once.
#[derive(Default)]
struct Kept {
    findings: Vec<Finding>,
    /// What they say, each text once.
    texts: FxHashSet<Arc<str>>,
}

impl Kept {
    /// Adds the findings of a file, with the lines around them if these are `shown`.
    fn add(&mut self, findings: Vec<Finding>, shown: bool) {
        for mut finding in findings {
            finding.around.take_if(|_| !shown);
            finding.share(&mut self.texts);
            self.findings.push(finding);
        }
    }
}

fn one(check: &Check<'_>, opener: &mut Opener, entry: &Entry) -> Result<Outcome, String> {
    let bytes = opener.load(&entry.place).map_err(|error| error.to_string())?;
    let bytes = if entry.path.ends_with("COMMIT_EDITMSG") { without_comments(&bytes) } else { bytes };
    check.file(&entry.path, bytes, || match &entry.base {
        None => Ok(None),
        Some(place) => {
            let bytes = opener.load(place).map_err(|error| format!("its base: {error}"))?;
            Ok(Some(check::Base {
                path: entry.base_path.clone().unwrap_or_else(|| entry.path.clone()),
                bytes,
            }))
        }
    })
}

/// A commit message as an editor leaves it, without what git takes out; line numbers hold.
fn without_comments(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if line.starts_with(b"# ------------------------ >8") {
            break;
        }
        kept.extend_from_slice(if line.starts_with(b"#") { b"\n" } else { line });
    }
    kept
}

fn unjudged(what: &str, why: &str) -> Unjudged {
    Unjudged { what: what.to_owned(), why: why.to_owned(), let_pass: false }
}

/// Approvals that have run out, and, where everything was looked at, those that cleared nothing.
fn stale_approvals(check: &Check<'_>, used: &[bool], whole: bool, notes: &mut Vec<Note>) {
    for (approval, used) in check.judge.policy.approvals.iter().zip(used) {
        let expired = approval.until.is_some_and(|until| check.judge.now >= until);
        let message = match (expired, used) {
            (true, _) => format!(
                "the approval of \"{}\" ran out{}",
                approval.what,
                approval.until_text.as_deref().map(|until| format!(" on {until}")).unwrap_or_default()
            ),
            (false, false) if whole => format!("the approval of \"{}\" clears nothing here", approval.what),
            _ => continue,
        };
        notes.push(Note {
            path: Some(approval.at.0.clone()),
            line: Some(approval.at.1),
            message,
            help: "renew it or take it out".to_owned(),
        });
    }
}

/// What is content of the repository and was not there to be read.
fn left_out(left_out: &LeftOut) -> Vec<Note> {
    let note = |path: &str, message: String, help: &str| Note {
        path: Some(path.to_owned()),
        line: None,
        message,
        help: help.to_owned(),
    };
    let submodules = left_out.submodules.iter().map(|path| {
        let message = "it was not read: it is a repository of its own".to_owned();
        note(path, message, "run presscheck in that folder as well")
    });
    let sparse = left_out.sparse.first().map(|first| {
        let message = match left_out.sparse.len() - 1 {
            0 => "it was not read: a sparse checkout leaves it out".to_owned(),
            1 => "it was not read, nor was 1 other file: a sparse checkout leaves them out".to_owned(),
            others => {
                format!("it was not read, nor were {others} other files: a sparse checkout leaves them out")
            }
        };
        note(first, message, "`presscheck check --rev HEAD` judges them as they are committed")
    });
    submodules.chain(sparse).collect()
}

/// The lists in force, by kind.
pub(super) fn lists(policy: &Policy) -> Vec<ListInForce> {
    let [mut customers, mut partners, mut suppliers, mut projects, mut terms] = [0; 5];
    for listed in &policy.listed {
        *match listed.kind {
            Kind::Customer => &mut customers,
            Kind::Partner => &mut partners,
            Kind::Supplier => &mut suppliers,
            Kind::Project => &mut projects,
            Kind::Term(_) => &mut terms,
        } += 1;
    }
    [
        ("customers", customers),
        ("partners", partners),
        ("suppliers", suppliers),
        ("projects", projects),
        ("terms", terms),
        ("embargoes", policy.embargoes.len()),
    ]
    .into_iter()
    .filter(|(_, entries)| *entries > 0)
    .map(|(kind, entries)| ListInForce { kind: kind.to_owned(), entries })
    .collect()
}
