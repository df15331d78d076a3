//! The gate, the company, who works there, its channels and its support.

use super::once;
use crate::finding::FailOn;
use crate::policy::draft::Draft;
use crate::policy::reader::Fields;
use crate::policy::{Channel, ChannelKind, Company, Employee, Support, Voice};

pub(super) fn add(draft: &mut Draft<'_>, file: &Fields) {
    if let Some(gate) = once(draft, file, "gate") {
        draft.policy.gate.fail_on = match gate.choice("fail-on") {
            Some(&"yellow") => FailOn::Yellow,
            Some(&"never") => FailOn::Never,
            _ => FailOn::Red,
        };
        draft.policy.gate.doubt_is_red = gate.choice("in-doubt") == Some(&"red");
    }
    if let Some(seal) = once(draft, file, "seal") {
        draft.policy.report_sealed = seal.choice("without-key") == Some(&"report");
    }
    if let Some(company) = once(draft, file, "company") {
        draft.company_handles = company.words("handles").to_vec();
        draft.policy.company = Company {
            name: company.string("name").unwrap_or_default(),
            brands: company.strings("brands"),
            domains: addresses(company, "domains"),
            handles: company.strings("handles"),
            careers: addresses(company, "careers"),
        };
    }
    for employee in file.many("employee") {
        let Some(name) = employee.string("name") else { continue };
        draft.employee_handles.extend_from_slice(employee.words("handles"));
        let handles = employee.strings("handles");
        draft.policy.employees.push(Employee { name, handles, role: employee.string("role") });
    }
    for channel in file.many("channel") {
        let Some(paths) = channel.globs("paths") else { continue };
        draft.policy.channels.push(Channel {
            paths,
            kind: channel.choice("kind").and_then(|name| ChannelKind::of_name(name)),
            platform: channel.choice("platform").map(|name| (*name).to_owned()),
            voice: channel.choice("voice").and_then(|name| Voice::of_name(name)),
        });
    }
    if let Some(support) = once(draft, file, "support") {
        draft.policy.support = Support {
            public_replies: support.flag("public-replies").copied(),
            handlers: support.strings("handlers"),
            escalate: support.strings("escalate"),
            escalate_to: support.string("escalate-to"),
        };
    }
}

/// Hosts with paths, as they are compared: without scheme and without `/` at the end.
fn addresses(company: &Fields, key: &str) -> Vec<String> {
    let plain = |address: String| {
        let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        rest.trim_end_matches('/').to_owned()
    };
    company.strings(key).into_iter().map(plain).collect()
}
