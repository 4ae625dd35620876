//! Sending: the outbox's own loop. What is queued is final; it is only sent, again where need be.

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;
use crate::crash;
use crate::fault::Fault;
use crate::message::{GivenUp, Undelivered};
use crate::store::{Queued, Store, Verdict};
use crate::transport::{Outlet, SendError};

/// Pauses after a temporary refusal, in minutes; the last one repeats (RFC 5321 §4.5.4.1).
const PAUSES: [i64; 5] = [5, 15, 30, 60, 120];
/// A letter that could not be sent for so long is given up (RFC 5321 §4.5.4.1).
const GIVE_UP: TimeDelta = TimeDelta::days(5);
/// A letter that may have arrived is sent once more after this time: the same bytes, so that readers see one.
const UNCERTAIN_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// Sends what the outbox holds.
pub struct Delivery<C, O> {
    pub store: Store,
    pub outlet: O,
    pub clock: C,
}

impl<C: Clock, O: Outlet> Delivery<C, O> {
    /// Sends the letter that is due longest; `false` when none is due.
    ///
    /// # Errors
    /// The database does not answer. A server that refuses is no fault: the letter waits.
    pub async fn deliver_next(&self) -> Result<bool, Fault> {
        let Some(queued) = self.store.next_letter(self.clock.now()).await? else { return Ok(false) };
        crash::point("before-sending").await;
        let outcome = self.outlet.send(&queued.letter, queued.queued).await;
        crash::point("after-sending").await;
        let verdict = verdict(&queued, outcome, self.clock.now());
        match &verdict {
            Verdict::Sent => tracing::info!(letter = queued.id, "sent"),
            Verdict::Later(due, error) => tracing::warn!(letter = queued.id, %due, error, "not sent yet"),
            Verdict::Dead(letter) => tracing::error!(letter = queued.id, error = letter.error, "given up"),
        }
        self.store.note_attempt(queued.id, &verdict).await?;
        Ok(true)
    }
}

fn verdict(queued: &Queued, outcome: Result<(), SendError>, now: DateTime<Utc>) -> Verdict {
    match outcome {
        Ok(()) => Verdict::Sent,
        Err(error @ SendError::Temporary(_)) if now - queued.queued <= GIVE_UP => {
            Verdict::Later(now + pause(queued.attempts), error.to_string())
        }
        Err(error @ SendError::Uncertain(_)) if queued.attempts == 0 => {
            Verdict::Later(now + UNCERTAIN_PAUSE, error.to_string())
        }
        Err(error) => Verdict::Dead(Undelivered {
            to: queued.letter.to.clone(),
            subject: queued.letter.subject.clone(),
            written: queued.queued,
            given_up: now,
            cause: match error {
                SendError::Permanent(_) => GivenUp::Refused,
                SendError::Temporary(_) => GivenUp::Exhausted,
                SendError::Uncertain(_) => GivenUp::Uncertain,
            },
            error: error.to_string(),
        }),
    }
}

fn pause(attempts: i64) -> TimeDelta {
    let index = usize::try_from(attempts).unwrap_or(usize::MAX);
    let longest = PAUSES.last().copied().unwrap_or(120);
    TimeDelta::minutes(PAUSES.get(index).copied().unwrap_or(longest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::message::Outgoing;

    fn queued(attempts: i64) -> Queued {
        let letter = Outgoing {
            to: "marie@example.org".parse().unwrap(),
            language: Language::FR,
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            message_id: "1@example.org".into(),
            in_reply_to: None,
            references: Vec::new(),
        };
        Queued { id: 1, letter, queued: at(0), attempts }
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        "2012-07-02T07:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
    }

    #[test]
    fn pauses_grow_until_the_letter_is_given_up() {
        let refused = || Err(SendError::Temporary("451".into()));
        let due = |attempts, now| match verdict(&queued(attempts), refused(), at(now)) {
            Verdict::Later(due, _) => Some((due - at(now)).num_minutes()),
            _ => None,
        };
        assert_eq!([0, 1, 2, 3, 4, 40].map(|attempts| due(attempts, 10)), [5, 15, 30, 60, 120, 120].map(Some));
        assert_eq!(due(60, 5 * 24 * 60 + 1), None);
        let dead = verdict(&queued(60), refused(), at(5 * 24 * 60 + 1));
        assert!(matches!(dead, Verdict::Dead(Undelivered { cause: GivenUp::Exhausted, .. })), "{dead:?}");
    }

    #[test]
    fn a_letter_that_may_have_arrived_is_sent_once_more_at_most() {
        let lost = || Err(SendError::Uncertain("no answer after the final dot".into()));
        assert!(matches!(verdict(&queued(0), lost(), at(0)), Verdict::Later(due, _) if due == at(15)));
        let dead = verdict(&queued(1), lost(), at(15));
        assert!(matches!(dead, Verdict::Dead(Undelivered { cause: GivenUp::Uncertain, .. })), "{dead:?}");
    }

    #[test]
    fn a_refusal_for_good_is_not_repeated() {
        let refused = Err(SendError::Permanent("550".into()));
        let dead = Undelivered {
            to: queued(0).letter.to,
            subject: String::new(),
            written: at(0),
            given_up: at(3),
            cause: GivenUp::Refused,
            error: "refused: 550".into(),
        };
        assert_eq!(verdict(&queued(0), refused, at(3)), Verdict::Dead(dead));
    }
}
