//! Rules: their shape, the phrase language and its matcher.

pub mod engine;
pub mod phrase;
mod program;
pub mod slots;
pub mod spec;
