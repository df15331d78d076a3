//! Numbers written out, in the languages other than English: `zwölf`, `quatre-vingts`, `cuarenta y dos`.
//!
//! They are told by their words: with all of them an expression would be large, and slow to make. Left
//! out is what another language has for something else: `once`, `elf`, `due`, `dos`, `sei`, `neuf`.

use super::figures::Found;
use super::slots::Slot;
use crate::word::{Gap, Words, plain};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Numbers of one word.
const NUMBERS: &str = "\
    zwei drei vier fünf sechs sieben acht neun zehn zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn \
    neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert \
    deux trois quatre cinq sept huit dix douze treize quatorze quinze seize vingt vingts trente quarante cinquante \
    soixante \
    tres cuatro cinco seis siete ocho nueve diez doce trece catorce quince dieciséis diecisiete dieciocho \
    diecinueve veinte veintiuno veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete \
    veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta noventa cien doscientos doscientas \
    trescientos trescientas cuatrocientos cuatrocientas quinientos quinientas \
    twee drie vijf zes zeven negen tien twaalf dertien veertien vijftien zestien zeventien achttien negentien \
    twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd \
    dois duas três quatro sete oito nove dez doze treze catorze dezasseis dezesseis dezassete dezessete dezoito \
    dezanove dezenove vinte trinta quarenta cinquenta sessenta oitenta duzentos duzentas trezentos trezentas \
    quinhentos quinhentas \
    tre quattro cinque sette dieci undici dodici tredici quattordici quindici sedici diciassette diciotto \
    diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta duecento trecento quattrocento \
    cinquecento";

/// Ends of numbers that are one word of several: `vierundzwanzig`, `zweihundert`, `achtentwintig`, `ventidue`.
const ENDS: &str = "\
    undzwanzig unddreißig undvierzig undfünfzig undsechzig undsiebzig undachtzig undneunzig hundert \
    entwintig endertig enveertig envijftig enzestig enzeventig entachtig ennegentig honderd \
    tidue titre tiquattro ticinque tisei tisette tinove tadue tatre taquattro tacinque tasei tasette tanove \
    tuno totto";

/// What may stand between two words of a number.
const JOINS: [&str; 3] = ["y", "e", "et"];

/// What makes a number larger, and what then stands before the coin.
const TIMES: &str = "tausend mille mil duizend mila cent cents cientos millionen millions millones miljoen milhões \
    milioni de di d";

/// What a share is told in.
const SHARES: [&str; 6] = ["prozent", "procent", "pour cent", "por ciento", "por cento", "per cento"];

/// What money is told in.
const COINS: &str = "euro euros dollar dollars franken francs pfund livres libras pesos reais cent cents centimes céntimos centavos cêntimos \
     centesimi kronen zloty";

/// Beginnings of such numbers, folded.
const FIRST: &str = "ein zwei drei vier funf sechs sieben acht neun een twee drie vijf zes zeven negen ven tren quaran \
                     cinquan sessan settan ottan novan";

fn folded<T: FromIterator<String>>(words: &str) -> T {
    words.split_whitespace().map(plain).collect()
}

fn is_number(form: &str) -> bool {
    static ALL: LazyLock<FxHashSet<String>> = LazyLock::new(|| folded(NUMBERS));
    static LAST: LazyLock<Vec<String>> = LazyLock::new(|| folded(ENDS));
    let begins = |first: &str| FIRST.split_whitespace().any(|own| own == first);
    ALL.contains(form) || LAST.iter().any(|end| form.strip_suffix(end.as_str()).is_some_and(begins))
}

/// The figures of kind `slot` that are written out in `words`.
pub(super) fn written(slot: Slot, words: &Words) -> Vec<Found> {
    let text = Text(words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.list().len() {
        let start = at;
        at += 1;
        if is_number(text.form(start)) {
            while let Some(next) = text.next_of_number(at) {
                at = next;
            }
            let end = match slot {
                Slot::Percent => text.behind_share(at),
                Slot::Money => text.behind_coin(at),
                _ => Some(at),
            };
            found.extend(end.map(|end| Found { slot, words: start..end }));
        }
    }
    found
}

struct Text<'t>(&'t Words);

impl Text<'_> {
    fn form(&self, at: usize) -> &str {
        self.0.list().get(at).map_or("", |word| self.0.form(word))
    }

    /// The form of word `at`, if nothing parts it from the word before.
    fn joined(&self, at: usize) -> &str {
        let parted = self.0.gap(at).has(Gap::END.and(Gap::COMMA).and(Gap::MARK));
        if parted { "" } else { self.form(at) }
    }

    /// Behind the next word of a number that goes on at word `at`.
    fn next_of_number(&self, at: usize) -> Option<usize> {
        let own = |at: usize| is_number(self.joined(at)).then_some(at + 1);
        own(at).or_else(|| JOINS.contains(&self.joined(at)).then(|| own(at + 1)).flatten())
    }

    fn behind_share(&self, at: usize) -> Option<usize> {
        let (first, second) = (self.joined(at), self.joined(at + 1));
        let two = format!("{first} {second}");
        SHARES.iter().find_map(|own| (*own == first).then_some(at + 1).or((*own == two).then_some(at + 2)))
    }

    fn behind_coin(&self, at: usize) -> Option<usize> {
        static COIN: LazyLock<FxHashSet<String>> = LazyLock::new(|| folded(COINS));
        static LARGER: LazyLock<FxHashSet<String>> = LazyLock::new(|| folded(TIMES));
        let coin = |at: usize| COIN.contains(self.joined(at));
        let mut at = at;
        // The hundred of `cinq cents euros` is a coin elsewhere.
        while LARGER.contains(self.joined(at)) && (!coin(at) || coin(at + 1)) {
            at += 1;
        }
        coin(at).then_some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::figures::Hints;
    use crate::rule::figures::tests::seen;
    use crate::rule::language::sieve::Sieve;

    #[test]
    fn every_written_number_is_found_and_hinted_at() {
        let all = NUMBERS.split(' ').filter(|word| !word.is_empty());
        let more =
            ["FÜNF", "vierundzwanzig", "zweihundert", "zesentwintig", "ventidue", "quarantotto", "trentatre"];
        for own in
            all.chain(more).chain(["cuarenta y dos", "vinte e três", "quatre-vingts", "soixante et dix"])
        {
            let text = format!("ab {own} km");
            let number = if own == "cuarenta y dos" { "cuarenta" } else { own };
            assert_eq!(seen(Slot::Number, &text), [number], "{own}");
            assert!(Hints::of(&Sieve::of(&text)).may_hold(Slot::Number, &Words::of(&text), &(0..2)), "{own}");
        }
    }

    #[test]
    fn words_that_are_none_are_none() {
        for text in [
            "once a month",
            "an elf",
            "due on Monday",
            "der Hund und der Zwanziger",
            "Sie sei da",
            "per cento",
        ] {
            assert_eq!(seen(Slot::Number, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn shares_and_sums_are_written_out_too() {
        assert_eq!(
            seen(Slot::Percent, "bis achtzehn Prozent und dieciocho por ciento"),
            ["achtzehn Prozent", "dieciocho por ciento"]
        );
        assert_eq!(
            seen(Slot::Money, "ab fünfhundert Euro, cinq cents euros"),
            ["fünfhundert Euro", "cinq cents euros"]
        );
        assert_eq!(
            seen(Slot::Money, "quinientos mil de euros, tre milioni di euro"),
            ["quinientos mil de euros", "tre milioni di euro"]
        );
    }
}
