//! A complaint, for its reader: their own words, the words in doubt, and the lines that could be sent back.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::answer::HeldCommand;
use crate::domain::bounds::CHOICES;
use crate::grammar::{Cause, Complaint, Suggestion};

/// Of a reader's own line no more than this is shown, in characters.
const LONGEST_QUOTE: usize = 200;

/// A question, with the reader's own words and what could be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The line in doubt.
    pub quote: String,
    /// The words in doubt, as characters of `quote`, end excluded.
    pub from: usize,
    pub to: usize,
    #[serde(flatten)]
    pub cause: Cause,
    pub choices: Vec<Choice>,
    /// Whether the line wants something cancelled.
    pub cancels: bool,
    /// A child and an open day of the reader's own, for the example where there is nothing to choose from.
    pub child: Option<String>,
    pub day: Option<NaiveDate>,
    /// Until when an answer in a word is enough; without it whole lines are needed.
    pub until: Option<DateTime<Utc>>,
    /// What "oui" does, where that is what is asked.
    pub would: Vec<HeldCommand>,
}

/// One thing that could be meant: the line to send back is `before` + the suggestion in words + `after`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    pub suggestion: Suggestion,
    pub before: String,
    pub after: String,
}

/// Turns a complaint about `quote` (the sentence that it stands in) into the question to put. `example` is a child and an
/// open day of the reader's own.
pub(super) fn question(quote: &str, complaint: &Complaint, example: (Option<String>, Option<NaiveDate>)) -> Question {
    let start = complaint.sentence.from.min(complaint.span.from);
    let length = quote.chars().count();
    let from = complaint.span.from.saturating_sub(start).min(length);
    let to = complaint.span.to.saturating_sub(start).clamp(from, length);
    let choices =
        complaint.suggestions.iter().take(CHOICES).map(|suggestion| choice(quote, from, to, complaint, suggestion));
    Question {
        quote: shortened(quote),
        from: from.min(LONGEST_QUOTE),
        to: to.min(LONGEST_QUOTE),
        cause: complaint.cause.clone(),
        choices: choices.collect(),
        cancels: complaint.cancels,
        child: example.0,
        day: example.1,
        until: None,
        would: Vec::new(),
    }
}

/// The reader's own line with the suggestion in place of the words in doubt, or behind the line when a part is missing.
fn choice(quote: &str, from: usize, to: usize, complaint: &Complaint, suggestion: &Suggestion) -> Choice {
    let missing = matches!(complaint.cause, Cause::MissingChild | Cause::MissingDate | Cause::MissingSlot);
    let (before, after) = if missing {
        (format!("{} ", quote.trim_end()), String::new())
    } else if matches!(suggestion, Suggestion::Until(_)) {
        // What was written stays, and gets an end.
        let before: String = quote.chars().take(to).collect();
        (format!("{} ", before.trim_end()), quote.chars().skip(to).collect())
    } else {
        (quote.chars().take(from).collect(), quote.chars().skip(to).collect())
    };
    Choice { suggestion: suggestion.clone(), before, after }
}

/// Cut to a length that cannot fill a letter with somebody's words.
pub(super) fn shortened(quote: &str) -> String {
    if quote.chars().count() <= LONGEST_QUOTE {
        return quote.to_owned();
    }
    quote.chars().take(LONGEST_QUOTE - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{Span, TextPart};

    fn complaint(span: Span, cause: Cause, suggestion: &str) -> Complaint {
        let suggestions = vec![Suggestion::Day(suggestion.parse().unwrap())];
        Complaint { span, part: TextPart::Body, sentence: Span::new(10, 43), cause, suggestions, cancels: false }
    }

    #[test]
    fn a_choice_stands_where_the_doubtful_words_stood() {
        let cause = Cause::ClosedDay { date: "2026-07-14".parse().unwrap() };
        let asked = question(
            "réserver Zoé mar 14/07 journée",
            &complaint(Span::new(23, 32), cause, "2026-07-13"),
            (None, None),
        );
        assert_eq!((asked.from, asked.to), (13, 22));
        assert_eq!((asked.choices[0].before.as_str(), asked.choices[0].after.as_str()), ("réserver Zoé ", " journée"));
    }

    #[test]
    fn what_is_missing_is_added_behind_the_line() {
        let asked = question(
            "réserver Zoé journée ",
            &complaint(Span::new(10, 31), Cause::MissingDate, "2026-07-13"),
            (None, None),
        );
        assert_eq!((asked.choices[0].before.as_str(), asked.choices[0].after.as_str()), ("réserver Zoé journée ", ""));
    }

    #[test]
    fn a_long_line_is_shortened() {
        assert_eq!(shortened(&"é".repeat(5000)).chars().count(), LONGEST_QUOTE);
    }
}
