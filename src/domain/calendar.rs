//! Civil days of the centre: which day an instant falls on, and when a day ends.

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

pub use chrono::Weekday;

/// The civil day of `instant` in the centre's zone.
#[must_use]
pub fn local_day(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

/// The instant at which `day` is over in the centre's zone (`24:00`, shown to people as 23 h 59).
///
/// A midnight that does not exist is the first instant after the gap, one that comes twice the later (house plan).
#[must_use]
pub fn end_of_day(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX).and_time(NaiveTime::MIN);
    match zone.from_local_datetime(&midnight) {
        LocalResult::Single(instant) => instant.to_utc(),
        LocalResult::Ambiguous(_, later) => later.to_utc(),
        LocalResult::None => first_instant_after_gap(midnight, zone),
    }
}

/// Gaps at midnight last an hour at most in the zones of France; the second try covers every other zone.
fn first_instant_after_gap(midnight: chrono::NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    (1..=24)
        .filter_map(|half_hours| midnight.checked_add_signed(chrono::TimeDelta::minutes(30 * half_hours)))
        .find_map(|wall| zone.from_local_datetime(&wall).earliest())
        .map_or_else(|| midnight.and_utc(), |instant| instant.to_utc())
}

/// Monday to Sunday of the ISO week (ISO 8601) that holds `day`.
#[must_use]
pub fn iso_week_days(day: NaiveDate) -> Vec<NaiveDate> {
    let back = u64::from(day.weekday().num_days_from_monday());
    let monday = day.checked_sub_days(Days::new(back)).unwrap_or(day);
    monday.iter_days().take(7).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America::Santiago, Europe::Paris};

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_day_ends_at_local_midnight_in_winter_and_in_summer() {
        assert_eq!(end_of_day(day(2012, 7, 11), Paris).to_rfc3339(), "2012-07-11T22:00:00+00:00");
        assert_eq!(end_of_day(day(2012, 12, 12), Paris).to_rfc3339(), "2012-12-12T23:00:00+00:00");
    }

    #[test]
    fn a_midnight_that_does_not_exist_is_the_first_instant_after_the_gap() {
        // Chile skipped 2023-09-03 00:00–01:00.
        assert_eq!(end_of_day(day(2023, 9, 2), Santiago).to_rfc3339(), "2023-09-03T04:00:00+00:00");
    }

    #[test]
    fn an_instant_late_in_the_evening_is_still_today_in_paris() {
        let instant = "2012-07-11T21:59:59Z".parse().unwrap();
        assert_eq!(local_day(instant, Paris), day(2012, 7, 11));
        assert_eq!(local_day(instant + chrono::TimeDelta::seconds(1), Paris), day(2012, 7, 12));
    }

    #[test]
    fn a_week_begins_on_monday() {
        let week = iso_week_days(day(2012, 7, 11));
        assert_eq!((week[0], week[6]), (day(2012, 7, 9), day(2012, 7, 15)));
    }
}
