//! The language of a text: that of its verbs.

use std::collections::BTreeMap;

use super::super::Span;
use super::super::classes::Class;
use super::super::tokens::Token;
use super::super::words::Mark;
use crate::domain::Language;

/// The languages of the verbs, and of the other words where no verb tells.
#[derive(Debug, Default)]
pub(super) struct Votes {
    verbs: BTreeMap<Language, usize>,
    words: BTreeMap<Language, usize>,
}

impl Votes {
    pub(super) fn add_verbs(&mut self, tokens: &[Token]) {
        const VERBS: [Class; 12] = [
            Class::Book,
            Class::Booking,
            Class::Coming,
            Class::Cancel,
            Class::Absent,
            Class::Status,
            Class::Help,
            Class::Yes,
            Class::No,
            Class::Approve,
            Class::Refuse,
            Class::Waitlist,
        ];
        for token in tokens {
            let Some(language) = token.languages.only() else { continue };
            let verb = VERBS.iter().any(|class| token.has(*class));
            let votes = if verb { &mut self.verbs } else { &mut self.words };
            *votes.entry(language).or_default() += 1;
        }
    }

    /// The phrases that name an errand are its verb.
    pub(super) fn add_marks(&mut self, marks: &[Mark], within: Span) {
        let here = marks.iter().filter(|mark| within.from <= mark.span.from && mark.span.to <= within.to);
        for language in here.filter_map(Mark::language) {
            *self.verbs.entry(language).or_default() += 1;
        }
    }

    pub(super) fn winner(&self) -> Option<Language> {
        most(&self.verbs).or_else(|| most(&self.words))
    }
}

/// The language with the most votes, where no other has as many.
fn most(votes: &BTreeMap<Language, usize>) -> Option<Language> {
    let highest = votes.values().max()?;
    let mut first = votes.iter().filter(|(_, count)| *count == highest).map(|(language, _)| *language);
    first.next().filter(|_| first.next().is_none())
}
