//! What `presscheck check` is asked to judge.

use super::args::CheckArgs;
use super::{Problem, World};
use crate::source::{Entry, Event, Range, Selection};
use std::path::Path;

/// What is to be judged, and by whose policy.
pub(super) struct Chosen {
    pub(super) selection: Selection,
    /// What an event says beside files and commits.
    pub(super) texts: Vec<Entry>,
    /// The revision that the policy is taken from; `None` for the work tree.
    pub(super) policy_from: Option<String>,
}

/// What the arguments choose; those given beat what an event says.
pub(super) fn chosen(args: &CheckArgs, world: &mut World<'_>) -> Result<Chosen, Problem> {
    let paths = args.paths.clone();
    let policy_from = args.policy_from.clone();
    let dash = paths.iter().any(|path| path == Path::new("-"));
    if dash || args.stdin_path.is_some() {
        let others = args.staged || args.since.is_some() || args.rev.is_some() || args.event.is_some();
        if !dash || paths.len() > 1 || others {
            return Err(Problem::usage(
                "standard input is judged by itself",
                "write `presscheck check - --stdin-path NAME`, and nothing else to judge",
            ));
        }
        let name = args.stdin_path.clone().unwrap_or_else(|| "stdin.md".to_owned());
        let mut bytes = Vec::new();
        world.input.read_to_end(&mut bytes).map_err(|error| Problem::io("reading standard input", error))?;
        return Ok(Chosen { selection: Selection::Stdin { name, bytes }, texts: Vec::new(), policy_from });
    }
    if args.staged {
        return Ok(Chosen { selection: Selection::Staged { paths }, texts: Vec::new(), policy_from });
    }
    let event = match &args.event {
        Some(file) => {
            let file = world.at.cwd.join(file);
            let bytes = std::fs::read(&file)
                .map_err(|error| Problem::io(format!("reading {}", file.display()), error))?;
            Some(Event::read(&bytes)?)
        }
        None => None,
    };
    // Title, body and messages lie in no folder: an event puts them up whatever paths are named.
    let messages = paths.is_empty() || event.is_some();
    let (since, rev, policy, texts) = match event {
        Some(event) => (event.since, Some(event.head), Some(event.policy), event.texts),
        None => (None, None, None, Vec::new()),
    };
    let rev = args.rev.clone().or(rev);
    let selection = match (args.since.clone().or(since), rev) {
        (Some(since), rev) => {
            let head = rev.unwrap_or_else(|| "HEAD".to_owned());
            Selection::Since { range: Range { since, head, messages }, paths }
        }
        (None, Some(rev)) => Selection::Rev { rev, paths },
        (None, None) => Selection::WorkTree { paths },
    };
    Ok(Chosen { selection, texts, policy_from: policy_from.or(policy) })
}

/// Whether every content file is looked at, so that an approval without use shows.
pub(super) fn is_everything(selection: &Selection) -> bool {
    match selection {
        Selection::WorkTree { paths } | Selection::Rev { paths, .. } => paths.is_empty(),
        Selection::Staged { .. } | Selection::Since { .. } | Selection::Stdin { .. } => false,
    }
}
