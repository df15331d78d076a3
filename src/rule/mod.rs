//! Rules: their shape, the phrase language and its matcher.

pub mod engine;
pub mod org;
pub mod phrase;
mod program;
pub mod set;
pub mod slots;
pub mod spec;
mod verb;
