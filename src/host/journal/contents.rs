//! The bytes of a journal file taken apart into whole records, whatever happened to them.

use std::fmt;

use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use crate::host::journal::{FORMAT, OpenError};
use crate::text::Message;

/// What a journal file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// The first line: `v`, `kind`, `program` and what the session put there.
    pub header: Map<String, Value>,
    /// The whole records in order.
    pub records: Vec<Record>,
    /// What was wrong with the file, for the person.
    pub notices: Vec<Notice>,
    /// How many bytes at the start are whole lines; anything after them is a torn end.
    pub(super) whole: usize,
}

/// One record: a JSON object on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its line in the file, from 1; the header is line 1.
    pub line: usize,
    /// The JSON text.
    pub text: String,
}

/// Damage that the file was read in spite of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The last line was cut short, as by a crash while writing; it was never acknowledged and is left out.
    TornEnd {
        /// The line, from 1.
        line: usize,
    },
    /// A line in the middle is damaged and is left out; the rest is kept.
    Damaged {
        /// The line, from 1.
        line: usize,
    },
}

impl Notice {
    /// The same to be worded in the reader's language.
    pub fn message(self) -> Message {
        match self {
            Self::TornEnd { line } => Message::new("host.session.torn").with("line", line),
            Self::Damaged { line } => Message::new("host.session.damaged").with("line", line),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Contents {
    /// Takes a file apart. Never fails because of records, only because of the header.
    pub fn parse(bytes: &[u8]) -> Result<Self, OpenError> {
        let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let first = lines.next().filter(|line| line.ends_with(b"\n")).ok_or(OpenError::Empty)?;
        let header = header(first)?;
        let mut contents = Self { header, records: Vec::new(), notices: Vec::new(), whole: first.len() };
        let mut at = first.len();
        // Damage counts as the middle only once a whole record follows it.
        let mut damaged = Vec::new();
        for (index, line) in lines.enumerate() {
            let number = index + 2;
            at += line.len();
            match record(line) {
                Some(text) => {
                    contents.notices.extend(damaged.drain(..).map(|line| Notice::Damaged { line }));
                    contents.records.push(Record { line: number, text: text.to_owned() });
                    contents.whole = at;
                }
                None => damaged.push(number),
            }
        }
        if let Some(&line) = damaged.first() {
            contents.notices.push(Notice::TornEnd { line });
        }
        Ok(contents)
    }
}

/// The JSON object of a whole line.
fn record(line: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let whole = text.starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok();
    whole.then_some(text)
}

fn header(line: &[u8]) -> Result<Map<String, Value>, OpenError> {
    let header: Map<String, Value> = serde_json::from_slice(line).map_err(|_| OpenError::NotAJournal)?;
    match header.get("v").and_then(Value::as_u64) {
        Some(version) if version > FORMAT => Err(OpenError::Newer(version)),
        Some(1..) => Ok(header),
        _ => Err(OpenError::NotAJournal),
    }
}
