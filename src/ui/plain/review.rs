//! What is masked before a transcript is written, one find after the other.

use super::Plain;
use super::said::{Said, meant, number};
use crate::host::effect::Effect;
use crate::session::Input;
use crate::text::Span;
use crate::ui::action::{Action, Place, word_of};
use crate::ui::guide::{Draft, Say};
use crate::ui::review;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

impl<R: BufRead, W: Write> Plain<'_, R, W> {
    /// Says what would be masked, and asks; where nothing is, the transcript is written at once.
    pub(super) fn export(&mut self, file: &str) -> io::Result<()> {
        let path = (!file.is_empty()).then(|| PathBuf::from(file));
        match self.guide.draft(path) {
            Ok(draft) => {
                let silent = draft.review.groups().is_empty();
                self.review = Some(draft);
                if silent { self.write_draft() } else { self.show_review() }
            }
            Err(Say(text)) => self.page.say(&text),
        }
    }

    /// Writes the transcript as it was looked at.
    pub(super) fn write_draft(&mut self) -> io::Result<()> {
        let Some(draft) = &self.review else { return Ok(()) };
        match draft.write(false) {
            Effect::Export { path, format, text, redaction, .. } if path.as_os_str() == "-" => {
                self.page.verbatim(&text)?;
                let redaction = Some(redaction);
                let exported = Input::Exported { format, path: "-".to_owned(), redaction };
                let effects = self.guide.input(exported, self.clock.now()).unwrap_or_default();
                self.perform(effects)?;
            }
            effect => self.perform(vec![effect])?,
        }
        self.review = None;
        Ok(())
    }

    /// A line that is no word of the table.
    pub(super) fn said_in_review(&mut self, said: Said<'_>) -> io::Result<()> {
        match said {
            Said::Nothing => self.write_draft(),
            Said::Number(number) => self.mask(Some(number)),
            Said::Words(words) => match meant(words, Place::Review, self.guide.strings) {
                Some(word) => self.say("plain.meant", &[("said", words), ("word", word)]),
                None => self.say("plain.unknown", &[("said", words)]),
            },
            Said::Act(action, rest) => self.act_in_review(action, rest),
            Said::Wrong(_) => Ok(()),
        }
    }

    /// Does what a word means here.
    pub(super) fn act_in_review(&mut self, action: Action, rest: &str) -> io::Result<()> {
        match action {
            Action::Confirm => self.write_draft(),
            Action::Mask => self.mask(number(rest)),
            Action::MaskClass => self.mask_class(number(rest)),
            Action::File => self.name_file(rest),
            Action::View => {
                let text = self.review.as_ref().map(Draft::text).unwrap_or_default();
                text.lines().try_for_each(|line| self.page.verbatim(line))
            }
            Action::Help => self.help(),
            Action::Palette => self.actions(rest),
            Action::Language => {
                self.language(rest)?;
                self.stale = false;
                if let Some(draft) = &mut self.review {
                    self.guide.renew_draft(draft);
                }
                self.show_review()
            }
            Action::Back | Action::Search | Action::Quit | Action::Leave => {
                self.review = None;
                self.say("ui.review.not-written", &[])?;
                self.stale = action == Action::Back;
                if action == Action::Back { Ok(()) } else { self.act(action, rest) }
            }
            _ => self.show_review(),
        }
    }

    fn show_review(&mut self) -> io::Result<()> {
        let Some(draft) = &self.review else { return Ok(()) };
        let strings = self.guide.strings;
        self.page.say(&review::about(draft, strings))?;
        let mut number = 0;
        for group in draft.review.groups() {
            self.page.say(&review::group(group, strings))?;
            for item in &group.items {
                number += 1;
                self.page.item(&format!("{number} "), &[Span::plain(review::item(item, strings))])?;
                for place in &item.places {
                    self.page.item("  ", &[Span::plain(review::place(place, strings))])?;
                }
            }
        }
        let (class, file, back) = (word_of(Action::MaskClass), word_of(Action::File), word_of(Action::Back));
        self.say("plain.review", &[("class", class), ("rename", file), ("back", back)])
    }

    /// Masks the find of this number, or lets it stay; without a number the first one.
    fn mask(&mut self, number: Option<usize>) -> io::Result<()> {
        let index = number.unwrap_or(1).wrapping_sub(1);
        let Some(draft) = &mut self.review else { return Ok(()) };
        draft.review.toggle(index);
        let says = draft.review.items().nth(index).map(|item| review::item(item, self.guide.strings));
        match says {
            Some(says) => self.page.say(&says),
            None => self.say("ui.no-such-choice", &[]),
        }
    }

    fn mask_class(&mut self, number: Option<usize>) -> io::Result<()> {
        let index = number.unwrap_or(1).wrapping_sub(1);
        let Some(draft) = &mut self.review else { return Ok(()) };
        let Some(class) = draft.review.items().nth(index).map(|item| item.class) else {
            return self.say("ui.no-such-choice", &[]);
        };
        if !draft.review.toggle_class(class) {
            return self.say("ui.review.one-by-one", &[]);
        }
        match draft.review.groups().iter().find(|group| group.class == class) {
            Some(group) => {
                let says = review::group(group, self.guide.strings);
                self.page.say(&says)
            }
            None => Ok(()),
        }
    }

    fn name_file(&mut self, name: &str) -> io::Result<()> {
        let name = match name {
            "" => {
                let question = self.guide.strings.get("ui.write.export-about");
                self.ask(question)?
            }
            name => Some(name.to_owned()),
        };
        let (Some(name), Some(draft)) = (name, &mut self.review) else {
            return self.say("plain.declined", &[]);
        };
        match self.guide.rename_draft(draft, name.into()) {
            Ok(()) => {
                let says = review::about(draft, self.guide.strings);
                self.page.say(&says)
            }
            Err(Say(text)) => self.page.say(&text),
        }
    }
}
