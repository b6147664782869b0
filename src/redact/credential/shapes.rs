//! Credentials that are told by their own form: keys of known services, JWTs, private keys.

use super::{Class, Entry, Hit, Site, one};
use crate::redact::scan::Ascii;
use crate::text::sort::sort_by_key;
use crate::text::visible::head;

pub(super) const RULES: &[Entry] = &[
    (one!(jwt), &["eyj"]),
    (one!(private_key), &["-----begin ", "---- begin "]),
    (
        one!(prefixed),
        &[
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "akia",
            "asia",
            "xoxa-",
            "xoxb-",
            "xoxp-",
            "xoxr-",
            "xoxs-",
            "xoxe-",
            "xoxe.",
            "xapp-",
            "aiza",
            "ya29.",
            "npm_",
            "pypi-",
            "sg.",
            "dop_v1_",
            "hvs.",
            "sk-",
            "sk_live_",
            "sk_test_",
            "rk_live_",
            "age-secret-key-1",
            "hf_",
            "dapi",
            "tskey-",
            "dckr_pat_",
            "shpat_",
            "whsec_",
            "glptt-",
            "rk_test_",
            "atatt3",
            "nvapi-",
            "gsk_",
            "sntrys_",
        ],
    ),
    (one!(slack_hook), &["hooks.slack.com/services/", "webhook.office.com/webhookb2/"]),
    (one!(client_secret), &["7q~", "8q~"]),
    (one!(storage_key), &["=="]),
    (one!(telegram), &[":aa"]),
    (one!(putty_key), &["private-lines:"]),
];

/// Whether a token can begin after this text: nothing of a word stands before it.
fn begins(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

fn run(text: &str, also: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || also.contains(c))).unwrap_or(text.len())
}

/// Three parts in URL-safe base64, the first a JSON object.
fn jwt(site: Site<'_>) -> Option<Hit> {
    let text = site.from();
    if !begins(site.before()) || !text.starts_with("eyJ") {
        return None;
    }
    let header = run(text, "_-");
    let payload = run(text.get(header..)?.strip_prefix('.')?, "_-");
    if header < 10 || payload < 4 {
        return None;
    }
    // Encrypted tokens have five parts, unsigned ones end with a dot, cut ones with the second part.
    let end = header + 1 + payload + run(text.get(header + 1 + payload..)?, "_-.");
    Some((site.start..site.start + end, Class::Token))
}

/// The body of a private key, whether or not the end of the block was pasted.
fn private_key(site: Site<'_>) -> Option<Hit> {
    let start = site.start + private_key_begin(head(site.from(), 100))?;
    let body = site.text.get(start..)?;
    // Line breaks around the body stay, in either form.
    let key = body.get(..key_length(body))?;
    let from = key.len() - key.trim_start().trim_start_matches("\\r").trim_start_matches("\\n").len();
    let key = key.trim_end().trim_end_matches("\\n").trim_end_matches("\\r");
    let end = start + key.len();
    (key.len() > from).then_some((start + from..end, Class::Key))
}

/// Bytes of `-----BEGIN RSA PRIVATE KEY-----`.
fn private_key_begin(text: &str) -> Option<usize> {
    let title = text.trim_start_matches('-').trim_start_matches(' ');
    let title = title.get(..title.find('-')?)?;
    let after = text.get((title.as_ptr() as usize + title.len()).checked_sub(text.as_ptr() as usize)?..)?;
    let kind = title.strip_prefix("BEGIN ")?.trim_end_matches(' ');
    let kind = kind.strip_suffix(" BLOCK").unwrap_or(kind).strip_suffix("PRIVATE KEY")?;
    let word = |word: &str| word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let dashes = after.bytes().take(5).take_while(|b| *b == b'-').count();
    (dashes >= 4 && kind.split(' ').all(word)).then(|| text.len() - after.len() + dashes)
}

/// Bytes up to the end of the block, or of the lines that can belong to it where its end was not pasted.
fn key_length(body: &str) -> usize {
    let base64 = |line: &str| line.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=\\\r".contains(&b));
    let header =
        |line: &str| line.split_once(": ").is_some_and(|(name, _)| name.len() < 20 && !name.contains(' '));
    // Only up to the next such line, so that many beginnings without an end take no longer.
    let (block, after) = body.split_at(body.find("----").unwrap_or(body.len()));
    let inside = |c: char| c.is_ascii_alphanumeric() || "+/=\\ \t\r\n,:.()-".contains(c);
    if after.trim_start_matches('-').trim_start().starts_with("END") && block.chars().all(inside) {
        return block.len();
    }
    let mut length = 0;
    let mut blank_allowed = true;
    for line in block.split_inclusive('\n') {
        let text = line.trim();
        let belongs = if text.is_empty() { blank_allowed } else { base64(text) || header(text) };
        if !belongs {
            break;
        }
        blank_allowed = text.is_empty() && blank_allowed || header(text);
        length += line.len();
    }
    length
}

/// What a service puts before its keys, the characters that follow and how many they are at least.
const PREFIXES: &[(&str, &str, usize, Class)] = &[
    ("ghp_", "", 30, Class::Token),
    ("gho_", "", 30, Class::Token),
    ("ghu_", "", 30, Class::Token),
    ("ghs_", "", 30, Class::Token),
    ("ghr_", "", 30, Class::Token),
    ("github_pat_", "_", 22, Class::Token),
    ("glpat-", "_-.", 18, Class::Token),
    ("AKIA", "", 16, Class::Key),
    ("ASIA", "", 16, Class::Key),
    ("xox", "-.", 14, Class::Token),
    ("xapp-", "-", 20, Class::Token),
    ("AIza", "_-", 35, Class::Key),
    ("ya29.", "_-.", 20, Class::Token),
    ("npm_", "", 36, Class::Token),
    ("pypi-", "_-", 40, Class::Token),
    ("SG.", "_-.", 40, Class::Key),
    ("dop_v1_", "", 40, Class::Token),
    ("hvs.", "_-", 20, Class::Token),
    ("sk-", "_-", 30, Class::Key),
    ("sk_live_", "", 16, Class::Key),
    ("sk_test_", "", 16, Class::Key),
    ("rk_live_", "", 16, Class::Key),
    ("AGE-SECRET-KEY-1", "", 40, Class::Key),
    ("hf_", "", 30, Class::Token),
    ("dapi", "-", 32, Class::Token),
    ("tskey-", "-", 20, Class::Key),
    ("dckr_pat_", "_-", 20, Class::Token),
    ("shpat_", "", 32, Class::Token),
    ("whsec_", "+/=", 24, Class::Secret),
    ("glptt-", "", 30, Class::Token),
    ("rk_test_", "", 16, Class::Key),
    ("ATATT3", "_-=", 40, Class::Token),
    ("nvapi-", "_-", 40, Class::Key),
    ("gsk_", "", 40, Class::Key),
    ("sntrys_", "_-=+/", 40, Class::Token),
];

fn prefixed(site: Site<'_>) -> Option<Hit> {
    let text = site.from();
    let (prefix, also, least, class) = PREFIXES.iter().find(|(prefix, ..)| text.starts_with(prefix))?;
    let after = text.get(prefix.len()..)?;
    let body = after.get(..run(head(after, 128), also))?;
    let digit = body.bytes().any(|b| b.is_ascii_digit());
    // Amazon's ids have exactly 20 capitals and digits; the letters are a word elsewhere.
    let amazon = matches!(*prefix, "AKIA" | "ASIA");
    let fits = !amazon || (body.len() == 16 && !body.contains(|c: char| c.is_ascii_lowercase()));
    if !begins(site.before()) || body.len() < *least || !digit || !fits {
        return None;
    }
    Some((site.start..site.start + prefix.len() + run(after, also), *class))
}

/// A bot of Telegram: its number, a colon, and 35 characters of which the first are `AA`.
fn telegram(site: Site<'_>) -> Option<Hit> {
    let number = site.before().bytes().rev().take(11).take_while(u8::is_ascii_digit).count();
    let length = run(head(site.after(), 64), "_-");
    let start = site.start.checked_sub(number)?;
    let alone = begins(site.text.get(..start)?);
    ((8..=10).contains(&number) && (31..=35).contains(&length) && alone && site.keyword() == ":AA")
        .then_some((start..site.end + length, Class::Token))
}

/// The private part of a key of PuTTY: as many lines as its header says.
fn putty_key(site: Site<'_>) -> Option<Hit> {
    let line_end = head(site.after(), 16).find('\n')? + 1;
    let count: usize = site.after().get(..line_end)?.trim().parse().ok().filter(|count| *count <= 200)?;
    let start = site.end + line_end;
    let body = head(site.text.get(start..)?, 80 * 200);
    let base64 = |line: &&str| {
        let line = line.trim();
        line.len() >= 8 && line.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
    };
    let length: usize = body.split_inclusive('\n').take(count).take_while(base64).map(str::len).sum();
    let key = body.get(..length)?.trim_end();
    (!key.is_empty()).then(|| (start..start + key.len(), Class::Key))
}

/// The path of an incoming webhook is its credential.
fn slack_hook(site: Site<'_>) -> Option<Hit> {
    let length = run(site.after(), "/_-@");
    (length >= 20).then_some((site.end..site.end + length, Class::Token))
}

/// A client secret of Microsoft Entra: three characters, `8Q~`, and 31 to 34 more.
fn client_secret(site: Site<'_>) -> Option<Hit> {
    let start = site.start.checked_sub(3)?;
    let before = site.text.get(start..site.start)?;
    let fits = |text: &str| run(text, "_~.-");
    let length = run(head(site.after(), 40), "_~.-");
    let alone = site.text.get(..start).is_some_and(|text| begins(text) && !text.ends_with(['~', '.']));
    let upper = site.text.get(site.start..site.end).is_some_and(|mark| mark.contains('Q'));
    (fits(before) == 3 && alone && upper && (31..=36).contains(&length))
        .then_some((start..site.end + length, Class::Secret))
}

/// 64 bytes in base64, which is how Azure writes account and workspace keys. A SHA-512 says its name.
fn storage_key(site: Site<'_>) -> Option<Hit> {
    const LENGTH: usize = 86;
    let start = site.start.checked_sub(LENGTH)?;
    let body = site.text.get(start..site.start)?;
    let base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    let before = site.text.get(..start)?;
    let has = |test: fn(&u8) -> bool| body.as_bytes().iter().any(test);
    let mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    let alone = !before.bytes().next_back().is_some_and(|b| base64(b) || b == b'-')
        && !before
            .get(before.ceil_char_boundary(before.len().saturating_sub(12))..)?
            .to_ascii_lowercase()
            .contains("sha");
    (body.bytes().all(base64) && mixed && alone && !site.after().starts_with('='))
        .then_some((start..site.end, Class::Key))
}

/// Forms without a keyword: BitLocker recovery keys and personal access tokens of Azure DevOps.
pub(super) fn bare(text: &str, finds: &mut Vec<Hit>) {
    static WORD: Ascii = Ascii::alphanumeric_or(b"_");
    let mut more: Vec<Hit> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|byte| !WORD.has(*byte)).unwrap_or(rest.len());
        let find = match length {
            6 if is_recovery_key(rest) => Some((at..at + RECOVERY_KEY, Class::Key)),
            52 if rest.get(..52).is_some_and(is_access_token) => Some((at..at + length, Class::Token)),
            _ => None,
        };
        let Some((range, class)) = find else {
            at += length + 1;
            continue;
        };
        at = range.end;
        let near = finds.partition_point(|find| find.0.end <= range.start);
        let free = finds.get(near).is_none_or(|find| find.0.start >= range.end);
        let dashed = text.get(..range.start).is_some_and(|before| before.ends_with('-'));
        if free && !dashed {
            more.push((range, class));
        }
    }
    if !more.is_empty() {
        finds.append(&mut more);
        sort_by_key(finds, |find| find.0.start);
    }
}

/// Bytes of eight groups of six digits with hyphens between them.
const RECOVERY_KEY: usize = 8 * 7 - 1;

fn is_recovery_key(text: &[u8]) -> bool {
    text.get(..RECOVERY_KEY).is_some_and(|key| {
        key.split(|byte| *byte == b'-').all(|group| group.len() == 6 && group.iter().all(u8::is_ascii_digit))
    }) && text.get(RECOVERY_KEY).is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'_')
}

/// Base32 in small letters, with a digit.
fn is_access_token(word: &[u8]) -> bool {
    word.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7')) && word.iter().any(u8::is_ascii_digit)
}
