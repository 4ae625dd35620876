//! Orders told in pieces: who and when in one sentence, which part of the day in the next.

use super::super::{ChildRef, Entry, Order, Sentence, Verb};
use super::Reading;

impl Reading<'_> {
    /// "Zoé et Hugo, semaine 31. Zoé en journée. Hugo matin.": the first entry has no part of the day, those that follow have
    /// no day. Where they name all of its children, or nobody, they complete it.
    pub(super) fn complete_entries(&mut self) {
        let mut at = 0;
        while at < self.parsed.sentences.len() {
            self.complete_from(at);
            at += 1;
        }
        self.parsed.sentences.retain(|sentence| !matches!(sentence, Sentence::Order(order) if is_emptied(order)));
    }

    fn complete_from(&mut self, at: usize) {
        let places = booked_entries(&self.parsed.sentences, at);
        let Some((first, rest)) = places.split_first() else { return };
        let Some(heading) = entry(&self.parsed.sentences, *first).filter(|entry| lacks_slots(entry)).cloned() else {
            return;
        };
        let mut left: Vec<ChildRef> = heading.children.iter().map(|child| child.value.clone()).collect();
        let mut completing = Vec::new();
        for place in rest {
            let Some(next) = entry(&self.parsed.sentences, *place).filter(|next| next.days.is_empty()) else { break };
            let names: Vec<ChildRef> = next.children.iter().map(|child| child.value.clone()).collect();
            if next.slots.is_empty() || !names.iter().all(|name| left.contains(name)) {
                break;
            }
            left.retain(|child| !names.is_empty() && !names.contains(child));
            completing.push(*place);
            if left.is_empty() {
                break;
            }
        }
        if completing.is_empty() || !left.is_empty() {
            return;
        }
        for place in completing {
            if let Some(next) = entry_mut(&mut self.parsed.sentences, place) {
                next.days.clone_from(&heading.days);
                next.except.clone_from(&heading.except);
                if next.children.is_empty() {
                    next.children.clone_from(&heading.children);
                }
            }
        }
        if let Some(first) = entry_mut(&mut self.parsed.sentences, *first) {
            *first = Entry::default();
        }
    }
}

/// A sentence and an entry of it, by their positions.
type Place = (usize, usize);

/// The entries of the bookings from a sentence on, as far as nothing else comes between.
fn booked_entries(sentences: &[Sentence], from: usize) -> Vec<Place> {
    let orders = sentences.iter().enumerate().skip(from).map_while(|(at, sentence)| match sentence {
        Sentence::Order(order) if order.verb.value == Verb::Book => Some((at, order)),
        _ => None,
    });
    orders.flat_map(|(at, order)| (0..order.entries.len()).map(move |entry| (at, entry))).collect()
}

fn entry(sentences: &[Sentence], (sentence, entry): Place) -> Option<&Entry> {
    match sentences.get(sentence)? {
        Sentence::Order(order) => order.entries.get(entry),
        _ => None,
    }
}

fn entry_mut(sentences: &mut [Sentence], (sentence, entry): Place) -> Option<&mut Entry> {
    match sentences.get_mut(sentence)? {
        Sentence::Order(order) => order.entries.get_mut(entry),
        _ => None,
    }
}

fn lacks_slots(entry: &Entry) -> bool {
    !entry.days.is_empty() && entry.slots.is_empty() && entry.service.is_none()
}

/// Whether all that an order said went into others.
fn is_emptied(order: &Order) -> bool {
    let empty = |entry: &Entry| entry.children.is_empty() && entry.days.is_empty() && entry.slots.is_empty();
    order.verb.value == Verb::Book && !order.entries.is_empty() && order.entries.iter().all(empty)
}
