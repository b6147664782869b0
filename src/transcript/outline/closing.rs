//! Changes, what comes next, and where the advice comes from.

use super::super::document::{Advice, Change, Document, Done, Status};
use super::inline::{address, foreign, markup, text, time, with_links, words};
use super::{Block, Code, Line, Page, wording};

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
            let mut done = words(time(change.at));
            if let Done::Command { text: command, ran } = &change.what {
                if ran.is_none() {
                    done.push(text(format!(" ({})", self.strings.get("transcript.perhaps-run"))));
                }
                self.fact("transcript.done", done);
                self.blocks.push(Block::Code(Code { text: command.clone(), shell: None, long: false }));
            } else {
                self.fact("transcript.done", done);
            }
            if let Some(back) = change.taken_back {
                let line = format!("{} ({})", time(back.at), self.strings.get(wording::ran(back.ran)));
                self.fact("transcript.taken-back", words(line));
            }
            match (&change.undo, &change.no_undo) {
                (Some(undo), _) => self.fact("transcript.undo", markup(undo)),
                (None, Some(reason)) => self.fact("transcript.no-undo", markup(reason)),
                (None, None) => {
                    let unknown = words(self.word("transcript.undo-unknown"));
                    self.blocks.push(Block::Item(unknown));
                }
            }
        }
    }

    pub(super) fn outcome(&mut self, document: &Document) {
        let outcome = &document.outcome;
        let via = outcome.via.as_ref().map(|via| self.named(via));
        if !outcome.say.is_empty() || outcome.contact.is_some() || outcome.within.is_some() || via.is_some() {
            self.heading("transcript.outcome");
        }
        for item in &outcome.say {
            self.paragraph(with_links(item));
        }
        self.known("transcript.contact", outcome.contact.as_ref().map(markup));
        self.known("transcript.within", outcome.within.as_ref().map(markup));
        self.known("transcript.via", via);
        if !document.attach.is_empty() {
            self.heading("transcript.attach");
            self.blocks.extend(document.attach.iter().map(|item| Block::Item(with_links(item))));
        }
    }

    /// What became of the products: who reads the ticket should know before anything else.
    pub(super) fn gone(&mut self, document: &Document) {
        let mut said: Vec<Line> = Vec::new();
        for one in &document.advice {
            let lines = self.status(&one.status);
            for line in lines.into_iter().filter(|line| !said.contains(line)).collect::<Vec<_>>() {
                said.push(line.clone());
                self.fact("transcript.lifecycle", line);
            }
        }
    }

    fn status(&self, status: &Status) -> Vec<Line> {
        let product = status.product.clone().unwrap_or_default();
        let gone = |key: &str, date: &Option<String>| {
            let date = date.as_ref()?;
            Some(self.strings.fill(key, &[("product", &product), ("date", date)]))
        };
        let now = |key: &str, name: &Option<String>| {
            let label = self.strings.fill("transcript.label", &[("label", self.strings.get(key))]);
            Some(format!("{label} {}", name.as_ref()?))
        };
        let sentences = [
            gone("transcript.retired", &status.retired),
            gone("transcript.ended", &status.ended),
            now("transcript.renamed", &status.renamed_to),
            now("transcript.replaced", &status.replaced_by),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        if sentences.is_empty() { Vec::new() } else { vec![words(self.strings.sentences(&sentences))] }
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
        let value = |value: &Option<String>| value.as_ref().map(foreign);
        self.known("transcript.doc", value(&one.doc));
        self.known("transcript.section", value(&one.section));
        self.known("transcript.doc-lang", value(&one.lang));
        self.known("transcript.dated", value(&one.dated));
        self.known("transcript.updated", value(&one.updated));
        self.known("transcript.reviewed", value(&one.reviewed));
        match &one.verified {
            Some(date) => self.fact("transcript.verified", words(date)),
            None => {
                let never = words(self.word("transcript.unverified"));
                self.blocks.push(Block::Item(never));
            }
        }
        self.known("transcript.still-helps", one.status.still_helps.as_ref().map(markup));
        self.known("transcript.see", one.status.see.as_ref().map(|to| vec![address(to)]));
        if one.changed {
            let rev = one.rev.map(|rev| rev.to_string()).unwrap_or_default();
            let key = match one {
                Advice { gone: true, .. } => "transcript.flow-gone",
                Advice { as_it_was: true, .. } => "transcript.flow-changed-then",
                _ => "transcript.flow-changed",
            };
            let changed = words(self.strings.fill(key, &[("rev", &rev)]));
            self.blocks.push(Block::Item(changed));
        }
    }
}
