//! A sentence cut into its clauses.

use super::classes::{Class, Classes};
use super::tokens::{Kind, Own, Token};

/// A part of a sentence, with and without the sign or word that leads to it.
pub(super) struct Clause<'t> {
    pub whole: &'t [Token],
    pub words: &'t [Token],
}

impl<'t> Clause<'t> {
    /// As it stands behind another clause, or at the beginning.
    pub const fn joined(&self, behind: bool) -> &'t [Token] {
        if behind { self.whole } else { self.words }
    }
}

/// What a word is for the clause that it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// A comma, "donc", "mais": it only leads to the clause.
    Outside,
    /// "je", "elle": the clause has it.
    Within,
}

/// Cuts at commas, colons, brackets, dashes between spaces and "donc".
pub(super) fn clauses(tokens: &[Token]) -> Vec<Clause<'_>> {
    cut(tokens, |at| parts(tokens, at).then_some(Lead::Outside))
}

/// Cuts also at "car" and "mais", at "et" where somebody begins to tell ("et je le ramène à 13h30"), and where somebody does
/// so without a comma ("hugo demain matin svp je le récupère à midi").
pub(super) fn small_clauses(tokens: &[Token]) -> Vec<Clause<'_>> {
    cut(tokens, |at| {
        let token = tokens.get(at)?;
        let leads =
            token.has(Class::Because) || token.has(Class::But) || (token.has(Class::And) && tells(tokens, at + 1));
        let begins = token.inner.has(Class::Hence) || begins_to_tell(tokens, at);
        match () {
            () if leads || parts(tokens, at) => Some(Lead::Outside),
            () if begins => Some(Lead::Within),
            () => None,
        }
    })
}

fn parts(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let dash = token.is_mark('-') && token.spaced() && tokens.get(at + 1).is_some_and(Token::spaced);
    matches!(token.kind, Kind::Mark(',' | ':' | '(' | ')' | '…')) || dash || token.has(Class::Hence)
}

fn tells(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at).filter(|next| next.own.is_none());
    next.is_some_and(|next| next.has(Class::Subject) || next.has(Class::Unchanged))
}

/// "je" or "elle" behind words that end an order; "le matin elle sera ailleurs" begins with "le matin".
fn begins_to_tell(tokens: &[Token], at: usize) -> bool {
    const ENDS: Classes = Classes::of(&[Class::Courtesy, Class::Asking, Class::FullDay, Class::Tomorrow]);
    const ORDERS: Classes = Classes::of(&[Class::Book, Class::Cancel, Class::Coming, Class::Absent, Class::Courtesy]);
    let subject = tokens.get(at).is_some_and(|token| token.has(Class::Subject) && !token.hyphened());
    let Some((before, earlier)) = tokens.get(..at).and_then(<[Token]>::split_last) else { return false };
    let slot = |token: &Token| matches!(token.own, Some(Own::Slot(_)));
    let ends = before.is_number() || slot(before) || (before.is_word() && before.classes.meets(ENDS));
    let orders = |token: &Token| token.child().is_some() || token.classes.meets(ORDERS.with(Classes::of(&Class::KIN)));
    subject && ends && earlier.iter().any(orders)
}

fn cut(tokens: &[Token], lead: impl Fn(usize) -> Option<Lead>) -> Vec<Clause<'_>> {
    let leads: Vec<Option<Lead>> = (0..tokens.len()).map(lead).collect();
    let cuts = leads.iter().enumerate().filter(|(at, lead)| *at > 0 && lead.is_some()).map(|(at, _)| at);
    let starts: Vec<usize> = std::iter::once(0).chain(cuts).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    let clause = |(from, to): (usize, usize)| {
        let whole = tokens.get(from..to).unwrap_or_default();
        let outside = leads.get(from).is_some_and(|lead| *lead == Some(Lead::Outside));
        Clause { whole, words: whole.get(usize::from(outside)..).unwrap_or_default() }
    };
    starts.iter().copied().zip(ends).map(clause).filter(|clause| !clause.words.is_empty()).collect()
}
