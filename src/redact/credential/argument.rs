//! Passwords that are arguments of known commands.

use super::assignment::option_only;
use super::value;
use super::{Class, Entry, Hit, Site, one};
use crate::redact::reader::{Reader, is_named, is_solid};
use crate::redact::scan::tail;
use crate::text::visible::head;

pub(super) const RULES: &[Entry] = &[
    (one!(user_and_password), &[" -u ", " -u\"", " -u'", "--user ", "--proxy-user ", "--user="]),
    (one!(dash_p), &[" -p ", " -p:", " -p\"", " -p'"]),
    (one!(glued_p), &[" -p"]),
    (one!(dash_a), &[" -a "]),
    (one!(require_pass), &["requirepass ", "masterauth "]),
    (one!(pass_in), &["pass:"]),
    (one!(store_pass), &["-storepass ", "-keypass ", "-srcstorepass ", "-deststorepass "]),
    (one!(set_credentials), &["/setcredentials "]),
    (
        one!(piped),
        &["| sudo -s", "|sudo -s", "--password-stdin", "| chpasswd", "| passwd --stdin", "| kinit"],
    ),
    (one!(net_user), &["net user ", "net use ", "net1 user "]),
    (one!(slash_user), &["/user:"]),
];

/// `curl -u user:password`
fn user_and_password(site: Site<'_>) -> Option<Hit> {
    let line = tail(site.before(), 200);
    if ["smbclient", "rpcclient", "smbmap", "winexe", "net rpc", "net ads"]
        .iter()
        .any(|name| line.contains(name))
    {
        // `smbclient -U 'account%password'`
        let mut text = Reader::new(head(site.after(), 200));
        text.one("\"'");
        text.run(1..=64, |c| is_solid(c) && !matches!(c, '%' | '"' | '\''))?;
        text.one("%")?;
        let start = text.at();
        text.run(1..=128, |c| is_solid(c) && !matches!(c, '"' | '\''))?;
        return Some((site.end + start..site.end + text.at(), Class::Password));
    }
    if !["curl", "http ", "https ", "lftp"].iter().any(|name| line.contains(name)) {
        return None;
    }
    let mut text = Reader::new(head(site.after(), 80));
    text.one("\"'");
    text.run(1..=64, |c| is_solid(c) && !matches!(c, ':' | ',' | '"' | '\''))?;
    text.one(":,")?;
    argument(site.text, site.end + text.at())
}

/// `-p ..` of commands whose `-p` is a password.
fn dash_p(site: Site<'_>) -> Option<Hit> {
    const COMMANDS: &[&str] = &[
        "sshpass",
        "az login",
        "docker login",
        "psexec",
        "podman login",
        "helm registry",
        "sqlcmd",
        "bcp ",
        "winrs",
        "osql",
        "isql",
        "mongo",
        "ipmitool",
        "rdesktop",
        "ncftp",
        "evil-winrm",
        "esxcli",
        "certutil",
        "useradd",
        "zip ",
    ];
    let line = tail(site.before(), 300).to_ascii_lowercase();
    let quote = usize::from(site.keyword().ends_with(['"', '\'']));
    COMMANDS.iter().any(|name| line.contains(name)).then(|| argument(site.text, site.end - quote)).flatten()
}

/// `mysql -pPassword`, without a space.
fn glued_p(site: Site<'_>) -> Option<Hit> {
    let glued = site.after().starts_with(|c: char| !c.is_whitespace()) && site.keyword().ends_with('p');
    if !glued {
        return None;
    }
    let line = tail(site.before(), 300).to_ascii_lowercase();
    let tool = ["mysql", "mariadb", "sshpass", "7z ", "7za ", "rar "].iter().any(|name| line.contains(name));
    tool.then(|| argument(site.text, site.end)).flatten()
}

/// `redis-cli -a ..`
fn dash_a(site: Site<'_>) -> Option<Hit> {
    tail(site.before(), 200).contains("redis-cli").then(|| argument(site.text, site.end)).flatten()
}

/// Settings of Redis.
fn require_pass(site: Site<'_>) -> Option<Hit> {
    let before = site.before();
    (before.is_empty() || before.ends_with(['\n', ' '])).then(|| argument(site.text, site.end)).flatten()
}

/// `openssl .. -passin pass:..`
fn pass_in(site: Site<'_>) -> Option<Hit> {
    let line = tail(site.before(), 24);
    let told = ["-passin ", "-passout ", "-pass "].iter().any(|option| line.ends_with(option));
    match told {
        true => argument(site.text, site.end),
        false => option_only(Site { end: site.end - 1, ..site }),
    }
}

/// `keytool -storepass ..`
fn store_pass(site: Site<'_>) -> Option<Hit> {
    argument(site.text, site.end)
}

/// `bitsadmin /setcredentials job proxy basic account password`
fn set_credentials(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 256));
    text.run(1..=64, is_solid)?;
    text.gap(200)?;
    text.one_word(&["proxy", "server"])?;
    text.gap(200)?;
    text.run(1..=16, is_solid)?;
    text.gap(200)?;
    text.run(1..=64, is_solid)?;
    text.gap(200)?;
    argument(site.text, site.end + text.at())
}

/// `echo .. | sudo -S`, `echo .. | docker login --password-stdin`
fn piped(site: Site<'_>) -> Option<Hit> {
    let line = tail(site.before(), 300);
    let pipe = match site.keyword().starts_with('|') {
        true => line.len(),
        false => line.rfind('|')?,
    };
    let said = line.get(..pipe)?;
    let at = said.rfind("echo ").map(|at| at + 5).or_else(|| Some(said.rfind("printf ")? + 7))?;
    let (range, class) = argument(site.text, site.start - line.len() + at)?;
    // `echo ada:.. | chpasswd`
    let account = match site.keyword().ends_with("chpasswd") {
        true => site.text.get(range.clone())?.find(':')? + 1,
        false => 0,
    };
    Some((range.start + account..range.end, class))
}

/// `net user ada .. /add`, `net use \\server\share ..`
fn net_user(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 300));
    // `Z: \\server\share`
    text.optional(|text| {
        if text.one("*").is_none() {
            text.run(1..=1, |c| c.is_ascii_alphabetic())?;
            text.one(":")?;
        }
        text.gap(4)
    });
    let name = text.optional(quoted_argument);
    let name = name.or_else(|| {
        let share = text.word(r"\\").is_some();
        match share {
            true => text.run(1..=200, |c| is_solid(c) && c != '"'),
            false => text.run(1..=64, is_named),
        }
    });
    name?;
    text.gap(4)?;
    argument(site.text, site.end + text.at())
}

/// `net use .. /user:domain\ada ..`
fn slash_user(site: Site<'_>) -> Option<Hit> {
    let line = tail(site.before(), 300).to_ascii_lowercase();
    if !["net use", "cmdkey", "winrs", "wmic"].iter().any(|name| line.contains(name)) {
        return None;
    }
    let mut text = Reader::new(head(site.after(), 128));
    let name = text.optional(quoted_argument);
    name.or_else(|| text.run(1..=100, |c| is_solid(c) && c != '"'))?;
    text.gap(4)?;
    argument(site.text, site.end + text.at())
}

/// `"\\server\a share"`
fn quoted_argument<'a>(text: &mut Reader<'a>) -> Option<&'a str> {
    text.one("\"")?;
    let inside = text.run(1..=200, |c| !matches!(c, '"' | '\r' | '\n'))?;
    text.one("\"")?;
    Some(inside)
}

/// A password that is an argument of its own: not another option and not a prompt (`*`).
pub(super) fn argument(text: &str, start: usize) -> Option<Hit> {
    let value = value::read(text, start)?;
    let option = value.quote.is_none() && value.text.starts_with(['-', '/', '*', '\\', '|', '(']);
    let ok = !option && !value::in_sentence(value) && value::is_credential(value, Class::Password);
    ok.then(|| (value.range(), Class::Password))
}
