//! Taking a text apart into words.

use super::kind::{Kind, ascii_kind, case_of, kind, splits};
use super::stop::goes_on;
use super::wrap::is_wrapped;
use super::{Atom, Case, Gap, SOFT_BORDER, Tag, Word, Words, fold_char, is_invisible, is_mark};

impl Words {
    /// Takes `text` apart.
    #[must_use]
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        words.fill(text);
        words
    }

    /// Takes `text` apart in the place of what was there, without new memory where the old is
    /// enough.
    pub fn fill(&mut self, text: &str) {
        self.words.clear();
        self.atoms.clear();
        self.forms.clear();
        // English has a word in six bytes.
        self.words.reserve(text.len() / 6 + 1);
        self.atoms.reserve(text.len() / 6 + 1);
        self.forms.reserve(text.len());
        let gap = Gap::START.and(Gap::LINE_START);
        let mut reader = Reader { text, words: self, gap, tag: Tag::None, stop: false, newlines: 0 };
        reader.run();
        let last = reader.gap;
        self.last = last;
        let begins = |&(at, word): &(usize, &Word)| at > 0 && word.gap.has(Gap::END);
        self.sentences.clear();
        self.sentences.extend(self.words.iter().enumerate().filter(begins).map(|(at, _)| at as u32));
    }
}

struct Reader<'t> {
    text: &'t str,
    words: &'t mut Words,
    gap: Gap,
    tag: Tag,
    /// A full stop, exclamation or question mark stands in the gap.
    stop: bool,
    newlines: u8,
}

impl Reader<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                at = self.word(at);
            } else if byte.is_ascii() {
                self.ascii_gap(byte, at);
                at += 1;
            } else {
                let Some(c) = self.text[at..].chars().next() else { break };
                if is_invisible(c) {
                    // Its line is not empty: Markdown draws it into the one before.
                    self.newlines = 0;
                    at += c.len_utf8();
                } else if kind(c).is_some() {
                    at = self.word(at);
                } else {
                    self.gap_char(c, at);
                    at += c.len_utf8();
                }
            }
        }
    }

    fn add(&mut self, gap: Gap) {
        self.gap = self.gap.and(gap);
    }

    fn ascii_gap(&mut self, byte: u8, at: usize) {
        match byte {
            b' ' | b'\t' => self.space(),
            b'\n' | b'\r' => self.line(byte),
            b'-' if self.dash(at) => self.add(Gap::COMMA),
            b'-' | b'_' => self.add(Gap::HYPHEN),
            b'.' => self.stop_mark(),
            b'!' | b'?' => self.stop_mark(),
            b',' | b';' | b':' => self.add(Gap::COMMA),
            b'\'' | b'`' => self.apostrophe(at, 1),
            b'"' => self.add(Gap::QUOTE),
            b'=' if self.assigns(at) => self.add(Gap::MARK),
            b'*' | b'~' | b'$' | b'%' | b'>' | b'<' | b'=' => {}
            b'&' | b'+' => self.ampersand(at),
            b'#' => self.tag = Tag::Hash,
            b'@' => self.tag = Tag::At,
            b'/' | b'\\' => self.add(Gap::SLASH.and(Gap::MARK)),
            _ => self.add(Gap::MARK),
        }
        if !matches!(byte, b'#' | b'@') {
            self.tag = Tag::None;
        }
    }

    /// Whether the `=` at `at` stands alone between a key and a value: `campaign=spring`.
    fn assigns(&self, at: usize) -> bool {
        let beside = [at.wrapping_sub(1), at + 1].map(|at| self.text.as_bytes().get(at));
        beside.iter().all(|byte| byte.is_some_and(u8::is_ascii_alphanumeric))
    }

    /// Whether the hyphen at `at` stands between spaces, or is one of several: a dash.
    fn dash(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(at + 1).copied();
        let space = |byte: Option<u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace());
        (space(before) && space(after)) || before == Some(b'-') || after == Some(b'-')
    }

    /// Whether the dash `c` at `at` stands between two letters, as a hyphen does: `gust–envelope`.
    fn binds(&self, at: usize, c: char) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + c.len_utf8()..].chars().next();
        [before, after].iter().all(|beside| beside.is_some_and(|c| c.is_alphabetic()))
    }

    fn space(&mut self) {
        self.add(Gap::SPACE);
        if self.stop {
            self.stop = false;
            self.add(Gap::END);
        }
    }

    fn line(&mut self, byte: u8) {
        if byte == b'\n' {
            self.newlines = self.newlines.saturating_add(1);
        }
        self.space();
        self.add(Gap::LINE.and(Gap::LINE_START));
        if self.newlines > 1 {
            self.add(Gap::END);
        }
    }

    fn stop_mark(&mut self) {
        self.stop = true;
        self.add(Gap::DOT);
    }

    fn apostrophe(&mut self, at: usize, length: usize) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let between =
            letter(self.text[..at].chars().next_back()) && letter(self.text[at + length..].chars().next());
        self.add(if between { Gap::APOSTROPHE } else { Gap::QUOTE });
    }

    /// `&` and a lone `+` read as the word "and".
    fn ampersand(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        let near = |byte: Option<&u8>| {
            byte.is_some_and(|b| b.is_ascii_alphanumeric() || b.is_ascii_whitespace() || *b >= 0x80)
        };
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let alone = bytes[at] == b'&' || (before == Some(&b' ') && bytes.get(at + 1) == Some(&b' '));
        if alone && near(before) && near(bytes.get(at + 1)) {
            self.and(at, 1);
        } else {
            self.add(Gap::MARK);
        }
    }

    fn and(&mut self, at: usize, length: usize) {
        let form = self.words.forms.len();
        self.words.forms.push_str("and");
        let gap = self.take_gap(at, false);
        self.atom(at, at + length, form, gap, false, false);
        self.close(at, at + length, form, gap, Case::None, 1);
    }

    fn gap_char(&mut self, c: char, at: usize) {
        match c {
            '\u{2028}' | '\u{2029}' | '\u{85}' => self.line(b'\n'),
            c if c.is_whitespace() => self.space(),
            '’' | '‘' | 'ʼ' | '′' | '＇' | '´' => self.apostrophe(at, c.len_utf8()),
            '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '‚' => self.add(Gap::QUOTE),
            '‐' | '‑' | '\u{fe63}' | '－' | '‒' | '\u{2043}' | '·' | '＿' => self.add(Gap::HYPHEN),
            '–' if self.binds(at, c) => self.add(Gap::HYPHEN),
            '–' | '—' | '―' | '、' | '，' | '：' | '；' => self.add(Gap::COMMA),
            '…' | '。' | '！' | '？' | '．' => self.stop_mark(),
            '＆' => self.and(at, c.len_utf8()),
            '＃' => self.tag = Tag::Hash,
            '＠' => self.tag = Tag::At,
            '€' | '£' | '¥' | '≈' | '≥' | '≤' => {}
            _ => self.add(Gap::MARK),
        }
        if !matches!(c, '＃' | '＠') {
            self.tag = Tag::None;
        }
    }

    /// What stood before the word that begins now.
    fn take_gap(&mut self, from: usize, lower: bool) -> Gap {
        let mut gap = self.gap;
        if gap.has(Gap::END) && !gap.has(Gap::START) && self.newlines < 2 && self.goes_on(from, lower) {
            gap.0 &= !Gap::END.0;
        }
        self.gap = Gap::default();
        self.stop = false;
        self.newlines = 0;
        gap
    }

    /// Whether the sentence goes on behind what stands before the word at `from`.
    fn goes_on(&self, from: usize, lower: bool) -> bool {
        let Some(last) = self.words.words.last() else { return false };
        let (gap, rest) = (&self.text[last.end as usize..from], &self.text[from..]);
        goes_on(self.words.form(last), last.case, gap, rest, lower)
    }

    fn word(&mut self, from: usize) -> usize {
        let text = self.text;
        let letters = text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if letters > 0 && text.as_bytes().get(from + letters).is_none_or(u8::is_ascii) {
            return self.ascii_word(from, from + letters);
        }
        let form = self.words.forms.len();
        let mut before = None::<Kind>;
        let (mut upper, mut lower, mut head) = (0u32, 0u32, None::<Kind>);
        let mut atom_start = from;
        let mut atom_form = form;
        let mut atom_capital = false;
        let mut gap = Gap::default();
        let mut chars = text[from..].char_indices().peekable();
        let mut end = from;
        let mut taken = 0;
        let mut parted = false;
        while let Some((offset, c)) = chars.next() {
            let at = from + offset;
            let Some(kind) = kind(c) else {
                if is_mark(c) {
                    end = at + c.len_utf8();
                } else if !is_invisible(c) {
                    break;
                }
                parted |= c == SOFT_BORDER;
                continue;
            };
            let next = chars.peek().and_then(|&(_, c)| super::kind::kind(c));
            if before.is_none() {
                gap = self.take_gap(at, kind == Kind::Lower);
                atom_capital = kind == Kind::Upper;
            } else if parted || splits(before, kind, next) {
                let inner = if taken == 0 { gap } else { Gap::default() };
                self.atom(atom_start, end, atom_form, inner, atom_capital, before == Some(Kind::Unspaced));
                taken += 1;
                atom_start = at;
                atom_form = self.words.forms.len();
                atom_capital = kind == Kind::Upper;
            }
            head.get_or_insert(kind);
            upper += u32::from(kind == Kind::Upper);
            lower += u32::from(kind == Kind::Lower);
            fold_char(c, &mut self.words.forms);
            before = Some(kind);
            parted = false;
            end = at + c.len_utf8();
        }
        if self.words.forms.len() == form {
            self.words.atoms.truncate(self.words.atoms.len() - taken);
            self.gap = gap.and(Gap::MARK);
            return end;
        }
        let inner = if taken == 0 { gap } else { Gap::default() };
        self.atom(atom_start, end, atom_form, inner, atom_capital, before == Some(Kind::Unspaced));
        let case = case_of(upper, lower, head == Some(Kind::Upper));
        self.close(from, end, form, gap, case, taken + 1);
        end
    }

    /// The word of plain letters and digits from `from` to `end`: what [`Self::word`] does, with
    /// less to ask of each character.
    fn ascii_word(&mut self, from: usize, end: usize) -> usize {
        let bytes = &self.text.as_bytes()[from..end];
        let form = self.words.forms.len();
        let gap = self.take_gap(from, bytes[0].is_ascii_lowercase());
        // Nearly every word is small letters behind a first of either case: one atom.
        if bytes[0].is_ascii_alphabetic() && bytes[1..].iter().all(u8::is_ascii_lowercase) {
            let capital = bytes[0].is_ascii_uppercase();
            self.words.forms.push(char::from(bytes[0].to_ascii_lowercase()));
            self.words.forms.push_str(&self.text[from + 1..end]);
            self.atom(from, end, form, gap, capital, false);
            let case = if capital { Case::Capital } else { Case::Lower };
            self.close(from, end, form, gap, case, 1);
            return end;
        }
        let (mut upper, mut lower) = (0u32, 0u32);
        let (mut atom_start, mut atoms) = (0, 0);
        let (mut before, mut now) = (None, ascii_kind(bytes[0]));
        for (at, &byte) in bytes.iter().enumerate() {
            let next = bytes.get(at + 1).map(|&byte| ascii_kind(byte));
            if before.is_some() && splits(before, now, next) {
                let inner = if atoms == 0 { gap } else { Gap::default() };
                let capital = bytes[atom_start].is_ascii_uppercase();
                self.atom(from + atom_start, from + at, form + atom_start, inner, capital, false);
                atoms += 1;
                atom_start = at;
            }
            upper += u32::from(now == Kind::Upper);
            lower += u32::from(now == Kind::Lower);
            self.words.forms.push(char::from(byte.to_ascii_lowercase()));
            before = Some(now);
            now = next.unwrap_or(now);
        }
        let inner = if atoms == 0 { gap } else { Gap::default() };
        let capital = bytes[atom_start].is_ascii_uppercase();
        self.atom(from + atom_start, end, form + atom_start, inner, capital, false);
        let case = case_of(upper, lower, bytes[0].is_ascii_uppercase());
        self.close(from, end, form, gap, case, atoms + 1);
        end
    }

    fn atom(&mut self, start: usize, end: usize, form: usize, gap: Gap, capital: bool, unspaced: bool) {
        let to = self.words.forms.len();
        let hash = super::hash_bytes(&self.words.forms.as_bytes()[form..to]);
        self.words.atoms.push(Atom {
            start: start as u32,
            end: end as u32,
            form: (form as u32, to as u32),
            word: self.words.words.len() as u32,
            gap,
            capital,
            unspaced,
            hash,
        });
    }

    fn close(&mut self, start: usize, end: usize, form: usize, gap: Gap, case: Case, atoms: usize) {
        let to = self.words.forms.len();
        let first = &self.words.atoms[self.words.atoms.len() - atoms];
        let hash = match atoms {
            1 => first.hash,
            _ => super::hash_bytes(&self.words.forms.as_bytes()[form..to]),
        };
        let wrapped = case == Case::Lower && is_wrapped(gap, self.text, start);
        let gap = if wrapped { gap.without(Gap::LINE_START) } else { gap };
        self.words.words.push(Word {
            start: start as u32,
            end: end as u32,
            form: (form as u32, to as u32),
            gap,
            case,
            tag: std::mem::take(&mut self.tag),
            hash,
            atom: (self.words.atoms.len() - atoms) as u32,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::plain;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        let words = Words::of(text);
        words.list().iter().map(|word| words.form(word).to_owned()).collect()
    }

    fn atoms(text: &str) -> Vec<String> {
        let words = Words::of(text);
        words.atoms().iter().map(|atom| words.atom_form(atom).to_owned()).collect()
    }

    fn sentences(text: &str) -> usize {
        Words::of(text).list().iter().filter(|word| word.gap.has(Gap::END)).count() + 1
    }

    #[test]
    fn a_word_is_what_a_person_sees_as_one() {
        assert_eq!(forms("Tide\u{200b}water  Mutual’s"), ["tidewater", "mutual", "s"]);
        assert_eq!(forms("Bright\n& Vale, B&V"), ["bright", "and", "vale", "b", "and", "v"]);
        assert_eq!(forms("re\u{301}sume\u{301}!"), ["resume"]);
    }

    #[test]
    fn capitals_and_digits_part_a_word_into_atoms() {
        assert_eq!(atoms("#HalvorsenLogistics2026"), ["halvorsen", "logistics", "2026"]);
        assert_eq!(atoms("HTTPServer iPhone"), ["http", "server", "i", "phone"]);
        assert_eq!(atoms("中文"), ["中", "文"]);
        assert_eq!(atoms("Mutual\u{200b}we"), ["mutual", "we"]);
    }

    #[test]
    fn an_atom_ends_with_the_last_character_that_is_seen() {
        let words = Words::of("Mutual\u{feff}Tidewater");
        assert_eq!(
            words.atoms().iter().map(|atom| (atom.start, atom.end)).collect::<Vec<_>>(),
            [(0, 6), (9, 18)]
        );
    }

    #[test]
    fn a_full_stop_ends_a_sentence_only_where_one_ends() {
        assert_eq!(sentences("We met Dr. Smith. He left."), 2);
        assert_eq!(sentences("The U.S. Tax Court v. 2.0 is up."), 1);
        assert_eq!(sentences("Ab dem 15. April im 3. Stock. Bis dann!"), 2);
        assert_eq!(sentences("That was 2015. April came."), 2);
        assert_eq!(sentences("One\n\nTwo"), 2);
        assert_eq!(sentences("Really? Yes! Fine"), 3);
    }

    #[test]
    fn hashes_of_atoms_join_to_the_hash_of_the_word() {
        let words = Words::of("GitHub");
        let [git, hub] = words.atoms() else { panic!("two atoms") };
        assert_eq!(crate::word::hash_join(git.hash, hub.hash, hub.len()), words.list()[0].hash);
    }

    #[test]
    fn a_hyphen_binds_and_a_dash_parts() {
        let words = Words::of("late-binding–works - or late -- or x—y – z");
        let hyphens: Vec<usize> = (0..9).filter(|&at| words.gap(at).has(Gap::HYPHEN)).collect();
        let commas: Vec<usize> = (0..9).filter(|&at| words.gap(at).has(Gap::COMMA)).collect();
        assert_eq!((hyphens, commas), (vec![1, 2], vec![3, 5, 7, 8]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn words_lie_in_order_on_character_boundaries(text in any::<String>()) {
            let words = Words::of(&text);
            let mut last = 0;
            for word in words.list() {
                prop_assert!(last <= word.start as usize && word.start < word.end);
                prop_assert!(text.get(word.range()).is_some());
                last = word.end as usize;
            }
            for atom in words.atoms() {
                prop_assert!(text.get(atom.start as usize..atom.end as usize).is_some());
            }
        }

        #[test]
        fn plain_text_stays_plain(text in any::<String>()) {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once);
        }
    }
}
