//! What a change does to the policy, and which policies were not used: whoever owns the policy
//! should know.

use super::Problem;
use crate::evidence::pages::is_page;
use crate::finding::Note;
use crate::judge::builtin;
use crate::policy::{FILE_NAME, Policy, folder, load};
use crate::source::{Entry, RevTree, Selection, Surroundings, Tree, rev_tree};
use std::collections::BTreeSet;
use std::io;

/// The policy a change was judged by.
pub(super) struct Base<'a> {
    pub(super) policy: &'a Policy,
    pub(super) tree: &'a dyn Tree,
    /// The revision it was taken from, as given.
    pub(super) rev: &'a str,
}

/// A note on every file of the policy that a commit or a request changes. What it changes there is
/// not in force yet, and is for the owners of the policy to look at.
///
/// # Errors
/// If the revision that is judged cannot be had.
pub(super) fn changes(
    base: &Base<'_>,
    selection: &Selection,
    changed: &[String],
    at: &Surroundings,
) -> Result<Vec<Note>, Problem> {
    let head = match selection {
        Selection::Since { range, .. } => Some(rev_tree(at, &range.head)?),
        _ => None,
    };
    let path = base.policy.path.as_deref().unwrap_or(FILE_NAME);
    let later = head.as_ref().map(|head| load(head, path, &builtin::ids()));
    let named_later = || later.iter().flatten().flat_map(|policy| &policy.files);
    let touched = |changed: &&String| {
        changed.rsplit('/').next() == Some(FILE_NAME)
            || *changed == path
            || base.policy.files.contains(changed)
            || named_later().any(|own| own == *changed)
    };
    let rev = short(base.rev);
    let mut notes = Vec::new();
    for changed in changed.iter().filter(touched) {
        let does = verb(base.tree, head.as_ref(), changed).map_err(|error| Problem::io("reading", error))?;
        notes.push(note(
            changed,
            format!("this request {does} {changed}; it was judged by the policy of {rev}"),
            "whoever owns the policy reviews that change for itself".to_owned(),
        ));
    }
    let broken = later.as_ref().is_some_and(Result::is_err);
    if broken && head.as_ref().is_some_and(|head| matches!(head.read(path), Ok(Some(_)))) {
        notes.push(note(
            path,
            format!("as this request leaves it, {path} cannot be used"),
            "run presscheck policy check on that branch: it tells what is wrong".to_owned(),
        ));
    }
    notes.extend(pages(base.policy, changed));
    Ok(notes)
}

/// One note on all the pages of the public record that are changed: they are content as well, and
/// are judged as such.
fn pages(policy: &Policy, changed: &[String]) -> Option<Note> {
    let pages: Vec<_> = changed.iter().filter(|path| is_page(&policy.record_pages, path)).collect();
    let others = match pages.len() {
        0 => return None,
        1 => String::new(),
        number => format!(" and {} more", number - 1),
    };
    Some(note(
        pages[0],
        format!("this request changes {}{others} of the public record", pages[0]),
        "what such pages show was taken from the base; the change counts once it is merged".to_owned(),
    ))
}

fn verb(base: &dyn Tree, head: Option<&RevTree>, path: &str) -> io::Result<&'static str> {
    // A link or a folder in its place is there, though it cannot be read.
    let is_there = |tree: &dyn Tree| !matches!(tree.read(path), Ok(None));
    Ok(match (is_there(base), head.is_none_or(|head| is_there(head))) {
        (false, _) => "adds",
        (true, false) => "deletes",
        (true, true) => "changes",
    })
}

/// The name of a commit as people write it.
fn short(rev: &str) -> &str {
    match rev.len() >= 40 && rev.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => &rev[..12],
        false => rev,
    }
}

/// Policies that lie beside what was judged and were not used: whoever keeps one for a folder runs
/// the tool there.
pub(super) fn unused(policy: &Policy, tree: &dyn Tree, entries: &[Entry]) -> Vec<Note> {
    let mut folders = BTreeSet::new();
    for entry in entries {
        let mut here = folder(&entry.path);
        while !here.is_empty() && folders.insert(here) {
            here = folder(here);
        }
    }
    let used = policy.path.as_deref();
    let others = folders.into_iter().map(|folder| (folder, format!("{folder}/{FILE_NAME}")));
    others
        .filter(|(_, path)| Some(path.as_str()) != used && matches!(tree.read(path), Ok(Some(_))))
        .map(|(folder, path)| {
            let by = used.unwrap_or("the built-in policy");
            note(
                &path,
                format!("{path} was not used; what lies there was judged by {by}"),
                format!("to judge {folder} by its own policy, run presscheck in that folder"),
            )
        })
        .collect()
}

fn note(path: &str, message: String, help: String) -> Note {
    Note { path: Some(path.to_owned()), line: None, message, help }
}
