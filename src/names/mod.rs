//! Listed names, found in every spelling, and told from the ordinary words that look like them.

mod common;
mod index;
mod ordinary;
mod prefixes;
mod sense;

pub use common::{Known, known};
pub use index::{Entry, Index, Match, Shape, without_suffix};
pub use ordinary::is_ordinary;
pub use sense::{About, Around, Sense, sense, word_range};
