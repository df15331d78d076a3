//! Words that are known, by number.

use super::stored::{Array, Reader, Writer};
use super::{Words, hash_bytes};

/// Folded words by number from 1; 0 is every other word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    table: Array<u32>,
    ends: Array<u32>,
    /// UTF-8: it is compared and never shown, so nobody needs to look through it first.
    forms: Array<u8>,
}

impl Vocabulary {
    /// Adds a folded word and gives its number.
    pub fn add(&mut self, form: &str) -> u32 {
        if let Some(number) = self.number(hash_bytes(form.as_bytes()), form) {
            return number;
        }
        self.forms.to_mut().extend(form.as_bytes());
        self.ends.to_mut().push(self.forms.len() as u32);
        let number = self.ends.len() as u32;
        if self.table.len() < 2 * self.ends.len() {
            self.table = vec![0; (4 * self.ends.len()).next_power_of_two()].into();
            for own in 1..=number {
                self.place(own);
            }
        } else {
            self.place(number);
        }
        number
    }

    fn place(&mut self, number: u32) {
        let mut at = self.home(hash_bytes(self.form(number)));
        while self.table[at] != 0 {
            at = (at + 1) % self.table.len();
        }
        self.table.to_mut()[at] = number;
    }

    fn home(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (self.table.len() - 1)
    }

    fn form(&self, number: u32) -> &[u8] {
        let at = number as usize - 1;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.forms[start as usize..self.ends[at] as usize]
    }

    /// The number of a folded word with that hash.
    #[must_use]
    pub fn number(&self, hash: u64, form: &str) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        let mut at = self.home(hash);
        loop {
            match self.table[at] {
                0 => return None,
                number if self.form(number) == form.as_bytes() => return Some(number),
                _ => at = (at + 1) & (self.table.len() - 1),
            }
        }
    }

    /// Whether it holds that folded word.
    #[must_use]
    pub fn contains(&self, form: &str) -> bool {
        self.number(hash_bytes(form.as_bytes()), form).is_some()
    }

    /// The words in the order of their numbers.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        (1..=self.ends.len() as u32).filter_map(|number| str::from_utf8(self.form(number)).ok())
    }

    /// The number of each word of a text; 0 where it has none.
    pub fn numbers(&self, words: &Words, numbers: &mut Vec<u32>) {
        numbers.clear();
        numbers.extend(
            words.list().iter().map(|word| self.number(word.hash, words.form(word)).unwrap_or_default()),
        );
    }

    /// Writes it down.
    pub fn write(&self, out: &mut Writer) {
        out.array(&self.table);
        out.array(&self.ends);
        out.array(&self.forms);
    }

    /// What [`Vocabulary::write`] wrote; `None` if it is cut short.
    pub fn read(from: &mut Reader) -> Option<Vocabulary> {
        Some(Vocabulary { table: from.array()?, ends: from.array()?, forms: from.array()? })
    }
}
