//! Wrong input: one clear error that says where, exit status 2, and nothing written.

use crate::gate::{CLEAN, Gate, LEAK, Run};
use crate::repository::Repo;
use crate::{errors, places};
use std::fs;

/// The call is refused with one error that holds `says`, and leaves nothing behind.
fn is_refused(gate: &Gate, arguments: &[&str], says: &str) -> Run {
    let before = gate.repo.git(&["status", "--short", "--ignored"]);
    let run = gate.presscheck(arguments);
    assert_eq!(run.status, Some(2), "{arguments:?}: {run:?}");
    assert_eq!(run.out, "", "{arguments:?}");
    assert_eq!(errors(&run), 1, "{arguments:?}: {}", run.err);
    assert!(run.err.contains(says), "{arguments:?}: {}", run.err);
    assert!(!run.err.contains("os error") && !run.err.contains("panicked"), "{}", run.err);
    assert_eq!(
        gate.repo.git(&["status", "--short", "--ignored"]),
        before,
        "{arguments:?}: something was written"
    );
    run
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let gate = Gate::new();
    is_refused(&gate, &["check", "blog/b.md"], "there is no \"blog/b.md\"");
    is_refused(&gate, &["check", "blog/a.md", "blog/a.md/b"], "there is no \"blog/a.md/b\"");
    is_refused(&gate, &["check", "--staged", "blog/b.md"], "there is no \"blog/b.md\"");
    is_refused(&gate, &["check", "--rev", "HEAD", "blog/b.md"], "there is no \"blog/b.md\"");
    is_refused(&gate, &["check", "--since", "HEAD", "blog/b.md"], "there is no \"blog/b.md\"");
}

#[test]
fn a_revision_that_is_not_there_is_named() {
    let gate = Gate::new();
    for option in ["--rev", "--since", "--policy-from"] {
        is_refused(&gate, &["check", option, "v9"], "there is no revision \"v9\" here");
        is_refused(&gate, &["check", option, ""], "there is no revision \"\" here");
    }
}

#[test]
fn a_folder_with_nothing_to_read_is_named() {
    let gate = Gate::new();
    gate.write("assets/logo.svg", "<svg/>");
    gate.write(".gitignore", "/drafts/*.md\n");
    gate.write("drafts/a.md", LEAK);
    gate.commit();
    for folder in ["assets", "drafts"] {
        is_refused(&gate, &["check", folder], &format!("{folder:?} holds nothing to read"));
    }
    is_refused(&gate, &["check", "--rev", "HEAD", "assets"], "\"assets\" holds nothing to read");
}

#[test]
fn a_folder_named_like_a_file_is_a_folder() {
    let gate = Gate::new();
    fs::create_dir(gate.repo.root.join("post.md")).unwrap();
    is_refused(&gate, &["check", "post.md"], "\"post.md\" holds nothing to read");
    is_refused(&gate, &["check", "--output", "json=post.md"], "post.md failed: is a directory");
    fs::create_dir(gate.repo.root.join("custom.toml")).unwrap();
    is_refused(&gate, &["check", "--config", "custom.toml"], "custom.toml");
}

#[test]
fn a_file_that_may_not_be_read_is_not_passed() {
    use std::os::unix::fs::PermissionsExt;
    let gate = Gate::new();
    gate.write("blog/b.md", CLEAN);
    let file = gate.repo.root.join("blog/b.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        // The superuser reads everything: a file that is none cannot be read by anybody.
        fs::remove_file(&file).unwrap();
        let made = gate.command("mkfifo", &gate.repo.root).arg(&file).status().unwrap();
        assert!(made.success());
    }
    let run = gate.presscheck(&["check", "blog/b.md", "blog/a.md"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.out.contains("not judged: blog/b.md: "), "{run:?}");
}

#[test]
fn every_error_of_a_policy_is_told_at_once_with_its_place() {
    let gate = Gate::new();
    gate.write(
        "presscheck.toml",
        "[gate]\nfail-on = \"reddish\"\n\n[[customer]]\nnames = \"Tidewater\"\n\n[[approval]]\nwhat = \"x\"\nuntil = \"tomorrow\"\n",
    );
    gate.write("report.json", "as it was");
    let run = gate.presscheck(&["check", "--output", "json=report.json"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert_eq!(run.out, "");
    for place in ["presscheck.toml:2:", "presscheck.toml:5:", "presscheck.toml:9:"] {
        assert!(run.err.contains(place), "no error at {place}: {}", run.err);
    }
    assert_eq!(fs::read_to_string(gate.repo.root.join("report.json")).unwrap(), "as it was");
    for command in [&["policy", "check"][..], &["policy", "show"], &["explain"], &["check", "--staged"]] {
        assert_eq!(gate.presscheck(command).status, Some(2), "{command:?}");
    }
}

#[test]
fn a_mistake_in_a_house_rule_is_shown_in_its_file() {
    let gate = Gate::new();
    gate.write(
        "presscheck.toml",
        "[[rule]]\nid = \"no-rivals\"\nlight = \"yellow\"\nphrases = [\"faster than {nobody}\"]\nmessage = \"a rival\"\n",
    );
    let run = is_refused(&gate, &["check"], "no-rivals");
    assert!(run.err.contains("presscheck.toml:4:"), "{}", run.err);
}

#[test]
fn a_list_that_is_not_there_is_named() {
    let gate = Gate::new();
    gate.write("presscheck.toml", "[[list]]\nkind = \"customer\"\nfile = \"policy/customers.csv\"\n");
    let run = is_refused(&gate, &["check"], "policy/customers.csv");
    assert!(run.err.contains("presscheck.toml:3:"), "{}", run.err);
}

#[test]
fn a_file_that_is_no_text_is_told_and_the_others_are_judged() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    gate.write("blog/b.md", b"a\xffb");
    gate.write("blog/c.md", b"\xff\xfea");
    gate.write("blog/d.txt", b"a\0b");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n";
    gate.write("blog/e.md", pointer);
    for arguments in [&["check", "--format", "short"][..], &["check", "--format", "short", "blog"]] {
        let run = gate.presscheck(arguments);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert_eq!(places(&run), ["blog/a.md:3:13"], "{run:?}");
        for (path, why) in [
            ("blog/b.md", "byte 1 is not UTF-8"),
            ("blog/c.md", "is not valid UTF-16"),
            ("blog/d.txt", "byte 1 is NUL"),
            ("blog/e.md", "Git LFS pointer"),
        ] {
            let told = run.out.lines().any(|line| line.contains(path) && line.contains(why));
            assert!(told, "{path}: {why}: {}", run.out);
        }
    }
}

#[test]
fn a_report_for_a_folder_that_is_not_there_leaves_no_other_report() {
    let gate = Gate::new();
    let arguments = ["check", "--output", "json=a.json", "--output", "sarif=none/b.sarif"];
    is_refused(&gate, &arguments, "none/b.sarif failed: no such file or directory");
    is_refused(
        &gate,
        &["check", "--output", "json=a", "--output", "short=a"],
        "two reports would be written to",
    );
}

#[test]
fn a_call_that_cannot_be_meant_is_answered_with_what_can() {
    let gate = Gate::new();
    is_refused(&gate, &["check", "--format", "xml"], "the formats are human, short, json, sarif");
    is_refused(&gate, &["check", "--output", "xml=a"], "the formats are human, short, json, sarif");
    is_refused(&gate, &["check", "--output", "json"], "write it as NAME=FILE");
    is_refused(&gate, &["check", "--output", "json="], "the file name is missing");
    is_refused(&gate, &["check", "--stagd"], "--staged");
    is_refused(&gate, &["chek"], "check");
    is_refused(&gate, &["check", "--fail-on", "green"], "red, yellow, never");
    is_refused(&gate, &["check", "--now", "tomorrow"], "tomorrow is neither a date nor an instant");
    is_refused(&gate, &["check", "--now", "2026-02-30"], "2026-02-30 is neither a date nor an instant");
    is_refused(&gate, &["check", "--staged", "--rev", "HEAD"], "--rev");
    is_refused(&gate, &["check", "--redact", "--no-redact"], "--no-redact");
    is_refused(&gate, &["check", "-", "blog/a.md"], "standard input is judged by itself");
    is_refused(&gate, &["check", "--stdin-path", "a.md"], "standard input is judged by itself");
    is_refused(&gate, &["check", "-", "--staged"], "standard input is judged by itself");
    is_refused(&gate, &["check", "--config", "none.toml"], "none.toml failed: no such file or directory");
    is_refused(&gate, &["explain", "customer-name"], "did you mean customer-named?");
    is_refused(&gate, &["init", "--file", "other.toml"], "the company's name is missing");
}

#[test]
fn a_path_outside_the_repository_is_no_part_of_a_revision() {
    let gate = Gate::new();
    for option in [&["--staged"][..], &["--rev", "HEAD"], &["--since", "HEAD"]] {
        let arguments = [&["check"], option, &["../home"]].concat();
        is_refused(&gate, &arguments, "\"../home\" lies outside the repository");
    }
    is_refused(&gate, &["check", "--policy-from", "HEAD", "--config", "../a.toml"], "../a.toml lies outside");
}

#[test]
fn outside_a_repository_git_is_not_asked_in_vain() {
    let gate = Gate { repo: Repo::new() };
    let outside = gate.repo.outside.join("loose");
    fs::create_dir(&outside).unwrap();
    for option in [&["--staged"][..], &["--rev", "HEAD"], &["--since", "HEAD"], &["--policy-from", "HEAD"]] {
        let run = gate.presscheck_in(&outside, &[&["check"], option].concat());
        assert_eq!((run.status, errors(&run)), (Some(2), 1), "{run:?}");
        assert!(run.err.contains("is in no git repository"), "{}", run.err);
    }
}

#[test]
fn before_the_first_commit_there_is_no_revision() {
    let gate = Gate { repo: Repo::new() };
    gate.repo.write("a.md", CLEAN);
    is_refused(&gate, &["check", "--rev", "HEAD"], "nothing has been committed yet");
    is_refused(&gate, &["check", "--since", "HEAD"], "nothing has been committed yet");
}

#[test]
fn control_characters_of_a_call_do_not_reach_the_terminal() {
    let gate = Gate::new();
    for arguments in [
        &["check", "a\u{1b}[31m.md"][..],
        &["check", "--rev", "a\u{1b}[31m"],
        &["check", "--config", "a\u{1b}[31m"],
        &["check", "--output", "json=no/a\u{1b}[31m"],
        &["check", "--now", "a\u{1b}[31m"],
        &["check", "--format", "a\u{1b}[31m"],
        &["check", "--\u{1b}[31m"],
        &["explain", "a\u{1b}[31m"],
        &["init", "--company", "x", "--file", "no/a\u{1b}[31m"],
    ] {
        let run = gate.presscheck(arguments);
        assert_eq!(run.status, Some(2), "{arguments:?}: {run:?}");
        assert!(!run.err.contains('\u{1b}'), "{arguments:?}: {:?}", run.err);
    }
}
