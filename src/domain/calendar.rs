//! Civil days of the centre: which day an instant falls on, and the week around it.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;

/// The civil day of `instant` in the centre's zone.
#[must_use]
pub fn local_day(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
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
    use chrono_tz::Europe::Paris;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
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
