//! A verdict and nothing that it rests on.
//!
//! On a public repository anybody may open a request and read its log. A report by line would tell
//! which of a thousand names are on a secret list; counts, rules, lights and the sizes of lists
//! tell it as well, a little slower. What is left is whether the gate is open, how much was read
//! and what could not be read: the writer knows that already.

use super::visible::{log, one_line};
use super::{github, short, summary};
use crate::finding::Report;

const WHY: &str = "why is not said here, so that nobody can try out names: whoever may read the \
    lists runs presscheck without --aggregate";

pub(super) fn render(report: &Report, commands: bool) -> String {
    let gate = if !report.could_judge() {
        "could not judge"
    } else if report.closed() {
        "the gate is closed"
    } else {
        "the gate is open"
    };
    let mut out = String::new();
    if report.closed() && commands {
        out.push_str(&github::command("error", &[("title", "presscheck")], &format!("{gate}: {WHY}")));
    }
    for unjudged in &report.unjudged {
        match commands {
            true => out.push_str(&github::not_judged(unjudged)),
            false => out.push_str(&format!(
                "not judged: {}: {}\n",
                one_line(&unjudged.what),
                one_line(&unjudged.why)
            )),
        }
    }
    for note in &report.notes {
        match commands {
            true => out.push_str(&github::note(note)),
            false => out.push_str(&format!("note: {}\n", short::note(note, " · "))),
        }
    }
    out.push_str(&log(&format!("{} · {gate}\n", summary::read(report))));
    if report.closed() && !commands {
        out.push_str(&format!("{WHY}\n"));
    }
    out
}
