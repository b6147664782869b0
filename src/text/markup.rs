//! The inline markup of flow texts: `` `code` ``, `**portal label**` and `<slot>`. Nothing else; a mark
//! without its partner is plain text.

/// A run of text in one style. Code and labels come without their marks, slots with their brackets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The text, as untrusted as the flow it came from.
    pub text: String,
    /// How it is meant.
    pub style: Style,
}

/// What a run of text is; how that looks is decided by the theme or the exporter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Style {
    /// Ordinary text.
    #[default]
    Plain,
    /// A name, path or command inside a sentence.
    Code,
    /// What a portal or dialogue shows, word for word.
    Label,
    /// A value to fill in.
    Slot,
    /// Emphasis of the program's own.
    Strong,
    /// Secondary text of the program's own.
    Dim,
    /// Something to beware of, in the program's own words.
    Warning,
}

impl Span {
    /// A span of the given style.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    /// A span of ordinary text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Style::Plain)
    }

    /// The name of the slot this span stands for.
    pub fn slot(&self) -> Option<&str> {
        (self.style == Style::Slot).then(|| self.text.strip_prefix('<')?.strip_suffix('>')).flatten()
    }
}

impl AsRef<str> for Span {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// Reads the markup of a text. `<name>` is a slot only when `declared` says so; slots are found inside code and
/// labels too. Never fails and takes linear time.
pub fn parse(text: &str, declared: impl Fn(&str) -> bool) -> Vec<Span> {
    let mut out = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    // Whether a mark can close does not depend on where it opened: once none is left, none will be.
    let (mut code_closes, mut label_closes) = (true, true);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['`', '*'])) {
        let open = at + found;
        let rest = text.get(open..).unwrap_or_default();
        let (mark, style, length) = if rest.starts_with('`') {
            let length = if code_closes { code_length(rest) } else { None };
            code_closes &= length.is_some() || rest.starts_with("``");
            ("`", Style::Code, length)
        } else if rest.starts_with("**") {
            let length = if label_closes { label_length(rest, &mut label_closes) } else { None };
            ("**", Style::Label, length)
        } else {
            ("*", Style::Plain, None)
        };
        if let Some(length) = length {
            split_slots(text.get(plain_from..open).unwrap_or_default(), Style::Plain, &declared, &mut out);
            let inside = rest.get(mark.len()..mark.len() + length).unwrap_or_default();
            split_slots(inside, style, &declared, &mut out);
            at = open + 2 * mark.len() + length;
            plain_from = at;
        } else {
            at = open + mark.len();
        }
    }
    split_slots(text.get(plain_from..).unwrap_or_default(), Style::Plain, &declared, &mut out);
    out
}

/// Only the slots of a text: for commands, where backticks and stars mean something else.
pub fn slots(text: &str, declared: impl Fn(&str) -> bool) -> Vec<Span> {
    let mut out = Vec::new();
    split_slots(text, Style::Plain, &declared, &mut out);
    out
}

/// The text of the spans without their styles.
pub fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

fn code_length(rest: &str) -> Option<usize> {
    rest.get(1..)?.find('`').filter(|length| *length > 0)
}

/// Length of what stands between `**` and `**`, which touch it: `2 ** 3 ** 4` has no label.
fn label_length(rest: &str, closes: &mut bool) -> Option<usize> {
    let inside = rest.get(2..)?;
    if inside.starts_with(|c: char| c.is_whitespace() || c == '*') {
        return None;
    }
    let length = inside.match_indices("**").map(|(at, _)| at).find(|at| {
        inside.get(..*at).is_some_and(|label| !label.is_empty() && !label.ends_with(char::is_whitespace))
    });
    *closes = length.is_some();
    length
}

fn split_slots(text: &str, style: Style, declared: &impl Fn(&str) -> bool, out: &mut Vec<Span>) {
    let mut from = 0;
    for (open, _) in text.match_indices('<') {
        let Some(name) = slot_name(text.get(open + 1..).unwrap_or_default()) else { continue };
        if declared(name) {
            push(out, text.get(from..open).unwrap_or_default(), style);
            from = open + name.len() + 2;
            out.push(Span::new(format!("<{name}>"), Style::Slot));
        }
    }
    push(out, text.get(from..).unwrap_or_default(), style);
}

/// The name at the start of a text that goes on with `>`. Names are short, so the scan is bounded.
fn slot_name(text: &str) -> Option<&str> {
    let end = text.bytes().take(65).position(|b| !(b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))?;
    let name = text.get(..end)?;
    (!name.is_empty() && text.as_bytes().get(end) == Some(&b'>')).then_some(name)
}

fn push(out: &mut Vec<Span>, text: &str, style: Style) {
    if !text.is_empty() {
        out.push(Span::new(text, style));
    }
}
