//! The later parts of the page: changes, outcome, what to attach, where the advice comes from.

use super::super::document::{Advice, Change, Document, Done};
use super::super::wording;
use super::{Block, Inline, Page, markup, text, time, with_links, words};
use crate::text::{Span, Style};

impl Page<'_> {
    pub(super) fn changes(&mut self, changes: &[Change]) {
        self.heading("transcript.changes");
        if changes.is_empty() {
            let none = words(self.word("transcript.no-changes"));
            self.paragraph(none);
        }
        for change in changes {
            let title = self.named(&change.step);
            self.blocks.push(Block::Heading(3, title));
            let mut done = self.labelled("transcript.done", words(time(change.at)));
            if let Done::Command { text: command, ran } = &change.what {
                if ran.is_none() {
                    done.push(text(format!(" ({})", self.strings.get("transcript.perhaps-run"))));
                }
                self.blocks.push(Block::Item(done));
                self.blocks.push(Block::Code(command.clone(), "text"));
            } else {
                self.blocks.push(Block::Item(done));
            }
            let undo = match (&change.undo, &change.no_undo) {
                (Some(undo), _) => self.labelled("transcript.undo", markup(undo)),
                (None, Some(reason)) => self.labelled("transcript.no-undo", markup(reason)),
                (None, None) => words(self.word("transcript.undo-unknown")),
            };
            self.blocks.push(Block::Item(undo));
        }
    }

    pub(super) fn outcome(&mut self, document: &Document) {
        let outcome = &document.outcome;
        self.heading("transcript.outcome");
        let mut line = vec![Inline::Span(Span::new(self.word(wording::ending(outcome.kind)), Style::Strong))];
        if let Some(at) = outcome.at {
            line.push(text(format!(" ({})", time(at))));
        }
        self.paragraph(line);
        if let Some(waiting) = outcome.waiting {
            let line = words(self.waiting(waiting));
            self.paragraph(line);
        }
        if let Some(step) = outcome.step.as_ref().filter(|_| outcome.say.is_empty()) {
            let line = self.labelled("transcript.stands-at", self.named(step));
            self.paragraph(line);
        }
        for item in &outcome.say {
            self.paragraph(with_links(item));
        }
        let rest = [
            ("transcript.contact", outcome.contact.as_deref().map(markup)),
            ("transcript.within", outcome.within.as_deref().map(markup)),
            ("transcript.via", outcome.via.as_ref().map(|via| self.named(via))),
        ];
        for (key, line) in rest.into_iter().filter_map(|(key, line)| Some((key, line?))) {
            self.blocks.push(Block::Item(self.labelled(key, line)));
        }
        if !document.attach.is_empty() {
            self.heading("transcript.attach");
            self.blocks.extend(document.attach.iter().map(|item| Block::Item(with_links(item))));
        }
    }

    pub(super) fn advice(&mut self, advice: &[Advice]) {
        if advice.is_empty() {
            return;
        }
        self.heading("transcript.advice");
        for one in advice {
            let line = self.named(one.step.as_ref().unwrap_or(&one.flow));
            self.blocks.push(Block::Heading(3, line));
            self.age(one);
        }
    }

    fn age(&mut self, one: &Advice) {
        let say = |key: &str, value: &Option<String>| {
            value.as_ref().map(|value| self.labelled(key, words(value.clone())))
        };
        let status = &one.status;
        let product = status.product.clone().unwrap_or_default();
        let gone = |key: &str, date: &Option<String>| {
            let date = date.as_ref()?;
            Some(words(self.strings.fill(key, &[("product", &product), ("date", date)])))
        };
        let see = status
            .see
            .as_ref()
            .map(|to| self.labelled("transcript.see", vec![Inline::Link(to.clone(), to.clone())]));
        let verified = match &one.verified {
            Some(_) => say("transcript.verified", &one.verified),
            None => Some(words(self.word("transcript.unverified"))),
        };
        let rev = one.rev.map(|rev| rev.to_string()).unwrap_or_default();
        let lines = [
            say("transcript.doc", &one.doc),
            say("transcript.section", &one.section),
            say("transcript.doc-lang", &one.lang),
            say("transcript.dated", &one.dated),
            say("transcript.updated", &one.updated),
            say("transcript.reviewed", &one.reviewed),
            verified,
            gone("transcript.retired", &status.retired),
            gone("transcript.ended", &status.ended),
            say("transcript.renamed", &status.renamed_to),
            say("transcript.replaced", &status.replaced_by),
            status.still_helps.as_ref().map(|text| self.labelled("transcript.still-helps", markup(text))),
            see,
            one.changed.then(|| words(self.strings.fill("transcript.flow-changed", &[("rev", &rev)]))),
        ];
        self.blocks.extend(lines.into_iter().flatten().map(Block::Item));
    }
}
