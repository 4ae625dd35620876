//! What the books say to those who only ask, and what a person is asked where they say nothing.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::{Address, RequestNumber};
use crate::grammar::ErrandKind;
use crate::rules::SlotNames;

/// A booking in the list of all bookings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusRow {
    pub request: RequestNumber,
    pub child: String,
    pub day: NaiveDate,
    pub slots: SlotNames,
    pub state: &'static str,
    /// Whether it may still bring the child to the centre; what is refused or cancelled is told apart.
    pub is_living: bool,
    pub rank: Option<usize>,
    pub reason: Option<String>,
}

/// What a question about bookings named; the answer repeats it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    pub children: Vec<String>,
    pub days: Vec<NaiveDate>,
    pub requests: Vec<RequestNumber>,
}

/// The places of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlacesOn {
    pub day: NaiveDate,
    #[serde(flatten)]
    pub places: DayPlaces,
}

/// Whether there is a place on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DayPlaces {
    Open {
        slots: Vec<SlotPlaces>,
    },
    /// Nothing runs that day, or none of the slots that were asked about.
    Closed,
    Past,
}

/// Places left in some slots; `None` where there is no limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotPlaces {
    pub slots: SlotNames,
    pub left: Option<u32>,
}

/// Who is booked on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RosterDay {
    pub day: NaiveDate,
    pub is_open: bool,
    /// In the order of the names.
    pub rows: Vec<RosterRow>,
    /// Children in each slot of the day.
    pub counts: Vec<SlotCount>,
    /// Bookings that the director has not decided.
    pub undecided: usize,
}

/// A child that is expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RosterRow {
    /// `MARTIN Zoé`.
    pub child: String,
    /// In years, on the day.
    pub age: u32,
    pub slots: SlotNames,
    pub state: &'static str,
}

/// How many children a slot has, and how many places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotCount {
    pub slots: SlotNames,
    pub count: usize,
    pub places: Option<u32>,
}

/// A family as a director sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FamilyFile {
    pub name: String,
    /// Names with their addresses.
    pub guardians: Vec<(String, Address)>,
    /// First names with ages in years.
    pub children: Vec<(String, u32)>,
    pub rows: Vec<StatusRow>,
}

/// What a family wrote and only a person can answer, for a director.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The director's.
    pub name: String,
    /// Who wrote, as they are greeted.
    pub guardian: String,
    pub family: String,
    /// On file: where to answer.
    pub address: Address,
    pub received: DateTime<Utc>,
    pub errands: Vec<ErrandKind>,
    /// Texts of the family's own, with their lines.
    pub words: Vec<String>,
    /// How many files came with it.
    pub files: usize,
}
