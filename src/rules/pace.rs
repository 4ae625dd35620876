//! How often somebody is answered who has nothing done: bounds that end loops, and the words that a person needs of them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::domain::bounds;
use crate::message::Fate;

/// The fates of messages that were answered and changed nothing.
pub const COUNTED: [Fate; 8] = [
    Fate::Told,
    Fate::Asked,
    Fate::AskedConfirmation,
    Fate::NotUnderstood,
    Fate::Blank,
    Fate::FilesOnly,
    Fate::TooBig,
    Fate::UnknownSender,
];

/// A sender's messages before this one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// When those of the last 24 hours came that were answered and changed nothing ([`COUNTED`]), the newest first;
    /// as many as the bounds look at. A person stops after some; another machine does not.
    pub counted: Vec<DateTime<Utc>>,
    /// Those that got no answer, since the last one that got one.
    pub unanswered: Option<Unanswered>,
}

/// Messages that got no answer because there had been so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Unanswered {
    pub count: u32,
    /// When the first of them came.
    pub since: DateTime<Utc>,
}

/// What a letter says beside its own matter of messages that get no answer. There is no letter of its own for that: one
/// that nobody asked for would begin again what silence has ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pace {
    pub unanswered: Option<Unanswered>,
    /// Until then no message is answered that changes nothing.
    pub silent_until: Option<DateTime<Utc>>,
}

impl Recent {
    /// Whether a message that came at `now` and changes nothing gets no answer.
    pub(super) fn is_too_much(&self, now: DateTime<Utc>) -> bool {
        closed_until(&self.counted, now).is_some()
    }

    /// What the answer to a message that came at `now` and ended so says of others.
    pub(super) fn pace(&self, fate: Fate, now: DateTime<Utc>) -> Pace {
        let silent_until = COUNTED.contains(&fate).then(|| {
            let with_this: Vec<_> = [now].into_iter().chain(self.counted.iter().copied()).collect();
            closed_until(&with_this, now)
        });
        Pace { unanswered: self.unanswered, silent_until: silent_until.flatten() }
    }
}

/// Until when the bounds are reached by messages that were answered at these instants, the newest first.
fn closed_until(counted: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let bounds =
        [(bounds::LETTERS_IN_TEN_MINUTES, TimeDelta::minutes(10)), (bounds::LETTERS_IN_A_DAY, TimeDelta::days(1))];
    let reached = bounds.into_iter().filter_map(|(most, window)| Some(*counted.get(most.checked_sub(1)?)? + window));
    reached.filter(|until| *until > now).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        "2012-07-02T07:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
    }

    fn recent(minutes: impl IntoIterator<Item = i64>) -> Recent {
        Recent { counted: minutes.into_iter().map(at).collect(), unanswered: None }
    }

    #[test]
    fn the_fifth_letter_in_ten_minutes_is_the_last_until_the_first_is_ten_minutes_old() {
        let four = recent([4, 3, 2, 0]);
        assert!(!four.is_too_much(at(5)));
        assert_eq!(recent([3, 2, 0]).pace(Fate::Told, at(4)).silent_until, None);
        assert_eq!(four.pace(Fate::Told, at(5)).silent_until, Some(at(10)));
        let five = recent([5, 4, 3, 2, 0]);
        assert!(five.is_too_much(at(9)) && !five.is_too_much(at(10)));
        assert_eq!(four.pace(Fate::Acted, at(5)).silent_until, None, "what is done does not count");
    }

    #[test]
    fn the_tenth_in_a_day_is_the_last_until_the_first_is_a_day_old() {
        let nine = recent((0..9).rev().map(|hour| hour * 60));
        assert!(!nine.is_too_much(at(540)));
        assert_eq!(nine.pace(Fate::Asked, at(540)).silent_until, Some(at(24 * 60)));
        let ten = recent((0..10).rev().map(|hour| hour * 60));
        assert!(ten.is_too_much(at(24 * 60 - 1)) && !ten.is_too_much(at(24 * 60)));
    }
}
