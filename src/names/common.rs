//! What the built-in policy knows about names without being told (policy/names.toml).

use crate::word::{Aligned, Reader, Vocabulary};
use std::sync::LazyLock;

/// One [`Vocabulary`] after the other, in the order of the fields of [`Known`].
static NAMES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/names.words")));

/// Names and capitalised words that are known, in plain folded words.
#[derive(Debug, Default)]
pub struct Known {
    /// Platforms and tools everybody writes about.
    pub everyday: Vocabulary,
    /// These, and the companies and bodies everybody writes about: nothing follows from a mention
    /// of them.
    pub well_known: Vocabulary,
    /// Those of the platforms and tools that are firms a customer or partner may be.
    pub vendors: Vocabulary,
    /// Capitalised words that are no organisation.
    pub ordinary: Vocabulary,
    /// Words that an organisation's name ends with.
    pub org_endings: Vocabulary,
    /// Given names of people.
    pub given: Vocabulary,
    /// What people of an organisation are called: `the team at …`, `…'s engineers`.
    pub org_people: Vocabulary,
    /// Words before the name of a person who is written to.
    pub greetings: Vocabulary,
    /// What people are, behind their name and a comma.
    pub offices: Vocabulary,
    /// What firms do, as the last word of their name.
    pub trades: Vocabulary,
    /// Countries, regions and cities.
    pub places: Vocabulary,
    /// First words of two that are a place: `Lake Garda`.
    pub place_beginnings: Vocabulary,
    /// Last words of the names of streets, papers, occasions and stretches of land.
    pub not_org_endings: Vocabulary,
    /// Last words of the names of streets and stretches of land.
    pub landforms: Vocabulary,
    /// What a company does.
    pub deeds: Vocabulary,
    /// What a project does.
    pub steps: Vocabulary,
    /// Words before a name that show that more than one of a kind is meant.
    pub many: Vocabulary,
    /// Articles of languages in which a name has none.
    pub articles: Vocabulary,
    /// German nouns before the name of a firm: `unser Kunde Notable`.
    pub relations: Vocabulary,
    /// What stands at a place, or is measured along it.
    pub landmarks: Vocabulary,
    /// Small words of the languages of the North: their genitive has no apostrophe.
    pub nordic: Vocabulary,
    /// German words before a name in the genitive.
    pub german: Vocabulary,
    /// What somebody does to us, before `us`.
    pub toward_us: Vocabulary,
    /// What somebody does with what is ours, with "our" behind it.
    pub keeps_ours: Vocabulary,
    /// What somebody does who is handed something.
    pub takes_over: Vocabulary,
    /// Words behind "the" and a name that tell the thing: "the Reef is".
    pub behind_things: Vocabulary,
    /// Public bodies, as the head word of their name.
    pub bodies: Vocabulary,
    /// What a house is divided into, as the last word of a name.
    pub divisions: Vocabulary,
    /// What is said behind the name of what things are made with.
    pub made_with: Vocabulary,
    /// What the name of a body begins with, before `of`: `House of Commons`.
    pub houses: Vocabulary,
    /// Words that tell of business with a firm.
    pub dealings: Vocabulary,
    /// Things of nature that firms are named after, each kind with the signs that the thing is meant.
    pub nature: [(Vocabulary, Vocabulary); 4],
    /// Ordinary English words, regular inflections left out.
    pub english: Vocabulary,
}

impl Known {
    fn read(from: &mut Reader) -> Option<Known> {
        let mut next = || Vocabulary::read(from);
        Some(Known {
            everyday: next()?,
            well_known: next()?,
            vendors: next()?,
            ordinary: next()?,
            org_endings: next()?,
            given: next()?,
            org_people: next()?,
            greetings: next()?,
            offices: next()?,
            trades: next()?,
            places: next()?,
            place_beginnings: next()?,
            not_org_endings: next()?,
            landforms: next()?,
            deeds: next()?,
            steps: next()?,
            many: next()?,
            articles: next()?,
            relations: next()?,
            landmarks: next()?,
            nordic: next()?,
            german: next()?,
            toward_us: next()?,
            keeps_ours: next()?,
            takes_over: next()?,
            behind_things: next()?,
            bodies: next()?,
            divisions: next()?,
            made_with: next()?,
            houses: next()?,
            dealings: next()?,
            nature: [(next()?, next()?), (next()?, next()?), (next()?, next()?), (next()?, next()?)],
            english: next()?,
        })
    }
}

/// The built-in knowledge of names. The build script folds it.
#[must_use]
pub fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> =
        LazyLock::new(|| Known::read(&mut Reader::new(&NAMES.0)).unwrap_or_default());
    &KNOWN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::plain;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn what_the_build_prepared_is_what_the_policy_says() {
        let names: BTreeMap<String, Vec<String>> =
            toml::from_str(include_str!("../../policy/names.toml")).unwrap();
        let known = known();
        for (own, kinds) in [
            (&known.everyday, &["everyday"][..]),
            (&known.well_known, &["everyday", "household"]),
            (&known.vendors, &["vendors"]),
            (&known.ordinary, &["ordinary"]),
            (&known.org_endings, &["org-endings"]),
            (&known.given, &["given"]),
            (&known.org_people, &["org-people"]),
            (&known.greetings, &["greetings"]),
            (&known.offices, &["offices"]),
            (&known.trades, &["trades"]),
            (&known.places, &["places"]),
            (&known.place_beginnings, &["place-beginnings"]),
            (&known.not_org_endings, &["streets", "papers", "lands"]),
            (&known.landforms, &["streets", "lands"]),
            (&known.deeds, &["deeds"]),
            (&known.steps, &["steps"]),
            (&known.many, &["many"]),
            (&known.articles, &["articles"]),
            (&known.relations, &["relations"]),
            (&known.landmarks, &["landmarks"]),
            (&known.nordic, &["nordic"]),
            (&known.german, &["german"]),
            (&known.toward_us, &["toward-us"]),
            (&known.keeps_ours, &["keeps-ours"]),
            (&known.takes_over, &["takes-over"]),
            (&known.behind_things, &["behind-things"]),
            (&known.bodies, &["bodies"]),
            (&known.divisions, &["divisions"]),
            (&known.made_with, &["made-with"]),
            (&known.houses, &["houses"]),
            (&known.dealings, &["dealings"]),
            (&known.nature[0].0, &["birds"]),
            (&known.nature[0].1, &["bird-signs"]),
            (&known.nature[1].0, &["plants"]),
            (&known.nature[1].1, &["plant-signs"]),
            (&known.nature[2].0, &["sky"]),
            (&known.nature[2].1, &["sky-signs"]),
            (&known.nature[3].0, &["land"]),
            (&known.nature[3].1, &["land-signs"]),
        ] {
            let told: BTreeSet<String> =
                kinds.iter().flat_map(|kind| &names[*kind]).map(|name| plain(name)).collect();
            assert!(own.words().eq(told.iter().map(String::as_str)), "{kinds:?}");
            assert!(told.iter().all(|name| own.contains(name)), "{kinds:?}");
        }
        assert!(known.english.words().eq(include_str!("../../policy/words/english.txt").lines()));
    }
}
