//! The parts of a change sorted: what is booked, and what it is to be.

use super::super::{DaySet, Entry, Spanned, except};
use super::{Part, Reading, Way};

/// Sorts the parts into what is and what is to be.
pub(super) fn settle(reading: Reading) -> (Entry, Entry) {
    let Reading { parts, moves, replaces, requests, .. } = reading;
    let (mut from, mut to) = (Entry::default(), Entry::default());
    let instead = parts.iter().find(|(way, _)| *way == Way::Now).map(|(_, part)| kind(part));
    // "change her full day on 17 June to the morning"
    let led = parts.iter().any(|(way, part)| *way == Way::Then && matches!(part, Part::Slots(_)));
    let mut days = Vec::new();
    for (way, part) in parts {
        let turned = instead == Some(kind(&part)) && way != Way::Now;
        match part {
            Part::Children(children) if way == Way::Then || turned => to.children.extend(children),
            Part::Children(children) => from.children.extend(children),
            Part::Slots(slots) if way == Way::Now || ((replaces || led) && way == Way::Plain) => {
                from.slots.extend(slots);
            }
            Part::Slots(slots) => to.slots.extend(slots),
            Part::Days(found) if turned => to.days.extend(found),
            Part::Days(found) if way == Way::Now => from.days.extend(found),
            Part::Days(found) => days.push((way, found)),
        }
    }
    split_days(days, moves || replaces, !requests.is_empty(), &mut from, &mut to);
    except::complete_exceptions(&to.days, &mut from.days);
    except::complete_exceptions(&from.days, &mut to.days);
    (from, to)
}

/// Days without "au lieu de": the last of several is where to, "du 17 au 24" says both for who moves.
fn split_days(
    mut days: Vec<(Way, Vec<Spanned<DaySet>>)>,
    moves: bool,
    numbered: bool,
    from: &mut Entry,
    to: &mut Entry,
) {
    if let [(_, only)] = days.as_mut_slice()
        && let [Spanned { value: DaySet::Range(first, last), span }] = only.as_slice()
        && moves
        && to.days.is_empty()
        && from.days.is_empty()
    {
        from.days.push(Spanned::new(DaySet::Single(*first), *span));
        to.days.push(Spanned::new(DaySet::Single(*last), *span));
        return;
    }
    if days.len() > 1 || (moves && numbered) {
        let target = days.iter().position(|(way, _)| *way == Way::Then).or(days.len().checked_sub(1));
        let said = !to.days.is_empty() || !to.slots.is_empty() || !to.children.is_empty();
        if let Some(target) = target.filter(|_| !said) {
            to.days = days.remove(target).1;
        }
    }
    from.days.extend(days.into_iter().flat_map(|(_, days)| days));
}

/// The kinds of parts, in words that can be compared.
const fn kind(part: &Part) -> &'static str {
    match part {
        Part::Children(_) => "children",
        Part::Days(_) => "days",
        Part::Slots(_) => "slots",
    }
}
