use super::*;
use crate::names::sealed::seal;
use crate::names::{Index, variants};
use proptest::prelude::*;

fn key() -> Key {
    Key::of_bytes([0x5a; 32])
}

fn sealed(names: &[&str]) -> (String, Sealed) {
    let text = seal(&key(), "customer", names.iter().map(|name| ([*name], 0)));
    let file = SealedFile::parse(&text).unwrap();
    let sealed = Sealed::open(&file, &key()).unwrap();
    (text, sealed)
}

/// What an open index and a sealed one of the same names find.
fn both(names: &[&str], text: &str) -> (Vec<Match>, Vec<Match>) {
    let mut words = Words::default();
    let mut index = Index::default();
    for (number, name) in (0..).zip(names) {
        index.add(name, number, &mut words);
    }
    words.fill(text);
    let (mut open, mut found) = (Vec::new(), Vec::new());
    index.find(&words, &mut open);
    sealed(names).1.find(&words, &mut found);
    let mut found: Vec<Match> = found.into_iter().map(|one| one.hit).collect();
    let order = |hit: &Match| (hit.atoms.start, std::cmp::Reverse(hit.atoms.end), hit.listed);
    open.sort_by_key(order);
    found.sort_by_key(order);
    (open, found)
}

const NAMES: [&str; 14] = [
    "Halvorsen Logistics",
    "Bright & Vale",
    "O'Dell Freight",
    "Nørreby Energi",
    "Straßen Müller GmbH",
    "U.S. Tax Court",
    "Lantern, Inc.",
    "@lanternhq",
    "Ad Hoc",
    "Adhoc",
    "VA",
    "中文公司",
    "한빛 소프트",
    "Centers for Medicare and Medicaid Services",
];

#[test]
fn every_spelling_that_an_open_list_finds_a_sealed_one_finds() {
    let mut found = 0;
    for name in NAMES {
        for (what, variant) in variants(name) {
            let text = format!("On Monday {variant} came by.");
            let (open, sealed) = both(&NAMES, &text);
            assert_eq!(open, sealed, "{what}: {text}");
            found += usize::from(!open.is_empty());
        }
    }
    assert!(found > NAMES.len() * 20, "{found}");
}

#[test]
fn a_sealed_file_holds_no_name_and_no_number_of_names() {
    let (text, sealed) = sealed(&NAMES);
    assert_eq!(sealed.names(), NAMES.len() as u32);
    let letters = text.to_lowercase();
    for word in ["halvorsen", "logistics", "bright", "vale", "lantern", "medicare", "müller"] {
        assert!(!letters.contains(word), "{word}");
    }
    let lengths = |text: &str| text.lines().map(str::len).collect::<Vec<_>>();
    let short = self::sealed(&["X1", "Y2", "Z3"]).0;
    let long = self::sealed(&["A Very Long Name Indeed", "Another Very Long Name", "Third Name of Words"]).0;
    assert_eq!(lengths(&text)[..4], lengths(&short)[..4]);
    let entries = |text: &str| lengths(text).iter().filter(|&&length| length == 56).count();
    assert_eq!(entries(&short), 64);
    assert_eq!(entries(&long), 64, "neither long names nor few show");
    assert!(
        text.lines()
            .filter(|line| line.len() == 56)
            .is_sorted_by_key(|line| { data_encoding::BASE64.decode(line.as_bytes()).unwrap() })
    );
}

#[test]
fn names_of_the_same_letters_show_neither_each_other_nor_their_marks() {
    let names = [("Ad Hoc", 1), ("Adhoc", 2), ("ad-hoc", 4)];
    let text = seal(&key(), "customer", names.map(|(name, mark)| ([name], mark)));
    let lines: Vec<&str> = text.lines().filter(|line| line.len() == 56).collect();
    let mut heads: Vec<&str> = lines.iter().map(|line| &line[..20]).collect();
    heads.dedup();
    assert_eq!(heads.len(), lines.len());
    let sealed = Sealed::open(&SealedFile::parse(&text).unwrap(), &key()).unwrap();
    let mut found = Vec::new();
    sealed.find(&Words::of("An Ad-Hoc answer"), &mut found);
    let mut marks: Vec<u8> = found.iter().map(|one| one.mark).collect();
    marks.sort_unstable();
    assert_eq!(marks, [1, 2, 4]);
}

#[test]
fn the_same_name_has_another_digest_under_another_key_and_in_another_kind() {
    let lines = |key: &Key, kind: &str| {
        let text = seal(key, kind, [(["Lantern"], 0)]);
        text.lines().filter(|line| line.len() == 56).map(str::to_owned).collect::<FxHashSet<_>>()
    };
    let own = lines(&key(), "customer");
    assert_eq!(own, lines(&key(), "customer"), "sealing again changes nothing");
    assert!(own.is_disjoint(&lines(&key(), "partner")));
    assert!(own.is_disjoint(&lines(&Key::of_bytes([1; 32]), "customer")));
}

#[test]
fn a_sealed_name_is_told_by_its_folded_words() {
    let mut found = Vec::new();
    sealed(&["Halvorsen Logistics AS"]).1.find(&Words::of("#HalvorsenLogistics's"), &mut found);
    assert_eq!(found[0].name, "halvorsen logistics");
    assert_eq!(sealed(&["Bright & Vale"]).1.numbers("bright and VALE"), [0]);
    assert!(sealed(&["Bright & Vale"]).1.numbers("Bright and Vale today").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn whatever_the_names_and_the_text_both_find_the_same(
        names in prop::collection::vec("[A-Za-z]{1,9}([ ,.&'-]{1,2}[A-Za-zßøé中文0-9]{1,8}){0,3}", 1..4),
        before in "\\PC{0,12}",
        after in "\\PC{0,12}",
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (what, variant) in variants(names[0]) {
            let text = format!("{before} {variant} {after}");
            let (open, mut sealed) = both(&names, &text);
            // A sealed list does not hold for each name which of its borders are punctuation: where one
            // name has a comma, another that begins with the same letters may be found over one.
            if names.iter().any(|name| name.contains([',', '.', '&'])) {
                sealed.retain(|one| open.contains(one));
            }
            prop_assert_eq!(open, sealed, "{}: {:?}", what, text);
        }
    }
}
