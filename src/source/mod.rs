//! Where documents come from: the work tree, the index, a revision, a range, standard input.

mod tree;

pub use tree::Tree;
