//! Looking, without changing: help with examples of the reader's own, and a booking as it is told.

use chrono::NaiveDate;

use super::answer::{Outcome, StatusRow};
use super::decision::Desk;
use super::slot_names::SlotNames;
use crate::domain::{Booking, BookingState};

impl Desk<'_> {
    /// What can be written, with examples that are the reader's own.
    pub(super) fn help(&self) -> Outcome {
        let children = self.books.family.as_ref().map_or(&[][..], |family| &family.children);
        let children = children.iter().map(|child| child.first_name.clone()).collect();
        Outcome::Help { children, days: self.next_open_days().take(2).collect() }
    }

    /// A child and an open day of the reader's own.
    pub(super) fn example(&self) -> (Option<String>, Option<NaiveDate>) {
        let eldest = self.books.family.as_ref().and_then(|family| family.children.first());
        (eldest.map(|child| child.first_name.clone()), self.next_open_days().next())
    }

    /// The same, of the child that the line names.
    pub(super) fn example_beside(&self, quote: &str) -> (Option<String>, Option<NaiveDate>) {
        let (eldest, day) = self.example();
        let children = self.books.family.iter().flat_map(|family| &family.children);
        let named = children.map(|child| child.first_name.clone()).find(|name| quote.contains(name.as_str()));
        (named.or(eldest), day)
    }

    fn next_open_days(&self) -> impl Iterator<Item = NaiveDate> {
        self.books.programme.open_days().filter(|day| *day > self.today)
    }

    pub(super) fn status_row(&self, booking: &Booking) -> StatusRow {
        StatusRow {
            request: booking.request,
            child: self.books.child(booking.child).map(|child| child.first_name.clone()).unwrap_or_default(),
            day: booking.day,
            slots: SlotNames::of(&booking.slots, &self.books.programme),
            state: booking.state.told_name(),
            is_living: booking.state.is_living(),
            rank: self.books.rank(booking),
            reason: match &booking.state {
                BookingState::Refused { reason, .. } => reason.clone(),
                _ => None,
            },
        }
    }
}
