//! The document laid out as blocks, in words. What is written is decided here, how it is written by each
//! format. Every text in a block is as untrusted as the person or pack it came from.

mod closing;

use super::document::{Document, Finding, Item, Link, Named, Step, Waiting};
use super::wording;
use crate::text::{Span, Strings, Style, parse};
use jiff::Timestamp;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 3.
    Heading(u8, Line),
    /// Running text.
    Paragraph(Line),
    /// An entry of a list.
    Item(Line),
    /// What a person wrote, in its lines.
    Quote(String),
    /// A command or output, verbatim, and its language (`powershell`, `text`).
    Code(String, &'static str),
    /// Rows of a name and a value.
    Table([String; 2], Vec<[String; 2]>),
}

/// A text within a block.
pub type Line = Vec<Inline>;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// A run in one style.
    Span(Span),
    /// A link: its label and its address.
    Link(String, String),
}

/// Lays out a document.
pub fn outline(document: &Document, strings: &Strings) -> Vec<Block> {
    let mut page = Page { strings, blocks: Vec::new() };
    page.head(document);
    page.findings(document);
    page.steps(&document.steps);
    page.changes(&document.changes);
    page.outcome(document);
    page.advice(&document.advice);
    page.blocks
}

struct Page<'a> {
    strings: &'a Strings,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn word(&self, key: &str) -> String {
        self.strings.get(key).to_owned()
    }

    fn heading(&mut self, key: &str) {
        let line = words(self.word(key));
        self.blocks.push(Block::Heading(2, line));
    }

    fn paragraph(&mut self, line: Line) {
        self.blocks.push(Block::Paragraph(line));
    }

    /// A label in bold and what follows it.
    fn labelled(&self, key: &str, rest: Line) -> Line {
        let label = self.strings.fill("transcript.label", &[("label", self.strings.get(key))]);
        let mut line = vec![Inline::Span(Span::new(label, Style::Strong)), text(" ")];
        line.extend(rest);
        line
    }

    fn named(&self, named: &Named) -> Line {
        match &named.text {
            Some(text) => markup(text),
            None => {
                let gone = format!(" {}", self.strings.get("transcript.gone"));
                vec![Inline::Span(Span::new(named.id.clone(), Style::Code)), text(gone)]
            }
        }
    }

    fn head(&mut self, document: &Document) {
        let mut title = words(format!("{} ", self.strings.get("transcript.title")));
        title.extend(self.named(&document.problem.flow));
        self.blocks.push(Block::Heading(1, title));
        let notice = words(self.word("transcript.not-redacted"));
        self.paragraph(notice);

        self.heading("transcript.problem");
        let problem = &document.problem;
        let mut lines = Vec::new();
        let condition = problem.condition.as_deref().map(markup);
        let products = Some(self.strings.list(&problem.products)).filter(|products| !products.is_empty());
        let products = products.or_else(|| problem.pack.clone()).map(words);
        let severity = problem.severity.map(|severity| match severity {
            "low" => words(self.word("transcript.severity.low")),
            "high" => words(self.word("transcript.severity.high")),
            _ => words(self.word("transcript.severity.medium")),
        });
        let optional = [
            ("transcript.condition", condition),
            ("transcript.product", products),
            ("transcript.severity", severity),
            ("transcript.began", document.began.map(|at| words(time(at)))),
            ("transcript.last", document.last.map(|at| words(time(at)))),
        ];
        let optional = optional.into_iter().filter_map(|(key, line)| Some((key, line?)));
        lines.extend(optional.map(|(key, line)| self.labelled(key, line)));
        lines.push(
            self.labelled("transcript.result", words(self.word(wording::ending(document.outcome.kind)))),
        );
        let session = format!("{} ({})", document.session, document.program);
        lines.push(self.labelled("transcript.session", words(session)));
        self.blocks.extend(lines.into_iter().map(Block::Item));

        if let Some(given) = &document.given {
            self.heading("transcript.given");
            self.blocks.push(Block::Code(given.clone(), "text"));
        }
        if !document.environment.is_empty() {
            self.heading("transcript.environment");
            let rows = document.environment.iter().map(|value| {
                [value.asked.clone().unwrap_or_else(|| value.name.clone()), value.value.clone()]
            });
            let head = [self.word("transcript.value-of"), self.word("transcript.value")];
            self.blocks.push(Block::Table(head, rows.collect()));
        }
    }

    fn findings(&mut self, document: &Document) {
        let parts = [
            ("transcript.known", &document.known),
            ("transcript.tried", &document.tried),
            ("transcript.ruled-out", &document.ruled_out),
        ];
        for (key, findings) in parts {
            if findings.is_empty() {
                continue;
            }
            self.heading(key);
            for finding in findings {
                let mut line = self.named(&finding.what);
                let asked = finding.what.text.as_ref().is_some_and(|what| what.ends_with(['?', '？']));
                line.push(text(if asked { " " } else { ": " }));
                line.extend(self.answer(finding));
                self.blocks.push(Block::Item(line));
            }
        }
        if !document.open.is_empty() {
            self.heading("transcript.open");
            let open: Vec<Line> = document.open.iter().map(|finding| self.named(&finding.what)).collect();
            self.blocks.extend(open.into_iter().map(Block::Item));
        }
    }

    /// An answer in bold, and who gave it unless the person did.
    fn answer(&self, finding: &Finding) -> Line {
        let mut line: Line = self.named(&finding.answer);
        for inline in &mut line {
            if let Inline::Span(span) = inline
                && span.style == Style::Plain
                && finding.answer.text.is_some()
            {
                span.style = Style::Strong;
            }
        }
        if let Some(key) = wording::giver(finding.by) {
            line.push(text(format!(" ({})", self.strings.get(key))));
        }
        line
    }

    fn steps(&mut self, steps: &[Step]) {
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
        let mut lines = vec![self.labelled("transcript.reached", words(time(step.at)))];
        if let Some(key) = wording::standing(step.standing) {
            lines.push(words(self.word(key)));
        }
        if !step.why.is_empty() {
            lines.push(self.labelled("transcript.why", markup(&self.strings.sentences(&step.why))));
        }
        for former in &step.former {
            lines.push(self.labelled("transcript.former", self.answered(former)));
        }
        if let Some(waiting) = step.waiting {
            lines.push(words(self.waiting(waiting)));
        }
        match &step.answer {
            Some(answer) => lines.push(self.labelled("transcript.answer", self.answered(answer))),
            None if step.waiting.is_none() => lines.push(words(self.word("transcript.no-answer"))),
            None => {}
        }
        self.blocks.extend(lines.into_iter().map(Block::Item));
        for copied in &step.copied {
            let ran = match copied.ran {
                Some(true) => "transcript.ran",
                Some(false) => "transcript.not-run",
                None => "transcript.perhaps-run",
            };
            let values = [
                ("time", &*time(copied.at)),
                ("way", wording::way(&copied.way, self.strings)),
                ("ran", self.strings.get(ran)),
            ];
            let line = words(self.strings.fill("transcript.copied", &values));
            self.paragraph(line);
            self.blocks.push(Block::Code(copied.text.clone(), copied.shell.unwrap_or("text")));
        }
        for evidence in &step.evidence {
            let line = words(self.strings.fill("transcript.pasted", &[("time", &time(evidence.at))]));
            self.paragraph(line);
            self.blocks.push(Block::Code(evidence.excerpt.clone(), "text"));
            if let Some(line) = &evidence.line {
                let intro = words(self.word("transcript.deciding"));
                self.paragraph(intro);
                self.blocks.push(Block::Code(line.clone(), "text"));
            }
        }
        for note in &step.notes {
            let line = words(self.strings.fill("transcript.note", &[("time", &time(note.at))]));
            self.paragraph(line);
            self.blocks.push(Block::Quote(note.text.clone()));
        }
    }

    fn answered(&self, finding: &Finding) -> Line {
        let mut line = self.answer(finding);
        line.push(text(format!(", {}", time(finding.at))));
        line
    }

    fn waiting(&self, waiting: Waiting) -> String {
        let values = [("since", &*time(waiting.since)), ("until", &*time(waiting.until))];
        self.strings.fill("transcript.waiting", &values)
    }
}

/// A point in time, in UTC, to the second.
pub fn time(at: Timestamp) -> String {
    let at = jiff::tz::TimeZone::UTC.to_datetime(at);
    format!("{} {:02}:{:02}:{:02}", at.date(), at.hour(), at.minute(), at.second())
}

fn text(text: impl Into<String>) -> Inline {
    Inline::Span(Span::plain(text))
}

fn words(words: impl Into<String>) -> Line {
    vec![text(words)]
}

/// A text of a flow, with its markup.
fn markup(text: &str) -> Line {
    parse(text, |_| false).into_iter().map(Inline::Span).collect()
}

fn with_links(item: &Item) -> Line {
    let mut line = markup(&item.text);
    for Link { text: label, to } in &item.links {
        line.push(text(" "));
        line.push(Inline::Link(label.clone().unwrap_or_else(|| to.clone()), to.clone()));
    }
    line
}
