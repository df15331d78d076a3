//! Proper names of organisations that no list holds.

use super::figures::Found;
use super::slots::Slot;
use crate::names::{is_ordinary, known};
use crate::word::{Case, Gap, Tag, Word, Words};
use std::ops::Range;

/// Words of one name at the most.
const LONGEST: usize = 5;

/// Small words that may stand within a name.
///
/// German `von` is none of them: every German noun has a capital, and `Kisten von Brandt` is no name.
const WITHIN: [&str; 13] =
    ["of", "and", "the", "for", "de", "du", "des", "der", "und", "van", "di", "da", "do"];

/// Proper names in a text, as words. `taken` are places that are known to be something else: the
/// company, its brands, its people, its projects.
#[must_use]
pub fn orgs(words: &Words, taken: &[Range<usize>], shouting: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut known = vec![false; words.list().len()];
    for range in taken {
        if let Some(own) = known.get_mut(range.clone()) {
            own.fill(true);
        }
    }
    while at < words.list().len() {
        match name(words, at, &known, shouting) {
            Some(end) if end == at + 1 && is_greeted(words, at) => at = end,
            Some(end) if is_division(words, at..end, &known) || is_a_kind(words, end) => at = end,
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found.into_iter().map(|words| Found { slot: Slot::Org, words }).collect()
}

/// Whether the name at word `at` stands behind a greeting, as a person's does.
fn is_greeted(words: &Words, at: usize) -> bool {
    let list = words.list();
    let greeting = at.checked_sub(1).map(|before| words.form(&list[before]));
    list[at].tag != Tag::At
        && joins(list[at].gap)
        && greeting.is_some_and(|word| known().greetings.contains(word))
}

/// Of the organisations in `slots`, those that are surely one: several words, of which one is in
/// no dictionary or says what they do, and no given name in front.
#[must_use]
pub fn firms(words: &Words, slots: &[Found]) -> Vec<Found> {
    let is_firm = |found: &&Found| {
        let name = &words.list()[found.words.clone()];
        let form = |at: usize| words.form(&name[at]);
        let known = known();
        let titled = found.words.start > 0
            && known.ordinary.contains(words.form(&words.list()[found.words.start - 1]))
            && words.list()[found.words.start].gap.has(Gap::DOT);
        let ends = known.org_endings.contains(form(name.len() - 1));
        let rare = (0..name.len()).any(|at| name[at].case.is_capital() && !is_ordinary(form(at)));
        let partners = name.iter().any(|word| is_ampersand(words, word));
        found.slot == Slot::Org
            && name.len() > 1
            && name[0].tag != Tag::At
            && !titled
            && (ends || rare && (partners || !known.given.contains(form(0))))
            && !known.well_known.contains(form(0))
            && !known.well_known.contains(form(name.len() - 1))
            && (ends || name.len() > 2 || !starts_sentence(&name[0]) || !is_ordinary(form(0)))
    };
    let firms = slots.iter().filter(is_firm);
    firms.map(|found| Found { slot: Slot::Firm, words: found.words.clone() }).collect()
}

/// Of the organisations in `slots`, those that their names alone show to be companies: an uncommon
/// word beside a trade or a legal form (`Bexley Tooling`, `Hotel Aurelio`), or beside an ampersand.
#[must_use]
pub fn businesses(words: &Words, slots: &[Found]) -> Vec<Found> {
    let is_business = |found: &Found| {
        let name = &words.list()[found.words.clone()];
        let form = |at: usize| words.form(&name[at]);
        let rare = |at: usize| {
            name[at].case == Case::Capital
                && !is_ordinary(form(at))
                && !known().given.contains(form(at))
                && !ends_org(words, &name[at])
        };
        let joined = name.iter().any(|word| is_ampersand(words, word));
        let trade = |word: Option<&Word>| word.is_some_and(|word| ends_org(words, word));
        (trade(name.last()) || trade(name.first()) || joined) && (0..name.len()).any(rare)
    };
    let mut found = firms(words, slots);
    found.retain(is_business);
    found.iter_mut().for_each(|found| found.slot = Slot::Business);
    found
}

/// What stands for the organisations named in `slots`: their name with an article, their people
/// (`the engineers at X`, `X's warehouse team`); and the company and its brands with an article.
#[must_use]
pub fn stand_ins(words: &Words, slots: &[Found]) -> Vec<Found> {
    let names = slots.iter().filter(|found| found.slot == Slot::Org);
    let own = slots.iter().filter(|found| matches!(found.slot, Slot::Brand | Slot::Employer));
    let mut wide: Vec<Found> = own
        .filter_map(|found| {
            let start = article(words, found.words.start)?;
            Some(Found { slot: found.slot, words: start..found.words.end })
        })
        .collect();
    for name in names.map(|found| found.words.clone()) {
        let starts = [Some(name.start), article(words, name.start), people_at(words, name.start)];
        let ends = [Some(name.end), people_of(words, name.end)];
        for start in starts.into_iter().flatten() {
            for end in ends.iter().flatten().copied() {
                if (start..end) != name {
                    wide.push(Found { slot: Slot::Org, words: start..end });
                }
            }
        }
    }
    wide
}

/// Articles in the languages that names are told in.
const ARTICLES: [&str; 18] = [
    "the", "der", "die", "das", "den", "dem", "le", "la", "les", "el", "los", "las", "het", "de", "il", "lo",
    "o", "a",
];

/// Where the name at word `at` begins with its article.
fn article(words: &Words, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let form = words.form(&words.list()[before]);
    (words.list()[at].gap.has(Gap::SPACE) && ARTICLES.contains(&form)).then_some(before)
}

/// Where `the engineers at` begins before the name at word `at`.
fn people_at(words: &Words, at: usize) -> Option<usize> {
    const AT: [&str; 7] = ["at", "from", "of", "in", "bei", "chez", "van"];
    let list = words.list();
    let form = |at: usize| words.form(&list[at]);
    let preposition = article(words, at).unwrap_or(at).checked_sub(1)?;
    let people = preposition.checked_sub(1)?;
    if !AT.contains(&form(preposition))
        || !known().org_people.contains(form(people))
        || !(people + 1..=at).all(|word| joins(list[word].gap))
    {
        return None;
    }
    let before = |steps: usize| {
        people.checked_sub(steps).filter(|start| (start + 1..=people).all(|word| joins(list[word].gap)))
    };
    let determiner =
        |start: &usize| ["the", "our", "my", "a", "all", "some", "two", "three"].contains(&form(*start));
    Some([1, 2, 3].into_iter().filter_map(before).find(determiner).unwrap_or(people))
}

/// Where `'s warehouse team` ends behind the name that ends before word `end`.
fn people_of(words: &Words, end: usize) -> Option<usize> {
    let list = words.list();
    let is = |at: usize, form: &str| list.get(at).is_some_and(|word| words.form(word) == form);
    let joined = |at: usize| list.get(at).is_some_and(|word| joins(word.gap));
    let owner = list.get(end).is_some_and(|word| word.gap.has(Gap::APOSTROPHE)) && is(end, "s");
    let first = if owner { end + 1 } else { end };
    (first..first + 3)
        .take_while(|at| joined(*at) && (*at == first || list[*at - 1].case != Case::Capital || owner))
        .find(|at| known().org_people.contains(words.form(&list[*at])) && list[*at].case == Case::Lower)
        .filter(|at| owner || *at < first + 2)
        .map(|at| at + 1)
}

/// Where the name that begins at word `start` ends.
fn name(words: &Words, start: usize, taken: &[bool], shouting: bool) -> Option<usize> {
    let list = words.list();
    let free = |at: usize| !taken.get(at).copied().unwrap_or_default();
    let first = &list[start];
    if first.tag == Tag::At {
        return (free(start) && !is_host(first)).then_some(start + 1);
    }
    if !free(start) || !begins(words, start, shouting) || is_identifier(words, start) {
        return None;
    }
    let mut end = start + 1;
    while end < list.len() && end - start < LONGEST && free(end) {
        let word = &list[end];
        if !joins(word.gap) {
            break;
        }
        if is_name_word(words, word)
            || word.case.is_capital() && ends_org(words, word)
            || is_domain(words, word)
        {
            end += 1;
        } else if end + 1 < list.len() && free(end + 1) && (bridges(words, end) || belongs(words, end)) {
            end += 2;
        } else {
            break;
        }
    }
    let all: Vec<_> = (start..end).map(|at| words.form(&list[at])).collect();
    let joined = all.join(" ");
    let everyday = known().well_known.contains(&joined) || known().ordinary.contains(&joined);
    let place = known().places.contains(&joined)
        || known().place_beginnings.contains(all[0])
            && (all.len() == 1 || all.len() == 2 && !known().org_endings.contains(all[1]));
    let own_body = all.len() == 1 && known().bodies.contains(all[0]);
    let other = place || own_body || all.last().is_some_and(|form| known().not_org_endings.contains(form));
    let ordinary = all.iter().all(|form| known().ordinary.contains(form));
    let somebody = all.len() == 1 && known().given.contains(all[0])
        || is_officer(words, start..end)
        || is_of_an_office(words, start..end)
        || is_many(words, start..end)
        || list.get(end).is_some_and(is_host);
    let sentence = starts_sentence(first) && end == start + 1;
    let plain = sentence && (is_ordinary(all[0]) || all[0].len() < 3) && first.case != Case::Mixed;
    (!everyday && !ordinary && !somebody && !other && !plain && !is_titled(words, start..end)).then_some(end)
}

/// Whether a name of two or three words is a person's, by the office that stands behind it: `Ada Marlow,
/// head of research`, `Ada Marlow, Line Manager at`, but not `Brandt Stahl, head office in Essen`.
fn is_officer(words: &Words, name: Range<usize>) -> bool {
    const OF: [&str; 8] = ["of", "at", "for", "de", "du", "di", "der", "des"];
    const LONGEST: usize = 3;
    let list = words.list();
    let behind = list.get(name.end..).unwrap_or_default();
    let begins = behind.first().is_some_and(|word| word.gap.has(Gap::COMMA) && !word.gap.has(Gap::END));
    let whole = 1 + behind.iter().skip(1).take(LONGEST - 1).take_while(|word| joins(word.gap)).count();
    let office = behind.iter().take(whole).position(|word| known().offices.contains(words.form(word)));
    let of = |at: usize| {
        behind[at + 1..].iter().take(2).any(|word| joins(word.gap) && OF.contains(&words.form(word)))
    };
    (2..=3).contains(&name.len()) && begins && !ends_org(words, &list[name.end - 1]) && office.is_some_and(of)
}

/// Whether a word is part of what an office is called: the second of `Chief Information Officer`.
fn is_of_an_office(words: &Words, name: Range<usize>) -> bool {
    let office = |word: &Word| {
        word.case == Case::Capital && joins(word.gap) && known().offices.contains(words.form(word))
    };
    name.len() == 1 && words.list().get(name.end).is_some_and(office)
}

/// Whether the word at `end` says that the name before it is what things are made with or are called:
/// `Jamstack websites`, `the AV1 initiative`.
fn is_a_kind(words: &Words, end: usize) -> bool {
    words.list().get(end).is_some_and(|word| {
        word.case == Case::Lower && joins(word.gap) && known().made_with.contains(words.form(word))
    })
}

/// Whether a name is a part of what is known: `Larkspur's Blue Ridge Region`.
fn is_division(words: &Words, name: Range<usize>, taken: &[bool]) -> bool {
    let list = words.list();
    let owned = name.start.checked_sub(2).is_some_and(|owner| taken.get(owner) == Some(&true));
    let division = |word: &Word| word.case == Case::Capital && known().divisions.contains(words.form(word));
    // A line may end within the name.
    let ends = division(&list[name.end - 1])
        || list.get(name.end).is_some_and(|word| !word.gap.has(Gap::END) && division(word));
    owned && words.form(&list[name.start - 1]) == "s" && ends
}

/// Whether a word is the plural of an abbreviation: `POs`, `APIs`.
fn is_many(words: &Words, name: Range<usize>) -> bool {
    const LONGEST: usize = 5;
    let word = &words.list()[name.start];
    let form = words.form(word);
    name.len() == 1 && word.case == Case::Mixed && form.len() <= LONGEST && form.ends_with('s')
}

/// Whether a word stands behind the `@` of an e-mail address, `gsa` of `press@gsa.gov`, and is no handle.
fn is_host(word: &Word) -> bool {
    word.tag == Tag::At && word.gap.is_none()
}

/// Whether a dictionary word has its capital from a title: `Request for Quote`, `Authority to
/// Operate`.
fn is_titled(words: &Words, name: Range<usize>) -> bool {
    let list = words.list();
    let everyday = |at: usize| {
        list.get(at).is_some_and(|word| word.case == Case::Capital && is_ordinary(words.form(word)))
    };
    let small = |at: usize| list.get(at).is_some_and(|word| word.case == Case::Lower && joins(word.gap));
    name.len() == 1
        && everyday(name.start)
        && (small(name.end) && everyday(name.end + 1) && !starts_sentence(&list[name.end + 1])
            || name.start > 1 && small(name.start - 1) && everyday(name.start - 2))
}

/// Whether the word at `at` is part of an identifier in capitals: `GIT_DIR`, `DHE-RSA`.
fn is_identifier(words: &Words, at: usize) -> bool {
    let list = words.list();
    let upper = |at: usize| list.get(at).is_some_and(|word| word.case == Case::Upper);
    let tied =
        |at: usize| list.get(at).is_some_and(|word| word.gap.has(Gap::HYPHEN) && !word.gap.has(Gap::SPACE));
    upper(at) && (tied(at) && at > 0 && upper(at - 1) || tied(at + 1) && upper(at + 1))
}

fn begins(words: &Words, at: usize, shouting: bool) -> bool {
    let word = &words.list()[at];
    if shouting && word.case == Case::Upper {
        return false;
    }
    is_name_word(words, word)
}

/// Whether a word may be part of a name: capitalised and not one of the ordinary capitalised
/// words.
fn is_name_word(words: &Words, word: &Word) -> bool {
    let form = words.form(word);
    word.case.is_capital()
        && form.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !begins_account(form)
        && word.tag != Tag::Hash
        && !known().ordinary.contains(form)
        && !(starts_sentence(word) && WITHIN.contains(&form))
}

/// Whether a word is what an international bank account number begins with: `GB18` (ISO 13616).
fn begins_account(form: &str) -> bool {
    matches!(form.as_bytes(), [a, b, c, d] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit())
}

/// Whether a word is the end of a name that is an address: `Pebbleworks.io`.
fn is_domain(words: &Words, word: &Word) -> bool {
    const ENDINGS: [&str; 16] = [
        "com", "org", "net", "io", "ai", "co", "gg", "app", "dev", "eu", "de", "fr", "nl", "it", "es", "shop",
    ];
    word.gap.has(Gap::DOT) && !word.gap.has(Gap::SPACE) && ENDINGS.contains(&words.form(word))
}

fn ends_org(words: &Words, word: &Word) -> bool {
    let form = words.form(word);
    known().org_endings.contains(form) || known().trades.contains(form)
}

/// `and`, `of` and the like between two capitalised words.
fn bridges(words: &Words, at: usize) -> bool {
    let list = words.list();
    let next = &list[at + 1];
    WITHIN.contains(&words.form(&list[at]))
        && list[at].case != Case::Capital
        && joins(next.gap)
        && is_name_word(words, next)
        && words.form(&list[at]) != "and"
        || is_ampersand(words, &list[at]) && is_name_word(words, next)
}

/// The `'s` of an ordinary word before what an organisation is: `Women's Hospital`.
fn belongs(words: &Words, at: usize) -> bool {
    let list = words.list();
    let next = &list[at + 1];
    list[at].gap.has(Gap::APOSTROPHE)
        && words.form(&list[at]) == "s"
        && is_ordinary(words.form(&list[at - 1]))
        && next.case == Case::Capital
        && joins(next.gap)
        && ends_org(words, next)
}

/// Whether a word is `&`, which reads as "and" and has no case.
fn is_ampersand(words: &Words, word: &Word) -> bool {
    words.form(word) == "and" && word.case == Case::None
}

fn joins(gap: Gap) -> bool {
    const PARTS: Gap = Gap::END.and(Gap::COMMA).and(Gap::MARK).and(Gap::QUOTE).and(Gap::APOSTROPHE);
    let dash = gap.has(Gap::HYPHEN) && gap.has(Gap::SPACE);
    !(gap.has(PARTS) || dash)
}

pub(super) fn starts_sentence(word: &Word) -> bool {
    word.gap.has(Gap::END.and(Gap::START).and(Gap::QUOTE).and(Gap::LINE_START))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let words = Words::of(text);
        orgs(&words, &[], false)
            .iter()
            .map(|found| {
                let list = &words.list()[found.words.clone()];
                text[list[0].start as usize..list[list.len() - 1].end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn a_run_of_capitalised_words_is_a_name() {
        assert_eq!(found("we signed Veldhoven Dairy last week"), ["Veldhoven Dairy"]);
        assert_eq!(found("with Brandt & Söhne in May"), ["Brandt & Söhne"]);
        assert_eq!(found("at @northgate today"), ["northgate"]);
        assert_eq!(found("the Bank of Orlev said"), ["Bank of Orlev"]);
        assert_eq!(found("with Pebbleworks.io, one of them"), ["Pebbleworks.io"]);
    }

    #[test]
    fn what_a_known_house_is_divided_into_is_no_name() {
        let owner = Range { start: 2, end: 3 };
        let count = |text: &str| orgs(&Words::of(text), std::slice::from_ref(&owner), false).len();
        assert_eq!(count("people at Larkspur's Southeast Veldhoven Region helped"), 0);
        assert_eq!(count("people at Larkspur's Veldhoven Dairy account helped"), 1);
        assert_eq!(count("people of Larkspur: Southeast Veldhoven Region helped"), 1);
    }

    #[test]
    fn what_things_are_made_with_and_who_holds_an_office_is_no_organisation() {
        assert!(found("websites built on Jamdeck websites of old").is_empty());
        assert!(found("with the Veldhoven Decoder initiative").is_empty());
        assert!(!found("with Charles Brandt, Line Manager at sea").contains(&"Charles Brandt".to_owned()));
        assert_eq!(found("with Veldhoven Brandt, a dairy at sea"), ["Veldhoven Brandt"]);
        assert_eq!(found("the Veldhoven app"), ["Veldhoven"]);
    }

    #[test]
    fn the_people_of_an_organisation_stand_for_it() {
        let wide = |text: &str| -> Vec<String> {
            let words = Words::of(text);
            let found = stand_ins(&words, &orgs(&words, &[], false));
            let told = |found: &Found| {
                let list = &words.list()[found.words.clone()];
                text[list[0].start as usize..list[list.len() - 1].end as usize].to_owned()
            };
            found.iter().map(told).collect()
        };
        assert_eq!(wide("with the engineers at Veldhoven Dairy now"), ["the engineers at Veldhoven Dairy"]);
        assert_eq!(wide("and Veldhoven's night team asked"), ["Veldhoven's night team"]);
        assert_eq!(wide("for the Bank of Orlev"), ["the Bank of Orlev"]);
        assert!(wide("with Veldhoven Dairy in May").is_empty());
    }

    #[test]
    fn ordinary_capitals_are_no_names() {
        assert!(found("Yesterday we met on Monday in March").is_empty());
        assert!(found("We use GitHub and Docker.").is_empty());
        assert!(found("Customers like it. They told us.").is_empty());
        assert!(found("then Wendy told us, and so did Hamish").is_empty());
        assert!(found("then press F8 or take the A4 home").is_empty());
        assert!(found("the works on Strand Street by the quay").is_empty());
        assert!(found("then ask your POs and our Chief Information Officer at the Bureau").is_empty());
        assert!(found("set GIT_DIR together with the DHE-RSA suite").is_empty());
    }
}
