//! Which files are content, when nobody names any.

use crate::document::Format;
use crate::judge::setting;
use crate::policy::Policy;

/// Folders of tools: they hold other people's files, or none that are published.
const OF_TOOLS: [&str; 3] = ["node_modules", "__pycache__", "bower_components"];

/// Folders of the same kind, unless they lie in a folder that is published: a post in
/// `blog/target` goes out with the others.
const OF_OTHERS: [&str; 3] = ["vendor", "third_party", "target"];

/// Files of tools, not of writers.
const FILES: [&str; 14] = [
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "tsconfig.json",
    "composer.json",
    "composer.lock",
    "pnpm-lock.yaml",
    "requirements.txt",
    "cmakelists.txt",
    "robots.txt",
    "go.sum",
    "lerna.json",
    "deno.json",
    "manifest.json",
];

/// Whether `path` is content: a format that can be read, below the folder that the policy is for,
/// not in a hidden folder, not a tool's own file, not part of the policy.
pub(super) fn is_content(policy: &Policy, below: &str, path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.to_ascii_lowercase();
    let inside = || path.strip_prefix(below).is_some_and(|rest| below.is_empty() || rest.starts_with('/'));
    Format::of_path(path).is_some()
        && inside()
        && !name.starts_with('.')
        && !FILES.contains(&name.as_str())
        && folders.split('/').all(|folder| !folder.starts_with('.') && !OF_TOOLS.contains(&folder))
        && !is_of_others(policy, folders)
        && !policy.files.iter().any(|own| own == path)
}

/// Whether `folders` leads into a folder of others that lies in none of a channel.
fn is_of_others(policy: &Policy, folders: &str) -> bool {
    let mut before = String::new();
    for folder in folders.split('/') {
        if OF_OTHERS.contains(&folder) {
            return setting::of_path(policy, &format!("{before}x")).0.is_none();
        }
        before.push_str(folder);
        before.push('/');
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(path: &str) -> bool {
        is_content(&Policy::default(), "", path)
    }

    #[test]
    fn what_readers_get_to_see_is_content() {
        for path in ["a.md", "blog/a.md", "site/de/a.html", "blog/target/a.md", "press/vendor/2026/a.md"] {
            assert!(content(path), "{path}");
        }
    }

    #[test]
    fn what_belongs_to_tools_or_others_is_none() {
        for path in [
            ".github/a.md",
            "blog/.drafts/a.md",
            ".a.md",
            "src/main.rs",
            "package.json",
            "vendor/a.md",
            "code/third_party/blog/a.md",
            "target/doc/a.html",
            "blog/node_modules/a/README.md",
        ] {
            assert!(!content(path), "{path}");
        }
    }

    #[test]
    fn a_policy_is_for_what_lies_below_its_folder() {
        let below = |path: &str| is_content(&Policy::default(), "site", path);
        assert!(below("site/a.md") && below("site/blog/a.md"));
        assert!(!below("a.md") && !below("sites/a.md") && !below("other/site/a.md"));
    }
}
