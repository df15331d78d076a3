//! Files made to break the reader: deep, long, wide or unbalanced.

/// The name of each file, and the text before the line that names a customer.
pub(crate) fn shapes() -> Vec<(&'static str, String)> {
    let numbered = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<String>();
    vec![
        ("quotes-in-quotes.md", "> ".repeat(50_000)),
        ("bullets-in-bullets.md", "- ".repeat(50_000)),
        ("lists-in-lists.md", numbered(1_000, |depth| format!("{}- a\n", "  ".repeat(depth)))),
        ("open-brackets.md", "[".repeat(200_000)),
        ("images-in-images.md", format!("{}x{}", "![".repeat(20_000), "](y)".repeat(20_000))),
        ("ticks-of-every-length.md", numbered(1_000, |length| format!("{} ", "`".repeat(length)))),
        ("emphasis-never-closed.md", "*a_ ".repeat(50_000)),
        ("one-line-of-a-megabyte.md", "word and ".repeat(110_000)),
        ("one-sentence-of-handles.md", "@a#b ".repeat(20_000)),
        ("one-sentence-of-the-first-word.md", "Tidewater ".repeat(50_000)),
        ("capitals.md", "Aa Bb Cc ".repeat(30_000)),
        ("digits.md", "1".repeat(500_000)),
        ("definitions.md", numbered(50_000, |n| format!("[r{n}]: /{n} \"t\"\n"))),
        (
            "footnotes.md",
            numbered(10_000, |n| format!("[^{n}] "))
                + "\n\n"
                + &numbered(10_000, |n| format!("[^{n}]: t\n\n")),
        ),
        ("entities.md", "&amp;&#109;&notanentity;".repeat(20_000)),
        ("ampersands.html", "&".repeat(500_000)),
        ("elements-in-elements.html", "<div><b>".repeat(50_000)),
        ("comments-never-closed.html", "<!--".repeat(100_000)),
        ("attributes.html", format!("<p {}>", numbered(50_000, |n| format!("a{n}=b ")))),
        ("expressions-in-expressions.mdx", "{".repeat(100_000)),
        ("tags-never-closed.mdx", "<A b={".repeat(50_000)),
        ("template-tags-never-closed.md", "{{ \"a\" ".repeat(50_000)),
        (
            "wide-table.md",
            format!("|{}\n|{}\n|{}\n", "a|".repeat(2_000), "-|".repeat(2_000), "b|".repeat(2_000)),
        ),
        (
            "long-table.md",
            format!("|{}\n|{}\n{}", "a|".repeat(5_000), "-|".repeat(5_000), "|b\n".repeat(2_000)),
        ),
        ("lists-in-front-matter.md", format!("---\na: {}\n---\n", "[".repeat(20_000))),
        ("front-matter-never-closed.md", format!("---\n{}", "a: b\n".repeat(20_000))),
        ("json-in-front-matter.md", "{\"a\":".repeat(20_000)),
        ("arrays-in-toml.md", format!("+++\na = {}\n+++\n", "[".repeat(50_000))),
        ("joined-letters.md", "a\u{200d}".repeat(100_000)),
        ("accents-on-one-letter.md", format!("e{}", "\u{301}".repeat(100_000))),
        ("writing-turned-round.txt", "\u{202e}\u{2066}".repeat(50_000)),
        ("carriage-returns.txt", "\r".repeat(300_000)),
        ("posts.txt", "a post\n---\n".repeat(10_000)),
        ("lists-in-lists.yaml", "- ".repeat(20_000)),
        ("brackets.yaml", "[".repeat(100_000)),
        ("maps-in-maps.yaml", "{a: ".repeat(10_000)),
        ("anchors.yaml", numbered(20_000, |n| format!("k{n}: &x{n} v\n")) + "text: |"),
        (
            "aliases-of-aliases.yaml",
            numbered(30, |n| {
                format!("a{}: &a{} [{}]\n", n + 1, n + 1, vec![format!("*a{n}"); 10].join(", "))
            })
            .replace("*a0", "lol")
                + "text: |",
        ),
        ("arrays-in-arrays.json", "[".repeat(500_000)),
        ("objects-in-objects.json", "{\"a\":".repeat(100_000)),
        ("a-quote-never-closed.csv", format!("text\n\"{}", "a,\n".repeat(50_000))),
        ("columns.csv", format!("{}\n", "c,".repeat(50_000))),
    ]
}
