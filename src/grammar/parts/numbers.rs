//! Numbers that are no days: of a request, a count, a temperature.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt};

use super::super::Spanned;
use super::super::classes::Class;
use super::super::dates::month_of;
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::parser::{Problem, Read, class, join, mark, no, number, token, wrong};
use super::super::tokens::{Token, Tokens};
use super::super::weekdays::{plural_of, weekday_of};
use super::Part;

/// `39 de fièvre`, `38,5° de fièvre`: no day of the month.
pub(super) fn measured(input: Tokens<'_>) -> Read<'_, Part> {
    let point = token(|token| token.is_mark(',') || token.is_mark('.'));
    let (rest, _) = opt(class(Class::Have)).parse(input)?;
    let (rest, _) = (number, opt(point.and(number)), opt(mark('°')), opt(class(Class::From))).parse(rest)?;
    class(Class::Motive).map(|_| Part::Motive).parse(rest)
}

/// `(5 jours)`, `(soit 5 jours)`: how many days were meant.
pub(super) fn tally(input: Tokens<'_>) -> Read<'_, Part> {
    let that_is = opt(token(|token| token.is_unknown_word() || token.has(Class::Hence)));
    let days = token(|token| is_used_as(Usage::DayUnit, &token.text));
    let (rest, (_, _, (count, _), _, _)) = (mark('('), that_is, number, days, mark(')')).parse(input)?;
    Ok((rest, Part::Tally(count)))
}

/// `dans 8 jours`, `2 fois`, `deux mercredis`: a count, and no day of the month.
pub(super) fn counted(input: Tokens<'_>) -> Read<'_, Part> {
    let dated = |token: &Token| month_of(token).is_some() || token.has(Class::Ordinal) || token.is_mark('/');
    let within = (class(Class::Within), number, not(token(dated)), opt(class(Class::Unit))).map(|_| ());
    let days = token(|token| token.has(Class::Unit) || weekday_of(token).or(plural_of(token)).is_some());
    let some = (class(Class::Count), days).map(|_| ());
    let (rest, ()) = alt((within, some, number.and(class(Class::Unit)).map(|_| ()))).parse(input)?;
    wrong(Problem::AmbiguousDate, input, rest)
}

/// `la demande 42`, `n° 42 et 43`.
pub(in super::super) fn requests(input: Tokens<'_>) -> Read<'_, Vec<Spanned<i64>>> {
    let word = class(Class::Request);
    let (rest, _) = (
        opt(class(Class::Article)),
        alt(((word, opt(class(Class::Line))).map(|_| ()), class(Class::Line).map(|_| ()))),
    )
        .parse(input)?;
    let (mut rest, first) = request_number(rest)?;
    let mut numbers = vec![first];
    // "la 3" is a request, "le 3" may be a day.
    let again = |token: &Token| {
        is_used_as(Usage::RequestArticle, &token.text) || token.has(Class::Line) || token.has(Class::Request)
    };
    let mut more = (join, opt(token(again)), opt(class(Class::Line)), request_number);
    while let Ok((after, ((), _, _, next))) = more.parse(rest) {
        numbers.push(next);
        rest = after;
    }
    Ok((rest, numbers))
}

/// A number that no sign of a date follows.
fn request_number(input: Tokens<'_>) -> Read<'_, Spanned<i64>> {
    let span = input.first().map(|token| token.span).unwrap_or_default();
    let (rest, (value, _)) = number(input)?;
    let dated = rest
        .first()
        .is_some_and(|next| (next.is_mark('/') && !next.spaced()) || Class::YEAR.iter().any(|month| next.has(*month)));
    if dated { no(input) } else { Ok((rest, Spanned::new(i64::from(value), span))) }
}
