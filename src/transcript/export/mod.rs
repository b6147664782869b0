//! The formats that a transcript can be written in, one a file.

mod html;
mod json;
mod markdown;
mod text;

pub(crate) use markdown::{code, escape};

use super::RedactedDocument;
use crate::text::has_hidden;

/// A format of the transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For tickets and wikis.
    Markdown,
    /// To read and print: one file with everything in it.
    Html,
    /// For programs.
    Json,
    /// For mail.
    Text,
}

/// One row of the table of formats.
struct Entry {
    format: Format,
    /// Names on the command line, the usual one first.
    names: &'static [&'static str],
    /// Endings of file names, the usual one first.
    extensions: &'static [&'static str],
    write: fn(&RedactedDocument) -> String,
}

const MARKDOWN: Entry = Entry {
    format: Format::Markdown,
    names: &["markdown", "md"],
    extensions: &["md", "markdown"],
    write: markdown::write,
};
const HTML: Entry =
    Entry { format: Format::Html, names: &["html"], extensions: &["html", "htm"], write: html::write };
const JSON: Entry =
    Entry { format: Format::Json, names: &["json"], extensions: &["json"], write: json::write };
const TEXT: Entry =
    Entry { format: Format::Text, names: &["text", "txt"], extensions: &["txt", "text"], write: text::write };

impl Format {
    /// All formats, in the order they are offered.
    pub const ALL: [Format; 4] = [Format::Markdown, Format::Html, Format::Json, Format::Text];

    const TABLE: [&'static Entry; 4] = [&MARKDOWN, &HTML, &JSON, &TEXT];

    fn entry(self) -> &'static Entry {
        match self {
            Format::Markdown => &MARKDOWN,
            Format::Html => &HTML,
            Format::Json => &JSON,
            Format::Text => &TEXT,
        }
    }

    /// The format of a name on the command line.
    pub fn from_name(name: &str) -> Option<Format> {
        let named = |entry: &&&Entry| entry.names.iter().any(|one| one.eq_ignore_ascii_case(name));
        Format::TABLE.iter().find(named).map(|entry| entry.format)
    }

    /// The format of the ending of a file name, without its dot.
    pub fn from_extension(extension: &str) -> Option<Format> {
        let ends = |entry: &&&Entry| entry.extensions.iter().any(|one| one.eq_ignore_ascii_case(extension));
        Format::TABLE.iter().find(ends).map(|entry| entry.format)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        self.entry().names.first().copied().unwrap_or_default()
    }

    /// The usual ending of its files, without a dot.
    pub fn extension(self) -> &'static str {
        self.entry().extensions.first().copied().unwrap_or_default()
    }

    /// The document in this format and in its language, ending with a line feed. It holds no character that a
    /// terminal would obey.
    pub fn write(self, document: &RedactedDocument) -> String {
        (self.entry().write)(document)
    }
}

/// Whether an address is one of the web. Any other stays text.
fn is_web(to: &str) -> bool {
    let scheme =
        |scheme: &str| to.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (scheme("https://") || scheme("http://")) && !has_hidden(to) && !to.contains(char::is_whitespace)
}
