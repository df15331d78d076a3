//! What the built-in policy knows of adverts and jobs (policy/adverts.toml).

use serde::Deserialize;
use std::sync::LazyLock;

/// Words and addresses by which adverts are told.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Known {
    /// Parts of an address that name jobs.
    pub(super) words: Vec<String>,
    /// Hosts that hold adverts of many companies.
    pub(super) boards: Vec<String>,
    /// Hosts of which only these paths are adverts.
    pub(super) board_paths: Vec<String>,
    /// Hosts of shortened addresses.
    pub(super) shorteners: Vec<String>,
    /// Words of a link that name an advert.
    pub(super) told: Vec<String>,
    /// Fields that hold the page's own address.
    pub(super) own_fields: Vec<String>,
    /// Nouns that titles of jobs end with.
    pub(super) jobs: Vec<String>,
    /// Words at which the title of a job ends.
    pub(super) ends: Vec<String>,
    /// What titles that are written in one word end with.
    pub(super) endings: Vec<String>,
}

impl Known {
    /// Whether a folded word is, or ends with, a noun for who does a job.
    pub(super) fn is_job(&self, form: &str) -> bool {
        let is = |noun: &str| self.jobs.iter().any(|job| job == noun);
        let ends = |rest: &str| self.endings.iter().any(|ending| rest.ends_with(ending.as_str()));
        is(form)
            || form.strip_suffix('s').is_some_and(is)
            || ["", "innen", "in", "en", "e", "n", "s"]
                .iter()
                .any(|ending| form.strip_suffix(ending).is_some_and(ends))
    }
}

/// The built-in knowledge.
pub(super) fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> = LazyLock::new(|| {
        let mut known: Known =
            serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/adverts.json")))
                .unwrap_or_default();
        for noun in known.endings.iter_mut().chain(&mut known.jobs) {
            *noun = crate::word::plain(noun);
        }
        known
    });
    &KNOWN
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_knowledge_is_read() {
        assert!(super::known().words.iter().any(|word| word == "careers"));
    }

    #[test]
    fn a_job_is_told_in_the_plural_and_in_compounds() {
        for form in ["engineer", "technicians", "softwareentwicklerin", "pflegefachkrafte", "monteur"] {
            assert!(super::known().is_job(form), "{form}");
        }
        for form in ["companies", "parser", "venue", "volunteers"] {
            assert!(!super::known().is_job(form), "{form}");
        }
    }
}
