//! What a person opened lately. It decides between hits that are otherwise equal, and nothing more.

use super::{Found, Search};
use crate::text::Strings;
use crate::text::sort::sort_by_key;
use std::collections::BTreeMap;

/// How many hits more than asked for are looked at, because some of them may be equal to the last.
pub const SPARE: usize = 8;

/// The flows that a person opened lately.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// Days ago by flow id.
    opened: BTreeMap<String, u32>,
}

impl Recent {
    /// Remembers that a flow was opened so many days ago.
    pub fn add(&mut self, flow: &str, days: u32) {
        let known = self.opened.entry(flow.to_owned()).or_insert(days);
        *known = days.min(*known);
    }
}

impl Search {
    /// Puts of equal hits those first that were opened last, says so, and keeps the first `limit`. Hits are equal
    /// when their scores are, as far as scores are shown (two decimals).
    pub fn recall(&mut self, recent: &Recent, limit: usize, strings: &Strings) {
        let days = |found: &Found| recent.opened.get(&found.at.flow).copied();
        let shown = |found: &Found| (format!("{:.2}", found.score), found.weak);
        for equals in self.hits.chunk_by_mut(|a, b| shown(a) == shown(b)).filter(|equals| equals.len() > 1) {
            sort_by_key(equals, |found| days(found).unwrap_or(u32::MAX));
            for found in equals {
                let Some(days) = days(found) else { continue };
                let why = match days {
                    0 => strings.get("search.opened.today").to_owned(),
                    1 => strings.get("search.opened.yesterday").to_owned(),
                    days => strings.fill("search.opened.days", &[("days", &days.to_string())]),
                };
                // What matched comes first.
                found.why.insert(found.why.len().min(1), why);
            }
        }
        self.hits.truncate(limit);
    }
}
