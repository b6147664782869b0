//! unsnag: walks a person through troubleshooting flows, to the fix and the transcript.

pub mod flow;
pub mod text;
