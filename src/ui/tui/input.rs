//! One line of text that is being typed.

use super::keys;
use tui_input::{Input, InputRequest};

/// A line of text with a cursor.
#[derive(Debug, Clone, Default)]
pub struct Line {
    input: Input,
}

impl PartialEq for Line {
    fn eq(&self, other: &Line) -> bool {
        self.text() == other.text() && self.input.cursor() == other.input.cursor()
    }
}

impl Line {
    /// A line that holds `text`, with the cursor behind it.
    pub fn of(text: &str) -> Line {
        Line { input: Input::new(text.to_owned()) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The column of the cursor, and how far the text is scrolled, in a field of `width` columns.
    pub fn cursor(&self, width: usize) -> (usize, usize) {
        let scroll = self.input.visual_scroll(width.saturating_sub(1));
        (self.input.visual_cursor().saturating_sub(scroll), scroll)
    }

    /// Takes a key; whether it was one for a text.
    pub fn key(&mut self, key: &str) -> bool {
        let request = match key {
            "backspace" | "ctrl-h" => InputRequest::DeletePrevChar,
            "delete" => InputRequest::DeleteNextChar,
            "left" => InputRequest::GoToPrevChar,
            "right" => InputRequest::GoToNextChar,
            "ctrl-left" => InputRequest::GoToPrevWord,
            "ctrl-right" => InputRequest::GoToNextWord,
            "home" | "ctrl-a" => InputRequest::GoToStart,
            "end" | "ctrl-e" => InputRequest::GoToEnd,
            "ctrl-w" => InputRequest::DeletePrevWord,
            "ctrl-k" => InputRequest::DeleteTillEnd,
            key => match keys::typed(key) {
                Some(c) => InputRequest::InsertChar(c),
                None => return false,
            },
        };
        self.input.handle(request);
        true
    }

    /// Adds pasted text at the cursor.
    pub fn paste(&mut self, text: &str) {
        // One character at a time would copy the text for each of them.
        let cursor = self.input.cursor();
        let value = self.input.value();
        let at = value.char_indices().nth(cursor).map_or(value.len(), |(at, _)| at);
        let mut longer = String::with_capacity(value.len() + text.len());
        longer.push_str(&value[..at]);
        longer.push_str(text);
        longer.push_str(&value[at..]);
        self.input = Input::new(longer).with_cursor(cursor + text.chars().count());
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.input.reset();
    }
}
