//! A name that says "credential", and the value that follows: `Password=..`, `"token": ".."`,
//! `--client-secret ..`, `<ApiKey>..</ApiKey>`.

use super::value::{self, Value};
use super::{Class, Entry, Hit, Site, one, short};
use crate::redact::reader::{Reader, is_blank, is_digit, is_named};
use crate::redact::scan::{Ascii, tail};
use crate::text::visible::head;

pub(super) const RULES: &[Entry] = &[
    (
        one!(|site| named(site, Class::Password)),
        &[
            "password",
            "passwd",
            "passwrd",
            "passphrase",
            "pass phrase",
            "pwd",
            "passwort",
            "lösenord",
            "lÖsenord",
            "密码",
            "口令",
            "密碼",
        ],
    ),
    (one!(|site| named(site, Class::Secret)), &["secret", "hemlighet"]),
    (one!(|site| named(site, Class::Token)), &["token", "令牌", "jsessionid", "phpsessid"]),
    (
        one!(|site| named(site, Class::Key)),
        &[
            "apikey",
            "api key",
            "api_key",
            "api-key",
            "accesskey",
            "access key",
            "access_key",
            "access-key",
            "accountkey",
            "account key",
            "account_key",
            "account-key",
            "sharedkey",
            "shared key",
            "shared_key",
            "shared-key",
            "storagekey",
            "storage key",
            "storage_key",
            "workspacekey",
            "workspace key",
            "workspace_key",
            "workspace-key",
            "subscription-key",
            "subscriptionkey",
            "primarykey",
            "primary key",
            "primary_key",
            "secondarykey",
            "secondary key",
            "secondary_key",
            "functions-key",
            "function key",
            "masterkey",
            "master key",
            "master_key",
            "signingkey",
            "signing key",
            "signing_key",
            "encryptionkey",
            "encryption key",
            "encryption_key",
            "privatekey",
            "private key",
            "private_key",
            "signing-key",
            "encryption-key",
            "master-key",
            "private-key",
            "primary-key",
            "secondary-key",
            "workspace-key",
            "storage-key",
            "session-key",
            "sessionkey",
            "session_key",
            "validationkey",
            "validation_key",
            "decryptionkey",
            "decryption_key",
            "client-key-data",
            "registrationkey",
            "registration key",
            "registration_key",
            "recovery key",
            "密钥",
        ],
    ),
    // Short words that mean something else unless they stand as an option or part of a name.
    (one!(option_only), &["pass", "-pw", "/rp"]),
];

pub(super) fn named(site: Site<'_>, class: Class) -> Option<Hit> {
    let name = name_before(site);
    let lower = name.to_ascii_lowercase();
    // `https://x-access-token:..@` is an address, which has a rule of its own.
    let address = site.before().get(..site.before().len() - name.len())?.ends_with("//");
    if names_no_secret(site, &lower) || is_mark(site) || address {
        return None;
    }
    assigned(site, class)
        .or_else(|| beside(site, class))
        .or_else(|| element(site, class, name))
        .or_else(|| option(site, class, name))
        .or_else(|| told(site, class))
}

/// The part of the name that stands before the keyword, up to 64 bytes of it.
fn name_before(site: Site<'_>) -> &str {
    static PART: Ascii = Ascii::alphanumeric_or(b"_-.:");
    PART.last_run(tail(site.before(), 64))
}

/// The keyword of a mark is no name.
fn is_mark(site: Site<'_>) -> bool {
    let before = site.before();
    let index =
        before.strip_suffix('[').is_none_or(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
    !index && site.after().starts_with(']')
}

/// Names that end in a keyword and hold no credential.
fn names_no_secret(site: Site<'_>, name: &str) -> bool {
    const NAMES: &[&str] = &["publickey", "cancellation", "continuation", "skip", "page", "sync", "max"];
    let name = name.trim_end_matches(['_', '-', '.']);
    NAMES.iter().any(|one| name.ends_with(one)) || {
        let before = tail(site.before(), 16).trim_end().to_ascii_lowercase();
        before.ends_with("unexpected") || before.ends_with("illegal") || before.ends_with("public key")
    }
}

pub(super) fn assigned(site: Site<'_>, class: Class) -> Option<Hit> {
    static BEFORE_TIE: Ascii = Ascii::alphanumeric_or(b"_. -\t\\\"'`])");
    let after = head(site.after(), 64);
    if !after.get(BEFORE_TIE.run(after)..)?.starts_with([':', '=', '：', '＝', '%']) {
        return None;
    }
    let tie = Tie::read(head(site.after(), 96))?;
    let value = value::read(site.text, site.end + tie.end)?;
    let value = match value.quote {
        None if is_property(site, tie.sign) => to_line_end(site.text, value)?,
        _ => value,
    };
    if tie.is_loose && value::in_sentence(value) {
        return None;
    }
    // `PWD=/home/ada` is where a shell stands.
    let keyword = site.text.get(site.start..site.end).unwrap_or_default();
    if keyword.eq_ignore_ascii_case("pwd") && value.text.starts_with(['/', '~', '\\']) {
        return None;
    }
    keep(value, class)
}

/// What stands between a name and its value.
struct Tie {
    /// The sign that ties them.
    sign: &'static str,
    /// A colon and a blank, as sentences have them too.
    is_loose: bool,
    /// Where the value begins.
    end: usize,
}

impl Tie {
    fn read(after: &str) -> Option<Tie> {
        let mut text = Reader::new(after);
        // `password for "ada": ..`
        if text.word(" for ").is_some() {
            text.one("\"'");
            text.run(1..=64, is_named)?;
        }
        text.optional(end_of_name);
        text.quote();
        text.one("]");
        text.one(")");
        text.blanks(20);
        let sign = text.one_word(&[":=", "=>", "==", "=", ":", "：", "＝", "%3d", "%3a"])?;
        let blanks = text.blanks(8);
        // `N'..'` is a string of SQL, and `@"` one of C#; elsewhere the letter belongs to the value.
        text.optional(|text| {
            text.one("NL@")?;
            text.rest().starts_with(['"', '\'']).then_some(())
        });
        Some(Tie { sign, is_loose: matches!(sign, ":" | "：") && blanks > 0, end: text.at() })
    }
}

/// How a name may go on behind the keyword: `passwordValue`, `secret_key`, `token2`.
fn end_of_name(text: &mut Reader<'_>) -> Option<()> {
    let joint = text.one("_. -");
    let base = |text: &mut Reader<'_>| {
        text.one("_ -");
        text.word("base")
    };
    match text.one_word(&["access", "value", "key", "base", "text", "string"]) {
        Some("access") => {
            text.one("_ -");
            text.word("key")
        }
        Some("key") => text.optional(base).or(Some(())),
        Some(_) => Some(()),
        None if matches!(joint, None | Some('_' | '-')) => text.run(1..=2, is_digit).map(drop),
        None => None,
    }
}

/// Whether this is a line of a properties file, `ldap.bind.password=..`, where the value goes on to its end.
fn is_property(site: Site<'_>, separator: &str) -> bool {
    let name = name_before(site);
    let before = site.before().get(..site.before().len() - name.len()).unwrap_or_default();
    separator == "=" && name.contains('.') && (before.is_empty() || before.ends_with('\n'))
}

fn to_line_end<'a>(text: &'a str, value: Value<'a>) -> Option<Value<'a>> {
    let rest = head(text.get(value.start..)?, 256);
    let line = rest.get(..rest.find(['\n', '\r', '"']).unwrap_or(rest.len()))?.trim_end();
    Some(Value { text: line, rest: text.get(value.start + line.len()..)?, ..value })
}

/// The value stands beside the name: `key="Password" value=".."`, `"name": "token", "value": ".."`.
fn beside(site: Site<'_>, class: Class) -> Option<Hit> {
    let mut text = Reader::new(head(site.after(), 64));
    text.quote()?;
    text.blanks(4);
    text.one(",");
    text.run(0..=16, |c| is_blank(c) || matches!(c, '\r' | '\n'));
    text.quote();
    text.word("value")?;
    text.quote();
    text.blanks(4);
    text.one("=:")?;
    text.blanks(4);
    keep(value::read(site.text, site.end + text.at())?, class)
}

/// `<Password>..</Password>`
fn element(site: Site<'_>, class: Class, name: &str) -> Option<Hit> {
    let before = site.before();
    if !before.get(..before.len() - name.len())?.ends_with('<') {
        return None;
    }
    let after = site.after();
    let tag = head(after, 128).find('>').filter(|end| {
        after
            .get(..*end)
            .is_some_and(|rest| !rest.ends_with('/') && (rest.is_empty() || rest.starts_with(' ')))
    })?;
    let content = site.text.get(site.end + tag + 1..)?;
    // The answer file of a Windows setup has `<Password><Value>..`.
    let content = content.trim_start().strip_prefix("<Value>").unwrap_or(content);
    let (inside, close) = match content.strip_prefix("<![CDATA[") {
        Some(data) => (data, "]]>"),
        None => (content, "<"),
    };
    let start = site.text.len() - inside.len();
    let end = head(inside, 1024).find(close)?;
    let text = inside.get(..end)?;
    keep(Value { text, start, quote: Some('"'), rest: inside.get(end..)? }, class)
}

/// `--password ..`, `-ClientSecret ..`, `setx API_TOKEN ..`
fn option(site: Site<'_>, class: Class, name: &str) -> Option<Hit> {
    let setx = tail(site.before(), 64).trim_start().starts_with("setx ");
    if !(name.starts_with('-') || is_slash_option(site, name) || setx) {
        return None;
    }
    let value = value::read(site.text, site.end + gap(site)?)?;
    let next = value.quote.is_none() && value.text.starts_with(['-', '/', '|', '(', '#']);
    if next || value::in_sentence(value) {
        return None;
    }
    keep(value, class)
}

fn is_slash_option(site: Site<'_>, name: &str) -> bool {
    let before = site.before();
    let before = before.get(..before.len() - name.len()).unwrap_or_default();
    before.ends_with(" /")
}

/// `the password is Winter2031!`, in quotes or unlike any word.
fn told(site: Site<'_>, class: Class) -> Option<Hit> {
    let is = is(head(site.after(), 16));
    if is.is_none() && class == Class::Password && is_net_rc(site) {
        return keep(value::read(site.text, site.end + 1)?, class);
    }
    let gap = match (is, class) {
        (Some(end), _) => end,
        (None, Class::Password) => gap(site)?,
        (None, _) => return None,
    };
    let value = value::read(site.text, site.end + gap)?;
    let digit = value.text.bytes().any(|b| b.is_ascii_digit()) && !value.text.contains(' ');
    let quoted = value.quote.is_some() && (is.is_some() || digit);
    (quoted || value::is_strong(value.text, is.is_none())).then(|| keep(value, class)).flatten()
}

/// Bytes of the blanks behind the keyword, if there are any.
fn gap(site: Site<'_>) -> Option<usize> {
    Some(Reader::new(site.after()).blanks(4)).filter(|blanks| *blanks > 0)
}

/// Bytes of the verb that a text begins with: ` is `, `et är `, `是`.
fn is(after: &str) -> Option<usize> {
    let mut text = Reader::new(after);
    let chinese = text.optional(|text| {
        text.blanks(2);
        text.one("是为為")?;
        text.run(0..=3, |c| is_blank(c) || matches!(c, ':' | '：'))
    });
    if chinese.is_none() {
        text.word("et");
        text.one(" \t")?;
        text.one_word(&["is", "was", "are", "är", "Är", "ÄR"])?;
        text.run(1..=3, |c| is_blank(c) || c == ':')?;
    }
    Some(text.at())
}

/// `machine api.example.net login ada password ..`
fn is_net_rc(site: Site<'_>) -> bool {
    let line = tail(site.before(), 450);
    let mut words = line.rsplit(is_blank).filter(|word| !word.is_empty());
    let account = words.next().is_some_and(|name| name.len() <= 128);
    let login = account && words.next() == Some("login");
    let place = words.next();
    let machine = place == Some("default") || words.next() == Some("machine");
    site.after().starts_with(is_blank) && line.ends_with(is_blank) && login && machine
}

pub(super) fn option_only(site: Site<'_>) -> Option<Hit> {
    let short = site.text.get(site.start..site.end).unwrap_or_default();
    if short.starts_with(['-', '/']) {
        let alone = tail(site.before(), 4).chars().next_back().is_none_or(char::is_whitespace);
        return alone.then(|| option(site, Class::Password, "-")).flatten();
    }
    let name = name_before(site);
    match name.chars().next_back() {
        Some('_') => assigned(site, Class::Password),
        // `-o user=ada,pass=..`; a report of tests has a number there.
        None if site.after().starts_with('=') => assigned(site, Class::Password).filter(|(range, _)| {
            site.text.get(range.clone()).is_some_and(|value| value.parse::<u64>().is_err())
        }),
        Some('-') => assigned(site, Class::Password).or_else(|| option(site, Class::Password, name)),
        None if is_slash_option(site, name) => assigned(site, Class::Password),
        _ => short::pass(site),
    }
}

/// The find, if the value holds a credential.
fn keep(value: Value<'_>, class: Class) -> Option<Hit> {
    let long = class != Class::Key
        || (value.text.len() >= 8 && value.text.bytes().any(|b| b.is_ascii_digit()))
        || value.text.len() >= 20;
    let words = class == Class::Key && value.text.contains(' ');
    (long && !words && value::is_credential(value, class)).then(|| (value.range(), class))
}
