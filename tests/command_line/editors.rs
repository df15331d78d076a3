//! The JSON Schema that editors complete and check presscheck.toml by: it accepts what the program
//! accepts.

use crate::gate::{Gate, Run};
use crate::schema::violations;
use serde_json::Value;
use std::fs;

/// The schema that the program prints.
fn schema() -> Value {
    let run: Run = Gate::new().presscheck(&["policy", "schema"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

/// A policy as an editor's TOML language server shows it to the schema: dates as texts.
fn as_json(policy: &str) -> Value {
    fn json(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => Value::String(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(json).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    json(toml::Value::Table(policy.parse().unwrap()))
}

#[test]
fn the_schema_accepts_every_policy_that_we_show() {
    let schema = schema();
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let gate = Gate::new();
    let made = gate.presscheck(&["init", "--company", "Q", "--handle", "@q", "--file", "new.toml"]);
    assert_eq!(made.status, Some(0), "{made:?}");
    let shown = [
        ("README.md", rest.split_once("\n```").unwrap().0.to_owned()),
        ("the whole of it", fs::read_to_string("tests/policy_example/presscheck.toml").unwrap()),
        ("the example", fs::read_to_string("examples/presscheck.toml").unwrap()),
        ("a new one", fs::read_to_string(gate.repo.root.join("new.toml")).unwrap()),
        ("a sealed list", "[seal]\nwithout-key = \"report\"\n".to_owned()),
    ];
    for (what, policy) in shown {
        assert_eq!(violations(&schema, &as_json(&policy)), Vec::<String>::new(), "{what}");
    }
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let schema = schema();
    for wrong in [
        "[compny]\nname = \"Q\"\n",
        "[company]\n",
        "[company]\nname = \"\"\n",
        "[gate]\nfail-on = \"green\"\n",
        "[[customer]]\nname = \"L\"\ncommon-word = \"yes\"\n",
        "[[list]]\nkind = \"client\"\nfile = \"c.txt\"\n",
        "[[embargo]]\nwhat = [\"x\"]\nuntil = 2026-04-02\n",
        "[[channel]]\npaths = []\n",
        "[rules.codename]\nlight = \"green\"\n",
        "[seal]\nwithout-key = \"ignore\"\n",
    ] {
        assert_ne!(violations(&schema, &as_json(wrong)), Vec::<String>::new(), "{wrong}");
        let gate = Gate::new();
        gate.write("presscheck.toml", wrong);
        assert_eq!(gate.presscheck(&["policy", "check"]).status, Some(2), "{wrong}");
    }
}
