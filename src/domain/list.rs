//! The director's numbered list of what waits for a decision.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::family::identity;
use super::{BookingId, FamilyId};

identity!(
    /// *Lot 17*: the number that binds a director's "accept 1 3" to the lines that were shown.
    ListNumber
);

/// What a line asks the director.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// May the child come?
    Booking,
    /// May the accepted booking be cancelled?
    Cancellation,
    /// A place was freed for somebody who waits.
    FreedPlace,
}

/// One numbered line: bookings of one child and one request that stand or fall together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListLine {
    /// From 1, as it is shown.
    pub number: u32,
    pub topic: Topic,
    /// Days of one child, in order.
    pub bookings: Vec<BookingId>,
}

/// Of whom a line is, and of which days: what a director names it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedLine {
    pub number: u32,
    /// The child's first name, as on file.
    pub child: String,
    pub family_id: FamilyId,
    /// The family's name, as on file.
    pub family: String,
    /// In order.
    pub days: Vec<NaiveDate>,
}

/// A list as it was sent. Its lines never change; what they ask about may be decided meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestList {
    pub number: ListNumber,
    pub opened: DateTime<Utc>,
    pub lines: Vec<ListLine>,
}

impl RequestList {
    #[must_use]
    pub fn line(&self, number: u32) -> Option<&ListLine> {
        self.lines.iter().find(|line| line.number == number)
    }
}
