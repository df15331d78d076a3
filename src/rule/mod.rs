//! Rules: their shape, the phrase language and its matcher.

pub mod automaton;
#[cfg(test)]
mod built_in;
#[cfg(test)]
mod determine;
pub mod engine;
pub mod expression;
pub mod figures;
pub mod given;
pub mod language;
#[cfg(test)]
mod loosen;
mod looks;
mod machine;
mod narrow;
pub mod org;
pub mod parts;
pub mod pattern;
pub mod plain;
pub mod set;
pub mod shape;
pub mod wanted;
mod written;

pub use language::{slots, spec};
