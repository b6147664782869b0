//! Sentences that the program makes itself: reasons, ages, outcomes, faults.

use crate::flow::command::SlotFault;
use crate::flow::{
    Address, Fix, Flow, Kind, Library, Node, Place, Provenance, Risk, Shell, Status, Text, Verified, Wait,
};
use crate::session::{Event, Outcome, Reason, Refusal, Session, State, Visit, VisitId};
use crate::text::markup::{Span, Style, parse, plain};
use crate::text::strings::Strings;
use crate::transcript::reserved_answer;
use crate::ui::card::CommandView;
use crate::ui::time::lasting;

/// Whether the person must first be told that the product of this flow is retired.
pub fn must_be_told(flow: &Flow, state: &State, library: &Library) -> bool {
    let gone = flow.status.retired.is_some() || flow.status.ended.is_some();
    // Another flow about the same product has said the same.
    let fate = |flow: &Flow| {
        let status = &flow.status;
        let product = status.product.clone().unwrap_or_else(|| flow.pack.clone());
        (product, status.retired.clone(), status.ended.clone())
    };
    let told =
        |id: &String| *id == flow.id || library.flow(id).is_some_and(|other| fate(other) == fate(flow));
    gone && !state.acknowledged.iter().any(told)
}

/// The product a flow is about.
pub fn product(flow: &Flow, library: &Library) -> String {
    let pack = library.pack_of(flow);
    let own = flow.status.product.clone().or_else(|| flow.applies.product.first().cloned());
    own.or_else(|| pack.map(|pack| pack.title.text.clone())).unwrap_or_else(|| flow.title.text.clone())
}

/// That a product was retired, and when.
pub fn retired_title(product: &str, status: &Status, strings: &Strings) -> String {
    let dates = (status.retired.as_deref(), status.ended.as_deref());
    match dates {
        (Some(retired), Some(ended)) => strings
            .fill("ui.retired-and-ended", &[("product", product), ("retired", retired), ("ended", ended)]),
        (Some(retired), None) => strings.fill("ui.retired-on", &[("product", product), ("retired", retired)]),
        (None, Some(ended)) => strings.fill("ui.ended-on", &[("product", product), ("ended", ended)]),
        (None, None) => product.to_owned(),
    }
}

/// Where advice comes from and how old it is, in one line.
pub fn age(source: &Provenance, status: &Status, strings: &Strings) -> String {
    let date = source.updated.as_deref().or(source.dated.as_deref());
    let mut parts = vec![match date {
        Some(date) => strings.fill("ui.source-of", &[("date", date)]),
        None => strings.get("ui.source-undated").to_owned(),
    }];
    parts.push(match &source.verified {
        Some(Verified::On(date)) => strings.fill("ui.verified-on", &[("date", date)]),
        _ => strings.get("ui.unverified").to_owned(),
    });
    if let Some(date) = status.retired.as_deref().or(status.ended.as_deref()) {
        parts.push(strings.fill("ui.product-retired", &[("date", date)]));
    } else if let Some(name) = &status.renamed_to {
        parts.push(strings.fill("ui.renamed", &[("name", name)]));
    }
    strings.clauses(&parts)
}

/// How long a fix takes, what it does, and what it needs: a sentence each.
pub fn fix_facts(fix: &Fix, strings: &Strings) -> Vec<Span> {
    let mut facts = vec![Span::plain(strings.fill("ui.minutes", &[("minutes", &fix.minutes.to_string())]))];
    facts.extend(effect(fix.risk, fix.admin, strings));
    facts
}

/// What something does that is worth knowing before, and what it needs.
fn effect(risk: Risk, admin: bool, strings: &Strings) -> impl Iterator<Item = Span> {
    let risk = match risk {
        Risk::Read => None,
        Risk::Change => Some(("ui.risk.change", Style::Plain)),
        Risk::Danger => Some(("ui.risk.danger", Style::Warning)),
    };
    let admin = admin.then_some(("ui.admin", Style::Plain));
    risk.into_iter().chain(admin).map(|(key, style)| Span::new(strings.get(key), style))
}

/// Why a fix comes now: its place in its group, as a sentence.
pub fn order_reason(
    node: &Node,
    visit: &Visit,
    flow: &Flow,
    state: &State,
    strings: &Strings,
) -> Option<String> {
    let group = state.visits.get(&visit.group?)?;
    let order = state.order_of(&group.at)?;
    let index = order.iter().position(|one| one.fix == node.id)?;
    let why: Vec<String> = order[index].why.iter().map(|one| reason(one, flow, strings)).collect();
    let place = (index + 1).to_string();
    let total = order.len().to_string();
    let values = [("place", place.as_str()), ("total", total.as_str()), ("why", &strings.statements(&why))];
    Some(strings.fill(if index == 0 { "ui.order.first" } else { "ui.order.later" }, &values))
}

/// One term of the order, as part of a sentence.
pub fn reason(reason: &Reason, flow: &Flow, strings: &Strings) -> String {
    let said = |question: &str, option: &str| answer_text(flow, question, option, strings);
    match reason {
        Reason::PointsTo { question, option } => {
            strings.fill("ui.why.points-to", &[("answer", &said(question, option))])
        }
        Reason::PointsAway { question, option } => {
            strings.fill("ui.why.points-away", &[("answer", &said(question, option))])
        }
        Reason::Common => strings.get("ui.why.common").to_owned(),
        Reason::Rare => strings.get("ui.why.rare").to_owned(),
        Reason::Worked { fixed, sessions } => {
            let key = if *sessions == 1 { "ui.why.worked-one" } else { "ui.why.worked" };
            strings.fill(key, &[("fixed", &fixed.to_string()), ("sessions", &sessions.to_string())])
        }
        Reason::Quick => strings.get("ui.why.quick").to_owned(),
        Reason::Listed => strings.get("ui.why.listed").to_owned(),
        Reason::Open => strings.get("ui.why.open").to_owned(),
    }
}

/// The words of an answer, without markup.
pub fn answer_text(flow: &Flow, node: &str, answer: &str, strings: &Strings) -> String {
    let own = flow.node(node).and_then(|node| match &node.kind {
        Kind::Ask(question) => question.options.get(answer).map(|choice| choice.say.text.clone()),
        Kind::Check(check) => check.question.options.get(answer).map(|choice| choice.say.text.clone()),
        Kind::Table(table) => {
            let row = table.rows.iter().find(|row| row.id == answer)?;
            Some(row.codes.first().or(row.texts.first()).cloned().unwrap_or_else(|| row.means.text.clone()))
        }
        _ => None,
    });
    let own = own.map(|text| plain(&parse(&text, |_| false)));
    own.unwrap_or_else(|| match reserved_answer(answer) {
        Some(key) => strings.get(key).to_owned(),
        None => answer.to_owned(),
    })
}

/// What a person chooses for an outcome; `wait` is how long an effect takes.
pub fn outcome_choice(outcome: Outcome, wait: Option<&Wait>, strings: &Strings) -> String {
    let key = match outcome {
        Outcome::Fixed => "ui.outcome.fixed",
        Outcome::NotFixed => "ui.outcome.not-fixed",
        Outcome::Cannot => "ui.outcome.cannot",
        Outcome::Skip => "ui.outcome.skip",
        Outcome::Wait => "ui.outcome.wait",
    };
    let wait = wait.map(|wait| lasting(wait, strings)).unwrap_or_default();
    strings.fill(key, &[("wait", &wait)])
}

/// The question or title of a node, without markup.
pub fn title_of(at: &Address, library: &Library) -> String {
    let Some((_, node)) = library.node(at) else { return at.to_string() };
    let text = node.title();
    if text.is_empty() { at.to_string() } else { plain(&parse(&text, |_| false)) }
}

/// What speakers of a language call it.
pub fn language_name(tag: &str) -> &str {
    match tag {
        "en" => "English",
        "zh-TW" => "繁體中文（台灣）",
        "zh-CN" => "简体中文",
        "sv" => "Svenska",
        other => other,
    }
}

/// What people call a shell.
fn shell(shell: Shell, strings: &Strings) -> &str {
    match shell {
        Shell::Cmd => strings.get("ui.shell.cmd"),
        Shell::Az => strings.get("ui.shell.az"),
        other => other.title(),
    }
}

/// Where a command is run, as a sentence.
pub fn place(command: &CommandView, strings: &Strings) -> String {
    let place = match command.place {
        _ if command.shell == Shell::None => "ui.place.text",
        Place::Affected => "ui.place.affected",
        Place::PortalLogs => "ui.place.portal-logs",
        Place::Any => "ui.place.any",
    };
    strings.fill(place, &[("shell", shell(command.shell, strings))])
}

/// What else to know about a command: what it does, what it needs, and whose it is.
pub fn command_facts(command: &CommandView, strings: &Strings) -> Vec<Span> {
    let verbatim = (!command.ours).then(|| Span::plain(strings.get("ui.command.verbatim")));
    effect(command.risk, command.admin, strings).chain(verbatim).collect()
}

/// That a command stands in for the one before it.
pub fn today<'a>(command: &CommandView, strings: &'a Strings) -> Option<&'a str> {
    command.today.then(|| strings.get("ui.command.today"))
}

/// What to know about a command before one reads it.
pub fn about(command: &CommandView, strings: &Strings) -> String {
    let mut parts: Vec<String> = today(command, strings).map(str::to_owned).into_iter().collect();
    parts.push(place(command, strings));
    parts.extend(command_facts(command, strings).into_iter().map(|fact| fact.text));
    strings.sentences(&parts)
}

/// Why a value stops a copy.
pub fn slot_fault(slot: &str, fault: &SlotFault, strings: &Strings) -> String {
    match fault {
        SlotFault::Empty => strings.fill("ui.slot.empty", &[("slot", slot)]),
        SlotFault::Mismatch { pattern } => {
            strings.fill("ui.slot.mismatch", &[("slot", slot), ("pattern", pattern)])
        }
        SlotFault::NotListed => strings.fill("ui.slot.not-listed", &[("slot", slot)]),
        SlotFault::Risky(bad) => {
            let shown = crate::text::visible_line(&bad.to_string()).into_owned();
            strings.fill("ui.slot.risky", &[("slot", slot), ("char", &shown)])
        }
    }
}

/// What the author says about taking something back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    /// So it goes.
    By(String),
    /// It cannot be done, for this reason.
    Never(String),
    /// Nothing.
    Unknown,
}

impl Undo {
    /// From the keys `undo` and `no_undo`.
    pub fn of(undo: Option<&Text>, never: Option<&Text>) -> Undo {
        match (undo, never) {
            (Some(undo), _) => Undo::By(plain(&parse(&undo.text, |_| false))),
            (None, Some(why)) => Undo::Never(plain(&parse(&why.text, |_| false))),
            (None, None) => Undo::Unknown,
        }
    }

    /// As a sentence for a command; nothing if the author says nothing.
    pub fn sentence(&self, strings: &Strings) -> Option<String> {
        match self {
            Undo::By(undo) => Some(strings.fill("ui.command.undo", &[("undo", undo)])),
            Undo::Never(why) => Some(strings.fill("ui.command.no-undo", &[("why", why)])),
            Undo::Unknown => None,
        }
    }
}

/// Why the session did not take an input.
pub fn refusal(refusal: &Refusal, strings: &Strings) -> String {
    match refusal {
        Refusal::NotBegun => strings.get("ui.no-session").to_owned(),
        Refusal::NoSuchAnswer { id, known } => {
            let nearest = known.iter().max_by(|a, b| strsim::jaro(a, id).total_cmp(&strsim::jaro(b, id)));
            let nearest = nearest.map(String::as_str).unwrap_or_default();
            let known = strings.list(known);
            strings.fill("ui.no-such-answer", &[("id", id), ("known", &known), ("nearest", nearest)])
        }
        Refusal::ReadOnly { known, .. } => {
            strings.fill("ui.read-only.answers", &[("known", &strings.list(known))])
        }
        Refusal::NoWayOn => strings.get("ui.no-way-on").to_owned(),
        Refusal::Missing(at) => strings.fill("ui.missing", &[("at", at)]),
        Refusal::AtBeginning => strings.get("ui.at-beginning").to_owned(),
        Refusal::AtEnd => strings.get("ui.at-end").to_owned(),
        Refusal::NothingToUndo => strings.get("ui.nothing-to-undo").to_owned(),
        Refusal::NothingToRedo => strings.get("ui.nothing-to-redo").to_owned(),
        Refusal::NothingToLeave => strings.get("ui.nothing-to-leave").to_owned(),
        Refusal::NotInGroup => strings.get("ui.not-in-group").to_owned(),
    }
}

/// One step of the trail: how it went, and what was said.
pub fn trail_line(visit: &Visit, library: &Library, strings: &Strings) -> String {
    let title = title_of(&visit.at, library);
    let Some(answer) = &visit.answer else { return title };
    match library.flow(&visit.at.flow) {
        Some(flow) => {
            let said = answer_text(flow, &visit.at.node, &answer.id, strings);
            // A question keeps its mark; a sentence of a note would end twice.
            match title.ends_with(['?', '？']) {
                true => strings.sentences(&[title, said]),
                false => {
                    let title = title.trim_end_matches(['.', '。']);
                    strings.fill("list.answer", &[("question", title), ("answer", &said)])
                }
            }
        }
        None => format!("{title} {}", answer.id),
    }
}

/// What became of later answers when the records after the first `from` changed an earlier one.
pub fn reopened(session: &Session, from: usize, library: &Library, strings: &Strings) -> Option<String> {
    let records = session.records().get(from..).unwrap_or_default();
    let (kept, gone) = records.iter().find_map(|record| match &record.event {
        Event::Reopened { kept, ruled_out, .. } => Some((kept, ruled_out)),
        _ => None,
    })?;
    let said = |key: &str, visits: &[VisitId]| {
        let visits = visits.iter().filter_map(|id| session.state().visits.get(id));
        let lines: Vec<String> = visits.map(|visit| trail_line(visit, library, strings)).collect();
        (!lines.is_empty()).then(|| strings.fill(key, &[("answers", &strings.statements(&lines))]))
    };
    let parts = [said("ui.reopened.gone", gone), said("ui.reopened.kept", kept)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| strings.sentences(&parts))
}
