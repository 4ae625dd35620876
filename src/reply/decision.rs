//! What a director decided: told to the family, and back to the director.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::page::{Cell, Page, Row, Section, Table};
use super::{Voice, fact, filters, summary, typography};
use crate::domain::ListNumber;
use crate::fault::Fault;
use crate::rules::{DecidedDay, DecisionResult, Notice, NoticeRow, Outcome};

/// Characters that are shown of a reason.
const REASON: usize = 200;

/// The name of a result's phrases.
const fn name(result: DecisionResult) -> &'static str {
    match result {
        DecisionResult::Accepted => "accepted",
        DecisionResult::AcceptedAsException => "accepted_as_exception",
        DecisionResult::Waitlisted => "waitlisted",
        DecisionResult::PutAside => "put_aside",
        DecisionResult::WaitlistedBecauseFull => "waitlisted_because_full",
        DecisionResult::Refused => "refused",
        DecisionResult::CancellationGranted => "cancellation_granted",
        DecisionResult::TakenBack => "taken_back",
        DecisionResult::CancellationDenied => "cancellation_denied",
        DecisionResult::FullAsked => "full_asked",
        DecisionResult::NotApplicable => "not_applicable",
        DecisionResult::TooLate => "too_late",
        DecisionResult::AlreadyAccepted => "already_accepted",
        DecisionResult::AlreadyRefused => "already_refused",
        DecisionResult::AlreadyCancelled => "already_cancelled",
        DecisionResult::Withdrawn => "withdrawn",
    }
}

/// The state whose colour a result has.
const fn tone(result: DecisionResult) -> &'static str {
    match result {
        DecisionResult::Accepted
        | DecisionResult::AcceptedAsException
        | DecisionResult::CancellationDenied
        | DecisionResult::AlreadyAccepted => "accepted",
        DecisionResult::Waitlisted | DecisionResult::PutAside | DecisionResult::WaitlistedBecauseFull => "waitlisted",
        DecisionResult::Refused | DecisionResult::AlreadyRefused => "refused",
        DecisionResult::CancellationGranted
        | DecisionResult::TakenBack
        | DecisionResult::AlreadyCancelled
        | DecisionResult::Withdrawn => "cancelled",
        DecisionResult::FullAsked | DecisionResult::NotApplicable | DecisionResult::TooLate => "requested",
    }
}

/// The count that a result adds to.
const fn tally(result: DecisionResult) -> &'static str {
    match result {
        DecisionResult::Accepted | DecisionResult::AcceptedAsException => "accepted",
        DecisionResult::Waitlisted | DecisionResult::PutAside | DecisionResult::WaitlistedBecauseFull => "waitlisted",
        DecisionResult::Refused => "refused",
        DecisionResult::CancellationGranted => "cancellation_granted",
        DecisionResult::TakenBack => "withdrawn",
        DecisionResult::CancellationDenied => "cancellation_denied",
        _ => "not_decided",
    }
}

/// What a family's notice tells in one sentence: a count, but for who waits although the day is not full.
const fn theme(result: DecisionResult) -> &'static str {
    match result {
        DecisionResult::PutAside => "put_aside",
        DecisionResult::TakenBack => "taken_back",
        _ => tally(result),
    }
}

/// A child's day with the count that it adds to.
pub(super) type CountedDay<'a> = (&'static str, &'a str, NaiveDate);

/// The counts of a decided line: a child's day each, but for those that were `counted` before.
pub(super) fn tallies<'a>(
    child: &'a str,
    days: &[DecidedDay],
    counted: &mut BTreeSet<CountedDay<'a>>,
) -> Vec<(&'static str, usize)> {
    let new = |day: &&DecidedDay| counted.insert((tally(day.result), child, day.day));
    days.iter().filter(new).map(|day| (tally(day.result), 1)).collect()
}

/// Whether a result tells the family the director's reason, or word.
fn tells_reason(result: DecisionResult) -> bool {
    tally(result) != "not_decided"
}

/// What was decided on a list, back to the director.
pub(super) fn decided(voice: &Voice, list: ListNumber, group: &[Outcome]) -> Result<Section, Fault> {
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    let mut counts = Vec::new();
    let mut counted = BTreeSet::new();
    let mut next = None;
    for outcome in group {
        match outcome {
            Outcome::Decided { child, days, .. } => {
                let (own_rows, own_notes) = decided_line(voice, outcome, days)?;
                rows.extend(own_rows);
                notes.extend(own_notes);
                counts.extend(tallies(child, days, &mut counted));
            }
            left => next = Some(voice.say("outcome.list_left.head", fact(left))?),
        }
    }
    let summary = summary::in_words(voice, counts)?;
    Ok(Section {
        head: Some(voice.say("outcome.decided.head", facts! { list, summary })?),
        tables: vec![Table { rows, ..Table::default() }],
        notes,
        next: next.map(|words| typography::one_line(&words)),
        ..Section::default()
    })
}

/// A line's rows, one a result, and what is to be said of them.
fn decided_line(voice: &Voice, line: &Outcome, days: &[DecidedDay]) -> Result<(Vec<Row>, Vec<String>), Fault> {
    let (mut rows, mut notes) = (Vec::new(), Vec::new());
    let Outcome::Decided { line: number, child, slots, topic, reason, .. } = line else { return Ok((rows, notes)) };
    for group in days.chunk_by(|one, next| one.result == next.result) {
        let Some(result) = group.first().map(|day| day.result) else { continue };
        let days: Vec<_> = group.iter().map(|day| day.day).collect();
        let facts = facts! { line => number, child, slots, topic, days };
        rows.push(Row::from(vec![
            Cell::plain(voice.say("word.line", facts.clone())?),
            Cell::plain(voice.say("word.days_and_slots", facts.clone())?),
            Cell::toned(voice.say(&format!("decision.{}.director", name(result)), facts.clone())?, tone(result)),
        ]));
        let note = voice.say(&format!("decision.{}.note", name(result)), facts)?;
        notes.extend((!note.is_empty()).then_some(note));
    }
    if let Some(reason) = reason
        && days.iter().any(|day| tells_reason(day.result))
    {
        let reason = typography::shortened(&typography::quoted(reason), REASON);
        notes.push(voice.say("outcome.decided.reason", facts! { line => number, reason })?);
    }
    Ok((rows, notes))
}

/// What was decided, to the family.
pub(super) fn notice(voice: &Voice, notice: &Notice) -> Result<Page, Fault> {
    let mut tables: Vec<Table> = Vec::new();
    for row in &notice.rows {
        let shown = notice_row(voice, row)?;
        match tables.iter_mut().find(|table| table.caption.as_ref() == Some(&row.child)) {
            Some(table) => table.rows.push(shown),
            None => tables.push(Table { caption: Some(row.child.clone()), rows: vec![shown], ..Table::default() }),
        }
    }
    let groups = groups(notice);
    let decided = distinct(notice.rows.iter().map(|row| (tally(row.result), &row.child, row.day)));
    let counts = decided.into_iter().map(|(name, ..)| (name, 1));
    let children = distinct(notice.rows.iter().map(|row| &row.child));
    let facts = facts! { children, summary => summary::in_words(voice, counts)? };
    let (lead, subject) = match groups.as_slice() {
        [(key, rows)] => (say_group(voice, key, rows, "head")?, say_group(voice, key, rows, "subject")?),
        _ => (voice.say("notice.lead", facts.clone())?, voice.say("notice.subject", facts)?),
    };
    let mut notes = Vec::new();
    for (key, rows) in &groups {
        if groups.len() > 1 && *key != "accepted" {
            notes.push(filters::upper_first(&say_group(voice, key, rows, "head")?));
        }
        let next = say_group(voice, key, rows, "next")?;
        if !(next.is_empty() || notes.contains(&next)) {
            notes.push(next);
        }
    }
    Ok(Page {
        name: notice.name.clone(),
        lead,
        sections: vec![Section { tables, notes, ..Section::default() }],
        facts: facts! { subject, requests => distinct(notice.rows.iter().map(|row| row.request)) },
        ..Page::default()
    })
}

/// A phrase about the rows that were decided alike.
fn say_group(voice: &Voice, key: &str, rows: &[&NoticeRow], part: &str) -> Result<String, Fault> {
    let children = distinct(rows.iter().map(|row| &row.child));
    let days: BTreeSet<_> = rows.iter().map(|row| row.day).collect();
    let slots = summary::part_of_day(rows.iter().map(|row| &row.slots));
    voice.say(&format!("notice.{key}.{part}"), facts! { children, days, slots })
}

fn notice_row(voice: &Voice, row: &NoticeRow) -> Result<Row, Fault> {
    let reason = row.reason.as_deref().map(|reason| typography::shortened(&typography::quoted(reason), REASON));
    let facts = facts! { slots => row.slots, day => row.day, rank => row.rank, reason };
    Ok(vec![
        Cell::plain(voice.say("date.short_of", facts.clone())?),
        Cell::plain(voice.say("word.slots", facts.clone())?),
        Cell::toned(voice.say(&format!("decision.{}.family", name(row.result)), facts)?, tone(row.result)),
        Cell::plain(voice.say("word.request", facts! { request => row.request })?),
    ]
    .into())
}

/// The rows by what was decided, in the order of the first of each.
fn groups(notice: &Notice) -> Vec<(&'static str, Vec<&NoticeRow>)> {
    let mut groups: Vec<(&'static str, Vec<&NoticeRow>)> = Vec::new();
    for row in &notice.rows {
        match groups.iter_mut().find(|(key, _)| *key == theme(row.result)) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((theme(row.result), vec![row])),
        }
    }
    groups
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
