//! Choosing an answer or a hit: by number, by its words, or by an empty line.

use super::Plain;
use super::said;
use crate::session::{By, Input};
use crate::text::plain;
use crate::ui::action::Place;
use crate::ui::card::Does;
use std::io::{self, BufRead, Write};

impl<R: BufRead, W: Write> Plain<'_, R, W> {
    pub(super) fn choose_default(&mut self) -> io::Result<()> {
        if self.found.take().is_some() {
            // After a search an empty line stays here; it decides nothing.
            self.stale = true;
            return Ok(());
        }
        match self.chosen {
            Some(index) => self.choose(index),
            None => self.say("plain.no-default", &[]),
        }
    }

    pub(super) fn choose_number(&mut self, number: usize) -> io::Result<()> {
        let index = number.wrapping_sub(1);
        let Some((hits, query)) = &self.found else { return self.choose(index) };
        match hits.get(index).cloned() {
            Some(hit) => {
                let query = query.clone();
                self.found = None;
                self.go_to(&hit, query)
            }
            None => self.no_such(index, hits.len()),
        }
    }

    /// Answers may be said by their ids and by their words too.
    pub(super) fn choose_by_words(&mut self, words: &str) -> io::Result<()> {
        self.found = None;
        let choices = self.card.as_ref().map(|card| card.choices.as_slice()).unwrap_or_default();
        let by_id = choices.iter().position(|choice| match &choice.does {
            Does::Answer(id) | Does::Open(id) => id == words,
            _ => false,
        });
        let folded = words.to_lowercase();
        let by_words = || choices.iter().position(|choice| plain(&choice.label).to_lowercase() == folded);
        match by_id.or_else(by_words) {
            Some(index) => self.choose(index),
            None => match said::meant(words, Place::Session, self.guide.strings) {
                Some(word) => self.say("plain.meant", &[("said", words), ("word", word)]),
                None => self.say("plain.unknown", &[("said", words)]),
            },
        }
    }

    /// Takes a choice of the card, and says which it was.
    fn choose(&mut self, index: usize) -> io::Result<()> {
        let Some(choice) = self.card.as_ref().and_then(|card| card.choices.get(index)).cloned() else {
            let count = self.card.as_ref().map_or(0, |card| card.choices.len());
            return self.no_such(index, count);
        };
        self.say("plain.chosen", &[("choice", &plain(&choice.label))])?;
        if matches!(choice.does, Does::Answer(_) | Does::Jump(_)) && !self.asks_ran(false)? {
            return Ok(());
        }
        match choice.does {
            Does::Answer(id) => {
                let effects = self.guide.answer(&id, By::Person, self.clock.now());
                self.stepped(effects)
            }
            Does::Open(item) => {
                self.guide.open(&item);
                self.renew();
                Ok(())
            }
            Does::Jump(to) => {
                let effects = self.guide.jump(to, None, None, self.clock.now());
                self.stepped(effects)
            }
            Does::Acknowledge => self.give(Input::Acknowledge),
            Does::Act(action) => self.act(action, ""),
        }
    }

    /// There is nothing of this number; says which numbers there are.
    fn no_such(&mut self, index: usize, count: usize) -> io::Result<()> {
        let values = [("number", index.wrapping_add(1).to_string()), ("count", count.to_string())];
        match count {
            0 => self.say("ui.no-such-choice", &[]),
            _ => self.say("plain.no-number", &values.each_ref().map(|(name, value)| (*name, value.as_str()))),
        }
    }
}
