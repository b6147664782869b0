//! What drawing tells the state.

/// How far the frame that was drawn last could scroll. Only drawing knows, because it wraps the text.
#[derive(Debug, Default)]
pub struct Limit(std::cell::Cell<usize>);

impl Limit {
    /// Notes the first line of the last page.
    pub fn set(&self, most: usize) {
        self.0.set(most);
    }

    /// The first line of the last page.
    pub fn get(&self) -> usize {
        self.0.get()
    }
}
