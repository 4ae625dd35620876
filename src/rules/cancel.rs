//! Cancelling: at once while undecided, as a line on the director's next list once accepted.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::answer::{CancelResult, CancelledDay, Outcome};
use super::command::{Cancellation, Command, Meant, Plan, Step};
use super::decision::Desk;
use super::open::{Open, wanted};
use super::slot_names::SlotNames;
use crate::domain::bounds::CHOICES;
use crate::domain::{Actor, Booking, BookingId, BookingState, ChildId, FamilyId, RequestNumber, SlotSet};
use crate::grammar::{Cause, Suggestion, Wanted};

impl Desk<'_> {
    /// Where the day of a cancellation is asked about, the days that are booked are offered; where none is, that is said.
    pub(super) fn offering_bookings(&self, mut plan: Plan) -> Plan {
        let Actor::Guardian { family, .. } = self.context.actor else { return plan };
        for step in &mut plan.steps {
            let Step::Ask { quote, complaint, open } = step else { continue };
            if !complaint.cancels || wanted(&complaint.cause) != Some(Wanted::Day) {
                continue;
            }
            let children = self.children_meant(family, open.as_deref());
            let booked = self.days_booked(&children);
            if booked.is_empty() {
                let what = Cancellation::Days { children, days: Vec::new(), slots: None };
                let command = Command::Cancel { what, reason: None };
                *step = Step::Do(Meant { command, quote: std::mem::take(quote), inferred: Vec::new() });
                continue;
            }
            let is_booked = |offer: &Suggestion| matches!(offer, Suggestion::Day(day) if booked.contains(day));
            complaint.suggestions.retain(is_booked);
            if complaint.suggestions.is_empty() || complaint.cause == Cause::MissingDate {
                complaint.suggestions = booked.into_iter().take(CHOICES).map(Suggestion::Day).collect();
            }
        }
        plan
    }

    /// Whom a question is about; where that is not known, any child of the family.
    fn children_meant(&self, family: FamilyId, open: Option<&Open>) -> Vec<ChildId> {
        match open {
            Some(open) if !open.children.is_empty() => open.children.clone(),
            _ => self.books.children.values().filter(|child| child.family == family).map(|child| child.id).collect(),
        }
    }

    fn days_booked(&self, children: &[ChildId]) -> BTreeSet<NaiveDate> {
        let bookings = self.books.bookings.values();
        let meant = bookings.filter(|booking| children.contains(&booking.child) && self.can_cancel(booking));
        meant.map(|booking| booking.day).collect()
    }

    pub(super) fn cancel(&mut self, what: &Cancellation, reason: Option<&str>) -> Vec<Outcome> {
        let Actor::Guardian { family, .. } = self.context.actor else { return Vec::new() };
        match what {
            Cancellation::Requests(numbers) => {
                numbers.iter().flat_map(|number| self.cancel_request(family, *number, reason)).collect()
            }
            Cancellation::Days { children, days, slots } => {
                children.iter().flat_map(|child| self.cancel_days(*child, days, slots.as_ref(), reason)).collect()
            }
        }
    }

    fn cancel_request(&mut self, family: FamilyId, number: RequestNumber, reason: Option<&str>) -> Vec<Outcome> {
        let own: Vec<Booking> =
            self.books.bookings.values().filter(|booking| booking.family == family).cloned().collect();
        if !own.iter().any(|booking| booking.request == number) {
            let living = own.iter().filter(|booking| self.can_cancel(booking));
            let known: BTreeSet<RequestNumber> = living.map(|booking| booking.request).collect();
            let known = known.into_iter().collect();
            return vec![Outcome::UnknownRequest { number, known }];
        }
        let living: Vec<Booking> =
            own.into_iter().filter(|booking| booking.request == number && self.can_cancel(booking)).collect();
        if living.is_empty() {
            return vec![Outcome::RequestOver { number }];
        }
        self.cancel_all(living, reason)
    }

    fn cancel_days(
        &mut self,
        child: ChildId,
        days: &[NaiveDate],
        slots: Option<&SlotSet>,
        reason: Option<&str>,
    ) -> Vec<Outcome> {
        let concerns = |booking: &Booking| {
            booking.child == child
                && days.contains(&booking.day)
                && slots.is_none_or(|slots| booking.slots.overlaps(slots))
        };
        let meant: Vec<Booking> = self
            .books
            .bookings
            .values()
            .filter(|booking| concerns(booking) && self.can_cancel(booking))
            .cloned()
            .collect();
        if meant.is_empty() {
            let name = self.books.child(child).map(|child| child.first_name.clone()).unwrap_or_default();
            let slots = slots.map(|slots| SlotNames::of(slots, &self.books.programme));
            return vec![Outcome::NothingBooked { child: name, days: days.to_vec(), slots }];
        }
        let parts = meant.into_iter().map(|booking| self.part_of(booking, slots)).collect();
        self.cancel_all(parts, reason)
    }

    /// The part of a booking that is meant, split off into a booking of its own where the rest is kept.
    fn part_of(&mut self, mut booking: Booking, slots: Option<&SlotSet>) -> Booking {
        let Some(slots) = slots else { return booking };
        let next = BookingId(self.books.counters.booking);
        let Some(part) = booking.split_off(slots, next) else { return booking };
        self.put(booking);
        self.put(part.clone());
        part
    }

    /// One outcome a child, its days in order.
    fn cancel_all(&mut self, mut bookings: Vec<Booking>, reason: Option<&str>) -> Vec<Outcome> {
        bookings.sort_by_key(|booking| (booking.child, booking.day, booking.id));
        let mut outcomes: Vec<(ChildId, Vec<CancelledDay>)> = Vec::new();
        for booking in bookings {
            let child = booking.child;
            let day = self.cancel_booking(booking, reason);
            match outcomes.last_mut() {
                Some((same, days)) if *same == child => days.push(day),
                _ => outcomes.push((child, vec![day])),
            }
        }
        let named = |(child, days): (ChildId, Vec<CancelledDay>)| Outcome::Cancelled {
            child: self.books.child(child).map(|child| child.first_name.clone()).unwrap_or_default(),
            days,
        };
        outcomes.into_iter().map(named).collect()
    }

    fn cancel_booking(&mut self, mut booking: Booking, reason: Option<&str>) -> CancelledDay {
        let result = match booking.cancel_by_family(reason.map(str::to_owned)) {
            Err(_) => CancelResult::AlreadyAsked,
            Ok(()) if booking.state == BookingState::Withdrawn => CancelResult::Withdrawn,
            Ok(()) => CancelResult::CancelRequested,
        };
        let slots = SlotNames::of(&booking.slots, &self.books.programme);
        let day = CancelledDay { day: booking.day, slots, request: booking.request, result };
        if result == CancelResult::Withdrawn {
            self.tell_who_asked(&booking);
        }
        if result != CancelResult::AlreadyAsked {
            self.put(booking);
        }
        day
    }

    /// What is over, by its state or because the day is past, is not cancelled any more.
    fn can_cancel(&self, booking: &Booking) -> bool {
        booking.state.is_living() && booking.day >= self.today
    }
}
