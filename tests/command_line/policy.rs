//! Which policy holds, and the commands that look at it.

use crate::gate::{Gate, LEAK, POLICY, Run};
use crate::places;
use serde_json::Value;
use std::fs;

fn check(gate: &Gate, arguments: &[&str]) -> Run {
    gate.presscheck(&[&["check", "--format", "short"], arguments].concat())
}

#[test]
fn the_nearest_policy_upward_holds() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    let folder = gate.repo.root.join("team/drafts");
    gate.write("team/drafts/b.md", "Halvorsen came by. So did Tidewater Mutual.\n");
    let places_in = |run: &Run| places(run).iter().map(|&place| place.to_owned()).collect::<Vec<_>>();
    let run = gate.presscheck_in(&folder, &["check", "b.md", "--format", "short"]);
    assert_eq!(places_in(&run), ["team/drafts/b.md:1:27"], "that of the root: {run:?}");
    gate.write("team/presscheck.toml", "[[customer]]\nname = \"Halvorsen\"\n");
    let run = gate.presscheck_in(&folder, &["check", "b.md", "--format", "short"]);
    assert_eq!(places_in(&run), ["team/drafts/b.md:1:1"], "that of the team: {run:?}");
}

#[test]
fn a_policy_that_is_named_goes_before_the_one_that_is_found() {
    let gate = Gate::new();
    gate.write("blog/a.md", LEAK);
    gate.write("other/policy.toml", "[[customer]]\nname = \"Halvorsen\"\n");
    assert_eq!(check(&gate, &[]).status, Some(1));
    assert_eq!(check(&gate, &["--config", "other/policy.toml"]).status, Some(0));
    let outside = gate.repo.outside.join("policy.toml");
    fs::write(&outside, "[[customer]]\nname = \"Halvorsen\"\n").unwrap();
    assert_eq!(check(&gate, &["--config", outside.to_str().unwrap()]).status, Some(0));
    gate.commit();
    let folder = gate.repo.root.join("other");
    for more in [&[][..], &["--policy-from", "HEAD"]] {
        let arguments = [&["check", "--config", "policy.toml"], more].concat();
        let run = gate.presscheck_in(&folder, &arguments);
        assert_eq!(run.status, Some(0), "it counts from the folder of the call: {run:?}");
    }
}

#[test]
fn without_a_policy_the_built_in_one_holds_with_no_lists() {
    let gate = Gate::new();
    fs::remove_file(gate.repo.root.join("presscheck.toml")).unwrap();
    gate.write("blog/a.md", LEAK);
    let run = gate.presscheck(&["check"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(run.out.contains("no lists"), "the last line says that no list was in force: {run:?}");
}

/// What a request does to the policy.
type Edit<'e> = &'e dyn Fn(&Gate);

/// A request cannot approve itself: whatever it does to the policy, the base's policy judges it.
#[test]
fn the_policy_of_a_revision_goes_before_that_of_the_work_tree() {
    let edits: [(&str, Edit); 5] = [
        ("adds an approval", &|gate| {
            gate.write(
                "presscheck.toml",
                format!("{POLICY}\n[[approval]]\nwhat = \"Tidewater Mutual\"\nby = \"me\"\n"),
            );
        }),
        ("publishes the name", &|gate| {
            let more = "[[published]]\nwhat = \"Tidewater Mutual\"\nurl = \"https://quillmark.example/t\"\n";
            gate.write("presscheck.toml", format!("{POLICY}\n{more}"));
        }),
        ("empties the policy", &|gate| gate.write("presscheck.toml", "")),
        ("deletes the policy", &|gate| fs::remove_file(gate.repo.root.join("presscheck.toml")).unwrap()),
        ("breaks the policy", &|gate| gate.write("presscheck.toml", "[gate")),
    ];
    for (what, edit) in edits {
        let gate = Gate::new();
        gate.repo.git(&["checkout", "-q", "-b", "request"]);
        edit(&gate);
        gate.write("blog/a.md", LEAK);
        assert_ne!(check(&gate, &[]).status, Some(1), "by its own policy it {what}");
        assert_eq!(check(&gate, &["--policy-from", "main"]).status, Some(1), "{what}");
        gate.commit();
        let run = check(&gate, &["--since", "main", "--policy-from", "main"]);
        assert_eq!((run.status, places(&run)), (Some(1), vec!["blog/a.md:3:13"]), "{what}: {run:?}");
        assert!(run.out.contains("presscheck.toml; it was judged by the policy of main"), "{what}: {run:?}");
    }
}

#[test]
fn the_lists_of_a_revision_go_with_its_policy() {
    let gate = Gate::new();
    gate.write(
        "presscheck.toml",
        "[[list]]\nkind = \"customer\"\nfile = \"policy/customers.csv\"\ncolumn = \"Name\"\n",
    );
    gate.write("policy/customers.csv", "Name\nTidewater Mutual\n");
    gate.commit();
    gate.repo.git(&["checkout", "-q", "-b", "request"]);
    gate.write("policy/customers.csv", "Name\nHalvorsen Logistics\n");
    gate.write("blog/a.md", LEAK);
    gate.commit();
    assert_eq!(check(&gate, &["blog"]).status, Some(0));
    let run = check(&gate, &["--since", "main", "--policy-from", "main"]);
    assert_eq!((run.status, places(&run)), (Some(1), vec!["blog/a.md:3:13"]), "{run:?}");
    assert!(run.out.contains("this request changes policy/customers.csv"), "{run:?}");
    fs::remove_file(gate.repo.root.join("policy/customers.csv")).unwrap();
    gate.commit();
    assert_eq!(check(&gate, &["--since", "main", "--policy-from", "main"]).status, Some(1));
}

#[test]
fn the_policy_itself_is_no_content() {
    let gate = Gate::new();
    gate.write(
        "presscheck.toml",
        "[[list]]\nkind = \"customer\"\nfile = \"policy/customers.csv\"\ncolumn = \"Name\"\n",
    );
    gate.write("policy/customers.csv", "Name\nTidewater Mutual\n");
    gate.repo.git(&["add", "--all"]);
    assert_eq!(check(&gate, &[]).status, Some(0));
    assert_eq!(check(&gate, &["--staged"]).status, Some(0));
}

#[test]
fn a_policy_is_checked_shown_and_tested() {
    let gate = Gate::new();
    let said = |arguments: &[&str]| {
        let run = gate.presscheck(arguments);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{arguments:?}: {run:?}");
        run.out
    };
    assert!(
        said(&["policy", "check"])
            .contains("presscheck.toml can be read: customers (2); 1 approval, 0 house rules")
    );
    let shown = said(&["policy", "show"]);
    assert!(shown.contains("company:    Quillmark, Inc.\n") && shown.contains("customer-named"));
    let schema: Value = serde_json::from_str(&said(&["policy", "schema"])).unwrap();
    assert!(schema["properties"]["customer"].is_object());
    let tested = gate.presscheck(&["policy", "test"]);
    let passed = tested.out.contains(", 0 failed");
    assert_eq!(tested.status, Some(i32::from(!passed)), "{tested:?}");
    assert!(said(&["explain"]).contains("customer-named"));
    let told = said(&["explain", "customer-named"]);
    assert!(told.contains("how to clear it") && told.contains("it leaves alone"), "{told}");
    assert!(said(&["hook", "status"]).contains("pre-commit: not installed"));
}

#[test]
fn the_examples_of_house_rules_are_run_and_their_lack_is_told() {
    let gate = Gate::new();
    let told = |examples: &str, more: &[&str]| {
        let rule = "[[rule]]\nid = \"no-rivals\"\nlight = \"yellow\"\nphrases = [\"faster than a rival\"]\n\
                    message = \"a rival\"";
        gate.write("presscheck.toml", format!("{POLICY}\n{rule}\n{examples}\n"));
        let run = gate.presscheck(&[&["policy", "test"], more].concat());
        let own: Vec<_> = run.out.lines().filter(|line| line.starts_with("no-rivals: ")).collect();
        assert!(own.is_empty() || run.status == Some(1), "{run:?}");
        own.join("\n")
    };
    let right = r#"examples = { flag = ["It is faster than a rival."], pass = ["It is."] }"#;
    let wrong = r#"examples = { flag = ["It is slower."], pass = [] }"#;
    assert_eq!(told(right, &["--coverage"]), "");
    assert_eq!(told(wrong, &[]), "no-rivals: It is slower.");
    assert_eq!(told("", &[]), "");
    assert_eq!(told("", &["--coverage"]), "no-rivals: no example that it speaks about");
}

#[test]
fn a_new_policy_can_be_read_and_is_never_written_over() {
    let gate = Gate::new();
    fs::remove_file(gate.repo.root.join("presscheck.toml")).unwrap();
    let init =
        ["init", "--company", "Quill \"& Mark\" \\ Co", "--brand", "Quill", "--domain", "quill.example"];
    let run = gate.presscheck(&init);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let shown = gate.presscheck(&["policy", "show"]);
    assert_eq!(shown.status, Some(0), "{shown:?}");
    assert!(shown.out.contains("company:    Quill \"& Mark\" \\ Co\n"), "{shown:?}");
    let written = fs::read(gate.repo.root.join("presscheck.toml")).unwrap();
    let again = gate.presscheck(&init);
    assert_eq!((again.status, again.out.as_str()), (Some(2), ""), "{again:?}");
    assert!(again.err.contains("presscheck.toml is there already"), "{}", again.err);
    assert_eq!(fs::read(gate.repo.root.join("presscheck.toml")).unwrap(), written);
}

#[test]
fn every_line_of_a_new_policy_that_is_commented_out_can_be_taken_in() {
    let gate = Gate::new();
    fs::remove_file(gate.repo.root.join("presscheck.toml")).unwrap();
    assert_eq!(gate.presscheck(&["init", "--company", "Quillmark, Inc."]).status, Some(0));
    let text = fs::read_to_string(gate.repo.root.join("presscheck.toml")).unwrap();
    let taken_in: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(own) if own.starts_with("[[") || own.contains(" = ") => format!("{own}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    gate.write("policy/customers.csv", "Account Name\nTidewater Mutual\n");
    gate.write("presscheck.toml", &taken_in);
    let run = gate.presscheck(&["policy", "check"]);
    assert_eq!(run.status, Some(0), "{run:?}\n{taken_in}");
}

#[test]
fn hooks_are_installed_told_and_taken_away() {
    let gate = Gate::new();
    let status = || gate.presscheck(&["hook", "status"]).out;
    assert!(status().contains("pre-commit: not installed"));
    assert_eq!(gate.presscheck(&["hook", "install"]).status, Some(0));
    assert!(status().contains("pre-commit: installed") && status().contains("pre-push: not installed"));
    assert_eq!(gate.presscheck(&["hook", "uninstall"]).status, Some(0));
    assert!(status().contains("pre-commit: not installed"));
}
