//! School holidays by zone, from the ministry's calendars, and the public holidays of France.

use std::str::FromStr;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The zone of a school calendar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SchoolZone {
    #[default]
    A,
    B,
    C,
}

impl SchoolZone {
    const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
        }
    }
}

/// The holidays of a school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// *Toussaint*.
    Autumn,
    Christmas,
    Winter,
    /// *Pâques*.
    Spring,
    Summer,
}

impl FromStr for Holiday {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "autumn" => Ok(Self::Autumn),
            "christmas" => Ok(Self::Christmas),
            "winter" => Ok(Self::Winter),
            "spring" => Ok(Self::Spring),
            "summer" => Ok(Self::Summer),
            _ => Err(()),
        }
    }
}

/// Days without school, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    zones: String,
    pub holiday: Holiday,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl SchoolHoliday {
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

static SCHOOL_HOLIDAYS: LazyLock<Vec<SchoolHoliday>> =
    LazyLock::new(|| include_str!("holidays/school.csv").lines().filter_map(read).collect());

/// The school holidays of `zone` that are known, in the order of time.
pub fn school_holidays(zone: SchoolZone) -> impl Iterator<Item = &'static SchoolHoliday> {
    SCHOOL_HOLIDAYS.iter().filter(move |holiday| holiday.zones.contains(zone.letter()))
}

fn read(line: &str) -> Option<SchoolHoliday> {
    let mut cells = line.split(',');
    let zones = cells.next()?.to_owned();
    let holiday = cells.next()?.parse().ok()?;
    let from = cells.next()?.parse().ok()?;
    let to = cells.next()?.parse().ok()?;
    Some(SchoolHoliday { zones, holiday, from, to })
}

/// Whether `day` is a public holiday in France (code du travail, L3133-1).
#[must_use]
pub fn is_public_holiday(day: NaiveDate) -> bool {
    use chrono::Datelike;
    const FIXED: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    // Easter Monday, Ascension, Whit Monday.
    const AFTER_EASTER: [u64; 3] = [1, 39, 50];
    FIXED.contains(&(day.month(), day.day()))
        || easter(day.year()).is_some_and(|sunday| {
            AFTER_EASTER.iter().any(|days| sunday.checked_add_days(Days::new(*days)) == Some(day))
        })
}

/// Easter Sunday by the anonymous Gregorian computus (Meeus, Jones, Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let place = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(place / 31).ok()?, u32::try_from(place % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_the_calendar_is_read_and_holidays_of_a_zone_never_overlap() {
        let lines = include_str!("holidays/school.csv").lines();
        let written = lines.filter(|line| line.starts_with(['A', 'B', 'C'])).count();
        assert_eq!(SCHOOL_HOLIDAYS.len(), written);
        for zone in [SchoolZone::A, SchoolZone::B, SchoolZone::C] {
            let all: Vec<_> = school_holidays(zone).collect();
            assert_eq!(all.len(), 2 + 4 + 5 + 1 + 5 * 3, "{zone:?}: {all:#?}");
            assert!(all.iter().all(|holiday| holiday.from < holiday.to));
            assert!(all.windows(2).all(|two| two[0].to < two[1].from), "{zone:?}");
        }
    }

    #[test]
    fn winter_and_spring_depend_on_the_zone() {
        let winter = |zone| {
            let all: Vec<_> = school_holidays(zone).filter(|one| one.holiday == Holiday::Winter).collect();
            (all[0].from, all.iter().find(|one| one.from > date("2026-01-01")).unwrap().from)
        };
        assert_eq!(winter(SchoolZone::A), (date("2012-02-11"), date("2026-02-07")));
        assert_eq!(winter(SchoolZone::B), (date("2012-02-25"), date("2026-02-14")));
        assert_eq!(winter(SchoolZone::C), (date("2012-02-18"), date("2026-02-21")));
    }

    #[test]
    fn the_public_holidays_of_a_year_are_eleven() {
        let of = |year: &str| {
            let first = date(&format!("{year}-01-01"));
            let days = first.iter_days().take(365).filter(|day| is_public_holiday(*day));
            days.map(|day| day.format("%d/%m").to_string()).collect::<Vec<_>>()
        };
        let expected_2026 =
            ["01/01", "06/04", "01/05", "08/05", "14/05", "25/05", "14/07", "15/08", "01/11", "11/11", "25/12"];
        assert_eq!(of("2026"), expected_2026);
        assert_eq!(of("2012")[1..6], ["09/04", "01/05", "08/05", "17/05", "28/05"]);
    }
}
