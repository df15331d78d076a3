//! The git hooks, tried with the real git and a stand-in for the program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod repository;

use presscheck::hook::{Hook, HookError, HookState, Manager, Options, Outcome, install, status, uninstall};
use presscheck::source::Surroundings;
use repository::Repo;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

fn at(folder: &Path) -> Surroundings {
    Surroundings::of_folder(folder)
}

/// A program that notes its arguments and its input and answers with the status in `answer`.
fn stand_in(repo: &Repo) -> Options {
    let folder = repo.outside.join("it's here");
    fs::create_dir_all(&folder).unwrap();
    let binary = folder.join("presscheck");
    let log = repo.outside.join("log");
    script(
        &binary,
        &format!(
            "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{0}'\ncat >>'{0}'\nexit $(cat '{1}' 2>/dev/null || echo 0)\n",
            log.display(),
            repo.outside.join("answer").display()
        ),
    );
    Options { binary, pre_push: false }
}

fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn answer(repo: &Repo, status: u8) {
    fs::write(repo.outside.join("answer"), status.to_string()).unwrap();
}

/// What the stand-in noted since the last call.
fn log(repo: &Repo) -> Vec<String> {
    let path = repo.outside.join("log");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let _ = fs::remove_file(path);
    text.lines().map(str::to_owned).collect()
}

fn run(repo: &Repo, folder: &Path, arguments: &[&str]) -> Output {
    repo.command(folder).args(arguments).output().unwrap()
}

fn commit(repo: &Repo) -> Output {
    run(repo, &repo.root, &["commit", "--quiet", "--allow-empty", "-m", "Subject"])
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn states(outcome: &Outcome) -> [HookState; 3] {
    [0, 1, 2].map(|index| outcome.hooks[index].state)
}

use HookState::{Absent, Chained, Disabled, Foreign, Installed, Outdated};

#[test]
fn a_commit_is_judged_with_its_message() {
    let repo = Repo::new();
    let options = stand_in(&repo);
    let outcome = install(&at(&repo.root), &options).unwrap();
    let hooks = repo.root.join(".git/hooks");
    assert_eq!(outcome.folder, hooks);
    assert_eq!(outcome.changed, [hooks.join("commit-msg"), hooks.join("pre-commit")]);
    assert_eq!(states(&outcome), [Installed, Installed, Absent]);
    assert!(commit(&repo).status.success());
    assert_eq!(log(&repo), ["check --staged", "check - --stdin-path COMMIT_EDITMSG.txt", "Subject"]);
}

#[test]
fn a_closed_gate_and_a_run_that_could_not_judge_stop_the_commit() {
    let repo = Repo::new();
    install(&at(&repo.root), &stand_in(&repo)).unwrap();
    answer(&repo, 1);
    let closed = commit(&repo);
    assert!(!closed.status.success());
    assert!(!told(&closed).contains("could not judge"), "the report says it all: {}", told(&closed));
    answer(&repo, 2);
    let unjudged = commit(&repo);
    assert!(!unjudged.status.success());
    assert!(told(&unjudged).contains("it could not judge (exit status 2), so nothing is committed"));
    assert!(!run(&repo, &repo.root, &["rev-parse", "--verify", "HEAD"]).status.success());
}

#[test]
fn the_program_on_the_path_goes_before_the_one_that_installed() {
    let repo = Repo::new();
    install(&at(&repo.root), &stand_in(&repo)).unwrap();
    let newer = repo.outside.join("newer");
    script(&newer.join("presscheck"), "#!/bin/sh\necho newer >&2\n");
    let path = format!("{}:{}", newer.display(), std::env::var("PATH").unwrap());
    let mut command = repo.command(&repo.root);
    let output =
        command.args(["commit", "-q", "--allow-empty", "-m", "x"]).env("PATH", path).output().unwrap();
    assert_eq!(told(&output), "newer\nnewer\n");
    assert_eq!(log(&repo), Vec::<String>::new());
}

#[test]
fn without_the_program_the_gate_is_closed_and_says_how_to_open_it() {
    let repo = Repo::new();
    let options = stand_in(&repo);
    install(&at(&repo.root), &options).unwrap();
    fs::remove_file(&options.binary).unwrap();
    let output = commit(&repo);
    assert!(!output.status.success());
    assert!(told(&output).contains("cargo install presscheck"), "{}", told(&output));
    assert!(told(&output).contains("rm '.git/hooks/pre-commit'"), "{}", told(&output));
}

#[test]
fn a_hook_that_stood_there_runs_first_and_comes_back_byte_for_byte() {
    let repo = Repo::new();
    let hooks = repo.root.join(".git/hooks");
    let theirs = format!("#!/bin/sh\necho theirs \"$@\" >>'{}'\nexit 0", repo.outside.join("log").display());
    fs::create_dir_all(&hooks).unwrap();
    for name in ["pre-commit", "commit-msg"] {
        fs::write(hooks.join(name), &theirs).unwrap();
        fs::set_permissions(hooks.join(name), fs::Permissions::from_mode(0o700)).unwrap();
    }
    let outcome = install(&at(&repo.root), &stand_in(&repo)).unwrap();
    assert_eq!(states(&outcome), [Chained, Chained, Absent]);
    assert_eq!(outcome.hooks[0].before, Some(hooks.join("pre-commit.before-presscheck")));
    assert!(commit(&repo).status.success());
    assert_eq!(
        log(&repo),
        [
            "theirs",
            "check --staged",
            "theirs .git/COMMIT_EDITMSG",
            "check - --stdin-path COMMIT_EDITMSG.txt",
            "Subject"
        ]
    );
    assert_eq!(states(&uninstall(&at(&repo.root)).unwrap()), [Foreign, Foreign, Absent]);
    for name in ["pre-commit", "commit-msg"] {
        assert_eq!(fs::read_to_string(hooks.join(name)).unwrap(), theirs);
        assert_eq!(hooks.join(name).metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }
    assert_eq!(left_over(&hooks), ["commit-msg", "pre-commit"]);
}

/// The hooks in a folder, git's samples aside.
fn left_over(hooks: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(hooks)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".sample"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_failing_earlier_hook_stops_the_commit_with_its_own_status() {
    let repo = Repo::new();
    let hook = repo.root.join(".git/hooks/pre-commit");
    script(&hook, "#!/bin/sh\nexit 7\n");
    install(&at(&repo.root), &stand_in(&repo)).unwrap();
    assert!(!commit(&repo).status.success());
    assert_eq!(log(&repo), Vec::<String>::new());
    let direct = std::process::Command::new(&hook).current_dir(&repo.root).status().unwrap();
    assert_eq!(direct.code(), Some(7));
}

#[test]
fn a_linked_hook_is_kept_as_a_link_and_a_disabled_one_stays_disabled() {
    let repo = Repo::new();
    let hooks = repo.root.join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    std::os::unix::fs::symlink("../../missing.sh", hooks.join("pre-commit")).unwrap();
    fs::write(hooks.join("commit-msg"), "#!/bin/sh\nexit 1\n").unwrap();
    install(&at(&repo.root), &stand_in(&repo)).unwrap();
    assert!(commit(&repo).status.success(), "git would have run neither");
    uninstall(&at(&repo.root)).unwrap();
    assert_eq!(fs::read_link(hooks.join("pre-commit")).unwrap(), PathBuf::from("../../missing.sh"));
    assert_eq!(hooks.join("commit-msg").metadata().unwrap().permissions().mode() & 0o111, 0);
}

#[test]
fn a_second_install_changes_nothing_and_a_second_uninstall_neither() {
    let repo = Repo::new();
    script(&repo.root.join(".git/hooks/pre-commit"), "#!/bin/sh\n");
    let options = stand_in(&repo);
    install(&at(&repo.root), &options).unwrap();
    let again = install(&at(&repo.root), &options).unwrap();
    assert_eq!((again.changed.len(), states(&again)), (0, [Chained, Installed, Absent]));
    uninstall(&at(&repo.root)).unwrap();
    let again = uninstall(&at(&repo.root)).unwrap();
    assert_eq!((again.changed.len(), states(&again)), (0, [Foreign, Absent, Absent]));
}

#[test]
fn a_hook_of_another_version_or_one_that_git_skips_is_told_and_renewed() {
    let repo = Repo::new();
    let options = stand_in(&repo);
    install(&at(&repo.root), &options).unwrap();
    let [first, second] = ["pre-commit", "commit-msg"].map(|name| repo.root.join(".git/hooks").join(name));
    let text = fs::read_to_string(&first).unwrap();
    fs::write(&first, text.clone() + "# an older line\n").unwrap();
    fs::set_permissions(&second, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(states(&status(&at(&repo.root)).unwrap()), [Outdated, Disabled, Absent]);
    let moved = Options { binary: "/elsewhere/presscheck".into(), ..options.clone() };
    let renewed = install(&at(&repo.root), &moved).unwrap();
    assert_eq!(states(&renewed), [Installed, Installed, Absent]);
    assert!(fs::read_to_string(&first).unwrap().contains("installed='/elsewhere/presscheck'\n"));
    install(&at(&repo.root), &options).unwrap();
    assert_eq!(fs::read_to_string(&first).unwrap(), text);
    assert_eq!(left_over(first.parent().unwrap()), ["commit-msg", "pre-commit"]);
}

#[test]
fn a_hook_that_took_our_place_is_not_lost() {
    let repo = Repo::new();
    let options = stand_in(&repo);
    let hook = repo.root.join(".git/hooks/pre-commit");
    script(&hook, "#!/bin/sh\n# first\n");
    install(&at(&repo.root), &options).unwrap();
    script(&hook, "#!/bin/sh\n# second\n");
    let before = left_over(hook.parent().unwrap());
    assert!(matches!(install(&at(&repo.root), &options), Err(HookError::Taken { .. })));
    let outcome = status(&at(&repo.root)).unwrap();
    assert_eq!(outcome.hooks[0].state, Foreign);
    assert!(
        outcome.notes.iter().any(|note| note.contains("pre-commit.before-presscheck")),
        "{:?}",
        outcome.notes
    );
    assert_eq!(fs::read_to_string(&hook).unwrap(), "#!/bin/sh\n# second\n");
    assert_eq!(left_over(hook.parent().unwrap()), before);
}

#[test]
fn nothing_is_changed_if_one_hook_cannot_be() {
    let repo = Repo::new();
    let hooks = repo.root.join(".git/hooks");
    script(&hooks.join("pre-commit"), "#!/bin/sh\n");
    fs::create_dir_all(hooks.join("commit-msg/in the way")).unwrap();
    assert!(matches!(install(&at(&repo.root), &stand_in(&repo)), Err(HookError::Io { .. })));
    assert_eq!(left_over(&hooks), ["commit-msg", "pre-commit"]);
    assert_eq!(fs::read_to_string(hooks.join("pre-commit")).unwrap(), "#!/bin/sh\n");
}

mod the_folder {
    use super::*;

    #[test]
    fn is_where_git_says_it_is() {
        let repo = Repo::new();
        repo.commit("blog/a.md", "a");
        let linked = repo.outside.join("linked");
        repo.git(&["worktree", "add", "--quiet", linked.to_str().unwrap()]);
        let absolute = repo.outside.join("hooks of mine");
        for named in [None, Some("githooks"), Some(absolute.to_str().unwrap())] {
            if let Some(named) = named {
                repo.git(&["config", "core.hooksPath", named]);
            }
            for folder in [repo.root.clone(), linked.clone(), repo.root.join("blog")] {
                let told = repo.git_in(&folder, &["rev-parse", "--git-path", "hooks"]);
                let found = status(&at(&folder)).unwrap().folder;
                // Git counts a relative answer from the top of the work tree or the folder.
                let root = if folder.starts_with(&linked) { &linked } else { &repo.root };
                let expected = match named {
                    Some("githooks") => root.join("githooks"),
                    _ => fs::canonicalize(folder.join(&told)).unwrap_or_else(|_| folder.join(&told)),
                };
                assert_eq!(found, expected, "{named:?} from {}", folder.display());
            }
        }
    }

    #[test]
    fn of_a_linked_work_tree_is_shared_and_works() {
        let repo = Repo::new();
        repo.commit("a.md", "a");
        let linked = repo.outside.join("linked");
        repo.git(&["worktree", "add", "--quiet", linked.to_str().unwrap()]);
        let outcome = install(&at(&linked), &stand_in(&repo)).unwrap();
        assert_eq!(outcome.folder, repo.root.join(".git/hooks"));
        assert!(run(&repo, &linked, &["commit", "-q", "--allow-empty", "-m", "x"]).status.success());
        assert_eq!(log(&repo)[0], "check --staged");
    }

    #[test]
    fn named_by_core_hooks_path_is_made_if_need_be() {
        let repo = Repo::new();
        repo.git(&["config", "core.hooksPath", "githooks"]);
        let outcome = install(&at(&repo.root), &stand_in(&repo)).unwrap();
        assert_eq!(outcome.folder, repo.root.join("githooks"));
        assert!(commit(&repo).status.success());
        assert_eq!(log(&repo)[0], "check --staged");
    }

    #[test]
    fn that_is_switched_off_or_missing_is_an_error() {
        let repo = Repo::new();
        repo.git(&["config", "core.hooksPath", "/dev/null"]);
        assert!(matches!(install(&at(&repo.root), &stand_in(&repo)), Err(HookError::Off)));
        let none = tempfile::tempdir().unwrap();
        assert!(matches!(status(&at(none.path())), Err(HookError::Repository(_))));
    }

    #[test]
    fn of_husky_is_left_to_husky_and_its_hooks_still_run() {
        let repo = Repo::new();
        let log_file = repo.outside.join("log").display().to_string();
        // As husky 9 lays it out.
        script(&repo.root.join(".husky/_/pre-commit"), "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"\n");
        let runner = "n=$(basename \"$0\")\ns=$(dirname \"$(dirname \"$0\")\")/$n\n\
                      [ ! -f \"$s\" ] && exit 0\nsh -e \"$s\" \"$@\"\n";
        repo.write(".husky/_/h", runner);
        repo.write(".husky/pre-commit", &format!("echo theirs >>'{log_file}'\n"));
        repo.git(&["config", "core.hooksPath", ".husky/_"]);
        let outcome = install(&at(&repo.root), &stand_in(&repo)).unwrap();
        assert_eq!(outcome.manager, Some(Manager::Husky));
        assert_eq!(outcome.folder, repo.root.join(".husky"));
        assert!(outcome.notes[0].contains("husky"));
        assert!(commit(&repo).status.success());
        assert_eq!(log(&repo), ["theirs", "check --staged"]);
        for closed in [1, 2] {
            answer(&repo, closed);
            let output = commit(&repo);
            assert!(!output.status.success());
            assert_eq!(told(&output).contains("could not judge"), closed == 2, "{}", told(&output));
        }
        uninstall(&at(&repo.root)).unwrap();
        assert_eq!(
            fs::read_to_string(repo.root.join(".husky/pre-commit")).unwrap(),
            format!("echo theirs >>'{log_file}'\n")
        );
    }

    #[test]
    fn of_lefthook_or_the_pre_commit_framework_is_told_before_and_after() {
        for (text, manager) in [
            ("#!/bin/sh\ncall_lefthook run \"pre-commit\" \"$@\"\n", Manager::Lefthook),
            (
                "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n",
                Manager::PreCommit,
            ),
        ] {
            let repo = Repo::new();
            script(&repo.root.join(".git/hooks/pre-commit"), text);
            assert_eq!(status(&at(&repo.root)).unwrap().manager, Some(manager));
            let outcome = install(&at(&repo.root), &stand_in(&repo)).unwrap();
            assert_eq!((outcome.manager, outcome.hooks[0].state), (Some(manager), Chained));
        }
    }
}

mod the_message {
    use super::*;

    /// What is judged of a message that an editor has shown, with git's comments below it.
    fn judged(repo: &Repo, message: &str, options: &[&str]) -> Vec<String> {
        let typed = repo.outside.join("typed");
        fs::write(&typed, message).unwrap();
        let editor =
            format!("sh -c 'cat \"{}\" \"$1\" >\"$1.new\" && mv \"$1.new\" \"$1\"' -", typed.display());
        let mut command = repo.command(&repo.root);
        let output = command.args(options).env("GIT_EDITOR", editor).output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
        let log = log(repo);
        let start = log.iter().position(|line| line.starts_with("check - ")).expect("the message was judged");
        let mut lines = log[start + 1..].to_vec();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }

    fn ready() -> Repo {
        let repo = Repo::new();
        install(&at(&repo.root), &stand_in(&repo)).unwrap();
        repo.write("Tidewater.md", "text");
        repo.git(&["add", "--all"]);
        repo
    }

    #[test]
    fn is_judged_without_the_comments_and_the_diff_that_git_takes_out() {
        let repo = ready();
        let lines = judged(&repo, "Subject\n# aside\nBody * here\n", &["commit", "--verbose"]);
        assert_eq!(lines, ["Subject", "", "Body * here"]);
    }

    #[test]
    fn of_a_commit_without_an_editor_keeps_lines_that_look_like_comments() {
        let repo = ready();
        assert!(run(&repo, &repo.root, &["commit", "-q", "-m", "Subject\n\n# Tidewater"]).status.success());
        assert_eq!(log(&repo)[2..], ["Subject", "", "# Tidewater"]);
        assert!(repo.git(&["log", "-1", "--format=%B"]).contains("# Tidewater"), "git kept it too");
    }

    #[test]
    fn follows_the_comment_sign_and_the_clean_up_that_are_set() {
        let repo = ready();
        repo.git(&["config", "core.commentChar", ";"]);
        let lines = judged(&repo, "Subject\n; aside\n# a heading\n", &["commit"]);
        assert_eq!(lines, ["Subject", "", "# a heading"]);
        repo.git(&["config", "commit.cleanup", "scissors"]);
        let lines = judged(&repo, "Subject\n; kept\n", &["commit", "--amend"]);
        assert_eq!(lines[..2], ["Subject", "; kept"]);
        assert!(!lines.iter().any(|line| line.contains("Tidewater.md")), "below the scissors: {lines:?}");
    }
}

mod a_push {
    use super::*;

    fn ready() -> Repo {
        let repo = Repo::new();
        repo.commit("a.md", "a");
        let options = Options { pre_push: true, ..stand_in(&repo) };
        let outcome = install(&at(&repo.root), &options).unwrap();
        assert_eq!(states(&outcome), [Installed, Installed, Installed]);
        assert_eq!(outcome.hooks[2].hook, Hook::PrePush);
        repo.git(&["init", "--quiet", "--bare", "../remote.git"]);
        repo.git(&["remote", "add", "origin", "../remote.git"]);
        repo
    }

    #[test]
    fn is_judged_since_what_the_remote_has() {
        let repo = ready();
        repo.git(&["push", "--quiet", "origin", "main"]);
        let head = || repo.git(&["rev-parse", "HEAD"]);
        assert_eq!(log(&repo), [format!("check --since {} --rev {}", "0".repeat(40), head())]);
        let first = head();
        repo.commit("a.md", "b");
        log(&repo);
        repo.git(&["push", "--quiet", "origin", "main"]);
        assert_eq!(log(&repo), [format!("check --since {first} --rev {}", head())]);
        repo.git(&["remote", "set-head", "origin", "main"]);
        repo.git(&["checkout", "--quiet", "-b", "side"]);
        repo.commit("a.md", "c");
        log(&repo);
        repo.git(&["push", "--quiet", "origin", "side"]);
        assert_eq!(log(&repo), [format!("check --since refs/remotes/origin/HEAD --rev {}", head())]);
    }

    #[test]
    fn of_another_branch_is_judged_by_what_it_is_and_a_deletion_not_at_all() {
        let repo = ready();
        repo.git(&["branch", "side"]);
        let side = repo.git(&["rev-parse", "side"]);
        repo.commit("a.md", "b");
        log(&repo);
        repo.git(&["push", "--quiet", "origin", "side"]);
        assert_eq!(log(&repo), [format!("check --since {} --rev {side}", "0".repeat(40))]);
        repo.git(&["push", "--quiet", "--delete", "origin", "side"]);
        assert_eq!(log(&repo), Vec::<String>::new());
    }

    #[test]
    fn is_stopped_by_the_worst_of_several_branches_and_told_to_an_earlier_hook() {
        let repo = Repo::new();
        repo.commit("a.md", "a");
        let seen = repo.outside.join("seen");
        script(
            &repo.root.join(".git/hooks/pre-push"),
            &format!("#!/bin/sh\ncat >'{0}'\necho \"$@\" >>'{0}'\n", seen.display()),
        );
        install(&at(&repo.root), &Options { pre_push: true, ..stand_in(&repo) }).unwrap();
        repo.git(&["init", "--quiet", "--bare", "../remote.git"]);
        repo.git(&["branch", "side"]);
        answer(&repo, 2);
        let output = run(&repo, &repo.root, &["push", "--quiet", "../remote.git", "main", "side"]);
        assert!(!output.status.success());
        assert!(told(&output).contains("so nothing is pushed"), "{}", told(&output));
        let seen = fs::read_to_string(seen).unwrap();
        let lines: Vec<_> = seen.lines().collect();
        assert!(lines[0].starts_with("refs/heads/main "), "{seen}");
        assert!(lines[1].starts_with("refs/heads/side "), "{seen}");
        assert_eq!(lines[2], "../remote.git ../remote.git");
    }
}
