//! What a decision may read: the part of the books that concerns a message, as plain data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{Draft, Request};
use crate::domain::{
    Booking, BookingId, Child, ChildId, Director, DraftNumber, Family, Guardian, GuardianId, ListNumber, Programme,
    RequestList, RequestNumber, SlotCode, SlotSet,
};

/// The next numbers to give away; the write transaction makes them ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counters {
    pub booking: i64,
    pub request: i64,
    pub list: i64,
    pub draft: i64,
}

/// The books, as far as one message needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub zone: Tz,
    pub programme: Programme,
    pub directors: Vec<Director>,
    /// The sender's own.
    pub family: Option<Family>,
    /// Those that a director asks to see.
    pub families_seen: Vec<Family>,
    /// The sender's own bookings, all that is undecided or waits, what the answered list is about, and what a director
    /// asks to see.
    pub bookings: BTreeMap<BookingId, Booking>,
    /// The children of these bookings and of the sender's family.
    pub children: BTreeMap<ChildId, Child>,
    /// The requests of the sender's own bookings and of those that the answered list is about: what a decision may change.
    pub requests: BTreeMap<RequestNumber, Request>,
    /// What families wrote beside the requests of all bookings above.
    pub remarks: BTreeMap<RequestNumber, String>,
    /// The guardians of the families whose bookings a decision may change, who are told of it, and of the sender's.
    pub guardians: BTreeMap<GuardianId, Guardian>,
    /// Places held, for every day of the bookings above and of the message's commands.
    pub taken: BTreeMap<(NaiveDate, SlotCode), u32>,
    pub lists: BTreeMap<ListNumber, RequestList>,
    pub drafts: BTreeMap<DraftNumber, Draft>,
    /// Messages of the last days that stay unread in the mailbox until a person looks at them.
    pub left_unread: u32,
    pub counters: Counters,
}

impl Snapshot {
    #[must_use]
    pub fn child(&self, id: ChildId) -> Option<&Child> {
        self.children.get(&id)
    }

    /// Places left in the scarcest of `slots` on `day`; `None` when none of them has a limit. A slot that does not run
    /// has no place.
    #[must_use]
    pub fn places_left(&self, day: NaiveDate, slots: &SlotSet) -> Option<u32> {
        slots.iter().filter_map(|slot| self.places_left_in(day, slot)).min()
    }

    /// The same of one slot.
    pub(super) fn places_left_in(&self, day: NaiveDate, slot: &SlotCode) -> Option<u32> {
        match self.programme.places(day, slot) {
            Some(places) => places.left(self.taken_on(day, slot)),
            None => Some(0),
        }
    }

    /// Whether another child can be received.
    #[must_use]
    pub fn has_place(&self, day: NaiveDate, slots: &SlotSet) -> bool {
        self.places_left(day, slots).is_none_or(|left| left > 0)
    }

    /// The booking's place in the waiting list of its day, from 1; `None` when it does not wait. Those count before it
    /// that wait for one of its slots and asked earlier.
    #[must_use]
    pub fn rank(&self, booking: &Booking) -> Option<usize> {
        let since = booking.state.waits_since()?;
        let earlier = self.bookings.values().filter(|other| {
            other.day == booking.day
                && other.slots.overlaps(&booking.slots)
                && other.state.waits_since().is_some_and(|theirs| (theirs, other.id) < (since, booking.id))
        });
        Some(earlier.count() + 1)
    }

    /// The next booking number, given away.
    pub(super) fn take_booking_id(&mut self) -> BookingId {
        let id = BookingId(self.counters.booking);
        self.counters.booking += 1;
        id
    }

    /// Writes a booking and keeps the count of held places right.
    pub(super) fn put(&mut self, booking: Booking) {
        self.counters.booking = self.counters.booking.max(booking.id.0 + 1);
        if let Some(before) = self.bookings.get(&booking.id).cloned() {
            self.count_places(&before, false);
        }
        self.count_places(&booking, true);
        self.bookings.insert(booking.id, booking);
    }

    fn count_places(&mut self, booking: &Booking, add: bool) {
        if !booking.state.holds_place() {
            return;
        }
        for slot in booking.slots.iter() {
            let taken = self.taken.entry((booking.day, slot.clone())).or_default();
            *taken = if add { *taken + 1 } else { taken.saturating_sub(1) };
        }
    }

    fn taken_on(&self, day: NaiveDate, slot: &SlotCode) -> u32 {
        self.taken.get(&(day, slot.clone())).copied().unwrap_or(0)
    }
}
