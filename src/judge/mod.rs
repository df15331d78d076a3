//! Judgements in code.
