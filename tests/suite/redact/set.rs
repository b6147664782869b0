//! The figures of a set of marked texts.

use std::collections::BTreeMap;
use std::fmt::Write;
use unsnag::redact::{Class, Names, Policy, Redactor};

/// What came of a set.
#[derive(Debug, Default)]
pub struct Figures {
    /// By class: how many values were masked as wanted, and how many there are.
    pub classes: BTreeMap<Class, (usize, usize)>,
    /// Lines that must stay and do, and how many there are.
    pub alike: (usize, usize),
    /// Lines with finds in which something else was masked too.
    pub excess: usize,
    /// What is wrong, a line each.
    pub faults: Vec<String>,
}

impl Figures {
    /// Values masked and all of them, over the classes that `which` takes.
    pub fn sum(&self, which: impl Fn(Class) -> bool) -> (usize, usize) {
        let taken = self.classes.iter().filter(|(class, _)| which(**class));
        taken.fold((0, 0), |sum, (_, (held, all))| (sum.0 + held, sum.1 + all))
    }

    /// The figures as a table.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for (class, (held, all)) in &self.classes {
            let _ = writeln!(out, "{:<12}{held:>4} of {all:>4}", class.id());
        }
        let (credentials, identifiers) =
            (self.sum(Class::is_credential), self.sum(|one| !one.is_credential()));
        let _ = writeln!(out, "credentials {:>4} of {:>4}", credentials.0, credentials.1);
        let _ = writeln!(out, "identifiers {:>4} of {:>4}", identifiers.0, identifiers.1);
        let _ = writeln!(out, "look-alikes {:>4} of {:>4}", self.alike.0, self.alike.1);
        let _ = writeln!(out, "lines with more masked than wanted: {}", self.excess);
        out
    }
}

/// A line of a set: the text, and what of it must be masked.
fn parse(line: &str) -> (String, Vec<(Class, std::ops::Range<usize>)>) {
    let line = line.replace('⏎', "\n").replace('⇥', "\t").replace('␛', "\u{1b}").replace('␣', "\u{200b}");
    let mut text = String::new();
    let mut wanted = Vec::new();
    let mut parts = line.split('⟦');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (class, rest) = part.split_once(':').expect("a class");
        let (value, rest) = rest.split_once('⟧').expect("an end");
        let start = text.len();
        text.push_str(value);
        wanted.push((Class::from_id(class).expect("a class"), start..text.len()));
        text.push_str(rest);
    }
    (text, wanted)
}

/// The lines of a set, without what they say about themselves.
pub fn texts(set: &str) -> impl Iterator<Item = String> {
    lines(set).map(|line| parse(line).0)
}

fn lines(set: &str) -> impl Iterator<Item = &str> {
    set.lines().filter(|line| !(line.is_empty() || line.starts_with("# ") || line.starts_with("## ")))
}

/// The names that the set says the machine knows.
pub fn names() -> Names {
    let mut names = Names::new();
    names.host("nw-jump07");
    names.user("k.lindqvist");
    names.domain("nordwind.local");
    names
}

/// Redacts each line on its own and compares.
pub fn measure(set: &str) -> Figures {
    let mut figures = Figures::default();
    for line in lines(set) {
        let (text, wanted) = parse(line);
        let redacted = Redactor::new(Policy::all(), names()).redact(&text);
        let held = |class: Class, range: &std::ops::Range<usize>| {
            let inside = |at: usize| {
                redacted.finds.iter().any(|find| {
                    find.masked
                        && find.range.contains(&at)
                        && find.class.is_credential() == class.is_credential()
                })
            };
            range.clone().all(inside)
        };
        let mut fault = false;
        for (class, range) in &wanted {
            let figure = figures.classes.entry(*class).or_default();
            figure.1 += 1;
            if held(*class, range) {
                figure.0 += 1;
            } else {
                fault = true;
            }
        }
        let more = redacted
            .finds
            .iter()
            .any(|find| find.range.clone().any(|at| !wanted.iter().any(|(_, range)| range.contains(&at))));
        if wanted.is_empty() {
            figures.alike.1 += 1;
            figures.alike.0 += usize::from(redacted.text == text);
        } else if more {
            figures.excess += 1;
        }
        if fault || more {
            figures.faults.push(format!("{}\n  -> {}", line, redacted.text.replace('\n', "⏎")));
        }
    }
    figures
}
