use super::*;
use crate::document::{Format, Reading, Source, read};
use crate::policy::Policy;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// One judge for all tests: making the rules ready takes longer than judging a line.
static JUDGE: LazyLock<Mutex<Judge<'static>>> = LazyLock::new(|| {
    static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);
    Mutex::new(Judge::new(&POLICY, Timestamp::UNIX_EPOCH).unwrap())
});

fn at(path: &str, text: &str, now: &str) -> Vec<(Light, String, String)> {
    let mut judge = JUDGE.lock().unwrap_or_else(PoisonError::into_inner);
    judge.now = now.parse().unwrap();
    let format = Format::of_path(path).unwrap();
    let document = read(path, Arc::new(Source::from_text(text)), format, Reading::default());
    let page = judge.page(&document);
    let rule = judge.rules.find("embargo-active").unwrap();
    let raised = judge.raise(&page);
    raised.into_iter().filter(|one| one.rule == rule).map(|one| (one.light, one.words, one.label)).collect()
}

fn light(text: &str, now: &str) -> Option<Light> {
    at("press/release.txt", text, now).into_iter().map(|(light, ..)| light).max()
}

/// A second before `instant` the line is red, at the instant it is quiet.
#[track_caller]
fn ends(text: &str, instant: &str) {
    let instant: Timestamp = instant.parse().unwrap();
    let before = (instant - jiff::SignedDuration::from_secs(1)).to_string();
    assert_eq!(light(text, &before), Some(Light::Red), "a second before: {text}");
    assert_eq!(light(text, &instant.to_string()), None, "at the instant: {text}");
}

#[test]
fn an_english_line_ends_at_its_instant_in_every_order() {
    for line in [
        "EMBARGOED UNTIL 9:00 A.M. ET, 12 MAY 2026",
        "Embargoed until 9:00 a.m. ET on May 12, 2026",
        "Embargoed until Tuesday, May 12th, 2026 at 9am EDT",
        "STRICTLY EMBARGOED until 09:00 EDT on Tuesday 12th of May 2026",
        "EMBARGO: 2026-05-12 09:00 ET",
        "Embargo lifts 12 May 2026, 13:00 GMT",
        "HOLD FOR RELEASE UNTIL 9:00 AM Eastern Time, MAY 12, 2026",
        "Not for publication before 1300 GMT 12 May 2026",
        "Embargoed until 2026-05-12T13:00:00Z",
        "Embargoed until 2026-05-12T09:00:00.000-04:00",
        "Embargoed until 2026-05-12T09:00-04:00",
        "Embargoed until 5/12/2026 9:00 AM ET",
        "Under embargo until 12-May-2026 (14:00 BST)",
        "Embargoed until 2 p.m. London time on 12 May 2026",
        "Embargoed until 9 o'clock New York time, May 12, 2026",
        "Embargoed until 15:00 (Europe/Berlin) 12 May 2026",
        "Embargoed until 12 May 2026 15:00 UTC+2",
        "Embargoed until 12 May '26, 13:00 UTC",
        "EMBARGOED UNTIL:\n12 May 2026\n13:00 GMT",
        "EMBARGO\n\n12 May 2026, 13:00 GMT\n\nNews.",
        "12 May 2026, 13:00 GMT: embargo lifts",
    ] {
        ends(line, "2026-05-12T13:00:00Z");
    }
}

#[test]
fn lines_in_other_languages_end_at_their_instant() {
    for line in [
        "Sperrfrist: 12. Mai 2026, 9.00 Uhr MESZ",
        "Sperrfrist: Dienstag, 12.05.2026, 9 Uhr (MESZ)",
        "Achtung Sperrfrist: 12. Mai 2026, 09:00 Uhr MESZ!",
        "Gesperrt bis 12.5.2026, 9:00 Uhr CEST",
        "Sous embargo jusqu'au 12 mai 2026 à 9 h (heure de Paris)",
        "Sous embargo jusqu’au mardi 12 mai 2026 à 9h00 CEST",
        "Bajo embargo hasta el 12 de mayo de 2026 a las 9:00 (hora de Madrid)",
        "Onder embargo tot 12 mei 2026, 9.00 uur CEST",
        "Sob embargo até 12 de maio de 2026, às 8h WEST",
        "Sotto embargo fino al 12 maggio 2026, ore 9.00 CEST",
    ] {
        ends(line, "2026-05-12T07:00:00Z");
    }
}

#[test]
fn each_zone_tells_its_own_instant() {
    for (zone, instant) in [
        ("UTC", "09:00"),
        ("GMT", "09:00"),
        ("BST", "08:00"),
        ("CEST", "07:00"),
        ("MESZ", "07:00"),
        ("ET", "13:00"),
        ("EDT", "13:00"),
        ("CT", "14:00"),
        ("PT", "16:00"),
        ("PDT", "16:00"),
        ("+02:00", "07:00"),
        ("+0530", "03:30"),
        ("America/New_York", "13:00"),
    ] {
        ends(&format!("Embargoed until 12 May 2026, 9:00 {zone}"), &format!("2026-05-12T{instant}:00Z"));
    }
}

#[test]
fn a_time_without_a_zone_is_a_doubt_from_the_first_clock_on_earth_to_the_last_that_shows_it() {
    let line = "Embargoed until 5 October 2026, 9:30";
    assert_eq!(light(line, "2026-10-04T19:29:59Z"), Some(Light::Red));
    assert_eq!(light(line, "2026-10-04T19:30:00Z"), Some(Light::Yellow));
    assert_eq!(light(line, "2026-10-05T08:00:00Z"), Some(Light::Yellow));
    assert_eq!(light(line, "2026-10-05T21:29:59Z"), Some(Light::Yellow));
    assert_eq!(light(line, "2026-10-05T21:30:00Z"), None);
}

#[test]
fn a_day_without_a_time_is_over_when_it_is_over_everywhere() {
    ends("Embargoed until 12 May 2026", "2026-05-13T12:00:00Z");
    ends("Embargoed until 12 May 2026 (BST)", "2026-05-12T23:00:00Z");
    ends("Embargoed until midnight CEST, 12 May 2026", "2026-05-12T22:00:00Z");
}

#[test]
fn a_day_without_a_year_is_the_nearest() {
    let line = "Sperrfrist: 12. Mai, 9 Uhr MESZ";
    assert_eq!(light(line, "2026-05-01T00:00:00Z"), Some(Light::Red));
    assert_eq!(light(line, "2026-06-01T00:00:00Z"), None, "three weeks ago, not in eleven months");
    assert_eq!(light("Sperrfrist: 7. Januar, 9 Uhr MEZ", "2026-12-20T00:00:00Z"), Some(Light::Red));
    assert_eq!(light("Sperrfrist: 5.10., 9 Uhr MEZ", "2026-10-01T00:00:00Z"), Some(Light::Red));
}

#[test]
fn a_day_that_may_be_read_two_ways_is_a_doubt_between_them() {
    let line = "Embargoed until 05/06/2026 09:00 UTC";
    assert_eq!(light(line, "2026-05-01T00:00:00Z"), Some(Light::Red));
    assert_eq!(light(line, "2026-05-20T00:00:00Z"), Some(Light::Yellow));
    assert_eq!(light(line, "2026-06-06T00:00:00Z"), None);
}

#[test]
fn a_line_without_a_day_cannot_be_read() {
    for line in [
        "UNDER EMBARGO UNTIL THE OPENING BELL",
        "Sperrfrist: Redebeginn",
        "EMBARGOED",
        "Embargo: until further notice",
        "Embargoed until Tuesday, 9am ET",
    ] {
        assert_eq!(light(line, "2026-03-10T09:00:00Z"), Some(Light::Red), "{line}");
    }
    assert_eq!(
        light("Please wait, this release is under embargo until Tuesday.", "2026-03-10T09:00:00Z"),
        Some(Light::Yellow)
    );
}

#[test]
fn a_banner_is_told_by_the_line_that_has_the_day() {
    let text = "EMBARGOED\n\n# News\n\nEmbargoed until 3 February 2026, 09:00 GMT\n\nA probe.";
    assert_eq!(light(text, "2026-03-10T09:00:00Z"), None);
    let found = at("press/a.txt", text, "2026-02-01T09:00:00Z");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn the_words_are_the_line_with_its_day_and_the_label_says_how_long() {
    let text = "EMBARGOED UNTIL 07:00 CEST, 2 APRIL 2026. Dogs may sit upstairs.";
    let found = at("press/a.txt", text, "2026-04-02T02:30:00Z");
    assert_eq!(found[0].1, "EMBARGOED UNTIL 07:00 CEST, 2 APRIL 2026");
    assert_eq!(found[0].2, "under embargo until 2 April 2026, 05:00 UTC; it lifts in 2 hours");
    let found = at("press/a.txt", "Embargoed until the bell", "2026-04-02T02:30:00Z");
    assert_eq!(found[0].2, "an embargo line whose end cannot be read");
}

#[test]
fn a_field_of_a_data_file_is_an_embargo_line() {
    for key in ["embargo", "embargo_until", "embargoed-until", "publish_after"] {
        let text = format!("{key}: 2026-05-12T09:00:00Z\ntext: \"A new probe.\"\n");
        let found = at("social/a.yaml", &text, "2026-05-12T08:59:59Z");
        assert_eq!(found.iter().map(|one| one.0).collect::<Vec<_>>(), [Light::Red], "{key}");
        assert!(at("social/a.yaml", &text, "2026-05-12T09:00:00Z").is_empty(), "{key}");
    }
    let text = "embargo: false\ntext: \"A new probe.\"\n";
    assert!(at("social/a.yaml", text, "2026-05-12T08:59:59Z").is_empty());
}

#[test]
fn embargoes_of_another_kind_and_as_a_topic_are_left_alone() {
    for text in [
        "During the trade embargo of 1808 smugglers carried cheese.",
        "The grain embargo that followed emptied the sheds.",
        "When a science journal speaks of an embargo until Thursday it means something tamer.",
        "Sin embargo, la sonda mide mejor.",
        "The journal lifts its embargo every Thursday, and science writers plan around it.",
        "Exports to embargoed countries need a licence until 2031.",
        "The report was embargoed until 3 March 2024, 09:00 GMT, and then it was not.",
        "Release: immediate\n\nNot under embargo: a probe.",
        "Set the `embargo: 2031-01-01` key in the header.",
        "An embargo is a promise.",
        "No longer under embargo: a probe.",
        "Under embargo, journalists read papers early.",
    ] {
        assert_eq!(light(text, "2026-03-10T09:00:00Z"), None, "{text}");
    }
}

#[test]
fn numbers_that_stand_near_are_no_day() {
    for text in [
        "Embargo lifted, version 2.10 of 31 parts",
        "EMBARGOED UNTIL 3 February 2026, 09:00 GMT. The fair runs until 12 May 2031.",
    ] {
        assert_eq!(light(text, "2026-03-10T09:00:00Z"), None, "{text}");
    }
}

#[test]
fn how_long_is_said_in_one_unit() {
    let from: Timestamp = "2026-05-12T09:00:00Z".parse().unwrap();
    let after = |seconds| span(from, from + jiff::SignedDuration::from_secs(seconds));
    assert_eq!(after(1), "1 second");
    assert_eq!(after(90), "1 minute");
    assert_eq!(after(7_200), "2 hours");
    assert_eq!(after(400_000), "4 days");
}

proptest::proptest! {
    #[test]
    fn no_line_stops_the_clock(parts in proptest::collection::vec("[0-9]{1,6}|[ .,:/'’–+-]|[a-zé]{1,4}|may|mai|uhr|a\\.m\\.|ET|UTC|Europe/|T|Z|\\n|\\PC", 0..24)) {
        let text = parts.concat();
        let now = Timestamp::UNIX_EPOCH;
        if let Some(when) = when::read(&text, 0..text.len(), now) {
            proptest::prop_assert!(text.get(when.range.clone()).is_some());
            when.stand(now);
        }
        statement_end(&text, 0);
    }
}
