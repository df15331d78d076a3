//! From rules as written to rules ready to use.

use super::book::Book;
use super::compile::Compiler;
use super::counts::Counts;
use super::gates::Gates;
use super::index::Owned;
use super::phrase::PhraseError;
use super::slots::Slot;
use super::spec::{CueSpec, LightName, RuleSpec};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// What of a rule is asked for while documents are judged: everything but its documentation and
/// what is compiled. The fields are those of [`RuleSpec`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RuleHead {
    pub id: String,
    pub category: Option<String>,
    pub light: LightName,
    pub message: String,
    pub label: Option<String>,
    pub help: Option<String>,
    pub judge: Option<String>,
    pub lists: Vec<String>,
    pub protected: bool,
    pub cleared_by: Option<Vec<String>>,
}

/// What of a cue is asked for while documents are judged. The fields are those of [`CueSpec`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CueHead {
    /// The rule it belongs to, by number.
    pub rule: usize,
    pub role: Option<String>,
    pub languages: Vec<String>,
    pub light: Option<LightName>,
    /// Regular expressions.
    pub patterns: Vec<String>,
    pub report: Option<Slot>,
    pub places: Vec<Place>,
    pub second_light: Option<LightName>,
    pub help: Option<String>,
    pub label: Option<String>,
    /// Where it applies, by number.
    pub reach: usize,
    /// The parts that it has phrases for, one bit each.
    parts: u8,
}

/// Where cues apply, many of them in the same places: empty for anywhere. Where a cue has none of its own,
/// scopes, channels and voices are its rule's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Reach {
    pub scopes: Vec<String>,
    pub channels: Vec<String>,
    pub not_channels: Vec<String>,
    pub voices: Vec<String>,
}

impl CueHead {
    /// Whether the cue has a phrase for `part`.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        self.parts & part.bit() != 0
    }
}

/// Where a cue must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

impl Part {
    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Owners of phrases that are the same part of the same cue. They are numbered one after the other.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Owners {
    /// The number behind their last.
    pub end: u32,
    /// The cue, by number.
    pub cue: u32,
    /// What their phrases are to it.
    pub part: Part,
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

/// Rules ready to use, but for their phrases.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Prepared {
    /// The rules.
    pub rules: Vec<RuleHead>,
    /// Their cues.
    pub cues: Vec<CueHead>,
    /// Where these apply.
    pub reaches: Vec<Reach>,
    /// The cue and the part of it that the phrases belong to, in the order of both.
    pub owners: Vec<Owners>,
    /// Which of their patterns may find something in a text.
    pub gates: Gates,
}

impl Prepared {
    /// The regular expressions of all cues.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        self.cues.iter().flat_map(|cue| &cue.patterns).map(String::as_str)
    }
}

/// Prepares rules.
#[derive(Debug, Default)]
pub struct Preparation {
    prepared: Prepared,
    compiler: Compiler,
}

impl Preparation {
    /// A preparation with the shared word lists, from the texts of policy/slots.toml, words.toml
    /// and names.toml, for phrases that are looked for in texts of which `counts` tells.
    ///
    /// # Errors
    /// [`RuleError`] for each list with a phrase that cannot be read, or for a file that is none.
    pub fn with_lists(slots: &str, words: &str, names: &str, counts: Counts) -> Result<Self, Vec<RuleError>> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        struct Names {
            everyday: Vec<String>,
            household: Vec<String>,
            not_projects: Vec<String>,
        }
        type Lists = BTreeMap<String, Vec<String>>;
        let wrong = |name: &str, message: &str, help: &str| RuleError {
            rule: name.to_owned(),
            span: 0..0,
            message: message.to_owned(),
            help: help.to_owned(),
        };
        let broken = |error: toml::de::Error| vec![wrong("word lists", error.message(), "mend the file")];
        let mut lists: Lists = toml::from_str(slots).map_err(broken)?;
        lists.extend(toml::from_str::<Lists>(words).map_err(broken)?);
        let names: Names = toml::from_str(names).map_err(broken)?;
        lists.insert("everyday".to_owned(), [names.everyday, names.household].concat());
        lists.insert("not-projects".to_owned(), names.not_projects);
        let mut own = Preparation { compiler: Compiler::new(counts), ..Preparation::default() };
        let mut errors = Vec::new();
        for (name, phrases) in &lists {
            let phrases: Vec<_> = phrases.iter().map(String::as_str).collect();
            if let Err(error) = own.compiler.add_list(name, &phrases) {
                errors.push(wrong(&format!("<{name}>"), &error.message, &error.help));
            }
        }
        if errors.is_empty() { Ok(own) } else { Err(errors) }
    }

    /// Adds a rule.
    ///
    /// # Errors
    /// A [`RuleError`] for each mistake in its phrases and places.
    pub fn add(&mut self, spec: &RuleSpec) -> Result<(), Vec<RuleError>> {
        let mut wrong = Vec::new();
        for (name, phrases) in &spec.words {
            let texts: Vec<_> = phrases.iter().map(|phrase| phrase.get_ref().as_str()).collect();
            if let Err(error) = self.compiler.add_list(name, &texts) {
                let at = phrases.iter().find(|phrase| super::phrase::parse(phrase.get_ref()).is_err());
                wrong.push(place(spec.id.get_ref(), at, &error));
            }
        }
        for cue in cues(spec) {
            self.add_cue(spec, cue, &mut wrong);
        }
        for name in spec.words.keys() {
            self.compiler.remove_list(name);
        }
        self.prepared.rules.push(RuleHead {
            id: spec.id.get_ref().clone(),
            category: spec.category.clone(),
            light: spec.light,
            message: spec.message.clone(),
            label: spec.label.clone(),
            help: spec.help.clone(),
            judge: spec.judge.clone(),
            lists: spec.lists.clone(),
            protected: spec.protected,
            cleared_by: spec.cleared_by.clone(),
        });
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// Everything that was added.
    #[must_use]
    pub fn finish(mut self) -> (Prepared, Book) {
        self.prepared.gates = Gates::of(self.prepared.patterns(), self.compiler.counts());
        (self.prepared, self.compiler.finish())
    }

    /// Notes that the phrase added last is `part` of that cue.
    fn own(&mut self, cue: u32, part: Part) {
        match self.prepared.owners.last_mut() {
            Some(last) if (last.cue, last.part) == (cue, part) => last.end += 1,
            last => {
                let end = last.map_or(0, |last| last.end) + 1;
                self.prepared.owners.push(Owners { end, cue, part });
            }
        }
    }

    fn add_cue(&mut self, rule: &RuleSpec, spec: CueSpec, wrong: &mut Vec<RuleError>) {
        let id = rule.id.get_ref();
        let number = self.prepared.cues.len() as u32;
        let phrases: [(Part, &[Spanned<String>]); 8] = [
            (Part::Main, &spec.phrases),
            (Part::Sentence, &spec.sentence),
            (Part::Paragraph, &spec.paragraph),
            (Part::Piece, &spec.piece),
            (Part::NotSentence, &spec.not_sentence),
            (Part::NotParagraph, &spec.not_paragraph),
            (Part::NotPiece, &spec.not_piece),
            (Part::Second, &spec.second),
        ];
        let mut parts = 0;
        for (part, phrases) in phrases {
            for phrase in phrases {
                parts |= part.bit();
                let owner = self.prepared.owners.last().map_or(0, |last| last.end);
                let owned = if part == Part::Main { Owned::Head } else { Owned::Condition };
                match self.compiler.add(phrase.get_ref(), owner, owned) {
                    Ok(()) => self.own(number, part),
                    Err(error) => wrong.push(place(id, Some(phrase), &error)),
                }
            }
        }
        let places = places(spec.place.as_ref()).unwrap_or_else(|name| {
            wrong.push(RuleError {
                rule: id.to_owned(),
                span: spec.place.as_ref().map_or(0..0, Spanned::span),
                message: format!("there is no place `{name}`"),
                help: "the places are anywhere, line-start, own-line, heading, first-line, field".to_owned(),
            });
            Vec::new()
        });
        let or = |own: Vec<String>, other: &[String]| if own.is_empty() { other.to_vec() } else { own };
        let reach = Reach {
            scopes: or(spec.scopes, &rule.scopes),
            channels: or(spec.channels, &rule.channels),
            not_channels: rule.not_channels.clone(),
            voices: or(spec.voices, &rule.voices),
        };
        let reaches = &mut self.prepared.reaches;
        let known = reaches.iter().position(|own| *own == reach);
        let reach = known.unwrap_or_else(|| {
            reaches.push(reach);
            reaches.len() - 1
        });
        self.prepared.cues.push(CueHead {
            rule: self.prepared.rules.len(),
            role: spec.role,
            languages: spec.languages,
            light: spec.light,
            patterns: spec.patterns.into_iter().map(Spanned::into_inner).collect(),
            report: spec.report.as_deref().and_then(|name| Slot::of_name(name.trim_matches(['{', '}']))),
            places,
            second_light: spec.second_light,
            help: spec.help,
            label: spec.label,
            reach,
            parts,
        });
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
