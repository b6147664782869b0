//! A session as it may leave the machine to be gone on with: masked as its transcript is.

use super::document::Document;
use super::masker::Masker;
use super::redaction::Masking;
use crate::flow::locale::SOURCE_LANGUAGE;
use crate::flow::{KeptFlow, Library};
use crate::session::Record;
use crate::session::handoff::Handoff;
use jiff::Timestamp;

/// Puts a hand-off together. `library` has the flows that the session saw, `flows` are those that go with it.
pub fn hand_off(
    session: &str,
    made: Timestamp,
    records: &[Record],
    library: &Library,
    flows: Vec<KeptFlow>,
    masking: &Masking,
) -> Handoff {
    let document = Document::of(session, records, library, SOURCE_LANGUAGE);
    let texts = Handoff::texts(records);
    let mut masker = Masker::new(masking, &document, texts.iter().map(String::as_str));
    // The name of the file that a flow came with is the affair of who received it.
    let flows = flows.into_iter().map(|flow| KeptFlow { from: None, ..flow }).collect();
    let handoff = Handoff::new(session, made, records, flows, |text| masker.mask(text).text);
    let redaction = masker.into_redaction();
    Handoff { redaction: redaction.policy, masked: redaction.masked, ..handoff }
}
