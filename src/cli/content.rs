//! Which files are content, when nobody names any.

use crate::document::Format;
use crate::policy::Policy;

/// Folders that hold other people's files, or none that are published.
const FOLDERS: [&str; 6] =
    ["node_modules", "vendor", "third_party", "target", "__pycache__", "bower_components"];

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
    let mut parts = path.split('/');
    let name = parts.next_back().unwrap_or(path).to_ascii_lowercase();
    let inside = || path.strip_prefix(below).is_some_and(|rest| below.is_empty() || rest.starts_with('/'));
    Format::of_path(path).is_some()
        && inside()
        && !name.starts_with('.')
        && !FILES.contains(&name.as_str())
        && parts.all(|folder| !folder.starts_with('.') && !FOLDERS.contains(&folder))
        && !policy.files.iter().any(|own| own == path)
}
