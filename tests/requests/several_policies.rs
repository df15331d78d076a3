//! Several policies in one repository: each is for what lies below its folder.

use crate::gate::{CLEAN, Gate, LEAK, Run};
use crate::repository::Repo;
use crate::request::paths;

const SITE: &str = "[company]\nname = \"Quillmark, Inc.\"\n[[customer]]\nname = \"Tidewater Mutual\"\n";
const SHOP: &str = "[company]\nname = \"Quillmark Shop Ltd\"\n[[customer]]\nname = \"Marlow Dairy\"\n";

fn several(root_policy: Option<&str>) -> Gate {
    let gate = Gate { repo: Repo::new() };
    gate.write("site/presscheck.toml", SITE);
    gate.write("shop/presscheck.toml", SHOP);
    if let Some(policy) = root_policy {
        gate.write("presscheck.toml", policy);
    }
    for folder in ["site", "shop", "other"] {
        gate.write(&format!("{folder}/blog/a.md"), CLEAN);
    }
    gate.commit();
    for folder in ["site", "shop", "other"] {
        gate.write(&format!("{folder}/blog/a.md"), format!("{LEAK}\nSo was Marlow Dairy.\n"));
    }
    gate.commit();
    gate
}

fn run_in(gate: &Gate, folder: &str, arguments: &[&str]) -> Run {
    gate.presscheck_in(&gate.repo.root.join(folder), &[&["check", "--format", "short"], arguments].concat())
}

#[test]
fn a_run_in_a_folder_judges_what_lies_below_its_policy_and_no_more() {
    let gate = several(None);
    let selections: [&[&str]; 4] =
        [&[], &["--rev", "HEAD"], &["--since", "HEAD~1"], &["--since", "HEAD~1", "--policy-from", "HEAD~1"]];
    for selection in selections {
        for (folder, name) in [("site", "Tidewater Mutual"), ("shop", "Marlow Dairy")] {
            for inside in [folder.to_owned(), format!("{folder}/blog")] {
                let run = run_in(&gate, &inside, selection);
                assert_eq!(paths(&run), [format!("{folder}/blog/a.md")], "{inside} {selection:?}: {run:?}");
                assert!(run.out.contains(name) && !run.out.contains("was not used"), "{run:?}");
            }
        }
    }
}

#[test]
fn a_run_above_says_which_policies_it_did_not_use() {
    let run = run_in(&several(None), "", &[]);
    assert_eq!(run.status, Some(0), "the built-in policy has no lists: {run:?}");
    for folder in ["site", "shop"] {
        let note = format!(
            "{folder}/presscheck.toml was not used; what lies there was judged by the built-in policy · \
             to judge {folder} by its own policy, run presscheck in that folder"
        );
        assert!(run.out.contains(&note), "{run:?}");
    }
    let run = run_in(&several(Some(SITE)), "", &[]);
    assert_eq!(paths(&run), ["other/blog/a.md", "shop/blog/a.md", "site/blog/a.md"], "{run:?}");
    assert!(run.out.contains("what lies there was judged by presscheck.toml"), "{run:?}");
}

/// A policy that a request puts into a folder takes nothing away from the one above.
#[test]
fn the_policy_above_judges_every_folder_below_it() {
    let gate = several(Some(SHOP));
    let run = run_in(&gate, "", &["--since", "HEAD~1", "--policy-from", "HEAD~1"]);
    assert_eq!(paths(&run), ["other/blog/a.md", "shop/blog/a.md", "site/blog/a.md"], "{run:?}");
}

#[test]
fn a_policy_that_is_named_is_for_everything() {
    let gate = several(None);
    let run = run_in(&gate, "", &["--config", "site/presscheck.toml"]);
    assert_eq!(paths(&run), ["other/blog/a.md", "shop/blog/a.md", "site/blog/a.md"], "{run:?}");
    assert!(!run.out.contains("was not used"), "{run:?}");
}

#[test]
fn a_folder_outside_holds_nothing_for_it_and_a_file_that_is_named_is_read() {
    let gate = several(None);
    let run = run_in(&gate, "site", &["../other"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.err.contains("holds nothing to read"), "{}", run.err);
    assert_eq!(paths(&run_in(&gate, "site", &["../other/blog/a.md"])), ["other/blog/a.md"]);
}
