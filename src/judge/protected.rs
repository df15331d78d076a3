//! Protected speech: what workers say about their own working life is theirs to say.
//!
//! Findings of rules that the policy marks as protected are taken back where a worker speaks of
//! pay, hours, safety, conditions, union or managers, or of a report to an authority. A note says
//! which. Names on a list, figures, prices and deals are no protected rules and stay.

use super::page::{Page, Text};
use super::phrases::speaks;
use super::{Judge, Raised};
use crate::policy::{ChannelKind, Voice};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The judgement that rules name.
const JUDGE: &str = "protected";

/// What a worker speaks of.
const TOPICS: [&str; 3] = ["terms-of-work", "collective", "whistleblowing"];

/// How many words a social piece may have to be read as one paragraph.
const SHORT: usize = 120;

/// Takes back what is protected in `raised`; everything that may be taken back is in it already.
pub(super) fn settle(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let Some(rule) = judge.rules.rules.iter().position(|rule| rule.spec.judge.as_deref() == Some(JUDGE))
    else {
        return;
    };
    let may = |one: &Raised| {
        let own = &judge.rules.rules[one.rule].spec;
        own.protected && one.listed.is_none()
    };
    if !raised.iter().any(may) {
        return;
    }
    let mut notes: Vec<(usize, Range<usize>, Vec<String>)> = Vec::new();
    let mut topics: FxHashMap<usize, Option<(usize, Range<usize>)>> = FxHashMap::default();
    raised.retain(|one| {
        let own = || topics.entry(one.text).or_insert_with(|| topic(judge, page, rule, one.text)).clone();
        let Some((number, words)) = may(one).then(own).flatten() else { return true };
        let id = judge.rules.rules[one.rule].id();
        match notes.iter_mut().find(|(at, own, _)| *at == number && *own == words) {
            Some((.., rules)) if rules.iter().any(|own| own == id) => {}
            Some((.., rules)) => rules.push(id.to_owned()),
            None => notes.push((number, words, vec![id.to_owned()])),
        }
        false
    });
    for (number, words, rules) in notes {
        if let Some(light) = judge.light(rule, None) {
            let range = page.texts[number].bytes(words);
            let mut note = judge.finding(page, number, rule, light, range);
            note.label =
                format!("a worker speaks of their own working life, so {} stands back", rules.join(", "));
            raised.push(note);
        }
    }
}

/// Where a worker speaks of working life around text `number`: the text and its words.
fn topic(judge: &Judge<'_>, page: &Page<'_>, rule: usize, number: usize) -> Option<(usize, Range<usize>)> {
    let near = around(page, &page.texts[number]);
    let says = |roles: &[&str]| {
        near.iter().find_map(|&number| {
            let text = &page.texts[number];
            let hit = text.hits.iter().find(|cued| {
                let cue = &judge.rules.cues[cued.cue];
                cue.rule == rule
                    && cue.spec.role.as_deref().is_some_and(|role| roles.contains(&role))
                    && speaks(judge, page, text, cued.cue, &cued.hit.words)
            })?;
            Some((number, hit.hit.words.clone()))
        })
    };
    says(&["worker"])?;
    says(&TOPICS)
}

/// The texts, by number, that a worker's words hold for: the paragraph, and all of a short post. The company's own
/// voice is no worker's, and what somebody else said is not the writer's.
fn around(page: &Page<'_>, text: &Text<'_>) -> Vec<usize> {
    let setting = page.setting(text);
    let company = setting.is_some_and(|setting| {
        setting.voice == Voice::Company && !matches!(setting.kind, ChannelKind::Article)
    });
    if company || text.block.inside.quote {
        return Vec::new();
    }
    let social = setting.is_some_and(|setting| setting.kind == ChannelKind::Social);
    let is_short = |piece: &usize| {
        let mut read = page.piece(*piece).filter(|text| text.is_read()).map(|text| text.words.list().len());
        read.try_fold(0, |sum, words| Some(sum + words).filter(|sum| *sum <= SHORT)).is_some()
    };
    let mut near: Vec<usize> = match text.piece.filter(|piece| social && is_short(piece)) {
        Some(piece) => page.numbers(piece).collect(),
        None => page.paragraph_numbers(text).to_vec(),
    };
    near.retain(|&number| !page.texts[number].block.inside.quote);
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Reading, Source, read};
    use crate::finding::Light;
    use crate::policy::{Company, Kind, Listed, Policy};
    use std::sync::{Arc, LazyLock};

    static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy {
        company: Company {
            name: "Larkspur Instruments Ltd".into(),
            brands: vec!["Larkspur".into()],
            ..Company::default()
        },
        employees: vec![crate::policy::Employee { name: "Ines Calder".into(), ..Default::default() }],
        listed: vec![Listed::new(Kind::Customer, "Marlow Dairy")],
        ..Policy::default()
    });
    static JUDGE: LazyLock<Judge<'static>> =
        LazyLock::new(|| Judge::new(&POLICY, "2026-03-10T09:00:00Z".parse().unwrap()).unwrap());

    fn of(text: &str) -> Vec<(String, Light)> {
        in_file(
            "social/linkedin/a.yaml",
            &format!("author: Ines Calder\ntext: {}\n", serde_json::to_string(text).unwrap()),
        )
    }

    fn in_file(path: &str, text: &str) -> Vec<(String, Light)> {
        let format = Format::of_path(path).unwrap();
        let document = read(path, Arc::new(Source::from_text(text)), format, Reading::default());
        let page = JUDGE.page(&document);
        let raised = JUDGE.raise(&page);
        raised.into_iter().map(|one| (JUDGE.rules.rules[one.rule].id().to_owned(), one.light)).collect()
    }

    fn note() -> (String, Light) {
        ("protected-speech".into(), Light::Green)
    }

    #[test]
    fn a_worker_on_a_lay_off_is_left_alone_and_a_note_says_so() {
        let post = "I was laid off on Monday. We are laying off 40 people in Ghent.";
        assert_eq!(of(post), [note()]);
    }

    #[test]
    fn the_same_words_without_a_worker_stay() {
        let found = of("We are laying off 40 people in Ghent.");
        assert!(found.contains(&("people-change".into(), Light::Red)), "{found:?}");
    }

    #[test]
    fn finances_beside_pay_stay_red() {
        let post =
            "My salary went up by 2% and our hours got longer. Our Q3 revenue grew 40% to $12 million.";
        let found = of(post);
        assert!(found.contains(&("financial-own".into(), Light::Red)), "{found:?}");
    }

    #[test]
    fn a_listed_customer_beside_pay_stays_red() {
        let found =
            of("I was laid off on Monday. We are laying off 40 people, and Marlow Dairy hears it last.");
        assert!(found.contains(&("customer-named".into(), Light::Red)), "{found:?}");
        assert!(found.contains(&note()) && !found.iter().any(|(id, _)| id == "people-change"), "{found:?}");
    }

    #[test]
    fn the_company_itself_is_no_worker() {
        let text = "Our wages are fair. We are laying off 40 people in Ghent, and my manager says so.\n";
        let found = in_file("press/a.txt", text);
        assert!(found.iter().any(|(id, _)| id == "people-change"), "{found:?}");
    }

    #[test]
    fn in_an_article_only_the_paragraph_is_the_workers() {
        let text = "My pay is too low, my colleagues and I say.\n\nWe are laying off 40 people in Ghent.\n";
        let found = in_file("blog/a.txt", text);
        assert!(found.iter().any(|(id, _)| id == "people-change"), "{found:?}");
    }

    #[test]
    fn a_note_alone_is_never_raised() {
        assert_eq!(of("My pay is too low, my colleagues and I say."), []);
    }
}
