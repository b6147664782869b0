//! What stands where a value could stand, and is none: a variable, a slot, a call, an address.

use super::Class;
use super::value::unmarked;
use crate::redact::reader::{is_named, is_part};
use crate::text::visible::head;

/// Most characters of a name that are looked at.
const LONGEST: usize = 60;

/// Something that stands for a value: a variable, a slot, a call, stars.
pub(super) fn is_placeholder(text: &str, quote: Option<char>) -> bool {
    // Nothing is replaced inside single quotes.
    let literal = quote == Some('\'') && text.starts_with(['$', '%', '(', '@']);
    !literal && stands_for_value(head(text, 96)) && unmarked(text).len() == text.len()
}

fn stands_for_value(text: &str) -> bool {
    let mut rest = text.chars();
    let Some(first) = rest.next() else { return false };
    let rest = rest.as_str();
    match first {
        '$' => rest.starts_with(['(', '{']) || is_variable(rest, |c| is_named(c) || c == ':'),
        '%' => rest.strip_suffix('%').is_some_and(|name| is_variable(name, is_part)),
        '@' => rest.starts_with(['(', '{']),
        '{' => {
            let name = rest.strip_prefix('{').unwrap_or(rest);
            let name = name.strip_suffix("}}").or_else(|| name.strip_suffix('}')).unwrap_or(name);
            is_slot(name, |c| is_named(c) || c == ' ')
        }
        '<' => is_slot(rest.strip_suffix('>').unwrap_or(rest), |c| !matches!(c, '<' | '>')),
        '(' => {
            rest.is_empty()
                || ["Get-", "Read-", "New-", "ConvertTo-"].iter().any(|verb| rest.starts_with(verb))
        }
        '[' => rest.split_once(']').is_some_and(|(kind, after)| {
            is_slot(kind, |c| c.is_ascii_alphabetic() || c == '.')
                && !kind.is_empty()
                && (after.is_empty() || after.starts_with('$'))
        }),
        '.' | '…' => matches!(text, "..." | "…"),
        _ => is_call(text) || is_setting(text) || are_stars(text),
    }
}

fn is_slot(name: &str, part: fn(char) -> bool) -> bool {
    name.chars().all(part) && name.chars().count() <= LONGEST
}

fn is_variable(name: &str, part: fn(char) -> bool) -> bool {
    let mut rest = name.chars();
    rest.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_') && is_slot(rest.as_str(), part)
}

/// `****`, `xxx`
fn are_stars(text: &str) -> bool {
    text.chars().all(|c| "*•●·xX".contains(c)) && text.chars().nth(2).is_some()
}

/// `Get-Credential`, `System.Environment`, `os.getenv(`
fn is_call(text: &str) -> bool {
    const VERBS: &[&str] = &["Get", "Read", "New", "ConvertTo", "ConvertFrom", "Import"];
    if let Some((verb, noun)) = text.split_once('-')
        && VERBS.contains(&verb)
    {
        return (2..=41).contains(&noun.len())
            && noun.starts_with(|c: char| c.is_ascii_uppercase())
            && noun.bytes().all(|b| b.is_ascii_alphabetic());
    }
    let member = text.strip_prefix("os.").unwrap_or(text);
    let after = ["getenv", "environ"].iter().find_map(|name| member.strip_prefix(name));
    after.is_some_and(|after| !after.starts_with(is_part))
        || text.strip_prefix("System.").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
        || text.starts_with("process.env.")
}

/// `DB_PASSWORD`: the name of a setting that has the value.
fn is_setting(text: &str) -> bool {
    let ends = ["PASSWORD", "SECRET", "TOKEN", "API_KEY", "APIKEY"];
    let Some(start) = ends.iter().find_map(|end| text.strip_suffix(end)) else { return false };
    let Some(parts) = start.strip_suffix('_') else { return start.is_empty() };
    let part = |part: &str| (2..=20).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase());
    parts.split('_').count() <= 4 && parts.split('_').all(part)
}

/// An address or path: what it names may be a secret, itself it is none.
pub(super) fn is_place(text: &str, class: Class) -> bool {
    let base64 = class == Class::Key && text.ends_with('=');
    (!base64 && (is_address(text) || is_path(head(text, 512))))
        || (matches!(class, Class::Token | Class::Secret) && is_number(head(text, 64)))
}

/// `https://`
fn is_address(text: &str) -> bool {
    head(text, 32).split_once("://").is_some_and(|(scheme, _)| {
        (2..=21).contains(&scheme.len())
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'+' | b'.' | b'-'))
    })
}

fn is_path(text: &str) -> bool {
    const ROOTS: &[&str] = &["HKLM", "HKCU", "HKEY", "~/", "./", "\\\\"];
    if let [drive, b':', b'\\', ..] = text.as_bytes() {
        return drive.is_ascii_alphabetic();
    }
    // A password may begin with a slash.
    let below_root = text.strip_prefix('/').is_some_and(|path| match path.split_once('/') {
        Some((first, rest)) => {
            let first_fits = (1..=64).contains(&first.chars().count()) && first.chars().all(is_named);
            first_fits && rest.chars().all(|c| is_named(c) || c == '/')
        }
        None => (1..=20).contains(&path.len()) && path.bytes().all(|b| b.is_ascii_lowercase()),
    });
    below_root || ROOTS.iter().any(|root| text.starts_with(root))
}

/// A short number, a code, a security identifier.
fn is_number(text: &str) -> bool {
    let all = |text: &str, fits: fn(u8) -> bool| !text.is_empty() && text.bytes().all(fits);
    (text.len() <= 7 && all(text, |b| b.is_ascii_digit()))
        || text.strip_prefix("0x").is_some_and(|code| all(code, |b| b.is_ascii_hexdigit()))
        || text.strip_prefix("S-1-").is_some_and(|sid| all(sid, |b| b.is_ascii_digit() || b == b'-'))
}
