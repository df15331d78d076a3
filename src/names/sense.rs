//! Whether a place where a listed name's letters stand is that name.
//!
//! A bird is no codename, `VA` behind a town is Virginia, and `Notable` at the start of a sentence
//! may be an adjective: common words and single words in lower case ask for evidence.

use super::place::{Place, touches};
use super::{Match, is_ordinary, known};
use crate::word::{Case, Gap, Tag, Word, Words};

/// What is known of the listed name.
#[derive(Debug, Clone, Copy, Default)]
pub struct About {
    /// The policy says that it is also an ordinary word.
    pub common: bool,
    /// It is a codename: birds and weather in lower case are not meant.
    pub codename: bool,
    /// It is a term of ours: it may stand in any ending that German has.
    pub term: bool,
}

/// Where the text stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    /// The company or one of its brands is named in the same sentence.
    pub brand: bool,
    /// A heading or another text in which most words are capitalised.
    pub title: bool,
    /// A word to sort by, such as a tag of front matter: acronyms may stand in lower case.
    pub tag: bool,
    /// A field whose value is a company by its key: `customer: Notable`.
    pub party: bool,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// Another word.
    Other,
    /// Perhaps the name.
    Perhaps,
    /// The name.
    Name,
}

/// Judges one match.
#[must_use]
pub fn sense(words: &Words, hit: &Match, about: About, around: Around) -> Sense {
    let shape = hit.shape;
    let place = Place::new(words, hit);
    let single = shape.words == 1;
    if shape.handle {
        let told = place.first.tag != Tag::None || !single || !is_ordinary(&place.form());
        return if told { Sense::Name } else { Sense::Other };
    }
    if hit.inner
        && place.first.tag == Tag::None
        && !place.is_host()
        && (single && shape.length < 6 || !place.capital())
    {
        return Sense::Other;
    }
    if place.is_taken_apart(hit) || place.is_place_among_places() || place.is_another_body() {
        return Sense::Other;
    }
    if single && (place.is_surname() || place.is_given_name() || place.names_a_place()) {
        return Sense::Other;
    }
    if shape.acronym {
        return if around.tag { Sense::Perhaps } else { acronym(&place, about) };
    }
    if hit.plural && about.term {
        return Sense::Name;
    }
    if hit.plural && !place.last_form().ends_with('s') {
        return Sense::Other;
    }
    if about.codename && !single && !place.capital() && place.is_ordinary_run() {
        return Sense::Other;
    }
    if about.common && !single && place.has_its_capital_from_the_sentence() && place.is_ordinary_run() {
        return Sense::Other;
    }
    if shape.capital && !single && !place.capital() && place.is_any_of_a_kind() && place.is_ordinary_run() {
        return Sense::Other;
    }
    if hit.plural && single {
        let many = place.before().is_some_and(|word| known().many.contains(words.form(word)));
        let told = many || place.is_genitive();
        return if told && place.capital() && !about.common { Sense::Name } else { Sense::Other };
    }
    let ordinary = single && (about.common || shape.stripped && is_ordinary(&place.form()));
    if ordinary {
        return common(&place, about, around);
    }
    let project = about.codename && !single && place.says_project();
    if about.common && !place.capital() && place.first.tag == Tag::None && !project {
        return if around.tag && !single { Sense::Name } else { Sense::Other };
    }
    if !single && shape.capital && !place.capital() && shape.length < 7 && place.first.tag == Tag::None {
        return Sense::Other;
    }
    if single
        && about.codename
        && place.is_a_word_of_the_text()
        && !place.after().is_some_and(|next| is_deed(words.form(next), about))
    {
        return Sense::Other;
    }
    if single && shape.capital && !place.capital() && place.first.tag == Tag::None {
        return lower_case(&place, about);
    }
    Sense::Name
}

/// An acronym stands in capitals, unless a host bears it; two letters behind a town and a comma are a
/// state, and a party's with a number on them are a form.
fn acronym(place: &Place<'_>, about: About) -> Sense {
    let upper = place.last.case == Case::Upper || place.first.tag != Tag::None || place.is_host();
    let state = place.first.gap.has(Gap::COMMA)
        && place.form().len() == 2
        && place.before().is_some_and(|word| word.case == Case::Capital);
    let form = !about.codename && !about.term && place.numbers_a_form();
    if upper && !state && !form { Sense::Name } else { Sense::Other }
}

/// A single word in lower case that was listed with a capital.
fn lower_case(place: &Place<'_>, about: About) -> Sense {
    let english = place.before().is_some_and(|word| match place.words.form(word) {
        "a" | "an" => true,
        form => about.codename && form == "the",
    });
    let form = place.form();
    let thing = is_ordinary(&form) || known().nature.iter().any(|(things, _)| things.contains(&form));
    if english || place.has_article() || thing {
        Sense::Other
    } else if about.codename {
        Sense::Perhaps
    } else {
        Sense::Name
    }
}

/// A common word: capitals, and no better reason for them.
fn common(place: &Place<'_>, about: About, around: Around) -> Sense {
    let words = place.words;
    // German writes every noun with a capital, behind its article.
    if !place.capital()
        || place.has_article() && !around.brand
        || place.is_on_the_map()
        || place.is_a_real_one()
        || place.is_the_thing() && !around.brand
        || place.ends_another_body()
    {
        return Sense::Other;
    }
    match place.first.tag {
        Tag::At => return Sense::Name,
        Tag::Hash if about.codename && place.is_tagged_as_project() => return Sense::Name,
        Tag::Hash => return Sense::Perhaps,
        Tag::None => {}
    }
    let capital = |word: Option<&Word>| word.is_some_and(|word| word.case.is_capital());
    let next = place.after().filter(|word| touches(word.gap));
    let deed = next.is_some_and(|word| is_deed(words.form(word), about)) || place.acts_on_us();
    let alone = around.party && place.span.len() == words.list().len();
    let evidence = around.brand || deed || alone;
    if !evidence && (place.is_thing_of_nature() || place.is_first_name_from_before()) {
        return Sense::Other;
    }
    if place.starts_sentence() {
        return if evidence && !capital(next) { Sense::Name } else { Sense::Other };
    }
    let part_of_another = capital(next)
        || touches(place.first.gap) && capital(place.before()) && !place.second() && !place.says_relation();
    let shouted = place.first.case == Case::Upper && capital(place.before());
    if part_of_another || shouted || around.title {
        return if evidence && !part_of_another { Sense::Name } else { Sense::Other };
    }
    Sense::Name
}

/// Whether a word is what a company does or, for a codename, a project.
fn is_deed(form: &str, about: About) -> bool {
    known().deeds.contains(form) || about.codename && known().steps.contains(form)
}

#[cfg(test)]
mod tests;
