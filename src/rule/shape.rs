//! The shape of a regular expression: an automaton much smaller than its own, made when the program
//! was built (`loosen.rs`), that says of most texts that there is nothing in them.

/// A table of states.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shape {
    table: &'static [u8],
    /// Classes of bytes.
    width: usize,
}

impl Shape {
    /// The shape that `table` holds; an empty one lets every text in.
    #[must_use]
    pub fn of_bytes(table: &'static [u8]) -> Shape {
        let classes = table.get(..256).unwrap_or_default();
        Shape { table, width: classes.iter().max().map_or(0, |&last| usize::from(last) + 1) }
    }

    /// Whether the expression may find something in a text: never wrongly no.
    #[must_use]
    pub fn lets_in(self, text: &str) -> bool {
        let Some((classes, cells)) = self.table.split_first_chunk::<256>() else { return true };
        let mut state = 1;
        for byte in text.bytes() {
            let at = 2 * (state * self.width + usize::from(classes[usize::from(byte)]));
            let Some([low, high]) = cells.get(at..at + 2) else { return true };
            state = usize::from(u16::from_le_bytes([*low, *high]));
            if state == 0 {
                return true;
            }
        }
        false
    }
}
