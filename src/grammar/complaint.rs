//! What a reader must be asked: each complaint has its place in the text, its cause, and what to type instead.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Span, TextPart, Wanted};
use crate::domain::SlotCode;

/// A question to put before anything is done. Grammar and the resolving of sentences share this one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The words in doubt.
    pub span: Span,
    pub part: TextPart,
    /// The sentence that they stand in; nothing of it is done.
    pub sentence: Span,
    pub cause: Cause,
    pub suggestions: Vec<Suggestion>,
    /// Whether the sentence wants something cancelled: what is shown as an example then is a cancellation.
    #[serde(default)]
    pub cancels: bool,
}

/// Why it cannot be done as written. Names are those of LANGUAGE's `ask` reasons, in [`Cause::reason`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Cause {
    /// No child was named and the family has several.
    MissingChild,
    UnknownChild {
        written: String,
    },
    /// `les deux` of three, or a name that fits two children.
    AmbiguousChild {
        written: String,
    },
    MissingDate,
    /// `31/06`, `42/07`.
    InvalidDate {
        written: String,
    },
    /// An English reader may have meant month first; both readings.
    DateOrder {
        day_first: NaiveDate,
        month_first: NaiveDate,
    },
    /// "mercredi 11/07" on a Saturday. `open`: whether the centre is open on the date itself.
    WeekdayMismatch {
        said: u32,
        date: NaiveDate,
        open: bool,
    },
    /// `le 20 ou le 21`; a day number that could be this month or the next.
    AmbiguousDate {
        written: String,
    },
    PastDate {
        date: NaiveDate,
    },
    InvalidRange {
        from: NaiveDate,
        to: NaiveDate,
    },
    /// `tous les mercredis`.
    MissingEnd,
    ClosedDay {
        date: NaiveDate,
    },
    MissingSlot,
    AmbiguousSlot {
        written: String,
    },
    /// None of the days runs this slot; `runs` is what exists on the first of them.
    SlotNotOffered {
        date: NaiveDate,
        slot: SlotCode,
        runs: Vec<SlotCode>,
    },
    /// `la sortie piscine`, which the programme does not have.
    UnknownActivity {
        written: String,
    },
    /// `peut-être`, `si`, `on hésite`.
    Conditional,
    /// A question about what an order would do.
    Question,
    /// A negated order: `n'annulez pas`.
    UnclearIntent,
    /// The same child and day booked and cancelled in one message.
    Contradiction,
    /// "oui" or "ok 1" where nothing is open.
    NoPending,
    /// A line that the list does not have.
    UnknownItem {
        number: u32,
        last: u32,
    },
    /// So much at once that it is asked first.
    Bulk {
        commands: usize,
        child_days: usize,
    },
    /// A family's order from an address that is a director's.
    NoFamily,
    /// Nothing here is a command.
    NotUnderstood,
}

impl Cause {
    /// The `ask` reason that `explain --json` prints.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::MissingChild => "missing_child",
            Self::UnknownChild { .. } => "unknown_child",
            Self::AmbiguousChild { .. } => "ambiguous_child",
            Self::MissingDate => "missing_date",
            Self::InvalidDate { .. } => "invalid_date",
            Self::DateOrder { .. } => "date_order",
            Self::WeekdayMismatch { .. } => "weekday_mismatch",
            Self::AmbiguousDate { .. } => "ambiguous_date",
            Self::PastDate { .. } => "past_date",
            Self::InvalidRange { .. } => "invalid_range",
            Self::MissingEnd => "missing_end",
            Self::ClosedDay { .. } => "closed_day",
            Self::MissingSlot => "missing_slot",
            Self::AmbiguousSlot { .. } => "ambiguous_slot",
            Self::SlotNotOffered { .. } => "slot_not_offered",
            Self::UnknownActivity { .. } => "unknown_activity",
            Self::Conditional => "conditional",
            Self::Question => "question",
            Self::UnclearIntent => "unclear_intent",
            Self::Contradiction => "contradiction",
            Self::NoPending => "no_pending",
            Self::UnknownItem { .. } => "unknown_item",
            Self::Bulk { .. } => "bulk",
            Self::NoFamily => "no_family",
            Self::NotUnderstood => "not_understood",
        }
    }

    /// The part of an order that an answer in a word can set right; `None` where the whole sentence is in doubt.
    #[must_use]
    pub const fn wants(&self) -> Option<Wanted> {
        match self {
            Self::MissingChild | Self::UnknownChild { .. } | Self::AmbiguousChild { .. } => Some(Wanted::Child),
            Self::MissingDate
            | Self::InvalidDate { .. }
            | Self::DateOrder { .. }
            | Self::WeekdayMismatch { .. }
            | Self::AmbiguousDate { .. }
            | Self::PastDate { .. }
            | Self::ClosedDay { .. } => Some(Wanted::Day),
            Self::MissingSlot | Self::AmbiguousSlot { .. } | Self::SlotNotOffered { .. } => Some(Wanted::Slot),
            _ => None,
        }
    }

    /// A weekday as the cause stores it: its ISO number, 1 for Monday.
    #[must_use]
    pub fn weekday_number(day: Weekday) -> u32 {
        day.number_from_monday()
    }
}

/// What could be meant instead; a letter turns it into a line to send back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suggestion {
    Day(NaiveDate),
    /// The day until which it goes, beside what was written.
    Until(NaiveDate),
    Child(String),
    Slot(SlotCode),
    FullDay,
}
