//! Short summaries of all kept sessions, so that listing them reads one file and not thousands. A summary is taken
//! from the file only while size and time of the log are those it was made from; else the log is read again. The time
//! is that of the inode, which every write changes and nobody can set back.

use super::atomic::{self, Existing};
use super::journal::{Entry, OpenError, Sessions};
use super::os::files::private_folder;
use crate::session::Summary;
use crate::session::journal::decode;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

/// Another form of the file is not read.
const FORM: &str = concat!("unsnag sessions 3 ", env!("CARGO_PKG_VERSION"));

/// A kept session in short, or why it cannot be read.
pub type Seen = (Entry, Result<Summary, OpenError>);

#[derive(Serialize, Deserialize)]
struct Line {
    id: String,
    bytes: u64,
    touched: i128,
    summary: Summary,
}

/// All kept sessions, newest first. What had to be read anew is kept in `file` for the next time; nothing is said when
/// that cannot be written.
pub fn overview(sessions: &Sessions, file: &Path) -> io::Result<Vec<Seen>> {
    let entries = sessions.list()?;
    let mut kept = read(file);
    let before = kept.len();
    let mut fresh = 0;
    let seen: Vec<Seen> = entries
        .into_iter()
        .map(|entry| match kept.remove(&entry.id).filter(|line| fits(line, &entry)) {
            Some(line) => (entry, Ok(line.summary)),
            None => {
                fresh += 1;
                let summary = summary(sessions, &entry);
                (entry, summary)
            }
        })
        .collect();
    if fresh > 0 || seen.len() != before {
        keep(file, &seen);
    }
    Ok(seen)
}

fn summary(sessions: &Sessions, entry: &Entry) -> Result<Summary, OpenError> {
    let contents = sessions.read(&entry.id)?;
    let lines: Vec<String> = contents.records.into_iter().map(|record| record.text).collect();
    Ok(Summary::of(&decode(&lines).0))
}

fn fits(line: &Line, entry: &Entry) -> bool {
    line.bytes == entry.bytes && line.touched == entry.touched
}

fn read(file: &Path) -> HashMap<String, Line> {
    // Not opened before it is known to be a file: a pipe would wait for a writer.
    let text = match fs::metadata(file) {
        Ok(found) if found.is_file() => fs::read_to_string(file).unwrap_or_default(),
        _ => String::new(),
    };
    let mut lines = text.lines();
    if lines.next() != Some(FORM) {
        return HashMap::new();
    }
    let lines = lines.filter_map(|line| serde_json::from_str::<Line>(line).ok());
    lines.map(|line| (line.id.clone(), line)).collect()
}

fn keep(file: &Path, seen: &[Seen]) {
    let mut text = format!("{FORM}\n");
    for (entry, summary) in seen {
        let Ok(summary) = summary else { continue };
        let (id, summary) = (entry.id.clone(), summary.clone());
        let line = Line { id, bytes: entry.bytes, touched: entry.touched, summary };
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        text.push('\n');
    }
    if file.parent().is_some_and(|folder| private_folder(folder).is_ok()) {
        let _ = atomic::write(file, text.as_bytes(), Existing::Replace);
    }
}
