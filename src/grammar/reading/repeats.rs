//! Sentences that say again what stands before them: the same child, the same day, or a part of it.

use super::super::classes::{Class, Classes};
use super::super::tokens::Token;
use super::super::{ChildRef, Entry, Order, Sentence, Spanned, Verb};
use super::Reading;

impl Reading<'_> {
    /// "Zoé et Hugo le 10 en journée. Ma fille seulement.": children of the order before, and nothing new of them.
    pub(super) fn repeats_children(&self, order: &Order) -> bool {
        let Some(Sentence::Order(before)) = self.parsed.sentences.last() else { return false };
        let known = |child: &Spanned<ChildRef>| {
            let same = |known: &Spanned<ChildRef>| known.value == child.value;
            matches!(child.value, ChildRef::Kin(_)) || before.entries.iter().flat_map(|entry| &entry.children).any(same)
        };
        let only = |entry: &Entry| {
            let parts = entry.days.is_empty() && entry.slots.is_empty() && entry.except.is_empty() && !entry.same_days;
            parts && !entry.children.is_empty() && entry.children.iter().all(known)
        };
        self.heading.is_none() && !order.entries.is_empty() && order.entries.iter().all(only)
    }

    /// "Zoé sera absente mercredi. Merci d'annuler sa place.": the very day that was cancelled.
    pub(super) fn repeats_cancellation(&self, order: &Order, tokens: &[Token]) -> bool {
        const MORE: Classes = Classes::of(&[
            Class::Whole,
            Class::Everything,
            Class::Rest,
            Class::AllChildren,
            Class::Both,
            Class::Several,
            Class::OtherChild,
            Class::Request,
            Class::Status,
            Class::Same,
        ]);
        let Some(Sentence::Order(before)) = self.parsed.sentences.last() else { return false };
        let named = |child: &Spanned<ChildRef>| {
            before.entries.iter().flat_map(|entry| &entry.children).any(|known| known.value == child.value)
        };
        let more = tokens.iter().any(|token| token.classes.meets(MORE) || token.is_mark(':'));
        let same = order.entries.iter().flat_map(|entry| &entry.children).all(named);
        let cancels = self.heading.is_none() && before.verb.value == Verb::Cancel;
        cancels && before.entries.len() == 1 && same && !more && order.unknown.is_empty()
    }
}

/// "Le vendredi elle finit à midi.": whom the order before names.
pub(super) fn tells_of_same_child(tokens: &[Token]) -> bool {
    let of_child = |token: &Token| token.has(Class::Subject) && !token.has(Class::FirstPerson);
    tokens.iter().any(of_child) && !tokens.iter().any(|token| token.child().is_some())
}

/// "Hugo pareil", "pareil pour Hugo": a child, and nothing else.
pub(super) fn is_same_of_another(order: &Order, tokens: &[Token]) -> bool {
    let only_child = |entry: &Entry| {
        !entry.children.is_empty() && entry.days.is_empty() && entry.slots.is_empty() && entry.except.is_empty()
    };
    let same = tokens.iter().any(|token| token.has(Class::Same));
    same && order.unknown.is_empty() && order.entries.len() == 1 && order.entries.iter().all(only_child)
}
