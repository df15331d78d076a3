//! Rules: their shape, the phrase language and its matcher.

pub mod engine;
pub mod figures;
pub mod language;
mod machine;
pub mod org;
pub mod pattern;
pub mod set;

pub use language::{slots, spec};
