//! The session log as text: one JSON object a line. Files are the host's business.

use super::event::{Event, Record};
use crate::text::time::moment;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Version of the log format that this program writes, and the newest it can continue.
pub const FORMAT: u32 = 1;

/// The first line of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Format version.
    pub v: u32,
    /// Always `open`.
    pub kind: String,
    /// Session id.
    pub id: String,
    /// Version of the program that began it.
    pub program: String,
    /// When it began.
    #[serde(deserialize_with = "crate::text::time::read")]
    pub started: Timestamp,
}

impl Header {
    /// The header of a new session.
    pub fn new(id: String, started: Timestamp) -> Header {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Header { v: FORMAT, kind: "open".to_owned(), id, program, started }
    }
}

/// One line of a log, without its line break.
pub fn encode<T: Serialize>(line: &T) -> String {
    // These types have string keys and finite numbers only, so this cannot fail.
    serde_json::to_string(line).unwrap_or_default()
}

/// The records of a log, and the numbers of the lines that could not be read (the header is line 1). Where such a line
/// has a number, it has a record of its own all the same, so that no later one gets that number.
pub fn decode(lines: &[String]) -> (Vec<Record>, Vec<usize>) {
    let mut records: Vec<Record> = Vec::new();
    let mut bad = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        match serde_json::from_str::<Record>(line) {
            Ok(record) => records.push(record),
            Err(_) => {
                bad.push(index + 2);
                let unread = unread(line, records.last());
                records.extend(unread);
            }
        }
    }
    (records, bad)
}

/// What stands for a record that could not be read.
fn unread(line: &str, before: Option<&Record>) -> Option<Record> {
    let line: Value = serde_json::from_str(line).ok()?;
    let n = line.get("n")?.as_u64()?;
    let at = line.get("at").and_then(|at| moment(at.as_str()?));
    Some(Record { n, step: n, at: at.or(before.map(|before| before.at))?, event: Event::Unknown })
}
