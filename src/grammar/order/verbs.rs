//! Which verb a sentence has, and where a second one begins a sentence of its own.

use super::super::classes::Class;
use super::super::parser::Problem;
use super::super::parts::Said;
use super::super::{Span, Verb};
use super::{Draft, Field, has};

/// Whether both verbs order something.
const fn is_order(one: Said, other: Said) -> bool {
    matches!((one.verb, other.verb), (Verb::Book, Verb::Cancel) | (Verb::Cancel, Verb::Book))
}

impl Draft {
    pub(super) fn add_verb(&mut self, said: Said, span: Span, joined: bool, done: &mut Vec<Self>) {
        // "je vous remercie de bien vouloir annuler la venue de Zoé" orders all the same.
        let ordered = self.verb.is_some_and(|(known, _)| !known.noun);
        if said.noun && said.verb != Verb::Status && self.formula.is_some() && !ordered {
            self.problems.push((Problem::UnclearIntent, span));
        }
        let only_child =
            self.open.as_ref().is_some_and(|entry| has(entry, Field::Children) && !has(entry, Field::Days));
        match self.verb {
            _ if joined && !said.weak && self.is_complete() => {
                self.forget_but();
                done.push(std::mem::take(self));
                self.verb = Some((said, span));
            }
            _ if said.presence && !self.closed.is_empty() && only_child => {
                self.forget_but();
                let entry = self.open.take();
                let place = entry.as_ref().map(|entry| entry.span);
                done.push(std::mem::take(self));
                self.seen.children = true;
                self.last = Some(Field::Children);
                self.open = entry;
                self.span = place;
                self.verb = Some((said, span));
            }
            None => self.verb = Some((said, span)),
            // "l'absence de Zoé et la présence de Hugo": one each.
            Some((known, _)) if joined && known.verb != said.verb && self.seen.children && is_order(known, said) => {
                self.problems.push((Problem::UnclearIntent, span));
            }
            Some((known, _)) if known.weak && !said.weak => self.verb = Some((said, span)),
            // "annuler l'annulation", "annuler l'absence": the noun is what is cancelled.
            Some((known, _))
                if known.verb == Verb::Cancel && !known.noun && !known.presence && said.noun && !said.weak =>
            {
                self.problems.push((Problem::UnclearIntent, span));
            }
            // "annulation Zoé 8/07, inscription Hugo 9/07": the noun may be an order of its own.
            Some((known, _))
                if known.verb == Verb::Cancel && said.verb == Verb::Book && said.weak && self.seen.days =>
            {
                self.problems.push((Problem::UnclearIntent, span));
            }
            // "notez qu'il ne vient pas": what is noted is the absence.
            Some((known, _))
                if known.verb == Verb::Book
                    && !known.presence
                    && said.verb == Verb::Cancel
                    && said.presence
                    && self.closed.is_empty()
                    && !self.seen.days
                    && !self.seen.slots
                    && self.open.as_ref().is_none_or(|entry| entry.children.len() < 2) =>
            {
                self.verb = Some((said, span));
            }
            Some((known, _)) if known.verb == said.verb || said.weak => {}
            Some((known, _)) if known.verb == Verb::Help => self.verb = Some((said, span)),
            Some(_) if said.verb == Verb::Help => {}
            Some(_) => self.problems.push((Problem::UnclearIntent, span)),
        }
        self.cover(span);
    }

    /// "annuler 42 mais réserver Zoé": between two sentences the word takes nothing back.
    fn forget_but(&mut self) {
        self.moods.pop_if(|(mood, _)| *mood == Class::But);
    }

    /// Whether what was read so far is a sentence by itself.
    pub(super) fn is_complete(&self) -> bool {
        let said = self.seen.days || !self.requests.is_empty() || !self.numbers.is_empty();
        said && (self.verb.is_some() || self.seen.count() >= 2)
    }

    /// Whether a colon begins a reason: a cancellation that says what about.
    pub(super) fn takes_reason(&self) -> bool {
        let cancels = self.verb.is_some_and(|(said, _)| said.verb == Verb::Cancel);
        cancels && (self.seen.days || !self.requests.is_empty() || !self.numbers.is_empty())
    }

    /// The verb, turned round by "ne … pas" when it is one of presence; a bare entry books.
    pub(super) fn verb_meant(&mut self) -> Verb {
        let Some((said, _)) = self.verb else { return Verb::Book };
        let negated =
            [Class::NotBefore, Class::NotAfter].iter().all(|half| self.moods.iter().any(|(mood, _)| mood == half));
        if said.presence && said.verb == Verb::Book && negated {
            self.moods.retain(|(mood, _)| !matches!(mood, Class::NotBefore | Class::NotAfter));
            return Verb::Cancel;
        }
        said.verb
    }
}
