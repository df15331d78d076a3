//! The modules stand on a staircase: each imports only from those above it in `src/lib.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

fn steps() -> Vec<String> {
    fs::read_to_string("src/lib.rs")
        .unwrap()
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect()
}

fn files(under: &Path, found: &mut Vec<PathBuf>) {
    if under.is_dir() {
        for entry in fs::read_dir(under).unwrap() {
            files(&entry.unwrap().path(), found);
        }
    } else if under.extension().is_some_and(|ending| ending == "rs") {
        found.push(under.to_owned());
    }
}

#[test]
fn each_module_imports_only_from_below() {
    let steps = steps();
    assert!(steps.len() > 8, "no steps read from src/lib.rs");
    let mut wrong = Vec::new();
    for (height, step) in steps.iter().enumerate() {
        let mut own = Vec::new();
        files(Path::new(&format!("src/{step}")), &mut own);
        files(Path::new(&format!("src/{step}.rs")), &mut own);
        assert!(!own.is_empty(), "no file for module {step}");
        for file in own.iter().filter(|file| file.exists()) {
            let text = fs::read_to_string(file).unwrap();
            for (index, above) in steps.iter().enumerate().skip(height + 1) {
                for (number, line) in text.lines().enumerate() {
                    let line = line.split("//").next().unwrap_or("");
                    let names = [format!("crate::{above}::"), format!("crate::{above};")];
                    if names.iter().any(|name| line.contains(name.as_str())) {
                        wrong.push(format!(
                            "{}:{}: {step} (step {height}) imports {above} (step {index})",
                            file.display(),
                            number + 1
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports from above:\n{}", wrong.join("\n"));
}

#[test]
fn no_room_is_longer_than_its_idea() {
    let mut all = Vec::new();
    files(Path::new("src"), &mut all);
    let long: Vec<_> = all
        .iter()
        .map(|file| (file, fs::read_to_string(file).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > 450)
        .collect();
    assert!(long.is_empty(), "files over 450 lines: {long:?}");
}
