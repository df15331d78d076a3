//! `presscheck policy`: the policy itself.

use super::args::PolicyCommand;
use super::{Problem, World};
use crate::judge::builtin;
use crate::policy::{FILE_NAME, Policy, find, load, schema};
use crate::render::one_line;
use crate::source::{DiskTree, Surroundings, Tree, rev_tree, root};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The policy that holds at the place of the call; the built-in one if there is no file.
pub(super) fn read(
    at: &Surroundings,
    config: Option<&Path>,
    rev: Option<&str>,
) -> Result<(Policy, Box<dyn Tree>), Problem> {
    let root = root(at)?;
    let tree: Box<dyn Tree> = match rev {
        Some(rev) => Box::new(rev_tree(at, rev)?),
        None => Box::new(DiskTree { root: root.clone() }),
    };
    let (tree, path) = match config {
        None => {
            let here = std::fs::canonicalize(&at.cwd).unwrap_or_else(|_| at.cwd.clone());
            let here = slashed(here.strip_prefix(&root).unwrap_or(Path::new("")));
            let found =
                find(&*tree, &here).map_err(|error| Problem::io(format!("reading {FILE_NAME}"), error))?;
            (tree, found)
        }
        Some(config) if rev.is_some() => {
            // It counts from here, as without a revision, though it need not lie on disk.
            let here = std::fs::canonicalize(&at.cwd).unwrap_or_else(|_| at.cwd.clone());
            let full = Surroundings::of_folder(here).absolute(config);
            let inside = full.strip_prefix(&root).map_err(|_| {
                Problem::usage(
                    format!("{} lies outside the repository", config.display()),
                    "with --policy-from, --config names a file of that revision",
                )
            })?;
            (tree, Some(slashed(inside)))
        }
        Some(config) => {
            let full = at.cwd.join(config);
            let full = std::fs::canonicalize(&full)
                .map_err(|error| Problem::io(format!("reading {}", full.display()), error))?;
            match full.strip_prefix(&root) {
                Ok(inside) => (tree, Some(slashed(inside))),
                Err(_) => outside(&full),
            }
        }
    };
    match path {
        Some(path) => Ok((load(&*tree, &path, &builtin::ids())?, tree)),
        None => Ok((Policy::default(), tree)),
    }
}

/// A policy outside the repository: its folder is the tree that its lists stand in.
fn outside(file: &Path) -> (Box<dyn Tree>, Option<String>) {
    let folder = file.parent().map(Path::to_owned).unwrap_or_else(|| PathBuf::from("/"));
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    (Box::new(DiskTree { root: folder }), name)
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

pub(super) fn run(command: &PolicyCommand, world: &mut World<'_>) -> Result<u8, Problem> {
    match command {
        PolicyCommand::Schema => {
            let text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
            say(world, &text)?;
            Ok(0)
        }
        PolicyCommand::Seal(args) => super::seal::run(args, world),
        PolicyCommand::Check { config } => {
            let policy = opened(config.as_deref(), world)?;
            super::check::judge(builtin::rules(), &policy, world.now)?;
            let text = match &policy.path {
                Some(path) => format!("{} can be read: {}", one_line(path), summary(&policy)),
                None => format!("there is no {FILE_NAME} here: the built-in policy holds, with no lists"),
            };
            say(world, &text)?;
            unread(&policy, world)
        }
        PolicyCommand::Show { config } => {
            let policy = opened(config.as_deref(), world)?;
            let judge = super::check::judge(builtin::rules(), &policy, world.now)?;
            let mut text = String::new();
            for (name, value) in parts(&policy) {
                let _ = writeln!(text, "{:11} {}", format!("{name}:"), one_line(&value));
            }
            text.push('\n');
            for rule in &judge.rules.rules {
                let tuned = policy.tuning.iter().find(|tuning| tuning.rule == rule.id());
                let light = tuned.and_then(|tuning| tuning.light).unwrap_or(rule.spec.light);
                let _ = write!(text, "{}", super::explain::line(&rule.spec, light));
                text.push_str(match tuned {
                    Some(tuned) if tuned.paths.is_some() => " (tuned, on some paths only)\n",
                    Some(_) => " (tuned)\n",
                    None => "\n",
                });
            }
            say(world, text.trim_end())?;
            unread(&policy, world)
        }
        PolicyCommand::Test { coverage, config } => {
            let (policy, _) = read(&world.at, config.as_deref(), None)?;
            let result = super::explain::test(&policy, *coverage, world.now)?;
            say(world, result.text.trim_end())?;
            Ok(u8::from(result.failed > 0))
        }
    }
}

/// The policy that holds here, its sealed lists open.
fn opened(config: Option<&Path>, world: &World<'_>) -> Result<Policy, Problem> {
    let (mut policy, _) = read(&world.at, config, None)?;
    unseal(&mut policy, world)?;
    Ok(policy)
}

/// Opens the sealed lists of `policy`, if it has any.
pub(super) fn unseal(policy: &mut Policy, world: &World<'_>) -> Result<(), Problem> {
    if !policy.sealed.is_empty() {
        let key = super::key::read(world)?;
        policy.unseal(key.as_ref(), super::key::MISSING)?;
    }
    Ok(())
}

fn unread(policy: &Policy, world: &mut World<'_>) -> Result<u8, Problem> {
    for (what, why) in policy.unread_lists.iter().chain(&policy.unread_reported) {
        say(world, &format!("not judged: {}: {}", one_line(what), one_line(why)))?;
    }
    Ok(if policy.unread_lists.is_empty() { 0 } else { 2 })
}

fn lists(policy: &Policy) -> String {
    let lists = super::check::lists(policy);
    let lists: Vec<_> = lists.iter().map(|list| format!("{} ({})", list.kind, list.entries)).collect();
    if lists.is_empty() { "no lists".to_owned() } else { lists.join(", ") }
}

fn summary(policy: &Policy) -> String {
    let approvals = counted(policy.approvals.len(), "approval");
    format!("{}; {approvals}, {}", lists(policy), counted(policy.rules.len(), "house rule"))
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// What is in force, by name; what the policy does not say is left out.
fn parts(policy: &Policy) -> Vec<(&'static str, String)> {
    let company = &policy.company;
    let sealed = policy.sealed.iter().map(|list| {
        format!("{} ({})", list.path, if list.open.is_some() { "open" } else { "no key: not judged" })
    });
    let employees = policy.employees.iter().map(|employee| employee.name.clone());
    let pages = policy.record_pages.join(", ");
    let doubt = if policy.gate.doubt_is_red { "red" } else { "yellow" };
    let all = [
        ("policy", policy.path.clone().unwrap_or_else(|| "built-in, there is no presscheck.toml".to_owned())),
        ("gate", format!("fail-on {}, in doubt {doubt}", policy.gate.fail_on.name())),
        ("company", company.name.clone()),
        ("brands", company.brands.join(", ")),
        ("domains", company.domains.join(", ")),
        ("accounts", company.handles.join(", ")),
        ("employees", employees.collect::<Vec<_>>().join(", ")),
        ("lists", lists(policy)),
        ("sealed", sealed.collect::<Vec<_>>().join(", ")),
        ("published", plural_or_none(policy.published.len(), "name")),
        ("pages", pages),
        ("withheld", plural_or_none(policy.withheld.len(), "name")),
        ("approvals", plural_or_none(policy.approvals.len(), "approval")),
        ("house rules", plural_or_none(policy.rules.len(), "rule")),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn plural_or_none(number: usize, what: &str) -> String {
    if number > 0 { counted(number, what) } else { String::new() }
}

/// A line on standard output.
pub(super) fn say(world: &mut World<'_>, text: &str) -> Result<(), Problem> {
    writeln!(world.out, "{text}").map_err(|error| Problem::io("writing", error))
}
