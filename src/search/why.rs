//! Reasons, as data and as a sentence.

use crate::text::{Strings, truncate};
use std::borrow::Cow;
use std::fmt;

use super::Field;
use super::tokens::tokens;

/// Longest text that is quoted, in columns: a reason fits on a line of 80.
const LONGEST_QUOTE: usize = 44;

/// Why a document was found. Words and phrases are the person's or the document's own, so they are untrusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Exactly this code, in whatever notation.
    Code {
        /// As it is usually written.
        code: String,
        /// Line of the paste, from 1.
        line: Option<usize>,
    },
    /// The start of a code.
    PartOfCode {
        /// What was typed.
        typed: String,
        /// The code.
        code: String,
    },
    /// A code with other digits.
    LikeCode {
        /// What was typed.
        typed: String,
        /// The code.
        code: String,
    },
    /// A whole known message, or the name of a code.
    Message {
        /// The message as the document has it.
        text: String,
        /// What it is in the document: an error text or a code.
        field: Field,
        /// Line of the paste, from 1.
        line: Option<usize>,
    },
    /// Several words in a row.
    Phrase {
        /// The words as the document has them.
        text: String,
        /// Where they stand.
        field: Field,
        /// Line of the paste, from 1.
        line: Option<usize>,
    },
    /// Single words.
    Words {
        /// As the person wrote them.
        words: Vec<String>,
        /// Where they stand.
        field: Field,
        /// Line of the paste, from 1.
        line: Option<usize>,
    },
    /// A word that begins like the one typed.
    Begins {
        /// What was typed.
        typed: String,
        /// The word, folded.
        word: String,
        /// Where it stands.
        field: Field,
    },
    /// Another form of the word typed, or a word that people use for it.
    For {
        /// What was typed.
        typed: String,
        /// The word, folded.
        word: String,
        /// Where it stands.
        field: Field,
    },
    /// A word that is similar to the one typed.
    Similar {
        /// What was typed.
        typed: String,
        /// The word, folded.
        word: String,
        /// Where it stands.
        field: Field,
    },
}

impl Why {
    /// The line of a paste that it is about, from 1.
    pub fn line(&self) -> Option<usize> {
        match self {
            Why::Code { line, .. }
            | Why::Message { line, .. }
            | Why::Phrase { line, .. }
            | Why::Words { line, .. } => *line,
            Why::PartOfCode { .. }
            | Why::LikeCode { .. }
            | Why::Begins { .. }
            | Why::Similar { .. }
            | Why::For { .. } => None,
        }
    }

    /// The codes and messages that it names.
    pub(super) fn named(&self) -> Option<&str> {
        match self {
            Why::Code { code, .. } => Some(code),
            Why::Message { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The reason as a phrase, such as `code 0x8024402C` or `"not issued by" in the error text, line 3`. Beside a title
    /// that is shown it says so if the words stand in one of another language.
    pub fn in_words(&self, title: Option<&str>, strings: &Strings) -> String {
        let phrase = self.phrase(title, strings);
        match self.line() {
            Some(line) => strings.fill("search.in-line", &[("why", &phrase), ("line", &line.to_string())]),
            None => phrase,
        }
    }

    /// The same without the line.
    pub fn phrase(&self, title: Option<&str>, strings: &Strings) -> String {
        let place = |field: Field, words: &[&str]| match title {
            Some(title) if field == Field::Title && !has(title, words) => {
                strings.get("search.field.title-other")
            }
            _ => field.in_words(strings),
        };
        let quote = |text: &str| strings.fill("search.quoted", &[("text", &short(text))]);
        let near = |key: &str, typed: &str, word: &str, field: Field| {
            let (own, typed, word) = (word, quote(typed), quote(word));
            strings.fill(key, &[("typed", &typed), ("word", &word), ("field", place(field, &[own]))])
        };
        match self {
            Why::Code { code, .. } | Why::Message { text: code, field: Field::Code, .. } => {
                strings.fill("search.code", &[("code", code)])
            }
            Why::PartOfCode { typed, code } => {
                strings.fill("search.part-of-code", &[("code", code), ("typed", &quote(typed))])
            }
            Why::LikeCode { typed, code } => {
                strings.fill("search.like-code", &[("code", code), ("typed", &quote(typed))])
            }
            Why::Message { text, .. } => strings.fill("search.message", &[("text", &quote(text))]),
            Why::Phrase { text, field, .. } => {
                strings.fill("search.words", &[("words", &quote(text)), ("field", place(*field, &[text]))])
            }
            Why::Words { words, field, .. } => {
                let own: Vec<&str> = words.iter().map(String::as_str).collect();
                let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
                let words = strings.list(&words);
                strings.fill("search.words", &[("words", &words), ("field", place(*field, &own))])
            }
            Why::Begins { typed, word, field } => near("search.begins", typed, word, *field),
            Why::For { typed, word, field } => near("search.for", typed, word, *field),
            Why::Similar { typed, word, field } => near("search.similar", typed, word, *field),
        }
    }
}

/// Whether a title has all of these words.
fn has(title: &str, words: &[&str]) -> bool {
    let own = tokens(title);
    let mut asked = words.iter().flat_map(|word| tokens(word));
    asked.all(|asked| own.iter().any(|own| own.text == asked.text))
}

/// The start of a text, cut between words where there are any.
fn short(text: &str) -> Cow<'_, str> {
    match truncate(text, LONGEST_QUOTE) {
        Cow::Owned(cut) => match cut.rsplit_once(' ') {
            Some((words, _)) => Cow::Owned(format!("{words}…")),
            None => Cow::Owned(cut),
        },
        whole => whole,
    }
}

impl fmt::Display for Why {
    /// The reason in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(None, Strings::english()))
    }
}

impl Field {
    /// What the field is called.
    pub fn in_words(self, strings: &Strings) -> &str {
        strings.get(match self {
            Field::Title => "search.field.title",
            Field::Code => "search.field.code",
            Field::Error => "search.field.error",
            Field::Symptom => "search.field.symptom",
            Field::Question => "search.field.question",
            Field::Fix => "search.field.fix",
            Field::Alias => "search.field.alias",
            Field::Cause => "search.field.cause",
        })
    }
}
