//! What a GitHub event puts up for judgement: a range of commits, and what is public beside them.
//!
//! The shapes are those of <https://docs.github.com/en/webhooks/webhook-events-and-payloads>.
//! Whoever opens a pull request writes its title, its body and the name of its branch, so nothing
//! in the file is trusted to be more than a text or the name of a commit.

use super::error::SourceError;
use super::{Entry, Place, is_zero};
use serde::Deserialize;
use serde_json::Value;

/// What an event puts up for judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The base that the head is compared with, as in [`Range`](super::Range); `None` if there is
    /// none and the whole tree is put up.
    pub since: Option<String>,
    /// The revision that is judged.
    pub head: String,
    /// The revision whose policy is in force.
    pub policy: String,
    /// What is public beside files and commit messages: title, body, name of the branch.
    pub texts: Vec<Entry>,
}

#[derive(Deserialize)]
struct Payload {
    pull_request: Option<PullRequest>,
    merge_group: Option<MergeGroup>,
    before: Option<String>,
    after: Option<String>,
    #[serde(rename = "ref")]
    reference: Option<String>,
    repository: Option<Repository>,
    /// The path of the workflow that somebody started; an object in other events.
    workflow: Option<Value>,
    schedule: Option<Value>,
}

#[derive(Deserialize)]
struct PullRequest {
    title: String,
    body: Option<String>,
    base: Side,
    head: Side,
}

#[derive(Deserialize)]
struct Side {
    sha: String,
    #[serde(rename = "ref")]
    name: String,
}

#[derive(Deserialize)]
struct MergeGroup {
    base_sha: String,
    head_sha: String,
}

#[derive(Deserialize)]
struct Repository {
    default_branch: Option<String>,
}

impl Event {
    /// Reads the file that `GITHUB_EVENT_PATH` names.
    ///
    /// # Errors
    /// If it is no event that puts anything up for judgement: nothing may pass then.
    pub fn read(bytes: &[u8]) -> Result<Self, SourceError> {
        let payload: Payload = serde_json::from_slice(bytes).map_err(|error| {
            unusable(format!("it cannot be read, from line {} on", error.line()), SUPPORTED)
        })?;
        if let Some(request) = payload.pull_request {
            return request.event();
        }
        if let Some(group) = payload.merge_group {
            let (base, head) = (commit(&group.base_sha)?, commit(&group.head_sha)?);
            return Ok(Event { since: Some(base.clone()), head, policy: base, texts: Vec::new() });
        }
        match (payload.before, payload.after, payload.reference) {
            (Some(before), Some(after), Some(reference)) => {
                pushed(&before, &after, &reference, payload.repository)
            }
            (_, _, reference) => {
                let started = reference.is_some() && matches!(payload.workflow, Some(Value::String(_)));
                if !started && payload.schedule.is_none() {
                    return Err(unusable("it is none of those that can be judged".to_owned(), SUPPORTED));
                }
                let head = "HEAD".to_owned();
                Ok(Event { since: None, policy: head.clone(), head, texts: Vec::new() })
            }
        }
    }
}

impl PullRequest {
    fn event(self) -> Result<Event, SourceError> {
        let (base, head) = (commit(&self.base.sha)?, commit(&self.head.sha)?);
        let mut texts =
            vec![text("pull-request:branch", &self.head.name), text("pull-request:title", &self.title)];
        texts.extend(self.body.as_deref().map(|body| text("pull-request:body", body)));
        Ok(Event { since: Some(base.clone()), head, policy: base, texts })
    }
}

/// What is pushed to the default branch is held against what it was before. Any other branch is
/// held against the default branch: against its own past, a first push could change the policy and
/// a second one make use of it.
fn pushed(
    before: &str,
    after: &str,
    reference: &str,
    repository: Option<Repository>,
) -> Result<Event, SourceError> {
    let (before, head) = (commit(before)?, commit(after)?);
    if is_zero(&head) {
        return Err(unusable("it deletes a branch or a tag".to_owned(), "skip the run for that event"));
    }
    let default = repository.and_then(|repository| repository.default_branch);
    let Some(default) = default.filter(|name| is_ref_name(name)) else {
        let why = "it does not say which branch is the default one".to_owned();
        return Err(unusable(why, "name the base yourself, with --since, --rev and --policy-from"));
    };
    let texts = match (reference.strip_prefix("refs/heads/"), reference.strip_prefix("refs/tags/")) {
        (Some(branch), _) => vec![text("push:branch", branch)],
        (_, Some(tag)) => vec![text("push:tag", tag)],
        _ => Vec::new(),
    };
    let (since, policy) = if reference != format!("refs/heads/{default}") {
        let there = format!("refs/remotes/origin/{default}");
        (there.clone(), there)
    } else if is_zero(&before) {
        (before, head.clone())
    } else {
        (before.clone(), before)
    };
    Ok(Event { since: Some(since), head, policy, texts })
}

const SUPPORTED: &str = "give the file that GITHUB_EVENT_PATH names, in a workflow on pull_request, \
    pull_request_target, merge_group, push, schedule or workflow_dispatch";

fn unusable(why: String, help: &'static str) -> SourceError {
    SourceError::Event { why, help }
}

/// The name of a commit, which is no other kind of revision: `HEAD~1` or `--option` would be one.
fn commit(name: &str) -> Result<String, SourceError> {
    let digits = name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match digits && matches!(name.len(), 40 | 64) {
        true => Ok(name.to_owned()),
        false => Err(unusable(format!("{name:?} is no name of a commit"), SUPPORTED)),
    }
}

/// Whether git takes `name` for a branch and nothing else: no `~`, `^`, `:`, `@{`.
fn is_ref_name(name: &str) -> bool {
    git2::Reference::is_valid_name(&format!("refs/heads/{name}"))
}

fn text(path: &str, text: &str) -> Entry {
    Entry::new(path.to_owned(), Place::Bytes(text.as_bytes().into()))
}
