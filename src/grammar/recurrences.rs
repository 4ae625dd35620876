//! Days that come again.
//!
//! ```abnf
//! recurrence = (EVERY-DAY / EVERY weekdays / weekdays-plural / ARTICLE weekday ALTERNATE) [rhythm] [scope] [rhythm]
//! weekdays   = weekday *(join [EVERY / ARTICLE] weekday)
//! rhythm     = ALTERNATE / EVEN-WEEKS / ODD-WEEKS
//! scope      = [DURING] (week / period / range) / OPEN day [bound] / bound
//! ```

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, value};
use nom::multi::{many_m_n, many0};

use super::classes::Class;
use super::dates::{element, filler, range, unless_wrong};
use super::parser::{LONGEST_LIST, MOST_FILLERS, Problem, Read, class, join, no, token, wrong};
use super::periods::{self, until};
use super::tokens::{Kind, Token, Tokens, span_of};
use super::weekdays::{plural_of, weekday_of};
use super::weeks::week;
use super::{Bound, DayRef, DaySet, Recurrence, Rhythm, Spanned, Within};

/// `tous les mercredis de juillet`; without a scope, who reads the whole sentence may find one.
pub(super) fn recurrence(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (start, fillers) = many_m_n(0, MOST_FILLERS, filler).parse(input)?;
    let (rest, (weekdays, first)) = alt((every_day, one_in_two, every_weekday, plural)).parse(start)?;
    if fillers.iter().any(|filler| filler.has(Class::Open) && !filler.has(Class::From)) {
        return wrong(Problem::MissingEnd, input, rest);
    }
    let (rest, second) = opt(rhythm).parse(rest)?;
    let (rest, within) = unless_wrong(scope(rest))?.unwrap_or((rest, Within::Open { from: None, until: None }));
    let (rest, third) =
        opt((many0(token(|token| token.is_mark(','))), rhythm).map(|(_, rhythm)| rhythm)).parse(rest)?;
    let mut said = [first, second, third].into_iter().flatten();
    let rhythm = said.next().unwrap_or(Rhythm::Every);
    let clear = said.all(|other| other == rhythm) && !(weekdays.is_empty() && rhythm == Rhythm::Alternate);
    if !clear {
        return wrong(Problem::AmbiguousDate, input, rest);
    }
    let set = DaySet::Recurring(Recurrence { weekdays, rhythm, within });
    Ok((rest, vec![Spanned::new(set, span_of(input.read_until(rest)))]))
}

type Chosen = (Vec<u32>, Option<Rhythm>);

fn every_day(input: Tokens<'_>) -> Read<'_, Chosen> {
    value((Vec::new(), None), class(Class::EveryDay)).parse(input)
}

/// `un mercredi sur deux`.
fn one_in_two(input: Tokens<'_>) -> Read<'_, Chosen> {
    let (rest, (day, _)) = weekday.and(class(Class::Alternate)).parse(input)?;
    Ok((rest, (vec![day], Some(Rhythm::Alternate))))
}

/// `tous les mardis et jeudis`, `chaque mercredi`, `every other Wednesday`.
fn every_weekday(input: Tokens<'_>) -> Read<'_, Chosen> {
    let (rest, word) = token(|token| token.has(Class::Every) || token.has(Class::Alternate)).parse(input)?;
    let (rest, days) = weekdays(rest)?;
    Ok((rest, (days, word.has(Class::Alternate).then_some(Rhythm::Alternate))))
}

/// `les lundis et jeudis`; `les mercredis 10 et 17` are dates.
fn plural(input: Tokens<'_>) -> Read<'_, Chosen> {
    if !input.first().is_some_and(is_plural) {
        return no(input);
    }
    weekdays.map(|days| (days, None)).parse(input)
}

fn weekdays(input: Tokens<'_>) -> Read<'_, Vec<u32>> {
    let (mut rest, first) = weekday(input)?;
    let mut days = vec![first];
    let again = |token: &Token| token.has(Class::Every) || token.has(Class::Article);
    while days.len() < LONGEST_LIST
        && let Ok((after, ((), _, day))) = (join, opt(token(again)), weekday).parse(rest)
    {
        days.push(day);
        rest = after;
    }
    days.sort_unstable();
    days.dedup();
    Ok((rest, days))
}

/// A weekday, in the plural or not, that is no date.
fn weekday(input: Tokens<'_>) -> Read<'_, u32> {
    let Some(day) = input.first().and_then(|first| weekday_of(first).or_else(|| plural_of(first))) else {
        return no(input);
    };
    let rest = input.skipped();
    not(token(|next| matches!(next.kind, Kind::Number { digits: 1 | 2, .. }))).parse(rest)?;
    Ok((rest, day.number_from_monday()))
}

fn is_plural(token: &Token) -> bool {
    plural_of(token).is_some()
}

fn rhythm(input: Tokens<'_>) -> Read<'_, Rhythm> {
    alt((
        value(Rhythm::Alternate, class(Class::Alternate)),
        value(Rhythm::EvenWeeks, class(Class::EvenWeeks)),
        value(Rhythm::OddWeeks, class(Class::OddWeeks)),
    ))
    .parse(input)
}

/// How far it goes.
fn scope(input: Tokens<'_>) -> Read<'_, Within> {
    if let Some((rest, (from, to))) = unless_open(range(input), input)? {
        return Ok((rest, Within::Open { from: Some(from), until: Some(Bound::Day(to)) }));
    }
    if input.first().is_some_and(|token| token.has(Class::Open))
        && let Some((rest, from)) = unless_wrong(element(input))?
    {
        let (rest, until) = opt((opt(class(Class::And)), until).map(|(_, until)| until)).parse(rest)?;
        return Ok((rest, Within::Open { from: Some(from.day), until }));
    }
    if let Some((rest, until)) = unless_wrong(until(input))? {
        return Ok((rest, Within::Open { from: None, until: Some(until) }));
    }
    let (rest, sets) = alt((week, periods::days)).parse(input)?;
    within(&sets).map_or_else(|| no(input), |within| Ok((rest, within)))
}

/// `à partir du 17 jusqu'à fin juin`, apart from the days that it bounds.
pub(super) fn stretch(input: Tokens<'_>) -> Read<'_, Within> {
    // "from 6 to 10 July" may be days of their own.
    if !input.first().is_some_and(|token| token.has(Class::Open)) || range(input).is_ok() {
        return no(input);
    }
    match scope(input) {
        Ok((rest, within @ Within::Open { from: Some(_), until: Some(_) })) => Ok((rest, within)),
        _ => no(input),
    }
}

/// "à partir du 8 juillet" has no end of its own: the recurrence may have one.
fn unless_open<'t, O>(
    read: Read<'t, O>,
    input: Tokens<'t>,
) -> Result<Option<(Tokens<'t>, O)>, nom::Err<super::parser::Wrong>> {
    let opens = input.first().is_some_and(|token| token.has(Class::Open));
    match unless_wrong(read) {
        Err(_) if opens => Ok(None),
        read => read,
    }
}

/// What some days are as the scope of a recurrence.
pub(super) fn within(sets: &[Spanned<DaySet>]) -> Option<Within> {
    if let [Spanned { value: DaySet::Period(period), .. }] = sets {
        return Some(Within::Period(*period));
    }
    if let [Spanned { value: DaySet::Range(from, to), .. }] = sets {
        let ends = !matches!(from, DayRef::Weekday(_));
        return ends.then_some(Within::Open { from: Some(*from), until: Some(Bound::Day(*to)) });
    }
    let weeks = sets.iter().map(|set| match set.value {
        DaySet::Week(week) => Some(week),
        _ => None,
    });
    weeks.collect::<Option<Vec<_>>>().filter(|weeks| !weeks.is_empty()).map(Within::Weeks)
}
