//! What stays as it is beside a cancellation: "annulez Léo; Mai reste inscrite".

use super::super::classes::{Class, Classes};
use super::super::parts::{Part, parts};
use super::super::tokens::Token;
use super::super::{Bond, ChildRef, DayRef, DaySet, Order, Sentence, SlotRef, Verb};
use super::Reading;
use super::whole::TURNS;

/// Words that make more of a sentence than a confirmation.
const MORE: Classes = TURNS.with(Classes::of(&[Class::But, Class::Limit]));

impl Reading<'_> {
    /// Whether a sentence only says that other children, or other days, keep what they have: nothing is to be done.
    pub(super) fn confirms(&self, tokens: &[Token]) -> bool {
        // Most sentences keep nothing: they are told by this alone.
        let unchanged = tokens.iter().any(|token| token.has(Class::Unchanged));
        let comes = tokens.iter().any(|token| token.has(Class::Coming));
        if !unchanged && !comes && !tokens.iter().any(|token| token.has(Class::Keep)) {
            return false;
        }
        let more = tokens.iter().any(|token| token.classes.meets(MORE) || token.is_mark('?') || token.is_mark(':'));
        // Only a cancellation may take with it what is told to stay, but for what stands by itself: "le reste ne change pas".
        let wanted = |order: &&Order| unchanged || order.verb.value == Verb::Cancel;
        let orders: Vec<&Order> = self.parsed.sentences.iter().filter_map(order).filter(wanted).collect();
        let changes = unchanged && self.parsed.sentences.iter().any(|sentence| matches!(sentence, Sentence::Change(_)));
        if more || (orders.is_empty() && !changes) || self.heading.is_some() {
            return false;
        }
        // "The rest of her week stays as it is."
        if unchanged && tokens.iter().any(|token| token.has(Class::Rest)) {
            return true;
        }
        let (mut children, mut days, mut slots) = (Vec::new(), Vec::new(), Vec::new());
        for (part, _) in parts(tokens, &self.own) {
            match part {
                Part::Child(child) => children.push(child),
                Part::Days(more) => days.extend(more.into_iter().map(|days| days.value)),
                Part::Slots { slots: more, .. } => slots.extend(more.into_iter().map(|slot| slot.value)),
                Part::Unknown(_) | Part::Except(_) | Part::Wrong(_) | Part::Number(_) => {
                    return false;
                }
                _ => {}
            }
        }
        let alone = children.is_empty() && days.is_empty();
        if !slots.is_empty() {
            return alone && are_other_slots(&slots, &orders);
        }
        // "Elle veut venir avec sa copine": told of who was booked just before.
        if comes && !unchanged {
            let booked =
                matches!(self.parsed.sentences.last(), Some(Sentence::Order(last)) if last.verb.value == Verb::Book);
            return alone && booked && self.after != super::After::AskedBooking;
        }
        // "Léo has a match, so he can't come. Mai is not affected."
        let unnamed = || orders.iter().all(|order| order.entries.iter().all(|entry| entry.children.is_empty()));
        (unchanged && (alone || (days.is_empty() && unnamed())))
            || are_other_children(&children, &orders)
            || are_other_days(&days, &orders)
    }
}

const fn order(sentence: &Sentence) -> Option<&Order> {
    match sentence {
        Sentence::Order(order) => Some(order),
        _ => None,
    }
}

/// "Annulez l'après-midi. Je garde le matin.": parts of the day that no order names; the whole day has them all.
fn are_other_slots(kept: &[SlotRef], orders: &[&Order]) -> bool {
    let ordered: Vec<_> = orders.iter().flat_map(|order| &order.entries).flat_map(|entry| &entry.slots).collect();
    let other = |slot: &SlotRef| ordered.iter().all(|ordered| slot.is_apart_from(&ordered.value));
    !ordered.is_empty() && kept.iter().all(other)
}

fn are_other_children(kept: &[ChildRef], orders: &[&Order]) -> bool {
    let named = |child: &ChildRef| matches!(child, ChildRef::Named(_));
    let sibling =
        |child: &ChildRef| matches!(child, ChildRef::Kin(kin) if matches!(kin.bond, Bond::Sibling | Bond::Other));
    let cancelled: Vec<_> = orders.iter().flat_map(|order| &order.entries).flat_map(|entry| &entry.children).collect();
    let known = !cancelled.is_empty() && cancelled.iter().all(|child| named(&child.value));
    let other = |child: &ChildRef| {
        (named(child) || sibling(child)) && cancelled.iter().all(|cancelled| cancelled.value != *child)
    };
    known && !kept.is_empty() && kept.iter().all(other)
}

/// Days are told apart only where both are weeks by number, or both days by number.
fn are_other_days(kept: &[DaySet], orders: &[&Order]) -> bool {
    let cancelled = || orders.iter().flat_map(|order| &order.entries).flat_map(|entry| &entry.days);
    let other = |kept: &DaySet| cancelled().all(|cancelled| differ(kept, &cancelled.value));
    !kept.is_empty() && cancelled().next().is_some() && kept.iter().all(other)
}

fn differ(one: &DaySet, other: &DaySet) -> bool {
    match (one, other) {
        (
            DaySet::Single(DayRef::Date { day, .. }),
            DaySet::Range(DayRef::Date { day: first, .. }, DayRef::Date { day: last, .. }),
        ) => first <= last && !(first..=last).contains(&day),
        (DaySet::Week(one), DaySet::Week(other)) => one != other,
        (DaySet::Single(DayRef::Date { day: one, .. }), DaySet::Single(DayRef::Date { day: other, .. })) => {
            one != other
        }
        _ => false,
    }
}
