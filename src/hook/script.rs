//! What the hooks say: POSIX sh, one file of it per hook.

use std::path::Path;

/// A hook that git runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hook {
    /// Before a commit: what is staged is judged.
    PreCommit,
    /// Once the message is written: the message is judged.
    CommitMsg,
    /// Before a push: what the branch adds is judged.
    PrePush,
}

impl Hook {
    /// Every hook there is, in the order git runs them.
    pub const ALL: [Hook; 3] = [Hook::PreCommit, Hook::CommitMsg, Hook::PrePush];

    /// The name git knows it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Hook::PreCommit => "pre-commit",
            Hook::CommitMsg => "commit-msg",
            Hook::PrePush => "pre-push",
        }
    }

    fn body(self) -> [&'static str; 2] {
        let before = include_str!("before.sh");
        match self {
            Hook::PreCommit => [before, include_str!("pre_commit.sh")],
            Hook::CommitMsg => [before, include_str!("commit_msg.sh")],
            Hook::PrePush => ["", include_str!("pre_push.sh")],
        }
    }
}

/// Who runs a hook that stood there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunBy {
    /// Git, which runs executable files alone.
    Git,
    /// Husky, which hands any file to `sh -e`.
    Husky,
}

const MARK: &str = "# presscheck hook,";

/// The script of a hook; `binary` is a word of the shell.
pub(super) fn script(hook: Hook, binary: &str, run_by: RunBy) -> String {
    let by_shell = match (run_by, hook) {
        (RunBy::Git, _) => "",
        (RunBy::Husky, Hook::PrePush) => {
            "elif [ -f \"$before\" ]; then\n    printf '%s\\n' \"$refs\" | sh -e \"$before\" \"$@\" || exit $?\n"
        }
        (RunBy::Husky, _) => "elif [ -f \"$before\" ]; then\n    sh -e \"$before\" \"$@\" || exit $?\n",
    };
    let done = if hook == Hook::PrePush { "pushed" } else { "committed" };
    let [before, own] = hook.body();
    [include_str!("begin.sh"), before, own]
        .concat()
        .replace("@or_by_shell@", by_shell)
        .replace("@done@", done)
        .replacen("@binary@", binary, 1)
}

/// A path as a word of the shell.
pub(super) fn word(path: &Path) -> String {
    // Git for Windows brings a shell that takes a backslash for itself.
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Whether a file is a hook of ours, whatever version wrote it.
pub(super) fn is_ours(content: &[u8]) -> bool {
    let start = String::from_utf8_lossy(content.get(..400).unwrap_or(content)).into_owned();
    start.lines().take(3).any(|line| line.starts_with(MARK))
}

/// Whether a hook of ours is what this version writes, the program's place aside.
pub(super) fn is_current(content: &[u8], hook: Hook, run_by: RunBy) -> bool {
    let text = String::from_utf8_lossy(content);
    let binary = text.lines().find_map(|line| line.strip_prefix("installed="));
    binary.is_some_and(|binary| script(hook, binary, run_by) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_knows_itself() {
        for hook in Hook::ALL {
            let text = script(hook, &word(Path::new("/opt/o'brien/presscheck")), RunBy::Git);
            assert!(!text.contains('@') || text.matches('@').count() == text.matches("$@").count(), "{text}");
            assert!(is_ours(text.as_bytes()));
            assert!(is_current(text.as_bytes(), hook, RunBy::Git));
            assert!(!is_current(text.as_bytes(), hook, RunBy::Husky));
            assert!(!is_current((text + "\n").as_bytes(), hook, RunBy::Git));
        }
        assert!(!is_ours(b"#!/bin/sh\npresscheck check --staged\n"));
    }

    #[test]
    fn a_path_is_one_word_of_the_shell() {
        assert_eq!(word(Path::new("/opt/o'brien/it $HOME")), r"'/opt/o'\''brien/it $HOME'");
    }
}
