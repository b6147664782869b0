//! Credentials that are told by their place: headers, addresses and queries.

use super::argument::argument;
use super::assignment::named;
use super::value::{self, Value};
use super::{Class, Entry, Hit, Site, one};
use crate::redact::reader::{Reader, is_blank, is_digit, is_named, is_solid};
use crate::redact::scan::{Ascii, tail};
use crate::text::visible::head;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

pub(super) const RULES: &[Entry] = &[
    (one!(authorization), &["authorization"]),
    (one!(bearer), &["bearer "]),
    (one!(basic), &["basic "]),
    (one!(cookie), &["cookie:"]),
    (one!(url), &["://"]),
    (one!(shared_access), &["sharedaccesssignature"]),
    (one!(signature), &["sig=", "sig%3d"]),
    (one!(function_code), &["?code=", "&code="]),
    (one!(secure_string), &["convertto-securestring"]),
    (one!(thin), &[":thin:"]),
    (one!(auth), &["auth\"", "_auth"]),
];

/// A run of the characters of tokens.
fn token_end(text: &str) -> usize {
    static TOKEN: Ascii = Ascii::alphanumeric_or(b"._~+/=-:%");
    TOKEN.run(text)
}

/// `Authorization: Bearer ..`, with any scheme or none.
fn authorization(site: Site<'_>) -> Option<Hit> {
    const SCHEMES: &[&str] = &[
        "bearer",
        "basic",
        "negotiate",
        "ntlm",
        "digest",
        "sharedkey",
        "sharedkeylite",
        "token",
        "apikey",
        "ntlmssp",
    ];
    let mut text = Reader::new(head(site.after(), 64));
    text.quote();
    text.one("]");
    text.blanks(8);
    text.one_word(&["=>", ":", "=", ","])?;
    text.blanks(8);
    text.quote();
    let scheme = text.optional(|text| {
        let word = text.run(1..=16, |c| c.is_ascii_alphabetic())?;
        text.gap(4)?;
        SCHEMES.iter().find(|one| one.eq_ignore_ascii_case(word)).copied()
    });
    let start = site.end + text.at();
    let mut value = value::read(site.text, start)?;
    if scheme == Some("digest") {
        let rest = site.text.get(start..)?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        value = Value { text: rest.get(..end)?, start, quote: Some('"'), rest: "" };
    }
    let digit = value.text.bytes().any(|b| b.is_ascii_digit());
    let long = value.text.len() >= if scheme.is_some() { 6 } else { 16 };
    let class = match scheme {
        Some("basic") => Class::Password,
        _ => Class::Token,
    };
    let plain = scheme.is_none() && (!digit || value::in_sentence(value));
    (long && !plain && value::is_credential(value, class)).then(|| (value.range(), class))
}

/// `Bearer ..` without its header name.
fn bearer(site: Site<'_>) -> Option<Hit> {
    let after = site.after();
    let end = token_end(head(after, 32));
    let run = after.get(..end)?;
    let digit = run.bytes().any(|b| b.is_ascii_digit());
    let inner = run.trim_end_matches('=').contains('=');
    if run.len() < 16 || !digit || inner {
        return None;
    }
    Some((site.end..site.end + token_end(after), Class::Token))
}

/// `Basic ..` where the rest decodes to `user:password`.
fn basic(site: Site<'_>) -> Option<Hit> {
    let run = head(site.after(), 1024);
    let end = run.find(|c: char| !(c.is_ascii_alphanumeric() || "+/".contains(c))).unwrap_or(run.len());
    let decoded = STANDARD_NO_PAD.decode(run.get(..end)?).ok()?;
    let printable = std::str::from_utf8(&decoded).is_ok_and(|text| !text.chars().any(char::is_control));
    let padding = run.get(end..)?.bytes().take_while(|b| *b == b'=').count();
    (end >= 6 && printable && decoded.contains(&b':'))
        .then_some((site.end..site.end + end + padding, Class::Password))
}

/// `Cookie: name=value; ..`: everything to the end of the line or quote.
fn cookie(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 160));
    text.blanks(8);
    text.run(1..=128, |c| is_named(c) || c == '%')?;
    text.one("=")?;
    text.run(1..=1, |c| is_solid(c) && c != '[')?;
    let after = site.after();
    let start = site.end + (after.len() - after.trim_start_matches([' ', '\t']).len());
    let rest = site.text.get(start..)?;
    let end = rest.find(['\n', '\r', '"', '\'']).unwrap_or(rest.len());
    Some((start..start + end, Class::Token))
}

/// `https://user:password@host`
fn url(site: Site<'_>) -> Option<Hit> {
    let run = head(site.after(), 256);
    // Few addresses have one, and a look is cheap.
    memchr::memchr(b'@', run.as_bytes())?;
    let end = run.find(|c: char| c.is_whitespace() || "\"'<>`".contains(c)).unwrap_or(run.len());
    let run = run.get(..end)?;
    let colon = run.find([':', '/', '?', '#', '@', '['])?;
    let inside = run.get(colon..)?.strip_prefix(':')?;
    // A password may hold a slash or `@` by mistake; what begins like a port is one.
    let authority = inside.split(['?', '#']).next()?;
    let port = authority.find(|c: char| !c.is_ascii_digit()).unwrap_or(authority.len());
    if authority.get(port..)?.starts_with(['/', ',', ';']) && port > 0 {
        return None;
    }
    let before_host = |at: &usize| authority.get(at + 1..).is_some_and(is_host);
    let at = authority.match_indices('@').map(|(at, _)| at).take(4).find(before_host)?;
    let text = authority.get(..at)?;
    let start = site.end + colon + 1;
    let value = Value { text, start, quote: Some('\''), rest: "" };
    // `http://[::1]` begins with a bracket, a mark does too.
    let marked = Class::CREDENTIALS.iter().any(|class| text == class.credential_mark());
    (!text.is_empty() && !marked && value::is_credential(value, Class::Secret))
        .then_some((start..start + at, Class::Password))
}

/// Whether a text begins with a host and its port.
fn is_host(text: &str) -> bool {
    let mut text = Reader::new(text);
    let address = text.optional(|text| {
        text.one("[")?;
        text.run(1..=64, |c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'))?;
        text.one("]")
    });
    let host = address.map(drop).or_else(|| text.run(1..=256, is_named).map(drop));
    text.optional(|text| {
        text.one(":")?;
        text.run(1..=5, is_digit)
    });
    host.is_some() && (text.rest().is_empty() || text.one("/,;)").is_some())
}

/// `SharedAccessSignature=..` of a connection string: a whole query, up to the next setting.
fn shared_access(site: Site<'_>) -> Option<Hit> {
    let Some(query) = site.after().strip_prefix('=') else { return named(site, Class::Token) };
    let end = query.find(|c: char| c.is_whitespace() || ";\"'<>`[".contains(c)).unwrap_or(query.len());
    (end > 0).then_some((site.end + 1..site.end + 1 + end, Class::Token))
}

/// `sig=` of a shared access signature.
fn signature(site: Site<'_>) -> Option<Hit> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let inside =
        site.before().ends_with(part) && !site.before().ends_with("%26") && !site.before().ends_with("%3F");
    if inside || token_end(head(site.after(), 16)) < 10 {
        return None;
    }
    Some((site.end..site.end + token_end(site.after()), Class::Token))
}

/// `?code=` of a function app; short codes are answers and error codes.
fn function_code(site: Site<'_>) -> Option<Hit> {
    let end = token_end(site.after());
    (end >= 40).then_some((site.end..site.end + end, Class::Key))
}

/// `ConvertTo-SecureString ".." -AsPlainText`
fn secure_string(site: Site<'_>) -> Option<Hit> {
    quoted_before_pipe(site).or_else(|| {
        let mut text = Reader::new(head(site.after(), 64));
        text.gap(8)?;
        let option = |text: &mut Reader<'_>| {
            text.one_word(&["-AsPlainText", "-Force"])?;
            text.gap(4)
        };
        text.optional(option);
        text.optional(option);
        text.optional(|text| {
            text.word("-String")?;
            text.run(1..=4, |c| is_blank(c) || c == ':')
        });
        argument(site.text, site.end + text.at())
    })
}

/// `'..' | ConvertTo-SecureString`
fn quoted_before_pipe(site: Site<'_>) -> Option<Hit> {
    let line = tail(site.before(), 300);
    let said = line.trim_end().strip_suffix('|')?.trim_end();
    let quote = said.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let inside = said.strip_suffix(quote)?;
    let text = inside.get(inside.rfind(quote)? + 1..)?;
    let end = site.start - line.len() + inside.len();
    let value = Value { text, start: end - text.len(), quote: Some(quote), rest: "" };
    value::is_credential(value, Class::Password).then_some((value.start..end, Class::Password))
}

/// `jdbc:oracle:thin:account/password@host`
fn thin(site: Site<'_>) -> Option<Hit> {
    let mut reader = Reader::new(head(site.after(), 256));
    reader.run(1..=64, |c| is_named(c) || c == '$')?;
    reader.one("/")?;
    let start = site.end + reader.at();
    let text = reader.run(1..=128, |c| is_solid(c) && c != '@')?;
    reader.one("@")?;
    let value = Value { text, start, quote: None, rest: "" };
    value::is_credential(value, Class::Password).then(|| (start..start + text.len(), Class::Password))
}

/// `"auth": ".."` of Docker and `_auth=` of npm: an account and its password in base64.
fn auth(site: Site<'_>) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 560));
    text.sign()?;
    let start = site.end + text.at();
    let value = text.run(6..=512, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/'))?;
    text.run(0..=2, |c| c == '=');
    let end = site.end + text.at();
    let decoded = STANDARD_NO_PAD.decode(value).ok()?;
    let text = std::str::from_utf8(&decoded).ok()?;
    (text.contains(':') && !text.contains(char::is_control)).then_some((start..end, Class::Password))
}
