//! Machines and domains that a name, a place in the text or a command tells.

use super::known::{Domain, domain};
use super::{Tie, assigned, could_be_name, goes_on, is_mark, is_name, is_unlike_words, option_value, word};
use crate::redact::reader::{Reader, is_digit, is_named, is_solid};
use crate::redact::scan::{Rule, Site, tail};
use crate::redact::{Class, Hit};
use crate::text::visible::head;

pub(super) const RULES: &[(Rule, &[&str])] = &[
    (
        named,
        &[
            "computer",
            "computername",
            "computer name",
            "computer_name",
            "hostname",
            "host name",
            "host_name",
            "host",
            "server",
            "servername",
            "server name",
            "serverinstance",
            "data source",
            "datasource",
            "machine",
            "machinename",
            "machine name",
            "workstation",
            "workstation name",
            "workstationname",
            "node",
            "nodename",
            "domain",
            "account domain",
            "domainname",
            "domain name",
            "主机名",
            "主机",
            "计算机名",
            "计算机",
            "電腦名稱",
            "伺服器",
            "服务器",
            "värdnamn",
            "värd",
            "dator",
            "datornamn",
        ],
    ),
    (unc, &["\\\\"]),
    (share, &["smbclient //", "mount.cifs //", "-t cifs //"]),
    (url, &["://"]),
    (thin, &[":thin:"]),
    (
        command,
        &[
            "-s ",
            "-h ",
            "-r:",
            "--host ",
            "/v:",
            "/add:",
            "enter-pssession ",
            "ping ",
            "nslookup ",
            "ssh ",
            "tracert ",
        ],
    ),
];

/// Whether a name that nothing but its place tells can be one of a machine.
fn could_be_host(name: &str) -> bool {
    let whole = name.trim_end_matches('.');
    let own = !whole.contains('.') || domain(&whole.to_ascii_lowercase()) == Domain::Own;
    let address = whole.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    own && !address
        && could_be_name(whole)
        && whole.is_ascii()
        && !whole.contains('$')
        && !whole.ends_with(".exe")
        && !whole.ends_with(".dll")
}

/// `Computer: ..`, `Server=tcp:..`, `-ComputerName ..`
fn named(site: Site<'_>, finds: &mut Vec<Hit>) {
    let other_script = site.before().ends_with(|c: char| !c.is_ascii());
    if !is_name(site) && !other_script {
        return;
    }
    let lower = site.keyword().to_ascii_lowercase();
    let (value, tie) = match assigned(site) {
        Some(found) => found,
        None => match option_value(site) {
            Some(value) => (value, Tie::Firm),
            None => return,
        },
    };
    let value = ["tcp:", "np:", "lpc:", "http://", "https://"]
        .iter()
        .fold(value, |value, scheme| value.strip_prefix(scheme).unwrap_or(value));
    let name = word(value);
    let rest = value.get(name.len()..).unwrap_or_default();
    // These words mean many things; only what looks like a machine's name is one behind a colon.
    let vague = matches!(
        lower.as_str(),
        "host"
            | "server"
            | "node"
            | "machine"
            | "domain"
            | "workstation"
            | "主机"
            | "服务器"
            | "伺服器"
            | "värd"
    );
    let plain = !is_unlike_words(name);
    let sentence = tie == Tie::Loose && plain && (goes_on(rest) || vague);
    let product = rest.starts_with('/') || rest.starts_with(['(', '[', '<', '>', '*', '{', '%', '@', '$']);
    if sentence || product || !could_be_host(name) {
        return;
    }
    finds.push(site.hit(name, Class::Host));
}

/// `\\host\share`
fn unc(site: Site<'_>, finds: &mut Vec<Hit>) {
    let before = site.before();
    if before.ends_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '\\' | ':' | '.' | '%' | ']' | ')' | '*' | '+' | '$' | '>' | '}')
    }) {
        return;
    }
    // In JSON each backslash stands twice.
    let after = site.after();
    let after = after.strip_prefix("\\\\").unwrap_or(after);
    let name = word(after);
    let rest = after.get(name.len()..).unwrap_or_default();
    let path = rest.starts_with('\\')
        && rest
            .trim_start_matches('\\')
            .starts_with(|c: char| c.is_alphanumeric() || c == '$' || c == '<' || c == '%');
    let alone = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    if name.len() >= 2 && (path || (alone && is_unlike_words(name) && name.len() >= 3)) && could_be_host(name)
    {
        finds.push(site.hit(name, Class::Host));
    }
}

/// `smbclient //host/share`
fn share(site: Site<'_>, finds: &mut Vec<Hit>) {
    let name = word(site.after());
    if could_be_host(name) {
        finds.push(site.hit(name, Class::Host));
    }
}

/// `https://account:password@host:8530/`
fn url(site: Site<'_>, finds: &mut Vec<Hit>) {
    // What follows these is no machine.
    const SCHEMES: &[&str] =
        &["otpauth", "file", "urn", "data", "about", "chrome", "vscode", "unix", "secret", "env"];
    if SCHEMES.iter().any(|scheme| site.before().ends_with(scheme)) {
        return;
    }
    let authority = head(site.after(), 255);
    let end = authority
        .find(|c: char| c.is_whitespace() || "/?#\"'<>`{}|\\,;，。".contains(c))
        .unwrap_or(authority.len());
    let authority = authority.get(..end).unwrap_or_default();
    let place = match authority.rsplit_once('@') {
        Some((account, place)) => {
            let name = account.split(':').next().unwrap_or_default();
            let name = if word(name).len() == name.len() { name } else { "" };
            // A token in place of the name is a credential, which other rules know.
            if could_be_name(name) && name.len() < 32 && name != "git" {
                finds.push(site.hit(name, Class::User));
            }
            place
        }
        None => authority,
    };
    let name = word(place);
    let rest = place.get(name.len()..).unwrap_or_default();
    if (rest.is_empty() || rest.starts_with(':'))
        && !name.contains('.')
        && !name.starts_with('_')
        && could_be_host(name)
    {
        finds.push(site.hit(name, Class::Host));
    }
}

/// `jdbc:oracle:thin:account/password@host:1521`
fn thin(site: Site<'_>, finds: &mut Vec<Hit>) {
    let mut text = Reader::new(head(site.after(), 400));
    let user = text.optional(|text| {
        let user = text.run(1..=64, |c| is_named(c) || c == '$')?;
        text.one("/")?;
        text.run(1..=128, |c| is_solid(c) && c != '@')?;
        Some(user)
    });
    if text.one("@").is_none() {
        return;
    }
    text.word("//");
    if let Some(user) = user.filter(|user| could_be_name(user)) {
        finds.push(site.hit(user, Class::User));
    }
    if let Some(host) = text.run(1..=128, is_named).filter(|host| could_be_host(host)) {
        finds.push(site.hit(host, Class::Host));
    }
}

/// Arguments of commands that take the name of a machine.
fn command(site: Site<'_>, finds: &mut Vec<Hit>) {
    let free = site.before().is_empty()
        || site.before().ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | '|' | '`'));
    if !free {
        return;
    }
    let keyword = site.keyword().to_ascii_lowercase();
    let line = tail(site.before(), 200).to_ascii_lowercase();
    let on = |tools: &[&str]| tools.iter().any(|tool| line.contains(tool));
    let fits = match keyword.as_str() {
        "-s " => on(&["sqlcmd", "bcp "]),
        "-h " => on(&["mysql", "psql", "redis-cli", "ldapsearch", "pg_dump", "mongo"]),
        "-r:" => on(&["winrs"]),
        "/v:" => on(&["mstsc"]),
        "/add:" => on(&["cmdkey"]),
        _ => true,
    };
    let value = site.after().trim_start_matches(['"', '\'']);
    let value = value.strip_prefix("tcp:").unwrap_or(value);
    let name = word(value);
    let rest = value.get(name.len()..).unwrap_or_default();
    let flag = keyword.starts_with(['-', '/']);
    if fits
        && !rest.starts_with(['@', '(', '=', '/', ':'])
        && (flag || is_unlike_words(name))
        && could_be_host(name)
    {
        finds.push(site.hit(name, Class::Host));
    }
}

/// The machine in the header of a line of syslog: `Nov 22 10:15:30 web01 sshd[1187]: ..`
pub(super) fn log_lines(text: &str, finds: &mut Vec<Hit>) {
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = head(rest, 180.min(end));
        if is_dated(line.as_bytes())
            && let Some((start, host)) = log_machine(line)
            && host.bytes().any(|b| b.is_ascii_alphabetic())
            && !is_mark(host)
            && could_be_host(host)
            && !is_level(host)
        {
            finds.push((at + start..at + start + host.len(), Class::Host));
        }
        at += end;
    }
}

/// What stands between the time and the name of a program, and where.
fn log_machine(line: &str) -> Option<(usize, &str)> {
    let start = stamp(line)?;
    let (host, rest) = line.get(start..)?.split_once(' ')?;
    let (program, _) = rest.split_once(": ")?;
    let program = match program.strip_suffix(']').and_then(|program| program.rsplit_once('[')) {
        Some((program, number)) if number.bytes().all(|b| b.is_ascii_digit()) => program,
        _ => program,
    };
    let of = |text: &str, also: &str| text.chars().all(|c| c.is_alphanumeric() || also.contains(c));
    let fits = (2..=63).contains(&host.len())
        && host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && of(host, "_.-")
        && (1..=48).contains(&program.len())
        && of(program, "_./()@-");
    fits.then_some((start, host))
}

/// Bytes of the time that a line begins with, and of the priority before it.
fn stamp(line: &str) -> Option<usize> {
    let mut text = Reader::new(line);
    // `<13>1 `
    text.optional(|text| {
        text.one("<")?;
        text.run(1..=3, is_digit)?;
        text.one(">")?;
        text.optional(|version| {
            version.run(1..=1, is_digit)?;
            version.one(" ")
        });
        text.one(" ");
        Some(())
    });
    if text.like("Aaa _0 00:00:00").is_none() {
        text.like("0000-00-00")?;
        text.one("T ")?;
        text.like("00:00:00")?;
        text.run(0..=10, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
        if text.one("Z").is_none() && text.one("+-").is_some() {
            text.like("00")?;
            text.one(":");
            text.like("00")?;
        }
    }
    text.one(" ")?;
    Some(text.at())
}

/// Whether a line begins as the headers of syslog do: `<13>`, `Nov 22 `, `2029-11-22T`.
fn is_dated(line: &[u8]) -> bool {
    match line {
        [b'<', digit, ..] => digit.is_ascii_digit(),
        [b'A'..=b'Z', _, _, b' ', _, _, b' ', _, _, b':', ..] => true,
        [b'1'..=b'2', _, _, _, b'-', _, _, b'-', _, _, b'T' | b' ', ..] => true,
        _ => false,
    }
}

/// Words that logs without a machine have in its place.
fn is_level(word: &str) -> bool {
    const LEVELS: &[&str] = &[
        "info", "warn", "warning", "error", "debug", "trace", "fatal", "notice", "verbose", "critical",
        "err", "crit", "dbg", "inf", "wrn", "ftl",
    ];
    LEVELS.contains(&word.to_ascii_lowercase().as_str())
}
