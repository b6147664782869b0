//! A session: a pure state machine over an append-only log of events.
//!
//! [`Session::apply`] turns an input into events, with every decision in them; [`State::fold`]
//! turns events into a state and decides nothing. So a log can be replayed at any time, by any
//! version of the flows, and gives the same session.

mod answers;
pub mod engine;
pub mod event;
mod facts;
pub mod handoff;
pub mod history;
pub mod journal;
pub mod ledger;
pub mod order;
pub mod output;
mod reopen;
mod revise;
mod settle;
pub mod state;
pub mod summary;
mod tagged;
mod turn;
mod undo;
pub mod visit;

pub use answers::answers;
pub use engine::{Context, Input, Refusal, Session, Start};
pub use event::{By, Event, Outcome, Preset, Ranked, Reason, Record, VisitId};
pub use history::History;
pub use state::State;
pub use summary::Summary;
pub use visit::{Answer, Copied, Remark, Visit};
