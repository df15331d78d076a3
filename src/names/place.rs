//! What stands around a listed name's letters: its words, its sentence, what it is told beside.

use super::{Match, is_ordinary, known};
use crate::word::{Case, Gap, Tag, Vocabulary, Word, Words};
use std::ops::Range;

/// Words of a codename that say that it is one: in small letters, too, nothing else is meant.
const PROJECT: [&str; 6] = ["project", "projekt", "projet", "proyecto", "projeto", "progetto"];

/// Whether only white space stands between two words.
pub(super) fn touches(gap: Gap) -> bool {
    gap.has(Gap::SPACE)
        && !gap.has(Gap::COMMA.and(Gap::MARK).and(Gap::QUOTE).and(Gap::END).and(Gap::DOT).and(Gap::HYPHEN))
}

/// A place where a listed name's letters stand.
pub(super) struct Place<'w> {
    pub(super) words: &'w Words,
    pub(super) span: Range<usize>,
    pub(super) first: &'w Word,
    pub(super) last: &'w Word,
    starts_capital: bool,
}

impl<'w> Place<'w> {
    pub(super) fn new(words: &'w Words, hit: &Match) -> Self {
        let span = word_range(words, hit);
        let atoms = &words.atoms()[hit.atoms.clone()];
        // A capital within the word is nobody's but the name's: `inTouch`.
        let within = span.len() == 1 && atoms.iter().skip(1).any(|atom| atom.capital);
        Place {
            words,
            first: &words.list()[span.start],
            last: &words.list()[span.end - 1],
            starts_capital: atoms[0].capital || within,
            span,
        }
    }

    pub(super) fn capital(&self) -> bool {
        self.starts_capital || self.first.case == Case::None
    }

    /// Whether it is told as one of a kind: `a harbour bakery`, `the silver lake that`.
    pub(super) fn is_any_of_a_kind(&self) -> bool {
        let form = |word: Option<&Word>| word.map(|word| self.words.form(word));
        match form(self.before()) {
            Some("a" | "an" | "any" | "every") => self.first.tag == Tag::None,
            Some("the") => {
                self.first.tag == Tag::None && matches!(form(self.after()), Some("that" | "which" | "whose"))
            }
            _ => false,
        }
    }

    pub(super) fn form(&self) -> String {
        self.words.list()[self.span.clone()].iter().map(|word| self.words.form(word)).collect()
    }

    pub(super) fn last_form(&self) -> &'w str {
        self.words.form(self.last)
    }

    /// Whether it is the own label of a host: `docs.nrw.gov`.
    pub(super) fn is_host(&self) -> bool {
        const ENDINGS: [&str; 8] = ["com", "org", "net", "gov", "edu", "mil", "int", "eu"];
        self.after().is_some_and(|word| {
            word.gap.has(Gap::DOT)
                && !word.gap.has(Gap::SPACE.and(Gap::END))
                && ENDINGS.contains(&self.words.form(word))
        })
    }

    /// Whether an article stands before it.
    pub(super) fn has_article(&self) -> bool {
        touches(self.first.gap)
            && self.before().is_some_and(|word| known().articles.contains(self.words.form(word)))
    }

    /// Whether the thing is told from what bears its name: `a real Glacier`, `every Glacier on the map`.
    pub(super) fn is_a_real_one(&self) -> bool {
        matches!(self.form_before(1), "every" | "each")
            || matches!(
                self.form_before(1),
                "real" | "actual" | "live" | "living" | "wild" | "literal" | "stuffed"
            ) && matches!(self.form_before(2), "a" | "an" | "the" | "this" | "that")
    }

    /// Whether it is told as a place on the way: `the station at Halton`, `miles of the Ridgeway`.
    pub(super) fn is_on_the_map(&self) -> bool {
        let before = |back| self.form_before(back);
        match before(1) {
            "at" | "in" | "near" => known().landmarks.contains(before(2)),
            "the" => before(2) == "along" || before(2) == "of" && known().landmarks.contains(before(3)),
            _ => false,
        }
    }

    /// Whether it is the first word of the name of a street or a stretch of land: `Marlow Forest`.
    pub(super) fn names_a_place(&self) -> bool {
        self.capital()
            && self.first.tag == Tag::None
            && self.after().is_some_and(|word| {
                word.case == Case::Capital
                    && touches(word.gap)
                    && known().landforms.contains(self.words.form(word))
            })
    }

    /// Whether it does something to us, which only somebody does: `Notable sent us the handbook`,
    /// `Notable has our tea in every office`, `Notable took the keys`.
    pub(super) fn acts_on_us(&self) -> bool {
        let form = |behind: usize| {
            self.words.list().get(self.span.end + behind).map_or("", |word| self.words.form(word))
        };
        let takes =
            |words: usize| known().takes_over.contains(&(0..words).map(form).collect::<Vec<_>>().join(" "));
        match form(1) {
            "us" => known().toward_us.contains(form(0)),
            "our" => known().keeps_ours.contains(form(0)) || known().toward_us.contains(form(0)),
            _ => takes(2) || takes(3),
        }
    }

    /// Whether it stands behind "the" as a sea or a star does, and no thing of it follows: `the Notable is`,
    /// but not `the Notable team`.
    pub(super) fn is_the_thing(&self) -> bool {
        touches(self.first.gap)
            && self.form_before(1) == "the"
            && self.after().is_none_or(|next| {
                !touches(next.gap) && !next.gap.has(Gap::HYPHEN.and(Gap::APOSTROPHE))
                    || known().behind_things.contains(self.words.form(next))
            })
    }

    /// Whether the word before it says what the firm is to somebody: `unserem Kunden Notable`.
    pub(super) fn says_relation(&self) -> bool {
        known().relations.contains(self.form_before(1))
    }

    /// Whether it is a genitive without an apostrophe: `aus Halvorsens Werk`, `seit Halvorsens neuer
    /// Halle`, `på Halvorsens gård`.
    pub(super) fn is_genitive(&self) -> bool {
        const SIGNS: usize = 2;
        let list = self.words.list();
        let noun = |at: usize| list.get(at).is_some_and(|w| w.case == Case::Capital && touches(w.gap));
        let adjective = |at: usize| {
            let form = list.get(at).map_or("", |word| self.words.form(word));
            ["e", "en", "er", "es", "em"].iter().any(|ending| form.ends_with(ending)) && noun(at + 1)
        };
        let sentence = self.words.sentence_start(self.span.start)..self.words.sentence_end(self.span.start);
        let is_in = |language: &Vocabulary| {
            let mut signs = list[sentence.clone()].iter().filter(|w| language.contains(self.words.form(w)));
            signs.nth(SIGNS - 1).is_some()
        };
        let german = known().german.contains(self.form_before(1));
        let led = touches(self.first.gap)
            && self.before().is_some_and(|word| word.case == Case::Lower || german && self.second());
        let end = self.span.end;
        // at the start of a clause nothing stands before it: the sentence has to be German
        if !touches(self.first.gap) && (noun(end) || adjective(end)) && is_in(&known().german) {
            return true;
        }
        led && !self.has_article()
            && (noun(end)
                || adjective(end) && german
                || self.after().is_some_and(|word| touches(word.gap)) && is_in(&known().nordic))
    }

    /// Whether all its words are ordinary ones, none of which says that it is a project.
    pub(super) fn is_ordinary_run(&self) -> bool {
        let forms = || self.words.list()[self.span.clone()].iter().map(|word| self.words.form(word));
        forms().all(is_ordinary) && !self.says_project()
    }

    /// Whether a name that is written as one word stands here as several that anybody may say:
    /// `let's face it` is no `FaceIt`.
    pub(super) fn is_taken_apart(&self, hit: &Match) -> bool {
        let list = &self.words.list()[self.span.clone()];
        hit.shape.words == 1
            && list.len() > 1
            && !list.iter().all(|word| word.case.is_capital())
            && self.is_ordinary_run()
    }

    /// Whether one of its words says that it is a project.
    pub(super) fn says_project(&self) -> bool {
        self.words.list()[self.span.clone()].iter().any(|word| PROJECT.contains(&self.words.form(word)))
    }

    /// Whether the hashtag that it stands in begins with a word for a project: `#ProjectLantern`.
    pub(super) fn is_tagged_as_project(&self) -> bool {
        PROJECT.iter().any(|word| self.words.form(self.first).starts_with(word))
    }

    /// Whether its capital is that of a sentence, and the same word stands near it in small letters.
    pub(super) fn is_a_word_of_the_text(&self) -> bool {
        const NEAR: usize = 60;
        let (form, list) = (self.form(), self.words.list());
        let near = self.span.start.saturating_sub(NEAR)..list.len().min(self.span.end + NEAR);
        let small = |word: &Word| word.case == Case::Lower && self.words.form(word) == form;
        self.starts_sentence() && is_ordinary(&form) && list[near].iter().any(small)
    }

    pub(super) fn before(&self) -> Option<&'w Word> {
        self.span.start.checked_sub(1).map(|at| &self.words.list()[at])
    }

    /// The folded word so many words before it; empty where there is none.
    fn form_before(&self, back: usize) -> &'w str {
        self.span.start.checked_sub(back).map_or("", |at| self.words.form(&self.words.list()[at]))
    }

    pub(super) fn after(&self) -> Option<&'w Word> {
        self.words.list().get(self.span.end)
    }

    /// Whether three digits or more hang on it, as on the letters of a form: `the FNS-742`.
    pub(super) fn numbers_a_form(&self) -> bool {
        self.after().is_some_and(|next| {
            let form = self.words.form(next);
            next.gap == Gap::HYPHEN && form.len() > 2 && form.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    pub(super) fn starts_sentence(&self) -> bool {
        self.first.gap.has(Gap::END.and(Gap::START).and(Gap::QUOTE))
            || self.first.gap.has(Gap::LINE_START) && self.lines()
    }

    /// Whether it begins a sentence and ends in small letters: `Table nine is under the tree`.
    pub(super) fn has_its_capital_from_the_sentence(&self) -> bool {
        self.starts_sentence()
            && self.starts_capital
            && self.first.tag == Tag::None
            && self.last.case == Case::Lower
    }

    /// Whether lines are units of their own here: the line before does not fill a paragraph.
    fn lines(&self) -> bool {
        self.before().is_none_or(|word| self.first.gap.has(Gap::DOT) || word.tag != Tag::None)
    }

    /// Whether it is a town before its state (`Boston, MA`), or one of a list of towns.
    pub(super) fn is_place_among_places(&self) -> bool {
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
            known().places.contains(self.words.form(&list[at])) && list[at].case == Case::Capital && told(at)
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
            // of `New York, Chicago` only what a comma or a conjunction follows: titles have capitals too
            let parted = comma(&list[before + 1]) || or(before + 1);
            towns += usize::from(town(before) && !or(before) && parted);
        }
        state || towns >= 2
    }

    /// Whether it is somebody's surname: behind a given name or a title. A question begins with
    /// `Will` as well.
    pub(super) fn is_surname(&self) -> bool {
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
    pub(super) fn is_given_name(&self) -> bool {
        self.capital()
            && self.first.tag == Tag::None
            && known().given.contains(&self.form())
            && self.holds_surname(self.span.end)
    }

    /// Whether word `at` may be the surname to the given name before it.
    fn holds_surname(&self, at: usize) -> bool {
        self.words.list().get(at).is_some_and(|word| {
            let form = self.words.form(word);
            word.case == Case::Capital && touches(word.gap) && !is_ordinary(form) && !is_of_a_firm(form)
        })
    }

    /// Whether somebody was called so before, by name and surname: `Gale Sandoval plays, and Gale's
    /// sister sings`.
    pub(super) fn is_first_name_from_before(&self) -> bool {
        const NEAR: usize = 200;
        let list = self.words.list();
        let form = self.form();
        let firm = |at: usize| list.get(at).is_some_and(|word| is_of_a_firm(self.words.form(word)));
        (self.span.start.saturating_sub(NEAR)..self.span.start).any(|at| {
            list[at].case == Case::Capital
                && self.words.form(&list[at]) == form
                && self.holds_surname(at + 1)
                && !firm(at + 2)
        })
    }

    /// Whether the thing is meant that the firm is named after: `wrens nest here, and a Wren weighs little`.
    pub(super) fn is_thing_of_nature(&self) -> bool {
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
    pub(super) fn is_another_body(&self) -> bool {
        let ours = |word: &Word| {
            matches!(self.words.form(word), "us" | "s" | "u" | "the" | "federal" | "national" | "our")
        };
        known().bodies.contains(self.words.form(self.first))
            && touches(self.first.gap)
            && self.before().is_some_and(|word| word.case == Case::Capital && !ours(word) && !self.second())
    }

    /// Whether it is the end of such a body's name: `House of Commons`.
    pub(super) fn ends_another_body(&self) -> bool {
        let head = self.span.start.checked_sub(2).map(|at| &self.words.list()[at]);
        touches(self.first.gap)
            && self.form_before(1) == "of"
            && head.is_some_and(|head| {
                head.case == Case::Capital && known().houses.contains(self.words.form(head))
            })
    }

    /// Whether it is the second word of its sentence, whose first has its capital from there.
    pub(super) fn second(&self) -> bool {
        self.before().is_some_and(|word| word.gap.has(Gap::END.and(Gap::START)))
    }
}

/// Whether a word says that the one before it names a firm: `GmbH`, `Bakery`.
fn is_of_a_firm(form: &str) -> bool {
    known().org_endings.contains(form) || known().trades.contains(form)
}

/// The words of the text that a match touches.
#[must_use]
pub fn word_range(words: &Words, hit: &Match) -> Range<usize> {
    let first = words.atoms()[hit.atoms.start].word as usize;
    let last = words.atoms()[hit.atoms.end - 1].word as usize;
    first..last + 1
}
