//! Lists of days of every kind: `term *(join term)`, where a term is a date, a range, a week, a recurrence or a period.

use nom::Parser;
use nom::branch::alt;

use super::classes::Class;
use super::dates::{dates, unless_wrong};
use super::parser::{LONGEST_LIST, Problem, Read, class, join, wrong};
use super::periods;
use super::recurrences::recurrence;
use super::tokens::{Kind, Tokens};
use super::weeks::week;
use super::{DaySet, Period, Recurrence, Spanned, Within};

/// Days of any kind.
pub(super) fn day_sets(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let (mut rest, mut sets) = term(input)?;
    while sets.len() < LONGEST_LIST {
        if let Ok((end, _)) = class(Class::Or).and(term).parse(rest) {
            return wrong(Problem::AmbiguousDate, input, end);
        }
        let Ok((after, ())) = join(rest) else { break };
        let Some((end, more)) = unless_wrong(term(after))? else { break };
        let dated = |sets: &[Spanned<DaySet>]| sets.last().is_some_and(|set| is_dated(&set.value));
        if (dated(&sets) && dated(&more)) || beside_week(&sets, &more) {
            break;
        }
        let comma = rest.first().is_some_and(|token| token.kind == Kind::Mark(',')) && end_of_join(rest, after) == 1;
        if is_unclear(&sets, &more, comma) {
            return wrong(Problem::AmbiguousDate, input, end);
        }
        sets.extend(more);
        rest = end;
    }
    Ok((rest, sets))
}

fn end_of_join(before: Tokens<'_>, after: Tokens<'_>) -> usize {
    before.read_until(after).len()
}

fn term(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    alt((periods::part, recurrence, week, dates, periods::days)).parse(input)
}

/// Days that a list of dates has read to its end already.
const fn is_dated(set: &DaySet) -> bool {
    matches!(set, DaySet::Single(_) | DaySet::Range(..))
}

/// "semaine 29, lundi et mardi": the weekdays are of the week, which is settled with the rest of the sentence.
fn beside_week(sets: &[Spanned<DaySet>], more: &[Spanned<DaySet>]) -> bool {
    let week = |sets: &[Spanned<DaySet>]| sets.iter().any(|set| matches!(set.value, DaySet::Week(_)));
    let weekdays = |sets: &[Spanned<DaySet>]| sets.iter().all(|set| set.value.is_weekday());
    (week(sets) && weekdays(more)) || (weekdays(sets) && week(more))
}

/// "les mercredis de juin et août", "en juillet, mercredi 8": is the second one whole, or within the first?
fn is_unclear(sets: &[Spanned<DaySet>], more: &[Spanned<DaySet>], comma: bool) -> bool {
    let (Some(last), Some(next)) = (sets.last(), more.first()) else { return false };
    let (last, next) = (&last.value, &next.value);
    let ends = |set: &DaySet| match set {
        DaySet::Recurring(Recurrence { within: Within::Period(period), .. }) | DaySet::Period(period) => Some(*period),
        _ => None,
    };
    let holds_weeks = matches!(last, DaySet::Recurring(Recurrence { within: Within::Weeks(_), .. }));
    let holds_range = matches!(last, DaySet::Recurring(Recurrence { within: Within::Open { .. }, .. }));
    match next {
        DaySet::Period(Period::PublicHolidays) => true,
        DaySet::Period(_) => comma || ends(last).is_some() || holds_range,
        DaySet::Week(_) => comma && ends(last).is_some() || holds_weeks,
        DaySet::Range(..) => (comma && ends(last).is_some()) || holds_range,
        DaySet::Single(_) => comma && last.is_period(),
        DaySet::Recurring(_) => last.is_period() && comma,
    }
}
