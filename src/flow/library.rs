//! All packs and flows that were loaded.

use super::model::{Flow, Node, Pack};
use super::target::{Address, Target};
use indexmap::IndexMap;
use std::sync::Arc;

/// Everything the program knows.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Packs by id, in the order they were found.
    pub packs: IndexMap<String, Pack>,
    /// Flows by id, in the order they were found.
    pub flows: IndexMap<String, Arc<Flow>>,
}

impl Library {
    /// The flow of this id.
    pub fn flow(&self, id: &str) -> Option<&Arc<Flow>> {
        self.flows.get(id)
    }

    /// The flow and node at an address.
    pub fn node(&self, at: &Address) -> Option<(&Arc<Flow>, &Node)> {
        let flow = self.flow(&at.flow)?;
        Some((flow, flow.node(&at.node)?))
    }

    /// Where a target written in `flow` leads, if that exists.
    pub fn resolve(&self, flow: &str, target: &Target) -> Option<Address> {
        let to = self.flow(target.flow.as_deref().unwrap_or(flow))?;
        let node = target.node.as_deref().unwrap_or(&to.start);
        to.node(node).map(|_| to.address(node))
    }

    /// The pack of a flow.
    pub fn pack_of(&self, flow: &Flow) -> Option<&Pack> {
        self.packs.get(&flow.pack)
    }
}
