//! English verbs in all their forms: `choose~` in a phrase.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Verbs whose past is not made with -ed (policy/verbs.toml).
static IRREGULAR: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../policy/verbs.toml")).unwrap_or_default());

/// The forms of `verb`, itself first: `rely`, `relies`, `relied`, `relying`. A last consonant that
/// may be doubled is given both ways (`cancelled`, `canceled`).
#[must_use]
pub(super) fn forms(verb: &str) -> Vec<String> {
    let mut forms = vec![verb.to_owned()];
    let mut add = |form: String| {
        if !forms.contains(&form) {
            forms.push(form);
        }
    };
    add(third_person(verb));
    match IRREGULAR.get(verb) {
        Some(own) => own.iter().cloned().for_each(&mut add),
        None => stems(verb, "ed").into_iter().for_each(&mut add),
    }
    stems(verb, "ing").into_iter().for_each(&mut add);
    forms
}

fn third_person(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end)) => format!("{verb}es"),
        _ => format!("{verb}s"),
    }
}

/// `verb` before an ending that begins with a vowel.
fn stems(verb: &str, ending: &str) -> Vec<String> {
    let silent = |end: &str| verb.ends_with('e') && !["ee", "oe", "ye"].contains(&end);
    let last = verb.get(verb.len().saturating_sub(2)..).unwrap_or(verb);
    if let Some(stem) = verb.strip_suffix("ie").filter(|_| ending == "ing") {
        return vec![format!("{stem}ying")];
    }
    if let Some(stem) = verb.strip_suffix('e').filter(|_| ending == "ed" || silent(last)) {
        return vec![format!("{stem}{ending}")];
    }
    if let Some(stem) = verb.strip_suffix('y').filter(|stem| ending == "ed" && !stem.ends_with(is_vowel)) {
        return vec![format!("{stem}ied")];
    }
    let mut letters = verb.chars().rev();
    let (end, vowel, before) = (letters.next(), letters.next(), letters.next());
    match (end, vowel) {
        (Some(end), Some(vowel))
            if !is_vowel(end)
                && !matches!(end, 'w' | 'x' | 'y')
                && is_vowel(vowel)
                && !before.is_some_and(is_vowel) =>
        {
            vec![format!("{verb}{end}{ending}"), format!("{verb}{ending}")]
        }
        _ => vec![format!("{verb}{ending}")],
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn a_regular_verb_is_told_in_every_form() {
        assert_eq!(forms("rely"), ["rely", "relies", "relied", "relying"]);
        assert_eq!(forms("use"), ["use", "uses", "used", "using"]);
        assert_eq!(forms("agree"), ["agree", "agrees", "agreed", "agreeing"]);
        assert_eq!(forms("deploy"), ["deploy", "deploys", "deployed", "deploying"]);
        assert_eq!(forms("switch"), ["switch", "switches", "switched", "switching"]);
    }

    #[test]
    fn a_last_consonant_is_doubled_and_left_alone() {
        assert_eq!(
            forms("cancel"),
            ["cancel", "cancels", "cancelled", "canceled", "cancelling", "canceling"]
        );
    }

    #[test]
    fn an_irregular_verb_has_its_own_past() {
        assert_eq!(forms("choose"), ["choose", "chooses", "chose", "chosen", "choosing"]);
        assert_eq!(forms("run"), ["run", "runs", "ran", "running", "runing"]);
    }
}
