//! The phrases that begin with a word, found by the word that follows it: some words begin hundreds.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::tokens::Token;

/// A phrase that knows its words behind the first.
pub(super) trait Begun {
    fn rest(&self) -> &[String];
}

/// Phrases by their second word, those of one word under none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phrases<P>(BTreeMap<String, Vec<P>>);

impl<P> Default for Phrases<P> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<P: Begun> Phrases<P> {
    /// The phrase with these words behind its first one; `new` makes it where there is none yet.
    pub fn of(&mut self, rest: Vec<String>, new: impl FnOnce(Vec<String>) -> P) -> Option<&mut P> {
        let second = rest.first().cloned().unwrap_or_default();
        let phrases = self.0.entry(second).or_default();
        let place = phrases.iter().position(|known| known.rest() == rest).unwrap_or(phrases.len());
        if place == phrases.len() {
            phrases.push(new(rest));
        }
        phrases.get_mut(place)
    }

    pub fn sort(&mut self) {
        for phrases in self.0.values_mut() {
            phrases.sort_by_key(|phrase| Reverse(phrase.rest().len()));
        }
    }

    /// The word alone.
    pub fn alone(&self) -> Option<&P> {
        self.0.get("").and_then(|alone| alone.first())
    }

    /// The phrases that `tokens` begin with, the longest first.
    pub fn starting(&self, tokens: &[Token]) -> impl Iterator<Item = &P> {
        let second = tokens.get(1).filter(|second| second.is_word() && !second.text.is_empty());
        let longer = second.and_then(|second| self.0.get(second.text.as_str())).into_iter().flatten();
        longer.filter(|phrase| goes_on(tokens, phrase.rest())).chain(self.alone())
    }
}

fn goes_on(tokens: &[Token], rest: &[String]) -> bool {
    let same = |(word, token): (&String, &Token)| token.is_word() && *word == token.text;
    tokens.get(1..=rest.len()).is_some_and(|following| rest.iter().zip(following).all(same))
}
