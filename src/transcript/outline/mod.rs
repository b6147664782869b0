//! The document laid out as blocks, in words. What is written is decided here, how it is written by each
//! format. Every text in a block is as untrusted as the person or pack it came from.
//!
//! Who reads a ticket wants to know what it is about and how it stands; then what is known, tried and changed; only
//! then how it went. So the page begins with a summary, says a thing once where it is looked for, and moves long
//! texts to its end.

mod closing;
mod inline;
mod steps;

pub use inline::{Inline, Line, Voice, neutral, time};

use super::document::{Document, Finding, Named, Waiting};
use super::{RedactedDocument, wording};
use crate::text::{Span, Strings, Style};
use inline::{markup, text, words};

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 3.
    Heading(u8, Line),
    /// Running text.
    Paragraph(Line),
    /// An entry of a list.
    Item(Line),
    /// An entry of a list with a label, which ends as labels do in the language.
    Fact(String, Line),
    /// What a person wrote, in its lines.
    Quote(String),
    /// A command or output, verbatim.
    Code(Code),
    /// Rows of a name and a value.
    Table(Table),
}

/// A command or output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The text, in its lines.
    pub text: String,
    /// The shell of a command (`powershell`); none for output and for commands that a flow no longer has.
    pub shell: Option<&'static str>,
    /// It is long, and stands at the end of the page.
    pub long: bool,
}

/// Rows of a name and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the rows are.
    pub caption: String,
    /// The heads of the columns.
    pub head: [String; 2],
    /// Name and value. Neither begins as a formula would (see [`neutral`]).
    pub rows: Vec<(Line, String)>,
}

/// Lays out a document.
pub fn outline(redacted: &RedactedDocument) -> Vec<Block> {
    let document = redacted.document();
    let strings = Strings::for_lang(&document.lang);
    let mut page = Page { strings, blocks: Vec::new(), appendices: Vec::new() };
    page.head(document, &redacted.notice().notice);
    page.given(document);
    page.findings(document);
    page.changes(&document.changes);
    page.outcome(document);
    page.steps(&document.steps);
    page.advice(&document.advice);
    page.append();
    page.blocks
}

struct Page<'a> {
    strings: &'a Strings,
    blocks: Vec<Block>,
    /// Long texts, with what they are.
    appendices: Vec<(String, String)>,
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

    fn fact(&mut self, key: &str, value: Line) {
        let label = self.strings.fill("transcript.label", &[("label", self.strings.get(key))]);
        self.blocks.push(Block::Fact(label, value));
    }

    /// A fact if it is known.
    fn known(&mut self, key: &str, value: Option<Line>) {
        if let Some(value) = value {
            self.fact(key, value);
        }
    }

    fn named(&self, named: &Named) -> Line {
        match &named.text {
            Some(text) => markup(text),
            None => {
                let gone = format!(" {}", self.strings.get("transcript.gone"));
                vec![Inline::Span(Span::new(named.id.clone(), Style::Code), Voice::Program), text(gone)]
            }
        }
    }

    /// What is at hand, and how it stands.
    fn head(&mut self, document: &Document, notice: &str) {
        let mut title = words(spaced(self.word("transcript.title")));
        title.extend(self.named(&document.problem.flow));
        self.blocks.push(Block::Heading(1, title));

        let (problem, outcome) = (&document.problem, &document.outcome);
        let ending = Span::new(self.word(wording::ending(outcome.kind)), Style::Strong);
        let mut result = vec![Inline::Span(ending, Voice::Program)];
        if let Some(at) = outcome.at {
            result.push(text(format!(" ({})", time(at))));
        }
        if let Some(waiting) = outcome.waiting {
            result.push(text(format!(" {}", self.waiting(waiting))));
        }
        self.fact("transcript.result", result);
        if outcome.kind.is_none() {
            let stands = outcome.step.as_ref().map(|step| self.named(step));
            self.known("transcript.stands-at", stands);
        }
        self.known("transcript.condition", problem.condition.as_ref().map(markup));
        let products = Some(self.strings.list(&problem.products)).filter(|products| !products.is_empty());
        let products = products.map(inline::foreign).or_else(|| problem.pack.as_ref().map(markup));
        self.known("transcript.product", products);
        self.gone(document);
        let severity = problem.severity.map(|severity| match severity {
            "low" => words(self.word("transcript.severity.low")),
            "high" => words(self.word("transcript.severity.high")),
            _ => words(self.word("transcript.severity.medium")),
        });
        self.known("transcript.severity", severity);
        self.known("transcript.began", document.began.map(|at| words(time(at))));
        self.known("transcript.last", document.last.map(|at| words(time(at))));
        let session = format!("{} ({})", document.session, document.program);
        self.fact("transcript.session", inline::foreign(session));
        if document.read_only {
            let read_only = words(self.word("transcript.read-only"));
            self.paragraph(read_only);
        }
        self.paragraph(words(notice));
    }

    fn given(&mut self, document: &Document) {
        if let Some(given) = &document.given {
            self.heading("transcript.given");
            let what = self.word("transcript.given");
            self.verbatim(given, what);
        }
        if document.environment.is_empty() {
            return;
        }
        self.heading("transcript.environment");
        let rows = document.environment.iter().map(|value| {
            let asked = value.asked.as_ref().map_or_else(|| inline::foreign(&value.name), markup);
            (inline::neutral_line(asked), neutral(&value.value).into_owned())
        });
        let table = Table {
            caption: self.word("transcript.values"),
            head: [self.word("transcript.value-of"), self.word("transcript.value")],
            rows: rows.collect(),
        };
        self.blocks.push(Block::Table(table));
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
                let asked = finding.what.text.as_ref().is_some_and(|what| what.text.ends_with(['?', '？']));
                let colon = self.strings.fill("transcript.label", &[("label", "")]);
                line.push(text(if asked { " ".to_owned() } else { spaced(colon) }));
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

    /// An answer in bold.
    fn answer(&self, finding: &Finding) -> Line {
        let mut line: Line = self.named(&finding.answer);
        for inline in &mut line {
            if let Inline::Span(span, _) = inline
                && span.style == Style::Plain
                && finding.answer.text.is_some()
            {
                span.style = Style::Strong;
            }
        }
        line
    }

    fn waiting(&self, waiting: Waiting) -> String {
        let values = [("since", &*time(waiting.since)), ("until", &*time(waiting.until))];
        self.strings.fill("transcript.waiting", &values)
    }
}

/// A label and the space after it, which full-width signs have in them.
fn spaced(mut label: String) -> String {
    if !label.ends_with('：') {
        label.push(' ');
    }
    label
}
