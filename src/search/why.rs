//! Reasons, as data and as a sentence.

use std::fmt;

use super::Field;

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

impl fmt::Display for Why {
    /// The reason in English, such as `code 0x8024402C` or `"not issued by" in the error text, line 3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Code { code, line } => {
                write!(f, "code {code}")?;
                in_line(f, *line)
            }
            Why::PartOfCode { typed, code } => write!(f, "code {code} begins with \"{typed}\""),
            Why::LikeCode { typed, code } => write!(f, "code {code} is close to \"{typed}\""),
            Why::Message { text, field: Field::Code, line } => {
                write!(f, "code {text}")?;
                in_line(f, *line)
            }
            Why::Message { text, line, .. } => {
                write!(f, "known message \"{text}\"")?;
                in_line(f, *line)
            }
            Why::Phrase { text, field, line } => {
                write!(f, "\"{text}\" in the {field}")?;
                in_line(f, *line)
            }
            Why::Words { words, field, line } => {
                for (number, word) in words.iter().enumerate() {
                    write!(f, "{}\"{word}\"", if number == 0 { "" } else { ", " })?;
                }
                write!(f, " in the {field}")?;
                in_line(f, *line)
            }
            Why::Begins { typed, word, field } => {
                write!(f, "\"{word}\" in the {field} begins with \"{typed}\"")
            }
            Why::Similar { typed, word, field } => {
                write!(f, "\"{word}\" in the {field} is similar to \"{typed}\"")
            }
        }
    }
}

fn in_line(f: &mut fmt::Formatter<'_>, line: Option<usize>) -> fmt::Result {
    line.map_or(Ok(()), |line| write!(f, ", line {line}"))
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Title => "title",
            Field::Code => "code",
            Field::Error => "error text",
            Field::Symptom => "symptom",
            Field::Question => "question",
            Field::Alias => "other name",
            Field::Cause => "cause",
        })
    }
}
