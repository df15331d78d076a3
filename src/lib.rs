//! presscheck: the last look before it goes to press.
//!
//! The modules stand on a staircase: each imports only from those above it in this list.

pub mod span;
pub mod mapped;
pub mod word;
pub mod names;
pub mod document;
pub mod source;
pub mod finding;
pub mod rule;
pub mod policy;
pub mod evidence;
pub mod judge;
pub mod check;
pub mod render;
pub mod hook;
pub mod cli;
