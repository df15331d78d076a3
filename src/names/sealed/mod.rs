//! Names that are known by their digests alone.
//!
//! Each spelling of a name is stored as HMAC-SHA-256 of its folded letters, cut to 16 bytes, with
//! what a match has to know of it (whose name it is, where its words part, how it was written)
//! beside it, masked by another HMAC over the same letters. Who has the file and not the key
//! learns how many spellings there are, rounded up to 64, and, from an older version of the file or
//! another list of the same kind, which digests both hold. Who has the file and the key can try
//! names one by one, as the program does, and see which words some name begins with: the key is
//! as secret as the list.
//!
//! 16 bytes are enough: that one of a thousand million words and word groups meets by chance one
//! of a million digests has a probability of 3 in 10²⁴, and nobody gains from finding such words.

mod digest;
mod file;
mod index;
mod key;
mod payload;
mod seal;

pub use file::{Broken, SealedFile, is_sealed};
pub use index::{Sealed, Unsealed};
pub use key::{Key, KeyProblem};
pub use seal::seal;

/// How many entries a file is rounded up to a multiple of.
const ROUND: usize = 64;
