//! Listed names, found in every spelling, and told from the ordinary words that look like them.

mod index;
mod prefixes;

pub use index::{Entry, Index, Match, Shape};
