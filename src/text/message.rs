//! Sentences of the program that are worded later, in the language of whoever reads them.

use super::Strings;
use std::fmt;

/// A sentence by its key in the wording, with values for its placeholders; or a text that is what it is, such as an
/// error of the operating system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A text of the wording.
    Said {
        /// Its key.
        key: &'static str,
        /// Values by placeholder.
        values: Vec<(&'static str, String)>,
    },
    /// This text in every language.
    Verbatim(String),
}

impl Message {
    /// The text of a key.
    pub fn new(key: &'static str) -> Message {
        Message::Said { key, values: Vec::new() }
    }

    /// The same with a value for a placeholder.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Message {
        if let Message::Said { values, .. } = &mut self {
            values.push((name, value.to_string()));
        }
        self
    }

    /// The sentence in a language.
    pub fn in_words(&self, strings: &Strings) -> String {
        match self {
            Message::Said { key, values } => {
                let values: Vec<(&str, &str)> =
                    values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                strings.fill(key, &values)
            }
            Message::Verbatim(text) => text.clone(),
        }
    }
}

impl fmt::Display for Message {
    /// The sentence in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Strings::english()))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Message {
        Message::Verbatim(text)
    }
}
