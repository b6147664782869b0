//! Masking the texts of one session: the same in its transcript and in a hand-off.

use super::document::Document;
use super::redaction::Masking;
use crate::redact::{Class, Names, Policy, Redacted, Redactor};
use crate::session::event::Redaction;
use crate::text::sort;
use std::collections::BTreeSet;

/// Masks texts of a session with all that is known of it, and counts.
pub(super) struct Masker {
    redactor: Redactor,
    /// What looks like a name in the commands of flows, in lower case.
    spoken: BTreeSet<String>,
    redaction: Redaction,
}

impl Masker {
    /// `texts` are all that will be masked: a value that one of them betrays, such as the name behind `computer:`, is
    /// masked in those that say nothing about it too.
    pub fn new<'a>(
        masking: &Masking,
        document: &Document,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Masker {
        let mut names = masking.names.clone();
        for (class, name) in &document.names {
            add(&mut names, *class, name);
        }
        let spoken = spoken(&document.spoken);
        let mut policy = masking.policy.clone();
        for value in &spoken {
            policy.set_kept(value, true);
        }
        let mut first = Redactor::new(policy.clone(), names.clone());
        for find in texts.into_iter().flat_map(|text| first.redact(text).finds) {
            match find.class {
                // The first part of a full name that stands in a text is often an ordinary word.
                Class::Host => names.domain(&find.value),
                class => add(&mut names, class, &find.value),
            }
        }
        let redaction = Redaction::of(masking.policy.name());
        Masker { redactor: Redactor::new(policy, names), spoken, redaction }
    }

    /// Masks one text. What the flows say themselves is no find.
    pub fn mask(&mut self, text: &str) -> Redacted {
        let mut redacted = self.redactor.redact(text);
        redacted.finds.retain(|find| !self.spoken.contains(&find.value.to_lowercase()));
        for find in &redacted.finds {
            // Credentials are counted by their marks, which may be older than this.
            if !(find.masked && find.class.is_credential()) {
                self.redaction.count(find.class.id(), find.masked, 1);
            }
        }
        for class in Class::ALL.into_iter().filter(|class| class.is_credential()) {
            let marks = redacted.text.matches(&format!("[{}]", class.id())).count();
            self.redaction.count(class.id(), true, u64::try_from(marks).unwrap_or(u64::MAX));
        }
        redacted
    }

    /// What was done.
    pub fn into_redaction(self) -> Redaction {
        self.redaction
    }
}

fn add(names: &mut Names, class: Class, name: &str) {
    match class {
        Class::Host => names.host(name),
        Class::User => names.user(name),
        Class::Resource => names.resource(name),
        // The others have a form of their own, by which they are found wherever they stand.
        _ => {}
    }
}

/// What looks like a name in the commands of flows: that is no secret of anybody.
fn spoken(texts: &[String]) -> BTreeSet<String> {
    let mut redactor = Redactor::new(Policy::all(), Names::new());
    let finds = texts.iter().flat_map(|text| redactor.redact(text).finds);
    sort::set(finds.map(|find| find.value.to_lowercase()))
}
