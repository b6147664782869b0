//! One line of text that is being typed.

use super::keys;
use crate::text::width;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// A line of text with a cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    text: String,
    /// Where the cursor stands, in bytes.
    cursor: usize,
}

impl Line {
    /// A line that holds `text`, with the cursor behind it.
    pub fn of(text: &str) -> Line {
        Line { text: text.to_owned(), cursor: text.len() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The column of the cursor, and how far the text is scrolled, in a field of `columns`.
    pub fn cursor(&self, columns: usize) -> (usize, usize) {
        let cursor = width(self.before());
        let mut scroll = 0;
        for grapheme in self.text.graphemes(true) {
            if cursor < scroll + columns.max(1) {
                break;
            }
            scroll += width(grapheme);
        }
        (cursor.saturating_sub(scroll), scroll)
    }

    /// Takes a key; whether it was one for a text.
    pub fn key(&mut self, key: &str) -> bool {
        match key {
            "backspace" | "ctrl-h" => self.delete(self.left(), self.cursor),
            "delete" => self.delete(self.cursor, self.right()),
            "left" => self.cursor = self.left(),
            "right" => self.cursor = self.right(),
            "ctrl-left" => self.cursor = self.word_left(),
            "ctrl-right" => self.cursor = self.word_right(),
            "home" | "ctrl-a" => self.cursor = 0,
            "end" | "ctrl-e" => self.cursor = self.text.len(),
            "ctrl-w" => self.delete(self.word_left(), self.cursor),
            "ctrl-k" => self.text.truncate(self.cursor),
            key => match keys::typed(key) {
                Some(c) => self.paste(c.encode_utf8(&mut [0; 4])),
                None => return false,
            },
        }
        true
    }

    /// Adds pasted text at the cursor.
    pub fn paste(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
    }

    /// Empties it.
    pub fn clear(&mut self) {
        *self = Line::default();
    }

    fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn left(&self) -> usize {
        self.cursor - self.before().graphemes(true).next_back().map_or(0, str::len)
    }

    fn right(&self) -> usize {
        self.cursor + self.after().graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        words(&self.text).take_while(|start| *start < self.cursor).last().unwrap_or(0)
    }

    fn word_right(&self) -> usize {
        words(&self.text).find(|start| *start > self.cursor).unwrap_or(self.text.len())
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }
}

/// Where words begin: what stands between spaces and punctuation; a wide character is a word of its own.
fn words(text: &str) -> impl Iterator<Item = usize> {
    let is_part = |c: char| !c.is_whitespace() && !c.is_ascii_punctuation();
    let is_wide = |c: char| c.width() == Some(2);
    let mut before = None;
    text.char_indices().filter_map(move |(at, c)| {
        let joins =
            before.replace(c).is_some_and(|before| is_part(before) && !is_wide(before)) && !is_wide(c);
        (is_part(c) && !joins).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::Line;

    /// The text after these keys, with `|` at the cursor.
    fn typed(text: &str, keys: &str) -> String {
        let mut line = Line::of(text);
        keys.split(' ').for_each(|key| assert!(line.key(key), "{key}"));
        format!("{}|{}", line.before(), line.after())
    }

    #[test]
    fn keys_move_and_delete_what_a_person_sees_as_one() {
        assert_eq!(typed("", "a b c left left x"), "ax|bc");
        assert_eq!(typed("cafe\u{301}", "backspace"), "caf|");
        assert_eq!(typed("a👩‍🔧b", "home right delete"), "a|b");
        assert_eq!(typed("ab", "home backspace end delete"), "ab|");
        assert_eq!(typed("abc", "left left ctrl-k"), "a|");
    }

    #[test]
    fn words_end_at_spaces_punctuation_and_wide_characters() {
        assert_eq!(typed("net stop wuauserv", "ctrl-w"), "net stop |");
        assert_eq!(typed("net stop  ", "ctrl-w"), "net |");
        assert_eq!(typed("web01.corp", "ctrl-left"), "web01.|corp");
        assert_eq!(typed("web01.corp", "home ctrl-right"), "web01.|corp");
        assert_eq!(typed("重启 WSUS服务", "ctrl-left ctrl-left ctrl-left"), "重启 |WSUS服务");
        assert_eq!(typed("net", "ctrl-right ctrl-left ctrl-left"), "|net");
    }

    #[test]
    fn a_field_that_is_too_narrow_scrolls_to_the_cursor() {
        let mut line = Line::of("服务器abc");
        assert_eq!(line.cursor(20), (9, 0));
        assert_eq!(line.cursor(6), (5, 4));
        assert_eq!(line.cursor(0), (0, 9));
        line.key("home");
        assert_eq!(line.cursor(6), (0, 0));
    }
}
