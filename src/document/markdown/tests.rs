use super::*;
use crate::document::{Block, Piece};

fn blocks(text: &str) -> Vec<Block> {
    read(text, Reading::default()).pieces.into_iter().flat_map(|piece| piece.blocks).collect()
}

fn show(block: &Block) -> String {
    let key = block.key.as_deref().map_or(String::new(), |key| format!("[{key}]"));
    format!("{}{key}: {}", block.scope.name(), block.text.as_str())
}

fn shown(text: &str) -> Vec<String> {
    blocks(text).iter().map(show).collect()
}

fn shown_mdx(text: &str) -> Vec<String> {
    let parts = read(text, Reading { mdx: true, ..Reading::default() });
    parts.pieces.iter().flat_map(|piece| &piece.blocks).map(show).collect()
}

fn posts(text: &str) -> Vec<Piece> {
    read(text, Reading { social: true, ..Reading::default() }).pieces
}

/// The author's bytes for `name` in the block that reads it.
fn source_of<'a>(text: &'a str, name: &str) -> &'a str {
    for block in blocks(text) {
        if let Some(at) = block.text.as_str().find(name) {
            return &text[block.text.span(at..at + name.len()).range()];
        }
    }
    panic!("{name} is in no block of {text:?}: {:#?}", shown(text));
}

fn inside_of(text: &str, words: &str) -> crate::document::Inside {
    let all = blocks(text);
    all.iter()
        .find(|block| block.text.as_str().contains(words))
        .unwrap_or_else(|| panic!("no {words}"))
        .inside
}

#[test]
fn a_name_is_one_string_through_markup() {
    assert_eq!(source_of("our Pro**ject Fal**con is", "Project Falcon"), "Pro**ject Fal**con");
    assert_eq!(source_of("at Ac&#109;e now", "Acme"), "Ac&#109;e");
    assert_eq!(source_of("at Ac\\_me now", "Ac_me"), "Ac\\_me");
    assert_eq!(source_of("> with Project\n> Falcon now\n", "Project\nFalcon"), "Project\n> Falcon");
    assert_eq!(source_of("> > with Project\n> > Falcon now\n", "Project\nFalcon"), "Project\n> > Falcon");
    assert_eq!(source_of("- with Project\r\n  Falcon now\r\n", "Project\nFalcon"), "Project\r\n  Falcon");
    assert_eq!(source_of("see [the Tidewater\nMutual page](/x)", "Tidewater\nMutual"), "Tidewater\nMutual");
    assert_eq!(source_of("Tide<b>wa</b>ter", "Tidewater"), "Tide<b>wa</b>ter");
    assert_eq!(
        source_of("<!-- x -->Tide<!--\n</div>\n<!-- x -->water", "Tidewater"),
        "Tide<!--\n</div>\n<!-- x -->water"
    );
    assert_eq!(
        source_of("<!-- x -->Tide<!--\n---|---\n<!-- x -->water", "Tidewater"),
        "Tide<!--\n---|---\n<!-- x -->water"
    );
    // a comment that a block of HTML opens, and one among the words of a later block ends
    for end in ["## <!-- x -->water Mutual", "- <!-- x -->water Mutual\n- b", "\nso <!-- x -->water\nMutual"]
    {
        let text = format!("<!-- x -->Tide<!--\n{end}\n\nnext");
        let has = |block: &Block| block.text.as_str().replace('\n', " ").contains("Tidewater Mutual");
        assert!(blocks(&text).iter().any(has), "{text}: {:#?}", shown(&text));
    }
    // and what stands in the blocks of HTML before and behind those two
    for text in [
        "we met\n<!-- x -->Tide<!--\n<!-- x -->water \n<!-- x -->Mutual",
        "<!-- x -->Tidewater \n<!-- x --><!--\n<!-- x -->\n\n<!-- x -->Mutual",
    ] {
        let has = |block: &Block| block.text.as_str().split_whitespace().eq(["Tidewater", "Mutual"]);
        assert!(blocks(text).iter().any(has), "{text}: {:#?}", shown(text));
    }
    assert_eq!(source_of("</b>\nTidewater<!--\n\n[x]: /y 'one'\n\n[x](a <pre>", "Tidewater"), "Tidewater");
    assert!(
        blocks("<!-- x --><!--\n<!-- x -->Tidewater \n\n<!-- x -->Mutual")
            .iter()
            .any(|block| { block.text.as_str().split_whitespace().eq(["Tidewater", "Mutual"]) })
    );
    assert_eq!(source_of("<p><!--\n\nat Tidewater\n\n<p>b", "Tidewater"), "Tidewater");
    assert_eq!(source_of("Tidewater<br>Mutual", "Tidewater\nMutual"), "Tidewater<br>Mutual");
    assert_eq!(source_of("Tidewater  \nMutual", "Tidewater\nMutual"), "Tidewater  \nMutual");
    assert_eq!(source_of("Tidewater\\\nMutual", "Tidewater\nMutual"), "Tidewater\\\nMutual");
    assert_eq!(source_of("a `Tidewater` b", "Tidewater"), "Tidewater");
    assert_eq!(source_of("Tidewater \n``  \nMutual[``", "Tidewater\n Mutual"), "Tidewater \n``  \nMutual");
    assert_eq!(source_of("Tide[wat](http://x.example)er", "Tidewater"), "Tide[wat](http://x.example)er");
    assert_eq!(source_of("\u{feff}&#xFE72; x", "\u{fe72}"), "&#xFE72;");
}

#[test]
fn every_kind_of_text_has_its_scope() {
    let text = "# Head\n\nPara\n\n> Quote\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n```rust\nlet x;\n```\n\n\
                Note[^1]\n\n[^1]: foot\n";
    assert_eq!(
        shown(text),
        [
            "heading: Head",
            "prose: Para",
            "quote: Quote",
            "list-item: one",
            "list-item: two",
            "table-cell: a",
            "table-cell: b",
            "table-cell: c",
            "table-cell: d",
            "code: let x;\n",
            "prose: Note",
            "footnote: foot"
        ]
    );
    let all = blocks(text);
    assert_eq!(all[0].level, 1);
    assert!(all[2].inside.quote && all[3].inside.list && all[5].inside.table && all[11].inside.footnote);
}

#[test]
fn loose_and_tight_lists_give_one_block_for_each_item() {
    assert_eq!(shown("- one\n  more\n- two\n"), ["list-item: one\nmore", "list-item: two"]);
    assert_eq!(shown("- one\n  more\n\n- two\n"), ["list-item: one\nmore", "list-item: two"]);
    assert_eq!(
        shown("- one\n  - under\n- [ ] two\n"),
        ["list-item: one", "list-item: under", "list-item: two"]
    );
    assert_eq!(shown("- a\n\n  > b\n"), ["list-item: a", "quote: b"]);
    assert_eq!(shown("> [!NOTE]\n> Be brief.\n"), ["quote: Be brief."]);
}

#[test]
fn targets_titles_and_alternative_texts_share_the_paragraph() {
    let text = "See [the *docs*](/guide \"The guide\") and ![a **wall**](wall.jpg 'Our wall').\n\nNext.";
    assert_eq!(
        shown(text),
        [
            "prose: See the docs and .",
            "link-target: /guide",
            "link-title: The guide",
            "alt: a wall",
            "link-target: wall.jpg",
            "link-title: Our wall",
            "prose: Next."
        ]
    );
    let all = blocks(text);
    assert!(all[..6].iter().all(|block| block.paragraph == 0));
    assert_eq!(all[6].paragraph, 1);
    let (range, target) = all[0].links().next().unwrap();
    assert_eq!((&all[0].text.as_str()[range.clone()], target), ("the docs", "/guide"));
    for (block, own) in all.iter().zip(["", "/guide", "The guide", "", "wall.jpg", "Our wall"]) {
        assert!(own.is_empty() || &text[block.text.whole().range()] == own);
    }
}

#[test]
fn reference_definitions_are_read_even_when_nothing_uses_them() {
    let text = "See [it][a].\n\n[a]: https://a.example/x \"Ti &amp; tle\"\n[b]: <https://b.example/>\n";
    assert_eq!(
        shown(text),
        [
            "prose: See it.",
            "link-target: https://a.example/x",
            "link-title: Ti & tle",
            "link-target: https://b.example/"
        ]
    );
    assert_eq!(blocks(text)[0].links().next().unwrap().1, "https://a.example/x");
}

#[test]
fn addresses_in_the_text_are_links_as_well() {
    let text = "At https://a.example/b_c_d, <https://b.example> and `https://c.example`.";
    assert_eq!(
        shown(text),
        [
            "prose: At https://a.example/b_c_d, https://b.example and https://c.example.",
            "link-target: https://a.example/b_c_d",
            "link-target: https://b.example"
        ]
    );
    let targets: Vec<_> = blocks(text)[0].links().map(|(_, target)| target.to_owned()).collect();
    assert_eq!(targets, ["https://a.example/b_c_d", "https://b.example"]);
    assert_eq!(shown("[https://a.example](https://b.example)").len(), 2);
}

#[test]
fn code_and_strikes_within_a_line_are_marks() {
    let all = blocks("a ~~gone~~ and `co\nde` here");
    let marks: Vec<_> =
        all[0].marks.iter().map(|m| (&all[0].text.as_str()[m.range.clone()], m.kind.clone())).collect();
    assert_eq!(marks, [("gone", MarkKind::Strike), ("co\nde", MarkKind::Code)]);
    assert_eq!(source_of("> x `Tide\n> water` y", "Tide\nwater"), "Tide\n> water");
    assert_eq!(source_of("|a|\n|-|\n|`x\\|y`|\n", "x|y"), "x\\|y");
}

#[test]
fn html_in_markdown_is_read() {
    assert_eq!(
        shown(
            "<div title=\"T\">\nHello <b>A&amp;B</b>\n  Ltd\n</div>\n\nText <img src=\"a.png\" alt=\"An alt\"> end"
        ),
        [
            "prose: Hello A&B\nLtd",
            "link-title[title]: T",
            "prose: Text  end",
            "link-target[src]: a.png",
            "alt[alt]: An alt"
        ]
    );
    assert_eq!(
        shown("<!-- a\n\nb -->\n\ntext <!-- c --> more"),
        ["comment: a\n\nb", "prose: text  more", "comment: c"]
    );
    assert_eq!(shown("<script>\nlet a;\n</script>\n"), ["code: let a;"]);
    assert_eq!(source_of("> <p>Tidewater\n> Mutual</p>\n", "Tidewater\nMutual"), "Tidewater\n> Mutual");
    assert_eq!(shown("> <div\n> title=\"T\">x</div>\n"), ["quote: x", "link-title[title]: T"]);
    assert_eq!(shown("<table><tr><td>One<td>Two</table>\n"), ["table-cell: One", "table-cell: Two"]);
}

#[test]
fn links_of_html_are_marks() {
    let all = blocks("see <a href=\"https://a.example/?x=1&amp;y=2\">this</a> now");
    let (range, target) = all[0].links().next().unwrap();
    assert_eq!((&all[0].text.as_str()[range.clone()], target), ("this", "https://a.example/?x=1&y=2"));
    assert_eq!(show(&all[1]), "link-target[href]: https://a.example/?x=1&y=2");
}

#[test]
fn what_is_folded_or_hidden_says_so() {
    let details = "Before\n\n<details>\n<summary>Sum</summary>\n\nWithin **it**\n\n</details>\n\nAfter";
    assert!(!inside_of(details, "Before").folded && !inside_of(details, "Sum").folded);
    assert!(inside_of(details, "Within").folded && !inside_of(details, "After").folded);
    for mark in ["<!--more-->", "<!-- more -->", "{{< more >}}", "<!--truncate-->", "<!-- excerpt -->"] {
        let text = format!("Up\n\n{mark}\n\nDown");
        assert!(!inside_of(&text, "Up").folded && inside_of(&text, "Down").folded, "{mark}");
    }
    for element in [
        "<p hidden>Dark</p>",
        "<div style=\"display: none\">Dark</div>",
        "<span aria-hidden=\"true\">Dark</span>",
        "<span class=\"a sr-only\">Dark</span>",
        "<i class='visually-hidden'>Dark</i>",
    ] {
        let text = format!("Light {element} shine\n\n{element}\n\nday");
        assert!(inside_of(&text, "Dark").hidden, "{element}");
        assert!(!inside_of(&text, "shine").hidden && !inside_of(&text, "day").hidden, "{element}");
    }
    assert_eq!(shown("Tide<i hidden>x</i>water"), ["prose: Tidewater", "prose: x"]);
    assert!(!inside_of("<div hidden>\n\na\n\nb</div>\n\nday", "day").hidden);
}

#[test]
fn template_tags_are_cut_out_and_their_arguments_read() {
    assert_eq!(
        shown(
            "{{< quote author=\"Duty manager, Marsh County\" >}}\nThe *evening* bus.\n{{< /quote >}}\n\nSo."
        ),
        ["attribute[author]: Duty manager, Marsh County", "prose: The evening bus.", "prose: So."]
    );
    assert_eq!(
        shown("{% image \"assets/a.jpg\" \"A wall & it's tall\" %}\n"),
        ["link-target[image]: assets/a.jpg", "attribute[image]: A wall & it's tall"]
    );
    assert_eq!(
        shown("{% image \"a.png\" \"The \"Lantern and us\" part\" %}\n\n{% note 'it's Acme' %}"),
        [
            "link-target[image]: a.png",
            "attribute[image]: The \"Lantern and us\" part",
            "attribute[note]: it's Acme"
        ]
    );
    assert_eq!(
        shown("{% include \"figure.html\",\n  alt=\"Lantern\",\n  size: 3\n%}\n\nText"),
        ["link-target[include]: figure.html", "attribute[alt]: Lantern", "prose: Text"]
    );
    assert_eq!(
        shown("By {{ \"meghana\" | team_link }} and us"),
        ["prose: By  and us", "attribute[team_link]: meghana"]
    );
    assert_eq!(
        shown("{{< customer Acme name=Lantern >}}"),
        ["attribute[customer]: Acme", "attribute[name]: Lantern"]
    );
    assert_eq!(shown("{{% note %}}\nA **b**\n{{% /note %}}"), ["prose: A b"]);
    assert_eq!(shown("{% comment %}\nNot `out`\n\nyet\n{% endcomment %}\n"), ["comment: Not `out`\n\nyet"]);
    assert_eq!(shown("{{/* Lantern */}} x"), ["comment: Lantern", "prose: x"]);
    assert_eq!(shown("{% raw %}\n{{ x }}\n{% endraw %}\n"), ["prose: {{ x }}"]);
    assert_eq!(shown("{% highlight go %}\na *b*\n{% endhighlight %}\n"), ["code: a *b*"]);
}

#[test]
fn a_tag_inside_a_target_does_not_break_the_link() {
    let text = "See [our *page*]({{ \"/acme/\" | url }} \"t\").";
    assert_eq!(shown(text), ["prose: See our page.", "link-target: /acme/", "link-title: t"]);
    assert_eq!(blocks(text)[0].links().next().unwrap().1, "/acme/");
    assert_eq!(
        shown("[{% image \"a.jpg\" \"Alt words\" %}](https://x.example/#a)"),
        ["link-target[image]: a.jpg", "attribute[image]: Alt words", "link-target: https://x.example/#a"]
    );
    assert_eq!(shown("<a href=\"{{ \"/b/\" | url }}\">x</a>"), ["prose: x", "link-target[href]: /b/"]);
}

#[test]
fn tags_inside_code_stay_as_they_are() {
    assert_eq!(shown("Use `{% x \"a\" %}` here"), ["prose: Use {% x \"a\" %} here"]);
    assert_eq!(shown("```\n{{ \"a\" }}\n```\n"), ["code: {{ \"a\" }}\n"]);
    assert_eq!(
        shown("Open with `{%` and close with `%}`, Lantern."),
        ["prose: Open with {% and close with %}, Lantern."]
    );
    assert_eq!(
        shown("`{% comment %}` hides and `{% endcomment %}` shows"),
        ["prose: {% comment %} hides and {% endcomment %} shows"]
    );
    assert_eq!(shown("A {{ brace and {% another"), ["prose: A {{ brace and {% another"]);
}

#[test]
fn mdx_gives_its_props_comments_and_imports() {
    assert_eq!(
        shown_mdx(
            "import A from './a'\nimport B from 'b'\n\n# Hi <Badge text=\"New\" />\n\n\
             <Quote\n  customer=\"Tidewater Mutual\"\n  by={'Ann'}\n  items={[\"x y\", `z w`]}\n>\n\
             They **like** it.\n</Quote>\n\n{/* to be cut: Lantern */}\n\nWith {'Lan'}tern and {name}.\n"
        ),
        [
            "code: import A from './a'\nimport B from 'b'\n",
            "heading: Hi ",
            "attribute[text]: New",
            "attribute[customer]: Tidewater Mutual",
            "attribute[by]: Ann",
            "attribute[items]: x y",
            "attribute[items]: z w",
            "prose: They like it.",
            "comment: to be cut: Lantern",
            "prose: With Lantern and ."
        ]
    );
    assert_eq!(
        shown_mdx(
            "<Tabs>\n\n    <p>Indented text</p>\n\n</Tabs>\n\nUse `<b>{x}</b>`.\n\n```jsx\n<A b=\"c\" />\n```\n"
        ),
        ["prose: Indented text", "prose: Use <b>{x}</b>.", "code: <A b=\"c\" />\n"]
    );
    assert_eq!(
        shown_mdx("export const meta = {\n  title: 'T',\n\n  x: {}\n}\n\nText"),
        ["code: export const meta = {\n  title: 'T',\n\n  x: {}\n}\n", "prose: Text"]
    );
    assert_eq!(
        shown_mdx("<a href=\"/x\">go <br/> on</a> a { b < 3"),
        ["prose: go \non a { b < 3", "link-target[href]: /x"]
    );
}

#[test]
fn social_copy_parts_at_rules_and_platform_headings() {
    let two = posts("First post.\n\n---\n\nSecond post.\n");
    assert_eq!(two.len(), 2);
    assert_eq!(show(&two[1].blocks[0]), "prose: Second post.");
    assert!(!two[0].thread && two[0].span.end <= two[1].span.start);
    let text = "# Launch\n\nNotes\n\n## LinkedIn\n\nLong one\n\n## X / Twitter (post 2)\n\nShort one\n";
    let three = posts(text);
    assert_eq!(three.len(), 3);
    assert!(text[three[1].span.range()].starts_with("## LinkedIn"));
    assert_eq!(
        three[2].blocks.iter().map(show).collect::<Vec<_>>(),
        ["heading: X / Twitter (post 2)", "field[channel]: X", "prose: Short one"]
    );
    assert_eq!(read(text, Reading::default()).pieces.len(), 1);
    assert_eq!(posts("## Why X matters\n\nText\n\n## Threads of wool\n\nText").len(), 1);
    assert_eq!(posts("{{< a >}}\n---\nText").len(), 1);
}

#[test]
fn numbered_posts_are_a_thread() {
    let thread = posts("1/ Hot take\n\n2/ More\n\nstill two\n\n3/ End\n");
    assert_eq!(thread.iter().map(|piece| piece.blocks.len()).collect::<Vec<_>>(), [1, 2, 1]);
    assert!(thread.iter().all(|piece| piece.thread));
    let ruled = posts("Hot take 1/2\n\n---\n\nMore (2/2)\n");
    assert!(ruled.len() == 2 && ruled.iter().all(|piece| piece.thread));
    let headed = posts("## X thread\n\nOne\n\n---\n\nTwo\n\n## LinkedIn\n\nThree\n");
    assert_eq!(headed.iter().map(|piece| piece.thread).collect::<Vec<_>>(), [true, true, false]);
    let recipe = posts("1/2 cup of sugar\n\nand milk\n");
    assert!(recipe.len() == 1 && !recipe[0].thread);
}

#[test]
fn a_file_of_nothing_has_no_piece() {
    assert!(read("", Reading::default()).pieces.is_empty());
    assert!(read("\n\n", Reading { social: true, mdx: true }).pieces.is_empty());
}
