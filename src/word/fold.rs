//! Folding: the same letters for every way of writing them.
//!
//! Case, width, diacritics, ligatures and look-alike letters of other scripts fall together;
//! characters that nobody sees vanish. Folding what is folded changes nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Adds the folded form of `c` to `out`: nothing, one or a few characters.
pub fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if !is_invisible(c) {
        // A fraction such as ¼ decomposes into digits and a slash: one word keeps its letters.
        let word = c.is_alphanumeric();
        std::iter::once(c)
            .nfkd()
            .filter(|part| !word || part.is_alphanumeric())
            .for_each(|part| fold_part(part, out));
    }
}

/// The folded form of a text, character by character.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

fn fold_part(c: char, out: &mut String) {
    if is_mark(c) || is_invisible(c) {
        return;
    }
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase().nfkd().filter(|&lower| !is_mark(lower)) {
        match letters(lower) {
            Some(letters) => out.push_str(letters),
            None => out.push(look_alike(lower).or_else(|| look_alike(c)).unwrap_or(lower)),
        }
    }
}

/// Letters that compatibility decomposition leaves whole, in plain Latin, and small Greek ones that the
/// table of [`look_alike`] has no Latin letter for.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' | 'ɵ' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        'ŋ' => "n",
        'ŧ' | 'τ' => "t",
        'ε' | 'ɛ' | 'є' => "e",
        'κ' => "k",
        'η' => "n",
        'υ' => "u",
        'χ' => "x",
        'ω' => "w",
        'ɑ' => "a",
        'ɡ' => "g",
        'ς' => "o",
        _ => return None,
    })
}

/// The Latin letter that a letter of another script is taken for (Unicode Technical Standard 39,
/// confusables).
fn look_alike(c: char) -> Option<char> {
    let latin = matches!(c, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    if latin || !c.is_alphabetic() {
        return None;
    }
    let mut letter = [0; 4];
    let mut skeleton = unicode_security::skeleton(c.encode_utf8(&mut letter)).map(|s| s.to_ascii_lowercase());
    match (skeleton.next(), skeleton.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(letter),
        _ => None,
    }
}

/// Whether the character sits on the one before it: an accent, no letter of its own.
#[must_use]
pub fn is_mark(c: char) -> bool {
    !c.is_ascii() && canonical_combining_class(c) != 0
}

/// Whether nobody sees the character: zero-width and soft-hyphen characters, joiners, marks of
/// direction, variation selectors.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_of_writing_a_letter_falls_together() {
        assert_eq!(fold("Nørreby ÉCOLE Straße"), "norreby ecole strasse");
        assert_eq!(fold("Ｔｉｄｅ"), "tide", "full width");
        assert_eq!(fold("Kestrеl"), "kestrel", "Cyrillic e");
        assert_eq!(fold("ΑΡΕΧ"), "apex", "Greek capitals");
        assert_eq!(fold("Selkiε"), "selkie", "a small Greek letter that no table of look-alikes has");
        assert_eq!(fold("e\u{301}a\u{200b}b\u{ad}c"), "eabc");
        assert_eq!(fold("İstanbul ﬁn"), "istanbul fin");
        assert_eq!(fold("𝐀𝐜𝐦𝐞"), "acme", "mathematical letters");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn folding_is_idempotent(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
