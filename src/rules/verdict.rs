//! The director's word on the lines of a list, booking by booking, and what the families are told of it.

use std::collections::BTreeSet;

use super::answer::{Answer, DecidedDay, DecisionResult, Letter, ListNeed, Notice, NoticeRow, Outcome, Reader};
use super::command::Extent;
use super::decision::Desk;
use super::list;
use super::slot_names::SlotNames;
use crate::domain::{
    Actor, Booking, BookingState, DirectorId, GuardianId, IllegalTransition, Language, ListLine, ListNumber, Person,
    Topic, WaitlistedBy,
};
use crate::grammar::VerdictKind;

/// What the director said of some lines.
pub(super) struct Word {
    pub kind: VerdictKind,
    pub extent: Extent,
    pub anyway: bool,
    pub reason: Option<String>,
}

impl Desk<'_> {
    /// Decides lines of a list, in the list's order whatever the order they were named in: who asked first comes first.
    pub(super) fn rule(&mut self, number: ListNumber, items: &[u32], word: &Word) -> Vec<Outcome> {
        let Actor::Director { id: director, .. } = self.context.actor else { return Vec::new() };
        let Some(list) = self.books.lists.get(&number).cloned() else {
            return self.need_list(ListNeed::Expired);
        };
        let chosen = list.lines.iter().filter(|line| items.contains(&line.number));
        let outcomes = chosen.map(|line| self.rule_line(number, line, word, director)).collect();
        self.ruled = Some(list);
        outcomes
    }

    /// Once the day is full, who was put aside although there was a place waits like the others: a place that is freed
    /// is offered to the director.
    pub(super) fn queue_who_was_put_aside(&mut self) {
        let aside =
            |booking: &&Booking| matches!(booking.state, BookingState::Waitlisted { by: WaitlistedBy::Aside, .. });
        let crowded = |booking: &&Booking| !self.books.has_place(booking.day, &booking.slots);
        let queued: Vec<Booking> = self.books.bookings.values().filter(aside).filter(crowded).cloned().collect();
        for mut booking in queued {
            if booking.waitlist(WaitlistedBy::Director, self.context.received).is_ok() {
                self.put(booking);
            }
        }
    }

    /// What is left of the list that was decided on, once for the whole message.
    pub(super) fn what_is_left(&self) -> Option<Outcome> {
        let list = self.ruled.as_ref()?;
        let undecided = list::undecided(&self.books, self.today);
        let left = list.lines.iter().filter(|line| line.bookings.iter().any(|id| undecided.contains(*id, line.topic)));
        Some(Outcome::ListLeft {
            list: list.number,
            undecided: left.map(|line| line.number).collect(),
            families_told: self.families_told(),
        })
    }

    fn families_told(&self) -> usize {
        let of = |guardian: &GuardianId| self.books.guardians.get(guardian).map(|guardian| guardian.family);
        self.told.keys().map(|(guardian, _)| of(guardian)).collect::<BTreeSet<_>>().len()
    }

    /// The letters to the families whose bookings were decided.
    pub(super) fn notices(&mut self) -> Vec<Answer> {
        let told = std::mem::take(&mut self.told);
        let notice = |((guardian, language), rows): (_, Vec<(_, NoticeRow)>)| {
            let rows = rows.into_iter().map(|(id, row)| NoticeRow {
                // The rank as it is when the whole message is done.
                rank: self.books.bookings.get(&id).and_then(|booking| self.books.rank(booking)),
                ..row
            });
            let rows: Vec<NoticeRow> = rows.collect();
            let newest = rows.iter().map(|row| row.request).max();
            let answers = newest.and_then(|number| self.books.requests.get(&number)?.message_id.clone());
            let name = self.name_of(Person::Guardian(guardian));
            let letter = Letter::Notice(Notice { name, language, answers, rows });
            Answer::new(Reader::Other(Person::Guardian(guardian)), letter)
        };
        told.into_iter().map(notice).collect()
    }

    fn rule_line(&mut self, list: ListNumber, line: &ListLine, word: &Word, director: DirectorId) -> Outcome {
        let bookings: Vec<Booking> =
            line.bookings.iter().filter_map(|id| self.books.bookings.get(id)).cloned().collect();
        let child = bookings.first().map(|booking| self.full_name(booking)).unwrap_or_default();
        let slots = bookings.first().map(|booking| booking.slots.clone()).unwrap_or_default();
        let days = bookings
            .into_iter()
            .map(|booking| DecidedDay {
                day: booking.day,
                result: self.rule_booking(booking, line.topic, word, director),
            })
            .collect();
        Outcome::Decided {
            list,
            line: line.number,
            kind: word.kind,
            child,
            slots: SlotNames::of(&slots, &self.books.programme),
            topic: line.topic,
            days,
            reason: word.reason.clone(),
        }
    }

    fn rule_booking(&mut self, mut booking: Booking, topic: Topic, word: &Word, by: DirectorId) -> DecisionResult {
        if booking.day < self.today && booking.state.is_living() {
            return DecisionResult::TooLate;
        }
        let waited = matches!(booking.state, BookingState::Waitlisted { .. });
        let outcome = match (&booking.state, word.kind) {
            (BookingState::CancelRequested { .. }, _) if topic != Topic::Cancellation => {
                return DecisionResult::AlreadyAccepted;
            }
            (BookingState::CancelRequested { .. }, VerdictKind::Approve) => {
                booking.grant_cancellation(by).map(|()| DecisionResult::CancellationGranted)
            }
            (BookingState::CancelRequested { .. }, VerdictKind::Refuse) => {
                booking.deny_cancellation().map(|()| DecisionResult::CancellationDenied)
            }
            (BookingState::CancelRequested { .. }, VerdictKind::Waitlist) => return DecisionResult::NotApplicable,
            (_, VerdictKind::Approve) => self.approve(&mut booking, word, by),
            (_, VerdictKind::Refuse) => booking.refuse(by, word.reason.clone()).map(|()| DecisionResult::Refused),
            (_, VerdictKind::Waitlist) => {
                let (by, result) = if self.books.has_place(booking.day, &booking.slots) {
                    (WaitlistedBy::Aside, DecisionResult::PutAside)
                } else {
                    (WaitlistedBy::Director, DecisionResult::Waitlisted)
                };
                booking.waitlist(by, self.context.received).map(|()| result)
            }
        };
        match outcome {
            Ok(result) if result != DecisionResult::FullAsked => {
                self.put(booking.clone());
                let waits_still = waited && matches!(booking.state, BookingState::Waitlisted { .. });
                if !waits_still {
                    self.tell(&booking, topic, result, word.reason.as_ref());
                }
                result
            }
            Ok(result) => result,
            Err(_) => already(&booking.state),
        }
    }

    /// Takes the child if there is a place, or the director insists. Without a place a line that was named asks; under a
    /// bare "ok" it goes to the waiting list, as the list had said.
    fn approve(&self, booking: &mut Booking, word: &Word, by: DirectorId) -> Result<DecisionResult, IllegalTransition> {
        let has_place = self.books.has_place(booking.day, &booking.slots);
        let undecided = matches!(booking.state, BookingState::Requested | BookingState::Waitlisted { .. });
        if has_place || !undecided {
            booking.accept(by, false).map(|()| DecisionResult::Accepted)
        } else if word.anyway {
            booking.accept(by, true).map(|()| DecisionResult::AcceptedAsException)
        } else if word.extent == Extent::Named {
            Ok(DecisionResult::FullAsked)
        } else {
            booking
                .waitlist(WaitlistedBy::Director, self.context.received)
                .map(|()| DecisionResult::WaitlistedBecauseFull)
        }
    }

    fn tell(&mut self, booking: &Booking, topic: Topic, result: DecisionResult, reason: Option<&String>) {
        let row = NoticeRow {
            request: booking.request,
            child: self.books.child(booking.child).map(|child| child.first_name.clone()).unwrap_or_default(),
            day: booking.day,
            slots: SlotNames::of(&booking.slots, &self.books.programme),
            result,
            rank: None,
            reason: reason.cloned(),
        };
        for reader in self.readers_of(booking, topic) {
            self.told.entry(reader).or_default().push((booking.id, row.clone()));
        }
    }

    /// Tells the guardian who asked for the place that another one cancelled it.
    pub(super) fn tell_who_asked(&mut self, booking: &Booking) {
        let asked = self.books.requests.get(&booking.request).map(|request| Person::Guardian(request.guardian));
        if asked.is_some_and(|guardian| guardian != self.sender) {
            self.tell(booking, Topic::Booking, DecisionResult::TakenBack, None);
        }
    }

    /// Who hears of a decision: who asked for the place; of a cancellation, which another guardian may have asked for, all.
    fn readers_of(&self, booking: &Booking, topic: Topic) -> Vec<(GuardianId, Language)> {
        let Some(request) = self.books.requests.get(&booking.request) else { return Vec::new() };
        let family = self.books.guardians.values().filter(|guardian| guardian.family == booking.family);
        let others = family.filter(|other| topic == Topic::Cancellation && other.id != request.guardian);
        let others = others.map(|other| (other.id, other.language));
        [(request.guardian, request.language)].into_iter().chain(others).collect()
    }

    pub(super) fn full_name(&self, booking: &Booking) -> String {
        self.books
            .child(booking.child)
            .map(|child| format!("{} {}", child.last_name, child.first_name))
            .unwrap_or_default()
    }
}

/// Why a word came too late.
const fn already(state: &BookingState) -> DecisionResult {
    match state {
        BookingState::Refused { .. } => DecisionResult::AlreadyRefused,
        BookingState::Cancelled { .. } => DecisionResult::AlreadyCancelled,
        BookingState::Withdrawn => DecisionResult::Withdrawn,
        BookingState::Requested
        | BookingState::Waitlisted { .. }
        | BookingState::Accepted { .. }
        | BookingState::CancelRequested { .. } => DecisionResult::AlreadyAccepted,
    }
}
