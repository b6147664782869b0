//! What is searched for: words that are typed, or a text that was pasted.

use super::input::Line;
use super::keys;
use crate::text::Strings;

/// Longest pasted line that is shown as it is, in bytes.
const LONGEST: usize = 400;

/// A search box.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// What is typed.
    pub line: Line,
    /// A text that was pasted; it stands in for what is typed until that changes.
    pub pasted: Option<String>,
}

impl Asked {
    /// A box with words or a longer text in it.
    pub fn of(words: &str) -> Asked {
        let mut asked = Asked::default();
        asked.paste(words);
        asked
    }

    /// What is searched for.
    pub fn text(&self) -> &str {
        self.pasted.as_deref().unwrap_or(self.line.text()).trim()
    }

    /// Takes a key; whether it changed anything.
    pub fn key(&mut self, key: &str) -> bool {
        let changes = keys::typed(key).is_some()
            || matches!(key, "backspace" | "delete" | "ctrl-h" | "ctrl-w" | "ctrl-k");
        if changes {
            self.pasted = None;
        }
        let before = self.line.text().len();
        self.line.key(key) && (changes || self.line.text().len() != before)
    }

    /// Takes pasted text: a short line goes into the box, a log stays whole behind it.
    pub fn paste(&mut self, text: &str) {
        let text = text.trim_end_matches('\n');
        if text.contains('\n') || text.len() > LONGEST {
            self.pasted = Some(text.to_owned());
            self.line.clear();
        } else {
            self.pasted = None;
            self.line.paste(text);
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.pasted = None;
        self.line.clear();
    }

    /// What stands in the box for a text that was pasted.
    pub fn summary(&self, strings: &Strings) -> Option<String> {
        let lines = self.pasted.as_ref()?.lines().count();
        Some(match lines {
            1 => strings.get("ui.pasted-line").to_owned(),
            lines => strings.fill("ui.pasted", &[("lines", &lines.to_string())]),
        })
    }
}
