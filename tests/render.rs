//! Reports built by hand, written in every format and held against the files in `tests/render/`.
//! `UPDATE_EXPECT=1 cargo test --test render` writes those files anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "render/reports.rs"]
mod reports;
#[path = "render/schema.rs"]
mod schema;

use presscheck::finding::{FailOn, Light, Report, State};
use presscheck::render::{self, Format, Options};
use reports::{Setting, hostile, many};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn render(report: &Report, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    render::write(report, format, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(report: &Report, format: Format) -> String {
    render(report, format, &Options { width: 80, ..Options::default() })
}

fn json(report: &Report, format: Format) -> Value {
    serde_json::from_str(&plain(report, format)).unwrap()
}

/// A report carries the version of the tool; the expected files do not.
fn timeless(text: &str) -> String {
    let version = format!("\"semanticVersion\": \"{}\"", env!("CARGO_PKG_VERSION"));
    text.replace(&version, "\"semanticVersion\": \"VERSION\"")
}

#[test]
fn every_format_writes_what_its_expected_file_says() {
    let mut wrong = Vec::new();
    for Setting { name, report, options, formats } in reports::settings() {
        for &format in formats {
            let file =
                Path::new("tests/render").join(name.replace(' ', "-")).join(format!("{}.txt", format.name()));
            let written = timeless(&render(&report, format, &options));
            assert!(written.ends_with('\n'), "{name} {} has no last line feed", format.name());
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(&file, &written).unwrap();
            } else if fs::read_to_string(&file).unwrap_or_default() != written {
                wrong.push(format!("{}:\n{written}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_json_report_keeps_to_its_schema() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string("tests/schemas/report-v1.schema.json").unwrap()).unwrap();
    for Setting { name, report, options, .. } in reports::settings() {
        let written: Value = serde_json::from_str(&render(&report, Format::Json, &options)).unwrap();
        assert_eq!(schema::violations(&schema, &written), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_refuses_what_the_json_report_never_says() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string("tests/schemas/report-v1.schema.json").unwrap()).unwrap();
    let good = json(&reports::settings()[0].report, Format::Json);
    let mut unknown = good.clone();
    unknown["score"] = 1.into();
    let mut light = good.clone();
    light["findings"][0]["light"] = "orange".into();
    let mut place = good.clone();
    place["findings"][0]["start"]["line"] = 0.into();
    for wrong in [unknown, light, place] {
        assert!(!schema::violations(&schema, &wrong).is_empty());
    }
}

#[test]
fn the_json_report_gives_back_every_character_of_the_words() {
    let report = hostile();
    let written = json(&report, Format::Json);
    for (finding, read) in report.findings.iter().zip(written["findings"].as_array().unwrap()) {
        assert_eq!(read["text"], Value::from(&*finding.text));
        assert_eq!(read["message"], Value::from(&*finding.message));
    }
}

#[test]
fn nothing_hidden_in_a_document_reaches_any_format() {
    let report = hostile();
    for format in Format::ALL {
        for unicode in [true, false] {
            let options = Options { unicode, width: 60, ..Options::default() };
            let written = render(&report, format, &options);
            let hidden =
                |c: &char| (c.is_control() && !matches!(c, '\n')) || "\u{202e}\u{2066}\u{feff}".contains(*c);
            assert_eq!(written.chars().find(hidden), None, "{}", format.name());
            assert!(!written.contains("##["), "{}", format.name());
            assert!(!written.contains("##vso["), "{}", format.name());
        }
    }
}

#[test]
fn no_line_of_any_format_is_a_workflow_command_from_a_document() {
    let report = hostile();
    for format in Format::ALL {
        for width in 40..90 {
            for line in render(&report, format, &Options { width, ..Options::default() }).lines() {
                let own = format == Format::Github
                    && ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
                assert!(own || !line.trim_start().starts_with("::"), "{} {width}: {line}", format.name());
            }
        }
    }
}

#[test]
fn no_markup_of_a_document_reaches_a_page() {
    let report = hostile();
    for format in [Format::Markdown, Format::Html, Format::Junit] {
        let written = plain(&report, format);
        for raw in ["<script", "]]>", "<img", "&amp;lt;script"] {
            assert!(!written.contains(raw), "{} holds {raw}", format.name());
        }
    }
    let rows = plain(&report, Format::Markdown);
    for row in rows.lines().filter(|line| line.starts_with("| **")) {
        assert_eq!(row.matches('|').count(), 6, "{row}");
        assert!(!row.contains('`') && !row.contains('['), "{row}");
    }
}

#[test]
fn colours_are_only_those_of_the_tool() {
    let report = hostile();
    let written = render(&report, Format::Human, &Options { color: true, ..Options::default() });
    for sequence in written.split('\u{1b}').skip(1) {
        let end = sequence.find('m').unwrap();
        assert!(sequence[1..end].chars().all(|c| c.is_ascii_digit() || c == ';'), "{sequence}");
    }
    assert!(!written.contains("\u{1b}[2J"));
}

#[test]
fn a_redacted_report_names_nobody_in_any_format() {
    for Setting { report, options, .. } in reports::settings() {
        for format in Format::ALL {
            let written = render(&report, format, &Options { redact: true, ..options }).to_lowercase();
            let places = report.findings.iter().map(|finding| finding.path.to_lowercase());
            let written = places.fold(written, |written, path| written.replace(&path, ""));
            for name in [
                "tidewater",
                "mutual",
                "lantern",
                "bright & vale",
                "bright-and-vale",
                "heron",
                "한빛",
                "arbor",
            ] {
                assert!(!written.contains(name), "{} says {name}:\n{written}", format.name());
            }
        }
    }
}

#[test]
fn a_label_stands_under_its_words_after_wide_letters() {
    let written = plain(&reports::wide(), Format::Human);
    assert!(written.contains("blog/ko.md:1:8"), "columns count letters, not bytes:\n{written}");
}

#[test]
fn a_line_of_a_megabyte_is_cut_around_the_words() {
    let written = plain(&reports::long_line(), Format::Human);
    assert!(written.lines().all(|line| line.chars().count() <= 90), "{written}");
    assert!(written.contains("Lantern") && written.contains('…'), "{written}");
}

#[test]
fn ten_thousand_findings_stay_within_every_limit() {
    let report = many(10_000);
    for format in Format::ALL {
        let written = plain(&report, format);
        assert!(written.len() < 32 << 20, "{}: {} bytes", format.name(), written.len());
    }
    let summary = plain(&report, Format::Markdown);
    assert!(summary.len() < 1024 * 1024, "{}", summary.len());
    assert!(summary.contains("\nand ") && summary.trim_end().ends_with(" more"), "the cut is said");
    for kind in ["error", "warning", "notice"] {
        let start = format!("::{kind} ");
        let kept = plain(&report, Format::Github).lines().filter(|line| line.starts_with(&start)).count();
        assert!(kept <= 10, "{kind}: {kept}");
    }
}

#[test]
fn sarif_stays_within_what_github_takes_and_keeps_the_gravest() {
    for (number, help, reds) in [(26_000, "leave it out", 5_000), (9_000, "say it in general words", 3_000)] {
        let mut report = many(number);
        for finding in &mut report.findings {
            finding.help = help.repeat(26_000 / number).into();
        }
        report.findings.reverse();
        let written = plain(&report, Format::Sarif);
        assert!(written.len() <= 10_000_000, "{}", written.len());
        let run = json(&report, Format::Sarif)["runs"][0].clone();
        let results = run["results"].as_array().unwrap();
        assert!((5_000..=25_000).contains(&results.len()), "{}", results.len());
        assert!(results[..reds].iter().all(|result| result["level"] == "error"));
        let left_out = number - results.len();
        let told = run["invocations"][0].to_string().replace(',', "");
        assert_eq!(
            left_out > 0,
            told.contains(&format!("{left_out} of the less grave findings are left out"))
        );
    }
}

#[test]
fn a_sarif_rule_carries_its_documentation_and_a_house_rule_its_headline() {
    let rules =
        json(&reports::settings()[0].report, Format::Sarif)["runs"][0]["tool"]["driver"]["rules"].clone();
    let customer = rules.as_array().unwrap().iter().find(|rule| rule["id"] == "customer-named").unwrap();
    assert!(customer["fullDescription"]["text"].as_str().unwrap().starts_with("A customer by name"));
    assert!(customer["help"]["text"].as_str().unwrap().contains("presscheck explain customer-named"));
    let rules = json(&reports::wide(), Format::Sarif)["runs"][0]["tool"]["driver"]["rules"].clone();
    let house = rules.as_array().unwrap().iter().find(|rule| rule["id"] == "emoji-seen").unwrap();
    assert_eq!(house["fullDescription"]["text"], "an emoji stands here");
}

#[test]
fn a_red_beyond_the_tenth_does_not_push_out_what_was_not_judged() {
    let mut report = many(60);
    report.unjudged = reports::only_unjudged().unjudged;
    let written = plain(&report, Format::Github);
    assert!(written.contains("::error title=not judged::"), "{written}");
    assert_eq!(written.lines().filter(|line| line.starts_with("::error ")).count(), 10);
    assert_eq!(written.matches("and 11 more red").count(), 1, "{written}");
}

#[test]
fn gitlab_fingerprints_are_unique_even_for_what_was_not_judged_twice() {
    let mut report = reports::only_unjudged();
    report.unjudged.push(report.unjudged[0].clone());
    let issues = json(&report, Format::Gitlab);
    let mut prints: Vec<_> =
        issues.as_array().unwrap().iter().map(|i| i["fingerprint"].to_string()).collect();
    let all = prints.len();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), all);
}

#[test]
fn reviewdog_counts_columns_in_bytes() {
    let written = json(&reports::wide(), Format::Rdjson);
    assert_eq!(written["diagnostics"][0]["location"]["range"]["start"]["column"], 18);
}

#[test]
fn junit_fails_what_closes_the_gate_and_nothing_else() {
    let mut report = reports::settings().remove(0).report;
    for (fail_on, failures) in [(FailOn::Red, 1), (FailOn::Yellow, 2), (FailOn::Never, 0)] {
        report.fail_on = fail_on;
        let written = plain(&report, Format::Junit);
        assert_eq!(written.matches("<failure ").count(), failures, "{fail_on:?}\n{written}");
    }
}

#[test]
fn only_what_stands_reaches_formats_that_know_no_suppression() {
    let mut report = reports::settings().remove(0).report;
    for finding in &mut report.findings {
        finding.state = State::Existing;
        finding.light = Light::Red;
    }
    assert_eq!(json(&report, Format::Gitlab), Value::Array(Vec::new()));
    assert_eq!(json(&report, Format::Rdjson)["diagnostics"], Value::Array(Vec::new()));
    assert!(!plain(&report, Format::Github).contains("::error"));
}

proptest::proptest! {
    #[test]
    fn no_text_and_no_place_in_it_makes_a_format_fail(
        text in "([a-z ]|\\PC|[\r\n\t\u{1b}\u{202e}#\\[:]){0,80}",
        start in 0_usize..90,
        length in 0_usize..90,
        width in 0_usize..100,
        line in 0_usize..5,
    ) {
        let report = reports::anywhere(&text, start, length, line);
        for format in Format::ALL {
            let options = Options { width, ..Options::default() };
            assert!(render(&report, format, &options).ends_with('\n'));
        }
    }
}
