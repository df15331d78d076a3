//! `presscheck hook`.

use super::args::HookCommand;
use super::policy::say;
use super::{Problem, World};
use crate::hook::{HookState, Options, Outcome, install, status, uninstall};

pub(super) fn run(command: &HookCommand, world: &mut World<'_>) -> Result<u8, Problem> {
    let outcome = match command {
        HookCommand::Install { pre_push } => {
            install(&world.at, &Options { binary: world.binary.clone(), pre_push: *pre_push })?
        }
        HookCommand::Uninstall => uninstall(&world.at)?,
        HookCommand::Status => status(&world.at)?,
    };
    tell(&outcome, world)?;
    Ok(0)
}

fn tell(outcome: &Outcome, world: &mut World<'_>) -> Result<(), Problem> {
    for hook in &outcome.hooks {
        let state = match hook.state {
            HookState::Absent => "not installed",
            HookState::Foreign => "another hook, without the gate",
            HookState::Installed => "installed",
            HookState::Chained => "installed, behind the hook that was there",
            HookState::Outdated => "installed by another version: run `presscheck hook install` again",
            HookState::Disabled => "installed, but git may not run it: make it executable",
        };
        say(world, &format!("{}: {state}", crate::render::one_line(&hook.path.display().to_string())))?;
    }
    for note in &outcome.notes {
        say(world, note)?;
    }
    Ok(())
}
