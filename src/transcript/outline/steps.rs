//! What happened, step by step, and the texts that are too long to stand there.

use super::super::document::{Copied, Evidence, Finding, Step};
use super::super::wording;
use super::inline::{text, time, words};
use super::{Block, Code, Line, Page};
use crate::text::visible::line_ends;

/// A text of more lines or bytes stands at the end of the page.
const LONG: (usize, usize) = (20, 2000);

/// So many of its lines stand where it belongs.
const EXCERPT: usize = 5;

impl Page<'_> {
    pub(super) fn steps(&mut self, steps: &[Step]) {
        if steps.is_empty() {
            return;
        }
        self.heading("transcript.steps");
        for step in steps {
            let mut title = vec![text(format!("{}. ", step.number))];
            title.extend(self.named(&step.title));
            self.blocks.push(Block::Heading(3, title));
            self.step(step);
        }
    }

    fn step(&mut self, step: &Step) {
        if let Some(key) = wording::standing(step.standing) {
            let standing = words(self.word(key));
            self.blocks.push(Block::Item(standing));
        }
        for former in &step.former {
            let former = self.answered(former);
            self.fact("transcript.former", former);
        }
        if let Some(waiting) = step.waiting {
            let waiting = words(self.waiting(waiting));
            self.blocks.push(Block::Item(waiting));
        }
        match &step.answer {
            Some(answer) => {
                let answer = self.answered(answer);
                self.fact("transcript.answer", answer);
            }
            None => {
                self.fact("transcript.reached", words(time(step.at)));
                if step.waiting.is_none() {
                    let none = words(self.word("transcript.no-answer"));
                    self.blocks.push(Block::Item(none));
                }
            }
        }
        self.copied(&step.copied);
        step.evidence.iter().for_each(|evidence| self.evidence(evidence));
        for note in &step.notes {
            let line = words(self.strings.fill("transcript.note", &[("time", &time(note.at))]));
            self.paragraph(line);
            self.blocks.push(Block::Quote(note.text.clone()));
        }
    }

    /// An answer, when it was given, and by whom unless the person did.
    fn answered(&self, finding: &Finding) -> Line {
        let mut line = self.answer(finding);
        let giver = wording::giver(finding.by).map(|key| self.word(key));
        let about: Vec<String> = giver.into_iter().chain([time(finding.at)]).collect();
        line.push(text(format!(" ({})", self.strings.list(&about))));
        line
    }

    /// A command that was copied again is the same command.
    fn copied(&mut self, copied: &[Copied]) {
        let mut said: Vec<(&str, Option<bool>)> = Vec::new();
        for one in copied {
            if said.contains(&(one.text.as_str(), one.ran)) {
                continue;
            }
            said.push((&one.text, one.ran));
            let same = copied.iter().filter(|other| other.text == one.text && other.ran == one.ran);
            let mut times: Vec<String> = same.map(|other| time(other.at)).collect();
            times.dedup();
            let ran = wording::ran(one.ran);
            let values = [("time", &*self.strings.list(&times)), ("ran", self.strings.get(ran))];
            let line = words(self.strings.fill("transcript.copied", &values));
            self.paragraph(line);
            self.code(one.text.clone(), one.shell);
        }
    }

    fn evidence(&mut self, evidence: &Evidence) {
        let pasted = self.strings.fill("transcript.pasted", &[("time", &time(evidence.at))]);
        let excerpt = evidence.excerpt.trim();
        if let Some(line) = evidence.line.as_deref().filter(|line| line.trim() != excerpt) {
            let deciding = words(self.word("transcript.deciding"));
            self.paragraph(deciding);
            self.code(line.to_owned(), None);
        }
        self.paragraph(words(&pasted));
        self.verbatim(&evidence.excerpt, pasted);
    }

    fn code(&mut self, text: String, shell: Option<&'static str>) {
        self.blocks.push(Block::Code(Code { text, shell, long: false }));
    }

    /// What a person pasted; the beginning of it if it is long, with the whole at the end of the page.
    pub(super) fn verbatim(&mut self, pasted: &str, what: String) {
        let pasted = line_ends(pasted);
        let lines = pasted.lines().count();
        if lines <= LONG.0 && pasted.len() <= LONG.1 {
            return self.code(pasted.into_owned(), None);
        }
        let head: Vec<&str> =
            pasted.lines().take(EXCERPT).map(|line| crate::text::visible::head(line, 200)).collect();
        self.code(head.join("\n"), None);
        self.appendices.push((what, pasted.clone().into_owned()));
        let values = [("lines", lines.to_string()), ("number", self.appendices.len().to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let rest = words(self.strings.fill("transcript.in-full", &values));
        self.paragraph(rest);
    }

    /// The long texts.
    pub(super) fn append(&mut self) {
        for (index, (what, long)) in std::mem::take(&mut self.appendices).into_iter().enumerate() {
            let number = (index + 1).to_string();
            let what = what.trim_end_matches([':', '：']);
            let title = self.strings.fill("transcript.appendix", &[("number", &number), ("what", what)]);
            self.blocks.push(Block::Heading(2, words(title)));
            self.blocks.push(Block::Code(Code { text: long, shell: None, long: true }));
        }
    }
}
