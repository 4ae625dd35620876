//! Days as written to dates of the calendar: the missing year, the weekday that must agree, the closed day.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::bounds::CHOICES;
use crate::domain::{Programme, iso_week_days};
use crate::grammar::{Cause, DayRef, DaySet, Suggestion};

/// How far back a date without a year is taken as past, instead of next year's (rule D2).
const PAST_WINDOW: u64 = 60;
/// How far ahead a weekday with a day number is looked for (rule D3).
const WEEKDAY_WINDOW: usize = 60;
/// How far ahead a day number alone is looked for (rule D3).
const NUMBER_WINDOW: usize = 31;

/// What a date is read against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar<'a> {
    pub today: NaiveDate,
    pub programme: &'a Programme,
}

/// Dates, and the closed ones of a range that were left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dates {
    pub days: Vec<NaiveDate>,
    pub dropped: Vec<NaiveDate>,
}

/// What is wrong with a date, and what could be meant.
pub(super) type DateTrouble = (Cause, Vec<Suggestion>);

impl Calendar<'_> {
    /// The dates of a set of days. `must_be_open`: a closed day named on its own is asked about (bookings); without it
    /// every day of a range counts (cancellations).
    pub fn dates(&self, set: &DaySet, written: &str, must_be_open: bool) -> Result<Dates, DateTrouble> {
        match set {
            DaySet::Single(day) => {
                let date = self.upcoming(*day, written)?;
                if must_be_open && !self.programme.is_open(date) {
                    return Err((Cause::ClosedDay { date }, self.near(date)));
                }
                Ok(Dates { days: vec![date], dropped: Vec::new() })
            }
            DaySet::Range(first, last) => self.range(*first, *last, written, must_be_open),
        }
    }

    /// What an exception takes out of `days`: a weekday or a day number means those of the set, `sauf mercredi` every
    /// Wednesday of it.
    pub fn excluded(&self, set: &DaySet, written: &str, days: &[NaiveDate]) -> Result<Vec<NaiveDate>, DateTrouble> {
        match set {
            DaySet::Single(day @ (DayRef::Weekday(_) | DayRef::Date { month: None, .. })) => {
                Ok(days.iter().copied().filter(|date| fits(*day, *date)).collect())
            }
            _ => self.dates(set, written, false).map(|dates| dates.days),
        }
    }

    /// The next open days, today not among them.
    pub fn next_open(&self) -> impl Iterator<Item = NaiveDate> {
        self.programme.open_days().filter(|day| *day > self.today)
    }

    fn range(&self, first: DayRef, last: DayRef, written: &str, must_be_open: bool) -> Result<Dates, DateTrouble> {
        let (from, to) = self.ends(first, last, written)?;
        if to < from {
            return Err((Cause::InvalidRange { from, to }, vec![Suggestion::Day(to), Suggestion::Day(from)]));
        }
        if from < self.today {
            return Err((Cause::PastDate { date: from }, self.same_weekday_ahead(from)));
        }
        let (open, closed): (Vec<_>, Vec<_>) =
            from.iter_days().take_while(|day| *day <= to).partition(|day| self.programme.is_open(*day));
        if !must_be_open {
            return Ok(Dates { days: [open, closed].concat(), dropped: Vec::new() });
        }
        if open.is_empty() {
            return Err((Cause::ClosedDay { date: from }, self.near(from)));
        }
        let dropped = closed.into_iter().filter(|day| self.is_usual_day(*day)).collect();
        Ok(Dates { days: open, dropped })
    }

    /// Both ends of a range. An end that says less than a date is sought from the other end, never from today.
    fn ends(&self, first: DayRef, last: DayRef, written: &str) -> Result<(NaiveDate, NaiveDate), DateTrouble> {
        match (first, last) {
            (DayRef::Weekday(first), DayRef::Weekday(last)) => {
                let from = next_weekday(first, self.today);
                Ok((from, next_weekday(last, from)))
            }
            (DayRef::Weekday(first), _) => {
                let to = self.date(last, written)?;
                Ok((iso_days_before(to).find(|day| day.weekday() == first).unwrap_or(to), to))
            }
            (_, DayRef::Weekday(_) | DayRef::Date { month: None, .. }) if has_month(first) => {
                let from = self.date(first, written)?;
                let to = from.iter_days().take(NUMBER_WINDOW + 1).find(|day| fits(last, *day));
                Ok((from, to.ok_or_else(|| invalid(written))?))
            }
            _ => {
                let to = self.date(last, written)?;
                let from = self.date(with_month_of(first, to), written)?;
                let turns = has_month(first) && has_month(last) && !has_year(last) && from.month() > to.month();
                Ok((from, if to < from && turns { next_year(to) } else { to }))
            }
        }
    }

    /// Weekends are not worth a word unless the centre is open on some.
    fn is_usual_day(&self, day: NaiveDate) -> bool {
        self.programme.open_days().any(|open| open.weekday() == day.weekday())
            || !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    fn upcoming(&self, day: DayRef, written: &str) -> Result<NaiveDate, DateTrouble> {
        let date = self.date(day, written)?;
        if date < self.today {
            return Err((Cause::PastDate { date }, self.same_weekday_ahead(date)));
        }
        Ok(date)
    }

    fn date(&self, day: DayRef, written: &str) -> Result<NaiveDate, DateTrouble> {
        match day {
            DayRef::Today => Ok(self.today),
            DayRef::Tomorrow => Ok(self.ahead(1)),
            DayRef::AfterTomorrow => Ok(self.ahead(2)),
            DayRef::Weekday(weekday) => Ok(next_weekday(weekday, self.today)),
            DayRef::Iso(date) => Ok(date),
            DayRef::Date { weekday, day, month: Some(month), year } => {
                let date = self.in_year(day, month, year).ok_or_else(|| invalid(written))?;
                self.agreeing(date, weekday)
            }
            DayRef::Date { weekday: Some(weekday), day, month: None, .. } => {
                self.numbered_weekday(weekday, day, written)
            }
            DayRef::Date { weekday: None, day, month: None, .. } => self.numbered(day, written),
        }
    }

    /// Rule D2: the year that was said, else the next such day, else the one just past.
    fn in_year(&self, day: u32, month: u32, year: Option<i32>) -> Option<NaiveDate> {
        let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
        if let Some(year) = year {
            return in_year(year);
        }
        let this_year = self.today.year();
        let candidates = [this_year - 1, this_year, this_year + 1].into_iter().filter_map(in_year);
        let earliest = self.today.checked_sub_days(Days::new(PAST_WINDOW)).unwrap_or(self.today);
        // 29 February may be up to eight years away; whoever means that says the year.
        candidates.into_iter().find(|date| *date >= earliest)
    }

    /// Rule D4: a weekday that contradicts its date asks.
    fn agreeing(&self, date: NaiveDate, weekday: Option<Weekday>) -> Result<NaiveDate, DateTrouble> {
        match weekday {
            Some(said) if said != date.weekday() => {
                let open = self.programme.is_open(date);
                let cause = Cause::WeekdayMismatch { said: Cause::weekday_number(said), date, open };
                Err((cause, self.instead_of(date, said)))
            }
            _ => Ok(date),
        }
    }

    /// The weekday that was said in that week, the date itself, the weekday after: what is open of it.
    fn instead_of(&self, date: NaiveDate, said: Weekday) -> Vec<Suggestion> {
        let same_week = iso_week_days(date).into_iter().find(|day| day.weekday() == said);
        let after = next_weekday(said, date);
        let mut days: Vec<NaiveDate> = [same_week, Some(date), Some(after)].into_iter().flatten().collect();
        days.retain(|day| *day >= self.today && self.programme.is_open(*day));
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(Suggestion::Day).collect()
    }

    /// Rule D3: "mercredi 8" is the next day that is both.
    fn numbered_weekday(&self, weekday: Weekday, day: u32, written: &str) -> Result<NaiveDate, DateTrouble> {
        let ahead = self.today.iter_days().take(WEEKDAY_WINDOW + 1);
        if let Some(date) = ahead.clone().find(|date| date.day() == day && date.weekday() == weekday) {
            return Ok(date);
        }
        let date = ahead.into_iter().find(|date| date.day() == day).ok_or_else(|| invalid(written))?;
        self.agreeing(date, Some(weekday))
    }

    /// Rule D3: "le 24" is the next 24th within a month; a closed one asks when the month after has an open one.
    fn numbered(&self, day: u32, written: &str) -> Result<NaiveDate, DateTrouble> {
        let mut ahead = self.today.iter_days().take(2 * NUMBER_WINDOW).filter(|date| date.day() == day);
        let date = ahead.next().ok_or_else(|| invalid(written))?;
        let later = ahead.next().filter(|later| self.programme.is_open(*later));
        match later {
            Some(later) if !self.programme.is_open(date) => {
                let cause = Cause::AmbiguousDate { written: written.to_owned() };
                Err((cause, vec![Suggestion::Day(later)]))
            }
            _ => Ok(date),
        }
    }

    fn ahead(&self, days: u64) -> NaiveDate {
        self.today.checked_add_days(Days::new(days)).unwrap_or(self.today)
    }

    /// Open days around a closed one: the nearest before, then those after.
    fn near(&self, date: NaiveDate) -> Vec<Suggestion> {
        let before = self.programme.open_days().rev().find(|day| *day < date && *day > self.today);
        let after = self.programme.open_days().filter(|day| *day > date && *day > self.today);
        before.into_iter().chain(after).take(CHOICES).map(Suggestion::Day).collect()
    }

    fn same_weekday_ahead(&self, date: NaiveDate) -> Vec<Suggestion> {
        self.next_open().filter(|day| day.weekday() == date.weekday()).take(1).map(Suggestion::Day).collect()
    }
}

/// Rule D5: the next one after `from`, never `from` itself.
fn next_weekday(weekday: Weekday, from: NaiveDate) -> NaiveDate {
    from.iter_days().skip(1).take(7).find(|day| day.weekday() == weekday).unwrap_or(from)
}

fn invalid(written: &str) -> DateTrouble {
    (Cause::InvalidDate { written: written.to_owned() }, Vec::new())
}

/// The week that ends with `last`, backwards.
fn iso_days_before(last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..7).filter_map(move |back| last.checked_sub_days(Days::new(back)))
}

/// Whether a day is the one that a weekday or a day number without its month means.
fn fits(written: DayRef, day: NaiveDate) -> bool {
    match written {
        DayRef::Weekday(weekday) => day.weekday() == weekday,
        DayRef::Date { weekday, day: number, .. } => {
            day.day() == number && weekday.is_none_or(|weekday| day.weekday() == weekday)
        }
        _ => false,
    }
}

const fn has_month(day: DayRef) -> bool {
    matches!(day, DayRef::Date { month: Some(_), .. } | DayRef::Iso(_))
}

/// "du 9 au 13 juillet": the first end has the month of the last one.
fn with_month_of(first: DayRef, last: NaiveDate) -> DayRef {
    match first {
        DayRef::Date { weekday, day, month: None, year: None } => {
            DayRef::Date { weekday, day, month: Some(last.month()), year: Some(last.year()) }
        }
        DayRef::Date { weekday, day, month, year: None } => {
            let year = month.filter(|month| *month <= last.month()).map(|_| last.year());
            DayRef::Date { weekday, day, month, year }
        }
        other => other,
    }
}

const fn has_year(day: DayRef) -> bool {
    matches!(day, DayRef::Date { year: Some(_), .. } | DayRef::Iso(_))
}

fn next_year(date: NaiveDate) -> NaiveDate {
    date.with_year(date.year() + 1).unwrap_or(date)
}

#[cfg(test)]
mod tests {
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
        Calendar { today: date("2026-06-09"), programme: &programme }.dates(set, "…", true)
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
        let on = |today| Calendar { today: date(today), programme: &programme };
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
        let calendar = Calendar { today: date("2026-06-09"), programme: &programme };
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
}
