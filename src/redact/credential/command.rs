//! Passwords that are told by the command, statement or setting they stand in.

use super::context::argument;
use super::value;
use super::{Class, Entry, Hit, Site, one};
use crate::redact::scan::{regex, tail};
use crate::text::visible::head;
use regex::Regex;
use std::sync::LazyLock;

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
    static LOGIN: LazyLock<Regex> =
        LazyLock::new(|| regex(r#"^(?:-[a-zA-Z]{1,8} )?["']?[\w.$]{1,64}/(?P<password>[^@\s/"']{1,128})"#));
    let found = LOGIN.captures(head(site.after(), 256))?.name("password")?;
    argument(site.text.get(..site.end + found.end())?, site.end + found.start())
}

/// `htpasswd -b FILE ada ..`, `rabbitmqctl add_user ada ..`
fn last_of_three(site: Site<'_>) -> Option<Hit> {
    static FILE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^[A-Za-z]{0,6}b[A-Za-z]{0,6} +\S{1,128} +\S{1,64} +"));
    static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| regex(r"^\S{1,64} +"));
    let before = if site.keyword().ends_with('-') { &FILE } else { &ACCOUNT };
    argument(site.text, site.end + before.find(head(site.after(), 256))?.end())
}

/// `[NetworkCredential]::new("ada", "..")`
fn network_credential(site: Site<'_>) -> Option<Hit> {
    static CALL: LazyLock<Regex> =
        LazyLock::new(|| regex(r#"^(?:\]::new)?[ ]?\([ ]?["'][^"'\n]{1,64}["'][ ]{0,2},[ ]{0,2}"#));
    let value = value::read(site.text, site.end + CALL.find(head(site.after(), 128))?.end())?;
    value.quote.and_then(|_| argument(site.text, value.start - 1))
}

/// `enable secret 5 $1$..`, `username ada password 7 094F..` of network devices; a word there is a sentence.
fn device(site: Site<'_>) -> Option<Hit> {
    static KIND: LazyLock<Regex> = LazyLock::new(|| regex(r"^\d{1,2} "));
    let start = site.end + KIND.find(head(site.after(), 4)).map_or(0, |kind| kind.end());
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
    static REST: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:[./A-Za-z0-9=,]{1,32}\$){0,2}[./A-Za-z0-9]{22,128}"));
    let end = site.end + REST.find(head(site.after(), 200))?.end();
    Some((site.start..end, Class::Password))
}
