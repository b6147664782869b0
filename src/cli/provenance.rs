//! `unsnag coverage --provenance`: where flows come from, as a Markdown page.

use super::out::count;
use crate::check::provenance::{Own, own};
use crate::flow::{Command, Flow, Library, Node, Provenance, Verified};
use crate::transcript::export::{code, escape};

const INTRODUCTION: &str = "\
# Where the advice comes from

Every flow names the document that it was made from. What a flow has beyond its document is *ours*: an author of the
flow added it, nobody else vouches for it, and here is why it is there. Commands that are ours are marked on the screen.
The order of the questions, the expected results, the ways back and the estimates of time are ours everywhere, and so is
what is said about products that are retired or renamed since.
";

/// The page.
pub(super) fn page(library: &Library) -> String {
    let mut page = INTRODUCTION.to_owned();
    for pack in library.packs.values() {
        let flows: Vec<&Flow> =
            library.flows.values().map(|flow| &**flow).filter(|flow| flow.pack == pack.id).collect();
        if flows.is_empty() {
            continue;
        }
        page += &format!("\n## {}\n\n", escape(&pack.title.text));
        page += "| flow | document | section | language | dated | updated | verified |\n";
        page += "|---|---|---|---|---|---|---|\n";
        for flow in &flows {
            let Provenance { doc, section, lang, dated, updated, verified, .. } = &flow.source;
            let [doc, section, lang, dated, updated] =
                [doc, section, lang, dated, updated].map(|cell| escape(cell.as_deref().unwrap_or("-")));
            let verified = match verified {
                Some(Verified::On(date)) => date,
                Some(Verified::Never) | None => "never",
            };
            let id = code(&flow.id);
            page += &format!("| {id} | {doc} | {section} | {lang} | {dated} | {updated} | {verified} |\n");
        }
        flows.iter().for_each(|flow| page += &what_is_ours(flow));
    }
    page
}

/// What a flow has beyond its document; nothing if there is nothing to say.
fn what_is_ours(flow: &Flow) -> String {
    let own = own(flow);
    if own.is_empty() && flow.source.ours.is_empty() {
        return String::new();
    }
    let mut text = format!("\n### {}: {}\n\n", code(&flow.id), escape(&flow.title.text));
    for reason in &flow.source.ours {
        text += &format!("- {}\n", escape(reason));
    }
    let Own { steps, commands, around } = own;
    for (step, source) in steps {
        let reasons = source.ours.iter().map(String::as_str);
        // The document of the flow need not be named again.
        let doc = source
            .doc
            .as_ref()
            .filter(|doc| flow.source.doc.as_ref() != Some(doc) || source.section.is_none());
        let parts = [doc, source.section.as_ref()].into_iter().flatten().map(String::as_str);
        let parts: Vec<String> = parts.chain(reasons).map(escape).collect();
        text += &format!("- Step {}: {}\n", code(&step), parts.join(": "));
    }
    if !commands.is_empty() {
        let all = commands.iter().map(|(_, commands)| commands.len()).sum();
        text += &format!("- {} of ours:\n", count(all, "command"));
        text += &listed(&commands, Command::full_text);
    }
    if !around.is_empty() {
        text += "- Commands of the document with lines of ours:\n";
        text += &listed(&around, |command| {
            let today = command.replaced_by.as_deref().map(|today| format!("today {today}"));
            command.setup.iter().cloned().chain(today).collect::<Vec<_>>().join("\n")
        });
    }
    text
}

/// The beginnings of commands, a line a step.
fn listed(commands: &[(&Node, Vec<&Command>)], text: impl Fn(&Command) -> String) -> String {
    let mut list = String::new();
    for (node, commands) in commands {
        let commands: Vec<String> = commands.iter().map(|command| code(&beginning(&text(command)))).collect();
        list += &format!("  - {}: {}\n", code(&node.id), commands.join(", "));
    }
    list
}

/// The first line of a text, cut where it gets long.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 70;
    let first = text.lines().next().unwrap_or_default();
    let mut cut: String = first.chars().take(LONGEST).collect();
    if cut.len() < text.trim_end().len() {
        cut.push_str(" ...");
    }
    cut
}
