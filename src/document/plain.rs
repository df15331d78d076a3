//! Plain text: social copy, drafts.

use super::{Parts, Reading};

/// Reads a file.
pub(super) fn read(_text: &str, _reading: Reading) -> Parts {
    Parts::default()
}
