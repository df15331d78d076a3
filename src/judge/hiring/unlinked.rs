//! Whether a vacancy leads to its advert: to that of the job it speaks of, and not of another.

use super::link::{Link, is_beside, is_job};
use super::{Heard, Job, Post, is_titled};
use crate::judge::page::Text;
use crate::word::{Case, plain};
use std::ops::Range;

/// The first vacancy that has no link, or only links that lead to the adverts of other jobs.
pub(super) fn unlinked<'h>(post: &Post<'_, '_, 'h>, adverts: &[&Link<'_>]) -> Option<&'h Heard<'h>> {
    if adverts.is_empty() {
        return post.vacancies.first().copied();
    }
    // the last sentence that was asked for jobs, for many vacancies may stand in one
    let mut asked: Option<(usize, Range<usize>, Vec<&Job>)> = None;
    let mut anywhere: Option<Vec<&Job>> = None;
    for (at, vacancy) in post.vacancies.iter().enumerate() {
        let text = post.text(vacancy);
        let sentence = text.bytes(text.sentence(&vacancy.words));
        // behind an address a sentence may go on with the next vacancy
        let mut behind = post.vacancies[at + 1..].iter().take_while(|next| next.text == vacancy.text);
        let next = behind.find(|next| next.words.start >= vacancy.words.end);
        let end = next.map_or(sentence.end, |next| next.bytes.start);
        let mut named = named_in(post, text, vacancy.bytes.start..end.min(sentence.end));
        if named.is_empty() {
            if asked.as_ref().is_none_or(|(number, range, _)| (*number, range) != (vacancy.text, &sentence)) {
                asked = Some((vacancy.text, sentence.clone(), named_in(post, text, sentence)));
            }
            named = asked.iter().flat_map(|(_, _, jobs)| jobs).copied().collect();
        }
        // terms of work speak of whatever job the post names
        if named.is_empty() && vacancy.role == "terms" {
            named.clone_from(anywhere.get_or_insert_with(|| {
                let texts = post.texts.iter().map(|&at| &post.page.texts[at]).filter(|text| text.is_read());
                texts.flat_map(|text| named_in(post, text, 0..text.str().len())).collect()
            }));
        }
        if leads_astray(post, vacancy, &named, adverts) {
            return Some(vacancy);
        }
    }
    None
}

/// The jobs of ours that a part of a text names, of those that have an advert.
fn named_in<'a>(post: &Post<'a, '_, '_>, text: &Text<'_>, range: Range<usize>) -> Vec<&'a Job> {
    let told = text.str().get(range).unwrap_or_default();
    // an address may hold the title of the job that it leads to
    let words = told.split_whitespace().filter(|word| !word.contains('/'));
    let told = format!(" {} ", plain(&words.collect::<Vec<_>>().join(" ")));
    let jobs = post.judge.policy.jobs.iter();
    jobs.filter(|job| job.url.is_some() && is_titled(job, &told)).collect()
}

/// Whether a vacancy is one of the jobs `named`, or has a title of its own, and every link leads to the
/// advert of another.
fn leads_astray(post: &Post<'_, '_, '_>, vacancy: &Heard<'_>, named: &[&Job], adverts: &[&Link<'_>]) -> bool {
    // a title that none of our adverts has: the one linked says nothing of it either
    let title = title(post.text(vacancy), vacancy).filter(|_| named.is_empty());
    let fits = |job: &Job| match title {
        Some(title) => [&job.title, &job.text].into_iter().flatten().any(|text| holds(text, title)),
        None => named.iter().any(|own| std::ptr::eq(*own, job)),
    };
    let astray = |link: &&Link<'_>| {
        let jobs = post.judge.policy.jobs.iter().filter(|job| job.url.is_some());
        let mut led_to = jobs.filter(|job| is_job(job, link.target)).peekable();
        match led_to.peek() {
            Some(_) => !led_to.any(fits),
            None => !named.is_empty() && named.iter().all(|job| is_beside(job, link.target)),
        }
    };
    (!named.is_empty() || title.is_some()) && adverts.iter().all(astray)
}

/// The first word of the title that a vacancy gives a job: `a Buyer`. Only an article and a capital tell
/// it from `a pair of hands`.
fn title<'t>(text: &'t Text<'_>, vacancy: &Heard<'_>) -> Option<&'t str> {
    let list = text.words.list();
    let is_article = |at: usize| matches!(text.words.form(&list[at]), "a" | "an");
    let at = vacancy.title.filter(|&at| at < list.len())?;
    let at = if is_article(at) { at + 1 } else { at };
    let led = at.checked_sub(1).is_some_and(is_article);
    list.get(at).filter(|word| led && word.case == Case::Capital).map(|word| text.words.form(word))
}

/// Whether a text holds a folded word.
fn holds(text: &str, form: &str) -> bool {
    plain(text).split(' ').any(|word| word == form)
}
