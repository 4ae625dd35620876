//! Weeks as written.
//!
//! ```abnf
//! week    = lead (WEEK number [year] / WEEK FROM day / WEEK range / WEEK NEXT / NEXT WEEK / THIS WEEK)
//! week    =/ lead (WEEKS number *(join number) / WEEKS number TO number / WEEKS FROM dates)
//! week    =/ lead which WEEK FROM (holidays / month)
//! which   = FIRST / SECOND / THIRD / FOURTH / LAST / number ORDINAL
//! lead    = *(ARTICLE / FROM / WHOLE / DURING / THIS)
//! ```

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, value, verify};
use nom::multi::many_m_n;

use super::classes::Class;
use super::dates::{dates, element, filler, month, month_of, set_month, unless_wrong, year};
use super::parser::{LONGEST_LIST, Problem, Read, class, join, mark, no, number, token, wrong};
use super::periods;
use super::tokens::{Token, Tokens, span_of};
use super::{DayRef, DaySet, Spanned, WeekRef};

/// Small words before a week or a month, such as `pendant toute la`.
const MOST_LEADS: usize = 4;
/// An ISO year has no more weeks.
const LAST_WEEK: u32 = 53;

/// One week or several; `la semaine du 9 au 13 juillet` is a range.
pub(super) fn week(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (start, words) = lead(input)?;
    let (rest, sets) = alt((several, ordinal, ranges, |input| one(input, &words))).parse(start)?;
    if words.iter().any(|word| word.has(Class::Open) && !word.has(Class::From)) {
        return wrong(Problem::MissingEnd, input, rest);
    }
    Ok((rest, sets))
}

/// The small words before a week or a month.
pub(super) fn lead(input: Tokens<'_>) -> Read<'_, Vec<&Token>> {
    let extra = |token: &Token| token.own.is_none() && (token.has(Class::Whole) || token.has(Class::During));
    many_m_n(0, MOST_LEADS, alt((filler, token(extra)))).parse(input)
}

/// `semaine 29`, `semaine du 6 juillet`, `la semaine prochaine`, `cette semaine`.
fn one<'t>(input: Tokens<'t>, lead: &[&Token]) -> Read<'t, Vec<Spanned<DaySet>>> {
    if let Ok((rest, _)) = class(Class::Next).and(week_word).parse(input) {
        return Ok((rest, found(input, rest, WeekRef::Next)));
    }
    let (rest, word) = week_word(input)?;
    let (rest, _) = opt(class(Class::Whole)).parse(rest)?;
    if let Ok((rest, _)) = class(Class::Next).parse(rest) {
        return Ok((rest, found(input, rest, WeekRef::Next)));
    }
    // "s29" is a week, "s 29" is none.
    let tight = word.text.len() > 1 || rest.first().is_some_and(|next| !next.spaced());
    if let Some((rest, number)) = unless_wrong(week_number(rest))?.filter(|_| tight) {
        let (rest, year) = opt(year).parse(rest)?;
        return Ok((rest, found(input, rest, WeekRef::Number { number, year })));
    }
    let begins = opt(class(Class::Beginning)).parse(rest)?;
    // "w/c 27 July" says both in one.
    let begun = word.has(Class::Beginning);
    let follows = begun || rest.first().is_some_and(|next| next.has(Class::From) || next.has(Class::Beginning));
    if follows && let Some((rest, day)) = unless_wrong(element(begins.0))? {
        return Ok(weeks_of(input, rest, day.day));
    }
    if lead.iter().any(|word| word.has(Class::This)) {
        Ok((rest, found(input, rest, WeekRef::This)))
    } else {
        no(input)
    }
}

/// "la semaine du 6 et du 13 juillet": two weeks, the month said once.
fn weeks_of<'t>(input: Tokens<'t>, rest: Tokens<'t>, first: DayRef) -> (Tokens<'t>, Vec<Spanned<DaySet>>) {
    let (mut rest, mut days) = (rest, vec![first]);
    let again = |token: &Token| token.has(Class::From) && !token.has(Class::Article);
    while days.len() < MOST_LEADS
        && let Ok((after, ((), _))) = (join, token(again)).parse(rest)
        && let Ok((after, day)) = element(after)
        && !after.first().is_some_and(|next| next.has(Class::To))
    {
        days.push(day.day);
        rest = after;
    }
    if let Some(DayRef::Date { month: Some(month), year, .. }) = days.last().copied() {
        for day in &mut days {
            if let DayRef::Date { month: None, .. } = day {
                set_month(day, month, year);
            }
        }
    }
    let place = span_of(input.read_until(rest));
    let week = |day| Spanned::new(DaySet::Week(WeekRef::Of(day)), place);
    (rest, days.into_iter().map(week).collect())
}

fn found(input: Tokens<'_>, rest: Tokens<'_>, week: WeekRef) -> Vec<Spanned<DaySet>> {
    vec![Spanned::new(DaySet::Week(week), span_of(input.read_until(rest)))]
}

fn week_word(input: Tokens<'_>) -> Read<'_, &Token> {
    class(Class::Week).parse(input)
}

/// The number of a week, which nothing turns into a day: `semaine 6 juillet` is none.
fn week_number(input: Tokens<'_>) -> Read<'_, u32> {
    let (rest, (value, _)) = verify(number, |(_, digits)| *digits <= 2).parse(input)?;
    let dated = |token: &Token| {
        (token.is_mark('/') && !token.spaced()) || month_of(token).is_some() || token.has(Class::Ordinal)
    };
    not(token(dated)).parse(rest)?;
    if (1..=LAST_WEEK).contains(&value) { Ok((rest, value)) } else { wrong(Problem::InvalidDate, input, rest) }
}

/// `les semaines 28 et 29`, `28 à 30`, `les semaines du 6 et du 13 juillet`.
fn several(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (start, _) = class(Class::Weeks).parse(input)?;
    let Some((mut rest, first)) = unless_wrong(week_number(start))? else { return weeks_of_days(input, start) };
    let through = alt((class(Class::To).map(|_| ()), mark('-').map(|_| ())));
    if let Some((end, last)) = unless_wrong(through.and(week_number).map(|((), last)| last).parse(rest))? {
        if last <= first {
            return wrong(Problem::AmbiguousDate, input, end);
        }
        let span = span_of(input.read_until(end));
        let weeks = (first..=last).map(|number| DaySet::Week(WeekRef::Number { number, year: None }));
        return Ok((end, weeks.map(|week| Spanned::new(week, span)).collect()));
    }
    let mut numbers = vec![(first, span_of(input.read_until(rest)))];
    while numbers.len() < LONGEST_LIST
        && let Some((after, ((), next))) = unless_wrong(join.and(week_number).parse(rest))?
    {
        numbers.push((next, span_of(rest.skipped().read_until(after))));
        rest = after;
    }
    let weeks = numbers.into_iter();
    let week = |(number, span)| Spanned::new(DaySet::Week(WeekRef::Number { number, year: None }), span);
    Ok((rest, weeks.map(week).collect()))
}

fn weeks_of_days<'t>(input: Tokens<'t>, days: Tokens<'t>) -> Read<'t, Vec<Spanned<DaySet>>> {
    let (rest, sets) = dates(days)?;
    let weeks = sets.into_iter().map(|set| match set.value {
        DaySet::Single(day) => Some(Spanned::new(DaySet::Week(WeekRef::Of(day)), set.span)),
        range @ DaySet::Range(..) => Some(Spanned::new(range, set.span)),
        _ => None,
    });
    weeks.collect::<Option<Vec<_>>>().map_or_else(|| no(input), |weeks| Ok((rest, weeks)))
}

/// `la semaine du 9 au 13 juillet`: both ends are said, so the week says nothing more.
fn ranges(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (rest, _) = week_word(input)?;
    let begins = rest.first().is_some_and(|next| next.has(Class::Beginning));
    match dates(rest) {
        Ok((end, days)) if days.iter().all(|days| matches!(days.value, DaySet::Range(..))) => Ok((end, days)),
        Err(nom::Err::Failure(wrong)) if !begins => Err(nom::Err::Failure(wrong)),
        _ => no(input),
    }
}

/// `première`, `2e`: which of several; 0 is the last one.
pub(super) fn which(input: Tokens<'_>) -> Read<'_, u32> {
    let counted = verify(number, |(value, digits)| *digits == 1 && *value >= 1).and(class(Class::Ordinal));
    alt((
        value(1, class(Class::First)),
        value(2, class(Class::Second)),
        value(3, class(Class::Third)),
        value(4, class(Class::Fourth)),
        value(0, class(Class::Last)),
        counted.map(|((which, _), _)| which),
    ))
    .parse(input)
}

/// `la première semaine des vacances`, `la 2e semaine de juillet`.
fn ordinal(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (rest, (which, _)) = which.and(week_word).parse(input)?;
    let (rest, _) = lead(rest)?;
    if let Ok((rest, holiday)) = periods::holidays(rest) {
        return Ok((rest, found(input, rest, WeekRef::OfHolidays { which, holiday })));
    }
    let (rest, _) = opt(class(Class::Month).and(class(Class::From))).parse(rest)?;
    match month(rest) {
        Ok((rest, month)) => Ok((rest, found(input, rest, WeekRef::OfMonth { which, month }))),
        Err(_) => wrong(Problem::AmbiguousDate, input, rest),
    }
}
