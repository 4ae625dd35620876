//! The answer to a message: each understood line, what came of it, and the counts of it all.

use chrono::NaiveDate;

use super::page::{Cell, Page, Reply, Section, Table};
use super::{Voice, books, confirmation, decision, errand, fact, places, question, summary, typography};
use crate::domain::RequestNumber;
use crate::fault::Fault;
use crate::grammar::{Role, Topic, examples};
use crate::rules::{BookingResult, CancelResult, CancelledDay, DayResult, Outcome, SlotNames};
use crate::rules::{Transcript, TranscriptEntry};

/// Characters that are shown of a line.
const QUOTE: usize = 120;
/// Lines without a meaning that are named; more of them are a letter to a person.
const UNREAD: usize = 3;
/// What a parent can write, in the order of the help.
const PARENT_HELP: [&str; 5] = ["book", "cancel", "status", "places", "help"];
/// What a director can write.
const DIRECTOR_HELP: [&str; 11] =
    ["approve", "accept", "refuse", "waitlist", "except", "rest", "anyway", "list", "roster", "family", "help"];

/// What a section must know of the letter that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader {
    pub for_director: bool,
    /// Whether nothing else came of the message.
    pub alone: bool,
}

/// The letter's page.
pub(super) fn page(voice: &Voice, transcript: &Transcript) -> Result<Page, Fault> {
    let outcomes: Vec<&Outcome> = transcript.entries.iter().flat_map(|entry| &entry.outcomes).collect();
    let summary = summary::counts(voice, &outcomes)?;
    let reader = Reader { for_director: transcript.for_director, alone: outcomes.len() == 1 };
    let mut sections = Vec::new();
    for entry in &transcript.entries {
        sections.extend(entry_sections(voice, entry, reader)?);
    }
    let lead = match sections.as_mut_slice() {
        [only] => only.head.take(),
        _ => None,
    };
    sections.extend(unread(voice, transcript)?);
    Ok(Page {
        name: transcript.name.clone(),
        lead: match lead {
            Some(head) => head,
            None => voice.say("transcript.lead", facts! { summary })?,
        },
        sections,
        facts: facts! {
            summary,
            subject => summary::subject(voice, &outcomes)?,
            booked => summary::only_request(&outcomes),
            list => transcript.list(),
        },
        ..Page::default()
    })
}

/// What was passed over: nobody shall think that it was done.
fn unread(voice: &Voice, transcript: &Transcript) -> Result<Option<Section>, Fault> {
    if transcript.unread.is_empty() {
        return Ok(None);
    }
    let shown = |line: &String| typography::shortened(&typography::quoted(line), QUOTE);
    let lines: Vec<String> = transcript.unread.iter().take(UNREAD).map(shown).collect();
    let note = voice.say("transcript.unread", facts! { lines, passed_on => transcript.passed_on })?;
    Ok(Some(Section { notes: vec![note], ..Section::default() }))
}

/// A line's results; what follows from the same request, or the same list, stands together.
fn entry_sections(voice: &Voice, entry: &TranscriptEntry, reader: Reader) -> Result<Vec<Section>, Fault> {
    let mut sections = Vec::new();
    for group in entry.outcomes.chunk_by(belong_together) {
        sections.push(section(voice, group, reader)?);
    }
    if let Some(first) = sections.first_mut()
        && first.asked.is_none()
    {
        first.quote = entry.quote.as_deref().map(|quote| typography::shortened(&typography::quoted(quote), QUOTE));
    }
    if let Some(last) = sections.last_mut() {
        for inference in &entry.inferred {
            last.notes.push(voice.say("transcript.inferred", facts! { inference })?);
        }
    }
    Ok(sections)
}

fn belong_together(one: &Outcome, next: &Outcome) -> bool {
    match (one, next) {
        (Outcome::Booked { request: one, .. }, Outcome::Booked { request: next, .. }) => one == next,
        (
            Outcome::Decided { list: one, .. },
            Outcome::Decided { list: next, .. } | Outcome::ListLeft { list: next, .. },
        ) => one == next,
        (Outcome::Cancelled { .. }, Outcome::Cancelled { .. })
        | (Outcome::PassedOn { .. }, Outcome::PassedOn { .. }) => true,
        _ => false,
    }
}

fn section(voice: &Voice, group: &[Outcome], reader: Reader) -> Result<Section, Fault> {
    let Some(first) = group.first() else { return Ok(Section::default()) };
    match first {
        Outcome::Booked { request, .. } => booked(voice, *request, group),
        Outcome::Cancelled { .. } => cancelled(voice, group),
        Outcome::Status { rows, about } => books::status(voice, rows, about.as_ref()),
        Outcome::Ranks { rows } => books::ranks(voice, rows),
        Outcome::Reasons { rows } => books::reasons(voice, rows),
        Outcome::Places { days, hidden, child, slots } => {
            places::section(voice, days, *hidden, facts! { child, slots })
        }
        Outcome::PassedOn { .. } | Outcome::NotYet { .. } => errand::section(voice, group, reader),
        Outcome::Roster { days, hidden } => books::roster(voice, days, *hidden),
        Outcome::Families { name, families } => books::families(voice, name.as_deref(), families),
        Outcome::Help { children, days } => help(voice, children, days, reader),
        Outcome::Question(asked) => question::section(voice, asked, reader),
        Outcome::Decided { list, .. } => decision::decided(voice, *list, group),
        Outcome::WhichQuestion { questions } => which_question(voice, questions),
        _ => simple(voice, first),
    }
}

/// The questions that are open, each in the reader's own words.
fn which_question(voice: &Voice, questions: &[String]) -> Result<Section, Fault> {
    let one = |question: &String| {
        let question = typography::shortened(&typography::quoted(question), QUOTE);
        voice.say("outcome.which_question.one", facts! { question })
    };
    Ok(Section {
        head: Some(voice.say("outcome.which_question.head", facts! {})?),
        notes: questions.iter().map(one).collect::<Result<_, Fault>>()?,
        next: Some(voice.say("outcome.which_question.next", facts! {})?),
        ..Section::default()
    })
}

/// An outcome that is told in a sentence, and one more.
fn simple(voice: &Voice, outcome: &Outcome) -> Result<Section, Fault> {
    let facts = fact(outcome);
    let key = facts.get_attr("outcome").map(|name| name.to_string()).unwrap_or_default();
    let line = match outcome {
        Outcome::DraftOver { line: Some(command), .. } => Some(confirmation::held(voice, command)?),
        _ => None,
    };
    let quote = match outcome {
        Outcome::HandedOver { quote } => Some(typography::shortened(&typography::quoted(quote), QUOTE)),
        _ => None,
    };
    let facts = facts! { line, quote, ..facts };
    let next = voice.say(&format!("outcome.{key}.next"), facts.clone())?;
    Ok(Section {
        head: Some(voice.say(&format!("outcome.{key}.head"), facts)?),
        next: (!next.is_empty()).then_some(next),
        ..Section::default()
    })
}

fn booked(voice: &Voice, request: Option<RequestNumber>, group: &[Outcome]) -> Result<Section, Fault> {
    let mut tables = Vec::new();
    let mut notes = Vec::new();
    let (mut requested, mut waiting) = (0_usize, 0_usize);
    let mut closed = Vec::new();
    for outcome in group {
        let Outcome::Booked { child, slots, days, dropped, .. } = outcome else { continue };
        tables.push(booked_table(voice, child, slots, days)?);
        let waits: Vec<_> = days.iter().filter(|day| matches!(day.result, BookingResult::Waitlisted { .. })).collect();
        let waits: Vec<_> = waits.iter().map(|day| day.day).collect();
        requested += days.iter().filter(|day| day.result == BookingResult::Requested).count();
        waiting += waits.len();
        if !waits.is_empty() {
            notes.push(voice.say("outcome.booked.waiting", facts! { child, days => waits })?);
        }
        closed.extend(dropped.iter().copied().filter(|day| !closed.contains(day)).collect::<Vec<_>>());
    }
    if !closed.is_empty() {
        notes.push(voice.say("outcome.booked.dropped", facts! { days => closed })?);
    }
    if group.iter().any(summary::is_booked_otherwise) {
        notes.push(voice.say("outcome.booked.otherwise", facts! {})?);
    }
    let already = group.iter().all(summary::is_booked_already);
    let facts = facts! { request, requested, waiting, already };
    let next = voice.say("outcome.booked.next", facts.clone())?;
    Ok(Section {
        head: Some(voice.say("outcome.booked.head", facts)?),
        tables,
        notes,
        next: (!next.is_empty()).then_some(next),
        ..Section::default()
    })
}

fn booked_table(voice: &Voice, child: &str, slots: &SlotNames, days: &[DayResult]) -> Result<Table, Fault> {
    let rows = days.iter().map(|day| {
        let facts = fact(day);
        let tone = match &day.result {
            BookingResult::Requested => "requested",
            BookingResult::Waitlisted { .. } => "waitlisted",
            BookingResult::AlreadyBooked { state, .. } => state,
            BookingResult::NotOffered { .. } | BookingResult::Past => "closed",
        };
        let key = facts.get_attr("result").map(|name| name.to_string()).unwrap_or_default();
        let words = voice.say(&format!("result.{key}"), facts)?;
        Ok(vec![Cell::plain(voice.say("date.short_of", facts! { day => day.day })?), Cell::toned(words, tone)].into())
    });
    Ok(Table {
        caption: Some(voice.say("outcome.booked.caption", facts! { child, slots })?),
        rows: rows.collect::<Result<_, Fault>>()?,
        ..Table::default()
    })
}

fn cancelled(voice: &Voice, group: &[Outcome]) -> Result<Section, Fault> {
    let mut tables = Vec::new();
    let mut all: Vec<&CancelledDay> = Vec::new();
    for outcome in group {
        let Outcome::Cancelled { child, days } = outcome else { continue };
        let rows = days.iter().map(|day| {
            let key = summary::cancel_name(day.result);
            let tone = if day.result == CancelResult::Withdrawn { "cancelled" } else { "cancel_requested" };
            Ok(vec![
                Cell::plain(voice.say("date.short_of", facts! { day => day.day })?),
                Cell::plain(voice.say("word.slots", facts! { slots => day.slots })?),
                Cell::toned(voice.say(&format!("cancel.{key}"), facts! {})?, tone),
                Cell::plain(voice.say("word.request", facts! { request => day.request })?),
            ]
            .into())
        });
        let rows = rows.collect::<Result<_, Fault>>()?;
        tables.push(Table { caption: Some(child.clone()), rows, ..Table::default() });
        all.extend(days);
    }
    let count = |result: CancelResult| all.iter().filter(|day| day.result == result).count();
    let facts = facts! {
        withdrawn => count(CancelResult::Withdrawn),
        asked => count(CancelResult::CancelRequested),
        before => count(CancelResult::AlreadyAsked),
        slots => summary::part_of_day(all.iter().map(|day| &day.slots)),
    };
    let next = voice.say("outcome.cancelled.next", facts.clone())?;
    Ok(Section {
        head: Some(voice.say("outcome.cancelled.head", facts)?),
        tables,
        next: (!next.is_empty()).then_some(next),
        ..Section::default()
    })
}

fn help(voice: &Voice, children: &[String], days: &[NaiveDate], reader: Reader) -> Result<Section, Fault> {
    let items: &[&str] = if reader.for_director { &DIRECTOR_HELP } else { &PARENT_HELP };
    let facts = facts! {
        for_director => reader.for_director,
        child => children.first(),
        day => days.first(),
        next => days.get(1),
    };
    let item = |item: &&str| {
        Ok(Reply {
            line: voice.say(&format!("help.{item}.line"), facts.clone())?,
            does: Some(voice.say(&format!("help.{item}.does"), facts.clone())?),
        })
    };
    let mut replies = items.iter().map(item).collect::<Result<Vec<_>, Fault>>()?;
    if !reader.for_director {
        replies.extend(other_ways(voice, children).map(|line| Reply { line, does: None }));
    }
    Ok(Section {
        head: Some(voice.say("outcome.help.head", facts.clone())?),
        replies,
        next: Some(voice.say("outcome.help.next", facts)?).filter(|words| !words.is_empty()),
        ..Section::default()
    })
}

/// Examples of the grammar that say more at once, in the names of the reader's own children: those whose days are open.
fn other_ways<'a>(voice: &'a Voice, children: &'a [String]) -> impl Iterator<Item = String> + 'a {
    let shown = examples(voice.language, Role::Parent, Topic::Book).into_iter().filter(|example| example.shown);
    shown.filter_map(|example| in_own_names(example.text, children)).filter(|line| (voice.reads)(line))
}

/// The family of the examples has two children; who has one is not shown what takes two.
fn in_own_names(text: &str, children: &[String]) -> Option<String> {
    let mut text = text.to_owned();
    for (name, child) in [("Zoé", 0), ("Zoe", 0), ("Hugo", 1)] {
        if text.contains(name) {
            text = text.replace(name, children.get(child)?);
        }
    }
    Some(text)
}
