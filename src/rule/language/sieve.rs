//! Which bytes and which groups of three letters a text holds: a look that costs next to nothing
//! and never says no wrongly.

/// How many groups of letters are told apart.
pub(super) const GRAMS: usize = 4096;

/// What a text holds.
#[derive(Debug, Clone)]
pub struct Sieve {
    grams: [u64; GRAMS / 64],
    bytes: [u64; 2],
}

/// The place of characters beyond ASCII that are digits, or letters of ASCII but for their case.
pub(super) const ODD: u8 = 0;

impl Sieve {
    /// What `text` holds.
    #[must_use]
    pub fn of(text: &str) -> Sieve {
        let mut sieve = Sieve { grams: [0; GRAMS / 64], bytes: [0; 2] };
        let mut hash = 0;
        for byte in text.bytes() {
            set(&mut sieve.bytes, byte);
            hash = next(hash, byte);
            let at = gram(hash);
            sieve.grams[usize::from(at >> 6)] |= 1 << (at & 63);
        }
        if sieve.has_byte([0, 1 << 63]) {
            let odd = |c: char| !c.is_ascii() && (c.is_numeric() || matches!(c, '\u{17f}' | '\u{212a}'));
            if text.chars().any(odd) {
                set(&mut sieve.bytes, ODD);
            }
        }
        sieve
    }

    /// Whether it holds one of these bytes.
    #[must_use]
    pub fn has_byte(&self, bytes: [u64; 2]) -> bool {
        (self.bytes[0] & bytes[0]) | (self.bytes[1] & bytes[1]) != 0
    }

    /// Whether it holds a digit of any script.
    #[must_use]
    pub fn has_digit(&self) -> bool {
        self.has_byte([0x03ff << 48 | 1 << ODD, 0])
    }

    /// Whether it holds characters of which the groups of letters say nothing.
    #[must_use]
    pub fn is_odd(&self) -> bool {
        self.has_byte([1 << ODD, 0])
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

    /// Whether it holds `byte`; all beyond ASCII are one.
    #[must_use]
    pub fn holds(&self, byte: u8) -> bool {
        let mut bytes = [0; 2];
        set(&mut bytes, byte);
        self.has_byte(bytes)
    }
}

/// Marks `byte`; those beyond ASCII share one place.
pub(super) fn set(bytes: &mut [u64; 2], byte: u8) {
    let at = byte.min(127);
    bytes[usize::from(at >> 6)] |= 1 << (at & 63);
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
