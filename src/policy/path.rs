//! Paths that a file of the policy names, and patterns of paths.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// The folder of `path`, without a `/` at its end; empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` as a file in `folder` names it, relative to the root.
///
/// # Errors
/// Says in plain words what is wrong with a path that is not relative, not written with `/`, or
/// that leaves the root.
pub(super) fn resolve(folder: &str, path: &str) -> Result<String, &'static str> {
    if path.contains('\\') {
        return Err("write / between the folders of a path");
    }
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with('/') || drive {
        return Err("write the path relative to the file that names it");
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or("a policy reads nothing outside its repository")?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// A pattern of paths: `*` stays within a folder, `**` does not. A `./` or `/` in front stands
/// for the root.
///
/// # Errors
/// Says what is wrong with a pattern that cannot be read.
pub(super) fn pattern(text: &str) -> Result<Glob, String> {
    let rooted = text.strip_prefix("./").or_else(|| text.strip_prefix('/')).unwrap_or(text);
    GlobBuilder::new(rooted)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
        .map_err(|error| error.kind().to_string())
}

/// A set of patterns.
///
/// # Errors
/// Says what is wrong if the set as a whole cannot be used.
pub(super) fn set(patterns: impl IntoIterator<Item = Glob>) -> Result<GlobSet, String> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(pattern);
    }
    builder.build().map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_to_the_folder_of_the_file_that_names_it() {
        assert_eq!(resolve("policy", "customers.csv").unwrap(), "policy/customers.csv");
        assert_eq!(resolve("a/b", "../lists/./x.txt").unwrap(), "a/lists/x.txt");
        assert_eq!(resolve("", "x.txt").unwrap(), "x.txt");
    }

    #[test]
    fn no_path_leaves_the_root() {
        for path in ["../x", "a/../../x", "/etc/passwd", "C:/x", "a\\b"] {
            assert!(resolve("", path).is_err(), "{path}");
        }
        assert!(resolve("policy", "../../x").is_err());
    }

    #[test]
    fn a_star_stays_within_a_folder() {
        let matches = |glob: &str, path: &str| pattern(glob).unwrap().compile_matcher().is_match(path);
        assert!(matches("blog/2026-*.md", "blog/2026-x.md"));
        assert!(!matches("blog/*.md", "blog/a/b.md"));
        assert!(matches("press/**", "press/a/b.md"));
        assert!(matches("**", "a.md"));
        assert!(matches("site/**/*.html", "site/a.html"));
        assert!(matches("./site/*.html", "site/a.html"));
    }
}
