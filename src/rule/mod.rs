//! Rules: their shape, the phrase language and its matcher.

pub mod engine;
pub mod expression;
pub mod figures;
pub mod language;
#[cfg(test)]
mod loosen;
mod machine;
pub mod org;
pub mod pattern;
pub mod set;
pub mod shape;

pub use language::{slots, spec};
