//! Markdown for tickets and wikis (CommonMark with tables). Whatever a person or pack wrote stays text:
//! code stands in fences longer than any inside, everything else is escaped, so no HTML, image, heading
//! or mention can come of it.

use super::is_web;
use crate::text::visible::line_ends;
use crate::text::{Span, Style, visible, visible_line};
use crate::transcript::RedactedDocument;
use crate::transcript::outline::{Block, Inline, Line, outline};

pub(super) fn write(document: &RedactedDocument) -> String {
    let mut out = String::new();
    let mut after_item = false;
    for block in outline(document) {
        let item = matches!(block, Block::Item(_) | Block::Fact(..));
        let apart = !(item && after_item);
        if apart && !out.is_empty() {
            out.push('\n');
        }
        after_item = item;
        add(&block, &mut out);
    }
    visible(&out).into_owned()
}

fn add(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, line) => {
            out.push_str(&"#".repeat(usize::from(*level)));
            out.push(' ');
            out.push_str(&inlines(line, false));
        }
        Block::Paragraph(line) => out.push_str(&inlines(line, true)),
        Block::Item(line) => {
            out.push_str("- ");
            out.push_str(&inlines(line, true));
        }
        Block::Fact(label, line) => {
            out.push_str(&format!("- **{}** {}", escape(&visible_line(label)), inlines(line, false)));
        }
        Block::Quote(text) => {
            let text = line_ends(text);
            let quoted = text.lines().map(|line| match line.trim() {
                "" => ">".to_owned(),
                line => format!("> {}", escape_start(&visible_line(line))),
            });
            // Two spaces keep the line break.
            out.push_str(&quoted.collect::<Vec<_>>().join("  \n"));
        }
        Block::Code(code) => fence(&code.text, code.shell.unwrap_or("text"), out),
        Block::Table(table) => {
            row(&table.head.clone().map(|cell| escape(&visible_line(&cell))), out);
            row(&["---".to_owned(), "---".to_owned()], out);
            for (name, value) in &table.rows {
                row(&[inlines(name, false), cell_code(value)], out);
            }
            return;
        }
    }
    out.push('\n');
}

fn row(cells: &[String; 2], out: &mut String) {
    out.push_str(&format!("| {} | {} |\n", cells[0], cells[1]));
}

/// A fence longer than the longest run of backticks inside.
fn fence(text: &str, language: &str, out: &mut String) {
    let text = line_ends(text);
    let text = visible(&text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    out.push_str(&format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n')));
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// The text of a block; `starts` where its first signs could begin another block.
fn inlines(line: &Line, starts: bool) -> String {
    let mut out = String::new();
    for inline in line {
        match inline {
            Inline::Span(span, _) => out.push_str(&styled(span, starts && out.trim().is_empty())),
            Inline::Link(label, to, _) => out.push_str(&link(&label.text, to)),
        }
    }
    // Spaces at the ends would be a code block or a hard break.
    out.trim().to_owned()
}

fn styled(span: &Span, starts: bool) -> String {
    let text = visible_line(&span.text);
    match span.style {
        Style::Code => code(&text),
        Style::Label | Style::Strong if !text.trim().is_empty() => format!("**{}**", escape(text.trim())),
        _ if starts => escape_start(&text),
        _ => escape(&text),
    }
}

/// A code span, whose backticks outnumber those inside.
pub(crate) fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return escape(text);
    }
    let ticks = "`".repeat(longest_run(text) + 1);
    let space = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// A code span in a table, where a bar would end the cell even inside code.
fn cell_code(text: &str) -> String {
    code(&visible_line(text)).replace('|', "\\|")
}

/// A link to a web address; any other address stays text.
fn link(label: &str, to: &str) -> String {
    let label = escape(&visible_line(label));
    if !is_web(to) {
        return format!("{label} ({})", code(&visible_line(to)));
    }
    if to.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#&=%+,;@".contains(c)) {
        return format!("[{label}]({to})");
    }
    let address: String = to
        .chars()
        .map(|c| match c {
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            '\\' => "%5C".to_owned(),
            ' ' => "%20".to_owned(),
            c => c.to_string(),
        })
        .collect();
    format!("[{label}](<{}>)", visible_line(&address))
}

/// As [`escape`], where a line begins: a list or rule would begin there too.
fn escape_start(text: &str) -> String {
    let text = escape(text.trim_start());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    if (digits == 0 && rest.starts_with(['-', '+', '='])) || (digits > 0 && rest.starts_with(['.', ')'])) {
        return format!("{}\\{rest}", text.get(..digits).unwrap_or_default());
    }
    text
}

/// A text that Markdown reads as itself. A sign that would make a mention or reference stands in code:
/// sites look for those in the finished text, where a backslash is gone.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let word_follows = chars.peek().is_some_and(|next| next.is_alphanumeric() || *next == '_');
        match c {
            '@' | '#' if word_follows => {
                out.push('`');
                out.push(c);
                out.push('`');
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&' | '!' | '$' | '@' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
