//! Faults that show only when the parts of a file are put together. They name a path; the place in the file is
//! looked up when there is something to report.

use super::MAX_FINDINGS;
use crate::flow::diagnostic::{Code, Diagnostic, Source};
use crate::flow::yaml::{Step, Yaml};

/// A path through a file, as a chain on the stack.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    up: Option<&'a At<'a>>,
    step: Option<Step<'a>>,
}

impl<'a> At<'a> {
    /// The whole file.
    pub const FILE: At<'static> = At { up: None, step: None };

    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At { up: Some(self), step: Some(Step::Key(key)) }
    }

    pub fn index(&'a self, index: usize) -> At<'a> {
        At { up: Some(self), step: Some(Step::Index(index)) }
    }

    pub fn path(&self) -> Vec<Step<'a>> {
        let mut path = self.up.map(At::path).unwrap_or_default();
        path.extend(self.step);
        path
    }
}

enum OwnedStep {
    Key(String),
    Index(usize),
}

struct Problem {
    code: Code,
    path: Vec<OwnedStep>,
    spot: Spot,
    message: String,
    help: String,
}

/// What of a path is pointed at.
#[derive(Clone, Copy)]
enum Spot {
    Value,
    Key,
    /// So many bytes into the value, where that is written without escapes.
    Inside(usize),
    /// The key of a thing that has none of these keys. If the file has one, its value was faulty, and that
    /// has been reported.
    Missing(&'static [&'static str]),
}

/// What was found while a file was put together.
#[derive(Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    /// Points at the value of a path.
    pub fn value(&mut self, code: Code, at: At, message: String, help: &str) {
        self.push(code, at, Spot::Value, message, help);
    }

    /// Points at the key that ends a path.
    pub fn key(&mut self, code: Code, at: At, message: String, help: &str) {
        self.push(code, at, Spot::Key, message, help);
    }

    /// Points at a byte of the text at a path.
    pub fn inside(&mut self, code: Code, at: At, offset: usize, message: String, help: &str) {
        self.push(code, at, Spot::Inside(offset), message, help);
    }

    /// Says that none of these keys stands at a path.
    pub fn missing(
        &mut self,
        code: Code,
        at: At,
        keys: &'static [&'static str],
        message: String,
        help: &str,
    ) {
        self.push(code, at, Spot::Missing(keys), message, help);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, code: Code, at: At, spot: Spot, message: String, help: &str) {
        if self.0.len() >= MAX_FINDINGS {
            return;
        }
        let own = |step: Step| match step {
            Step::Key(key) => OwnedStep::Key(key.to_owned()),
            Step::Index(index) => OwnedStep::Index(index),
        };
        let path = at.path().into_iter().map(own).collect();
        self.0.push(Problem { code, path, spot, message, help: help.to_owned() });
    }

    /// Findings with places.
    pub fn locate(self, source: &Source, tree: &Yaml) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().filter_map(move |problem| {
            let path: Vec<Step> = problem
                .path
                .iter()
                .map(|step| match step {
                    OwnedStep::Key(key) => Step::Key(key),
                    OwnedStep::Index(index) => Step::Index(*index),
                })
                .collect();
            let span = match problem.spot {
                Spot::Missing(keys) => {
                    let thing = tree.at(&path);
                    if thing.is_some_and(|thing| keys.iter().any(|key| thing.get(key).is_some())) {
                        return None;
                    }
                    tree.key_span_at(&path)
                }
                Spot::Key => tree.key_span_at(&path),
                Spot::Value => tree.span_at(&path),
                Spot::Inside(offset) => {
                    let span = tree.span_at(&path);
                    let raw = source.text().get(span.clone()).unwrap_or_default();
                    let text = tree.at(&path).and_then(|value| value.text()).unwrap_or_default();
                    match raw.find(text).filter(|_| !text.is_empty()) {
                        Some(from) => span.start + from + offset..span.end.max(span.start + from + offset),
                        None => span,
                    }
                }
            };
            Some(Diagnostic::new(problem.code, source, span, problem.message).help(problem.help))
        })
    }
}
