//! The language of rules, from the words of a policy to what the matcher walks over.
//!
//! The build script uses these modules too: the built-in policy is prepared when the program is
//! built, house rules when it starts. They stand on [`word`](crate::word) alone.

pub mod book;
pub mod compile;
pub mod counts;
mod gate;
pub mod gates;
pub mod index;
pub mod keyed;
pub mod measure;
pub mod phrase;
pub mod prepare;
pub mod sieve;
pub mod slots;
pub mod spec;
mod verb;
