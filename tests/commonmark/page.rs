//! The page that another implementation of Markdown makes, and the texts that stand on it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use html5gum::{Token, Tokenizer};

/// The page of a file, raw HTML and GitHub's extensions included.
pub(crate) fn page(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(markdown, &options)
}

/// The texts of a page, block by block: what stands in one line of text stands in one text here.
pub(crate) fn texts_of_page(html: &str) -> Vec<String> {
    const PARTS: [&[u8]; 26] = [
        b"p",
        b"h1",
        b"h2",
        b"h3",
        b"h4",
        b"h5",
        b"h6",
        b"div",
        b"ul",
        b"ol",
        b"li",
        b"dl",
        b"blockquote",
        b"pre",
        b"hr",
        b"br",
        b"table",
        b"thead",
        b"tbody",
        b"tr",
        b"th",
        b"td",
        b"section",
        b"title",
        b"details",
        b"summary",
    ];
    const NOT_SHOWN: [&[u8]; 3] = [b"script", b"style", b"title"];
    let mut texts = vec![String::new()];
    let mut unseen = false;
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::String(text) if !unseen => {
                texts.last_mut().unwrap().push_str(&String::from_utf8_lossy(&text));
            }
            Token::StartTag(tag) => {
                for name in [&b"alt"[..], b"title"] {
                    let value = tag.attributes.get(name).map(|value| String::from_utf8_lossy(value));
                    // a tag in an alternative text is shown as it is written, or left out
                    texts.splice(0..0, value.filter(|value| !value.contains('<')).map(Into::into));
                }
                unseen = NOT_SHOWN.contains(&&**tag.name) && !tag.self_closing;
                if PARTS.contains(&&**tag.name) {
                    texts.push(String::new());
                }
            }
            Token::EndTag(tag) => {
                unseen = false;
                if PARTS.contains(&&**tag.name) {
                    texts.push(String::new());
                }
            }
            _ => {}
        }
    }
    texts
}
