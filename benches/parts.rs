//! What each part of a check costs for one long post: `cargo bench --bench parts`.

#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jiff::Timestamp;
use presscheck::check::Check;
use presscheck::document::{Document, Format, Reading, Source, read};
use presscheck::evidence::record::Record;
use presscheck::finding::{FailOn, Report, Scanned};
use presscheck::judge::Judge;
use presscheck::names::Shelf;
use presscheck::policy::{Kind, Listed, Policy};
use presscheck::render::{Format as Output, Options, write};
use presscheck::word::{Words, fold};
use std::sync::Arc;

fn main() {
    divan::main();
}

/// The project's own README, eight times: prose, lists, tables, code.
fn post() -> String {
    include_str!("../README.md").repeat(8)
}

fn document(text: &str) -> Document {
    read("blog/post.md", Arc::new(Source::from_text(text)), Format::Markdown, Reading::default())
}

/// Names that nobody bears, and a few of the README.
fn names(count: usize) -> Vec<String> {
    let made = (0..count).map(|n| format!("{}{} Logistics {n}", ["Nor", "Vel", "Tam", "Lar"][n % 4], n / 4));
    made.chain(["Northmere Farm Shops".to_owned(), "Corrivel".to_owned()]).collect()
}

fn policy(count: usize) -> Policy {
    let listed = names(count).into_iter().map(|name| Listed::new(Kind::Customer, name)).collect();
    Policy { listed, ..Policy::default() }
}

#[divan::bench]
fn read_markdown(bencher: Bencher<'_, '_>) {
    let text = post();
    bencher.counter(BytesCount::of_str(&text)).bench(|| document(black_box(&text)));
}

#[divan::bench]
fn fold_letters(bencher: Bencher<'_, '_>) {
    let text = post();
    bencher.counter(BytesCount::of_str(&text)).bench(|| fold(black_box(&text)));
}

#[divan::bench]
fn take_words_apart(bencher: Bencher<'_, '_>) {
    let text = post();
    bencher.counter(BytesCount::of_str(&text)).bench(|| Words::of(black_box(&text)));
}

#[divan::bench(args = [100, 5_000, 50_000])]
fn match_names(bencher: Bencher<'_, '_>, count: usize) {
    let (text, names) = (post(), names(count));
    let (words, mut shelf) = (Words::of(&text), Shelf::new(names.len()));
    for (number, name) in (0..).zip(&names) {
        shelf.add(name, number, &mut Words::default());
    }
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut found = Vec::new();
        shelf.find(black_box(&words), &|number| vec![names[number as usize].as_str()], &mut found);
        found
    });
}

#[divan::bench(args = [100, 5_000, 50_000])]
fn make_ready(bencher: Bencher<'_, '_>, count: usize) {
    let policy = policy(count);
    bencher.bench(|| Judge::new(black_box(&policy), Timestamp::UNIX_EPOCH).unwrap().rules.rules.len());
}

#[divan::bench]
fn hear_rules(bencher: Bencher<'_, '_>) {
    let (text, policy) = (post(), policy(100));
    let judge = Judge::new(&policy, Timestamp::UNIX_EPOCH).unwrap();
    let document = document(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| judge.raise(&judge.page(black_box(&document))).len());
}

#[divan::bench(args = [Output::Human, Output::Json, Output::Sarif, Output::Html])]
fn write_report(bencher: Bencher<'_, '_>, format: Output) {
    let (text, policy) = (post(), policy(100));
    let judge = Judge::new(&policy, Timestamp::UNIX_EPOCH).unwrap();
    let check = Check { judge, record: Record::default(), as_published: false };
    let outcome = check.file("blog/post.md", text.into_bytes(), || Ok(None)).unwrap();
    let report = Report {
        findings: outcome.findings,
        notes: Vec::new(),
        scanned: Scanned::default(),
        lists: Vec::new(),
        unjudged: Vec::new(),
        fail_on: FailOn::Red,
        now: "2026-03-01T00:00:00Z".to_owned(),
    };
    bencher.bench(|| write(black_box(&report), format, &Options::default(), &mut std::io::sink()));
}
