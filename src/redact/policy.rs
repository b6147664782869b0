//! What is masked, and the names that nobody but this machine and this session can know.

use super::{Class, identifier};
use crate::text::sort;
use std::collections::{BTreeMap, BTreeSet};

/// What of the finds is masked. Values are compared without case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    off: BTreeSet<Class>,
    keep: BTreeSet<String>,
    mask: BTreeMap<String, Class>,
}

impl Policy {
    /// Masks everything that is found.
    pub fn all() -> Policy {
        Policy::default()
    }

    /// Masks credentials alone.
    pub fn secrets() -> Policy {
        let off = sort::set(Class::ALL.into_iter().filter(|class| !class.is_credential()));
        Policy { off, ..Policy::default() }
    }

    /// Masks nothing, and still reports what is found.
    pub fn none() -> Policy {
        Policy { off: sort::set(Class::ALL), ..Policy::default() }
    }

    /// Switches a class on or off.
    pub fn set_class(&mut self, class: Class, on: bool) {
        if on {
            self.off.remove(&class);
        } else {
            self.off.insert(class);
        }
    }

    /// Whether a class is masked.
    pub fn has_class(&self, class: Class) -> bool {
        !self.off.contains(&class)
    }

    /// Lets one value stay, or masks it again with its class.
    pub fn set_kept(&mut self, value: &str, kept: bool) {
        let value = value.to_lowercase();
        if kept {
            self.keep.insert(value);
        } else {
            self.keep.remove(&value);
        }
    }

    /// Whether this value stays whatever its class.
    pub fn is_kept(&self, value: &str) -> bool {
        self.keep.contains(&value.to_lowercase())
    }

    /// Masks this value wherever it stands as a word, even if its class is off.
    pub fn add_mask(&mut self, class: Class, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.mask.insert(value.to_lowercase(), class);
        }
    }

    /// Masks this value no longer than its class is on.
    pub fn remove_mask(&mut self, value: &str) {
        self.mask.remove(&value.trim().to_lowercase());
    }

    /// The values that stay, folded to lower case.
    pub fn kept(&self) -> impl Iterator<Item = &str> {
        self.keep.iter().map(String::as_str)
    }

    /// The values that are always masked, folded to lower case.
    pub fn masked(&self) -> impl Iterator<Item = (Class, &str)> {
        self.mask.iter().map(|(value, class)| (*class, value.as_str()))
    }

    /// `all`, `secrets`, `none`, or `custom` for anything between.
    pub fn name(&self) -> &'static str {
        if *self == Policy::all() {
            "all"
        } else if *self == Policy::secrets() {
            "secrets"
        } else if *self == Policy::none() {
            "none"
        } else {
            "custom"
        }
    }

    /// Whether this value is masked whatever its class.
    pub(super) fn always_masks(&self, value: &str) -> bool {
        self.mask.contains_key(&value.to_lowercase())
    }

    /// Whether a find is masked.
    pub(super) fn masks(&self, class: Class, value: &str) -> bool {
        if self.mask.is_empty() && self.keep.is_empty() {
            return self.has_class(class);
        }
        let value = value.to_lowercase();
        self.mask.contains_key(&value) || (self.has_class(class) && !self.keep.contains(&value))
    }
}

/// Names that the machine and the session know. They are found wherever they stand as a word, so names that
/// say nothing about anybody (`root`, `localhost`) and names of less than three characters are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    names: BTreeMap<String, Class>,
}

impl Names {
    /// No names.
    pub fn new() -> Names {
        Names::default()
    }

    /// Adds the name of a machine; of a full name its first part too, if it is unlike any word.
    /// Addresses of documentation and of public services are left out.
    pub fn host(&mut self, name: &str) {
        self.add(name, Class::Host);
        // `upload.nordwind.se` does not make every upload a secret.
        let first = name.split_once('.').filter(|_| name.parse::<std::net::IpAddr>().is_err());
        if let Some((first, _)) = first.filter(|(first, _)| identifier::is_unlike_words(first)) {
            self.add(first, Class::Host);
        }
    }

    /// Adds the name of an account; `domain\account` is two names.
    pub fn user(&mut self, name: &str) {
        match name.split_once('\\') {
            Some((domain, user)) => {
                self.domain(domain);
                self.add(user, Class::User);
            }
            None => self.add(name, Class::User),
        }
    }

    /// Adds the name of a domain, such as `corp.contoso.com` or `CONTOSO`.
    pub fn domain(&mut self, name: &str) {
        self.add(name, Class::Host);
    }

    /// Adds the name of a resource, such as a resource group or a workspace.
    pub fn resource(&mut self, name: &str) {
        self.add(name, Class::Resource);
    }

    /// Adds the account whose home folder this is.
    pub fn home(&mut self, path: &str) {
        let last = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
        self.add(last, Class::User);
    }

    /// The names, folded to lower case, and what they name.
    pub fn iter(&self) -> impl Iterator<Item = (Class, &str)> {
        self.names.iter().map(|(name, class)| (*class, name.as_str()))
    }

    fn add(&mut self, name: &str, class: Class) {
        let name = name.trim().to_lowercase();
        if name.chars().count() >= 3 && !identifier::is_generic(&name) && !identifier::is_public_host(&name) {
            self.names.entry(name).or_insert(class);
        }
    }
}
