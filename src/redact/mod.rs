//! Masks credentials and identifiers in text.
//!
//! [`mask`] takes credentials out of every text that a person enters, before it is written. A [`Redactor`] takes
//! identifiers out as well, of texts that leave the machine, and puts the same mark for the same value. What is
//! masked is the value alone: who reads the text still sees that there was a password or a host, and where.
//!
//! Rules look at the text as it is, without escape sequences and characters that show nothing, and at what it
//! decodes to; what they find is mapped back to the source.

mod class;
mod credential;
mod identifier;
mod literal;
mod policy;
mod reader;
mod redactor;
mod scan;
mod sweep;
mod view;

pub use class::Class;
pub use policy::{Names, Policy};
pub use redactor::{Find, Redacted, Redactor};

use std::ops::Range;

/// Where something was found in the text that a rule looked at, and what it is.
type Hit = (Range<usize>, Class);

/// Replaces the values of credentials by `[password]`, `[secret]`, `[token]` or `[key]`. What is not
/// recognised stays as it is, and so does a text that was masked before.
pub fn mask(text: &str) -> String {
    Redactor::default().mask(text)
}
