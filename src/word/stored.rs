//! Arrays and texts that the build script lays down and the program uses where they lie.

use bytemuck::Pod;
use std::borrow::Cow;

#[cfg(target_endian = "big")]
compile_error!("what the build script prepares is used as it was written: lowest byte first");

/// An array of the program itself, or one that was made when it started.
pub type Array<T> = Cow<'static, [T]>;

/// Writes arrays and texts one after the other, each behind its length in bytes, at multiples of
/// eight.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Adds an array.
    pub fn array<T: Pod>(&mut self, array: &[T]) {
        self.bytes(bytemuck::cast_slice(array));
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u64).to_le_bytes());
        self.0.extend(bytes);
        self.0.resize(self.0.len().next_multiple_of(8), 0);
    }

    /// All that was added.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what a [`Writer`] wrote, in the same order.
pub struct Reader(&'static [u8]);

impl Reader {
    /// Reads from the start of `bytes`.
    #[must_use]
    pub fn new(bytes: &'static [u8]) -> Reader {
        Reader(bytes)
    }

    /// The next array, not copied where it lies as memory wants it; `None` if there is none.
    pub fn array<T: Pod>(&mut self) -> Option<Array<T>> {
        let bytes = self.bytes()?;
        let copied = |_| Cow::Owned(bytemuck::pod_collect_to_vec(bytes));
        Some(bytemuck::try_cast_slice(bytes).map_or_else(copied, Cow::Borrowed))
    }

    /// The next text; `None` if there is none.
    pub fn text(&mut self) -> Option<&'static str> {
        str::from_utf8(self.bytes()?).ok()
    }

    fn bytes(&mut self) -> Option<&'static [u8]> {
        let (length, rest) = self.0.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let bytes = rest.get(..length)?;
        self.0 = rest.get(length.next_multiple_of(8)..)?;
        Some(bytes)
    }
}

/// Bytes at an address that arrays of numbers may begin at.
#[repr(C, align(8))]
pub struct Aligned<T: ?Sized>(pub T);
