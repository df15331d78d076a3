//! What presscheck.toml says is what the policy holds, and what is wrong with it is told at once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

use jiff::Timestamp;
use presscheck::finding::FailOn;
use presscheck::names::sealed::Key;
use presscheck::policy::{
    ChannelKind, Kind, Listed, Mark, Policy, TermKind, Voice, find, load, schema, sealed_text,
};
use presscheck::rule::spec::LightName;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const RULES: &[&str] = &["customer-named", "forward-looking", "disclosure-missing"];

type Files = BTreeMap<String, Vec<u8>>;

fn tree<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Files {
    files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect()
}

fn folder(root: &Path) -> Files {
    fn add(root: &Path, at: &Path, files: &mut Files) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(root, &path, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut files = Files::default();
    add(root, root, &mut files);
    files
}

fn rendered(error: &dyn miette::Diagnostic) -> String {
    let mut out = String::new();
    miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor())
        .with_width(100)
        .render_report(&mut out, error)
        .unwrap();
    let lines: Vec<_> = out.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned() + "\n"
}

fn policy(text: &str) -> Policy {
    with([("presscheck.toml", text)])
}

fn with<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Policy {
    load(&tree(files), "presscheck.toml", RULES).unwrap_or_else(|error| panic!("{}", rendered(&error)))
}

fn errors(text: &str) -> Vec<String> {
    let error = load(&tree([("presscheck.toml", text)]), "presscheck.toml", RULES).unwrap_err();
    error.errors().iter().map(ToString::to_string).collect()
}

/// Each folder of tests/policy_errors is a sentence; `BLESS=1` writes what is said now.
#[test]
fn what_is_wrong_is_told_as_expected() {
    let mut wrong = Vec::new();
    let mut folders: Vec<PathBuf> = fs::read_dir("tests/policy_errors")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() > 10);
    for at in folders {
        let told = match load(&folder(&at), "presscheck.toml", RULES) {
            Ok(_) => "no error\n".to_owned(),
            Err(error) => rendered(&error),
        };
        assert!(!told.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{}", at.display());
        let expected = at.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}\n{told}", at.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

const EXAMPLE: &str = include_str!("policy_example/presscheck.toml");

fn example() -> Policy {
    load(&folder(Path::new("tests/policy_example")), "presscheck.toml", RULES)
        .unwrap_or_else(|error| panic!("{}", rendered(&error)))
}

fn listed<'p>(policy: &'p Policy, name: &str) -> &'p Listed {
    policy.listed.iter().find(|listed| listed.name == name).unwrap_or_else(|| panic!("{name} is not listed"))
}

#[test]
fn the_example_of_the_documentation_says_what_it_says() {
    let policy = example();
    assert_eq!(policy.path.as_deref(), Some("presscheck.toml"));
    assert_eq!(policy.gate.fail_on, FailOn::Red);
    assert!(!policy.gate.doubt_is_red);
    assert_eq!(policy.company.name, "Quillmark, Inc.");
    assert_eq!(policy.company.brands, ["Quillmark", "QM Vault"]);
    assert_eq!(policy.company.domains, ["quillmark.example"]);
    assert_eq!(policy.company.handles, ["@quillmark"]);
    assert_eq!(policy.company.careers, ["quillmark.example/careers", "boards.greenhouse.io/quillmark"]);
    assert_eq!(policy.employees[0].name, "Priya Raman");
    assert_eq!(policy.employees[0].role.as_deref(), Some("Product Manager"));
    let channel = &policy.channels[0];
    assert!(channel.paths.is_match("social/linkedin/2026/a.md"));
    assert!(!channel.paths.is_match("social/x/a.md"));
    assert_eq!(channel.kind, Some(ChannelKind::Social));
    assert_eq!(channel.platform.as_deref(), Some("linkedin"));
    assert_eq!(channel.voice, Some(Voice::Employee));
    assert_eq!(policy.support.public_replies, Some(true));
    assert_eq!(policy.support.escalate_to.as_deref(), Some("care-leads@quillmark.example"));
    assert_eq!(policy.support.escalate.len(), 3);
}

#[test]
fn the_example_lists_its_names_and_those_of_its_files() {
    let policy = example();
    let lantern = listed(&policy, "Lantern");
    assert_eq!(lantern.kind, Kind::Customer);
    assert_eq!(lantern.aliases(), ["Lantern Inc.", "@lanternhq"]);
    assert!(lantern.common_word);
    assert_eq!(lantern.everyday, Some(false));
    assert_eq!(lantern.say(), Some("a national retailer"));
    assert_eq!(listed(&policy, "Project Heron").kind, Kind::Project);
    assert_eq!(listed(&policy, "envelope sharding").kind, Kind::Term(TermKind::TradeSecret));
    assert_eq!(listed(&policy, "Tidewater Mutual").kind, Kind::Customer);
    assert_eq!(listed(&policy, "Halvorsen Logistics").kind, Kind::Partner);
    assert_eq!(policy.listed.len(), 6);
}

#[test]
fn the_example_clears_and_withholds_what_it_says() {
    let policy = example();
    assert_eq!(policy.embargoes[0].until, "2026-04-02T13:00:00Z".parse::<Timestamp>().unwrap());
    assert_eq!(policy.published[0].what, "Bright & Vale");
    assert_eq!(policy.record_pages, ["site/**/*.html", "content/customers/**"]);
    assert_eq!(policy.withheld[0].what, "Arbor Cloud");
    let approval = &policy.approvals[0];
    assert_eq!(approval.rule.as_deref(), Some("customer-named"));
    assert!(approval.paths.as_ref().unwrap().is_match("blog/2026-tidewater-launch.md"));
    assert_eq!(approval.until, Some("2026-10-01T00:00:00Z".parse().unwrap()));
    assert_eq!(approval.until_text.as_deref(), Some("2026-09-30"));
    let line = EXAMPLE.lines().position(|line| line == "[[approval]]").unwrap() + 1;
    assert_eq!(approval.at, ("presscheck.toml".to_owned(), line));
    assert_eq!(policy.jobs[0].title.as_deref(), Some("Senior Backend Engineer"));
}

#[test]
fn the_example_tunes_rules_and_adds_its_own_with_its_places() {
    let policy = example();
    assert_eq!(policy.tuning[0].rule, "forward-looking");
    assert_eq!(policy.tuning[0].light, Some(LightName::Red));
    assert!(policy.tuning[0].paths.as_ref().unwrap().is_match("press/a.md"));
    let rule = &policy.rules[0];
    assert_eq!(rule.id.get_ref(), "no-benchmarks-against-rivals");
    let (path, text) = &policy.rule_files[0];
    assert_eq!(path, "presscheck.toml");
    assert_eq!(&text[rule.phrases[1].span()], "\"unlike {org}, (we|{brand})\"");
    assert_eq!(rule.examples.flag[0].text, "{brand} is faster than Oracle.");
}

#[test]
fn the_schema_knows_every_key_of_the_example() {
    fn known(value: &toml::Value, schema: &serde_json::Value, at: &str) {
        match value {
            toml::Value::Table(table) if !schema["properties"].is_null() => {
                for (key, value) in table {
                    let inner = &schema["properties"][key];
                    assert!(!inner.is_null(), "{at}.{key} is not in the schema");
                    assert!(inner["description"].is_string(), "{at}.{key} is not described");
                    known(value, inner, &format!("{at}.{key}"));
                }
            }
            toml::Value::Table(table) => {
                for (key, value) in table {
                    known(value, &schema["additionalProperties"], &format!("{at}.{key}"));
                }
            }
            toml::Value::Array(items) => items.iter().for_each(|item| known(item, &schema["items"], at)),
            toml::Value::String(text) => {
                if let Some(choices) = schema["enum"].as_array() {
                    assert!(choices.iter().any(|choice| choice == text), "{at} cannot be {text}");
                }
                let kind = if schema["anyOf"].is_array() { &schema["anyOf"][0] } else { schema };
                assert_eq!(kind["type"], "string", "{at}");
            }
            toml::Value::Boolean(_) => assert_eq!(schema["type"], "boolean", "{at}"),
            _ => assert!(schema["pattern"].is_string(), "{at}"),
        }
    }
    known(&EXAMPLE.parse::<toml::Table>().unwrap().into(), &schema(), "presscheck.toml");
}

#[test]
fn the_keys_of_a_house_rule_are_those_of_every_rule() {
    fn asked(table: &str) -> Vec<String> {
        let error = toml::from_str::<presscheck::rule::spec::RuleSpec>(table).unwrap_err().to_string();
        let (_, names) = error.split_once("expected one of ").unwrap_or_else(|| panic!("{error}"));
        names.lines().next().unwrap().split(", ").map(|name| name.trim_matches('`').to_owned()).collect()
    }
    fn known(schema: &serde_json::Value) -> Vec<String> {
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    }
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    let schema = schema();
    let rule = &schema["properties"]["rule"]["items"];
    assert_eq!(sorted(asked("zzz = 1")), sorted(known(rule)));
    let cue = &rule["properties"]["cue"]["items"];
    assert_eq!(sorted(asked("[[cue]]\nzzz = 1")), sorted(known(cue)));
}

#[test]
fn no_file_is_needed_for_the_built_in_policy() {
    let policy = Policy::default();
    assert!(policy.path.is_none() && policy.listed.is_empty());
    assert_eq!(policy.gate.fail_on, FailOn::Red);
    assert!(self::policy("").listed.is_empty());
}

#[test]
fn the_nearest_policy_upward_is_found() {
    let files =
        tree([("presscheck.toml", ""), ("marketing/presscheck.toml", ""), ("marketing/blog/a.md", "")]);
    let found = |from| find(&files, from).unwrap();
    assert_eq!(found("marketing/blog").as_deref(), Some("marketing/presscheck.toml"));
    assert_eq!(found("marketing").as_deref(), Some("marketing/presscheck.toml"));
    assert_eq!(found("docs/deep").as_deref(), Some("presscheck.toml"));
    assert_eq!(found("").as_deref(), Some("presscheck.toml"));
    assert_eq!(find(&Files::default(), "a/b").unwrap(), None);
}

#[test]
fn a_policy_that_is_not_there_is_an_error() {
    let error = load(&Files::default(), "x/presscheck.toml", RULES).unwrap_err();
    assert_eq!(error.errors()[0].to_string(), "there is no file x/presscheck.toml");
}

#[test]
fn one_company_may_be_many_things() {
    let policy = policy(
        "[[customer]]\nname = \"Lantern\"\n[[supplier]]\nname = \"Lantern\"\n[[project]]\nname = \"Lantern\"\n",
    );
    assert_eq!(policy.listed.len(), 3);
}

#[test]
fn a_published_name_may_be_withheld() {
    policy("[[published]]\nwhat = \"Arbor\"\n[[withheld]]\nwhat = \"Arbor\"\n");
}

#[test]
fn an_embargo_may_lie_in_the_past() {
    let policy = policy("[[embargo]]\nwhat = [\"x\"]\nuntil = 1999-01-01 00:00:00+02:00\n");
    assert_eq!(policy.embargoes[0].until, "1998-12-31T22:00:00Z".parse::<Timestamp>().unwrap());
}

#[test]
fn an_approval_ends_with_its_day_or_at_its_instant() {
    let ends =
        |until: &str| policy(&format!("[[approval]]\nwhat = \"x\"\nuntil = {until}\n")).approvals[0].until;
    let day = Some("2026-10-01T00:00:00Z".parse().unwrap());
    assert_eq!(ends("2026-09-30"), day);
    assert_eq!(ends("\"2026-09-30\""), day);
    assert_eq!(ends("2026-10-01T02:00:00+02:00"), day);
    assert_eq!(ends("2026-10-01T00:00:00"), day);
}

#[test]
fn included_files_follow_the_main_one_in_the_order_of_their_paths() {
    let policy = with([
        ("conf/presscheck.toml", ""),
        ("presscheck.toml", "include = [\"p/*.toml\", \"p/b.toml\"]\n[[customer]]\nname = \"M\"\n"),
        ("p/b.toml", "[[customer]]\nname = \"B\"\n[[list]]\nkind = \"partner\"\nfile = \"names.txt\"\n"),
        ("p/a.toml", "[[customer]]\nname = \"A\"\n[company]\nname = \"Q\"\n"),
        ("p/names.txt", "N\n"),
    ]);
    let names: Vec<_> = policy.listed.iter().map(|listed| listed.name.as_str()).collect();
    assert_eq!(names, ["M", "A", "B", "N"]);
    assert_eq!(policy.company.name, "Q");
}

#[test]
fn the_main_file_may_match_its_own_pattern() {
    let policy = with([
        ("presscheck.toml", "include = [\"*.toml\"]\n[[customer]]\nname = \"M\"\n"),
        ("more.toml", "[[customer]]\nname = \"A\"\n"),
    ]);
    assert_eq!(policy.listed.len(), 2);
}

#[test]
fn a_name_exported_twice_is_one_entry_and_the_table_wins() {
    let policy = with([
        (
            "presscheck.toml",
            "[[customer]]\nname = \"Lantern\"\naliases = [\"Lantern Inc.\"]\nsay = \"a retailer\"\n\
             [[list]]\nkind = \"customer\"\nfile = \"c.csv\"\naliases-column = \"aka\"\ncommon-word = true\n",
        ),
        ("c.csv", "\u{feff}name,aka\r\nLANTERN,@lanternhq; lantern inc.\r\nTidewater,\r\ntidewater,TM\r\n"),
    ]);
    assert_eq!(policy.listed.len(), 2);
    let lantern = listed(&policy, "Lantern");
    assert_eq!(lantern.aliases(), ["Lantern Inc.", "@lanternhq"]);
    assert_eq!(lantern.say(), Some("a retailer"));
    assert!(!lantern.common_word);
    assert_eq!(listed(&policy, "Tidewater").aliases(), ["TM"]);
    assert!(listed(&policy, "Tidewater").common_word);
}

#[test]
fn a_sealed_list_is_unread_until_it_is_opened() {
    let (key, other) = (Key::of_bytes([1; 32]), Key::of_bytes([2; 32]));
    let names = [Listed::new(Kind::Customer, "Lantern"), Listed::new(Kind::Customer, "Tidewater")];
    let sealed = sealed_text(&key, Kind::Customer, names.iter().map(|name| (name, Mark::default())));
    // What it is tells its first line, whatever it is called.
    for path in ["policy/customers.sealed", "policy/customers.txt"] {
        let main = format!("[[list]]\nkind = \"customer\"\nfile = \"{path}\"\n");
        let mut policy = with([("presscheck.toml", main.as_str()), (path, sealed.as_str())]);
        assert_eq!(policy.unread_lists[0].0, path);
        assert!(policy.listed.is_empty());
        policy.unseal(None, "no key").unwrap();
        assert_eq!(policy.unread_lists, [(path.to_owned(), "no key".to_owned())]);
        let error = policy.clone().unseal(Some(&other), "").unwrap_err();
        assert!(error.errors()[0].to_string().contains("another key"), "{error:?}");
        policy.unseal(Some(&key), "").unwrap();
        assert!(policy.unread_lists.is_empty());
        assert_eq!(policy.listed.len(), 2);
        assert!(policy.listed.iter().all(|listed| listed.sealed && listed.name.is_empty()));
    }
}

#[test]
fn the_text_of_an_advert_may_stand_in_a_file() {
    let policy = with([
        ("presscheck.toml", "include = [\"conf/jobs.toml\"]\n"),
        ("conf/jobs.toml", "[[job]]\ntitle = \"Engineer\"\nfile = \"../careers/engineer.md\"\n"),
        ("careers/engineer.md", "An on-call rota of eight."),
    ]);
    assert_eq!(policy.jobs[0].text.as_deref(), Some("An on-call rota of eight."));
}

#[test]
fn house_rules_of_two_files_keep_their_own_texts() {
    let rule = |id: &str| {
        format!("[[rule]]\nid = \"{id}\"\nlight = \"yellow\"\nmessage = \"m\"\nphrases = [\"p\"]\n")
    };
    let (main, more) =
        (format!("include = [\"more.toml\"]\n{}", rule("one")), format!("# more\n\n{}", rule("two")));
    let policy = with([("presscheck.toml", main.as_str()), ("more.toml", more.as_str())]);
    for (rule, (_, text)) in policy.rules.iter().zip(&policy.rule_files) {
        assert_eq!(text[rule.id.span()], format!("\"{}\"", rule.id.get_ref()));
    }
    assert_eq!(policy.rules.len(), 2);
}

#[test]
fn own_addresses_are_compared_without_their_scheme() {
    let policy = policy("[company]\nname = \"Q\"\ndomains = [\"https://q.example/\", \"r.example\"]\n");
    assert_eq!(policy.company.domains, ["q.example", "r.example"]);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_nothing_special() {
    let policy = policy("\u{feff}[company]\r\nname = \"Q\"\r\n[[approval]]\r\nwhat = \"x\"\r\n");
    assert_eq!(policy.company.name, "Q");
    assert_eq!(policy.approvals[0].at.1, 3);
}

#[test]
fn all_errors_come_at_once_in_the_order_of_the_file() {
    let text = "[[embargo]]\nwhat = [\"x\"]\nuntil = 2026-01-01\n[gate]\nfail-on = \"x\"\n[compny]\n";
    let errors = errors(text);
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].contains("until") && errors[1].contains("fail-on") && errors[2].contains("compny"));
}

proptest::proptest! {
    #[test]
    fn no_policy_is_too_broken_to_be_told_what_is_wrong(
        cut in 0..EXAMPLE.len(),
        length in 0usize..80,
        put in "[\\[\\]\"'=,#\\\\\n\r{}0-9a-zäß한\u{0}-\u{1f}]{0,6}",
    ) {
        let start = EXAMPLE.floor_char_boundary(cut);
        let end = EXAMPLE.floor_char_boundary((cut + length).min(EXAMPLE.len())).max(start);
        let text = format!("{}{put}{}", &EXAMPLE[..start], &EXAMPLE[end..]);
        let mut files = folder(Path::new("tests/policy_example"));
        files.insert("presscheck.toml".to_owned(), text.into_bytes());
        if let Err(error) = load(&files, "presscheck.toml", RULES) {
            let told = rendered(&error);
            proptest::prop_assert!(!error.errors().is_empty());
            proptest::prop_assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{}", told);
        }
    }
}

#[test]
fn fifty_thousand_customers_are_read_at_once() {
    let mut csv = String::from("Id,Account Name\n");
    for row in 0..50_000 {
        csv.push_str(&format!("{row},\"Customer Number {row}\"\n"));
    }
    let text = "[[list]]\nkind = \"customer\"\nfile = \"c.csv\"\ncolumn = \"account name\"\n";
    let files = tree([("presscheck.toml", text), ("c.csv", csv.as_str())]);
    let start = std::time::Instant::now();
    let policy = load(&files, "presscheck.toml", RULES).unwrap();
    let took = start.elapsed();
    assert_eq!(policy.listed.len(), 50_000);
    // Without optimisation, on a busy machine: hundreds of times what a release build needs.
    assert!(took.as_secs() < 10, "{took:?}");
    println!("read in {took:?}");
}
