//! What kind of thing a find is.

use serde::{Deserialize, Serialize};

/// What is found. The first four are credentials: whoever has one can use it. The others are identifiers:
/// they tell who, where or which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// What a person or a program logs in with.
    Password,
    /// What an application proves itself with.
    Secret,
    /// What stands for a login for some time: bearer tokens, cookies, shared access signatures.
    Token,
    /// Keys of accounts, interfaces and encryption.
    Key,
    /// An e-mail address or user principal name.
    Mail,
    /// An IPv4 or IPv6 address or network.
    Ip,
    /// A hardware address.
    Mac,
    /// The name of a machine or a domain.
    Host,
    /// The name of an account.
    User,
    /// A GUID that is no public constant.
    Guid,
    /// A security identifier of Windows that belongs to one domain, machine or tenant.
    Sid,
    /// The name of a resource in a cloud: a resource group, a vault, a storage account.
    Resource,
}

impl Class {
    /// All classes; credentials come first.
    pub const ALL: [Class; 12] = [
        Class::Password,
        Class::Secret,
        Class::Token,
        Class::Key,
        Class::Mail,
        Class::Ip,
        Class::Mac,
        Class::Host,
        Class::User,
        Class::Guid,
        Class::Sid,
        Class::Resource,
    ];
    pub(super) const CREDENTIALS: [Class; 4] = [Class::Password, Class::Secret, Class::Token, Class::Key];

    /// Whether it opens something.
    pub fn is_credential(self) -> bool {
        Class::CREDENTIALS.contains(&self)
    }

    /// Its name in policies, marks and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Class::Password => "password",
            Class::Secret => "secret",
            Class::Token => "token",
            Class::Key => "key",
            Class::Mail => "mail",
            Class::Ip => "ip",
            Class::Mac => "mac",
            Class::Host => "host",
            Class::User => "user",
            Class::Guid => "guid",
            Class::Sid => "sid",
            Class::Resource => "resource",
        }
    }

    /// The class of this name.
    pub fn from_id(id: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|class| class.id() == id)
    }

    /// What stands for a credential: `[password]`. Which one it was is not told, so it has no number.
    pub(super) fn credential_mark(self) -> &'static str {
        match self {
            Class::Password => "[password]",
            Class::Secret => "[secret]",
            Class::Token => "[token]",
            _ => "[key]",
        }
    }
}
