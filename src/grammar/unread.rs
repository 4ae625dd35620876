//! Words of dates that no form takes in, such as `le trimestre` and `l'un des mercredis`: told, never guessed.

use nom::Parser;
use nom::branch::alt;
use nom::multi::{many_m_n, many0};

use super::classes::Class;
use super::dates::{dates, filler, month_of, unless_wrong};
use super::parser::{MOST_FILLERS, Problem, Read, class, no, number, token, wrong};
use super::tokens::{Token, Tokens};
use super::weekdays::{plural_of, weekday_of};

/// Words that say when, and must not be passed over.
const HEAVY: [Class; 19] = [
    Class::EveryDay,
    Class::Every,
    Class::OneOf,
    Class::Alternate,
    Class::EvenWeeks,
    Class::OddWeeks,
    Class::Next,
    Class::InAFortnight,
    Class::Period,
    Class::Week,
    Class::Weeks,
    Class::Month,
    Class::SchoolYear,
    Class::Holidays,
    Class::AutumnHolidays,
    Class::ChristmasHolidays,
    Class::WinterHolidays,
    Class::SpringHolidays,
    Class::SummerHolidays,
];

/// Forms that are known and not read: told with their place.
///
/// ```abnf
/// unread  = 1*(EVERY / PERIOD / WEEK / weekday / month …) [number / dates]
/// ```
pub(super) fn unread(input: Tokens<'_>) -> Read<'_, ()> {
    let (rest, _) = many_m_n(0, MOST_FILLERS, filler).parse(input)?;
    let heavy = |token: &Token| {
        HEAVY.iter().any(|class| token.has(*class)) && !(token.has(Class::Week) && token.text.len() == 1)
    };
    // "le repas de Mai": a child of that name.
    let named_month = |token: &Token| month_of(token).is_some() && token.child().is_none();
    let (rest, first) = token(|token| heavy(token) || named_month(token) || plural_of(token).is_some()).parse(rest)?;
    let more = |token: &Token| {
        heavy(token) || weekday_of(token).is_some() || month_of(token).is_some() || plural_of(token).is_some()
    };
    let (rest, named) = many0((many_m_n(0, MOST_FILLERS, filler), token(more))).parse(rest)?;
    if first.has(Class::Every) && named.is_empty() {
        return no(input);
    }
    let scope = many0(alt((class(Class::From), class(Class::To), class(Class::Article), class(Class::Period))));
    let end = match unless_wrong((scope, dates).parse(rest)) {
        Ok(Some((end, _))) => end,
        _ => number(rest).map_or(rest, |(after, _)| after),
    };
    wrong(Problem::NotUnderstood, input, end)
}

/// Words of dates that elsewhere are like any other word that nobody knows: "fin de journée", "la première fois".
pub(super) fn stray(input: Tokens<'_>) -> Read<'_, ()> {
    const STRAY: [Class; 9] = [
        Class::EndOf,
        Class::PartOf,
        Class::During,
        Class::First,
        Class::Second,
        Class::Third,
        Class::Fourth,
        Class::PublicHolidays,
        Class::JuneOrJuly,
    ];
    class_of(&STRAY).map(|_| ()).parse(input)
}

fn class_of<'t>(
    classes: &'static [Class],
) -> impl Parser<Tokens<'t>, Output = &'t Token, Error = super::parser::Wrong> {
    token(move |token| token.own.is_none() && classes.iter().any(|class| token.has(*class)))
}
