//! Whether a place where a listed name's letters stand is that name.
//!
//! A bird is no codename, `VA` behind a town is Virginia, and `Notable` at the start of a sentence
//! may be an adjective: common words and single words in lower case ask for evidence.

use super::{Match, is_ordinary, known};
use crate::word::{Case, Gap, Tag, Word, Words};
use std::ops::Range;

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

/// Words of a codename that say that it is one: in small letters, too, nothing else is meant.
const PROJECT: [&str; 6] = ["project", "projekt", "projet", "proyecto", "projeto", "progetto"];

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
    if hit.inner && place.first.tag == Tag::None && (single && shape.length < 6 || !place.capital()) {
        return Sense::Other;
    }
    if place.is_place_among_places() || place.is_another_body() {
        return Sense::Other;
    }
    if single && (place.is_surname() || place.is_given_name()) {
        return Sense::Other;
    }
    if shape.acronym {
        return if around.tag { Sense::Perhaps } else { acronym(&place) };
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

/// An acronym stands in capitals; two letters behind a town and a comma are a state.
fn acronym(place: &Place<'_>) -> Sense {
    let upper = place.last.case == Case::Upper || place.first.tag != Tag::None;
    let state = place.first.gap.has(Gap::COMMA)
        && place.form().len() == 2
        && place.before().is_some_and(|word| word.case == Case::Capital);
    if upper && !state { Sense::Name } else { Sense::Other }
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
    {
        return Sense::Other;
    }
    match place.first.tag {
        Tag::At => return Sense::Name,
        Tag::Hash => return Sense::Perhaps,
        Tag::None => {}
    }
    let capital = |word: Option<&Word>| word.is_some_and(|word| word.case.is_capital());
    let next = place.after().filter(|word| touches(word.gap));
    let deed = next.is_some_and(|word| is_deed(words.form(word), about));
    let alone = around.party && place.span.len() == words.list().len();
    let evidence = around.brand || deed || alone;
    if !evidence && place.is_thing_of_nature() {
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

/// Whether only white space stands between two words.
fn touches(gap: Gap) -> bool {
    gap.has(Gap::SPACE)
        && !gap.has(Gap::COMMA.and(Gap::MARK).and(Gap::QUOTE).and(Gap::END).and(Gap::DOT).and(Gap::HYPHEN))
}

struct Place<'w> {
    words: &'w Words,
    span: Range<usize>,
    first: &'w Word,
    last: &'w Word,
    starts_capital: bool,
}

impl<'w> Place<'w> {
    fn new(words: &'w Words, hit: &Match) -> Self {
        let span = word_range(words, hit);
        Place {
            words,
            first: &words.list()[span.start],
            last: &words.list()[span.end - 1],
            starts_capital: words.atoms()[hit.atoms.start].capital,
            span,
        }
    }

    fn capital(&self) -> bool {
        self.starts_capital || self.first.case == Case::None
    }

    /// Whether it is told as one of a kind: `a harbour bakery`, `the silver lake that`.
    fn is_any_of_a_kind(&self) -> bool {
        let form = |word: Option<&Word>| word.map(|word| self.words.form(word));
        match form(self.before()) {
            Some("a" | "an" | "any" | "every") => self.first.tag == Tag::None,
            Some("the") => {
                self.first.tag == Tag::None && matches!(form(self.after()), Some("that" | "which" | "whose"))
            }
            _ => false,
        }
    }

    fn form(&self) -> String {
        self.words.list()[self.span.clone()].iter().map(|word| self.words.form(word)).collect()
    }

    fn last_form(&self) -> &'w str {
        self.words.form(self.last)
    }

    /// Whether an article stands before it.
    fn has_article(&self) -> bool {
        touches(self.first.gap)
            && self.before().is_some_and(|word| known().articles.contains(self.words.form(word)))
    }

    /// Whether the thing is told from what bears its name: `a real Glacier`.
    fn is_a_real_one(&self) -> bool {
        let before = |back: usize| {
            self.span.start.checked_sub(back).map_or("", |at| self.words.form(&self.words.list()[at]))
        };
        matches!(before(1), "real" | "actual" | "live" | "living" | "wild" | "literal" | "stuffed")
            && matches!(before(2), "a" | "an" | "the" | "this" | "that")
    }

    /// Whether it is told as a place on the way: `the station at Halton`, `miles of the Ridgeway`.
    fn is_on_the_map(&self) -> bool {
        let before = |back: usize| {
            self.span.start.checked_sub(back).map_or("", |at| self.words.form(&self.words.list()[at]))
        };
        match before(1) {
            "at" | "in" | "near" => known().landmarks.contains(before(2)),
            "the" => before(2) == "along" || before(2) == "of" && known().landmarks.contains(before(3)),
            _ => false,
        }
    }

    /// Whether the word before it says what the firm is to somebody: `unserem Kunden Notable`.
    fn says_relation(&self) -> bool {
        self.before().is_some_and(|word| known().relations.contains(self.words.form(word)))
    }

    /// Whether it is a German genitive: `Halvorsens Werk`.
    fn is_genitive(&self) -> bool {
        let capital = |word: &Word| word.case == Case::Capital && touches(word.gap);
        self.after().is_some_and(capital)
            && self.before().is_some_and(|word| word.case == Case::Lower && touches(self.first.gap))
    }

    /// Whether all its words are ordinary ones, none of which says that it is a project.
    fn is_ordinary_run(&self) -> bool {
        let forms = || self.words.list()[self.span.clone()].iter().map(|word| self.words.form(word));
        forms().all(is_ordinary) && !self.says_project()
    }

    /// Whether one of its words says that it is a project.
    fn says_project(&self) -> bool {
        self.words.list()[self.span.clone()].iter().any(|word| PROJECT.contains(&self.words.form(word)))
    }

    /// Whether its capital is that of a sentence, and the same word stands near it in small letters.
    fn is_a_word_of_the_text(&self) -> bool {
        const NEAR: usize = 60;
        let (form, list) = (self.form(), self.words.list());
        let near = self.span.start.saturating_sub(NEAR)..list.len().min(self.span.end + NEAR);
        let small = |word: &Word| word.case == Case::Lower && self.words.form(word) == form;
        self.starts_sentence() && is_ordinary(&form) && list[near].iter().any(small)
    }

    fn before(&self) -> Option<&'w Word> {
        self.span.start.checked_sub(1).map(|at| &self.words.list()[at])
    }

    fn after(&self) -> Option<&'w Word> {
        self.words.list().get(self.span.end)
    }

    fn starts_sentence(&self) -> bool {
        self.first.gap.has(Gap::END.and(Gap::START).and(Gap::QUOTE))
            || self.first.gap.has(Gap::LINE_START) && self.lines()
    }

    /// Whether lines are units of their own here: the line before does not fill a paragraph.
    fn lines(&self) -> bool {
        self.before().is_none_or(|word| self.first.gap.has(Gap::DOT) || word.tag != Tag::None)
    }

    /// Whether it is a town before its state (`Boston, MA`), or one of a list of towns.
    fn is_place_among_places(&self) -> bool {
        if self.span.len() > 1 || !self.capital() {
            return false;
        }
        let comma = |word: &Word| word.gap.has(Gap::COMMA) && !word.gap.has(Gap::END);
        let state = self.after().is_some_and(|word| {
            comma(word)
                && word.case == Case::Upper
                && word.range().len() == 2
                && known().ordinary.contains(self.words.form(word))
        });
        let list = self.words.list();
        // The first word of a sentence has its capital from there, unless a comma follows.
        let told =
            |at: usize| !list[at].gap.has(Gap::END.and(Gap::START)) || list.get(at + 1).is_some_and(comma);
        let town = |at: usize| {
            known().ordinary.contains(self.words.form(&list[at]))
                && list[at].case == Case::Capital
                && told(at)
        };
        let or = |at: usize| matches!(self.words.form(&list[at]), "and" | "or");
        let mut before = self.span.start;
        let mut towns = 0;
        while before > 0
            && self.span.start - before < 12
            && (comma(&list[before]) || or(before - 1) || touches(list[before].gap))
        {
            before -= 1;
            if !or(before) && list[before].case != Case::Capital {
                break;
            }
            towns += usize::from(town(before) && !or(before));
        }
        state || towns >= 2
    }

    /// Whether it is somebody's surname: behind a given name or a title. A question begins with
    /// `Will` as well.
    fn is_surname(&self) -> bool {
        const TITLES: [&str; 14] = [
            "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "mme", "monsieur", "madame",
            "senor", "signora",
        ];
        let joined = touches(self.first.gap) || self.first.gap.has(Gap::DOT) && !self.first.gap.has(Gap::END);
        joined
            && self.capital()
            && self.before().is_some_and(|word| {
                let form = self.words.form(word);
                word.case == Case::Capital
                    && (known().given.contains(form) || TITLES.contains(&form))
                    && !(matches!(form, "will" | "may") && self.second())
            })
    }

    /// Whether it is somebody's given name: a surname stands behind it.
    fn is_given_name(&self) -> bool {
        self.capital()
            && self.first.tag == Tag::None
            && known().given.contains(&self.form())
            && self.after().is_some_and(|word| {
                let form = self.words.form(word);
                let firm = known().org_endings.contains(form) || known().trades.contains(form);
                word.case == Case::Capital && touches(word.gap) && !firm && !is_ordinary(form)
            })
    }

    /// Whether the thing is meant that the firm is named after: `wrens nest here, and a Wren weighs little`.
    fn is_thing_of_nature(&self) -> bool {
        const NEAR: usize = 30;
        const SIGNS: usize = 2;
        let form = self.form();
        let kinds = || known().nature.iter().filter(|(things, _)| things.contains(&form));
        if kinds().next().is_none() {
            return false;
        }
        let list = self.words.list();
        let told = |at: usize| self.words.form(&list[at]);
        let (start, end) = (self.span.start, self.span.end);
        let near = start.saturating_sub(NEAR)..list.len().min(end + NEAR);
        let sentence = self.words.sentence_start(start)..self.words.sentence_end(start);
        let mut said = near.start.max(sentence.start)..near.end.min(sentence.end);
        if said.any(|at| known().dealings.contains(told(at))) {
            return false;
        }
        let near = || near.clone().filter(|at| !self.span.contains(at));
        kinds().any(|(_, signs)| near().filter(|at| signs.contains(told(*at))).count() >= SIGNS)
    }

    /// Whether a body of that name belongs to somebody else: `Ontario Department of Education`.
    fn is_another_body(&self) -> bool {
        const BODIES: [&str; 9] = [
            "department",
            "office",
            "bureau",
            "ministry",
            "board",
            "university",
            "institute",
            "agency",
            "court",
        ];
        let ours = |word: &Word| {
            matches!(self.words.form(word), "us" | "s" | "u" | "the" | "federal" | "national" | "our")
        };
        BODIES.contains(&self.words.form(self.first))
            && touches(self.first.gap)
            && self.before().is_some_and(|word| word.case == Case::Capital && !ours(word) && !self.second())
    }

    /// Whether it is the second word of its sentence, whose first has its capital from there.
    fn second(&self) -> bool {
        self.before().is_some_and(|word| word.gap.has(Gap::END.and(Gap::START)))
    }
}

/// The words of the text that a match touches.
#[must_use]
pub fn word_range(words: &Words, hit: &Match) -> Range<usize> {
    let first = words.atoms()[hit.atoms.start].word as usize;
    let last = words.atoms()[hit.atoms.end - 1].word as usize;
    first..last + 1
}

#[cfg(test)]
mod tests;
