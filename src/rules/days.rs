//! Days as written to dates of the calendar: the missing year, the weekday that must agree, the closed day.

mod recurring;
mod stretches;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::bounds::CHOICES;
use crate::domain::is_public_holiday;
use crate::domain::{Programme, SchoolZone, iso_week_days};
use crate::grammar::{Cause, DayRef, DaySet, Period, Suggestion, Within};

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
    /// Whose school holidays are meant by "les vacances".
    pub school_zone: SchoolZone,
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
            DaySet::Week(week) => {
                let (from, to) = self.week(*week, written)?;
                self.stretch(from.max(self.today), to, must_be_open)
            }
            DaySet::Period(period) => {
                let (from, to) = self.period(*period, written)?;
                let dates = self.stretch(from.max(self.today), to, must_be_open)?;
                // A period is what is open of it: what is closed goes without saying.
                Ok(Dates { dropped: Vec::new(), ..dates })
            }
            DaySet::Recurring(recurrence) => self.recurring(recurrence, written, must_be_open),
        }
    }

    /// What an exception takes out of `days`: a weekday or a day number means those of the set, `sauf mercredi` every
    /// Wednesday of it.
    pub fn excluded(&self, set: &DaySet, written: &str, days: &[NaiveDate]) -> Result<Vec<NaiveDate>, DateTrouble> {
        match set {
            DaySet::Single(day @ (DayRef::Weekday(_) | DayRef::Date { month: None, .. })) => {
                Ok(days.iter().copied().filter(|date| fits(*day, *date)).collect())
            }
            DaySet::Period(period) if self.reaches(*period).is_some() => {
                let reaches = self.reaches(*period).into_iter().flatten();
                let within = |date: &NaiveDate| reaches.clone().any(|(from, to)| from <= *date && *date <= to);
                Ok(days.iter().copied().filter(within).collect())
            }
            DaySet::Period(Period::PublicHolidays) => {
                Ok(days.iter().copied().filter(|date| is_public_holiday(*date)).collect())
            }
            DaySet::Recurring(recurrence) if recurrence.within == (Within::Open { from: None, until: None }) => {
                Ok(days.iter().copied().filter(|date| recurring::takes(recurrence, *date)).collect())
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
        self.stretch(from, to, must_be_open)
    }

    /// All days from one to another that are open, and those that are not.
    fn stretch(&self, from: NaiveDate, to: NaiveDate, must_be_open: bool) -> Result<Dates, DateTrouble> {
        self.open_of(from.iter_days().take_while(|day| *day <= to).collect(), from, must_be_open)
    }

    /// The open ones of some days; `from` is where the closed day is told when there is none.
    fn open_of(&self, days: Vec<NaiveDate>, from: NaiveDate, must_be_open: bool) -> Result<Dates, DateTrouble> {
        // Where all is closed a booking may stand all the same, made before the closing.
        if !must_be_open && !days.is_empty() && !days.iter().any(|day| self.programme.is_open(*day)) {
            return Ok(Dates { days, dropped: Vec::new() });
        }
        let (open, closed): (Vec<_>, Vec<_>) = days.into_iter().partition(|day| self.programme.is_open(*day));
        if open.is_empty() {
            let date = closed.first().copied().unwrap_or(from);
            return Err((Cause::ClosedDay { date }, self.near(date)));
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
            // "du lundi 6 au 10": the weekday tells which 6th.
            (DayRef::Date { weekday: Some(_), month: None, .. }, DayRef::Date { month: None, .. }) => {
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
            DayRef::Next(weekday) => self.following(weekday, written),
            DayRef::This(weekday) => {
                let week = iso_week_days(self.today);
                Ok(week.into_iter().find(|day| day.weekday() == weekday).unwrap_or(self.today))
            }
            DayRef::Later { weekday, weeks } => {
                let next = next_weekday(weekday, self.today);
                Ok(next.checked_add_days(Days::new(7 * u64::from(weeks))).unwrap_or(next))
            }
            DayRef::OfMonth { which, weekday, month } => {
                self.weekday_of_month(which, weekday, month).ok_or_else(|| invalid(written))
            }
            DayRef::Ahead { days, weekday, day, month } => {
                let date = self.agreeing(self.ahead(u64::from(days)), Some(weekday))?;
                let same = day.is_none_or(|day| day == date.day()) && month.is_none_or(|month| month == date.month());
                if same { Ok(date) } else { Err((ambiguous(written), vec![Suggestion::Day(date)])) }
            }
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

    /// Rule D6: "mercredi prochain" is this week's or next week's while this week's is still to come.
    fn following(&self, weekday: Weekday, written: &str) -> Result<NaiveDate, DateTrouble> {
        let near = next_weekday(weekday, self.today);
        if near.iso_week() != self.today.iso_week() {
            return Ok(near);
        }
        let far = next_weekday(weekday, near);
        Err((ambiguous(written), vec![Suggestion::Day(near), Suggestion::Day(far)]))
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

    /// "le premier mercredi de juillet", of the year that rule D2 means; `which` 0 is the last one.
    fn weekday_of_month(&self, which: u32, weekday: Weekday, month: u32) -> Option<NaiveDate> {
        let first = self.in_year(1, month, None)?;
        let mut days = first.iter_days().take_while(|day| day.month() == month).filter(|day| day.weekday() == weekday);
        match which.checked_sub(1) {
            Some(before) => days.nth(before as usize),
            None => days.last(),
        }
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
        let mut days: Vec<NaiveDate> = Vec::new();
        for day in [same_week, Some(date), Some(after)].into_iter().flatten() {
            if day >= self.today && self.programme.is_open(day) && !days.contains(&day) {
                days.push(day);
            }
        }
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
            Some(later) if !self.programme.is_open(date) => Err((ambiguous(written), vec![Suggestion::Day(later)])),
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

fn ambiguous(written: &str) -> Cause {
    Cause::AmbiguousDate { written: written.to_owned() }
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
    matches!(day, DayRef::Date { month: Some(_), .. } | DayRef::OfMonth { .. } | DayRef::Iso(_))
}

/// "du 9 au 13 juillet": the first end has the month of the last one.
pub(super) fn with_month_of(first: DayRef, last: NaiveDate) -> DayRef {
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
mod tests;
