//! What a request does to the policy is told, and not obeyed.

use crate::gate::CLEAN;
use crate::request::{APPROVAL, POLICY, Request};

/// What a request does, and what is told.
type Case<'a> = (&'a dyn Fn(&Request), &'a [&'a str]);

fn notes(edit: &dyn Fn(&Request)) -> Vec<String> {
    let request = Request::open();
    edit(&request);
    let run = request.judge(&[]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let base = &request.id("main")[..12];
    let end = format!("; it was judged by the policy of {base}");
    let note = |line: &str| Some(line.strip_prefix("note: ")?.split_once(": ")?.1.to_owned());
    let told = |note: String| note.split(" · ").next().unwrap_or_default().replace(&end, "");
    run.out.lines().filter_map(note).map(told).collect()
}

#[test]
fn every_file_of_the_policy_that_is_touched_is_named() {
    let more = format!("{POLICY}{APPROVAL}");
    let cases: [Case<'_>; 8] = [
        (&|request| request.write("blog/b.md", CLEAN), &[]),
        (&|request| request.write("presscheck.toml", &more), &["this request changes presscheck.toml"]),
        (
            &|request| request.write("policy/customers.csv", "Name\nTidewater Mutual\n"),
            &["this request changes policy/customers.csv"],
        ),
        (
            &|request| request.write("policy/approvals.toml", APPROVAL),
            &["this request adds policy/approvals.toml"],
        ),
        (
            &|request| {
                request.write("presscheck.toml", POLICY.replace("policy/*.toml", "other/*.toml"));
                request.write("other/approvals.toml", APPROVAL);
            },
            &["this request adds other/approvals.toml", "this request changes presscheck.toml"],
        ),
        (
            &|request| {
                request.gate.repo.git(&["mv", "policy/house.toml", "policy/rules.toml"]);
            },
            &["this request deletes policy/house.toml", "this request adds policy/rules.toml"],
        ),
        (&|request| request.remove("presscheck.toml"), &["this request deletes presscheck.toml"]),
        (
            &|request| request.write("blog/presscheck.toml", POLICY),
            &["this request adds blog/presscheck.toml"],
        ),
    ];
    for (edit, told) in cases {
        assert_eq!(notes(edit), told);
    }
}

#[test]
fn a_policy_that_the_request_breaks_is_told_before_it_is_in_force() {
    let notes = notes(&|request| request.remove("policy/customers.csv"));
    assert_eq!(
        notes,
        [
            "this request deletes policy/customers.csv",
            "as this request leaves it, presscheck.toml cannot be used"
        ]
    );
}

#[test]
fn pages_of_the_public_record_are_named_once() {
    let notes = notes(&|request| {
        request.write("site/index.html", "<p>We make many forms.</p>\n");
        request.write("site/more.html", "<p>We make forms.</p>\n");
    });
    assert_eq!(notes, ["this request changes site/index.html and 1 more of the public record"]);
}

#[test]
fn without_a_policy_at_the_base_the_first_one_is_told() {
    let request = Request::open();
    request.gate.repo.git(&["checkout", "-q", "--orphan", "empty"]);
    request.gate.repo.git(&["rm", "-rfq", "."]);
    request.write("blog/a.md", CLEAN);
    request.gate.commit();
    request.gate.repo.git(&["branch", "-f", "main"]);
    request.gate.repo.git(&["checkout", "-q", "-B", "request"]);
    request.write("presscheck.toml", "[company]\nname = \"Quillmark, Inc.\"\n");
    let run = request.judge(&[]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(run.out.contains("this request adds presscheck.toml"), "{run:?}");
    assert!(run.out.contains("no lists"), "{run:?}");
}
