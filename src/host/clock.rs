//! The time and the time zone, passed to whoever needs them.

use jiff::{Timestamp, tz::TimeZone};

/// Tells the time; a fixed one makes pictures and tests repeatable.
#[derive(Debug, Clone)]
pub struct Clock {
    fixed: Option<Timestamp>,
    zone: TimeZone,
}

impl Clock {
    /// The clock and time zone of the system.
    pub fn system() -> Self {
        Self { fixed: None, zone: TimeZone::system() }
    }

    /// A clock that stands still, in UTC.
    pub fn fixed(now: Timestamp) -> Self {
        Self { fixed: Some(now), zone: TimeZone::UTC }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }

    /// The zone in which times are shown.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
}
