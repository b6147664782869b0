//! What was wrong with a log that was read all the same.

use std::fmt;

use crate::text::Message;

/// Damage that the file was read in spite of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The first line is damaged; the records behind it are kept.
    Header,
    /// The last line was cut short, as by a crash while writing; it was never acknowledged and is left out.
    TornEnd {
        /// The line, from 1.
        line: usize,
    },
    /// A line is damaged and is left out; the rest is kept.
    Damaged {
        /// The line, from 1.
        line: usize,
    },
    /// The end of a line is damaged, what stands on it is whole and kept.
    LineEnd {
        /// The line, from 1.
        line: usize,
    },
    /// The numbers of the records have a gap that no damaged line explains.
    Missing {
        /// The line behind the gap, from 1.
        line: usize,
        /// How many records are missing.
        count: u64,
    },
    /// A record has the number of an earlier one and is left out.
    Repeated {
        /// The line, from 1.
        line: usize,
        /// The number.
        number: u64,
    },
}

impl Notice {
    /// The same to be worded in the reader's language.
    pub fn message(self) -> Message {
        match self {
            Self::Header => Message::new("host.session.bad-header"),
            Self::TornEnd { line } => Message::new("host.session.torn").with("line", line),
            Self::Damaged { line } => Message::new("host.session.damaged").with("line", line),
            Self::LineEnd { line } => Message::new("host.session.line-end").with("line", line),
            Self::Missing { line, count } => {
                Message::new("host.session.gap").with("line", line).with("count", count)
            }
            Self::Repeated { line, number } => {
                Message::new("host.session.repeated").with("line", line).with("number", number)
            }
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.message().fmt(f)
    }
}
