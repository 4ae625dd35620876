//! Weeks, months and holidays: from which day to which.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Calendar, DateTrouble, NUMBER_WINDOW, PAST_WINDOW, ambiguous, invalid};
use crate::domain::{Holiday, SchoolHoliday, iso_week_days, school_holidays};
use crate::grammar::{Cause, DayRef, Period, Suggestion, WeekRef};

/// First and last day, both included.
pub(super) type Stretch = (NaiveDate, NaiveDate);

impl Calendar<'_> {
    /// Rule D7: Monday to Friday; a week that is past is asked about.
    pub(super) fn week(&self, week: WeekRef, written: &str) -> Result<Stretch, DateTrouble> {
        let (monday, friday) = match week {
            WeekRef::This => work_week(self.today),
            WeekRef::Next => work_week(self.ahead(7)),
            WeekRef::Of(DayRef::Date { weekday: None, day, month: None, .. }) => {
                work_week(self.numbered_monday(day, written)?)
            }
            WeekRef::Of(day) => work_week(self.date(day, written)?),
            WeekRef::Number { number, year } => {
                let year = year.unwrap_or(self.today.iso_week().year());
                work_week(NaiveDate::from_isoywd_opt(year, number, Weekday::Mon).ok_or_else(|| invalid(written))?)
            }
            WeekRef::OfHolidays { which, holiday } => self.week_of_holidays(which, holiday, written)?,
            WeekRef::OfMonth { which, month } => self.week_of_month(which, month, written)?,
        };
        if friday >= self.today {
            return Ok((monday, friday));
        }
        let ahead = match week {
            WeekRef::Number { number, year: None } => {
                NaiveDate::from_isoywd_opt(self.today.iso_week().year() + 1, number, Weekday::Mon)
            }
            _ => None,
        };
        let open = ahead.map(work_week).and_then(|(from, to)| self.first_open(from, to));
        Err((Cause::PastDate { date: monday }, open.into_iter().map(Suggestion::Day).collect()))
    }

    /// "la semaine du 13" is the week that begins on a Monday 13th, when one comes soon; else the week of the next 13th.
    fn numbered_monday(&self, day: u32, written: &str) -> Result<NaiveDate, DateTrouble> {
        let ahead = self.today.iter_days().take(2 * NUMBER_WINDOW);
        let monday = ahead.into_iter().find(|date| date.day() == day && date.weekday() == Weekday::Mon);
        monday.map_or_else(|| self.numbered(day, written), Ok)
    }

    /// Rule D11: the first open week after the holidays begin, and those after it.
    fn week_of_holidays(&self, which: u32, holiday: Option<Holiday>, written: &str) -> Result<Stretch, DateTrouble> {
        let found = self.coming(holiday).ok_or_else(|| (ambiguous(written), Vec::new()))?;
        let mut mondays = found.from.iter_days().take_while(|day| *day <= found.to).filter(|day| {
            let (monday, friday) = work_week(*day);
            day.weekday() == Weekday::Mon && self.first_open(monday, friday.min(found.to)).is_some()
        });
        let monday = match which {
            0 => mondays.last(),
            which => mondays.next().and_then(|first| first.checked_add_days(Days::new(7 * u64::from(which - 1)))),
        };
        let monday = monday.filter(|monday| *monday <= found.to);
        monday.map(work_week).ok_or_else(|| (ambiguous(written), Vec::new()))
    }

    /// Rule D11: the week that holds the 1st, or the first whole one? Asked where they differ.
    fn week_of_month(&self, which: u32, month: u32, written: &str) -> Result<Stretch, DateTrouble> {
        let (first, last) = self.period(Period::Month { month, year: None }, written)?;
        let first = first.with_day(1).unwrap_or(first);
        let ahead = Days::new(7 * u64::from(which.saturating_sub(1)));
        let (monday, _) = work_week(if which == 0 { last } else { first });
        let whole =
            if which == 0 { monday.checked_sub_days(Days::new(7)) } else { monday.checked_add_days(Days::new(7)) };
        let whole_week = matches!(last.weekday(), Weekday::Fri | Weekday::Sat | Weekday::Sun);
        let agrees = if which == 0 { whole_week } else { first == monday };
        let (one, other) = (monday.checked_add_days(ahead), whole.and_then(|whole| whole.checked_add_days(ahead)));
        if let (true, Some(monday)) = (agrees, one) {
            return Ok(work_week(monday));
        }
        let open = [one, other].into_iter().flatten().map(work_week).filter_map(|(from, to)| self.first_open(from, to));
        Err((ambiguous(written), open.map(Suggestion::Day).collect()))
    }

    fn first_open(&self, from: NaiveDate, to: NaiveDate) -> Option<NaiveDate> {
        self.programme.open_days().find(|day| from <= *day && *day <= to && *day >= self.today)
    }

    /// The holidays that come or are: of that name, or the first.
    pub(super) fn coming(&self, holiday: Option<Holiday>) -> Option<&'static SchoolHoliday> {
        let named = |found: &&SchoolHoliday| holiday.is_none_or(|holiday| found.holiday == holiday);
        school_holidays(self.school_zone).filter(named).find(|found| found.to >= self.today)
    }

    /// From which day to which a period goes; one that is past is asked about, as in rule D2.
    pub(super) fn period(&self, period: Period, written: &str) -> Result<Stretch, DateTrouble> {
        let unknown = || (ambiguous(written), Vec::new());
        let (from, to) = match period {
            Period::Month { month, year } => self.months(month, month, year).ok_or_else(|| invalid(written))?,
            Period::Months { from, to, year } => self.months(from, to, year).ok_or_else(|| invalid(written))?,
            Period::ThisMonth => month_of(self.today),
            Period::NextMonth => month_of(self.today.checked_add_months(Months::new(1)).unwrap_or(self.today)),
            Period::Holidays(holiday) => {
                self.coming(holiday).map(|found| (found.from, found.to)).ok_or_else(unknown)?
            }
            Period::SchoolYear => self.school_year().ok_or_else(unknown)?,
            Period::PublicHolidays => return Err(unknown()),
        };
        if to < self.today {
            return Err((Cause::PastDate { date: from }, Vec::new()));
        }
        Ok((from, to))
    }

    /// The stretches that a period takes out of others; `None`: days of it are told apart otherwise.
    pub(super) fn reaches(&self, period: Period) -> Option<Vec<Stretch>> {
        let holidays = |wanted: Option<Holiday>| {
            let named = school_holidays(self.school_zone);
            let named = named.filter(move |found| wanted.is_none_or(|wanted| found.holiday == wanted));
            named.map(|found| (found.from, found.to)).collect()
        };
        match period {
            Period::Holidays(wanted) => Some(holidays(wanted)),
            _ => None,
        }
    }

    fn months(&self, first: u32, last: u32, year: Option<i32>) -> Option<Stretch> {
        let stretch = |ends: i32| {
            let begins = if first > last { ends - 1 } else { ends };
            let from = NaiveDate::from_ymd_opt(begins, first, 1)?;
            Some((from, month_of(NaiveDate::from_ymd_opt(ends, last, 1)?).1))
        };
        if let Some(year) = year {
            return stretch(year);
        }
        let earliest = self.today.checked_sub_days(Days::new(PAST_WINDOW)).unwrap_or(self.today);
        let this_year = self.today.year();
        [this_year - 1, this_year, this_year + 1].into_iter().filter_map(stretch).find(|(_, to)| *to >= earliest)
    }

    /// From the end of one summer to the beginning of the next.
    fn school_year(&self) -> Option<Stretch> {
        let summers = || school_holidays(self.school_zone).filter(|found| found.holiday == Holiday::Summer);
        let next = summers().find(|found| found.from > self.today)?;
        let before = summers().filter(|found| found.from < next.from).last();
        let from = before.and_then(|before| before.to.succ_opt()).unwrap_or(self.today);
        Some((from, next.from.pred_opt()?))
    }
}

/// Monday and Friday of the ISO week of `day`.
fn work_week(day: NaiveDate) -> Stretch {
    let week = iso_week_days(day);
    let on = |wanted| week.iter().copied().find(|day| day.weekday() == wanted).unwrap_or(day);
    (on(Weekday::Mon), on(Weekday::Fri))
}

fn month_of(day: NaiveDate) -> Stretch {
    let first = day.with_day(1).unwrap_or(day);
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day);
    (first, last)
}
