//! What entries of a booking share: days that are said of several children, a part of the day that is said last.

use super::super::classes::Class;
use super::super::tokens::Token;
use super::super::{ChildRef, Entry, Order, Sentence, SlotRef, Spanned, Verb};
use super::{After, Reading};

impl Reading<'_> {
    /// "Léo mercredi 10. C'est pour la journée.": the part of the day that the booking before lacks.
    pub(super) fn completes_slot(&mut self, order: &Order, tokens: &[Token]) -> bool {
        if tokens.last().is_some_and(|last| last.is_mark('?')) {
            return false;
        }
        let [more] = order.entries.as_slice() else { return false };
        let only = more.children.is_empty() && more.days.is_empty() && !more.same_days && more.except.is_empty();
        let Some(Sentence::Order(before)) = self.parsed.sentences.last_mut() else { return false };
        let [entry] = before.entries.as_mut_slice() else { return false };
        let lacks = before.verb.value == Verb::Book && entry.slots.is_empty() && !entry.days.is_empty();
        if order.verb.value != Verb::Book || !only || more.slots.is_empty() || !lacks || !order.unknown.is_empty() {
            return false;
        }
        entry.slots.extend(more.slots.iter().cloned());
        before.sentence = before.sentence.join(order.sentence);
        self.joined += 1;
        true
    }

    /// "Les deux viendront mercredi. Journée pour Zoé, matin pour Hugo.": which part of the day is whose.
    pub(super) fn tells_parts_of_day(&mut self, order: &Order) -> bool {
        let bare = order.verb.span.from == order.verb.span.to && order.verb.value == Verb::Book;
        let Some(Sentence::Order(before)) = self.parsed.sentences.last_mut() else { return false };
        let [whole] = before.entries.as_slice() else { return false };
        if !bare || before.verb.value != Verb::Book || !is_shared(whole, &order.entries) {
            return false;
        }
        before.span = before.span.join(order.span);
        before.sentence = before.sentence.join(order.span);
        before.entries.extend(order.entries.iter().cloned());
        share_days(&mut before.entries);
        self.joined += 1;
        true
    }

    /// "Zoé mercredi 17 journée. Sans repas." is one entry; `false` when it is not, or several precede.
    pub(super) fn joins_meal(&mut self, order: &Order) -> bool {
        let more = |slot: &Spanned<SlotRef>| matches!(slot.value, SlotRef::Without(_) | SlotRef::With(_));
        let [Entry { children, days, except, slots, service: None, .. }] = order.entries.as_slice() else {
            return false;
        };
        let only = children.is_empty() && days.is_empty() && except.is_empty() && slots.iter().all(more);
        let Some(Sentence::Order(before)) = self.parsed.sentences.last_mut() else { return false };
        let ([entry], After::Booking, true) = (before.entries.as_mut_slice(), self.after, only) else { return false };
        if entry.slots.is_empty() || entry.slots.iter().any(more) {
            return false;
        }
        entry.slots.extend(slots.iter().cloned());
        self.joined += 1;
        true
    }

    /// "Pareil pour Hugo, mais pas le 23": the days of a booking that did not name him.
    pub(super) fn says_the_same(&self, order: &Order, tokens: &[Token]) -> bool {
        let Some(Sentence::Order(before)) = self.parsed.sentences.last() else { return false };
        let children =
            |order: &Order| order.entries.iter().flat_map(|entry| entry.children.clone()).collect::<Vec<_>>();
        let named = |child: &Spanned<ChildRef>| matches!(child.value, ChildRef::Named(_));
        let (known, new) = (children(before), children(order));
        let others = new.iter().all(|child| named(child) && known.iter().all(|other| other.value != child.value));
        let says_same = tokens.iter().any(|token| token.has(Class::Same));
        self.after == After::Booking && says_same && !new.is_empty() && others && known.iter().all(named)
    }
}

/// "Zoé et Hugo le 8 : Zoé le matin, Hugo la journée": each child with the days of both.
pub(super) fn share_days(entries: &mut Vec<Entry>) {
    share_last_days(entries);
    let Some((whole, parts)) = entries.split_first() else { return };
    if !is_shared(whole, parts) {
        return;
    }
    let whole = entries.remove(0);
    for entry in entries {
        entry.days.clone_from(&whole.days);
        // "journée pour Zoé sauf mercredi, matin pour Hugo"
        entry.except.extend(whole.except.iter().cloned());
    }
}

/// "Zoé tous les mercredis, et Hugo aussi sauf le 24": the days of the entry before, but for some.
pub(super) fn is_same_but(order: &Order, tokens: &[Token]) -> bool {
    let [first, second] = order.entries.as_slice() else { return false };
    let apart = second.children.iter().all(|child| first.children.iter().all(|other| other.value != child.value));
    let same = tokens.iter().any(|token| token.has(Class::Same) && second.span.from <= token.span.from);
    same && apart && !second.children.is_empty() && !first.days.is_empty() && second.days.is_empty()
}

/// "Léo journée et Mai après-midi, jeudi 23 juillet": the days that are said last are of all.
fn share_last_days(entries: &mut [Entry]) {
    let Some((last, before)) = entries.split_last_mut() else { return };
    let lacks_days = |entry: &Entry| {
        !entry.children.is_empty() && !entry.slots.is_empty() && entry.days.is_empty() && !entry.same_days
    };
    let behind = last.days.first().map(|days| days.span.from) > last.slots.last().map(|slot| slot.span.from);
    if !before.is_empty()
        && before.iter().all(lacks_days)
        && !last.children.is_empty()
        && !last.slots.is_empty()
        && behind
        && !last.days.is_empty()
    {
        for entry in before {
            entry.days.clone_from(&last.days);
            entry.except.clone_from(&last.except);
        }
    }
}

/// Whether some entries only tell the parts of the day of each child that the first one names with the days.
fn is_shared(whole: &Entry, parts: &[Entry]) -> bool {
    let several =
        whole.children.len() > 1 || whole.children.iter().any(|child| matches!(child.value, ChildRef::All(_)));
    let part = |entry: &Entry| {
        !entry.children.is_empty() && entry.days.is_empty() && !entry.same_days && !entry.slots.is_empty()
    };
    several && !whole.days.is_empty() && whole.slots.is_empty() && parts.len() > 1 && parts.iter().all(part)
}
