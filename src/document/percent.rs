//! Percent-encoding in addresses (RFC 3986, section 2.1): `tidewater%20mutual` reads as it is meant.

use crate::mapped::Mapped;

/// The text of an address with its encoded characters decoded, as far as they are UTF-8 and can be
/// seen or are a space.
pub(super) fn decoded(address: Mapped) -> Mapped {
    let text = address.as_str();
    if !text.contains('%') {
        return address;
    }
    let mut plain = Mapped::new();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = text[at..].find('%') {
        at += found;
        match character(&text[at..]) {
            Some((length, c)) => {
                plain.append(&address.slice(done..at));
                plain.push_replaced(c.encode_utf8(&mut [0; 4]), address.span(at..at + length));
                at += length;
                done = at;
            }
            None => at += 1,
        }
    }
    plain.append(&address.slice(done..text.len()));
    plain
}

/// The character that `rest` begins with in encoded form, and how many bytes that form takes.
fn character(rest: &str) -> Option<(usize, char)> {
    let byte = |number: usize| {
        let own = rest.get(number * 3..number * 3 + 3)?.strip_prefix('%')?;
        own.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(own, 16).ok()).flatten()
    };
    let length = match byte(0)? {
        0..0x80 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let bytes: Vec<u8> = (0..length).map_while(byte).collect();
    let c = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    (!c.is_control()).then_some((length * 3, c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn read(address: &str) -> Mapped {
        decoded(Mapped::verbatim(address, Span::new(0, address.len())))
    }

    #[test]
    fn what_is_encoded_is_read_and_points_at_its_form() {
        let address = "/a?t=How%20Caf%C3%A9%20runs";
        let plain = read(address);
        assert_eq!(plain.as_str(), "/a?t=How Café runs");
        let at = plain.as_str().find("Café").unwrap();
        assert_eq!(&address[plain.span(at..at + 5).range()], "Caf%C3%A9");
    }

    #[test]
    fn what_is_no_character_stays() {
        for address in ["/100%", "/%zz", "/%C3", "/%0A", "/%+1", "/a%2", "/%é"] {
            assert_eq!(read(address).as_str(), address);
        }
        // what follows is a character by itself
        assert_eq!(read("/%C3%28").as_str(), "/%C3(");
    }
}
