//! What a sentence says of its days in two places: "tous les mercredis pour Hugo le matin jusqu'aux vacances".

use super::classes::Class;
use super::files::Usage;
use super::habits::is_used_as;
use super::parser::Problem;
use super::parts::{Part, Said};
use super::recurrences::within;
use super::tokens::{Kind, Token};
use super::{Bound, DayRef, DaySet, Period, Recurrence, Rhythm, Span, Spanned, WeekRef, Within, dates};

/// What stands between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Nothing,
    Comma,
    /// "et": the next ones are others.
    And,
}

/// The days that the next ones may belong to.
#[derive(Debug, Clone, Copy)]
struct Before {
    /// Its place among the parts.
    at: usize,
    link: Link,
    /// A child stands between.
    child: bool,
    /// A part of the day stands between.
    slots: bool,
    /// A child stands before.
    headed: bool,
}

/// Joins the days that are told in pieces; what belongs to nothing is asked about.
pub(super) fn gathered(parts: Vec<(Part, Span)>, tokens: &[Token]) -> Vec<(Part, Span)> {
    let mut done: Vec<(Part, Span)> = Vec::with_capacity(parts.len());
    let mut before: Option<Before> = None;
    let (mut headed, mut ordered) = (false, false);
    let mut until: Option<(usize, Bound, Span)> = None;
    for (part, span) in parts {
        let part = match part {
            Part::Days(days) if complete_months(&days, &mut done) => Part::Noise,
            Part::Days(days) => {
                let place = done.len();
                let part = join(before, days, &mut done);
                if matches!(part, Part::Days(_)) {
                    before = Some(Before { at: place, link: Link::Nothing, child: false, slots: false, headed });
                }
                part
            }
            Part::Number(day @ 1..=31) if is_of_slot(&done, tokens) => {
                let day = DayRef::Date { weekday: None, day, month: None, year: None };
                before = Some(Before { at: done.len(), link: Link::Nothing, child: false, slots: false, headed });
                Part::Days(vec![Spanned::new(DaySet::Single(day), span)])
            }
            // "jusqu'à fin juin, tous les mercredis": of what comes behind.
            Part::Until(bound) if before.is_none() => {
                until = Some((done.len(), bound, span));
                Part::Noise
            }
            Part::Until(bound) => match before.filter(|before| before.link != Link::And) {
                Some(before) if end(before.at, bound, span, &mut done) => Part::Noise,
                _ => Part::Wrong(Problem::MissingEnd),
            },
            Part::Scope(within) => match before.filter(|before| before.link != Link::And) {
                Some(before) if bound(before.at, within, span, &mut done) => Part::Noise,
                _ => Part::Wrong(Problem::MissingEnd),
            },
            part => {
                let verb = matches!(&part, Part::Verb(said) if !said.presence && !said.noun);
                // A second verb begins a sentence of its own.
                before = before.filter(|_| !(verb && ordered));
                ordered |= verb;
                note(&part, span, tokens, &mut before);
                headed |= matches!(part, Part::Child(_));
                part
            }
        };
        let days = matches!(part, Part::Days(_));
        done.push((part, span));
        if let (true, Some((at, bound, place))) = (days, until.take_if(|_| days))
            && !end(done.len() - 1, bound, place, &mut done)
            && let Some((part, _)) = done.get_mut(at)
        {
            *part = Part::Wrong(Problem::MissingEnd);
        }
    }
    if let Some((part, _)) = until.and_then(|(at, ..)| done.get_mut(at)) {
        *part = Part::Wrong(Problem::MissingEnd);
    }
    spread_scopes(&mut done);
    done
}

/// "matin le 20, journée le 22 (juillet)": a month behind the days that all lack one.
fn complete_months(days: &[Spanned<DaySet>], done: &mut [(Part, Span)]) -> bool {
    let [Spanned { value: DaySet::Period(Period::Month { month, year }), .. }] = days else { return false };
    if !matches!(done.last(), Some((Part::Pause, _))) {
        return false;
    }
    let mut all: Vec<&mut DayRef> = Vec::new();
    for set in
        done.iter_mut().filter_map(|(part, _)| if let Part::Days(days) = part { Some(days) } else { None }).flatten()
    {
        match &mut set.value {
            DaySet::Single(day) => all.push(day),
            DaySet::Range(first, last) => all.extend([first, last]),
            _ => return false,
        }
    }
    let lacks = |day: &DayRef| matches!(day, DayRef::Date { month: None, .. });
    if all.is_empty() || !all.iter().all(|day| lacks(day)) {
        return false;
    }
    for day in all {
        dates::set_month(day, *month, *year);
    }
    true
}

/// "la matinée du 24", "l'absence du 24": the article says that the number is a day.
fn is_of_slot(done: &[(Part, Span)], tokens: &[Token]) -> bool {
    let [.., (Part::Slots { .. } | Part::Verb(Said { noun: true, .. }), _), (Part::Noise, article)] = done else {
        return false;
    };
    let contracted = |token: &Token| is_used_as(Usage::ContractedArticle, &token.text);
    tokens.iter().any(|token| token.span == *article && contracted(token))
}

/// Notes what stands between two pieces.
fn note(part: &Part, span: Span, tokens: &[Token], before: &mut Option<Before>) {
    let Some(known) = before else { return };
    match part {
        Part::Join => {
            let from = tokens.partition_point(|token| token.span.from < span.from);
            let mut within =
                tokens.get(from..).unwrap_or_default().iter().take_while(|token| token.span.from < span.to);
            let and = within.any(|token| token.has(Class::And) || matches!(token.kind, Kind::Mark('+' | '&')));
            let and = and || known.link == Link::And;
            known.link = if and { Link::And } else { Link::Comma };
        }
        Part::Child(_) => known.child = true,
        Part::Slots { .. } => known.slots = true,
        Part::But | Part::Wrong(_) => *before = None,
        _ => {}
    }
}

/// Days that come after others: a part of these, days of their own, or a question.
fn join(before: Option<Before>, days: Vec<Spanned<DaySet>>, done: &mut [(Part, Span)]) -> Part {
    let Some(before) = before else { return Part::Days(days) };
    let bracketed = matches!(done.last(), Some((Part::Pause, _)));
    let Some((Part::Days(known), _)) = done.get_mut(before.at) else { return Part::Days(days) };
    if let Some(date) = dated_weekday(known, &days).filter(|_| bracketed) {
        *known = vec![date];
        return Part::Noise;
    }
    // "la semaine 28 en journée, mercredi matin": a day of its own.
    let bounds = is_recurring(known) && is_dated_range(&days);
    let apart = before.link == Link::And || (before.slots && before.link == Link::Comma && !bounds);
    let merged = if apart { None } else { merged(known, &days, before.link == Link::Comma) };
    if let Some(set) = merged {
        *known = vec![set];
        return Part::Noise;
    }
    let whole = |sets: &[Spanned<DaySet>]| sets.iter().any(|set| matches!(set.value, DaySet::Period(_)));
    // "Pour les vacances, Zoé du 6 au 17 juillet": these days of them.
    if whole(known) && before.link != Link::And && !before.headed && days.iter().all(|set| is_dated(&set.value)) {
        *known = days;
        return Part::Noise;
    }
    let weeks = |sets: &[Spanned<DaySet>]| sets.iter().any(|set| matches!(set.value, DaySet::Week(_)));
    let weekdays = |sets: &[Spanned<DaySet>]| sets.iter().any(|set| set.value.is_weekday());
    // "pendant les vacances, Zoé mercredi 8": all of the holidays, or that day of them?
    let frames = (whole(known) != whole(&days)) && before.link != Link::And;
    let heads = before.child && !before.headed && (weeks(known) || whole(known));
    let loose = (weeks(known) && weekdays(&days)) || (weekdays(known) && weeks(&days) && before.link != Link::And);
    // "du 6 au 17 juillet, du lundi au mercredi", "les mercredis de juin et de juillet": one bounds the other.
    let ranged = |sets: &[Spanned<DaySet>]| {
        sets.iter().any(|set| matches!(set.value, DaySet::Range(..)) && !set.value.is_weekday())
    };
    // "les mardis, journée, du 6 au 31": of which month?
    let scope = whole(&days) || (ranged(&days) && before.link != Link::And);
    let bounds = (ranged(known) && weekdays(&days)) || (is_recurring(known) && scope);
    if frames || heads || loose || bounds { Part::Wrong(Problem::AmbiguousDate) } else { Part::Days(days) }
}

/// "mercredi matin (17 juin)": the weekday with its date.
fn dated_weekday(known: &[Spanned<DaySet>], days: &[Spanned<DaySet>]) -> Option<Spanned<DaySet>> {
    let ([known], [date]) = (known, days) else { return None };
    match (&known.value, &date.value) {
        (
            DaySet::Single(DayRef::Weekday(said) | DayRef::Next(said) | DayRef::This(said)),
            DaySet::Single(DayRef::Date { weekday: None, day, month, year }),
        ) => {
            let day = DayRef::Date { weekday: Some(*said), day: *day, month: *month, year: *year };
            Some(Spanned::new(DaySet::Single(day), known.span.join(date.span)))
        }
        _ => None,
    }
}

/// One set of two, when one is the scope of the other.
fn merged(first: &[Spanned<DaySet>], next: &[Spanned<DaySet>], comma: bool) -> Option<Spanned<DaySet>> {
    let span = first.first()?.span.join(next.last()?.span);
    let recurring = |recurrence: &Recurrence, within: Within| {
        Spanned::new(DaySet::Recurring(Recurrence { within, ..recurrence.clone() }), span)
    };
    match (first, next) {
        ([Spanned { value: DaySet::Recurring(known), .. }], _)
            if is_open(known) && (!comma || is_dated_range(next)) =>
        {
            within(next).map(|within| recurring(known, within))
        }
        (_, [Spanned { value: DaySet::Recurring(known), .. }]) if is_open(known) => {
            within(first).map(|within| recurring(known, within))
        }
        (_, _) => {
            let (weekdays, weeks) = weekdays_of(first)
                .filter(|_| !comma || matches!(first, [Spanned { value: DaySet::Range(..), .. }]))
                .map(|weekdays| (weekdays, next))
                .or_else(|| weekdays_of(next).map(|weekdays| (weekdays, first)))?;
            let weeks = weeks.iter().map(|set| match set.value {
                DaySet::Week(week) => Some(week),
                _ => None,
            });
            let within = Within::Weeks(weeks.collect::<Option<Vec<_>>>()?);
            Some(Spanned::new(DaySet::Recurring(Recurrence { weekdays, rhythm: Rhythm::Every, within }), span))
        }
    }
}

fn is_recurring(sets: &[Spanned<DaySet>]) -> bool {
    sets.iter().any(|set| matches!(set.value, DaySet::Recurring(_)))
}

/// Days that say their month.
const fn is_dated(days: &DaySet) -> bool {
    matches!(
        days,
        DaySet::Single(DayRef::Date { month: Some(_), .. })
            | DaySet::Range(_, DayRef::Date { month: Some(_), .. })
            | DaySet::Week(WeekRef::Number { .. } | WeekRef::Of(DayRef::Date { month: Some(_), .. }))
    )
}

/// ", du 10 juin au 1er juillet".
fn is_dated_range(sets: &[Spanned<DaySet>]) -> bool {
    matches!(sets, [Spanned { value: DaySet::Range(_, DayRef::Date { month: Some(_), .. }), .. }])
}

/// Gives a recurrence the scope that stands further on.
fn bound(at: usize, scope: Within, span: Span, done: &mut [(Part, Span)]) -> bool {
    let Some((Part::Days(days), _)) = done.get_mut(at) else { return false };
    match days.last_mut() {
        Some(Spanned { value: DaySet::Recurring(recurrence), span: place }) if is_open(recurrence) => {
            recurrence.within = scope;
            *place = place.join(span);
            true
        }
        _ => false,
    }
}

/// Gives a recurrence the end that stands further on.
fn end(at: usize, bound: Bound, span: Span, done: &mut [(Part, Span)]) -> bool {
    let Some((Part::Days(days), _)) = done.get_mut(at) else { return false };
    let Some(Spanned { value: DaySet::Recurring(recurrence), span: place }) = days.last_mut() else { return false };
    match &mut recurrence.within {
        Within::Open { until: until @ None, .. } => {
            *until = Some(bound);
            *place = place.join(span);
            true
        }
        _ => false,
    }
}

/// "les mercredis matin et les jeudis après-midi de juillet": the scope that is said last is of both.
fn spread_scopes(parts: &mut [(Part, Span)]) {
    let mut scope: Option<Within> = None;
    for (part, _) in parts.iter_mut().rev() {
        match part {
            Part::Days(days) => match days.as_mut_slice() {
                [Spanned { value: DaySet::Recurring(recurrence), .. }] => match &scope {
                    Some(within) if is_open(recurrence) => recurrence.within = within.clone(),
                    _ => scope = Some(recurrence.within.clone()).filter(|_| !is_open(recurrence)),
                },
                _ => scope = None,
            },
            Part::Verb(_) | Part::But | Part::Child(_) => scope = None,
            _ => {}
        }
    }
}

const fn is_open(recurrence: &Recurrence) -> bool {
    matches!(recurrence.within, Within::Open { from: None, until: None })
}

/// The ISO numbers of weekdays that stand alone, each or from one to another.
fn weekdays_of(sets: &[Spanned<DaySet>]) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for set in sets {
        match set.value {
            DaySet::Single(DayRef::Weekday(day)) => numbers.push(day.number_from_monday()),
            DaySet::Range(DayRef::Weekday(first), DayRef::Weekday(last)) => {
                numbers.extend(first.number_from_monday()..=last.number_from_monday());
            }
            _ => return None,
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers).filter(|numbers| !numbers.is_empty())
}

/// Whether some of the days are a whole period.
pub(super) fn has_period(sets: &[Spanned<DaySet>]) -> bool {
    sets.iter().any(|set| matches!(set.value, DaySet::Period(period) if period != Period::PublicHolidays))
}
