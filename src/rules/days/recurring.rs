//! Days that come again: where they begin, where they end, and which of them.

use chrono::{Datelike, NaiveDate};

use super::stretches::Stretch;
use super::{Calendar, DateTrouble, Dates};
use crate::grammar::{Bound, Cause, DayRef, Period, Recurrence, Rhythm, Suggestion, Within};

/// Days that a recurrence may reach over: a school year and some.
const LONGEST: i64 = 500;

impl Calendar<'_> {
    /// The open days of a recurrence, from tomorrow on; without an end it is asked about (rule D10).
    pub(super) fn recurring(
        &self,
        recurrence: &Recurrence,
        written: &str,
        must_be_open: bool,
    ) -> Result<Dates, DateTrouble> {
        let mut days = Vec::new();
        let mut begins = None;
        for (from, to) in self.scope(recurrence, written)? {
            if (to - from).num_days() > LONGEST {
                return Err((Cause::MissingEnd, self.ends_offered(recurrence)));
            }
            let from = from.max(self.ahead(1));
            begins = begins.or(Some(from));
            days.extend(from.iter_days().take_while(|day| *day <= to).filter(|day| takes(recurrence, *day)));
        }
        if recurrence.rhythm == Rhythm::Alternate {
            let first = days.iter().find(|day| self.programme.is_open(**day)).or(days.first()).copied();
            days.retain(|day| first.is_some_and(|first| weeks_between(first, *day) % 2 == 0));
        }
        self.open_of(days, begins.unwrap_or(self.today), must_be_open)
    }

    /// The stretches that it goes over.
    fn scope(&self, recurrence: &Recurrence, written: &str) -> Result<Vec<Stretch>, DateTrouble> {
        match &recurrence.within {
            Within::Period(period) => Ok(vec![self.period(*period, written)?]),
            Within::Weeks(weeks) => weeks.iter().map(|week| self.week(*week, written)).collect(),
            Within::Open { from: Some(from), until: Some(Bound::Day(to)) } => {
                let (from, to) = self.ends(*from, *to, written)?;
                if to < from {
                    return Err((Cause::InvalidRange { from, to }, vec![Suggestion::Day(to), Suggestion::Day(from)]));
                }
                self.not_past(from)?;
                Ok(vec![(from, to)])
            }
            Within::Open { until: None, .. } => Err((Cause::MissingEnd, self.ends_offered(recurrence))),
            Within::Open { from, until: Some(bound) } => {
                let from = from.map_or(Ok(self.ahead(1)), |from| self.date(from, written))?;
                self.not_past(from)?;
                let to = self.bound(*bound, from, written)?;
                if to < from {
                    return Err((Cause::InvalidRange { from, to }, Vec::new()));
                }
                Ok(vec![(from, to)])
            }
        }
    }

    fn not_past(&self, date: NaiveDate) -> Result<(), DateTrouble> {
        if date < self.today { Err((Cause::PastDate { date }, self.same_weekday_ahead(date))) } else { Ok(()) }
    }

    fn bound(&self, bound: Bound, from: NaiveDate, written: &str) -> Result<NaiveDate, DateTrouble> {
        // The end is sought from the beginning: "à partir de septembre jusqu'aux vacances".
        let later = Self { today: from, ..*self };
        match bound {
            Bound::Day(day) => self.upcoming(day, written),
            Bound::EndOf(period) => later.period(period, written).map(|(_, to)| to),
            Bound::StartOf(Period::Holidays(holiday)) => {
                let next = crate::domain::school_holidays(self.school_zone)
                    .find(|found| found.from > from && holiday.is_none_or(|holiday| found.holiday == holiday));
                let eve = next.and_then(|next| next.from.pred_opt());
                eve.ok_or_else(|| (Cause::MissingEnd, Vec::new()))
            }
            Bound::StartOf(period) => {
                let (first, _) = later.period(period, written)?;
                Ok(first.pred_opt().unwrap_or(first))
            }
        }
    }

    /// Rule D10: to the end of the school period, or of all that is open.
    fn ends_offered(&self, recurrence: &Recurrence) -> Vec<Suggestion> {
        let from = match recurrence.within {
            Within::Open { from: Some(from), .. } if !matches!(from, DayRef::Weekday(_)) => {
                self.date(from, "").unwrap_or(self.today)
            }
            _ => self.today,
        };
        let holidays = crate::domain::school_holidays(self.school_zone).find(|found| found.to >= from);
        // Within holidays, these are the period.
        let end = holidays.and_then(|found| if found.contains(from) { Some(found.to) } else { found.from.pred_opt() });
        let open = || self.programme.open_days().filter(|day| *day > from && takes(recurrence, *day));
        let period = open().take_while(|day| end.is_some_and(|end| *day <= end)).last();
        let mut ends: Vec<NaiveDate> = [period, open().next_back()].into_iter().flatten().collect();
        ends.dedup();
        ends.into_iter().map(Suggestion::Until).collect()
    }
}

/// Whether a day is one of a recurrence, but for where this begins and ends.
pub(super) fn takes(recurrence: &Recurrence, day: NaiveDate) -> bool {
    let weekday = recurrence.weekdays.is_empty() || recurrence.weekdays.contains(&day.weekday().number_from_monday());
    let even = day.iso_week().week().is_multiple_of(2);
    weekday
        && match recurrence.rhythm {
            Rhythm::Every | Rhythm::Alternate => true,
            Rhythm::EvenWeeks => even,
            Rhythm::OddWeeks => !even,
        }
}

/// Weeks from one day's to another's.
fn weeks_between(first: NaiveDate, day: NaiveDate) -> i64 {
    let monday = |day: NaiveDate| {
        i64::from(day.num_days_from_ce() - i32::try_from(day.weekday().num_days_from_monday()).unwrap_or(0))
    };
    (monday(day) - monday(first)) / 7
}
