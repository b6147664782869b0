//! How long ago something must be: `90d`, `12w`, `6m`, `1y`, or a date.

use crate::text::time::date;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::str::FromStr;

/// An age, or the day before which something must have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// So many days, weeks, months or years.
    Ago(i64, Unit),
    /// The beginning of this day, on this machine.
    Day(Date),
}

/// A unit of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

impl FromStr for Age {
    type Err = String;

    fn from_str(text: &str) -> Result<Age, String> {
        let wrong =
            || format!("\"{text}\" is no age; write a number with d, w, m or y such as 90d, or a date");
        if text.contains('-') {
            return date(text).map(Age::Day).ok_or_else(wrong);
        }
        let unit = match text.chars().next_back() {
            Some('d') => Unit::Days,
            Some('w') => Unit::Weeks,
            Some('m') => Unit::Months,
            Some('y') => Unit::Years,
            _ => return Err(wrong()),
        };
        let digits = text.get(..text.len() - 1).unwrap_or_default();
        let number = digits.parse().ok().filter(|number| (1..=9999).contains(number));
        number.map(|number| Age::Ago(number, unit)).ok_or_else(wrong)
    }
}

impl Age {
    /// The moment that it means; what is before it is older. `None` where time has no such moment.
    pub fn before(self, now: Timestamp) -> Option<Timestamp> {
        let zone = TimeZone::system();
        let months = match self {
            Age::Day(day) => return zone.to_timestamp(day.to_datetime(Time::midnight())).ok(),
            Age::Ago(number, Unit::Days) => {
                return now.checked_sub(SignedDuration::from_hours(24 * number)).ok();
            }
            Age::Ago(number, Unit::Weeks) => {
                return now.checked_sub(SignedDuration::from_hours(168 * number)).ok();
            }
            Age::Ago(number, Unit::Months) => number,
            Age::Ago(number, Unit::Years) => 12 * number,
        };
        let now = zone.to_datetime(now);
        let month = 12 * i64::from(now.year()) + i64::from(now.month()) - 1 - months;
        let (year, month) = (month.div_euclid(12).try_into().ok()?, month.rem_euclid(12) + 1);
        // A month may have no 31st; its last day is meant then.
        let first = Date::new(year, month.try_into().ok()?, 1).ok()?;
        let day = Date::new(year, first.month(), now.day().min(first.days_in_month())).ok()?;
        zone.to_timestamp(day.to_datetime(now.time())).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Age, Date, Time, TimeZone};

    /// The day that an age means at noon of a day, on this machine.
    fn day(age: &str, now: (i16, i8, i8)) -> Option<String> {
        let zone = TimeZone::system();
        let noon = Date::new(now.0, now.1, now.2).ok()?.to_datetime(Time::constant(12, 0, 0, 0));
        let before = age.parse::<Age>().ok()?.before(zone.to_timestamp(noon).ok()?)?;
        Some(zone.to_datetime(before).date().to_string())
    }

    #[test]
    fn ages_go_back_by_the_calendar() {
        let of = |age, year, month, date| day(age, (year, month, date)).unwrap_or_default();
        assert_eq!(of("1d", 2026, 3, 1), "2026-02-28");
        assert_eq!(of("2w", 2026, 3, 15), "2026-03-01");
        assert_eq!(of("1m", 2026, 3, 31), "2026-02-28");
        assert_eq!(of("1m", 2026, 1, 15), "2025-12-15");
        assert_eq!(of("13m", 2026, 1, 31), "2024-12-31");
        assert_eq!(of("1y", 2024, 2, 29), "2023-02-28");
        assert_eq!(of("2020-02-29", 2026, 1, 1), "2020-02-29");
        assert_eq!(day("9999y", (2026, 1, 1)), Some("-007973-01-01".to_owned()));
        assert_eq!(day("0d", (2026, 1, 1)), None);
    }
}
