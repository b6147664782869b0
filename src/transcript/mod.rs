//! What is written down for a ticket: a document made from the log of a session, and the formats it can
//! be written in.
//!
//! The log decides what happened and when; the flows only lend their texts, in the language of the
//! session. Where a flow or step is no longer there, its id stands in the text's place. A document can be
//! written only after redaction, which gives it another type.

mod advice;
mod build;
pub mod document;
pub mod export;
mod hand_off;
mod lookup;
mod masker;
mod names;
pub mod outline;
mod redaction;
mod review;
mod texts;
mod wording;

pub use document::Document;
pub use export::Format;
pub use hand_off::hand_off;
pub use redaction::{Masking, Notice, RedactedDocument, summary};
pub use review::{Group, Item, Place, Review};
pub use texts::Part;
pub use wording::reserved_answer;
