//! A card as lines of a given width.

use super::{clean, clean_spans, line, plain_line};
use crate::text::markup::Span;
use crate::text::strings::Strings;
use crate::text::{hanging, hard_wrap, wrap};
use crate::ui::card::{Block, Card, CommandView, Readiness};
use crate::ui::tui::theme::{Role, Theme};
use crate::ui::words;
use ratatui::text::{Line, Span as Run};

/// The lines of a card above its choices.
pub(super) fn lines(card: &Card, columns: usize, theme: &Theme, strings: &Strings) -> Vec<Line<'static>> {
    let columns = if card.locked { columns.saturating_sub(2) } else { columns };
    let mut lines = vec![plain_line(strings.get(card.kind.label()), Role::Heading, theme)];
    for wrapped in wrap(&clean_spans(&card.title), columns) {
        lines.push(line(&wrapped, theme).style(theme.style(Role::Title)));
    }
    let mut previous: Option<&Block> = None;
    for block in &card.blocks {
        if needs_gap(previous, block) {
            lines.push(Line::default());
        }
        push(block, card, columns, theme, strings, &mut lines);
        previous = Some(block);
    }
    if card.locked {
        lock(&mut lines, theme, strings);
    }
    lines
}

/// Marks what is only to be read: grey where there are colours, and behind a broken bar in any case.
fn lock(lines: &mut [Line<'static>], theme: &Theme, strings: &Strings) {
    if let Some(kind) = lines.first_mut() {
        kind.spans.push(Run::raw(format!("  {}", strings.get("ui.read-only.mark"))));
    }
    for line in lines.iter_mut().skip(1).filter(|line| !line.spans.is_empty()) {
        for span in &mut line.spans {
            span.style = theme.style(Role::Rule);
        }
        line.style = theme.style(Role::Rule);
        line.spans.insert(0, Run::styled(if theme.ascii { ": " } else { "┊ " }, theme.style(Role::Rule)));
    }
}

/// Paragraphs are set apart; steps, bullets and links stand together.
fn needs_gap(previous: Option<&Block>, block: &Block) -> bool {
    !matches!(
        (previous, block),
        (Some(Block::Step(..)), Block::Step(..))
            | (Some(Block::Bullet(_) | Block::Heading(_)), Block::Bullet(_))
            | (Some(Block::Link(..) | Block::Heading(_)), Block::Link(..))
            | (Some(Block::Text(_)), Block::Aside(_))
    )
}

fn push(
    block: &Block,
    card: &Card,
    columns: usize,
    theme: &Theme,
    strings: &Strings,
    lines: &mut Vec<Line<'static>>,
) {
    let paragraph = |spans: &[Span], role: Role, lines: &mut Vec<Line<'static>>| {
        for wrapped in wrap(&clean_spans(spans), columns) {
            lines.push(line(&wrapped, theme).style(theme.style(role)));
        }
    };
    let listed = |mark: String, spans: &[Span], lines: &mut Vec<Line<'static>>| {
        for wrapped in hanging(&[Span::plain(mark)], &clean_spans(spans), columns) {
            lines.push(line(&wrapped, theme));
        }
    };
    match block {
        Block::Text(spans) => paragraph(spans, Role::Text, lines),
        Block::Aside(spans) | Block::Hint(spans) => paragraph(spans, Role::Aside, lines),
        Block::Warning(spans) => paragraph(spans, Role::Warning, lines),
        Block::Heading(text) => lines.push(plain_line(text, Role::Heading, theme)),
        Block::Step(number, spans) => listed(format!("{number}  "), spans, lines),
        Block::Bullet(spans) => listed("-  ".to_owned(), spans, lines),
        Block::Link(text, to) => link(text.as_deref(), to, columns, theme, lines),
        Block::Evidence(text) => lines.push(plain_line(text, Role::Match, theme)),
        Block::Command(index) => {
            if let Some(command) = card.commands.get(*index) {
                let number = (card.commands.len() > 1).then_some(index + 1);
                self::command(command, number, columns, theme, strings, lines);
            }
        }
    }
}

fn link(text: Option<&str>, to: &str, columns: usize, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    if let Some(text) = text {
        for wrapped in wrap(&clean_spans(&[Span::plain(text)]), columns) {
            lines.push(line(&wrapped, theme));
        }
    }
    for part in hard_wrap(&clean(to), columns.saturating_sub(2)) {
        lines.push(Line::from(vec![Run::raw("  "), Run::styled(part, theme.style(Role::Link))]));
    }
}

fn command(
    command: &CommandView,
    number: Option<usize>,
    columns: usize,
    theme: &Theme,
    strings: &Strings,
    lines: &mut Vec<Line<'static>>,
) {
    let about = about(command, number, strings);
    for wrapped in wrap(&clean_spans(&[Span::plain(about)]), columns) {
        lines.push(line(&wrapped, theme).style(theme.style(Role::Aside)));
    }
    for source in &command.lines {
        for cut in cut(&clean_spans(source), columns.saturating_sub(2)) {
            let mut runs = vec![Run::styled(theme.bar(), theme.style(Role::Heading))];
            runs.extend(cut.iter().map(|span| Run::styled(clean(&span.text), theme.markup(span.style))));
            lines.push(Line::from(runs));
        }
    }
    let mut say = |text: String, role: Role| {
        for wrapped in wrap(&clean_spans(&[Span::plain(text)]), columns.saturating_sub(2)) {
            let mut shown = line(&wrapped, theme).style(theme.style(role));
            shown.spans.insert(0, Run::raw("  "));
            lines.push(shown);
        }
    };
    if let Some(expect) = &command.expect {
        say(strings.fill("ui.command.expect", &[("text", expect.trim_end())]), Role::Aside);
    }
    if !command.unusual.is_empty() {
        let names: Vec<String> =
            command.unusual.iter().take(5).map(|c| crate::text::visible::name(*c)).collect();
        say(strings.fill("ui.command.unusual", &[("names", &strings.list(&names))]), Role::Warning);
    }
    if command.readiness == Readiness::ReadOnly {
        say(strings.get("ui.read-only.copy").to_owned(), Role::Warning);
    }
    if let Readiness::Blocked(slot, fault) = &command.readiness {
        let ask = command.slots.iter().find(|one| one.name == *slot).map(|one| one.ask.clone());
        let mut text = words::slot_fault(slot, fault, strings);
        if let Some(ask) = ask {
            text = format!("{text} {ask}.");
        }
        say(text, Role::Aside);
    }
    if let Some(undo) = command.undo.sentence(strings) {
        say(undo, Role::Aside);
    }
}

/// What to know about a command before one reads it.
pub(super) fn about(command: &CommandView, number: Option<usize>, strings: &Strings) -> String {
    let about = words::about(command, strings);
    number.map_or_else(|| about.clone(), |number| format!("[{number}] {about}"))
}

/// Cuts a line of a command at the edge: a command is never wrapped at words, so that what is seen is
/// what is copied.
fn cut(spans: &[Span], columns: usize) -> Vec<Vec<Span>> {
    let columns = columns.max(1);
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for span in spans {
        for (index, part) in hard_wrap_from(&span.text, columns, used).into_iter().enumerate() {
            if index > 0 {
                lines.push(Vec::new());
                used = 0;
            }
            used += crate::text::width(&part);
            if let Some(last) = lines.last_mut() {
                last.push(Span::new(part, span.style));
            }
        }
    }
    lines
}

/// Hard-wraps a text whose first line begins at column `used`.
fn hard_wrap_from(text: &str, columns: usize, used: usize) -> Vec<String> {
    let padded = format!("{}{text}", " ".repeat(used));
    let mut parts = hard_wrap(&padded, columns);
    if let Some(first) = parts.first_mut() {
        *first = first.get(used..).unwrap_or_default().to_owned();
    }
    parts
}
