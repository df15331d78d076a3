//! A sealed list as text: short lines, sorted, so that a change shows as lines in git and a file
//! that was cut or put together by hand is known by its last line.

use super::digest::Digests;
use super::payload;
use data_encoding::BASE64;
use std::fmt::Write as _;
use thiserror::Error;

const HEAD: &str = "presscheck sealed list 1";

/// Bytes of the digest that finds an entry.
const ID: usize = 16;

/// Digests of prefixes on one line.
const PREFIXES: usize = 12;

/// A sealed list as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SealedFile {
    /// What it lists: `customer`, `partner`, `supplier`, `project`, `term`.
    pub kind: String,
    /// Which key it was sealed with, as of [`super::Key::id`].
    pub key: String,
    /// After which letters some name goes on.
    pub(super) prefixes: Vec<u32>,
    /// A digest and the masked payload of each spelling.
    pub(super) entries: Vec<([u8; ID], [u8; payload::LENGTH])>,
    pub(super) proof: Vec<u8>,
}

/// Why a file is no sealed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Broken {
    /// It begins with something else.
    #[error("it does not begin with \"{HEAD}\"")]
    Head,
    /// A later version.
    #[error("it was sealed by a later version of presscheck")]
    Version,
    /// A line that is none, from 1.
    #[error("line {0} cannot be read")]
    Line(usize),
    /// It ends too early.
    #[error("it has no last line: it was cut")]
    Cut,
    /// Its lines are not those that were sealed.
    #[error("it is not as it was sealed: lines were lost, added or changed")]
    Changed,
}

/// Whether `bytes` begin as a sealed list does.
#[must_use]
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).starts_with(b"presscheck sealed list ")
}

impl SealedFile {
    /// Reads a sealed list.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, Broken> {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = text.lines().map(str::trim_end).enumerate().filter(|(_, line)| !line.is_empty());
        match lines.next() {
            Some((_, HEAD)) => {}
            Some((_, line)) if is_sealed(line.as_bytes()) => return Err(Broken::Version),
            _ => return Err(Broken::Head),
        }
        let mut file = SealedFile::default();
        let mut ended = false;
        for (number, line) in lines {
            let broken = Broken::Line(number + 1);
            let (word, value) = line.split_once(' ').unwrap_or(("", line));
            let bytes = || BASE64.decode(value.as_bytes()).map_err(|_| broken);
            match word {
                _ if ended => return Err(broken),
                "kind" => file.kind = value.to_owned(),
                "key" => file.key = value.to_owned(),
                "on" => {
                    let bytes = bytes()?;
                    let (words, []) = bytes.as_chunks() else { return Err(broken) };
                    file.prefixes.extend(words.iter().map(|word| u32::from_be_bytes(*word)));
                }
                "" => {
                    let bytes = bytes()?;
                    let (id, payload) = bytes.split_at_checked(ID).ok_or(broken)?;
                    let id = id.try_into().map_err(|_| broken)?;
                    file.entries.push((id, payload.try_into().map_err(|_| broken)?));
                }
                "end" => {
                    file.proof = bytes()?;
                    ended = true;
                }
                _ => return Err(broken),
            }
        }
        if ended { Ok(file) } else { Err(Broken::Cut) }
    }

    /// Whether it is as it was sealed with that key.
    pub(super) fn is_whole(&self, digests: &Digests) -> bool {
        digests.proof(&self.body()) == *self.proof
    }

    /// The text, with the line that proves it whole.
    pub(super) fn to_text(&self, digests: &Digests) -> String {
        let body = self.body();
        format!("{body}end {}\n", BASE64.encode(&digests.proof(&body)))
    }

    fn body(&self) -> String {
        let mut text = format!("{HEAD}\nkind {}\nkey {}\n", self.kind, self.key);
        for words in self.prefixes.chunks(PREFIXES) {
            let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
            let _ = writeln!(text, "on {}", BASE64.encode(&bytes));
        }
        for (id, payload) in &self.entries {
            text.push_str(&BASE64.encode(&[id.as_slice(), payload].concat()));
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> (Digests, String) {
        let digests = Digests::new(&[1; 32]);
        let file = SealedFile {
            kind: "customer".into(),
            key: "00".into(),
            prefixes: (0..30).collect(),
            entries: (0..5).map(|at| ([at; 16], [at; payload::LENGTH])).collect(),
            proof: Vec::new(),
        };
        let text = file.to_text(&digests);
        (digests, text)
    }

    #[test]
    fn what_is_written_is_read_with_any_line_ends() {
        let (digests, text) = text();
        let file = SealedFile::parse(&text).unwrap();
        assert_eq!((file.prefixes.len(), file.entries.len()), (30, 5));
        assert!(file.is_whole(&digests));
        assert!(
            SealedFile::parse(&format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap().is_whole(&digests)
        );
    }

    #[test]
    fn a_file_that_lost_or_changed_a_line_is_not_whole() {
        let (digests, text) = text();
        let lines: Vec<&str> = text.lines().collect();
        for lost in 1..lines.len() {
            let rest: Vec<&str> = (0..lines.len()).filter(|&at| at != lost).map(|at| lines[at]).collect();
            let whole = SealedFile::parse(&rest.join("\n")).is_ok_and(|file| file.is_whole(&digests));
            assert!(!whole, "without line {lost}");
        }
        assert_eq!(SealedFile::parse(&lines[..6].join("\n")), Err(Broken::Cut));
        assert_eq!(SealedFile::parse("Tidewater Mutual\n"), Err(Broken::Head));
        assert_eq!(SealedFile::parse("presscheck sealed list 2\n"), Err(Broken::Version));
        assert_eq!(SealedFile::parse(&format!("{HEAD}\nkind x\nTidewater\n")), Err(Broken::Line(3)));
    }
}
