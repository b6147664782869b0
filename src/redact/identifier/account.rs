//! Names of accounts: `DOMAIN\account`, settings, options of commands, and sentences of logs.

use super::{Tie, assigned, could_be_name, goes_on, is_generic, is_mark, is_name, is_unlike_words, word};
use crate::redact::reader::{Reader, is_blank};
use crate::redact::scan::{Ascii, Rule, Site, tail};
use crate::redact::{Class, Hit};
use crate::text::visible::head;

pub(super) const RULES: &[(Rule, &[&str])] = &[
    (account, &["\\"]),
    (
        named,
        &[
            "user",
            "user id",
            "user_id",
            "user name",
            "user-name",
            "username",
            "uid",
            "account name",
            "account",
            "login",
            "login name",
            "logon account",
            "run as",
            "runas",
            "用户",
            "用户名",
            "使用者",
            "使用者名稱",
            "användare",
            "användarnamn",
        ],
    ),
    (
        option,
        &[
            "-u ",
            "-u:",
            "--user ",
            "--username ",
            "-username ",
            "--admin-user ",
            "/ru ",
            "--admin-username ",
            "/user:",
            "-user ",
            "/u:",
        ],
    ),
    (
        logged,
        &[
            "accepted password for ",
            "accepted publickey for ",
            "failed password for ",
            "invalid user ",
            "session opened for user ",
            "session closed for user ",
            "sudo: ",
            "for user ",
            "authenticating user ",
            "uid=",
            "gid=",
            "net user ",
            "config set-credentials ",
            "pscredential",
            "/setcredentials ",
            " login ",
        ],
    ),
];

/// Adds an account, unless it is one that everybody has.
pub(super) fn person(site: Site<'_>, name: &str, finds: &mut Vec<Hit>) {
    if could_be_name(name) {
        finds.push(site.hit(name, Class::User));
    }
}

/// What stands before a backslash and is no domain: parts of the registry, of devices and of paths.
const NO_DOMAINS: &[&str] = &[
    "HKLM",
    "HKCU",
    "HKCR",
    "HKU",
    "HKCC",
    "AUTHORITY",
    "SERVICE",
    "BUILTIN",
    "APPPOOL",
    "MANAGER",
    "HOST",
    "SOFTWARE",
    "SYSTEM",
    "WINDOWS",
    "ROOT",
    "PCI",
    "USB",
    "ACPI",
    "HID",
    "SCSI",
    "STORAGE",
    "SWD",
    "DISPLAY",
    "HTREE",
    "UMB",
    "IDE",
    "HDAUDIO",
    "PROCESSOR",
    "MSFT",
    "HARDWARE",
    "SECURITY",
    "SAM",
    "CLSID",
    "DOMAIN",
    "WORKGROUP",
    "MACHINE",
    "LOCAL",
    "GLOBAL",
    "COMPUTERNAME",
    "USERDOMAIN",
    "BIN",
    "SERVER",
    "LOCALHOST",
    "WORKGROUP",
    "POLICIES",
    "DEVICE",
    "REGISTRY",
    "CURRENT",
    "PATH",
    "TEMP",
    "SQLEXPRESS",
    "ADMIN",
    "USERS",
    "DATA",
    "LOGS",
    "LOG",
];

/// `DOMAIN\account`
fn account(site: Site<'_>, finds: &mut Vec<Hit>) {
    static PART: Ascii = Ascii::alphanumeric_or(b"-");
    let before = tail(site.before(), 24);
    let left = PART.last_run(before);
    let alone = before.get(..before.len() - left.len()).unwrap_or_default();
    if !(2..=15).contains(&left.len()) || alone.ends_with(['\\', '/', '$', '%', '.', '_']) || is_mark(left) {
        return;
    }
    let told = site.before().get(..site.before().len() - left.len()).is_some_and(tells_account);
    let shouted =
        left.bytes().all(|b| !b.is_ascii_lowercase()) && left.bytes().any(|b| b.is_ascii_uppercase());
    if !(told || (shouted && !alone.ends_with(':'))) {
        return;
    }
    let upper = left.to_ascii_uppercase();
    if NO_DOMAINS.contains(&upper.as_str())
        || names_server(alone)
        || upper.bytes().all(|b| b.is_ascii_digit())
    {
        return;
    }
    let name = word(site.after().trim_start_matches('\\'));
    let doubled = site.after().starts_with('\\');
    let at = site.end + usize::from(doubled);
    let rest = site.text.get(at + name.len()..).unwrap_or_default();
    // A path goes on, a file has an end.
    let file = name.rsplit_once('.').is_some_and(|(_, end)| {
        matches!(
            end.to_ascii_lowercase().as_str(),
            "exe" | "dll" | "log" | "txt" | "sys" | "msi" | "json" | "xml" | "ini"
        )
    });
    if name.len() < 2 || rest.starts_with(['\\', '/', '<', '(', ':', '*']) || file || name.contains("VEN_") {
        return;
    }
    if is_mark(name) || is_generic(name) && !told {
        return;
    }
    finds.push((site.start - left.len()..site.start, Class::Host));
    if could_be_name(name) {
        finds.push(site.hit(name, Class::User));
    }
}

/// Whether what stands before says that an account follows: `user: `, `whoami` and a line feed, `-u `.
fn tells_account(before: &str) -> bool {
    const NAMES: &[&str] = &[
        "user",
        "account",
        "login",
        "user name",
        "username",
        "account name",
        "accountname",
        "whoami",
        "run as",
        "runas",
        "logged in as",
    ];
    const OPTIONS: &[&str] = &["-u", "-ru", "-user", "-username", "/u", "/ru", "/user", "/username"];
    let before = without(crate::text::visible::tail(before, 48), &['"', '\'']);
    let name = without(without(before, &['\n']).trim_end_matches(is_blank), &[':', '=']);
    let name = without(name.trim_end_matches(is_blank), &['"', '\'']);
    let option = before.strip_suffix([':', ' ']);
    ends_with_one(name, NAMES) || option.is_some_and(|option| ends_with_one(option, OPTIONS))
}

/// Whether a server and its instance follow, not a domain and its account: `Server=tcp:`, `-S `.
fn names_server(before: &str) -> bool {
    const NAMES: &[&str] = &["server", "source", "instance", "address", "addr", "host"];
    let before = tail(before, 40);
    let before = strip_end(before, "tcp:").unwrap_or(before);
    let name = without(before, &['"', '\'']).trim_end_matches(is_blank).strip_suffix([':', '=']);
    let name = name.map(|name| without(name.trim_end_matches(is_blank), &['"', '\'']));
    name.is_some_and(|name| ends_with_one(name, NAMES)) || ends_with_one(before, &["-S ", "-ServerInstance "])
}

/// The text without one of these at its end.
fn without<'a>(text: &'a str, end: &[char]) -> &'a str {
    text.strip_suffix(end).unwrap_or(text)
}

/// The text before this end, whatever the case of its ASCII letters.
fn strip_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let (before, last) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    last.eq_ignore_ascii_case(end).then_some(before)
}

fn ends_with_one(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| strip_end(text, end).is_some())
}

/// `User ID=..`, `"userName": ".."`
fn named(site: Site<'_>, finds: &mut Vec<Hit>) {
    if !is_name(site) && !site.before().ends_with(|c: char| !c.is_ascii()) {
        return;
    }
    let keyword = site.keyword().to_ascii_lowercase();
    let Some((value, tie)) = assigned(site) else {
        // `Login failed for user 'x'`
        let quoted = site.after().strip_prefix(" '").filter(|_| keyword == "user");
        if let Some(value) = quoted {
            let name = word(value);
            if value.get(name.len()..).is_some_and(|rest| rest.starts_with('\'')) {
                person(site, name, finds);
            }
        }
        return;
    };
    let name = word(value);
    let rest = value.get(name.len()..).unwrap_or_default();
    // Resources have accounts too.
    let resource = keyword == "accountname" || keyword == "account";
    let sentence = tie == Tie::Loose && goes_on(rest) && !is_unlike_words(name);
    if sentence || rest.starts_with(['@', '\\', '(', '/', '%', '#']) || (resource && tie == Tie::Firm) {
        return;
    }
    if keyword == "uid" && name.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    if tie == Tie::Loose
        && matches!(keyword.as_str(), "login" | "account" | "user")
        && !is_unlike_words(name)
        && rest.starts_with(' ')
    {
        return;
    }
    person(site, name, finds);
}

/// `-u ..` of commands.
fn option(site: Site<'_>, finds: &mut Vec<Hit>) {
    let free = site.before().ends_with(|c: char| c.is_whitespace()) || site.before().ends_with('-');
    if !free && !site.before().is_empty() {
        return;
    }
    let quote = |c: char| matches!(c, '"' | '\'' | ' ');
    let value = site.after().trim_start_matches(quote);
    if site.after().len() - value.len() > 4 {
        return;
    }
    let name = word(value);
    let rest = value.get(name.len()..).unwrap_or_default();
    if rest.starts_with(['@', '\\', '(', '/', '=']) {
        return;
    }
    let digits = name.bytes().all(|b| b.is_ascii_digit());
    // `-u` means many things; a name behind it is one where a command with logins stands on the line.
    let line = tail(site.before(), 200).to_ascii_lowercase();
    const TOOLS: &[&str] = &[
        "mysql",
        "psql",
        "sqlcmd",
        "bcp",
        "curl",
        "wget",
        "docker",
        "podman",
        "psexec",
        "winrs",
        "az ",
        "helm",
        "net use",
        "cmdkey",
        "schtasks",
        "smbclient",
        "sudo",
        "invoke-",
        "redis",
        "runas",
        "ldap",
        "mongo",
        "ssh",
        "connect-",
        "new-",
        "set-",
        "wmic",
        "git",
        "kubectl",
    ];
    if digits || !TOOLS.iter().any(|tool| line.contains(tool)) {
        return;
    }
    person(site, name, finds);
}

/// Sentences of sshd, sudo and id.
fn logged(site: Site<'_>, finds: &mut Vec<Hit>) {
    let keyword = site.keyword().to_ascii_lowercase();
    let after = site.after();
    let name = match keyword.as_str() {
        "uid=" | "gid=" => {
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            match after.get(digits..).and_then(|rest| rest.strip_prefix('(')) {
                Some(rest) if digits > 0 => word(rest),
                _ if digits == 0 && keyword == "uid=" => word(after),
                _ => return,
            }
        }
        "sudo: " => {
            let name = word(after.trim_start());
            if !after.trim_start().get(name.len()..).is_some_and(|rest| rest.starts_with(" : ")) {
                return;
            }
            name
        }
        "failed password for " if after.starts_with("invalid user ") => return,
        "pscredential" => {
            let mut text = Reader::new(after);
            text.blanks(2);
            text.optional(|text| {
                text.word("-ArgumentList")?;
                text.gap(2)
            });
            text.one("(");
            text.blanks(2);
            if text.one("\"'").is_none() {
                return;
            }
            word(text.rest())
        }
        "/setcredentials " => match head(after, 200).split_whitespace().nth(3) {
            Some(name) => word(name),
            None => return,
        },
        " login " => {
            let line = tail(site.before(), 300);
            if !(line.contains("machine ") || line.ends_with("default")) {
                return;
            }
            word(after)
        }
        "net user " => {
            let name = word(after.trim_start_matches('"'));
            if after.starts_with('/') {
                return;
            }
            name
        }
        "for user " => {
            let name = word(after.trim_start_matches(['\'', '"']));
            if !after.starts_with(['\'', '"'])
                && goes_on(after.get(name.len()..).unwrap_or_default())
                && !is_unlike_words(name)
            {
                return;
            }
            name
        }
        _ => word(after.trim_start_matches(['\'', '"'])),
    };
    let rest = after.get((name.as_ptr() as usize + name.len()).saturating_sub(after.as_ptr() as usize)..);
    if rest.is_some_and(|rest| rest.starts_with(['\\', '@'])) {
        return;
    }
    person(site, name, finds);
}
