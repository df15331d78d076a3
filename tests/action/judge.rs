//! Judging: what the log, the summary and the outputs say for every kind of event.

use crate::gate::{CLEAN, LEAK};
use crate::hostile::{expect_tame, hostile};
use crate::request::{APPROVAL, Request};
use crate::runner::{Done, Job};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// A workspace as actions/checkout leaves it: one commit deep, with the server as `origin`.
fn checkout(request: &Request, rev: &str) -> PathBuf {
    let repo = &request.gate.repo;
    repo.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let folder = tempfile::tempdir_in(&repo.outside).unwrap().keep();
    let from = format!("file://{}", repo.root.display());
    repo.git_in(&folder, &["init", "-q"]);
    repo.git_in(&folder, &["remote", "add", "origin", &from]);
    repo.git_in(&folder, &["fetch", "-q", "--no-tags", "--depth=1", "origin", &request.id(rev)]);
    repo.git_in(&folder, &["checkout", "-q", "--detach", "FETCH_HEAD"]);
    folder
}

fn job<'g>(request: &'g Request, event_name: &'static str, event: Value, rev: &str) -> Job<'g> {
    let inputs = vec![("binary", env!("CARGO_BIN_EXE_presscheck").to_owned())];
    Job { gate: &request.gate, workspace: checkout(request, rev), event_name, event, inputs }
}

/// The event of a request, from somebody who may push.
fn trusted(request: &Request) -> Value {
    let mut event = request.event();
    event["pull_request"]["author_association"] = json!("MEMBER");
    event
}

/// Runs the action as a workflow on `pull_request_target` does: the base is checked out.
fn target(request: &Request, event: Value, more: &[(&'static str, &str)]) -> Done {
    request.gate.commit();
    let mut job = job(request, "pull_request_target", event, "main");
    job.inputs.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let done = job.run();
    let status = request.gate.repo.git_in(&job.workspace, &["status", "--porcelain"]);
    assert_eq!(status, "", "nothing of the request is checked out");
    done
}

fn leaking() -> Request {
    let request = Request::open();
    request.write("blog/a.md", LEAK);
    request.write("presscheck.toml", "[gate]\nfail-on = \"never\"\n");
    request.gate.commit();
    request
}

#[test]
fn a_red_request_is_annotated_summed_up_and_closed() {
    let request = leaking();
    let done = target(&request, trusted(&request), &[]);
    assert_eq!(done.status, Some(1), "{done:?}");
    assert!(done.log.contains("::error file=blog/a.md,line=3,col=13,endColumn=29,title="), "{done:?}");
    assert!(done.log.contains("::notice file=presscheck.toml,title="), "{done:?}");
    assert!(!done.log.contains("Tidewater Mutual"), "logs are read by more people than drafts are: {done:?}");
    assert_eq!(done.outputs, "verdict=closed\nred=1\nyellow=0\n");
    assert!(done.summary.starts_with("## presscheck&#58; the gate is closed\n\n1 red, 0 yellow"), "{done:?}");
}

#[test]
fn a_clean_request_is_open() {
    let request = Request::open();
    request.write("blog/a.md", format!("{CLEAN}\nMore.\n"));
    request.gate.commit();
    let done = target(&request, trusted(&request), &[]);
    assert_eq!(
        (done.status, done.outputs.as_str()),
        (Some(0), "verdict=open\nred=0\nyellow=0\n"),
        "{done:?}"
    );
    assert!(done.summary.contains("the gate is open"), "{done:?}");
}

/// Under `pull_request` it is the request that is checked out; its policy is not asked.
#[test]
fn every_event_is_judged_from_a_shallow_checkout() {
    let request = leaking();
    let (main, head) = (request.id("main"), request.id("request"));
    let push = |reference: &str, before: &str| {
        json!({ "ref": reference, "before": before, "after": head,
                "repository": { "default_branch": "main", "private": true } })
    };
    let zeros = "0".repeat(40);
    let group = json!({ "merge_group": { "base_sha": main, "head_sha": head } });
    for (name, event) in [
        ("pull_request", trusted(&request)),
        ("merge_group", group),
        ("push", push("refs/heads/main", &main)),
        ("push", push("refs/heads/request", &zeros)),
        ("push", push("refs/heads/request", &main)),
    ] {
        let done = job(&request, name, event, "request").run();
        assert_eq!(done.status, Some(1), "{name}: {done:?}");
        assert!(done.log.contains("::error file=blog/a.md,line=3"), "{name}: {done:?}");
        assert_eq!(done.outputs, "verdict=closed\nred=1\nyellow=0\n", "{name}");
    }
    let started = json!({ "ref": "refs/heads/main", "workflow": "presscheck.yml", "repository": {} });
    let done = job(&request, "workflow_dispatch", started, "main").run();
    assert_eq!(
        (done.status, done.outputs.as_str()),
        (Some(0), "verdict=open\nred=0\nyellow=0\n"),
        "{done:?}"
    );
}

/// An event holds the base as it was when the request was last pushed.
#[test]
fn a_policy_is_in_force_from_the_moment_it_lands() {
    let request = Request::open();
    request.write("blog/a.md", "Tidewater Mutual and Halvorsen Logistics were glad.\n");
    request.gate.commit();
    let event = trusted(&request);
    let run = || target(&request, event.clone(), &[]).outputs;
    assert_eq!(run(), "verdict=closed\nred=1\nyellow=0\n");
    let land = |path: &str, text: &str| {
        request.gate.repo.git(&["checkout", "-q", "main"]);
        request.write(path, text);
        request.gate.commit();
        request.gate.repo.git(&["checkout", "-q", "request"]);
    };
    land("policy/approvals.toml", APPROVAL);
    assert_eq!(run(), "verdict=open\nred=0\nyellow=0\n");
    land("policy/customers.csv", "Name\nTidewater Mutual\nHalvorsen Logistics\n");
    assert_eq!(run(), "verdict=closed\nred=1\nyellow=0\n");
}

#[test]
fn what_cannot_be_judged_is_no_pass() {
    let request = leaking();
    let gone = "1234567890123456789012345678901234567890";
    let push = json!({ "ref": "refs/heads/main", "before": gone, "after": request.id("request"),
                       "repository": { "default_branch": "main", "private": true } });
    for (event_name, event) in [("push", push), ("issue_comment", json!({ "issue": {} }))] {
        let done = job(&request, event_name, event, "request").run();
        assert_eq!((done.status, done.outputs.as_str()), (Some(2), "verdict=not-judged\n"), "{done:?}");
        assert_eq!(done.summary, "## presscheck: could not judge: the log says why\n");
    }
    for (input, value) in [("aggregate", "perhaps"), ("paths", "no-such-folder"), ("fail-on", "purple")] {
        let done = target(&request, trusted(&request), &[(input, value)]);
        assert_eq!(
            (done.status, done.outputs.as_str()),
            (Some(2), "verdict=not-judged\n"),
            "{input}: {done:?}"
        );
    }
}

#[test]
fn an_author_who_may_not_push_learns_no_more_than_whether_the_gate_is_open() {
    let request = leaking();
    let sarif = [("sarif-file", "presscheck.sarif")];
    for association in ["CONTRIBUTOR", "FIRST_TIME_CONTRIBUTOR", "NONE", "MANNEQUIN"] {
        let mut event = request.event();
        event["pull_request"]["author_association"] = json!(association);
        let done = target(&request, event, &sarif);
        assert_eq!((done.status, done.outputs.as_str()), (Some(1), "verdict=closed\n"), "{done:?}");
        assert_eq!(done.summary, "## presscheck: the gate is closed\n");
        for word in ["blog/a.md", "customer", "Tidewater", " red", "lists:"] {
            assert!(!done.log.contains(word), "{word}: {done:?}");
        }
    }
    let mut private = request.event();
    private["repository"]["private"] = json!(true);
    assert!(target(&request, private, &[]).log.contains("::error file=blog/a.md"));
    let told = target(&request, trusted(&request), &[("aggregate", "true")]);
    assert!(!told.log.contains("blog/a.md"), "{told:?}");
    assert!(target(&request, request.event(), &[("aggregate", "false")]).log.contains("file=blog/a.md"));
}

#[test]
fn inputs_reach_the_program_and_no_shell() {
    let request = leaking();
    let evil = "blog\n$(touch pwned)\n`touch pwned`\n; touch pwned\n--no-redact";
    let done = target(&request, trusted(&request), &[("paths", evil)]);
    assert_eq!((done.status, done.outputs.as_str()), (Some(2), "verdict=not-judged\n"), "{done:?}");
    let done = target(&request, trusted(&request), &[("paths", "blog\n\n"), ("fail-on", "never")]);
    assert_eq!(
        (done.status, done.outputs.as_str()),
        (Some(0), "verdict=open\nred=1\nyellow=0\n"),
        "{done:?}"
    );
    let done = target(&request, trusted(&request), &[("sarif-file", "a\nverdict=open")]);
    assert_eq!((done.status, done.outputs.as_str()), (Some(2), "verdict=not-judged\n"), "{done:?}");
    let done = target(&request, trusted(&request), &[("policy-from", &request.id("request"))]);
    assert_eq!(done.status, Some(0), "whoever writes the workflow may say so: {done:?}");
}

#[test]
fn a_sarif_report_is_written_where_it_is_asked_for() {
    let request = leaking();
    let mut job = job(&request, "pull_request", trusted(&request), "request");
    job.inputs.push(("sarif-file", "presscheck.sarif".to_owned()));
    let done = job.run();
    assert_eq!(done.outputs, "verdict=closed\nred=1\nyellow=0\nsarif-file=presscheck.sarif\n", "{done:?}");
    let sarif: Value =
        serde_json::from_slice(&fs::read(job.workspace.join("presscheck.sarif")).unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "customer-named");
}

#[test]
fn each_folder_with_a_policy_can_have_a_run_of_its_own() {
    let request = Request::open();
    request.gate.repo.git(&["checkout", "-q", "main"]);
    request.write("shop/presscheck.toml", "[[customer]]\nname = \"Halvorsen Logistics\"\n");
    request.write("shop/blog/a.md", CLEAN);
    request.gate.commit();
    request.gate.repo.git(&["checkout", "-q", "-B", "request"]);
    request.write("shop/blog/a.md", "Halvorsen Logistics was glad.\n");
    request.write("blog/a.md", LEAK);
    request.gate.commit();
    let done = target(&request, trusted(&request), &[("working-directory", "shop")]);
    assert_eq!(done.outputs, "verdict=closed\nred=1\nyellow=0\n", "{done:?}");
    assert!(done.log.contains("file=shop/blog/a.md"), "{done:?}");
    let done = target(&request, trusted(&request), &[]);
    assert!(done.log.contains("file=blog/a.md") && done.log.contains("shop/presscheck.toml was not used"));
}

#[test]
fn text_that_speaks_to_the_log_changes_nothing() {
    let request = hostile();
    request.write("policy/approvals.toml", APPROVAL);
    request.gate.commit();
    for (association, counted) in [("MEMBER", true), ("NONE", false)] {
        let mut event = request.event();
        event["pull_request"]["author_association"] = json!(association);
        let done = target(&request, event, &[]);
        assert_eq!(done.status, Some(1), "{done:?}");
        expect_tame("the log", &done.log);
        let outputs: Vec<_> = done.outputs.lines().collect();
        assert_eq!(outputs.len(), if counted { 3 } else { 1 }, "{done:?}");
        assert_eq!(outputs[0], "verdict=closed", "{done:?}");
        if counted {
            let number =
                |at: usize, name: &str| outputs[at].strip_prefix(name).unwrap().parse::<u32>().unwrap();
            assert!(number(1, "red=") >= 5 && number(2, "yellow=") == 0, "{done:?}");
        }
        assert!(!done.summary.contains(['\u{1b}', '\r']), "{done:?}");
    }
}
