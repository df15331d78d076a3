//! Data files, whatever their syntax: keys, lists and values, and the posts they hold.

mod shape;
mod walk;

pub(super) use walk::{fields, parts};

use crate::mapped::Mapped;
use crate::span::Span;

/// One step through a data file, in the order of the file. The steps of a map are pairs of a key
/// and what stands under it.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// A map or a list begins.
    Open {
        /// Whether it is a list.
        list: bool,
        /// Where, in bytes of the file.
        at: usize,
    },
    /// The innermost map or list ends.
    Close,
    /// A key of a map.
    Key {
        /// What it reads as.
        name: Mapped,
        /// Where it stands, its quotes with it.
        span: Span,
    },
    /// A value that holds no others.
    Value(Mapped),
    /// A comment.
    Comment {
        /// What it says, without its signs.
        text: Mapped,
        /// Whether it stands behind something on its line.
        trailing: bool,
    },
}

/// The dotted path of keys to a place. It stops to grow at 200 bytes, so that a file a million
/// levels deep costs no more than its length.
#[derive(Debug, Clone, Default)]
pub(super) struct KeyPath {
    path: String,
}

impl KeyPath {
    const LONGEST: usize = 200;

    /// Goes down to `part`; gives back the length to come back to.
    fn push(&mut self, part: &str) -> usize {
        let before = self.path.len();
        let part = part.char_indices().nth(64).map_or(part, |(end, _)| &part[..end]);
        if before + part.len() < Self::LONGEST && !part.is_empty() {
            if before > 0 {
                self.path.push('.');
            }
            self.path.push_str(part);
        }
        before
    }

    fn cut(&mut self, len: usize) {
        self.path.truncate(len);
    }

    fn key(&self) -> Option<Box<str>> {
        (!self.path.is_empty()).then(|| self.path.as_str().into())
    }
}
