//! Vacancies: a post about one of ours links its advert, and says no more than that.

mod advert;
mod known;
mod link;
mod unlinked;

use super::heard::{Heard, head_of, heard, in_sentence, texts_of, within};
use super::help::Blanks;
use super::page::{Page, Text};
use super::{Judge, Raised};
use crate::document::{Scope, last_part};
use crate::policy::{ChannelKind, Job};
use crate::word::{Gap, plain};
use advert::Advert;
use known::known;
use link::{Link, is_job, is_listing, leads_to_advert, may_be_ours};
use std::ops::Range;
use unlinked::unlinked;

const NO_LINK: &str = "hiring-no-link";
const BEYOND: &str = "hiring-beyond-ad";

/// Details that no advert holds: they are told too much even where its text is not known.
const NEVER: [&str; 3] = ["detail-why-vacant", "detail-candidates", "detail-aside"];

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let (Some(no_link), Some(beyond)) = (judge.rules.find(NO_LINK), judge.rules.find(BEYOND)) else { return };
    let said = heard(judge, page, no_link);
    let details = heard(judge, page, beyond);
    let mut in_thread = false;
    for number in 0..page.document.pieces.len() {
        // A page among the adverts may be one itself: it is held only against one that it leads to.
        let careers = page.settings[number].kind == ChannelKind::Careers;
        let post = Post::new(judge, page, number, &said, &details);
        if post.vacancies.is_empty() && post.details.is_empty() && !post.enquired {
            continue;
        }
        let links = post.links();
        let adverts: Vec<&Link<'_>> =
            links.iter().filter(|link| leads_to_advert(judge.policy, link)).collect();
        if careers && adverts.is_empty() {
            continue;
        }
        let thread = page.document.pieces[number].thread;
        if let Some(vacancy) = unlinked(&post, &adverts)
            && !(thread && in_thread)
        {
            raised.extend(without_link(&post, vacancy.text, vacancy.bytes.clone(), no_link));
            in_thread = thread;
        }
        let told = beyond_advert(&post, &adverts, beyond);
        if told.is_empty() && post.vacancies.is_empty() && post.enquired && links.is_empty() {
            raised.extend(post.answer().and_then(|(text, bytes)| without_link(&post, text, bytes, no_link)));
        }
        raised.extend(told);
    }
}

/// One piece with what is said in it about work with us.
struct Post<'a, 'd, 'h> {
    judge: &'a Judge<'a>,
    page: &'a Page<'d>,
    number: usize,
    /// Its texts and, with the first piece, the head's.
    texts: Vec<usize>,
    vacancies: Vec<&'h Heard<'a>>,
    details: Vec<&'h Heard<'a>>,
    /// Whether it says that it goes on in the next piece.
    goes_on: bool,
    /// Whether it answers a question about a job.
    asked: bool,
    /// Whether that question is about nothing else.
    enquired: bool,
}

impl<'a, 'd, 'h> Post<'a, 'd, 'h> {
    fn new(
        judge: &'a Judge<'a>,
        page: &'a Page<'d>,
        number: usize,
        said: &'h [Heard<'a>],
        details: &'h [Heard<'a>],
    ) -> Self {
        let own = texts_of(page, number);
        let head = if number == 0 { head_of(page) } else { 0..0 };
        let part = |all: &'h [Heard<'a>]| within(all, &head).iter().chain(within(all, &own));
        let quoted = |at: usize| page.texts[at].block.inside.quote;
        let asked = own.clone().any(|at| quoted(at) && names_job(judge, page.texts[at].str()))
            || part(details).any(|one| one.role == "question" && quoted(one.text));
        let enquired = part(details).any(|one| one.role == "enquiry" && quoted(one.text));
        // Somebody needed may be a plumber; with terms of work, or the title of a job of ours, it is a vacancy.
        let read =
            own.clone().map(|at| &page.texts[at]).filter(|text| text.is_read() && !text.block.inside.quote);
        let titled = read.map(|text| text.str()).any(|text| names_job(judge, text));
        let terms = || part(said).any(|one| one.role == "terms" && !quoted(one.text));
        let social = matches!(page.settings[number].kind, ChannelKind::Social | ChannelKind::Reply);
        let tells = |one: &Heard<'_>| match one.role {
            "vacancy" => true,
            "need" => titled || terms(),
            "terms" => titled && social,
            _ => false,
        };
        Post {
            judge,
            page,
            number,
            vacancies: part(said)
                .filter(|one| tells(one) && !quoted(one.text) && !is_mentioned(&page.texts[one.text], one))
                .filter(|one| !in_sentence(page, one, said, "not-vacancy"))
                .filter(|one| is_for_job(judge, &page.texts[one.text], one.title))
                .collect(),
            details: part(details)
                .filter(|one| one.role.starts_with("detail-") && !quoted(one.text))
                .collect(),
            goes_on: part(said).any(|one| one.role == "goes-on"),
            asked: asked || enquired,
            enquired,
            texts: head.clone().chain(own.clone()).collect(),
        }
    }

    /// Every link a reader finds: in the piece, in the file's own fields, in the other pieces of
    /// its thread, in the next piece if it says that it goes on there.
    fn links(&self) -> Vec<Link<'d>> {
        let pieces = &self.page.document.pieces;
        let thread = pieces[self.number].thread;
        let mut links = self.links_in(head_of(self.page).chain(texts_of(self.page, self.number)));
        for (other, piece) in pieces.iter().enumerate() {
            let next = self.goes_on && other == self.number + 1;
            if other != self.number && (thread && piece.thread || next) {
                links.extend(self.links_in(texts_of(self.page, other)));
            }
        }
        links
    }

    fn links_in(&self, texts: impl Iterator<Item = usize>) -> Vec<Link<'d>> {
        let mut links = Vec::new();
        for text in texts.map(|at| &self.page.texts[at]) {
            let told = |range: &Range<usize>| text.str().get(range.clone()).unwrap_or("");
            links.extend(text.block.links().map(|(range, target)| Link { target, told: told(range) }));
            let own_field = text.block.key.as_deref().is_some_and(|key| link::is_own_field(last_part(key)));
            match text.block.scope {
                Scope::LinkTarget if !own_field => links.push(Link { target: text.str(), told: "" }),
                Scope::Path | Scope::Code | Scope::LinkTarget | Scope::Comment => {}
                Scope::Attribute | Scope::Field if own_field => {}
                _ => links.extend(bare_addresses(text.str())),
            }
        }
        links
    }

    /// The first sentence that answers at some length, and its text: in a reply alone.
    fn answer(&self) -> Option<(usize, Range<usize>)> {
        if self.page.settings[self.number].kind != ChannelKind::Reply {
            return None;
        }
        let own = self.texts.iter().map(|&at| (at, &self.page.texts[at]));
        own.filter(|(_, text)| text.piece.is_some() && text.is_read() && !text.block.inside.quote)
            .find(|(_, text)| text.words.list().len() > 4)
            .map(|(at, text)| (at, text.bytes(text.sentence(&(0..1)))))
    }

    fn text(&self, one: &Heard<'_>) -> &'a Text<'d> {
        &self.page.texts[one.text]
    }

    /// Whether a detail belongs to a vacancy told here. A short post speaks of one thing, and so does a
    /// page among the adverts that leads to one of them; an article does so if it begins with the
    /// vacancy, otherwise only the section that holds it.
    fn is_about_vacancy(&self, detail: &Heard<'_>, adverts: &[&Link<'_>]) -> bool {
        let kind = self.page.settings[self.number].kind;
        if self.asked || matches!(kind, ChannelKind::Social | ChannelKind::Reply) {
            return self.asked || !self.vacancies.is_empty() || !adverts.is_empty();
        }
        if kind == ChannelKind::Careers {
            return different(adverts) == 1 && !is_listing(self.judge.policy, adverts[0].target);
        }
        let first = self.texts.iter().copied().find(|&at| {
            let text = &self.page.texts[at];
            text.piece.is_some() && text.is_read() && !text.words.list().is_empty()
        });
        let section = |at: usize| {
            let headings = self.texts.iter().filter(|&&own| own <= at);
            headings.filter(|&&own| self.page.texts[own].block.scope == Scope::Heading).count()
        };
        let is_linked = |text: &Text<'_>| {
            text.block.links().any(|(_, target)| adverts.iter().any(|link| link.target == target))
        };
        let begins = first.is_some_and(|at| is_linked(&self.page.texts[at]));
        let paragraph = self.text(detail).block.paragraph;
        self.vacancies.iter().any(|vacancy| {
            self.text(vacancy).piece.is_none()
                || Some(vacancy.text) == first
                || section(vacancy.text) == section(detail.text)
        }) || begins
            || self
                .texts
                .iter()
                .map(|&at| &self.page.texts[at])
                .any(|text| text.block.paragraph == paragraph && is_linked(text))
    }
}

/// Hosts without `https://` that stand in running text.
fn bare_addresses(text: &str) -> impl Iterator<Item = Link<'_>> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.contains('@') && is_address(word))
        .map(|target| Link { target, told: "" })
}

/// Whether a word may be an address: `larkspur.example/jobs`, but not the `hiring...again` of a headline or
/// the `jobs.Apply` of somebody in a hurry.
fn is_address(word: &str) -> bool {
    let host = word.split("://").last().unwrap_or(word).split(['/', '?', '#']).next().unwrap_or(word);
    host.rsplit_once('.').is_some_and(|(below, top)| {
        !below.split('.').any(str::is_empty) && !top.starts_with(|c: char| c.is_uppercase())
    })
}

/// Whether a phrase stands between quotation marks of its own: it is spoken of, and nobody is looked for.
fn is_mentioned(text: &Text<'_>, one: &Heard<'_>) -> bool {
    let quoted = |at: usize| text.words.gap(at).has(Gap::QUOTE);
    quoted(one.words.start) && quoted(one.words.end)
}

/// Whether what is looked for, from word `title` on, is somebody for a job.
fn is_for_job(judge: &Judge<'_>, text: &Text<'_>, title: Option<usize>) -> bool {
    let Some(start) = title else { return true };
    let border = Gap::END.and(Gap::COMMA).and(Gap::MARK);
    let words = text.words.list()[start..].iter().enumerate().take(6);
    let title: Vec<&str> = words
        .take_while(|(at, word)| *at == 0 || !word.gap.has(border))
        .map(|(_, word)| text.words.form(word))
        .take_while(|form| !known().ends.iter().any(|end| end == form))
        .collect();
    title.iter().any(|form| known().is_job(form))
        || judge.policy.jobs.iter().any(|job| is_titled(job, &format!(" {} ", title.join(" "))))
}

/// Whether a text names a job of the policy by its title.
fn names_job(judge: &Judge<'_>, text: &str) -> bool {
    if judge.policy.jobs.is_empty() {
        return false;
    }
    let text = format!(" {} ", plain(text));
    judge.policy.jobs.iter().any(|job| is_titled(job, &text))
}

/// Whether `text`, folded and with a space around, holds the job's title.
fn is_titled(job: &Job, text: &str) -> bool {
    let title = job.title.as_deref().map(plain).unwrap_or_default();
    !title.is_empty() && (text.contains(&format!(" {title} ")) || text.contains(&format!(" {title}s ")))
}

fn without_link(post: &Post<'_, '_, '_>, text: usize, bytes: Range<usize>, rule: usize) -> Option<Raised> {
    let light = post.judge.light(rule, None)?;
    let mut found = post.judge.finding(post.page, text, rule, light, bytes);
    let jobs = titled(post);
    let url = jobs.first().and_then(|job| job.url.as_deref());
    let careers = post.judge.policy.company.careers.first().map(String::as_str);
    let url = url.or(careers).unwrap_or("the page where it is advertised");
    found.help =
        post.judge.fill(&found.help, &Blanks { name: &found.words, url: Some(url), ..Blanks::default() });
    Some(found)
}

/// The jobs whose titles the post names.
fn titled<'a>(post: &Post<'a, '_, '_>) -> Vec<&'a Job> {
    if post.judge.policy.jobs.is_empty() {
        return Vec::new();
    }
    let read = post.texts.iter().map(|&at| &post.page.texts[at]).filter(|text| text.is_read());
    let text: String = read.map(|text| format!(" {} ", plain(text.str()))).collect();
    post.judge.policy.jobs.iter().filter(|job| is_titled(job, &text)).collect()
}

fn beyond_advert(post: &Post<'_, '_, '_>, adverts: &[&Link<'_>], rule: usize) -> Vec<Raised> {
    // without a vacancy of ours, a page of jobs on somebody else's site is about theirs
    let held = |link: &&&Link<'_>| !post.vacancies.is_empty() || may_be_ours(post.judge.policy, link);
    let ours: Vec<&Link<'_>> = adverts.iter().filter(held).copied().collect();
    let mut details: Vec<_> =
        post.details.iter().filter(|detail| post.is_about_vacancy(detail, &ours)).collect();
    if details.is_empty() {
        return Vec::new();
    }
    let Some(jobs) = jobs(post, adverts) else {
        // no advert says why a post is free and who else wants it, and none is linked in an answer
        let kind = post.page.settings[post.number].kind;
        let unlinked = kind == ChannelKind::Reply && post.asked && adverts.is_empty();
        details.retain(|detail| unlinked || NEVER.contains(&detail.role));
        return details.iter().filter_map(|detail| beyond(post, detail, rule, "the advert")).collect();
    };
    let mut advert = Advert::default();
    for text in jobs.iter().flat_map(|job| [&job.title, &job.text]).flatten() {
        advert.add(text);
    }
    let linked = different(adverts);
    details.retain(|detail| {
        let text = post.text(detail).str();
        let words = text.get(detail.bytes.clone()).unwrap_or("");
        let counts_links = detail.role == "detail-growth" && advert::figures(words) == [linked.to_string()];
        let holds = match detail.role {
            "detail-pay" => advert.holds_figures(words),
            // `trente-cinq heures` is heard from `cinq` on, too
            "detail-figure" => {
                advert.holds_figures(text.get(word_before(text, &detail.bytes)).unwrap_or(words))
            }
            "detail-closing" => advert.holds_day(words),
            _ => advert.holds(words),
        };
        !counts_links && !holds
    });
    let url = jobs.iter().find_map(|job| job.url.as_deref()).unwrap_or("the advert");
    details.iter().filter_map(|detail| beyond(post, detail, rule, url)).collect()
}

/// `bytes` of `text` and the word before them.
fn word_before(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let before = text.get(..bytes.start).unwrap_or("").trim_end_matches(['-', ' ']);
    before.trim_end_matches(char::is_alphabetic).len()..bytes.end
}

fn beyond(post: &Post<'_, '_, '_>, detail: &Heard<'_>, rule: usize, url: &str) -> Option<Raised> {
    let cue = &post.judge.rules.cues[detail.cue].spec;
    let light = post.judge.light(rule, cue.light.and_then(Option::from))?;
    let mut found = post.judge.finding(post.page, detail.text, rule, light, detail.bytes.clone());
    if let Some(label) = &cue.label {
        found.label.clone_from(label);
    }
    let help = cue.help.as_ref().unwrap_or(&found.help);
    found.help = post.judge.fill(help, &Blanks { name: &found.words, url: Some(url), ..Blanks::default() });
    Some(found)
}

/// How many different adverts are linked.
fn different(adverts: &[&Link<'_>]) -> usize {
    let mut targets: Vec<&str> = adverts.iter().map(|link| link.target).collect();
    targets.sort_unstable();
    targets.dedup();
    targets.len()
}

/// The adverts a post is held against: those it links or names; all of ours if it links the page
/// that lists them, or answers a question. `None` if the text of its advert is not known.
fn jobs<'a>(post: &Post<'a, '_, '_>, adverts: &[&Link<'_>]) -> Option<Vec<&'a Job>> {
    let policy = post.judge.policy;
    let linked: Vec<&Job> =
        policy.jobs.iter().filter(|job| adverts.iter().any(|link| is_job(job, link.target))).collect();
    let named = titled(post);
    let unknown = adverts.iter().any(|link| !is_listing(policy, link.target));
    // A post that names one job and links another's advert is held against both.
    let other = |job: &&Job| job.text.is_some() && !linked.iter().any(|own| std::ptr::eq(*own, *job));
    let chosen = match (linked.is_empty(), named.is_empty()) {
        (false, _) => linked.iter().copied().chain(named.into_iter().filter(other)).collect(),
        (true, false) => named,
        (true, true) if unknown || adverts.is_empty() && !post.asked => return None,
        (true, true) => policy.jobs.iter().collect(),
    };
    let known = !chosen.is_empty() && chosen.iter().all(|job| job.text.is_some());
    known.then_some(chosen)
}
