//! Evidence: what is public, what was approved, what the writer answered.

pub mod acknowledgement;
pub mod figure;
pub mod link;
pub mod pages;
pub mod record;
