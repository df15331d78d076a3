//! `presscheck policy`: the policy itself.

use super::args::PolicyCommand;
use super::{Problem, World};
use crate::judge::builtin;
use crate::policy::{FILE_NAME, Policy, find, load, schema};
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
        PolicyCommand::Check { config } => {
            let (policy, _) = read(&world.at, config.as_deref(), None)?;
            super::check::judge(&policy, world.now)?;
            let text = match &policy.path {
                Some(path) => format!("{path} can be read: {}", summary(&policy)),
                None => format!("there is no {FILE_NAME} here: the built-in policy holds, with no lists"),
            };
            say(world, &text)?;
            unread(&policy, world)
        }
        PolicyCommand::Show { config } => {
            let (policy, _) = read(&world.at, config.as_deref(), None)?;
            let judge = super::check::judge(&policy, world.now)?;
            let mut text = format!("policy: {}\n", policy.path.as_deref().unwrap_or("built-in"));
            let _ = writeln!(text, "company: {} ({})", policy.company.name, policy.company.brands.join(", "));
            let _ = writeln!(text, "in force: {}", summary(&policy));
            for rule in &judge.rules.rules {
                let tuned = policy
                    .tuning
                    .iter()
                    .find(|tuning| tuning.rule == rule.id())
                    .and_then(|tuning| tuning.light);
                let light = format!("{:?}", tuned.unwrap_or(rule.spec.light)).to_lowercase();
                let _ = writeln!(text, "{light:7} {:26} {}", rule.id(), rule.spec.message);
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

fn unread(policy: &Policy, world: &mut World<'_>) -> Result<u8, Problem> {
    for (what, why) in &policy.unread_lists {
        say(world, &format!("not judged: {what}: {why}"))?;
    }
    Ok(if policy.unread_lists.is_empty() { 0 } else { 2 })
}

fn summary(policy: &Policy) -> String {
    let lists = super::check::lists(policy);
    let lists: Vec<_> = lists.iter().map(|list| format!("{} ({})", list.kind, list.entries)).collect();
    let lists = if lists.is_empty() { "no lists".to_owned() } else { lists.join(", ") };
    format!("{lists}; {} approvals, {} house rules", policy.approvals.len(), policy.rules.len())
}

/// A line on standard output.
pub(super) fn say(world: &mut World<'_>, text: &str) -> Result<(), Problem> {
    writeln!(world.out, "{text}").map_err(|error| Problem::io("writing", error))
}
