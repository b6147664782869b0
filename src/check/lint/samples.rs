//! E031: one sample that two flows claim.

use super::parts::path;
use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::yaml::Step;
use crate::flow::{Flow, Kind, Sample};
use crate::search::signature::normal_form;
use std::collections::HashMap;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut claimed: HashMap<String, (&Flow, Vec<Step<'_>>)> = HashMap::new();
    for flow in subject.flows() {
        for (at, sample) in samples(flow) {
            match claimed.get(&normal_form(&sample.text)) {
                Some((other, there)) if other.id != flow.id => {
                    let message = format!("this sample is also one of flow \"{}\"", other.id);
                    let help = "a real message leads to one flow; keep it where it belongs";
                    report.value(Code::E031, flow, &at, message, help);
                    report.related("the same sample", other, there);
                }
                Some(_) => {}
                None => drop(claimed.insert(normal_form(&sample.text), (flow, at))),
            }
        }
    }
}

/// The samples of a flow, its nodes and rows.
fn samples(flow: &Flow) -> Vec<(Vec<Step<'_>>, &Sample)> {
    let mut found = Vec::new();
    for (index, sample) in flow.samples.iter().enumerate() {
        found.push((vec![Step::Key("samples"), index.into()], sample));
    }
    for node in flow.nodes.values() {
        for (index, sample) in node.samples.iter().enumerate() {
            found.push((path(node, &["samples".into(), index.into()]), sample));
        }
        let Kind::Table(table) = &node.kind else { continue };
        for (row_at, row) in table.rows.iter().enumerate() {
            for (index, sample) in row.samples.iter().enumerate() {
                found.push((
                    path(node, &["rows".into(), row_at.into(), "samples".into(), index.into()]),
                    sample,
                ));
            }
        }
    }
    found
}
