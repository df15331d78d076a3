//! From phrases to a [`Book`].

use super::book::{Book, Branch, Mask, Op, Program, has, or};
use super::counts::Counts;
use super::index::{Growing, Key, Owned, Symbol};
use super::keyed::{Keyed, Side, keys};
use super::measure::{self, Choices, Part};
use super::phrase::{Node, PhraseError, parse};
use super::slots::Slot;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A mask with more bits than that keeps too few words out to be asked.
const MOST_BITS: u32 = 200;

/// More alternatives than that are written in groups: each has a bit.
const GROUP: usize = 64;

/// How deep word lists may stand within word lists.
const DEEPEST: u8 = 6;

/// Compiles phrases.
#[derive(Debug, Default)]
pub struct Compiler {
    book: Book,
    counts: Counts,
    lists: BTreeMap<String, List>,
    heads: Growing,
    conditions: Growing,
    /// The numbers of the book's masks.
    masks: BTreeMap<Mask, u32>,
    /// The numbers of the book's branches, by what each alternative may begin with.
    branches: BTreeMap<Vec<Mask>, u32>,
    /// Where each of the book's sets stands.
    sets: BTreeMap<Vec<u32>, u32>,
    /// The phrases by their instructions.
    programs: BTreeMap<Vec<u32>, u32>,
    /// For each phrase those whom it was added for: cues that listen for it, conditions of cues.
    owners: Vec<[Vec<u32>; 2]>,
}

/// A word list as written, and resolved once it is used: as it is, and as the slot of its name.
#[derive(Debug, Default)]
struct List {
    nodes: Vec<Vec<Node>>,
    plain: Option<Rc<Choices>>,
    slot: Option<Rc<Choices>>,
}

/// A word list that is not there.
struct NoList(String);

impl Compiler {
    /// Compiles phrases that are looked for in texts like those whose words were counted.
    #[must_use]
    pub fn new(counts: Counts) -> Self {
        Compiler { counts, ..Compiler::default() }
    }

    /// Adds a word list that phrases name as `<name>`. Lists are added before the phrases.
    ///
    /// # Errors
    /// [`PhraseError`] if a phrase of the list cannot be read.
    pub fn add_list(&mut self, name: &str, phrases: &[&str]) -> Result<(), PhraseError> {
        let nodes = phrases.iter().map(|phrase| parse(phrase)).collect::<Result<_, _>>()?;
        self.lists.insert(name.to_owned(), List { nodes, ..List::default() });
        Ok(())
    }

    /// How often words stand in the texts.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Forgets a word list.
    pub fn remove_list(&mut self, name: &str) {
        self.lists.remove(name);
    }

    /// Adds a phrase for `owner`.
    ///
    /// # Errors
    /// [`PhraseError`] if it cannot be read, or names a word list that is not there.
    pub fn add(&mut self, phrase: &str, owner: u32, owned: Owned) -> Result<(), PhraseError> {
        let whole = |message: &str, help: &str| PhraseError {
            at: 0,
            length: phrase.len(),
            message: message.to_owned(),
            help: help.to_owned(),
        };
        let nodes = parse(phrase)?;
        let parts = self.resolve(&nodes, 0).map_err(|NoList(name)| PhraseError {
            at: phrase.find('<').unwrap_or(0),
            length: name.len() + 2,
            message: format!("there is no word list `<{name}>`"),
            help: format!("the word lists are {}", self.list_names()),
        })?;
        let Some(keys) = keys(&parts) else {
            return Err(whole(
                "the phrase has nothing to look for",
                "add a word, or a slot other than `{word}`, `{Word}` and `{role}`",
            ));
        };
        let number = self.book.programs.len() as u32;
        if number > u32::from(u16::MAX) {
            return Err(whole("there are more than 65,536 phrases", "take some out"));
        }
        self.call_lists(&parts);
        let start = self.book.code.len() as u32;
        self.sequence(&parts);
        self.book.code.to_mut().push(Op::Done.with(0));
        // What several cues ask for is one phrase.
        if let Some(&same) = self.programs.get(&self.code_from(start)) {
            self.book.code.to_mut().truncate(start as usize);
            self.own(same, owner, owned, keys);
            return Ok(());
        }
        self.programs.insert(self.code_from(start), number);
        self.owners.push([Vec::new(), Vec::new()]);
        self.own(number, owner, owned, keys);
        let needs = self.book.needs.len() as u32;
        self.book.needs.to_mut().extend(measure::needs(&parts[..measure::in_first_sentence(&parts)]));
        let opening = measure::opening(&parts).map(|mask| self.mask(&mask));
        let program = Program {
            start,
            owners: 0,
            needs,
            need_count: self.book.needs.len() as u32 - needs,
            slots: measure::slots(&parts),
            opening,
            line_start: u32::from(measure::begins_line(&parts)),
        };
        self.book.programs.to_mut().push(program.to_array());
        Ok(())
    }

    /// The book of everything that was added.
    #[must_use]
    pub fn finish(mut self) -> Book {
        for (number, owners) in (0..).zip(&self.owners) {
            let program = Program { owners: self.book.owners.len() as u32, ..self.book.program(number) };
            self.book.programs.to_mut()[number as usize] = program.to_array();
            for owners in owners {
                self.book.owners.to_mut().push(owners.len() as u32);
                self.book.owners.to_mut().extend(owners);
            }
        }
        for owned in [Owned::Head, Owned::Condition] {
            let growing = std::mem::take(self.keys(owned));
            let index = growing.finish(|mask| self.mask(mask).try_into().unwrap_or_default());
            match owned {
                Owned::Head => self.book.heads = index,
                Owned::Condition => self.book.conditions = index,
            }
        }
        self.book
    }

    /// Adds an owner to phrase `number`, which is looked up by `keys`.
    fn own(&mut self, number: u32, owner: u32, owned: Owned, keys: Vec<Keyed>) {
        if self.owners[number as usize][owned as usize].is_empty() {
            let lists = self.keys(owned);
            for Keyed { symbol, key, sides } in keys {
                lists.push(symbol, Key { program: number, ..key }, sides.map(Side::mask));
            }
        }
        self.owners[number as usize][owned as usize].push(owner);
        let phrases = self.book.phrases.to_mut();
        phrases.resize(phrases.len().max(owner as usize + 1), 0);
        phrases[owner as usize] = number;
    }

    fn keys(&mut self, owned: Owned) -> &mut Growing {
        match owned {
            Owned::Head => &mut self.heads,
            Owned::Condition => &mut self.conditions,
        }
    }

    /// The instructions from `start` on, those that lead elsewhere among them told by how far.
    fn code_from(&self, start: u32) -> Vec<u32> {
        let told = |&code: &u32| match Op::of(code) {
            (op @ (Op::Split | Op::Jump), to) => op.with(to - start),
            _ => code,
        };
        self.book.code[start as usize..].iter().map(told).collect()
    }

    fn list_names(&self) -> String {
        self.lists.keys().map(|name| format!("<{name}>")).collect::<Vec<_>>().join(", ")
    }

    fn resolve(&mut self, nodes: &[Node], depth: u8) -> Result<Vec<Part>, NoList> {
        nodes.iter().map(|node| self.part(node, depth)).collect()
    }

    fn part(&mut self, node: &Node, depth: u8) -> Result<Part, NoList> {
        Ok(match node {
            Node::Word(form) => self.word(Op::Word, form, self.counts.word(form)),
            Node::Hashtag(form) => self.word(Op::Hashtag, form, 1),
            Node::Handle(form) => self.word(Op::Handle, form, 1),
            Node::Prefix(form) => {
                let number = number(&mut self.book.prefixes, form);
                // Words are looked up by three letters of a prefix.
                let symbol = (form.len() > 2).then_some(Symbol::Prefix(number));
                Part::Is { op: Op::Prefix, argument: number, symbol, cost: self.counts.prefix(form) }
            }
            Node::Exact(text) => {
                let form = crate::word::plain(text).replace(' ', "");
                let word = self.book.vocabulary.add(&form);
                let argument = number(&mut self.book.exacts, text);
                Part::Is {
                    op: Op::Exact,
                    argument,
                    symbol: Some(Symbol::Word(word)),
                    cost: self.counts.word(&form),
                }
            }
            Node::Slot(slot) => match slot.list() {
                Some(name) => Part::List(self.list(name, Some(*slot), depth)?),
                None if matches!(slot, Slot::Word | Slot::Capital) => {
                    Part::Is { op: Op::Slot, argument: slot.index() as u32, symbol: None, cost: 0 }
                }
                None => Part::Slot(*slot),
            },
            Node::List(name) => Part::List(self.list(name, None, depth)?),
            Node::Gap(most) => Part::Gap(*most),
            Node::Comma => Part::Comma,
            Node::LineStart => Part::Line(Op::LineStart),
            Node::LineEnd => Part::Line(Op::LineEnd),
            Node::Any(choices) => Part::Any(self.choices(choices, depth)?),
            Node::Maybe(choices) => Part::Maybe(self.choices(choices, depth)?),
        })
    }

    fn word(&mut self, op: Op, form: &str, cost: u32) -> Part {
        let argument = self.book.vocabulary.add(form);
        Part::Is { op, argument, symbol: Some(Symbol::Word(argument)), cost }
    }

    fn choices(&mut self, choices: &[Vec<Node>], depth: u8) -> Result<Rc<Choices>, NoList> {
        let choices = choices.iter().map(|choice| self.resolve(choice, depth)).collect::<Result<_, _>>()?;
        Ok(Rc::new(Choices { choices, ..Choices::default() }))
    }

    fn list(&mut self, name: &str, slot: Option<Slot>, depth: u8) -> Result<Rc<Choices>, NoList> {
        let none = || NoList(name.to_owned());
        let own = self.lists.get(name).filter(|_| depth < DEEPEST).ok_or_else(none)?;
        if let Some(resolved) = if slot.is_some() { &own.slot } else { &own.plain } {
            return Ok(Rc::clone(resolved));
        }
        let mut nodes = own.nodes.clone();
        if slot == Some(Slot::We) {
            nodes.push(vec![Node::Slot(Slot::Employer)]);
        }
        let resolved = self.choices(&nodes, depth + 1)?;
        if let Some(own) = self.lists.get_mut(name) {
            *(if slot.is_some() { &mut own.slot } else { &mut own.plain }) = Some(Rc::clone(&resolved));
        }
        Ok(resolved)
    }

    /// Writes the instructions of every word list in `parts` that has none yet.
    fn call_lists(&mut self, parts: &[Part]) {
        for part in parts {
            let (Part::Any(own) | Part::Maybe(own) | Part::List(own)) = part else { continue };
            if own.code.get().is_some() {
                continue;
            }
            for choice in &own.choices {
                self.call_lists(choice);
            }
            if matches!(part, Part::List(_)) && !own.is_one_word() {
                own.code.set(Some(self.book.code.len() as u32));
                self.any(&own.choices);
                self.book.code.to_mut().push(Op::Return.with(0));
            }
        }
    }

    fn sequence(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Is { op, argument, .. } => self.book.code.to_mut().push(op.with(*argument)),
                Part::Slot(slot) => self.book.code.to_mut().push(Op::Slot.with(slot.index() as u32)),
                Part::Gap(most) => self.book.code.to_mut().push(Op::Gap.with(u32::from(*most))),
                Part::Comma => self.book.code.to_mut().push(Op::Comma.with(0)),
                Part::Line(op) => self.book.code.to_mut().push(op.with(0)),
                Part::Any(own) => self.any(&own.choices),
                Part::List(own) if own.is_one_word() => self.any(&own.choices),
                Part::List(own) => {
                    self.book.code.to_mut().push(Op::Call.with(own.code.get().unwrap_or_default()))
                }
                Part::Maybe(own) => {
                    let split = self.hold();
                    self.any(&own.choices);
                    self.book.code.to_mut()[split] = Op::Split.with(self.book.code.len() as u32);
                }
            }
        }
    }

    fn any(&mut self, choices: &[Vec<Part>]) {
        let choices = self.with_sets(choices);
        self.alternatives(&choices);
    }

    /// Writes alternatives, each with what it may begin with, behind an instruction that tells by a
    /// word which of them to try.
    fn alternatives(&mut self, choices: &[(Mask, Vec<Part>)]) {
        if let [(_, only)] = choices {
            return self.sequence(only);
        }
        let groups: Vec<&[(Mask, Vec<Part>)]> =
            choices.chunks(choices.len().div_ceil(GROUP).max(1)).collect();
        let masks =
            groups.iter().map(|group| group.iter().fold(Mask::default(), |all, (own, _)| or(&all, own)));
        let branch = self.branch(masks.collect());
        self.book.code.to_mut().push(Op::Choose.with(branch));
        let starts = self.book.code.len();
        self.book.code.to_mut().resize(starts + groups.len(), 0);
        let mut ends = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            self.book.code.to_mut()[starts + number] = Op::Jump.with(self.book.code.len() as u32);
            self.alternatives(group);
            if number + 1 < groups.len() {
                ends.push(self.hold());
            }
        }
        for at in ends {
            self.book.code.to_mut()[at] = Op::Jump.with(self.book.code.len() as u32);
        }
    }

    /// The number of the branch whose alternatives may begin with what these masks stand for.
    fn branch(&mut self, masks: Vec<Mask>) -> u32 {
        if let Some(&known) = self.branches.get(&masks) {
            return known;
        }
        let number = self.book.branches.len() as u32;
        let mut branch =
            Branch { first: self.book.ways.len() as u64, count: masks.len() as u64, ..Branch::default() };
        let narrow = |mask: &Mask| measure::weight(mask) <= MOST_BITS;
        for (at, mask) in masks.iter().enumerate() {
            match narrow(mask) {
                true => branch.told = or(&branch.told, mask),
                false => branch.always |= 1 << at,
            }
        }
        for bit in (0..=u8::MAX).filter(|bit| has(&branch.told, *bit)) {
            let begins = |(_, mask): &(usize, &Mask)| narrow(mask) && has(mask, bit);
            let ways = masks.iter().enumerate().filter(begins).fold(0, |ways, (at, _)| ways | 1 << at);
            self.book.ways.to_mut().push(ways);
        }
        self.book.branches.to_mut().push(branch.to_array());
        self.branches.insert(masks, number);
        number
    }

    /// The number of a mask; 0 if it says nothing.
    fn mask(&mut self, mask: &Mask) -> u32 {
        if self.book.masks.is_empty() {
            self.book.masks.to_mut().push(measure::ANY);
        }
        if measure::weight(mask) > MOST_BITS {
            return 0;
        }
        let masks = self.book.masks.to_mut();
        *self.masks.entry(*mask).or_insert_with(|| {
            masks.push(*mask);
            masks.len() as u32 - 1
        })
    }

    /// Room for an instruction that is not known yet.
    fn hold(&mut self) -> usize {
        self.book.code.to_mut().push(0);
        self.book.code.len() - 1
    }

    /// The alternatives with single words drawn together to sets. The order in which alternatives
    /// are tried stays: a set goes before longer ones only if none of them begins with its words.
    fn with_sets(&mut self, choices: &[Vec<Part>]) -> Vec<(Mask, Vec<Part>)> {
        let begun = |choice: &Vec<Part>| (measure::opening(choice)[0], choice.clone());
        let single = |choice: &[Part]| match choice {
            [Part::Is { op: Op::Word, argument, .. }] => Some(*argument),
            _ => None,
        };
        let mut words: Vec<u32> = choices.iter().filter_map(|choice| single(choice)).collect();
        words.sort_unstable();
        words.dedup();
        let free = |choice: &Vec<Part>| match choice.first() {
            _ if single(choice).is_some() => true,
            Some(Part::Is { op: Op::Word, argument, .. }) => words.binary_search(argument).is_err(),
            _ => false,
        };
        let last = choices.iter().rposition(|choice| single(choice).is_some()).unwrap_or(0);
        let mut merged = Vec::new();
        if choices[..last].iter().all(free) {
            if !words.is_empty() {
                merged.push(self.one_of(&words));
            }
            merged.extend(choices.iter().filter(|choice| single(choice).is_none()).map(begun));
            return merged;
        }
        for run in choices.chunk_by(|a, b| single(a).is_some() && single(b).is_some()) {
            let mut words: Vec<u32> = run.iter().filter_map(|choice| single(choice)).collect();
            words.sort_unstable();
            words.dedup();
            match words.is_empty() {
                true => merged.extend(run.iter().map(begun)),
                false => merged.push(self.one_of(&words)),
            }
        }
        merged
    }

    fn one_of(&mut self, words: &[u32]) -> (Mask, Vec<Part>) {
        let is = |op, argument| Part::Is { op, argument, symbol: None, cost: 0 };
        let mask = words.iter().fold(Mask::default(), |mask, word| {
            let own = measure::bit(Symbol::Word(*word));
            or(&mask, &own)
        });
        if let [word] = words {
            return (mask, vec![is(Op::Word, *word)]);
        }
        let sets = self.book.sets.to_mut();
        let at = *self.sets.entry(words.to_vec()).or_insert_with(|| {
            let at = sets.len() as u32;
            sets.push(words.len() as u32);
            sets.extend(words);
            at
        });
        (mask, vec![is(Op::OneOf, at)])
    }
}

/// The number of `text` in `list`, where it is added if it is new.
fn number(list: &mut Vec<Cow<'static, str>>, text: &str) -> u32 {
    let at = list.iter().position(|own| own == text).unwrap_or_else(|| {
        list.push(Cow::Owned(text.to_owned()));
        list.len() - 1
    });
    at as u32
}
