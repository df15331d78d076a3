//! `presscheck explain` and `presscheck policy show`: the policy in words.

use crate::gate::{Gate, POLICY};
use std::fs;

/// A house rule whose every text would act on a terminal.
const HOSTILE: &str = r#"
[[rule]]
id = "no-rivals"
light = "yellow"
message = "a rival\u001b[2J\n::error::x"
phrases = ["faster than a rival"]
what = "What it flags\u001b]0;x\u0007"
why = "Why\u202e"
examples = { flag = ["It is slower.\u001b[31m"], pass = ["It is."] }
"#;

#[test]
fn a_rule_is_told_with_tables_that_can_be_taken_in() {
    let gate = Gate::new();
    let listed = gate.presscheck(&["explain"]).out;
    let rules: Vec<&str> = listed
        .lines()
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().nth(1).unwrap())
        .collect();
    assert!(rules.len() > 25, "{listed}");
    for rule in rules {
        let run = gate.presscheck(&["explain", rule]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{rule}: {run:?}");
        for part in ["what it flags\n", "why\n", "it speaks about\n", "it leaves alone\n"] {
            assert!(run.out.contains(part) || rule == "protected-speech", "{rule} without {part}");
        }
        assert!(
            run.out.lines().all(|line| line.chars().count() <= 100 || line.contains("://")),
            "{}",
            run.out
        );
        let (_, tables) = run.out.split_once("in presscheck.toml\n").unwrap();
        gate.write("presscheck.toml", format!("[company]\nname = \"Q\"\n{tables}"));
        let checked = gate.presscheck(&["policy", "check"]);
        assert_eq!(checked.status, Some(0), "{rule}: {checked:?}");
    }
}

#[test]
fn a_rule_that_is_none_is_answered_with_the_nearest_or_with_none() {
    let gate = Gate::new();
    let near = gate.presscheck(&["explain", "customer-name"]);
    assert_eq!((near.status, near.out.as_str()), (Some(2), ""), "{near:?}");
    assert!(near.err.contains("did you mean customer-named?"), "{near:?}");
    let far = gate.presscheck(&["explain", "zzz\u{1b}[2J"]);
    assert_eq!((far.status, far.out.as_str()), (Some(2), ""), "{far:?}");
    assert!(!far.err.contains("did you mean") && !far.err.contains('\u{1b}'), "{far:?}");
}

#[test]
fn no_text_of_the_policy_acts_on_the_terminal() {
    let gate = Gate::new();
    let company = POLICY.replace("Quillmark, Inc.", "Quill\\u001b[2J\\u202emark");
    gate.write("presscheck.toml", format!("{company}\n{HOSTILE}"));
    for arguments in [
        &["explain"][..],
        &["explain", "no-rivals"],
        &["policy", "show"],
        &["policy", "check"],
        &["policy", "test"],
        &["policy", "test", "--coverage"],
    ] {
        let run = gate.presscheck(arguments);
        let told = format!("{}{}", run.out, run.err);
        assert!(!told.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{arguments:?}: {told}");
        assert!(!told.lines().any(|line| line.starts_with("::")), "{arguments:?}: {told}");
    }
}

#[test]
fn what_is_in_force_is_shown_and_what_is_not_is_left_out() {
    let gate = Gate::new();
    gate.write("presscheck.toml", format!("{POLICY}[rules.codename]\nlight = \"off\"\n"));
    let shown = gate.presscheck(&["policy", "show"]).out;
    for line in [
        "policy:     presscheck.toml",
        "gate:       fail-on red, in doubt yellow",
        "employees:  Priya Raman",
        "lists:      customers (2)",
        "approvals:  1 approval",
        "off     codename                   codename (tuned)",
    ] {
        assert!(shown.lines().any(|own| own == line), "{line}\n{shown}");
    }
    assert!(!shown.contains("accounts:") && !shown.contains("house rules:"), "{shown}");
    fs::remove_file(gate.repo.root.join("presscheck.toml")).unwrap();
    let bare = gate.presscheck(&["policy", "show"]);
    assert_eq!(bare.status, Some(0), "{bare:?}");
    assert!(bare.out.contains("there is no presscheck.toml") && !bare.out.contains("company:"), "{bare:?}");
}

#[test]
fn a_company_without_a_name_makes_no_policy() {
    let gate = Gate::new();
    for arguments in [&["init", "--company", "  ", "--file", "p.toml"][..], &["init", "--file", "p.toml"]] {
        let run = gate.presscheck(arguments);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("--company"), "{run:?}");
        assert!(!gate.repo.root.join("p.toml").exists());
    }
}
