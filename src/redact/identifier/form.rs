//! Identifiers that are told by their own form: GUIDs, addresses, security identifiers, names that systems make.

use super::full_name::host;
use super::known::{is_public_guid, is_public_ip};
use crate::redact::scan::{Ascii, tail};
use crate::redact::{Class, Hit};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest run of which every part is looked at; names and addresses are shorter.
const LONGEST: usize = 512;

/// A part of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    all: &'a str,
    start: usize,
    pub text: &'a str,
}

impl<'a> Part<'a> {
    pub fn before(self) -> &'a str {
        self.all.get(..self.start).unwrap_or_default()
    }

    pub fn after(self) -> &'a str {
        self.all.get(self.start + self.text.len()..).unwrap_or_default()
    }

    pub fn hit(self, class: Class) -> Hit {
        (self.start..self.start + self.text.len(), class)
    }

    pub fn slice(self, from: usize, to: usize) -> Option<Part<'a>> {
        Some(Part { all: self.all, start: self.start + from, text: self.text.get(from..to)? })
    }

    fn trimmed(self, chars: &[char]) -> Option<Part<'a>> {
        let from = self.text.len() - self.text.trim_start_matches(chars).len();
        self.slice(from, self.text.trim_end_matches(chars).len().max(from))
    }

    fn split(self, at: char) -> impl Iterator<Item = Part<'a>> {
        let mut from = 0;
        self.text.split(at).filter_map(move |text| {
            let start = from;
            from += text.len() + at.len_utf8();
            self.slice(start, start + text.len())
        })
    }
}

/// Letters, digits and what joins them in names and addresses.
static RUN: Ascii = Ascii::alphanumeric_or(b".:-_");

/// Looks at every run of letters, digits, dots, colons, hyphens and underscores.
pub(super) fn find(text: &str, finds: &mut Vec<Hit>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skip) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| RUN.has(*b))) {
        let start = at + skip;
        let (mut end, mut joints) = (start, 0_usize);
        for b in bytes.get(start..).unwrap_or_default() {
            if !RUN.has(*b) {
                break;
            }
            joints += usize::from(!b.is_ascii_alphanumeric());
            end += 1;
        }
        at = end;
        if joints > 0 && (3..=LONGEST).contains(&(end - start)) {
            let Some(run) = text.get(start..end) else { continue };
            whole(Part { all: text, start, text: run }, finds);
        }
    }
}

fn whole(run: Part<'_>, finds: &mut Vec<Hit>) {
    if !run.text.contains(':') {
        return single(run, finds);
    }
    if let Some(hit) = mac(run).or_else(|| ipv6(run)) {
        finds.push(hit);
        return;
    }
    for part in run.split(':') {
        single(part, finds);
    }
}

/// A run without colons.
fn single(part: Part<'_>, finds: &mut Vec<Hit>) {
    let Some(part) = part.trimmed(&['.', '-', '_']).filter(|part| part.text.len() >= 3) else { return };
    let hyphens = part.text.bytes().filter(|b| *b == b'-').count();
    if hyphens >= 4 && part.text.len() >= 36 && guids(part, finds) {
        return;
    }
    if hyphens >= 3
        && let Some(hit) = sid(part)
    {
        finds.push(hit);
        return;
    }
    let found = if part.text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        ipv4(part)
    } else if hyphens == 5 || part.text.len() == 14 {
        mac(part).or_else(|| machine_name(part)).or_else(|| host(part))
    } else {
        machine_name(part).or_else(|| host(part))
    };
    finds.extend(found);
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, b)| match index {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// GUIDs inside a run, such as `3f..-a1.ods.opinsights.azure.com`; whether there are any.
fn guids(part: Part<'_>, finds: &mut Vec<Hit>) -> bool {
    let mut any = false;
    let mut from = 0;
    while from + 36 <= part.text.len() {
        let Some(candidate) = part.slice(from, from + 36).filter(|candidate| is_guid(candidate.text)) else {
            from += 1;
            continue;
        };
        let hex = |c: char| c.is_ascii_hexdigit();
        let inside = candidate.before().ends_with(hex) || candidate.after().starts_with(hex);
        if inside {
            from += 1;
            continue;
        }
        any = true;
        if !is_public_guid(candidate.text) && !names_constant(candidate.before()) {
            finds.push(candidate.hit(Class::Guid));
        }
        from += 36;
    }
    // What stands around it, as the name of a machine or storage account, is looked at on its own.
    any
}

/// Whether the text before a GUID says that it is one of a class, interface or event provider.
fn names_constant(before: &str) -> bool {
    const NAMES: &[&str] = &[
        "clsid",
        "appid",
        "iid",
        "typelib",
        "interface",
        "interface id",
        "guid",
        "providerguid",
        "provider",
    ];
    let line = tail(before, 200);
    let near = line.trim_end_matches(['{', '"', '\'', '=', ':', ' ', '\\', '(', '\t']);
    let near = near.to_ascii_lowercase();
    let last = near.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    match last {
        // `Guid=".."` of an event provider.
        "guid" => {
            near.contains("<provider") || near.contains("provider name") || near.ends_with("providerguid")
        }
        "provider" => false,
        word => NAMES.contains(&word),
    }
}

/// Six groups of two digits, or three of four as switches write it.
fn mac(part: Part<'_>) -> Option<Hit> {
    let text = part.text;
    let groups = |joint: char, count: usize, digits: usize| {
        text.split(joint).count() == count
            && text.split(joint).all(|one| one.len() == digits && one.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let fits = match text.len() {
        17 => groups(':', 6, 2) || groups('-', 6, 2),
        14 => groups('.', 3, 4),
        _ => false,
    };
    let uniform = |digit: char| text.chars().filter(char::is_ascii_alphanumeric).all(|c| c == digit);
    (fits && !uniform('0') && !uniform('f') && !uniform('F')).then(|| part.hit(Class::Mac))
}

/// An IPv6 address; the port, zone or prefix length behind it stays.
fn ipv6(run: Part<'_>) -> Option<Hit> {
    // `addr:fe80::1` and `fe80::1:` have a colon too many.
    let tries = [(0, 0), (0, 1), (1, 0)];
    let found = tries.iter().find_map(|(front, back)| {
        let part = run.slice(*front, run.text.len().checked_sub(*back)?)?;
        part.text.parse::<Ipv6Addr>().ok().map(|ip| (part, ip))
    });
    let (part, ip) = match found {
        Some(found) => found,
        None => {
            let at = run.text.find(':')? + 1;
            let part = run.slice(at, run.text.len())?;
            // Only behind a word: times and versions have digits before the colon.
            if !run.text.get(..at - 1)?.bytes().any(|b| b.is_ascii_alphabetic() && !b.is_ascii_hexdigit()) {
                return None;
            }
            (part, part.text.parse().ok()?)
        }
    };
    let groups = part.text.split(':').filter(|group| !group.is_empty());
    // `a::b` is a path in a program.
    let telling = groups.clone().any(|group| group.bytes().any(|b| b.is_ascii_digit()))
        && (groups.clone().any(|group| group.len() >= 3) || groups.count() >= 3);
    (telling && !is_public_ip(IpAddr::V6(ip))).then(|| part.hit(Class::Ip))
}

/// An IPv4 address that is no version.
fn ipv4(part: Part<'_>) -> Option<Hit> {
    let ip: Ipv4Addr = part.text.parse().ok()?;
    let glued = |c: char| c.is_alphanumeric();
    let joined = part.before().ends_with(glued) || part.after().starts_with(glued);
    (!joined && !is_public_ip(IpAddr::V4(ip)) && !is_version(part, ip)).then(|| part.hit(Class::Ip))
}

/// Whether four numbers are a version: what stands before them says so, or the numbers do.
fn is_version(part: Part<'_>, ip: Ipv4Addr) -> bool {
    const WORDS: &[&str] = &[
        "version",
        "versions",
        "ver",
        "v",
        "build",
        "release",
        "revision",
        "rev",
        "agent",
        "module",
        "framework",
        "sdk",
        "assembly",
        "extension",
        "package",
        "driver",
        "firmware",
        "kernel",
        "client",
        "release:",
        "版本",
        "versionen",
    ];
    let before = tail(part.before(), 48);
    let near = before.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '=' | ':' | '"' | '\'' | '(' | '\\' | '[')
    });
    let near = near.to_lowercase();
    let word = near.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let named = WORDS.iter().any(|one| word == *one || (one.len() > 3 && word.ends_with(one)));
    let file = before.ends_with(['_', '-', '~', '@']) && before.len() > 1;
    let addressed = part.after().starts_with([':', '/']) && !named;
    let octets = ip.octets();
    let network = octets[2] == 0 && octets[3] == 0 && !ip.is_private() && !part.after().starts_with('/');
    let small = octets[0] < 10 && octets.iter().all(|octet| *octet < 30) && !addressed;
    named || file || network || small || part.after().starts_with('_') || part.after().starts_with(".el")
}

/// A SID of a domain, a machine or a tenant; the others are the same everywhere.
fn sid(part: Part<'_>) -> Option<Hit> {
    let upper = part.text.get(..9.min(part.text.len()))?.to_ascii_uppercase();
    let own = upper.starts_with("S-1-5-21-") || upper.starts_with("S-1-12-1-");
    let digits = part.text.get(4..)?.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    (own && digits && part.text.bytes().filter(|b| *b == b'-').count() >= 5).then(|| part.hit(Class::Sid))
}

/// A name that Windows, AWS or AKS gave to a machine.
fn machine_name(part: Part<'_>) -> Option<Hit> {
    let first = part.text.split('.').next()?;
    if first.len() < 11 || !first.contains('-') {
        return None;
    }
    let upper = first.to_ascii_uppercase();
    let made = |prefix: &str, length: std::ops::RangeInclusive<usize>| {
        upper.strip_prefix(prefix).is_some_and(|rest| {
            length.contains(&rest.len())
                && rest.bytes().all(|b| b.is_ascii_alphanumeric())
                && rest.bytes().any(|b| b.is_ascii_digit())
        })
    };
    let shouted = first == upper;
    let windows = shouted && (made("DESKTOP-", 7..=7) || made("LAPTOP-", 6..=8) || made("WIN-", 11..=11));
    let amazon = shouted && made("EC2AMAZ-", 7..=7);
    let scale_set = first.len() > 14
        && first.get(first.len() - 10..).is_some_and(|end| {
            end.starts_with("vmss") && end.bytes().skip(4).all(|b| b.is_ascii_alphanumeric())
        });
    (windows || amazon || scale_set)
        .then(|| if first.len() == part.text.len() { Some(part.hit(Class::Host)) } else { host(part) })
        .flatten()
}
