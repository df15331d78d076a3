//! Reports built by hand: a text, the words in it, and what is said about them.

use presscheck::document::{Around, Source};
use presscheck::finding::{
    Evidence, FailOn, Finding, Light, ListInForce, Note, Report, Scanned, State, Unjudged,
};
use presscheck::render::{Format, Options};
use presscheck::span::Span;

pub(crate) struct Setting {
    /// A sentence, and the folder with the expected files.
    pub(crate) name: &'static str,
    pub(crate) report: Report,
    pub(crate) options: Options,
    /// The formats that have an expected file: colours and the width matter to one alone.
    pub(crate) formats: &'static [Format],
}

pub(crate) fn settings() -> Vec<Setting> {
    let options = Options { width: 80, ..Options::default() };
    let every = |name, report, options| Setting { name, report, options, formats: &Format::ALL };
    let human = |name, options| Setting { name, report: everyday(), options, formats: &[Format::Human] };
    vec![
        every("a name across two lines closes the gate", everyday(), options),
        human("without unicode the boxes are ascii", Options { unicode: false, ..options }),
        human("at a terminal the lights have colours", Options { color: true, ..options }),
        human("a narrow terminal wraps what is said", Options { width: 52, ..options }),
        every("redacted it says where but not whom", everyday(), Options { redact: true, ..options }),
        every("wide letters and carriage returns keep their columns", wide(), options),
        every("nothing found opens the gate", nothing_found(), options),
        every("nothing read is said", empty(), options),
        every("what was not judged is never passed", only_unjudged(), options),
        every("hostile text is shown and does nothing", hostile(), options),
    ]
}

pub(crate) fn empty() -> Report {
    Report {
        findings: Vec::new(),
        notes: Vec::new(),
        scanned: Scanned::default(),
        lists: Vec::new(),
        unjudged: Vec::new(),
        fail_on: FailOn::Red,
        now: "2026-03-04T09:30:00Z".into(),
    }
}

pub(crate) fn nothing_found() -> Report {
    Report {
        scanned: Scanned { files: 1, pieces: 1, words: 1_204, bytes: 7_330 },
        lists: vec![list("customers", 1_212), list("partners", 1)],
        ..empty()
    }
}

pub(crate) fn only_unjudged() -> Report {
    let unjudged = |what: &str, why: &str| Unjudged { what: what.into(), why: why.into(), let_pass: false };
    Report {
        scanned: Scanned { files: 2, pieces: 2, words: 90, bytes: 600 },
        unjudged: vec![
            unjudged("policy/customers.sealed", "the key is missing: set PRESSCHECK_KEY"),
            unjudged("blog/scan.md", "byte 12 is not UTF-8: save the file as UTF-8"),
        ],
        ..empty()
    }
}

/// What a writer sees on an ordinary day.
pub(crate) fn everyday() -> Report {
    let mut report = Report {
        scanned: Scanned { files: 12, pieces: 14, words: 8_204, bytes: 51_300 },
        lists: vec![list("customers", 212), list("partners", 31), list("projects", 9)],
        notes: vec![Note {
            path: Some("presscheck.toml".into()),
            line: Some(41),
            message: "the approval for `Arbor Cloud` ended on 1 March".into(),
            help: "remove it, or ask for a new one".into(),
        }],
        ..empty()
    };
    let post = "# Onboarding\n\nWe asked around before we started.\nThe team at **Tidewater\nMutual** told us the old form took a morning.\n";
    let mut red = found(&report, "blog/2026-03-onboarding.md", post, "**Tidewater\nMutual**");
    red.message = "customer named: Tidewater Mutual".into();
    red.label = "on the customer list, not on the public record, not approved".into();
    red.help = "write \"a regional insurer\", or link the page of ours that names them, or ask legal@quillmark.example for an approval".into();
    report.findings.push(red);

    let social = "Bright & Vale and Lantern\n\twrote that QM Vault is the best vault there is. Love it, and so will you!\nNothing else.\n";
    for (words, evidence) in [
        (
            "Bright & Vale",
            Evidence::Published {
                what: "Bright & Vale".into(),
                url: Some("https://quillmark.example/customers/bright-and-vale".into()),
            },
        ),
        (
            "Lantern",
            Evidence::Approval {
                what: "Lantern".into(),
                until: Some("2026-09-30".into()),
                by: Some("legal@quillmark.example".into()),
                evidence: Some("CRM-1182".into()),
            },
        ),
    ] {
        let mut cleared = found(&report, "social/x/launch.md", social, words);
        cleared.message = format!("customer named: {words}").into();
        cleared.state = State::Cleared;
        cleared.evidence = Some(Box::new(evidence));
        report.findings.push(cleared);
    }
    let mut yellow = found(&report, "social/x/launch.md", social, "QM Vault is the best vault there is");
    yellow.rule = "disclosure-missing".into();
    yellow.category = "employee-disclosure".into();
    yellow.light = Light::Yellow;
    yellow.message = "praise of our own product without a disclosure".into();
    yellow.label =
        "nothing says that the writer works at Quillmark, and this account is an employee's".into();
    yellow.help = "say it at the start, in words everybody knows: \"I work at Quillmark\"".into();
    report.findings.push(yellow);
    let mut answered = found(&report, "social/x/launch.md", social, "Love it");
    answered.rule = "disclosure-missing".into();
    answered.category = "employee-disclosure".into();
    answered.light = Light::Yellow;
    answered.state = State::Acknowledged;
    answered.message = "praise of our own product without a disclosure".into();
    answered.evidence =
        Some(Box::new(Evidence::Acknowledgement { reason: "posted from the brand account".into(), line: 1 }));
    report.findings.push(answered);
    let mut old = found(&report, "social/x/launch.md", social, "Nothing else");
    old.rule = "codename".into();
    old.category = "project-detail".into();
    old.message = "codename: Heron".into();
    old.state = State::Existing;
    report.findings.push(old);
    report
}

/// Hangul before the name, line ends of Windows, and a light of green.
pub(crate) fn wide() -> Report {
    let mut report = Report { scanned: Scanned { files: 1, pieces: 1, words: 9, bytes: 90 }, ..empty() };
    let text = "고객 이야기 한빛 상사와 함께\r\nsecond\tline 👩‍💻 here\r\n\r\nlast\r\n";
    let mut red = found(&report, "blog/ko.md", text, "한빛 상사");
    red.message = "customer named: 한빛 상사".into();
    red.label = "on the customer list".into();
    red.help = "".into();
    let mut green = found(&report, "blog/ko.md", text, "👩‍💻");
    green.light = Light::Green;
    green.rule = "emoji-seen".into();
    green.message = "an emoji stands here".into();
    green.label = "".into();
    report.findings.extend([red, green]);
    report
}

pub(crate) fn long_line() -> Report {
    let mut report = empty();
    let text = format!("{} Lantern {}", "word ".repeat(1 << 17), "word ".repeat(1 << 17));
    let red = found(&report, "blog/long.md", &text, "Lantern");
    report.findings.push(red);
    report
}

/// Everything somebody might write into a post to fool a terminal, a log or a page.
pub(crate) fn hostile() -> Report {
    const ATTACKS: [&str; 12] = [
        "\u{1b}[2J\u{1b}]0;owned\u{7}\u{1b}[31mred",
        "::error::pwned",
        "::stop-commands::x",
        "::set-output name=a::b",
        "##[group]x ##vso[task.complete]",
        "]]><script>alert(1)</script>",
        "a | b `c` **d** [e](javascript:f) <img src=x onerror=y>",
        "\u{202e}desrever\u{2066}\u{feff}\u{9b}31m",
        "@quillmark #1 $x$ :smile: https://evil.example www.evil.example",
        "\\u0041 \"quoted\" 'single' &lt; 100%25",
        "carriage\rreturn\u{85}next\u{2028}line",
        "a word ::warning::two words ::warning::three words ::warning::four words ::warning::five",
    ];
    let mut report = Report { scanned: Scanned { files: 2, pieces: 2, words: 60, bytes: 900 }, ..empty() };
    let text = ATTACKS.join("\n") + "\n";
    for (index, attack) in ATTACKS.iter().enumerate() {
        let mut finding = found(&report, "blog/::error::|`<b>.md", &text, attack);
        finding.light = if index % 2 == 0 { Light::Red } else { Light::Yellow };
        finding.message = format!("customer named: {attack}").into();
        finding.label = format!("{attack} is on the list").into();
        finding.help = format!("instead of {attack} write something else").into();
        report.findings.push(finding);
    }
    let mut cleared = found(&report, "blog/::error::|`<b>.md", &text, ATTACKS[5]);
    cleared.state = State::Cleared;
    cleared.evidence =
        Some(Box::new(Evidence::Published { what: ATTACKS[5].into(), url: Some(ATTACKS[0].into()) }));
    report.findings.push(cleared);
    let mut answered = found(&report, "blog/::error::|`<b>.md", &text, ATTACKS[1]);
    answered.state = State::Acknowledged;
    answered.evidence = Some(Box::new(Evidence::Acknowledgement { reason: ATTACKS[7].into(), line: 3 }));
    report.findings.push(answered);
    report.notes = ATTACKS
        .iter()
        .map(|attack| Note {
            path: Some((*attack).into()),
            line: Some(1),
            message: (*attack).into(),
            help: (*attack).into(),
        })
        .collect();
    report.unjudged =
        ATTACKS.iter().map(|a| Unjudged { what: (*a).into(), why: (*a).into(), let_pass: false }).collect();
    report.lists = vec![list(ATTACKS[0], 1)];
    report
}

/// `number` findings in one post: a third red, a third yellow, a third green.
pub(crate) fn many(number: usize) -> Report {
    let mut report = Report { scanned: Scanned { files: 1, pieces: 1, words: 7, bytes: 70 }, ..empty() };
    let text = "We work with Lantern, as everybody knows by now.\n".repeat(100);
    let first = found(&report, "blog/many.md", &text, "Lantern");
    for index in 0..number {
        let light = [Light::Green, Light::Red, Light::Yellow][index % 3];
        report.findings.push(Finding { light, fingerprint: format!("{index:016x}"), ..first.clone() });
    }
    report
}

fn list(kind: &str, entries: usize) -> ListInForce {
    ListInForce { kind: kind.into(), entries }
}

/// An open red at `words`, in the text at `path`.
fn found(report: &Report, path: &str, text: &str, words: &str) -> Finding {
    let source = Source::from_text(text);
    let at = text.find(words).unwrap();
    let span = Span::new(at, at + words.len());
    Finding {
        rule: "customer-named".into(),
        category: "customer-name".into(),
        light: Light::Red,
        state: State::Open,
        path: path.into(),
        span,
        start: source.position(at),
        end: source.position(at + words.len()),
        text: words.into(),
        around: Around::of(&source, span),
        message: format!("customer named: {words}").into(),
        label: "on the customer list".into(),
        help: "leave the name out".into(),
        fingerprint: format!("{:08x}{at:08x}", report.findings.len()),
        evidence: None,
        sealed: false,
    }
}

/// A red at any place of any text; `line` is where somebody claims that it is.
pub(crate) fn anywhere(text: &str, start: usize, length: usize, line: usize) -> Report {
    let mut report = empty();
    let mut finding = found(&report, "blog/any.md", text, "");
    finding.span = Span::new(start, start + length);
    finding.around = Around::of(&Source::from_text(text), finding.span);
    finding.start.line = line;
    finding.text = text.get(finding.span.range()).unwrap_or_default().into();
    report.findings.push(finding);
    report
}
