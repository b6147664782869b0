//! How long ago something must be: `90d`, `12w`, `6m`, `1y`, or a date.

use crate::text::time::date;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
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
        let span = match self {
            Age::Day(day) => return day.to_zoned(zone).ok().map(|day| day.timestamp()),
            Age::Ago(number, Unit::Days) => Span::new().try_days(number),
            Age::Ago(number, Unit::Weeks) => Span::new().try_weeks(number),
            Age::Ago(number, Unit::Months) => Span::new().try_months(number),
            Age::Ago(number, Unit::Years) => Span::new().try_years(number),
        };
        Some(now.to_zoned(zone).checked_sub(span.ok()?).ok()?.timestamp())
    }
}
