//! A session in one portable file: its log with what the person wrote redacted, and the flows as they were. Its form is
//! described in `docs/handoff.md`. Whatever a file says, reading it decides nothing and cannot fail in another way than
//! with a [`Fault`].

use super::event::{Event, Record};
use super::state::State;
use crate::flow::{Address, KeptFlow};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Version of the form that this program writes, and the newest it reads.
pub const FORMAT: u64 = 1;
/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Most records and most flows in a file.
const MOST: (usize, usize) = (100_000, 300);

/// A session to be handed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Handoff {
    /// Version of this form.
    pub v: u64,
    /// Always `handoff`.
    pub kind: String,
    /// Version of the program that wrote it.
    pub program: String,
    /// When it was written.
    #[serde(deserialize_with = "crate::text::time::read")]
    pub made: Timestamp,
    /// Id of the session where it comes from.
    pub session: String,
    /// What was masked: the policy.
    pub redaction: String,
    /// How often which class was masked.
    pub masked: BTreeMap<String, u64>,
    /// Questions that nobody could answer yet.
    pub open: Vec<Address>,
    /// The log.
    pub records: Vec<Record>,
    /// The flows that it names and those that they lead to, as they were.
    pub flows: Vec<KeptFlow>,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not a hand-off file, or not the whole of one.
    NotOne,
    /// It was written by a newer program, in this version.
    Newer(u64),
    /// It is not as it was written.
    Changed,
    /// It holds more than any session.
    TooMuch,
    /// It holds no step.
    Empty,
}

impl Handoff {
    /// A session to be handed on. `mask` says what to write in place of a text of the person.
    pub fn new(
        session: &str,
        made: Timestamp,
        records: &[Record],
        flows: Vec<KeptFlow>,
        mut mask: impl FnMut(&str) -> String,
    ) -> Handoff {
        let open = State::fold(records).open_questions().iter().map(|visit| visit.at.clone()).collect();
        Handoff {
            v: FORMAT,
            kind: "handoff".to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made,
            session: session.to_owned(),
            redaction: String::new(),
            masked: BTreeMap::new(),
            open,
            records: records.iter().map(|record| masked(record, &mut mask)).collect(),
            flows,
        }
    }

    /// The texts of a log that the person entered, for what has to be known of all of them before one is masked.
    pub fn texts(records: &[Record]) -> Vec<String> {
        let mut texts = Vec::new();
        for record in records {
            masked(record, &mut |text| {
                texts.push(text.to_owned());
                String::new()
            });
        }
        texts
    }

    /// The file.
    pub fn to_json(&self) -> String {
        // String keys and finite numbers only, so this cannot fail.
        let mut value = serde_json::to_value(self).unwrap_or_default();
        let sum = checksum(&value);
        if let Some(map) = value.as_object_mut() {
            map.insert("sha256".to_owned(), Value::String(sum));
        }
        format!("{value}\n")
    }

    /// Reads a file.
    pub fn from_json(text: &str) -> Result<Handoff, Fault> {
        let mut value: Value = serde_json::from_str(text).map_err(|_| Fault::NotOne)?;
        let map = value.as_object_mut().ok_or(Fault::NotOne)?;
        if map.get("kind").and_then(Value::as_str) != Some("handoff") {
            return Err(Fault::NotOne);
        }
        match map.get("v").and_then(Value::as_u64) {
            Some(version) if version > FORMAT => return Err(Fault::Newer(version)),
            Some(1..) => {}
            _ => return Err(Fault::NotOne),
        }
        let sum = map.shift_remove("sha256");
        if sum.as_ref().and_then(Value::as_str) != Some(&checksum(&value)) {
            return Err(Fault::Changed);
        }
        let handoff: Handoff = serde_json::from_value(value).map_err(|_| Fault::NotOne)?;
        if handoff.records.len() > MOST.0 || handoff.flows.len() > MOST.1 {
            return Err(Fault::TooMuch);
        }
        if handoff.flows.iter().any(|flow| !flow.is_whole()) {
            return Err(Fault::Changed);
        }
        if State::fold(&handoff.records).current().is_none() {
            return Err(Fault::Empty);
        }
        Ok(handoff)
    }

    /// The log as it goes on here, and that it was taken over.
    pub fn received(&self, now: Timestamp) -> Vec<Record> {
        let mut records = self.records.clone();
        let n = records.iter().map(|record| record.n).max().unwrap_or(0).saturating_add(1);
        let event = Event::Received {
            session: self.session.clone(),
            program: self.program.clone(),
            made: self.made,
            flows: self.flows.iter().map(|flow| flow.hash.clone()).collect(),
        };
        records.push(Record { n, step: n, at: now, event });
        records
    }
}

/// A record as it may leave the machine. Answers, ids and hashes stay, so it replays as before.
fn masked(record: &Record, mask: &mut impl FnMut(&str) -> String) -> Record {
    let mut record = record.clone();
    match &mut record.event {
        Event::Begun { given, .. } => given.iter_mut().for_each(|text| *text = mask(text)),
        Event::Noted { text, .. } => *text = mask(text),
        Event::Copied { text, .. } => *text = mask(text),
        Event::Evidence { line, excerpt, .. } => {
            line.iter_mut().for_each(|text| *text = mask(text));
            *excerpt = mask(excerpt);
        }
        Event::Filled { value, masked, .. } => {
            let shown = mask(value);
            *masked |= shown != *value;
            *value = shown;
        }
        // Where a file lies says something about the machine, its name about the transcript.
        Event::Exported { path, .. } => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
            *path = mask(name);
        }
        _ => {}
    }
    record
}

/// SHA-256 of a value in its shortest form, in hex. It finds damage; who changes a file on purpose can change it too.
fn checksum(value: &Value) -> String {
    Sha256::digest(value.to_string().as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
