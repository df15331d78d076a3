use super::*;
use crate::document::{Format, Reading, Source, read};
use crate::policy::{Company, Employee, Policy};
use std::sync::{Arc, LazyLock};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy {
    company: Company {
        name: "Larkspur Instruments Ltd".into(),
        domains: vec!["larkspur.example".into()],
        ..Company::default()
    },
    employees: vec![Employee {
        name: "Ines Calder".into(),
        handles: vec!["@inescalder".into()],
        ..Employee::default()
    }],
    ..Policy::default()
});

static JUDGE: LazyLock<Judge<'static>> =
    LazyLock::new(|| Judge::new(&POLICY, "2026-03-10T09:00:00Z".parse().unwrap()).unwrap());

fn at(path: &str, text: &str) -> Vec<(Light, String)> {
    let format = Format::of_path(path).unwrap();
    let document = read(path, Arc::new(Source::from_text(text)), format, Reading::default());
    let page = JUDGE.page(&document);
    let rule = JUDGE.rules.find("personal-data").unwrap();
    let raised = JUDGE.raise(&page);
    raised.into_iter().filter(|one| one.rule == rule).map(|one| (one.light, one.words)).collect()
}

#[track_caller]
fn flags(path: &str, text: &str, words: &str) {
    assert_eq!(at(path, text), [(Light::Red, words.to_owned())], "{text}");
}

#[track_caller]
fn passes(path: &str, text: &str) {
    assert_eq!(at(path, text), [], "{text}");
}

#[test]
fn account_and_card_numbers_are_told_by_their_check_digits() {
    flags("blog/a.md", "It went to DE28 8605 0200 4417 0938 26 yesterday.", "DE28 8605 0200 4417 0938 26");
    flags("support/a.md", "Both charges on 4539 2871 0046 3814 are back.", "4539 2871 0046 3814");
    flags("support/a.md", "> my card 4539 2871 0046 3814\n\nThanks.", "4539 2871 0046 3814");
    passes("blog/a.md", "A number such as DE41 8605 0200 4417 0938 26 looks right and is not.");
    passes("blog/a.md", "The plate says 4539 2871 0046 3818.");
    passes("blog/a.md", "Pay with 4242 4242 4242 4242 in the test shop.");
    passes("blog/a.md", "Type `4539 2871 0046 3814` or\n\n```\n4539 2871 0046 3814\n```\n");
    passes("blog/a.md", "Build 0001-4539-2871-0046-3814 is out.");
}

#[test]
fn a_customers_address_in_an_answer_is_red_wherever_it_is_ours_to_say() {
    let answer = "> I cannot log in, my account is joao.m@correio.example\n\nI can see joao.m@correio.example was locked.";
    flags("support/a.md", answer, "joao.m@correio.example");
    passes("support/a.md", "> my account is joao.m@correio.example\n\nWe have unlocked it.");
    flags(
        "support/a.md",
        "We have sent it to info@smallshop.example, please look.",
        "info@smallshop.example",
    );
    passes("support/a.md", "Please write to us at care@larkspur.example.");
    passes("support/a.md", "I am ines.calder@larkspur.example.");
}

#[test]
fn an_address_of_ours_a_desk_and_a_contact_are_left_alone() {
    passes("blog/a.md", "Write to training@larkspur.example or to jo@post.larkspur.example.");
    passes("blog/a.md", "The bureau is at info@bureau.example.");
    passes("press/a.md", "Press contact: Rowan Ash, rowan.ash@agency.example, +44 113 496 0000.");
    passes("press/a.md", "## Media contact\n\nRowan Ash, rowan.ash@agency.example");
    passes(
        "blog/a.md",
        "Ask [Jo](mailto:jo.ash@fair.example) or [jo.ash@fair.example](mailto:jo.ash@fair.example).",
    );
    passes("blog/a.md", "Clone git@forge.example:larkspur/probe.git and look at logo@2x.png.");
    passes("blog/a.md", "Find me at @jo@social.example.");
    passes("blog/a.md", "Type `max@example.com`.\n\n```csv\nMax,max@example.com,+49 30 555 0100\n```\n");
    passes("blog/a.md", "Type your.name@example.com here.");
}

#[test]
fn a_persons_address_in_a_story_is_red_where_the_story_is_theirs() {
    flags(
        "blog/a.md",
        "This one came in October from gwen.harrald@postbox.example.",
        "gwen.harrald@postbox.example",
    );
    flags("blog/a.md", "Our customer gwen.harrald@postbox.example was kind.", "gwen.harrald@postbox.example");
    let talk = "The talk by the river, gwen.harrald@postbox.example, was good.";
    passes("blog/a.md", talk);
    let doubt = at("social/a.txt", talk);
    assert_eq!(doubt, [(Light::Yellow, "gwen.harrald@postbox.example".to_owned())]);
}

#[test]
fn a_phone_in_an_answer_is_red_unless_it_is_given_to_be_called() {
    flags("support/a.md", "We called you on\n+351 21 555 0142 and left a message.", "+351 21 555 0142");
    flags(
        "support/a.md",
        "We rang you on +47 915 55 0138 this morning. Call us any time.",
        "+47 915 55 0138",
    );
    passes("support/a.md", "Please call us on +44 113 496 0000.");
    passes("blog/a.md", "The clock shop: +44 113 496 0000.");
    passes("support/a.md", "+1 from me, and thanks for 2026-05-12.");
}

#[test]
fn a_customers_numbers_in_an_answer_are_red() {
    flags("support/a.md", "Your order number is 40-22817, and it ships today.", "40-22817");
    flags("support/a.md", "Your account number is 5520 1187.", "5520 1187");
    passes("support/a.md", "Your account number is printed on the first page.");
}
#[test]
fn the_health_of_one_of_our_people_is_red_whether_or_not_the_handle_spells_the_name() {
    flags(
        "blog/a.md",
        "Ines Calder is on medical leave, so the sketch is mine.",
        "Ines Calder is on medical leave",
    );
}

#[test]
fn an_address_beside_its_owners_name_is_given() {
    let found = |text| at("copy.txt", text).len();
    assert_eq!(found("Written by Ada Byron <ada@postbox.example>."), 0);
    assert_eq!(found("We found ada@postbox.example in the drawer."), 1);
}

#[test]
fn a_plain_text_longer_than_any_post_is_an_article() {
    let found = |text: &str| at("copy.txt", text).len();
    let long = format!("We found ada@postbox.example in the drawer. {}", "It rained again. ".repeat(320));
    assert_eq!(found(&long), 0);
    assert_eq!(found(&long[..2_000]), 1);
}
