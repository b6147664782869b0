//! Identifiers: told by their form, by a name before them, or by the place they stand in.

mod account;
mod cloud;
mod form;
mod full_name;
mod known;
mod machine;
mod people;

use super::Hit;
use super::reader::Reader;
use super::scan::{Keywords, Site};
use crate::text::visible::head;
use std::sync::LazyLock;

pub(super) use known::{is_generic, is_public_host};

static KEYWORDS: LazyLock<Keywords> = LazyLock::new(|| {
    Keywords::new(
        machine::RULES.iter().chain(people::RULES).chain(account::RULES).chain(cloud::RULES).copied(),
    )
});

/// Adds the identifiers in a text, in no order; they may overlap.
pub(super) fn find(text: &str, finds: &mut Vec<Hit>) {
    KEYWORDS.find(text, finds);
    form::find(text, finds);
    machine::log_lines(text, finds);
}

/// What stands between a name and its value, and how sure it makes that a value follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// `=`, `==`, or quotes.
    Firm,
    /// A colon, as sentences have it too.
    Loose,
}

/// The value of the name that the keyword ends: where it begins, the text from there, and the tie.
fn assigned(site: Site<'_>) -> Option<(&str, Tie)> {
    let gap = |c: char| matches!(c, ' ' | '\t' | '\\' | '"' | '\'' | '`' | ']');
    // Most names have no value, and a look tells.
    let tie = head(site.after(), 96).trim_start_matches(gap);
    if !tie.starts_with(['=', ':', '：', '＝', '-', '%']) {
        return None;
    }
    let mut text = Reader::new(head(site.after(), 96));
    text.quote();
    text.one("]");
    text.blanks(40);
    const SIGNS: &[&str] = &["===", "==", "=~", "=>", ":=", "-eq", ":", "=", "：", "＝", "%3d", "%3a"];
    let sign = text.one_word(SIGNS)?;
    text.blanks(24);
    let open = text.optional(|text| {
        text.one("(");
        text.quote()
    });
    let loose = matches!(sign, ":" | "：") && open.is_none();
    Some((site.after().get(text.at()..)?, if loose { Tie::Loose } else { Tie::Firm }))
}

/// The value of an option: `--name value`, `-Name "value"`.
fn option_value(site: Site<'_>) -> Option<&str> {
    let before = site.before();
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    if !before.get(name.len()..)?.starts_with('-') && !site.keyword().starts_with('-') {
        return None;
    }
    let mut text = Reader::new(site.after());
    text.gap(4).or_else(|| text.one("=:").map(drop))?;
    text.one("\"'");
    Some(text.rest())
}

/// Whether the keyword is a name of its own or the last part of one: `DB_HOST`, `targetUserName`.
fn is_name(site: Site<'_>) -> bool {
    let upper = site.keyword().starts_with(|c: char| c.is_ascii_uppercase());
    !site.before().ends_with(|c: char| c.is_alphanumeric() && (c.is_uppercase() || !upper))
}

/// The name of a machine, account or resource that a text begins with.
fn word(text: &str) -> &str {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '$');
    let run = head(text, 128);
    let run = run.get(..run.find(|c| !part(c)).unwrap_or(run.len())).unwrap_or_default();
    run.trim_end_matches(['.', '-', '_'])
}

/// Whether a word could be a name at all: it has a letter, and is neither a mark nor a word that everybody uses.
fn could_be_name(name: &str) -> bool {
    (2..=64).contains(&name.chars().count())
        && name.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && name.chars().any(char::is_alphabetic)
        && !is_mark(name)
        && !is_generic(name)
        && !super::credential::is_word(name)
}

/// Whether a word has something that words of a sentence do not have.
pub(super) fn is_unlike_words(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | '$'))
        || (name.len() >= 4 && name.chars().all(|c| c.is_ascii_uppercase()))
}

/// Whether a word of a sentence follows.
fn goes_on(rest: &str) -> bool {
    rest.strip_prefix(' ').and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic)
}

/// Whether a text is a mark: `host-1`.
pub(super) fn is_mark(text: &str) -> bool {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let class = text.get(..text.len() - digits).and_then(|before| before.strip_suffix('-'));
    (1..10).contains(&digits)
        && class.and_then(super::Class::from_id).is_some_and(|class| !class.is_credential())
}
