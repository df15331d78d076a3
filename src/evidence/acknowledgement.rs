//! Acknowledgements: a writer's answer to a yellow, where it stands, with a reason.

use crate::document::{Document, Scope, last_part};
use crate::span::Span;

/// An answer as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The rule it answers.
    pub rule: String,
    /// The reason; an answer without one is none.
    pub reason: String,
    /// Where it is written.
    pub span: Span,
    /// The part of the file it holds for.
    pub covers: Span,
}

/// A comment or field that wants to be an acknowledgement and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// Where it is written.
    pub span: Span,
    /// What is wrong with it.
    pub why: &'static str,
}

/// The acknowledgements of a document: in a comment they hold for the block behind it, in front
/// matter for the whole file.
#[must_use]
pub fn read(document: &Document) -> (Vec<Acknowledgement>, Vec<Malformed>) {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    let all = Span::new(0, document.source.text().len());
    let mut blocks: Vec<_> = document.blocks().filter(|block| block.scope != Scope::Path).collect();
    blocks.sort_by_key(|block| block.text.whole().start);
    for (index, block) in blocks.iter().enumerate() {
        let field = block.scope == Scope::Field
            && block.key.as_deref().is_some_and(|key| key.to_ascii_lowercase().starts_with("presscheck."));
        let body = match block.scope {
            Scope::Comment => body_of(block.text.as_str()),
            _ if field => Some(block.text.as_str().trim()),
            _ => None,
        };
        let Some(body) = body else { continue };
        let span = block.text.whole();
        let named = block.key.as_deref().map(last_part).filter(|key| field && *key != "ack");
        match parse(body, named) {
            Ok((rule, reason)) => {
                let covers = if field {
                    all
                } else {
                    let next = blocks[index + 1..]
                        .iter()
                        .find(|next| !matches!(next.scope, Scope::Comment | Scope::Markup));
                    next.map_or(Span::at(span.end), |next| {
                        let own = next.paragraph;
                        let same = blocks[index + 1..].iter().filter(|block| block.paragraph == own);
                        same.fold(next.text.whole(), |span, block| span.join(block.text.whole()))
                    })
                };
                found.push(Acknowledgement {
                    rule: rule.to_owned(),
                    reason: reason.to_owned(),
                    span,
                    covers,
                });
            }
            Err(why) => wrong.push(Malformed { span, why }),
        }
    }
    (found, wrong)
}

/// What follows `presscheck:` in a comment.
fn body_of(comment: &str) -> Option<&str> {
    let text = comment
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim_start_matches(['#', '/', '*', '{']);
    text.trim().strip_prefix("presscheck:").map(str::trim)
}

fn parse<'b>(body: &'b str, rule: Option<&'b str>) -> Result<(&'b str, &'b str), &'static str> {
    let (rule, reason) = match rule {
        Some(rule) => (rule, body),
        None => {
            let body = body.strip_prefix("ack ").unwrap_or(body).trim();
            body.split_once(char::is_whitespace).ok_or("it gives no reason")?
        }
    };
    let reason = reason.trim().trim_end_matches("*/").trim().trim_matches(['"', '“', '”', '\'']).trim();
    if !rule.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') || rule.is_empty() {
        return Err("it names no rule");
    }
    if reason.len() < 3 { Err("it gives no reason") } else { Ok((rule, reason)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Format, Piece, Source};
    use crate::mapped::Mapped;
    use std::sync::Arc;

    fn document(blocks: Vec<Block>, source: &str) -> Document {
        Document {
            path: "a.md".into(),
            source: Arc::new(Source::from_text(source)),
            format: Format::Markdown,
            head: Vec::new(),
            pieces: vec![Piece { blocks, ..Piece::default() }],
        }
    }

    #[test]
    fn a_comment_answers_for_the_block_behind_it() {
        let source = "<!-- presscheck: ack disclosure-missing \"brand account\" -->\n\nGreat!\n\nMore";
        let block = |scope, range: std::ops::Range<usize>, paragraph| Block {
            paragraph,
            ..Block::new(scope, Mapped::verbatim(source, range.into()))
        };
        let text = source.find("Great").unwrap();
        let blocks = vec![
            block(Scope::Comment, 4..56, 0),
            block(Scope::Prose, text..text + 6, 1),
            block(Scope::Prose, text + 8..text + 12, 2),
        ];
        let (found, wrong) = read(&document(blocks, source));
        assert!(wrong.is_empty());
        assert_eq!(found[0].rule, "disclosure-missing");
        assert_eq!(found[0].reason, "brand account");
        assert_eq!(found[0].covers, Span::new(text, text + 6));
    }

    #[test]
    fn an_answer_without_a_reason_is_none() {
        assert_eq!(parse("ack disclosure-missing", None), Err("it gives no reason"));
        assert_eq!(parse("ack disclosure-missing \"\"", None), Err("it gives no reason"));
        assert_eq!(parse("ack \"all of it\" x", None), Err("it names no rule"));
    }
}
