//! What YAML, JSON and CSV say, as posts and blocks.
#![allow(clippy::unwrap_used)]

use presscheck::document::{Document, Format, Piece, Reading, Scope, Source, read};
use std::sync::Arc;

fn document(text: &str, format: Format) -> Document {
    read(
        "social/x/post",
        Arc::new(Source::from_text(text)),
        format,
        Reading { social: true, ..Reading::default() },
    )
}

fn yaml(text: &str) -> Document {
    document(text, Format::Yaml)
}

fn json(text: &str) -> Document {
    document(text, Format::Json)
}

type Seen<'a> = (Scope, &'a str, &'a str);

fn said(piece: &Piece) -> Vec<Seen<'_>> {
    let shown = piece.blocks.iter().filter(|block| block.scope != Scope::Markup);
    shown.map(|block| (block.scope, block.key.as_deref().unwrap_or(""), block.text.as_str())).collect()
}

fn head(document: &Document) -> Vec<Seen<'_>> {
    let shown = document.head.iter().filter(|block| !matches!(block.scope, Scope::Markup | Scope::Path));
    shown.map(|block| (block.scope, block.key.as_deref().unwrap_or(""), block.text.as_str())).collect()
}

/// The author's bytes of `words` in the block under `key`.
fn bytes<'a>(document: &'a Document, words: &str) -> &'a str {
    let block = document.blocks().find(|block| block.text.as_str().contains(words)).unwrap();
    let at = block.text.as_str().find(words).unwrap();
    document.source.slice(block.text.span(at..at + words.len()))
}

#[test]
fn a_caption_is_one_post_and_the_other_keys_belong_to_the_file() {
    let text = "channel: instagram\naccount: \"@mina.pours\"\nauthor: Mina Sørensen\ncaption: |\n  Nothing wakes\n  a kitchen.\n\n  #coffee #employee\n";
    let doc = yaml(text);
    assert_eq!(
        head(&doc),
        [
            (Scope::Field, "channel", "instagram"),
            (Scope::Field, "account", "@mina.pours"),
            (Scope::Field, "author", "Mina Sørensen"),
        ]
    );
    assert_eq!(doc.pieces.len(), 1);
    assert_eq!(
        said(&doc.pieces[0]),
        [
            (Scope::Prose, "caption", "Nothing wakes\na kitchen."),
            (Scope::Prose, "caption", "#coffee #employee")
        ]
    );
    assert_eq!(bytes(&doc, "wakes\na kitchen"), "wakes\n  a kitchen");
    assert_eq!(doc.field(&doc.pieces[0], "account").unwrap().text.as_str(), "@mina.pours");
}

#[test]
fn the_strings_under_posts_are_a_thread() {
    let doc = yaml(
        "channel: x\nauthor: Priya Raman\nposts:\n  - \"1/2 Hot take.\"\n  - text: 2/2 Cool\n    alt: A cat\n",
    );
    assert_eq!(doc.pieces.len(), 2);
    assert!(doc.pieces.iter().all(|piece| piece.thread));
    assert_eq!(said(&doc.pieces[0]), [(Scope::Prose, "posts.0", "1/2 Hot take.")]);
    assert_eq!(
        said(&doc.pieces[1]),
        [(Scope::Prose, "posts.1.text", "2/2 Cool"), (Scope::Alt, "posts.1.alt", "A cat")]
    );
    assert_eq!(doc.field(&doc.pieces[1], "author").unwrap().text.as_str(), "Priya Raman");
}

#[test]
fn the_rows_of_a_calendar_have_their_own_channel_and_are_no_thread() {
    let doc = yaml(
        "title: Launch week\nposts:\n  - channel: x\n    text: We shipped.\n  - channel: linkedin\n    author: Priya\n    text: We are proud.\n",
    );
    assert_eq!(doc.pieces.len(), 2);
    assert!(doc.pieces.iter().all(|piece| !piece.thread));
    assert_eq!(doc.field(&doc.pieces[1], "channel").unwrap().text.as_str(), "linkedin");
    assert_eq!(doc.field(&doc.pieces[0], "author").map(|block| block.text.as_str()), None);
    assert_eq!(head(&doc), [(Scope::Heading, "title", "Launch week")]);
}

#[test]
fn lists_at_the_top_and_under_unknown_keys_hold_posts_too() {
    for text in [
        "- text: One.\n- text: Two.\n",
        "spring:\n  - text: One.\n  - text: Two.\n",
        "campaign:\n  name: Spring\n  items:\n    - text: One.\n    - text: Two.\n",
        "text: One.\n---\ntext: Two.\n",
        "x: |\n  One.  \n  now\nlinkedin: Two twice.\n",
        "x:\n  text: One.\nlinkedin:\n  text: Two.\n",
    ] {
        assert_eq!(yaml(text).pieces.len(), 2, "{text}");
    }
}

#[test]
fn a_key_that_is_a_platform_is_the_channel_of_its_post() {
    let doc = yaml("author: Priya\nlinkedin: We are very proud.\nx:\n  text: Proud.\n");
    assert_eq!(doc.field(&doc.pieces[0], "channel").unwrap().text.as_str(), "linkedin");
    assert_eq!(doc.field(&doc.pieces[1], "channel").unwrap().text.as_str(), "x");
    assert_eq!(doc.field(&doc.pieces[1], "author").unwrap().text.as_str(), "Priya");
}

#[test]
fn what_a_reply_answers_is_somebody_elses_and_stands_in_the_same_post() {
    let text = "in_reply_to:\n  author: \"@rosa.w\"\n  text: \"The lid came off.\"\nreply:\n  account: \"@candlewick\"\n  text: \"Oh no!\"\n";
    let doc = yaml(text);
    assert_eq!(doc.pieces.len(), 1);
    let piece = &doc.pieces[0];
    let quote = piece.blocks.iter().find(|block| block.scope == Scope::Quote).unwrap();
    assert_eq!((quote.text.as_str(), quote.inside.quote), ("The lid came off.", true));
    let own = piece.blocks.iter().find(|block| block.scope == Scope::Prose).unwrap();
    assert_eq!((own.text.as_str(), own.inside.quote), ("Oh no!", false));
    assert_eq!(doc.field(piece, "account").unwrap().text.as_str(), "@candlewick");
    assert!(doc.field(piece, "author").is_none(), "the author of the complaint did not write the reply");
}

#[test]
fn a_reply_in_plain_strings_reads_the_same() {
    let doc = yaml(
        "- comment: My flat white was cold.\n  reply: That is no way to start.\n- question: Is it vegan?\n  answer: It is.\n",
    );
    for piece in &doc.pieces {
        let scopes: Vec<_> = said(piece).iter().map(|(scope, ..)| *scope).collect();
        assert_eq!(scopes, [Scope::Quote, Scope::Prose]);
    }
    let doc =
        json(r#"{"replies": [{"to": {"user": "@rosa", "text": "I burned my hand"}, "text": "Oh no!"}]}"#);
    let scopes: Vec<_> = said(&doc.pieces[0]).iter().map(|(scope, ..)| *scope).collect();
    assert_eq!(scopes, [Scope::Field, Scope::Quote, Scope::Prose]);
    let doc = yaml("text: Tell us!\ncomment: First comment with the link.\n");
    assert!(doc.pieces[0].blocks.iter().all(|block| block.scope != Scope::Quote));
}

#[test]
fn every_style_of_scalar_maps_to_its_own_bytes() {
    let text = "a: 'it''s ours'\nb: \"N\\u00f8rreby \\\n   Energi\\tnow\"\nc: wrapped\n  plain Tidewater\n  Mutual\nd: >-\n  folded Tidewater\n  Mutual\n\n    more\n  end\ne: |2\n    two in\n  here\nf: \"Linear\n\n  Foods\"\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let doc = yaml(&text);
        let value =
            |key: &str| doc.blocks().find(|block| block.key.as_deref() == Some(key)).unwrap().text.as_str();
        assert_eq!(value("a"), "it's ours");
        assert_eq!(bytes(&doc, "it's"), "it''s");
        assert_eq!(value("b"), "Nørreby Energi\tnow");
        assert_eq!(bytes(&doc, "Nørreby"), "N\\u00f8rreby");
        assert!(bytes(&doc, "Nørreby Energi").ends_with("   Energi"));
        assert_eq!(value("c"), "wrapped plain Tidewater Mutual");
        assert!(value("d").starts_with("folded Tidewater Mutual"), "{:?}", value("d"));
        assert!(bytes(&doc, "two in").starts_with("two"), "{:?}", value("e"));
        assert!(value("f").starts_with("Linear"));
    }
}

#[test]
fn an_anchor_or_a_tag_is_no_part_of_the_words_behind_it() {
    for (written, own) in [
        ("&a Tidewater Mutual", "Tidewater Mutual"),
        ("!t &a \"Tidewater\\x20Mutual\"", "Tidewater\\x20Mutual"),
        ("!<tag:x> # why\n  Tidewater Mutual", "Tidewater Mutual"),
        ("&a |\n\n   Tidewater Mutual\n   was glad\n", "Tidewater Mutual"),
        ("!t >-\n   Tidewater\n   Mutual\n", "Tidewater\n   Mutual"),
        ("&a >-\r   Tidewater Mutual\r", "Tidewater Mutual"),
        ("&a |\r\n   Tidewater Mutual\r\n", "Tidewater Mutual"),
    ] {
        let text = format!("text: {written}");
        let doc = yaml(&text);
        assert_eq!(bytes(&doc, "Tidewater Mutual"), own, "{text:?}");
        let read = doc.blocks().filter(|block| block.text.as_str().contains("Mutual")).count();
        assert_eq!(read, 1, "{text:?}");
    }
}

#[test]
fn comments_of_yaml_are_read_in_their_place() {
    let doc = yaml("# all of it\nposts:\n  - text: One. # behind\n  # above two\n  - text: Two.\n# last\n");
    let comments = |piece: &Piece| -> Vec<String> {
        let own = piece.blocks.iter().filter(|block| block.scope == Scope::Comment);
        own.map(|block| block.text.as_str().to_owned()).collect()
    };
    assert_eq!(comments(&doc.pieces[0]), ["behind"]);
    assert_eq!(comments(&doc.pieces[1]), ["above two"]);
    assert!(head(&doc).contains(&(Scope::Comment, "", "all of it")));
    assert!(doc.blocks().any(|block| block.scope == Scope::Comment && block.text.as_str() == "last"));
}

#[test]
fn an_alias_is_not_expanded() {
    let mut text = String::from("a0: &a0 [lol, lol]\n");
    for level in 1..40 {
        let above = level - 1;
        text.push_str(&format!("a{level}: &a{level} [*a{above}, *a{above}, *a{above}]\n"));
    }
    let doc = yaml(&text);
    assert_eq!(doc.blocks().filter(|block| block.text.as_str() == "lol").count(), 2);
}

#[test]
fn broken_yaml_is_still_read() {
    let doc = yaml("channel: x\naccount: @mina\ntext: Big news: Tidewater Mutual is in\n");
    assert_eq!(head(&doc)[..2], [(Scope::Field, "channel", "x"), (Scope::Field, "account", "@mina")]);
    assert_eq!(bytes(&doc, "Tidewater Mutual"), "Tidewater Mutual");
    assert!(doc.pieces[0].blocks.iter().any(|block| block.scope == Scope::Prose));
}

#[test]
fn escapes_in_json_map_to_the_authors_bytes() {
    let doc = json(
        "{\"channel\": \"linkedin\", \"text\": \"With N\\u00f8rreby \\ud83d\\ude00 \\\"Energi\\\"\", \"alt\": \"Dusk\"}",
    );
    assert_eq!(doc.pieces.len(), 1);
    assert_eq!(
        said(&doc.pieces[0]),
        [(Scope::Prose, "text", "With Nørreby 😀 \"Energi\""), (Scope::Alt, "alt", "Dusk")]
    );
    assert_eq!(bytes(&doc, "Nørreby"), "N\\u00f8rreby");
    assert_eq!(bytes(&doc, "😀"), "\\ud83d\\ude00");
    assert_eq!(head(&doc), [(Scope::Field, "channel", "linkedin")]);
}

#[test]
fn a_key_that_hides_a_name_in_escapes_is_read_too() {
    let doc = json(r#"{"N\u00f8rreby": 1, "text": "Hi"}"#);
    assert_eq!(bytes(&doc, "Nørreby"), "N\\u00f8rreby");
}

#[test]
fn json_lists_lines_and_comments_are_read() {
    let doc = json("// the plan\n[{\"text\": \"One.\"}, /* now */ {\"text\": \"Two.\"},]");
    assert_eq!(doc.pieces.len(), 2);
    assert!(doc.blocks().any(|block| block.scope == Scope::Comment && block.text.as_str() == "now"));
    assert_eq!(json("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").pieces.len(), 2);
}

#[test]
fn broken_json_is_still_read() {
    for text in ["{\"text\": \"Tidewater Mutual is in", "{\"text\": Tidewater Mutual}", "Tidewater Mutual"] {
        let doc = json(text);
        assert_eq!(bytes(&doc, "Tidewater Mutual"), "Tidewater Mutual", "{text}");
    }
}

#[test]
fn values_that_are_addresses_are_targets_and_links_in_a_text_are_marked() {
    let doc =
        yaml("text: Apply at https://a.example/job now\nimage: img/dusk.jpg\nurl: https://a.example/x\n");
    let piece = &doc.pieces[0];
    assert_eq!(
        said(piece)[1..],
        [
            (Scope::LinkTarget, "text", "https://a.example/job"),
            (Scope::LinkTarget, "image", "img/dusk.jpg"),
            (Scope::LinkTarget, "url", "https://a.example/x"),
        ]
    );
    assert_eq!(
        piece.blocks[0].links().map(|(_, target)| target).collect::<Vec<_>>(),
        ["https://a.example/job"]
    );
}

#[test]
fn what_describes_a_person_is_no_text_of_the_post() {
    let doc = yaml(
        "author:\n  name: Dana\n  title: Support Lead\n  bio: She leads a team of nine people in Leeds.\ntext: Hello.\n",
    );
    assert!(head(&doc).iter().all(|(scope, ..)| *scope == Scope::Field));
    assert_eq!(said(&doc.pieces[0]), [(Scope::Prose, "text", "Hello.")]);
}

#[test]
fn paragraph_numbers_never_collide() {
    let doc = yaml("channel: x\nposts: [One https://a.example/x, Two]\n# c\n");
    let mut numbers: Vec<_> =
        doc.blocks().filter(|block| block.scope != Scope::LinkTarget).map(|block| block.paragraph).collect();
    let all = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), all);
}

#[test]
fn the_path_is_text_and_a_file_with_text_has_a_post() {
    let doc = yaml("a: b\n");
    let path = doc.head.iter().find(|block| block.scope == Scope::Path).unwrap();
    assert_eq!((path.text.as_str(), path.text.whole().len()), ("social/x/post", 0));
    assert_eq!(doc.pieces.len(), 1);
    assert!(yaml("").pieces.is_empty());
}
