//! Dates that are recognised and not yet read, such as `semaine 29` and `tous les mercredis`: told, never guessed.

use nom::Parser;
use nom::branch::alt;
use nom::multi::{many_m_n, many0};

use super::classes::Class;
use super::dates::{dates, filler, month_of, weekday_of};
use super::parser::{MOST_FILLERS, Problem, Read, class, no, number, token, wrong};
use super::tokens::{Token, Tokens};

/// Forms that are known and not yet read: told with their place, never guessed.
///
/// ```abnf
/// unread  = (EVERY / WEEKDAYS) *weekday / PERIOD [number / term] / month
/// ```
pub(super) fn unread(input: Tokens<'_>) -> Read<'_, ()> {
    let (rest, _) = many_m_n(0, MOST_FILLERS, filler).parse(input)?;
    let (rest, first) = token(|token| {
        token.has(Class::Every) || token.has(Class::Weekdays) || token.has(Class::Period) || month_of(token).is_some()
    })
    .parse(rest)?;
    let repeated = first.has(Class::Every) || first.has(Class::Weekdays);
    let more = |token: &Token| {
        token.has(Class::Weekdays)
            || token.has(Class::Period)
            || weekday_of(token).is_some()
            || month_of(token).is_some()
    };
    let (rest, named) = many0((many_m_n(0, MOST_FILLERS, filler), token(more))).parse(rest)?;
    if first.has(Class::Every) && named.is_empty() {
        return no(input);
    }
    let scope = many0(alt((class(Class::From), class(Class::To), class(Class::Article), class(Class::Period))));
    let (end, bounded) = match (scope, dates).parse(rest) {
        Ok((end, _)) => (end, true),
        Err(_) => (number(rest).map_or(rest, |(after, _)| after), false),
    };
    if repeated && !bounded && !input.read_until(rest).iter().any(|token| token.has(Class::Period)) {
        return wrong(Problem::MissingEnd, input, rest);
    }
    wrong(Problem::NotUnderstood, input, end)
}
