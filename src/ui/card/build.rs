//! Makes the card of the step where a session stands.

use super::ended;
use super::{Block, Card, CardKind, Choice, CommandView, Does, Readiness};
use crate::flow::condition::{Facts, holds};
use crate::flow::{
    Check, Command, Faq, Fix, Flow, Item, Kind, Library, Link, Node, Note, Question, Risk, Table, Text,
};
use crate::session::event::{OTHER, READ, UNSURE};
use crate::session::{Outcome, Session, State, Visit};
use crate::text::markup::{Span, Style, parse, plain};
use crate::text::strings::Strings;
use crate::ui::action::Action;
use crate::ui::keymap::Names;
use crate::ui::{time, words};

/// Id of the steps of a fix whose effect is waited for, among what can be opened.
const STEPS: &str = "steps";

/// What a card is made of, besides the step itself.
pub struct Scene<'a> {
    /// The flows, in the language to show.
    pub library: &'a Library,
    /// The session.
    pub session: &'a Session,
    /// The wording of the program.
    pub strings: &'a Strings,
    /// What an action is called: by its key, or by its word in line mode.
    pub names: &'a Names,
    /// The question of a `faq`, or the way out, that is open.
    pub open: Option<&'a str>,
}

/// The card of the current step; none if the log names a step that the library no longer has.
pub fn card(scene: &Scene<'_>) -> Option<Card> {
    let state = scene.session.state();
    let visit = state.current()?;
    let (flow, node) = scene.library.node(&visit.at)?;
    let mut builder = Builder::new(scene, flow, node, visit);
    if words::must_be_told(flow, state, scene.library) {
        ended::retired(&mut builder);
    } else if let Some(end) = visit.ended {
        ended::ended(&mut builder, end);
    } else {
        builder.own_status();
        builder.step();
        builder.way_back();
    }
    Some(builder.finish())
}

pub(super) struct Builder<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) flow: &'a Flow,
    pub(super) node: &'a Node,
    pub(super) visit: &'a Visit,
    pub(super) card: Card,
    links: Vec<Block>,
}

impl<'a> Builder<'a> {
    fn new(scene: &'a Scene<'a>, flow: &'a Flow, node: &'a Node, visit: &'a Visit) -> Builder<'a> {
        let source = node.source.as_ref().unwrap_or(&flow.source);
        let card = Card {
            kind: CardKind::Note,
            title: Vec::new(),
            facts: Vec::new(),
            reason: None,
            blocks: Vec::new(),
            commands: Vec::new(),
            question: None,
            choices: Vec::new(),
            preselected: None,
            locked: false,
            source: words::age(source, &flow.status, scene.strings),
            fallback: false,
        };
        Builder { scene, flow, node, visit, card, links: Vec::new() }
    }

    fn finish(mut self) -> Card {
        if !self.links.is_empty() {
            let heading = self.scene.strings.get("ui.read-more").to_owned();
            self.card.blocks.push(Block::Heading(heading));
            self.card.blocks.append(&mut self.links);
        }
        if self.card.preselected.is_none() {
            self.card.preselected = self.card.choices.iter().position(|choice| choice.before);
        }
        self.card
    }

    fn step(&mut self) {
        match &self.node.kind {
            Kind::Ask(question) => {
                self.card.kind = CardKind::Question;
                self.title(&question.text);
                self.question(question);
            }
            Kind::Check(check) => self.check(check),
            Kind::Table(table) => self.table(table),
            Kind::Fix(fix) => self.fix(fix),
            Kind::Note(note) => self.note(note),
            Kind::Faq(faq) => self.faq(faq),
            Kind::End(end) => ended::inside_detour(self, end),
            Kind::Try(_) | Kind::Go(_) => {
                self.card.kind = CardKind::Stuck;
                self.card.title = vec![Span::plain(self.scene.strings.get("ui.stuck"))];
                ended::leave_choices(self);
            }
        }
    }

    /// Who was led aside, or went aside by a search, can go back at any time.
    fn way_back(&mut self) {
        let key = self.scene.names.of(Action::Return);
        if !self.visit.detours.is_empty() {
            self.aside("ui.in-detour", &[("key", key)]);
        } else if let Some(from) = self.visit.returns.last().and_then(|id| self.state().visits.get(id)) {
            let title = plain(&self.markup(&words::title_of(&from.at, self.scene.library)));
            self.aside("ui.in-jump", &[("key", key), ("title", &title)]);
        }
    }

    /// What a step depends on may be gone although the product of the flow is not, or the other way round.
    fn own_status(&mut self) {
        let (own, flow) = (&self.node.status, &self.flow.status);
        let Some(product) = own.product.as_ref().filter(|_| own.product != flow.product) else { return };
        let strings = self.scene.strings;
        let mut lines = vec![match &own.renamed_to {
            Some(name) if own.retired.is_none() && own.ended.is_none() => {
                strings.fill("ui.product-renamed", &[("product", product), ("name", name)])
            }
            _ => words::retired_title(product, own, strings),
        }];
        if let Some(name) = &own.replaced_by {
            lines.push(strings.fill("ui.replaced-by", &[("name", name)]));
        }
        self.card.blocks.extend(lines.into_iter().map(|line| Block::Aside(vec![Span::plain(line)])));
        if let Some(see) = &own.see {
            let to = crate::flow::meta::address(see, self.flow.base.as_deref());
            self.links.push(Block::Link(own.replaced_by.clone(), to));
        }
    }

    pub(super) fn title(&mut self, text: &Text) {
        self.card.title = self.spans(text);
    }

    fn question(&mut self, question: &Question) {
        if question.urgent {
            self.aside("ui.urgent", &[]);
        }
        if let Some(hint) = &question.hint {
            let hint = self.spans(hint);
            self.card.blocks.push(Block::Hint(hint));
        }
        let state = self.state();
        let facts = state.facts(&self.flow.id);
        for (id, choice) in &question.options {
            if holds(choice.when.as_ref(), &facts) {
                let label = self.spans(&choice.say);
                self.answer(id, label);
            }
        }
        self.answer(UNSURE, vec![Span::plain(self.scene.strings.get("ui.unsure"))]);
    }

    fn check(&mut self, check: &Check) {
        self.card.kind = CardKind::Check;
        self.title(&check.question.text);
        self.steps(&check.steps);
        self.commands(&check.run);
        self.question(&check.question);
        if check.question.options.values().any(|option| option.pattern.is_some()) {
            let key = self.scene.names.of(Action::Paste);
            self.aside("ui.paste-hint", &[("key", key)]);
        }
    }

    fn table(&mut self, table: &Table) {
        self.card.kind = CardKind::Table;
        self.title(&table.text);
        for text in table.key.iter().chain(&table.hint) {
            let text = self.spans(text);
            self.card.blocks.push(Block::Hint(text));
        }
        let key = self.scene.names.of(Action::Paste);
        self.aside("ui.paste-hint", &[("key", key)]);
        let state = self.state();
        let facts = state.facts(&self.flow.id);
        for row in table.rows.iter().filter(|row| holds(row.when.as_ref(), &facts)) {
            let mut label: Vec<Span> = Vec::new();
            for code in row.codes.iter().chain(row.texts.iter().filter(|_| row.codes.is_empty())) {
                label.push(Span::new(code.clone(), Style::Code));
                label.push(Span::plain("  "));
            }
            label.extend(self.spans(&row.means));
            self.answer(&row.id, label);
        }
        if table.other.is_some() {
            self.answer(OTHER, vec![Span::plain(self.scene.strings.get("ui.other"))]);
        }
        self.answer(UNSURE, vec![Span::plain(self.scene.strings.get("ui.unsure"))]);
    }

    fn fix(&mut self, fix: &Fix) {
        self.card.kind = CardKind::Fix;
        self.title(&fix.text);
        if self.state().read_only && self.node.changes() {
            self.card.locked = true;
            let reason = self.scene.strings.get("ui.read-only.step");
            self.card.blocks.push(Block::Warning(reason.to_owned()));
        }
        if let Some((since, seconds)) = self.visit.waiting {
            let until = time::until(since, seconds);
            self.aside("ui.waiting", &[("until", &until)]);
            // The steps were done: whether they helped is to be asked first.
            if self.scene.open != Some(STEPS) {
                self.outcomes(fix);
                self.choice("ui.show-steps", Does::Open(STEPS.to_owned()));
                return;
            }
        }
        let strings = self.scene.strings;
        self.card.facts = words::fix_facts(fix, strings);
        self.card.reason = words::order_reason(self.node, self.visit, self.flow, self.state(), strings);
        if fix.risk == Risk::Danger {
            self.card.blocks.push(Block::Warning(strings.get("ui.danger").to_owned()));
        }
        self.steps(&fix.steps);
        self.commands(&fix.run);
        if let Some(undo) = &fix.undo {
            self.labelled("ui.undo-is", undo);
        }
        // What to do comes first; who wants to know why reads on.
        if let Some(cause) = &fix.cause {
            self.labelled("ui.why", cause);
        }
        self.links(&fix.see);
        self.outcomes(fix);
    }

    /// Whether it helped, and what can be answered.
    fn outcomes(&mut self, fix: &Fix) {
        let (key, what) = match (&fix.verify, &self.flow.condition) {
            _ if self.card.locked => ("ui.read-only.ask", ""),
            (Some(verify), _) => ("ui.verify", verify.text.as_str()),
            (None, Some(condition)) => ("ui.is-gone", condition.text.as_str()),
            (None, None) => ("ui.is-it-gone", ""),
        };
        self.card.question = Some(self.markup(&self.scene.strings.fill(key, &[("what", what)])));
        for outcome in Outcome::ALL {
            if (outcome == Outcome::Wait && fix.wait.is_none()) || (self.card.locked && outcome.tried()) {
                continue;
            }
            let label = words::outcome_choice(outcome, fix.wait.as_ref(), self.scene.strings);
            self.answer(outcome.id(), vec![Span::plain(label)]);
        }
    }

    fn note(&mut self, note: &Note) {
        self.card.kind = CardKind::Note;
        self.items(&note.say);
        // The first paragraph is what the note has to say.
        if let Some(Block::Text(first)) = self.card.blocks.first().cloned() {
            self.card.title = first;
            self.card.blocks.remove(0);
        }
        self.links(&note.see);
        self.answer(READ, vec![Span::plain(self.scene.strings.get("ui.go-on"))]);
    }

    fn faq(&mut self, faq: &Faq) {
        self.card.kind = CardKind::Faq;
        self.title(&faq.text);
        if let Some(item) = faq.items.iter().find(|item| Some(item.id.as_str()) == self.scene.open) {
            self.card.title = self.spans(&item.q);
            self.items(&item.a);
            self.links(&item.see);
        }
        for item in &faq.items {
            let label = self.spans(&item.q);
            let before = Some(item.id.as_str()) == self.scene.open;
            self.card.choices.push(Choice { label, does: Does::Open(item.id.clone()), before });
        }
        self.answer(READ, vec![Span::plain(self.scene.strings.get("ui.go-on"))]);
    }

    /// Numbered steps, each with what belongs to it.
    fn steps(&mut self, items: &[Item]) {
        let shown = self.shown(items);
        let single = shown.len() == 1;
        for (index, item) in shown.into_iter().enumerate() {
            let spans = self.spans(&item.text);
            self.card.blocks.push(if single { Block::Text(spans) } else { Block::Step(index + 1, spans) });
            self.commands(&item.run);
            self.links(&item.see);
        }
    }

    /// Paragraphs.
    pub(super) fn items(&mut self, items: &[Item]) {
        for item in self.shown(items) {
            self.text(&item.text);
            self.commands(&item.run);
            self.links(&item.see);
        }
    }

    pub(super) fn shown<'b>(&self, items: &'b [Item]) -> Vec<&'b Item> {
        let facts = self.state().facts(&self.flow.id);
        items.iter().filter(|item| holds(item.when.as_ref(), &facts)).collect()
    }

    fn commands(&mut self, commands: &[Command]) {
        // The command for the other system only distracts once the system is known.
        let os = self.state().facts(&self.flow.id).answer("os").map(str::to_owned);
        for command in commands {
            if let (Some(known), Some(needs)) = (&os, &command.os)
                && known != needs
            {
                continue;
            }
            let value = |name: &str| self.scene.session.value(name);
            let today = CommandView::today(command, &value);
            for view in std::iter::once(CommandView::of(command, &value)).chain(today) {
                let locked = self.state().read_only && view.risk != Risk::Read;
                let readiness = if locked { Readiness::ReadOnly } else { view.readiness.clone() };
                self.card.blocks.push(Block::Command(self.card.commands.len()));
                self.card.commands.push(CommandView { readiness, ..view });
            }
        }
    }

    /// Links wait until the end of the card: what to do must not be torn apart by addresses.
    pub(super) fn links(&mut self, links: &[Link]) {
        let facts = self.state().facts(&self.flow.id);
        let base = self.flow.base.as_deref();
        for link in links.iter().filter(|link| holds(link.when.as_ref(), &facts)) {
            let text = link.text.as_ref().map(|text| text.text.clone());
            let block = Block::Link(text, crate::flow::meta::address(&link.to, base));
            if !self.links.contains(&block) {
                self.links.push(block);
            }
        }
    }

    pub(super) fn text(&mut self, text: &Text) {
        let spans = self.spans(text);
        self.card.blocks.push(Block::Text(spans));
    }

    pub(super) fn aside(&mut self, key: &str, values: &[(&str, &str)]) {
        let text = self.scene.strings.fill(key, values);
        self.card.blocks.push(Block::Aside(vec![Span::plain(text)]));
    }

    pub(super) fn answer(&mut self, id: &str, label: Vec<Span>) {
        let before = self.state().last_answer(&self.visit.at).is_some_and(|answer| answer.id == id);
        self.card.choices.push(Choice { label, does: Does::Answer(id.to_owned()), before });
    }

    pub(super) fn choice(&mut self, label: &str, does: Does) {
        let label = self.scene.strings.get(label).to_owned();
        self.card.choices.push(Choice { label: vec![Span::plain(label)], does, before: false });
    }

    /// A text of the flow behind what it is.
    fn labelled(&mut self, key: &str, text: &Text) {
        let label = [(key, Style::Dim), ("list.sentences", Style::Plain)];
        let mut spans = Vec::from(label.map(|(key, style)| Span::new(self.scene.strings.get(key), style)));
        spans.extend(self.spans(text));
        self.card.blocks.push(Block::Text(spans));
    }

    /// A text of the flow. The card remembers when it is not in the reader's language.
    pub(super) fn spans(&mut self, text: &Text) -> Vec<Span> {
        self.card.fallback |= text.fallback;
        self.markup(&text.text)
    }

    /// Reads the markup of a text; slots are those that some command of the step declares, and a
    /// slot whose value is known shows the value.
    pub(super) fn markup(&self, text: &str) -> Vec<Span> {
        let declared = self.node.commands().flat_map(|command| command.slots.keys());
        let declared: Vec<&String> = declared.collect();
        parse(text, |name| declared.iter().any(|one| *one == name))
            .into_iter()
            .map(|span| match span.slot().and_then(|name| self.scene.session.state().values.get(name)) {
                Some(value) => Span::new(value.clone(), Style::Strong),
                None => span,
            })
            .collect()
    }

    pub(super) fn state(&self) -> &'a State {
        self.scene.session.state()
    }
}
