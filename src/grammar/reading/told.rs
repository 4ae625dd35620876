//! "Zoé est inscrite le 10 et le 17 juin.": what is booked, told beside what is asked for.

use super::super::classes::{Class, Classes};
use super::super::parser::Problem;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Token};
use super::super::{Role, Spanned};
use super::Reading;
use super::whole::ORDERS;

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
        self.note_told(days, children);
        self.told = Some(tokens::span_of(tokens));
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
