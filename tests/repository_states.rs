//! Repositories that do not hold everything: sparse, partial, with repositories within them, or
//! changed by somebody else at the same time. What is not there to be read is never passed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod gate;
mod repository;

use gate::{CLEAN, Gate, LEAK, POLICY, Run};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// The base is clean; a leak in `social/` is committed on it.
fn leaking() -> Gate {
    let gate = Gate::new();
    gate.write("social/leak.md", LEAK);
    gate.commit();
    gate
}

fn is_found(run: &Run, path: &str) {
    assert!(run.status == Some(1) && run.out.contains(&format!("{path}:3:13: red")), "{run:?}");
}

fn is_open(run: &Run) {
    assert!(run.status == Some(0) && run.out.contains("the gate is open"), "{run:?}");
}

mod a_sparse_checkout {
    use super::*;

    /// A work tree without the folder of the leak.
    fn sparse(gate: &Gate, more: &[&str]) -> PathBuf {
        let folder = gate.repo.outside.join("sparse");
        gate.repo.git(&["worktree", "add", "--quiet", "-b", "sparse", folder.to_str().unwrap()]);
        gate.repo.git_in(&folder, &[&["sparse-checkout", "set"], more, &["blog"]].concat());
        assert!(folder.join("blog/a.md").exists() && !folder.join("social/leak.md").exists());
        folder
    }

    fn short(gate: &Gate, folder: &Path, arguments: &[&str]) -> Run {
        gate.presscheck_in(folder, &[&["check", "--format", "short"], arguments].concat())
    }

    #[test]
    fn says_what_it_leaves_out_and_loses_nothing_of_a_revision() {
        let gate = leaking();
        let folder = sparse(&gate, &[]);
        let run = short(&gate, &folder, &[]);
        is_open(&run);
        assert!(run.out.contains("note: social/leak.md: it was not read: a sparse checkout"), "{run:?}");
        assert!(!short(&gate, &folder, &["blog"]).out.contains("sparse"), "nothing of blog is left out");
        is_found(&short(&gate, &folder, &["--rev", "HEAD"]), "social/leak.md");
        is_found(&short(&gate, &folder, &["--since", "HEAD~1"]), "social/leak.md");
        for named in ["social", "social/leak.md"] {
            assert_eq!(short(&gate, &folder, &[named]).status, Some(2), "{named}");
        }
    }

    #[test]
    fn hides_nothing_that_is_staged_outside_it() {
        let gate = leaking();
        let folder = sparse(&gate, &[]);
        let id = gate.repo.git_in(&folder, &["rev-parse", "HEAD:social/leak.md"]);
        let entry = format!("100644,{id},social/other.md");
        gate.repo.git_in(&folder, &["update-index", "--add", "--cacheinfo", &entry]);
        gate.repo.git_in(&folder, &["update-index", "--skip-worktree", "social/other.md"]);
        is_found(&short(&gate, &folder, &["--staged"]), "social/other.md");
    }

    #[test]
    fn with_an_index_that_is_sparse_itself_is_an_error_that_says_what_to_do() {
        let gate = leaking();
        let folder = sparse(&gate, &["--sparse-index"]);
        for selection in [&[][..], &["--staged"]] {
            let run = short(&gate, &folder, selection);
            let told = run.err.contains("--no-sparse-index") && !run.out.contains("gate is open");
            assert!(run.status == Some(2) && told, "{run:?}");
        }
        is_found(&short(&gate, &folder, &["--rev", "HEAD"]), "social/leak.md");
    }
}

mod a_partial_clone {
    use super::*;

    fn partial(gate: &Gate, more: &[&str]) -> PathBuf {
        gate.repo.git(&["config", "uploadpack.allowFilter", "true"]);
        let folder = gate.repo.outside.join("partial");
        let url = format!("file://{}", gate.repo.root.display());
        let clone = ["clone", "--quiet", "--filter=blob:none"];
        gate.repo.git(&[&clone[..], more, &[&url, folder.to_str().unwrap()]].concat());
        folder
    }

    #[test]
    fn that_was_checked_out_is_judged_as_far_as_it_goes() {
        let gate = leaking();
        gate.write("blog/a.md", LEAK);
        gate.commit();
        let folder = partial(&gate, &[]);
        let run = |arguments: &[&str]| {
            gate.presscheck_in(&folder, &[&["check", "--format", "short"], arguments].concat())
        };
        is_found(&run(&[]), "social/leak.md");
        is_found(&run(&["--rev", "HEAD"]), "social/leak.md");
        // whether blog/a.md named the customer at the base cannot be told
        let since = run(&["--since", "HEAD~1"]);
        let told = since.out.contains("blog/a.md") && since.out.contains("clone made with --filter");
        assert!(since.status == Some(2) && told, "{since:?}");
    }

    #[test]
    fn without_files_passes_nothing_and_fetches_nothing() {
        let gate = leaking();
        let folder = partial(&gate, &["--no-checkout"]);
        fs::write(folder.join("presscheck.toml"), POLICY).unwrap();
        for arguments in [&["--rev", "HEAD"][..], &["--since", "HEAD~1"]] {
            let run = gate.presscheck_in(&folder, &[&["check", "--format", "short"], arguments].concat());
            let told = run.out.contains("social/leak.md") && run.out.contains("clone made with --filter");
            assert!(run.status == Some(2) && told, "{arguments:?}: {run:?}");
        }
        let missing = gate.repo.git_in(&folder, &["rev-list", "--objects", "--all", "--missing=print"]);
        assert_eq!(missing.lines().filter(|line| line.starts_with('?')).count(), 3, "{missing}");
    }
}

mod a_submodule {
    use super::*;

    /// A repository whose `sub` is a repository with a leak in it.
    fn containing() -> (Gate, PathBuf) {
        let source = leaking();
        let gate = Gate::new();
        let url = format!("file://{}", source.repo.root.display());
        gate.repo.git(&["submodule", "--quiet", "add", &url, "sub"]);
        let folder = gate.repo.root.join("sub");
        assert!(folder.join("social/leak.md").exists());
        (gate, folder)
    }

    #[test]
    fn is_judged_where_it_lies_and_told_around_it() {
        let (gate, folder) = containing();
        let outer = gate.presscheck(&["check", "--format", "short"]);
        is_open(&outer);
        assert!(outer.out.contains("note: sub: it was not read: it is a repository of its own"), "{outer:?}");
        for arguments in [&["check"][..], &["check", "--rev", "HEAD"], &["check", "--since", "HEAD~1"]] {
            let run = gate.presscheck_in(&folder, &[arguments, &["--format", "short"]].concat());
            is_found(&run, "social/leak.md");
        }
        for named in ["sub", "sub/social", "sub/social/leak.md"] {
            let run = gate.presscheck(&["check", "--format", "short", named]);
            is_found(&run, "sub/social/leak.md");
            assert!(!run.out.contains("was not read"), "{run:?}");
        }
    }

    #[test]
    fn is_no_file_of_the_commit_that_moves_it_and_no_named_path_of_a_revision() {
        let (gate, _) = containing();
        is_open(&gate.presscheck(&["check", "--staged"]));
        gate.commit();
        is_open(&gate.presscheck(&["check", "--since", "HEAD~1"]));
        for named in ["sub", "sub/social/leak.md"] {
            let run = gate.presscheck(&["check", "--rev", "HEAD", named]);
            assert!(run.status == Some(2) && run.err.contains(named), "{run:?}");
        }
    }

    #[test]
    fn has_hooks_of_its_own() {
        let (gate, folder) = containing();
        assert_eq!(gate.presscheck_in(&folder, &["hook", "install"]).status, Some(0));
        fs::write(folder.join("social/another.md"), LEAK).unwrap();
        let stopped = commit_all(&gate, &folder);
        assert!(stopped.status == Some(1) && stopped.err.contains("[social/another.md:3:13]"), "{stopped:?}");
        // and what names the customer outside it is the outer repository's own matter
        gate.write("blog/leak.md", LEAK);
        assert_eq!(gate.presscheck(&["hook", "install"]).status, Some(0));
        let stopped = commit_all(&gate, &gate.repo.root);
        assert!(stopped.status == Some(1) && stopped.err.contains("[blog/leak.md:3:13]"), "{stopped:?}");
    }
}

fn commit_all(gate: &Gate, folder: &Path) -> Run {
    gate.repo.git_in(folder, &["add", "--all"]);
    gate.command("git", folder).args(["commit", "--quiet", "-m", "Write"]).output().unwrap().into()
}

/// Two writers commit at the same time, in work trees that share objects, branches and hooks: each
/// commit is judged by its own index.
#[test]
fn of_commits_at_the_same_time_each_is_judged_by_itself() {
    let gate = Gate::new();
    assert_eq!(gate.presscheck(&["hook", "install"]).status, Some(0));
    let linked = gate.repo.outside.join("linked");
    gate.repo.git(&["worktree", "add", "--quiet", "-b", "linked", linked.to_str().unwrap()]);
    for turn in 0..6 {
        let path = format!("blog/{turn}.md");
        fs::write(gate.repo.root.join(&path), CLEAN).unwrap();
        fs::write(linked.join(&path), LEAK).unwrap();
        let (clean, leaking) = thread::scope(|scope| {
            let clean = scope.spawn(|| commit_all(&gate, &gate.repo.root));
            let leaking = scope.spawn(|| commit_all(&gate, &linked));
            (clean.join().unwrap(), leaking.join().unwrap())
        });
        assert_eq!(clean.status, Some(0), "{clean:?}");
        assert!(leaking.status == Some(1) && leaking.err.contains(&format!("[{path}:3:13]")), "{leaking:?}");
    }
    assert_eq!(gate.repo.git(&["rev-list", "--count", "main", "^linked"]), "6");
    assert_eq!(gate.repo.git(&["rev-list", "--count", "linked", "^main"]), "0");
}

/// In one work tree git's lock lets one of two commits through, or both one after the other.
#[test]
fn of_two_commits_in_one_work_tree_none_that_leaks_gets_through() {
    let gate = Gate::new();
    assert_eq!(gate.presscheck(&["hook", "install"]).status, Some(0));
    let commit = |more: &[&str]| {
        let arguments = [&["commit", "--quiet", "-m", "Write"], more].concat();
        Run::from(gate.command("git", &gate.repo.root).args(arguments).output().unwrap())
    };
    gate.write("blog/a.md", LEAK);
    for turn in 0..6 {
        gate.write(&format!("blog/{turn}.md"), CLEAN);
        gate.repo.git(&["add", &format!("blog/{turn}.md")]);
        let (clean, leaking) = thread::scope(|scope| {
            let clean = scope.spawn(|| commit(&[]));
            let leaking = scope.spawn(|| commit(&["--", "blog/a.md"]));
            (clean.join().unwrap(), leaking.join().unwrap())
        });
        let locked = |run: &Run| run.err.contains("index.lock") || run.err.contains("HEAD.lock");
        assert!(clean.status == Some(0) || locked(&clean), "{clean:?}");
        let stopped = leaking.status == Some(1) && leaking.err.contains("[blog/a.md:3:13]");
        assert!(stopped || leaking.status != Some(0) && locked(&leaking), "{leaking:?}");
    }
    assert!(!gate.repo.git(&["log", "--all", "-p"]).contains("Tidewater Mutual was glad"), "a leak is in");
}
