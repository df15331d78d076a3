//! reviewdog's diagnostic format. It counts columns in UTF-8 bytes.

use super::json::write_value;
use super::visible::one_line;
use super::wording::{by_light, in_one, standing};
use crate::finding::Report;
use crate::span::Position;
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut diagnostics: Vec<Value> = standing(report)
        .into_iter()
        .map(|finding| {
            json!({
                "message": in_one(finding),
                "location": {
                    "path": one_line(&finding.path),
                    "range": { "start": place(finding.start), "end": place(finding.end) },
                },
                "severity": by_light(finding.light, "ERROR", "WARNING", "INFO"),
                "code": { "value": one_line(&finding.rule) },
            })
        })
        .collect();
    diagnostics.extend(report.unjudged.iter().map(|unjudged| {
        json!({
            "message": format!("not judged: {}", one_line(&unjudged.why)),
            "location": { "path": one_line(&unjudged.what) },
            "severity": if unjudged.let_pass { "WARNING" } else { "ERROR" },
            "code": { "value": "not-judged" },
        })
    }));
    write_value(&json!({ "source": { "name": "presscheck" }, "diagnostics": diagnostics }), out)
}

fn place(at: Position) -> Value {
    json!({ "line": at.line, "column": at.line_byte + 1 })
}
