//! A value held against the shape its key asks for.

use super::fields::Value;
use super::{Fields, HouseRule, LastDay, Reader, nearest, spoken};
use crate::policy::date;
use crate::policy::draft::Word;
use crate::policy::error::printable;
use crate::policy::keys::{Key, Shape, Table};
use crate::policy::path;
use crate::rule::spec::RuleSpec;
use crate::span::Span;
use globset::Glob;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};
use toml::value::Datetime;

type Node<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    /// The checked value; `None` if something is wrong with it, which is reported.
    pub(super) fn value(&mut self, key: &Key, node: &Node<'_>) -> Option<Value> {
        Some(match key.shape {
            Shape::Text => Value::Text(self.text(key.name, node)?),
            Shape::Texts => Value::Texts(self.texts(key.name, node)?),
            Shape::Flag => match node.get_ref() {
                DeValue::Boolean(flag) => Value::Flag(*flag),
                _ => return self.mistyped(key.name, "true or false", node, "write true or false"),
            },
            Shape::Paths => Value::Paths(self.paths(key.name, node)?),
            Shape::Choice(choices) => {
                let word = self.text(key.name, node)?;
                Value::Choice(self.choice(key.name, choices, &word)?)
            }
            Shape::Choices(choices) => {
                for word in self.texts(key.name, node)? {
                    self.choice(key.name, choices, &word);
                }
                Value::Inner
            }
            Shape::LastDay => {
                let (written, end) = self.date(key.name, node, date::end_of)?;
                Value::LastDay(LastDay { end, written })
            }
            Shape::Instant => Value::Instant(self.date(key.name, node, date::instant)?.1),
            Shape::One(table) => Value::One(Box::new(self.one(key.name, table, node)?)),
            Shape::Many(table) => Value::Many(self.many(key.name, table, node)?),
            Shape::ByRule(table) => Value::ByRule(self.by_rule(key.name, table, node)?),
            Shape::Rules(table) => Value::Rules(self.rules(key.name, table, node)?),
            Shape::WordLists => {
                let DeValue::Table(lists) = node.get_ref() else {
                    return self.mistyped(key.name, "a table", node, "write name = [\"…\"] for each list");
                };
                for (name, list) in lists.iter() {
                    self.texts(name.get_ref(), list);
                }
                Value::Inner
            }
            Shape::Examples(table) => {
                let DeValue::Array(examples) = node.get_ref() else {
                    return self.mistyped(key.name, "a list", node, "write a list of texts");
                };
                for example in examples.iter() {
                    match example.get_ref() {
                        DeValue::Table(set) => {
                            self.table(table, set, example.span().into());
                        }
                        _ => {
                            self.text(key.name, example);
                        }
                    }
                }
                Value::Inner
            }
        })
    }

    fn mistyped<T>(
        &mut self,
        key: &str,
        expected: &str,
        node: &Node<'_>,
        help: impl Into<String>,
    ) -> Option<T> {
        self.wrong_type(key, expected, node.get_ref(), node.span().into(), help.into());
        None
    }

    fn text(&mut self, key: &str, node: &Node<'_>) -> Option<Word> {
        let DeValue::String(text) = node.get_ref() else {
            return self.mistyped(key, "a text", node, "write it in quotation marks");
        };
        let span = Span::from(node.span());
        if crate::word::fold(text).trim().is_empty() {
            self.wrong(
                span,
                format!("`{}` is empty", printable(key)),
                "nothing to read",
                "fill it in or take it out",
            );
            return None;
        }
        Some(self.word(text, span))
    }

    fn texts(&mut self, key: &str, node: &Node<'_>) -> Option<Vec<Word>> {
        let DeValue::Array(items) = node.get_ref() else {
            let help = match node.get_ref() {
                DeValue::String(text) => format!("put it in brackets: [\"{}\"]", printable(text)),
                _ => "write [\"…\", \"…\"]".to_owned(),
            };
            return self.mistyped(key, "a list of texts", node, help);
        };
        let before = self.errors.len();
        let words = items.iter().filter_map(|item| self.text(key, item)).collect();
        (self.errors.len() == before).then_some(words)
    }

    fn paths(&mut self, key: &str, node: &Node<'_>) -> Option<Vec<(Word, Glob)>> {
        let words = self.texts(key, node)?;
        let span = Span::from(node.span());
        if words.is_empty() {
            let help = "name a pattern such as \"blog/**\", or take the key out";
            self.wrong(span, format!("`{}` is empty", printable(key)), "this matches no file", help);
            return None;
        }
        let before = self.errors.len();
        let mut patterns = Vec::new();
        for word in words {
            match path::pattern(&word.text) {
                Ok(glob) => patterns.push((word, glob)),
                Err(why) => {
                    let message = format!("`{}` is no pattern of paths", printable(&word.text));
                    let help = "* stands for a part of a name, ** for any folders, {a,b} for either";
                    self.wrong(word.place.span, message, why, help);
                }
            }
        }
        if self.errors.len() != before {
            return None;
        }
        if let Err(why) = path::set(patterns.iter().map(|(_, glob)| glob.clone())) {
            self.wrong(
                span,
                format!("`{}` cannot be used", printable(key)),
                why,
                "use fewer or simpler patterns",
            );
            return None;
        }
        Some(patterns)
    }

    fn choice(&mut self, key: &str, choices: &'static [&'static str], word: &Word) -> Option<&'static str> {
        if let Some(choice) = choices.iter().find(|choice| **choice == word.text) {
            return Some(choice);
        }
        let former = match word.text.to_lowercase().as_str() {
            "twitter" => choices.iter().find(|choice| **choice == "x"),
            _ => None,
        };
        let label = match former.copied().or_else(|| nearest(&word.text, choices.iter().copied())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "not known".to_owned(),
        };
        let message = format!("`{}` cannot be `{}`", printable(key), printable(&word.text));
        self.wrong(
            word.place.span,
            message,
            label,
            format!("it is one of {}", spoken(choices.iter().copied())),
        );
        None
    }

    fn date<T>(
        &mut self,
        key: &str,
        node: &Node<'_>,
        read: impl Fn(&Datetime) -> Result<T, date::Wrong>,
    ) -> Option<(String, T)> {
        let (written, found) = match node.get_ref() {
            DeValue::Datetime(date) => (date.to_string(), read(date)),
            DeValue::String(text) => (text.trim().to_owned(), date::parse(text).and_then(|date| read(&date))),
            _ => return self.mistyped(key, "a date", node, "write a date such as 2026-09-30"),
        };
        match found {
            Ok(found) => Some((written, found)),
            Err((label, help)) => {
                self.wrong(node.span().into(), format!("`{}` cannot be read", printable(key)), label, help);
                None
            }
        }
    }

    fn one(&mut self, key: &str, table: &'static Table, node: &Node<'_>) -> Option<Fields> {
        match node.get_ref() {
            DeValue::Table(inner) => Some(self.table(table, inner, node.span().into())),
            _ => self.mistyped(key, "a single table", node, format!("write {} once", table.head)),
        }
    }

    fn many(&mut self, key: &str, table: &'static Table, node: &Node<'_>) -> Option<Vec<Fields>> {
        let help = || format!("write {}, in two brackets, for each", table.head);
        let DeValue::Array(items) = node.get_ref() else {
            return self.mistyped(key, "a list of tables", node, help());
        };
        let mut found = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(inner) => found.push(self.table(table, inner, item.span().into())),
                _ => {
                    self.mistyped::<()>(key, "a list of tables", item, help());
                }
            }
        }
        Some(found)
    }

    fn by_rule(&mut self, key: &str, table: &'static Table, node: &Node<'_>) -> Option<Vec<(Word, Fields)>> {
        let DeValue::Table(tables) = node.get_ref() else {
            let help = "write [rules.ID] with the id of a rule; a rule of your own is a [[rule]]";
            return self.mistyped(key, "tables by the id of a rule", node, help);
        };
        let mut found = Vec::new();
        for (id, tuning) in tables.iter() {
            if let Some(fields) = self.one(id.get_ref(), table, tuning) {
                found.push((self.word(id.get_ref(), id.span().into()), fields));
            }
        }
        Some(found)
    }

    fn rules(&mut self, key: &str, table: &'static Table, node: &Node<'_>) -> Option<Vec<HouseRule>> {
        let DeValue::Array(items) = node.get_ref() else {
            return self.mistyped(key, "a list of tables", node, "write [[rule]], in two brackets, for each");
        };
        let mut found = Vec::new();
        for item in items.iter() {
            let DeValue::Table(inner) = item.get_ref() else {
                self.mistyped::<()>(key, "a list of tables", item, "write [[rule]] for each");
                continue;
            };
            let before = self.errors.len();
            self.table(table, inner, item.span().into());
            if self.errors.len() != before || self.broken {
                continue;
            }
            match RuleSpec::deserialize(ValueDeserializer::from(item.clone())) {
                Ok(spec) => {
                    let id = self.word(spec.id.get_ref(), spec.id.span().into());
                    found.push(HouseRule { id, spec });
                }
                Err(error) => {
                    let span = error.span().map_or_else(|| Span::from(item.span()), Span::from);
                    self.wrong(
                        span,
                        "a rule that cannot be read".to_owned(),
                        error.message(),
                        "see `presscheck explain`",
                    );
                }
            }
        }
        Some(found)
    }
}
