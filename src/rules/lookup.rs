//! What the books answer to those who only ask: bookings, ranks, reasons, places, who comes, a family's file.

use chrono::NaiveDate;

use super::answer::{About, DayPlaces, FamilyFile, Outcome, PlacesOn, RosterDay, RosterRow, SlotCount, SlotPlaces};
use super::command::Errand;
use super::decision::Desk;
use super::sight::{days_named, days_shown};
use super::slot_names::SlotNames;
use crate::domain::{Actor, Booking, BookingState, ChildId, Family, Places, RequestNumber, SlotCode, SlotSet};
use crate::grammar::{Detail, letters};

/// Which of the family's bookings are asked about; what is empty leaves nothing out.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    children: Vec<ChildId>,
    days: Vec<NaiveDate>,
    requests: Vec<RequestNumber>,
}

impl Wanted {
    pub fn of(errand: &Errand, today: NaiveDate) -> Self {
        Self { children: errand.children.clone(), days: days_named(errand, today), requests: errand.requests.clone() }
    }

    const fn is_all(&self) -> bool {
        self.children.is_empty() && self.days.is_empty() && self.requests.is_empty()
    }

    /// What is over is shown only where its day or its request is named.
    fn includes(&self, booking: &Booking, today: NaiveDate) -> bool {
        let is_named = !(self.days.is_empty() && self.requests.is_empty());
        (self.children.is_empty() || self.children.contains(&booking.child))
            && (self.days.is_empty() || self.days.contains(&booking.day))
            && (self.requests.is_empty() || self.requests.contains(&booking.request))
            && (is_named || booking.day >= today)
    }
}

impl Desk<'_> {
    /// The family's bookings: all from today on, or those that are asked about.
    pub(super) fn status(&self, wanted: Wanted) -> Outcome {
        let rows = self.own(&wanted).into_iter().map(|booking| self.status_row(booking)).collect();
        let named = |child: &ChildId| self.books.child(*child).map(|child| child.first_name.clone());
        let about = (!wanted.is_all()).then(|| About {
            children: wanted.children.iter().filter_map(named).collect(),
            days: wanted.days,
            requests: wanted.requests,
        });
        Outcome::Status { rows, about }
    }

    /// Where the children stand on the waiting lists.
    pub(super) fn ranks(&self, wanted: &Wanted) -> Outcome {
        let waits =
            |booking: &&Booking| booking.day >= self.today && matches!(booking.state, BookingState::Waitlisted { .. });
        Outcome::Ranks {
            rows: self.own(wanted).into_iter().filter(waits).map(|booking| self.status_row(booking)).collect(),
        }
    }

    /// Why the named bookings were refused or still wait, where that is known of each of them.
    pub(super) fn reasons(&self, wanted: &Wanted) -> Option<Outcome> {
        if wanted.is_all() || self.is_director() {
            return None;
        }
        let is_in_question = |booking: &&Booking| {
            matches!(booking.state, BookingState::Refused { .. } | BookingState::Waitlisted { .. })
        };
        let rows: Vec<_> =
            self.own(wanted).into_iter().filter(is_in_question).map(|booking| self.status_row(booking)).collect();
        let are_known = rows.iter().all(|row| row.rank.is_some() || row.reason.is_some());
        (are_known && !rows.is_empty()).then_some(Outcome::Reasons { rows })
    }

    /// The family's own bookings that are asked about, in the order of days and children.
    fn own(&self, wanted: &Wanted) -> Vec<&Booking> {
        let Actor::Guardian { family, .. } = self.context.actor else { return Vec::new() };
        let mut own: Vec<&Booking> = self
            .books
            .bookings
            .values()
            .filter(|booking| booking.family == family && booking.state != BookingState::Withdrawn)
            .filter(|booking| wanted.includes(booking, self.today))
            .collect();
        own.sort_by_key(|booking| (booking.day, booking.child, booking.id));
        own
    }

    /// Places left, day by day.
    pub(super) fn places(&self, errand: &Errand) -> Outcome {
        let (days, hidden) = days_shown(errand, &self.books.programme, self.today);
        let days = days.into_iter().map(|day| PlacesOn { day, places: self.places_on(day, errand.slots.as_ref()) });
        let named = errand.children.first().and_then(|child| self.books.child(*child));
        let eldest = self.books.family.as_ref().and_then(|family| family.children.first());
        Outcome::Places {
            days: days.collect(),
            hidden,
            child: named.or(eldest).map(|child| child.first_name.clone()),
            slots: errand.slots.as_ref().map(|slots| SlotNames::of(slots, &self.books.programme)),
        }
    }

    fn places_on(&self, day: NaiveDate, asked: Option<&SlotSet>) -> DayPlaces {
        let programme = &self.books.programme;
        if day < self.today {
            return DayPlaces::Past;
        }
        let all = programme.services().iter().flat_map(|service| &service.slots).map(|slot| &slot.code);
        let running = all.filter(|code| programme.runs(day, code));
        let shown: Vec<&SlotCode> = running.filter(|code| asked.is_none_or(|asked| asked.contains(code))).collect();
        let left = |code: &SlotCode| self.books.places_left_in(day, code);
        let Some(first) = shown.first() else { return DayPlaces::Closed };
        let together = programme.in_day_order(shown.iter().copied());
        // A day whose parts all have the same places left is told in one word.
        let slots = if shown.iter().all(|code| left(code) == left(first)) {
            vec![SlotPlaces { slots: SlotNames::of(&together, programme), left: left(first) }]
        } else {
            let alone = |code: &&SlotCode| SlotNames::of(&programme.in_day_order([*code]), programme);
            shown.iter().map(|code| SlotPlaces { slots: alone(code), left: left(code) }).collect()
        };
        DayPlaces::Open { slots }
    }

    /// Who is booked on the named days, or on the next open one.
    pub(super) fn roster(&self, errand: &Errand) -> Outcome {
        let (days, hidden) = days_shown(errand, &self.books.programme, self.today);
        Outcome::Roster {
            days: days.into_iter().map(|day| self.roster_day(day, errand.slots.as_ref())).collect(),
            hidden,
        }
    }

    fn roster_day(&self, day: NaiveDate, asked: Option<&SlotSet>) -> RosterDay {
        let programme = &self.books.programme;
        let of_day = || {
            let bookings = self.books.bookings.values().filter(|booking| booking.day == day);
            bookings.filter(|booking| asked.is_none_or(|asked| asked.overlaps(&booking.slots)))
        };
        let comes = |booking: &&Booking| {
            matches!(booking.state, BookingState::Accepted { .. } | BookingState::CancelRequested { .. })
        };
        let mut rows: Vec<RosterRow> = of_day().filter(comes).map(|booking| self.roster_row(booking)).collect();
        rows.sort();
        let count = |code: &SlotCode| of_day().filter(comes).filter(|booking| booking.slots.contains(code)).count();
        let slots = programme.services().iter().flat_map(|service| &service.slots).map(|slot| &slot.code);
        let counts = slots.filter(|code| programme.runs(day, code)).map(|code| SlotCount {
            slots: SlotNames::of(&programme.in_day_order([code]), programme),
            count: count(code),
            places: match programme.places(day, code) {
                Some(Places::Limited(places)) => Some(places),
                _ => None,
            },
        });
        RosterDay {
            day,
            is_open: programme.is_open(day),
            counts: counts.collect(),
            undecided: of_day().filter(|booking| matches!(booking.state, BookingState::Requested)).count(),
            rows,
        }
    }

    fn roster_row(&self, booking: &Booking) -> RosterRow {
        RosterRow {
            child: self.full_name(booking),
            age: self.books.child(booking.child).map_or(0, |child| child.age_on(booking.day)),
            slots: SlotNames::of(&booking.slots, &self.books.programme),
            state: booking.state.told_name(),
        }
    }

    /// The families of that name, with their children and their bookings from today on.
    pub(super) fn families(&self, errand: &Errand) -> Outcome {
        let name = errand.details.get(&Detail::Family).cloned();
        let wanted = name.as_deref().map(letters).unwrap_or_default();
        let is_meant = |family: &&Family| {
            letters(&family.name) == wanted || family.name.split_whitespace().any(|word| letters(word) == wanted)
        };
        let families = self.books.families_seen.iter().filter(is_meant).map(|family| self.family_file(family));
        Outcome::Families { families: families.collect(), name }
    }

    fn family_file(&self, family: &Family) -> FamilyFile {
        let mut own: Vec<&Booking> = self
            .books
            .bookings
            .values()
            .filter(|booking| booking.family == family.id && booking.day >= self.today)
            .filter(|booking| booking.state != BookingState::Withdrawn)
            .collect();
        own.sort_by_key(|booking| (booking.day, booking.child, booking.id));
        FamilyFile {
            name: family.name.clone(),
            guardians: family.guardians.iter().map(|known| (known.name.clone(), known.address.clone())).collect(),
            children: family
                .children
                .iter()
                .map(|child| (child.first_name.clone(), child.age_on(self.today)))
                .collect(),
            rows: own.into_iter().map(|booking| self.status_row(booking)).collect(),
        }
    }
}
