//! Front matter: YAML, TOML or JSON at the very start of a file.

use super::data::{self, Node};
use super::links::is_target;
use super::passages::{Numbers, lines};
use super::yaml::comments_in;
use super::{Block, Parts, Scope, json, toml_front, yaml};
use crate::mapped::Mapped;
use crate::span::Span;

/// The front matter of a file.
#[derive(Debug, Clone)]
pub(super) struct FrontMatter {
    /// Its fields as blocks.
    pub(super) blocks: Vec<Block>,
    /// All of it, with its fences; the body begins at its end.
    pub(super) span: Span,
}

/// Cuts the front matter off `text`; `None` if there is none.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    if text.starts_with('{') {
        let end = json::value_end(text)?;
        let rest = text[end..].trim_start_matches([' ', '\t']);
        if !(rest.is_empty() || rest.starts_with(['\n', '\r'])) {
            return None;
        }
        let (nodes, _) = json::nodes(text, Span::new(0, end));
        let named = nodes.iter().any(|node| matches!(node, Node::Key { .. }));
        return named
            .then(|| FrontMatter { blocks: data::fields(nodes), span: Span::new(0, after_line(text, end)) });
    }
    let (inner, end) = fenced(text)?;
    let span = Span::new(0, end);
    let toml = text.starts_with('+');
    if !toml && !holds_fields(&text[inner.range()]) {
        return None;
    }
    let blocks = if toml { from_toml(text, inner) } else { from_yaml(text, inner) };
    Some(FrontMatter { blocks, span })
}

/// What stands between the fences, and where the line of the closing one ends.
fn fenced(text: &str) -> Option<(Span, usize)> {
    let first = lines_with_ends(text, 0).next()?;
    let fence = text[first.range()].trim_end();
    let closes: &[&str] = match fence {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let close =
        lines_with_ends(text, first.end).find(|line| closes.contains(&text[line.range()].trim_end()))?;
    Some((Span::new(first.end, close.start), close.end))
}

/// The lines of `text` from `start` on, each with its break.
fn lines_with_ends(text: &str, start: usize) -> impl Iterator<Item = Span> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let from = at;
        at = after_line(text, from);
        Some(Span::new(from, at))
    })
}

/// Where the line that holds `at` ends, its break with it.
fn after_line(text: &str, at: usize) -> usize {
    match memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]) {
        Some(len) if text[at + len..].starts_with("\r\n") => at + len + 2,
        Some(len) => at + len + 1,
        None => text.len(),
    }
}

/// Whether the text between two `---` is meant as fields: a post between two thematic breaks is
/// none.
fn holds_fields(inner: &str) -> bool {
    let first = inner.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let is_key = |key: &str| {
        let key = key.trim().trim_matches(['"', '\'']);
        !key.is_empty() && key.len() <= 64 && key.split_whitespace().count() <= 3
    };
    first.is_none_or(|line| {
        line.starts_with(['{', '%'])
            || line.split_once(": ").is_some_and(|(key, _)| is_key(key))
            || line.strip_suffix(':').is_some_and(is_key)
    })
}

fn from_yaml(text: &str, inner: Span) -> Vec<Block> {
    let (nodes, failed) = yaml::nodes(text, inner);
    let mut blocks = data::fields(nodes);
    if let Some(at) = failed {
        by_line(text, Span::new(at, inner.end), ':', &mut blocks);
    }
    blocks
}

fn from_toml(text: &str, inner: Span) -> Vec<Block> {
    let Some(nodes) = toml_front::nodes(text, inner) else {
        let mut blocks = Vec::new();
        by_line(text, inner, '=', &mut blocks);
        return blocks;
    };
    let mut covered: Vec<Span> = nodes
        .iter()
        .filter_map(|node| match node {
            Node::Key { span, .. } => Some(*span),
            Node::Value(value) => Some(value.whole()),
            _ => None,
        })
        .collect();
    covered.sort_unstable();
    let mut blocks = data::fields(nodes);
    let mut numbers = Numbers::after(&Parts { head: blocks.clone(), ..Parts::default() });
    let mut at = inner.start;
    covered.push(Span::at(inner.end));
    for span in covered {
        for comment in text.get(at..span.start).into_iter().flat_map(comments_in) {
            let comment = Mapped::verbatim(text, Span::new(at + comment.start, at + comment.end));
            blocks.push(Block { paragraph: numbers.take(), ..Block::new(Scope::Comment, comment) });
        }
        at = at.max(span.end);
    }
    blocks.sort_by_key(|block| block.text.whole());
    blocks
}

/// Reads what no parser could: each line a field, named by what stands before `sign`.
fn by_line(text: &str, span: Span, sign: char, blocks: &mut Vec<Block>) {
    let mut numbers = Numbers::after(&Parts { head: blocks.clone(), ..Parts::default() });
    for line in lines(&text[span.range()]) {
        let line = span.start + line.start..span.start + line.end;
        let own = &text[line.clone()];
        let comment = own.trim_start().starts_with('#');
        let (key, from) = match own.split_once(sign) {
            Some((key, value)) if !comment && key.split_whitespace().count() == 1 => {
                (Some(key.trim().into()), line.end - value.len())
            }
            _ => (None, line.start),
        };
        let rest = &text[from..line.end];
        let value = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '#'));
        if value.is_empty() {
            continue;
        }
        let start = from + rest.find(value).unwrap_or(0);
        let scope = match () {
            () if comment => Scope::Comment,
            () if is_target(value) => Scope::LinkTarget,
            () => Scope::Field,
        };
        let text = Mapped::verbatim(text, Span::new(start, start + value.len()));
        blocks.push(Block { key, paragraph: numbers.take(), ..Block::new(scope, text) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> (Vec<(Scope, String, String)>, String) {
        let front = read(text).unwrap();
        let of = |b: &Block| (b.scope, b.key.as_deref().unwrap_or("").to_owned(), b.text.as_str().to_owned());
        (front.blocks.iter().map(of).collect(), text[front.span.end..].to_owned())
    }

    fn field(key: &str, text: &str) -> (Scope, String, String) {
        (Scope::Field, key.to_owned(), text.to_owned())
    }

    #[test]
    fn yaml_front_matter_is_fields_and_comments() {
        let text = "---\ntitle: \"Quieter\"\n# ask Dana\nhero: {src: /img/a.png}\ntags: [a, b]\nsummary: >\n  with Shenlu\n  Actuators\n---\n\nBody";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let (blocks, body) = seen(&text);
            assert_eq!(
                blocks,
                [
                    field("title", "Quieter"),
                    (Scope::Comment, String::new(), "ask Dana".to_owned()),
                    (Scope::LinkTarget, "hero.src".to_owned(), "/img/a.png".to_owned()),
                    field("tags.0", "a"),
                    field("tags.1", "b"),
                    field("summary", "with Shenlu Actuators"),
                ]
            );
            assert_eq!(body.trim(), "Body");
        }
    }

    #[test]
    fn toml_front_matter_maps_its_escapes() {
        let text = "+++\ntitle = \"N\\u00f8rreby\" # ours\nraw = 'a\\b'\n[params]\ntext = \"\"\"\none \\\n  two\"\"\"\ndate = 2026-03-01\n+++\nBody";
        let (blocks, body) = seen(text);
        assert_eq!(
            blocks,
            [
                field("title", "Nørreby"),
                (Scope::Comment, String::new(), "ours".to_owned()),
                field("raw", "a\\b"),
                field("params.text", "one two"),
                field("params.date", "2026-03-01"),
            ]
        );
        assert_eq!(body, "Body");
        let front = read(text).unwrap();
        assert_eq!(&text[front.blocks[0].text.span(0..4).range()], "N\\u00f8r");
    }

    #[test]
    fn json_front_matter_ends_with_its_line() {
        let (blocks, body) = seen("{\n  \"title\": \"Hi\"\n}\nBody");
        assert_eq!((blocks, body.as_str()), (vec![field("title", "Hi")], "Body"));
        assert!(read("{% include a.md %}\ntext").is_none());
        assert!(read("{a}").is_none());
    }

    #[test]
    fn front_matter_that_no_parser_takes_is_read_by_line() {
        let (blocks, _) = seen("---\nlayout: post\ntitle: Big news: Tidewater Mutual\nby: @mina\n---\n");
        assert_eq!(
            blocks,
            [field("layout", "post"), field("title", "Big news: Tidewater Mutual"), field("by", "@mina")]
        );
        let (blocks, _) = seen("+++\ntitle = Tidewater\n+++\n");
        assert_eq!(blocks, [field("title", "Tidewater")]);
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in [
            "---\nA post.\n---\nAnother.",
            "---\ntitle: open",
            "\n---\na: b\n---\n",
            " ---\na: b\n---\n",
            "text",
            "",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        assert!(read("---\n---\n").is_some());
    }

    proptest::proptest! {
        #[test]
        fn no_front_matter_has_a_span_outside_the_file(
            inner in "([a-z]{1,3}|[:=#\"'\\\\|>\\[\\]{}, é\\-\r\n]){0,20}",
            fence in proptest::sample::select(vec!["---", "+++"]),
        ) {
            let text = format!("{fence}\na: b\n{inner}\n{fence}\nend");
            if let Some(front) = read(&text) {
                assert!(text.get(front.span.range()).is_some());
                for span in front.blocks.iter().flat_map(|block| block.text.sources()) {
                    assert!(text.get(span.range()).is_some() && front.span.contains(span), "{span:?} of {text:?}");
                }
            }
        }
    }
}
