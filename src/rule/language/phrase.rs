//! The phrase language: how a rule says what words it listens for.
//!
//! - `our customer`: these words, one after the other, in one sentence. Case, width, diacritics
//!   and typographic quotes are folded; space and hyphen are alike.
//! - `(a|b c|d)` alternatives, `[a]` optional, `[a|b]` optional alternatives.
//! - `deploy*`: any word that begins so; at least three letters before the star.
//! - `choose~`: an English verb in any form (choose, chooses, chose, chosen, choosing).
//! - `...`: up to eight words between, in the same sentence; `...3`: up to three.
//! - `,`: the text may have a comma, dash or colon here. Without it punctuation between two words
//!   breaks the phrase; `...` crosses commas and brackets.
//! - `^` at the beginning: at the start of a line; `$` at the end: at the end of a line.
//! - `` `TK` ``: exactly this, capitals as written.
//! - `#tag` only as a hashtag, `@name` only as a handle; a plain word also matches its hashtag.
//! - `<metric>`: any phrase of the word list of that name.
//! - `{org}` and the other [slots](super::slots::Slot).

use super::slots::Slot;
use crate::word::Words;

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A word, folded.
    Word(String),
    /// A word that begins so, folded.
    Prefix(String),
    /// A word exactly as written.
    Exact(String),
    /// A hashtag, folded, without `#`.
    Hashtag(String),
    /// A handle, folded, without `@`.
    Handle(String),
    /// A slot.
    Slot(Slot),
    /// A word list.
    List(String),
    /// Up to so many words between.
    Gap(u8),
    /// A comma, dash or colon may stand here.
    Comma,
    /// The start of a line.
    LineStart,
    /// The end of a line.
    LineEnd,
    /// One of these.
    Any(Vec<Vec<Node>>),
    /// One of these, or nothing.
    Maybe(Vec<Vec<Node>>),
}

/// What is wrong with a phrase, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PhraseError {
    /// Byte offset in the phrase.
    pub at: usize,
    /// Length in bytes; 0 at the end of the phrase.
    pub length: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Longest gap a phrase may ask for, in words.
const LONGEST_GAP: u8 = 12;

/// Reads a phrase.
///
/// # Errors
/// [`PhraseError`] with the place of the first mistake.
pub fn parse(phrase: &str) -> Result<Vec<Node>, PhraseError> {
    let mut parser = Parser { text: phrase, at: 0, depth: 0 };
    let nodes = parser.sequence()?;
    if parser.at < phrase.len() {
        return Err(parser.error(
            1,
            "a bracket is closed that was never opened",
            "take it out, or open it before",
        ));
    }
    if !nodes.iter().any(holds_text) {
        return Err(PhraseError {
            at: 0,
            length: phrase.len(),
            message: "the phrase has no word".to_owned(),
            help: "a phrase needs at least one word or slot that must be there".to_owned(),
        });
    }
    Ok(nodes)
}

/// Whether the part cannot match without a word of the text.
fn holds_text(node: &Node) -> bool {
    match node {
        Node::Gap(_) | Node::Comma | Node::LineStart | Node::LineEnd | Node::Maybe(_) => false,
        Node::Any(choices) => choices.iter().all(|choice| choice.iter().any(holds_text)),
        _ => true,
    }
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    depth: u8,
}

impl<'p> Parser<'p> {
    fn sequence(&mut self) -> Result<Vec<Node>, PhraseError> {
        let mut nodes = Vec::new();
        while let Some(c) = self.rest().chars().next() {
            match c {
                ')' | ']' | '|' => break,
                c if c.is_whitespace() => self.at += c.len_utf8(),
                '(' => nodes.push(Node::Any(self.choices(')')?)),
                '[' => nodes.push(Node::Maybe(self.choices(']')?)),
                '{' => nodes.push(Node::Slot(self.slot()?)),
                '<' => nodes.push(Node::List(self.enclosed('>', "word list")?.to_owned())),
                '`' => nodes.push(Node::Exact(self.enclosed('`', "word")?.to_owned())),
                '^' => self.mark(&mut nodes, Node::LineStart),
                '$' => self.mark(&mut nodes, Node::LineEnd),
                ',' => self.mark(&mut nodes, Node::Comma),
                '.' if self.rest().starts_with("...") => nodes.push(self.gap()?),
                _ => self.words(&mut nodes)?,
            }
        }
        Ok(nodes)
    }

    fn mark(&mut self, nodes: &mut Vec<Node>, node: Node) {
        self.at += 1;
        nodes.push(node);
    }

    fn rest(&self) -> &'p str {
        &self.text[self.at..]
    }

    fn choices(&mut self, close: char) -> Result<Vec<Vec<Node>>, PhraseError> {
        let open = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > 8 {
            return Err(self.error(
                1,
                "brackets stand more than eight deep",
                "write several phrases instead",
            ));
        }
        let mut choices = vec![self.sequence()?];
        while self.rest().starts_with('|') {
            self.at += 1;
            choices.push(self.sequence()?);
        }
        if !self.rest().starts_with(close) {
            self.at = open;
            return Err(self.error(1, &format!("the bracket is never closed with `{close}`"), "close it"));
        }
        self.at += 1;
        self.depth -= 1;
        if choices.iter().any(Vec::is_empty) {
            self.at = open;
            return Err(self.error(1, "an alternative is empty", "use `[…]` for something optional"));
        }
        if choices.iter().any(|choice| choice.iter().all(|node| *node == Node::Comma)) {
            self.at = open;
            return Err(self.error(
                1,
                "an alternative is only a comma, which a text need not have: it holds everywhere",
                "write the comma before or after the bracket",
            ));
        }
        Ok(choices)
    }

    fn enclosed(&mut self, close: char, what: &str) -> Result<&'p str, PhraseError> {
        let inner = &self.rest()[1..];
        match inner.find(close) {
            Some(end) if end > 0 => {
                self.at += 1 + end + close.len_utf8();
                Ok(&inner[..end])
            }
            _ => Err(self.error(1, &format!("the {what} is never closed with `{close}`"), "close it")),
        }
    }

    fn slot(&mut self) -> Result<Slot, PhraseError> {
        let start = self.at;
        let name = self.enclosed('}', "slot")?;
        Slot::of_name(name).ok_or_else(|| PhraseError {
            at: start,
            length: name.len() + 2,
            message: format!("there is no slot `{{{name}}}`"),
            help: format!("the slots are {}", Slot::names()),
        })
    }

    fn gap(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        self.at += 3;
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number = &self.rest()[..digits];
        self.at += digits;
        let words = if digits == 0 { Ok(8) } else { number.parse::<u8>() };
        match words {
            Ok(words) if words <= LONGEST_GAP => Ok(Node::Gap(words)),
            _ => Err(PhraseError {
                at: start,
                length: 3 + digits,
                message: format!("a gap is at most {LONGEST_GAP} words"),
                help: "put the second part under `sentence` or `paragraph` instead".to_owned(),
            }),
        }
    }

    /// Words up to the next mark of the language.
    fn words(&mut self, nodes: &mut Vec<Node>) -> Result<(), PhraseError> {
        let start = self.at;
        let length = self
            .rest()
            .find(|c: char| c.is_whitespace() || "()[]{}<>|`,$^".contains(c))
            .unwrap_or(self.rest().len())
            .min(self.rest().find("...").unwrap_or(usize::MAX));
        let written = &self.rest()[..length];
        self.at += length.max(1);
        let (bare, star) = match written.strip_suffix('*') {
            Some(bare) => (bare, true),
            None => (written, false),
        };
        let (bare, verb) = match bare.strip_suffix('~') {
            Some(bare) => (bare, true),
            None => (bare, false),
        };
        let words = Words::of(bare);
        let forms: Vec<_> = words.list().iter().map(|word| words.form(word).to_owned()).collect();
        let Some((last, first)) = forms.split_last() else {
            if written.chars().all(|c| ":;!?.–—-/&'\"".contains(c)) && !written.is_empty() {
                return Ok(());
            }
            return Err(PhraseError {
                at: start,
                length: written.len(),
                message: format!("`{written}` holds no word"),
                help: "write words, slots or brackets".to_owned(),
            });
        };
        nodes.extend(first.iter().cloned().map(Node::Word));
        nodes.push(match bare.chars().next() {
            _ if star && last.chars().count() < 3 => {
                return Err(PhraseError {
                    at: start,
                    length: written.len(),
                    message: "a star needs at least three letters before it".to_owned(),
                    help: "write the words out".to_owned(),
                });
            }
            _ if star => Node::Prefix(last.clone()),
            _ if verb => {
                Node::Any(super::verb::forms(last).into_iter().map(|form| vec![Node::Word(form)]).collect())
            }
            Some('#') if first.is_empty() => Node::Hashtag(last.clone()),
            Some('@') if first.is_empty() => Node::Handle(last.clone()),
            _ => Node::Word(last.clone()),
        });
        Ok(())
    }

    fn error(&self, length: usize, message: &str, help: &str) -> PhraseError {
        PhraseError { at: self.at, length, message: message.to_owned(), help: help.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Node {
        Node::Word(text.to_owned())
    }

    #[test]
    fn a_phrase_is_words_alternatives_and_slots() {
        assert_eq!(
            parse("our (customer|big client) {org}[, too] deploy* ...3 #ad").unwrap(),
            [
                word("our"),
                Node::Any(vec![vec![word("customer")], vec![word("big"), word("client")]]),
                Node::Slot(Slot::Org),
                Node::Maybe(vec![vec![Node::Comma, word("too")]]),
                Node::Prefix("deploy".into()),
                Node::Gap(3),
                Node::Hashtag("ad".into()),
            ]
        );
        let forms = ["buy", "buys", "bought", "buying"].map(|form| vec![word(form)]);
        assert_eq!(parse("buy~ from").unwrap(), [Node::Any(forms.to_vec()), word("from")]);
        assert_eq!(parse("we’re B2B").unwrap(), [word("we"), word("re"), word("b2b")]);
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        let place = |phrase| parse(phrase).map_err(|e| (e.at, e.length)).unwrap_err();
        assert_eq!(place("our (customer"), (4, 1));
        assert_eq!(place("our {orgs} x"), (4, 6));
        assert_eq!(place("a) b"), (1, 1));
        assert_eq!(place("a ...99"), (2, 5));
        assert_eq!(place("[maybe]"), (0, 7));
        assert_eq!(place("ab*"), (0, 3));
        assert_eq!(place("(a|)"), (0, 1));
        assert_eq!(place("our (a|,) b"), (4, 1));
    }
}
