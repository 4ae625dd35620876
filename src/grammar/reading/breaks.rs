//! Whether a line break hides what a sentence says: its lines are read joined as well.

use super::super::{Cause, Complaint, Parsed, Span};

pub(super) fn orders(parsed: &Parsed) -> usize {
    parsed.sentences.iter().filter(|sentence| sentence.is_order()).count()
}

/// Whether a text is held back by its mood, or by words that nobody knows before what a line of it orders; behind it they
/// were passed over, as a line of their own.
pub(super) fn is_doubted(parsed: &Parsed, order: Span) -> bool {
    let doubts = |complaint: &Complaint| match complaint.cause {
        Cause::Conditional | Cause::UnclearIntent | Cause::Question => true,
        Cause::NotUnderstood => complaint.span.from < order.to,
        _ => false,
    };
    parsed.complaints.iter().any(doubts)
}
