//! Troubleshooting knowledge: the model of a flow, and the only reader of its YAML.

pub mod bundled;
pub mod command;
pub mod condition;
pub mod diagnostic;
pub mod file;
pub mod gate;
pub mod kept;
pub mod library;
pub mod load;
pub mod locale;
pub mod meta;
pub mod model;
pub mod nearest;
pub mod node;
pub mod pattern;
pub mod place;
pub mod settings;
pub mod sidecar;
pub mod target;
pub mod translated;
pub mod typed;
pub mod yaml;

pub use command::{Command, Place, Risk, Shell, Slot, SlotKind};
pub use condition::Condition;
pub use diagnostic::{Code, Diagnostic, Level, Source};
pub use kept::KeptFlow;
pub use library::{Document, Library, Loaded};
pub use meta::{
    Applies, Likely, Link, Provenance, Sample, Severity, Signature, SignatureKind, Status, Test, Verified,
};
pub use model::{Flow, Pack, Text, Translation};
pub use node::*;
pub use target::{Address, Target};
pub use translated::Translated;
