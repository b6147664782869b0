//! Credentials that are told by their place: headers, addresses and arguments of known commands.

use super::assignment::{named, option_only};
use super::value::{self, Value};
use super::{Class, Entry, Hit, Site, one};
use crate::redact::scan::{Ascii, regex, tail};
use crate::text::visible::head;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use regex::Regex;
use std::sync::LazyLock;

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
    (one!(user_and_password), &[" -u ", " -u\"", " -u'", "--user ", "--proxy-user ", "--user="]),
    (one!(dash_p), &[" -p ", " -p:", " -p\"", " -p'"]),
    (one!(glued_p), &[" -p"]),
    (one!(dash_a), &[" -a "]),
    (one!(require_pass), &["requirepass ", "masterauth "]),
    (one!(pass_in), &["pass:"]),
    (one!(store_pass), &["-storepass ", "-keypass ", "-srcstorepass ", "-deststorepass "]),
    (one!(set_credentials), &["/setcredentials "]),
    (one!(thin), &[":thin:"]),
    (
        one!(piped),
        &["| sudo -s", "|sudo -s", "--password-stdin", "| chpasswd", "| passwd --stdin", "| kinit"],
    ),
    (one!(auth), &["auth\"", "_auth"]),
    (one!(net_user), &["net user ", "net use ", "net1 user "]),
    (one!(slash_user), &["/user:"]),
];

/// A run of the characters of tokens.
fn token_end(text: &str) -> usize {
    static TOKEN: Ascii = Ascii::alphanumeric_or(b"._~+/=-:%");
    TOKEN.run(text)
}

/// `Authorization: Bearer ..`, with any scheme or none.
fn authorization(site: Site<'_>) -> Option<Hit> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r#"^(?:\\{0,3}["'])?\]?[ \t]{0,8}(?:[:=,]|=>)[ \t]{0,8}(?:\\{0,3}["'])?"#,
            r"(?P<scheme>(?i:bearer|basic|negotiate|ntlm|digest|sharedkey|sharedkeylite|token|apikey|ntlmssp)[ \t]{1,4})?"
        ))
    });
    let found = HEAD.captures(head(site.after(), 64))?;
    let start = site.end + found.get(0)?.end();
    let scheme = found.name("scheme").map(|scheme| scheme.as_str().trim());
    let mut value = value::read(site.text, start)?;
    if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("digest")) {
        let rest = site.text.get(start..)?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        value = Value { text: rest.get(..end)?, start, quote: Some('"'), rest: "" };
    }
    let digit = value.text.bytes().any(|b| b.is_ascii_digit());
    let long = value.text.len() >= if scheme.is_some() { 6 } else { 16 };
    let class = match scheme {
        Some(scheme) if scheme.eq_ignore_ascii_case("basic") => Class::Password,
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
    static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^[ \t]{0,8}[\w.%-]{1,128}=[^\s\[]"));
    HEAD.find(head(site.after(), 160))?;
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
    static HOST: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:[/,;)]|$)"));
    let is_host = |at: &usize| authority.get(at + 1..).is_some_and(|host| HOST.is_match(host));
    let at = authority.match_indices('@').map(|(at, _)| at).take(4).find(is_host)?;
    let text = authority.get(..at)?;
    let start = site.end + colon + 1;
    let value = Value { text, start, quote: Some('\''), rest: "" };
    // `http://[::1]` begins with a bracket, a mark does too.
    let marked = Class::CREDENTIALS.iter().any(|class| text == class.credential_mark());
    (!text.is_empty() && !marked && value::is_credential(value, Class::Secret))
        .then_some((start..start + at, Class::Password))
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
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^[ \t]{1,8}(?i:-AsPlainText[ \t]{1,4}|-Force[ \t]{1,4}){0,2}(?i:-String[ \t:]{1,4})?")
    });
    quoted_before_pipe(site).or_else(|| {
        let found = HEAD.find(head(site.after(), 64))?;
        argument(site.text, site.end + found.end())
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

/// `curl -u user:password`
fn user_and_password(site: Site<'_>) -> Option<Hit> {
    let line = tail(site.before(), 200);
    if ["smbclient", "rpcclient", "smbmap", "winexe", "net rpc", "net ads"]
        .iter()
        .any(|name| line.contains(name))
    {
        // `smbclient -U 'account%password'`
        static HEAD: LazyLock<Regex> =
            LazyLock::new(|| regex(r#"^["']?[^\s%"']{1,64}%(?P<password>[^"'\s]{1,128})"#));
        let found = HEAD.captures(head(site.after(), 200))?.name("password")?;
        return Some((site.end + found.start()..site.end + found.end(), Class::Password));
    }
    if !["curl", "http ", "https ", "lftp"].iter().any(|name| line.contains(name)) {
        return None;
    }
    static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r#"^["']?[^\s:,"']{1,64}[:,]"#));
    let found = HEAD.find(head(site.after(), 80))?;
    argument(site.text, site.end + found.end())
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
    static HEAD: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^\S{1,64}[ \t]+(?i:proxy|server)[ \t]+\S{1,16}[ \t]+\S{1,64}[ \t]+"));
    let found = HEAD.find(head(site.after(), 256))?;
    argument(site.text, site.end + found.end())
}

/// `jdbc:oracle:thin:account/password@host`
fn thin(site: Site<'_>) -> Option<Hit> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^[\w.$-]{1,64}/(?P<password>[^@\s]{1,128})@"));
    let found = HEAD.captures(head(site.after(), 256))?.name("password")?;
    let text = found.as_str();
    let start = site.end + found.start();
    let value = Value { text, start, quote: None, rest: "" };
    value::is_credential(value, Class::Password).then(|| (start..start + text.len(), Class::Password))
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

/// `"auth": ".."` of Docker and `_auth=` of npm: an account and its password in base64.
fn auth(site: Site<'_>) -> Option<Hit> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(r#"^["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?P<value>[A-Za-z0-9+/]{6,512}={0,2})"#)
    });
    let value = HEAD.captures(head(site.after(), 560))?.name("value")?;
    let decoded = STANDARD_NO_PAD.decode(value.as_str().trim_end_matches('=')).ok()?;
    let text = std::str::from_utf8(&decoded).ok()?;
    (text.contains(':') && !text.contains(char::is_control))
        .then(|| (site.end + value.start()..site.end + value.end(), Class::Password))
}

/// `net user ada .. /add`, `net use \\server\share ..`
fn net_user(site: Site<'_>) -> Option<Hit> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r#"^(?:(?:[A-Za-z]:|\*)[ \t]{1,4})?(?:\\\\[^\s"]{1,200}|"[^"\r\n]{1,200}"|[\w.-]{1,64})[ \t]{1,4}"#,
        )
    });
    let found = HEAD.find(head(site.after(), 300))?;
    argument(site.text, site.end + found.end())
}

/// `net use .. /user:domain\ada ..`
fn slash_user(site: Site<'_>) -> Option<Hit> {
    let line = tail(site.before(), 300).to_ascii_lowercase();
    if !["net use", "cmdkey", "winrs", "wmic"].iter().any(|name| line.contains(name)) {
        return None;
    }
    static HEAD: LazyLock<Regex> =
        LazyLock::new(|| regex(r#"^(?:"[^"\r\n]{1,100}"|[^\s"]{1,100})[ \t]{1,4}"#));
    let found = HEAD.find(head(site.after(), 128))?;
    argument(site.text, site.end + found.end())
}

/// A password that is an argument of its own: not another option and not a prompt (`*`).
pub(super) fn argument(text: &str, start: usize) -> Option<Hit> {
    let value = value::read(text, start)?;
    let option = value.quote.is_none() && value.text.starts_with(['-', '/', '*', '\\', '|', '(']);
    let ok = !option && !value::in_sentence(value) && value::is_credential(value, Class::Password);
    ok.then(|| (value.range(), Class::Password))
}
