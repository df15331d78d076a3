//! 0 the gate is open, 1 it is closed by findings, 2 something could not be judged.

use crate::gate::{CLEAN, Gate, LEAK};
use crate::places;

const FORMATS: [&str; 10] =
    ["human", "short", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"];

/// A yellow: an employee's post that praises the employer without saying so.
const PRAISE: &str = "channel: linkedin\nauthor: Priya Raman\ntext: |\n  Sunday on the sofa.\n  \
                      Quillmark is hands down the best planning tool I have ever used.\n";

#[test]
fn the_status_is_the_same_in_every_format() {
    let gate = Gate::new();
    let each = |what: &str, status: i32| {
        for format in FORMATS {
            let run = gate.presscheck(&["check", "--format", format]);
            assert_eq!(run.status, Some(status), "{what}, {format}: {run:?}");
            assert_eq!(run.err, "", "{what}, {format}");
            assert!(!run.out.is_empty(), "{what}, {format}");
        }
    };
    each("nothing found", 0);
    gate.write("blog/b.md", LEAK);
    each("a red", 1);
    gate.write("blog/c.md", b"\xff");
    each("not judged", 2);
}

#[test]
fn a_yellow_leaves_the_gate_open_unless_it_is_to_close_it() {
    let gate = Gate::new();
    gate.write("social/post.yaml", PRAISE);
    let status = |arguments: &[&str]| {
        let run = gate.presscheck(&[&["check", "--format", "short"], arguments].concat());
        assert_eq!(places(&run).len(), 1, "{run:?}");
        run.status
    };
    assert_eq!(status(&[]), Some(0));
    assert_eq!(status(&["--fail-on", "yellow"]), Some(1));
    assert_eq!(status(&["--fail-on", "red"]), Some(0));
    assert_eq!(status(&["--fail-on", "never"]), Some(0));
}

#[test]
fn never_opens_the_gate_for_findings_but_not_for_what_was_not_judged() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    assert_eq!(gate.presscheck(&["check", "--fail-on", "never"]).status, Some(0));
    gate.write("blog/b.md", b"\xff");
    assert_eq!(gate.presscheck(&["check", "--fail-on", "never"]).status, Some(2));
}

#[test]
fn the_policy_says_when_the_gate_is_closed_and_the_call_goes_before_it() {
    let gate = Gate::new();
    gate.write("presscheck.toml", format!("{}\n[gate]\nfail-on = \"yellow\"\n", crate::gate::POLICY));
    gate.write("social/post.yaml", PRAISE);
    assert_eq!(gate.presscheck(&["check"]).status, Some(1));
    assert_eq!(gate.presscheck(&["check", "--fail-on", "red"]).status, Some(0));
}

#[test]
fn an_embargo_ends_at_its_instant_and_not_a_second_before() {
    let gate = Gate::new();
    gate.write(
        "presscheck.toml",
        "[company]\nname = \"Quillmark\"\n[[embargo]]\nwhat = [\"Fernway F3\"]\nuntil = 2026-04-02T13:00:00Z\n",
    );
    gate.write("press/f3.md", "The Fernway F3 rolls today.\n");
    let at = |now: &str| gate.presscheck(&["check", "--now", now, "--format", "short"]).status;
    assert_eq!(at("2026-04-02T12:59:59Z"), Some(1), "one second before");
    assert_eq!(at("2026-04-02T12:59:59.999999999Z"), Some(1));
    assert_eq!(at("2026-04-02T13:00:00Z"), Some(0), "at the instant");
    assert_eq!(at("2026-04-02T14:59:59+02:00"), Some(1), "one second before, elsewhere");
    assert_eq!(at("2026-04-02T15:00:00+02:00"), Some(0), "at the instant, elsewhere");
    assert_eq!(at("2026-04-02"), Some(1), "a day begins at midnight");
    assert_eq!(at("2026-04-03"), Some(0));
}

#[test]
fn an_approval_holds_through_its_last_day() {
    let gate = Gate::new();
    let policy = crate::gate::POLICY.replace("by = \"legal", "until = 2026-09-30\nby = \"legal");
    gate.write("presscheck.toml", policy);
    gate.write("blog/dairy-one.md", "Marlow Dairy liked the new page.\n");
    let at = |now: &str| gate.presscheck(&["check", "--now", now]);
    assert_eq!(at("2026-09-30T23:59:59Z").status, Some(0));
    let after = at("2026-10-01T00:00:00Z");
    assert_eq!(after.status, Some(1));
    assert!(after.out.contains("the approval of \"Marlow Dairy\" ran out on 2026-09-30"), "{after:?}");
}

#[test]
fn help_and_version_are_no_errors_and_no_command_is_one() {
    let gate = Gate::new();
    for arguments in [&["--help"][..], &["--version"], &["check", "--help"], &["help", "check"]] {
        let run = gate.presscheck(arguments);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!run.out.is_empty());
    }
    assert_eq!(gate.presscheck(&[]).status, Some(2));
}

#[test]
fn nothing_found_ends_with_the_line_that_says_what_was_read() {
    let gate = Gate::new();
    gate.write("blog/b.md", CLEAN);
    let run = gate.presscheck(&["check"]);
    assert_eq!(run.status, Some(0));
    let said = "2 files, 2 pieces";
    assert!(run.out.contains(said) && run.out.contains("the gate is open"), "{run:?}");
    assert!(run.out.contains("customers (2)"), "{run:?}");
}
