//! reviewdog's diagnostic format. It counts columns in UTF-8 bytes.

use super::json::written;
use super::visible::one_line;
use super::wording::{by_light, in_one, standing};
use crate::document::Source;
use crate::finding::{Finding, Report};
use serde_json::{Value, json};

pub(super) fn render(report: &Report) -> String {
    let mut diagnostics: Vec<Value> = standing(report)
        .into_iter()
        .map(|finding| {
            json!({
                "message": in_one(finding),
                "location": {
                    "path": one_line(&finding.path),
                    "range": range(finding, report.sources.get(&finding.path).map(AsRef::as_ref)),
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
    written(&json!({ "source": { "name": "presscheck" }, "diagnostics": diagnostics }))
}

/// Lines alone where there is no text to count bytes in.
fn range(finding: &Finding, source: Option<&Source>) -> Value {
    let Some(source) = source.filter(|source| source.text().get(finding.span.range()).is_some()) else {
        return json!({ "start": { "line": finding.start.line }, "end": { "line": finding.end.line } });
    };
    let lines = source.lines();
    let place = |at: usize| {
        let row = lines.index(at);
        json!({ "line": row + 1, "column": at - lines.start(row) + 1 })
    };
    json!({ "start": place(finding.span.start), "end": place(finding.span.end) })
}
