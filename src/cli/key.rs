//! Where the key of sealed lists comes from: the environment, a file, a command. What the policy
//! says a pull request can change, so the policy names none of them.

use super::{Problem, World};
use crate::names::sealed::{Key, KeyProblem};
use crate::source::{Kept, kept};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const KEY: &str = "PRESSCHECK_KEY";
const FILE: &str = "PRESSCHECK_KEY_FILE";
const COMMAND: &str = "PRESSCHECK_KEY_COMMAND";

/// Why a list stays unread without the key, and what to do.
pub(super) const MISSING: &str = "its key is missing: set PRESSCHECK_KEY, PRESSCHECK_KEY_FILE or \
                                  PRESSCHECK_KEY_COMMAND, or put the key in ~/.config/presscheck/key";

/// The key, if there is any: of the variables the first that is set, or else the file in the
/// user's own configuration.
pub(super) fn read(world: &World<'_>) -> Result<Option<Key>, Problem> {
    let set = |name: &str| (world.variable)(name).filter(|value| !value.is_empty());
    if let Some(text) = set(KEY) {
        return parse(KEY, &text.to_string_lossy()).map(Some);
    }
    if let Some(path) = set(FILE) {
        return of_file(&world.at.cwd.join(path)).map(Some);
    }
    if let Some(command) = set(COMMAND) {
        return of_command(&command, world).map(Some);
    }
    match own_file(world).filter(|path| path.exists()) {
        Some(path) => of_file(&path).map(Some),
        None => Ok(None),
    }
}

/// `presscheck/key` in the user's own configuration.
pub(super) fn own_file(world: &World<'_>) -> Option<PathBuf> {
    let set = |name: &str| (world.variable)(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = set("XDG_CONFIG_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".config")))
        .or_else(|| set("APPDATA"))?;
    config.is_absolute().then(|| config.join("presscheck").join("key"))
}

fn of_file(path: &Path) -> Result<Key, Problem> {
    refuse_kept(path)?;
    let text = fs::read_to_string(path)
        .map_err(|error| Problem::io(format!("reading the key in {}", path.display()), error))?;
    parse(&path.display().to_string(), &text)
}

/// A key that git keeps, or would with the next `git add`, is no secret.
pub(super) fn refuse_kept(path: &Path) -> Result<(), Problem> {
    let (what, help) = match kept(path)? {
        Kept::No => return Ok(()),
        Kept::Tracked => (
            "is kept by git: whoever has the repository has the key",
            "make a new key outside the repository with `presscheck policy seal --new-key`, and seal the \
             lists again: what git once kept stays in its history",
        ),
        Kept::Addable => (
            "lies in a repository: the next `git add` would publish the key",
            "put the key outside the repository",
        ),
    };
    Err(Problem::usage(format!("{} {what}", path.display()), help))
}

fn of_command(command: &OsString, world: &World<'_>) -> Result<Key, Problem> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let output = Command::new(shell)
        .arg(flag)
        .arg(command)
        .current_dir(&world.at.cwd)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Problem::io(format!("running {COMMAND}"), error))?;
    if !output.status.success() {
        return Err(Problem::usage(
            format!("{COMMAND} failed: {}", output.status),
            "run the command by itself: it must print the key and nothing else",
        ));
    }
    parse(COMMAND, &String::from_utf8_lossy(&output.stdout))
}

fn parse(from: &str, text: &str) -> Result<Key, Problem> {
    Key::parse(text).map_err(|why: KeyProblem| {
        Problem::usage(
            format!("{from} holds no key: {why}"),
            "a key is 32 bytes as 64 hexadecimal digits or base64; `presscheck policy seal --new-key` makes one",
        )
    })
}
