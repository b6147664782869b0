//! What is the same everywhere and therefore stays.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

static GUIDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| first_words(include_str!("../../../assets/redact/public-guids.txt")).collect());
static HOSTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| first_words(include_str!("../../../assets/redact/public-hosts.txt")).collect());
static GENERIC: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    lines(include_str!("../../../assets/redact/generic-names.txt")).flat_map(str::split_whitespace).collect()
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn first_words(text: &'static str) -> impl Iterator<Item = &'static str> {
    lines(text).filter_map(|line| line.split_whitespace().next())
}

/// Names of accounts and machines that say nothing about anybody: `root`, `localhost`, `server`.
pub(in crate::redact) fn is_generic(name: &str) -> bool {
    GENERIC.contains(name.to_lowercase().as_str())
}

/// A GUID that is a constant: all digits alike, in the lists, or made by the scheme of COM and of Microsoft's
/// first applications.
pub(super) fn is_public_guid(guid: &str) -> bool {
    let guid = guid.to_ascii_lowercase();
    let mut digits = guid.bytes().filter(|b| *b != b'-');
    let first = digits.next();
    let uniform = digits.all(|b| Some(b) == first);
    let node = guid.get(24..).unwrap_or_default();
    // Time-based GUIDs carry the network card of their maker; these were Microsoft's before Windows 2000.
    let com = guid.get(14..15) == Some("1")
        && ["00c04f", "00a0c9", "00aa00", "08002b", "00805f", "0000f8", "00a024"]
            .iter()
            .any(|maker| node.starts_with(maker));
    let assigned = (guid.ends_with("-0000-0000-c000-000000000046")
        || guid.ends_with("-0000-0000-c000-000000000000")
        || guid.ends_with("-0000-0ff1-ce00-000000000000"))
        && guid.starts_with("0000");
    uniform
        || com
        || assigned
        || guid.ends_with("-0000-0000-c000-000000000046")
        || GUIDS.contains(guid.as_str())
}

/// What a full host name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    /// The same for everybody.
    Public,
    /// The first label names what a customer has there.
    Tenant,
    /// Somebody's own.
    Own,
}

/// Whose a host name is. `name` is in lower case.
pub(super) fn domain(name: &str) -> Domain {
    if [".example", ".invalid", ".test", ".localhost"].iter().any(|top| name.ends_with(top)) {
        return Domain::Public;
    }
    let mut rest = name;
    loop {
        if HOSTS.contains(rest) {
            return Domain::Public;
        }
        // Below a customer's domain, and not that domain itself.
        if rest.len() < name.len() && HOSTS.contains(format!("*{rest}").as_str()) {
            return Domain::Tenant;
        }
        if rest.len() == name.len() && HOSTS.contains(format!("*{rest}").as_str()) {
            return Domain::Public;
        }
        match rest.split_once('.') {
            Some((_, parent)) => rest = parent,
            None => return Domain::Own,
        }
    }
}

/// Whether a full host name belongs to documentation or to a service that everybody uses.
pub(in crate::redact) fn is_public_host(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.contains('.') && domain(&name) == Domain::Public
}

/// Whether an address means the same everywhere: loopback, documentation, masks, multicast, the whole of a private
/// range, the services of Azure that have one address for all, and public name servers.
pub(super) fn is_public_ip(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => is_public_ipv4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_public_ipv4(ip),
            None => is_public_ipv6(ip),
        },
    }
}

fn is_public_ipv4(ip: Ipv4Addr) -> bool {
    const KNOWN: &[[u8; 4]] = &[
        [169, 254, 169, 254],
        [169, 254, 169, 253],
        [168, 63, 129, 16],
        [169, 254, 0, 0],
        [10, 0, 0, 0],
        [172, 16, 0, 0],
        [192, 168, 0, 0],
        [100, 64, 0, 0],
        [8, 8, 8, 8],
        [8, 8, 4, 4],
        [1, 1, 1, 1],
        [1, 0, 0, 1],
        [9, 9, 9, 9],
        [208, 67, 222, 222],
        [208, 67, 220, 220],
        [114, 114, 114, 114],
        [223, 5, 5, 5],
        [4, 2, 2, 1],
        [4, 2, 2, 2],
    ];
    let octets = ip.octets();
    let bits = u32::from(ip);
    let mask = octets[0] == 255 && bits.leading_ones() + bits.trailing_zeros().min(32) == 32;
    let wildcard = octets[0] == 0;
    ip.is_loopback()
        || ip.is_documentation()
        || ip.is_multicast()
        || mask
        || wildcard
        || KNOWN.contains(&octets)
}

fn is_public_ipv6(ip: Ipv6Addr) -> bool {
    const KNOWN: &[&str] = &[
        "2001:4860:4860::8888",
        "2001:4860:4860::8844",
        "2606:4700:4700::1111",
        "2606:4700:4700::1001",
        "2620:fe::fe",
        "fe80::",
        "fd00::",
        "fc00::",
        "2000::",
    ];
    let segments = ip.segments();
    let documentation = segments[..2] == [0x2001, 0xdb8] || segments[0] == 0x3fff;
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || documentation
        || KNOWN.contains(&ip.to_string().as_str())
}
