//! Nobody tries out names by opening requests.

use crate::gate::{CLEAN, LEAK};
use crate::request::{APPROVAL, Request};
use std::fs;

/// Whatever is on the list, and however often it stands there, the log is the same.
#[test]
fn the_log_of_an_aggregate_run_depends_on_nothing_but_the_gate() {
    let closed = [
        "The team at Tidewater Mutual was glad of it.\n",
        "The team at Marlow Dairy was really glad today.\n",
        "Tidewater Mutual, Marlow Dairy, faster than a rival.\n",
        "We are Tidewater Mutual. We're hiring. Tidewater Mutual.\n",
    ];
    for format in ["human", "short", "github"] {
        let logs: Vec<_> = closed
            .iter()
            .map(|text| {
                let request = Request::open();
                request.write("blog/a.md", text);
                let run = request.judge(&["--aggregate", "--format", format]);
                assert_eq!(run.status, Some(1), "{run:?}");
                (run.out.replace(char::is_numeric, ""), run.err)
            })
            .collect();
        assert!(logs.iter().all(|log| *log == logs[0]), "{format}: {logs:#?}");
        assert!(logs[0].0.contains("the gate is closed"), "{logs:#?}");
        for word in ["Tidewater", "customer", "red", "yellow", "lists:", "blog/a.md", "cleared"] {
            assert!(!logs[0].0.contains(word), "{format} says {word}: {}", logs[0].0);
        }
    }
}

/// A yellow, a finding that is cleared and none at all are one and the same to whoever asks.
#[test]
fn an_open_gate_says_nothing_else_either() {
    let texts = [CLEAN, "Marlow Dairy was glad.\n", "We like our work. Join us. We're hiring.\n"];
    let logs: Vec<_> = texts
        .iter()
        .map(|text| {
            let request = Request::open();
            request.gate.repo.git(&["checkout", "-q", "main"]);
            request.write("policy/approvals.toml", APPROVAL.replace("Tidewater Mutual", "Marlow Dairy"));
            request.gate.commit();
            request.gate.repo.git(&["checkout", "-q", "-B", "request"]);
            request.write("blog/b.md", text);
            let run = request.judge(&["--aggregate"]);
            assert_eq!(run.status, Some(0), "{run:?}");
            run.out.split(" words").nth(1).unwrap().to_owned()
        })
        .collect();
    assert_eq!(logs, [" · the gate is open\n"; 3]);
}

#[test]
fn the_details_are_in_the_file_alone() {
    let request = Request::open();
    request.write("blog/a.md", LEAK);
    let file = request.gate.repo.outside.join("details.txt");
    let output = format!("short={}", file.display());
    let run = request.judge(&["--aggregate", "--output", &output]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(!run.out.contains("blog/a.md"), "{run:?}");
    assert!(fs::read_to_string(&file).unwrap().contains("blog/a.md:3:13: red customer-named"));
}

#[test]
fn what_the_writer_did_and_knows_is_told() {
    let request = Request::open();
    request.write("presscheck.toml", "");
    request.write("blog/a.md", b"\x00\xff\xfe broken \x80");
    let run = request.judge(&["--aggregate"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.out.contains("not judged: blog/a.md: "), "{run:?}");
    assert!(run.out.contains("this request changes presscheck.toml"), "{run:?}");
    assert!(run.out.ends_with("could not judge\n"), "{run:?}");
}

#[test]
fn a_format_that_holds_every_finding_is_refused() {
    let request = Request::open();
    for format in ["json", "sarif", "gitlab", "junit", "rdjson", "markdown", "html"] {
        let run = request.judge(&["--aggregate", "--format", format]);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("holds every finding"), "{}", run.err);
    }
}
