//! What is written down for a ticket: a document made from the log of a session, and the formats it can
//! be written in.
//!
//! The log decides what happened and when; the flows only lend their texts, in the language of the
//! session. Where a flow or step is no longer there, its id stands in the text's place.

mod advice;
mod build;
pub mod document;
pub mod export;
mod lookup;
pub mod outline;
mod wording;

pub use document::Document;
pub use export::Format;
pub use wording::reserved_answer;
