//! Praise of an own product by somebody who works for its maker: what counts as praise, what as a
//! disclosure, and where it has to stand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

use jiff::Timestamp;
use presscheck::check::Check;
use presscheck::evidence::record::Record;
use presscheck::finding::Finding;
use presscheck::judge::{Judge, builtin};
use presscheck::policy::{Policy, load};
use std::collections::BTreeMap;

/// The policy of the rules' examples with a channel for each platform, in an employee's voice.
fn policy() -> Policy {
    let mut text = include_str!("../policy/examples.toml").to_owned();
    for platform in ["linkedin", "x", "instagram", "mastodon"] {
        text += &format!(
            "\n[[channel]]\npaths = [\"{platform}/**\"]\nkind = \"social\"\nplatform = \"{platform}\"\nvoice = \"employee\"\n"
        );
    }
    text += "\n[[channel]]\npaths = [\"journal/**\"]\nkind = \"article\"\nplatform = \"blog\"\nvoice = \"employee\"\n";
    load(
        &BTreeMap::from([("presscheck.toml".to_owned(), text.into_bytes())]),
        "presscheck.toml",
        &builtin::ids(),
    )
    .unwrap_or_else(|errors| panic!("{errors:?}"))
}

struct Desk<'p>(Check<'p>);

impl<'p> Desk<'p> {
    fn new(policy: &'p Policy) -> Self {
        let now: Timestamp = "2026-03-10T09:00:00Z".parse().unwrap();
        Desk(Check {
            judge: Judge::new(policy, now).unwrap(),
            record: Record::default(),
            as_published: false,
        })
    }

    fn findings(&self, path: &str, text: &str) -> Vec<Finding> {
        let outcome = self.0.file(path, text.as_bytes().to_vec(), || Ok(None)).unwrap();
        outcome.findings.into_iter().filter(|finding| &*finding.category == "employee-disclosure").collect()
    }

    /// The ends of the ids of the rules that speak: `missing`, `buried`, …
    fn says(&self, path: &str, text: &str) -> Vec<String> {
        let of = |finding: Finding| finding.rule.replace("disclosure-", "");
        self.findings(path, text).into_iter().map(of).collect()
    }
}

fn said(path: &str, text: &str) -> Vec<String> {
    let policy = policy();
    Desk::new(&policy).says(path, text)
}

#[test]
fn praise_in_natural_words_is_heard() {
    let policy = policy();
    let desk = Desk::new(&policy);
    let lines = include_str!("disclosure/praise.txt").lines();
    let deaf: Vec<_> = lines.filter(|line| desk.says("linkedin/post.txt", line).is_empty()).collect();
    assert!(deaf.is_empty(), "{} not heard:\n{}", deaf.len(), deaf.join("\n"));
}

#[test]
fn what_is_no_praise_of_an_own_product_is_left_alone() {
    let policy = policy();
    let desk = Desk::new(&policy);
    let lines = include_str!("disclosure/quiet.txt").lines();
    let loud: Vec<_> = lines.filter(|line| !desk.says("linkedin/post.txt", line).is_empty()).collect();
    assert!(loud.is_empty(), "{} flagged:\n{}", loud.len(), loud.join("\n"));
}

#[test]
fn a_disclosure_clears_all_of_the_praise() {
    let policy = policy();
    let desk = Desk::new(&policy);
    for line in include_str!("disclosure/praise.txt").lines() {
        let text = format!("#LarkspurEmployee {line}");
        let said = desk.says("x/post.txt", &text);
        assert!(said.is_empty() || said == ["language"], "{text}: {said:?}");
    }
}

const LOGGER: &str = "FieldNote is the most reliable logger I have carried.";

/// So many characters that say nothing.
fn filler(length: usize) -> String {
    "We counted eels in the rain. ".chars().cycle().take(length).collect::<String>() + "\n\n"
}

#[test]
fn the_tie_named_before_the_praise_is_enough() {
    for tie in [
        "I work at Larkspur.",
        "I work for @larkspur.",
        "I'm a product designer at Larkspur.",
        "As a Larkspur employee I am biased.",
        "My employer, Larkspur, lets me test things.",
        "I am on the FieldNote team.",
    ] {
        assert!(said("linkedin/post.txt", &format!("{tie} {LOGGER}")).is_empty(), "{tie}");
    }
}

#[test]
fn liking_a_product_is_no_tie() {
    for words in [
        "I'm a big fan of Larkspur.",
        "I'm so happy with FieldNote.",
        "Ik ben weg van Larkspur.",
        "Coffee at Larkspur.",
    ] {
        assert!(!said("linkedin/post.txt", &format!("{words} {LOGGER}")).is_empty(), "{words}");
    }
}

#[test]
fn a_tie_denied_is_none() {
    assert_eq!(said("x/post.txt", &format!("I don't work for Larkspur. {LOGGER}")), ["insufficient"]);
}

#[test]
fn a_disclosure_behind_the_fold_is_buried() {
    let text = |before| format!("{}I work at Larkspur. {LOGGER}", filler(before));
    assert!(said("linkedin/post.txt", &text(100)).is_empty());
    assert_eq!(said("linkedin/post.txt", &text(150)), ["buried"]);
    assert!(said("mastodon/post.txt", &text(150)).is_empty(), "no fold before 500 characters");
}

#[test]
fn a_disclosure_far_behind_the_praise_is_buried() {
    let text = |between| format!("{LOGGER}\n\n{}I work at Larkspur.\n", filler(between));
    assert!(said("journal/post.md", &text(100)).is_empty());
    assert_eq!(said("journal/post.md", &text(300)), ["buried"]);
}

#[test]
fn a_disclosing_hashtag_stands_first_in_a_short_run() {
    assert!(said("x/post.txt", &format!("#LarkspurEmployee {LOGGER}")).is_empty());
    assert!(said("x/post.txt", &format!("{LOGGER} #LarkspurEmployee #eels #rain")).is_empty());
    assert_eq!(said("x/post.txt", &format!("{LOGGER} #eels #LarkspurEmployee")), ["buried"]);
    assert_eq!(said("x/post.txt", &format!("{LOGGER} #LarkspurEmployee #eels #rain #mud")), ["buried"]);
    assert_eq!(said("x/post.txt", &format!("{LOGGER}\n\n#eels #rain #mud\n\n#LarkspurEmployee")), ["buried"]);
}

#[test]
fn a_place_that_readers_do_not_read_buries_a_disclosure() {
    for hidden in [
        "<!-- I work at Larkspur. -->",
        "![I work at Larkspur.](eel.png)",
        "<details><summary>More</summary>\n\nI work at Larkspur.\n\n</details>",
        "~~I work at Larkspur.~~",
        "<p hidden>I work at Larkspur.</p>",
        "<!--more-->\n\nI work at Larkspur.",
    ] {
        assert_eq!(said("journal/post.md", &format!("{LOGGER}\n\n{hidden}\n")), ["buried"], "{hidden}");
    }
    let front = format!("---\ndisclosure: I work at Larkspur.\n---\n\n{LOGGER}\n");
    assert_eq!(said("journal/post.md", &front), ["buried"]);
    let bio = format!("author: Ines Calder\nbio: Product Designer at Larkspur\ntext: {LOGGER}\n");
    assert_eq!(said("linkedin/post.yaml", &bio), ["buried"]);
}

#[test]
fn somebody_elses_words_neither_praise_nor_disclose() {
    assert!(said("journal/post.md", &format!("> {LOGGER}\n\nSays a friend.\n")).is_empty());
    assert_eq!(said("journal/post.md", &format!("> I work at Larkspur.\n\n{LOGGER}\n")), ["missing"]);
}

#[test]
fn every_post_of_a_thread_that_praises_says_so_itself() {
    let thread = |second: &str| {
        format!(
            "author: Ines Calder\nposts:\n  - \"1/2 I work at Larkspur. I love FieldNote.\"\n  - \"2/2 {second}\"\n"
        )
    };
    assert_eq!(said("x/thread.yaml", &thread(LOGGER)), ["buried"]);
    assert!(said("x/thread.yaml", &thread("Bring a torch.")).is_empty());
    let missing =
        format!("author: Ines Calder\nposts:\n  - \"1/2 I love FieldNote.\"\n  - \"2/2 {LOGGER}\"\n");
    assert_eq!(said("x/thread.yaml", &missing), ["missing", "missing"]);
}

#[test]
fn posts_of_a_calendar_do_not_speak_for_each_other() {
    let text = format!(
        "posts:\n  - channel: x\n    author: Ines Calder\n    text: I work at Larkspur and count eels.\n  - channel: x\n    author: Ines Calder\n    text: {LOGGER}\n"
    );
    assert_eq!(said("calendar.yaml", &text), ["missing"]);
}

#[test]
fn the_company_speaks_for_itself() {
    let post = |who: &str| format!("channel: linkedin\n{who}\ntext: {LOGGER}\n");
    assert!(said("social/post.yaml", &post("account: \"@larkspur\"")).is_empty());
    assert_eq!(said("social/post.yaml", &post("author: Ines Calder")), ["missing"]);
    assert_eq!(said("social/post.yaml", &post("author: Ines Calder, Product Designer")), ["missing"]);
    assert_eq!(said("social/inescalder/post.txt", LOGGER), ["missing"]);
    assert!(said("blog/post.md", &format!("---\nauthor: Ines Calder\n---\n\n{LOGGER}\n")).is_empty());
    assert!(said("press/post.md", &format!("---\nauthor: Ines Calder\n---\n\n{LOGGER}\n")).is_empty());
}

#[test]
fn praise_that_names_no_product_needs_one_near_by() {
    assert!(said("x/post.txt", "New boots! Worth every penny.").is_empty());
    assert_eq!(said("x/post.txt", "Worth every penny. #eels #larkspurians"), ["missing"]);
    assert_eq!(said("x/post.txt", "Worth every penny: https://larkspur.example/fieldnote"), ["missing"]);
    let far =
        format!("FieldNote counts eels.\n\n{}{}My boots are worth every penny.\n", filler(40), filler(40));
    assert!(said("journal/post.md", &far).is_empty());
}

#[test]
fn a_yes_to_a_friends_question_is_praise() {
    let reply = |words: &str| {
        format!(
            "channel: x\nin_reply_to:\n  from: \"@friend\"\n  text: Is FieldNote any good?\nreply:\n  author: Ines Calder\n  text: {words}\n"
        )
    };
    assert_eq!(said("reply.yaml", &reply("Yes! Go for it.")), ["missing"]);
    assert!(said("reply.yaml", &reply("I work at Larkspur, so yes! Go for it.")).is_empty());
    assert!(said("reply.yaml", &reply("Ask me in March, I have not counted yet.")).is_empty());
}

#[test]
fn the_help_has_a_sentence_in_the_language_of_the_praise_and_a_place_for_it() {
    let policy = policy();
    let text = "Ich bin begeistert von FieldNote und würde es auch meiner Schwester sofort wieder in den Rucksack packen.";
    let found = &Desk::new(&policy).findings("linkedin/post.txt", text)[0];
    assert!(found.help.contains("\"Ich arbeite bei Larkspur.\""), "{}", found.help);
    assert!(found.help.contains("first 140 characters"), "{}", found.help);
}
