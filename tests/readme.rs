//! What README.md tells a newcomer is so.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn readme() -> String {
    fs::read_to_string("README.md").unwrap()
}

/// The insides of the code blocks in a language, without the indentation of their fences.
fn blocks(readme: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if line.trim_start() == format!("```{language}") {
            let indent = line.len() - line.trim_start().len();
            let inside = lines.by_ref().take_while(|line| line.trim() != "```");
            found.push(inside.map(|line| line.get(indent..).unwrap_or("").to_owned() + "\n").collect());
        }
    }
    found
}

/// Runs the program as a person would, out of reach of the hook or the build that runs these tests.
fn presscheck(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscheck"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command.env_remove("CI").env("LC_ALL", "C.UTF-8").args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Light, path and line of each box that the README shows.
fn shown(printed: &str) -> Vec<(String, String)> {
    let mut light = "";
    let mut found = Vec::new();
    for line in printed.lines() {
        match line.trim_start().chars().next() {
            Some('×') => light = "red",
            Some('⚠') => light = "yellow",
            _ => {}
        }
        let place = line.split_once("─[").and_then(|(_, rest)| rest.strip_suffix(']'));
        if let Some((place, _column)) = place.and_then(|place| place.rsplit_once(':')) {
            found.push((light.to_owned(), place.to_owned()));
        }
    }
    found.sort();
    found
}

/// The same of each line of the short format.
fn told(short: &str) -> Vec<(String, String)> {
    let mut found: Vec<_> = short
        .lines()
        .filter_map(|line| {
            let (place, rest) = line.split_once(": ")?;
            let (place, _column) = place.rsplit_once(':')?;
            let light = rest.split(' ').next()?;
            Some((light.to_owned(), place.to_owned()))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn the_first_command_finds_what_the_readme_shows() {
    let readme = readme();
    let command = readme
        .lines()
        .find_map(|line| line.strip_prefix("cargo run --release -- "))
        .expect("a first command");
    let mut arguments: Vec<_> = command.split(' ').collect();
    arguments.extend(["--format", "short"]);
    let output = presscheck(&arguments, Path::new("."));
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{printed}{}", text(&output.stderr));

    let shown = shown(&blocks(&readme, "text")[0]);
    assert!(shown.iter().filter(|(light, _)| light == "red").count() >= 2, "{shown:?}");
    assert_eq!(told(&printed), shown);
    assert!(printed.contains(" cleared (1 public record, 1 approval until "), "{printed}");
}

#[test]
fn the_example_reads_the_same_from_its_own_folder() {
    let inside = presscheck(&["check", ".", "--format", "short"], Path::new("examples"));
    let outside = presscheck(
        &["check", "--config", "examples/presscheck.toml", "examples", "--format", "short"],
        Path::new("."),
    );
    assert_eq!(text(&inside.stdout), text(&outside.stdout));
}

#[test]
fn every_command_in_the_readme_exists_with_its_flags() {
    let readme = readme();
    let lines = ["sh", "yaml"]
        .iter()
        .flat_map(|language| blocks(&readme, language))
        .flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| {
            line.split_once("presscheck ").map(|(before, rest)| (before.to_owned(), rest.to_owned()))
        })
        .filter(|(before, _)| before.is_empty() || before.trim_end().ends_with("run:"))
        .map(|(_, rest)| rest);
    let spoken = readme.split('`').filter_map(|code| code.strip_prefix("presscheck ")).map(str::to_owned);
    let commands: BTreeSet<String> = lines.chain(spoken).collect();
    assert!(commands.len() > 10, "{commands:?}");
    for command in &commands {
        let words: Vec<_> = command.split_whitespace().collect();
        let names = match words[0] {
            "hook" | "policy" => &words[..2],
            _ => &words[..1],
        };
        let output = presscheck(&[names, &["--help"]].concat(), Path::new("."));
        let help = text(&output.stdout);
        assert!(output.status.success(), "`presscheck {command}`: there is no such command");
        for flag in words.iter().filter(|word| word.starts_with("--")) {
            let known = help.split_whitespace().any(|word| word.trim_end_matches(',') == *flag);
            assert!(known, "`presscheck {command}`: there is no {flag}");
        }
    }
}

#[test]
fn the_policy_in_the_readme_can_be_read() {
    let policy = &blocks(&readme(), "toml")[0];
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("policy")).unwrap();
    fs::copy("examples/policy/customers.csv", folder.path().join("policy/customers.csv")).unwrap();
    fs::write(folder.path().join("presscheck.toml"), policy).unwrap();
    let output = presscheck(&["policy", "check"], folder.path());
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}{err}");

    fs::create_dir(folder.path().join("blog")).unwrap();
    fs::write(folder.path().join("blog/a.md"), "Tillwise is faster than Shelfmark.\n").unwrap();
    let printed = text(&presscheck(&["check", "--format", "short"], folder.path()).stdout);
    assert!(printed.contains("blog/a.md:1:13: yellow no-comparisons: "), "{printed}");
}
