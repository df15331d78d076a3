//! A listed name in random markup must be found. The bytes choose what stands before, within and
//! behind it; what stands within it is shown by no page.

#![no_main]

#[path = "../judged.rs"]
mod judged;

use judged::CHECK;
use libfuzzer_sys::fuzz_target;

/// What may stand before and behind the name: never what makes it part of something that is not
/// shown, such as the middle of a tag.
const AROUND: [&str; 48] = [
    "we met ",
    "a ",
    "é ",
    "한 ",
    "\n",
    "\n\n",
    "\r\n",
    "  \n",
    "\\\n",
    "    ",
    "\t",
    "**",
    "*",
    "_ ",
    "~~ ",
    "` ",
    "``` ",
    "\n```\n",
    "\n~~~\n",
    "[ ",
    "] ",
    "](/x) ",
    "![ ",
    "> ",
    "\n> ",
    "- ",
    "\n- ",
    "1. ",
    "# ",
    "\n---\n",
    "\n===\n",
    "|",
    "\n|a|b|\n|-|-|\n|",
    "<b>",
    "</b>",
    "<i>",
    "<div>\n",
    "</div>\n",
    "<p hidden>",
    "<details>",
    "<!-- x -->",
    "<span title=\"x\">",
    "&amp; ",
    "&#109; ",
    "\\* ",
    "{{ x }} ",
    "{% x %}",
    "[^1] ",
];

/// What may stand between the words of the name, or within one.
const BETWEEN: [&str; 8] = [" ", "\n", "  \n", "&nbsp;", "\u{a0}", " <!-- x -->", "<br>", "&#32;"];
const WITHIN: [&str; 8] = ["", "\u{ad}", "&shy;", "\u{200b}", "<b></b>", "<!-- x -->", "<i>", "</i>"];

fuzz_target!(|data: &[u8]| {
    let [path, between, within, split, rest @ ..] = data else { return };
    let pick = |from: &[&'static str], byte: u8| from[usize::from(byte) % from.len()];
    let rest = &rest[..rest.len().min(24)];
    let (before, behind) = rest.split_at(rest.len() / 2);
    let around = |bytes: &[u8]| bytes.iter().map(|&byte| pick(&AROUND, byte)).collect::<String>();
    let path = pick(&["blog/a.md", "social/a.md", "blog/a.mdx", "blog/a.txt"], *path);
    // only Markdown and MDX have markup, and MDX no comments of HTML
    let markup = path != "blog/a.txt";
    let at = usize::from(*split) % "Tidewater".len();
    let within = pick(if markup { &WITHIN } else { &["", "\u{ad}", "\u{200b}"] }, *within);
    let between = pick(if markup { &BETWEEN } else { &[" ", "\n", "\u{a0}"] }, *between);
    let (head, tail) = "Tidewater".split_at(at);
    let name = format!("{head}{within}{tail}{between}Mutual");
    let text = format!("{} {name} {}", around(before), around(behind));
    // in code, an entity, a tag and a comment are shown as they are written
    let plain = ["<", "&"].iter().all(|mark| !name.contains(mark));
    let code = text.contains(['`', '~', '\t', '{']) || text.contains("    ") || path == "blog/a.mdx";
    if !plain && code {
        return;
    }
    let outcome = CHECK.file(path, text.clone().into_bytes(), || Ok(None)).expect("it is text");
    let found = outcome.findings.iter().any(|finding| finding.label.starts_with("on the "));
    assert!(found, "{path}: {name:?} is not found in {text:?}");
});
