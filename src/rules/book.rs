//! Booking: a wish becomes a request, or a place on the waiting list, day by day.

use chrono::NaiveDate;

use super::answer::{BookingResult, DayResult, Outcome, SlotNames};
use super::decision::Desk;
use crate::domain::{Booking, BookingState, ChildId, SlotSet, WaitlistedBy};

impl Desk<'_> {
    /// Books `slots` for every child on every day.
    pub(super) fn book(
        &mut self,
        children: &[ChildId],
        days: &[NaiveDate],
        dropped: &[NaiveDate],
        slots: &SlotSet,
    ) -> Vec<Outcome> {
        children.iter().filter_map(|child| self.book_child(*child, days, dropped, slots)).collect()
    }

    fn book_child(
        &mut self,
        child: ChildId,
        days: &[NaiveDate],
        dropped: &[NaiveDate],
        slots: &SlotSet,
    ) -> Option<Outcome> {
        let name = self.books.child(child)?.first_name.clone();
        let mut results = Vec::new();
        for day in days {
            results.push(DayResult { day: *day, result: self.book_day(child, *day, slots)? });
        }
        let booked =
            |result: &DayResult| matches!(result.result, BookingResult::Requested | BookingResult::Waitlisted { .. });
        let request = if results.iter().any(booked) { self.request_number() } else { None };
        let slots = SlotNames::of(slots, &self.books.programme);
        Some(Outcome::Booked { request, child: name, slots, days: results, dropped: dropped.to_vec() })
    }

    /// `None` when the sender has no family to book for.
    fn book_day(&mut self, child: ChildId, day: NaiveDate, slots: &SlotSet) -> Option<BookingResult> {
        let family = self.books.child(child)?.family;
        if let Some(obstacle) = self.obstacle(child, day, slots) {
            return Some(obstacle);
        }
        let request = self.request_number()?;
        let id = self.books.take_booking_id();
        let state = if self.books.has_place(day, slots) {
            BookingState::Requested
        } else {
            BookingState::Waitlisted { since: self.context.received, by: WaitlistedBy::FullDay }
        };
        let booking = Booking { id, request, family, child, day, slots: slots.clone(), state };
        self.put(booking.clone());
        Some(match self.books.rank(&booking) {
            Some(rank) => BookingResult::Waitlisted { rank },
            None => BookingResult::Requested,
        })
    }

    /// What stands against booking this day: nothing is written then.
    fn obstacle(&self, child: ChildId, day: NaiveDate, slots: &SlotSet) -> Option<BookingResult> {
        if day < self.today {
            return Some(BookingResult::Past);
        }
        let programme = &self.books.programme;
        let absent = programme.in_day_order(slots.iter().filter(|slot| !programme.runs(day, slot)));
        if !absent.is_empty() {
            return Some(BookingResult::NotOffered { slots: SlotNames::of(&absent, programme) });
        }
        let standing = self.books.bookings.values().find(|booking| {
            booking.child == child && booking.day == day && booking.state.is_living() && booking.slots.overlaps(slots)
        })?;
        Some(BookingResult::AlreadyBooked {
            request: standing.request,
            slots: SlotNames::of(&standing.slots, programme),
            state: standing.state.name(),
        })
    }
}
