//! Prepares the built-in policy: what is said in policy/ is read, checked and compiled once, here,
//! and not at each start of the program.
//!
//! - `phrases.book`: the phrases of all rules, compiled ([`rule::language::book`])
//! - `rules.postcard`: everything else of the rules that judging asks for
//! - `patterns.shapes`: for each of their regular expressions an automaton that says of most texts
//!   that there is nothing in them
//! - `patterns.automata`, `figures.automata`: for those that are not too large for it, and for the
//!   expressions that tell figures, an automaton that finds what they find in plain texts
//! - `patterns.usual`, `figures.usual`: all of these cut down to the characters that nearly every text
//!   is written in: what is left is soon compiled
//! - `names.words`: the names that are known and the words of English, to be looked up where they lie
//! - `NAME.json`: each other file of policy/ in a form that is read faster than TOML

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/word/mod.rs"]
mod word;

#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/rule/language/mod.rs"]
mod language;

#[allow(unreachable_pub)]
#[path = "src/rule/loosen.rs"]
mod loosen;

#[allow(dead_code, unreachable_pub)]
#[path = "src/rule/narrow.rs"]
mod narrow;

#[allow(unreachable_pub)]
#[path = "src/rule/determine.rs"]
mod determine;

#[allow(dead_code, unreachable_pub)]
#[path = "src/rule/plain.rs"]
mod plain;

#[allow(unreachable_pub)]
#[path = "src/rule/looks.rs"]
mod looks;

#[allow(unreachable_pub)]
#[path = "src/judge/rule_files.rs"]
mod rule_files;

use language::counts::Counts;
use language::prepare::{Preparation, RuleError};

/// Files of policy/ that hold what is known and no rules.
const KNOWLEDGE: [&str; 3] = ["adverts", "disclosure", "platforms"];

fn main() {
    println!("cargo::rerun-if-changed=policy");
    println!("cargo::rerun-if-changed=src/word");
    println!("cargo::rerun-if-changed=src/rule/language");
    for name in ["determine", "looks", "loosen", "narrow", "plain"] {
        println!("cargo::rerun-if-changed=src/rule/{name}.rs");
    }
    println!("cargo::rerun-if-changed=src/judge/rule_files.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder for what is made"));
    for name in KNOWLEDGE {
        let path = format!("policy/{name}.toml");
        let table: toml::Table =
            toml::from_str(&text(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let json = serde_json::to_vec(&table).expect("a table has a JSON form");
        write(&out.join(format!("{name}.json")), &json);
    }
    write(&out.join("names.words"), &names());
    let (prepared, book) = rules().finish();
    let figures = looks::NAMES.iter().filter_map(|name| looks::pattern(name));
    write(&out.join("patterns.shapes"), &parts(prepared.patterns().map(loosen::shape)));
    write(&out.join("patterns.automata"), &parts(prepared.patterns().map(determine::tables)));
    write(&out.join("patterns.usual"), &parts(prepared.patterns().map(usual)));
    write(&out.join("figures.automata"), &parts(figures.clone().map(|pattern| determine::tables(&pattern))));
    write(&out.join("figures.usual"), &parts(figures.map(|pattern| usual(&pattern))));
    write(&out.join("rules.postcard"), &postcard::to_allocvec(&prepared).expect("rules can be written"));
    write(&out.join("phrases.book"), &book.to_bytes());
}

/// The names of policy/names.toml, each folded, and once, and the words of policy/words, in the order
/// in which `names::Known` has them.
fn names() -> Vec<u8> {
    let path = "policy/names.toml";
    let names: BTreeMap<String, Vec<String>> =
        toml::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut out = word::Writer::default();
    for kinds in [
        &["everyday"][..],
        &["everyday", "household"],
        &["vendors"],
        &["ordinary"],
        &["org-endings"],
        &["given"],
        &["org-people"],
        &["greetings"],
        &["offices"],
        &["trades"],
        &["places"],
        &["place-beginnings"],
        &["streets", "papers", "lands"],
        &["streets", "lands"],
        &["deeds"],
        &["steps"],
        &["many"],
        &["articles"],
        &["relations"],
        &["landmarks"],
        &["nordic"],
        &["german"],
        &["toward-us"],
        &["keeps-ours"],
        &["takes-over"],
        &["behind-things"],
        &["bodies"],
        &["divisions"],
        &["made-with"],
        &["houses"],
        &["dealings"],
        &["birds"],
        &["bird-signs"],
        &["plants"],
        &["plant-signs"],
        &["sky"],
        &["sky-signs"],
        &["land"],
        &["land-signs"],
    ] {
        let all = kinds.iter().flat_map(|kind| &names[*kind]);
        let folded: BTreeSet<String> = all.map(|name| word::plain(name)).collect();
        vocabulary(folded.iter().map(String::as_str)).write(&mut out);
    }
    vocabulary(text("policy/words/english.txt").lines()).write(&mut out);
    out.into_bytes()
}

fn vocabulary<'w>(words: impl Iterator<Item = &'w str>) -> word::Vocabulary {
    let mut vocabulary = word::Vocabulary::default();
    words.for_each(|word| {
        vocabulary.add(word);
    });
    vocabulary
}

fn rules() -> Preparation {
    let [slots, words, names] = ["slots", "words", "names"].map(|name| text(&format!("policy/{name}.toml")));
    let counts = Counts::of(&text("policy/words/counts.tsv"));
    let mut preparation =
        expect("policy/words.toml", &words, Preparation::with_lists(&slots, &words, &names, counts));
    for (id, text) in rule_files::RULES {
        let path = format!("policy/rules/{id}.toml");
        let spec = toml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        expect(&path, text, preparation.add(&spec));
    }
    preparation
}

/// A regular expression cut down to the usual characters.
fn usual(pattern: &str) -> Vec<u8> {
    let hir = regex_syntax::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    narrow::usual(&hir).to_string().into_bytes()
}

/// Parts one after the other, each behind its length in four bytes.
fn parts(parts: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    parts.flat_map(|part| (part.len() as u32).to_le_bytes().into_iter().chain(part)).collect()
}

fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Ends the build with every mistake in a file, each with its line.
fn expect<T>(path: &str, text: &str, result: Result<T, Vec<RuleError>>) -> T {
    let errors = match result {
        Ok(done) => return done,
        Err(errors) => errors,
    };
    let told = errors.iter().map(|RuleError { rule, span, message, help }| {
        let line = text.get(..span.start).unwrap_or("").lines().count().max(1);
        let part = text.get(span.clone()).unwrap_or("");
        format!("{path}:{line}: {rule}: {message}: {part:?}; {help}")
    });
    panic!("{}", told.collect::<Vec<_>>().join("\n"));
}
