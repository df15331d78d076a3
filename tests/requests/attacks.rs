//! Ways to talk the gate round. Every one of them is red still.

use crate::gate::{CLEAN, LEAK};
use crate::request::{APPROVAL, HOUSE_RULE, POLICY, Request, paths};
use std::fs;

type Attack<'a> = (&'a str, &'a dyn Fn(&mut Request), &'a str);

/// Makes each request and sees where the gate closes.
fn stays_closed(attacks: &[Attack<'_>]) {
    for (what, attack, path) in attacks {
        let mut request = Request::open();
        attack(&mut request);
        let run = request.judge(&[]);
        assert_eq!(run.status, Some(1), "{what}: {run:?}");
        assert!(paths(&run).iter().any(|found| found == path), "{what}: {run:?}");
    }
}

#[test]
fn a_clean_request_is_open_whatever_it_does_to_the_policy() {
    let request = Request::open();
    request.write("blog/a.md", format!("{CLEAN}\nAnd more.\n"));
    assert_eq!(request.judge(&[]).status, Some(0));
    request.write("presscheck.toml", format!("{POLICY}{APPROVAL}"));
    let run = request.judge(&[]);
    assert_eq!(run.status, Some(0), "{run:?}");
}

#[test]
fn a_request_cannot_change_the_policy_it_is_judged_by() {
    let leak = |request: &Request| request.write("blog/a.md", LEAK);
    stays_closed(&[
        (
            "it deletes the list",
            &|request| {
                request.remove("policy/customers.csv");
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it takes the name off the list",
            &|request| {
                request.write("policy/customers.csv", "Name\nMarlow Dairy\n");
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it moves the list and names the new place",
            &|request| {
                request.gate.repo.git(&["mv", "policy/customers.csv", "policy/others.csv"]);
                request.write("presscheck.toml", POLICY.replace("customers.csv", "others.csv"));
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it approves itself",
            &|request| {
                request.write("presscheck.toml", format!("{POLICY}{APPROVAL}"));
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it approves itself in a file that the policy includes",
            &|request| {
                request.write("policy/approvals.toml", APPROVAL);
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it turns the rule off",
            &|request| {
                request
                    .write("presscheck.toml", format!("{POLICY}\n[rules.customer-named]\nlight = \"off\"\n"));
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it edits the house rule",
            &|request| {
                request.write("policy/house.toml", HOUSE_RULE.replace("faster", "slower"));
                request.write("blog/a.md", "Ours is faster than a rival.\n");
            },
            "blog/a.md",
        ),
        (
            "it opens the gate",
            &|request| {
                request.write("presscheck.toml", format!("{POLICY}\n[gate]\nfail-on = \"never\"\n"));
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it renames the policy",
            &|request| {
                request.gate.repo.git(&["mv", "presscheck.toml", "presscheck.old.toml"]);
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it puts a policy of its own beside the post",
            &|request| {
                request.write("blog/presscheck.toml", "[company]\nname = \"Quillmark, Inc.\"\n");
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it makes the post a part of the policy",
            &|request| {
                let list = "[[list]]\nkind = \"term\"\nfile = \"blog/a.md\"\n";
                request.write("presscheck.toml", format!("{POLICY}\n{list}"));
                leak(request);
            },
            "blog/a.md",
        ),
        (
            "it puts the name on the public record",
            &|request| {
                request.write("site/index.html", "<p>We make forms for Tidewater Mutual.</p>\n");
                leak(request);
            },
            "blog/a.md",
        ),
    ]);
}

#[test]
fn a_request_cannot_hide_a_file() {
    stays_closed(&[
        (
            "it renames the file",
            &|request| {
                request.gate.repo.git(&["mv", "blog/a.md", "blog/b.md"]);
                request.write("blog/b.md", LEAK);
            },
            "blog/b.md",
        ),
        (
            "it renames the list to a post, as if it had been public before",
            &|request| {
                request.gate.repo.git(&["mv", "policy/customers.csv", "blog/customers.csv"]);
            },
            "blog/customers.csv",
        ),
        (
            "it puts the file where the files of others lie",
            &|request| request.write("blog/vendor/target/new.md", LEAK),
            "blog/vendor/target/new.md",
        ),
        (
            "it has git ignore the file",
            &|request| {
                request.write("blog/new.md", LEAK);
                request.gate.commit();
                request.write(".gitignore", "*\n");
                request.write("blog/.gitignore", "*.md\n");
            },
            "blog/new.md",
        ),
        (
            "it calls the file binary, generated and filtered",
            &|request| {
                request.write("blog/a.md", LEAK);
                request.gate.commit();
                let more = "-diff -text binary linguist-generated export-ignore merge=ours";
                request.write(".gitattributes", format!("*.md {more} filter=lfs\n"));
            },
            "blog/a.md",
        ),
        (
            "it writes in another encoding",
            &|request| {
                let units = LEAK.encode_utf16().flat_map(u16::to_le_bytes);
                request.write("blog/a.md", [0xff, 0xfe].into_iter().chain(units).collect::<Vec<u8>>());
            },
            "blog/a.md",
        ),
        (
            "it makes the file executable",
            &|request| {
                request.write("blog/new.md", LEAK);
                request.gate.repo.git(&["add", "--chmod=+x", "blog/new.md"]);
            },
            "blog/new.md",
        ),
        (
            "it slips the words in where it merges main",
            &|request| {
                request.write("blog/b.md", CLEAN);
                request.gate.commit();
                request.gate.repo.git(&["checkout", "-q", "main"]);
                request.write("blog/c.md", CLEAN);
                request.gate.commit();
                request.gate.repo.git(&["checkout", "-q", "request"]);
                request.gate.repo.git(&["merge", "-q", "--no-commit", "main"]);
                request.write("blog/c.md", LEAK);
            },
            "blog/c.md",
        ),
    ]);
}

#[test]
fn a_request_cannot_move_the_words_elsewhere() {
    stays_closed(&[
        (
            "alternative text",
            &|request| request.write("blog/a.md", "![The team of Tidewater Mutual](team.png)\n"),
            "blog/a.md",
        ),
        (
            "front matter",
            &|request| request.write("blog/a.md", format!("---\ncustomer: Tidewater Mutual\n---\n{CLEAN}")),
            "blog/a.md",
        ),
        (
            "a comment",
            &|request| request.write("blog/a.md", format!("{CLEAN}\n<!-- Tidewater Mutual -->\n")),
            "blog/a.md",
        ),
        (
            "a name of a file",
            &|request| request.write("blog/tidewater-mutual.md", CLEAN),
            "blog/tidewater-mutual.md",
        ),
        (
            "a new name of a file",
            &|request| {
                request.gate.repo.git(&["mv", "blog/a.md", "blog/tidewater-mutual.md"]);
            },
            "blog/tidewater-mutual.md",
        ),
        ("the title", &|request| request.title = "Thank Tidewater Mutual".into(), "pull-request:title"),
        ("the body", &|request| request.body = Some("For Tidewater Mutual.\n".into()), "pull-request:body"),
        (
            "a comment in the body",
            &|request| request.body = Some("Words.\n\n<!-- Tidewater Mutual -->\n".into()),
            "pull-request:body",
        ),
        (
            "the name of the branch",
            &|request| request.branch = "robin/tidewater-mutual_2".into(),
            "pull-request:branch",
        ),
    ]);
}

#[test]
fn a_commit_message_is_judged_even_where_paths_are_named() {
    for arguments in [&[][..], &["blog"]] {
        let request = Request::open();
        request.write("blog/a.md", format!("{CLEAN}\nMore.\n"));
        request.gate.repo.git(&["commit", "-q", "-a", "-m", "Tell of a page\n\nFor Tidewater Mutual."]);
        let commit = request.gate.repo.git(&["rev-parse", "--short=12", "HEAD"]);
        let run = request.judge(arguments);
        assert_eq!((run.status, paths(&run)), (Some(1), vec![format!("commit:{commit}")]), "{run:?}");
    }
}

/// An approval, a list and a page of the base count, whatever has become of them in the request.
#[test]
fn what_the_base_clears_stays_cleared() {
    let mut request = Request::open();
    request.gate.repo.git(&["checkout", "-q", "main"]);
    request.write("policy/approvals.toml", APPROVAL);
    request.write("site/index.html", "<p>We make forms for Marlow Dairy.</p>\n");
    request.gate.commit();
    request.gate.repo.git(&["checkout", "-q", "-B", "request"]);
    fs::remove_dir_all(request.gate.repo.root.join("site")).unwrap();
    request.remove("policy/approvals.toml");
    request.write("blog/a.md", "Tidewater Mutual and Marlow Dairy were glad.\n");
    request.body = Some("For Marlow Dairy.".into());
    let run = request.judge(&[]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(run.out.contains("1 approval") && run.out.contains("2 public record"), "{run:?}");
}
