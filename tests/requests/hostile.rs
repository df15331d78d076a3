//! A request that speaks to a terminal, a log or a build server wherever it may say anything.

use crate::request::Request;

const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\n::error::forged\n::stop-commands::x\n\
    ::set-output name=verdict::open\n ::add-mask::a\n##[group]forged\n##vso[task.complete result=Succeeded]\n\
    verdict=open\n\r::warning::forged\n\u{9b}31m\u{202e}Tidewater Mutual\u{2066}\n\
    ::notice::Tidewater\n::error::Mutual was glad\n";

pub(crate) fn hostile() -> Request {
    let mut request = Request::open();
    request.write("blog/a.md", HOSTILE);
    request.write("blog/\u{1b}[31m\n::error::forged Tidewater Mutual.md", HOSTILE);
    request.gate.commit();
    let message = "Say\n\n::error::Tidewater Mutual\n\u{1b}[2J##[error]Tidewater Mutual";
    request.gate.repo.git(&["commit", "-q", "--allow-empty", "-m", message]);
    request.title = "::error::Tidewater Mutual\n::error::forged\u{1b}[2J".into();
    request.body = Some(HOSTILE.replace('\n', "\r\n"));
    request.branch = "::error::tidewater-mutual".into();
    request
}

/// Whether a log holds nothing that a runner would obey or a terminal act on but the annotations
/// of this tool.
pub(crate) fn expect_tame(what: &str, log: &str) {
    let unseen = |c: char| c.is_whitespace() || c.is_control() || "\u{feff}\u{200b}".contains(c);
    for line in log.split(['\n', '\r']) {
        let ours =
            ["::error file=", "::error title=", "::warning file=", "::notice file=", "::notice title="];
        let command = line.trim_start_matches(unseen).starts_with("::");
        assert!(!command || ours.iter().any(|own| line.starts_with(own)), "{what}: {line}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{what}: {line}");
    }
    let acts = |c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!log.contains(acts), "{what}: {log:?}");
}
