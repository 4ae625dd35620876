//! A day of the calendar as it is written: `8/07`, `8 juillet 2012`, `July 8th`, `le 24`.

use chrono::NaiveDate;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, verify};

use super::super::DayRef;
use super::super::classes::Class;
use super::super::parser::{Problem, Read, Wrong, class, mark, no, number, wrong};
use super::super::tokens::{Kind, Token, Tokens};
use super::super::weekdays::weekday_of;

/// A calendar date without its weekday.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Written {
    pub day: u32,
    pub month: Option<u32>,
    pub year: Option<i32>,
    pub month_first: bool,
    pub ordinal: bool,
}

/// `2012-07-11`.
pub(super) fn iso(input: Tokens<'_>) -> Read<'_, DayRef> {
    let year = verify(number, |(_, digits)| *digits == 4);
    let (rest, ((year, _), (), (month, _), (), (day, _))) =
        (year, glued('-'), number, glued('-'), number).parse(input)?;
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.map_or_else(|| wrong(Problem::InvalidDate, input, rest), |date| Ok((rest, DayRef::Iso(date))))
}

/// A mark without spaces before and after it.
fn glued<'t>(sign: char) -> impl Parser<Tokens<'t>, Output = (), Error = Wrong> {
    move |input: Tokens<'t>| {
        let (rest, found) = mark(sign).parse(input)?;
        let tight = !found.spaced() && rest.first().is_some_and(|next| !next.spaced());
        if tight { Ok((rest, ())) } else { no(input) }
    }
}

/// A date; `marked`: a weekday or an article says that one must follow.
pub(in super::super) fn date(input: Tokens<'_>, marked: bool) -> Read<'_, Written> {
    let (rest, written) = alt((numeric, spaced, day_month, month_day, day_alone)).parse(input)?;
    let year = written.year.unwrap_or(2000);
    let possible = match written.month {
        Some(month) => NaiveDate::from_ymd_opt(year, month, written.day).is_some() && (1900..3000).contains(&year),
        None => (1..=31).contains(&written.day),
    };
    match possible {
        true => Ok((rest, written)),
        false if written.month.is_none() && !marked && !written.ordinal => no(input),
        false => wrong(Problem::InvalidDate, input, rest),
    }
}

/// `8/07`, `8.07.12`, `08-07-2012`; `20-21 juillet` is a range instead.
fn numeric(input: Tokens<'_>) -> Read<'_, Written> {
    let two = |input| verify(number, |(_, digits): &(u32, usize)| *digits <= 2).parse(input);
    let (rest, (day, _)) = two(input)?;
    let Some(Kind::Mark(sign @ ('/' | '.' | '-'))) = rest.first().map(|token| token.kind) else { return no(input) };
    let month_token = rest.peek(1);
    let (rest, (month, _)) = if sign == '/' {
        mark('/').and(two).map(|(_, month)| month).parse(rest)?
    } else {
        glued(sign).and(two).map(|((), month)| month).parse(rest)?
    };
    let year = verify(number, |(_, digits): &(u32, usize)| *digits == 2 || *digits == 4);
    let (after, year) = opt(glued(sign).and(year)).parse(rest)?;
    let padded = month_token.is_some_and(|token| matches!(token.kind, Kind::Number { value: 0..=9, digits: 2 }));
    if sign == '-' && year.is_none() && (!padded || rest.first().is_some_and(|next| month_of(next).is_some())) {
        return no(input);
    }
    let year = year.and_then(|((), (year, digits))| full_year(year, digits));
    Ok((after, Written { day, month: Some(month), year, ..Written::default() }))
}

/// `08 07 26`: with two digits each, and a year that is not far.
fn spaced(input: Tokens<'_>) -> Read<'_, Written> {
    let two = |input| verify(number, |(_, digits): &(u32, usize)| *digits == 2).parse(input);
    let year = verify(number, |(year, digits)| matches!((*year, *digits), (20..=40, 2) | (2020..=2040, 4)));
    let (rest, ((day, _), (month, _), (year, digits))) =
        (two, verify(two, |(month, _)| *month <= 12), year).parse(input)?;
    if rest.first().is_some_and(|next| month_of(next).is_some()) {
        return no(input);
    }
    Ok((rest, Written { day, month: Some(month), year: full_year(year, digits), ..Written::default() }))
}

/// `8 juillet 2012`, `1er juillet`, `8th of July`.
fn day_month(input: Tokens<'_>) -> Read<'_, Written> {
    let (rest, (day, _)) = verify(number, |(_, digits)| *digits <= 2).parse(input)?;
    let (rest, _) = opt(class(Class::Ordinal)).parse(rest)?;
    let (rest, _) = opt(class(Class::From)).parse(rest)?;
    if let Ok((rest, _)) = class(Class::JuneOrJuly).parse(rest) {
        return wrong(Problem::AmbiguousDate, input, rest);
    }
    let (rest, month) = month(rest)?;
    let (rest, year) = opt(year).parse(rest)?;
    Ok((rest, Written { day, month: Some(month), year, ..Written::default() }))
}

/// `July 8`, `July 8th, 2012`; `May 8 July` begins with a name, not with a month.
fn month_day(input: Tokens<'_>) -> Read<'_, Written> {
    let (rest, month) = month(input)?;
    let (rest, _) = opt(class(Class::Article)).parse(rest)?;
    let (rest, (day, _)) = verify(number, |(_, digits)| *digits <= 2).parse(rest)?;
    let (rest, _) = opt(class(Class::Ordinal)).parse(rest)?;
    if rest.first().is_some_and(|next| month_of(next).is_some() || next.is_mark('/')) {
        return no(input);
    }
    let (rest, year) = opt(opt(mark(',')).and(year).map(|(_, year)| year)).parse(rest)?;
    Ok((rest, Written { day, month: Some(month), year, month_first: true, ordinal: false }))
}

/// `le 24`, `8th`: the month is for others to find.
fn day_alone(input: Tokens<'_>) -> Read<'_, Written> {
    let (rest, (day, _)) = verify(number, |(_, digits)| *digits <= 2).parse(input)?;
    let (rest, ordinal) = opt(class(Class::Ordinal)).parse(rest)?;
    // "8 jours" is a count.
    not(class(Class::Unit)).parse(rest)?;
    Ok((rest, Written { day, ordinal: ordinal.is_some(), ..Written::default() }))
}

pub(in super::super) fn year(input: Tokens<'_>) -> Read<'_, i32> {
    let (rest, (year, digits)) = verify(number, |(_, digits)| *digits == 4).parse(input)?;
    full_year(year, digits).map_or_else(|| no(input), |year| Ok((rest, year)))
}

fn full_year(year: u32, digits: usize) -> Option<i32> {
    i32::try_from(if digits == 2 { 2000 + year } else { year }).ok()
}

pub(in super::super) fn month(input: Tokens<'_>) -> Read<'_, u32> {
    // "lun 6 mar 7": before a number "mar" is a Tuesday.
    let weekday = input.first().and_then(weekday_of).is_some();
    let numbered = matches!(input.peek(1).map(|token| token.kind), Some(Kind::Number { digits: 1 | 2, .. }));
    match input.first().and_then(month_of).filter(|_| !(weekday && numbered)) {
        Some(month) => Ok((Tokens(input.0.get(1..).unwrap_or_default()), month)),
        None => no(input),
    }
}

pub(in super::super) fn month_of(token: &Token) -> Option<u32> {
    let found = Class::YEAR.iter().position(|class| token.has(*class))?;
    u32::try_from(found + 1).ok()
}
