//! Findings about files: what is wrong, where, and what to do about it.

mod code;
mod render;

pub use code::{Code, Level};
pub use render::{MAX_SHOWN_PER_FILE, to_json, to_text};

use crate::text::packed::Later;
use crate::text::sort::sort_by;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

const BOM: char = '\u{feff}';

/// A file that was read: where it came from and what it says. Cheap to clone.
#[derive(Clone)]
pub struct Source(Arc<Inner>);

struct Inner {
    path: String,
    text: Text,
    line_starts: OnceLock<Vec<usize>>,
}

enum Text {
    Own(String),
    /// Bytes of a text that several files are in.
    Part(Arc<Later>, Range<usize>),
}

/// A place for people: line and column count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// A file by its path for messages and its text. A leading byte order mark is dropped.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        let mut text = text.into();
        if text.starts_with(BOM) {
            text.drain(..BOM.len_utf8());
        }
        Source::with(path.into(), Text::Own(text))
    }

    /// A file whose text is these bytes of a text that several files are in.
    pub fn part(path: impl Into<String>, text: &Arc<Later>, bytes: Range<usize>) -> Source {
        Source::with(path.into(), Text::Part(Arc::clone(text), bytes))
    }

    fn with(path: String, text: Text) -> Source {
        Source(Arc::new(Inner { path, text, line_starts: OnceLock::new() }))
    }

    /// The same from bytes that may not be UTF-8; then the finding says at which byte. What can be shown of
    /// the text is in the source of the finding.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Source, Diagnostic> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(path, text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let bom = if error.as_bytes().starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let source = Source::new(path, text);
                // The text before the fault is as in the file, less a byte order mark.
                let at = valid.saturating_sub(bom);
                let message = "the file is not UTF-8 text";
                Err(Diagnostic::new(Code::E001, &source, at..at, message).help("save the file as UTF-8"))
            }
        }
    }

    /// The path, as it was given.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The text without byte order mark; spans count its bytes.
    pub fn text(&self) -> &str {
        match &self.0.text {
            Text::Own(text) => text,
            Text::Part(text, bytes) => text.get(bytes.clone()).unwrap_or_default(),
        }
    }

    /// Line and column of a byte offset. An offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_index(offset);
        let start = self.line_starts().get(line).copied().unwrap_or(0);
        let before = self.text().get(start..self.floor(offset)).unwrap_or_default();
        Position { line: line + 1, column: before.chars().count() + 1 }
    }

    /// The bytes of the line that holds an offset, without its line break.
    pub fn line_range(&self, offset: usize) -> Range<usize> {
        let line = self.line_index(offset);
        let starts = self.line_starts();
        let start = starts.get(line).copied().unwrap_or(0);
        let end = starts.get(line + 1).map_or(self.text().len(), |next| next - 1);
        let end = if self.text()[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// A span that lies inside the text and between characters.
    fn clamp(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.floor(span.start);
        start..self.floor(span.end).max(start)
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text().len());
        while !self.text().is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|&start| start <= offset).saturating_sub(1)
    }

    fn line_starts(&self) -> &[usize] {
        self.0.line_starts.get_or_init(|| {
            let breaks = self.text().bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Source({:?}, {} bytes)", self.path(), self.text().len())
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.path() == other.path() && self.text() == other.text())
    }
}

impl Eq for Source {}

/// One finding. Its texts may quote the file: they are made safe to print when they are rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// The file.
    pub source: Source,
    /// Where in the file, in bytes.
    pub span: Range<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub label: String,
    /// The file.
    pub source: Source,
    /// Where in the file, in bytes.
    pub span: Range<usize>,
}

impl Diagnostic {
    /// A finding without remedy.
    pub fn new(code: Code, source: &Source, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        let span = source.clamp(&span);
        Diagnostic {
            code,
            source: source.clone(),
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    /// The same with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The same with another place that belongs to it.
    pub fn related(mut self, label: impl Into<String>, source: &Source, span: Range<usize>) -> Diagnostic {
        let span = source.clamp(&span);
        self.related.push(Related { label: label.into(), source: source.clone(), span });
        self
    }

    /// Error or warning, which the code decides.
    pub fn level(&self) -> Level {
        self.code.level()
    }

    /// The file's path, as it was given.
    pub fn path(&self) -> &str {
        self.source.path()
    }

    /// Where it begins.
    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }
}

/// Puts findings in the order in which a person works through them: by file, place and code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    sort_by(diagnostics, |a, b| {
        (a.path(), a.span.start, a.code, &a.message).cmp(&(b.path(), b.span.start, b.code, &b.message))
    });
}
