//! Whether a link leads to the advert of a job.

use super::known::known;
use crate::evidence::link::{is_own, is_own_page, parts};
use crate::policy::{Job, Policy};
use crate::word::plain;

/// A link as a reader meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link<'d> {
    /// Where it leads, as written.
    pub(super) target: &'d str,
    /// The words that are linked; empty for a bare address.
    pub(super) told: &'d str,
}

/// Whether a field's address is the page's own or a picture's.
pub(super) fn is_own_field(key: &str) -> bool {
    let key = key.to_lowercase();
    known().own_fields.contains(&key)
}

/// Whether `link` leads to the advert of a job, or to the page where all of ours stand.
pub(super) fn leads_to_advert(policy: &Policy, link: &Link<'_>) -> bool {
    let target = address(link.target);
    let theirs = || {
        is_page(target)
            && !is_own(&policy.company, target)
            && parts(target).is_some_and(|(host, path)| names_jobs(&host, &path))
    };
    may_be_ours(policy, link) || theirs()
}

/// Whether `link` leads to what may be an advert of ours: a page of jobs on somebody else's site is not.
pub(super) fn may_be_ours(policy: &Policy, link: &Link<'_>) -> bool {
    let target = address(link.target);
    if !is_page(target) {
        return false;
    }
    if policy.jobs.iter().any(|job| is_job(job, target)) || is_careers(policy, target) {
        return true;
    }
    match parts(target) {
        Some((host, path)) if is_own(&policy.company, target) => own_page(policy, link, target, &host, &path),
        Some((host, path)) => is_board(&host, &path) || is_shortened(&host, &path),
        // A path of this site, or an expression of its templates.
        None if target.contains("://") || target.starts_with('#') => false,
        None => path_names_jobs(&target.to_lowercase()) || is_job_slug(policy, target),
    }
}

/// A page of our own: deep and named for jobs, or linked with words that are.
fn own_page(policy: &Policy, link: &Link<'_>, target: &str, host: &str, path: &str) -> bool {
    if path.is_empty() {
        return host_names_jobs(host);
    }
    is_own_page(&policy.company, target)
        && (host_names_jobs(host)
            || path_names_jobs(path)
            || is_job_slug(policy, target)
            || tells_job(policy, link.told))
}

/// Whether the target is the address of this job's advert.
pub(super) fn is_job(job: &Job, target: &str) -> bool {
    let Some(url) = job.url.as_deref().and_then(parts) else { return false };
    match parts(address(target)) {
        Some(own) => bare(&own) == bare(&url),
        None => {
            let path =
                address(target).split(['?', '#']).next().unwrap_or("").trim_matches('/').to_lowercase();
            !path.is_empty() && path == url.1.trim_matches('/')
        }
    }
}

/// Whether the target lies in the folder of this job's advert and is another page: the advert of another job.
pub(super) fn is_beside(job: &Job, target: &str) -> bool {
    let Some(url) = job.url.as_deref().and_then(parts) else { return false };
    let Some(own) = parts(address(target)) else { return false };
    let ((host, path), (job_host, job_path)) = (bare(&own), bare(&url));
    let folders = path.rsplit_once('/').zip(job_path.rsplit_once('/'));
    host == job_host && path != job_path && folders.is_some_and(|(own, job)| own.0 == job.0)
}

/// Whether the page lists adverts rather than being one: an address above an advert's, one that
/// the policy gives for all, or one that ends with a word for jobs.
pub(super) fn is_listing(policy: &Policy, target: &str) -> bool {
    let Some(own) = parts(address(target)) else { return false };
    let (host, path) = bare(&own);
    let above = |url: &str| {
        parts(url).is_some_and(|other| {
            let (other_host, other_path) = bare(&other);
            other_host == host && other_path.len() > path.len() && other_path.starts_with(path)
        })
    };
    let listed = |careers: &String| parts(careers).is_some_and(|other| bare(&other) == (host, path));
    policy.jobs.iter().filter_map(|job| job.url.as_deref()).any(above)
        || policy.company.careers.iter().any(listed)
        || path.is_empty()
        || path.rsplit('/').next().is_some_and(|last| known().words.iter().any(|word| word == last))
}

fn is_careers(policy: &Policy, target: &str) -> bool {
    let Some(own) = parts(target) else { return false };
    policy.company.careers.iter().filter_map(|careers| parts(careers)).any(|careers| {
        let ((host, path), (careers_host, careers_path)) = (bare(&own), bare(&careers));
        host == careers_host
            && path
                .strip_prefix(careers_path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || careers_path.is_empty())
    })
}

/// Host without `www.`, and path.
fn bare(parts: &(String, String)) -> (&str, &str) {
    (parts.0.strip_prefix("www.").unwrap_or(&parts.0), &parts.1)
}

/// The address in a target: in a template's expression the text between its quotes.
fn address(target: &str) -> &str {
    let target = target.trim().trim_matches(['<', '>']);
    if !target.starts_with("{{") && !target.starts_with("{%") && !target.starts_with('{') {
        return target;
    }
    let quoted = target.find(['"', '\'']).and_then(|open| {
        let quote = &target[open..=open];
        target[open + 1..].split_once(quote).map(|(inside, _)| inside)
    });
    quoted.unwrap_or(target)
}

/// Whether a target is a page that people read.
fn is_page(target: &str) -> bool {
    !target.is_empty() && !is_file_of_page(target) && !starts_with_scheme(target, "mailto:")
}

fn starts_with_scheme(target: &str, scheme: &str) -> bool {
    target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// Whether the target is a picture, a style sheet, a script.
fn is_file_of_page(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or("").to_lowercase();
    [
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".css", ".js", ".mp4", ".mov", ".woff2",
        ".ico",
    ]
    .iter()
    .any(|ending| path.ends_with(ending))
}

fn is_board(host: &str, path: &str) -> bool {
    let below = |board: &String| {
        host.strip_suffix(board.as_str()).is_some_and(|rest| {
            rest.is_empty() && !path.is_empty() || rest.ends_with('.') && (rest != "www." || !path.is_empty())
        })
    };
    let own = format!("{}/{path}", host.strip_prefix("www.").unwrap_or(host));
    known().boards.iter().any(below)
        || known().board_paths.iter().any(|start| {
            own.strip_prefix(start.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

fn is_shortened(host: &str, path: &str) -> bool {
    !path.is_empty() && known().shorteners.iter().any(|own| own == host)
}

/// A page of somebody else's that is named for jobs: ours may stand there.
fn names_jobs(host: &str, path: &str) -> bool {
    host_names_jobs(host) || path.split('/').any(|part| known().words.iter().any(|word| word == part))
}

fn host_names_jobs(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let below = labels.len().saturating_sub(2);
    labels[..below].iter().any(|label| is_job_word(label))
}

fn path_names_jobs(path: &str) -> bool {
    path.split(['/', '?', '#', '&', '=', '.']).any(is_job_word)
}

/// Whether a part of an address is a word for jobs, or several of which one is.
fn is_job_word(part: &str) -> bool {
    let is = |word: &str| known().words.iter().any(|own| own == word);
    is(part)
        || part.split(['-', '_', ' ', '+']).any(is)
        || known().words.iter().any(|own| own.contains('-') && part.contains(own.as_str()))
}

/// Whether the address holds the title of a job.
fn is_job_slug(policy: &Policy, target: &str) -> bool {
    let titles = policy.jobs.iter().filter_map(|job| job.title.as_deref());
    titles.map(plain).any(|title| crate::evidence::link::names(target, &title))
}

/// Whether the words of a link tell of a job.
fn tells_job(policy: &Policy, told: &str) -> bool {
    let told = format!(" {} ", plain(told));
    let holds = |words: &str| !words.is_empty() && told.contains(&format!(" {words} "));
    known().told.iter().any(|words| holds(words))
        || policy.jobs.iter().filter_map(|job| job.title.as_deref()).any(|title| holds(&plain(title)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Company;

    fn policy() -> Policy {
        Policy {
            company: Company {
                domains: vec!["larkspur.example".into(), "join.lark.example".into()],
                careers: vec!["boards.hire.example/larkspur".into()],
                ..Company::default()
            },
            jobs: vec![Job {
                title: Some("Field Engineer".into()),
                url: Some("https://larkspur.example/people/fe-7".into()),
                text: None,
            }],
            ..Policy::default()
        }
    }

    fn leads(target: &str, told: &str) -> bool {
        leads_to_advert(&policy(), &Link { target, told })
    }

    #[test]
    fn an_advert_is_told_by_its_address() {
        for target in [
            "https://larkspur.example/people/fe-7",
            "http://www.larkspur.example/people/fe-7/?utm_source=x#apply",
            "larkspur.example/careers/lab-hand",
            "https://careers.larkspur.example",
            "https://join.lark.example/",
            "https://boards.hire.example/larkspur/123",
            "https://larkspur.example/x/field-engineer",
            "https://larkspur.example/2015/02/25/we-are-hiring/",
            "https://boards.greenhouse.io/larkspur/jobs/1",
            "https://larkspur.recruitee.com/o/lab-hand",
            "https://www.linkedin.com/jobs/view/123",
            "https://www.usajobs.gov/GetJob/ViewDetails/1",
            "https://lnkd.in/abcd",
            "/careers/lab-hand/",
            "../jobs/lab-hand.html",
            "{{ \"/2015/02/25/We-Are-Hiring/\" | url }}",
            "https://larkspur.example/karriere/technikerin",
        ] {
            assert!(leads(target, ""), "{target}");
        }
    }

    #[test]
    fn a_home_page_an_address_to_write_to_and_another_page_are_no_adverts() {
        for target in [
            "https://larkspur.example",
            "https://larkspur.example/en",
            "https://larkspur.example/about",
            "https://staging.larkspur.example/careers/x",
            "https://www.linkedin.com/company/larkspur",
            "https://www.indeed.com",
            "mailto:jobs@larkspur.example",
            "/assets/blog/were-hiring/team.jpg",
            "https://docs.google.com/forms/d/1",
            "#careers",
            "{{ \"/\" | url }}",
        ] {
            assert!(!leads(target, ""), "{target}");
        }
    }

    #[test]
    fn a_page_of_ours_linked_with_the_jobs_name_is_its_advert() {
        assert!(leads("https://larkspur.example/p/81", "Field Engineer"));
        assert!(leads("https://larkspur.example/p/81", "how to apply"));
        assert!(!leads("https://larkspur.example/p/81", "our new bench"));
        assert!(!leads("https://elsewhere.example/p/81", "Field Engineer"));
        assert!(!leads("https://larkspur.example/", "apply here"));
    }

    #[test]
    fn a_page_beside_an_advert_is_that_of_another_job() {
        let job = &policy().jobs[0];
        assert!(is_beside(job, "https://www.larkspur.example/people/lab-hand/"));
        for target in [
            "https://larkspur.example/people/fe-7?x=1",
            "https://larkspur.example/people",
            "https://larkspur.example/news/fe-8",
            "https://elsewhere.example/people/fe-8",
        ] {
            assert!(!is_beside(job, target), "{target}");
        }
    }

    #[test]
    fn a_page_above_the_adverts_lists_them() {
        assert!(is_listing(&policy(), "https://larkspur.example/people"));
        assert!(is_listing(&policy(), "https://larkspur.example/careers"));
        assert!(!is_listing(&policy(), "https://larkspur.example/people/fe-8"));
    }
}
