//! Where documents come from, tried on repositories that the real git made.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod repository;

use presscheck::source::{Collected, Place, Range, Selection, SourceError, Surroundings, collect};
use repository::Repo;
use std::fs;
use std::path::{Path, PathBuf};

fn markdown(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "md")
}

fn select_in(folder: &Path, selection: &Selection) -> Result<Collected, SourceError> {
    collect(selection, &markdown, &Surroundings::of_folder(folder))
}

fn staged(repo: &Repo) -> Collected {
    select_in(&repo.root, &Selection::Staged { paths: vec![] }).unwrap()
}

/// What HEAD adds to a revision; with its messages if no paths narrow it.
fn range(since: &str, paths: &[&str]) -> Selection {
    let range = Range { since: since.to_owned(), head: "HEAD".to_owned(), messages: paths.is_empty() };
    Selection::Since { range, paths: paths.iter().map(PathBuf::from).collect() }
}

fn since(repo: &Repo, rev: &str) -> Result<Collected, SourceError> {
    select_in(&repo.root, &range(rev, &[]))
}

fn work_tree(repo: &Repo, paths: &[&str]) -> Result<Collected, SourceError> {
    select_in(&repo.root, &Selection::WorkTree { paths: paths.iter().map(PathBuf::from).collect() })
}

fn rev(repo: &Repo, rev: &str, paths: &[&str]) -> Result<Collected, SourceError> {
    let paths = paths.iter().map(PathBuf::from).collect();
    select_in(&repo.root, &Selection::Rev { rev: rev.to_owned(), paths })
}

fn paths(collected: &Collected) -> Vec<&str> {
    collected.entries.iter().map(|entry| entry.path.as_str()).collect()
}

/// `path: text` or, compared with a base, `path: text (was PATH: base)`.
fn contents(collected: &Collected) -> Vec<String> {
    let mut opener = collected.opener();
    let mut text = |place: &Place| match opener.load(place) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).trim_end().to_owned(),
        Err(why) => format!("<{why}>"),
    };
    collected
        .entries
        .iter()
        .map(|entry| {
            let now = format!("{}: {}", entry.path, text(&entry.place));
            match &entry.base {
                Some(base) => {
                    let path = entry.base_path.as_ref().unwrap_or(&entry.path);
                    format!("{now} (was {path}: {})", text(base))
                }
                None => now,
            }
        })
        .collect()
}

fn unread(collected: &Collected) -> Vec<&str> {
    collected.unread.iter().map(|unread| unread.path.as_str()).collect()
}

mod the_index {
    use super::*;

    #[test]
    fn is_read_and_never_the_work_tree() {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        repo.write("a.md", "staged");
        repo.git(&["add", "a.md"]);
        repo.write("a.md", "on disk");
        repo.write("untracked.md", "new");
        assert_eq!(contents(&staged(&repo)), ["a.md: staged (was a.md: one)"]);
    }

    #[test]
    fn holds_blobs_as_git_cleans_them() {
        let repo = Repo::new();
        repo.write(".gitattributes", "*.md text eol=crlf\n");
        repo.write("a.md", "one\r\ntwo\r\n");
        repo.git(&["add", "--all"]);
        let collected = staged(&repo);
        let bytes = collected.opener().load(&collected.entries[0].place).unwrap();
        assert_eq!(bytes, b"one\ntwo\n");
    }

    #[test]
    fn is_all_new_before_the_first_commit() {
        let repo = Repo::new();
        assert_eq!(paths(&staged(&repo)), Vec::<&str>::new(), "no index, nothing staged");
        repo.write("blog/a.md", "one");
        repo.git(&["add", "--all"]);
        let collected = staged(&repo);
        assert_eq!(contents(&collected), ["blog/a.md: one"]);
        assert_eq!(collected.root, repo.root);
    }

    #[test]
    fn leaves_out_what_is_only_promised_deleted_linked_or_a_submodule() {
        let repo = Repo::new();
        repo.commit("gone.md", "one");
        let sub = repo.outside.join("sub");
        repo.git(&["clone", "--quiet", ".", sub.to_str().unwrap()]);
        repo.git(&["submodule", "--quiet", "add", sub.to_str().unwrap(), "sub.md"]);
        repo.git(&["rm", "--quiet", "gone.md"]);
        std::os::unix::fs::symlink("elsewhere", repo.root.join("link.md")).unwrap();
        repo.git(&["add", "link.md"]);
        repo.write("promised.md", "later");
        repo.git(&["add", "-N", "promised.md"]);
        repo.write("real.md", "now");
        repo.git(&["add", "real.md"]);
        let collected = staged(&repo);
        assert_eq!(contents(&collected), ["real.md: now"]);
        assert_eq!(collected.changed, [".gitmodules", "gone.md", "link.md", "real.md", "sub.md"]);
        assert_eq!(collected.unread, []);
    }

    #[test]
    fn knows_a_renamed_file_by_its_former_name() {
        let repo = Repo::new();
        let long = "a line that stays\n".repeat(20);
        repo.commit("old.md", &long);
        repo.git(&["mv", "old.md", "new.md"]);
        repo.write("new.md", &(long.clone() + "and one more"));
        repo.git(&["add", "--all"]);
        let collected = staged(&repo);
        assert_eq!(paths(&collected), ["new.md"]);
        assert_eq!(collected.entries[0].base_path.as_deref(), Some("old.md"));
        let base = collected.entries[0].base.clone().unwrap();
        assert_eq!(collected.opener().load(&base).unwrap(), long.as_bytes());
        assert_eq!(collected.changed, ["new.md", "old.md"]);
    }

    #[test]
    fn compares_a_link_made_a_file_with_nothing() {
        let repo = Repo::new();
        std::os::unix::fs::symlink("elsewhere", repo.root.join("a.md")).unwrap();
        repo.git(&["add", "--all"]);
        repo.git(&["commit", "--quiet", "-m", "link"]);
        fs::remove_file(repo.root.join("a.md")).unwrap();
        repo.write("a.md", "text");
        repo.git(&["add", "--all"]);
        assert_eq!(contents(&staged(&repo)), ["a.md: text"]);
    }

    #[test]
    fn cannot_be_judged_where_a_conflict_stands() {
        let repo = conflict();
        let collected = staged(&repo);
        assert_eq!(unread(&collected), ["a.md"]);
        assert!(collected.unread[0].why.contains("conflict"), "{:?}", collected.unread);
        assert_eq!(paths(&collected), ["theirs.md"]);
        let named = Selection::Staged { paths: vec!["a.md".into()] };
        assert_eq!(unread(&select_in(&repo.root, &named).unwrap()), ["a.md"]);
    }

    #[test]
    fn takes_what_a_merge_brings_unchanged_as_already_there() {
        let repo = conflict();
        repo.write("a.md", "ours and theirs");
        repo.git(&["add", "a.md"]);
        assert_eq!(
            contents(&staged(&repo)),
            ["a.md: ours and theirs (was a.md: ours)", "theirs.md: new (was theirs.md: new)"]
        );
    }

    fn conflict() -> Repo {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        repo.git(&["checkout", "--quiet", "-b", "side"]);
        repo.write("theirs.md", "new");
        repo.commit("a.md", "theirs");
        repo.git(&["checkout", "--quiet", "main"]);
        repo.commit("a.md", "ours");
        let merge = repo.command(&repo.root).args(["merge", "side"]).output().unwrap();
        assert!(!merge.status.success());
        repo
    }

    #[test]
    fn is_narrowed_by_paths_that_count_from_the_folder_of_the_call() {
        let repo = Repo::new();
        repo.write("blog/a.md", "a");
        repo.write("blog/notes.xyz", "x");
        repo.write("social/b.md", "b");
        repo.git(&["add", "--all"]);
        let narrowed = |paths: &[&str]| {
            let paths = paths.iter().map(PathBuf::from).collect();
            select_in(&repo.root.join("blog"), &Selection::Staged { paths })
        };
        assert_eq!(paths(&narrowed(&[]).unwrap()), ["blog/a.md", "social/b.md"]);
        assert_eq!(paths(&narrowed(&["."]).unwrap()), ["blog/a.md"]);
        assert_eq!(paths(&narrowed(&["../social"]).unwrap()), ["social/b.md"]);
        assert_eq!(paths(&narrowed(&["notes.xyz"]).unwrap()), ["blog/notes.xyz"], "named, so read");
        assert!(matches!(narrowed(&["no.md"]), Err(SourceError::MissingPath { path }) if path == "no.md"));
        assert!(matches!(narrowed(&["/etc"]), Err(SourceError::OutsideRepository { .. })));
    }

    #[test]
    fn keeps_names_that_are_not_utf8_or_hold_a_newline() {
        use std::os::unix::ffi::OsStrExt;
        let repo = Repo::new();
        for name in [&b"caf\xe9.md"[..], b"two\nlines.md"] {
            fs::write(repo.root.join(std::ffi::OsStr::from_bytes(name)), "text").unwrap();
        }
        let expected = ["caf\u{fffd}.md: text", "two\nlines.md: text"];
        assert_eq!(contents(&work_tree(&repo, &[]).unwrap()), expected);
        repo.git(&["add", "--all"]);
        assert_eq!(contents(&staged(&repo)), expected);
        repo.git(&["commit", "--quiet", "-m", "names"]);
        assert_eq!(contents(&rev(&repo, "HEAD", &[]).unwrap()), expected);
    }

    #[test]
    fn is_not_touched_and_neither_is_anything_else_of_git() {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        repo.write("a.md", "two");
        repo.git(&["add", "a.md"]);
        repo.write("a.md", "one");
        let everything = || {
            let mut all: Vec<_> = ignore::WalkBuilder::new(repo.root.join(".git"))
                .standard_filters(false)
                .build()
                .map(|entry| entry.unwrap().into_path())
                .filter(|path| path.is_file())
                .map(|path| {
                    (path.clone(), fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap())
                })
                .collect();
            all.sort();
            all
        };
        let before = everything();
        staged(&repo);
        since(&repo, "HEAD").unwrap();
        work_tree(&repo, &[]).unwrap();
        assert!(before == everything());
    }

    #[test]
    fn behind_a_broken_configuration_passes_nothing() {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        fs::write(repo.root.join(".git/config"), "[core\nnonsense").unwrap();
        let error = select_in(&repo.root, &Selection::Staged { paths: vec![] }).unwrap_err();
        assert!(matches!(error, SourceError::Configuration { .. }), "{error:?}");
    }

    #[test]
    fn in_a_form_that_cannot_be_read_passes_nothing() {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        repo.write("a.md", "two");
        repo.git(&["add", "--all"]);
        repo.git(&["update-index", "--split-index"]);
        let error = select_in(&repo.root, &Selection::Staged { paths: vec![] }).unwrap_err();
        assert!(
            matches!(&error, SourceError::Unsupported { help, .. } if help.contains("split")),
            "{error:?}"
        );
        fs::write(repo.root.join(".git/index"), "DIRC nonsense").unwrap();
        let error = select_in(&repo.root, &Selection::Staged { paths: vec![] }).unwrap_err();
        assert!(matches!(error, SourceError::Damaged { .. }), "{error:?}");
    }

    #[test]
    fn is_there_in_a_linked_work_tree_and_a_sparse_checkout() {
        let repo = Repo::new();
        repo.write("blog/a.md", "a");
        repo.commit("social/b.md", "b");
        let linked = repo.outside.join("linked");
        repo.git(&["worktree", "add", "--quiet", linked.to_str().unwrap()]);
        repo.git_in(&linked, &["sparse-checkout", "set", "blog"]);
        fs::write(linked.join("blog/a.md"), "changed").unwrap();
        repo.git_in(&linked, &["add", "--all"]);
        let collected = select_in(&linked.join("blog"), &Selection::Staged { paths: vec![] }).unwrap();
        assert_eq!(collected.root, linked);
        assert_eq!(contents(&collected), ["blog/a.md: changed (was blog/a.md: a)"]);
        let disk = select_in(&linked, &Selection::WorkTree { paths: vec![] }).unwrap();
        assert_eq!(paths(&disk), ["blog/a.md"]);
    }
}

mod a_hook {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// Run by git as the pre-commit hook of the tests below: it tells what it saw.
    #[test]
    #[ignore = "run by git as a hook"]
    fn tells_what_it_sees() {
        let Some(answer) = std::env::var_os("ANSWER") else { return };
        let at = Surroundings::of_process().unwrap();
        let selection = match std::env::var("NEW") {
            Ok(rev) => Selection::Rev { rev, paths: vec![] },
            Err(_) => Selection::Staged { paths: vec![] },
        };
        let seen = match collect(&selection, &markdown, &at) {
            Ok(collected) => {
                format!("{}\n{}", collected.root.display(), contents(&collected).join("\n"))
            }
            Err(error) => format!("error: {error}"),
        };
        fs::write(answer, seen).unwrap();
    }

    fn install(repo: &Repo) {
        install_as(&repo.root.join(".git/hooks"), "pre-commit", "");
    }

    fn install_as(hooks: &Path, name: &str, first: &str) {
        fs::create_dir_all(hooks).unwrap();
        let hook = hooks.join(name);
        let own = std::env::current_exe().unwrap();
        let script = format!(
            "#!/bin/sh\n{first}\nexec '{}' --exact a_hook::tells_what_it_sees --ignored\n",
            own.display()
        );
        fs::write(&hook, script).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// What the hook saw during `git` with these arguments: the root, then the documents.
    fn seen(repo: &Repo, folder: &Path, arguments: &[&str]) -> Vec<String> {
        let answer = repo.outside.join("answer");
        let output = repo.command(folder).args(arguments).env("ANSWER", &answer).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let seen = fs::read_to_string(&answer).unwrap();
        fs::remove_file(answer).unwrap();
        seen.lines().map(str::to_owned).collect()
    }

    fn ready() -> (Repo, String) {
        let repo = Repo::new();
        repo.write("b.md", "b");
        repo.commit("a.md", "one");
        install(&repo);
        let root = repo.root.display().to_string();
        (repo, root)
    }

    #[test]
    fn of_a_plain_commit_sees_what_is_staged() {
        let (repo, root) = ready();
        repo.write("a.md", "two");
        repo.git(&["add", "a.md"]);
        repo.write("blog/x.md", "not staged");
        let seen = seen(&repo, &repo.root.join("blog"), &["commit", "-qm", "x"]);
        assert_eq!(seen, [&*root, "a.md: two (was a.md: one)"]);
    }

    #[test]
    fn of_commit_all_sees_the_index_that_git_is_making() {
        let (repo, root) = ready();
        repo.write("a.md", "two");
        assert_eq!(seen(&repo, &repo.root, &["commit", "-qam", "x"]), [&*root, "a.md: two (was a.md: one)"]);
    }

    #[test]
    fn of_commit_path_sees_that_path_alone() {
        let (repo, root) = ready();
        repo.write("a.md", "two");
        repo.write("b.md", "other");
        repo.git(&["add", "b.md"]);
        let seen = seen(&repo, &repo.root, &["commit", "-qm", "x", "--", "a.md"]);
        assert_eq!(seen, [&*root, "a.md: two (was a.md: one)"]);
    }

    #[test]
    fn of_a_first_commit_sees_everything_and_of_an_empty_one_nothing() {
        let repo = Repo::new();
        install(&repo);
        let root = repo.root.display().to_string();
        assert_eq!(seen(&repo, &repo.root, &["commit", "-qm", "x", "--allow-empty"]), [&*root]);
        repo.write("a.md", "one");
        repo.git(&["add", "--all"]);
        assert_eq!(seen(&repo, &repo.root, &["commit", "-qm", "x"]), [&*root, "a.md: one"]);
    }

    #[test]
    fn of_a_linked_work_tree_sees_that_work_tree() {
        let (repo, _) = ready();
        let linked = repo.outside.join("linked");
        repo.git(&["worktree", "add", "--quiet", linked.to_str().unwrap()]);
        fs::write(linked.join("a.md"), "two").unwrap();
        let root = linked.display().to_string();
        let expected = [&*root, "a.md: two (was a.md: one)"];
        assert_eq!(seen(&repo, &linked, &["commit", "-qam", "x"]), expected);
    }

    #[test]
    fn sees_the_same_with_a_git_folder_and_work_tree_that_are_named_relatively() {
        let (repo, root) = ready();
        repo.write("a.md", "two");
        let arguments = ["--git-dir=repo/.git", "--work-tree=repo", "commit", "-qam", "x"];
        assert_eq!(seen(&repo, &repo.outside, &arguments), [&*root, "a.md: two (was a.md: one)"]);
    }

    #[test]
    fn sees_the_same_with_a_git_folder_that_lies_apart() {
        let (repo, root) = ready();
        let apart = repo.outside.join("apart.git");
        fs::rename(repo.root.join(".git"), &apart).unwrap();
        repo.write("a.md", "two");
        let arguments = ["--git-dir=../apart.git", "--work-tree=.", "commit", "-qam", "x"];
        assert_eq!(seen(&repo, &repo.root, &arguments), [&*root, "a.md: two (was a.md: one)"]);
    }

    #[test]
    fn of_a_submodule_sees_the_submodule() {
        let (repo, _) = ready();
        let source = repo.outside.join("source");
        repo.git(&["clone", "--quiet", ".", source.to_str().unwrap()]);
        repo.git(&["submodule", "--quiet", "add", source.to_str().unwrap(), "sub"]);
        install_as(&repo.root.join(".git/modules/sub/hooks"), "pre-commit", "");
        let sub = repo.root.join("sub");
        fs::write(sub.join("a.md"), "two").unwrap();
        let root = sub.display().to_string();
        assert_eq!(seen(&repo, &sub, &["commit", "-qam", "x"]), [&*root, "a.md: two (was a.md: one)"]);
    }

    #[test]
    fn of_a_server_sees_what_is_not_yet_in_its_repository() {
        let (repo, _) = ready();
        let server = repo.outside.join("server.git");
        repo.git(&["init", "--quiet", "--bare", server.to_str().unwrap()]);
        install_as(&server.join("hooks"), "pre-receive", "read old NEW ref\nexport NEW");
        let seen = seen(&repo, &repo.root, &["push", "--quiet", "../server.git", "main"]);
        assert_eq!(seen[1..], ["a.md: one", "b.md: b"]);
    }

    #[test]
    fn that_changed_folder_still_finds_the_index_that_git_named() {
        let repo = Repo::new();
        repo.write("blog/a.md", "a");
        repo.git(&["add", "--all"]);
        let index = Some(repo.root.join("blog/.git/index"));
        let at = Surroundings { index, ..Surroundings::of_folder(repo.root.join("blog")) };
        let collected = collect(&Selection::Staged { paths: vec![] }, &markdown, &at).unwrap();
        assert_eq!(paths(&collected), ["blog/a.md"]);
        let lost = Surroundings { index: Some(repo.root.join("no-index")), ..at };
        let error = collect(&Selection::Staged { paths: vec![] }, &markdown, &lost).unwrap_err();
        assert!(matches!(error, SourceError::MissingIndex { .. }));
    }
}

mod a_range {
    use super::*;

    #[test]
    fn is_what_head_adds_since_the_merge_base() {
        let repo = Repo::new();
        repo.write("old.md", &"a line that stays\n".repeat(9));
        repo.write("gone.md", "gone");
        repo.commit("a.md", "one");
        repo.git(&["checkout", "--quiet", "-b", "side"]);
        repo.write("new.md", "new");
        repo.write("presscheck.toml", "");
        repo.git(&["mv", "old.md", "moved.md"]);
        repo.git(&["rm", "--quiet", "gone.md"]);
        let commit = repo.commit("a.md", "two");
        repo.git(&["checkout", "--quiet", "main"]);
        repo.commit("a.md", "main has gone on");
        repo.git(&["checkout", "--quiet", "side"]);
        repo.write("a.md", "not committed");
        let collected = since(&repo, "main").unwrap();
        assert_eq!(paths(&collected), ["a.md", "moved.md", "new.md"]);
        assert_eq!(contents(&collected)[0], "a.md: two (was a.md: one)");
        assert_eq!(collected.entries[1].base_path.as_deref(), Some("old.md"));
        assert_eq!(collected.changed, ["a.md", "gone.md", "moved.md", "new.md", "old.md", "presscheck.toml"]);
        let [message] = &collected.messages[..] else { panic!("{:?}", collected.messages) };
        assert_eq!(message.path, format!("commit:{}", &commit[..12]));
        assert_eq!(collected.opener().load(&message.place).unwrap(), b"Write a.md\n");
    }

    #[test]
    fn has_the_messages_with_their_bodies_oldest_first() {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        repo.git(&["commit", "--quiet", "--allow-empty", "-m", "Subject", "-m", "Body of it"]);
        repo.git(&[
            "-c",
            "i18n.commitEncoding=ISO-8859-1",
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "Caf\u{e9}",
        ]);
        let collected = since(&repo, "HEAD~2").unwrap();
        let mut opener = collected.opener();
        let messages: Vec<_> = collected
            .messages
            .iter()
            .map(|message| String::from_utf8(opener.load(&message.place).unwrap()).unwrap())
            .collect();
        assert_eq!(messages[0], "Subject\n\nBody of it\n");
        assert_eq!(messages.len(), 2);
        assert!(messages[1].starts_with("Caf"));
        let narrowed = range("HEAD~2", &["a.md"]);
        assert_eq!(select_in(&repo.root, &narrowed).unwrap().messages, []);
    }

    #[test]
    fn from_head_itself_is_empty() {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        let collected = since(&repo, "HEAD").unwrap();
        assert_eq!((paths(&collected), collected.messages.len()), (vec![], 0));
    }

    #[test]
    fn from_zeros_is_everything() {
        let repo = Repo::new();
        repo.write("presscheck.toml", "");
        repo.commit("a.md", "one");
        let collected = since(&repo, &"0".repeat(40)).unwrap();
        assert_eq!(contents(&collected), ["a.md: one"]);
        assert_eq!(collected.messages.len(), 1);
        assert_eq!(collected.changed, ["a.md", "presscheck.toml"]);
    }

    #[test]
    fn without_a_common_commit_says_whether_the_clone_is_shallow() {
        let repo = Repo::new();
        repo.commit("a.md", "one");
        repo.git(&["checkout", "--quiet", "-b", "side"]);
        repo.commit("a.md", "two");
        repo.git(&["checkout", "--quiet", "main"]);
        repo.commit("a.md", "three");
        let shallow = repo.outside.join("shallow");
        let url = format!("file://{}", repo.root.display());
        let to = shallow.to_str().unwrap();
        repo.git(&["clone", "--quiet", "--depth=1", "--no-single-branch", &url, to]);
        let selection = range("origin/side", &[]);
        let error = select_in(&shallow, &selection).unwrap_err();
        let help = miette::Diagnostic::help(&error).unwrap().to_string();
        assert!(matches!(error, SourceError::Shallow { .. }), "{error:?}");
        assert!(help.contains("fetch-depth: 0"), "{help}");

        repo.git(&["checkout", "--quiet", "--orphan", "other"]);
        repo.commit("a.md", "four");
        assert!(matches!(since(&repo, "main"), Err(SourceError::Unrelated { .. })));
    }

    #[test]
    fn from_a_revision_that_is_not_there_names_it() {
        let repo = Repo::new();
        assert!(matches!(since(&repo, "main"), Err(SourceError::NothingCommitted)));
        repo.commit("a.md", "one");
        for unknown in
            ["no-such-branch", "1234567890123456789012345678901234567890", "", "HEAD:a.md", "a..b", "-x"]
        {
            let error = since(&repo, unknown).unwrap_err();
            assert!(matches!(&error, SourceError::UnknownRevision { rev } if rev == unknown), "{error:?}");
        }
    }
}

mod a_revision {
    use super::*;

    #[test]
    fn is_judged_without_a_checkout_also_in_a_bare_repository() {
        let repo = Repo::new();
        repo.write("blog/deep/er/a.md", "a");
        repo.write("code.rs", "x");
        std::os::unix::fs::symlink("code.rs", repo.root.join("link.md")).unwrap();
        let first = repo.commit("b.md", "b");
        repo.commit("b.md", "later");
        assert_eq!(contents(&rev(&repo, &first, &[]).unwrap()), ["b.md: b", "blog/deep/er/a.md: a"]);
        assert_eq!(paths(&rev(&repo, "HEAD~1", &["blog"]).unwrap()), ["blog/deep/er/a.md"]);
        assert_eq!(paths(&rev(&repo, "HEAD", &["code.rs"]).unwrap()), ["code.rs"], "named, so read");
        let bare = repo.outside.join("bare.git");
        repo.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
        let whole = Selection::Rev { rev: "main".into(), paths: vec![] };
        assert_eq!(contents(&select_in(&bare, &whole).unwrap())[0], "b.md: later");
        for selection in [Selection::Staged { paths: vec![] }, Selection::WorkTree { paths: vec![] }] {
            assert!(matches!(select_in(&bare, &selection), Err(SourceError::Bare { .. })));
        }
    }

    #[test]
    fn does_not_pass_a_name_that_holds_nothing() {
        let repo = Repo::new();
        repo.write("src/code.rs", "x");
        repo.commit("b.md", "b");
        assert!(matches!(rev(&repo, "HEAD", &["src"]), Err(SourceError::NothingToRead { .. })));
        assert!(matches!(rev(&repo, "HEAD", &["no"]), Err(SourceError::MissingPath { .. })));
    }

    #[test]
    fn with_a_missing_or_damaged_object_says_which_document_is_lost() {
        let repo = Repo::new();
        repo.write("blog/b.md", "folder");
        repo.write("c.md", "damaged");
        repo.commit("a.md", "missing");
        let object = |spec: &str| {
            let id = repo.git(&["rev-parse", spec]);
            repo.root.join(".git/objects").join(&id[..2]).join(&id[2..])
        };
        fs::remove_file(object("HEAD:a.md")).unwrap();
        fs::remove_file(object("HEAD:blog")).unwrap();
        let damaged = object("HEAD:c.md");
        fs::remove_file(&damaged).unwrap();
        fs::write(&damaged, "nonsense").unwrap();
        let collected = rev(&repo, "HEAD", &[]).unwrap();
        assert_eq!(unread(&collected), ["blog"]);
        let contents = contents(&collected);
        assert!(contents[0].contains("--filter lacks objects"), "{contents:?}");
        assert!(contents[1].contains("git fsck"), "{contents:?}");
        fs::remove_file(object("HEAD^{tree}")).unwrap();
        assert!(matches!(rev(&repo, "HEAD", &[]), Err(SourceError::Damaged { .. })));
    }

    #[test]
    fn in_a_partial_clone_passes_nothing() {
        let repo = Repo::new();
        repo.commit("old.md", &"a line that stays\n".repeat(9));
        repo.git(&["config", "uploadpack.allowFilter", "true"]);
        let partial = repo.outside.join("partial");
        let url = format!("file://{}", repo.root.display());
        let to = partial.to_str().unwrap();
        repo.git(&["clone", "--quiet", "--no-checkout", "--filter=blob:none", &url, to]);
        let whole = Selection::Rev { rev: "HEAD".into(), paths: vec![] };
        match select_in(&partial, &whole) {
            Err(SourceError::Unsupported { help, .. }) => assert!(help.contains("--filter")),
            Err(error) => panic!("{error:?}"),
            Ok(collected) => {
                assert!(contents(&collected)[0].contains("--filter"), "{:?}", contents(&collected))
            }
        }
    }
}

mod the_work_tree {
    use super::*;

    #[test]
    fn is_every_content_file_that_git_does_not_ignore() {
        let repo = Repo::new();
        repo.write(".gitignore", "build/\n*.draft.md\n");
        repo.write(".git/info/exclude", "private.md\n");
        repo.write("kept.draft.md", "tracked although ignored");
        repo.git(&["add", "--force", "kept.draft.md"]);
        for path in
            ["a.md", "blog/b.md", "x.draft.md", "build/c.md", "private.md", "code.rs", ".github/ISSUE.md"]
        {
            repo.write(path, "text");
        }
        let expected = [".github/ISSUE.md", "a.md", "blog/b.md", "kept.draft.md"];
        assert_eq!(paths(&work_tree(&repo, &[]).unwrap()), expected);
        let below = select_in(&repo.root.join("blog"), &Selection::WorkTree { paths: vec![] }).unwrap();
        assert_eq!((below.root.as_path(), paths(&below)), (repo.root.as_path(), expected.to_vec()));
        assert!(below.entries.iter().all(|entry| entry.base.is_none()));
    }

    #[test]
    fn holds_named_files_whatever_they_are_called() {
        let repo = Repo::new();
        repo.write(".gitignore", "build/\n");
        repo.write("build/c.md", "c");
        repo.write("notes", "n");
        repo.write(".git/COMMIT_EDITMSG", "m");
        repo.write("blog/b.md", "b");
        fs::write(repo.outside.join("else.md"), "e").unwrap();
        let elsewhere = repo.outside.join("else.md").display().to_string();
        let named =
            work_tree(&repo, &["notes", "build", ".git/COMMIT_EDITMSG", "../else.md", "blog", "blog/b.md"]);
        assert_eq!(
            paths(&named.unwrap()),
            [".git/COMMIT_EDITMSG", &elsewhere, "blog/b.md", "build/c.md", "notes"]
        );
        let absolute = repo.root.join("blog").display().to_string();
        assert_eq!(paths(&work_tree(&repo, &[&absolute]).unwrap()), ["blog/b.md"]);
        let twice = work_tree(&repo, &["blog/b.md", "../repo/blog/b.md", "."]).unwrap();
        assert_eq!(paths(&twice), ["blog/b.md"]);
    }

    #[test]
    fn does_not_pass_a_name_that_is_nowhere_or_holds_nothing() {
        let repo = Repo::new();
        repo.write("src/code.rs", "x");
        repo.write("a.md", "a");
        assert!(
            matches!(work_tree(&repo, &["a.md", "no.md"]), Err(SourceError::MissingPath { path }) if path == "no.md")
        );
        assert!(matches!(work_tree(&repo, &["a.md/b.md"]), Err(SourceError::MissingPath { .. })));
        assert!(
            matches!(work_tree(&repo, &["src"]), Err(SourceError::NothingToRead { path }) if path == "src")
        );
    }

    #[test]
    fn follows_no_links_and_waits_for_no_pipes() {
        let repo = Repo::new();
        repo.write("blog/a.md", "a");
        fs::write(repo.outside.join("secret.md"), "s").unwrap();
        std::os::unix::fs::symlink("..", repo.root.join("blog/loop")).unwrap();
        std::os::unix::fs::symlink("../secret.md", repo.root.join("out.md")).unwrap();
        std::os::unix::fs::symlink("self.md", repo.root.join("self.md")).unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(repo.root.join("pipe.md")).status().unwrap();
        assert!(pipe.success());
        assert_eq!(paths(&work_tree(&repo, &[]).unwrap()), ["blog/a.md"]);
        let named = work_tree(&repo, &["pipe.md", "self.md"]).unwrap();
        assert_eq!(unread(&named), ["pipe.md", "self.md"]);
        assert!(named.unread[0].why.contains("named pipe"));
        assert!(!named.unread[1].why.contains("os error"), "{:?}", named.unread);
        let later = named.opener().load(&Place::Disk(repo.root.join("pipe.md"))).unwrap_err();
        assert_eq!(later.to_string(), "it is no regular file");
    }

    #[test]
    fn leaves_repositories_within_it_to_themselves() {
        let repo = Repo::new();
        repo.commit("a.md", "a");
        repo.git(&["clone", "--quiet", ".", "inner"]);
        assert_eq!(paths(&work_tree(&repo, &[]).unwrap()), ["a.md"]);
        assert_eq!(paths(&work_tree(&repo, &["inner"]).unwrap()), ["inner/a.md"]);
    }

    #[test]
    fn tells_what_this_user_may_not_read() {
        use std::os::unix::fs::PermissionsExt;
        let repo = Repo::new();
        repo.write("closed/a.md", "a");
        repo.write("b.md", "b");
        for (path, mode) in [("closed", 0o000), ("b.md", 0o000)] {
            fs::set_permissions(repo.root.join(path), fs::Permissions::from_mode(mode)).unwrap();
        }
        let collected = work_tree(&repo, &[]).unwrap();
        let open = fs::read_dir(repo.root.join("closed")).is_ok();
        fs::set_permissions(repo.root.join("closed"), fs::Permissions::from_mode(0o755)).unwrap();
        if open {
            return; // root may read everything
        }
        assert_eq!(unread(&collected), ["closed"]);
        assert_eq!(collected.unread[0].why, "permission denied");
        assert_eq!(contents(&collected), ["b.md: <permission denied>"]);
    }

    #[test]
    fn needs_no_repository() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        fs::write(root.join("a.md"), "a").unwrap();
        fs::create_dir(root.join("sub")).unwrap();
        fs::write(root.join("sub/b.md"), "b").unwrap();
        let whole = select_in(&root, &Selection::WorkTree { paths: vec![] }).unwrap();
        assert_eq!((whole.root.as_path(), paths(&whole)), (root.as_path(), vec!["a.md", "sub/b.md"]));
        for selection in [
            Selection::Staged { paths: vec![] },
            range("main", &[]),
            Selection::Rev { rev: "main".into(), paths: vec![] },
        ] {
            assert!(matches!(select_in(&root, &selection), Err(SourceError::NoRepository { .. })));
        }
    }

    #[test]
    fn of_somebody_else_is_an_error_and_no_pass() {
        use std::os::unix::fs::{MetadataExt, chown};
        let repo = Repo::new();
        repo.commit("a.md", "a");
        for path in [repo.root.clone(), repo.root.join(".git")] {
            if chown(&path, Some(65_533), Some(65_533)).is_err() {
                return; // only root may give files away
            }
        }
        assert_eq!(repo.root.metadata().unwrap().uid(), 65_533);
        let error = work_tree(&repo, &[]).unwrap_err();
        let help = miette::Diagnostic::help(&error).unwrap().to_string();
        assert!(matches!(error, SourceError::NotOwned { .. }), "{error:?}");
        assert!(help.contains("safe.directory") && help.contains(repo.root.to_str().unwrap()), "{help}");
    }
}

mod standard_input {
    use super::*;

    #[test]
    fn is_judged_under_the_path_it_stands_for() {
        let repo = Repo::new();
        repo.write("blog/a.md", "on disk");
        let named = |name: &str| Selection::Stdin { name: name.to_owned(), bytes: b"typed".to_vec() };
        let collected = select_in(&repo.root.join("blog"), &named("a.md")).unwrap();
        assert_eq!(contents(&collected), ["blog/a.md: typed"]);
        let absolute = repo.root.join("blog/a.md");
        let collected = select_in(&repo.root, &named(absolute.to_str().unwrap())).unwrap();
        assert_eq!(contents(&collected), ["blog/a.md: typed"]);
    }
}

mod the_policy {
    use super::*;
    use presscheck::source::{DiskTree, Tree, rev_tree};

    #[test]
    fn is_read_from_the_work_tree_or_from_a_revision() {
        let repo = Repo::new();
        repo.write(".gitignore", "build/\n");
        repo.write("policy/customers.csv", "Lantern");
        repo.commit("presscheck.toml", "old");
        repo.write("presscheck.toml", "new");
        repo.write("build/x.html", "x");
        std::os::unix::fs::symlink("presscheck.toml", repo.root.join("link.toml")).unwrap();
        repo.git(&["add", "--all"]);
        repo.git(&["commit", "--quiet", "-m", "link"]);

        let disk = DiskTree { root: repo.root.clone() };
        let at = Surroundings::of_folder(repo.root.join("policy"));
        let base = rev_tree(&at, "HEAD~1").unwrap();
        let files = [".gitignore", "policy/customers.csv", "presscheck.toml"];
        assert_eq!(disk.paths().unwrap(), files);
        assert_eq!(base.paths().unwrap(), files);
        assert_eq!(disk.read("presscheck.toml").unwrap().unwrap(), b"new");
        assert_eq!(base.read("presscheck.toml").unwrap().unwrap(), b"old");
        for tree in [&disk as &dyn Tree, &base] {
            assert_eq!(tree.read("policy/customers.csv").unwrap().unwrap(), b"Lantern");
            assert!(tree.read("no.toml").unwrap().is_none());
            assert!(tree.read("presscheck.toml/x").unwrap().is_none());
            assert!(tree.read("policy").is_err());
        }
        assert!(rev_tree(&at, "HEAD").unwrap().read("link.toml").is_err(), "a link is no policy");
        assert!(matches!(rev_tree(&at, "no-such"), Err(SourceError::UnknownRevision { .. })));
    }
}
