//! How a command is shown, and whether it can be copied.

use crate::flow::command::{SlotFault, check_value};
use crate::flow::{Command, Place, Risk, Shell};
use crate::text::markup::{Span, Style, slots};
use crate::text::{has_hidden, non_ascii};
use crate::ui::words::Undo;

/// A command as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandView {
    /// Command id.
    pub id: String,
    /// What interprets it.
    pub shell: Shell,
    /// Where it is run.
    pub place: Place,
    /// Operating system, if it matters.
    pub os: Option<String>,
    /// What it does.
    pub risk: Risk,
    /// Needs elevated rights.
    pub admin: bool,
    /// The lines: filled slots as [`Style::Strong`], others as [`Style::Slot`].
    pub lines: Vec<Vec<Span>>,
    /// Slots in the order of the author.
    pub slots: Vec<SlotView>,
    /// What good output looks like.
    pub expect: Option<String>,
    /// How to take it back, or why that cannot be done.
    pub undo: Undo,
    /// It stands in for the command before it, with today's tools.
    pub today: bool,
    /// It is the flow author's own rather than the source's.
    pub ours: bool,
    /// Characters outside ASCII, which may be look-alikes.
    pub unusual: Vec<char>,
    /// Whether it can be copied.
    pub readiness: Readiness,
}

/// Whether a command can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// This is the text; some commands ask for a word first.
    Ready(String),
    /// A slot is empty or risky.
    Blocked(String, SlotFault),
    /// It has characters that cannot be seen.
    Hidden,
    /// It changes something, and the session is only for looking.
    ReadOnly,
}

/// A slot of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotView {
    /// Name, as it stands in the command.
    pub name: String,
    /// What to enter.
    pub ask: String,
    /// An example.
    pub example: Option<String>,
    /// A value that will usually do.
    pub default: Option<String>,
    /// Values to choose from.
    pub list: Vec<String>,
    /// Values from what the person pasted that may be meant.
    pub found: Vec<String>,
    /// It is never written anywhere.
    pub secret: bool,
    /// The value, if there is one.
    pub value: Option<String>,
    /// What is wrong with the value.
    pub fault: Option<SlotFault>,
}

impl CommandView {
    /// How a command looks with the values that are known.
    pub fn of<'a>(command: &Command, value: &dyn Fn(&str) -> Option<&'a str>) -> CommandView {
        let known = |name: &str| {
            let slot = command.slots.get(name)?;
            value(name).or(slot.default.as_deref()).map(str::to_owned)
        };
        let values: Vec<(String, Option<String>)> =
            command.slots.keys().map(|name| (name.clone(), known(name))).collect();
        let get = |name: &str| {
            values.iter().find(|(other, _)| other == name).and_then(|(_, value)| value.as_deref())
        };
        let text = command.full_text();
        let readiness = match command.filled(get) {
            Err((slot, fault)) => Readiness::Blocked(slot, fault),
            Ok(text) if has_hidden(&text) => Readiness::Hidden,
            Ok(text) => Readiness::Ready(text),
        };
        CommandView {
            id: command.id.clone(),
            shell: command.shell,
            place: command.place,
            os: command.os.clone(),
            risk: command.risk,
            admin: command.admin,
            lines: text.lines().map(|line| show_line(line, command, &get)).collect(),
            slots: command
                .slots
                .iter()
                .map(|(name, slot)| SlotView {
                    name: name.clone(),
                    ask: slot.ask.text.clone(),
                    example: slot.example.clone(),
                    default: slot.default.clone(),
                    list: slot.list.clone(),
                    found: Vec::new(),
                    secret: slot.secret,
                    value: get(name).map(str::to_owned),
                    fault: get(name).and_then(|value| check_value(slot, command.shell, value).err()),
                })
                .collect(),
            expect: command.expect.as_ref().map(|text| text.text.clone()),
            undo: Undo::of(command.undo.as_ref(), command.no_undo.as_ref()),
            today: false,
            ours: command.ours,
            unusual: non_ascii(&text),
            readiness,
        }
    }

    /// The same with today's tools, if the author gives that.
    pub fn today<'a>(command: &Command, value: &dyn Fn(&str) -> Option<&'a str>) -> Option<CommandView> {
        let today = command.today()?;
        Some(CommandView { today: true, ..CommandView::of(&today, value) })
    }

    /// The word to type before a dangerous command is copied.
    pub fn word(&self) -> Option<&str> {
        (self.risk == Risk::Danger).then_some(self.id.as_str())
    }

    /// Whether pasting it starts something at once: more than one line in a shell.
    pub fn runs_on_paste(&self) -> bool {
        self.lines.len() > 1 && self.shell.runs_on_paste()
    }
}

fn show_line<'a>(line: &str, command: &Command, value: &dyn Fn(&str) -> Option<&'a str>) -> Vec<Span> {
    slots(line, |name| command.slots.contains_key(name))
        .into_iter()
        .map(|span| match span.slot().and_then(value) {
            Some(value) => {
                let secret =
                    span.slot().and_then(|name| command.slots.get(name)).is_some_and(|slot| slot.secret);
                let shown = if secret { "*".repeat(value.chars().count().min(8)) } else { value.to_owned() };
                Span::new(shown, Style::Strong)
            }
            None if span.slot().is_some() => span,
            None => Span::new(span.text, Style::Code),
        })
        .collect()
}
