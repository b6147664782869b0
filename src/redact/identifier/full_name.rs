//! Full host names, told by the domain at their end.

use super::form::Part;
use super::is_mark;
use super::known::{Domain, domain};
use crate::redact::{Class, Hit};
use crate::text::visible::head;

/// Domains that only exist inside a network.
const INTERNAL: &[&str] = &[
    "local",
    "lan",
    "corp",
    "internal",
    "intern",
    "intra",
    "intranet",
    "localdomain",
    "home",
    "private",
    "ad",
];
/// Domains at the top that are nothing else in logs.
const PUBLIC: &[&str] = &[
    "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "eu", "se", "no", "dk", "fi", "de", "fr",
    "uk", "nl", "ch", "cn", "tw", "hk", "jp", "kr", "sg", "au", "ca", "us", "br", "mx", "es", "pt", "cz",
    "ru", "ua", "tr", "nz", "ie", "ae", "za", "be", "at", "it", "cloud", "dev", "app", "tech", "online",
    "site", "io", "ai", "co", "gg",
];
/// Top-level domains that end the names of things in programs as well; alone they prove nothing.
const UNSURE: &[&str] = &[
    "app", "site", "io", "co", "be", "at", "it", "no", "es", "dev", "int", "info", "us", "home", "ad", "net",
    "cloud", "local", "private", "internal", "online", "gg", "ca", "ai", "br", "de",
];
/// First labels of dotted names in programs.
const CODE: &[&str] = &[
    "system",
    "microsoft",
    "windows",
    "java",
    "javax",
    "org",
    "com",
    "net",
    "io",
    "this",
    "self",
    "env",
    "config",
    "settings",
    "appsettings",
    "options",
    "language",
    "app",
    "window",
    "document",
    "console",
    "process",
    "module",
    "std",
];

/// A full host name, or the part of it that is a customer's.
pub(super) fn host(part: Part<'_>) -> Option<Hit> {
    let (rest, top) = part.text.rsplit_once('.')?;
    let top = top.to_ascii_lowercase();
    let internal = INTERNAL.contains(&top.as_str());
    if !(internal || PUBLIC.contains(&top.as_str())) || part.text.len() > 253 {
        return None;
    }
    let labels = || part.text.split('.');
    let label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    // `WebException`: a capital behind a small letter is no host's.
    let camel = rest
        .as_bytes()
        .windows(2)
        .any(|two| matches!(two, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    if !labels().all(label) || !rest.bytes().any(|b| b.is_ascii_alphabetic()) || labels().any(is_mark) {
        return None;
    }
    let addressed = part.before().ends_with("://")
        || part.before().ends_with(['@', '\\'])
        || part.before().ends_with("//");
    let first = labels().next().unwrap_or_default().to_ascii_lowercase();
    let deep = labels().count() >= 3;
    let marked = rest.bytes().any(|b| b.is_ascii_digit() || b == b'-');
    let code = CODE.contains(&first.as_str()) && !deep;
    let unsure = UNSURE.contains(&top.as_str()) && !deep && !marked;
    if !addressed && (camel || code || (unsure && head(part.after(), 1).starts_with(['(', '[', '=']))) {
        return None;
    }
    if !addressed
        && unsure
        && matches!(top.as_str(), "at" | "be" | "it" | "no" | "es" | "us" | "int" | "co" | "ad" | "home")
    {
        return None;
    }
    // A template: `<name>.blob.core.windows.net`, `*.azure.com`, `{x}.corp.com`, `$x.corp.com`.
    if part.before().ends_with(['>', '*', '}', '$', '%'])
        || part.before().ends_with(">.")
        || part.before().ends_with("*.")
    {
        let lower = part.text.to_ascii_lowercase();
        return (domain(&lower) == Domain::Own).then(|| part.hit(Class::Host));
    }
    let lower = part.text.to_ascii_lowercase();
    match domain(&lower) {
        Domain::Public => None,
        Domain::Own => Some(part.hit(Class::Host)),
        Domain::Tenant => {
            let first = part.slice(0, part.text.find('.')?)?;
            (first.text != "www" && !is_mark(first.text)).then(|| first.hit(Class::Resource))
        }
    }
}
