//! `FLOW[#NODE[/ITEM]]` on the command line.

use crate::flow::nearest::did_you_mean;
use crate::flow::{Address, Kind, Library};
use anyhow::{Result, bail};

/// A place that was named.
pub struct Place {
    pub at: Address,
    /// The name had a node in it.
    pub exact: bool,
    /// Row of a table or question of a faq.
    pub item: Option<String>,
}

/// Finds what was named; an unknown name is answered with the nearest one.
pub fn find(name: &str, library: &Library) -> Result<Place> {
    let (flow_id, node) = name.split_once('#').unwrap_or((name, ""));
    let Some(flow) = library.flow(flow_id) else {
        let hint = did_you_mean(flow_id, library.flows.keys().map(String::as_str));
        bail!("there is no flow \"{flow_id}\"{hint}\n`unsnag list` shows what there is");
    };
    if node.is_empty() {
        return Ok(Place { at: flow.address(&flow.start), exact: false, item: None });
    }
    let (node_id, item) = node.split_once('/').map_or((node, None), |(node, item)| (node, Some(item)));
    let Some(node) = flow.node(node_id) else {
        let hint = did_you_mean(node_id, flow.nodes.keys().map(String::as_str));
        bail!(
            "flow \"{flow_id}\" has no step \"{node_id}\"{hint}\n`unsnag show {flow_id}` shows what there is"
        );
    };
    if let Some(item) = item {
        let known: Vec<&str> = match &node.kind {
            Kind::Table(table) => table.rows.iter().map(|row| row.id.as_str()).collect(),
            Kind::Faq(faq) => faq.items.iter().map(|item| item.id.as_str()).collect(),
            _ => Vec::new(),
        };
        if !known.contains(&item) {
            bail!("\"{flow_id}#{node_id}\" has no row or question \"{item}\"{}", did_you_mean(item, known));
        }
    }
    Ok(Place { at: flow.address(node_id), exact: true, item: item.map(str::to_owned) })
}
