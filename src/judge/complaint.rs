//! Complaints: who may answer in public, and what is handed over.

mod turn;

use super::heard::{Heard, head_of, heard, in_sentence, in_sentence_of, texts_of, within};
use super::help::Blanks;
use super::page::{Page, Text};
use super::setting::{Setting, is_company};
use super::{Judge, Raised};
use crate::document::Scope;
use crate::names::known;
use crate::policy::{ChannelKind, Voice};
use crate::word::{Case, Tag, plain};
use std::ops::Range;
use turn::{Turns, answered, is_strangers};

const RULE: &str = "complaint-reply";

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let Some(rule) = judge.rules.find(RULE) else { return };
    let said = heard(judge, page, rule);
    let before: Vec<Range<usize>> = (0..page.document.pieces.len())
        .map(|number| answered(judge, page, number, |other| texts_of(page, other)))
        .collect();
    let conversation = before.iter().any(|texts| !texts.is_empty());
    for (number, before) in before.into_iter().enumerate() {
        if conversation && is_strangers(judge, page, number) {
            continue;
        }
        let own = before.start..texts_of(page, number).end;
        let head = if number == 0 { head_of(page) } else { 0..0 };
        let heard: Vec<_> = within(&said, &head).iter().chain(within(&said, &own)).collect();
        let texts: Vec<usize> = head.chain(own).collect();
        let setting = &page.settings[number];
        let turns = Turns::new(judge, page, &texts, &heard, before, setting.kind);
        let exchange = Exchange { judge, page, setting, said: heard, texts, turns, all: &said };
        raised.extend(exchange.judge(rule));
    }
}

/// One piece: what somebody complained of and what is said about it.
struct Exchange<'a, 'd> {
    judge: &'a Judge<'a>,
    page: &'a Page<'d>,
    setting: &'a Setting,
    texts: Vec<usize>,
    turns: Turns<'a, 'd>,
    said: Vec<&'a Heard<'a>>,
    all: &'a [Heard<'a>],
}

/// Where a finding stands, and the cue that says why.
struct Place {
    text: usize,
    bytes: Range<usize>,
    cue: Option<usize>,
}

impl<'a, 'd> Exchange<'a, 'd> {
    fn judge(&self, rule: usize) -> Option<Raised> {
        let place = match self.kind()? {
            Kind::Answer if self.is_only_passed_on() => return None,
            Kind::Answer => self.handed_over().or_else(|| self.grave()).or_else(|| self.may_not_answer())?,
            Kind::Retold => self.handed_over_beside().or_else(|| self.retold())?,
        };
        let light = self.judge.light(rule, None)?;
        let mut found = self.judge.finding(self.page, place.text, rule, light, place.bytes);
        let cue = place.cue.map(|cue| &self.judge.rules.cues[cue].spec);
        if let Some(label) = cue.and_then(|cue| cue.label.as_ref()) {
            found.label.clone_from(label);
        }
        let help = cue.and_then(|cue| cue.help.as_ref()).unwrap_or(&found.help);
        let contact = self.judge.policy.support.escalate_to.as_deref();
        let contact = contact.unwrap_or("your supervisor or the support team");
        found.help = self
            .judge
            .fill(help, &Blanks { name: &found.words, contact: Some(contact), ..Blanks::default() });
        Some(found)
    }

    /// What kind of exchange it is; `None` if no complaint of an individual is answered or retold.
    fn kind(&self) -> Option<Kind> {
        let quoted = self.messages().next().is_some();
        let answered = self.texts().any(|(at, text)| is_prose(text) && self.turns.holds_ours(at));
        let reply_channel = self.setting.kind == ChannelKind::Reply;
        let social = self.setting.kind == ChannelKind::Social;
        let told = self.is_structured() || social && self.turns.is_labelled() || self.greets();
        if quoted && answered && (reply_channel || told) {
            return Some(Kind::Answer);
        }
        if matches!(self.setting.kind, ChannelKind::Article | ChannelKind::Press)
            && self.said.iter().any(|one| one.role == "topic")
        {
            return None;
        }
        let replies = self.has("reply", |one| !self.theirs(one));
        let grave = || self.escalates().any(|one| self.theirs(one));
        if quoted && replies && (self.has("complaint", |one| self.theirs(one)) || grave()) {
            return Some(Kind::Answer);
        }
        if reply_channel || social && self.addresses_somebody() {
            let apologises = replies || self.has("complaint", |one| !self.theirs(one));
            if apologises && self.escalates().next().is_some() {
                return Some(Kind::Answer);
            }
        }
        // a reporter who rings asks for a comment, and complains of nothing
        let rang = || {
            self.has("contact", |one| !self.theirs(one))
                && self.escalates().any(|one| one.role != "escalate-press")
        };
        (self.has("retold", |one| !self.theirs(one)) || social && rang()).then_some(Kind::Retold)
    }

    fn texts(&self) -> impl Iterator<Item = (usize, &'a Text<'d>)> + '_ {
        self.texts.iter().map(|&at| (at, &self.page.texts[at]))
    }

    /// Whether somebody who writes to us says it.
    fn theirs(&self, one: &Heard<'_>) -> bool {
        self.turns.is_theirs(one.text, one.bytes.start)
    }

    /// Texts that hold what somebody else wrote to us, and where in them that begins.
    fn messages(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let said = |text: &Text<'_>| is_prose(text) || text.block.scope == Scope::Field && is_long(text);
        let texts = self.texts().filter(move |(_, text)| said(text));
        texts.filter_map(|(at, _)| Some((at, self.turns.theirs_in(at)?)))
    }

    /// Whether a data file or front matter holds the message that is answered.
    fn is_structured(&self) -> bool {
        self.messages().any(|(at, _)| self.page.texts[at].block.key.is_some())
    }

    /// Whether the piece begins with what somebody wrote, and goes on with a greeting.
    fn greets(&self) -> bool {
        let theirs = |at: usize| self.turns.theirs_in(at).is_some();
        let mut said = self.texts().filter(|(_, text)| text.piece.is_some() && is_prose(text));
        if !said.next().is_some_and(|(at, _)| theirs(at)) {
            return false;
        }
        let answer = said.find(|&(at, _)| !theirs(at)).map(|(_, text)| &text.words);
        let first = answer.and_then(|words| Some(words.form(words.list().first()?)));
        first.is_some_and(|word| known().greetings.contains(word))
    }

    /// Whether the post begins with the handle of somebody else.
    fn addresses_somebody(&self) -> bool {
        let first = self.texts().map(|(_, text)| text).find(|text| {
            text.piece.is_some() && text.block.scope == Scope::Prose && !text.words.list().is_empty()
        });
        first.is_some_and(|text| {
            let word = &text.words.list()[0];
            word.tag == Tag::At && !is_company(self.judge.policy, text.words.form(word))
        })
    }

    fn has(&self, role: &str, place: impl Fn(&Heard<'_>) -> bool) -> bool {
        self.first(role, place).is_some()
    }

    /// The first cue with that role, complaints as a subject aside.
    fn first(&self, role: &str, place: impl Fn(&Heard<'_>) -> bool) -> Option<&'a Heard<'a>> {
        self.said
            .iter()
            .copied()
            .find(|one| one.role == role && place(one) && !in_sentence(self.page, one, self.all, "topic"))
    }

    /// Cues of what nobody settles in a post, whatever the policy lists beside it.
    fn escalates(&self) -> impl Iterator<Item = &'a Heard<'a>> + '_ {
        self.said
            .iter()
            .copied()
            .filter(|one| one.role.starts_with("escalate-"))
            .filter(|one| !in_sentence(self.page, one, self.all, "harmless"))
    }

    /// Where the complaint, or else the answer, tells of what is handed over.
    fn handed_over(&self) -> Option<Place> {
        let at = |one: &Heard<'_>| Place { text: one.text, bytes: one.bytes.clone(), cue: Some(one.cue) };
        let complained = || ["complaint", "reply"].iter().any(|role| self.has(role, |_| true));
        self.escalates()
            .find(|one| self.theirs(one))
            .map(at)
            .or_else(|| self.in_own_words())
            .or_else(|| self.escalates().next().filter(|_| complained()).map(at))
    }

    /// Where the complaint tells of what is too grave for a routine answer, in words that alone say
    /// little: only what somebody wrote to us is read for them.
    fn grave(&self) -> Option<Place> {
        let one = self
            .first("grave", |one| self.theirs(one) && !in_sentence(self.page, one, self.all, "harmless"))?;
        Some(Place { text: one.text, bytes: one.bytes.clone(), cue: None })
    }

    /// Whether the answer says that somebody else has the matter now, and but for courtesy nothing more.
    fn is_only_passed_on(&self) -> bool {
        let fits = |one: &&Heard<'_>| matches!(one.role, "passed-on" | "courtesy") && !self.theirs(one);
        let said: Vec<&Heard<'_>> = self.said.iter().copied().filter(fits).collect();
        if said.iter().all(|one| one.role != "passed-on") {
            return false;
        }
        // in reading order, as all that is heard
        let is_said = |at: usize, sentence: &Range<usize>| {
            let next = said.partition_point(|one| (one.text, one.words.start) < (at, sentence.start));
            said.get(next).is_some_and(|one| one.text == at && sentence.contains(&one.words.start))
        };
        self.texts().filter(|(_, text)| is_prose(text)).all(|(at, text)| {
            let ours =
                |sentence: &Range<usize>| !self.turns.is_theirs(at, text.bytes(sentence.clone()).start);
            text.words.sentences().filter(ours).all(|own| is_salute(text, &own) || is_said(at, &own))
        })
    }

    /// The same in the paragraphs around a complaint that is retold: an article tells of much else.
    fn handed_over_beside(&self) -> Option<Place> {
        let told = |one: &&Heard<'_>| matches!(one.role, "retold" | "contact");
        let texts: Vec<usize> = self.said.iter().copied().filter(told).map(|one| one.text).collect();
        let mut all = self.escalates();
        let found = all.find(|one| texts.iter().any(|at| at.abs_diff(one.text) <= 2))?;
        Some(Place { text: found.text, bytes: found.bytes.clone(), cue: Some(found.cue) })
    }

    /// Where the complaint says one of the policy's own words for what is handed over.
    fn in_own_words(&self) -> Option<Place> {
        let wanted: Vec<Vec<String>> = self
            .judge
            .policy
            .support
            .escalate
            .iter()
            .map(|words| plain(words).split(' ').map(str::to_owned).collect::<Vec<_>>())
            .filter(|words: &Vec<String>| words.iter().any(|word| !word.is_empty()))
            .collect();
        self.messages().find_map(|(number, _)| {
            let text = &self.page.texts[number];
            let meant =
                |words: &Range<usize>| !in_sentence_of(self.page, number, words, self.all, "harmless");
            let found = wanted.iter().find_map(|words| positions(text, words).find(meant))?;
            let bytes = text.bytes(found);
            self.turns.is_theirs(number, bytes.start).then_some(Place { text: number, bytes, cue: None })
        })
    }

    /// A complaint that could be put right, answered by somebody who may not do so in public.
    fn may_not_answer(&self) -> Option<Place> {
        if self.may_answer() {
            return None;
        }
        let theirs = |one: &Heard<'_>| self.theirs(one);
        let complaint =
            ["complaint", "resolvable", "trouble"].iter().find_map(|role| self.first(role, theirs));
        if let Some(one) = complaint {
            return Some(Place { text: one.text, bytes: one.bytes.clone(), cue: None });
        }
        let (number, from) = self.messages().next()?;
        if !states(&self.page.texts[number]) || !self.has("reply", |one| !theirs(one)) && !self.reproaches() {
            return None;
        }
        let text = &self.page.texts[number];
        let word = text.words.list().partition_point(|word| (word.start as usize) < from);
        Some(Place { text: number, bytes: text.bytes(text.sentence(&(word..word + 1))), cue: None })
    }

    /// Whether somebody who wrote to us tells us something, and neither thanks nor asks.
    fn reproaches(&self) -> bool {
        let nobody_answers = self.judge.policy.support.public_replies == Some(false);
        (nobody_answers && self.setting.kind == ChannelKind::Reply || self.is_structured())
            && !self.has("pleased", |one| self.theirs(one))
    }

    /// Whether the writer answers complaints in public: a handler does; the company does unless
    /// the policy forbids it; somebody else who works here does unless others are named for it.
    fn may_answer(&self) -> bool {
        let support = &self.judge.policy.support;
        let same = |own: &String, name: &str| plain(own) == plain(name);
        let account = self.setting.account.as_deref();
        let employee = self.setting.speaker.and_then(|at| self.judge.policy.employees.get(at));
        let names = employee.iter().flat_map(|own| own.handles.iter().chain([&own.name]));
        let handles: Vec<&str> = names.map(String::as_str).chain(account).collect();
        if handles.iter().any(|name| support.handlers.iter().any(|own| same(own, name))) {
            return true;
        }
        let of_company = account.is_some_and(|account| is_company(self.judge.policy, account));
        let somebody = employee.is_some() || account.is_some() && !of_company;
        support.public_replies != Some(false) && (!somebody || support.handlers.is_empty())
    }

    /// A complaint retold: by staff, or by the company where nobody answers in public.
    fn retold(&self) -> Option<Place> {
        let company = self.setting.voice == Voice::Company;
        if company && self.judge.policy.support.public_replies != Some(false) {
            return None;
        }
        let one = self.first("retold", |one| !self.theirs(one))?;
        Some(Place { text: one.text, bytes: one.bytes.clone(), cue: Some(one.cue) })
    }
}

/// How a complaint comes up.
enum Kind {
    /// The piece answers it.
    Answer,
    /// The piece tells others of it.
    Retold,
}

/// Whether a text holds what somebody says rather than who or where.
fn is_prose(text: &Text<'_>) -> bool {
    matches!(
        text.block.scope,
        Scope::Prose | Scope::Quote | Scope::ListItem | Scope::Heading | Scope::TableCell
    ) && !text.words.list().is_empty()
}

/// Whether a text says more than questions: it has a sentence of six words without a question mark. Where
/// it comes to a question in the end, that sentence speaks to us as well.
fn states(text: &Text<'_>) -> bool {
    let asks = |own: &Range<usize>| {
        let rest = &text.str()[text.bytes(own.clone()).end..];
        rest.trim_start_matches(['"', '”', ')', ' ']).starts_with('?')
    };
    let comes_to_ask = text.words.sentences().last().is_some_and(|own| asks(&own));
    text.words
        .sentences()
        .any(|own| own.len() > 5 && !asks(&own) && (!comes_to_ask || is_about_us(text, own)))
}

/// Whether words of a text speak to us or of us.
fn is_about_us(text: &Text<'_>, words: Range<usize>) -> bool {
    const US: [&str; 5] = ["you", "your", "yours", "us", "our"];
    text.words.list()[words].iter().any(|word| US.contains(&text.words.form(word)))
}

/// Whether a sentence only greets or signs: `Hi Jo!`, `Best, Lena`, a name.
fn is_salute(text: &Text<'_>, sentence: &Range<usize>) -> bool {
    let words = &text.words.list()[sentence.clone()];
    words.len() < 3 && words.last().is_none_or(|word| word.case == Case::Capital)
}

/// Whether a field holds a sentence rather than a name.
fn is_long(text: &Text<'_>) -> bool {
    text.words.list().len() > 3
}

/// Where all of `wanted` stand in one sentence, in any order and with any ending: `cargo loss` also
/// means "you lost my cargo".
fn positions(text: &Text<'_>, wanted: &[String]) -> impl Iterator<Item = Range<usize>> {
    let list = text.words.list();
    let alone = wanted.len() == 1;
    let at = move |own: &String, words: &Range<usize>| {
        words.clone().find(|&at| is_akin(own, text.words.form(&list[at]), alone))
    };
    text.words.sentences().filter_map(move |sentence| {
        let all: Vec<usize> = wanted.iter().map(|own| at(own, &sentence)).collect::<Option<_>>()?;
        Some(*all.iter().min()?..*all.iter().max()? + 1)
    })
}

/// Whether two words share their stem. One that stands `alone` has to be the same but for an ending.
fn is_akin(own: &str, form: &str, alone: bool) -> bool {
    let shared = own.chars().zip(form.chars()).take_while(|(a, b)| a == b).count();
    let length = own.chars().count();
    let needed = match length {
        0..=3 => length,
        _ if alone => (length - 2).max(4),
        _ => (length - 2).max(3),
    };
    own == form || length > 3 && shared >= needed && form.chars().count() <= shared + 5
}
