//! Days that are left out: `except = EXCEPT days / EXCEPT holidays / EXCEPT number`.

use nom::Parser;
use nom::combinator::not;
use nom::multi::many_m_n;

use super::classes::Class;
use super::dates::{filler, set_month};
use super::day_sets::day_sets;
use super::parser::{MOST_FILLERS, Read, class, no, number, token};
use super::periods::holidays;
use super::tokens::{Tokens, span_of};
use super::weekdays::weekday_of;
use super::weeks::lead;
use super::{DayRef, DaySet, Period, Spanned};

/// Days that were excluded: `sauf le 11`.
pub(super) fn except(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (start, _) = class(Class::Except).parse(input)?;
    // "hors vacances": here the word alone is clear.
    if let Ok((rest, (_, holiday))) = (lead, holidays).parse(start) {
        let place = span_of(start.read_until(rest));
        return Ok((rest, vec![Spanned::new(DaySet::Period(Period::Holidays(holiday)), place)]));
    }
    // "sauf le mercredi": each one of the days that it is taken from.
    let each = (many_m_n(0, MOST_FILLERS, filler), token(|token| weekday_of(token).is_some()), not(number));
    match day_sets(start) {
        Ok(read) => return Ok(read),
        Err(nom::Err::Failure(wrong)) => {
            let Ok((rest, weekday)) = each.map(|(_, token, ())| weekday_of(token)).parse(start) else {
                return Err(nom::Err::Failure(wrong));
            };
            let Some(weekday) = weekday else { return Err(nom::Err::Failure(wrong)) };
            let place = span_of(start.read_until(rest));
            return Ok((rest, vec![Spanned::new(DaySet::Single(DayRef::Weekday(weekday)), place)]));
        }
        Err(_) => {}
    }
    let (rest, (_, (day, _))) = (many_m_n(0, MOST_FILLERS, filler), number).parse(start)?;
    let alone = DayRef::Date { weekday: None, day, month: None, year: None };
    let place = span_of(start.read_until(rest));
    if (1..=31).contains(&day) { Ok((rest, vec![Spanned::new(DaySet::Single(alone), place)])) } else { no(input) }
}

/// Gives `sauf le 11` the month of the days that it is taken from, when these share one.
pub(super) fn complete_exceptions(days: &[Spanned<DaySet>], except: &mut [Spanned<DaySet>]) {
    let ends = days.iter().flat_map(|days| match days.value {
        DaySet::Single(day) => [Some(day), None],
        DaySet::Range(from, to) => [Some(from), Some(to)],
        DaySet::Week(_) | DaySet::Recurring(_) | DaySet::Period(_) => [None, None],
    });
    let mut months = ends.flatten().map(|day| match day {
        DayRef::Date { month, year, .. } => month.map(|month| (month, year)),
        _ => None,
    });
    let Some(Some((month, year))) = months.next() else { return };
    if !months.all(|other| other.is_some_and(|(other, _)| other == month)) {
        return;
    }
    for days in except {
        if let DaySet::Single(first) | DaySet::Range(first, _) = &mut days.value {
            complete(first, month, year);
        }
        if let DaySet::Range(_, last) = &mut days.value {
            complete(last, month, year);
        }
    }
}

/// Gives a day without a month this one.
pub(super) const fn complete(day: &mut DayRef, month: u32, year: Option<i32>) {
    if let DayRef::Date { month: None, .. } = day {
        set_month(day, month, year);
    }
}
