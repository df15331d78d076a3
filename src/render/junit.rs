//! JUnit's XML: a suite for each file, a case for each finding. What closes the gate fails.
//!
//! It keeps to the schema by which Jenkins' xUnit plugin refuses a report, `junit-10.xsd`: no count
//! of what was skipped in all, no `file` or `line` of a case.

use super::html::escaped;
use super::summary::Summary;
use super::visible::one_line;
use super::wording::{under_the_words, what_to_do, why_settled};
use crate::finding::{FailOn, Finding, Light, Report, State};
use std::collections::BTreeMap;

/// Cases with their sum.
#[derive(Default)]
struct Suite {
    cases: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Suite {
    fn counts(&self) -> String {
        let Suite { tests, failures, errors, .. } = self;
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"")
    }
}

pub(super) fn render(report: &Report) -> String {
    let mut files: BTreeMap<&str, Suite> = BTreeMap::new();
    for finding in &report.findings {
        push_finding(files.entry(&finding.path).or_default(), finding, report);
    }
    let mut suites: Vec<(String, Suite)> =
        files.into_iter().map(|(path, suite)| (one_line(path), suite)).collect();
    // Readers of this format take a report without a case for a run that never was.
    suites.push(("presscheck".into(), the_run(report)));
    let mut all = Suite::default();
    for (name, suite) in &suites {
        all.tests += suite.tests;
        all.failures += suite.failures;
        all.errors += suite.errors;
        all.cases.push_str(&format!(
            "  <testsuite name=\"{}\" {} skipped=\"{}\">\n{}  </testsuite>\n",
            escaped(name),
            suite.counts(),
            suite.skipped,
            suite.cases
        ));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"presscheck\" {}>\n{}</testsuites>\n",
        all.counts(),
        all.cases
    )
}

fn push_finding(suite: &mut Suite, finding: &Finding, report: &Report) {
    let rule = escaped(&one_line(&finding.rule));
    let message = escaped(&one_line(&finding.message));
    let path = escaped(&one_line(&finding.path));
    let (line, column) = (finding.start.line, finding.start.column);
    let said = escaped(&format!(
        "{}:{line}:{column}\n{}\n{}",
        one_line(&finding.path),
        under_the_words(finding),
        what_to_do(finding, " · ")
    ));
    let outcome = if finding.state != State::Open {
        suite.skipped += 1;
        let why = escaped(&format!("{}: {}", finding.state.name(), why_settled(finding, &report.now)));
        format!("<skipped message=\"{why}\"/>")
    } else if closes(finding.light, report.fail_on) {
        suite.failures += 1;
        format!("<failure message=\"{message}\" type=\"{}\">{said}</failure>", finding.light)
    } else {
        format!("<system-out>{message}\n{said}</system-out>")
    };
    suite.tests += 1;
    suite.cases.push_str(&format!(
        "    <testcase classname=\"{path}\" name=\"{line}:{column} {rule}: {message}\">{outcome}</testcase>\n"
    ));
}

/// Whether a finding of this light closes the gate.
fn closes(light: Light, fail_on: FailOn) -> bool {
    match fail_on {
        FailOn::Red => light == Light::Red,
        FailOn::Yellow => light >= Light::Yellow,
        FailOn::Never => false,
    }
}

/// A case for the run itself, and an error for whatever could not be judged.
fn the_run(report: &Report) -> Suite {
    let said = escaped(&Summary::of(report, " · ").line(" · "));
    let skipped = report.unjudged.iter().filter(|unjudged| unjudged.let_pass).count();
    let all = report.unjudged.len();
    let mut suite = Suite { tests: 1 + all, errors: all - skipped, skipped, ..Suite::default() };
    suite.cases.push_str(&format!(
        "    <testcase classname=\"presscheck\" name=\"run\"><system-out>{said}</system-out></testcase>\n"
    ));
    for unjudged in &report.unjudged {
        let what = escaped(&one_line(&unjudged.what));
        let why = escaped(&one_line(&unjudged.why));
        let outcome = match unjudged.let_pass {
            true => format!("<skipped message=\"{why}\"/>"),
            false => format!("<error message=\"{why}\" type=\"not-judged\"/>"),
        };
        suite.cases.push_str(&format!(
            "    <testcase classname=\"presscheck\" name=\"not judged: {what}\">{outcome}</testcase>\n"
        ));
    }
    suite
}
