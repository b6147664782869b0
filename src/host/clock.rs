//! The time and the time zone, passed to whoever needs them.

use jiff::{Timestamp, tz::TimeZone};
use std::time::{SystemTime, UNIX_EPOCH};

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
        self.fixed.unwrap_or_else(system_time)
    }

    /// The zone in which times are shown.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// The time of the system; the library's own would bring along a sentence for each thing that can be wrong with a time.
fn system_time() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    Timestamp::new(seconds, since.subsec_nanos().cast_signed()).unwrap_or(Timestamp::MAX)
}
