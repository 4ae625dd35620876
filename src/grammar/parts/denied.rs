//! "Hugo ne mangera pas à la cantine mercredi": a verb that says which part of the day is not taken.

use nom::Parser;

use super::super::classes::Class;
use super::super::parser::{Read, class};
use super::super::tokens::Tokens;
use super::super::{SlotRef, Span, Spanned, Verb, slots};
use super::{Part, Said};
use crate::domain::SlotCode;

/// A verb that says that the meal is not taken, whatever the centre calls it.
pub(super) fn skipped_meal(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, verb) = class(Class::SkipsMeal).parse(input)?;
    let meals = Class::SLOTS.iter().filter(|(class, _)| matches!(class, Class::Meal | Class::Lunch));
    let codes = meals.map(|(_, code)| SlotCode((*code).to_owned())).collect();
    Ok((rest, Part::Denied(vec![Spanned::new(SlotRef::OneOf(codes), verb.span)])))
}

/// Beside another part of the day, or where no day is named, it says "without"; else it is what is cancelled.
pub(super) fn settled(parts: Vec<(Part, Span)>) -> Vec<(Part, Span)> {
    let says = |wanted: fn(&Part) -> bool| parts.iter().any(|(part, _)| wanted(part));
    if !says(|part| matches!(part, Part::Denied(_))) {
        return parts;
    }
    let cancels = says(|part| matches!(part, Part::Days(_))) && !says(|part| matches!(part, Part::Slots { .. }));
    let mut settled = Vec::with_capacity(parts.len() + 1);
    for (part, span) in parts {
        match part {
            Part::Denied(slots) if cancels => {
                let said = Said { presence: true, ..Said::plain(Verb::Cancel) };
                settled.push((Part::Verb(said), span));
                settled.push((Part::Slots { slots, attached: false }, span));
            }
            Part::Denied(denied) => {
                // "…, elle ne mangera pas": of the child before.
                settled.pop_if(|(part, _)| matches!(part, Part::Subject(_)));
                let without = |slot: Spanned<_>| Spanned::new(slots::excepted(slot.value), slot.span);
                settled.push((Part::Slots { slots: denied.into_iter().map(without).collect(), attached: true }, span));
            }
            part => settled.push((part, span)),
        }
    }
    settled
}
