//! What the words of the key table do.

use super::Plain;
use super::said::{forms, number};
use crate::host::effect::Effect;
use crate::session::Input;
use crate::text::Span;
use crate::ui::action::{Action, Binding, Place, TABLE, binding};
use crate::ui::guide::Say;
use crate::ui::palette;
use crate::ui::words;
use std::io::{self, BufRead, Write};

/// How many actions are named for what was asked.
const NAMED: usize = 3;

impl<R: BufRead, W: Write> Plain<'_, R, W> {
    /// Does what a word means; `rest` is what followed it.
    pub(super) fn act(&mut self, action: Action, rest: &str) -> io::Result<()> {
        if self.place() == Place::Session && !matches!(action, Action::Confirm | Action::ScrollDown) {
            self.found = None;
        }
        match action {
            Action::Quit | Action::Home | Action::Export if !self.asks_ran(true)? => Ok(()),
            Action::Return | Action::Others if !self.asks_ran(false)? => Ok(()),
            Action::Confirm if self.place() == Place::Start => self.at_start(super::Said::Nothing),
            Action::Confirm => self.choose_default(),
            Action::Up => self.select(-1),
            Action::Down => self.select(1),
            Action::Top => self.select(isize::MIN),
            Action::Bottom => self.select(isize::MAX),
            Action::Mouse => self.say("plain.no-mouse", &[]),
            Action::ScrollUp => {
                self.stale = true;
                Ok(())
            }
            Action::ScrollDown => self.read_hits(),
            Action::Copy => self.copy(rest),
            Action::Fill => self.fill(rest),
            Action::Paste => self.paste(rest),
            Action::Keep => self.keep(),
            Action::View => self.view(),
            Action::Back => self.back(number(rest).unwrap_or(1)),
            Action::Forward => self.give(Input::Forward),
            Action::Undo => self.give(Input::Undo),
            Action::Redo => self.give(Input::Redo),
            Action::Return => self.go_back_to_flow(),
            Action::Trail => self.trail(number(rest)),
            Action::Others => self.others(number(rest)),
            Action::Note => self.note(rest),
            Action::Export => self.export(rest),
            // These are words of the review alone.
            Action::Mask | Action::MaskClass | Action::File => Ok(()),
            Action::Changes => self.changes(rest),
            Action::Search => self.search(rest),
            Action::Palette => self.actions(rest),
            Action::Resume => self.take_up(rest),
            Action::Language => self.language(rest),
            Action::Help => self.help(),
            Action::Home => self.go_home(),
            Action::Quit | Action::Leave => self.leave(),
            Action::Yes | Action::No | Action::Later => Ok(()),
        }
    }

    /// Moves the default.
    fn select(&mut self, by: isize) -> io::Result<()> {
        let titles: Vec<String> = match (&self.found, &self.card) {
            (Some((hits, _)), None) => hits.iter().map(|hit| hit.title.clone()).collect(),
            (_, Some(card)) => card.choices.iter().map(|choice| crate::text::plain(&choice.label)).collect(),
            (None, None) => return self.say("ui.nothing-selected", &[]),
        };
        let last = titles.len().saturating_sub(1);
        let next = match self.chosen {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by > 0 && by < isize::MAX => 0,
            None if by == isize::MIN => 0,
            None => last,
        };
        self.chosen = Some(next);
        let choice = titles.get(next).map(String::as_str).unwrap_or_default();
        self.say("plain.default", &[("number", &(next + 1).to_string()), ("choice", choice)])
    }

    fn back(&mut self, steps: usize) -> io::Result<()> {
        let state = self.guide.session().map(crate::session::Session::state);
        let stops = state.map_or(0, |state| state.path().filter(|visit| !visit.through).count());
        // Before the first step lies the start.
        if stops <= 1 { self.go_home() } else { self.give(Input::Back { steps }) }
    }

    fn go_back_to_flow(&mut self) -> io::Result<()> {
        let current = self.guide.session().and_then(|session| session.state().current());
        let inside = current.is_some_and(|visit| !visit.detours.is_empty());
        self.give(if inside { Input::LeaveDetour } else { Input::Return })
    }

    fn trail(&mut self, chosen: Option<usize>) -> io::Result<()> {
        let Some(session) = self.guide.session() else { return Ok(()) };
        let stops = session.state().path().filter(|visit| !visit.through);
        let stops: Vec<_> = stops
            .map(|visit| (visit.id, words::trail_line(visit, &self.guide.library, self.guide.strings)))
            .collect();
        if let Some(chosen) = chosen {
            return match stops.get(chosen.wrapping_sub(1)) {
                Some((visit, text)) => {
                    self.say("plain.chosen", &[("choice", text)])?;
                    self.give(Input::Reopen { visit: *visit })
                }
                None => self.say("ui.no-such-choice", &[]),
            };
        }
        let texts: Vec<String> = stops.into_iter().map(|(_, text)| text).collect();
        self.list("ui.so-far", &texts, "plain.trail-hint")?;
        let ruled_out = self.guide.ruled_out();
        if !ruled_out.is_empty() {
            self.say("ui.reopened.gone", &[("answers", &self.guide.strings.statements(&ruled_out))])?;
        }
        Ok(())
    }

    fn others(&mut self, chosen: Option<usize>) -> io::Result<()> {
        let others = self.guide.others();
        if others.is_empty() {
            return self.say("ui.not-in-group", &[]);
        }
        if let Some(chosen) = chosen {
            return match others.into_iter().nth(chosen.wrapping_sub(1)) {
                Some((member, text)) => {
                    self.say("plain.chosen", &[("choice", &text)])?;
                    self.give(Input::Pick { member })
                }
                None => self.say("ui.no-such-choice", &[]),
            };
        }
        let texts: Vec<String> = others.into_iter().map(|(_, text)| text).collect();
        self.list("ui.others", &texts, "plain.others-hint")
    }

    /// A numbered list, and what to say to choose from it.
    fn list(&mut self, title: &str, texts: &[String], hint: &str) -> io::Result<()> {
        self.say("plain.list", &[("title", self.guide.strings.get(title))])?;
        for (index, text) in texts.iter().enumerate() {
            self.page.item(&format!("{} ", index + 1), &[Span::plain(text.as_str())])?;
        }
        self.say(hint, &[])
    }

    fn note(&mut self, text: &str) -> io::Result<()> {
        let text = match text {
            "" => {
                let question = self.guide.strings.get("ui.write.note-about");
                self.ask(question)?
            }
            text => Some(text.to_owned()),
        };
        let Some(text) = text else { return self.say("plain.declined", &[]) };
        if self.note_down(Input::Note { text })? { self.say("ui.noted", &[]) } else { Ok(()) }
    }

    pub(super) fn language(&mut self, tag: &str) -> io::Result<()> {
        let tags = self.guide.languages();
        let chosen = match number(tag) {
            Some(chosen) => tags.get(chosen.wrapping_sub(1)),
            None => tags.iter().find(|known| known.eq_ignore_ascii_case(tag)),
        };
        let Some(chosen) = chosen.cloned() else {
            let named: Vec<String> =
                tags.iter().map(|tag| format!("{tag} ({})", words::language_name(tag))).collect();
            return self.say("plain.languages", &[("tags", &self.guide.strings.list(&named))]);
        };
        match self.guide.speak(&chosen, self.clock.now()) {
            Ok(effects) => {
                self.unfinished.iter_mut().for_each(|one| one.rename(&self.guide.library));
                self.card = self.guide.card();
                self.found = None;
                self.stale = true;
                self.perform(effects)
            }
            Err(Say(text)) => self.page.say(&text),
        }
    }

    pub(super) fn help(&mut self) -> io::Result<()> {
        self.say("plain.help", &[])?;
        let place = self.place();
        // There is no mouse here to choose with.
        let rows = TABLE.iter().filter(|row| row.place.covers(place) && row.action != Action::Mouse);
        rows.into_iter().try_for_each(|row| self.describe(row))
    }

    fn describe(&mut self, row: &Binding) -> io::Result<()> {
        let word = self.guide.strings.list(&forms(row));
        let key = match row.action {
            Action::Up
            | Action::Down
            | Action::Top
            | Action::Bottom
            | Action::ScrollUp
            | Action::ScrollDown
            | Action::Help => {
                format!("plain.word.{}", row.word)
            }
            _ => format!("action.{}", row.says(self.place())),
        };
        let says = self.guide.strings.get(&key).to_owned();
        self.page.say(&self.guide.strings.fill("plain.word", &[("words", &word), ("says", &says)]))
    }

    /// The words for what a person wants to do.
    pub(super) fn actions(&mut self, words: &str) -> io::Result<()> {
        if words.is_empty() {
            return self.help();
        }
        let found = palette::find(words, self.place(), self.guide.strings);
        if found.is_empty() {
            return self.say("ui.palette-none", &[]);
        }
        let rows = found.iter().take(NAMED).filter_map(|offered| binding(offered.action));
        rows.collect::<Vec<_>>().into_iter().try_for_each(|row| self.describe(row))
    }

    fn leave(&mut self) -> io::Result<()> {
        if self.unsaved.is_some() {
            self.perform(vec![Effect::Save])?;
        }
        self.leaving = self.unsaved.is_none() || self.agrees("plain.leave", &[])?;
        Ok(())
    }
}
