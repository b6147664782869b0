//! A look at what will be masked before a transcript is written, with a say in each find.

use super::document::Document;
use super::redaction::{Located, Masking, RedactedDocument};
use super::texts::Part;
use crate::redact::{Class, Policy};
use std::ops::Range;

/// Most places of one find that are shown.
const PLACES: usize = 3;

/// How much of a line is shown on each side of a find, in characters.
const AROUND: usize = 40;

/// A document, and what is masked in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    document: Document,
    masking: Masking,
    /// Values that only the policy names, and that the person let stay: nothing else finds them again.
    stayed: Vec<Item>,
    groups: Vec<Group>,
}

/// The finds of one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they are.
    pub class: Class,
    /// One for each value, in the order in which they first stand in the document.
    pub items: Vec<Item>,
}

/// A value that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub class: Class,
    /// As it first stands in the document.
    pub value: String,
    /// What stands for it.
    pub mark: String,
    /// Whether it will be masked.
    pub masked: bool,
    /// In how many places it stands.
    pub count: usize,
    /// The first of them.
    pub places: Vec<Place>,
}

/// A place of a find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What kind of text it stands in.
    pub part: Part,
    /// What stands before it in its line, or the end of that.
    pub before: String,
    /// The value as it is written there.
    pub value: String,
    /// What follows in the line, or the beginning of that.
    pub after: String,
}

impl Review {
    /// What would be masked in a document.
    pub fn new(document: Document, masking: Masking) -> Review {
        let mut review = Review { document, masking, stayed: Vec::new(), groups: Vec::new() };
        review.look();
        review
    }

    /// The finds by class, credentials first.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All finds, in the order of their groups.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.groups.iter().flat_map(|group| &group.items)
    }

    /// What is masked now.
    pub fn policy(&self) -> &Policy {
        &self.masking.policy
    }

    /// Masks the find of this index, or lets it stay. Nothing happens if there is none.
    pub fn toggle(&mut self, index: usize) {
        let Some(item) = self.items().nth(index).cloned() else { return };
        self.set(&item, !item.masked);
        self.look();
    }

    /// Lets all finds of a class stay, or masks them all if one of them stays. Credentials can be let stay one by
    /// one only; whether anything was done.
    pub fn toggle_class(&mut self, class: Class) -> bool {
        let Some(group) = self.groups.iter().find(|group| group.class == class).cloned() else {
            return false;
        };
        let mask = group.items.iter().any(|item| !item.masked);
        if class.is_credential() && !mask {
            return false;
        }
        self.masking.policy.set_class(class, mask);
        group.items.iter().for_each(|item| self.set(item, mask));
        self.look();
        true
    }

    /// The document as it will be written.
    pub fn redacted(&self) -> RedactedDocument {
        self.document.redact(&self.masking)
    }

    /// The same choices for the session as it stands now.
    pub fn renew(&mut self, document: Document) {
        self.document = document;
        self.look();
    }

    fn set(&mut self, item: &Item, mask: bool) {
        let policy = &mut self.masking.policy;
        let folded = item.value.to_lowercase();
        if !mask {
            if policy.masked().any(|(_, value)| value == folded) {
                policy.remove_mask(&item.value);
                self.stayed.push(Item { masked: false, ..item.clone() });
            }
            policy.set_kept(&item.value, true);
            return;
        }
        policy.set_kept(&item.value, false);
        let before = self.stayed.len();
        self.stayed.retain(|one| one.value.to_lowercase() != folded);
        if !policy.has_class(item.class) || self.stayed.len() < before {
            policy.add_mask(item.class, &item.value);
        }
    }

    fn look(&mut self) {
        let (_, located) = self.document.redacted(&self.masking);
        let mut groups: Vec<Group> = Vec::new();
        for class in Class::ALL {
            let of_class = located.iter().filter(|one| one.find.class == class);
            let mut items: Vec<Item> = Vec::new();
            for one in of_class {
                add(&mut items, one);
            }
            for one in self.stayed.iter().filter(|one| one.class == class) {
                if items.iter().all(|item| item.value.to_lowercase() != one.value.to_lowercase()) {
                    items.push(one.clone());
                }
            }
            if !items.is_empty() {
                groups.push(Group { class, items });
            }
        }
        self.groups = groups;
    }
}

fn add(items: &mut Vec<Item>, located: &Located) {
    let find = &located.find;
    let same = |item: &Item| item.value.to_lowercase() == find.value.to_lowercase();
    let known = items.iter().position(same);
    let index = known.unwrap_or_else(|| {
        items.push(Item {
            class: find.class,
            value: find.value.clone(),
            mark: find.mark.clone(),
            masked: find.masked,
            count: 0,
            places: Vec::new(),
        });
        items.len() - 1
    });
    let Some(item) = items.get_mut(index) else { return };
    item.count += 1;
    // What was shown once need not be shown again.
    if located.part != Part::Again && item.places.len() < PLACES {
        item.places.push(place(located.part, &located.line, &located.at));
    }
}

fn place(part: Part, line: &str, at: &Range<usize>) -> Place {
    let before = line.get(..at.start).unwrap_or_default();
    let after = line.get(at.end..).unwrap_or_default();
    let skip = before.chars().count().saturating_sub(AROUND);
    let (mut from, mut to): (String, String) =
        (before.chars().skip(skip).collect(), after.chars().take(AROUND).collect());
    if skip > 0 {
        from.insert(0, '…');
    }
    if to.len() < after.len() {
        to.push('…');
    }
    Place { part, before: from, value: line.get(at.clone()).unwrap_or_default().to_owned(), after: to }
}
