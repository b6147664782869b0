//! `--redact`: what is masked in what is written, as one of three words or as a file (`docs/redaction.md`).

use crate::flow::diagnostic::{Source, to_text};
use crate::flow::file::{Many, Text};
use crate::flow::gate::MAX_BYTES;
use crate::flow::settings::Reading;
use crate::redact::{Class, Policy};
use anyhow::{Context, Result, bail};
use serde::de::{Deserialize, Deserializer, Error};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What to mask.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Redaction {
    /// What to mask: everything that is found, credentials only, nothing, or what a file says [default: all, or
    /// what config.yaml says].
    ///
    /// The file is YAML with these keys, none of which has to be there. `from`: all, secrets or none, where the
    /// other keys begin. `off`: classes that stay (mail, ip, mac, host, user, guid, sid, resource). `keep`: values
    /// that stay. `mask`: further values to mask, a list of `{class: host, text: [nas, printer-2]}`. A file that is
    /// called like one of the three words needs a folder before its name: ./all.
    #[arg(long = "redact", value_name = "all|secrets|none|POLICY.yaml")]
    policy: Option<PathBuf>,
}

impl Redaction {
    /// The policy, if one is named. A file that is missing or wrong is an error with everything that is wrong in it.
    pub fn policy(&self) -> Result<Option<Policy>> {
        self.policy.as_deref().map(policy_named).transpose()
    }
}

/// The policy of this name, or in this file.
pub fn policy_named(name: &Path) -> Result<Policy> {
    match name.to_str() {
        Some("all") => Ok(Policy::all()),
        Some("secrets") => Ok(Policy::secrets()),
        Some("none") => Ok(Policy::none()),
        _ => read(name),
    }
}

/// A policy file.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    #[serde(default)]
    from: Base,
    #[serde(default)]
    off: Many<Identifier>,
    #[serde(default)]
    keep: Many<Literal>,
    #[serde(default)]
    mask: Many<Mask>,
}

#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Base {
    #[default]
    All,
    Secrets,
    None,
}

/// A class that a file can switch off. Credentials are not among them: they stay one by one, by their values.
struct Identifier(Class);

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Identifier, D::Error> {
        match Class::deserialize(deserializer)? {
            class if class.is_credential() => {
                let others = Class::ALL.into_iter().filter(|class| !class.is_credential());
                let names: Vec<&str> = others.map(Class::id).collect();
                Err(D::Error::custom(format!(
                    "\"off\" cannot be \"{}\": credentials stay masked, but for those that `keep` names; it takes {}",
                    class.id(),
                    names.join(", ")
                )))
            }
            class => Ok(Identifier(class)),
        }
    }
}

/// Values that are always masked, and as what.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Mask {
    class: Class,
    text: Many<Literal>,
}

/// A value as it stands in texts.
struct Literal(String);

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Literal, D::Error> {
        match Text::deserialize(deserializer)? {
            Text(text) if text.trim().is_empty() => Err(D::Error::custom("a value cannot be blank")),
            Text(text) => Ok(Literal(text.trim().to_owned())),
        }
    }
}

fn read(path: &Path) -> Result<Policy> {
    let shown = path.display();
    let file = File::open(path).with_context(|| {
        format!("cannot read the policy {shown}; --redact takes all, secrets, none or a file")
    })?;
    let mut bytes = Vec::new();
    // One byte more than the gate takes, so that it says what is wrong.
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).with_context(|| format!("cannot read the policy {shown}"))?;
    let read = Source::from_bytes(shown.to_string(), bytes).map(|source| Reading::<PolicyFile>::of(&source));
    let faults = match read {
        Ok(reading) if reading.faults.is_empty() => return Ok(policy(reading.value)),
        Ok(reading) => reading.faults,
        Err(fault) => vec![fault],
    };
    let faults = to_text(&faults);
    bail!("the policy {shown} cannot be used; nothing is written\n{}", faults.trim_end())
}

fn policy(file: PolicyFile) -> Policy {
    let mut policy = match file.from {
        Base::All => Policy::all(),
        Base::Secrets => Policy::secrets(),
        Base::None => Policy::none(),
    };
    for Identifier(class) in file.off.0 {
        policy.set_class(class, false);
    }
    for Literal(value) in file.keep.0 {
        policy.set_kept(&value, true);
    }
    for Mask { class, text } in file.mask.0 {
        text.0.iter().for_each(|Literal(value)| policy.add_mask(class, value));
    }
    policy
}
