//! What the build script made of each of several things, one after the other.

/// The parts that bytes hold, each behind its length in four bytes.
#[derive(Debug, Clone, Copy)]
pub struct Parts(pub &'static [u8]);

impl Iterator for Parts {
    type Item = &'static [u8];

    fn next(&mut self) -> Option<&'static [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (own, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        Some(own)
    }
}
