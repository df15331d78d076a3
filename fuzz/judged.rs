//! A policy with a few names, and the check by it.

use presscheck::check::Check;
use presscheck::evidence::record::Record;
use presscheck::judge::{Judge, builtin};
use presscheck::policy::{Policy, load};
use std::collections::BTreeMap;
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

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let files = BTreeMap::from([("presscheck.toml".to_owned(), POLICY_TEXT.into())]);
    load(&files, "presscheck.toml", &builtin::ids()).unwrap_or_else(|error| panic!("{error:?}"))
});

pub static CHECK: LazyLock<Check<'static>> = LazyLock::new(|| {
    let now = "2026-03-10T09:00:00Z".parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let judge = Judge::new(&POLICY, now).unwrap_or_else(|errors| panic!("{errors:?}"));
    Check { judge, record: Record::new(&POLICY), as_published: false }
});
