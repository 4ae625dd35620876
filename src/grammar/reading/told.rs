//! "Zoé est inscrite le 10 et le 17 juin.": what is booked, told beside what is asked for.

use super::super::classes::{Class, Classes};
use super::super::gist::ORDERS;
use super::super::parser::Problem;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Token};
use super::super::{Change, Entry, Order, Role, Sentence, Spanned, Verb};
use super::Reading;

/// Words that ask for something beside.
const ASKS: Classes = ORDERS.with(Classes::of(&[
    Class::Status,
    Class::Except,
    Class::NotBefore,
    Class::NotAfter,
    Class::Condition,
    Class::Asking,
    Class::Possible,
    Class::But,
]));

impl Reading<'_> {
    /// Notes the children and days of a sentence that only tells what is booked; `false` when it says more.
    pub(super) fn tells_booking(&mut self, tokens: &[Token]) -> bool {
        let booked = tokens.iter().any(|token| token.has(Class::Booked));
        let asks = tokens.iter().any(|token| token.classes.meets(ASKS) || token.is_mark('?') || token.is_mark(':'));
        if !booked || asks || self.lexicon.role != Role::Parent || self.heading.is_some() {
            return false;
        }
        let (mut children, mut days) = (Vec::new(), Vec::new());
        for (part, span) in parts(tokens, &self.own) {
            match part {
                Part::Child(child) => children.push(Spanned::new(child, span)),
                Part::Days(more) => days.extend(more),
                Part::Wrong(_) | Part::Except(_) | Part::Requests(_) => return false,
                _ => {}
            }
        }
        self.note_told(days, children, true);
        self.told = Some(tokens::span_of(tokens));
        true
    }

    /// "Awa est inscrite le matin lundi 6 juillet, mettez-la plutôt en journée.": another part of the day than what was
    /// told to be booked is a change; `false` where it may come beside it: "…, ajoutez le repas".
    pub(super) fn changes_booking(&mut self, order: &Order, tokens: &[Token]) -> bool {
        const OTHERWISE: Classes =
            Classes::of(&[Class::Correction, Class::Instead, Class::Limit, Class::Afterthought, Class::FullDay]);
        let ordered = self.parsed.sentences.last().map_or(0, |sentence| sentence.span().to);
        let otherwise = tokens.iter().any(|token| token.classes.meets(OTHERWISE) && order.span.from <= token.span.to);
        let ([entry], Some(booked)) = (order.entries.as_slice(), self.parsed.mentioned.last()) else { return false };
        let only_slots = entry.days.is_empty() && !entry.same_days && !entry.slots.is_empty();
        let same_child = entry.children.is_empty() || entry.children == booked.children;
        let books = self.lexicon.role == Role::Parent && order.verb.value == Verb::Book;
        let told = booked.booked && ordered <= booked.span.from;
        if !books || !told || !otherwise || !only_slots || !same_child || booked.days.is_empty() {
            return false;
        }
        let (span, sentence) = (order.span, tokens::span_of(tokens));
        let from = Entry {
            span: booked.span,
            children: booked.children.clone(),
            days: booked.days.clone(),
            ..Entry::default()
        };
        let to = Entry { span, slots: entry.slots.clone(), ..Entry::default() };
        let requests = Vec::new();
        self.parsed.sentences.push(Sentence::Change(Change {
            span: booked.span.join(span),
            sentence,
            requests,
            from,
            to,
        }));
        true
    }

    /// Told alone, it leaves open what is wanted.
    pub(super) fn ask_what_is_told(&mut self) {
        if let Some(told) = self.told
            && self.parsed.sentences.is_empty()
            && self.parsed.complaints.is_empty()
        {
            self.add_complaint(Problem::Conditional, told);
        }
    }
}
