//! The program as people and machines call it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod gate;
mod repository;

#[path = "command_line/editors.rs"]
mod editors;
#[path = "command_line/exit_status.rs"]
mod exit_status;
#[path = "command_line/explain.rs"]
mod explain;
#[path = "command_line/policy.rs"]
mod policy;
#[path = "command_line/reports.rs"]
mod reports;
#[path = "command_line/sealed.rs"]
mod sealed;
#[path = "command_line/selections.rs"]
mod selections;
#[path = "command_line/wrong_input.rs"]
mod wrong_input;
#[path = "render/schema.rs"]
mod schema;

use gate::Run;

/// How many errors a run told of: each has its own sign, and so has the headline over those of a
/// policy.
fn errors(run: &Run) -> usize {
    let signs = run.err.matches("  × ").count() + run.err.matches("error: ").count();
    signs - run.err.matches(" cannot be used: ").count()
}

/// The `path:line:column` of every finding of `--format short`.
fn places(run: &Run) -> Vec<&str> {
    run.out
        .lines()
        .filter(|line| line.contains(": red ") || line.contains(": yellow "))
        .filter_map(|line| line.split(": ").next())
        .collect()
}
