//! The cards on which nothing is asked any more: an end, and the notice of a retired product.

use super::build::Builder;
use super::{Block, CardKind, Does};
use crate::flow::{End, EndKind, Kind};
use crate::session::event::READ;
use crate::session::ledger::{Change, by_fix, ledger};
use crate::text::markup::{Span, Style};
use crate::ui::action::Action;
use crate::ui::words;

/// The session has come to an end here.
pub(super) fn ended(builder: &mut Builder<'_>, kind: EndKind) {
    builder.card.kind = match kind {
        EndKind::Resolved => CardKind::Resolved,
        EndKind::Escalate => CardKind::Escalate,
        EndKind::Info => CardKind::Info,
    };
    let strings = builder.scene.strings;
    match &builder.node.kind {
        Kind::End(end) => end_text(builder, end),
        Kind::Fix(fix) if kind == EndKind::Resolved => {
            builder.title(&fix.text);
        }
        _ => builder.card.title = vec![Span::plain(strings.get("ui.no-more-advice"))],
    }
    undo_notice(builder);
    open_questions(builder);
    if let Kind::End(End { via, kind: EndKind::Escalate, .. }) = &builder.node.kind {
        let library = builder.scene.library;
        let pack = library.pack_of(builder.flow).and_then(|pack| pack.via.as_ref());
        let to = via.as_ref().or(pack).and_then(|via| library.resolve(&builder.flow.id, via));
        if let Some((to, (flow, _))) = to.and_then(|to| library.node(&to).map(|found| (to.clone(), found))) {
            let label = strings.fill("ui.via", &[("title", &flow.title.text)]);
            let label = vec![Span::plain(label)];
            builder.card.choices.push(super::Choice { label, does: Does::Jump(to), before: false });
        }
    }
    builder.choice("ui.export", Does::Act(Action::Export));
    leave_choices(builder);
}

/// An end inside a detour: it says its text, and the way back.
pub(super) fn inside_detour(builder: &mut Builder<'_>, end: &End) {
    builder.card.kind = CardKind::Note;
    end_text(builder, end);
    builder.answer(READ, vec![Span::plain(builder.scene.strings.get("ui.back-from-detour"))]);
}

/// What can be done when there is nothing more to decide.
pub(super) fn leave_choices(builder: &mut Builder<'_>) {
    if !builder.state().returns.is_empty() {
        builder.choice("ui.return", Does::Act(Action::Return));
    }
    builder.choice("ui.home", Does::Act(Action::Home));
    builder.choice("ui.quit", Does::Act(Action::Quit));
}

fn end_text(builder: &mut Builder<'_>, end: &End) {
    builder.items(&end.say);
    let strings = builder.scene.strings;
    if let Some(Block::Text(first)) = builder.card.blocks.first().cloned() {
        builder.card.title = first;
        builder.card.blocks.remove(0);
    } else {
        let key = match end.kind {
            EndKind::Resolved => "ui.end.resolved",
            EndKind::Escalate => "ui.end.escalate",
            EndKind::Info => "ui.end.info",
        };
        builder.card.title = vec![Span::plain(strings.get(key))];
    }
    let collect = builder.shown(&end.collect);
    if !collect.is_empty() {
        builder.card.blocks.push(Block::Heading(strings.get("ui.collect").to_owned()));
    }
    for item in collect {
        let spans = builder.spans(&item.text);
        builder.card.blocks.push(Block::Bullet(spans));
        builder.links(&item.see);
    }
    for (key, text) in [("ui.contact", &end.contact), ("ui.within", &end.within)] {
        if let Some(text) = text {
            let mut spans = vec![Span::new(strings.get(key), Style::Dim), Span::plain(" ")];
            spans.extend(builder.spans(text));
            builder.card.blocks.push(Block::Text(spans));
        }
    }
    builder.links(&end.see);
}

/// Changes that were made may have to be taken back.
fn undo_notice(builder: &mut Builder<'_>) {
    let changes = ledger(builder.scene.session.records(), builder.state(), builder.scene.library);
    let stands = |change: &Change| {
        change.done != Some(false) && change.undone.as_ref().and_then(|undone| undone.ran) != Some(true)
    };
    let changes = by_fix(&changes).into_iter();
    let count =
        changes.filter(|(change, commands)| stands(change) || commands.iter().any(|one| stands(one))).count();
    if count > 0 {
        let key = builder.scene.names.of(Action::Changes);
        builder.aside("ui.changes-made", &[("count", &count.to_string()), ("key", key)]);
    }
}

fn open_questions(builder: &mut Builder<'_>) {
    let open = builder.state().open_questions();
    if open.is_empty() {
        return;
    }
    builder.card.blocks.push(Block::Heading(builder.scene.strings.get("ui.still-open").to_owned()));
    for visit in open {
        let text = words::title_of(&visit.at, builder.scene.library);
        let spans = builder.markup(&text);
        builder.card.blocks.push(Block::Bullet(spans));
    }
}

/// The notice that the product of the flow is retired, and the choice to go on.
pub(super) fn retired(builder: &mut Builder<'_>) {
    builder.card.kind = CardKind::Retired;
    let strings = builder.scene.strings;
    let status = &builder.flow.status;
    let product = words::product(builder.flow, builder.scene.library);
    builder.card.title = vec![Span::plain(words::retired_title(&product, status, strings))];
    if let Some(successor) = &status.replaced_by {
        builder.aside("ui.replaced-by", &[("name", successor)]);
    }
    if let Some(still) = &status.still_helps {
        builder.text(still);
    }
    if builder.scene.open == Some(WAY_OUT) {
        let successor = status.replaced_by.clone().unwrap_or_default();
        let text = strings.fill("ui.way-out", &[("name", &successor)]);
        builder.card.blocks.push(Block::Text(vec![Span::plain(text)]));
        if let Some(see) = &status.see {
            let to = crate::flow::meta::address(see, builder.flow.base.as_deref());
            builder.card.blocks.push(Block::Link(status.replaced_by.clone(), to));
        }
    }
    builder.choice("ui.retired-go-on", Does::Acknowledge);
    if builder.scene.open != Some(WAY_OUT) && (status.see.is_some() || status.replaced_by.is_some()) {
        builder.choice("ui.retired-way-out", Does::Open(WAY_OUT.to_owned()));
    }
    builder.choice("ui.home", Does::Act(Action::Home));
}

/// Id of the way out of a retired product, among what can be opened.
const WAY_OUT: &str = "way-out";
