//! Legal suffixes: an organisation is as well known without them.

use crate::word::Words;

/// Legal suffixes: an organisation is as well known without them.
const SUFFIXES: [&str; 30] = [
    "inc",
    "llc",
    "llp",
    "lp",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "incorporated",
    "gmbh",
    "ag",
    "kg",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "plc",
    "co",
    "bv",
    "nv",
    "pty",
    "ab",
    "as",
    "asa",
    "oy",
    "aps",
    "ug",
    "kk",
];

/// Whether a legal suffix may begin with the first letters of `text`, which is ASCII up to there.
pub(super) fn may_be_suffix(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    word.len() == 1 || !rest.is_ascii() || SUFFIXES.iter().any(|suffix| suffix.eq_ignore_ascii_case(word))
}

/// How many atoms stand before a legal suffix.
#[must_use]
pub fn without_suffix(words: &Words) -> usize {
    let list = words.list();
    let mut kept = list.len();
    while kept > 1 {
        let ends = |letters: &[&str]| {
            kept > letters.len()
                && letters
                    .iter()
                    .zip(&list[kept - letters.len()..])
                    .all(|(form, word)| words.form(word) == *form)
        };
        kept -= match () {
            () if SUFFIXES.contains(&words.form(&list[kept - 1])) => 1,
            () if ends(&["s", "a"]) || ends(&["b", "v"]) || ends(&["n", "v"]) => 2,
            () if ends(&["s", "r", "l"]) || ends(&["s", "p", "a"]) => 3,
            () => break,
        };
    }
    list.get(kept).map_or(words.atoms().len(), |word| word.atom as usize)
}
