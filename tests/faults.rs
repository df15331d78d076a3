//! A disk that fails: each call on a file of the repository fails in turn, and the run either says
//! what it could not do and ends with 2, or is the run that it would have been.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod gate;
mod repository;

use gate::{Gate, LEAK, POLICY, Run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The library that makes a call fail, built by the C compiler that built libgit2.
fn library(gate: &Gate) -> PathBuf {
    let library = gate.repo.outside.join("fail.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/fail.c");
    let mut cc = Command::new("cc");
    let built = cc.args(["-shared", "-fPIC", "-w", "-o"]).arg(&library).arg(source).arg("-ldl").status();
    assert!(built.unwrap().success());
    library
}

/// A leak that is committed, one that is staged, and a policy that includes a file and a list.
fn leaking() -> Gate {
    let gate = Gate::new();
    let more = format!(
        "include = [\"policy/*.toml\"]\n{POLICY}\n[[list]]\nkind = \"partner\"\nfile = \"policy/p.txt\"\n"
    );
    gate.write("presscheck.toml", more);
    gate.write("policy/more.toml", "[[project]]\nname = \"Project Heron\"\n");
    gate.write("policy/p.txt", "Brightvale Labs\n");
    gate.write("blog/clean.md", "Nothing to see.\n");
    gate.commit();
    gate.write("blog/leak.md", LEAK);
    gate.write("blog/other.md", "We call it Project Heron.\n");
    gate.commit();
    gate.write("blog/staged.md", "We met Brightvale Labs.\n");
    gate.repo.git(&["add", "--all"]);
    gate
}

/// What was said but for notes, which close no gate.
fn verdict(run: &Run) -> Vec<&str> {
    run.out.lines().filter(|line| !line.starts_with("note:")).collect()
}

/// Lets call 1, 2, 3 … fail until a run makes fewer, and gives how many there were.
fn each_call_fails(gate: &Gate, library: &Path, arguments: &[&str]) -> usize {
    let program = env!("CARGO_BIN_EXE_presscheck");
    let plain = gate.presscheck(arguments);
    assert_eq!(plain.status, Some(1), "{plain:?}");
    let log = gate.repo.outside.join("fault");
    for at in 1.. {
        let _ = fs::remove_file(&log);
        let output = gate
            .command(program, &gate.repo.root)
            .args(arguments)
            .env("LD_PRELOAD", library)
            .env("FAULT_AT", at.to_string())
            .env("FAULT_UNDER", &gate.repo.root)
            .env("FAULT_LOG", &log)
            .env("RAYON_NUM_THREADS", "1")
            .output();
        let run: Run = output.unwrap().into();
        let Ok(failed) = fs::read_to_string(&log) else { return at - 1 };
        let said = format!("{arguments:?}: call {at}, {failed}{run:?}");
        assert!(!run.err.contains("panicked") && !run.out.contains("please report it"), "{said}");
        match run.status {
            Some(2) => assert!(!run.err.is_empty() || run.out.contains("not judged"), "{said}"),
            status => assert!(status == plain.status && verdict(&run) == verdict(&plain), "{said}"),
        }
    }
    unreachable!()
}

#[test]
fn a_file_of_the_work_tree_that_cannot_be_read_is_never_passed() {
    let gate = leaking();
    let library = library(&gate);
    assert!(each_call_fails(&gate, &library, &["check", "--format", "short"]) > 20);
    assert!(each_call_fails(&gate, &library, &["check", "--format", "short", "blog/leak.md", "blog"]) > 20);
}

#[test]
fn an_index_that_cannot_be_read_is_never_passed() {
    let gate = leaking();
    let library = library(&gate);
    assert!(each_call_fails(&gate, &library, &["check", "--staged", "--format", "short"]) > 20);
}

#[test]
fn a_range_that_cannot_be_read_is_never_passed() {
    let gate = leaking();
    let library = library(&gate);
    let arguments = ["check", "--since", "HEAD~1", "--policy-from", "HEAD~1", "--format", "short"];
    assert!(each_call_fails(&gate, &library, &arguments) > 20);
    assert!(each_call_fails(&gate, &library, &["check", "--rev", "HEAD", "--format", "short"]) > 20);
}
