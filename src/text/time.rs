//! Moments and dates as files and command lines hold them: RFC 3339, and the date alone. The library that does the rest
//! reads many more forms, with a sentence for each thing that can be wrong: most of its weight, for nothing here.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::str::FromStr;

/// Reads a moment such as `2026-03-01T12:00:00.25Z` or `2026-03-01 13:00:00+01:00`, to the nanosecond.
pub fn moment(text: &str) -> Option<Timestamp> {
    let (day, rest) = text.split_at_checked(10)?;
    let (clock, rest) = rest.strip_prefix(['T', 't', ' '])?.split_at_checked(8)?;
    let (fraction, zone) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at_checked(rest.bytes().take_while(u8::is_ascii_digit).count())?,
        None => ("0", rest),
    };
    let nanoseconds = number(format!("{fraction:0<9}").get(..9)?).filter(|_| !fraction.is_empty())?;
    let offset = match zone {
        "Z" | "z" => 0,
        zone => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let seconds = 3600 * two(hours)? + 60 * two(minutes).filter(|minutes| *minutes < 60)?;
            match zone.as_bytes().first()? {
                b'+' => seconds,
                b'-' => -seconds,
                _ => return None,
            }
        }
    };
    let (hour, rest) = clock.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let [hour, minute, second] = [two(hour)?, two(minute)?, two(second)?];
    let time =
        Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, nanoseconds);
    Offset::from_seconds(offset).ok()?.to_timestamp(date(day)?.to_datetime(time.ok()?)).ok()
}

/// Reads a date such as `2026-03-01`.
pub fn date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let year = number(year).filter(|_| year.len() == 4)?;
    Date::new(year.try_into().ok()?, two(month)?.try_into().ok()?, two(day)?.try_into().ok()?).ok()
}

fn two(digits: &str) -> Option<i32> {
    number(digits).filter(|_| digits.len() == 2)
}

fn number(digits: &str) -> Option<i32> {
    i32::from_str(digits).ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Reads a moment of a serialised value.
///
/// # Errors
/// Where no moment stands.
pub fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    moment(&String::deserialize(from)?)
        .ok_or_else(|| D::Error::custom("no time such as 2026-03-01T12:00:00Z"))
}

/// Reads a moment that there may not be.
///
/// # Errors
/// Where something else stands.
pub fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
    moment(&text).map(Some).ok_or_else(|| D::Error::custom("no time such as 2026-03-01T12:00:00Z"))
}
