//! Why documents could not be collected.

use miette::Diagnostic;
use std::io;
use thiserror::Error;

/// Why the documents of a selection could not be collected: nothing was judged.
#[derive(Debug, Error, Diagnostic)]
pub enum SourceError {
    /// The revision does not exist here.
    #[error("there is no revision {rev:?} here")]
    #[diagnostic(help(
        "see `git log --all --oneline` for what there is; in CI, fetch the base branch first (with actions/checkout: fetch-depth: 0); a commit that a force push threw away is no base any more: name another with --since"
    ))]
    UnknownRevision {
        /// As given.
        rev: String,
    },
    /// The repository has no commit yet.
    #[error("nothing has been committed yet, so there is no HEAD to judge")]
    #[diagnostic(help("judge what is staged with --staged, or the work tree with no option at all"))]
    NothingCommitted,
    /// A selection that needs git, outside any repository.
    #[error("{folder} is in no git repository")]
    #[diagnostic(help(
        "--staged, --since and --rev read from git: run inside a repository, or name the files to read"
    ))]
    NoRepository {
        /// Where it was looked for.
        folder: String,
    },
    /// A repository without a work tree, where one is needed.
    #[error("{folder} is a bare repository: it has no work tree")]
    #[diagnostic(help(
        "judge a revision with --rev or a range with --since, or run in a clone with a work tree"
    ))]
    Bare {
        /// The folder of the repository.
        folder: String,
    },
    /// A path that does not exist.
    #[error("there is no {path:?}")]
    #[diagnostic(help("paths count from the folder you are in; check the spelling"))]
    MissingPath {
        /// As given.
        path: String,
    },
    /// A path that is not in the repository.
    #[error("{path:?} lies outside the repository")]
    #[diagnostic(help("--staged, --since and --rev judge what is in the repository: name a path in it"))]
    OutsideRepository {
        /// As given.
        path: String,
    },
    /// A named folder without any content file.
    #[error("{path:?} holds nothing to read")]
    #[diagnostic(help(
        "its files are ignored by .gitignore, or none is a content file by its ending; name a file itself to have it read"
    ))]
    NothingToRead {
        /// As given.
        path: String,
    },
    /// The history ends before the merge base.
    #[error("{head:?} and {rev:?} have no common commit in this shallow clone")]
    #[diagnostic(help(
        "fetch the whole history: `git fetch --unshallow`, or with actions/checkout: fetch-depth: 0"
    ))]
    Shallow {
        /// What was to be judged, as given.
        head: String,
        /// The base, as given.
        rev: String,
    },
    /// Two histories without a common commit.
    #[error("{head:?} and {rev:?} have no common commit: their histories are unrelated")]
    #[diagnostic(help("name a revision that {head} grew from, or judge the whole tree with --rev {head}"))]
    Unrelated {
        /// What was to be judged, as given.
        head: String,
        /// The base, as given.
        rev: String,
    },
    /// The file of a GitHub event that puts up nothing that can be judged.
    #[error("the event puts up nothing that can be judged: {why}")]
    #[diagnostic(help("{help}"))]
    Event {
        /// What is missing or wrong.
        why: String,
        /// What to do.
        help: &'static str,
    },
    /// The index that git names is not there.
    #[error("the index {path:?} that GIT_INDEX_FILE names is not there")]
    #[diagnostic(help("run in the folder that git called the hook in, or unset GIT_INDEX_FILE"))]
    MissingIndex {
        /// The path looked at.
        path: String,
    },
    /// The repository belongs to somebody else.
    #[error("git trusts only its owner with this repository: {why}")]
    #[diagnostic(help("if you trust it: `git config --global --add safe.directory {folder}`"))]
    NotOwned {
        /// The folder that belongs to somebody else.
        folder: String,
        /// What git says.
        why: String,
    },
    /// A commit, tree or index that is not there or damaged.
    #[error("git cannot give {what}: {why}")]
    #[diagnostic(help(
        "`git fsck` tells what is missing or damaged; a clone made with --filter or --depth lacks objects: clone without"
    ))]
    Damaged {
        /// What was asked for.
        what: String,
        /// What git says.
        why: String,
    },
    /// A configuration file of git that cannot be read, such as that of another user's home.
    #[error("git's configuration cannot be read: {why}")]
    #[diagnostic(help(
        "mend that file or the rights on it, or set HOME to the home of the user that runs presscheck"
    ))]
    Configuration {
        /// What git says.
        why: String,
    },
    /// A repository or index in a form that cannot be read.
    #[error("this repository is stored in a form that cannot be read: {why}")]
    #[diagnostic(help("{help}"))]
    Unsupported {
        /// What git says.
        why: String,
        /// What would make it readable.
        help: &'static str,
    },
    /// The operating system's reason.
    #[error("{path} cannot be read: {why}")]
    #[diagnostic(help("make it readable to the user that runs presscheck"))]
    Io {
        /// The path.
        path: String,
        /// The reason.
        why: String,
    },
}

impl SourceError {
    /// An error of git about `what`, such as `the index`.
    pub(crate) fn git(what: &str, error: &git2::Error) -> Self {
        let why = plain_git(error);
        if error.code() == git2::ErrorCode::Owner {
            let folder = why.split('\'').nth(1).unwrap_or("FOLDER").to_owned();
            return SourceError::NotOwned { folder, why };
        }
        match unsupported(&why) {
            Some(help) => SourceError::Unsupported { why, help },
            None if error.class() == git2::ErrorClass::Config || why.contains("gitconfig") => {
                SourceError::Configuration { why }
            }
            None => SourceError::Damaged { what: what.to_owned(), why },
        }
    }

    /// An error of the operating system about `path`.
    pub(crate) fn io(path: &std::path::Path, error: &io::Error) -> Self {
        SourceError::Io { path: path.display().to_string(), why: plain_io(error) }
    }
}

/// What makes a repository readable that libgit2 refuses, if that is why it refuses.
fn unsupported(why: &str) -> Option<&'static str> {
    let says = |what: &str| why.contains(what);
    Some(match () {
        () if says("partialclone") => "it is a partial clone: clone it again without --filter",
        () if says("refstorage") => "its references are a reftable: `git refs migrate --ref-format=files`",
        () if says("object format") || says("objectformat") || says("oid type") => {
            "its objects are named by SHA-256: only repositories with SHA-1 names can be read"
        }
        () if says("mandatory extension") => {
            "its index is split or sparse: `git update-index --no-split-index` or `git sparse-checkout reapply --no-sparse-index`"
        }
        () if says("extension") || says("repository version") => {
            "a newer git made it: see `git config --local --list`"
        }
        () => return None,
    })
}

/// What git says, in the tone of our own messages.
pub(crate) fn plain_git(error: &git2::Error) -> String {
    lower_first(error.message().trim_end_matches('.'))
}

/// The operating system's reason, without its number.
pub(crate) fn plain_io(error: &io::Error) -> String {
    let text = error.to_string();
    lower_first(text.split(" (os error").next().unwrap_or(&text))
}

fn lower_first(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}
