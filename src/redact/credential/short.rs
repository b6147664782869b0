//! Passwords behind short or common words, which say so only where they stand alone and in a form that nothing else has.

use super::argument::argument;
use super::assignment::assigned;
use super::value::{self, is_strong};
use super::{Class, Entry, Hit, Site, one};
use crate::redact::reader::{Reader, is_blank, is_digit, is_named, is_part, is_solid};
use crate::redact::scan::tail;
use crate::text::visible::head;

pub(super) const RULES: &[Entry] = &[
    (one!(short), &["pw", "psk", "pass word"]),
    (one!(weak), &["lösen", "lÖsen"]),
    // What `netsh wlan show profile key=clear` calls the key of a network.
    (one!(short), &["key content", "nyckelinnehåll", "关键内容", "金鑰內容"]),
    (one!(wireless), &["wpa-psk "]),
    (one!(community), &["community"]),
    (one!(both), &["creds", "credentials"]),
    (one!(connect), &["connect ", "conn "]),
];

/// `pw=..`, `db_pw: ..`, `user/pw: ada/..`
fn short(site: Site<'_>) -> Option<Hit> {
    let (range, class) = alone(site).then(|| assigned(site, Class::Password)).flatten()?;
    let text = site.text.get(range.clone())?;
    // `pw=12` is a width.
    if text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let from = match text.find('/').filter(|_| site.before().ends_with('/')) {
        Some(slash) => range.start + slash + 1,
        None => range.start,
    };
    (from < range.end).then_some((from..range.end, class))
}

/// `lösen: ..`, which is a verb in German.
fn weak(site: Site<'_>) -> Option<Hit> {
    let hit = alone(site).then(|| assigned(site, Class::Password)).flatten();
    hit.filter(|(range, _)| site.text.get(range.clone()).is_some_and(|value| is_strong(value, false)))
}

/// `pass: ..`; tests pass too, and `PASS: TestName2` is how they say so.
pub(super) fn pass(site: Site<'_>) -> Option<Hit> {
    let shout = site.keyword().starts_with("PASS");
    let hit = alone(site).then(|| assigned(site, Class::Password)).flatten();
    hit.filter(|(range, _)| site.text.get(range.clone()).is_some_and(|value| is_strong(value, shout)))
}

/// No letter or digit goes before; `_`, `-`, `/` and the like do.
fn alone(site: Site<'_>) -> bool {
    !site.before().ends_with(char::is_alphanumeric)
}

/// `wpa-psk ..` in settings of a network interface, `wpa-psk ascii 0 ..` of a device.
fn wireless(site: Site<'_>) -> Option<Hit> {
    let first = tail(site.before(), 80).trim().is_empty() && site.keyword() == "wpa-psk ";
    let mut text = Reader::new(site.after());
    text.optional(|kind| {
        kind.one_word(&["ascii ", "hex "])?;
        kind.run(1..=1, is_digit)?;
        kind.one(" ")
    });
    let start = site.end + text.at();
    let value = value::read(site.text, start).filter(|_| first)?;
    (value.text.len() >= 8 && !value::in_sentence(value)).then(|| argument(site.text, start)).flatten()
}

/// `snmp-server community ..`, `community=..`; elsewhere a community is one of people or of routes.
fn community(site: Site<'_>) -> Option<Hit> {
    let before = tail(site.before(), 24).to_ascii_lowercase();
    if before.ends_with("snmp-server ") || before.ends_with("snmp ") {
        let start = site.end + usize::from(site.after().starts_with(' '));
        return (start > site.end).then(|| argument(site.text, start)).flatten();
    }
    let is = head(site.after(), 8).trim_start_matches(['"', '\'', ' ']).starts_with('=');
    let hit = (is && alone(site) && !before.ends_with(['?', '&']))
        .then(|| assigned(site, Class::Password))
        .flatten();
    hit.filter(|(range, _)| {
        let value = site.text.get(range.clone()).unwrap_or_default();
        value.bytes().any(|b| !b.is_ascii_digit() && b != b':')
    })
}

/// `creds: ada:..`
fn both(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 96));
    text.sign()?;
    text.run(1..=1, |c| c.is_ascii_alphabetic())?;
    text.run(0..=63, |c| is_named(c) || matches!(c, '@' | '\\'))?;
    text.one(":")?;
    let value = value::read(site.text, site.end + text.at()).filter(|_| alone(site))?;
    let telling = value.text.len() >= 4 && value.text.chars().any(|c| !c.is_alphabetic());
    telling.then(|| argument(site.text, site.end + text.at())).flatten()
}

/// `connect ada/..@service` as it is told to a database.
fn connect(site: Site<'_>) -> Option<Hit> {
    let before = tail(site.before(), 64).trim_end();
    if !(before.is_empty() || before.ends_with(['>', ';', '"', '\''])) {
        return None;
    }
    let mut text = Reader::new(head(site.after(), 320));
    text.run(1..=1, |c| c.is_ascii_alphabetic())?;
    text.run(0..=30, |c| is_part(c) || matches!(c, '$' | '#'))?;
    text.one("/")?;
    let start = site.end + text.at();
    text.run(1..=128, |c| is_solid(c) && !matches!(c, '@' | '/'))?;
    let end = site.end + text.at();
    text.one("@")?;
    text.run(1..=128, |c| is_named(c) || matches!(c, ':' | '/'))?;
    text.run(0..=4, |c| is_blank(c) || c == ';');
    text.optional(|text| {
        text.word("as ")?;
        text.run(1..=32, |c| c.is_ascii_alphabetic())
    });
    text.one(";");
    text.blanks(4);
    (text.rest().is_empty() || text.one("\r\n").is_some()).then_some(())?;
    argument(site.text.get(..end)?, start)
}
