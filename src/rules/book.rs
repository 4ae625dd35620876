//! Booking: a wish becomes a request, or a place on the waiting list, day by day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::answer::{BookingResult, DayResult, Outcome};
use super::decision::Desk;
use super::slot_names::SlotNames;
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
        children.iter().flat_map(|child| self.book_child(*child, days, dropped, slots)).collect()
    }

    /// One outcome for what was asked, and one for the slots that were still missing on days that had some already.
    fn book_child(
        &mut self,
        child: ChildId,
        days: &[NaiveDate],
        dropped: &[NaiveDate],
        slots: &SlotSet,
    ) -> Vec<Outcome> {
        let mut asked = Vec::new();
        let mut completed: BTreeMap<SlotSet, Vec<DayResult>> = BTreeMap::new();
        for day in days {
            let missing = self.missing_slots(child, *day, slots);
            asked.extend(self.book_day(child, *day, slots));
            if let Some(missing) = missing {
                let more = self.book_day(child, *day, &missing);
                completed.entry(missing).or_default().extend(more);
            }
        }
        let mut outcomes = vec![self.booked(child, slots, asked, dropped)];
        outcomes.extend(completed.into_iter().map(|(slots, days)| self.booked(child, &slots, days, &[])));
        outcomes
    }

    fn booked(&mut self, child: ChildId, slots: &SlotSet, days: Vec<DayResult>, dropped: &[NaiveDate]) -> Outcome {
        let is_new =
            |result: &DayResult| matches!(result.result, BookingResult::Requested | BookingResult::Waitlisted { .. });
        let request = if days.iter().any(is_new) { self.request_number() } else { None };
        let child = self.books.child(child).map(|child| child.first_name.clone()).unwrap_or_default();
        let slots = SlotNames::of(slots, &self.books.programme);
        Outcome::Booked { request, child, slots, days, dropped: dropped.to_vec() }
    }

    /// What a day that is booked in part lacks of `slots`; `None` when nothing is booked, or nothing is missing.
    fn missing_slots(&self, child: ChildId, day: NaiveDate, slots: &SlotSet) -> Option<SlotSet> {
        let standing = self.books.bookings.values().filter(|booking| {
            booking.child == child && booking.day == day && booking.state.is_living() && booking.slots.overlaps(slots)
        });
        let missing = standing.fold(slots.clone(), |missing, booking| missing.difference(&booking.slots));
        (missing != *slots && !missing.is_empty()).then_some(missing)
    }

    /// `None` when the sender has no family to book for.
    fn book_day(&mut self, child: ChildId, day: NaiveDate, slots: &SlotSet) -> Option<DayResult> {
        let family = self.books.child(child)?.family;
        if let Some(result) = self.obstacle(child, day, slots) {
            return Some(DayResult { day, result });
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
        let result = match self.books.rank(&booking) {
            Some(rank) => BookingResult::Waitlisted { rank },
            None => BookingResult::Requested,
        };
        Some(DayResult { day, result })
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
            state: standing.state.told_name(),
        })
    }
}
