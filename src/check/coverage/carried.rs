//! Everything that reachable nodes say, by flow.

use crate::check::edge::edges;
use crate::check::web::Web;
use crate::flow::meta::address;
use crate::flow::{
    Command, Flow, Item, Kind, Library, Link, Node, Pack, Provenance, Sample, Shell, SignatureKind, Status,
    Text, Translation, Verified,
};
use crate::text::markup::{parse, plain};
use crate::text::sort;
use std::ops::Deref;

/// What a flow says, in all its languages.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Id of the flow, none for what the pack says itself.
    pub flow: Option<String>,
    /// Id of the pack.
    pub pack: String,
    /// Where flow and nodes come from, as words: document and section.
    pub origins: Vec<String>,
    texts: Vec<String>,
}

impl Said {
    /// Whether a text says this, over line breaks and markup. Capitals matter if there are any in what is looked for.
    pub fn has(&self, token: &str) -> bool {
        let token = squeeze(token);
        let exact = token.chars().any(char::is_uppercase);
        self.texts
            .iter()
            .any(|text| text.contains(&token) || (!exact && text.to_lowercase().contains(&token)))
    }

    fn add(&mut self, text: &str) {
        let whole = squeeze(text);
        let bare = squeeze(&plain(&parse(text, |_| false)));
        if bare != whole {
            self.texts.push(bare);
        }
        self.texts.push(whole);
    }

    fn all<'a>(&mut self, texts: impl IntoIterator<Item = &'a String>) {
        texts.into_iter().for_each(|text| self.add(text));
    }

    fn words<'a>(&mut self, texts: impl IntoIterator<Item = &'a Text>) {
        texts.into_iter().for_each(|text| self.add(&text.text));
    }
}

/// What the packs and the reachable nodes of their flows say, in library order.
pub(super) fn said(library: &Library) -> Vec<Said> {
    let web = Web::of(library);
    let starts = library.flows.values().filter_map(|flow| web.find(&flow.id, &flow.start));
    let helps = library.packs.values().filter_map(|pack| web.resolve(library, "", pack.via.as_ref()?));
    // Search leads to questions and answers, and to what has names or messages of its own.
    let found = (0..web.spots.len()).filter(|&at| {
        let node = web.spots[at].node;
        matches!(node.kind, Kind::Faq(_)) || !node.samples.is_empty() || !node.aliases.is_empty()
    });
    let reached = web.reach(starts.chain(helps).chain(found));
    let mut all: Vec<Said> = library.packs.values().map(of_pack).collect();
    for flow in library.flows.values() {
        let nodes = web.spots.iter().zip(&reached);
        let nodes: Vec<&Node> = nodes
            .filter(|(spot, reached)| **reached && spot.flow.id == flow.id)
            .map(|(spot, _)| spot.node)
            .collect();
        all.push(of_flow(flow, &nodes));
    }
    all
}

fn of_pack(pack: &Pack) -> Said {
    let mut said = Said { pack: pack.id.clone(), ..Said::default() };
    for (_, strings) in pack.strings() {
        said.all(&strings);
    }
    said.all(pack.translations.values().flat_map(|one| one.text.values()).flatten());
    said.all(pack.glossary.values().flatten().flat_map(|(label, word)| [label, word]));
    said.all(pack.base.iter());
    status(&mut said, &pack.status);
    said
}

fn of_flow(flow: &Flow, nodes: &[&Node]) -> Said {
    let mut said = Said { flow: Some(flow.id.clone()), pack: flow.pack.clone(), ..Said::default() };
    let ids = sort::set(nodes.iter().map(|node| node.id.as_str()));
    // The paths of what a node says begin with its id.
    let here = |path: &str| {
        let first = path.split('.').next().unwrap_or(path);
        ids.contains(first) || !flow.nodes.contains_key(first)
    };
    for (_, strings) in flow.strings().into_iter().filter(|(path, _)| here(path)) {
        said.all(&strings);
    }
    for Translation { text, symptoms, aliases, .. } in flow.translations.values().map(Deref::deref) {
        said.all(text.iter().filter(|(path, _)| here(path)).flat_map(|(_, words)| words));
        said.all(symptoms.iter().chain(aliases));
    }
    said.words(flow.symptoms.iter().chain(&flow.aliases));
    said.all(flow.tags.iter().chain(&flow.applies.product).chain(&flow.applies.os));
    for signature in &flow.signatures {
        match &signature.kind {
            SignatureKind::Text { text, also } => said.all(also.iter().chain([text])),
            SignatureKind::Code(code) => said.add(code),
            SignatureKind::Regex { regex, sample } => said.all([regex, sample]),
        }
    }
    samples(&mut said, &flow.samples);
    provenance(&mut said, &flow.source);
    status(&mut said, &flow.status);
    for node in nodes {
        of_node(&mut said, node, flow.base.as_deref());
    }
    said
}

fn of_node(said: &mut Said, node: &Node, base: Option<&str>) {
    samples(said, &node.samples);
    said.words(&node.aliases);
    node.source.iter().for_each(|source| provenance(said, source));
    status(said, &node.status);
    for command in node.commands() {
        of_command(said, command);
    }
    for edge in edges(node) {
        said.add(&edge.target.to_string());
        // Articles jump by the name of a section, which is the last part of a flow's id.
        let section = edge.target.flow.as_deref().and_then(|flow| flow.rsplit('.').next());
        section.into_iter().for_each(|section| said.add(&format!("#{section}")));
    }
    let steps = |said: &mut Said, items: &[Item]| {
        items.iter().for_each(|item| links(said, &item.see, base));
    };
    match &node.kind {
        Kind::Check(check) => steps(said, &check.steps),
        Kind::Table(table) => {
            for row in &table.rows {
                said.all(row.codes.iter().chain(&row.texts));
                said.words(&row.aliases);
                samples(said, &row.samples);
                links(said, &row.see, base);
                row.source.iter().for_each(|source| provenance(said, source));
                row.status.iter().for_each(|own| status(said, own));
            }
        }
        Kind::Fix(fix) => {
            steps(said, &fix.steps);
            links(said, &fix.see, base);
        }
        Kind::Note(note) => {
            steps(said, &note.say);
            links(said, &note.see, base);
        }
        Kind::Faq(faq) => {
            for item in &faq.items {
                said.words(&item.aliases);
                steps(said, &item.a);
                links(said, &item.see, base);
            }
        }
        Kind::End(end) => {
            steps(said, &end.say);
            steps(said, &end.collect);
            links(said, &end.see, base);
        }
        Kind::Ask(_) | Kind::Try(_) | Kind::Go(_) => {}
    }
}

fn of_command(said: &mut Said, command: &Command) {
    said.add(&command.full_text());
    tags(command.shell).iter().for_each(|tag| said.add(tag));
    said.all(command.setup.iter().chain(&command.replaced_by));
    said.words(&command.expect);
    for slot in command.slots.values() {
        said.all(slot.example.iter().chain(&slot.default).chain(&slot.list));
    }
}

/// How documents mark a block for a shell.
fn tags(shell: Shell) -> &'static [&'static str] {
    match shell {
        Shell::Powershell => &["powershell", "azurepowershell", "azurepowershell-interactive"],
        Shell::Bash => &["bash", "sh"],
        Shell::Cmd => &["cmd", "console"],
        Shell::Kql => &["kql", "kusto", "loganalytics"],
        Shell::Az => &["azurecli", "azurecli-interactive"],
        Shell::None => &[],
    }
}

fn links(said: &mut Said, links: &[Link], base: Option<&str>) {
    for link in links {
        said.add(&link.to);
        said.add(&address(&link.to, base));
    }
}

fn samples(said: &mut Said, samples: &[Sample]) {
    said.all(samples.iter().map(|sample| &sample.text));
}

fn status(said: &mut Said, status: &Status) {
    let Status { product, retired, ended, renamed_to, replaced_by, see, still_helps } = status;
    said.all([product, retired, ended, renamed_to, replaced_by, see].into_iter().flatten());
    said.words(still_helps);
}

fn provenance(said: &mut Said, source: &Provenance) {
    // What is ours is no fact of a document.
    let Provenance { doc, section, lang, dated, updated, reviewed, verified, ours: _ } = source;
    said.all([doc, section, lang, dated, updated, reviewed].into_iter().flatten());
    if let Some(Verified::On(date)) = verified {
        said.add(date);
    }
    said.origins.extend([doc, section].into_iter().flatten().cloned());
}

/// A text in one line, with single blanks.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
