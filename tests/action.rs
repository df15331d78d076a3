//! action.yml as a runner runs it: its own scripts, its own inputs, real repositories.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![cfg(unix)]

#[allow(dead_code, reason = "shared with tests that use more of it")]
mod gate;
#[allow(dead_code, reason = "shared with tests that use more of it")]
mod repository;

#[path = "requests/hostile.rs"]
mod hostile;
#[path = "action/judge.rs"]
mod judge;
#[path = "action/program.rs"]
mod program;
#[allow(dead_code, reason = "shared with tests that use more of it")]
#[path = "requests/request.rs"]
mod request;
#[path = "action/runner.rs"]
mod runner;
