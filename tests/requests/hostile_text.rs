//! Text that speaks to a terminal, a log or a build server changes nothing in any format.

use crate::hostile::{expect_tame, hostile};

const FORMATS: [&str; 10] =
    ["human", "short", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"];

#[test]
fn no_format_passes_it_on() {
    let request = hostile();
    for format in FORMATS {
        for more in [&[][..], &["--redact"]] {
            let run = request.judge(&[&["--format", format], more].concat());
            assert_eq!(run.status, Some(1), "{format}: {run:?}");
            expect_tame(format, &run.out);
            expect_tame(format, &run.err);
            if format != "github" {
                let at_start = |line: &str| line.trim_start().starts_with("::");
                assert!(!run.out.lines().any(at_start), "{format}: {}", run.out);
            }
        }
    }
    let plain = request.judge(&["--aggregate", "--format", "github"]);
    expect_tame("aggregate", &plain.out);
}
