//! What drawing tells the state.

use super::overlay::PAGE;
use std::cell::Cell;

/// How far the frame that was drawn last could scroll. Only drawing knows, because it wraps the text.
#[derive(Debug, Default)]
pub struct Limit {
    most: Cell<usize>,
    rows: Cell<usize>,
}

impl Limit {
    /// Notes the first line of the last page, and how many rows of the text are seen.
    pub fn set(&self, most: usize, rows: u16) {
        self.most.set(most);
        self.rows.set(usize::from(rows));
    }

    /// The first line of the last page.
    pub fn get(&self) -> usize {
        self.most.get()
    }

    /// Lines of a page: no more than are seen, so that none is passed over.
    pub fn page(&self) -> usize {
        PAGE.min(self.rows.get()).max(1)
    }
}
