//! What a map or list holds, known before it is walked.

use super::Node;
use crate::document::keys::{Meaning, is_asker, meaning};

/// What stands directly in a map or list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// A map: it has a text or a title.
    pub(super) text: bool,
    /// A map: it says which channel, account or day it is for.
    pub(super) own: bool,
    /// A map: it has an answer.
    pub(super) answered: bool,
    /// A map: it names somebody who wrote to us.
    pub(super) asker: bool,
    /// A map or a list: posts stand below, at any depth.
    pub(super) posts: bool,
    /// A list: some of its items are maps with a text.
    pub(super) texts: bool,
    /// A list: some of its items say which channel, account or day they are for.
    pub(super) owns: bool,
}

/// The shape of each map and list, at the index of the node that opens it; how many values, maps
/// and lists stand at the top of the file.
pub(super) fn shapes(nodes: &[Node]) -> (Vec<Shape>, usize) {
    let mut shapes = vec![Shape::default(); nodes.len()];
    let mut open: Vec<(usize, bool, Meaning)> = Vec::new();
    let mut roots = 0;
    for (index, node) in nodes.iter().enumerate() {
        match node {
            Node::Key { name, .. } => {
                if let Some((at, _, key)) = open.last_mut() {
                    *key = meaning(name.as_str());
                    shapes[*at].asker |= is_asker(name.as_str());
                }
            }
            Node::Value(text) => {
                roots += usize::from(open.is_empty());
                if let Some(&(at, false, key)) = open.last() {
                    note(&mut shapes[at], key, !text.as_str().trim().is_empty());
                }
            }
            Node::Open { list, .. } => {
                roots += usize::from(open.is_empty());
                if let Some(&(at, false, key)) = open.last() {
                    note(&mut shapes[at], key, true);
                    shapes[at].posts |= matches!(key, Meaning::Posts | Meaning::Thread);
                }
                open.push((index, *list, Meaning::Unknown));
            }
            Node::Close => {
                let Some((at, _, _)) = open.pop() else { continue };
                let own = shapes[at];
                if let Some(&(parent, of_list, _)) = open.last() {
                    let parent = &mut shapes[parent];
                    parent.posts |= own.posts;
                    parent.texts |= of_list && own.text;
                    parent.owns |= of_list && own.own;
                }
            }
            Node::Comment { .. } => {}
        }
    }
    (shapes, roots)
}

fn note(shape: &mut Shape, key: Meaning, filled: bool) {
    shape.text |= filled && matches!(key, Meaning::Text | Meaning::Heading | Meaning::Reply | Meaning::Asked);
    shape.own |= filled && matches!(key, Meaning::Own | Meaning::Person);
    shape.answered |= filled && key == Meaning::Reply;
}
