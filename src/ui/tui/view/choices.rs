//! The choices of a card.

use super::{clean, clean_spans, first_line, line, plain_line, scrolled};
use crate::text::markup::Span;
use crate::text::{hanging, truncate, width, wrap};
use crate::ui::card::{Card, Choice, Does};
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};

/// Columns before what a choice says: its marker and number.
const MARK: usize = 5;
/// The same where two stand side by side.
const BRIEF_MARK: usize = 3;
/// Columns between two that stand side by side.
const GAP: usize = 1;

/// Where a choice is drawn.
struct Place {
    /// Its lines.
    lines: std::ops::Range<usize>,
    /// Columns before it.
    before: u16,
    /// Its columns.
    columns: u16,
}

/// The choices of a card as lines.
pub(super) struct Choices {
    pub(super) lines: Vec<Line<'static>>,
    places: Vec<Place>,
}

impl Choices {
    /// One below the other; two side by side where rows are `dear` and all are short.
    pub(super) fn of(app: &App, columns: usize, tall: bool, dear: bool) -> Choices {
        let mut choices = Choices { lines: Vec::new(), places: Vec::new() };
        let Some(card) = &app.card else { return choices };
        choices.question(app, card, columns, tall);
        let labels: Vec<Vec<Span>> = card.choices.iter().map(|choice| label(app, card, choice)).collect();
        let widest = |side: usize| {
            let labels = labels.iter().skip(side).step_by(2);
            labels.map(|label| span_width(label) + BRIEF_MARK).max().unwrap_or(0)
        };
        let wide = [widest(0), widest(1)];
        let reads = app.guide.reading().is_some_and(|reading| !reading.shown.is_empty());
        if dear && !reads && labels.len() > 2 && wide[0] + GAP + wide[1] <= columns {
            choices.pairs(app, &labels, wide);
        } else {
            choices.list(app, card, &labels, columns);
        }
        choices
    }

    /// What is asked about the choices.
    fn question(&mut self, app: &App, card: &Card, columns: usize, tall: bool) {
        let Some(question) = &card.question else { return };
        let title = app.theme.style(Role::Title);
        if tall {
            let wrapped = wrap(&clean_spans(question), columns);
            self.lines.extend(wrapped.iter().map(|one| line(one, &app.theme).style(title)));
        } else {
            // On a short screen the answers matter more than how to verify.
            let text = truncate(&clean(&crate::text::plain(question)), columns).into_owned();
            self.lines.push(plain_line(&text, Role::Title, &app.theme));
        }
    }

    fn list(&mut self, app: &App, card: &Card, labels: &[Vec<Span>], columns: usize) {
        let shown = app.guide.reading().map(|reading| reading.shown.as_slice()).unwrap_or_default();
        for (index, label) in labels.iter().enumerate() {
            let selected = app.focus.choice == Some(index);
            let from = self.lines.len();
            for wrapped in hanging(&[Span::plain(mark(index, selected))], label, columns) {
                self.lines.push(bar(app, line(&wrapped, &app.theme), selected, columns));
            }
            let does = card.choices.get(index).map(|choice| &choice.does);
            let read = shown.iter().find(|read| does == Some(&Does::Answer(read.option.clone())));
            if let Some(text) = read.and_then(|read| read.line.as_deref()) {
                self.decided(app, text, columns);
            }
            let columns = u16::try_from(columns).unwrap_or(u16::MAX);
            self.places.push(Place { lines: from..self.lines.len(), before: 0, columns });
        }
    }

    /// The line of pasted output that decided. Messages say the most important at their end, so there is a second row.
    fn decided(&mut self, app: &App, text: &str, columns: usize) {
        let room = columns.saturating_sub(MARK);
        let rows = wrap(&[Span::plain(clean(text))], room);
        let mut rows: Vec<String> = rows.iter().map(|row| crate::text::plain(row)).collect();
        if rows.len() > 2 {
            rows.truncate(2);
            rows.iter_mut().skip(1).for_each(|row| *row = truncate(&format!("{row}…"), room).into_owned());
        }
        let margin = || Run::raw(" ".repeat(MARK));
        let style = app.theme.style(Role::Match);
        self.lines.extend(rows.into_iter().map(|row| Line::from(vec![margin(), Run::styled(row, style)])));
    }

    fn pairs(&mut self, app: &App, labels: &[Vec<Span>], [left, right]: [usize; 2]) {
        for (row, pair) in labels.chunks(2).enumerate() {
            let at = self.lines.len();
            let mut runs = Vec::new();
            for ((column, label), (before, wide)) in
                pair.iter().enumerate().zip([(0, left), (left + GAP, right)])
            {
                let index = row * 2 + column;
                let selected = app.focus.choice == Some(index);
                let mut spans = vec![Span::plain(brief_mark(index, selected))];
                spans.extend_from_slice(label);
                let style = app.theme.style(if selected { Role::Selected } else { Role::Text });
                let shown = super::bar(line(&spans, &app.theme), wide, style);
                runs.extend(shown.spans.into_iter().map(|run| run.patch_style(style)));
                runs.push(Run::raw(" ".repeat(GAP)));
                let [before, columns] = [before, wide].map(|columns| u16::try_from(columns).unwrap_or(0));
                self.places.push(Place { lines: at..at + 1, before, columns });
            }
            self.lines.push(Line::from(runs));
        }
    }

    /// Draws them with the selected one in sight, and the cursor on it for those who listen.
    pub(super) fn draw(&self, app: &App, frame: &mut Frame, area: Rect) {
        let selected = app.focus.choice.and_then(|choice| self.places.get(choice));
        let row = selected.map_or(0, |place| place.lines.start);
        let height = usize::from(area.height);
        let needed = (row + 2).saturating_sub(height);
        // A choice that is above the edge is not shown by halves.
        let starts = self.places.iter().map(|place| place.lines.start);
        let scroll = if needed == 0 { 0 } else { starts.filter(|at| *at >= needed).min().unwrap_or(needed) };
        scrolled(frame, area, &self.lines, scroll, &app.theme);
        let first = first_line(self.lines.len(), area.height, scroll);
        for (index, place) in self.places.iter().enumerate() {
            let area = Rect { x: area.x + place.before, width: place.columns, ..area };
            super::hit(app, area, first, place.lines.clone(), Hit::Choice(index));
        }
        if let Some(place) = selected.filter(|_| app.overlay.is_none() && height > 0) {
            let row = row.saturating_sub(first).min(height - 1);
            frame.set_cursor_position((area.x + place.before, area.y + u16::try_from(row).unwrap_or(0)));
        }
    }
}

/// The marker and the number of a choice.
fn mark(index: usize, selected: bool) -> String {
    let number = if index < 9 { (index + 1).to_string() } else { " ".to_owned() };
    format!("{} {number}  ", if selected { ">" } else { " " })
}

/// The same where two stand side by side.
fn brief_mark(index: usize, selected: bool) -> String {
    format!("{}{} ", if selected { ">" } else { " " }, index + 1)
}

fn label(app: &App, card: &Card, choice: &Choice) -> Vec<Span> {
    let mut label = clean_spans(&choice.label);
    if choice.before {
        label.push(Span::plain(app.guide.strings.aside(app.guide.strings.get(card.before()))));
    }
    label
}

/// The selected choice is a bar from edge to edge.
fn bar(app: &App, mut line: Line<'static>, selected: bool, columns: usize) -> Line<'static> {
    if !selected {
        return line;
    }
    // A colour of its own would be a patch in the bar.
    line.spans.iter_mut().for_each(|span| span.style.fg = None);
    super::bar(line, columns, app.theme.style(Role::Selected))
}

fn span_width(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&span.text)).sum()
}
