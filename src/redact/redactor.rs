//! Redacting texts that belong together: the same value gets the same mark in all of them.

use super::literal::{Literals, is_telling};
use super::sweep::{self, Raw, Scope};
use super::view::View;
use super::{Class, Names, Policy, identifier};
use crate::text::sort::sort_by_key;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::net::Ipv6Addr;
use std::ops::Range;

/// Redacts texts. What it learns stays in memory and goes with it.
#[derive(Debug, Clone, Default)]
pub struct Redactor {
    policy: Policy,
    /// Names that are known from the beginning, and values that were found.
    literals: Literals,
    marks: Marks,
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

/// Rounds until nothing more is found. Masking can bring a name and a value together that did not touch before; each
/// round leaves less to find, and the limit only bounds the time of a text made to defeat it.
const ROUNDS: usize = 8;

impl Redactor {
    /// A redactor that has seen nothing yet.
    pub fn new(policy: Policy, names: Names) -> Redactor {
        let mut literals = Literals::default();
        for (class, name) in names.iter().chain(policy.masked()) {
            literals.add(name, class);
        }
        Redactor { policy, literals, marks: Marks::default() }
    }

    /// What is masked.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Masks otherwise from the next text on; the marks stay.
    pub fn set_policy(&mut self, policy: Policy) {
        for (class, value) in policy.masked() {
            self.literals.add(value, class);
        }
        self.policy = policy;
    }

    /// Redacts a text.
    pub fn redact(&mut self, text: &str) -> Redacted {
        self.marks.reserve(text);
        let (masked, left) = self.find(text, Scope::All);
        let mut finds: Vec<Find> = Vec::with_capacity(masked.len() + left.len());
        let mut add = |find: Raw, masked| {
            let Raw { range, class, value } = find;
            finds.push(Find { mark: String::new(), range, class, value, masked });
        };
        masked.into_iter().for_each(|find| add(find, true));
        left.into_iter().for_each(|find| add(find, false));
        sort_by_key(&mut finds, |find| find.range.start);
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for find in &mut finds {
            (find.class, find.mark) = self.marks.of(&find.value, find.class);
            if find.masked {
                out.push_str(text.get(from..find.range.start).unwrap_or_default());
                out.push_str(&find.mark);
                from = find.range.end;
            }
        }
        out.push_str(text.get(from..).unwrap_or_default());
        Redacted { text: out, finds }
    }

    /// Masks the credentials of one text. What they were is not remembered.
    pub(super) fn mask(mut self, text: &str) -> String {
        let (finds, _) = self.find(text, Scope::Credentials);
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for find in finds {
            out.push_str(text.get(from..find.range.start).unwrap_or_default());
            out.push_str(find.class.credential_mark());
            from = find.range.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        out
    }

    /// What is masked, and what the policy leaves.
    fn find(&mut self, text: &str, scope: Scope) -> (Vec<Raw>, Vec<Raw>) {
        let mut masked: Vec<Raw> = Vec::new();
        let mut left: Vec<Raw> = Vec::new();
        let forms = sweep::forms(View::whole(text));
        self.literals.build();
        let mut more = sweep::find(&forms, scope);
        more.extend(sweep::find_literals(&forms, &self.literals));
        for _ in 0..ROUNDS {
            let before = places(&masked);
            self.sort_in(text, more, &mut masked, &mut left);
            let new = self.learn(&masked);
            if !new.is_empty() {
                let more = sweep::find_literals(&forms, &new);
                self.sort_in(text, more, &mut masked, &mut left);
            }
            // Lines on which nothing changed would tell the same again.
            let changed = masked.iter().filter(|find| before.binary_search(&place(find)).is_err());
            let lines = lines_around(text, changed.map(|find| find.range.clone()));
            if lines.is_empty() {
                break;
            }
            let marks = masked.iter().map(|find| (find.range.clone(), provisional(find.class)));
            more = sweep::find(&sweep::forms(View::marked(text, marks, &lines)), scope);
        }
        // What the policy leaves stays whole: the host in an address that may stay is not masked in it.
        masked.retain(|find| {
            let next = left.partition_point(|one| one.range.end < find.range.end);
            let inside = left
                .get(next)
                .is_some_and(|one| one.range.start <= find.range.start && one.range.len() > find.range.len());
            !inside || find.class.is_credential() || self.policy.always_masks(&find.value)
        });
        left.retain(|find| {
            let next = masked.partition_point(|one| one.range.end <= find.range.start);
            masked.get(next).is_none_or(|one| one.range.start >= find.range.end)
        });
        (masked, left)
    }

    /// Adds finds.
    fn sort_in(&self, text: &str, more: Vec<Raw>, masked: &mut Vec<Raw>, left: &mut Vec<Raw>) {
        let (on, off): (Vec<Raw>, Vec<Raw>) =
            more.into_iter().partition(|find| self.policy.masks(find.class, &find.value));
        for (finds, mut more) in [(masked, on), (left, off)] {
            // A known value is found again where it was learned.
            more.retain(|find| {
                let at = finds.partition_point(|one| one.range.start < find.range.start);
                finds.get(at) != Some(find)
            });
            if !more.is_empty() {
                finds.extend(more);
                *finds = sweep::merge(text, std::mem::take(finds));
            }
        }
    }

    /// Remembers values that are masked wherever they stand; those that are new.
    fn learn(&mut self, masked: &[Raw]) -> Literals {
        let mut new = Literals::default();
        for Raw { value, class, .. } in masked {
            // Most values stand in a text many times, and to look one up takes less than to judge it.
            if !self.literals.has(value, *class)
                && is_telling(value, *class)
                && self.literals.add(value, *class)
            {
                new.add(value, *class);
            }
        }
        new.build();
        new
    }
}

/// Where a find stands and what it is: what a change of it changes.
type Place = (usize, usize, Class);

fn place(find: &Raw) -> Place {
    (find.range.start, find.range.end, find.class)
}

fn places(finds: &[Raw]) -> Vec<Place> {
    finds.iter().map(place).collect()
}

/// The lines on which finds stand, and their neighbours: rules look across one line break. `finds` are in order.
fn lines_around(text: &str, finds: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let start_of =
        |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |feed| feed + 1);
    let end_of =
        |at: usize| text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |feed| at + feed + 1);
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut line_end = 0;
    for find in finds {
        // Many finds stand on one line, however long it is.
        if find.end <= line_end {
            continue;
        }
        let start =
            start_of(start_of(find.start).saturating_sub(1)).max(lines.last().map_or(0, |last| last.start));
        line_end = end_of(find.end);
        let end = end_of(line_end);
        match lines.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => lines.push(start..end),
        }
    }
    lines
}

/// A mark of the class, to look at a text as it will be.
fn provisional(class: Class) -> &'static str {
    match class {
        Class::Mail => "mail-1",
        Class::Ip => "ip-1",
        Class::Mac => "mac-1",
        Class::Host => "host-1",
        Class::User => "user-1",
        Class::Guid => "guid-1",
        Class::Sid => "sid-1",
        Class::Resource => "resource-1",
        class => class.credential_mark(),
    }
}

/// Values and their marks.
#[derive(Debug, Clone, Default)]
struct Marks {
    known: HashMap<String, (Class, String)>,
    last: BTreeMap<Class, usize>,
    /// Marks that stand in a source already, as after an earlier redaction: they mean something else there.
    taken: HashSet<String>,
}

impl Marks {
    /// The class and mark of a value: those it had before.
    fn of(&mut self, value: &str, class: Class) -> (Class, String) {
        if class.is_credential() {
            return (class, class.credential_mark().to_owned());
        }
        let key = canonical(value, class);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let last = self.last.entry(class).or_default();
        let mark = loop {
            *last += 1;
            let mark = format!("{}-{last}", class.id());
            if !self.taken.contains(&mark) {
                break mark;
            }
        };
        self.known.insert(key, (class, mark.clone()));
        (class, mark)
    }

    /// Keeps numbers free that the text uses itself.
    fn reserve(&mut self, text: &str) {
        let bytes = text.as_bytes();
        for (at, _) in text.match_indices('-') {
            if !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
                continue;
            }
            let before = text.get(at.saturating_sub(8)..at).unwrap_or_default();
            let start = before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
            let digits = bytes.iter().skip(at + 1).take(10).take_while(|b| b.is_ascii_digit()).count();
            let from = at - (before.len() - start);
            if let Some(mark) = text.get(from..at + 1 + digits).filter(|mark| identifier::is_mark(mark)) {
                self.taken.insert(mark.to_owned());
            }
        }
    }
}

/// One form for all ways to write a value.
fn canonical(value: &str, class: Class) -> String {
    let lower = value.trim_end_matches('.').to_lowercase();
    match class {
        Class::Ip => lower.parse::<Ipv6Addr>().map_or(lower, |ip| ip.to_canonical().to_string()),
        Class::Mac => lower.chars().filter(char::is_ascii_hexdigit).collect(),
        _ => lower,
    }
}
