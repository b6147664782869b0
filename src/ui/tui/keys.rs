//! Keys as text: `q`, `U`, `ctrl-c`, `enter`. The key table, tests and documents use these names.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Keys that have a name of more than one letter, besides `f1` to `f12`.
pub const NAMED: &[&str] = &[
    "enter",
    "esc",
    "tab",
    "backtab",
    "backspace",
    "delete",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pageup",
    "pagedown",
    "space",
];

/// Whether a key of this name can be pressed.
pub fn is_key(name: &str) -> bool {
    let base = name.strip_prefix("ctrl-").filter(|base| !base.is_empty()).unwrap_or(name);
    let base = base.strip_prefix("alt-").filter(|base| !base.is_empty()).unwrap_or(base);
    let mut chars = base.chars();
    let single = chars.next().is_some_and(|c| !c.is_control() && c != ' ') && chars.next().is_none();
    let function = base.strip_prefix('f').and_then(|number| number.parse().ok());
    single || NAMED.contains(&base) || function.is_some_and(|number: u8| (1..=12).contains(&number))
}

/// The name of a key; none for keys that no table could name.
pub fn name(key: &KeyEvent) -> Option<String> {
    let base = match key.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::BackTab => "backtab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pageup".to_owned(),
        KeyCode::PageDown => "pagedown".to_owned(),
        KeyCode::F(n) => format!("f{n}"),
        _ => return None,
    };
    let mut name = String::new();
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        name.push_str("ctrl-");
    }
    if key.modifiers.contains(KeyModifiers::ALT) {
        name.push_str("alt-");
    }
    name.push_str(&base);
    Some(name)
}

/// Reads keys as text: `jj<enter>` is three keys. A name in brackets that no key has is refused, with the nearest one;
/// a bracket that is not closed is a key itself, and so is `<lt>`.
pub fn parse(text: &str) -> Result<Vec<String>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '<'
            && let Some((name, after)) = rest[1..].split_once('>')
        {
            if name != "lt" && !is_key(name) {
                let (message, help) = unknown(name);
                return Err(format!("{message}; {help}, and <lt> is the key <"));
            }
            keys.push(if name == "lt" { "<".to_owned() } else { name.to_owned() });
            rest = after;
        } else {
            keys.push(match first {
                ' ' => "space".to_owned(),
                '\t' => "tab".to_owned(),
                '\n' => "enter".to_owned(),
                c if c.is_control() => return Err(format!("no key types {}", c.escape_unicode())),
                c => c.to_string(),
            });
            rest = &rest[first.len_utf8()..];
        }
    }
    Ok(keys)
}

/// What to say of a name that no key has, with the nearest one, and which names there are.
pub fn unknown(name: &str) -> (String, String) {
    let help = format!("a key is one character, f1 to f12, or {}; ctrl- and alt- may stand before it", {
        NAMED.join(", ")
    });
    let shifted = name.strip_prefix("shift-").map(|base| match base {
        "tab" => "backtab".to_owned(),
        base => base.to_uppercase(),
    });
    let hint = match shifted.filter(|meant| is_key(meant)) {
        Some(meant) => format!("; did you mean \"{meant}\"?"),
        None => {
            let (before, base) = match name.rsplit_once('-') {
                Some((before, base)) if !base.is_empty() => (format!("{before}-"), base),
                _ => (String::new(), name),
            };
            let base = base.to_lowercase();
            const OTHERS: &[(&str, &str)] = &[("escape", "esc"), ("return", "enter"), ("del", "delete")];
            let other = OTHERS.iter().find(|(one, _)| *one == base).map(|(_, name)| *name);
            let near = other.or_else(|| crate::flow::nearest::nearest(&base, NAMED.iter().copied()));
            let near =
                near.map(|near| format!("{}{near}", before.to_lowercase())).filter(|near| is_key(near));
            near.map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"))
        }
    };
    (format!("there is no key \"{name}\"{hint}"), help)
}

/// The character that a key types, if it types one.
pub fn typed(name: &str) -> Option<char> {
    if name == "space" {
        return Some(' ');
    }
    let mut chars = name.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}
