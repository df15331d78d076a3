//! Which characters and which groups of three letters a text holds: a look that costs next to
//! nothing and never says no wrongly.

/// How many groups of letters are told apart.
pub(super) const GRAMS: usize = 4096;

/// What a text holds.
#[derive(Debug, Clone)]
pub struct Sieve {
    grams: [u64; GRAMS / 64],
    places: Places,
}

/// One bit for each character of ASCII. Those beyond it share the bits of control characters, block
/// by block.
pub(super) type Places = [u64; 2];

/// The place of characters beyond ASCII that are digits, or letters of ASCII but for their case.
pub(super) const ODD: u8 = 0;

/// The last character of each block that has a place, from 1 on: signs of Latin-1, letters written
/// with two bytes, Indic and other letters, punctuation, signs, Chinese and other letters, emoji.
const BLOCKS: [char; 7] = ['\u{bf}', '\u{7ff}', '\u{1fff}', '\u{203f}', '\u{2fff}', '\u{ffff}', char::MAX];

impl Sieve {
    /// What `text` holds.
    #[must_use]
    pub fn of(text: &str) -> Sieve {
        let mut sieve = Sieve { grams: [0; GRAMS / 64], places: [0; 2] };
        let (mut hash, mut ascii) = (0, true);
        for byte in text.bytes() {
            ascii &= byte.is_ascii();
            set(&mut sieve.places, byte & 0x7f);
            hash = next(hash, byte);
            let at = gram(hash);
            sieve.grams[usize::from(at >> 6)] |= 1 << (at & 63);
        }
        if !ascii {
            sieve.places = [0; 2];
            for c in text.chars() {
                set(&mut sieve.places, place(c));
                if !c.is_ascii() && (c.is_numeric() || matches!(c, '\u{17f}' | '\u{212a}')) {
                    set(&mut sieve.places, ODD);
                }
            }
        }
        sieve
    }

    /// Whether it holds a character of one of these places.
    #[must_use]
    pub(super) fn has_any(&self, places: Places) -> bool {
        (self.places[0] & places[0]) | (self.places[1] & places[1]) != 0
    }

    /// Whether it holds a digit of any script.
    #[must_use]
    pub fn has_digit(&self) -> bool {
        self.has_any([0x03ff << 48 | 1 << ODD, 0])
    }

    /// Whether it holds characters of which the groups of letters say nothing.
    #[must_use]
    pub fn is_odd(&self) -> bool {
        self.has_any([1 << ODD, 0])
    }

    /// Whether all groups of letters may be there.
    #[must_use]
    pub fn has_grams(&self, grams: &[u16]) -> bool {
        self.is_odd() || self.has_all(grams)
    }

    /// The groups of letters that it holds.
    pub(super) fn grams(&self) -> impl Iterator<Item = usize> + '_ {
        let own = |(at, &bits): (usize, &u64)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(64 * at + bit)
            })
        };
        self.grams.iter().enumerate().flat_map(own)
    }

    /// Whether all groups of letters are there, in a text that is not odd.
    #[inline]
    pub(super) fn has_all(&self, grams: &[u16]) -> bool {
        grams.iter().all(|gram| self.grams[usize::from(gram >> 6) & 63] & 1 << (gram & 63) != 0)
    }

    /// Whether it may hold that character.
    #[must_use]
    pub fn holds(&self, c: char) -> bool {
        let mut places = [0; 2];
        set(&mut places, place(c));
        self.has_any(places)
    }
}

/// The place of a character.
pub(super) fn place(c: char) -> u8 {
    match u8::try_from(c) {
        Ok(byte @ ..128) => byte,
        _ => BLOCKS.partition_point(|last| *last < c) as u8 + 1,
    }
}

/// The places of the characters from `first` to `last`.
pub(super) fn places(first: char, last: char) -> impl Iterator<Item = u8> {
    let ascii = (0..128).filter(move |&byte| (first..=last).contains(&char::from(byte)));
    let beyond = (last > '\u{7f}').then(|| place(first.max('\u{80}'))..=place(last));
    ascii.chain(beyond.into_iter().flatten())
}

/// Marks a place.
pub(super) fn set(places: &mut Places, place: u8) {
    places[usize::from(place >> 6)] |= 1 << (place & 63);
}

/// The groups of three letters of a string in lower case.
#[must_use]
pub fn grams(string: &str) -> Vec<u16> {
    let mut hash = 0;
    let all = string.bytes().map(|byte| {
        hash = next(hash, byte);
        gram(hash)
    });
    all.skip(2).collect()
}

fn next(hash: u32, byte: u8) -> u32 {
    (hash << 8 | u32::from(byte.to_ascii_lowercase())) & 0x00ff_ffff
}

fn gram(hash: u32) -> u16 {
    (hash.wrapping_mul(0x9e37_79b1) >> 20) as u16
}
