//! What somebody may have meant.

/// The name nearest to `word` by edit distance, if one is near enough to be meant.
pub(in crate::policy) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace('_', "-");
    let word = plain(word);
    let far = word.chars().count().div_ceil(3).min(4);
    names
        .filter(|name| name.len().abs_diff(word.len()) <= 4)
        .map(|name| (strsim::osa_distance(&word, &plain(name)), name))
        .filter(|(distance, _)| *distance <= far)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `a, b and c`.
pub(in crate::policy) fn spoken<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_word_is_not() {
        let names = ["name", "aliases", "common-word"];
        assert_eq!(nearest("nmae", names.into_iter()), Some("name"));
        assert_eq!(nearest("common_words", names.into_iter()), Some("common-word"));
        assert_eq!(nearest("alias", names.into_iter()), Some("aliases"));
        assert_eq!(nearest("colour", names.into_iter()), None);
    }
}
