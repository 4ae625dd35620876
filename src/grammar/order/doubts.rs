//! What in an order must be asked about: moods, and words that nobody knows.

use super::super::classes::{Class, Classes};
use super::super::parser::Problem;
use super::super::{Span, Verb};
use super::{Draft, Setting};

impl Draft {
    /// Doubt, questions and negation: nothing is done, whatever the rest says.
    pub(super) fn mood(&self, verb: Verb, setting: Setting<'_>) -> Option<(Problem, Span)> {
        if matches!(verb, Verb::Status | Verb::Help) {
            return None;
        }
        let find = |wanted: &[Class]| self.moods.iter().find(|(mood, _)| wanted.contains(mood)).map(|(_, span)| *span);
        let whole = self.span.unwrap_or_default();
        let asked_politely = find(&[Class::Asking]).is_some();
        let possible = find(&[Class::Possible]);
        let question = if verb == Verb::Cancel {
            possible.or(setting.asks.then_some(whole)).filter(|_| !asked_politely)
        } else {
            setting.asks.then_some(whole).filter(|_| !asked_politely && possible.is_none())
        };
        find(&[Class::Condition, Class::Or])
            .map(|span| (Problem::Conditional, span))
            .or_else(|| find(&[Class::Question]).or(question).map(|span| (Problem::Question, span)))
            .or_else(|| find(&[Class::But]).filter(|_| verb == Verb::Cancel).map(|span| (Problem::UnclearIntent, span)))
            .or_else(|| {
                find(&[Class::NotBefore, Class::NotAfter, Class::Without]).map(|span| (Problem::UnclearIntent, span))
            })
    }

    /// Words that nobody knows: beside a verb they are passed over unless they look like a slip; a bare entry, or "she comes", has no room for them.
    pub(super) fn find_slips(&mut self, verb: Verb, bare: bool) {
        if matches!(verb, Verb::Status | Verb::Help) {
            return;
        }
        let comes = self.verb.is_some_and(|(said, _)| said.presence) && verb == Verb::Book;
        // "annuler le prélèvement du 8/07" would cancel every child's day.
        let vague = verb == Verb::Cancel && !self.seen.children;
        let usual = Classes::of(&Class::SLOTS.map(|(class, _)| class));
        let first = self.closed.iter().flat_map(|entry| &entry.children).map(|child| child.span).min();
        let several = self.closed.iter().map(|entry| entry.children.len().max(1)).sum::<usize>() > 1;
        // "annuler Zoé 8/07, <garder> Hugo": the word may turn round what the second name is for.
        let turns = |span: &Span| several && first.is_none_or(|first| first < *span);
        let slots = |near: &Classes| near.meets(usual) || near.has(Class::FullDay) || near.has(Class::HalfDay);
        for (near, span) in &self.unknown {
            match near {
                Some(near) if slots(near) => self.problems.push((Problem::AmbiguousSlot, *span)),
                Some(_) => self.problems.push((Problem::NotUnderstood, *span)),
                None if bare || comes || vague || turns(span) => self.problems.push((Problem::NotUnderstood, *span)),
                None => {}
            }
        }
    }

    /// "anuler mes demandes": the noun would be read as an order of its own.
    pub(super) fn slip_beside_noun(&self) -> bool {
        self.verb.is_some_and(|(said, _)| said.weak) && self.unknown.iter().any(|(near, _)| near.is_some())
    }
}
