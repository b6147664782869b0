//! A card as lines of a given width.

use super::{clean, clean_spans, command, line, plain_line, put_before};
use crate::text::markup::{Span, Style};
use crate::text::strings::Strings;
use crate::text::{hanging, hard_wrap, truncate, width, wrap};
use crate::ui::card::{Block, Card, CardKind};
use crate::ui::tui::app::App;
use crate::ui::tui::theme::{Role, Theme};
use ratatui::text::{Line, Span as Run};

/// What stands before something to beware of.
pub(super) const WARNS: &str = "! ";

/// The lines of a card above its choices. What kind of step it is, and what is to know of a fix, stand before the title
/// where there is room; what is to do comes first where there is not.
pub(super) fn lines(app: &App, card: &Card, columns: usize, tall: bool) -> Vec<Line<'static>> {
    let (theme, strings) = (&app.theme, app.guide.strings);
    let columns = if card.locked { columns.saturating_sub(2) } else { columns };
    let mut lines = Vec::new();
    let mut facts = sentences(&card.facts, strings);
    let title = clean_spans(&card.title);
    if tall {
        let (head, fits) = head(card, &facts, columns, theme, strings);
        lines.push(head);
        if fits {
            facts.clear();
        }
        lines
            .extend(wrap(&title, columns).iter().map(|one| line(one, theme).style(theme.style(Role::Title))));
    } else {
        lines.extend(title_with_kind(card, title, columns, theme, strings));
    }
    let say = |spans: &[Span], lines: &mut Vec<Line<'static>>| {
        for wrapped in wrap(&clean_spans(spans), columns) {
            lines.push(line(&wrapped, theme).style(theme.style(Role::Aside)));
        }
    };
    let reason = card.reason.iter().map(|reason| vec![Span::plain(reason)]);
    let before: Vec<Vec<Span>> = reason.chain([facts]).filter(|spans| !spans.is_empty()).collect();
    let before = before.join(&Span::plain(strings.get("list.sentences")));
    if tall && !before.is_empty() {
        lines.push(Line::default());
        say(&before, &mut lines);
    }
    let mut previous: Option<&Block> = None;
    for block in &card.blocks {
        // What is told of a step as a whole stands apart from what it begins with.
        let told = tall && card.locked && matches!(previous, Some(Block::Warning(_)));
        if previous.is_none() && tall || previous.is_some() && needs_gap(previous, block, tall) || told {
            lines.push(Line::default());
        }
        push(block, card, columns, app, tall, &mut lines);
        previous = Some(block);
    }
    if !tall && !before.is_empty() {
        lines.push(Line::default());
        say(&before, &mut lines);
    }
    if card.locked {
        lock(&mut lines, theme);
    }
    lines
}

/// What kind of step it is, whether it can destroy something, and whether it is only to be read.
fn kind(card: &Card, strings: &Strings) -> String {
    let kind = clean(strings.get(card.kind.label()));
    let kind = if card.danger() { format!("{WARNS}{kind}") } else { kind };
    if card.locked { kind + &strings.aside(strings.get("ui.read-only.mark")) } else { kind }
}

/// The kind of step as a badge, with the facts behind it if they fit; and whether they do.
fn head(
    card: &Card,
    facts: &[Span],
    columns: usize,
    theme: &Theme,
    strings: &Strings,
) -> (Line<'static>, bool) {
    let badge = truncate(&format!(" {} ", kind(card, strings)), columns).into_owned();
    let facts = line(&clean_spans(facts), theme).style(theme.style(Role::Aside));
    let fits = width(&badge) + 2 + facts.width() <= columns;
    let mut line = Line::from(Run::styled(badge, theme.badge(role(card))));
    if fits && !facts.spans.is_empty() {
        line.spans.push(Run::raw("  "));
        line.spans.extend(
            facts.spans.into_iter().map(|run| Run::styled(run.content, facts.style.patch(run.style))),
        );
    }
    (line, fits)
}

/// Sentences in a row, each in its style.
pub(super) fn sentences(sentences: &[Span], strings: &Strings) -> Vec<Span> {
    let each: Vec<&[Span]> = sentences.chunks(1).collect();
    each.join(&Span::plain(strings.get("list.sentences")))
}

/// Columns below which the kind of step is left out where it would cost a row.
const NARROW: usize = 34;

/// The title with the kind of step in the same line.
fn title_with_kind(
    card: &Card,
    title: Vec<Span>,
    columns: usize,
    theme: &Theme,
    strings: &Strings,
) -> Vec<Line<'static>> {
    // Spaces that do not break keep the badge in one piece.
    let badge = kind(card, strings).replace(' ', "\u{a0}");
    let spans: Vec<Span> = std::iter::once(Span::plain(format!("{badge}  "))).chain(title.clone()).collect();
    let (bare, wrapped) = (wrap(&title, columns), wrap(&spans, columns));
    // The head says that a step is only to be read; that one needs help, or can destroy something, nothing else does.
    let matters = card.danger() || card.kind == CardKind::Escalate;
    let dropped = columns < NARROW && !matters && (card.locked || bare.len() < wrapped.len());
    let wrapped = if dropped { bare } else { wrapped };
    let mut lines: Vec<Line<'static>> =
        wrapped.iter().map(|one| line(one, theme).style(theme.style(Role::Title))).collect();
    if let Some(first) = lines.first_mut()
        && let Some(rest) = first.spans.first().and_then(|run| run.content.strip_prefix(badge.as_str()))
    {
        let rest = rest.replace('\u{a0}', " ");
        let badge = Run::styled(badge.replace('\u{a0}', " "), theme.badge(role(card)));
        first.spans.splice(..1, [badge, Run::raw(rest)]);
    }
    lines
}

/// What the badge of a kind of step looks like.
fn role(card: &Card) -> Role {
    match card.kind {
        _ if card.danger() => Role::Warning,
        CardKind::Resolved | CardKind::Info => Role::Good,
        CardKind::Escalate | CardKind::Stuck | CardKind::Retired => Role::Warning,
        _ => Role::Heading,
    }
}

/// Marks what is only to be read with a broken bar before it.
fn lock(lines: &mut [Line<'static>], theme: &Theme) {
    let bar = if theme.ascii { ": " } else { "┊ " };
    for line in lines.iter_mut().skip(1).filter(|line| !line.spans.is_empty()) {
        put_before(line, Run::styled(bar, theme.style(Role::Rule)));
    }
}

/// Paragraphs are set apart; steps, bullets and links stand together, a warning with what it is about, and where rows are
/// dear commands with their steps.
fn needs_gap(previous: Option<&Block>, block: &Block, tall: bool) -> bool {
    let command = |block: &Block| matches!(block, Block::Command(_));
    if !tall && (command(block) || previous.is_some_and(command)) {
        return false;
    }
    !matches!(
        (previous, block),
        (Some(Block::Step(..)), Block::Step(..))
            | (Some(Block::Bullet(_) | Block::Heading(_)), Block::Bullet(_))
            | (Some(Block::Link(..) | Block::Heading(_)), Block::Link(..))
            | (Some(Block::Text(_)), Block::Aside(_))
            | (Some(Block::Warning(_)), _)
    )
}

fn push(block: &Block, card: &Card, columns: usize, app: &App, tall: bool, lines: &mut Vec<Line<'static>>) {
    let theme = &app.theme;
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
        Block::Warning(text) => lines.extend(warning(text, columns, theme)),
        Block::Heading(text) => lines.push(plain_line(text, Role::Heading, theme)),
        Block::Step(number, spans) => listed(format!("{number}  "), spans, lines),
        Block::Bullet(spans) => listed("-  ".to_owned(), spans, lines),
        Block::Link(text, to) => link(text.as_deref(), to, columns, theme, lines),
        Block::Evidence(text) => lines.push(plain_line(text, Role::Match, theme)),
        Block::Command(index) => {
            if let Some(command) = card.commands.get(*index) {
                let number = (card.commands.len() > 1).then_some(index + 1);
                command::push(app, command, number, columns, tall, lines);
            }
        }
    }
}

/// A warning behind its mark.
pub(super) fn warning(text: &str, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let [mark, text] = [WARNS, text].map(|one| Span::new(one, Style::Warning));
    hanging(&[mark], &clean_spans(&[text]), columns).iter().map(|one| line(one, theme)).collect()
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
