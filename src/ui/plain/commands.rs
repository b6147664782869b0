//! Commands: filling in, copying, and what they printed.

use super::said::number;
use super::{Plain, step};
use crate::host::Echo;
use crate::host::effect::Effect;
use crate::session::Input;
use crate::text::Message;
use crate::ui::card::{CommandView, Does, SlotView};
use crate::ui::guide::{Copying, Say};
use crate::ui::words;
use std::io::{self, BufRead, Write};

/// The most of what is pasted that is kept, in bytes.
const PASTED: usize = 1024 * 1024;

impl<R: BufRead, W: Write> Plain<'_, R, W> {
    /// The input is a keyboard, which shows what is typed, and this is its echo: secrets can be typed unseen.
    pub fn keyboard(&mut self, echo: Echo) {
        self.echo = Some(echo);
    }

    fn commands(&self) -> &[CommandView] {
        self.card.as_ref().map(|card| card.commands.as_slice()).unwrap_or_default()
    }

    pub(super) fn copy(&mut self, which: &str) -> io::Result<()> {
        let count = self.commands().len();
        let index = match (number(which), count) {
            (_, 0) => return self.say("ui.copy.none", &[]),
            (Some(number), _) => number.wrapping_sub(1),
            (None, 1) => 0,
            (None, _) => {
                return self.say("plain.copy-which", &[("count", &count.to_string())]);
            }
        };
        let Some(command) = self.commands().get(index).cloned() else {
            return self.say("ui.no-such-choice", &[]);
        };
        match self.guide.copy(&command, None) {
            Ok(Copying::Go(effect)) => self.perform(vec![effect]),
            Ok(Copying::Word(word)) => {
                self.say("plain.type-word", &[("word", &word)])?;
                let typed = self.read()?.unwrap_or_default();
                if typed.trim() != word {
                    return self.say("plain.not-copied", &[]);
                }
                self.copy_sure(&command, &typed)
            }
            Ok(Copying::Confirm(question)) => {
                if self.agrees_to(&question)? {
                    self.copy_sure(&command, "yes")
                } else {
                    Ok(())
                }
            }
            Err(Say(why)) => {
                self.page.say(&why)?;
                step::slots(&mut self.page, &command, self.guide.strings)
            }
        }
    }

    fn copy_sure(&mut self, command: &CommandView, typed: &str) -> io::Result<()> {
        match self.guide.copy(command, Some(typed)) {
            Ok(Copying::Go(effect)) => self.perform(vec![effect]),
            Ok(_) => self.say("plain.not-copied", &[]),
            Err(Say(why)) => self.page.say(&why),
        }
    }

    /// Says by which way a command went, and shows it, so that it can be selected where no clipboard is.
    pub(super) fn was_copied(
        &mut self,
        command: String,
        text: String,
        way: &str,
        said: &Message,
        undoes: Option<u64>,
    ) -> io::Result<Vec<Effect>> {
        self.say("plain.copied", &[("way", &said.in_words(self.guide.strings))])?;
        let secret = |view: &CommandView| view.id == command && view.slots.iter().any(|slot| slot.secret);
        if !self.commands().iter().any(secret) {
            self.page.verbatim(&text)?;
        }
        self.copied = Some(text.clone());
        let copied = Input::Copied { command, text, way: way.to_owned(), undoes };
        let copied = self.guide.input(copied, self.clock.now());
        Ok(copied.unwrap_or_default())
    }

    pub(super) fn view(&mut self) -> io::Result<()> {
        match self.copied.clone() {
            Some(text) => {
                self.say("plain.list", &[("title", self.guide.strings.get("ui.view"))])?;
                self.page.verbatim(&text)
            }
            None => self.say("ui.view-none", &[]),
        }
    }

    /// `fill NAME VALUE`; with less than that it is asked for.
    pub(super) fn fill(&mut self, what: &str) -> io::Result<()> {
        let (name, value) = what.split_once(char::is_whitespace).unwrap_or((what, ""));
        let name = name.trim_matches(['<', '>']);
        let slots: Vec<SlotView> =
            self.commands().iter().flat_map(|command| command.slots.iter().cloned()).collect();
        if slots.is_empty() {
            return self.say("ui.slot.none", &[]);
        }
        let wanted: Vec<SlotView> = match name {
            // A slot that several commands share is filled once.
            "" => slots
                .iter()
                .enumerate()
                .filter(|(index, slot)| !slots[..*index].iter().any(|one| one.name == slot.name))
                .map(|(_, slot)| slot.clone())
                .collect(),
            name => slots.into_iter().filter(|slot| slot.name == name).take(1).collect(),
        };
        if wanted.is_empty() {
            return self.say("plain.no-slot", &[("slot", name)]);
        }
        for slot in wanted {
            let value = match value.trim() {
                "" => self.ask_slot(&slot)?,
                value => {
                    if slot.secret && self.echo.as_ref().is_some_and(|echo| echo.hide().is_some()) {
                        self.say("plain.secret-shown", &[("slot", &slot.name)])?;
                    }
                    Some(value.to_owned())
                }
            };
            // `#2` takes what was found under that number.
            let offered = value
                .as_deref()
                .and_then(|value| slot.found.get(number(value.strip_prefix('#')?)?.wrapping_sub(1)));
            if let Some(value) = offered.cloned().or(value) {
                self.fill_one(&slot, value)?;
            }
        }
        Ok(())
    }

    fn ask_slot(&mut self, slot: &SlotView) -> io::Result<Option<String>> {
        let strings = self.guide.strings;
        let question = strings.fill("plain.ask-slot", &[("slot", &slot.name), ("ask", &slot.ask)]);
        let command = self.commands().iter().find(|command| command.slots.contains(slot));
        let offers = command.map(|command| self.guide.offers(&command.id, &slot.name)).unwrap_or_default();
        if !offers.is_empty() {
            self.say("ui.slot.offer", &[("value", &strings.list(&offers))])?;
        }
        step::found(&mut self.page, slot, strings)?;
        let value = if slot.secret { self.ask_unseen(&question)? } else { self.ask(&question)? };
        Ok(value.or_else(|| slot.default.clone()))
    }

    /// Asks for a line that the terminal must not show.
    fn ask_unseen(&mut self, question: &str) -> io::Result<Option<String>> {
        let echo = self.echo.clone().unwrap_or_default();
        let hidden = self.echo.as_ref().and_then(|_| echo.hide());
        if hidden.is_some() {
            self.say("plain.unseen", &[])?;
        }
        self.ask(question)
    }

    fn fill_one(&mut self, slot: &SlotView, value: String) -> io::Result<()> {
        let shown = if slot.secret { "***".to_owned() } else { value.clone() };
        let input = Input::Fill { name: slot.name.clone(), value, secret: slot.secret };
        if !self.note_down(input)? {
            return Ok(());
        }
        let views = self.commands().iter().flat_map(|command| &command.slots);
        let fault = views.filter(|view| view.name == slot.name).find_map(|view| view.fault.clone());
        match fault {
            Some(fault) => self.page.say(&words::slot_fault(&slot.name, &fault, self.guide.strings)),
            None => self.say("plain.slot-filled", &[("slot", &slot.name), ("value", &shown)]),
        }
    }

    /// Collects lines up to `end`, keeps them, and says what they show.
    pub(super) fn paste(&mut self, first: &str) -> io::Result<()> {
        self.say("plain.paste", &[])?;
        let text = self.collect(first)?;
        if text.trim().is_empty() {
            return self.say("plain.declined", &[]);
        }
        let effects = self.guide.paste(&text, self.clock.now());
        self.took_in(effects, "ui.read.none")
    }

    /// Keeps the text that led here.
    pub(super) fn keep(&mut self) -> io::Result<()> {
        let effects = self.guide.keep(self.clock.now());
        self.took_in(effects, "ui.keep.kept")
    }

    fn took_in(&mut self, effects: Result<Vec<Effect>, Say>, silent: &str) -> io::Result<()> {
        match effects {
            Ok(effects) => {
                self.card = self.guide.card();
                self.perform(effects)?;
                self.say_reading(silent)
            }
            Err(Say(why)) => self.page.say(&why),
        }
    }

    /// Reads lines up to `end` or the end of input.
    pub(super) fn collect(&mut self, first: &str) -> io::Result<String> {
        let mut text = String::new();
        if !first.is_empty() {
            text.push_str(first);
            text.push('\n');
        }
        while let Some(line) = self.read_raw()? {
            if line.trim().eq_ignore_ascii_case("end") {
                break;
            }
            if text.len() + line.len() <= PASTED {
                text.push_str(&line);
                text.push('\n');
            }
        }
        Ok(text)
    }

    fn say_reading(&mut self, silent: &str) -> io::Result<()> {
        let shown = self.guide.reading().map(|reading| reading.shown.clone()).unwrap_or_default();
        let choices = self.card.as_ref().map(|card| card.choices.as_slice()).unwrap_or_default();
        let find = |option: &str| choices.iter().position(|one| one.does == Does::Answer(option.to_owned()));
        match shown.as_slice() {
            [] => self.say(silent, &[]),
            [only] => {
                self.chosen = find(&only.option);
                match &only.line {
                    Some(line) => self.say("ui.read.line", &[("line", line)])?,
                    None => self.say("ui.read.absent", &[])?,
                }
                self.say_default()
            }
            several => {
                self.chosen = None;
                self.say("ui.read.several", &[("count", &several.len().to_string())])?;
                self.stale = true;
                Ok(())
            }
        }
    }
}
