//! The policy of a tree: the file itself, the files it includes, the lists they name.

use super::draft::Draft;
use super::error::{PolicyError, PolicyErrors, PolicyFile, printable};
use super::reader::Fields;
use super::{Policy, agreement, list, path, reader, tables};
use crate::document::Source;
use crate::source::Tree;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

/// What the file is called.
pub const FILE_NAME: &str = "presscheck.toml";

/// Reads the policy at `path`, relative to the root of `tree`, with everything it names.
///
/// Files, lists and includes are relative to the folder of the file that names them; patterns of
/// content are relative to the root. `known_rules` are the ids of the built-in rules.
///
/// # Errors
/// Everything that is wrong, all at once.
pub fn load(tree: &dyn Tree, path: &str, known_rules: &[&str]) -> Result<Policy, PolicyErrors> {
    let mut draft = Draft::new(tree);
    draft.policy.path = Some(path.to_owned());
    if let Some(main) = read(&mut draft, path) {
        tables::add(&mut draft, &main);
        for included in includes(&mut draft, path, &main) {
            let Some(fields) = read(&mut draft, &included) else { continue };
            tables::add(&mut draft, &fields);
            if let Some((pattern, _)) = fields.paths("include").into_iter().flatten().next() {
                let error = pattern.place.error("an included file includes others", "only the main file may");
                draft.errors.push(error.with_help(format!("move this pattern to {}", printable(path))));
            }
        }
        list::read_all(&mut draft);
        if draft.whole {
            agreement::check(&mut draft, known_rules);
        }
    }
    if draft.errors.is_empty() {
        draft.policy.files.extend(draft.files.iter().map(|file| file.path.clone()));
        return Ok(draft.policy);
    }
    let files = draft.files;
    let file = |error: &PolicyError| files.iter().position(|file| Some(file.path.as_str()) == error.path());
    draft.errors.sort_by_key(|error| (file(error), error.span()));
    Err(PolicyErrors::new(path, draft.errors))
}

fn read(draft: &mut Draft<'_>, path: &str) -> Option<Fields> {
    let bytes = match draft.tree.read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let error = PolicyError::new(format!("there is no file {}", printable(path)));
            draft.errors.push(error.with_help("`presscheck init` writes one"));
            return None;
        }
        Err(why) => {
            draft.errors.push(PolicyError::new(format!("{} cannot be read: {why}", printable(path))));
            return None;
        }
    };
    match Source::decode(bytes) {
        Ok(source) => {
            let file = Arc::new(PolicyFile::new(path, source.text()));
            draft.files.push(Arc::clone(&file));
            let read = reader::read(&file, &mut draft.errors);
            draft.whole &= read.whole;
            Some(read.fields)
        }
        Err(why) => {
            draft.errors.push(PolicyError::new(format!("{} cannot be read: {why}", printable(path))));
            None
        }
    }
}

/// The files that `main` includes, sorted; a pattern that matches none is an error.
fn includes(draft: &mut Draft<'_>, main_path: &str, main: &Fields) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (word, _) in main.paths("include").into_iter().flatten() {
        let Some(pattern) = draft.path_named(word) else { continue };
        if pattern == main_path {
            let message = format!("`{}` includes itself", printable(&word.text));
            draft.errors.push(word.place.error(message, "this very file").with_help("take it out"));
            continue;
        }
        match matching(draft.tree, &pattern) {
            Ok(paths) => {
                let mut others = paths.into_iter().filter(|path| path != main_path).peekable();
                if others.peek().is_none() {
                    let message = format!("`{}` includes nothing", printable(&word.text));
                    let help = "patterns are relative to this file; take out one that is not needed";
                    draft.errors.push(word.place.error(message, "no file matches").with_help(help));
                }
                found.extend(others);
            }
            Err(why) => {
                let message = format!("`{}` cannot be included: {why}", printable(&word.text));
                draft.errors.push(word.place.error(message, "this pattern"));
            }
        }
    }
    found
}

fn matching(tree: &dyn Tree, pattern: &str) -> io::Result<Vec<String>> {
    // A file that is named outright counts although the tree may ignore it.
    if !pattern.contains(['*', '?', '[', '{']) {
        return Ok(tree.read(pattern)?.map(|_| pattern.to_owned()).into_iter().collect());
    }
    let glob = path::pattern(pattern).map_err(io::Error::other)?.compile_matcher();
    Ok(tree.paths()?.into_iter().filter(|path| glob.is_match(path)).collect())
}
