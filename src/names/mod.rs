//! Listed names, found in every spelling.
