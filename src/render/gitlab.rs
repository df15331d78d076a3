//! GitLab's code quality report: a flat list of what stands, each an issue of Code Climate's
//! specification.

use super::json::write_value;
use super::visible::one_line;
use super::wording::{by_light, in_one, standing};
use crate::finding::Report;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut issues: Vec<Value> = standing(report)
        .into_iter()
        .map(|finding| {
            json!({
                "type": "issue",
                "categories": ["Security"],
                "description": in_one(finding),
                "check_name": one_line(&finding.rule),
                "fingerprint": finding.fingerprint,
                "severity": by_light(finding.light, "critical", "major", "info"),
                "location": {
                    "path": one_line(&finding.path),
                    "lines": { "begin": finding.start.line, "end": finding.end.line },
                },
            })
        })
        .collect();
    for (index, unjudged) in report.unjudged.iter().enumerate() {
        let again = report.unjudged[..index].iter().filter(|earlier| *earlier == unjudged).count();
        issues.push(json!({
            "type": "issue",
            "categories": ["Security"],
            "description": format!(
                "not judged: {}: {}",
                one_line(&unjudged.what),
                one_line(&unjudged.why)
            ),
            "check_name": "not-judged",
            "fingerprint": fingerprint(&[&unjudged.what, &unjudged.why, &again.to_string()]),
            "severity": if unjudged.let_pass { "info" } else { "blocker" },
            "location": { "path": one_line(&unjudged.what), "lines": { "begin": 1, "end": 1 } },
        }));
    }
    write_value(&issues, out)
}

/// The same for the same `parts`, in 64 hexadecimal digits: more than a finding's, so the two
/// never meet.
fn fingerprint(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
