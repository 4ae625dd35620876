//! What stays as it is beside a cancellation: "annulez Léo; Mai reste inscrite".

use super::super::classes::{Class, Classes};
use super::super::parts::{Part, parts};
use super::super::tokens::Token;
use super::super::{ChildRef, DayRef, DaySet, Order, Sentence, Verb};
use super::Reading;
use super::whole::TURNS;

/// Words that make more of a sentence than a confirmation.
const MORE: Classes = TURNS.with(Classes::of(&[Class::But, Class::Limit]));

impl Reading<'_> {
    /// Whether a sentence only says that other children, or other days, keep what they have: nothing is to be done.
    pub(super) fn confirms(&self, tokens: &[Token]) -> bool {
        // Most sentences keep nothing: they are told by this alone.
        if !tokens.iter().any(|token| token.has(Class::Keep)) {
            return false;
        }
        let more = tokens.iter().any(|token| token.classes.meets(MORE) || token.is_mark('?') || token.is_mark(':'));
        let orders: Vec<&Order> = self.parsed.sentences.iter().filter_map(cancellation).collect();
        if more || orders.is_empty() || self.heading.is_some() {
            return false;
        }
        let (mut children, mut days) = (Vec::new(), Vec::new());
        for (part, _) in parts(tokens, &self.own) {
            match part {
                Part::Child(child) => children.push(child),
                Part::Days(more) => days.extend(more.into_iter().map(|days| days.value)),
                Part::Unknown(_) | Part::Slots { .. } | Part::Except(_) | Part::Wrong(_) | Part::Number(_) => {
                    return false;
                }
                _ => {}
            }
        }
        are_other_children(&children, &orders) || (children.is_empty() && are_other_days(&days, &orders))
    }
}

fn cancellation(sentence: &Sentence) -> Option<&Order> {
    match sentence {
        Sentence::Order(order) if order.verb.value == Verb::Cancel => Some(order),
        _ => None,
    }
}

fn are_other_children(kept: &[ChildRef], orders: &[&Order]) -> bool {
    let named = |child: &ChildRef| matches!(child, ChildRef::Named(_));
    let cancelled: Vec<_> = orders.iter().flat_map(|order| &order.entries).flat_map(|entry| &entry.children).collect();
    let known = !cancelled.is_empty() && cancelled.iter().all(|child| named(&child.value));
    let other = |child: &ChildRef| named(child) && cancelled.iter().all(|cancelled| cancelled.value != *child);
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
        (DaySet::Week(one), DaySet::Week(other)) => one != other,
        (DaySet::Single(DayRef::Date { day: one, .. }), DaySet::Single(DayRef::Date { day: other, .. })) => {
            one != other
        }
        _ => false,
    }
}
