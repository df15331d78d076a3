//! Words in the reader's eye.
