//! Every kind of event, and what is judged for it.

use crate::gate::{CLEAN, LEAK, Run};
use crate::request::{Request, judge, paths};
use serde_json::{Value, json};

const ZEROS: &str = "0000000000000000000000000000000000000000";

fn push(reference: &str, before: &str, after: &str) -> Value {
    json!({
        "ref": reference, "before": before, "after": after,
        "repository": { "default_branch": "main", "private": true },
    })
}

fn could_not_judge(run: &Run, why: &str) {
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
    let said = run.err.split_whitespace().collect::<Vec<_>>().join(" ").replace("│ ", "");
    assert!(said.contains(why), "{why}: {said}");
}

#[test]
fn a_request_is_what_its_head_adds_to_its_base() {
    let request = Request::open();
    request.write("blog/b.md", LEAK);
    assert_eq!(paths(&request.judge(&[])), ["blog/b.md"]);
    assert_eq!(paths(&request.judge(&["blog/a.md"])), [""; 0], "only what is named, and what is no file");
    assert_eq!(request.judge(&["--since", "request"]).status, Some(0), "what is given beats the event");
    assert_eq!(request.judge(&["--rev", "main"]).status, Some(0));
}

#[test]
fn the_same_range_can_be_given_by_hand() {
    let request = Request::open();
    request.write("blog/b.md", LEAK);
    request.gate.commit();
    request.gate.repo.git(&["checkout", "-q", "main"]);
    let check =
        |arguments: &[&str]| request.gate.presscheck(&[&["check", "--format", "short"], arguments].concat());
    let run = check(&["--since", "main", "--rev", "request"]);
    assert_eq!((run.status, paths(&run)), (Some(1), vec!["blog/b.md".to_owned()]), "{run:?}");
    assert_eq!(check(&["--since", "main"]).status, Some(0), "HEAD, unless told otherwise");
    assert_eq!(check(&["--since", "main", "--rev", "request", "blog/a.md"]).status, Some(0));
    could_not_judge(&check(&["--staged", "--rev", "request"]), "'--staged' cannot be used with '--rev");
    could_not_judge(&check(&["--since", "main", "--rev", "gone"]), "no revision \"gone\"");
}

#[test]
fn a_merge_queue_is_judged_by_the_policy_of_its_base() {
    let request = Request::open();
    request.write("blog/b.md", LEAK);
    request.write("presscheck.toml", "");
    request.gate.commit();
    let event = json!({ "merge_group": {
        "base_sha": request.id("main"), "head_sha": request.id("request"),
        "base_ref": "refs/heads/main", "head_ref": "refs/heads/gh-readonly-queue/main/pr-7-0123",
    } });
    let run = judge(&request.gate, &event, &[]);
    assert_eq!((run.status, paths(&run)), (Some(1), vec!["blog/b.md".to_owned()]), "{run:?}");
}

#[test]
fn a_push_to_the_default_branch_is_held_against_what_was_there() {
    let request = Request::open();
    let before = request.id("main");
    request.write("blog/b.md", LEAK);
    request.write("policy/customers.csv", "Name\nMarlow Dairy\n");
    let after = request.gate.commit();
    let run = judge(&request.gate, &push("refs/heads/main", &before, &after), &[]);
    assert_eq!((run.status, paths(&run)), (Some(1), vec!["blog/b.md".to_owned()]), "{run:?}");
    let nothing = judge(&request.gate, &push("refs/heads/main", &after, &after), &[]);
    assert_eq!(nothing.status, Some(0), "{nothing:?}");
}

/// Against its own past, a second push could make use of the policy that a first one brought.
#[test]
fn a_push_to_another_branch_is_held_against_the_default_branch() {
    let request = Request::open();
    request.write("policy/customers.csv", "Name\nMarlow Dairy\n");
    let before = request.gate.commit();
    request.write("blog/b.md", LEAK);
    let after = request.gate.commit();
    let event = push("refs/heads/request", &before, &after);
    could_not_judge(&judge(&request.gate, &event, &[]), "no revision \"refs/remotes/origin/main\"");
    request.gate.repo.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    let run = judge(&request.gate, &event, &[]);
    assert_eq!((run.status, paths(&run)), (Some(1), vec!["blog/b.md".to_owned()]), "{run:?}");
    for reference in ["refs/heads/tidewater-mutual", "refs/tags/tidewater-mutual"] {
        let run = judge(&request.gate, &push(reference, ZEROS, &before), &[]);
        assert_eq!(run.status, Some(1), "a first push has a name as well: {run:?}");
        assert!(paths(&run)[0].starts_with("push:"), "{run:?}");
    }
}

#[test]
fn the_first_push_of_all_is_judged_whole() {
    let request = Request::open();
    request.write("blog/b.md", LEAK);
    let after = request.gate.commit();
    let run = judge(&request.gate, &push("refs/heads/main", ZEROS, &after), &[]);
    assert_eq!((run.status, paths(&run)), (Some(1), vec!["blog/b.md".to_owned()]), "{run:?}");
}

#[test]
fn a_run_that_somebody_or_a_clock_starts_judges_everything() {
    let request = Request::open();
    request.write("blog/b.md", LEAK);
    request.gate.commit();
    request.write("blog/c.md", LEAK);
    for event in [
        json!({ "ref": "refs/heads/main", "workflow": ".github/workflows/presscheck.yml", "inputs": null }),
        json!({ "schedule": "0 6 * * *" }),
    ] {
        let run = judge(&request.gate, &event, &[]);
        assert_eq!((run.status, paths(&run)), (Some(1), vec!["blog/b.md".to_owned()]), "{run:?}");
    }
}

#[test]
fn after_a_force_push_the_commit_that_is_gone_is_named() {
    let request = Request::open();
    request.write("blog/b.md", CLEAN);
    let after = request.gate.commit();
    let gone = "1234567890123456789012345678901234567890";
    let event = push("refs/heads/main", gone, &after);
    could_not_judge(&judge(&request.gate, &event, &[]), "a force push threw away");
    let event = judge(&request.gate, &event, &["--since", "main", "--policy-from", "main"]);
    assert_eq!(event.status, Some(0), "another base can be named: {event:?}");
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let request = Request::open();
    request.write("blog/b.md", LEAK);
    request.gate.commit();
    request.gate.repo.git(&["checkout", "-q", "main"]);
    request.write("blog/c.md", CLEAN);
    request.gate.commit();
    let clone = request.gate.repo.outside.join("clone");
    let from = format!("file://{}", request.gate.repo.root.display());
    let to = clone.to_str().unwrap();
    request.gate.repo.git(&["clone", "-q", "--depth=1", "--no-single-branch", "-b", "main", &from, to]);
    let file = request.gate.repo.outside.join("event.json");
    std::fs::write(&file, request.event().to_string()).unwrap();
    let arguments = ["check", "--event", file.to_str().unwrap()];
    could_not_judge(&request.gate.presscheck_in(&clone, &arguments), "fetch-depth: 0");
    request.gate.repo.git_in(&clone, &["fetch", "-q", "--unshallow"]);
    assert_eq!(request.gate.presscheck_in(&clone, &arguments).status, Some(1));
}

#[test]
fn an_event_that_puts_nothing_up_is_never_a_pass() {
    let request = Request::open();
    let id = request.id("main");
    let with = |base: &str| {
        let mut event = request.event();
        event["pull_request"]["base"]["sha"] = json!(base);
        event
    };
    let cases = [
        (json!({}), "none of those that can be judged"),
        (json!({ "issue": { "title": "x", "pull_request": {} } }), "none of those"),
        (json!({ "workflow_run": {}, "workflow": {} }), "none of those"),
        (json!([]), "cannot be read"),
        (json!({ "pull_request": { "title": "x" } }), "cannot be read"),
        (push("refs/heads/gone", &id, ZEROS), "it deletes a branch or a tag"),
        (json!({ "ref": "refs/heads/main", "before": id, "after": id }), "which branch is the default one"),
        (with("HEAD~1"), "\"HEAD~1\" is no name of a commit"),
        (with("--help"), "\"--help\" is no name of a commit"),
        (with(""), "\"\" is no name of a commit"),
        (with("1234567890123456789012345678901234567890"), "no revision \"1234567890"),
    ];
    for (event, why) in cases {
        could_not_judge(&judge(&request.gate, &event, &[]), why);
    }
    let mut event = push("refs/heads/x", &id, &id);
    event["repository"]["default_branch"] = json!("main~1");
    could_not_judge(&judge(&request.gate, &event, &[]), "which branch is the default one");
    let run = request.gate.presscheck(&["check", "--event", "no-such-file.json"]);
    could_not_judge(&run, "no-such-file.json");
}
