//! `si complet, liste d'attente`, `sur liste d'attente`: what to do where there is no place, which is no doubt about the order.

use std::borrow::Cow;

use super::super::classes::Class;
use super::super::gist::says_day;
use super::super::tokens::{Kind, Token};
use super::super::{Sentence, Verb};
use super::{Line, Reading};
use crate::grammar::Span;

impl Reading<'_> {
    /// Reads a sentence that may end with a fallback; tells what [`Reading::read_orders`] does.
    pub(super) fn read_with_fallback(&mut self, tokens: &[Token], line: &Line<'_>) -> Option<Span> {
        let Some(order) = without_fallback(tokens) else { return self.read_orders(tokens, line) };
        let before = self.parsed.sentences.len();
        // "Mettez sur liste d'attente." behind an order is of that order.
        let said = order.iter().any(|token| match before {
            0 => !matches!(token.kind, Kind::Mark(_)),
            _ => token.names_something() || token.is_number() || token.is_unknown_word() || says_day(token),
        });
        let unknown = if said { self.read_orders(&order, line) } else { None };
        let from = if said { before } else { before.saturating_sub(1) };
        for sentence in self.parsed.sentences.iter_mut().skip(from) {
            if let Sentence::Order(order) = sentence
                && order.verb.value == Verb::Book
            {
                order.waits_if_full = true;
            }
        }
        self.joined += 1;
        unknown
    }
}

/// A sentence without its fallback; `None` when it has none.
fn without_fallback(tokens: &[Token]) -> Option<Cow<'_, [Token]>> {
    if let Some(start) = fallback(tokens) {
        return tokens.get(..start).map(Cow::Borrowed);
    }
    let is_list = |token: &Token| token.has(Class::Waitlist) && !token.has(Class::Condition);
    let books = tokens.iter().any(|token| token.has(Class::Book) || token.has(Class::Booking));
    let listed = books && tokens.iter().any(is_list);
    listed.then(|| tokens.iter().filter(|token| !is_list(token)).cloned().collect())
}

/// Where a fallback begins: "si complet" and the waiting list in either sequence, with what joins them to the order.
fn fallback(tokens: &[Token]) -> Option<usize> {
    let full = tokens.iter().position(|token| token.has(Class::Full))?;
    let list = tokens.iter().position(|token| token.has(Class::Waitlist))?;
    let before = tokens.get(..full.min(list))?;
    let small = |token: &&Token| {
        token.has(Class::And)
            || token.has(Class::Polite)
            || token.has(Class::Article)
            || matches!(token.kind, Kind::Mark(_))
    };
    Some(before.len() - before.iter().rev().take_while(small).count())
}
