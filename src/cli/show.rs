//! `unsnag show`: a flow or one of its steps, as the author wrote it.

use super::args::Global;
use super::completions;
use super::exit::Exit;
use super::out::Out;
use super::setup::Setup;
use super::target;
use crate::check::edges;
use crate::flow::{Flow, Library, Node};
use crate::session::{State, answers};
use crate::text::{Strings, parse, plain};
use crate::ui::words;
use anyhow::Result;
use clap_complete::ArgValueCompleter;
use serde_json::{Value, json};

/// Arguments of `unsnag show`.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// What to show.
    #[arg(value_name = "FLOW[#NODE]", add = ArgValueCompleter::new(completions::problems))]
    flow: String,
    /// Print JSON: flow, title, pack, rev, start, and nodes with id, kind, title, answers, targets and commands.
    #[arg(long)]
    json: bool,
}

impl Show {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let setup = Setup::load(global)?;
        let place = target::find(&self.flow, &setup.library)?;
        let library = setup.library.localized(&setup.lang);
        let Some((flow, node)) = library.node(&place.at) else { return Ok(Exit::Usage) };
        let nodes: Vec<&Node> = if place.exact { vec![node] } else { flow.nodes.values().collect() };
        if self.json {
            out.json(&json!({
                "flow": flow.id,
                "title": flow.title.text,
                "pack": flow.pack,
                "rev": flow.rev,
                "start": flow.start,
                "nodes": nodes.iter().map(|node| as_json(flow, node)).collect::<Vec<_>>(),
            }))?;
            return Ok(Exit::Done);
        }
        if !place.exact {
            header(flow, &library, setup.strings(), out)?;
        }
        for node in nodes {
            step(flow, node, setup.strings(), out)?;
        }
        Ok(Exit::Done)
    }
}

fn header(flow: &Flow, library: &Library, strings: &Strings, out: &mut Out) -> Result<()> {
    out.line(&format!("{}: {}", flow.id, flow.title.text))?;
    if let Some(pack) = library.pack_of(flow) {
        let more = [&pack.version, &pack.licence].into_iter().flatten().cloned();
        let pack: Vec<String> = std::iter::once(pack.title.text.clone()).chain(more).collect();
        out.line(&strings.list(&pack))?;
    }
    if let Some(condition) = &flow.condition {
        out.line(&clean(&condition.text))?;
    }
    let applies: Vec<&String> = flow.applies.product.iter().chain(&flow.applies.os).collect();
    if !applies.is_empty() {
        out.line(&strings.fill("cli.show.applies", &[("names", &strings.list(&applies))]))?;
    }
    out.line(&words::age(&flow.source, &flow.status, strings))?;
    Ok(())
}

fn step(flow: &Flow, node: &Node, strings: &Strings, out: &mut Out) -> Result<()> {
    out.line("")?;
    out.line(&format!("{} ({}): {}", node.id, node.kind.name(), clean(&node.title())))?;
    for command in node.commands() {
        for line in command.full_text().lines() {
            out.line(&format!("    {line}"))?;
        }
    }
    let answers = answers(flow, node, &State::default());
    if !answers.is_empty() {
        out.line(&strings.fill("cli.show.answers", &[("answers", &strings.list(&answers))]))?;
    }
    let targets = targets(node);
    if !targets.is_empty() {
        out.line(&strings.fill("cli.show.leads-to", &[("targets", &strings.list(&targets))]))?;
    }
    Ok(())
}

fn targets(node: &Node) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    for target in edges(node).into_iter().map(|edge| edge.target.to_string()) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

fn as_json(flow: &Flow, node: &Node) -> Value {
    let commands = node
        .commands()
        .map(|command| json!({"id": command.id, "shell": command.shell.name(), "text": command.full_text()}));
    json!({
        "id": node.id,
        "kind": node.kind.name(),
        "title": clean(&node.title()),
        "answers": answers(flow, node, &State::default()),
        "targets": targets(node),
        "commands": commands.collect::<Vec<_>>(),
    })
}

fn clean(text: &str) -> String {
    plain(&parse(text, |_| false))
}
