//! Listed names, found in every spelling, and told from the ordinary words that look like them.

mod border;
mod common;
mod index;
mod ordinary;
mod place;
mod prefixes;
pub mod sealed;
mod sense;
mod shelf;
mod suffix;
mod variants;
mod walk;

pub use common::{Known, known};
pub use index::{Index, Match, Shape};
pub use ordinary::is_ordinary;
pub use place::word_range;
pub use sense::{About, Around, Sense, sense};
pub use shelf::{Shelf, Spellings};
pub use suffix::without_suffix;
pub use variants::variants;
