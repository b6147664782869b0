//! W062: flows, rows and questions that nobody can find.

use super::parts::{Path, path};
use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::{Flow, Kind};
use crate::search::Document;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let finder = subject.finder();
    for document in finder.unfindable().into_iter().filter_map(|number| finder.documents().get(number)) {
        let Some(flow) = subject.library.flow(&document.flow) else { continue };
        // What could not be read may be what finds it.
        if subject.is_incomplete(flow) {
            continue;
        }
        let (what, at) = place(flow, document);
        let message = format!(
            "nobody can find this {what}: all its words are common, and whatever of them is searched, three others come \
             first"
        );
        let help = "say what only this one has, in its title or in a line of `symptoms` or `aliases`";
        report.value(Code::W062, flow, &at, message, help);
    }
}

/// What a document is, and where its title stands in the file.
fn place<'a>(flow: &'a Flow, document: &'a Document) -> (&'static str, Path<'a>) {
    let whole = ("flow", vec!["title".into()]);
    let Some(node) = document.node.as_ref().and_then(|id| flow.node(id)) else { return whole };
    let item = document.item.as_ref();
    let in_list = |list: &'static str, index: Option<usize>, key: &'static str| {
        index.map_or_else(|| path(node, &[]), |index| path(node, &[list.into(), index.into(), key.into()]))
    };
    match &node.kind {
        Kind::Table(table) => {
            let row = table.rows.iter().position(|row| Some(&row.id) == item);
            ("row", in_list("rows", row, "means"))
        }
        Kind::Faq(faq) => {
            let question = faq.items.iter().position(|one| Some(&one.id) == item);
            ("question", in_list("items", question, "q"))
        }
        Kind::Fix(_) => ("fix", path(node, &["fix".into()])),
        _ => ("step", path(node, &[])),
    }
}
