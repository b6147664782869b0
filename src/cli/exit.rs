//! What the program tells its caller.

use crate::flow::EndKind;
use crate::session::Session;
use std::process::ExitCode;

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Resolved, or there was nothing to resolve; found; without errors.
    Done,
    /// Findings, nothing found, escalated, or not solved.
    Unsolved,
    /// The command line or its input was wrong.
    Usage,
    /// Left by ctrl-c. Signals end the process elsewhere, with 128 plus their number.
    Interrupted,
}

impl Exit {
    /// What a session has come to. Without one nothing was asked, so nothing is unsolved.
    pub fn of(session: Option<&Session>) -> Exit {
        match session.map(|session| session.state().ended()) {
            None | Some(Some(EndKind::Resolved | EndKind::Info)) => Exit::Done,
            Some(Some(EndKind::Escalate) | None) => Exit::Unsolved,
        }
    }

    /// Done if nothing is wrong.
    pub fn unless(wrong: bool) -> Exit {
        if wrong { Exit::Unsolved } else { Exit::Done }
    }
}

/// Key of the sentence that says how a session ended.
pub fn ended_key(ended: Option<EndKind>) -> &'static str {
    match ended {
        Some(EndKind::Resolved) => "cli.ended.resolved",
        Some(EndKind::Escalate) => "cli.ended.escalate",
        Some(EndKind::Info) => "cli.ended.info",
        None => "cli.ended.not",
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Unsolved => 1,
            Exit::Usage => 2,
            Exit::Interrupted => 130,
        })
    }
}
