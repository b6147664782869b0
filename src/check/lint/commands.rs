//! E021: dangerous commands and fixes that do not say how to take them back.

use super::parts::{commands, path};
use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::{Kind, Risk};

const HELP: &str = "add `undo: ..`, or `no_undo: ..` with the reason why nothing can take it back";

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (flow, node) in subject.nodes() {
        let commands = commands(node);
        let answered =
            commands.iter().any(|(_, command)| command.undo.is_some() || command.no_undo.is_some());
        for (at, command) in commands {
            if command.risk == Risk::Danger && command.undo.is_none() && command.no_undo.is_none() {
                let message = format!("command \"{}\" is dangerous and has no \"undo\"", command.id);
                report.value(Code::E021, flow, &[at.as_slice(), &["risk".into()]].concat(), message, HELP);
            }
        }
        if let Kind::Fix(fix) = &node.kind
            && fix.risk == Risk::Danger
            && fix.undo.is_none()
            && !answered
        {
            let message = format!("fix \"{}\" is dangerous and has no \"undo\"", node.id);
            let help = "add `undo: ..`, or a command with `no_undo: ..`";
            report.value(Code::E021, flow, &path(node, &["risk".into()]), message, help);
        }
    }
}
