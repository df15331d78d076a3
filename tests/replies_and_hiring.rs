//! Who may answer a complaint, what a post about a vacancy links, and what it adds to its advert.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

use presscheck::check::Check;
use presscheck::evidence::record::Record;
use presscheck::finding::State;
use presscheck::judge::Judge;
use presscheck::policy::{Company, Employee, Job, Policy, Support};
use std::sync::LazyLock;

fn policy() -> Policy {
    Policy {
        company: Company {
            name: "Larkspur Ltd".into(),
            brands: vec!["Larkspur".into()],
            domains: vec!["larkspur.example".into()],
            handles: vec!["@larkspur".into()],
            careers: vec!["larkspur.example/careers".into()],
        },
        employees: vec![Employee {
            name: "Ines Calder".into(),
            handles: vec!["@inescalder".into()],
            role: None,
        }],
        support: Support {
            public_replies: Some(true),
            handlers: vec!["@larkspurhelp".into()],
            escalate: vec!["legal threat".into(), "food safety".into()],
            escalate_to: Some("care@larkspur.example".into()),
        },
        jobs: vec![
            Job {
                title: Some("Field Engineer".into()),
                url: Some("https://larkspur.example/careers/field-engineer".into()),
                text: Some("Leeds or Ghent. Salary £38,000 to £45,000. Reports to the Head of Field.".into()),
            },
            Job {
                title: Some("Bench Hand".into()),
                url: Some("https://larkspur.example/careers/bench-hand".into()),
                text: None,
            },
        ],
        ..Policy::default()
    }
}

/// The words of the open findings of `rule`, with their help.
fn told(check: &Check<'_>, path: &str, text: &str, rule: &str) -> Vec<(String, String)> {
    let outcome = check.file(path, text.as_bytes().to_vec(), || Ok(None)).unwrap();
    outcome
        .findings
        .into_iter()
        .filter(|finding| finding.state == State::Open && *finding.rule == *rule)
        .map(|finding| (finding.text.to_string(), finding.help.to_string()))
        .collect()
}

fn check(policy: &Policy) -> Check<'_> {
    let judge = Judge::new(policy, "2026-03-10T09:00:00Z".parse().unwrap()).unwrap();
    Check { judge, record: Record::new(policy), as_published: false }
}

/// By the policy above, made ready once.
fn found(path: &str, text: &str, rule: &str) -> Vec<(String, String)> {
    static POLICY: LazyLock<Policy> = LazyLock::new(policy);
    static CHECK: LazyLock<Check<'static>> = LazyLock::new(|| check(&POLICY));
    told(&CHECK, path, text, rule)
}

fn words(path: &str, text: &str, rule: &str) -> Vec<String> {
    found(path, text, rule).into_iter().map(|(words, _)| words).collect()
}

fn reply(complaint: &str, account: &str) -> String {
    format!(
        "in_reply_to:\n  from: \"@jo\"\n  text: \"{complaint}\"\nreply:\n  account: \"{account}\"\n  text: \"Sorry! We will look into it.\"\n"
    )
}

fn complaint(message: &str, account: &str) -> Vec<String> {
    words("replies/jo.yaml", &reply(message, account), "complaint-reply")
}

#[test]
fn a_late_parcel_is_answered_by_a_handler_and_by_the_company_but_not_by_a_colleague() {
    let late = "My order is two weeks late.";
    assert_eq!(complaint(late, "@larkspurhelp"), [] as [&str; 0]);
    assert_eq!(complaint(late, "@larkspur"), [] as [&str; 0]);
    assert_eq!(complaint(late, "@inescalder").len(), 1);
}

#[test]
fn where_nobody_answers_in_public_only_a_handler_does() {
    let mut policy = policy();
    policy.support.public_replies = Some(false);
    let check = check(&policy);
    let late = |account| {
        told(&check, "replies/jo.yaml", &reply("My order is two weeks late.", account), "complaint-reply")
    };
    assert!(late("@larkspurhelp").is_empty());
    assert_eq!(late("@larkspur").len(), 1);
}

#[test]
fn injury_goes_to_the_person_named_even_if_the_policy_lists_other_topics() {
    let message = "The parcel was late and the lid burned my hand.";
    let seen = found("replies/jo.yaml", &reply(message, "@larkspurhelp"), "complaint-reply");
    assert_eq!(seen.len(), 1);
    assert!(seen[0].0.contains("burned my"), "{seen:?}");
    assert!(seen[0].1.contains("care@larkspur.example"), "{seen:?}");
}

#[test]
fn an_outage_is_handed_over_though_the_policy_lists_other_topics() {
    assert_eq!(complaint("Total outage since seven.", "@larkspurhelp").len(), 1);
}

#[test]
fn a_word_of_danger_in_a_joke_or_a_plain_question_is_not_handed_over() {
    for harmless in [
        "This brew is to die for, you are killing me.",
        "Do you deliver to the hospital on Mill Road?",
        "My battery died after two hours.",
        "Is the side door wheelchair accessible?",
    ] {
        assert!(complaint(harmless, "@larkspurhelp").is_empty(), "{harmless}");
    }
}

#[test]
fn the_policys_own_words_are_looked_for_in_any_order() {
    assert_eq!(complaint("Is this a Food Safety matter?", "@larkspurhelp"), ["Food Safety"]);
    assert_eq!(complaint("How safe is your food?", "@larkspurhelp"), ["safe is your food"]);
    assert!(complaint("The box is safe and well.", "@larkspurhelp").is_empty());
}

#[test]
fn a_question_and_praise_are_no_complaints() {
    let question = "> Do you ship to Norway?\n\nWe do, since May.\n";
    assert!(words("replies/norway.md", question, "complaint-reply").is_empty());
    let thanks = "> Your manual made my day.\n\nThank you, Ines will be glad.\n";
    assert!(words("replies/thanks.md", thanks, "complaint-reply").is_empty());
}

#[test]
fn a_quotation_in_an_article_is_no_complaint_that_is_answered() {
    let text =
        "# A visit\n\n> We had a fire in the barn, and the probe went on.\n\nThat is what the farmer said.\n";
    assert!(words("blog/visit.md", text, "complaint-reply").is_empty());
}

#[test]
fn a_complaint_retold_by_staff_is_told_once() {
    let text = "author: Ines Calder\n\nAn angry customer rang today, she will take us to court. Her probe caught fire.\n";
    assert_eq!(words("linkedin/ines.txt", text, "complaint-reply").len(), 1);
}

#[test]
fn a_vacancy_is_told_once_and_its_advert_is_offered() {
    let text =
        "We're hiring a Field Engineer! My team is looking for a field engineer. https://larkspur.example";
    let seen = found("linkedin/post.txt", text, "hiring-no-link");
    assert_eq!(seen.len(), 1);
    assert!(seen[0].1.contains("https://larkspur.example/careers/field-engineer"), "{seen:?}");
}

#[test]
fn a_link_in_the_thread_or_in_the_post_that_is_announced_counts() {
    let thread = "1/2 We're hiring a Bench Hand.\n\n2/2 https://larkspur.example/careers/bench-hand\n";
    assert!(words("x/thread.tweet", thread, "hiring-no-link").is_empty());
    let next = "We're hiring a Bench Hand, see the next post.\n\n---\n\nhttps://larkspur.example/careers/bench-hand\n";
    assert!(words("x/posts.txt", next, "hiring-no-link").is_empty());
    let apart = "We're hiring a Bench Hand.\n\n---\n\nhttps://larkspur.example/careers/bench-hand\n";
    assert_eq!(words("x/posts.txt", apart, "hiring-no-link").len(), 1);
}

#[test]
fn a_thread_without_a_link_is_told_once() {
    let thread = "1/2 We're hiring a Bench Hand.\n\n2/2 We're hiring, tell everybody.\n";
    assert_eq!(words("x/thread.tweet", thread, "hiring-no-link").len(), 1);
}

#[test]
fn what_is_no_job_is_looked_for_without_an_advert() {
    for text in [
        "We're looking for a simpler way to calibrate.",
        "We are looking for beta testers.",
        "Come and join us for a webinar.",
        "Are you hiring? My brother writes good Rust.",
    ] {
        assert!(words("linkedin/post.txt", text, "hiring-no-link").is_empty(), "{text}");
    }
}

#[test]
fn the_advert_itself_is_left_alone() {
    let text = "We are looking for a bench hand. Start in May, and a bonus of 10%.";
    assert!(words("careers/bench-hand.md", text, "hiring-no-link").is_empty());
    assert!(words("careers/bench-hand.md", text, "hiring-beyond-ad").is_empty());
}

#[test]
fn what_the_advert_says_may_be_said_and_what_it_does_not_is_told() {
    let advert = "https://larkspur.example/careers/field-engineer";
    let held = format!("We're hiring a Field Engineer, £38k to £45k, reports to the Head of Field: {advert}");
    assert!(words("linkedin/post.txt", &held, "hiring-beyond-ad").is_empty());
    let added =
        format!("We're hiring a Field Engineer: {advert}. You'll report to Ines. Visa sponsorship included.");
    assert_eq!(words("linkedin/post.txt", &added, "hiring-beyond-ad").len(), 2);
}

#[test]
fn an_advert_whose_text_is_not_known_is_compared_with_nothing() {
    let text = "We're hiring a Bench Hand: https://larkspur.example/careers/bench-hand. Bonus of 10% a year.";
    assert!(words("linkedin/post.txt", text, "hiring-beyond-ad").is_empty());
}

#[test]
fn an_answer_about_a_vacancy_keeps_to_the_advert() {
    let text = "> Is there a bonus for the Field Engineer job?\n\nThere is: a bonus of 10% a year.\n";
    assert_eq!(words("replies/bonus.md", text, "hiring-beyond-ad").len(), 1);
}

#[test]
fn a_detail_elsewhere_in_an_article_is_not_about_the_vacancy() {
    let text = "# Bench news\n\nThe interview process at the dairy takes three rounds of tasting.\n\n## Jobs\n\nWe're hiring a [Field Engineer](https://larkspur.example/careers/field-engineer).\n";
    assert!(words("blog/bench.md", text, "hiring-beyond-ad").is_empty());
}
