//! How the work grows with the input: twice the text may take at most 2.3 times the instructions.
//!
//! Instructions are counted by valgrind and do not depend on how busy the machine is. Where it is
//! not installed the test says so and counts nothing; `.ci/run` installs it.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "who runs the test sees what was counted")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Bytes of the smaller text.
const SIZE: usize = 12_000;

/// How many times the instructions the doubled text may take.
const MOST: f64 = 2.3;

const POLICY: &str = r#"
[company]
name = "Quillmark, Inc."
brands = ["Quillmark"]
domains = ["quillmark.example"]
[[customer]]
name = "Tidewater Mutual"
[[customer]]
name = "Lantern"
common-word = true
[[project]]
name = "Heron"
[[embargo]]
what = ["Fernway F3"]
until = 2036-04-02T13:00:00Z
[[channel]]
paths = ["passed-on.md", "applied.md"]
kind = "reply"
[[published]]
what = "Bright & Vale"
url = "https://quillmark.example/bright-and-vale"
[[job]]
title = "Backend Engineer"
url = "https://quillmark.example/careers/backend"
text = "Backend Engineer in Oslo"
"#;

/// What a text is called, what it begins with and what is repeated in it.
const SHAPES: [(&str, &str, &str); 23] = [
    (
        "paragraphs.md",
        "",
        "We moved the whole fleet to the new scheduler in March, and it took a morning.\n\n",
    ),
    ("one-paragraph.md", "", "We moved the fleet to the new scheduler in March. It took a morning. "),
    ("one-sentence.md", "", "and we moved the fleet to the new scheduler with our partner "),
    ("names.md", "", "Tidewater Mutual met Lantern at Heron. "),
    ("html-in-a-value.yaml", "text: ", "we met <b>Quillmark</b> <p at noon "),
    ("tags-that-never-end.yaml", "text: ", "<p at Quillmark "),
    ("applied.md", "Backend Engineer. https://quillmark.example/careers/backend\n\n", "Apply now. "),
    (
        "vacancies-in-a-sentence.md",
        "Our jobs: https://quillmark.example/careers/backend\n\n",
        "we are hiring a Backend Engineer with a hat and ",
    ),
    ("names-in-a-sentence.md", "", "Tidewater Mutual, Lantern and Heron, "),
    ("findings.md", "", "Our revenue grew 40% to $3 million in Q3, confidential.\n\n"),
    ("findings-in-a-paragraph.md", "", "Our revenue grew 40% to $3 million in Q3, confidential. "),
    ("praise.md", "", "I love Quillmark, it is the best tool ever! #Quillmark "),
    ("vacancies.md", "", "We're hiring a Backend Engineer in Oslo, salary up to $90k. "),
    (
        "passed-on.md",
        "> It hit my son on the head.\n\n",
        "I am so sorry. I have passed this on to our head of safety. ",
    ),
    ("links.md", "", "[a page](https://quillmark.example/x \"told\") and ![alt](y.png) "),
    ("lists.md", "", "- an item of **ours** with `code`\n"),
    ("table.md", "| a | b |\n|---|---|\n", "| Lantern | 38,000 |\n"),
    ("capitals.md", "", "Aa Bb Cc Dd "),
    ("accents.md", "", "Le président a signé à Genève le 3 février. "),
    ("page.html", "", "<p>We met <b>Tidewater</b> Mutual.</p>\n"),
    ("posts.yaml", "", "- author: Priya\n  text: We love Quillmark.\n"),
    ("calendar.csv", "date,text\n", "2026-03-01,\"We met Lantern, twice\"\n"),
    ("thread.txt", "", "A complaint: your app lost my data!\n@quillmark please help\n\n"),
];

/// Whether there is anything to count with; if not, that is said.
fn counts() -> bool {
    let found = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("nothing counted: valgrind is not installed");
    }
    found
}

#[test]
fn twice_the_text_takes_twice_the_work() {
    if !counts() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("presscheck.toml"), POLICY).unwrap();
    let waiting = Mutex::new(SHAPES.iter());
    let told = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(shape) = { waiting.lock().unwrap().next() } {
                    let ratio = growth(folder.path(), shape, SIZE);
                    told.lock().unwrap().push((shape.0, ratio));
                }
            });
        }
    });
    let told = told.into_inner().unwrap();
    told.iter().for_each(|(name, ratio)| eprintln!("{ratio:.2} {name}"));
    let slow: Vec<_> = told.iter().filter(|(_, ratio)| *ratio > MOST).collect();
    assert!(slow.is_empty() && told.len() == SHAPES.len(), "grows faster than its input: {slow:?}");
}

#[test]
fn twice_the_names_of_one_customer_take_twice_the_work() {
    if !counts() {
        return;
    }
    let list = "[[list]]\nkind = \"customer\"\nfile = \"names.csv\"\naliases-column = \"aka\"\n";
    let counted = |aliases: usize| {
        let folder = tempfile::tempdir().unwrap();
        let aliases: Vec<_> = (0..aliases).map(|number| format!("Bright {number} Vale")).collect();
        let names = format!("name,aka\nHalvorsen,\"{}\"\n", aliases.join(";"));
        fs::write(folder.path().join("presscheck.toml"), format!("{POLICY}{list}")).unwrap();
        fs::write(folder.path().join("names.csv"), names).unwrap();
        fs::write(folder.path().join("post.md"), "It took a morning.\n").unwrap();
        instructions(folder.path(), "post.md")
    };
    let start = counted(1);
    let ratio = (counted(8_000) - start) / (counted(4_000) - start);
    assert!(ratio < MOST, "{ratio:.2} times the work");
}

/// What is held against every other finding of a text shows only where there are many.
#[test]
fn twice_the_guesses_in_one_paragraph_take_twice_the_work() {
    if !counts() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("presscheck.toml"), POLICY).unwrap();
    let part =
        "Two of the four night crews go in September, they hear it next week. We met Tidewater Mutual. ";
    let ratio = growth(folder.path(), &("guesses.md", "", part), 25 * SIZE);
    assert!(ratio < MOST, "{ratio:.2} times the work");
}

/// How many times the instructions a text of twice `size` bytes takes; what every run takes is left out.
fn growth(folder: &Path, (name, head, part): &(&str, &str, &str), size: usize) -> f64 {
    let counted = |repeated: usize| {
        let path = format!("{repeated}-{name}");
        fs::write(folder.join(&path), format!("{head}{}", part.repeat(repeated))).unwrap();
        instructions(folder, &path)
    };
    let once = size / part.len();
    let start = counted(1);
    let (single, double) = (counted(once) - start, counted(2 * once) - start);
    assert!(single > 1e6, "{name} is judged at all");
    double / single
}

fn instructions(folder: &Path, path: &str) -> f64 {
    let run = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .args([env!("CARGO_BIN_EXE_presscheck"), "check", "--format", "short", path])
        .args(["--now", "2026-03-01", "--fail-on", "never"])
        // A thread that waits for work spins, and its instructions are none of the work.
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(folder)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{path}: {told}");
    let count =
        told.lines().find_map(|line| line.split_once("I   refs:")).unwrap_or_else(|| panic!("{told}"));
    count.1.trim().replace(',', "").parse().unwrap()
}
