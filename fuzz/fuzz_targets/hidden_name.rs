//! A listed name in random markup: the bytes choose the marks before, within and behind it. If two
//! implementations of Markdown show the name on their pages, in one text, it must be found; so it
//! must in the same bytes as HTML, as plain text and as a string of JSON.

#![no_main]

#[path = "../judged.rs"]
mod judged;
#[path = "../../tests/commonmark/page.rs"]
mod page;

use judged::CHECK;
use libfuzzer_sys::fuzz_target;
use page::{page, texts_of_page};
use pulldown_cmark::{Options, Parser};

const MARKS: [&str; 93] = [
    "we met ",
    "a ",
    "é",
    "한 ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "  \n",
    "\\\n",
    "    ",
    "\t",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{2060}",
    "**",
    "*",
    "_",
    "__",
    "~~",
    "~",
    "`",
    "``",
    "\n```\n",
    "\n~~~\n",
    "```",
    "[",
    "]",
    "](/x)",
    "](/x 't')",
    "[x]",
    "[x][x]",
    "\n\n[x]: /y 'one'\n\n",
    "![",
    "(",
    ")",
    ">",
    "\n> ",
    "- ",
    "\n- ",
    "\n  ",
    "\n1. ",
    "# ",
    "\n## ",
    " #\n",
    "\n---\n",
    "\n===\n",
    "***\n",
    "|",
    "\n|a|b|\n|-|-|\n|",
    "|\n",
    "\n---|---\n",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<i\nclass=a>",
    "<wbr>",
    "<br>",
    "<div>",
    "</div>",
    "\n<div>\n",
    "\n</div>\n",
    "<p hidden>",
    "<pre>",
    "</pre>",
    "<details>\n\n",
    "<summary>",
    "<!-- x -->",
    "<!--",
    "-->",
    "<?x ?>",
    "<a title=\"x\">",
    "</a>",
    "<https://a.example/x>",
    "https://a.example/x",
    "< ",
    "&amp;",
    "&shy;",
    "&nbsp;",
    "&#32;",
    "&#8203;",
    "&",
    ";",
    "\\",
    "\\*",
    " {{ x }} ",
    " {% x %} ",
    "[^1]",
    "\n[^1]: ",
    "!",
    "\"",
];

/// How the first word is written, so that marks can stand within it.
const PARTS: [(&str, &str); 4] =
    [("Tide", "water"), ("T", "idewater"), ("Tidewate", "r"), ("Tide&#119;", "ater")];

/// The page of the other implementation.
fn another_page(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut page = String::new();
    pulldown_cmark::html::push_html(&mut page, Parser::new_ext(markdown, options));
    page
}

/// Whether a text of a page holds the name as words of its own: not as a part of a longer word or
/// of an address, nor over an empty line.
fn shows(text: &str) -> bool {
    let unseen = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}');
    let text: String = text.replace("\r\n", "\n").chars().filter(unseen).collect();
    let words = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    let part = |part: &str| {
        words(part).split("Tidewater Mutual").collect::<Vec<_>>().windows(2).any(|around| {
            let binds = |c: char| c.is_alphanumeric() || matches!(c, '`' | '\'');
            !around[0].ends_with(binds) && !around[1].starts_with(binds)
        })
    };
    let lines: Vec<&str> = text.lines().collect();
    lines.split(|line| line.trim().is_empty()).any(|lines| part(&lines.join("\n")))
}

fuzz_target!(|data: &[u8]| {
    let [form, lengths, bytes @ ..] = data else { return };
    let mut marks = bytes.iter().map(|&byte| MARKS[usize::from(byte) % MARKS.len()]);
    let mut take = |count: u8| marks.by_ref().take(count.into()).collect::<String>();
    let (head, tail) = PARTS[usize::from(*form) % PARTS.len()];
    let within = take(lengths & 3);
    let between = take((lengths >> 2) & 3);
    let before = take(bytes.len().saturating_sub(6) as u8 / 2);
    let behind = take(u8::MAX);
    let text = format!("{before}{head}{within}{tail} {between}Mutual{behind}");
    let on_page = |page: &str| texts_of_page(page).iter().any(|text| shows(text));
    // What a generator fills in may make a link of what is none as it stands.
    let filled = text.replace("{{ x }}", "x").replace("{% x %}", "");
    let markdown = [&text, &filled].iter().all(|text| on_page(&page(text)) && on_page(&another_page(text)));
    // in plain text a line behind a quoted one is somebody else's
    let line =
        |line: &str| format!("{line}{}", if line.trim_start().starts_with('>') { "\n\n" } else { "\n" });
    let in_text = shows(&text.lines().map(line).collect::<String>());
    let as_json = serde_json::json!({ "text": text }).to_string();
    for (path, text, shown) in [
        ("blog/a.md", &text, markdown),
        ("social/a.md", &text, markdown),
        ("blog/a.html", &text, on_page(&text)),
        ("blog/a.txt", &text, in_text),
        ("social/a.json", &as_json, in_text),
    ] {
        let found = || {
            let outcome = CHECK.file(path, text.clone().into_bytes(), || Ok(None)).expect("it is text");
            outcome.findings.iter().any(|finding| finding.label.starts_with("on the "))
        };
        assert!(!shown || found(), "{path}: not found in {text:?}");
    }
});
