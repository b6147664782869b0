//! Times and how long something takes, as people read them, in the zone of this machine.

use crate::flow::Wait;
use crate::text::Strings;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A time with its date: `2026-03-01 09:30`.
pub fn clock_time(at: Timestamp) -> String {
    let at = TimeZone::system().to_datetime(at);
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

/// A time as it is spoken of at `now`: today, yesterday, a day of the week; the date if it is longer ago or ahead.
pub fn near_time(at: Timestamp, now: Timestamp, strings: &Strings) -> String {
    let then = TimeZone::system().to_datetime(at);
    let key = match (days_ago(at, now), then.weekday()) {
        (0, _) => "time.today",
        (1, _) => "time.yesterday",
        (2..7, Weekday::Monday) => "time.monday",
        (2..7, Weekday::Tuesday) => "time.tuesday",
        (2..7, Weekday::Wednesday) => "time.wednesday",
        (2..7, Weekday::Thursday) => "time.thursday",
        (2..7, Weekday::Friday) => "time.friday",
        (2..7, Weekday::Saturday) => "time.saturday",
        (2..7, Weekday::Sunday) => "time.sunday",
        _ => return clock_time(at),
    };
    strings.fill(key, &[("time", &format!("{:02}:{:02}", then.hour(), then.minute()))])
}

/// How many midnights lie between a moment and `now`; less than none if it is ahead.
pub fn days_ago(at: Timestamp, now: Timestamp) -> i64 {
    let zone = TimeZone::system();
    zone.to_datetime(now).date().duration_since(zone.to_datetime(at).date()).as_hours() / 24
}

/// When an effect should show.
pub fn until(since: Timestamp, seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let until = since.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(since);
    clock_time(until)
}

/// How long an effect takes, in the unit that its author chose.
pub fn lasting(wait: &Wait, strings: &Strings) -> String {
    let (unit, one, many) = match wait.text.trim_end().chars().last() {
        Some('d') => (24 * 60 * 60, "time.day", "time.days"),
        Some('h') => (60 * 60, "time.hour", "time.hours"),
        _ => (60, "time.minute", "time.minutes"),
    };
    strings.count(one, many, usize::try_from(wait.seconds / unit).unwrap_or(usize::MAX))
}
