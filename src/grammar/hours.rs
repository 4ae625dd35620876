//! Hours as written, which may stand for parts of a day: `9h-12h`, `de 9h à 12h`, `jusqu'à midi`, `à partir de 14h`.
//!
//! ```abnf
//! hours   = [FROM / BETWEEN] hour (THROUGH / "-" / AND) hour / UNTIL hour / (ONWARD / FROM) hour
//! hour    = a masked hour / NOON
//! ```

use chrono::NaiveTime;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt};

use super::classes::Class;
use super::files::Usage;
use super::habits::is_used_as;
use super::parser::{Problem, Read, class, mark, no, token, wrong};
use super::parts::Part;
use super::tokens::{Kind, Token, Tokens, span_of};
use super::{SlotRef, Spanned, slots};

/// Hours between which a child comes; other hours, which say when it is fetched or brought, or are asked about.
pub(super) fn hours(input: Tokens<'_>) -> Read<'_, Part> {
    alt((
        told,
        |input| {
            let (rest, (from, to)) = alt((range, until, onward)).parse(input)?;
            let slot = Spanned::new(SlotRef::Hours { from, to }, span_of(input.read_until(rest)));
            Ok((rest, Part::Slots { slots: vec![slot], attached: true }))
        },
        doubtful,
    ))
    .parse(input)
}

type Ends = (Option<NaiveTime>, Option<NaiveTime>);

fn range(input: Tokens<'_>) -> Read<'_, Ends> {
    let (rest, between) = opt(class(Class::Between)).parse(input)?;
    let (rest, _) = opt(class(Class::From)).parse(rest)?;
    let (rest, from) = time(rest)?;
    let (rest, ()) =
        if between.is_some() { alt((through, class(Class::And).map(|_| ()))).parse(rest)? } else { through(rest)? };
    let (rest, to) = time(rest)?;
    if from < to { Ok((rest, (Some(from), Some(to)))) } else { no(input) }
}

fn until(input: Tokens<'_>) -> Read<'_, Ends> {
    class(Class::Until).and(time).map(|(_, to)| (None, Some(to))).parse(input)
}

/// "from 2 pm" begins a range as well, which is tried before.
fn onward(input: Tokens<'_>) -> Read<'_, Ends> {
    let begins = token(|token| token.has(Class::Onward) || (token.has(Class::From) && !token.has(Class::Article)));
    let (rest, (_, from)) = begins.and(time).parse(input)?;
    let (rest, ()) = not(through.and(masked)).parse(rest).map(|(_, ())| (rest, ()))?;
    Ok((rest, (Some(from), None)))
}

/// `repas à 12h`: when, said of a slot.
fn told(input: Tokens<'_>) -> Read<'_, Part> {
    if input.first().is_some_and(|first| first.has(Class::Noon)) && range(input).is_ok() {
        return no(input);
    }
    match (slots::slots, through, masked).parse(input) {
        Ok((end, _)) => wrong(Problem::AmbiguousSlot, input, end),
        Err(_) => no(input),
    }
}

/// `avant 10h` limits what is taken away; `à 10h` tells when. What ends at a meal is asked about.
fn doubtful(input: Tokens<'_>) -> Read<'_, Part> {
    // "à" without its accent is an article in English.
    let limit =
        token(|token| (token.has(Class::To) && !token.has(Class::Article)) || token.has(Class::Open)).map(|_| ());
    let (rest, ()) = alt(((masked, through).map(|_| ()), limit)).parse(input)?;
    if let Ok((end, _)) = masked(rest) {
        return Ok((end, Part::Mood(Class::Open)));
    }
    match slots::slots(rest) {
        Ok((end, _)) => wrong(Problem::AmbiguousSlot, input, end),
        Err(_) => no(input),
    }
}

/// What was masked and is no age: mostly an hour.
pub(super) fn masked(input: Tokens<'_>) -> Read<'_, &Token> {
    token(|token| token.kind == Kind::Masked && !token.has(Class::Years)).parse(input)
}

fn through(input: Tokens<'_>) -> Read<'_, ()> {
    alt((token(|token| token.has(Class::To) || token.has(Class::Until)).map(|_| ()), mark('-').map(|_| ())))
        .parse(input)
}

fn time(input: Tokens<'_>) -> Read<'_, NaiveTime> {
    let found = input.first().and_then(|token| match token.kind {
        Kind::Masked => of_text(&token.text),
        _ if token.has(Class::Noon) => NaiveTime::from_hms_opt(12, 0, 0),
        _ => None,
    });
    found.map_or_else(|| no(input), |time| Ok((input.skipped(), time)))
}

/// `8h`, `8h30`, `17:30`, `2pm`, `2:30pm`.
fn of_text(text: &str) -> Option<NaiveTime> {
    let clock = text.trim_end_matches(char::is_alphabetic);
    let half = text.get(clock.len()..).unwrap_or_default();
    let afternoon = match (is_used_as(Usage::BeforeNoon, half), is_used_as(Usage::AfterNoon, half)) {
        (true, _) => Some(false),
        (_, true) => Some(true),
        _ => None,
    };
    let clock = if afternoon.is_some() { clock } else { text };
    let (hours, minutes) = clock.trim().split_once(['h', ':']).unwrap_or((clock.trim(), ""));
    let hours: u32 = hours.parse().ok()?;
    let minutes = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let hours = match afternoon {
        Some(_) if hours > 12 => return None,
        Some(afternoon) => hours % 12 + if afternoon { 12 } else { 0 },
        None => hours,
    };
    NaiveTime::from_hms_opt(hours, minutes, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_in_both_languages_ways() {
        let time = |hours, minutes| NaiveTime::from_hms_opt(hours, minutes, 0);
        assert_eq!(of_text("8h"), time(8, 0));
        assert_eq!(of_text("8h30"), time(8, 30));
        assert_eq!(of_text("17:30"), time(17, 30));
        assert_eq!(of_text("12am"), time(0, 0));
        assert_eq!(of_text("2pm"), time(14, 0));
        assert_eq!(of_text("2:30pm"), time(14, 30));
        for text in ["25h", "8h75", "13pm", "0612345678", "12,50€", "marie@example.org", ""] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }
}
