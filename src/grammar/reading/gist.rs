//! The gist of sentences in their text: what they tell is noted, and weighed against what was ordered before.

use super::super::classes::{Class, Classes};
use super::super::gist::{
    MORE_CHILDREN, NEGATION, OPERATIVE, ORDERS, TURNS, any, gist, is_of_child, is_question, names_child, says_day,
};
use super::super::parser::Problem;
use super::super::tokens::{self, Own, Token};
use super::super::weekdays::weekday_of;
use super::super::{ChildRef, DayRef, DaySet, Entry, Sentence, SlotRef, Span, Spanned, Verb, Whereabouts};
use super::mentions::says_edge;
use super::weigh::{is_noon, is_small_talk};
use super::{Line, Reading};

/// Words of a sentence that may say in short that all is otherwise: "Refus.", "Mon mari confirmera.", "Appelez-moi avant."
const SHORT: usize = 4;
/// The same behind a cancellation: "Stop."
const SHORTEST: usize = 2;

impl Reading<'_> {
    /// Reads a sentence; where something of it would be asked, its gist.
    pub(super) fn read_gist(&mut self, tokens: &[Token], line: &Line<'_>) -> Option<Span> {
        if self.is_of_others(tokens) {
            self.tell(tokens, false);
            return None;
        }
        let before = self.state();
        let found = self.read_piece(tokens, line);
        if self.asks_nothing_since(&before) {
            return found;
        }
        let Some(gist) = gist(tokens) else { return found };
        self.restore(before);
        let edge = says_edge(tokens);
        for told in &gist.told {
            self.tell(told, edge);
        }
        if gist.kept.is_empty() {
            self.weigh_told(tokens);
            return None;
        }
        self.read_piece(&gist.kept, line)
    }

    /// "Zoé est malade demain. Hugo, lui, vient.": beside a cancellation, who comes as before.
    pub(super) fn tells_who_stays(&mut self, tokens: &[Token]) -> bool {
        let dated = tokens.iter().any(|token| says_day(token) || token.has(Class::FullDay));
        let comes = any(tokens, Classes::of(&[Class::Coming])) && !any(tokens, NEGATION.with(TURNS).with(ORDERS));
        let named = tokens.iter().any(|token| token.child().is_some() || token.has(Class::Sibling));
        let stays = comes && named && !dated && self.last_cancels() && !is_question(tokens);
        if stays {
            self.tell(tokens, false);
        }
        stays
    }

    fn last_cancels(&self) -> bool {
        let last = self.parsed.sentences.iter().rfind(|sentence| sentence.is_order());
        last.is_some_and(|last| matches!(last, Sentence::Order(order) if order.verb.value == Verb::Cancel))
    }

    /// "Pour Hugo je vous redirai.": of a child for whom nothing is ordered, beside orders for another.
    fn is_of_others(&self, tokens: &[Token]) -> bool {
        const OTHER: Classes = OPERATIVE.with(Classes::of(&[Class::Same, Class::Condition, Class::Or]));
        let ordered = self.children_ordered();
        let by_name = ordered.iter().all(|child| matches!(child, ChildRef::Named(_))) && !ordered.is_empty();
        let mut named = tokens.iter().filter_map(Token::child).peekable();
        let dated = tokens.iter().any(|token| says_day(token) || token.has(Class::FullDay));
        let acts = tokens.iter().any(|token| token.classes.meets(OTHER) && !token.has(Class::Narrated));
        let later = any(tokens, Classes::of(&[Class::Narrated, Class::Hold]));
        let others = named.peek().is_some() && named.all(|name| !is_among(&ordered, name));
        later && by_name && others && !dated && !acts
    }

    /// "Hugo l'accompagne.", "Sa sœur y va aussi.": a child for whom nothing was ordered.
    fn names_another(&self, told: &[Token]) -> bool {
        let ordered = self.children_ordered();
        let other = |token: &Token| token.child().is_some_and(|name| !is_among(&ordered, name));
        let unchanged = any(told, Classes::of(&[Class::Unchanged]));
        !unchanged && !ordered.is_empty() && (told.iter().any(other) || any(told, MORE_CHILDREN))
    }

    /// The children that something was ordered for, as written.
    pub(super) fn children_ordered(&self) -> Vec<&ChildRef> {
        let orders = self.parsed.sentences.iter().filter_map(|sentence| match sentence {
            Sentence::Order(order) => Some(&order.entries),
            _ => None,
        });
        orders.flatten().flat_map(|entry| &entry.children).map(|child| &child.value).collect()
    }

    /// Notes what a clause tells; `edge`: its days are an edge of what is meant.
    fn tell(&mut self, told: &[Token], edge: bool) {
        let mentions = self.parsed.mentioned.len();
        self.note_bearer(told);
        self.note_children(told);
        self.note_told_days(told);
        if self.parsed.mentioned.iter().skip(mentions).all(|mention| mention.days.is_empty()) {
            self.note_told(weekdays(told), Vec::new(), false);
        }
        let denied = any(told, NEGATION);
        for mention in self.parsed.mentioned.iter_mut().skip(mentions).filter(|mention| !mention.days.is_empty()) {
            mention.whereabouts = whereabouts(told);
            mention.away |= is_of_child(told) || denied;
            mention.edge |= denied || edge;
        }
        self.parsed.unread.push(tokens::span_of(told));
    }

    /// Asks about a sentence of which nothing orders, where it may take back the order before it.
    fn weigh_told(&mut self, told: &[Token]) {
        let last = self.parsed.sentences.iter().rfind(|sentence| sentence.is_order());
        let bears = last.is_some_and(|last| match booking(last) {
            Some(booked) => bears_on_booking(told, booked),
            None => is_curt(told) || self.names_another(told) || comes_for_a_part(told),
        });
        if bears {
            self.doubt = self.doubt.or(Some((Problem::NotUnderstood, tokens::span_of(told))));
        }
    }
}

/// Whether a child is among those that are named.
pub(super) fn is_among(children: &[&ChildRef], name: &str) -> bool {
    children.iter().any(|child| matches!(child, ChildRef::Named(known) if known == name))
}

/// The entries of a booking.
fn booking(sentence: &Sentence) -> Option<&[Entry]> {
    match sentence {
        Sentence::Order(order) if order.verb.value == Verb::Book => Some(&order.entries),
        _ => None,
    }
}

/// Whether what is told may take back what was booked.
fn bears_on_booking(told: &[Token], booked: &[Entry]) -> bool {
    let words = told.iter().filter(|token| token.is_word()).count();
    let short = words <= SHORT && !is_small_talk(told);
    let denied = any(told, NEGATION) && is_of_child(told);
    let one_of_several = booked.iter().any(|entry| entry.children.len() > 1) && names_child(told);
    short || denied || one_of_several || is_ill(told) || counts_days(told) || is_elsewhere(told, booked)
}

/// "Stop."
fn is_curt(told: &[Token]) -> bool {
    let why = any(told, Classes::of(&[Class::Reason, Class::Relation, Class::Motive]));
    told.iter().filter(|token| token.is_word()).count() <= SHORTEST && !why && !is_small_talk(told)
}

/// "Elle s'est cassé la jambe.", and not "J'ai un rendez-vous".
fn is_ill(told: &[Token]) -> bool {
    const OTHERS: Classes = Classes::of(&[Class::FirstPerson, Class::Reason, Class::Relation]);
    any(told, Classes::of(&[Class::Motive])) && !any(told, OTHERS) && !told.iter().any(says_day)
}

/// "Trois jours suffisent."
fn counts_days(told: &[Token]) -> bool {
    let counted = told.windows(2).any(|pair| match pair {
        [count, unit] => (count.is_number() || count.has(Class::Quantity)) && unit.has(Class::Unit),
        _ => false,
    });
    counted && !any(told, Classes::of(&[Class::During, Class::FirstPerson]))
}

/// "Le matin elle sera à son stage.", "Elle mange à la maison.", "Elle part à midi.": for a part of what was booked.
fn is_elsewhere(told: &[Token], booked: &[Entry]) -> bool {
    let slots: Vec<_> = booked.iter().flat_map(|entry| &entry.slots).map(|slot| &slot.value).collect();
    let whole = slots.contains(&&SlotRef::FullDay);
    let taken = |token: &Token| match &token.own {
        Some(Own::Slot(codes)) => {
            whole || slots.iter().any(|slot| matches!(slot, SlotRef::Slot(code) if codes.contains(code)))
        }
        _ => false,
    };
    let leaves = told.iter().any(|token| is_noon(token) || token.has(Class::Noon));
    let home = is_of_child(told) && any(told, Classes::of(&[Class::AtHome]));
    let unchanged = any(told, Classes::of(&[Class::Unchanged]));
    let busy = is_of_child(told) && told.iter().any(taken) && !unchanged;
    busy || (whole && (leaves || home))
}

/// "Elle sera là pour le goûter.", "Zoé revient manger.": a part of the day on which a child who is absent comes.
fn comes_for_a_part(told: &[Token]) -> bool {
    let comes = told.iter().any(is_slot) || any(told, Classes::of(&[Class::Coming]));
    is_of_child(told) && comes && !any(told, Classes::of(&[Class::Unchanged]))
}

const fn is_slot(token: &Token) -> bool {
    matches!(token.own, Some(Own::Slot(_) | Own::Service(_)))
}

/// "la nounou l'a le mercredi": weekdays that may be any.
fn weekdays(told: &[Token]) -> Vec<Spanned<DaySet>> {
    let day = |token: &Token| Some(Spanned::new(DaySet::Single(DayRef::Weekday(weekday_of(token)?)), token.span));
    told.iter().filter_map(day).collect()
}

/// Where a clause tells that a child is on its days.
fn whereabouts(told: &[Token]) -> Option<Whereabouts> {
    let away = is_of_child(told) || any(told, Classes::of(&[Class::Keep, Class::AtHome]));
    match () {
        () if any(told, Classes::of(&[Class::Unchanged])) => Some(Whereabouts::Here),
        () if away && !told.iter().any(is_slot) => Some(Whereabouts::Elsewhere),
        // "Je travaille le 8."
        () if any(told, Classes::of(&[Class::SmallTalk])) => None,
        () => Some(Whereabouts::Unsaid),
    }
}
