//! The JSON Schema of presscheck.toml, printed from the table of keys.

use super::keys::{FILE, Shape, Table};
use serde_json::{Map, Value, json};

/// A JSON Schema (draft 2020-12) of presscheck.toml, so that editors complete and check it.
#[must_use]
pub fn schema() -> Value {
    let mut schema = table(&FILE);
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        map.insert("title".into(), FILE.head.into());
    }
    schema
}

fn table(table: &Table) -> Value {
    let mut properties = Map::new();
    for key in table.keys {
        let mut property = shape(&key.shape);
        if let Value::Object(map) = &mut property {
            map.insert("description".into(), key.about.into());
        }
        properties.insert(key.name.to_owned(), property);
    }
    let required: Vec<_> = table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": table.about,
        "additionalProperties": false,
        "properties": properties,
    });
    if let (Value::Object(map), false) = (&mut schema, required.is_empty()) {
        map.insert("required".into(), json!(required));
    }
    schema
}

fn shape(shape: &Shape) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let list = |items: Value| json!({ "type": "array", "items": items });
    match shape {
        Shape::Text => text(),
        Shape::Texts => list(text()),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Paths => json!({ "type": "array", "items": text(), "minItems": 1 }),
        Shape::Choice(choices) => json!({ "type": "string", "enum": choices }),
        Shape::Choices(choices) => list(json!({ "type": "string", "enum": choices })),
        // TOML's own dates have no type in JSON; tools show them as texts of these forms.
        Shape::LastDay => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}([Tt ].+)?$" }),
        Shape::Instant => {
            json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}[Tt ].+([Zz]|[+-]\\d{2}:\\d{2})$" })
        }
        Shape::One(inner) => table(inner),
        Shape::Many(inner) | Shape::Rules(inner) => list(table(inner)),
        Shape::ByRule(inner) => json!({ "type": "object", "additionalProperties": table(inner) }),
        Shape::WordLists => json!({ "type": "object", "additionalProperties": list(text()) }),
        Shape::Examples(inner) => list(json!({ "anyOf": [text(), table(inner)] })),
    }
}
