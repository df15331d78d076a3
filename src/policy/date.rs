//! Dates and instants as a policy writes them.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;
use toml::value::Datetime;

/// Why a value is no date or instant that can be used; the second text says what to do.
pub(super) type Wrong = (&'static str, String);

/// The first instant something no longer holds: the start of the day after a date (UTC), or the
/// instant itself. A time without a zone counts as UTC, as a date does.
pub(super) fn end_of(written: &Datetime) -> Result<Timestamp, Wrong> {
    let date = day(written)?;
    match written.time {
        None => Ok(date.tomorrow().map_or(Timestamp::MAX, |next| at(next.into(), Offset::UTC))),
        Some(_) => Ok(at(civil_time(written, date)?, offset(written)?.unwrap_or(Offset::UTC))),
    }
}

/// The instant, which needs a time and a zone: nobody shall have to guess when an embargo ends.
pub(super) fn instant(written: &Datetime) -> Result<Timestamp, Wrong> {
    let date = day(written)?;
    if written.time.is_none() {
        return Err(("a date without time and zone", format!("say from when on, such as {date}T13:00:00Z")));
    }
    let time = civil_time(written, date)?;
    match offset(written)? {
        Some(offset) => Ok(at(time, offset)),
        None => Err((
            "a time without a zone",
            format!("add the zone: {written}Z for UTC, or an offset such as {written}+02:00"),
        )),
    }
}

/// A text as a date or an instant.
pub(super) fn parse(text: &str) -> Result<Datetime, Wrong> {
    text.trim().parse().map_err(|_| {
        (
            "no date or instant",
            "write a date such as 2026-09-30 or an instant such as 2026-04-02T13:00:00Z".into(),
        )
    })
}

fn day(written: &Datetime) -> Result<civil::Date, Wrong> {
    let help = || "write a date such as 2026-09-30".to_owned();
    let date = written.date.ok_or_else(|| ("a time without a date", help()))?;
    let year = i16::try_from(date.year).ok();
    let parts = year.zip(i8::try_from(date.month).ok()).zip(i8::try_from(date.day).ok());
    parts
        .and_then(|((year, month), day)| civil::Date::new(year, month, day).ok())
        .ok_or_else(|| ("no day of the calendar", help()))
}

fn civil_time(written: &Datetime, date: civil::Date) -> Result<civil::DateTime, Wrong> {
    let wrong = || ("no time of day", "write an instant such as 2026-04-02T13:00:00Z".to_owned());
    let time = written.time.ok_or_else(wrong)?;
    // A leap second counts as the one before it, as every clock of ours does.
    let second = i8::try_from(time.second.unwrap_or(0).min(59)).map_err(|_| wrong())?;
    let hour = i8::try_from(time.hour).map_err(|_| wrong())?;
    let minute = i8::try_from(time.minute).map_err(|_| wrong())?;
    let nanosecond = i32::try_from(time.nanosecond.unwrap_or(0)).map_err(|_| wrong())?;
    let time = civil::Time::new(hour, minute, second, nanosecond).map_err(|_| wrong())?;
    Ok(date.to_datetime(time))
}

fn offset(written: &Datetime) -> Result<Option<Offset>, Wrong> {
    match written.offset {
        None => Ok(None),
        Some(toml::value::Offset::Z) => Ok(Some(Offset::UTC)),
        Some(toml::value::Offset::Custom { minutes }) => {
            Offset::from_seconds(i32::from(minutes) * 60).map(Some).map_err(|_| {
                ("no offset of a time zone", "write an offset such as +02:00, or Z for UTC".to_owned())
            })
        }
    }
}

fn at(time: civil::DateTime, offset: Offset) -> Timestamp {
    // Only the last days of the year 9999 and the first of the year -9999 lie outside.
    offset.to_timestamp(time).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> String {
        end_of(&parse(text).unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_date_is_the_last_day_something_holds() {
        assert_eq!(end("2026-09-30"), "2026-10-01T00:00:00Z");
        assert_eq!(end("2026-12-31"), "2027-01-01T00:00:00Z");
        assert_eq!(end("2028-02-28"), "2028-02-29T00:00:00Z");
    }

    #[test]
    fn an_instant_ends_when_it_says() {
        assert_eq!(end("2026-09-30T12:00:00+02:00"), "2026-09-30T10:00:00Z");
        assert_eq!(end("2026-09-30 12:00Z"), "2026-09-30T12:00:00Z");
        assert_eq!(end("2026-09-30T12:00:00"), "2026-09-30T12:00:00Z");
        assert_eq!(end("2026-06-30T23:59:60Z"), "2026-06-30T23:59:59Z");
    }

    #[test]
    fn the_end_of_time_is_far_away_and_no_error() {
        assert_eq!(end_of(&parse("9999-12-31").unwrap()), Ok(Timestamp::MAX));
        assert_eq!(instant(&parse("9999-12-31T23:59:59Z").unwrap()), Ok(Timestamp::MAX));
    }

    #[test]
    fn an_embargo_needs_its_time_and_its_zone() {
        let of = |text| instant(&parse(text).unwrap());
        assert_eq!(of("2026-04-02T13:00:00Z").unwrap().to_string(), "2026-04-02T13:00:00Z");
        assert_eq!(of("2026-04-02T13:00:00-05:30").unwrap().to_string(), "2026-04-02T18:30:00Z");
        assert_eq!(of("2026-04-02T13:00:00").unwrap_err().0, "a time without a zone");
        assert_eq!(of("2026-04-02").unwrap_err().0, "a date without time and zone");
        assert_eq!(of("13:00:00").unwrap_err().0, "a time without a date");
    }

    #[test]
    fn what_is_no_date_is_said_so() {
        for text in ["", "soon", "2026-02-30", "30.09.2026", "2026-9-3"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
