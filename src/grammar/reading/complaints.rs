//! Problems told with their place, and with the slot that a spoilt word was likely to be.

use super::super::classes::Class;
use super::super::parser::Problem;
use super::super::{Complaint, Span, Suggestion, tokens, words};
use super::{Line, Reading};
use crate::domain::SlotCode;

impl Reading<'_> {
    pub(super) fn complain(&mut self, sentence: Span, problems: &[(Problem, Span)], line: &Line<'_>) {
        for (problem, span) in problems {
            let suggestions = self.suggestions(*problem, line, *span);
            let cause = problem.cause(line.text(*span));
            self.parsed.complaints.push(Complaint {
                span: *span,
                part: self.part,
                sentence: sentence.join(*span),
                cause,
                suggestions,
                cancels: false,
            });
        }
    }

    /// The slot that a spoilt word was likely to be.
    fn suggestions(&self, problem: Problem, line: &Line<'_>, span: Span) -> Vec<Suggestion> {
        if problem != Problem::AmbiguousSlot {
            return Vec::new();
        }
        let Some(near) = words::words().near(&tokens::letters(&line.text(span))) else { return Vec::new() };
        if near.has(Class::FullDay) {
            return vec![Suggestion::FullDay];
        }
        let code = |(class, code): &(Class, &str)| {
            let slot = SlotCode((*code).to_owned());
            (near.has(*class) && self.lexicon.names.slots.contains_key(&slot)).then_some(Suggestion::Slot(slot))
        };
        Class::SLOTS.iter().find_map(code).into_iter().collect()
    }
}
