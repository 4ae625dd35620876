//! Dates as written, on Tuesday 9 June 2026.

use super::*;
use crate::domain::{Places, Service, ServiceCode, Slot, SlotCode};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The Martin centre: Wednesdays, then Monday to Friday from 6 to 31 July 2026, closed on the 14th.
fn programme() -> Programme {
    let slot = SlotCode("morning".into());
    let open = date("2026-06-01").iter_days().take(61).filter(|day| {
        let summer = *day >= date("2026-07-06") && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        (day.weekday() == Weekday::Wed || summer) && *day != date("2026-07-14")
    });
    let service =
        Service { code: ServiceCode("alsh".into()), name: "ALSH".into(), slots: vec![Slot::plain(slot.clone())] };
    Programme::new(vec![service], open.map(|day| (day, slot.clone(), Places::Unlimited))).unwrap()
}

fn resolved(set: &DaySet) -> Result<Dates, DateTrouble> {
    let programme = programme();
    Calendar { today: date("2026-06-09"), programme: &programme, school_zone: SchoolZone::A }.dates(set, "…", true)
}

fn day(weekday: Option<Weekday>, day: u32, month: Option<u32>, year: Option<i32>) -> DayRef {
    DayRef::Date { weekday, day, month, year }
}

fn one(day: DayRef) -> Result<NaiveDate, Cause> {
    resolved(&DaySet::Single(day)).map(|dates| dates.days[0]).map_err(|(cause, _)| cause)
}

#[test]
fn a_missing_year_is_the_next_one_unless_the_day_is_just_past() {
    assert_eq!(one(day(None, 8, Some(7), None)), Ok(date("2026-07-08")));
    assert_eq!(one(day(None, 3, Some(6), None)), Err(Cause::PastDate { date: date("2026-06-03") }));
    assert_eq!(one(day(None, 6, Some(1), None)), Err(Cause::ClosedDay { date: date("2027-01-06") }));
}

#[test]
fn a_weekday_that_contradicts_its_date_offers_both() {
    let (cause, suggestions) = resolved(&DaySet::Single(day(Some(Weekday::Wed), 11, Some(7), None))).unwrap_err();
    assert_eq!(cause, Cause::WeekdayMismatch { said: 3, date: date("2026-07-11"), open: false });
    assert_eq!(suggestions, [Suggestion::Day(date("2026-07-08")), Suggestion::Day(date("2026-07-15"))]);
}

#[test]
fn a_weekday_alone_is_never_today() {
    let programme = programme();
    let on = |today| Calendar { today: date(today), programme: &programme, school_zone: SchoolZone::A };
    let wednesday = DaySet::Single(DayRef::Weekday(Weekday::Wed));
    assert_eq!(on("2026-06-09").dates(&wednesday, "", true).unwrap().days, [date("2026-06-10")]);
    assert_eq!(on("2026-06-10").dates(&wednesday, "", true).unwrap().days, [date("2026-06-17")]);
}

#[test]
fn a_weekday_with_a_number_is_the_next_day_that_is_both() {
    assert_eq!(one(day(Some(Weekday::Wed), 17, None, None)), Ok(date("2026-06-17")));
    assert_eq!(one(day(Some(Weekday::Wed), 8, None, None)), Ok(date("2026-07-08")));
    assert_eq!(one(day(None, 24, None, None)), Ok(date("2026-06-24")));
}

#[test]
fn a_number_alone_asks_when_the_next_month_fits_better() {
    assert_eq!(one(day(None, 16, None, None)), Err(Cause::AmbiguousDate { written: "…".into() }));
}

#[test]
fn a_range_drops_its_closed_days_and_says_so() {
    let dates = resolved(&DaySet::Range(day(None, 13, None, None), day(None, 17, Some(7), None))).unwrap();
    assert_eq!(dates.dropped, [date("2026-07-14")]);
    assert_eq!(dates.days.len(), 4);
    assert_eq!(dates.days[0], date("2026-07-13"));
}

#[test]
fn an_end_that_says_less_than_a_date_is_sought_from_the_other_end() {
    let ends = |from, to| {
        let dates = resolved(&DaySet::Range(from, to)).unwrap();
        (dates.days[0].to_string(), dates.days[dates.days.len() - 1].to_string(), dates.days.len())
    };
    let week = ("2026-07-06".to_owned(), "2026-07-10".to_owned(), 5);
    assert_eq!(ends(day(Some(Weekday::Mon), 6, Some(7), None), DayRef::Weekday(Weekday::Fri)), week);
    assert_eq!(ends(DayRef::Weekday(Weekday::Mon), day(Some(Weekday::Fri), 10, Some(7), None)), week);
    assert_eq!(ends(day(None, 6, Some(7), None), day(None, 10, None, None)), week);
    assert_eq!(
        ends(DayRef::Weekday(Weekday::Mon), DayRef::Weekday(Weekday::Fri)),
        ("2026-06-17".to_owned(), "2026-06-17".to_owned(), 1)
    );
}

#[test]
fn an_exception_means_the_days_of_its_set() {
    let programme = programme();
    let calendar = Calendar { today: date("2026-06-09"), programme: &programme, school_zone: SchoolZone::A };
    let week: Vec<NaiveDate> = date("2026-07-06").iter_days().take(5).collect();
    let excluded = |day| calendar.excluded(&DaySet::Single(day), "", &week).unwrap();
    assert_eq!(excluded(DayRef::Weekday(Weekday::Wed)), [date("2026-07-08")]);
    assert_eq!(excluded(day(None, 8, None, None)), [date("2026-07-08")]);
    assert_eq!(excluded(day(None, 9, Some(7), None)), [date("2026-07-09")]);
    assert_eq!(excluded(DayRef::Weekday(Weekday::Sat)), []);
}

#[test]
fn a_range_that_runs_backwards_is_asked_about() {
    let backwards = resolved(&DaySet::Range(day(None, 17, Some(7), None), day(None, 13, Some(7), None)));
    assert_eq!(backwards.unwrap_err().0, Cause::InvalidRange { from: date("2026-07-17"), to: date("2026-07-13") });
}

#[test]
fn a_closed_day_on_its_own_offers_the_nearest_open_ones() {
    let (cause, suggestions) = resolved(&DaySet::Single(day(None, 14, Some(7), None))).unwrap_err();
    assert_eq!(cause, Cause::ClosedDay { date: date("2026-07-14") });
    assert_eq!(suggestions, ["2026-07-13", "2026-07-15", "2026-07-16"].map(|day| Suggestion::Day(date(day))));
}

#[test]
fn impossible_dates_are_invalid() {
    assert!(matches!(one(day(None, 31, Some(6), None)), Err(Cause::InvalidDate { .. })));
    assert!(matches!(one(day(None, 42, None, None)), Err(Cause::InvalidDate { .. })));
}
