//! What differs between systems. The folders beside this file have the same files with the same functions, of which
//! one is compiled; nothing else in the program asks for the system.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
pub(super) use unix::{files, programs, signals, surroundings, terminal};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub(super) use windows::{files, programs, signals, surroundings, terminal};

/// Whether a link is followed when a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// As ever.
    Follow,
    /// A link is no file.
    Refuse,
}

/// What came from outside the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// The process is to end; its exit code is 128 plus this number.
    End(i32),
    /// It was stopped and goes on.
    #[cfg_attr(windows, expect(dead_code, reason = "processes are not stopped there"))]
    Continued,
}

/// How waiting for an event ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waited {
    /// There is one.
    Event,
    /// Another thread has something for the UI thread.
    #[cfg_attr(unix, expect(dead_code, reason = "there it comes as an event"))]
    News,
    /// The time is over.
    Nothing,
}

/// The folders of the XDG base directories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Config,
    Data,
    State,
    Cache,
}
