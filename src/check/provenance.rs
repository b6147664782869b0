//! Where flows come from, and what in them is not from there.

use crate::flow::{Command, Flow, Kind, Node, Provenance};

/// What a flow has that its document does not.
#[derive(Debug)]
pub struct Own<'a> {
    /// Steps and rows with a source of their own, by `node` or `node/row`.
    pub steps: Vec<(String, &'a Provenance)>,
    /// Commands of ours by node, those of the same text once a node.
    pub commands: Vec<(&'a Node, Vec<&'a Command>)>,
    /// Commands of the document that have lines of ours before them, or a form of today.
    pub around: Vec<(&'a Node, Vec<&'a Command>)>,
}

impl Own<'_> {
    /// Whether all is from the document.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.commands.is_empty() && self.around.is_empty()
    }
}

/// Looks through a flow for what is not from its document.
pub fn own(flow: &Flow) -> Own<'_> {
    let mut own = Own { steps: Vec::new(), commands: Vec::new(), around: Vec::new() };
    for node in flow.nodes.values() {
        own.steps.extend(node.source.iter().map(|source| (node.id.clone(), source)));
        if let Kind::Table(table) = &node.kind {
            let rows = table.rows.iter().filter_map(|row| Some((row, row.source.as_ref()?)));
            own.steps.extend(rows.map(|(row, source)| (format!("{}/{}", node.id, row.id), source)));
        }
        let (mut ours, mut around): (Vec<&Command>, Vec<&Command>) = (Vec::new(), Vec::new());
        for command in node.commands() {
            let list = match command.ours {
                true => &mut ours,
                false if command.setup.is_empty() && command.replaced_by.is_none() => continue,
                false => &mut around,
            };
            if !list.iter().any(|one| one.full_text() == command.full_text()) {
                list.push(command);
            }
        }
        own.commands.extend((!ours.is_empty()).then_some((node, ours)));
        own.around.extend((!around.is_empty()).then_some((node, around)));
    }
    own
}
