//! The steps of a flow.

use super::command::{Command, Risk};
use super::condition::Condition;
use super::meta::{Likely, Link, Provenance, Sample, Status};
use super::model::Text;
use super::target::Target;
use indexmap::IndexMap;

/// One step of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Id, unique in the flow.
    pub id: String,
    /// What the step is.
    pub kind: Kind,
    /// Other names that people search for.
    pub aliases: Vec<Text>,
    /// Real messages that must find this step.
    pub samples: Vec<Sample>,
    /// Where this step comes from, if not where the flow does.
    pub source: Option<Provenance>,
    /// Whether what it is about still exists; inherited from the flow.
    pub status: Status,
}

/// The kinds of step.
#[allow(clippy::large_enum_variant)] // a flow has tens of nodes; boxing would only clutter every match
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A question to the person.
    Ask(Question),
    /// Something to look at or run, and a question about it.
    Check(Check),
    /// A lookup of a code or message.
    Table(Table),
    /// One resolution.
    Fix(Fix),
    /// Candidate fixes, ordered by the program.
    Try(Group),
    /// A text to read.
    Note(Note),
    /// A jump, or a detour that comes back.
    Go(Jump),
    /// Questions and answers.
    Faq(Faq),
    /// An end.
    End(End),
}

impl Kind {
    /// The kind key of the file format.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Ask(_) => "ask",
            Kind::Check(_) => "check",
            Kind::Table(_) => "table",
            Kind::Fix(_) => "fix",
            Kind::Try(_) => "try",
            Kind::Note(_) => "note",
            Kind::Go(_) => "go",
            Kind::Faq(_) => "faq",
            Kind::End(_) => "end",
        }
    }
}

/// A text with what belongs to it: a step, a thing to attach, a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The text.
    pub text: Text,
    /// When it is shown.
    pub when: Option<Condition>,
    /// Commands of this item.
    pub run: Vec<Command>,
    /// Links of this item.
    pub see: Vec<Link>,
}

/// A question with its options.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// The question.
    pub text: Text,
    /// Where to look for the answer.
    pub hint: Option<Text>,
    /// Options in the author's order.
    pub options: IndexMap<String, Choice>,
    /// Where "not sure" leads.
    pub unsure: Option<Target>,
    /// Id of the pack's shared question that this is.
    pub shared: Option<String>,
    /// It must be settled before anything else.
    pub urgent: bool,
    /// Minutes it takes to find out.
    pub minutes: Option<u32>,
}

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The answer in words.
    pub say: Text,
    /// Where it leads.
    pub go: Target,
    /// When it is offered.
    pub when: Option<Condition>,
    /// How often this answer is given when that fix is the right one: a probability.
    pub points: IndexMap<String, Points>,
    /// How pasted output shows this answer (checks only).
    pub pattern: Option<Pattern>,
}

/// A word for a probability: how often an answer is given when a fix is the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// .9
    Always,
    /// .7
    Usually,
    /// .4, also assumed for fixes that an option does not name.
    Sometimes,
    /// .2
    Rarely,
    /// .1
    Never,
}

/// A regular expression over pasted output. `<slot>` stands for the filled value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// It is found in the output.
    Match(String),
    /// It is not found.
    Absent(String),
}

/// A question answered by looking or running something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Check {
    /// The question.
    pub question: Question,
    /// What to do first.
    pub steps: Vec<Item>,
    /// Commands to run.
    pub run: Vec<Command>,
}

/// A lookup by code or message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The question.
    pub text: Text,
    /// What is looked up, such as `HRESULT`.
    pub key: Option<Text>,
    /// Where to find it.
    pub hint: Option<Text>,
    /// Rows in the author's order.
    pub rows: Vec<Row>,
    /// Where it leads when no row fits.
    pub other: Option<Target>,
    /// Where "not sure" leads.
    pub unsure: Option<Target>,
    /// One code may stand in several rows.
    pub many: bool,
}

/// One row of a lookup table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Id, unique in the table.
    pub id: String,
    /// Codes, in the notation of the source.
    pub codes: Vec<String>,
    /// Messages.
    pub texts: Vec<String>,
    /// What it means.
    pub means: Text,
    /// Where it leads.
    pub go: Target,
    /// When it is offered.
    pub when: Option<Condition>,
    /// Links.
    pub see: Vec<Link>,
    /// Other names that people search for.
    pub aliases: Vec<Text>,
    /// Real messages that must find this row.
    pub samples: Vec<Sample>,
    /// Where this row comes from.
    pub source: Option<Provenance>,
    /// Whether what it is about still exists.
    pub status: Option<Status>,
}

/// One resolution.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fix {
    /// What to do, as a title.
    pub text: Text,
    /// Why it is needed.
    pub cause: Option<Text>,
    /// The steps.
    pub steps: Vec<Item>,
    /// Commands.
    pub run: Vec<Command>,
    /// How to see whether it helped.
    pub verify: Option<Text>,
    /// How long until the effect shows.
    pub wait: Option<Wait>,
    /// How to take it back.
    pub undo: Option<Text>,
    /// Minutes it takes; the cost in the order of a `try` group.
    pub minutes: u32,
    /// How often it is the right one; none counts as sometimes.
    pub likely: Option<Likely>,
    /// What it does.
    pub risk: Risk,
    /// Needs elevated rights.
    pub admin: bool,
    /// When it is offered.
    pub when: Option<Condition>,
    /// Links.
    pub see: Vec<Link>,
    /// Where it leads when it did not help.
    pub next: Option<Target>,
    /// Where single outcomes lead instead.
    pub then: Then,
}

/// Minutes that [`Fix::minutes`] has when an author says nothing.
pub const DEFAULT_MINUTES: u32 = 5;

/// How long an effect takes to show, such as `24h`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// As the author wrote it.
    pub text: String,
    /// In seconds.
    pub seconds: u64,
}

/// Targets for single outcomes of a fix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Then {
    /// After "not fixed".
    pub not_fixed: Option<Target>,
    /// After "can't do this".
    pub cannot: Option<Target>,
    /// After "skip".
    pub skip: Option<Target>,
}

/// Candidate fixes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// Ids of `fix` or `check` nodes.
    pub members: Vec<String>,
    /// Where it leads when all have failed.
    pub next: Option<Target>,
    /// Keep the author's order.
    pub listed: bool,
}

/// A text to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// The text, in paragraphs.
    pub say: Vec<Item>,
    /// Links.
    pub see: Vec<Link>,
    /// Where it leads.
    pub next: Option<Target>,
}

/// A jump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    /// Where to.
    pub to: Target,
    /// Where every end and every fix that helped comes back to; makes it a detour.
    pub back: Option<Target>,
}

/// Questions and answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faq {
    /// What the questions are about.
    pub text: Text,
    /// The questions.
    pub items: Vec<FaqItem>,
    /// Where it leads.
    pub next: Option<Target>,
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqItem {
    /// Id, unique in the node.
    pub id: String,
    /// The question.
    pub q: Text,
    /// The answer.
    pub a: Vec<Item>,
    /// Links.
    pub see: Vec<Link>,
    /// Other names that people search for.
    pub aliases: Vec<Text>,
}

/// The end of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// What kind of end.
    pub kind: EndKind,
    /// What to know.
    pub say: Vec<Item>,
    /// What to attach to a request.
    pub collect: Vec<Item>,
    /// Whom to turn to.
    pub contact: Option<Text>,
    /// How soon.
    pub within: Option<Text>,
    /// Where help on getting help is; inherited from the pack.
    pub via: Option<Target>,
    /// Links.
    pub see: Vec<Link>,
}

/// The kinds of end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndKind {
    /// The problem is solved.
    Resolved,
    /// Somebody else must help.
    Escalate,
    /// There was nothing to solve.
    Info,
}

impl Node {
    /// The commands of a node, those of its steps included.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        let (items, run): (&[Item], &[Command]) = match &self.kind {
            Kind::Check(check) => (&check.steps, &check.run),
            Kind::Fix(fix) => (&fix.steps, &fix.run),
            Kind::Note(note) => (&note.say, &[]),
            Kind::End(end) => (&end.collect, &[]),
            _ => (&[], &[]),
        };
        let also: &[Item] = match &self.kind {
            Kind::End(end) => &end.say,
            _ => &[],
        };
        items.iter().chain(also).flat_map(|item| &item.run).chain(run)
    }

    /// Whether carrying out this step changes something on a machine: a fix that does, by its own word or by that of
    /// one of its commands. A check with such a command can be answered without it.
    pub fn changes(&self) -> bool {
        match &self.kind {
            Kind::Fix(fix) => fix.risk != Risk::Read || self.commands().any(|one| one.risk != Risk::Read),
            _ => false,
        }
    }

    /// The question, title or first sentence of a node.
    pub fn title(&self) -> String {
        self.heading().map(|text| text.text.clone()).unwrap_or_default()
    }

    /// As [`Node::title`]; none for nodes that say nothing.
    pub fn heading(&self) -> Option<&Text> {
        let heading = match &self.kind {
            Kind::Ask(question) => &question.text,
            Kind::Check(check) => &check.question.text,
            Kind::Table(table) => &table.text,
            Kind::Fix(fix) => &fix.text,
            Kind::Note(note) => &note.say.first()?.text,
            Kind::Faq(faq) => &faq.text,
            Kind::End(end) => &end.say.first()?.text,
            Kind::Try(_) | Kind::Go(_) => return None,
        };
        Some(heading).filter(|text| !text.text.is_empty())
    }
}
