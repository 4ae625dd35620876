//! The language of a text: that of its verbs.

use super::super::Span;
use super::super::classes::Class;
use super::super::tokens::Token;
use super::super::words::Mark;
use crate::domain::Language;

/// The languages of the verbs, and of the other words where no verb tells.
#[derive(Debug, Default)]
pub(super) struct Votes {
    verbs: [usize; 2],
    words: [usize; 2],
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
            if let Some(count) = votes.get_mut(language as usize) {
                *count += 1;
            }
        }
    }

    /// The phrases that name an errand are its verb.
    pub(super) fn add_marks(&mut self, marks: &[Mark], within: Span) {
        let here = marks.iter().filter(|mark| within.from <= mark.span.from && mark.span.to <= within.to);
        for language in here.filter_map(Mark::language) {
            if let Some(count) = self.verbs.get_mut(language as usize) {
                *count += 1;
            }
        }
    }

    pub(super) fn winner(&self) -> Option<Language> {
        let most = |votes: [usize; 2]| match votes {
            [french, english] if french > english => Some(Language::French),
            [french, english] if english > french => Some(Language::English),
            _ => None,
        };
        most(self.verbs).or_else(|| most(self.words))
    }
}
