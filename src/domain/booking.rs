//! One child, one day, its slots, and the states that such a booking may go through.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::family::identity;
use super::{ChildId, DirectorId, FamilyId, SlotSet};

identity!(BookingId);
identity!(
    /// The number that parents see: *demande n° 42*.
    RequestNumber
);

/// A child's slots on one day, and what has become of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    pub id: BookingId,
    pub request: RequestNumber,
    pub family: FamilyId,
    pub child: ChildId,
    pub day: NaiveDate,
    pub slots: SlotSet,
    pub state: BookingState,
}

/// Who put a booking on the waiting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitlistedBy {
    /// No place was left when it was asked for; the director has not spoken yet.
    FullDay,
    /// The director, because the day is full: a place that is freed is offered to the director again.
    Director,
    /// The director, although a place was left: it stays aside until the director takes it up.
    Aside,
}

/// Where a booking stands. A state carries its own facts; [`Booking`]'s methods are the only ways from one to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum BookingState {
    /// *En demande*: waits for the director.
    Requested,
    /// `exception`: the director went over the places with *quand même*; it does not count against them.
    Accepted {
        by: DirectorId,
        exception: bool,
    },
    /// *Liste d'attente*; `since` gives the rank.
    Waitlisted {
        since: DateTime<Utc>,
        by: WaitlistedBy,
    },
    Refused {
        by: DirectorId,
        reason: Option<String>,
    },
    /// Cancelled by the family before anything was decided.
    Withdrawn,
    /// *Demande d'annulation* of an accepted booking; it keeps its place until the director answers.
    CancelRequested {
        accepted_by: DirectorId,
        exception: bool,
        reason: Option<String>,
    },
    /// Cancelled with the director's agreement.
    Cancelled {
        by: DirectorId,
    },
}

/// A step that the booking's life does not have; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a booking that is {from} cannot become {to}")]
pub struct IllegalTransition {
    pub from: &'static str,
    pub to: &'static str,
}

impl BookingState {
    /// The state's name, as it is stored and as templates know it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Accepted { .. } => "accepted",
            Self::Waitlisted { .. } => "waitlisted",
            Self::Refused { .. } => "refused",
            Self::Withdrawn => "withdrawn",
            Self::CancelRequested { .. } => "cancel_requested",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// The name of what people are told of it: who was put aside although a place was left must not read *complet*.
    #[must_use]
    pub const fn told_name(&self) -> &'static str {
        match self {
            Self::Waitlisted { by: WaitlistedBy::Aside, .. } => "put_aside",
            _ => self.name(),
        }
    }

    /// Whether the booking may still bring the child to the centre.
    #[must_use]
    pub const fn is_living(&self) -> bool {
        matches!(self, Self::Requested | Self::Accepted { .. } | Self::Waitlisted { .. } | Self::CancelRequested { .. })
    }

    /// Since when it waits for a place to be freed. Who was put aside waits for the director's word alone.
    #[must_use]
    pub const fn waits_since(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Waitlisted { by: WaitlistedBy::Aside, .. } => None,
            Self::Waitlisted { since, .. } => Some(*since),
            _ => None,
        }
    }

    /// Whether it eats a place: accepted ones do, also while their cancellation is asked. Exceptions stand beside the
    /// places, so that *oversold* can mean: more than the places plus the exceptions.
    #[must_use]
    pub const fn holds_place(&self) -> bool {
        matches!(self, Self::Accepted { exception: false, .. } | Self::CancelRequested { exception: false, .. })
    }
}

impl Booking {
    /// The director takes the child: from *requested* or *waitlisted*.
    ///
    /// # Errors
    /// From any other state.
    pub fn accept(&mut self, by: DirectorId, exception: bool) -> Result<(), IllegalTransition> {
        match self.state {
            BookingState::Requested | BookingState::Waitlisted { .. } => {
                self.state = BookingState::Accepted { by, exception };
                Ok(())
            }
            _ => Err(self.refusal("accepted")),
        }
    }

    /// The director, or a full day, puts a request on the waiting list. A booking that waits already keeps its rank.
    ///
    /// # Errors
    /// From any state but *requested* and *waitlisted*.
    pub fn waitlist(&mut self, by: WaitlistedBy, at: DateTime<Utc>) -> Result<(), IllegalTransition> {
        let since = match self.state {
            BookingState::Requested => at,
            BookingState::Waitlisted { since, .. } => since,
            _ => return Err(self.refusal("waitlisted")),
        };
        self.state = BookingState::Waitlisted { since, by };
        Ok(())
    }

    /// The director says no: to a request, or to one that waits.
    ///
    /// # Errors
    /// From any other state.
    pub fn refuse(&mut self, by: DirectorId, reason: Option<String>) -> Result<(), IllegalTransition> {
        match self.state {
            BookingState::Requested | BookingState::Waitlisted { .. } => {
                self.state = BookingState::Refused { by, reason };
                Ok(())
            }
            _ => Err(self.refusal("refused")),
        }
    }

    /// The family no longer needs it: at once while undecided, as a request to the director once accepted.
    ///
    /// # Errors
    /// When it is over already, or its cancellation is asked already.
    pub fn cancel_by_family(&mut self, reason: Option<String>) -> Result<(), IllegalTransition> {
        match self.state {
            BookingState::Requested | BookingState::Waitlisted { .. } => self.state = BookingState::Withdrawn,
            BookingState::Accepted { by, exception } => {
                self.state = BookingState::CancelRequested { accepted_by: by, exception, reason };
            }
            _ => return Err(self.refusal("withdrawn")),
        }
        Ok(())
    }

    /// The director agrees to the cancellation that was asked.
    ///
    /// # Errors
    /// When none was asked.
    pub fn grant_cancellation(&mut self, by: DirectorId) -> Result<(), IllegalTransition> {
        match self.state {
            BookingState::CancelRequested { .. } => {
                self.state = BookingState::Cancelled { by };
                Ok(())
            }
            _ => Err(self.refusal("cancelled")),
        }
    }

    /// The director refuses the cancellation that was asked: the booking stands as it was.
    ///
    /// # Errors
    /// When none was asked.
    pub fn deny_cancellation(&mut self) -> Result<(), IllegalTransition> {
        match self.state {
            BookingState::CancelRequested { accepted_by, exception, .. } => {
                self.state = BookingState::Accepted { by: accepted_by, exception };
                Ok(())
            }
            _ => Err(self.refusal("accepted again")),
        }
    }

    /// Takes `slots` out into a booking of their own (`id`), so that a part can be cancelled and the rest kept.
    ///
    /// `None` when nothing or everything would be taken: then the booking itself is meant.
    pub fn split_off(&mut self, slots: &SlotSet, id: BookingId) -> Option<Self> {
        let taken = self.slots.intersection(slots);
        let kept = self.slots.difference(slots);
        if taken.is_empty() || kept.is_empty() {
            return None;
        }
        self.slots = kept;
        Some(Self { id, slots: taken, ..self.clone() })
    }

    fn refusal(&self, to: &'static str) -> IllegalTransition {
        IllegalTransition { from: self.state.name(), to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn booking() -> Booking {
        Booking {
            id: BookingId(1),
            request: RequestNumber(1),
            family: FamilyId(1),
            child: ChildId(1),
            day: NaiveDate::from_ymd_opt(2012, 7, 11).unwrap(),
            slots: SlotSet::from_text("morning+meal+afternoon"),
            state: BookingState::Requested,
        }
    }

    fn at(minute: i64) -> DateTime<Utc> {
        "2012-07-02T07:00:00Z".parse::<DateTime<Utc>>().unwrap() + chrono::TimeDelta::minutes(minute)
    }

    /// One step of the table, by number.
    fn step(booking: &mut Booking, step: u8, minute: i64) -> Result<(), IllegalTransition> {
        let director = DirectorId(1);
        match step {
            0 => booking.accept(director, false),
            1 => booking.waitlist(WaitlistedBy::Director, at(minute)),
            2 => booking.refuse(director, None),
            3 => booking.cancel_by_family(None),
            4 => booking.grant_cancellation(director),
            _ => booking.deny_cancellation(),
        }
    }

    proptest! {
        /// What is over stays over, a refused step changes nothing, and only the house plan's table is walked.
        #[test]
        fn only_the_table_is_walked(steps in proptest::collection::vec(0u8..6, 0..12)) {
            let mut booking = booking();
            for (minute, number) in steps.into_iter().enumerate() {
                let before = booking.clone();
                let outcome = step(&mut booking, number, i64::try_from(minute).unwrap());
                let pair = (before.state.name(), booking.state.name());
                if outcome.is_err() {
                    prop_assert_eq!(&before, &booking);
                } else {
                    prop_assert!(before.state.is_living());
                    prop_assert!([
                        ("requested", "accepted"), ("requested", "waitlisted"), ("requested", "refused"),
                        ("requested", "withdrawn"), ("waitlisted", "accepted"), ("waitlisted", "refused"),
                        ("waitlisted", "withdrawn"), ("waitlisted", "waitlisted"),
                        ("accepted", "cancel_requested"), ("cancel_requested", "cancelled"),
                        ("cancel_requested", "accepted"),
                    ].contains(&pair), "{:?}", pair);
                }
            }
        }
    }

    #[test]
    fn waiting_again_keeps_the_rank() {
        let mut booking = booking();
        booking.waitlist(WaitlistedBy::FullDay, at(0)).unwrap();
        booking.waitlist(WaitlistedBy::Director, at(9)).unwrap();
        assert_eq!(booking.state, BookingState::Waitlisted { since: at(0), by: WaitlistedBy::Director });
    }

    #[test]
    fn a_denied_cancellation_gives_back_the_exception() {
        let mut booking = booking();
        booking.accept(DirectorId(7), true).unwrap();
        booking.cancel_by_family(Some("malade".into())).unwrap();
        booking.deny_cancellation().unwrap();
        assert_eq!(booking.state, BookingState::Accepted { by: DirectorId(7), exception: true });
        assert!(!booking.state.holds_place());
    }

    #[test]
    fn a_part_can_be_taken_out() {
        let mut whole = booking();
        let part = whole.split_off(&SlotSet::from_text("morning"), BookingId(2)).unwrap();
        assert_eq!((whole.slots.to_text().as_str(), part.slots.to_text().as_str()), ("meal+afternoon", "morning"));
        assert_eq!((part.id, part.request), (BookingId(2), whole.request));
        assert!(part.clone().split_off(&SlotSet::from_text("morning"), BookingId(3)).is_none());
        assert!(whole.split_off(&SlotSet::from_text("morning"), BookingId(3)).is_none());
    }
}
