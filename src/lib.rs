//! presscheck: the last look before it goes to press.
//!
//! The modules stand on a staircase: each imports only from those above it in this list.

pub mod document;
pub mod finding;
pub mod hook;
pub mod mapped;
pub mod policy;
pub mod render;
pub mod rule;
pub mod source;
pub mod span;
