//! Troubleshooting knowledge: the model of a flow, and the only reader of its YAML.

pub mod command;
pub mod condition;
pub mod library;
pub mod meta;
pub mod model;
pub mod pattern;
pub mod target;

pub use command::{Command, Place, Risk, Shell, Slot, SlotKind};
pub use condition::Condition;
pub use library::Library;
pub use meta::{
    Applies, Likely, Link, Provenance, Sample, Severity, Signature, SignatureKind, Status, Test, Verified,
};
pub use model::*;
pub use target::{Address, Target};
