//! What a message has ordered so far, and what of it a later sentence leaves in doubt.

use chrono::NaiveDate;

use super::command::{Cancellation, Command, Meant, Step};
use super::entry::Filled;
use crate::domain::{ChildId, SlotSet};

/// The children and days of a message's orders.
#[derive(Debug, Clone, Default)]
pub(super) struct Ordered {
    booked: Vec<(ChildId, NaiveDate, SlotSet)>,
    cancelled: Vec<(ChildId, NaiveDate)>,
    /// What is booked twice and differently, or may be taken back by what is asked about: none of it is done.
    disputed: Vec<(ChildId, NaiveDate)>,
}

impl Ordered {
    /// Notes a booking; `false` where it disputes an earlier one of the same child and day.
    pub fn book(&mut self, filled: &Filled, slots: &SlotSet) -> bool {
        let differs = |(child, day): (ChildId, NaiveDate)| {
            let mut same_day = self.booked.iter().filter(|(other, other_day, _)| (*other, *other_day) == (child, day));
            same_day.any(|(.., booked)| booked != slots && booked.overlaps(slots))
        };
        let disputed: Vec<_> = pairs(filled).filter(|pair| differs(*pair)).collect();
        let agrees = disputed.is_empty();
        if agrees {
            self.booked.extend(pairs(filled).map(|(child, day)| (child, day, slots.clone())));
        }
        self.disputed.extend(disputed);
        agrees
    }

    pub fn cancel(&mut self, filled: &Filled) {
        self.cancelled.extend(pairs(filled));
    }

    /// Leaves in doubt what was ordered of the children and days that are `meant` by something that is asked about.
    pub fn dispute(&mut self, meant: impl Fn(ChildId, NaiveDate) -> bool) {
        let booked = self.booked.iter().map(|(child, day, _)| (*child, *day));
        let disputed = booked.chain(self.cancelled.iter().copied()).filter(|(child, day)| meant(*child, *day));
        self.disputed.extend(disputed);
    }

    /// Whether a step orders what is in doubt.
    pub fn is_disputed(&self, step: &Step) -> bool {
        let Step::Do(Meant { command, .. }) = step else { return false };
        let (Command::Book { children, days, .. }
        | Command::Cancel { what: Cancellation::Days { children, days, .. }, .. }) = command
        else {
            return false;
        };
        self.disputed.iter().any(|(child, day)| children.contains(child) && days.contains(day))
    }
}

fn pairs(filled: &Filled) -> impl Iterator<Item = (ChildId, NaiveDate)> {
    filled.children.iter().flat_map(|child| filled.days.iter().map(|day| (*child, *day)))
}
