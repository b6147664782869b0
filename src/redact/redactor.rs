//! Redacting texts that belong together: the same value gets the same mark in all of them.

use super::{Class, Names, Policy};
use serde::Serialize;
use std::ops::Range;

/// Redacts texts. What it learns stays in memory and goes with it.
#[derive(Debug, Clone, Default)]
pub struct Redactor {
    policy: Policy,
    names: Names,
}

/// A text after redaction, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redacted {
    /// The text with marks in place of what the policy masks.
    pub text: String,
    /// What was found, in order and without overlaps.
    pub finds: Vec<Find>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Find {
    /// Where it stands in the source, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
    /// The value, decoded where the source has it in another form.
    pub value: String,
    /// What stands for it: `host-1`, `[password]`.
    pub mark: String,
    /// False where the policy leaves it.
    pub masked: bool,
}

impl Redactor {
    /// A redactor that has seen nothing yet.
    pub fn new(policy: Policy, names: Names) -> Redactor {
        Redactor { policy, names }
    }

    /// What is masked.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Masks otherwise from the next text on; the marks stay.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// Redacts a text.
    pub fn redact(&mut self, text: &str) -> Redacted {
        let mut out = String::with_capacity(text.len());
        let mut finds = Vec::new();
        let mut from = 0;
        for (range, class) in super::scan(text) {
            let value = text.get(range.clone()).unwrap_or_default();
            let masked = self.policy.masks(class, value);
            let mark = class.credential_mark();
            if masked {
                out.push_str(text.get(from..range.start).unwrap_or_default());
                out.push_str(mark);
                from = range.end;
            }
            finds.push(Find { range, class, value: value.to_owned(), mark: mark.to_owned(), masked });
        }
        out.push_str(text.get(from..).unwrap_or_default());
        let _ = &self.names;
        Redacted { text: out, finds }
    }
}
