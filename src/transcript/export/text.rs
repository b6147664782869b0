//! Plain text for mail, wrapped at 78 columns. Commands and output keep their lines.

use crate::text::visible::line_ends;
use crate::text::{Span, hanging, visible, visible_line, width, wrap};
use crate::transcript::RedactedDocument;
use crate::transcript::outline::{Block, Inline, Line, outline};

const COLUMNS: usize = 78;
const INDENT: &str = "    ";

pub(super) fn write(document: &RedactedDocument) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut after_item = false;
    for block in outline(document) {
        let item = matches!(block, Block::Item(_) | Block::Fact(..));
        let apart = !(item && after_item);
        if apart && !lines.is_empty() {
            lines.push(String::new());
        }
        after_item = item;
        add(&block, &mut lines);
    }
    let mut out = visible(&lines.join("\n")).into_owned();
    out.push('\n');
    out
}

fn add(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading(level, line) => {
            let heading = flat(wrap(&spans(line), COLUMNS));
            let longest = heading.iter().map(|line| width(line)).max().unwrap_or_default();
            lines.extend(heading);
            if let Some(rule) = [(1, "="), (2, "-")].iter().find(|(of, _)| of == level) {
                lines.push(rule.1.repeat(longest));
            }
        }
        Block::Paragraph(line) => {
            lines.extend(flat(wrap(&spans(line), COLUMNS)));
            lines.extend(addresses(line, ""));
        }
        Block::Item(line) => item(&spans(line), line, lines),
        Block::Fact(label, line) => {
            let space = if label.ends_with('：') { "" } else { " " };
            let mut text = vec![Span::plain(format!("{}{space}", visible_line(label)))];
            text.extend(spans(line));
            item(&text, line, lines);
        }
        Block::Quote(text) => {
            for line in visible(&line_ends(text)).lines() {
                let marked = hanging(&[Span::plain("> ")], &[Span::plain(line)], COLUMNS);
                lines.extend(flat(marked));
            }
        }
        Block::Code(code) => {
            let text = line_ends(&code.text);
            lines.extend(visible(&text).lines().map(|line| format!("{INDENT}{line}")));
        }
        Block::Table(table) => {
            for (name, value) in &table.rows {
                let mut row = spans(name);
                row.push(Span::plain(format!(": {}", visible_line(value))));
                item(&row, name, lines);
            }
        }
    }
}

/// An entry of a list, with the addresses of its links.
fn item(text: &[Span], line: &Line, lines: &mut Vec<String>) {
    lines.extend(flat(hanging(&[Span::plain("- ")], text, COLUMNS)));
    lines.extend(addresses(line, "  "));
}

/// The text alone, with the labels of links.
fn spans(line: &Line) -> Vec<Span> {
    let span = |inline: &Inline| match inline {
        Inline::Span(span, _) => Some(Span::plain(visible_line(&span.text))),
        Inline::Link(label, to, _) if label.text == *to => None,
        Inline::Link(label, ..) => Some(Span::plain(format!("{}:", visible_line(&label.text)))),
    };
    line.iter().filter_map(span).collect()
}

/// The addresses of links, each on a line of its own so that none is cut.
fn addresses(line: &Line, indent: &str) -> Vec<String> {
    let address = |inline: &Inline| match inline {
        Inline::Link(_, to, _) => Some(format!("{indent}{}", visible_line(to))),
        Inline::Span(..) => None,
    };
    line.iter().filter_map(address).collect()
}

fn flat(lines: Vec<Vec<Span>>) -> Vec<String> {
    lines.iter().map(|line| crate::text::plain(line)).collect()
}
