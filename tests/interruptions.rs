//! A run that is broken off, a disk that is full, a repository that may not be written to: what
//! was there before stays as it was, and no run that was not finished says that the gate is open.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a test says how it was done")]

mod gate;
mod repository;

use gate::{CLEAN, Gate, LEAK, Run};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_presscheck");

fn shell(gate: &Gate, line: &str) -> Run {
    gate.command("sh", &gate.repo.root).args(["-c", line]).output().unwrap().into()
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Ctrl-C after ever more time, from before the first file is read until the run is over.
#[test]
fn an_interrupted_run_ends_by_the_signal_and_leaves_the_old_report_or_a_whole_one() {
    let gate = Gate::new();
    for number in 0..60 {
        gate.write(&format!("blog/{number}.md"), LEAK.repeat(60));
    }
    let folder = gate.repo.outside.join("reports");
    fs::create_dir(&folder).unwrap();
    let report = folder.join("a.json");
    let start = || {
        fs::write(&report, "old").unwrap();
        // Who runs the tests in the background has them ignore this signal, and so what they start.
        let mut command = gate.command("env", &gate.repo.root);
        command.args(["--default-signal=INT", PROGRAM]);
        command.args(["check", "--output", &format!("json={}", report.display())]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let begun = Instant::now();
    assert_eq!(start().wait_with_output().unwrap().status.code(), Some(1));
    let whole = begun.elapsed();
    let mut interrupted = 0;
    for step in 0..25_u32 {
        let mut child = start();
        thread::sleep(whole * step / 25);
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = child.wait().unwrap();
        let signalled = status.signal() == Some(2);
        assert!(signalled || status.code() == Some(1), "step {step}: {status:?}");
        interrupted += u32::from(signalled);
        let left = fs::read_to_string(&report).unwrap();
        let is_whole = serde_json::from_str::<serde_json::Value>(&left).is_ok_and(|json| json.is_object());
        assert!(is_whole || left == "old", "step {step}: {} bytes of a report", left.len());
        assert!(signalled && !is_whole || left.len() > 3, "step {step}: {status:?}");
    }
    assert!(interrupted >= 10, "only {interrupted} runs were broken off");
}

/// The signal reaches the program alone: git goes on and asks how the hook ended.
#[test]
fn an_interrupted_hook_commits_nothing() {
    let gate = Gate::new();
    assert_eq!(gate.presscheck(&["hook", "install"]).status, Some(0));
    for number in 0..40 {
        gate.write(&format!("blog/{number}.md"), CLEAN.repeat(4_000));
    }
    gate.repo.git(&["add", "--all"]);
    let head = gate.repo.git(&["rev-parse", "HEAD"]);
    let mut command = gate.command("setsid", &gate.repo.root);
    let mut child =
        command.args(["git", "commit", "--quiet", "-m", "Write"]).stderr(Stdio::null()).spawn().unwrap();
    let group = child.id().to_string();
    let begun = Instant::now();
    let own = loop {
        let found = Command::new("pgrep").args(["-g", &group, "-x", "presscheck"]).output().unwrap();
        if let Some(own) = String::from_utf8(found.stdout).unwrap().lines().next() {
            break own.to_owned();
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the hook did not begin");
        thread::sleep(Duration::from_millis(2));
    };
    assert!(Command::new("kill").args(["-INT", &own]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(gate.repo.git(&["rev-parse", "HEAD"]), head);
    assert_ne!(gate.repo.git(&["diff", "--cached", "--name-only"]), "", "what was staged is still staged");
}

/// Runs `line` in a shell where `folder` is a disk of 64 KiB; says "mounted" first if it is.
fn on_a_small_disk(gate: &Gate, folder: &Path, line: &str) -> Run {
    let mount = "mount -t tmpfs -o size=64k none \"$0\" && echo mounted && eval \"$1\"";
    let mut command = gate.command("unshare", &gate.repo.root);
    command.args(["--mount", "sh", "-c", mount]).arg(folder).arg(line).output().unwrap().into()
}

#[test]
fn a_report_that_does_not_fit_on_the_disk_leaves_the_old_one() {
    let gate = Gate::new();
    gate.write("blog/leak.md", LEAK.repeat(400));
    let folder = gate.repo.outside.join("disk");
    fs::create_dir(&folder).unwrap();
    let report = folder.join("a.json");
    let report = report.display();
    let check = format!(
        "printf old > '{report}'; '{PROGRAM}' check --format short --output 'json={report}' > /dev/null; \
         echo status $?; cat '{report}'; ls -A '{}'",
        folder.display()
    );
    let run = on_a_small_disk(&gate, &folder, &check);
    let (run, why) = match run.out.starts_with("mounted") {
        true => (run, "no space left on device"),
        false => {
            eprintln!("NO DISK COULD BE MOUNTED HERE ({}): a limit on files instead", run.err.trim());
            (shell(&gate, &format!("trap '' XFSZ; ulimit -f 64; echo mounted; {check}")), "file too large")
        }
    };
    assert_eq!(run.out, "mounted\nstatus 2\nolda.json\n", "{run:?}");
    assert!(run.err.contains(&format!("writing {report} failed: {why}")), "{run:?}");
}

/// As somebody who may not write: another user, if this one may do everything.
fn without_rights(gate: &Gate, line: &str) -> Run {
    let root = &gate.repo.root;
    let superuser = fs::metadata("/proc/self").unwrap().uid() == 0;
    if !superuser {
        return shell(gate, line);
    }
    let program = gate.repo.outside.join("presscheck");
    // Copied by another process: a test beside this one that forks while this one writes would
    // keep the program open for writing, and then nobody may run it.
    let open = format!(
        "cp -f '{PROGRAM}' '{2}' && chmod 755 '{0}' && chmod -R a+rX '{0}' && chown -R nobody '{1}' && \
         exec setpriv --reuid nobody --clear-groups sh -c \"$0\"",
        gate.repo.outside.display(),
        root.display(),
        program.display()
    );
    let line = line.replace(PROGRAM, program.to_str().unwrap());
    gate.command("sh", root).args(["-c", &open, &line]).output().unwrap().into()
}

#[test]
fn a_repository_that_may_not_be_written_to_is_judged_all_the_same() {
    let gate = Gate::new();
    gate.write("blog/leak.md", LEAK);
    gate.commit();
    gate.write("blog/staged.md", LEAK);
    gate.repo.git(&["add", "--all"]);
    let root = gate.repo.root.display().to_string();
    let read_only = |then: &str| without_rights(&gate, &format!("chmod -R a-w '{root}'; {then}"));
    for (selection, finds) in [
        ("", "blog/leak.md:3:13"),
        ("--staged", "blog/staged.md:3:13"),
        ("--rev HEAD", "blog/leak.md:3:13"),
        ("--since HEAD~1", "blog/leak.md:3:13"),
    ] {
        let run = read_only(&format!("'{PROGRAM}' check --format short {selection}"));
        assert!(
            run.status == Some(1) && run.out.contains(finds) && run.err.is_empty(),
            "{selection}: {run:?}"
        );
    }
    // what has to be written is refused by name, and nothing is left behind
    let run = read_only(&format!("'{PROGRAM}' check --output json=a.json; echo $? >&2; ls -A"));
    let refused = run.err.contains("a.json failed: permission denied") && run.err.ends_with("2\n");
    assert!(refused && !run.out.contains(".part") && !run.out.contains("a.json"), "{run:?}");
    let run = read_only(&format!("'{PROGRAM}' hook install"));
    assert!(run.status == Some(2) && run.err.contains("permission denied"), "{run:?}");
    assert!(!names(&gate.repo.root.join(".git/hooks")).contains(&"pre-commit".to_owned()));
    shell(&gate, &format!("chmod -R u+w '{root}'"));
}

#[test]
fn a_report_is_never_written_through_a_link_that_lies_in_wait() {
    let gate = Gate::new();
    let folder = gate.repo.outside.join("shared");
    fs::create_dir(&folder).unwrap();
    let victim = gate.repo.outside.join("victim");
    fs::write(&victim, "mine").unwrap();
    // the shell's number becomes the program's
    let line = format!(
        "ln -s '{}' '{1}/.a.json.'$$.part; exec '{PROGRAM}' check --output 'json={1}/a.json'",
        victim.display(),
        folder.display()
    );
    let run = shell(&gate, &line);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    assert_eq!(names(&folder), ["a.json"]);
    assert!(fs::symlink_metadata(folder.join("a.json")).unwrap().is_file());
}
