//! E032: a code that stands in two rows of a table.

use super::parts::path;
use super::report::{Report, Subject};
use crate::flow::Kind;
use crate::flow::diagnostic::Code;
use crate::text::code;
use std::collections::HashMap;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (flow, node) in subject.nodes() {
        let Kind::Table(table) = &node.kind else { continue };
        let mut seen: HashMap<code::Code, (usize, usize)> = HashMap::new();
        for (row, content) in table.rows.iter().enumerate().filter(|_| !table.many) {
            for (number, text) in content.codes.iter().enumerate() {
                let at = |row: usize, number: usize| {
                    path(node, &["rows".into(), row.into(), "codes".into(), number.into()])
                };
                let Some(&(first, there)) = seen.get(&code::Code::parse(text)) else {
                    seen.insert(code::Code::parse(text), (row, number));
                    continue;
                };
                let id = table.rows.get(first).map_or("", |row| row.id.as_str());
                let message = match first == row {
                    true => format!("code \"{text}\" stands twice in row \"{id}\""),
                    false => format!("code \"{text}\" stands also in row \"{id}\""),
                };
                let help = "keep it in one row, or say `many: true` if several rows can be meant";
                report.value(Code::E032, flow, &at(row, number), message, help);
                report.related("the first", flow, &at(first, there));
            }
        }
    }
}
