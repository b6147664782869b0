//! Every way that leads out of a node, as its author wrote it.

use crate::flow::yaml::Step;
use crate::flow::{Kind, Node, Question, Target};
use crate::session::Outcome;

/// One way out of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge<'a> {
    /// By what it is taken.
    pub way: Way<'a>,
    /// Where it leads.
    pub target: Target,
}

/// By what a way out of a node is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way<'a> {
    /// An option of a question.
    Option(&'a str),
    /// A row of a table: its index and id.
    Row(usize, &'a str),
    /// "No row fits".
    Other,
    /// "Not sure".
    Unsure,
    /// What follows.
    Next,
    /// What follows after this outcome of a fix.
    Then(Outcome),
    /// A jump.
    Go,
    /// Where a detour comes back to.
    Back,
    /// A member of a `try` group, by index.
    Member(usize),
    /// Where help on getting help is; offered, never taken by itself.
    Via,
}

impl<'a> Way<'a> {
    /// The path of the target in the node's part of the file.
    pub fn path(self) -> Vec<Step<'a>> {
        match self {
            Way::Option(id) => vec!["options".into(), id.into(), "go".into()],
            Way::Row(index, _) => vec!["rows".into(), index.into(), "go".into()],
            Way::Other => vec!["other".into()],
            Way::Unsure => vec!["unsure".into()],
            Way::Next => vec!["next".into()],
            Way::Then(outcome) => vec!["then".into(), outcome.id().into()],
            Way::Go => vec!["go".into()],
            Way::Back => vec!["back".into()],
            Way::Member(index) => vec!["try".into(), index.into()],
            Way::Via => vec!["via".into()],
        }
    }

    /// The beginning of a sentence about the target, such as `option "network" goes to`.
    pub fn leads(self) -> String {
        match self {
            Way::Option(id) => format!("option \"{id}\" goes to"),
            Way::Row(_, id) => format!("row \"{id}\" goes to"),
            Way::Then(outcome) => format!("\"{}\" goes to", outcome.id()),
            Way::Other => "\"other\" goes to".to_owned(),
            Way::Unsure => "\"unsure\" goes to".to_owned(),
            Way::Next => "\"next\" goes to".to_owned(),
            Way::Go => "\"go\" goes to".to_owned(),
            Way::Back => "\"back\" goes to".to_owned(),
            Way::Via => "\"via\" goes to".to_owned(),
            Way::Member(_) => "\"try\" lists".to_owned(),
        }
    }
}

/// All ways out of a node, in the order of the file format.
pub fn edges(node: &Node) -> Vec<Edge<'_>> {
    let mut edges = Edges(Vec::new());
    match &node.kind {
        Kind::Ask(question) => edges.question(question),
        Kind::Check(check) => edges.question(&check.question),
        Kind::Table(table) => {
            for (index, row) in table.rows.iter().enumerate() {
                edges.add(Way::Row(index, &row.id), Some(&row.go));
            }
            edges.add(Way::Other, table.other.as_ref());
            edges.add(Way::Unsure, table.unsure.as_ref());
        }
        Kind::Fix(fix) => {
            edges.add(Way::Next, fix.next.as_ref());
            edges.add(Way::Then(Outcome::NotFixed), fix.then.not_fixed.as_ref());
            edges.add(Way::Then(Outcome::Cannot), fix.then.cannot.as_ref());
            edges.add(Way::Then(Outcome::Skip), fix.then.skip.as_ref());
        }
        Kind::Try(group) => {
            for (index, id) in group.members.iter().enumerate() {
                edges.add(Way::Member(index), Some(&Target::node(id)));
            }
            edges.add(Way::Next, group.next.as_ref());
        }
        Kind::Note(note) => edges.add(Way::Next, note.next.as_ref()),
        Kind::Faq(faq) => edges.add(Way::Next, faq.next.as_ref()),
        Kind::Go(jump) => {
            edges.add(Way::Go, Some(&jump.to));
            edges.add(Way::Back, jump.back.as_ref());
        }
        Kind::End(end) => edges.add(Way::Via, end.via.as_ref()),
    }
    edges.0
}

struct Edges<'a>(Vec<Edge<'a>>);

impl<'a> Edges<'a> {
    fn add(&mut self, way: Way<'a>, target: Option<&Target>) {
        self.0.extend(target.map(|target| Edge { way, target: target.clone() }));
    }

    fn question(&mut self, question: &'a Question) {
        for (id, choice) in &question.options {
            self.add(Way::Option(id), Some(&choice.go));
        }
        self.add(Way::Unsure, question.unsure.as_ref());
    }
}
