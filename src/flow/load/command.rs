//! Commands, links and items: what several kinds of node share.

use super::problem::{At, Problems};
use super::words::{check_id, when};
use super::{opt_text, strings, text};
use crate::flow::command::{Command, Place, Risk, Shell, Slot, SlotKind};
use crate::flow::diagnostic::Code;
use crate::flow::file::{
    CommandFile, ItemFile, LinkFile, Many, Origin, RiskWord, ShellWord, SlotFile, SlotKindWord, Where,
};
use crate::flow::meta::Link;
use crate::flow::node::Item;
use std::collections::HashSet;

/// Ids of the commands of one node, to find those that stand twice.
pub(super) type Seen = HashSet<String>;

pub(super) fn commands(
    problems: &mut Problems,
    at: At,
    files: Option<Many<CommandFile>>,
    seen: &mut Seen,
) -> Vec<Command> {
    let files = files.map(|many| many.0).unwrap_or_default();
    files
        .into_iter()
        .enumerate()
        .map(|(index, file)| command(problems, at.index(index), file, seen))
        .collect()
}

fn command(problems: &mut Problems, at: At, file: CommandFile, seen: &mut Seen) -> Command {
    let id = match file.id {
        Some(id) => {
            check_id(problems, at.key("id"), &id.0, false);
            if seen.contains(&id.0) {
                let message = format!("command id \"{}\" is used twice in this node", id.0);
                problems.value(Code::E005, at.key("id"), message, "give one of them another id");
            }
            id.0
        }
        None => format!("command-{}", seen.len() + 1),
    };
    seen.insert(id.clone());
    if file.shell.is_none() {
        let help = "add `shell: powershell`, bash, cmd, kql, az or none";
        problems.missing(
            Code::E022,
            at,
            &["shell"],
            format!("command \"{id}\" does not name its shell"),
            help,
        );
    }
    Command {
        id,
        shell: file.shell.map_or(Shell::None, shell),
        os: file.os.map(|os| os.0),
        place: file.place.map_or(Place::Any, |place| match place {
            Where::Affected => Place::Affected,
            Where::PortalLogs => Place::PortalLogs,
            Where::Any => Place::Any,
        }),
        setup: strings(file.setup),
        text: file.text.0,
        slots: file.fill.into_iter().map(|(name, slot)| (name, self::slot(slot))).collect(),
        expect: opt_text(file.expect),
        risk: file.risk.map_or(Risk::Read, risk),
        admin: file.admin,
        undo: opt_text(file.undo),
        no_undo: opt_text(file.no_undo),
        // What does not say that it is the source's is not passed off as such.
        ours: !matches!(file.origin, Some(Origin::Source)),
        replaced_by: file.replaced_by.map(|command| command.0),
    }
}

fn shell(word: ShellWord) -> Shell {
    match word {
        ShellWord::Powershell => Shell::Powershell,
        ShellWord::Bash => Shell::Bash,
        ShellWord::Cmd => Shell::Cmd,
        ShellWord::Kql => Shell::Kql,
        ShellWord::Az => Shell::Az,
        ShellWord::None => Shell::None,
    }
}

pub(super) fn risk(word: RiskWord) -> Risk {
    match word {
        RiskWord::Read => Risk::Read,
        RiskWord::Change => Risk::Change,
        RiskWord::Danger => Risk::Danger,
    }
}

fn slot(file: SlotFile) -> Slot {
    Slot {
        ask: text(file.ask),
        example: file.example.map(|example| example.0),
        default: file.default.map(|default| default.0),
        pattern: file.pattern.map(|pattern| pattern.0),
        list: strings(file.list),
        secret: file.secret,
        kind: match file.kind {
            Some(SlotKindWord::Host) => SlotKind::Host,
            Some(SlotKindWord::Subscription) => SlotKind::Subscription,
            Some(SlotKindWord::Code) => SlotKind::Code,
            Some(SlotKindWord::Path) => SlotKind::Path,
            Some(SlotKindWord::Text) | None => SlotKind::Text,
        },
    }
}

pub(super) fn links(problems: &mut Problems, at: At, files: Option<Many<LinkFile>>) -> Vec<Link> {
    let files = files.map(|many| many.0).unwrap_or_default();
    let link = |(index, LinkFile(keys)): (usize, LinkFile)| Link {
        text: opt_text(keys.text),
        to: keys.see.0,
        when: when(problems, at.index(index).key("when"), keys.when),
    };
    files.into_iter().enumerate().map(link).collect()
}

pub(super) fn items(
    problems: &mut Problems,
    at: At,
    files: Option<Many<ItemFile>>,
    seen: &mut Seen,
) -> Vec<Item> {
    let files = files.map(|many| many.0).unwrap_or_default();
    let mut items = Vec::with_capacity(files.len());
    for (index, ItemFile(keys)) in files.into_iter().enumerate() {
        let at = at.index(index);
        items.push(Item {
            text: text(keys.text),
            when: when(problems, at.key("when"), keys.when),
            run: commands(problems, at.key("run"), Some(keys.run), seen),
            see: links(problems, at.key("see"), Some(keys.see)),
        });
    }
    items
}
