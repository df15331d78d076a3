//! What a policy holds once it is read and checked.

use super::list::SealedList;
use crate::finding::FailOn;
use crate::rule::spec::{LightName, RuleSpec};
use arcstr::Substr;
use globset::GlobSet;
use jiff::Timestamp;
use std::sync::Arc;

/// What must stay private, what is public, and who speaks: the policy of one repository. The
/// default is the built-in policy alone, with no lists.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Path of the file it was read from; `None` for the built-in policy alone.
    pub path: Option<String>,
    /// The gate.
    pub gate: Gate,
    /// The employer.
    pub company: Company,
    /// People who work there.
    pub employees: Vec<Employee>,
    /// What paths are for; the first whose paths match holds.
    pub channels: Vec<Channel>,
    /// Who answers complaints.
    pub support: Support,
    /// Listed names and terms of every kind.
    pub listed: Vec<Listed>,
    /// Embargoes.
    pub embargoes: Vec<Embargo>,
    /// The public record, by hand.
    pub published: Vec<Published>,
    /// Pages of this repository that are already published.
    pub record_pages: Vec<String>,
    /// Public, yet not to be mentioned.
    pub withheld: Vec<Withheld>,
    /// Written consents.
    pub approvals: Vec<Approval>,
    /// Adverts that hiring posts are held against.
    pub jobs: Vec<Job>,
    /// Rules tuned by id.
    pub tuning: Vec<Tuning>,
    /// Every file it was read from, lists and adverts among them: they are no content.
    pub files: Vec<String>,
    /// House rules.
    pub rules: Vec<RuleSpec>,
    /// Path and text of the file each house rule is written in, in the order of `rules`.
    pub rule_files: Vec<(String, Arc<str>)>,
    /// Sealed lists, open or not.
    pub sealed: Vec<SealedList>,
    /// `[seal]`: whether a sealed list without its key is reported and no error.
    pub report_sealed: bool,
    /// Sealed lists without their key, reported: the path of each, and why in plain words.
    pub unread_reported: Vec<(String, String)>,
    /// Lists that could not be judged: the path of each, and why in plain words. A run with any
    /// has not judged everything.
    pub unread_lists: Vec<(String, String)>,
}

/// `[gate]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// From which light on it is closed.
    pub fail_on: FailOn,
    /// Whether a finding that rests on one weak cue is red instead of yellow.
    pub doubt_is_red: bool,
}

impl Default for Gate {
    fn default() -> Self {
        Gate { fail_on: FailOn::Red, doubt_is_red: false }
    }
}

/// `[company]`.
#[derive(Debug, Clone, Default)]
pub struct Company {
    /// The legal name, such as `Quillmark, Inc.`.
    pub name: String,
    /// Brands and products.
    pub brands: Vec<String>,
    /// Own domains: a host is own if it is one of these or below one.
    pub domains: Vec<String>,
    /// Accounts that speak as the company.
    pub handles: Vec<String>,
    /// Where adverts stand: hosts with paths.
    pub careers: Vec<String>,
}

/// `[[employee]]`.
#[derive(Debug, Clone, Default)]
pub struct Employee {
    /// Name, or the slug that front matter uses.
    pub name: String,
    /// Accounts.
    pub handles: Vec<String>,
    /// Job title.
    pub role: Option<String>,
}

/// `[[channel]]`.
#[derive(Debug, Clone)]
pub struct Channel {
    /// Paths it is for.
    pub paths: GlobSet,
    /// What they are for.
    pub kind: Option<ChannelKind>,
    /// Where they appear.
    pub platform: Option<String>,
    /// Whose voice it is.
    pub voice: Option<Voice>,
}

/// What a path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChannelKind {
    /// A blog post, a page.
    Article,
    /// A social post.
    Social,
    /// A press release.
    Press,
    /// An advert for a job.
    Careers,
    /// An answer to a reader.
    Reply,
    /// A mailing.
    Newsletter,
}

impl ChannelKind {
    /// The kind by its name in the policy.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "article" => Self::Article,
            "social" => Self::Social,
            "press" => Self::Press,
            "careers" => Self::Careers,
            "reply" => Self::Reply,
            "newsletter" => Self::Newsletter,
            _ => return None,
        })
    }

    /// Its name in the policy.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Social => "social",
            Self::Press => "press",
            Self::Careers => "careers",
            Self::Reply => "reply",
            Self::Newsletter => "newsletter",
        }
    }
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// The company itself.
    Company,
    /// Somebody who works there.
    Employee,
}

impl Voice {
    /// The voice by its name in the policy.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "company" => Some(Self::Company),
            "employee" => Some(Self::Employee),
            _ => None,
        }
    }
}

/// `[support]`.
#[derive(Debug, Clone, Default)]
pub struct Support {
    /// Whether staff may resolve complaints in public; `None` if the policy does not say.
    pub public_replies: Option<bool>,
    /// Accounts that answer complaints.
    pub handlers: Vec<String>,
    /// Topics that are handed over.
    pub escalate: Vec<String>,
    /// Whom to hand them to.
    pub escalate_to: Option<String>,
}

/// What a listed name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A customer.
    Customer,
    /// A partner.
    Partner,
    /// A supplier.
    Supplier,
    /// A codename or unannounced product.
    Project,
    /// A confidential term.
    Term(TermKind),
}

impl Kind {
    /// The kind as `[[list]]` and rules name it; every kind of term is a `term`.
    #[must_use]
    pub fn list_name(self) -> &'static str {
        match self {
            Kind::Customer => "customer",
            Kind::Partner => "partner",
            Kind::Supplier => "supplier",
            Kind::Project => "project",
            Kind::Term(_) => "term",
        }
    }
}

/// What a confidential term gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum TermKind {
    /// A trade secret.
    #[default]
    TradeSecret,
    /// How work is done.
    WorkProcess,
    /// Details of a project.
    ProjectDetail,
}

/// A listed name: `[[customer]]`, `[[partner]]`, `[[supplier]]`, `[[project]]`, `[[term]]`, or a
/// row of a `[[list]]`.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What it is.
    pub kind: Kind,
    /// The name or text: of a long list a part of its text, which costs no copy.
    pub name: Substr,
    /// Also an ordinary word.
    pub common_word: bool,
    /// A platform or tool everybody writes about; `None` if the policy does not say.
    pub everyday: Option<bool>,
    /// A name of a sealed list, which has no name here; its aliases are the spellings of it that the
    /// policy writes openly, where it publishes, approves or withholds it.
    pub sealed: bool,
    /// What few names of a long list have.
    pub(super) beside: Option<Arc<Beside>>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    aliases: Vec<Substr>,
    say: Option<String>,
}

impl Listed {
    /// A name of which no more is known.
    #[must_use]
    pub fn new(kind: Kind, name: impl Into<Substr>) -> Self {
        Listed { kind, name: name.into(), common_word: false, everyday: None, sealed: false, beside: None }
    }

    /// The same with `say`, if there is one, to write instead.
    #[must_use]
    pub fn with_say(mut self, say: Option<String>) -> Self {
        if say.is_some() {
            self.beside().say = say;
        }
        self
    }

    /// Adds another name for the same.
    pub fn add_alias(&mut self, alias: impl Into<Substr>) {
        self.beside().aliases.push(alias.into());
    }

    /// Other names for the same.
    #[must_use]
    pub fn aliases(&self) -> &[Substr] {
        self.beside.as_deref().map_or(&[], |beside| &beside.aliases)
    }

    /// What to write instead.
    #[must_use]
    pub fn say(&self) -> Option<&str> {
        self.beside.as_deref()?.say.as_deref()
    }

    /// Its name and its other names.
    pub fn names(&self) -> impl Iterator<Item = &Substr> {
        std::iter::once(&self.name).chain(self.aliases())
    }

    fn beside(&mut self) -> &mut Beside {
        Arc::make_mut(self.beside.get_or_insert_default())
    }
}

/// `[[embargo]]`.
#[derive(Debug, Clone)]
pub struct Embargo {
    /// What must not be told.
    pub what: Vec<String>,
    /// Until when; from this instant on it may be told.
    pub until: Timestamp,
}

/// `[[published]]`.
#[derive(Debug, Clone)]
pub struct Published {
    /// A name, a figure, a sentence.
    pub what: String,
    /// Where the public can read it.
    pub url: Option<String>,
}

/// `[[withheld]]`.
#[derive(Debug, Clone)]
pub struct Withheld {
    /// What was asked not to be mentioned.
    pub what: String,
    /// Why.
    pub why: Option<String>,
}

/// `[[approval]]`.
#[derive(Debug, Clone)]
pub struct Approval {
    /// What was approved.
    pub what: String,
    /// The rule it is for; any unless given.
    pub rule: Option<String>,
    /// Paths it is for; any unless given.
    pub paths: Option<GlobSet>,
    /// The first instant it no longer holds: the start of the day after a date (UTC).
    pub until: Option<Timestamp>,
    /// `until` as written.
    pub until_text: Option<String>,
    /// Who approved.
    pub by: Option<String>,
    /// Where the consent is kept.
    pub evidence: Option<String>,
    /// The file it is written in and its line, from 1.
    pub at: (String, usize),
}

/// `[[job]]`.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// Job title.
    pub title: Option<String>,
    /// Where the advert stands.
    pub url: Option<String>,
    /// Its text; from `file` if that was given.
    pub text: Option<String>,
}

/// `[rules.ID]`.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// Id of the rule.
    pub rule: String,
    /// Its light.
    pub light: Option<LightName>,
    /// The only paths it applies to.
    pub paths: Option<GlobSet>,
}
