//! Passwords that are told by the command, statement or setting they stand in.

use super::argument::argument;
use super::value;
use super::{Class, Entry, Hit, Site, one};
use crate::redact::reader::{Reader, is_digit, is_part, is_solid};
use crate::redact::scan::tail;
use crate::text::visible::head;

pub(super) const RULES: &[Entry] = &[
    (one!(|site| of_tool(site, LDAP)), &[" -w "]),
    (one!(|site| of_tool(site, REMOTE)), &[" /p:", " /p ", " /pd:", " /po:", " /passwordd:", " /passwordo:"]),
    (one!(identified), &["identified by "]),
    (one!(oracle), &["sqlplus ", "rman target ", "expdp ", "impdp ", "sqlldr "]),
    (one!(last_of_three), &["htpasswd -", "rabbitmqctl add_user ", "rabbitmqctl change_password "]),
    (one!(network_credential), &["networkcredential"]),
    (one!(device), &["enable password ", "enable secret ", " password 7 ", " secret 5 ", " secret 9 "]),
    (one!(registry), &["reg_sz"]),
    (one!(hash), &["$1$", "$5$", "$6$", "$2a$", "$2b$", "$2y$", "$y$"]),
];

const LDAP: &[&str] = &["ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldapwhoami", "ldappasswd"];
const REMOTE: &[&str] = &["netdom", "freerdp", "mstsc", "signtool"];

/// An option that is a password of these commands and something else of others.
fn of_tool(site: Site<'_>, tools: &[&str]) -> Option<Hit> {
    let line = tail(site.before(), 300).to_ascii_lowercase();
    tools.iter().any(|tool| line.contains(tool)).then(|| argument(site.text, site.end)).flatten()
}

/// `CREATE USER ada IDENTIFIED BY ..`; in a sentence a word follows.
fn identified(site: Site<'_>) -> Option<Hit> {
    let value = value::read(site.text, site.end)?;
    let digit = value.text.bytes().any(|b| b.is_ascii_digit());
    let told = value.quote.is_some() || (digit && !value.text.contains(['=', ':', '/']));
    told.then(|| argument(site.text, site.end)).flatten()
}

/// `sqlplus ada/..@service`
fn oracle(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 256));
    // `-S ada/..`
    text.optional(|text| {
        text.one("-")?;
        text.run(1..=8, |c| c.is_ascii_alphabetic())?;
        text.one(" ")
    });
    text.one("\"'");
    text.run(1..=64, |c| is_part(c) || matches!(c, '.' | '$'))?;
    text.one("/")?;
    let start = text.at();
    text.run(1..=128, |c| is_solid(c) && !matches!(c, '@' | '/' | '"' | '\''))?;
    argument(site.text.get(..site.end + text.at())?, site.end + start)
}

fn is_space(c: char) -> bool {
    c == ' '
}

/// `htpasswd -b FILE ada ..`, `rabbitmqctl add_user ada ..`
fn last_of_three(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 256));
    if site.keyword().ends_with('-') {
        let flags = text.run(1..=13, |c| c.is_ascii_alphabetic())?;
        flags.contains('b').then_some(())?;
        text.run(1..=200, is_space)?;
        text.run(1..=128, is_solid)?;
        text.run(1..=200, is_space)?;
    }
    text.run(1..=64, is_solid)?;
    text.run(1..=200, is_space)?;
    argument(site.text, site.end + text.at())
}

/// `[NetworkCredential]::new("ada", "..")`
fn network_credential(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 128));
    text.word("]::new");
    text.one(" ");
    text.one("(")?;
    text.one(" ");
    text.one("\"'")?;
    text.run(1..=64, |c| !matches!(c, '"' | '\'' | '\n'))?;
    text.one("\"'")?;
    text.run(0..=2, is_space);
    text.one(",")?;
    text.run(0..=2, is_space);
    let value = value::read(site.text, site.end + text.at())?;
    value.quote.and_then(|_| argument(site.text, value.start - 1))
}

/// `enable secret 5 $1$..`, `username ada password 7 094F..` of network devices; a word there is a sentence.
fn device(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(site.after());
    text.optional(|kind| {
        kind.run(1..=2, is_digit)?;
        kind.one(" ")
    });
    let start = site.end + text.at();
    let value = value::read(site.text, start)?;
    let telling = value.text.len() >= 6 && value.text.bytes().any(|b| b.is_ascii_digit());
    telling.then(|| argument(site.text, start)).flatten()
}

/// `DefaultPassword    REG_SZ    ..` as `reg query` prints it.
fn registry(site: Site<'_>) -> Option<Hit> {
    let name = tail(site.before(), 80).trim_end().to_ascii_lowercase();
    let told = ["password", "passwd", "pwd", "passphrase"].iter().any(|end| name.ends_with(end));
    let start = site.text.len() - site.after().trim_start_matches([' ', '\t']).len();
    told.then(|| argument(site.text, start)).flatten()
}

/// The hash of a password as crypt(3) writes it.
fn hash(site: Site<'_>) -> Option<Hit> {
    let in_hash = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/');
    let mut text = Reader::new(head(site.after(), 200));
    // Rounds and salt stand before the hash; some have neither.
    let mut end = None;
    for _ in 0..3 {
        let mut rest = text;
        end = rest.run(22..=128, in_hash).map(|_| rest.at()).or(end);
        let setting = text.run(1..=32, |c| c.is_ascii_alphanumeric() || "./=,".contains(c));
        if setting.and_then(|_| text.one("$")).is_none() {
            break;
        }
    }
    let end = site.end + end?;
    Some((site.start..end, Class::Password))
}
