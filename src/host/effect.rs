//! What the pure part of the program wants done outside, and what came of it.

use crate::flow::KeptFlow;
use crate::host::journal::Unsaved;
use crate::host::kept_flows::ToKeep;
use crate::session::event::Redaction;
use crate::text::Message;
use std::path::PathBuf;

/// Something to do outside. One driver performs these, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Begin the log of a session with this header line.
    Begin {
        /// Session id.
        id: String,
        /// First line of the log.
        header: String,
    },
    /// Add lines to the log of the session; they count only when this has been reported as done.
    Append(Vec<String>),
    /// Open the log of an earlier session.
    Open {
        /// Session id.
        id: String,
    },
    /// Go on in the log that was opened.
    Continue {
        /// Session id.
        id: String,
    },
    /// Leave the log; another process may open it now.
    Close,
    /// Try again to save what is in memory only.
    Save,
    /// Keep flows as the session sees them. Nothing is reported, because nothing depends on it.
    Keep(Vec<ToKeep>),
    /// Copy a command.
    Copy {
        /// Command id.
        command: String,
        /// Exactly what is shown.
        text: String,
        /// The record of the change that it takes back, if it does.
        undoes: Option<u64>,
    },
    /// Write a transcript.
    Export {
        /// Where.
        path: PathBuf,
        /// Name of the format.
        format: String,
        /// The transcript.
        text: String,
        /// Overwrite what is there.
        force: bool,
        /// What was masked in it.
        redaction: Redaction,
    },
    /// Take clicks and the wheel, or leave them to the terminal.
    Mouse(bool),
    /// Stop the process as ctrl-z does.
    Suspend,
    /// Leave the program.
    Quit,
}

/// What came of an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// It is on disk.
    Saved,
    /// It is on disk, but under another id, because the one that was asked for was taken.
    Named {
        /// The id that was asked for.
        asked: String,
        /// The id.
        id: String,
    },
    /// It is in memory only, for this reason.
    Unsaved(Message),
    /// It is on disk, in a new file, because the disk failed for this reason.
    Rewritten(String),
    /// A log was opened.
    Opened {
        /// Session id.
        id: String,
        /// Its records, a line each, without the header.
        lines: Vec<String>,
        /// What to know about it: a torn line was dropped, a record is missing.
        notices: Vec<Message>,
        /// The flows that it names, as they were, as far as they are kept.
        flows: Vec<KeptFlow>,
    },
    /// A log could not be opened, for this reason.
    NotOpened(Message),
    /// A command was handed over.
    Copied {
        /// Command id.
        command: String,
        /// The text.
        text: String,
        /// By which way, in a word.
        way: &'static str,
        /// What can truthfully be said of it.
        said: Message,
        /// The record of the change that it takes back, if it does.
        undoes: Option<u64>,
    },
    /// A command could not be handed over, for this reason.
    NotCopied(Message),
    /// A transcript was written.
    Exported {
        /// Where.
        path: PathBuf,
        /// Name of the format.
        format: String,
        /// What was masked in it.
        redaction: Redaction,
    },
    /// A transcript was not written because there is a file of that name.
    Taken {
        /// Where.
        path: PathBuf,
    },
    /// A transcript could not be written, for this reason.
    NotExported(Message),
}

impl From<Unsaved> for Report {
    fn from(unsaved: Unsaved) -> Report {
        match unsaved.rewritten {
            true => Report::Rewritten(unsaved.reason),
            false => Report::Unsaved(Message::Verbatim(unsaved.reason)),
        }
    }
}
