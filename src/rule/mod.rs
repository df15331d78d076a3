//! Rules: their shape, the phrase language and its matcher.

pub mod spec;
