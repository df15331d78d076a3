//! Measures what each hostile file costs, and prints it as a table:
//! `cargo bench --bench hostile`, or `… -- NAME` for those whose names hold NAME.
//!
//! Each file is checked by a process of its own. Peak memory is told by GNU time, which Debian has in
//! the package `time`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that cannot go on has failed")]

#[path = "../tests/hostile/shapes.rs"]
mod shapes;

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const POLICY: &str = "[company]\nname = \"Quillmark, Inc.\"\n[[customer]]\nname = \"Tidewater Mutual\"\n";

/// Checks one file: seconds, peak memory in KiB, and how it ended.
fn measured(folder: &Path, name: &str) -> (f64, u64, i32) {
    let begun = Instant::now();
    let output = Command::new("time")
        .args(["-q", "-f", "%M", env!("CARGO_BIN_EXE_presscheck"), "check", "--format", "short", name])
        .current_dir(folder)
        .output()
        .unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    let told = String::from_utf8(output.stderr).unwrap();
    (seconds, told.lines().last().unwrap().parse().unwrap(), output.status.code().unwrap())
}

fn main() {
    // cargo adds --bench
    let chosen = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).unwrap_or_default();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("presscheck.toml"), POLICY).unwrap();
    println!("| file | size in KiB | seconds | peak memory in MiB | exit status |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    let row = |name: &str| {
        let size = fs::metadata(folder.join(name)).unwrap().len();
        let (seconds, memory, status) = measured(folder, name);
        println!("| {name} | {} | {seconds:.2} | {} | {status} |", size >> 10, memory >> 10);
    };
    for (name, text) in shapes::shapes().into_iter().filter(|(name, _)| name.contains(&chosen)) {
        fs::write(folder.join(name), format!("{text}\n\n  We met Tidewater Mutual today.\n")).unwrap();
        row(name);
    }
    for (name, size) in [("a-file-of-a-gigabyte.md", 1 << 30), ("zeros.md", 1 << 20)] {
        if name.contains(&chosen) {
            File::create(folder.join(name)).unwrap().set_len(size).unwrap();
            row(name);
        }
    }
}
