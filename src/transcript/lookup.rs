//! Texts of flows by the ids that a log holds, in the language of the transcript.

use super::document::{Item, Link, Named};
use super::wording;
use crate::flow::condition::{Facts, holds};
use crate::flow::locale::SOURCE_LANGUAGE;
use crate::flow::{self, Address, Command, Flow, Kind, Library, Node, Pack, Text};
use crate::session::{Event, Record};
use crate::text::Strings;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The flows that a log names, in one language, and the wording for what no flow says.
pub(super) struct Lookup<'a> {
    pub library: &'a Library,
    lang: &'a str,
    pub strings: &'a Strings,
    /// The flows as the session saw them, several times if they changed in between; else as they are today.
    flows: BTreeMap<String, Vec<Arc<Flow>>>,
}

impl<'a> Lookup<'a> {
    /// `library` has the flows as their authors wrote them.
    pub fn new(records: &[Record], lang: &'a str, library: &'a Library) -> Lookup<'a> {
        // What was seen last comes first.
        let entered = records.iter().rev().filter_map(|record| match &record.event {
            Event::Entered { flow, hash, .. } => library.version(flow, hash).or_else(|| library.flow(flow)),
            _ => None,
        });
        let mut flows: BTreeMap<String, Vec<Arc<Flow>>> = BTreeMap::new();
        for flow in entered {
            let versions = flows.entry(flow.id.clone()).or_default();
            if versions.iter().all(|known| known.hash != flow.hash) {
                versions.push(spoken(flow, lang, library));
            }
        }
        Lookup { library, lang, strings: Strings::for_lang(lang), flows }
    }

    /// The flows that the session was in.
    pub fn flows(&self) -> impl Iterator<Item = &Flow> {
        self.flows.values().flatten().map(Arc::as_ref)
    }

    pub fn flow(&self, id: &str) -> Option<&Flow> {
        self.versions(id).next()
    }

    pub fn node(&self, at: &Address) -> Option<(&Flow, &Node)> {
        self.nodes(at).next()
    }

    fn versions(&self, id: &str) -> impl Iterator<Item = &Flow> {
        self.flows.get(id).into_iter().flatten().map(Arc::as_ref)
    }

    fn nodes(&self, at: &Address) -> impl Iterator<Item = (&Flow, &Node)> {
        self.versions(&at.flow).filter_map(|flow| Some((flow, flow.node(&at.node)?)))
    }

    pub fn command(&self, at: &Address, id: &str) -> Option<&Command> {
        self.nodes(at).find_map(|(_, node)| node.commands().find(|command| command.id == id))
    }

    pub fn flow_title(&self, id: &str) -> Named {
        Named { id: id.to_owned(), text: self.flow(id).map(|flow| flow.title.clone()) }
    }

    /// The title of the flow at an address that the session may not have been at.
    pub fn elsewhere(&self, at: &Address) -> Named {
        let flow = self.library.flow(&at.flow).map(|flow| spoken(flow, self.lang, self.library));
        Named { id: at.to_string(), text: flow.map(|flow| flow.title.clone()) }
    }

    /// The title of the pack of a flow.
    pub fn pack_title(&self, flow: &Flow) -> Option<Text> {
        self.library.pack_of(flow).map(|pack: &Pack| pack.title_in(self.lang))
    }

    /// The question or title of a step.
    pub fn title(&self, at: &Address) -> Named {
        let title = |(flow, node): (&Flow, &Node)| node.heading().unwrap_or(&flow.title).clone();
        Named { id: at.to_string(), text: self.node(at).map(title) }
    }

    /// An answer to the question at `at` in words.
    pub fn answer(&self, at: &Address, id: &str) -> Named {
        let own = self.nodes(at).find_map(|(_, node)| match &node.kind {
            Kind::Ask(question) => Some(question.options.get(id)?.say.clone()),
            Kind::Check(check) => Some(check.question.options.get(id)?.say.clone()),
            Kind::Table(table) => {
                let row = table.rows.iter().find(|row| row.id == id)?;
                let key = row.codes.first().or(row.texts.first()).cloned();
                let mut means = row.means.clone();
                if let Some(key) = key {
                    means.text = format!("{key}: {}", means.text);
                }
                Some(means)
            }
            _ => None,
        });
        let text = own.or_else(|| wording::reserved_answer(id).map(|key| Text::new(self.strings.get(key))));
        Named { id: id.to_owned(), text }
    }

    /// What a slot asks for.
    pub fn slot(&self, name: &str) -> Option<Text> {
        let commands = self.flows().flat_map(|flow| flow.nodes.values()).flat_map(Node::commands);
        commands.filter_map(|command| command.slots.get(name)).map(|slot| slot.ask.clone()).next()
    }

    /// The items that are shown, with whole links.
    pub fn items(&self, flow: &Flow, items: &[flow::Item], facts: &dyn Facts) -> Vec<Item> {
        let shown = items.iter().filter(|item| holds(item.when.as_ref(), facts));
        let link = |link: &flow::Link| Link {
            text: link.text.clone(),
            to: flow::meta::address(&link.to, flow.base.as_deref()),
        };
        let links = |item: &flow::Item| {
            item.see.iter().filter(|link| holds(link.when.as_ref(), facts)).map(link).collect()
        };
        shown.map(|item| Item { text: item.text.clone(), links: links(item) }).collect()
    }
}

/// A flow in a language.
fn spoken(flow: &Arc<Flow>, lang: &str, library: &Library) -> Arc<Flow> {
    match lang {
        SOURCE_LANGUAGE => Arc::clone(flow),
        lang => Arc::new(flow.in_language(lang, library.pack_of(flow))),
    }
}
