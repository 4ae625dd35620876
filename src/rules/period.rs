//! The stretch of time that a look back is about: "de janvier à mars", "du 1er mars au 31 mai", "depuis le 1er janvier".

use chrono::{Datelike, NaiveDate};

use crate::grammar::{DayRef, DaySet, Entry, ErrandKind, Period};

/// First and last day that an errand names as a stretch; `None` where it names none, or is of another kind. Without a year
/// it is the last such stretch that has begun.
pub(super) fn of(kind: ErrandKind, entry: &Entry, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    if !matches!(kind, ErrandKind::Statement | ErrandKind::Invoices | ErrandKind::Export) {
        return None;
    }
    let [days] = entry.days.as_slice() else { return None };
    match days.value {
        DaySet::Range(first, last) => {
            let to = day(last, None, today)?;
            let from = day(first, Some(to), today)?;
            ordered(from, to, today)
        }
        DaySet::Period(Period::Months { from, to, year }) => {
            let year = year.unwrap_or_else(|| today.year());
            let first = NaiveDate::from_ymd_opt(year, from, 1)?;
            let last = NaiveDate::from_ymd_opt(year, to, 1)?;
            let last = last.iter_days().take_while(|day| day.month() == to).last()?;
            ordered(first, last, today)
        }
        _ => None,
    }
}

/// A day as written; what it does not say is that of `near`, or of this year.
fn day(written: DayRef, near: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    match written {
        DayRef::Iso(date) => Some(date),
        DayRef::Today => Some(today),
        DayRef::Date { day, month, year, .. } => {
            let near = near.unwrap_or(today);
            NaiveDate::from_ymd_opt(year.unwrap_or_else(|| near.year()), month.unwrap_or_else(|| near.month()), day)
        }
        _ => None,
    }
}

/// A year earlier, where it would lie ahead.
fn ordered(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let earlier = |day: NaiveDate| day.with_year(day.year() - 1).unwrap_or(day);
    let (from, to) = if from > today { (earlier(from), earlier(to)) } else { (from, to) };
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Spanned;

    fn stretch(value: DaySet) -> Option<(String, String)> {
        let entry = Entry { days: vec![Spanned { value, span: crate::grammar::Span::default() }], ..Entry::default() };
        let today = NaiveDate::from_ymd_opt(2026, 6, 9).unwrap();
        of(ErrandKind::Statement, &entry, today).map(|(from, to)| (from.to_string(), to.to_string()))
    }

    fn date(day: u32, month: Option<u32>, year: Option<i32>) -> DayRef {
        DayRef::Date { weekday: None, day, month, year }
    }

    #[test]
    fn a_stretch_without_a_year_is_the_last_that_has_begun() {
        let found = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        let range = |from, to| stretch(DaySet::Range(from, to));
        assert_eq!(range(date(1, Some(3), None), date(31, Some(5), Some(2026))), found("2026-03-01", "2026-05-31"));
        assert_eq!(range(date(1, None, None), date(15, Some(5), None)), found("2026-05-01", "2026-05-15"));
        assert_eq!(range(date(1, Some(10), None), date(31, Some(12), None)), found("2025-10-01", "2025-12-31"));
        assert_eq!(range(date(1, Some(1), None), DayRef::Today), found("2026-01-01", "2026-06-09"));
        assert_eq!(range(date(31, Some(5), None), date(1, Some(3), None)), None, "it runs backwards");
        let months = |from, to| stretch(DaySet::Period(Period::Months { from, to, year: None }));
        assert_eq!(months(1, 3), found("2026-01-01", "2026-03-31"));
        assert_eq!(months(10, 12), found("2025-10-01", "2025-12-31"));
        assert_eq!(stretch(DaySet::Single(date(1, Some(3), None))), None);
    }
}
