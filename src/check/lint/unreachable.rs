//! E011: nodes that no way leads to.

use super::report::{Report, Subject};
use super::targets::meant;
use crate::flow::diagnostic::Code;
use crate::flow::{Kind, Node};

/// Most targets that are guessed.
const MAX_MISSPELT: usize = 100;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let web = &subject.web;
    let starts = subject.flows().filter_map(|flow| web.find(&flow.id, &flow.start));
    let packs = subject.library.packs.values().filter_map(|pack| pack.via.as_ref());
    let helps = packs.filter_map(|via| web.resolve(subject.library, "", via));
    let found = (0..web.spots.len()).filter(|&at| is_found(web.spots[at].node));
    // What a misspelt target means is reached once that is corrected.
    let links = web.spots.iter().flat_map(|spot| spot.links.iter().map(move |link| (spot.flow, link)));
    let misspelt =
        links.filter(|(_, link)| link.to.is_none()).take(MAX_MISSPELT).filter_map(|(flow, link)| {
            web.resolve(subject.library, &flow.id, &meant(subject, Some(flow), &link.target)?)
        });
    let reached = web.reach(starts.chain(helps).chain(found).chain(misspelt));
    for (spot, _) in web.spots.iter().zip(&reached).filter(|(_, reached)| !**reached) {
        let flow = spot.flow;
        if subject.is_incomplete(flow) || flow.node(&flow.start).is_none() {
            continue;
        }
        let id = &spot.node.id;
        let help = "lead to it from another node, or remove it";
        report.node(Code::E011, flow, spot.node, format!("node \"{id}\" cannot be reached"), help);
    }
}

/// Whether search leads to the node itself.
fn is_found(node: &Node) -> bool {
    matches!(node.kind, Kind::Faq(_)) || !node.samples.is_empty() || !node.aliases.is_empty()
}
