//! A policy with a few names, and the check by it.

use presscheck::check::Check;
use presscheck::evidence::record::Record;
use presscheck::judge::{Judge, builtin};
use presscheck::policy::{Policy, load};
use presscheck::source::Tree;
use std::io;
use std::sync::LazyLock;

const POLICY_TEXT: &str = r#"
[company]
name = "Quillmark, Inc."
brands = ["Quillmark"]
[[customer]]
name = "Tidewater Mutual"
[[partner]]
name = "Nørreby Energi"
[[project]]
name = "Project Heron"
[[embargo]]
what = ["Fernway F3"]
until = 2026-04-02T13:00:00Z
"#;

/// A file of every format, and one of social copy.
#[allow(dead_code, reason = "not every target reads every format")]
pub const PATHS: [&str; 8] = [
    "blog/a.md",
    "blog/a.mdx",
    "blog/a.html",
    "blog/a.txt",
    "blog/a.yaml",
    "blog/a.json",
    "blog/a.csv",
    "social/a.md",
];

struct OneFile;

impl Tree for OneFile {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok((path == "presscheck.toml").then(|| POLICY_TEXT.into()))
    }

    fn paths(&self) -> io::Result<Vec<String>> {
        Ok(vec!["presscheck.toml".to_owned()])
    }
}

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    load(&OneFile, "presscheck.toml", &builtin::ids()).unwrap_or_else(|error| panic!("{error:?}"))
});

pub static CHECK: LazyLock<Check<'static>> = LazyLock::new(|| {
    let now = "2026-03-10T09:00:00Z".parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let judge = Judge::new(&POLICY, now).unwrap_or_else(|errors| panic!("{errors:?}"));
    Check { judge, record: Record::new(&POLICY), as_published: false }
});
