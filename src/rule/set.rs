//! All rules ready to use: what each cue listens for, and under which conditions.

use super::engine::Engine;
use super::phrase::PhraseError;
use super::slots::Slot;
use super::spec::{CueSpec, LightName, RuleSpec};
use regex::Regex;
use toml::Spanned;

/// The rules of a run.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// The rules, the built-in ones first.
    pub rules: Vec<Rule>,
    /// Their cues.
    pub cues: Vec<Cue>,
    /// Their phrases.
    pub engine: Engine,
    owners: Vec<(u32, Part)>,
}

/// A rule ready to use.
#[derive(Debug)]
pub struct Rule {
    /// As written.
    pub spec: RuleSpec,
    /// Whether it is a house rule.
    pub house: bool,
}

impl Rule {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.spec.id.get_ref()
    }

    /// Its category.
    #[must_use]
    pub fn category(&self) -> &str {
        self.spec.category.as_deref().unwrap_or("house")
    }
}

/// A group of phrases with its conditions.
#[derive(Debug)]
pub struct Cue {
    /// The rule it belongs to.
    pub rule: usize,
    /// As written.
    pub spec: CueSpec,
    /// Where it must stand.
    pub places: Vec<Place>,
    /// The slot that is reported.
    pub report: Option<Slot>,
    /// Its regular expressions.
    pub patterns: Vec<Regex>,
}

/// Where a cue must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the start of a line.
    LineStart,
    /// The whole line.
    OwnLine,
    /// In a heading.
    Heading,
    /// In the first line of the piece.
    FirstLine,
    /// In a field of front matter or of a data file.
    Field,
}

/// What a phrase is to its cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What the cue listens for.
    Main,
    /// One of these in the same sentence.
    Sentence,
    /// One of these in the same paragraph.
    Paragraph,
    /// One of these in the same piece.
    Piece,
    /// None of these in the same sentence.
    NotSentence,
    /// None of these in the same paragraph.
    NotParagraph,
    /// None of these in the same piece.
    NotPiece,
    /// With one of these in the same paragraph the light changes.
    Second,
}

/// A mistake in a rule, with its place in the file it is written in.
#[derive(Debug, Clone)]
pub struct RuleError {
    /// Id of the rule.
    pub rule: String,
    /// Bytes of the file.
    pub span: std::ops::Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl RuleSet {
    /// Adds the shared word lists: they come before every rule.
    ///
    /// # Errors
    /// [`RuleError`] for each phrase of a list that cannot be read.
    pub fn add_lists<'a>(
        &mut self,
        lists: impl Iterator<Item = (&'a str, Vec<&'a str>)>,
    ) -> Result<(), Vec<RuleError>> {
        let mut wrong = Vec::new();
        for (name, phrases) in lists {
            if let Err(error) = self.engine.add_list(name, &phrases) {
                wrong.push(RuleError {
                    rule: format!("<{name}>"),
                    span: 0..0,
                    message: error.message,
                    help: error.help,
                });
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// Adds a rule.
    ///
    /// # Errors
    /// A [`RuleError`] for each mistake in its phrases, patterns and places.
    pub fn add(&mut self, spec: RuleSpec, house: bool) -> Result<(), Vec<RuleError>> {
        let mut wrong = Vec::new();
        let rule = self.rules.len();
        let id = spec.id.get_ref().clone();
        let hidden: Vec<_> = spec.words.keys().cloned().collect();
        for (name, phrases) in &spec.words {
            let texts: Vec<_> = phrases.iter().map(|phrase| phrase.get_ref().as_str()).collect();
            if let Err(error) = self.engine.add_list(name, &texts) {
                let at = phrases.iter().find(|phrase| super::phrase::parse(phrase.get_ref()).is_err());
                wrong.push(place(&id, at, &error));
            }
        }
        for cue in cues(&spec) {
            self.add_cue(rule, &id, cue, &mut wrong);
        }
        for name in hidden {
            self.engine.remove_list(&name);
        }
        self.rules.push(Rule { spec, house });
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    fn add_cue(&mut self, rule: usize, id: &str, spec: CueSpec, wrong: &mut Vec<RuleError>) {
        let number = self.cues.len() as u32;
        let parts: [(Part, &[Spanned<String>]); 8] = [
            (Part::Main, &spec.phrases),
            (Part::Sentence, &spec.sentence),
            (Part::Paragraph, &spec.paragraph),
            (Part::Piece, &spec.piece),
            (Part::NotSentence, &spec.not_sentence),
            (Part::NotParagraph, &spec.not_paragraph),
            (Part::NotPiece, &spec.not_piece),
            (Part::Second, &spec.second),
        ];
        for (part, phrases) in parts {
            for phrase in phrases {
                let owner = self.owners.len() as u32;
                match self.engine.add(phrase.get_ref(), owner) {
                    Ok(()) => self.owners.push((number, part)),
                    Err(error) => wrong.push(place(id, Some(phrase), &error)),
                }
            }
        }
        let mut patterns = Vec::new();
        for pattern in &spec.patterns {
            match Regex::new(pattern.get_ref()) {
                Ok(regex) => patterns.push(regex),
                Err(error) => wrong.push(RuleError {
                    rule: id.to_owned(),
                    span: pattern.span(),
                    message: "the pattern is no regular expression".to_owned(),
                    help: error.to_string(),
                }),
            }
        }
        let places = match places(spec.place.as_ref()) {
            Ok(places) => places,
            Err(name) => {
                wrong.push(RuleError {
                    rule: id.to_owned(),
                    span: spec.place.as_ref().map_or(0..0, Spanned::span),
                    message: format!("there is no place `{name}`"),
                    help: "the places are anywhere, line-start, own-line, heading, first-line, field"
                        .to_owned(),
                });
                Vec::new()
            }
        };
        let report = spec.report.as_deref().and_then(|name| Slot::of_name(name.trim_matches(['{', '}'])));
        self.cues.push(Cue { rule, spec, places, report, patterns });
    }

    /// The cue and the part of it that a phrase was added for.
    #[must_use]
    pub fn owner(&self, owner: u32) -> (usize, Part) {
        let (cue, part) = self.owners[owner as usize];
        (cue as usize, part)
    }

    /// The number of the rule with that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.id() == id)
    }
}

fn place(id: &str, phrase: Option<&Spanned<String>>, error: &PhraseError) -> RuleError {
    // One byte for the opening quote; in a text with escapes the label is the whole string.
    let span = phrase.map_or(0..0, |phrase| {
        let whole = phrase.span();
        let plain = whole.len() == phrase.get_ref().len() + 2;
        let start = whole.start + 1 + error.at;
        if plain { start..(start + error.length.max(1)).min(whole.end) } else { whole }
    });
    RuleError { rule: id.to_owned(), span, message: error.message.clone(), help: error.help.clone() }
}

fn places(place: Option<&Spanned<String>>) -> Result<Vec<Place>, String> {
    let names = place.map_or("", |place| place.get_ref().as_str());
    names
        .split('|')
        .map(str::trim)
        .filter(|name| !name.is_empty() && *name != "anywhere")
        .map(|name| match name {
            "line-start" => Ok(Place::LineStart),
            "own-line" => Ok(Place::OwnLine),
            "heading" => Ok(Place::Heading),
            "first-line" => Ok(Place::FirstLine),
            "field" => Ok(Place::Field),
            _ => Err(name.to_owned()),
        })
        .collect()
}

/// The cues of a rule: those written out, and one for the phrases of a rule with a single cue.
fn cues(spec: &RuleSpec) -> Vec<CueSpec> {
    let mut cues = spec.cue.clone();
    if !spec.phrases.is_empty() {
        cues.insert(0, CueSpec { phrases: spec.phrases.clone(), ..CueSpec::default() });
    }
    cues
}

impl From<LightName> for Option<crate::finding::Light> {
    fn from(name: LightName) -> Self {
        use crate::finding::Light;
        match name {
            LightName::Red => Some(Light::Red),
            LightName::Yellow => Some(Light::Yellow),
            LightName::Note => Some(Light::Green),
            LightName::Off => None,
        }
    }
}
