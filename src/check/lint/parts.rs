//! The parts of a node that several rules look at, each with its path in the file.

use crate::flow::yaml::Step;
use crate::flow::{Command, Condition, Item, Kind, Link, Node, Question};

/// Where something stands in a file.
pub(super) type Path<'a> = Vec<Step<'a>>;

/// The path of something in a node.
pub(super) fn path<'a>(node: &'a Node, more: &[Step<'a>]) -> Path<'a> {
    [&[Step::Key("nodes"), Step::Key(&node.id)], more].concat()
}

fn within<'a>(at: &[Step<'a>], key: &'static str, index: usize) -> Path<'a> {
    [at, &[Step::Key(key), Step::Index(index)]].concat()
}

/// The question of an `ask` or `check`.
pub(super) fn question(node: &Node) -> Option<&Question> {
    match &node.kind {
        Kind::Ask(question) => Some(question),
        Kind::Check(check) => Some(&check.question),
        _ => None,
    }
}

/// Steps, paragraphs, answers and things to attach.
fn items(node: &Node) -> Vec<(Path<'_>, &Item)> {
    let at = path(node, &[]);
    match &node.kind {
        Kind::Check(check) => numbered(&at, "do", &check.steps),
        Kind::Fix(fix) => numbered(&at, "do", &fix.steps),
        Kind::Note(note) => numbered(&at, "note", &note.say),
        Kind::End(end) => [numbered(&at, "say", &end.say), numbered(&at, "collect", &end.collect)].concat(),
        Kind::Faq(faq) => {
            let answers = numbered(&at, "items", &faq.items);
            answers.into_iter().flat_map(|(at, item)| numbered(&at, "a", &item.a)).collect()
        }
        _ => Vec::new(),
    }
}

fn numbered<'a, T>(at: &[Step<'a>], key: &'static str, list: &'a [T]) -> Vec<(Path<'a>, &'a T)> {
    list.iter().enumerate().map(|(index, one)| (within(at, key, index), one)).collect()
}

/// Commands, in the order of the file format.
pub(super) fn commands(node: &Node) -> Vec<(Path<'_>, &Command)> {
    let mut found = match &node.kind {
        Kind::Check(check) => numbered(&path(node, &[]), "run", &check.run),
        Kind::Fix(fix) => numbered(&path(node, &[]), "run", &fix.run),
        _ => Vec::new(),
    };
    for (at, item) in items(node) {
        found.extend(numbered(&at, "run", &item.run));
    }
    found
}

/// Everything that is shown only under a condition.
pub(super) fn conditions(node: &Node) -> Vec<(Path<'_>, &Condition)> {
    let mut found = Conditions(Vec::new());
    let at = path(node, &[]);
    for (id, choice) in question(node).iter().flat_map(|question| &question.options) {
        found.add(path(node, &["options".into(), id.into()]), choice.when.as_ref());
    }
    match &node.kind {
        Kind::Table(table) => {
            for (at, row) in numbered(&at, "rows", &table.rows) {
                found.links(&at, &row.see);
                found.add(at, row.when.as_ref());
            }
        }
        Kind::Fix(fix) => {
            found.links(&at, &fix.see);
            found.add(at, fix.when.as_ref());
        }
        Kind::Note(note) => found.links(&at, &note.see),
        Kind::End(end) => found.links(&at, &end.see),
        Kind::Faq(faq) => {
            for (at, item) in numbered(&at, "items", &faq.items) {
                found.links(&at, &item.see);
            }
        }
        Kind::Ask(_) | Kind::Check(_) | Kind::Try(_) | Kind::Go(_) => {}
    }
    for (at, item) in items(node) {
        found.links(&at, &item.see);
        found.add(at, item.when.as_ref());
    }
    found.0
}

struct Conditions<'a>(Vec<(Path<'a>, &'a Condition)>);

impl<'a> Conditions<'a> {
    fn add(&mut self, mut at: Path<'a>, when: Option<&'a Condition>) {
        at.push("when".into());
        self.0.extend(when.map(|when| (at, when)));
    }

    fn links(&mut self, at: &[Step<'a>], links: &'a [Link]) {
        for (at, link) in numbered(at, "see", links) {
            self.add(at, link.when.as_ref());
        }
    }
}
