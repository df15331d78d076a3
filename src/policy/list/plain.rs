//! A list as plain text: one name a line.

use super::Row;

/// The names of `text`; blank lines and lines that begin with `#` say nothing.
pub(super) fn read(text: &str) -> impl Iterator<Item = Row> {
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]);
    let lines = ends.map(move |end| {
        let line = text[start.min(end)..end].trim();
        start = end + 1;
        line
    });
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| Row { name: line.to_owned(), aliases: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_blank_lines_and_windows_line_ends_are_no_names() {
        let rows = read("# customers\r\n\r\n  Tidewater Mutual \r\nC# Corp\n\tLantern");
        let names: Vec<_> = rows.map(|row| row.name).collect();
        assert_eq!(names, ["Tidewater Mutual", "C# Corp", "Lantern"]);
    }
}
