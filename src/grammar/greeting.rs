//! `help = GREETING`: who greets, or writes a question mark, and not a word more, does not know how to begin.

use super::classes::Class;
use super::tokens::{self, Token};
use super::{Order, Sentence, Span, Spanned, Verb};

/// Marks that may stand behind a greeting.
const ENDS: [char; 3] = ['.', ',', '!'];

/// Whether a text only greets.
#[derive(Debug, Default)]
pub(super) struct Greeting {
    span: Option<Span>,
    /// Words other than greetings were said.
    said_more: bool,
}

impl Greeting {
    /// Looks at one line of the text.
    pub fn note(&mut self, tokens: &[Token]) {
        let greets = |token: &Token| if token.is_word() { token.has(Class::Greeting) } else { token.is_mark('?') };
        let ends = |token: &Token| ENDS.into_iter().any(|mark| token.is_mark(mark));
        self.said_more |= !tokens.iter().all(|token| greets(token) || ends(token));
        if tokens.iter().any(greets) {
            self.span = self.span.or(Some(tokens::span_of(tokens)));
        }
    }

    /// Who only greets is told what can be written.
    pub fn help(&self) -> Option<Sentence> {
        let span = self.span.filter(|_| !self.said_more)?;
        let verb = Spanned::new(Verb::Help, span);
        Some(Sentence::Order(Order {
            span,
            sentence: span,
            unknown: Vec::new(),
            verb,
            requests: Vec::new(),
            entries: Vec::new(),
            waits_if_full: false,
            reason: None,
        }))
    }
}
