//! What a director's word did, for the director and for the families.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{Language, RequestNumber};
use crate::rules::SlotNames;

/// One day of a list's line, as the director decided it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecidedDay {
    pub day: NaiveDate,
    pub result: DecisionResult,
}

/// What a director's word did to one booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionResult {
    Accepted,
    /// Over the places, as *quand même* said.
    AcceptedAsException,
    Waitlisted,
    /// On the waiting list, although a place was left: the director keeps it for later.
    PutAside,
    /// Approved, but no place was left: it went to the waiting list.
    WaitlistedBecauseFull,
    Refused,
    CancellationGranted,
    /// Another guardian cancelled it before anything was decided.
    TakenBack,
    CancellationDenied,
    /// No place is left, and the line was named: nothing was done, the director is asked.
    FullAsked,
    /// The waiting list means nothing for a cancellation.
    NotApplicable,
    /// The day is over: there is nothing to decide any more.
    TooLate,
    /// Somebody decided before, or the family withdrew it; nothing was done.
    AlreadyAccepted,
    AlreadyRefused,
    AlreadyCancelled,
    Withdrawn,
}

/// What a director decided about a family's bookings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub name: String,
    /// The language that the bookings were asked for in.
    pub language: Language,
    /// The Message-ID of the mail that asked for the newest of them.
    pub answers: Option<String>,
    pub rows: Vec<NoticeRow>,
}

/// One booking in a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeRow {
    pub request: RequestNumber,
    pub child: String,
    pub day: NaiveDate,
    pub slots: SlotNames,
    pub result: DecisionResult,
    pub rank: Option<usize>,
    pub reason: Option<String>,
}
