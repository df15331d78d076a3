//! How often a word stands in a text, so that a phrase is looked up by what it holds of the rarest.

use std::collections::BTreeMap;

/// How often words stand in some texts.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    words: BTreeMap<String, u64>,
    all: u64,
}

impl Counts {
    /// The counts of policy/words/counts.tsv: each line holds a folded word, a tab and how often it stands.
    #[must_use]
    pub fn of(lines: &str) -> Counts {
        let counted = |line: &str| {
            line.split_once('\t').and_then(|(word, count)| Some((word.to_owned(), count.parse().ok()?)))
        };
        let words: BTreeMap<String, u64> = lines.lines().filter_map(counted).collect();
        Counts { all: words.values().sum(), words }
    }

    /// The words, each with how often it was counted.
    pub fn all(&self) -> impl Iterator<Item = (&str, u64)> {
        self.words.iter().map(|(word, &count)| (word.as_str(), count))
    }

    /// How often a word stands among ten thousand, and one more: told by its length where nothing was
    /// counted.
    #[must_use]
    pub fn word(&self, form: &str) -> u32 {
        match self.all {
            0 => 20 / form.len().clamp(1, 20) as u32 + 1,
            _ => self.cost(self.words.get(form).copied().unwrap_or_default()),
        }
    }

    /// How often words that begin so do.
    #[must_use]
    pub fn prefix(&self, form: &str) -> u32 {
        let own = self.words.range(form.to_owned()..).take_while(|(word, _)| word.starts_with(form));
        self.cost(own.map(|(_, count)| count).sum())
    }

    fn cost(&self, count: u64) -> u32 {
        (count * 10_000).checked_div(self.all).unwrap_or(5) as u32 + 1
    }
}
