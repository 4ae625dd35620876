//! How often a text is read: to the word; with its lines joined, where a break may hide what they say; and where something
//! would be asked, for its gist.

use super::super::lines::softly_joined;
use super::super::{Cause, Complaint, Lexicon, Parsed, Role, Sentence, Span, TextPart};
use super::parse_lines;

/// Bytes of a letter that is read for its gist; nobody tells so much beside an order.
const LONGEST_LETTER: usize = 4_000;

/// Reads a text: what it asks, and what must be asked back. Never fails; the time is linear in the text.
#[must_use]
pub fn parse(text: &str, part: TextPart, lexicon: &Lexicon) -> Parsed {
    let parsed = across_breaks(text, part, lexicon, false);
    let long = text.len() > LONGEST_LETTER;
    if parsed.complaints.is_empty() || lexicon.role == Role::Director || part == TextPart::Subject || long {
        return parsed;
    }
    let gist = across_breaks(text, part, lexicon, true);
    if gist.complaints.is_empty() && !gist.sentences.is_empty() { gist } else { parsed }
}

/// Reads a text line by line; where one of them orders something, also with the lines joined that go on.
fn across_breaks(text: &str, part: TextPart, lexicon: &Lexicon, bold: bool) -> Parsed {
    let parsed = parse_lines(text, part, lexicon, bold);
    // Several orders stand on lines of their own.
    if orders(&parsed) != 1 {
        return parsed;
    }
    let Some(joined) = softly_joined(text) else { return parsed };
    // "Please disregard my email about / cancelling Zoe": a break within a sentence must not hide what it says.
    let joined = parse_lines(&joined, part, lexicon, bold);
    let order = parsed.sentences.iter().find(|sentence| sentence.is_order()).map_or(Span::default(), Sentence::span);
    if orders(&joined) > 0 || !is_doubted(&joined, order) { parsed } else { joined }
}

fn orders(parsed: &Parsed) -> usize {
    parsed.sentences.iter().filter(|sentence| sentence.is_order()).count()
}

/// Whether a text is held back by its mood, or by words that nobody knows before what a line of it orders; behind it they
/// were passed over, as a line of their own.
fn is_doubted(parsed: &Parsed, order: Span) -> bool {
    let doubts = |complaint: &Complaint| match complaint.cause {
        Cause::Conditional | Cause::UnclearIntent | Cause::Question => true,
        Cause::NotUnderstood => complaint.span.from < order.to,
        _ => false,
    };
    parsed.complaints.iter().any(doubts)
}
