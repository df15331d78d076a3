//! Where cues apply: told once for each kind of place, and asked of every text.

use super::setting::Setting;
use crate::document::{Block, Document, Scope, is_answer};
use crate::policy::{ChannelKind, Voice};
use crate::rule::engine::Request;
use crate::rule::language::prepare::Reach;
use crate::rule::set::RuleSet;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    scope: Scope,
    /// The channel, and who speaks there; `None` where it is not known.
    channel: Option<(ChannelKind, Voice)>,
    /// Whether it is a post that answers another: a reply too.
    answers: bool,
}

impl Place {
    /// Where `block` of a piece, or of the head, stands; the head stands where the first piece does.
    pub(super) fn of(settings: &[Setting], document: &Document, piece: Option<usize>, block: &Block) -> Self {
        let channel = settings.get(piece.unwrap_or(0)).map(|setting| (setting.kind, setting.voice));
        let social = channel.is_some_and(|(kind, _)| kind == ChannelKind::Social);
        // A post answers what stands beside it, or what it quotes first.
        let first = piece.and_then(|number| document.pieces[number].blocks.first());
        let quotes = first.is_some_and(|block| block.inside.quote);
        let answers = social && (quotes || block.key.as_deref().is_some_and(is_answer));
        Place { scope: block.scope, channel, answers }
    }

    fn is_in(self, reach: &Reach) -> bool {
        let named = |own: &[String], name: &str| own.is_empty() || own.iter().any(|own| own == name);
        named(&reach.scopes, self.scope.name())
            && self.channel.is_none_or(|(kind, voice)| {
                let voice = match voice {
                    Voice::Company => "company",
                    Voice::Employee => "employee",
                };
                (named(&reach.channels, kind.name()) || self.answers && named(&reach.channels, "reply"))
                    && !reach.not_channels.iter().any(|own| own == kind.name())
                    && named(&reach.voices, voice)
            })
    }
}

/// What applies in one kind of place.
#[derive(Debug)]
pub(super) struct Applying {
    /// Which of the rules' reaches it is in.
    reaches: Vec<bool>,
    /// What cues that apply listen for.
    pub(super) heads: Request,
}

impl Applying {
    /// Whether cues of that reach, by number, apply.
    pub(super) fn applies(&self, reach: usize) -> bool {
        self.reaches[reach]
    }
}

/// What applies in the kinds of places that were asked for.
#[derive(Debug, Default)]
pub(super) struct Places(Mutex<FxHashMap<Place, Arc<Applying>>>);

impl Places {
    /// What applies in `place`.
    pub(super) fn at(&self, rules: &RuleSet, place: Place) -> Arc<Applying> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = known.entry(place).or_insert_with(|| {
            let reaches: Vec<bool> = rules.reaches.iter().map(|reach| place.is_in(reach)).collect();
            let heads = rules.heads(|reach| reaches[reach]);
            Arc::new(Applying { reaches, heads })
        });
        Arc::clone(own)
    }
}
