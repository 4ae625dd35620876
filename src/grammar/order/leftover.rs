//! Sentences without a command: children alone, words that may have been one, or nothing at all.

use super::super::Span;
use super::super::classes::Class;
use super::super::parser::Problem;
use super::{Draft, Found};

impl Draft {
    pub(super) fn no_command(self) -> Found {
        let slip = self.unknown.iter().find(|(word, _)| word.is_slip());
        if let (Some((_, slip)), true) =
            (slip, self.seen.count() > 0 || !self.numbers.is_empty() || !self.requests.is_empty())
        {
            return Found::Asked { span: *slip, problems: vec![(Problem::NotUnderstood, *slip)], verb: None };
        }
        let doubt = self.moods.iter().find(|(mood, _)| matches!(mood, Class::Condition | Class::Or));
        if let (Some((_, doubt)), true) = (doubt, self.seen.count() > 0) {
            return Found::Asked { span: *doubt, problems: vec![(Problem::Conditional, *doubt)], verb: None };
        }
        let only = self.seen.children && self.seen.count() == 1 && self.requests.is_empty();
        if let (true, [entry]) = (only && self.numbers.is_empty() && self.moods.is_empty(), self.closed.as_slice())
            && self.unknown.is_empty()
            && self.problems.is_empty()
        {
            return Found::Children { span: entry.span, children: entry.children.clone() };
        }
        let words = self.unknown.iter().map(|(_, span)| *span);
        let numbers = self.numbers.iter().map(|(_, span)| *span);
        let moods = self.moods.iter().map(|(_, span)| *span);
        let place = words.chain(numbers).chain(moods).chain(self.span).reduce(Span::join);
        place.map_or(Found::Nothing, Found::Unknown)
    }
}
