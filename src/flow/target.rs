//! Where a step leads: a node of the same flow, or of another one.

use std::fmt;

/// A target as an author writes it: `node`, `flow#` (its start) or `flow#node`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// The other flow, if the target leaves this one.
    pub flow: Option<String>,
    /// The node; none means the start of the flow.
    pub node: Option<String>,
}

impl Target {
    /// Reads `node`, `flow#` or `flow#node`. Whether it exists is not checked here.
    pub fn parse(text: &str) -> Target {
        let some = |part: &str| (!part.is_empty()).then(|| part.to_owned());
        match text.split_once('#') {
            Some((flow, node)) => Target { flow: some(flow), node: some(node) },
            None => Target { flow: None, node: some(text) },
        }
    }

    /// A node of the same flow.
    pub fn node(id: &str) -> Target {
        Target { flow: None, node: Some(id.to_owned()) }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let node = self.node.as_deref().unwrap_or_default();
        match &self.flow {
            Some(flow) => write!(out, "{flow}#{node}"),
            None => out.write_str(node),
        }
    }
}

/// A node of a flow, by id. It stays valid in a log although the flow may change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Address {
    /// Flow id.
    pub flow: String,
    /// Node id.
    pub node: String,
}

impl Address {
    /// The address of `node` in `flow`.
    pub fn new(flow: impl Into<String>, node: impl Into<String>) -> Address {
        Address { flow: flow.into(), node: node.into() }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}#{}", self.flow, self.node)
    }
}
