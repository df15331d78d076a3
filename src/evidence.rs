//! The public record, approvals, acknowledgements.
