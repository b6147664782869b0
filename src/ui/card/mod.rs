//! What one step says, as data: the full screen and the line mode show the same card.

mod build;
mod command;
mod ended;

pub use build::{Scene, card};
pub use command::{CommandView, Readiness, SlotView};

use super::action::Action;
use crate::flow::{Address, Risk};
use crate::text::markup::{Span, Style};

/// One step, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What kind of step it is.
    pub kind: CardKind,
    /// The question, fix or sentence: shown first and largest.
    pub title: Vec<Span>,
    /// How long a fix takes, what it does, and what it needs.
    pub facts: Vec<Span>,
    /// Why a fix comes now.
    pub reason: Option<String>,
    /// What follows it.
    pub blocks: Vec<Block>,
    /// Commands, as the blocks refer to them by index.
    pub commands: Vec<CommandView>,
    /// What is asked about the choices, if that is not the title.
    pub question: Option<Vec<Span>>,
    /// What the person can choose.
    pub choices: Vec<Choice>,
    /// Index of the choice that is selected at first.
    pub preselected: Option<usize>,
    /// It changes something and the session is only for looking, so it can be read but not carried out.
    pub locked: bool,
    /// Where the advice comes from and how old it is.
    pub source: String,
    /// Some of it is English because a translation is missing.
    pub fallback: bool,
}

impl Card {
    /// Whether carrying it out, or one of its commands, can destroy something.
    pub fn danger(&self) -> bool {
        self.facts.iter().any(|fact| fact.style == Style::Warning)
            || self.commands.iter().any(|command| command.risk == Risk::Danger)
    }

    /// Key of what is said of a choice that was taken before: a question of a list is read, not answered.
    pub fn before(&self) -> &'static str {
        if self.kind == CardKind::Faq { "ui.before.read" } else { "ui.before" }
    }
}

/// What kind of step a card shows; the label is the string `ui.kind.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// A question.
    Question,
    /// Something to look at.
    Check,
    /// A lookup.
    Table,
    /// A fix.
    Fix,
    /// A text.
    Note,
    /// Questions and answers.
    Faq,
    /// Solved.
    Resolved,
    /// Somebody else must help.
    Escalate,
    /// There was nothing to solve.
    Info,
    /// The author wired no way on.
    Stuck,
    /// The product is retired.
    Retired,
}

impl CardKind {
    /// Key of the label.
    pub fn label(self) -> &'static str {
        match self {
            CardKind::Question => "ui.kind.question",
            CardKind::Check => "ui.kind.check",
            CardKind::Table => "ui.kind.table",
            CardKind::Fix => "ui.kind.fix",
            CardKind::Note => "ui.kind.note",
            CardKind::Faq => "ui.kind.faq",
            CardKind::Resolved => "ui.kind.resolved",
            CardKind::Escalate => "ui.kind.escalate",
            CardKind::Info => "ui.kind.info",
            CardKind::Stuck => "ui.kind.stuck",
            CardKind::Retired => "ui.kind.retired",
        }
    }
}

/// A part of a card.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(Vec<Span>),
    /// What is no advice: set apart from it.
    Aside(Vec<Span>),
    /// A hint.
    Hint(Vec<Span>),
    /// A warning.
    Warning(String),
    /// A heading inside the card.
    Heading(String),
    /// A numbered step.
    Step(usize, Vec<Span>),
    /// An item of a list.
    Bullet(Vec<Span>),
    /// The command of this index.
    Command(usize),
    /// A link: what it is called, and its full address.
    Link(Option<String>, String),
    /// A line of pasted output that decided.
    Evidence(String),
}

/// Something the person can choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it says.
    pub label: Vec<Span>,
    /// What happens.
    pub does: Does,
    /// It was answered so before.
    pub before: bool,
}

/// What a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// Answers the step.
    Answer(String),
    /// Opens a question of a `faq`, or the way out of a retired product.
    Open(String),
    /// Goes to another flow.
    Jump(Address),
    /// Knows that the product is retired.
    Acknowledge,
    /// Anything of the key table.
    Act(Action),
}
