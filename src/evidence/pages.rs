//! Pages of the repository that are already published: what they show is on the public record.

use super::record::Record;
use crate::document::{Document, Format, Reading, Scope, Source, read as read_document};
use crate::source::Tree;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rayon::prelude::*;
use std::sync::Arc;

/// Pages, and what could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// The pages that are published.
    pub pages: Vec<Shown>,
    /// Paths (or globs) that could not be read, and why in plain words.
    pub unread: Vec<(String, String)>,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its path in the repository.
    pub path: String,
    /// Its blocks of visible text.
    pub blocks: Vec<String>,
}

impl Pages {
    /// Puts the pages on `record`.
    pub fn add_to(&self, record: &mut Record) {
        for page in &self.pages {
            record.add_page(&page.path, page.blocks.iter().map(String::as_str));
        }
    }
}

/// Reads the pages of `tree` whose paths match one of `globs`. Drafts are not published; comments
/// and hidden parts of a page are not shown.
#[must_use]
pub fn read(tree: &dyn Tree, globs: &[String]) -> Pages {
    let mut found = Pages::default();
    if globs.is_empty() {
        return found;
    }
    let wanted = match set(globs) {
        Ok(wanted) => wanted,
        Err((glob, why)) => {
            found.unread.push((glob, why));
            return found;
        }
    };
    let paths = match tree.paths() {
        Ok(paths) => paths,
        Err(error) => {
            found.unread.push((globs.join(", "), format!("the pages cannot be listed: {error}")));
            return found;
        }
    };
    let mut files = Vec::new();
    for path in paths.into_iter().filter(|path| wanted.is_match(path)) {
        let Some(format) = Format::of_path(&path) else { continue };
        match tree.read(&path) {
            Ok(Some(bytes)) => files.push((path, format, bytes)),
            Ok(None) => {}
            Err(error) => found.unread.push((path, error.to_string())),
        }
    }
    let read: Vec<_> = files.into_par_iter().map(|(path, format, bytes)| page(path, format, bytes)).collect();
    for page in read {
        match page {
            Ok(page) => found.pages.extend(page),
            Err(unread) => found.unread.push(unread),
        }
    }
    found
}

/// Whether `path` is one of the pages that `globs` name.
#[must_use]
pub fn is_page(globs: &[String], path: &str) -> bool {
    set(globs).is_ok_and(|wanted| wanted.is_match(path))
}

fn set(globs: &[String]) -> Result<GlobSet, (String, String)> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let built = GlobBuilder::new(glob.trim_start_matches('/')).literal_separator(true).build();
        set.add(built.map_err(|error| (glob.clone(), error.kind().to_string()))?);
    }
    set.build().map_err(|error| (globs.join(", "), error.kind().to_string()))
}

/// What a page shows; `None` for a draft.
fn page(path: String, format: Format, bytes: Vec<u8>) -> Result<Option<Shown>, (String, String)> {
    let source = match Source::decode(bytes) {
        Ok(source) => source,
        Err(error) => return Err((path, error.to_string())),
    };
    let document = read_document(&path, Arc::new(source), format, Reading::default());
    Ok((!is_draft(&document)).then(|| Shown { blocks: shown(&document), path }))
}

/// Whether a page says of itself that it is not out.
fn is_draft(document: &Document) -> bool {
    let says = |key: &str, values: &[&str]| {
        let field = document.pieces.first().and_then(|piece| document.field(piece, key));
        field.is_some_and(|field| values.contains(&field.text.as_str().trim().to_lowercase().as_str()))
    };
    says("draft", &["true", "yes", "on", "1"])
        || says("published", &["false", "no", "off", "0"])
        || says("status", &["draft", "review", "in review", "unpublished"])
}

fn shown(document: &Document) -> Vec<String> {
    document
        .blocks()
        .filter(|block| {
            let visible = match block.scope {
                Scope::Prose
                | Scope::Heading
                | Scope::Quote
                | Scope::TableCell
                | Scope::ListItem
                | Scope::Alt
                | Scope::Footnote => true,
                Scope::Field => matches!(
                    block.key.as_deref().map(crate::document::last_part),
                    Some("title" | "description" | "summary" | "subtitle")
                ),
                _ => false,
            };
            visible && !block.inside.hidden
        })
        .map(|block| block.text.as_str().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::io;

    struct Files(BTreeMap<&'static str, &'static [u8]>);

    impl Tree for Files {
        fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
            match self.0.get(path) {
                Some(bytes) if *bytes == b"torn" => Err(io::Error::other("torn")),
                bytes => Ok(bytes.map(|bytes| bytes.to_vec())),
            }
        }

        fn paths(&self) -> io::Result<Vec<String>> {
            Ok(self.0.keys().map(|&path| path.to_owned()).collect())
        }
    }

    fn globs() -> Vec<String> {
        vec!["site/**/*.html".to_owned(), "content/customers/**".to_owned()]
    }

    fn record(files: &[(&'static str, &'static str)]) -> Record {
        let tree = Files(files.iter().map(|(path, text)| (*path, text.as_bytes())).collect());
        let mut record = Record::default();
        read(&tree, &globs()).add_to(&mut record);
        record
    }

    fn names(record: &Record, name: &str) -> Option<String> {
        record.names(&[crate::word::plain(name)], None, false).map(|(what, _)| what)
    }

    #[test]
    fn a_name_on_a_published_page_is_on_the_record() {
        let page = "<html><head><title>Bright &amp; Vale</title></head><body><p>How Bright &amp; <b>Vale</b> signs, with Lantern.</p></body></html>";
        let record = record(&[
            ("site/stories/b.html", page),
            ("content/customers/t.md", "We like Tidewater\nMutual.\n"),
        ]);
        assert_eq!(names(&record, "Bright & Vale").as_deref(), Some("site/stories/b.html"));
        assert_eq!(names(&record, "Lantern").as_deref(), Some("site/stories/b.html"));
        assert_eq!(names(&record, "Tidewater Mutual").as_deref(), Some("content/customers/t.md"));
        assert_eq!(names(&record, "Arbor Cloud"), None);
    }

    #[test]
    fn an_ordinary_word_a_longer_name_and_two_blocks_name_nobody() {
        let page = "A lantern in the window of the Harbour Lantern Inn.\n\n## Marlow\n\nDairy products.\n";
        let record = record(&[("content/customers/a.md", page)]);
        assert_eq!(names(&record, "Lantern"), None);
        assert_eq!(names(&record, "Marlow Dairy"), None);
    }

    #[test]
    fn figures_on_a_published_page_are_on_the_record() {
        let record = record(&[("site/about.html", "<p>We run 40,000 sensors. Founded in 2019.</p>")]);
        let held = |text: &str| record.holds(text).is_some();
        assert!(held("Our 40k sensors hum."));
        assert!(!held("Our 41k sensors hum."));
        assert!(!held("Our 40k customers hum."));
        assert!(!held("Revenue doubled in 2019."), "a year alone clears nothing");
    }

    #[test]
    fn drafts_comments_and_hidden_parts_are_not_published() {
        let record = record(&[
            ("content/customers/a.md", "---\ndraft: true\n---\n\nWith Tidewater Mutual.\n"),
            ("content/customers/b.md", "---\npublished: false\n---\n\nWith Tidewater Mutual.\n"),
            ("content/customers/c.md", "Soon. <!-- Tidewater Mutual -->\n"),
            ("site/d.html", "<p hidden>With Tidewater Mutual.</p><p>Hello.</p>"),
        ]);
        assert_eq!(names(&record, "Tidewater Mutual"), None);
    }

    #[test]
    fn only_pages_that_the_policy_names_count_and_what_cannot_be_read_is_told() {
        let tree = Files(BTreeMap::from([
            ("blog/a.md", b"With Tidewater Mutual.".as_slice()),
            ("site/a.html", b"torn"),
            ("site/b.html", b"\0\x01\x02\0\0"),
            ("site/logo.png", b"\0\x01"),
        ]));
        let pages = read(&tree, &globs());
        assert_eq!(pages.pages, []);
        let unread: Vec<_> = pages.unread.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(unread, ["site/a.html", "site/b.html"]);
        assert_eq!(read(&tree, &["[".to_owned()]).unread.len(), 1);
        assert_eq!(read(&tree, &[]), Pages::default());
    }
}
