//! Hashtags that name the employer, and the runs they stand in.

use super::data::disclosure;
use super::employer::{fold, joined};
use super::place::is_visible;
use super::tie::{Kind, Tie};
use crate::judge::Judge;
use crate::judge::page::Page;
use crate::policy::Company;
use std::ops::Range;

/// A hashtag of the writer's.
#[derive(Debug)]
struct Hashtag {
    text: usize,
    bytes: Range<usize>,
    /// Its letters, folded, without `#`.
    form: String,
    /// Which in its run of hashtags, from 0.
    place: usize,
    /// Which run.
    run: usize,
}

/// The hashtags that name the tie.
pub(super) fn accepted<'j>(judge: &'j Judge<'_>, page: &Page<'_>) -> Vec<Tie<'j>> {
    let known = Known::new(&judge.policy.company);
    let mut ties = Vec::new();
    for piece in 0..page.settings.len() {
        let tags = in_piece(page, piece);
        for tag in &tags {
            let Some(language) = known.language(&tag.form) else { continue };
            let length = tags.iter().filter(|other| other.run == tag.run).count();
            let open = tag.place == 0 && length <= disclosure().position.longest_run;
            let kind = if open { Kind::Tag } else { Kind::HiddenTag };
            ties.push(Tie { text: tag.text, bytes: tag.bytes.clone(), language, kind });
        }
    }
    ties
}

/// Whether the piece carries a hashtag that looks like a disclosure and names no employment.
pub(super) fn any_insufficient(judge: &Judge<'_>, page: &Page<'_>, piece: usize) -> bool {
    let names = joined(&judge.policy.company);
    let tags = &disclosure().tags;
    let forms = filled(tags.insufficient.iter().chain(&tags.listed), &names);
    in_piece(page, piece).iter().any(|tag| forms.contains(&tag.form))
}

struct Known {
    forms: Vec<(String, Option<&'static str>)>,
}

impl Known {
    fn new(company: &Company) -> Self {
        let names = joined(company);
        let tags = &disclosure().tags;
        let mut forms = Vec::new();
        for (language, templates) in &tags.accepted {
            let own = filled(templates.iter(), &names).into_iter();
            forms.extend(own.map(|form| (form, Some(language.as_str()))));
        }
        let told: Vec<String> =
            company.handles.iter().chain(&company.brands).map(|name| fold(name)).collect();
        let listed = filled(tags.listed.iter(), &names).into_iter().filter(|form| told.contains(form));
        forms.extend(listed.map(|form| (form, None)));
        Known { forms }
    }

    /// The language of an accepted hashtag; `Some(None)` where it has none.
    fn language(&self, form: &str) -> Option<Option<&'static str>> {
        self.forms.iter().find(|(own, _)| own == form).map(|(_, language)| *language)
    }
}

fn filled<'t>(templates: impl Iterator<Item = &'t String>, names: &[String]) -> Vec<String> {
    templates
        .flat_map(|template| names.iter().map(move |name| fold(&template.replace("{Employer}", name))))
        .collect()
}

/// The hashtags of a piece in reading order. A run goes on over paragraphs and list items that
/// hold nothing but hashtags.
fn in_piece(page: &Page<'_>, piece: usize) -> Vec<Hashtag> {
    let mut tags: Vec<Hashtag> = Vec::new();
    let mut run = 0;
    let mut broken = true;
    for (number, text) in page.texts.iter().enumerate() {
        if text.piece != Some(piece) || !is_visible(page, text) || text.block.inside.quote {
            continue;
        }
        let mut end = 0;
        for bytes in hashtags(text.str()) {
            broken |= holds_words(&text.str()[end..bytes.start]);
            run += usize::from(broken);
            let place = if broken { 0 } else { tags.last().map_or(0, |last| last.place + 1) };
            end = bytes.end;
            broken = false;
            tags.push(Hashtag { text: number, form: fold(&text.str()[bytes.clone()]), bytes, place, run });
        }
        broken |= holds_words(&text.str()[end..]);
    }
    tags
}

fn holds_words(between: &str) -> bool {
    between.chars().any(char::is_alphanumeric)
}

/// The hashtags of a text, `#` included.
fn hashtags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let inside = c.is_alphanumeric() || c == '_';
        if let Some(from) = start.filter(|_| !inside) {
            if at > from + 1 {
                found.push(from..at);
            }
            start = None;
        }
        if c == '#' && !before.is_alphanumeric() {
            start = Some(at);
        }
        before = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashtag_ends_where_its_letters_end() {
        let text = "#One, #two_three and C# or a#b (#vier)";
        let found: Vec<&str> = hashtags(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["#One", "#two_three", "#vier"]);
    }

    #[test]
    fn only_a_listed_tag_counts_of_those_that_readers_need_not_know() {
        let mut company = Company { name: "Larkspur Ltd".to_owned(), ..Company::default() };
        assert_eq!(Known::new(&company).language("lifeatlarkspur"), None);
        company.handles.push("@LifeAtLarkspur".to_owned());
        assert_eq!(Known::new(&company).language("lifeatlarkspur"), Some(None));
        assert_eq!(Known::new(&company).language("larkspurmitarbeiterin"), Some(Some("de")));
    }
}
