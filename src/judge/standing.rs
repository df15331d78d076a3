//! Where a name stands: whether it counts there, and what sort of place that is.

use super::Judge;
use super::address::address;
use super::lexicon::{Named, Target};
use crate::document::{Block, MarkKind, Scope, last_part};
use crate::evidence::link;
use crate::names::{Around, known};
use crate::policy::Kind;
use crate::word::{Case, Gap, Words};

/// What a block tells of the names in it, whatever stands beside them.
pub(super) fn around(block: &Block, words: &Words) -> Around {
    Around {
        brand: false,
        title: is_title(block, words),
        tag: is_tag(block) || is_slug(block),
        party: is_of_party(block),
    }
}

/// Whether a field or an attribute holds a company's name by its key: `customer="Headwater"`.
fn is_of_party(block: &Block) -> bool {
    const KEYS: [&str; 12] = [
        "customer",
        "customers",
        "client",
        "clients",
        "partner",
        "partners",
        "supplier",
        "suppliers",
        "vendor",
        "vendors",
        "company",
        "account",
    ];
    block.key.as_deref().is_some_and(|key| KEYS.contains(&last_part(key).to_ascii_lowercase().as_str()))
}

/// Whether most words are capitalised: a heading, a title.
fn is_title(block: &Block, words: &Words) -> bool {
    let long = words.list().iter().filter(|word| word.range().len() > 3);
    let (mut all, mut capital) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.case.is_capital());
    }
    let limit = if block.scope == Scope::Heading { 2 } else { 4 };
    all >= limit && capital * 10 >= all * 7
}

/// Whether a name counts where it stands: in code and markup only what cannot be an identifier. A
/// term of ours is told in a comment of code as well as in prose.
pub(super) fn counts(judge: &Judge<'_>, block: &Block, words: &Words, named: &Named) -> bool {
    let code = matches!(block.scope, Scope::Code | Scope::Markup)
        || block.marked(named.range.start, |kind| *kind == MarkKind::Code);
    let first = &words.list()[named.words.start];
    if code {
        let identifier = named.words.len() == 1 && (named.inner || first.case != Case::Capital);
        let secret = matches!(named.target, Target::Listed(number)
            if matches!(judge.policy.listed[number as usize].kind, Kind::Term(_)));
        let prose = named.length > 1 || is_in_comment(block, named.range.start);
        return !identifier && prose && (secret || first.case.is_capital());
    }
    if !is_tag(block)
        && block.scope != Scope::LinkTarget
        && let Some(address) = address(block, &named.range)
    {
        return link::is_own(&judge.policy.company, address) || is_told(block, address);
    }
    match block.scope {
        Scope::Field if block.key.as_deref().is_some_and(is_byline) => {
            named.length > 1 || is_employer(words, named.words.start)
        }
        Scope::Path | Scope::LinkTarget => {
            named.length > 1 || !matches!(first.case, Case::Lower) || named.range.len() > 5
        }
        _ => true,
    }
}

/// Whether an address is a bare host that people read: `northwind.com` says who is meant as the name does,
/// which what leads there or is quoted with its path need not.
fn is_told(block: &Block, address: &str) -> bool {
    matches!(block.scope, Scope::Prose | Scope::Heading | Scope::ListItem | Scope::Quote | Scope::TableCell)
        && !address.contains(['/', '@', ':'])
}

/// Whether the word at `at` of a byline stands where people write whom the writer works for: `Ana Cruz,
/// Northwind`, `Ana Cruz (Northwind)`.
fn is_employer(words: &Words, at: usize) -> bool {
    let word = &words.list()[at];
    let behind = || matches!(words.form(&words.list()[at - 1]), "of" | "at" | "from");
    let parted = || word.gap.has(Gap::COMMA.and(Gap::MARK)) && !known().given.contains(words.form(word));
    at > 1 && (parted() || behind())
}

/// Whether byte `at` of a block of code stands in a comment, which people write and read as prose.
fn is_in_comment(block: &Block, at: usize) -> bool {
    const OPENERS: [&str; 6] = ["#", "//", "--", "/*", "<!--", ";"];
    let line = block.text.as_str().get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    line.split_whitespace().any(|word| OPENERS.contains(&word))
}

/// Whether a field holds who wrote the text.
fn is_byline(key: &str) -> bool {
    matches!(
        last_part(key).to_ascii_lowercase().as_str(),
        "author" | "authors" | "byline" | "by" | "account" | "handle"
    )
}

/// Whether a block is a web address, the last part of one or a path: in small letters whatever it names.
fn is_slug(block: &Block) -> bool {
    matches!(block.scope, Scope::Path | Scope::LinkTarget)
        || is_field(block, &["slug", "permalink", "aliases"])
}

/// Whether a block is a field of one of these keys.
fn is_field(block: &Block, keys: &[&str]) -> bool {
    block.scope == Scope::Field
        && block
            .key
            .as_deref()
            .is_some_and(|key| keys.contains(&last_part(key).to_ascii_lowercase().as_str()))
}

/// Whether a block is a word to sort by: a tag or category of front matter.
fn is_tag(block: &Block) -> bool {
    const KEYS: [&str; 9] =
        ["tags", "tag", "categories", "category", "keywords", "topics", "topic", "agency", "agencies"];
    is_field(block, &KEYS)
}
