use super::*;
use crate::document::Block;

fn parts(text: &str) -> Parts {
    read(text, Reading::default())
}

fn show(block: &Block) -> String {
    let key = block.key.as_deref().map_or(String::new(), |key| format!("[{key}]"));
    format!("{}{key}: {}", block.scope.name(), block.text.as_str())
}

fn shown(text: &str) -> Vec<String> {
    parts(text).pieces.iter().flat_map(|piece| &piece.blocks).map(show).collect()
}

#[test]
fn block_elements_part_the_text_and_inline_ones_do_not() {
    assert_eq!(
        shown(
            "<h2>Head <em>line</em></h2><p>One\n   two <b>th</b>ree<p>Four<ul><li>a<li>b</ul>\
             <blockquote><p>q</p></blockquote><table><tr><th>c<td>d</table><figure><img alt='A' src=a.png>\
             <figcaption>cap</figcaption></figure><pre>x\n  y</pre>"
        ),
        [
            "heading: Head line",
            "prose: One\ntwo three",
            "prose: Four",
            "list-item: a",
            "list-item: b",
            "quote: q",
            "table-cell: c",
            "table-cell: d",
            "alt[alt]: A",
            "link-target[src]: a.png",
            "prose: cap",
            "code: x\n  y"
        ]
    );
    let page = parts("<h3>x</h3><ul><li>y</ul><table><td>z</table><blockquote>q</blockquote><p>p");
    let blocks = &page.pieces[0].blocks;
    assert_eq!(blocks[0].level, 3);
    assert!(blocks[1].inside.list && blocks[2].inside.table && blocks[3].inside.quote);
    assert_eq!(blocks[4].inside, crate::document::Inside::default());
}

#[test]
fn entities_and_line_breaks_map_to_the_authors_bytes() {
    let text = "<p>Breakfast at Harbor &amp; Pine,\r\n  Pro<b>ject</b>&nbsp;Falcon</p>";
    let page = parts(text);
    let own = &page.pieces[0].blocks[0].text;
    for (name, bytes) in
        [("Harbor & Pine", "Harbor &amp; Pine"), ("Project\u{a0}Falcon", "Pro<b>ject</b>&nbsp;Falcon")]
    {
        let at = own.as_str().find(name).unwrap();
        assert_eq!(&text[own.span(at..at + name.len()).range()], bytes);
    }
    assert!(own.as_str().contains(",\nProject"));
}

#[test]
fn what_the_head_says_belongs_to_the_file() {
    let page = parts(
        "<!doctype html><html><head><title>A &amp; B</title><meta name=\"description\" content=\"What &lt;it&gt; is\">\
         <meta property='og:title' content='Shared'><meta property='og:url' content='https://a.example/x'>\
         <style>p { color: red }</style></head><body>Hi</body></html>",
    );
    assert_eq!(
        page.head.iter().map(show).collect::<Vec<_>>(),
        [
            "field[title]: A & B",
            "field[description]: What <it> is",
            "field[og:title]: Shared",
            "link-target[og:url]: https://a.example/x"
        ]
    );
    assert_eq!(
        page.pieces[0].blocks.iter().map(show).collect::<Vec<_>>(),
        ["code: p { color: red }", "prose: Hi"]
    );
}

#[test]
fn attributes_that_people_read_are_blocks() {
    assert_eq!(
        shown(
            "<input placeholder=\"Your name\" value='v w' class=c><my-card customer=\"Acme &amp; Co\" data-x=\"y z\">t</my-card>"
        ),
        [
            "prose: t",
            "attribute[placeholder]: Your name",
            "attribute[value]: v w",
            "attribute[customer]: Acme & Co",
            "attribute[data-x]: y z"
        ]
    );
}

#[test]
fn template_tags_in_html_are_cut_out() {
    assert_eq!(
        shown(
            "<p>{% if x %}Hello{% endif %} {{ \"Lantern\" | t }} <a href=\"{{ '/x/' | url }}\">y</a></p><!-- c {{ z }} -->"
        ),
        ["prose: Hello y", "attribute[t]: Lantern", "link-target[href]: /x/", "comment: c {{ z }}"]
    );
}

#[test]
fn folds_and_hidden_parts_are_known() {
    let page = parts(
        "<p>a</p><details><summary>b</summary><p>c</p></details><p>d</p><div hidden><p>e</p></div><p>f\
         <noscript><p>g <img alt=h></p></noscript><!--more--><p>i",
    );
    let said = |words: &str| {
        let mut blocks = page.pieces.iter().flat_map(|piece| &piece.blocks);
        blocks.find(|block| block.text.as_str().trim() == words).unwrap_or_else(|| panic!("{words}")).inside
    };
    assert!(!said("a").folded && !said("b").folded && said("c").folded && !said("d").folded);
    assert!(said("e").hidden && !said("f").hidden && !said("g").hidden && !said("h").hidden);
    assert!(said("i").folded && !said("f").folded);
}

#[test]
fn front_matter_of_a_page_is_cut_before() {
    let page = parts("---\ntitle: T\n---\n<p>Text</p>\n");
    assert_eq!(page.head.len(), 1);
    assert_eq!(page.pieces[0].blocks.iter().map(show).collect::<Vec<_>>(), ["prose: Text"]);
}
