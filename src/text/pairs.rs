//! Labels with values, as texts write them: `Computer: WEB01`, `"subscriptionId": "..."`, `-Name=x`.

/// Most characters of a label that are looked at.
const LABEL: usize = 41;

/// The labels and values of a text, from its beginning. A value ends at a blank, a quote or a comma; what is a value is
/// no label of another.
pub fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut from = 0;
    text.match_indices([':', '=', '：', '＝']).filter_map(move |(at, sign)| {
        let label = label(text.get(from..at)?)?;
        let (end, value) = value(text, at + sign.len())?;
        from = end;
        Some((label, value))
    })
}

/// The label that a text ends with.
fn label(before: &str) -> Option<&str> {
    let blank = [' ', '\t'];
    let before = before.trim_end_matches(blank);
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
    let inside = |c: char| is_letter(c) || c.is_ascii_digit() || matches!(c, ' ' | '_' | '-');
    let start = before.char_indices().rev().take(LABEL).take_while(|(_, c)| inside(*c)).last()?.0;
    let label = before.get(start..)?.trim_start_matches(|c| !is_letter(c));
    (!label.is_empty()).then_some(label)
}

/// The value at a place, and where it ends.
fn value(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text.get(at..)?.trim_start_matches([' ', '\t']);
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '|' | '，' | '；');
    let value = rest.split(ends).next().filter(|value| !value.is_empty())?;
    Some((text.len() - rest.len() + value.len(), value))
}

/// A letter of a language that the program speaks.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || ('À'..='ɏ').contains(&c) || ('一'..='鿿').contains(&c)
}
