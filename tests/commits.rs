//! `git commit` behind the hooks: what is stopped and what goes through.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod gate;
mod repository;

use gate::{CLEAN, Gate, LEAK, POLICY, Run};
use repository::Repo;
use std::fs;
use std::path::Path;

fn guarded() -> Gate {
    let gate = Gate::new();
    install(&gate);
    gate
}

fn install(gate: &Gate) {
    let installed = gate.presscheck(&["hook", "install"]);
    assert_eq!(installed.status, Some(0), "{installed:?}");
}

fn git(gate: &Gate, folder: &Path, arguments: &[&str]) -> Run {
    gate.command("git", folder).args(arguments).output().unwrap().into()
}

fn head(gate: &Gate, folder: &Path) -> String {
    git(gate, folder, &["rev-parse", "--quiet", "--verify", "HEAD"]).out
}

/// The call must be stopped with a finding at `place`, and record nothing.
fn is_stopped_in(gate: &Gate, folder: &Path, arguments: &[&str], place: &str) -> Run {
    let before = head(gate, folder);
    let run = git(gate, folder, arguments);
    assert_eq!(run.status, Some(1), "{arguments:?}: {run:?}");
    assert_eq!(head(gate, folder), before, "{arguments:?}: something was committed");
    assert!(run.err.contains(&format!("[{place}]")), "{arguments:?}: no finding at {place}: {}", run.err);
    assert!(run.err.contains("the gate is closed"), "{}", run.err);
    run
}

fn is_stopped(gate: &Gate, arguments: &[&str], place: &str) -> Run {
    is_stopped_in(gate, &gate.repo.root, arguments, place)
}

fn goes_through(gate: &Gate, arguments: &[&str]) -> Run {
    let before = head(gate, &gate.repo.root);
    let run = git(gate, &gate.repo.root, arguments);
    assert_eq!(run.status, Some(0), "{arguments:?}: {run:?}");
    assert_ne!(head(gate, &gate.repo.root), before, "{arguments:?}: nothing was committed");
    run
}

fn add(gate: &Gate) {
    gate.repo.git(&["add", "--all"]);
}

const PLAIN: [&str; 3] = ["commit", "-m", "Write"];

mod a_commit_is_stopped {
    use super::*;

    #[test]
    fn when_what_is_staged_names_a_customer() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        add(&gate);
        let run = is_stopped(&gate, &PLAIN, "blog/a.md:3:13");
        assert!(run.err.contains("customer named: Tidewater Mutual"), "{}", run.err);
    }

    #[test]
    fn with_all_changes_of_the_work_tree() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        is_stopped(&gate, &["commit", "-a", "-m", "Write"], "blog/a.md:3:13");
    }

    #[test]
    fn with_a_path_of_the_work_tree() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        gate.write("blog/b.md", CLEAN);
        gate.repo.git(&["add", "blog/b.md"]);
        is_stopped(&gate, &["commit", "-m", "Write", "--", "blog/a.md"], "blog/a.md:3:13");
    }

    #[test]
    fn with_a_path_included_beside_what_is_staged() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        gate.write("blog/b.md", CLEAN);
        gate.repo.git(&["add", "blog/b.md"]);
        is_stopped(&gate, &["commit", "-m", "Write", "-i", "blog/a.md"], "blog/a.md:3:13");
    }

    #[test]
    fn when_it_is_the_first_one() {
        let gate = Gate { repo: Repo::new() };
        install(&gate);
        gate.repo.write("presscheck.toml", POLICY);
        gate.repo.write("blog/a.md", LEAK);
        add(&gate);
        is_stopped(&gate, &PLAIN, "blog/a.md:3:13");
        is_stopped(&gate, &["commit", "-a", "-m", "Write"], "blog/a.md:3:13");
    }

    #[test]
    fn in_a_linked_work_tree() {
        let gate = guarded();
        let linked = gate.repo.outside.join("linked");
        gate.repo.git(&["worktree", "add", "-q", "-b", "other", linked.to_str().unwrap()]);
        fs::write(linked.join("blog/a.md"), LEAK).unwrap();
        is_stopped_in(&gate, &linked, &["commit", "-a", "-m", "Write"], "blog/a.md:3:13");
        is_stopped_in(&gate, &linked, &["commit", "-m", "Write", "--", "blog/a.md"], "blog/a.md:3:13");
        gate.repo.git_in(&linked, &["add", "--all"]);
        is_stopped_in(&gate, &linked, &PLAIN, "blog/a.md:3:13");
    }

    #[test]
    fn from_a_folder_within_the_work_tree() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        let folder = gate.repo.root.join("blog");
        is_stopped_in(&gate, &folder, &["commit", "-a", "-m", "Write"], "blog/a.md:3:13");
        is_stopped_in(&gate, &folder, &["commit", "-m", "Write", "--", "a.md"], "blog/a.md:3:13");
        add(&gate);
        is_stopped_in(&gate, &folder, &PLAIN, "blog/a.md:3:13");
    }

    #[test]
    fn when_a_renamed_file_names_a_customer_that_it_did_not_name() {
        let gate = guarded();
        let long = "A line that stays as it is.\n\n".repeat(8);
        gate.write("blog/old.md", &long);
        gate.commit();
        gate.repo.git(&["mv", "blog/old.md", "blog/new.md"]);
        gate.write("blog/new.md", format!("{long}We met Tidewater Mutual.\n"));
        is_stopped(&gate, &["commit", "-a", "-m", "Write"], "blog/new.md:17:8");
    }

    #[test]
    fn when_a_file_with_an_old_finding_names_the_customer_once_more() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        gate.commit();
        gate.write("blog/a.md", format!("{LEAK}\nSo was the board of Tidewater Mutual.\n"));
        is_stopped(&gate, &["commit", "-a", "-m", "Write"], "blog/a.md:5:21");
    }

    #[test]
    fn when_a_file_with_an_old_finding_is_copied() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        gate.commit();
        gate.write("blog/copy.md", LEAK);
        add(&gate);
        is_stopped(&gate, &PLAIN, "blog/copy.md:3:13");
    }

    #[test]
    fn by_what_is_staged_though_the_work_tree_is_clean() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        add(&gate);
        gate.write("blog/a.md", CLEAN);
        is_stopped(&gate, &PLAIN, "blog/a.md:3:13");
        fs::remove_file(gate.repo.root.join("blog/a.md")).unwrap();
        is_stopped(&gate, &PLAIN, "blog/a.md:3:13");
    }

    #[test]
    fn with_windows_line_ends_that_git_takes_away() {
        let gate = guarded();
        gate.repo.git(&["config", "core.autocrlf", "true"]);
        gate.write("blog/b.md", LEAK.replace('\n', "\r\n").replace("Tidewater ", "Tidewater\r\n"));
        add(&gate);
        assert!(!gate.repo.git(&["show", ":blog/b.md"]).contains('\r'), "git has taken them away");
        is_stopped(&gate, &PLAIN, "blog/b.md:3:13");
    }

    #[test]
    fn with_windows_line_ends_that_git_keeps() {
        let gate = guarded();
        gate.write("blog/b.md", LEAK.replace('\n', "\r\n").replace("Tidewater ", "Tidewater\r\n"));
        add(&gate);
        is_stopped(&gate, &PLAIN, "blog/b.md:3:13");
    }

    #[test]
    fn by_a_file_in_utf_16() {
        for (mark, bytes) in [
            (*b"\xff\xfe", u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (*b"\xfe\xff", u16::to_be_bytes as fn(u16) -> [u8; 2]),
        ] {
            let gate = guarded();
            let mut text = mark.to_vec();
            text.extend(LEAK.encode_utf16().flat_map(bytes));
            gate.write("blog/b.md", text);
            add(&gate);
            is_stopped(&gate, &PLAIN, "blog/b.md:3:13");
        }
    }

    #[test]
    fn by_a_file_with_a_byte_order_mark() {
        let gate = guarded();
        gate.write("blog/b.md", "\u{feff}Tidewater Mutual was glad.\n");
        add(&gate);
        is_stopped(&gate, &PLAIN, "blog/b.md:1:1");
    }

    #[test]
    fn by_its_message_alone() {
        let gate = guarded();
        gate.write("blog/b.md", CLEAN);
        add(&gate);
        let message = "Tell of the morning\n\nas Tidewater Mutual asked.";
        is_stopped(&gate, &["commit", "-m", message], "COMMIT_EDITMSG.txt:3:4");
        gate.write(".git/message", message);
        is_stopped(&gate, &["commit", "-F", ".git/message"], "COMMIT_EDITMSG.txt:3:4");
    }

    #[test]
    fn by_a_message_that_an_editor_wrote_but_not_by_its_comments() {
        let gate = guarded();
        gate.write("blog/tidy.md", CLEAN);
        add(&gate);
        let write = |text: &str| {
            let editor = gate.repo.outside.join("editor");
            fs::write(&editor, format!("printf '{text}' >\"$1\"\n")).unwrap();
            format!("core.editor=sh '{}'", editor.display())
        };
        let commit = |editor: &str| {
            let mut command = gate.command("git", &gate.repo.root);
            command.env_remove("GIT_EDITOR").args(["-c", editor, "commit"]);
            Run::from(command.output().unwrap())
        };
        let stopped = commit(&write("Tell\\n# a comment\\nfor Tidewater Mutual\\n"));
        assert_eq!(stopped.status, Some(1), "{stopped:?}");
        assert!(stopped.err.contains("[COMMIT_EDITMSG.txt:3:5]"), "{}", stopped.err);
        let through = commit(&write("Tell\\n# for Tidewater Mutual\\n"));
        assert_eq!(through.status, Some(0), "{through:?}");
    }

    #[test]
    fn by_the_name_of_a_file() {
        let gate = guarded();
        gate.write("blog/tidewater-mutual.md", CLEAN);
        add(&gate);
        is_stopped(&gate, &PLAIN, "blog/tidewater-mutual.md:1:1");
    }

    #[test]
    fn by_a_file_renamed_after_a_customer() {
        let gate = guarded();
        gate.repo.git(&["mv", "blog/a.md", "blog/tidewater-mutual.md"]);
        is_stopped(&gate, &PLAIN, "blog/tidewater-mutual.md:1:1");
    }

    #[test]
    fn when_it_amends_another() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        is_stopped(&gate, &["commit", "-a", "--amend", "--no-edit"], "blog/a.md:3:13");
        add(&gate);
        is_stopped(&gate, &["commit", "--amend", "--no-edit"], "blog/a.md:3:13");
        gate.repo.git(&["reset", "-q", "--hard"]);
        is_stopped(&gate, &["commit", "--amend", "-m", "Thank Tidewater Mutual"], "COMMIT_EDITMSG.txt:1:7");
    }

    #[test]
    fn when_it_takes_away_the_link_that_cleared_a_name() {
        let gate = guarded();
        let page = "https://quillmark.example/customers/tidewater-mutual";
        gate.write("blog/b.md", format!("We met [Tidewater Mutual]({page}).\n"));
        add(&gate);
        goes_through(&gate, &PLAIN);
        gate.write("blog/b.md", "We met Tidewater Mutual.\n");
        is_stopped(&gate, &["commit", "-a", "-m", "Write"], "blog/b.md:1:8");
    }

    #[test]
    fn when_a_file_leaves_the_paths_of_its_approval() {
        let gate = guarded();
        gate.write("blog/dairy-one.md", "Marlow Dairy liked the new page.\n");
        add(&gate);
        goes_through(&gate, &PLAIN);
        gate.repo.git(&["mv", "blog/dairy-one.md", "blog/milk.md"]);
        is_stopped(&gate, &PLAIN, "blog/milk.md:1:1");
    }

    #[test]
    fn by_a_name_whose_approval_has_run_out_and_says_so() {
        let gate = guarded();
        let policy = POLICY.replace("by = \"legal", "until = 2020-09-30\nby = \"legal");
        gate.write("presscheck.toml", policy);
        gate.commit();
        gate.write("blog/dairy-one.md", "Marlow Dairy liked the new page.\n");
        add(&gate);
        let run = is_stopped(&gate, &PLAIN, "blog/dairy-one.md:1:1");
        assert!(run.err.contains("the approval of \"Marlow Dairy\" ran out on 2020-09-30"), "{}", run.err);
    }

    #[test]
    fn when_it_takes_away_a_disclosure() {
        let gate = guarded();
        gate.write("presscheck.toml", format!("{POLICY}\n[gate]\nfail-on = \"yellow\"\n"));
        gate.commit();
        let post = |first: &str| {
            format!(
                "channel: linkedin\nauthor: Priya Raman\ntext: |\n  {first}\n  Quillmark is hands down the \
                 best planning tool I have ever used.\n"
            )
        };
        gate.write("social/post.yaml", post("I work at Quillmark."));
        add(&gate);
        goes_through(&gate, &PLAIN);
        gate.write("social/post.yaml", post("Sunday on the sofa."));
        let run = is_stopped(&gate, &["commit", "-a", "-m", "Write"], "social/post.yaml:5:3");
        assert!(run.err.contains("explain disclosure-missing"), "{}", run.err);
    }

    #[test]
    fn by_a_file_that_cannot_be_judged() {
        let gate = guarded();
        gate.write("blog/b.md", b"a\xffb");
        add(&gate);
        let before = head(&gate, &gate.repo.root);
        let run = git(&gate, &gate.repo.root, &PLAIN);
        assert_eq!(run.status, Some(1), "git says 1 whatever the hook says: {run:?}");
        assert!(run.err.contains("not judged: blog/b.md: byte 1 is not UTF-8"), "{}", run.err);
        assert!(run.err.contains("it could not judge (exit status 2), so nothing is committed"));
        assert_eq!(head(&gate, &gate.repo.root), before);
    }
}

mod a_commit_goes_through {
    use super::*;

    #[test]
    fn when_only_the_work_tree_names_a_customer() {
        let gate = guarded();
        gate.write("blog/b.md", CLEAN);
        add(&gate);
        gate.write("blog/b.md", LEAK);
        gate.write("blog/untracked.md", LEAK);
        goes_through(&gate, &PLAIN);
    }

    #[test]
    fn with_an_old_finding_in_a_file_whose_lines_move() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        gate.commit();
        gate.write("blog/a.md", format!("# A heading\n\nA new line.\n\n{LEAK}\nAnd another.\n"));
        let run = goes_through(&gate, &["commit", "-a", "-m", "Write"]);
        assert!(run.err.contains("1 existing"), "{}", run.err);
    }

    #[test]
    fn when_the_sentence_of_an_old_finding_is_written_anew() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        gate.commit();
        gate.write("blog/a.md", "Last week the board of Tidewater Mutual came by.\n");
        goes_through(&gate, &["commit", "-a", "-m", "Write"]);
    }

    #[test]
    fn when_a_file_with_an_old_finding_is_only_renamed() {
        let gate = guarded();
        gate.write("blog/b.md", LEAK);
        gate.commit();
        gate.repo.git(&["mv", "blog/b.md", "blog/c.md"]);
        goes_through(&gate, &PLAIN);
    }

    #[test]
    fn when_a_file_in_utf_16_becomes_one_in_utf_8() {
        let gate = guarded();
        let mut text = b"\xff\xfe".to_vec();
        text.extend(LEAK.encode_utf16().flat_map(u16::to_le_bytes));
        gate.write("blog/b.md", text);
        gate.commit();
        gate.write("blog/b.md", LEAK);
        goes_through(&gate, &["commit", "-a", "-m", "Write"]);
    }

    #[test]
    fn when_it_takes_a_name_away() {
        let gate = guarded();
        gate.write("blog/a.md", LEAK);
        gate.write("blog/b.md", LEAK);
        gate.commit();
        gate.write("blog/a.md", CLEAN);
        fs::remove_file(gate.repo.root.join("blog/b.md")).unwrap();
        goes_through(&gate, &["commit", "-a", "-m", "Write"]);
    }

    #[test]
    fn when_a_name_is_approved_for_that_page() {
        let gate = guarded();
        gate.write("blog/dairy-one.md", "Marlow Dairy liked the new page.\n");
        add(&gate);
        let run = goes_through(&gate, &PLAIN);
        assert!(run.err.contains("1 cleared"), "{}", run.err);
    }

    #[test]
    fn when_nothing_of_it_is_content() {
        let gate = guarded();
        gate.write("src/main.rs", "// for Tidewater Mutual\n");
        add(&gate);
        goes_through(&gate, &PLAIN);
        goes_through(&gate, &["commit", "--allow-empty", "-m", "Write"]);
    }

    #[test]
    fn and_leaves_the_index_as_it_was() {
        let gate = guarded();
        gate.write("blog/a.md", format!("{CLEAN}\nMore.\n"));
        gate.write("blog/b.md", CLEAN);
        gate.repo.git(&["add", "blog/b.md"]);
        goes_through(&gate, &["commit", "-m", "Write", "--", "blog/a.md"]);
        assert_eq!(gate.repo.git(&["status", "--short"]), "A  blog/b.md");
    }
}

mod a_push {
    use super::*;

    /// A repository behind the hook for pushes; what it holds so far is published.
    fn published(gate: Gate) -> Gate {
        let remote = gate.repo.outside.join("remote.git");
        gate.repo.git(&["init", "-q", "--bare", remote.to_str().unwrap()]);
        gate.repo.git(&["remote", "add", "origin", remote.to_str().unwrap()]);
        gate.repo.git(&["push", "-q", "origin", "main"]);
        let installed = gate.presscheck(&["hook", "install", "--pre-push"]);
        assert_eq!(installed.status, Some(0), "{installed:?}");
        gate
    }

    fn push(gate: &Gate) -> Run {
        git(gate, &gate.repo.root, &["push", "origin", "main"])
    }

    #[test]
    fn is_stopped_by_a_commit_that_went_past_the_hooks() {
        let gate = published(Gate::new());
        gate.write("blog/a.md", LEAK);
        gate.commit();
        let run = push(&gate);
        assert_eq!(run.status, Some(1), "{run:?}");
        assert!(run.out.contains("[blog/a.md:3:13]"), "{run:?}");
    }

    #[test]
    fn is_stopped_by_a_commit_message() {
        let gate = published(Gate::new());
        gate.repo.git(&["commit", "-q", "--no-verify", "--allow-empty", "-m", "Thank Tidewater Mutual"]);
        let run = push(&gate);
        assert_eq!(run.status, Some(1), "{run:?}");
        assert!(run.out.contains("[commit:"), "{run:?}");
    }

    #[test]
    fn goes_through_with_old_findings() {
        let gate = Gate::new();
        gate.write("blog/a.md", LEAK);
        gate.commit();
        let gate = published(gate);
        gate.write("blog/a.md", format!("# New\n\n{LEAK}"));
        gate.commit();
        let run = push(&gate);
        assert_eq!(run.status, Some(0), "{run:?}");
    }
}
