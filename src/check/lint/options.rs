//! E015: questions without a choice.

use super::parts::{path, question};
use super::report::{Report, Subject};
use crate::flow::Kind;
use crate::flow::diagnostic::Code;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (flow, node) in subject.nodes() {
        let id = &node.id;
        let unsure = match (&node.kind, question(node)) {
            (Kind::Table(table), _) => table.unsure.as_ref(),
            (_, Some(question)) => question.unsure.as_ref(),
            _ => continue,
        };
        if let Some(question) = question(node).filter(|question| question.options.len() < 2) {
            let message = match question.options.keys().next() {
                Some(only) => format!("question \"{id}\" has only the option \"{only}\""),
                None => format!("question \"{id}\" has no options"),
            };
            let help = "add the other answers, or make it a `note` if there is nothing to choose";
            report.key(Code::E015, flow, &path(node, &["options".into()]), message, help);
        }
        if let Kind::Table(table) = &node.kind
            && table.rows.is_empty()
        {
            let message = format!("table \"{id}\" has no rows");
            report.key(Code::E015, flow, &path(node, &["rows".into()]), message, "add what can be looked up");
        }
        if unsure.is_none() {
            let message = format!("question \"{id}\" does not say where \"not sure\" leads");
            let help = "add `unsure: ..`; \"not sure\" is offered on every question";
            report.node(Code::E015, flow, node, message, help);
        }
    }
    for pack in subject.library.packs.values() {
        for (id, question) in pack.questions.iter().filter(|(_, question)| question.options.len() < 2) {
            let message = match question.options.keys().next() {
                Some(only) => format!("question \"{id}\" has only the option \"{only}\""),
                None => format!("question \"{id}\" has no options"),
            };
            let at = ["questions".into(), id.into(), "options".into()];
            report.pack(Code::E015, &pack.id, &at, message, "add the other answers");
        }
    }
}
