//! A short letter taken as a whole: its sentences are heard first, and what they come to is read.

use super::super::errand::read;
use super::super::tally::tally;
use super::super::tokens::Token;
use super::mentions::says_something;
use super::{Line, Reading};

impl Reading<'_> {
    /// Notes a sentence of a letter that is taken as a whole; errands are no part of one.
    pub(super) fn hear(&mut self, tokens: &[Token], line: &Line<'_>) {
        self.heard.push(tokens.to_vec());
        let errand = read(tokens, &self.marks, &self.own, self.lexicon.role, &|span| line.text(span));
        self.hears_errand |= errand.is_some();
    }

    /// Reads what the sentences that were heard come to.
    pub(super) fn read_heard(&mut self, line: &Line<'_>) {
        let heard = std::mem::take(&mut self.heard);
        if heard.is_empty() {
            return;
        }
        let Some(tally) = tally(&heard, &self.own).filter(|_| !self.hears_errand) else { return };
        self.read_piece(&tally.order, line);
        for told in &tally.told {
            self.tell(told, false);
            if told.iter().any(says_something) {
                self.weigh_told(told);
            }
        }
    }
}
