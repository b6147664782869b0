//! Moments and dates as files hold them.

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use unsnag::text::time::{date, moment};

#[test]
fn moments_are_read_with_fractions_and_zones() {
    for (text, seconds, nanoseconds) in [
        ("1970-01-01T00:00:00Z", 0, 0),
        ("2026-03-01T12:00:00.25Z", 1_772_366_400, 250_000_000),
        ("2026-03-01 13:30:00+01:30", 1_772_366_400, 0),
        ("2026-03-01t02:00:00.000000001-10:00", 1_772_366_400, 1),
    ] {
        assert_eq!(moment(text), Timestamp::new(seconds, nanoseconds).ok(), "{text}");
    }
}

#[test]
fn what_is_no_moment_or_date_is_refused() {
    for text in [
        "",
        "2026-03-01",
        "2026-03-01T12:00:00",
        "2026-03-01T12:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:60:00Z",
        "2026-03-01T12:00:00.Z",
        "2026-03-01T12:00:00+0100",
        "2026-03-01T12:00:00+01:60",
        "2026-03-01T12:00:00*01:00",
        "2026-02-29T12:00:00Z",
        "2026-03-01T12:00:00Z ",
        "2026-03-01T-1:00:00Z",
        "+026-03-01T12:00:00Z",
    ] {
        assert_eq!(moment(text), None, "{text}");
    }
    for text in ["", "2026", "2026-3-1", "2026-13-01", "2026-02-29", "2026-03-01T", "+026-03-01"] {
        assert_eq!(date(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(seconds in -62_135_596_800_i64..253_402_207_200, nanoseconds in 0..1_000_000_000) {
        let at = Timestamp::new(seconds, nanoseconds).unwrap();
        prop_assert_eq!(moment(&at.to_string()), Some(at));
        let day = jiff::tz::TimeZone::UTC.to_datetime(at).date();
        prop_assert_eq!(date(&day.to_string()), Some(day));
    }

    #[test]
    fn no_text_makes_trouble(text in "\\PC{0,40}", rest in "[0-9TZ:. +-]{0,30}") {
        let _ = (moment(&text), moment(&format!("2026-03-01T{rest}")), date(&text));
        // Whatever is taken, the library takes for the same.
        if let Some(at) = moment(&format!("2026-03-01T12:00:00{rest}")) {
            prop_assert_eq!(format!("2026-03-01T12:00:00{rest}").parse::<Timestamp>().ok(), Some(at));
        }
        if let Some(day) = date(&rest) {
            prop_assert_eq!(rest.parse::<Date>().ok(), Some(day));
        }
    }
}
