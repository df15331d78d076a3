//! A list as plain text: one name a line.

use super::Row;
use arcstr::ArcStr;

/// The names of `text`; blank lines and lines that begin with `#` say nothing.
pub(super) fn read(text: &ArcStr) -> impl Iterator<Item = Row> {
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]);
    let lines = ends.map(move |end| {
        let line = trimmed(&text[start.min(end)..end]);
        start = end + 1;
        line
    });
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| Row { name: text.substr_from(line), aliases: Vec::new() })
}

/// A line without the white space around it, which nearly none has.
fn trimmed(line: &str) -> &str {
    let is_bare = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    if is_bare(line.as_bytes().first()) && is_bare(line.as_bytes().last()) { line } else { line.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_blank_lines_and_windows_line_ends_are_no_names() {
        let text = ArcStr::from("# customers\r\n\r\n  Tidewater Mutual \r\nC# Corp\n\tLantern");
        let names: Vec<_> = read(&text).map(|row| row.name).collect();
        assert_eq!(names, ["Tidewater Mutual", "C# Corp", "Lantern"]);
    }
}
