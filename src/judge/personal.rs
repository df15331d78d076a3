//! Personal data that no phrase can tell: account and card numbers by their check digits, and
//! whose an address or a phone is.

mod number;

use super::help::Blanks;
use super::page::{Page, Text};
use super::phrases::speaks;
use super::{Judge, Raised};
use crate::document::{MarkKind, Scope};
use crate::evidence::link;
use crate::finding::Light;
use crate::policy::ChannelKind;
use crate::rule::figures::look;
use crate::word::plain;
use std::ops::Range;

/// The judgement that rules name.
const JUDGE: &str = "check-digits";

/// First parts of addresses that stand for a desk and not for a person.
const DESKS: [&str; 58] = [
    "abuse",
    "accounts",
    "admin",
    "billing",
    "bookings",
    "care",
    "careers",
    "community",
    "contact",
    "customercare",
    "desk",
    "editor",
    "enquiries",
    "events",
    "feedback",
    "hallo",
    "hello",
    "help",
    "helpdesk",
    "hi",
    "hr",
    "info",
    "inquiries",
    "inquiry",
    "investors",
    "ir",
    "jobs",
    "kontakt",
    "legal",
    "mail",
    "marketing",
    "media",
    "news",
    "newsletter",
    "noreply",
    "office",
    "orders",
    "partners",
    "postmaster",
    "prensa",
    "press",
    "presse",
    "privacy",
    "recruiting",
    "redaktion",
    "reply",
    "returns",
    "sales",
    "security",
    "service",
    "stampa",
    "support",
    "team",
    "tickets",
    "training",
    "webmaster",
    "welcome",
    "www",
];

/// First parts that stand for nobody.
const NOBODY: [&str; 16] = [
    "you",
    "your",
    "yourname",
    "name",
    "firstname",
    "vorname",
    "user",
    "username",
    "someone",
    "somebody",
    "test",
    "foo",
    "bar",
    "email",
    "git",
    "root",
];

/// Endings of files that an address seems to lie on: `logo@2x.png`.
const FILES: [&str; 12] =
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "md", "js", "ts", "css", "html", "json"];

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let rules = judge.rules.rules.iter().enumerate();
    for (rule, _) in rules.filter(|(_, rule)| rule.spec.judge.as_deref() == Some(JUDGE)) {
        for (number, text) in page.texts.iter().enumerate() {
            if text.is_read() && !text.words.list().is_empty() {
                numbers(judge, page, rule, number, raised);
                if speaks_for_us(text) {
                    if text.sieve.holds('@') && has_address(text.str()) {
                        addresses(judge, page, rule, number, raised);
                    }
                    if text.sieve.has_digit() {
                        phones(judge, page, rule, number, raised);
                    }
                }
            }
        }
    }
}

/// Whether the text is ours and not the message that is answered.
fn speaks_for_us(text: &Text<'_>) -> bool {
    let read = matches!(
        text.block.scope,
        Scope::Prose
            | Scope::Heading
            | Scope::ListItem
            | Scope::TableCell
            | Scope::Footnote
            | Scope::Alt
            | Scope::Comment
    );
    read && !text.block.inside.quote
}

/// Account and card numbers.
fn numbers(judge: &Judge<'_>, page: &Page<'_>, rule: usize, number: usize, raised: &mut Vec<Raised>) {
    let text = &page.texts[number];
    for (index, found) in &text.matches {
        let cue = &judge.rules.cues[*index];
        if cue.rule != rule || cue.spec.role.as_deref() != Some(JUDGE) {
            continue;
        }
        let found = &found.report;
        let own = &text.str()[found.clone()];
        let told = number::iban(own).map(|length| (length, "an account number whose check digits are right"));
        let card = || {
            let alone = stands_alone(text.str(), found);
            (alone && number::is_card(own))
                .then_some((found.len(), "a card number whose check digit is right"))
        };
        let Some((length, label)) = told.or_else(card) else { continue };
        let range = found.start..found.start + length;
        if !is_code(text, &range) && speaks(judge, page, text, *index, &text.touched(&range)) {
            raised.extend(find(judge, page, rule, number, range, Light::Red, label));
        }
    }
}

/// Whether no further digits hang on a number.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joined = |c: Option<char>, next: Option<char>| {
        c.is_some_and(|c| matches!(c, '-' | '.' | '/' | '_' | ' '))
            && next.is_some_and(|next| next.is_ascii_digit())
    };
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    !joined(before.next(), before.next()) && !joined(after.next(), after.next())
}

/// The places in a text that look like that.
fn found(name: &str, text: &str) -> Vec<Range<usize>> {
    look(name).map_or_else(Vec::new, |expression| expression.find(text))
}

/// Whether something that ends as the first half of an address does stands before an `@`: cheap.
fn has_address(text: &str) -> bool {
    let local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    text.match_indices('@').any(|(at, _)| text[..at].ends_with(local))
}

/// E-mail addresses that are neither ours nor given to be written to.
fn addresses(judge: &Judge<'_>, page: &Page<'_>, rule: usize, number: usize, raised: &mut Vec<Raised>) {
    let text = &page.texts[number];
    for range in found("address", text.str()) {
        let reply = answers(page, text);
        let Some((local, domain)) = text.str()[range.clone()].split_once('@') else { continue };
        let handle = text.str()[..range.start].ends_with(['@', '/', ':'])
            || text.str()[range.end..].starts_with([':', '/', '@'])
                && !text.str()[range.end + 1..].starts_with(char::is_whitespace);
        let first = plain(local.split(['.', '_', '-', '+']).next().unwrap_or(local));
        let file = domain.rsplit('.').next().is_some_and(|end| FILES.contains(&end));
        let desk = DESKS.contains(&first.as_str()) && !reply;
        let given = text.block.links().any(|(link, target)| {
            link.start <= range.start && range.end <= link.end && target.starts_with("mailto:")
        });
        if handle
            || file
            || desk
            || NOBODY.contains(&first.as_str())
            || is_code(text, &range)
            || given && !reply
            || is_reserved(domain)
            || is_ours(judge, local, domain)
            || hears(judge, page, rule, number, &range, "contact")
        {
            continue;
        }
        // What a picture shows is described for those who do not see it: nobody is to write there.
        let pictured = text.block.scope == Scope::Alt;
        let light = match reply || pictured || hears(judge, page, rule, number, &range, "told") {
            true => Light::Red,
            // On a page of ours an address mostly is whom to write to: a maintainer, an author.
            false
                if page.setting(text).is_some_and(|setting| setting.kind == ChannelKind::Article)
                    || is_mailbox(text.str(), &range) =>
            {
                continue;
            }
            false => judge.doubt(),
        };
        raised.extend(find(judge, page, rule, number, range, light, "an e-mail address that is not ours"));
    }
}

/// Whether an address stands behind its owner's name in the form of RFC 5322, section 3.4, as those of
/// authors and maintainers do: `Ada Byron <ada@shop.example>`.
fn is_mailbox(text: &str, address: &Range<usize>) -> bool {
    let name = text[..address.start].strip_suffix('<').map(str::trim_end);
    let last = name.and_then(|name| name.split_whitespace().next_back());
    text[address.end..].starts_with('>') && last.is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Phones in an answer that are not given to be called.
fn phones(judge: &Judge<'_>, page: &Page<'_>, rule: usize, number: usize, raised: &mut Vec<Raised>) {
    let text = &page.texts[number];
    if !answers(page, text) {
        return;
    }
    for range in found("phone", text.str()) {
        if !is_code(text, &range) && !hears(judge, page, rule, number, &range, "contact") {
            raised.extend(find(judge, page, rule, number, range, Light::Red, "a phone number in an answer"));
        }
    }
}

/// Whether a text answers somebody: a reply, or a piece that holds a message of somebody else.
fn answers(page: &Page<'_>, text: &Text<'_>) -> bool {
    let reply = page.setting(text).is_some_and(|setting| setting.kind == ChannelKind::Reply);
    let social = page.setting(text).is_some_and(|setting| setting.kind == ChannelKind::Social);
    reply || social && text.piece.is_some_and(|piece| page.piece(piece).any(|other| other.block.inside.quote))
}

/// Whether a domain is kept for examples: nobody reads mail there (RFC 2606, section 3).
fn is_reserved(domain: &str) -> bool {
    ["example.com", "example.net", "example.org"].iter().any(|reserved| {
        domain.strip_suffix(reserved).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// Whether an address is the company's or one of its people's.
fn is_ours(judge: &Judge<'_>, local: &str, domain: &str) -> bool {
    let policy = judge.policy;
    let local = format!(" {} ", plain(local));
    let named = |name: &str| {
        let name = plain(name);
        name.contains(' ') && name.split(' ').all(|word| local.contains(&format!(" {word} ")))
    };
    link::is_own(&policy.company, domain)
        || policy.employees.iter().any(|employee| named(&employee.name))
        || policy.support.escalate_to.as_deref().is_some_and(|to| {
            to.split_once('@').is_some_and(|(own, at)| at == domain && plain(own) == local.trim())
        })
}

/// Whether a cue of `role` stands in the sentence at `range`; for contacts also elsewhere in the
/// paragraph or in the heading above it.
fn hears(
    judge: &Judge<'_>,
    page: &Page<'_>,
    rule: usize,
    number: usize,
    range: &Range<usize>,
    role: &str,
) -> bool {
    let text = &page.texts[number];
    let cued = |text: &Text<'_>, within: Option<Range<usize>>| {
        text.hits.iter().any(|cued| {
            let cue = &judge.rules.cues[cued.cue];
            cue.rule == rule
                && cue.spec.role.as_deref() == Some(role)
                && within.as_ref().is_none_or(|within| within.contains(&cued.hit.words.start))
        })
    };
    if cued(text, Some(text.sentence(&text.touched(range)))) {
        return true;
    }
    let before = page.texts[..number].iter().rev().find(|other| other.is_read() && other.piece == text.piece);
    // In an answer a "call us" two sentences on does not give the customer's phone away.
    role == "contact"
        && !answers(page, text)
        && (cued(text, None)
            || before.is_some_and(|before| before.block.scope == Scope::Heading && cued(before, None)))
}

fn is_code(text: &Text<'_>, range: &Range<usize>) -> bool {
    text.block.marked(range.start, |kind| *kind == MarkKind::Code)
}

fn find(
    judge: &Judge<'_>,
    page: &Page<'_>,
    rule: usize,
    number: usize,
    range: Range<usize>,
    own: Light,
    label: &str,
) -> Option<Raised> {
    let light = judge.light(rule, Some(own))?;
    let mut found = judge.finding(page, number, rule, light, range);
    found.label = label.to_owned();
    found.help = judge.fill(&found.help, &Blanks { name: &found.words, ..Blanks::default() });
    Some(found)
}

#[cfg(test)]
mod tests;
