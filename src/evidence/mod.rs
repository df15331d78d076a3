//! Evidence: what is public, what was approved, what the writer answered.

pub mod acknowledgement;
pub mod link;
pub mod record;
