//! What came of a whole message, in a subject and in counts.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use minijinja::Value;

use super::{Voice, decision};
use crate::domain::RequestNumber;
use crate::fault::Fault;
use crate::rules::{BookingResult, CancelResult, ListNeed, Outcome, SlotNames};

/// Counts in words, such as `2 demandes enregistrées, 1 réservation annulée`; the same name is counted once. Names are those of
/// the phrases.
pub(super) fn in_words(
    voice: &Voice,
    tallies: impl IntoIterator<Item = (&'static str, usize)>,
) -> Result<String, Fault> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for (name, count) in tallies {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += count,
            None => counts.push((name, count)),
        }
    }
    counts.retain(|(_, count)| *count > 0);
    if counts.is_empty() {
        counts.push(("nothing", 0));
    }
    let words = counts.into_iter().map(|(name, count)| voice.say(&format!("tally.{name}"), facts! { count }));
    Ok(words.collect::<Result<Vec<_>, _>>()?.join(", "))
}

/// The counts of a message.
pub(super) fn counts(voice: &Voice, outcomes: &[&Outcome]) -> Result<String, Fault> {
    let mut requests = BTreeSet::new();
    let mut decided = BTreeSet::new();
    let mut tallies = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Booked { request: Some(request), .. } => {
                tallies.push(("requests", usize::from(requests.insert(*request))));
            }
            Outcome::Decided { child, days, .. } => tallies.extend(decision::tallies(child, days, &mut decided)),
            other => tallies.extend(outcome_tallies(other)),
        }
    }
    in_words(voice, tallies)
}

fn outcome_tallies(outcome: &Outcome) -> Vec<(&'static str, usize)> {
    match outcome {
        // These are counted by `counts`, which knows what was counted before.
        Outcome::Booked { request: Some(_), .. } | Outcome::Decided { .. } => vec![],
        booked @ Outcome::Booked { .. } if is_booked_already(booked) => vec![("already_booked", 1)],
        Outcome::Booked { request: None, .. } => vec![("not_booked", 1)],
        Outcome::Cancelled { days, .. } => days.iter().map(|day| (cancel_name(day.result), 1)).collect(),
        Outcome::NothingBooked { .. } | Outcome::UnknownRequest { .. } | Outcome::RequestOver { .. } => {
            vec![("nothing_cancelled", 1)]
        }
        Outcome::Status { .. } => vec![("status", 1)],
        Outcome::Help { .. } => vec![("help", 1)],
        Outcome::Question(_) | Outcome::WhichQuestion { .. } => vec![("questions", 1)],
        Outcome::Ranks { .. } => vec![("ranks", 1)],
        Outcome::Reasons { .. } => vec![("reasons", 1)],
        Outcome::Places { .. } => vec![("places", 1)],
        Outcome::Roster { .. } => vec![("roster", 1)],
        Outcome::Families { .. } => vec![("families", 1)],
        Outcome::PassedOn { .. } => vec![("passed_on", 1)],
        Outcome::NotYet { .. } => vec![("not_yet", 1)],
        Outcome::ListLeft { undecided, .. } => vec![("undecided", undecided.len())],
        Outcome::ListNeeded { need: ListNeed::Asked, .. } => vec![("none_waits", 1)],
        Outcome::ListNeeded { .. } => vec![("no_list", 1)],
        Outcome::DraftOver { expired: true, .. } => vec![("draft_over", 1)],
        Outcome::DraftOver { expired: false, .. } => vec![("draft_answered", 1)],
        Outcome::DraftDropped { .. } => vec![("draft_dropped", 1)],
        Outcome::HandedOver { .. } => vec![("handed_over", 1)],
    }
}

/// Whether every day of a booking stands in the books already, and no more of it than is asked for.
pub(super) fn is_booked_already(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Booked { days, .. }
        if !days.is_empty() && days.iter().all(|day| matches!(day.result, BookingResult::AlreadyBooked { .. })))
        && !is_booked_otherwise(outcome)
}

/// Whether more of a day stands in the books than is asked for now: the parent may want it changed.
pub(super) fn is_booked_otherwise(outcome: &Outcome) -> bool {
    let Outcome::Booked { days, slots: asked, .. } = outcome else { return false };
    let more = |result: &BookingResult| match result {
        BookingResult::AlreadyBooked { slots, .. } => slots.slots.iter().any(|slot| !asked.slots.contains(slot)),
        _ => false,
    };
    days.iter().any(|day| more(&day.result))
}

/// The name of a result's phrases.
pub(super) const fn cancel_name(result: CancelResult) -> &'static str {
    match result {
        CancelResult::Withdrawn => "withdrawn",
        CancelResult::CancelRequested => "cancel_requested",
        CancelResult::AlreadyAsked => "already_asked",
    }
}

/// A subject that says more than the counts, where all of a message is of one kind.
pub(super) fn subject(voice: &Voice, outcomes: &[&Outcome]) -> Result<Option<String>, Fault> {
    let questions = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Question(_))).count();
    if questions > 0 && questions == outcomes.len() {
        return voice.say("subject.questions", facts! { count => questions }).map(Some);
    }
    if !outcomes.is_empty() && outcomes.iter().all(|outcome| matches!(outcome, Outcome::PassedOn { .. })) {
        return voice.say("subject.passed_on", facts! {}).map(Some);
    }
    let mut children: Vec<&String> = Vec::new();
    let mut days: BTreeSet<NaiveDate> = BTreeSet::new();
    let mut results: BTreeSet<&'static str> = BTreeSet::new();
    let mut slots = Vec::new();
    for outcome in outcomes {
        let Outcome::Cancelled { child, days: cancelled } = outcome else { return Ok(None) };
        if !children.contains(&child) {
            children.push(child);
        }
        days.extend(cancelled.iter().map(|day| day.day));
        slots.extend(cancelled.iter().map(|day| &day.slots));
        results.extend(cancelled.iter().map(|day| cancel_name(day.result)));
    }
    match (results.len(), results.first()) {
        (1, Some(result)) => {
            let slots = part_of_day(slots);
            voice.say(&format!("subject.{result}"), facts! { children, days, slots }).map(Some)
        }
        _ => Ok(None),
    }
}

/// The slots that all have in common, where they are less than a full day.
pub(super) fn part_of_day<'a>(slots: impl IntoIterator<Item = &'a SlotNames>) -> Option<&'a SlotNames> {
    let mut slots = slots.into_iter();
    let first = slots.next()?;
    (!first.full_day && slots.all(|others| others == first)).then_some(first)
}

/// The one request that the whole message made, for a subject that names it.
pub(super) fn only_request(outcomes: &[&Outcome]) -> Option<Value> {
    let mut only: Option<RequestNumber> = None;
    let mut children: Vec<&String> = Vec::new();
    let mut noted = BTreeSet::new();
    let mut waiting = BTreeSet::new();
    for outcome in outcomes.iter().filter(|outcome| !matches!(outcome, Outcome::PassedOn { .. })) {
        let Outcome::Booked { request: Some(request), child, days, .. } = outcome else { return None };
        if only.is_some_and(|known| known != *request) {
            return None;
        }
        only = Some(*request);
        if !children.contains(&child) {
            children.push(child);
        }
        let of =
            |wanted: fn(&BookingResult) -> bool| days.iter().filter(move |day| wanted(&day.result)).map(|day| day.day);
        noted.extend(of(|result| matches!(result, BookingResult::Requested | BookingResult::Waitlisted { .. })));
        waiting.extend(of(|result| matches!(result, BookingResult::Waitlisted { .. })));
    }
    only.map(|request| facts! { request, children, days => noted, waiting => waiting.len() })
}
