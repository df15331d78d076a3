//! From the steps of a data file to its posts.

use super::shape::{Shape, shapes};
use super::{KeyPath, Node};
use crate::document::keys::{Meaning, is_voice, meaning};
use crate::document::links::is_target;
use crate::document::passages::Numbers;
use crate::document::rich::rich_passages;
use crate::document::{Block, Parts, Piece, Scope};
use crate::mapped::Mapped;
use crate::span::Span;

/// The posts that the steps hold.
pub(in crate::document) fn parts(nodes: Vec<Node>) -> Parts {
    let (shapes, roots) = shapes(&nodes);
    let mut walk = Walk { roots, ..Walk::default() };
    for (index, node) in nodes.into_iter().enumerate() {
        walk.step(node, shapes.get(index).copied().unwrap_or_default());
    }
    walk.finish()
}

/// Every value as a field: front matter says nothing to the reader of the page.
pub(in crate::document) fn fields(nodes: Vec<Node>) -> Vec<Block> {
    let mut walk = Walk { only_fields: true, ..Walk::default() };
    for node in nodes {
        walk.step(node, Shape::default());
    }
    walk.finish().head
}

/// A map or list that the walk is in.
#[derive(Debug, Clone)]
struct Frame {
    list: bool,
    /// What the key above it means.
    role: Meaning,
    /// The length of the path above it.
    path: usize,
    /// Items gone by.
    index: usize,
    /// Meaning of the key gone by last.
    key: Meaning,
    /// Whether each thing in it is a post of its own, and whether those are one thread.
    posts: Option<bool>,
    /// Whether it is a post itself, which ends with it.
    post: bool,
    /// Whether somebody else speaks in it.
    quote: bool,
    /// The name of the platform above it: each post in it is for that one.
    channel: Option<Mapped>,
    shape: Shape,
}

#[derive(Debug, Default)]
struct Walk {
    parts: Parts,
    numbers: Numbers,
    path: KeyPath,
    frames: Vec<Frame>,
    roots: usize,
    only_fields: bool,
    /// The post that belongs to the file as a whole.
    main: Option<usize>,
    /// The posts the walk is in, the innermost last.
    open: Vec<usize>,
    /// The last key: its text and its place.
    key: Option<(Mapped, Span)>,
    /// Length of the path above the last key.
    above_key: usize,
    /// Comments that stand above the next post.
    comments: Vec<Block>,
}

/// How a thing stands under its key or in its list.
#[derive(Debug, Clone, Copy)]
struct Place {
    meaning: Meaning,
    /// The meaning of what it stands in.
    role: Meaning,
    posts: Option<bool>,
    quote: bool,
    answered: bool,
    /// Whether who wrote to us is named beside it.
    asker: bool,
    root: bool,
}

impl Walk {
    fn step(&mut self, node: Node, shape: Shape) {
        match node {
            Node::Key { name, span } => {
                self.above_key = self.path.push(name.as_str());
                if let Some(frame) = self.frames.last_mut() {
                    frame.key = meaning(name.as_str());
                }
                // the author's bytes are left for the markup, unless they hide what they say
                if name.whole().len() != name.len() {
                    self.single(Scope::Markup, name.clone(), 0, false);
                }
                self.key = Some((name, span));
            }
            Node::Value(text) => self.value(text),
            Node::Comment { text, trailing } => self.comment(text, trailing),
            Node::Open { list, at } => self.open(list, at, shape),
            Node::Close => self.close(),
        }
    }

    /// Where the next thing stands; its path is entered, and is left with `leave`.
    fn enter(&mut self) -> (Place, usize) {
        let root = Place {
            meaning: Meaning::Unknown,
            role: Meaning::Unknown,
            posts: None,
            quote: false,
            answered: false,
            asker: false,
            root: true,
        };
        let Some(frame) = self.frames.last_mut() else { return (root, self.path.path.len()) };
        let above = if frame.list {
            frame.index += 1;
            self.path.push(&(frame.index - 1).to_string())
        } else {
            self.above_key
        };
        let place = Place {
            meaning: if frame.list { frame.role } else { frame.key },
            role: frame.role,
            posts: frame.posts,
            quote: frame.quote,
            answered: frame.shape.answered,
            asker: frame.shape.asker,
            root: false,
        };
        (place, above)
    }

    fn open(&mut self, list: bool, at: usize, shape: Shape) {
        let (place, path) = self.enter();
        let key = self.key.take();
        let other = match place.meaning {
            Meaning::Other => true,
            Meaning::Asked => place.answered,
            Meaning::Person => shape.text && place.answered,
            _ => false,
        };
        let mut frame = Frame {
            list,
            role: match place.meaning {
                Meaning::Unknown if place.role != Meaning::Unknown && !place.root => place.role,
                _ if other => Meaning::Other,
                other => other,
            },
            path,
            index: 0,
            key: Meaning::Unknown,
            posts: None,
            post: false,
            quote: place.quote || other,
            channel: None,
            shape,
        };
        if !self.only_fields && !frame.quote {
            self.part(&mut frame, place, key.map(|(name, _)| name), at);
        }
        self.frames.push(frame);
    }

    /// Says whether what opens is a post, or holds posts.
    fn part(&mut self, frame: &mut Frame, place: Place, key: Option<Mapped>, at: usize) {
        let Shape { text, texts, owns, posts, .. } = frame.shape;
        let free = self.open.is_empty();
        let thread = place.meaning == Meaning::Thread && !owns && frame.list;
        let listed = matches!(place.meaning, Meaning::Posts | Meaning::Thread);
        if let Some(thread) = place.posts {
            let channel = self.frames.last().and_then(|above| above.channel.clone());
            let named = key.filter(|_| place.meaning == Meaning::Platform);
            self.begin(at, thread, channel.or(named));
            frame.post = true;
        } else if place.root && self.roots > 1 && !frame.list && (text || posts) {
            self.begin(at, false, None);
            frame.post = true;
        } else if place.meaning == Meaning::Platform && (free || place.role == Meaning::Text) && !frame.list {
            self.begin(at, false, key);
            frame.post = true;
        } else if place.meaning == Meaning::Platform && frame.list {
            frame.posts = Some(!owns && !texts);
            frame.channel = key;
            frame.role = Meaning::Text;
        } else if listed && (free || place.meaning == Meaning::Thread) && (frame.list || !text) {
            frame.posts = Some(thread);
        } else if free && frame.list && (place.root || (texts && place.meaning == Meaning::Unknown)) {
            frame.posts = Some(false);
        } else if free && text && !frame.list && !place.root && place.meaning == Meaning::Unknown {
            self.begin(at, false, None);
            frame.post = true;
        }
    }

    fn close(&mut self) {
        self.key = None;
        let Some(frame) = self.frames.pop() else { return };
        if frame.post {
            self.open.pop();
        }
        self.path.cut(frame.path);
    }

    fn value(&mut self, text: Mapped) {
        let (place, path) = self.enter();
        let key = self.key.take();
        if self.only_fields {
            let scope = if is_target(text.as_str()) { Scope::LinkTarget } else { Scope::Field };
            let words = text.as_str().split_whitespace().take(3).count();
            let quote = place.quote || place.meaning == Meaning::Other && words == 3;
            self.single(scope, text, 0, quote);
            self.path.cut(path);
            return;
        }
        let role = self.role_of(place, &text);
        let platform = place.meaning == Meaning::Platform && role == Meaning::Text;
        let begins = place.posts.is_some() || (platform && !place.quote);
        if begins {
            let channel = self.frames.last().and_then(|above| above.channel.clone());
            let named = key.map(|(name, _)| name).filter(|_| place.meaning == Meaning::Platform);
            self.begin(text.whole().start, place.posts == Some(true), channel.or(named));
        }
        let quote = place.quote || role == Meaning::Other;
        match role {
            Meaning::Text | Meaning::Other if self.only_target(&text, place) => {
                self.single(Scope::LinkTarget, text, 0, quote);
            }
            Meaning::Text | Meaning::Other => self.prose(&text, quote),
            Meaning::Heading if quote => self.prose(&text, true),
            Meaning::Heading => self.single(Scope::Heading, text, 1, false),
            Meaning::Alt => self.single(Scope::Alt, text, 0, quote),
            Meaning::Link => self.single(Scope::LinkTarget, text, 0, quote),
            _ => self.single(Scope::Field, text, 0, quote),
        }
        if begins {
            self.open.pop();
        }
        self.path.cut(path);
    }

    /// An address under a key that does not say that it is one.
    fn only_target(&self, text: &Mapped, place: Place) -> bool {
        !matches!(place.meaning, Meaning::Text | Meaning::Posts | Meaning::Thread) && is_target(text.as_str())
    }

    /// What a value is, by its key and by how it reads.
    fn role_of(&self, place: Place, text: &Mapped) -> Meaning {
        let words = text.as_str().split_whitespace().take(6).count();
        if place.role == Meaning::Person && !self.frames.last().is_some_and(|frame| frame.list) {
            return link_or(Meaning::Field, text);
        }
        match place.meaning {
            Meaning::Text | Meaning::Heading | Meaning::Alt if place.role == Meaning::Field => Meaning::Field,
            Meaning::Text if place.answered && place.asker => Meaning::Other,
            found @ (Meaning::Text | Meaning::Heading | Meaning::Alt) => found,
            Meaning::Reply => Meaning::Text,
            Meaning::Person if place.answered && is_said(text.as_str()) => Meaning::Other,
            Meaning::Asked if place.answered => Meaning::Other,
            Meaning::Asked => Meaning::Text,
            Meaning::Other if words >= 3 => Meaning::Other,
            Meaning::Posts | Meaning::Thread | Meaning::Platform if words >= 2 => Meaning::Text,
            Meaning::Link if words == 1 => Meaning::Link,
            Meaning::Unknown if place.posts.is_some() || (place.root && words >= 2) => Meaning::Text,
            Meaning::Unknown => match place.role {
                found @ (Meaning::Text | Meaning::Alt | Meaning::Other) => link_or(found, text),
                _ if words >= 6 => Meaning::Text,
                _ => link_or(Meaning::Field, text),
            },
            _ => link_or(Meaning::Field, text),
        }
    }

    fn prose(&mut self, text: &Mapped, quote: bool) {
        let key = self.path.key();
        for mut block in rich_passages(text, &mut self.numbers) {
            if block.key.is_none() {
                block.key.clone_from(&key);
            }
            block.inside.quote |= quote;
            if quote && block.scope != Scope::LinkTarget {
                block.scope = Scope::Quote;
            }
            self.put(block, true);
        }
    }

    fn single(&mut self, scope: Scope, text: Mapped, level: u8, quote: bool) {
        if text.as_str().trim().is_empty() {
            return;
        }
        let paragraph = self.numbers.take();
        let mut block = Block { key: self.path.key(), paragraph, level, ..Block::new(scope, text) };
        block.inside.quote = quote;
        self.put(block, !matches!(scope, Scope::Field | Scope::Markup));
    }

    /// Adds a block to the post it belongs to; what is not `said` in a post belongs to the file.
    fn put(&mut self, block: Block, said: bool) {
        // a title above a list of posts heads the file, and is no post
        let campaign = || {
            let root = self.frames.first().is_some_and(|frame| frame.shape.posts);
            root && matches!(block.scope, Scope::Heading | Scope::LinkTarget)
        };
        let target = match self.open.last() {
            Some(&post) => Some(post),
            None if self.only_fields || !said && !block.inside.quote || campaign() => None,
            None => Some(self.main()),
        };
        match target.and_then(|post| self.parts.pieces.get_mut(post)) {
            Some(piece) => {
                let own = block.text.whole();
                piece.span = if piece.span == Span::default() { own } else { piece.span.join(own) };
                piece.blocks.push(block);
            }
            None => self.parts.head.push(block),
        }
    }

    fn main(&mut self) -> usize {
        *self.main.get_or_insert_with(|| {
            self.parts.pieces.push(Piece::default());
            self.parts.pieces.len() - 1
        })
    }

    /// Begins a post; what says who speaks in the post around it holds for this one too.
    fn begin(&mut self, at: usize, thread: bool, channel: Option<Mapped>) {
        let mut piece = Piece { thread, span: Span::at(at), ..Piece::default() };
        for comment in self.comments.drain(..) {
            piece.span = piece.span.join(comment.text.whole());
            piece.blocks.push(comment);
        }
        let around = self.open.last().and_then(|&post| self.parts.pieces.get(post));
        let voice = |block: &&Block| {
            block.scope == Scope::Field && !block.inside.quote && block.key.as_deref().is_some_and(is_voice)
        };
        piece.blocks.extend(around.into_iter().flat_map(|piece| piece.blocks.iter().filter(voice).cloned()));
        if let Some(channel) = channel {
            let paragraph = self.numbers.take();
            let key = Some("channel".into());
            piece.blocks.push(Block { key, paragraph, ..Block::new(Scope::Field, channel) });
        }
        self.parts.pieces.push(piece);
        self.open.push(self.parts.pieces.len() - 1);
    }

    fn comment(&mut self, text: Mapped, trailing: bool) {
        let paragraph = self.numbers.take();
        let block = Block { paragraph, ..Block::new(Scope::Comment, text) };
        if self.frames.last().is_some_and(|frame| frame.posts.is_some()) {
            match self.parts.pieces.last_mut().filter(|_| trailing) {
                Some(post) => {
                    post.span = post.span.join(block.text.whole());
                    post.blocks.push(block);
                }
                None => self.comments.push(block),
            }
        } else if self.open.is_empty() && self.main.is_none() {
            self.parts.head.push(block);
        } else {
            self.put(block, true);
        }
    }

    fn finish(mut self) -> Parts {
        self.parts.head.append(&mut self.comments);
        self.parts.pieces.retain(|piece| !piece.blocks.is_empty());
        self.parts
    }
}

/// Whether a value under the name of somebody is what they said rather than who they are.
fn is_said(text: &str) -> bool {
    let words = text.split_whitespace().take(6).count();
    words > 5 || words > 2 && text.trim_end().ends_with(['.', '!', '?', '…'])
}

fn link_or(other: Meaning, text: &Mapped) -> Meaning {
    if is_target(text.as_str()) { Meaning::Link } else { other }
}
