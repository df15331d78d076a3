//! As much of JSON Schema as the schemas of the report and of the policy use; a keyword it does not
//! know is an error, so a schema cannot say more than is checked.

use serde_json::Value;

/// Every place where `value` breaks `schema`.
pub(crate) fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "properties" | "format" => true,
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(root, &root["$defs"][name], value, at, found);
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| is(value, name.as_str().unwrap())),
                name => is(value, name.as_str().unwrap()),
            },
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_u64() >= rule.as_u64(),
            "minLength" => value.as_str().is_some_and(|text| text.len() as u64 >= rule.as_u64().unwrap()),
            "required" => {
                rule.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some())
            }
            "additionalProperties" if rule.is_object() => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    check(root, rule, value, &format!("{at}/{key}"), found);
                }
                true
            }
            "additionalProperties" => {
                assert_eq!(rule, false);
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|object| object.keys().all(|key| known.contains_key(key)))
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{at}/{index}"), found);
                }
                true
            }
            "oneOf" | "anyOf" => {
                let fits = |schema: &&Value| {
                    let mut inner = Vec::new();
                    check(root, schema, value, at, &mut inner);
                    inner.is_empty()
                };
                let fitting = rule.as_array().unwrap().iter().filter(fits).count();
                fitting == 1 || fitting > 1 && keyword == "anyOf"
            }
            "minItems" => value.as_array().is_some_and(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            // ECMAScript's regular expressions; what is used of them reads the same here.
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_some_and(|text| pattern.is_match(text))
            }
            other => panic!("the schema says {other}, which is not checked"),
        };
        if !holds {
            found.push(format!("{at}: {keyword} {rule} does not hold for {value}"));
        }
    }
    for (key, rule) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(key) {
            check(root, rule, value, &format!("{at}/{key}"), found);
        }
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        other => panic!("no such type: {other}"),
    }
}
