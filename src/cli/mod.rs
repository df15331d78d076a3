//! The command line: from arguments to a report and an exit status.
//!
//! Nothing here reads the clock, looks at the environment, prints or exits: [`run`] is given what
//! it needs and writes to what it is given.

mod args;
mod check;
mod content;
mod explain;
mod hook;
mod init;
mod key;
mod output;
mod policy;
mod policy_change;
mod problem;
mod seal;
mod selection;

pub use args::Cli;
pub use problem::Problem;

use crate::source::Surroundings;
use args::Command;
use jiff::Timestamp;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

/// What the process knows of the world.
pub struct World<'w> {
    /// Where the call was made, and git's variables.
    pub at: Surroundings,
    /// The clock.
    pub now: Timestamp,
    /// The program itself, for the hooks.
    pub binary: PathBuf,
    /// The variables of the environment, by name.
    pub variable: &'w dyn Fn(&str) -> Option<OsString>,
    /// Whether it runs in CI.
    pub ci: bool,
    /// How standard output looks.
    pub screen: Screen,
    /// Whether standard input is a person.
    pub person: bool,
    /// Standard input.
    pub input: &'w mut dyn Read,
    /// Standard output.
    pub out: &'w mut dyn Write,
    /// Standard error.
    pub err: &'w mut dyn Write,
    /// Told how many files are done and how many there are.
    pub progress: &'w (dyn Fn(usize, usize) + Sync),
}

/// How standard output looks.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Whether colours are shown.
    pub color: bool,
    /// Whether box-drawing characters are shown.
    pub unicode: bool,
    /// Columns.
    pub width: usize,
}

/// Does what the command line says and gives the exit status: 0 the gate is open, 1 it is closed
/// by findings, 2 something could not be judged.
pub fn run(cli: Cli, world: &mut World<'_>) -> u8 {
    let done = match cli.command {
        Command::Check(args) => check::run(&args, world),
        Command::Hook(command) => hook::run(&command, world),
        Command::Init(args) => init::run(&args, world),
        Command::Explain { rule, config } => explain::run(rule.as_deref(), config.as_deref(), world),
        Command::Policy(command) => policy::run(&command, world),
    };
    match done {
        Ok(status) => status,
        Err(problem) => problem.tell(world),
    }
}
