//! YAML files of the program that are no flows, such as settings and themes: the same gate, the same typed reader, the
//! same findings. What is faulty is reported and left out; the rest is used.

use super::diagnostic::{Code, Diagnostic, Source};
use super::gate;
use super::typed::{Part, read_part};
use super::yaml::{Step, Yaml};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// A file as far as it could be read.
#[derive(Debug)]
pub struct Reading<T> {
    /// What stands in it, without what is faulty.
    pub value: T,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    source: Source,
    tree: Option<Yaml>,
}

impl<T: DeserializeOwned + Default> Reading<T> {
    /// Reads a file. One that holds nothing but comments is as good as none.
    pub fn of(source: &Source) -> Reading<T> {
        let mut reading =
            Reading { value: T::default(), faults: Vec::new(), source: source.clone(), tree: None };
        if source.text().lines().all(|line| matches!(line.trim_start().chars().next(), None | Some('#'))) {
            return reading;
        }
        let (tree, faults) = gate::read(source);
        reading.faults = faults;
        if let Some(tree) = &tree
            && let Some(value) = read_part(Part { source, tree, path: &[] }, &mut reading.faults)
        {
            reading.value = value;
        }
        reading.tree = tree;
        reading
    }
}

impl<T> Reading<T> {
    /// Reports something about the value at a path.
    pub fn at(&mut self, path: &[Step], message: impl Into<String>, help: impl Into<String>) {
        let span = self.tree.as_ref().map_or(0..0, |tree| tree.span_at(path));
        self.report(span, message.into(), help.into());
    }

    /// Reports something about the key that ends a path.
    pub fn at_key(&mut self, path: &[Step], message: impl Into<String>, help: impl Into<String>) {
        let span = self.tree.as_ref().map_or(0..0, |tree| tree.key_span_at(path));
        self.report(span, message.into(), help.into());
    }

    fn report(&mut self, span: Range<usize>, message: String, help: String) {
        self.faults.push(Diagnostic::new(Code::E002, &self.source, span, message).help(help));
    }
}
