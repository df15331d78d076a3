//! A pull request and the gate in front of it: what is judged, and that nobody talks it round.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "shared with tests that use more of it")]
mod gate;
#[allow(dead_code, reason = "shared with tests that use more of it")]
mod repository;

#[path = "requests/aggregate.rs"]
mod aggregate;
#[path = "requests/attacks.rs"]
mod attacks;
#[path = "requests/events.rs"]
mod events;
#[path = "requests/hostile.rs"]
mod hostile;
#[path = "requests/hostile_text.rs"]
mod hostile_text;
#[path = "requests/policy_changes.rs"]
mod policy_changes;
#[path = "requests/request.rs"]
mod request;
#[path = "requests/several_policies.rs"]
mod several_policies;
