//! What was changed on machines, and asking about it.

use super::{Guide, Say};
use crate::host::effect::Effect;
use crate::session::Input;
use crate::session::ledger::{Change, Done, ledger};
use jiff::Timestamp;

impl Guide {
    /// What was changed in this session or may have been, newest first.
    pub fn ledger(&self) -> Vec<Change> {
        let session = self.session.as_ref();
        session.map(|session| ledger(session.records(), session.state(), &self.library)).unwrap_or_default()
    }

    /// The copied commands of which it is to be asked now whether they were run, oldest first: those of this step, or
    /// all of them when the session is left. Each is asked about once, whatever is answered.
    pub fn unasked(&self, leaving: bool) -> Vec<Change> {
        let current = self.session.as_ref().and_then(|session| session.state().current());
        let here = current.map(|visit| &visit.at);
        let mut changes = self.ledger();
        changes.retain(|change| {
            matches!(change.what, Done::Command { .. })
                && !change.asked
                && change.done.is_none()
                && (leaving || Some(&change.step) == here)
        });
        changes.reverse();
        changes
    }

    /// Notes whether a copied command was run; none if the person does not know.
    pub fn ran(&mut self, copied: u64, yes: Option<bool>, now: Timestamp) -> Result<Vec<Effect>, Say> {
        self.input(Input::Ran { copied, yes }, now)
    }
}
