//! Check digits of account and card numbers.

/// How long an account number of a country is (SWIFT IBAN registry).
const LENGTHS: [(&str, usize); 78] = [
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("XK", 20),
];

/// The numbers that payment companies hand out for tests.
const TEST_CARDS: [&str; 14] = [
    "4012888888881881",
    "4000056655665556",
    "5105105105105100",
    "5200828282828210",
    "378282246310005",
    "371449635398431",
    "378734493671000",
    "6011111111111117",
    "6011000990139424",
    "3566002020360505",
    "5424000000000015",
    "4007000000027",
    "2223003122003222",
    "4917610000000000",
];

/// How many bytes of `text` are an international bank account number, if its length is the
/// country's and its check digits are right.
pub(super) fn iban(text: &str) -> Option<usize> {
    let (_, length) = LENGTHS.iter().find(|(country, _)| text.starts_with(country))?;
    let own: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).take(*length).collect();
    let (last, _) = own.get(length - 1)?;
    let rest = own[4..].iter().chain(&own[..4]).map(|(_, c)| c.to_digit(36).unwrap_or(0));
    let left = rest
        .fold(0, |left, value| if value < 10 { (left * 10 + value) % 97 } else { (left * 100 + value) % 97 });
    (left == 1).then_some(last + 1)
}

/// Whether `text` is the number of a card that somebody may hold.
pub(super) fn is_card(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mut different: Vec<char> = digits.chars().collect();
    different.sort_unstable();
    different.dedup();
    // 4242 4242 …, 4111 1111 …, 5555 5555 5555 4444 are printed to be typed
    is_issued(&digits) && luhn(&digits) && different.len() > 3 && !TEST_CARDS.contains(&digits.as_str())
}

/// Whether cards with such a beginning and length are issued.
fn is_issued(digits: &str) -> bool {
    let first = |count: usize| digits.get(..count).and_then(|own| own.parse::<u32>().ok()).unwrap_or(0);
    match digits.len() {
        13 | 19 => digits.starts_with('4'),
        14 => matches!(first(3), 300..=305) || matches!(first(2), 36 | 38 | 39),
        15 => matches!(first(2), 34 | 37),
        16 => {
            digits.starts_with('4')
                || matches!(first(2), 50..=58 | 60 | 62 | 65 | 67)
                || matches!(first(3), 644..=649)
                || matches!(first(4), 2221..=2720 | 3528..=3589)
        }
        _ => false,
    }
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_needs_its_countrys_length_and_its_check_digits() {
        for right in [
            "DE28 8605 0200 4417 0938 26",
            "GB29NWBK60161331926819",
            "NO93 8601 1117 947",
            "BE68 5390 0754 7034",
        ] {
            assert_eq!(iban(right), Some(right.len()), "{right}");
        }
        for wrong in
            ["DE41 8605 0200 4417 0938 26", "DE28 8605 0200 4417 0938 2", "XX28 8605 0200 4417 0938 26", "DE"]
        {
            assert_eq!(iban(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_stands_behind_an_account_number_is_none_of_it() {
        assert_eq!(iban("DE28 8605 0200 4417 0938 26 BY"), Some(27));
        assert_eq!(iban("DE28\u{a0}8605\u{a0}0200\u{a0}4417\u{a0}0938\u{a0}26"), Some(32));
    }

    #[test]
    fn a_card_number_needs_its_check_digit_and_an_issuer() {
        assert!(is_card("4539 2871 0046 3814"));
        assert!(is_card("4539-2871-0046-3814"));
        assert!(!is_card("4539 2871 0046 3818"), "the check digit");
        assert!(!is_card("1539 2871 0046 3810"), "no issuer");
        assert!(!is_card("4539 2871 0046"), "too short");
    }

    #[test]
    fn numbers_for_tests_are_nobodys_card() {
        for text in [
            "4242 4242 4242 4242",
            "4111111111111111",
            "5555 5555 5555 4444",
            "378282246310005",
            "4012888888881881",
        ] {
            assert!(luhn(&text.replace(' ', "")), "{text}");
            assert!(!is_card(text), "{text}");
        }
    }
}
