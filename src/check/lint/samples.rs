//! E051: samples that do not find what they stand on, searched in all flows.

use super::parts::{Path, path};
use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::{Flow, Kind, Node, Row, Sample};
use crate::search::{Document, Found};
use crate::text::Strings;
use crate::text::visible::head;

/// How far down the hits a sample is looked for, to say where it is.
const LOOKED_AT: usize = 20;
/// Most of a title that a message repeats, in bytes.
const MAX_TITLE: usize = 80;

/// A sample and where it stands.
pub(super) struct Placed<'a> {
    pub at: Path<'a>,
    pub sample: &'a Sample,
    on: On<'a>,
}

/// What a sample must find.
#[derive(Clone, Copy)]
enum On<'a> {
    Flow,
    Node(&'a Node),
    Row(&'a Node, &'a Row),
}

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for flow in subject.flows().filter(|flow| !subject.is_incomplete(flow)) {
        for placed in samples(flow) {
            if report.is_full(flow) {
                break;
            }
            look(subject, flow, &placed, report);
        }
    }
}

fn look(subject: &Subject<'_>, flow: &Flow, placed: &Placed<'_>, report: &mut Report<'_>) {
    let within = placed.sample.within.max(1);
    let finder = subject.finder();
    let limit = within.max(LOOKED_AT);
    let hits = finder.search(&placed.sample.text, limit, subject.library, Strings::english()).hits;
    let place = hits.iter().position(|hit| placed.on.is_found(flow, hit, finder.documents()));
    if place.is_some_and(|place| place < within) {
        return;
    }
    let own = placed.on.in_words();
    let help = "say with `aliases`, `signatures` or `symptoms` what this message says; `unsnag search --explain` shows \
                how the scores come about; `within: 3` if it need not come first";
    let Some(first) = hits.first() else {
        report.value(Code::E051, flow, &placed.at, "this sample finds nothing".to_owned(), help);
        return;
    };
    let where_it_is = match place {
        Some(place) => format!("finds {own} only as number {}", place + 1),
        None => format!("does not find {own}"),
    };
    let expected = if within > 1 { format!(", not among the first {within}") } else { String::new() };
    let (title, why) = (head(&first.title, MAX_TITLE), first.why.first().map_or("", String::as_str));
    let name = name(first);
    let message = format!("this sample {where_it_is}{expected}; first comes \"{name}\", {title}: {why}");
    report.value(Code::E051, flow, &placed.at, message, help);
    if let Some(other) = subject.library.flow(&first.at.flow).filter(|other| other.id != flow.id) {
        report.related("what comes first", other, &title_of(first));
    }
}

impl On<'_> {
    /// Whether a hit is what the sample stands on. A node that is not found by itself is found with its flow.
    fn is_found(self, flow: &Flow, hit: &Found, documents: &[Document]) -> bool {
        let at = |node: &Node| !hit.whole && hit.at.node == node.id;
        hit.at.flow == flow.id
            && match self {
                On::Flow => true,
                On::Node(node) => at(node) || hit.whole && !is_document(documents, flow, node),
                On::Row(node, row) => at(node) && hit.item.as_ref() == Some(&row.id),
            }
    }

    fn in_words(self) -> String {
        match self {
            On::Flow => "this flow".to_owned(),
            On::Node(node) => format!("node \"{}\"", node.id),
            On::Row(_, row) => format!("row \"{}\"", row.id),
        }
    }
}

/// Whether a node, apart from its rows or questions, is something that can be found.
fn is_document(documents: &[Document], flow: &Flow, node: &Node) -> bool {
    let own =
        |one: &Document| *one.flow == *flow.id && one.item.is_none() && one.node.as_ref() == Some(&node.id);
    documents.iter().any(own)
}

/// How a person names a hit: `flow`, `flow#node`, `flow#node/item`.
fn name(found: &Found) -> String {
    match (found.whole, &found.item) {
        (true, _) => found.at.flow.clone(),
        (false, Some(item)) => format!("{}/{item}", found.at),
        (false, None) => found.at.to_string(),
    }
}

/// Where what was found has its title.
fn title_of(found: &Found) -> Path<'_> {
    if found.whole { vec!["title".into()] } else { vec!["nodes".into(), found.at.node.as_str().into()] }
}

/// The samples of a flow, its nodes and rows.
pub(super) fn samples(flow: &Flow) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    for (index, sample) in flow.samples.iter().enumerate() {
        found.push(Placed { at: vec!["samples".into(), index.into()], sample, on: On::Flow });
    }
    for node in flow.nodes.values() {
        for (index, sample) in node.samples.iter().enumerate() {
            found.push(Placed {
                at: path(node, &["samples".into(), index.into()]),
                sample,
                on: On::Node(node),
            });
        }
        let Kind::Table(table) = &node.kind else { continue };
        for (row_at, row) in table.rows.iter().enumerate() {
            for (index, sample) in row.samples.iter().enumerate() {
                found.push(Placed {
                    at: path(node, &["rows".into(), row_at.into(), "samples".into(), index.into()]),
                    sample,
                    on: On::Row(node, row),
                });
            }
        }
    }
    found
}
