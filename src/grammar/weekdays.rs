//! Weekdays, and what beside one says which: `mercredi prochain`, `ce mercredi`, `mercredi en huit`.

use chrono::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::DayRef;
use super::classes::Class;
use super::dates::{date, month, month_of, unless_wrong};
use super::parser::{Read, class, no};
use super::tokens::{Kind, Token, Tokens};
use super::weeks::which;

/// What stands beside a weekday and says which: `mercredi prochain`, `next Wednesday`, `ce mercredi`, `mercredi en huit`.
pub(super) fn marked_weekday(
    after: Tokens<'_>,
    weekday: Weekday,
    next: bool,
    this: bool,
) -> Option<(Tokens<'_>, DayRef)> {
    let follows = after_next(after);
    if next || follows != after {
        return Some((follows, DayRef::Next(weekday)));
    }
    let numbered = matches!(after.peek(1).map(|token| token.kind), Some(Kind::Number { .. }));
    let of = after.peek(1).is_some_and(|token| token.has(Class::From) || token.has(Class::Beginning));
    match after.first() {
        Some(token) if token.has(Class::InAFortnight) => Some((after.skipped(), DayRef::Later { weekday, weeks: 2 })),
        Some(token) if token.has(Class::InAWeek) && !numbered && !of => {
            Some((after.skipped(), DayRef::Later { weekday, weeks: 1 }))
        }
        _ if this => Some((after, DayRef::This(weekday))),
        _ => None,
    }
}

/// Behind `prochain`, unless it is another word's: "next week".
pub(super) fn after_next(input: Tokens<'_>) -> Tokens<'_> {
    let others = |token: &Token| {
        token.has(Class::Week) || token.has(Class::Month) || weekday_of(token).is_some() || month_of(token).is_some()
    };
    match class(Class::Next).parse(input) {
        Ok((rest, _)) if !rest.first().is_some_and(others) => rest,
        _ => input,
    }
}

/// `mercredis 10`: the plural of a weekday is a date only before a number.
pub(super) fn plural_before_number(input: Tokens<'_>) -> Read<'_, Weekday> {
    let day = input.first().and_then(plural_of);
    let numbered = matches!(input.peek(1).map(|token| token.kind), Some(Kind::Number { digits: 1 | 2, .. }));
    day.filter(|_| numbered).map_or_else(|| no(input), |day| Ok((input.skipped(), day)))
}

/// `le premier mercredi de juillet`.
pub(super) fn of_month(input: Tokens<'_>) -> Read<'_, DayRef> {
    let (rest, which) = which(input)?;
    let (rest, weekday) = weekday(rest)?;
    let (rest, _) = class(Class::From).parse(rest)?;
    let (rest, _) = opt(class(Class::Month).and(class(Class::From))).parse(rest)?;
    let (rest, month) = month(rest)?;
    Ok((rest, DayRef::OfMonth { which, weekday, month }))
}

/// `demain`, `demain mercredi 10 juin`.
pub(super) fn relative(input: Tokens<'_>) -> Read<'_, DayRef> {
    let (rest, (day, days)) = alt((
        class(Class::Today).map(|_| (DayRef::Today, 0)),
        class(Class::Tomorrow).map(|_| (DayRef::Tomorrow, 1)),
        class(Class::AfterTomorrow).map(|_| (DayRef::AfterTomorrow, 2)),
    ))
    .parse(input)?;
    // "demain mercredi 10 juin" says the same day twice, which must agree.
    let Ok((rest, weekday)) = weekday(rest) else { return Ok((rest, day)) };
    let (rest, written) = unless_wrong(date(rest, true))?.map_or((rest, None), |(rest, written)| (rest, Some(written)));
    let (day, month) = (written.map(|written| written.day), written.and_then(|written| written.month));
    Ok((rest, DayRef::Ahead { days, weekday, day, month }))
}

/// A weekday in the singular.
pub(super) fn weekday(input: Tokens<'_>) -> Read<'_, Weekday> {
    // "mon fils" is no Monday, "Mon 6" is one.
    let doubtful = input.first().is_some_and(|token| token.has(Class::Polite));
    let day_follows = input.peek(1).is_none_or(|next| {
        let slot = next.own.is_some() && next.child().is_none();
        next.is_number() || slot || next.hyphened() || next.has(Class::To) || next.has(Class::FullDay)
    });
    match input.first().and_then(weekday_of).filter(|_| !doubtful || day_follows) {
        Some(day) => Ok((Tokens(input.0.get(1..).unwrap_or_default()), day)),
        None => no(input),
    }
}

pub(super) fn weekday_of(token: &Token) -> Option<Weekday> {
    let found = Class::WEEK.iter().position(|class| token.has(*class))?;
    u8::try_from(found).ok().and_then(|number| Weekday::try_from(number).ok())
}

/// The weekday whose plural the token is.
pub(super) fn plural_of(token: &Token) -> Option<Weekday> {
    let found = Class::EVERY_WEEK.iter().position(|class| token.has(*class))?;
    u8::try_from(found).ok().and_then(|number| Weekday::try_from(number).ok())
}
