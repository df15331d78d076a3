//! Input made to break the reader: deep, long, wide, unbalanced, or no text at all. Every name in
//! it is found, or the file is said not to be judged; nothing takes the whole run down.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod gate;
mod repository;
#[path = "hostile/shapes.rs"]
mod shapes;

use gate::{CLEAN, Gate, LEAK, Run};
use serde_json::Value;
use shapes::shapes;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

fn findings(run: &Run) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    let of = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let all = report["findings"].as_array().unwrap();
    all.iter().map(|finding| (of(finding, "path"), of(finding, "rule"))).collect()
}

#[test]
fn no_shape_of_a_file_hides_the_name_in_it_or_takes_the_run_down() {
    let gate = Gate::new();
    let shapes = shapes();
    for (name, text) in &shapes {
        gate.write(&format!("blog/{name}"), format!("{text}\n\n  We met Tidewater Mutual today.\n"));
    }
    let start = Instant::now();
    let run = gate.presscheck(&["check", "--format", "json", "blog"]);
    let took = start.elapsed();
    assert_eq!(run.status, Some(1), "{}", run.err);
    let found = findings(&run);
    for (name, _) in &shapes {
        let path = format!("blog/{name}");
        let named = found.iter().any(|(own, rule)| *own == path && rule == "customer-named");
        assert!(named, "{path}: {}", run.err);
    }
    // 42 files of some 12 MB: seconds, however slow the machine, and not the hours of a square
    assert!(took < Duration::from_secs(240), "{took:?}");
}

#[test]
fn what_is_no_text_is_said_not_to_be_judged() {
    for (bytes, why) in [
        (&b"We met\0 Tidewater Mutual"[..], "NUL"),
        (b"caf\xe9 Tidewater Mutual", "not UTF-8"),
        (b"\xff\xfe\x00\xd8T", "not valid UTF-16"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "Git LFS"),
    ] {
        let gate = Gate::new();
        gate.write("blog/b.md", bytes);
        let run = gate.presscheck(&["check", "--format", "short"]);
        assert!(
            run.status == Some(2) && run.out.contains(why) && run.out.contains("blog/b.md"),
            "{why}: {run:?}"
        );
    }
}

#[test]
fn a_file_over_the_limit_is_named_and_never_read_into_memory() {
    let gate = Gate::new();
    File::create(gate.repo.root.join("blog/huge.md")).unwrap().set_len(1 << 30).unwrap();
    let program = env!("CARGO_BIN_EXE_presscheck");
    // 600,000 KiB of address space: the file alone is more
    let mut limited = gate.command("sh", &gate.repo.root);
    let line = format!("ulimit -v 600000; exec '{program}' check --format short");
    let run: Run = limited.args(["-c", &line]).output().unwrap().into();
    let said = |run: &Run| run.status == Some(2) && run.out.contains("huge.md") && run.out.contains("16 MiB");
    assert!(said(&run), "{run:?}");

    File::create(gate.repo.root.join("blog/huge.md")).unwrap().set_len(17 << 20).unwrap();
    gate.repo.git(&["add", "--all"]);
    let run = gate.presscheck(&["check", "--staged", "--format", "short"]);
    assert!(said(&run), "{run:?}");
    gate.commit();
    let run = gate.presscheck(&["check", "--rev", "HEAD", "--format", "short"]);
    assert!(said(&run), "{run:?}");
    let line =
        format!("head -c 20000000 /dev/zero | '{program}' check - --stdin-path huge.md --format short");
    let run: Run = gate.command("sh", &gate.repo.root).args(["-c", &line]).output().unwrap().into();
    assert!(said(&run), "{run:?}");
}

#[test]
fn pipes_devices_and_loops_are_never_opened() {
    let gate = Gate::new();
    let blog = gate.repo.root.join("blog");
    assert!(Command::new("mkfifo").arg(blog.join("pipe.md")).status().unwrap().success());
    symlink(&blog, blog.join("loop")).unwrap();
    symlink("/dev/zero", blog.join("zero.md")).unwrap();
    symlink("b.md", blog.join("a-loop.md")).unwrap();
    symlink("a-loop.md", blog.join("b.md")).unwrap();
    gate.write("blog/leak.md", LEAK);
    let run = gate.presscheck(&["check", "--format", "short"]);
    assert!(run.status == Some(1) && run.out.contains("blog/leak.md"), "{run:?}");
    for named in ["blog/pipe.md", "blog/zero.md", "/dev/zero", "/dev/stdin"] {
        let run = gate.presscheck(&["check", "--format", "short", named]);
        assert!(run.status == Some(2), "{named}: {run:?}");
    }
    let run = gate.presscheck(&["check", "--format", "short", "blog/b.md"]);
    assert!(run.status == Some(2), "{run:?}");
}

#[test]
fn no_control_character_of_a_name_or_a_text_reaches_any_report() {
    let gate = Gate::new();
    let name = b"blog/a\n::error::x\x1b[31m\xff\xe2\x80\xae.md";
    fs::write(
        gate.repo.root.join(OsStr::from_bytes(name)),
        format!("\u{1b}]0;x\u{7}\r::warning::y\n{LEAK}\u{9b}31m\n"),
    )
    .unwrap();
    gate.commit();
    for format in
        ["human", "short", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"]
    {
        for selection in [&["check"][..], &["check", "--since", "HEAD~1"]] {
            let run = gate.presscheck(&[selection, &["--format", format, "--no-redact"]].concat());
            assert_eq!(run.status, Some(1), "{format}: {run:?}");
            let unsafe_one = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
            for said in [&run.out, &run.err] {
                assert!(!said.contains(unsafe_one), "{format}: {said:?}");
                let commands = said.lines().filter(|line| line.trim_start().starts_with("::"));
                let own =
                    |line: &&str| line.contains("title=") && !line.contains("::x") && !line.contains("::y");
                assert!(commands.clone().count() == commands.filter(own).count(), "{format}: {said:?}");
            }
        }
    }
}

#[test]
fn an_unreadable_file_is_named() {
    let gate = Gate::new();
    gate.write("blog/secret.md", CLEAN);
    gate.write("blog/closed/b.md", CLEAN);
    // root may read anything: another user runs it
    let line = format!(
        "chmod 755 '{0}' && chmod -R a+rX '{0}' && chmod 000 blog/secret.md blog/closed && chown -R nobody '{1}' && \
         cp '{2}' '{0}/presscheck' && setpriv --reuid nobody --clear-groups '{0}/presscheck' check --format short",
        gate.repo.outside.display(),
        gate.repo.root.display(),
        env!("CARGO_BIN_EXE_presscheck"),
    );
    let run: Run = gate.command("sh", &gate.repo.root).args(["-c", &line]).output().unwrap().into();
    let named = ["blog/secret.md", "blog/closed"].iter().all(|path| run.out.contains(path));
    assert!(run.status == Some(2) && named, "{run:?}");
}

#[test]
fn reports_are_written_all_or_none() {
    let gate = Gate::new();
    gate.write("blog/leak.md", LEAK);
    let folder = gate.repo.outside.join("reports");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.json"), "old").unwrap();
    let good = format!("json={}", folder.join("a.json").display());
    for bad in ["/dev/full", "no/such/folder/b", "blog"] {
        let run = gate.presscheck(&["check", "--output", &good, "--output", &format!("html={bad}")]);
        assert!(run.status == Some(2) && run.err.contains(bad), "{bad}: {run:?}");
        assert_eq!(fs::read_to_string(folder.join("a.json")).unwrap(), "old", "{bad}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "{bad}");
    }
    let line = format!("'{}' check > /dev/full", env!("CARGO_BIN_EXE_presscheck"));
    let run: Run = gate.command("sh", &gate.repo.root).args(["-c", &line]).output().unwrap().into();
    assert!(run.status == Some(2) && run.err.contains("no space left"), "{run:?}");
}

#[test]
fn a_reader_that_went_away_changes_nothing_about_the_verdict() {
    let gate = Gate::new();
    gate.write("blog/leak.md", LEAK.repeat(2_000));
    let line =
        format!("('{}' check --format json; echo $? >&2) | head -c 1", env!("CARGO_BIN_EXE_presscheck"));
    let run: Run = gate.command("sh", &gate.repo.root).args(["-c", &line]).output().unwrap().into();
    assert_eq!(run.err.trim(), "1", "{run:?}");
}

#[test]
fn damaged_objects_close_the_gate() {
    let gate = Gate::new();
    gate.write("blog/leak.md", LEAK);
    gate.commit();
    let id = gate.repo.git(&["rev-parse", "HEAD:blog/leak.md"]);
    let object = gate.repo.root.join(".git/objects").join(&id[..2]).join(&id[2..]);
    let whole = fs::read(&object).unwrap();
    fs::remove_file(&object).unwrap();
    for damaged in [None, Some(&whole[..whole.len() / 2]), Some(&b"nonsense"[..]), Some(b"")] {
        if let Some(bytes) = damaged {
            fs::write(&object, bytes).unwrap();
        }
        for selection in [&["check", "--rev", "HEAD"][..], &["check", "--since", "HEAD~1"]] {
            let run = gate.presscheck(selection);
            let named = run.out.contains("blog/leak.md") || run.err.contains(&id[2..]);
            assert!(run.status == Some(2) && named, "{damaged:?}: {run:?}");
        }
    }
}

#[test]
fn a_commit_under_way_and_files_that_come_and_go_never_open_the_gate() {
    let gate = Gate::new();
    gate.write("blog/leak.md", LEAK);
    gate.commit();
    let root = gate.repo.root.clone();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0_usize;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                turn += 1;
                let file = root.join(format!("blog/{}.md", turn % 7));
                let _ = fs::write(&file, CLEAN.repeat(turn % 400));
                let _ = fs::remove_file(root.join(format!("blog/{}.md", (turn + 3) % 7)));
                if turn.is_multiple_of(50) {
                    let _ = gate.repo.command(&root).args(["add", "--all"]).output();
                    let _ = gate.repo.command(&root).args(["commit", "-qm", "x", "--no-verify"]).output();
                }
            }
        });
        for selection in
            [&["check"][..], &["check", "--rev", "HEAD"], &["check", "--staged"]].iter().cycle().take(12)
        {
            let run = gate.presscheck(selection);
            let staged = selection.contains(&"--staged");
            let right = matches!(run.status, Some(1 | 2)) || staged && run.status == Some(0);
            assert!(right && !run.err.contains("panicked"), "{selection:?}: {run:?}");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}
