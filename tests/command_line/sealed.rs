//! Lists that must not be readable, from the key to the report.

use crate::gate::{Gate, LEAK, Run};
use std::fs;

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const OTHER: &str = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const NAMES: &str =
    "Account Name,Also\n\"Tidewater Mutual, Inc.\",Tidewater; @tidewatermutual\nBright & Vale,\n";
const POLICY: &str = "[company]\nname = \"Quillmark, Inc.\"\ndomains = [\"quillmark.example\"]\n\
                      [[list]]\nkind = \"customer\"\nfile = \"policy/customers.sealed\"\nsay = \"an insurer\"\n";

fn run(gate: &Gate, key: Option<&str>, arguments: &[&str]) -> Run {
    let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
    command.args(arguments).envs(key.map(|key| ("PRESSCHECK_KEY", key))).output().unwrap().into()
}

fn seal(gate: &Gate, more: &[&str]) -> Run {
    let list = gate.repo.outside.join("customers.csv");
    fs::write(&list, NAMES).unwrap();
    fs::create_dir_all(gate.repo.root.join("policy")).unwrap();
    let list = list.to_str().unwrap();
    let seal = ["policy", "seal", list, "--kind", "customer", "--aliases-column", "Also"];
    run(gate, Some(KEY), &[&seal, more].concat())
}

/// A repository whose customers are sealed, with a post that names one.
fn sealed() -> Gate {
    let gate = Gate::new();
    let run = seal(&gate, &[]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    gate.write("presscheck.toml", POLICY);
    gate.write("blog/a.md", LEAK);
    gate
}

#[test]
fn a_sealed_customer_closes_the_gate_in_the_authors_own_words() {
    let gate = sealed();
    gate.write("blog/a.md", "The team at **Tide\u{200b}water\n*mutual*** was glad, so was #BrightAndVale.\n");
    let run = run(&gate, Some(KEY), &["check"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.out.contains("customer named: ") && run.out.contains("on the customer list"), "{run:?}");
    assert!(run.out.contains("an insurer"), "{run:?}");
    assert!(!run.out.contains("Tidewater Mutual, Inc.") && !run.out.contains("Bright & Vale"), "{run:?}");
    assert!(run.out.contains("customers (2)") && run.out.contains("2 red"), "{run:?}");
}

#[test]
fn without_the_key_nothing_is_passed() {
    let gate = sealed();
    for text in [LEAK, "We like our work.\n"] {
        gate.write("blog/a.md", text);
        let run = run(&gate, None, &["check"]);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.out.contains("not judged: policy/customers.sealed: its key is missing"), "{run:?}");
        assert!(run.out.contains("PRESSCHECK_KEY") && run.out.contains("could not judge"), "{run:?}");
    }
    let run = run(&gate, None, &["policy", "check"]);
    assert_eq!(run.status, Some(2), "{run:?}");
}

#[test]
fn the_policy_may_let_a_run_without_the_key_go_on_and_say_so() {
    let gate = sealed();
    gate.write("presscheck.toml", format!("{POLICY}[seal]\nwithout-key = \"report\"\n"));
    for format in
        ["human", "short", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"]
    {
        let run = run(&gate, None, &["check", "--format", format]);
        assert_eq!(run.status, Some(0), "{run:?}");
        assert!(run.out.contains("customers") && run.out.contains("sealed"), "{format}: {run:?}");
        assert!(run.out.to_lowercase().contains("not judged") || format == "json", "{format}: {run:?}");
        assert!(!run.out.contains("could not judge"), "{format}: {run:?}");
    }
    assert_eq!(run(&gate, Some(KEY), &["check"]).status, Some(1));
}

#[test]
fn another_key_is_an_error() {
    let gate = sealed();
    let run = run(&gate, Some(OTHER), &["check"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.contains("policy/customers.sealed was sealed with another key"), "{run:?}");
    assert!(run.err.contains("presscheck.toml:6"), "{run:?}");
}

#[test]
fn what_is_no_key_is_an_error_and_is_not_repeated() {
    let gate = sealed();
    for wrong in ["correct horse battery staple", "abcd", "c2hvcnQ="] {
        let run = run(&gate, Some(wrong), &["check"]);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("PRESSCHECK_KEY holds no key") && !run.err.contains(wrong), "{run:?}");
    }
}

#[test]
fn the_key_comes_from_a_file_or_a_command_as_well() {
    let gate = sealed();
    let file = gate.repo.outside.join("key");
    fs::write(&file, format!("{KEY}\n")).unwrap();
    let with = |name: &str, value: &str| -> Run {
        let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
        command.env(name, value).args(["check", "--format", "short"]).output().unwrap().into()
    };
    let file_name = file.to_str().unwrap();
    assert_eq!(with("PRESSCHECK_KEY_FILE", file_name).status, Some(1));
    assert_eq!(with("PRESSCHECK_KEY_COMMAND", &format!("cat '{file_name}'")).status, Some(1));
    let failed = with("PRESSCHECK_KEY_COMMAND", "exit 3");
    assert!(failed.status == Some(2) && failed.err.contains("PRESSCHECK_KEY_COMMAND failed"), "{failed:?}");
    let missing = with("PRESSCHECK_KEY_FILE", "/nowhere/key");
    assert!(missing.status == Some(2) && missing.err.contains("/nowhere/key"), "{missing:?}");
    let own = gate.repo.outside.join("home/presscheck/key");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::rename(&file, &own).unwrap();
    assert_eq!(run(&gate, None, &["check"]).status, Some(1), "the file in the user's own configuration");
}

#[test]
fn a_key_that_git_keeps_or_would_keep_is_refused() {
    let gate = sealed();
    let key = gate.repo.root.join("key.txt");
    let check = || -> Run {
        let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
        command.env("PRESSCHECK_KEY_FILE", &key).arg("check").output().unwrap().into()
    };
    fs::write(&key, KEY).unwrap();
    let run = check();
    assert!(run.status == Some(2) && run.err.contains("would publish the key"), "{run:?}");
    gate.commit();
    let tracked = check();
    assert!(tracked.status == Some(2) && tracked.err.contains("is kept by git"), "{tracked:?}");
    gate.repo.git(&["rm", "--quiet", "--cached", "key.txt"]);
    gate.write(".gitignore", "key.txt\n");
    assert!(check().err.contains("is kept by git"), "it is in the commit all the same");
    gate.commit();
    assert_eq!(check().status, Some(1), "git ignores it now");
    let linked = gate.repo.outside.join("linked");
    gate.commit();
    std::os::unix::fs::symlink(gate.repo.root.join("policy/customers.sealed"), &linked).unwrap();
    let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
    let run: Run = command.env("PRESSCHECK_KEY_FILE", &linked).arg("check").output().unwrap().into();
    assert!(run.err.contains("is kept by git"), "a link to a tracked file: {run:?}");
}

#[test]
fn a_new_key_is_the_owners_alone_and_is_never_written_over_or_into_a_repository() {
    let gate = sealed();
    let run_new = |more: &[&str]| run(&gate, None, &[&["policy", "seal", "--new-key"], more].concat());
    let made = run_new(&[]);
    assert_eq!((made.status, made.err.as_str()), (Some(0), ""), "{made:?}");
    let own = gate.repo.outside.join("home/presscheck/key");
    let key = fs::read_to_string(&own).unwrap();
    assert!(key.trim().len() == 64 && !made.out.contains(key.trim()), "{made:?}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&own).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let again = run_new(&[]);
    assert!(again.status == Some(2) && again.err.contains("is there already"), "{again:?}");
    assert_eq!(fs::read_to_string(&own).unwrap(), key);
    for inside in ["key", "new/folder/key"] {
        let refused = run_new(&[inside]);
        assert!(refused.status == Some(2) && refused.err.contains("lies in a repository"), "{refused:?}");
        assert!(!gate.repo.root.join(inside).exists());
    }
}

#[test]
fn a_sealed_name_is_cleared_by_what_the_policy_writes_openly() {
    let gate = sealed();
    let clears = [
        (
            "the name that was found",
            "[[approval]]\nwhat = \"Tidewater Mutual\"\nby = \"legal@quillmark.example\"\n",
        ),
        ("another name for the same", "[[approval]]\nwhat = \"@tidewatermutual\"\nby = \"l\"\n"),
        (
            "the whole name",
            "[[published]]\nwhat = \"Tidewater Mutual, Inc.\"\nurl = \"https://quillmark.example/t\"\n",
        ),
    ];
    for (what, table) in clears {
        gate.write("presscheck.toml", format!("{POLICY}{table}"));
        let run = run(&gate, Some(KEY), &["check"]);
        assert_eq!(run.status, Some(0), "{what}: {run:?}");
        assert!(run.out.contains("1 cleared"), "{what}: {run:?}");
    }
    let other = "[[approval]]\nwhat = \"Bright & Vale\"\nby = \"l\"\n";
    gate.write("presscheck.toml", format!("{POLICY}{other}"));
    assert_eq!(run(&gate, Some(KEY), &["check"]).status, Some(1));
    let withheld = "[[withheld]]\nwhat = \"Tidewater\"\n[[published]]\nwhat = \"Tidewater Mutual\"\n";
    gate.write("presscheck.toml", format!("{POLICY}{withheld}"));
    assert_eq!(run(&gate, Some(KEY), &["check"]).status, Some(1), "withheld beats published");
}

#[test]
fn a_match_of_a_sealed_list_is_left_out_where_reports_travel() {
    let gate = sealed();
    let shows = |ci: bool, arguments: &[&str]| {
        let mut command = gate.command(env!("CARGO_BIN_EXE_presscheck"), &gate.repo.root);
        command.env("PRESSCHECK_KEY", KEY).arg("check").args(arguments).envs(ci.then_some(("CI", "true")));
        let run: Run = command.output().unwrap().into();
        assert_eq!(run.status, Some(1), "{run:?}");
        run.out.contains("Tidewater")
    };
    assert!(shows(false, &[]), "a writer sees the words");
    for format in ["human", "short"] {
        assert!(!shows(true, &["--format", format]), "{format} in CI");
    }
    for format in ["json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"] {
        assert!(!shows(false, &["--format", format]), "{format}");
        assert!(!shows(true, &["--format", format]), "{format} in CI");
        assert!(shows(true, &["--format", format, "--no-redact"]), "{format} if asked for");
    }
}

#[test]
fn a_sealed_list_goes_with_the_policy_of_a_revision_and_its_findings_with_git() {
    let gate = sealed();
    gate.commit();
    gate.repo.git(&["checkout", "-q", "-b", "request"]);
    let old = run(&gate, Some(KEY), &["check", "--since", "main"]);
    assert_eq!(old.status, Some(0), "nothing is new: {old:?}");
    gate.write("policy/customers.sealed", "");
    gate.write("blog/b.md", LEAK);
    gate.commit();
    assert_eq!(run(&gate, Some(KEY), &["check"]).status, Some(2), "an emptied list is none");
    let run =
        run(&gate, Some(KEY), &["check", "--since", "main", "--policy-from", "main", "--format", "short"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.out.contains("blog/b.md:3:13"), "{run:?}");
    assert!(run.out.contains("this request changes policy/customers.sealed"), "{run:?}");
}

#[test]
fn a_sealed_file_that_lost_a_line_is_not_taken_for_a_shorter_list() {
    let gate = sealed();
    let path = gate.repo.root.join("policy/customers.sealed");
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let cut = [&lines[..10], &lines[11..]].concat().join("\n");
    for broken in [cut, lines[..20].join("\n"), whole.replace("kind customer", "kind partner")] {
        gate.write("policy/customers.sealed", broken);
        let run = run(&gate, Some(KEY), &["check"]);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("policy/customers.sealed"), "{run:?}");
    }
    gate.write("policy/customers.sealed", whole.replace('\n', "\r\n"));
    assert_eq!(run(&gate, Some(KEY), &["check"]).status, Some(1), "line ends may change on the way");
}

#[test]
fn the_names_and_terms_of_a_policy_are_sealed_with_what_is_known_of_them() {
    let gate = Gate::new();
    let names = gate.repo.outside.join("names.toml");
    let tables = "[[customer]]\nname = \"Lantern\"\ncommon-word = true\n[[customer]]\nname = \"Zephyrine\"\n\
                  [[term]]\ntext = \"envelope sharding\"\nkind = \"work-process\"\n";
    fs::write(&names, tables).unwrap();
    fs::create_dir(gate.repo.root.join("policy")).unwrap();
    for kind in ["customer", "term"] {
        let run = run(&gate, Some(KEY), &["policy", "seal", names.to_str().unwrap(), "--kind", kind]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    }
    let list = |kind: &str| format!("[[list]]\nkind = \"{kind}\"\nfile = \"policy/{kind}s.sealed\"\n");
    let text = "A lantern hung there. Lantern jaws are rare.\n\nWe met Lantern and zephyrine about envelope \
                sharding.\n";
    gate.write("blog/a.md", text);
    let findings = || {
        let run = run(&gate, Some(KEY), &["check", "--format", "short", "--no-redact"]);
        assert_eq!(run.status, Some(1), "{run:?}");
        let found = run.out.lines().filter(|line| line.starts_with("blog/")).map(str::to_owned);
        found.collect::<Vec<_>>()
    };
    gate.write("presscheck.toml", tables);
    let open = findings();
    gate.write("presscheck.toml", format!("{}{}", list("customer"), list("term")));
    assert_eq!(findings(), open);
    assert_eq!(open.len(), 3, "{open:?}");
    gate.write("presscheck.toml", format!("{tables}{}{}", list("customer"), list("term")));
    assert_eq!(findings(), open, "a name that is listed openly as well is one name");
    let json = run(&gate, Some(KEY), &["check", "--format", "json", "--no-redact"]).out;
    assert!(json.contains("\"work-process\""), "{json}");
}

#[test]
fn a_proof_tries_every_name_in_every_spelling() {
    let gate = sealed();
    let proof = seal(&gate, &["--prove"]);
    assert_eq!((proof.status, proof.err.as_str()), (Some(0), ""), "{proof:?}");
    assert!(
        proof.out.contains("2 names in 160 spellings") && proof.out.contains(", 0 judged otherwise"),
        "{proof:?}"
    );
    let list = gate.repo.outside.join("more.csv");
    fs::write(&list, "Name\nTidewater Mutual, Inc.\nBright & Vale\nMarlow Dairy\n").unwrap();
    let run =
        run(&gate, Some(KEY), &["policy", "seal", list.to_str().unwrap(), "--kind", "customer", "--prove"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.out.contains("not as the open list: Marlow Dairy (as listed)"), "{run:?}");
    assert!(run.out.contains("it holds 2 names"), "{run:?}");
}

#[test]
fn sealing_says_what_is_still_readable() {
    let gate = Gate::new();
    let own = run(&gate, Some(KEY), &["policy", "seal", "--kind", "customer"]);
    assert_eq!(own.status, Some(0), "{own:?}");
    assert!(own.out.contains("2 customers sealed") && own.out.contains("still in the policy"), "{own:?}");
    gate.write("customers.txt", "Tidewater Mutual\n");
    let said = || run(&gate, Some(KEY), &["policy", "seal", "customers.txt", "--kind", "customer"]).out;
    assert!(said().contains("lies in a repository"), "{}", said());
    gate.commit();
    assert!(said().contains("still kept by git"), "{}", said());
    let none = run(&gate, Some(KEY), &["policy", "seal", "--kind", "partner"]);
    assert!(none.status == Some(2) && none.err.contains("there is no partner to seal"), "{none:?}");
    let keyless = run(&gate, None, &["policy", "seal", "--kind", "customer"]);
    assert!(keyless.status == Some(2) && keyless.err.contains("--new-key"), "{keyless:?}");
}

#[test]
fn what_was_sealed_as_another_kind_or_twice_said_is_an_error_on_the_policy() {
    let gate = sealed();
    let with = |policy: &str| {
        gate.write("presscheck.toml", policy);
        let run = run(&gate, Some(KEY), &["policy", "check"]);
        assert_eq!(run.status, Some(2), "{run:?}");
        run.err
    };
    let partner = with(&POLICY.replace("kind = \"customer\"", "kind = \"partner\""));
    assert!(partner.contains("was sealed as a list of kind customer"), "{partner}");
    let column = with(&format!("{POLICY}column = \"Name\"\n"));
    assert!(column.contains("`column` says nothing of a sealed list"), "{column}");
    let unclear = with(&format!("{POLICY}[seal]\nwithout-key = \"ignore\"\n"));
    assert!(unclear.contains("stop") && unclear.contains("report"), "{unclear}");
}
