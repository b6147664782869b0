//! People: e-mail addresses, accounts on machines, home folders.

use super::account::person;
use super::known::{Domain, domain};
use super::{could_be_name, is_generic, is_mark};
use crate::redact::scan::{Rule, Site, tail};
use crate::redact::{Class, Hit};
use crate::text::visible::head;

pub(super) const RULES: &[(Rule, &[&str])] = &[
    (at, &["@", "#ext#@"]),
    (
        home,
        &[
            "users\\",
            "users/",
            "/home/",
            "documents and settings\\",
            "home$\\",
            "home\\",
            "profiler\\",
            "profiles\\",
            "profiles$\\",
        ],
    ),
];

/// An e-mail address, or an account on a machine.
fn at(site: Site<'_>, finds: &mut Vec<Hit>) {
    let local =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '~' | '\'' | '-' | '#' | '$');
    let before = tail(site.before(), 65);
    let name = before.get(before.trim_end_matches(local).len()..).unwrap_or_default();
    let name = name.trim_start_matches(['.', '\'', '-', '%', '#', '$', '~']);
    let hosts = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let after = head(site.after(), 255);
    let place = after.get(..after.find(|c| !hosts(c)).unwrap_or(after.len())).unwrap_or_default();
    let place = place.trim_end_matches(['.', '-', '_']);
    if name.is_empty() || place.len() < 2 || name.len() > 64 {
        return;
    }
    let start = site.start - name.len();
    let end = site.end + place.len();
    let top = place.rsplit('.').next().unwrap_or_default();
    const UNITS: &[&str] = &[
        "service", "socket", "timer", "mount", "target", "slice", "scope", "device", "path", "swap", "sh",
        "js", "py", "jar", "png",
    ];
    let full = place.contains('.')
        && !place.contains("..")
        && (2..=24).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_alphabetic())
        && !UNITS.contains(&top.to_ascii_lowercase().as_str());
    if full {
        let lower = place.to_ascii_lowercase();
        let example = domain(&lower) == Domain::Public && lower.contains("example");
        let tool = matches!(name, "git" | "oauth2" | "x-access-token");
        let known = is_mark(name) && is_mark(place);
        if !(example || tool || known) {
            finds.push((start..end, Class::Mail));
        }
        return;
    }
    if place.contains('.') {
        return;
    }
    // `ssh ada@web01`, `ada@web01:~$`, `[ada@web01 logs]$`
    let rest = site.after().get(place.len()..).unwrap_or_default();
    let line = tail(site.before(), 200);
    let command = line.get(..line.len() - name.len()).unwrap_or_default();
    let tool = ["ssh", "scp", "sftp", "rsync", "plink", "pscp", "ssh-copy-id"]
        .iter()
        .any(|tool| command.split(['/', ' ', '\t', '|', ';', '.']).any(|part| part == *tool));
    let prompt = rest.starts_with(":~") || rest.starts_with(":/") || command.ends_with('[');
    if tool || prompt {
        person(site, name, finds);
        if could_be_name(place) {
            finds.push((site.end..end, Class::Host));
        }
    }
}

/// The folder of an account.
fn home(site: Site<'_>, finds: &mut Vec<Hit>) {
    let keyword = site.keyword();
    let before = tail(site.before(), 64);
    let start =
        !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '}' | '>' | '*' | '_'));
    let folder = ["/var", "/export", "/mnt", "/mnt/c", "/mnt/d", "/host", "/c", "file://", "\\c$", "\\d$"];
    let below = folder.iter().any(|folder| before.ends_with(folder));
    let ok = match keyword.as_bytes() {
        [.., b'\\'] => before.ends_with('\\'),
        [b'/', ..] => start || below,
        // `C:/Users/`, `/Users/`, `C:\Users/`
        _ => match before.strip_suffix('/') {
            Some(root) => {
                let below = folder.iter().any(|folder| root.ends_with(folder));
                let first = !root.ends_with(|c: char| c.is_alphanumeric() || "/.-}>*_)".contains(c));
                root.ends_with(':') || below || (first && keyword.starts_with('U'))
            }
            None => before.ends_with('\\'),
        },
    };
    if !ok {
        return;
    }
    let after = head(site.after(), 96);
    let stop = |c: char| "\\/:\"'`<>|*?\n\r\t,;)(][}{$%=&".contains(c);
    let end = after.find(stop).unwrap_or(after.len());
    let name = after.get(..end).unwrap_or_default();
    let folder = after.get(end..).is_some_and(|rest| rest.starts_with(['\\', '/']));
    // A space belongs to the name where the path goes on behind it.
    let name = if folder { name } else { name.split([' ', '。', '，', '、']).next().unwrap_or_default() };
    let name = name.trim_end_matches(['.', '!', ' ']);
    let placeholder = name.is_empty()
        || name.starts_with(' ')
        || after.starts_with(['<', '%', '$', '{', '*'])
        || name.starts_with('.');
    // `ada.V6`, `ada.CONTOSO.000`: profiles that Windows renamed.
    let name = match name.rsplit_once(".V") {
        Some((name, version)) if version.len() == 1 => name,
        _ => name,
    };
    if placeholder
        || is_generic(name)
        || is_mark(name)
        || name.chars().count() > 64
        || name.split(' ').count() > 4
    {
        return;
    }
    finds.push(site.hit(name, Class::User));
}
