//! Whole stretches of the calendar: months, holidays, the school year; and where a recurrence ends.
//!
//! ```abnf
//! period  = lead (month [year] / month TO month [year] / MONTH FROM month / NEXT MONTH / MONTH NEXT / THIS MONTH)
//! period  =/ lead (holidays / SCHOOL-YEAR / PUBLIC-HOLIDAYS)
//! bound   = (UNTIL / TO) (day / END-OF [lead] period / holidays)
//! ```

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, value};

use super::classes::Class;
use super::dates::{element, month, unless_wrong, year};
use super::parser::{Problem, Read, class, join, no, token, wrong};
use super::tokens::{Kind, Token, Tokens, span_of};
use super::weeks::lead;
use super::{Bound, DaySet, Period, Spanned};
use crate::domain::Holiday;

/// A period as a set of days.
pub(super) fn days(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (start, words) = lead(input)?;
    // "en vacances", "vacances" tell why, and not when.
    if start.first().is_some_and(|first| first.has(Class::Holidays) && first.has(Class::Period)) {
        return no(input);
    }
    // "le repas de Mai": a child of that name, unless "le mois de mai" says otherwise.
    let child = start.first().is_some_and(|first| first.child().is_some());
    if child && !words.iter().any(|word| word.has(Class::Month)) && !start.peek(1).is_some_and(Token::is_number) {
        return no(input);
    }
    // "may" and "march" are verbs too.
    let doubtful = start.first().is_some_and(|first| first.has(Class::May) || first.has(Class::March));
    let dated = |next: &Token| matches!(next.kind, Kind::Number { digits: 4, .. }) || next.has(Class::To);
    if doubtful && words.is_empty() && !start.peek(1).is_some_and(dated) {
        return no(input);
    }
    let (rest, period) = named(start, &words)?;
    let opens = words.iter().any(|word| word.has(Class::Open)) && !matches!(period, Period::Months { .. });
    if opens {
        return wrong(Problem::MissingEnd, input, rest);
    }
    Ok((rest, vec![Spanned::new(DaySet::Period(period), span_of(input.read_until(rest)))]))
}

/// `fin juillet`, `début de semaine`, `mid-July`: which days of it?
pub(super) fn part(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (rest, _) = lead(input)?;
    let (rest, _) = token(|token| token.has(Class::PartOf) || token.has(Class::EndOf)).parse(rest)?;
    let (rest, words) = lead(rest)?;
    let week = class(Class::Week).map(|_| Period::ThisMonth);
    let (end, _) = alt((|input| named(input, &words), week)).parse(rest)?;
    wrong(Problem::AmbiguousDate, input, end)
}

/// A period without the small words before it.
fn named<'t>(input: Tokens<'t>, lead: &[&Token]) -> Read<'t, Period> {
    alt((
        value(Period::SchoolYear, class(Class::SchoolYear)),
        value(Period::PublicHolidays, class(Class::PublicHolidays)),
        holidays.map(Period::Holidays),
        value(
            Period::NextMonth,
            alt((class(Class::Next).and(class(Class::Month)), class(Class::Month).and(class(Class::Next)))),
        ),
        months,
    ))
    .parse(input)
    .or_else(|_: nom::Err<_>| match class(Class::Month).parse(input) {
        Ok((rest, _)) if lead.iter().any(|word| word.has(Class::This)) => Ok((rest, Period::ThisMonth)),
        _ => no(input),
    })
}

/// `juillet`, `juillet 2026`, `le mois de juillet`, `septembre à décembre`, `juillet et août`.
fn months(input: Tokens<'_>) -> Read<'_, Period> {
    let (rest, _) = opt(class(Class::Month).and(opt(class(Class::From)))).parse(input)?;
    let (rest, first) = plain_month(rest)?;
    let (rest, own_year) = opt(year).parse(rest)?;
    let next = |month: &u32| *month == first + 1;
    let following =
        nom::combinator::verify((join, opt(class(Class::From)), plain_month).map(|(.., month)| month), next);
    let last = (class(Class::To), plain_month).map(|(_, month)| month);
    match (alt((last, following)), opt(year)).parse(rest) {
        Ok((rest, (to, year))) => Ok((rest, Period::Months { from: first, to, year: year.or(own_year) })),
        Err(_) => Ok((rest, Period::Month { month: first, year: own_year })),
    }
}

/// A month that no day follows.
fn plain_month(input: Tokens<'_>) -> Read<'_, u32> {
    let (rest, month) = month(input)?;
    let day = |token: &Token| matches!(token.kind, Kind::Number { digits: 1 | 2, .. }) || token.has(Class::Unit);
    not(token(day)).parse(rest)?;
    Ok((rest, month))
}

/// Holidays; `None`: those that come.
pub(super) fn holidays(input: Tokens<'_>) -> Read<'_, Option<Holiday>> {
    alt((
        value(Some(Holiday::Autumn), class(Class::AutumnHolidays)),
        value(Some(Holiday::Christmas), class(Class::ChristmasHolidays)),
        value(Some(Holiday::Winter), class(Class::WinterHolidays)),
        value(Some(Holiday::Spring), class(Class::SpringHolidays)),
        value(Some(Holiday::Summer), class(Class::SummerHolidays)),
        value(None, class(Class::Holidays)),
    ))
    .parse(input)
}

/// `jusqu'au 1er juillet`, `jusqu'à fin juin`, `jusqu'aux vacances`.
pub(super) fn until(input: Tokens<'_>) -> Read<'_, Bound> {
    // "à" without its accent is an article in English.
    let (rest, word) =
        token(|token| (token.has(Class::To) && !token.has(Class::Article)) || token.has(Class::Until)).parse(input)?;
    let (after, words) = lead(rest)?;
    if let Ok((end, _)) = class(Class::EndOf).parse(after) {
        let (start, words) = lead(end)?;
        let bare = class(Class::Holidays).map(|_| Period::Holidays(None));
        return match alt((bare, |input| named(input, &words))).parse(start) {
            Ok((end, period)) => Ok((end, Bound::EndOf(period))),
            Err(_) => wrong(Problem::AmbiguousDate, input, end),
        };
    }
    if let Ok((end, holiday)) = holidays(after) {
        return Ok((end, Bound::StartOf(Period::Holidays(holiday))));
    }
    if let Some((end, day)) = unless_wrong(element(rest))? {
        return Ok((end, Bound::Day(day.day)));
    }
    // "jusqu'en juillet": its first day, or its last?
    match named(after, &words) {
        Ok((end, Period::SchoolYear)) => Ok((end, Bound::EndOf(Period::SchoolYear))),
        Ok((end, _)) if word.has(Class::Until) => wrong(Problem::AmbiguousDate, input, end),
        _ => no(input),
    }
}
