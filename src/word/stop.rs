//! Whether a full stop ends a sentence.

use super::Case;

/// Short words that a full stop follows within a sentence.
const ABBREVIATIONS: [&str; 25] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "inc", "ltd", "co", "corp", "vs", "no", "nr", "approx", "dept",
    "gov", "sen", "rep", "gen", "eg", "ie", "bzw", "ca", "jr", "v",
];

/// What a German number with a full stop counts: `15. April`, `3. Quartal`.
const COUNTED: [&str; 19] = [
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
    "Quartal",
    "Halbjahr",
    "Jahrhundert",
    "Stock",
    "Etage",
    "Klasse",
];

/// Whether the sentence goes on behind the word `form`, the signs `gap` and the text `rest`, which begins
/// with the next word: an abbreviation, an initial, a day before its month, a word in lower case.
pub(super) fn goes_on(form: &str, case: Case, gap: &str, rest: &str, lower: bool) -> bool {
    let Some(mark) = gap.chars().find(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？'))
    else {
        return true;
    };
    if mark != '.' {
        return lower && mark == '…';
    }
    let initial = form.chars().count() == 1 && case == Case::Capital;
    let day = || form.len() <= 2 && form.bytes().all(|byte| byte.is_ascii_digit());
    let counted = || {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        COUNTED.contains(&&rest[..end])
    };
    lower || initial || ABBREVIATIONS.contains(&form) || day() && counted()
}
