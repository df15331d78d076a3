//! Not a benchmark but what one is held against: the least that a search for names in Markdown has
//! to do. `benches/side-by-side` builds and times it.
//!
//! - `floor parse PATH…` reads every file and walks over its Markdown;
//! - `floor lookup LIST PATH…` looks every run of up to five words up in a hash of the names as
//!   well, letters of ASCII without case, code and inline HTML passed over.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Words of one name at the most.
const LONGEST: usize = 5;

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if args.is_empty() {
        return;
    }
    let names: Option<FxHashSet<String>> = match args.remove(0).as_str() {
        "lookup" => {
            let list = fs::read_to_string(args.remove(0)).unwrap();
            Some(list.lines().map(|name| words(name).join(" ")).collect())
        }
        _ => None,
    };
    let mut files = Vec::new();
    args.iter().for_each(|path| collect(Path::new(path), &mut files));
    let count: usize = files.par_iter().map(|file| of_file(file, names.as_ref())).sum();
    println!("{count}");
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(folder) => folder.for_each(|entry| collect(&entry.unwrap().path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}

fn of_file(file: &Path, names: Option<&FxHashSet<String>>) -> usize {
    let text = fs::read_to_string(file).unwrap_or_default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let (mut count, mut code, mut block) = (0, false, String::new());
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(part) if !code => block.push_str(&part),
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                count += names.map_or(block.len(), |names| found(&block, names));
                block.clear();
            }
            _ => {}
        }
    }
    count
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_ascii_lowercase).collect()
}

fn found(text: &str, names: &FxHashSet<String>) -> usize {
    let words = words(text);
    let (mut count, mut joined) = (0, String::new());
    for start in 0..words.len() {
        joined.clear();
        for word in words[start..].iter().take(LONGEST) {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(word);
            count += usize::from(names.contains(joined.as_str()));
        }
    }
    count
}
