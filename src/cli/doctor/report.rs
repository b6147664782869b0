//! What was found, and how it is printed.

use crate::host::terminal::columns;
use crate::redact::mask;
use crate::text::{Message, Span, Strings, hanging, plain, width, wrap};
use crate::ui::plain::width as line_width;
use serde_json::{Value, json};
use std::path::PathBuf;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// Worth knowing; everything works.
    Note,
    /// Something does not work.
    Problem,
}

impl Verdict {
    /// The word for it in JSON, and the end of its key in the wording.
    fn id(self) -> &'static str {
        match self {
            Verdict::Ok => "ok",
            Verdict::Note => "note",
            Verdict::Problem => "problem",
        }
    }
}

struct Check {
    /// Section and name: `terminal.size`. Stable, and the same in every language.
    id: &'static str,
    verdict: Verdict,
    /// What was found, for programs.
    value: Value,
    says: Message,
    remedy: Option<Message>,
}

/// All checks, in the order in which they are printed.
pub struct Report {
    checks: Vec<Check>,
    home: Option<PathBuf>,
}

impl Report {
    /// A report without checks. `home` is written as `~`.
    pub fn new(home: Option<PathBuf>) -> Report {
        Report { checks: Vec::new(), home }
    }

    /// A check that came out well.
    pub fn ok(&mut self, id: &'static str, value: impl Into<Value>, says: Message) {
        self.add(Verdict::Ok, id, value.into(), says, None);
    }

    /// Something to know, and what can be done about it.
    pub fn note(&mut self, id: &'static str, value: impl Into<Value>, says: Message, remedy: Message) {
        self.add(Verdict::Note, id, value.into(), says, Some(remedy));
    }

    /// Something that does not work, and what to do about it.
    pub fn problem(&mut self, id: &'static str, value: impl Into<Value>, says: Message, remedy: Message) {
        self.add(Verdict::Problem, id, value.into(), says, Some(remedy));
    }

    fn add(
        &mut self,
        verdict: Verdict,
        id: &'static str,
        value: Value,
        says: Message,
        remedy: Option<Message>,
    ) {
        self.checks.push(Check { id, verdict, value, says, remedy });
    }

    /// How many checks came out like this.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.checks.iter().filter(|check| check.verdict == verdict).count()
    }

    /// The report for programs.
    pub fn json(&self, strings: &Strings) -> Value {
        let checks = self.checks.iter().map(|check| {
            json!({
                "check": check.id,
                "verdict": check.verdict.id(),
                "value": check.value,
                "says": self.clean(&check.says, strings),
                "remedy": check.remedy.as_ref().map(|remedy| self.clean(remedy, strings)),
            })
        });
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "system": system(),
            "problems": self.count(Verdict::Problem),
            "notes": self.count(Verdict::Note),
            "checks": checks.collect::<Vec<_>>(),
        })
    }

    /// The report for people: a line each, the verdict as a word before it.
    pub fn text(&self, strings: &Strings) -> String {
        // In a file lines stay whole, for whoever pastes them somewhere else.
        let columns = columns().map_or(usize::MAX, |columns| line_width(Some(columns)));
        let mut text = String::new();
        let mut add = |lines: Vec<Vec<Span>>| {
            lines.iter().for_each(|line| {
                text.push_str(&loose(plain(line).trim_end()));
                text.push('\n');
            });
        };
        let paragraph = |said: String| wrap(&[Span::plain(tight(&said))], columns);
        let head = [("version", env!("CARGO_PKG_VERSION")), ("system", &system())];
        add(paragraph(strings.fill("cli.doctor.head", &head)));
        add(paragraph(strings.get("cli.doctor.ticket").to_owned()));
        let word = |verdict: Verdict| strings.get(&format!("cli.doctor.verdict.{}", verdict.id())).to_owned();
        let all = [Verdict::Ok, Verdict::Note, Verdict::Problem];
        let widest = all.into_iter().map(|verdict| width(&word(verdict))).max().unwrap_or(0);
        let mut section = "";
        for check in &self.checks {
            let own = check.id.split('.').next().unwrap_or_default();
            if own != section {
                section = own;
                add(vec![Vec::new()]);
                add(paragraph(strings.get(&format!("cli.doctor.section.{section}")).to_owned()));
            }
            let verdict = word(check.verdict);
            let mark = format!("  {verdict}{}  ", " ".repeat(widest - width(&verdict)));
            let behind = " ".repeat(width(&mark));
            add(hanging(
                &[Span::plain(mark)],
                &[Span::plain(tight(&self.clean(&check.says, strings)))],
                columns,
            ));
            if let Some(remedy) = &check.remedy {
                let remedy = strings.fill("cli.doctor.to-do", &[("what", &self.clean(remedy, strings))]);
                add(hanging(&[Span::plain(behind)], &[Span::plain(tight(&remedy))], columns));
            }
        }
        add(vec![Vec::new()]);
        let count = |verdict| self.count(verdict).to_string();
        let (problems, notes) = (count(Verdict::Problem), count(Verdict::Note));
        add(paragraph(strings.fill("cli.doctor.sum", &[("problems", &problems), ("notes", &notes)])));
        text
    }

    /// The sentence without credentials, which may stand in a variable or an address, and without the home folder.
    fn clean(&self, says: &Message, strings: &Strings) -> String {
        let said = mask(&says.in_words(strings));
        match self.home.as_deref().and_then(|home| home.to_str()).filter(|home| home.len() > 1) {
            Some(home) => said.replace(home, "~"),
            None => said,
        }
    }
}

/// Letters that stand for a hyphen and a slash while lines are broken: no line breaks behind them, so that commands,
/// paths and language tags stay whole.
const TIGHT: [(char, char); 2] = [('-', '\u{2011}'), ('/', '\u{e000}')];

fn tight(text: &str) -> String {
    TIGHT
        .iter()
        .fold(text.to_owned(), |text, (loose, tight)| text.replace(*loose, tight.encode_utf8(&mut [0; 4])))
}

fn loose(text: &str) -> String {
    TIGHT
        .iter()
        .fold(text.to_owned(), |text, (loose, tight)| text.replace(*tight, loose.encode_utf8(&mut [0; 4])))
}

fn system() -> String {
    format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)
}
