//! The bytes of a journal file taken apart into whole records, whatever happened to them.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::host::journal::seal::{self, Seal};
use crate::host::journal::{FORMAT, Notice, OpenError};

/// What a journal file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// The first line: `v`, `kind`, `program` and what the session put there; what of it is readable, if it is damaged.
    pub header: Map<String, Value>,
    /// The whole records in order.
    pub records: Vec<Record>,
    /// What was wrong with the file, for the person.
    pub notices: Vec<Notice>,
    /// How many bytes at the start are to be kept; anything after them is a torn end.
    pub(super) whole: usize,
    /// The bytes that are kept lack the line end of the last record.
    pub(super) unended: bool,
}

/// One record: a JSON object on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its line in the file, from 1; the header is line 1.
    pub line: usize,
    /// The JSON text, without its check value.
    pub text: String,
}

/// What was found on a line, or on what is left of one.
#[derive(Default)]
struct Found {
    /// The objects, each as it was written.
    objects: Vec<String>,
    /// Something here is not as it was written.
    damaged: bool,
    /// How many bytes at the start end in a whole object.
    whole: usize,
}

/// The number of a record; whatever else it holds is not known here.
#[derive(Deserialize)]
struct Numbered {
    #[serde(default)]
    n: Option<Value>,
}

impl Contents {
    /// Takes a file apart. Never fails because of records, only because of the header when nothing proves that the
    /// file is a session log of this format.
    pub fn parse(bytes: &[u8]) -> Result<Self, OpenError> {
        let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let first = lines.next().ok_or(OpenError::Empty)?;
        let mut reader = Reader::begin(first, bytes)?;
        for (index, line) in lines.enumerate() {
            reader.line(index + 2, line);
        }
        Ok(reader.contents)
    }
}

/// Reads line after line.
struct Reader {
    contents: Contents,
    /// Every line has a check value; one without is damaged.
    sealed: bool,
    /// Where the next line begins.
    at: usize,
    /// The number that the next record should have.
    next: u64,
    seen: BTreeSet<u64>,
    /// Damaged lines since the last record.
    damaged: u64,
}

impl Reader {
    fn begin(first: &[u8], bytes: &[u8]) -> Result<Reader, OpenError> {
        let body = first.strip_suffix(b"\n").unwrap_or(first);
        let right = seal::verify(body) == Seal::Right;
        let mut found = take_apart(body, false);
        // With a record of its own behind it, the header has check values too.
        let several = found.objects.len() > 1;
        if !first.ends_with(b"\n") && !right && !several {
            return Err(OpenError::Empty);
        }
        // A file has check values from its first line on, or from where this program went on with an older one.
        found.damaged |= !right && !several && next_sealed(bytes, first.len());
        let sealed = right || several || (found.damaged && any_sealed(bytes, first.len()));
        let first_object = found.objects.first().filter(|object| is_header(object)).cloned();
        let header = match first_object {
            Some(header) => {
                found.objects.remove(0);
                self::header(header.as_bytes())?
            }
            // The check values of the records prove what the header no longer can.
            None if sealed => {
                found.damaged = true;
                serde_json::from_slice(body).unwrap_or_default()
            }
            None => self::header(body)?,
        };
        let contents =
            Contents { header, records: Vec::new(), notices: Vec::new(), whole: 0, unended: false };
        let mut reader = Reader { contents, sealed, at: 0, next: 1, seen: BTreeSet::new(), damaged: 0 };
        if found.damaged {
            reader.contents.notices.push(Notice::Header);
            found.damaged = false;
        }
        reader.take(1, first, found);
        Ok(reader)
    }

    fn line(&mut self, number: usize, line: &[u8]) {
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let mut found = take_apart(body, self.sealed);
        if body.len() == line.len() && !self.sealed && seal::verify(body) == Seal::None {
            // Nothing tells whether there was more of it.
            found = Found { damaged: true, ..Found::default() };
        }
        self.take(number, line, found);
    }

    /// Takes what was found on a line.
    fn take(&mut self, number: usize, line: &[u8], found: Found) {
        let ended = line.ends_with(b"\n");
        let joined = found.objects.len() > 1 || (number == 1 && !found.objects.is_empty());
        for object in found.objects {
            self.record(number, object);
        }
        let start = self.at;
        self.at += line.len();
        if ended {
            self.contents.whole = self.at;
        } else if found.whole > 0 {
            self.contents.whole = start + found.whole;
            self.contents.unended = true;
        }
        match (found.damaged, ended) {
            (true, true) => {
                self.damaged += 1;
                self.contents.notices.push(Notice::Damaged { line: number });
            }
            (true, false) => self.contents.notices.push(Notice::TornEnd { line: number }),
            (false, _) if joined || !ended => {
                self.contents.notices.push(Notice::LineEnd { line: number });
            }
            (false, _) => {}
        }
    }

    /// Takes a record, and notices if its number is not the next one.
    fn record(&mut self, line: usize, text: String) {
        let number = serde_json::from_str::<Numbered>(&text).ok().and_then(|one| one.n?.as_u64());
        if let Some(number) = number {
            if !self.seen.insert(number) {
                self.contents.notices.push(Notice::Repeated { line, number });
                return;
            }
            let missing = number.saturating_sub(self.next).saturating_sub(self.damaged);
            if missing > 0 {
                self.contents.notices.push(Notice::Missing { line, count: missing });
            }
            self.next = number.saturating_add(1);
            self.damaged = 0;
        }
        self.contents.records.push(Record { line, text });
    }
}

/// The objects on a line. A line whose end was damaged has the next one behind it; check values tell them apart.
fn take_apart(body: &[u8], sealed: bool) -> Found {
    let is_object = |text: &str| text.starts_with('{') && serde_json::from_str::<Numbered>(text).is_ok();
    let text = std::str::from_utf8(body).ok().filter(|text| is_object(text));
    match (text, seal::verify(body)) {
        (Some(text), Seal::Right) => {
            return Found { objects: vec![seal::unsealed(text)], damaged: false, whole: body.len() };
        }
        (Some(text), Seal::None) if !sealed => {
            return Found { objects: vec![text.to_owned()], damaged: false, whole: body.len() };
        }
        _ => {}
    }
    let mut found = Found::default();
    let mut start = 0;
    for end in seal::ends(body) {
        let piece = body.get(start..end).unwrap_or_default();
        match std::str::from_utf8(piece).ok().filter(|text| is_object(text)) {
            Some(text) if seal::verify(piece) == Seal::Right => {
                found.objects.push(seal::unsealed(text));
                found.whole = end;
            }
            _ => found.damaged = true,
        }
        // The byte that was the line end.
        start = end + 1;
    }
    found.damaged |= start == 0 || start < body.len();
    found
}

/// Whether the second line has a check value that is right.
fn next_sealed(bytes: &[u8], from: usize) -> bool {
    let second = bytes.get(from..).unwrap_or_default().split(|&byte| byte == b'\n').next();
    second.is_some_and(|line| seal::verify(line) == Seal::Right)
}

/// Whether a line after the first has a check value that is right.
fn any_sealed(bytes: &[u8], from: usize) -> bool {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.split(|&byte| byte == b'\n').any(|line| seal::verify(line) == Seal::Right)
}

/// Whether an object is a header and no record.
fn is_header(object: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(object).is_ok_and(|object| object.contains_key("v"))
}

fn header(line: &[u8]) -> Result<Map<String, Value>, OpenError> {
    let header: Map<String, Value> = serde_json::from_slice(line).map_err(|_| OpenError::NotAJournal)?;
    match header.get("v").and_then(Value::as_u64) {
        Some(version) if version > FORMAT => Err(OpenError::Newer(version)),
        Some(1..) => Ok(header),
        _ => Err(OpenError::NotAJournal),
    }
}
