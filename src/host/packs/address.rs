//! What `pack add` is given: a folder, or the address of a git repository.

use std::path::PathBuf;

/// Where a pack is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A git repository.
    Git(String),
}

/// The ways of git that are taken.
const SCHEMES: [&str; 3] = ["https", "ssh", "file"];

impl Address {
    /// Tells which it is. The error says why git is not given such an address, and what to write instead.
    pub fn parse(written: &str) -> Result<Address, String> {
        if written.starts_with('-') {
            return Err(
                "an address cannot begin with a hyphen; write ./ before the name of a folder".to_owned()
            );
        }
        let is_scheme = |text: &str| !text.is_empty() && !text.contains(|c: char| "/@\\".contains(c));
        if written.split_once("::").is_some_and(|(helper, _)| is_scheme(helper)) {
            return Err(
                "git would start another program for such an address; use https://, ssh:// or file://"
                    .to_owned(),
            );
        }
        if let Some((scheme, rest)) = written.split_once("://").filter(|(scheme, _)| is_scheme(scheme)) {
            return url(scheme, rest).map(|()| Address::Git(written.to_owned()));
        }
        match written.split_once(':').filter(|(host, _)| host.contains('@') && !host.contains('/')) {
            Some((host, path)) => {
                login(host)?;
                if path.is_empty() || path.starts_with('-') {
                    return Err("the address names no repository".to_owned());
                }
                Ok(Address::Git(written.to_owned()))
            }
            None => Ok(Address::Folder(PathBuf::from(written))),
        }
    }
}

fn url(scheme: &str, rest: &str) -> Result<(), String> {
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if !SCHEMES.contains(&scheme) {
        let known = SCHEMES.map(|scheme| format!("{scheme}://")).join(", ");
        return Err(format!("{scheme}:// is not taken; use {known} or git@HOST:PATH"));
    }
    if path.is_empty() {
        return Err("the address names no repository".to_owned());
    }
    match scheme {
        "file" => Ok(()),
        // Whatever stands there may be a token, even without a colon.
        "https" if host.contains('@') => Err(secret()),
        _ => login(host),
    }
}

/// `USER@HOST`, of which neither may look like an option of ssh.
fn login(host: &str) -> Result<(), String> {
    let (user, machine) = host.rsplit_once('@').unwrap_or(("git", host));
    if user.contains(':') {
        return Err(secret());
    }
    if [user, machine].iter().any(|part| part.is_empty() || part.starts_with('-')) {
        return Err("the address names no host".to_owned());
    }
    Ok(())
}

fn secret() -> String {
    "an address with a name or password in it would be kept and shown; leave that to a credential helper of git"
        .to_owned()
}

/// A branch or tag that git can be given.
pub fn reference(written: &str) -> Result<String, String> {
    match written {
        "" => Err("a branch or tag has a name".to_owned()),
        _ if written.starts_with('-') => Err("a branch or tag cannot begin with a hyphen".to_owned()),
        _ => Ok(written.to_owned()),
    }
}
