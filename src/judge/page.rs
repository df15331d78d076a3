//! A document with everything the judgements ask of it: words, names, slots, phrases.

use super::Judge;
use super::conditions::{self, IN_PIECE, Spoke};
use super::lexicon::{Named, Target};
use super::reach::Place;
use super::setting::{self, Setting};
use super::standing::{around, counts};
use crate::document::{Block, Document, MarkKind, Scope};
use crate::names::Sense;
use crate::policy::{Kind, Policy};
use crate::rule::engine::{Hit, Known, Readable};
use crate::rule::figures::{Found, Hints, figures};
use crate::rule::given::given;
use crate::rule::language::sieve::Sieve;
use crate::rule::org::{businesses, firms, orgs, stand_ins};
use crate::rule::pattern::{Matched, find_all};
use crate::rule::set::Part;
use crate::rule::slots::Slot;
use crate::rule::wanted::Wanted;
use crate::word::{Case, Words};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::ops::Range;

/// As many blocks at least are taken apart on one thread.
const AT_ONCE: usize = 8;

/// A document taken apart.
#[derive(Debug)]
pub struct Page<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its blocks: the head's, then each piece's.
    pub texts: Vec<Text<'d>>,
    /// The setting of each piece.
    pub settings: Vec<Setting>,
    /// The texts by number, those of one paragraph together, each paragraph in reading order.
    paragraphs: Vec<usize>,
    /// The cues that have a phrase of some part in a piece, or in the head.
    heard: FxHashSet<(Option<usize>, usize, Part)>,
    /// The first text of each piece that people read, by number; the head's comes first.
    firsts: FxHashMap<Option<usize>, usize>,
}

/// A block taken apart.
#[derive(Debug)]
pub struct Text<'d> {
    /// The block.
    pub block: &'d Block,
    /// The piece it belongs to; `None` for the head.
    pub piece: Option<usize>,
    /// Its words.
    pub words: Words,
    /// What it holds, told in less than words.
    pub sieve: Sieve,
    /// Which figures it may hold.
    hints: Hints,
    /// The policy's names in it.
    pub names: Vec<Named>,
    /// The organisations it names that no list holds, once they are asked for.
    unlisted: OnceCell<Vec<Found>>,
    /// All organisations it names, once they are asked for.
    organisations: OnceCell<Vec<Range<usize>>>,
    /// What phrases have found out about the text.
    known: Known,
    /// Phrases found that cues listen for.
    pub hits: Vec<Cued>,
    /// What the regular expressions of cues found, each with the cue, in the order of the cues.
    pub matches: Vec<(usize, Matched)>,
    /// Phrases found of the conditions of cues: the cue, the part, the word it begins at, sorted.
    conditions: Vec<(usize, Part, u32)>,
}

/// A phrase found, with the cue that listens for it.
#[derive(Debug, Clone)]
pub struct Cued {
    /// The cue.
    pub cue: usize,
    /// Where.
    pub hit: Hit,
}

impl<'d> Page<'d> {
    /// Takes `document` apart.
    #[must_use]
    pub fn new(judge: &Judge<'_>, document: &'d Document) -> Self {
        let settings = setting::of_pieces(judge.policy, document);
        let head = document.head.iter().map(|block| (None, block));
        let body = document
            .pieces
            .iter()
            .enumerate()
            .flat_map(|(number, piece)| piece.blocks.iter().map(move |block| (Some(number), block)));
        let blocks: Vec<(Option<usize>, &Block)> = head.chain(body).collect();
        let texts = blocks.into_par_iter().with_min_len(AT_ONCE);
        let texts = texts
            .map(|(piece, block)| {
                Text::new(judge, block, piece, Place::of(&settings, document, piece, block))
            })
            .collect();
        let mut page = Page {
            document,
            texts,
            settings,
            paragraphs: Vec::new(),
            heard: FxHashSet::default(),
            firsts: FxHashMap::default(),
        };
        page.paragraphs = (0..page.texts.len()).collect();
        page.paragraphs.sort_by_key(|&number| page.texts[number].paragraph());
        page.hear_conditions(judge);
        for (number, text) in page.texts.iter().enumerate() {
            if text.is_read() && !text.words.list().is_empty() {
                page.firsts.entry(text.piece).or_insert(number);
            }
            let parts = text.conditions.iter().filter(|(_, part, _)| IN_PIECE.contains(part));
            page.heard.extend(parts.map(|&(cue, part, _)| (text.piece, cue, part)));
        }
        page
    }

    /// Looks for the conditions of the cues that spoke.
    fn hear_conditions(&mut self, judge: &Judge<'_>) {
        let spoke: Vec<Spoke> = self.texts.iter().map(Text::spoke).collect();
        for (text, wanted) in self.texts.iter_mut().zip(conditions::wanted(&judge.rules, &spoke)) {
            if text.is_read() && !wanted.is_empty() {
                text.hear_conditions(judge, wanted);
            }
        }
    }

    /// Whether `text` is the first one of its piece that people read.
    #[must_use]
    pub fn is_first(&self, text: &Text<'d>) -> bool {
        self.firsts.get(&text.piece).is_some_and(|&first| std::ptr::eq(&self.texts[first], text))
    }

    /// Whether a cue has a phrase of `part` in the piece of `text`, or in the head.
    #[must_use]
    pub fn is_heard(&self, text: &Text<'_>, cue: usize, part: Part) -> bool {
        [text.piece, None].iter().any(|&piece| self.heard.contains(&(piece, cue, part)))
    }

    /// The texts of piece `number`, in reading order.
    pub fn piece(&self, number: usize) -> impl Iterator<Item = &Text<'d>> {
        self.texts[self.numbers(number)].iter()
    }

    /// The numbers of the texts of piece `number`: those of the head come first, then each piece's.
    #[must_use]
    pub fn numbers(&self, number: usize) -> Range<usize> {
        let before = |piece: usize| self.texts.partition_point(|text| text.piece < Some(piece));
        before(number)..before(number + 1)
    }

    /// The texts that stand in the same paragraph as `text`, itself among them.
    pub fn paragraph<'p>(&'p self, text: &'p Text<'d>) -> impl Iterator<Item = &'p Text<'d>> {
        self.paragraph_numbers(text).iter().map(|&number| &self.texts[number])
    }

    /// The numbers of the texts that stand in the same paragraph as `text`, in reading order.
    #[must_use]
    pub fn paragraph_numbers(&self, text: &Text<'d>) -> &[usize] {
        let own = text.paragraph();
        let before = self.paragraphs.partition_point(|&number| self.texts[number].paragraph() < own);
        let to = self.paragraphs.partition_point(|&number| self.texts[number].paragraph() <= own);
        &self.paragraphs[before..to]
    }

    /// The setting of a text's piece; the first piece's for the head.
    #[must_use]
    pub fn setting(&self, text: &Text<'_>) -> Option<&Setting> {
        self.settings.get(text.piece.unwrap_or(0))
    }
}

impl<'d> Text<'d> {
    fn new(judge: &Judge<'_>, block: &'d Block, piece: Option<usize>, place: Place) -> Self {
        let text = block.text.as_str();
        let words = Words::of(text);
        let mut names = judge.lexicon.find(&words, around(block, &words));
        names.retain(|named| counts(judge, block, &words, named));
        let sieve = Sieve::of(text);
        let mut own = Text {
            block,
            piece,
            words,
            hints: Hints::of(&sieve),
            sieve,
            names,
            unlisted: OnceCell::new(),
            organisations: OnceCell::new(),
            known: Known::default(),
            hits: Vec::new(),
            matches: Vec::new(),
            conditions: Vec::new(),
        };
        let applying = judge.places.at(&judge.rules, place);
        if own.is_read() {
            let mut known = Known::default();
            let slots = Slots::new(judge.policy, &own);
            let hits = judge.rules.engine.find(&slots, &mut known, &applying.heads);
            own.hits =
                hits.into_iter().map(|hit| Cued { cue: judge.rules.owner(hit.owner).0, hit }).collect();
            own.known = known;
        }
        // What nobody reads as text is looked at only where a cue asks for that scope.
        let is_asked = |cue: usize| {
            let reach = judge.rules.cues[cue].spec.reach;
            applying.applies(reach) && (own.is_read() || !judge.rules.reaches[reach].scopes.is_empty())
        };
        let patterns = judge.rules.patterns(&own.sieve).filter(|(cue, _)| is_asked(*cue));
        own.matches = find_all(patterns, text);
        own
    }

    /// The cues that found something in the text.
    fn spoke(&self) -> Spoke {
        let cues = self.hits.iter().map(|cued| cued.cue).chain(self.matches.iter().map(|(cue, _)| *cue));
        Spoke::new(self.paragraph(), cues.collect())
    }

    fn hear_conditions(&mut self, judge: &Judge<'_>, wanted: Wanted) {
        let mut known = std::mem::take(&mut self.known);
        let (engine, slots) = (&judge.rules.engine, Slots::new(judge.policy, self));
        let found = engine.find_conditions(&slots, &mut known, &engine.ask(wanted));
        self.conditions = found
            .into_iter()
            .map(|(owner, start)| {
                let (cue, part) = judge.rules.owner(owner);
                (cue, part, start)
            })
            .collect();
        self.conditions.sort_unstable();
    }

    fn paragraph(&self) -> (Option<usize>, u32) {
        (self.piece, self.block.paragraph)
    }

    /// Whether people read it as text, so that phrases are looked for.
    #[must_use]
    pub fn is_read(&self) -> bool {
        !matches!(self.block.scope, Scope::Code | Scope::LinkTarget | Scope::Path | Scope::Markup)
    }

    /// The text as people read it.
    #[must_use]
    pub fn str(&self) -> &'d str {
        self.block.text.as_str()
    }

    /// Whether a phrase for `part` of a cue begins among `words`.
    #[must_use]
    pub fn says(&self, cue: usize, part: Part, words: &Range<usize>) -> bool {
        let key = |(cue, part, start): (usize, Part, u32)| (cue, part, start as usize);
        let at = self.conditions.partition_point(|&found| key(found) < (cue, part, words.start));
        self.conditions.get(at).is_some_and(|&found| key(found) < (cue, part, words.end))
    }

    /// The organisations that the text names, listed or not, each by the words of its name.
    #[must_use]
    pub fn organisations(&self, policy: &Policy) -> &[Range<usize>] {
        self.organisations.get_or_init(|| {
            let slots = Slots::new(policy, self);
            let all = slots.named.iter().chain(slots.unlisted()).filter(|found| found.slot == Slot::Org);
            all.map(|found| found.words.clone()).collect()
        })
    }

    /// The words that `range`, in bytes, touches; the next one, or the last, if it touches none.
    #[must_use]
    pub fn touched(&self, range: &Range<usize>) -> Range<usize> {
        let list = self.words.list();
        let first = list.partition_point(|word| (word.end as usize) <= range.start);
        let end = list.partition_point(|word| (word.start as usize) < range.end);
        first.min(list.len().saturating_sub(1))..end.max(first + 1).min(list.len())
    }

    /// Bytes of the text that `words` cover.
    #[must_use]
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let list = &self.words.list()[words];
        match (list.first(), list.last()) {
            (Some(first), Some(last)) => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }

    /// The sentence around a range of words, as words.
    #[must_use]
    pub fn sentence(&self, words: &Range<usize>) -> Range<usize> {
        self.words.sentence_start(words.start)
            ..self.words.sentence_end(words.end.saturating_sub(1).max(words.start))
    }

    /// The names that stand over any of `words`, the last first; of very many before them only the nearest.
    pub(super) fn names_over(&self, words: &Range<usize>) -> impl Iterator<Item = &Named> {
        const NEAR: usize = 16;
        let (start, end) = (words.start, words.end);
        let before = self.names.partition_point(|named| named.words.start < end);
        self.names[..before].iter().rev().take(NEAR).filter(move |named| start < named.words.end)
    }

    /// Whether the company or a brand is named among `words`.
    #[must_use]
    pub fn names_brand(&self, words: &Range<usize>) -> bool {
        self.names.iter().any(|named| named.target.is_ours() && words.contains(&named.words.start))
    }
}

/// A text as the phrases see it: with the slots that its names fill.
struct Slots<'t, 'd> {
    text: &'t Text<'d>,
    named: Vec<Found>,
    /// Words that are known to be no organisation of their own.
    taken: Vec<Range<usize>>,
}

impl<'t, 'd> Slots<'t, 'd> {
    fn new(policy: &Policy, text: &'t Text<'d>) -> Self {
        let mut slots = Slots { text, named: Vec::new(), taken: Vec::new() };
        for named in text.names.iter().filter(|named| named.sense == Sense::Name) {
            let kinds: &[Slot] = match named.target {
                Target::Company | Target::Brand => &[Slot::Brand, Slot::Employer],
                Target::Employee(_) => &[Slot::Employee],
                Target::Listed(number) => match policy.listed[number as usize].kind {
                    Kind::Customer | Kind::Partner | Kind::Supplier if named.everyday => {
                        &[Slot::Party, Slot::Org, Slot::Tool]
                    }
                    Kind::Customer | Kind::Partner | Kind::Supplier => &[Slot::Party, Slot::Org],
                    Kind::Project => &[Slot::Project],
                    Kind::Term(_) => &[Slot::Term],
                },
                Target::Embargo(_) | Target::Withheld(_) => &[],
            };
            slots.named.extend(kinds.iter().map(|&slot| Found { slot, words: named.words.clone() }));
            if !kinds.is_empty() {
                slots.taken.push(named.words.clone());
            }
        }
        slots.taken.extend(identifiers(text));
        let wide = stand_ins(&text.words, &slots.named);
        slots.named.extend(wide);
        slots
    }

    /// Given names among `words` that are no part of what a firm, a brand or a project is called:
    /// `Port of Anselm`.
    fn people(&self, words: &Range<usize>) -> impl Iterator<Item = Found> {
        let is_called = |named: &Named| match named.target {
            Target::Company | Target::Brand => true,
            Target::Listed(_) => named.term.is_none(),
            _ => false,
        };
        given(&self.text.words, words).filter(move |found| {
            let mut names = self.text.names_over(&found.words);
            !names.any(|named| named.sense == Sense::Name && is_called(named))
        })
    }

    /// Organisations that no list holds.
    fn unlisted(&self) -> &'t [Found] {
        let words = &self.text.words;
        self.text.unlisted.get_or_init(|| orgs(words, &self.taken, is_shouted(words)))
    }
}

impl Readable for Slots<'_, '_> {
    fn text(&self) -> &str {
        self.text.str()
    }

    fn words(&self) -> &Words {
        &self.text.words
    }

    fn named(&self) -> Vec<Found> {
        self.named.clone()
    }

    fn find(&self, slot: Slot) -> Vec<Found> {
        match slot {
            Slot::Org => {
                let names = self.unlisted();
                [names, &stand_ins(&self.text.words, names)].concat()
            }
            Slot::Firm => firms(&self.text.words, self.unlisted()),
            Slot::Business => businesses(&self.text.words, self.unlisted()),
            Slot::Given => self.people(&(0..self.text.words.list().len())).collect(),
            _ => figures(slot, self.text.str(), &self.text.words),
        }
    }

    fn may_hold(&self, slot: Slot, words: &Range<usize>) -> bool {
        match slot {
            Slot::Org | Slot::Firm | Slot::Business => {
                let names = self.unlisted();
                let first = names.partition_point(|found| found.words.start < words.start);
                names.get(first).is_some_and(|found| found.words.start < words.end)
            }
            Slot::Given => self.people(words).next().is_some(),
            _ => self.text.hints.may_hold(slot, &self.text.words, words),
        }
    }
}

/// Words in code that are not written as a name is: `ipv6Only`, `PAGER`.
fn identifiers<'t>(text: &'t Text<'_>) -> impl Iterator<Item = Range<usize>> + 't {
    let list = text.words.list();
    let code = text.block.marks.iter().filter(|mark| mark.kind == MarkKind::Code);
    code.flat_map(move |mark| {
        let first = list.partition_point(|word| word.range().start < mark.range.start);
        let within = list[first..].iter().take_while(|word| word.range().start < mark.range.end);
        within.enumerate().filter(|(_, word)| word.case != Case::Capital).map(move |(at, _)| {
            let at = first + at;
            at..at + 1
        })
    })
}

/// Whether most of a text stands in capitals: a licence, a shout.
fn is_shouted(words: &Words) -> bool {
    let upper = words.list().iter().filter(|word| word.case == Case::Upper).count();
    words.list().len() >= 4 && upper * 2 > words.list().len()
}
