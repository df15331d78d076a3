//! Who speaks where: messages in quotes and fields, lines that begin with who says them, and posts
//! of a conversation.

use crate::document::{Scope, is_answer, is_asked, last_part};
use crate::judge::Judge;
use crate::judge::heard::Heard;
use crate::judge::lexicon::Target;
use crate::judge::page::{Page, Text};
use crate::judge::setting::{employee, is_company};
use crate::policy::ChannelKind;
use crate::word::Tag;
use std::ops::Range;

/// A label such as `Customer:` has at most as many bytes.
const LONGEST: usize = 60;

/// Fields that tell who says a part of a conversation.
const WRITERS: [&str; 10] =
    ["from", "sender", "user", "username", "customer", "speaker", "who", "name", "handle", "author"];

/// The turns of one exchange.
#[derive(Debug)]
pub(super) struct Turns<'a, 'd> {
    page: &'a Page<'d>,
    /// Where a turn begins: a text and a byte of it, in reading order.
    begins: Vec<Begin>,
    /// Texts of posts before, that somebody else wrote.
    before: Range<usize>,
    /// Whether the file is for answers.
    reply_channel: bool,
    /// Whether a field of the posts is named as the answer.
    answered: bool,
}

#[derive(Debug, Clone, Copy)]
struct Begin {
    text: usize,
    byte: usize,
    theirs: bool,
    /// A handle and a colon: it may also be whom the post is for.
    unsure: bool,
    /// Whether the label stands alone on its line.
    alone: bool,
}

impl<'a, 'd> Turns<'a, 'd> {
    /// The turns in `texts`; somebody else wrote those of `before`.
    pub(super) fn new(
        judge: &Judge<'_>,
        page: &'a Page<'d>,
        texts: &[usize],
        said: &[&Heard<'_>],
        before: Range<usize>,
        kind: ChannelKind,
    ) -> Self {
        let mut begins: Vec<Begin> = Vec::new();
        for &number in texts.iter().filter(|&&number| !before.contains(&number)) {
            let text = &page.texts[number];
            if text.piece.is_some() && text.is_read() && text.block.scope != Scope::Comment {
                let first = said.partition_point(|one| one.text < number);
                let own = said[first..].iter().copied().take_while(|one| one.text == number);
                let own: Vec<&Heard<'_>> = own.collect();
                begins.extend(labels(judge, text, number, &own));
            }
        }
        let answers = begins.iter().any(|begin| !begin.theirs);
        begins.retain(|begin| answers || !begin.unsure);
        if !answers {
            // without a label for the answer, it is what stands below the message
            let ends = begins.iter().map(|begin| Begin {
                text: begin.text + 1 + usize::from(begin.alone),
                byte: 0,
                theirs: false,
                ..*begin
            });
            let ends: Vec<Begin> = ends.collect();
            begins.extend(ends);
            begins.sort_by_key(|begin| (begin.text, begin.byte, begin.theirs));
        }
        let is_answer = |&number: &usize| page.texts[number].block.key.as_deref().is_some_and(is_answer);
        let answered = texts.iter().any(is_answer);
        Turns { page, begins, before, reply_channel: kind == ChannelKind::Reply, answered }
    }

    /// Whether somebody who writes to us says what stands at this byte of a text.
    pub(super) fn is_theirs(&self, number: usize, byte: usize) -> bool {
        let text = &self.page.texts[number];
        if self.before.contains(&number) || text.block.inside.quote || self.is_field(text) {
            return true;
        }
        let after = self.begins.partition_point(|begin| (begin.text, begin.byte) <= (number, byte));
        text.piece.is_some() && after.checked_sub(1).is_some_and(|last| self.begins[last].theirs)
    }

    /// Where somebody else's words begin in a text that holds some.
    pub(super) fn theirs_in(&self, number: usize) -> Option<usize> {
        let inside = self.begins.iter().filter(|begin| begin.text == number).map(|begin| begin.byte);
        std::iter::once(0).chain(inside).find(|&byte| self.is_theirs(number, byte))
    }

    /// Whether a text holds words of ours.
    pub(super) fn holds_ours(&self, number: usize) -> bool {
        let inside = self.begins.iter().filter(|begin| begin.text == number).map(|begin| begin.byte);
        std::iter::once(0).chain(inside).any(|byte| !self.is_theirs(number, byte))
    }

    /// Whether lines say who speaks.
    pub(super) fn is_labelled(&self) -> bool {
        !self.before.is_empty() || self.begins.iter().any(|begin| begin.theirs)
    }

    /// Where a file is for answers: front matter that holds the message, or the text beside a field
    /// that is named as the answer.
    fn is_field(&self, text: &Text<'_>) -> bool {
        let Some(key) = text.block.key.as_deref().filter(|_| self.reply_channel) else { return false };
        match text.piece {
            None => {
                text.block.scope == Scope::Field && text.words.list().len() > 3 && is_asked(last_part(key))
            }
            Some(_) => self.answered && text.block.scope == Scope::Prose && !is_answer(key),
        }
    }
}

/// Whether the post is what somebody else says in a conversation with us.
pub(super) fn is_strangers(judge: &Judge<'_>, page: &Page<'_>, number: usize) -> bool {
    writer(page, number).is_some_and(|name| !is_ours(judge, name))
}

/// The texts of the posts of others that the post `number` of ours answers.
pub(super) fn answered(
    judge: &Judge<'_>,
    page: &Page<'_>,
    number: usize,
    texts_of: impl Fn(usize) -> Range<usize>,
) -> Range<usize> {
    let own = texts_of(number);
    if !writer(page, number).is_some_and(|name| is_ours(judge, name)) {
        return own.start..own.start;
    }
    let count = (0..number).rev().take_while(|&other| is_strangers(judge, page, other)).count();
    if count > 0 { texts_of(number - count).start..own.start } else { own.start..own.start }
}

fn writer<'d>(page: &Page<'d>, number: usize) -> Option<&'d str> {
    let piece = page.document.pieces.get(number)?;
    let own = |key: &str| {
        let mut blocks = piece.blocks.iter();
        blocks.find(|block| {
            let named = block.key.as_deref().is_some_and(|own| last_part(own).eq_ignore_ascii_case(key));
            named && !block.inside.quote
        })
    };
    WRITERS.iter().find_map(|key| own(key)).map(|block| block.text.as_str().trim())
}

fn is_ours(judge: &Judge<'_>, name: &str) -> bool {
    let us = ["us", "we", "agent", "support", "staff", "wir", "nous", "nosotros", "wij", "nós", "noi"];
    is_company(judge.policy, name)
        || employee(judge.policy, name).is_some()
        || us.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// The lines of a text that begin with who says them.
fn labels(judge: &Judge<'_>, text: &Text<'_>, number: usize, said: &[&Heard<'_>]) -> Vec<Begin> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.str().split_inclusive('\n') {
        let own = start..start + line.len();
        start = own.end;
        let colon = line.find(':').filter(|&at| at <= LONGEST);
        let heads = text.block.scope == Scope::Heading;
        let Some(end) = colon.or(heads.then(|| line.trim_end().len())) else { continue };
        let label = own.start..own.start + end;
        let Some((theirs, unsure)) = speaker(judge, text, &label, said) else { continue };
        let alone = !line[end..].contains(char::is_alphanumeric);
        found.push(Begin { text: number, byte: own.start, theirs, unsure, alone });
    }
    found
}

/// Whether a label is for somebody else (rather than for us), and whether that is unsure.
fn speaker(
    judge: &Judge<'_>,
    text: &Text<'_>,
    label: &Range<usize>,
    said: &[&Heard<'_>],
) -> Option<(bool, bool)> {
    let is_blank = |bytes: Range<usize>| {
        !text.str().get(bytes).is_some_and(|between| between.contains(char::is_alphanumeric))
    };
    let role = |role: &str, whole: bool| {
        said.iter().any(|one| {
            one.role == role
                && label.start <= one.bytes.start
                && one.bytes.end <= label.end
                && is_blank(one.bytes.end..label.end)
                && (!whole || is_blank(label.start..one.bytes.start))
        })
    };
    if role("speaker-us", true) {
        return Some((false, false));
    }
    if role("speaker-them", true) {
        return Some((true, false));
    }
    let named = text.names.iter().any(|name| {
        matches!(name.target, Target::Brand | Target::Company | Target::Employee(_))
            && label.start <= name.range.start
            && name.range.end <= label.end
    });
    let list = text.words.list();
    let first = list.partition_point(|word| (word.start as usize) < label.start);
    let last = list.partition_point(|word| (word.start as usize) < label.end);
    let handle = list.get(first).filter(|word| word.tag == Tag::At);
    let ours = named || handle.is_some_and(|word| is_ours(judge, text.words.form(word)));
    let says = role("speaker-says", false);
    let few = (1..=6).contains(&(last - first));
    // `@tess_rolls` is one handle of two words
    let alone = handle.is_some()
        && text.str().get(label.clone()).is_some_and(|own| !own.trim().contains(char::is_whitespace));
    (few && (says || alone)).then_some((!ours, !says))
}
