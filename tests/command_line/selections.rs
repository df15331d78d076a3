//! What is judged: files, standard input, revisions, ranges.

use crate::gate::{CLEAN, Gate, LEAK, POLICY, Run};
use crate::places;
use crate::repository::Repo;
use std::fs;
use std::io::Write;
use std::process::Stdio;

fn short(gate: &Gate, arguments: &[&str]) -> Run {
    gate.presscheck(&[&["check", "--format", "short"], arguments].concat())
}

#[test]
fn without_paths_every_content_file_is_judged_from_whatever_folder() {
    let gate = Gate::new();
    gate.write("social/post.txt", "Tidewater Mutual was glad.\n");
    gate.write("blog/b.html", "<p>Tidewater <b>Mutual</b> was glad.</p>\n");
    gate.write("src/main.rs", "// Tidewater Mutual\n");
    for folder in ["", "blog", "src"] {
        let folder = gate.repo.root.join(folder);
        let run = gate.presscheck_in(&folder, &["check", "--format", "short"]);
        assert_eq!(run.status, Some(1), "{run:?}");
        assert_eq!(places(&run), ["blog/b.html:1:4", "social/post.txt:1:1"], "{run:?}");
    }
}

#[test]
fn a_file_that_is_named_is_judged_whatever_it_is_called() {
    let gate = Gate::new();
    gate.write("src/main.rs", "// Tidewater Mutual\n");
    assert_eq!(places(&short(&gate, &["src/main.rs"])), ["src/main.rs:1:4"]);
    let folder = gate.repo.root.join("blog");
    let run = gate.presscheck_in(&folder, &["check", "../src/main.rs", "--format", "short"]);
    assert_eq!(places(&run), ["src/main.rs:1:4"]);
}

#[test]
fn standard_input_is_judged_as_the_file_it_stands_for() {
    let gate = Gate::new();
    let judge = |arguments: &[&str], input: &str| {
        let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
        let mut child = command
            .args(["check", "--format", "short", "-"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Run::from(child.wait_with_output().unwrap())
    };
    let run = judge(&["--stdin-path", "blog/new.md"], LEAK);
    assert_eq!((run.status, places(&run)), (Some(1), vec!["blog/new.md:3:13"]), "{run:?}");
    let html = "<p>Tidewater <b>Mutual</b></p>";
    let run = judge(&["--stdin-path", "page.html"], html);
    assert_eq!(places(&run), ["page.html:1:4"], "{run:?}");
    let run = judge(&["--stdin-path", "blog/dairy-two.md"], "Marlow Dairy liked it.\n");
    assert_eq!(run.status, Some(0), "its path is approved: {run:?}");
    let run = judge(&["--stdin-path", "blog/tidewater-mutual.md"], CLEAN);
    assert_eq!(places(&run), ["blog/tidewater-mutual.md:1:1"], "its path is public as well: {run:?}");
    assert_eq!(judge(&[], LEAK).status, Some(1), "without a name it is Markdown");
    assert_eq!(judge(&[], "").status, Some(0));
}

#[test]
fn outside_a_repository_files_and_folders_are_judged() {
    let gate = Gate { repo: Repo::new() };
    let outside = gate.repo.outside.join("loose");
    fs::create_dir_all(outside.join("blog")).unwrap();
    fs::write(outside.join("presscheck.toml"), POLICY).unwrap();
    fs::write(outside.join("blog/a.md"), LEAK).unwrap();
    for arguments in [&["check", "--format", "short"][..], &["check", "--format", "short", "blog"]] {
        let run = gate.presscheck_in(&outside, arguments);
        assert_eq!((run.status, places(&run)), (Some(1), vec!["blog/a.md:3:13"]), "{run:?}");
    }
}

#[test]
fn a_revision_is_judged_without_a_checkout() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    let old = gate.commit();
    gate.write("blog/a.md", CLEAN);
    gate.commit();
    assert_eq!(short(&gate, &[]).status, Some(0));
    let run = short(&gate, &["--rev", &old]);
    assert_eq!((run.status, places(&run)), (Some(1), vec!["blog/a.md:3:13"]), "{run:?}");
    assert_eq!(short(&gate, &["--rev", &old[..10], "blog/a.md"]).status, Some(1));
    assert_eq!(short(&gate, &["--rev", "HEAD"]).status, Some(0));
}

#[test]
fn a_request_answers_for_what_it_adds_since_it_left_the_base() {
    let gate = Gate::new();
    gate.write("blog/old.md", LEAK);
    gate.commit();
    gate.repo.git(&["checkout", "-q", "-b", "request"]);
    gate.write("blog/a.md", format!("{CLEAN}\nAnd more.\n"));
    gate.write("blog/old.md", format!("# New\n\n{LEAK}"));
    gate.commit();
    gate.repo.git(&["checkout", "-q", "main"]);
    gate.write("blog/theirs.md", LEAK);
    gate.commit();
    gate.repo.git(&["checkout", "-q", "request"]);
    let run = short(&gate, &["--since", "main"]);
    assert_eq!(run.status, Some(0), "what main has added is main's: {run:?}");
    gate.write("blog/a.md", LEAK);
    gate.write("blog/untracked.md", LEAK);
    assert_eq!(short(&gate, &["--since", "main"]).status, Some(0), "the work tree is not looked at");
    gate.repo.git(&["commit", "-q", "-a", "-m", "Thank Tidewater Mutual"]);
    let run = short(&gate, &["--since", "main"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    let commit = gate.repo.git(&["rev-parse", "--short=12", "HEAD"]);
    let places = places(&run);
    assert!(places.contains(&"blog/a.md:3:13"), "{run:?}");
    assert!(places.contains(&format!("commit:{commit}:1:7").as_str()), "{run:?}");
    assert!(!run.out.contains("theirs.md") && !run.out.contains("untracked.md"), "{run:?}");
}

#[test]
fn a_shallow_clone_without_the_base_says_what_to_fetch() {
    let gate = Gate::new();
    gate.repo.git(&["checkout", "-q", "-b", "request"]);
    gate.write("blog/a.md", LEAK);
    gate.commit();
    gate.repo.git(&["checkout", "-q", "main"]);
    gate.commit();
    let clone = gate.repo.outside.join("clone");
    let from = format!("file://{}", gate.repo.root.display());
    let to = clone.to_str().unwrap();
    gate.repo.git(&["clone", "-q", "--depth=1", "--no-single-branch", "-b", "request", &from, to]);
    let run = gate.presscheck_in(&clone, &["check", "--since", "origin/main"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.contains("fetch-depth: 0"), "{}", run.err);
    gate.repo.git_in(&clone, &["fetch", "-q", "--unshallow"]);
    assert_eq!(gate.presscheck_in(&clone, &["check", "--since", "origin/main"]).status, Some(1));
}

#[test]
fn a_bare_repository_is_judged_by_revision() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    gate.commit();
    let bare = gate.repo.outside.join("bare.git");
    gate.repo.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let arguments = ["check", "--format", "short", "--rev", "HEAD", "--policy-from", "HEAD"];
    let run = gate.presscheck_in(&bare, &arguments);
    assert_eq!((run.status, places(&run)), (Some(1), vec!["blog/a.md:3:13"]), "{run:?}");
    let run = gate.presscheck_in(&bare, &["check"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.err.contains("is a bare repository"), "{}", run.err);
}
