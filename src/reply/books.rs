//! What the books answer: a family's bookings, ranks and reasons; to a director, who is booked and a family's file.

use super::page::{Cell, Row, Section, Table};
use super::{Voice, fact, typography};
use crate::fault::Fault;
use crate::rules::{About, FamilyFile, RosterDay, RosterRow, StatusRow};

/// The bookings, a table a child; what is refused or cancelled stands below them, and is not counted.
pub(super) fn status(voice: &Voice, rows: &[StatusRow], about: Option<&About>) -> Result<Section, Fault> {
    let living: Vec<&StatusRow> = rows.iter().filter(|row| row.is_living).collect();
    let about = about.map(|about| voice.say("outcome.status.about", fact(about))).transpose()?;
    let first = living.first();
    let facts = facts! {
        count => living.len(),
        over => living.len() < rows.len(),
        about => about.unwrap_or_default(),
        child => first.map(|row| &row.child),
        day => first.map(|row| row.day),
    };
    let next = voice.say("outcome.status.next", facts.clone())?;
    Ok(Section {
        head: Some(voice.say("outcome.status.head", facts)?),
        tables: by_child(voice, rows)?,
        next: (!next.is_empty()).then_some(next),
        ..Section::default()
    })
}

/// Places on the waiting lists.
pub(super) fn ranks(voice: &Voice, rows: &[StatusRow]) -> Result<Section, Fault> {
    let facts = facts! { count => rows.len() };
    let next = voice.say("outcome.ranks.next", facts.clone())?;
    Ok(Section {
        head: Some(voice.say("outcome.ranks.head", facts)?),
        tables: by_child(voice, rows)?,
        next: (!next.is_empty()).then_some(next),
        ..Section::default()
    })
}

/// What is known of why.
pub(super) fn reasons(voice: &Voice, rows: &[StatusRow]) -> Result<Section, Fault> {
    Ok(Section {
        head: Some(voice.say("outcome.reasons.head", facts! {})?),
        tables: by_child(voice, rows)?,
        next: Some(voice.say("outcome.reasons.next", facts! {})?),
        ..Section::default()
    })
}

/// A table a child: what may still come before what is over.
fn by_child(voice: &Voice, rows: &[StatusRow]) -> Result<Vec<Table>, Fault> {
    let (living, over): (Vec<&StatusRow>, Vec<&StatusRow>) = rows.iter().partition(|row| row.is_living);
    let mut tables: Vec<Table> = Vec::new();
    for row in living.iter().chain(&over) {
        let caption = voice.say("outcome.status.caption", fact(row))?;
        let cells = status_row(voice, row)?;
        match tables.iter_mut().find(|table| table.caption.as_ref() == Some(&caption)) {
            Some(table) => table.rows.push(cells.into()),
            None => tables.push(Table { caption: Some(caption), rows: vec![cells.into()], ..Table::default() }),
        }
    }
    Ok(tables)
}

fn status_row(voice: &Voice, row: &StatusRow) -> Result<Vec<Cell>, Fault> {
    let reason = row.reason.as_deref().map(typography::quoted);
    let facts = facts! { reason, ..fact(row) };
    Ok(vec![
        Cell::plain(voice.say("date.short_of", facts.clone())?),
        Cell::plain(voice.say("word.slots", facts.clone())?),
        Cell::toned(voice.say("word.state", facts)?, row.state),
        Cell::plain(voice.say("word.request", facts! { request => row.request })?),
    ])
}

/// Who is booked, a table a day; the sums of each day below.
pub(super) fn roster(voice: &Voice, days: &[RosterDay], hidden: usize) -> Result<Section, Fault> {
    let tables = days.iter().map(|day| roster_table(voice, day)).collect::<Result<Vec<_>, Fault>>()?;
    let mut notes = Vec::new();
    for day in days.iter().filter(|day| day.is_open || day.undecided > 0) {
        notes.push(sums(voice, day, days.len() > 1)?);
    }
    let dates: Vec<_> = days.iter().map(|day| day.day).collect();
    let facts = facts! { days => dates, hidden };
    if hidden > 0 {
        notes.push(voice.say("outcome.hidden_days", facts.clone())?);
    }
    Ok(Section { head: Some(voice.say("outcome.roster.head", facts)?), tables, notes, ..Section::default() })
}

fn roster_table(voice: &Voice, day: &RosterDay) -> Result<Table, Fault> {
    let rows = day.rows.iter().map(|row| roster_row(voice, row)).collect::<Result<Vec<_>, Fault>>()?;
    let facts = facts! { count => day.rows.len(), ..fact(day) };
    Ok(Table { caption: Some(voice.say("outcome.roster.caption", facts)?), rows, ..Table::default() })
}

/// Children and places of each slot, and what is not decided.
fn sums(voice: &Voice, day: &RosterDay, several: bool) -> Result<String, Fault> {
    let counts = day.counts.iter().map(|count| voice.say("outcome.roster.count", fact(count)));
    let counts = counts.collect::<Result<Vec<_>, Fault>>()?.join(", ");
    voice.say("outcome.roster.sums", facts! { counts, several, ..fact(day) })
}

fn roster_row(voice: &Voice, row: &RosterRow) -> Result<Row, Fault> {
    let facts = fact(row);
    let state = voice.say("word.state", facts! { rank => (), reason => (), ..facts.clone() })?;
    Ok(vec![
        Cell::plain(voice.say("list.child", facts.clone())?),
        Cell::plain(voice.say("word.slots", facts)?),
        Cell::toned(state, row.state),
    ]
    .into())
}

/// The families of a name.
pub(super) fn families(voice: &Voice, name: Option<&str>, families: &[FamilyFile]) -> Result<Section, Fault> {
    let mut tables = Vec::new();
    for family in families {
        tables.push(people(voice, family)?);
        if !family.rows.is_empty() {
            let rows = family.rows.iter().map(|row| {
                let mut cells = status_row(voice, row)?;
                cells.insert(1, Cell::plain(row.child.clone()));
                Ok(cells.into())
            });
            let caption = voice.say("outcome.families.bookings", facts! { count => family.rows.len() })?;
            tables.push(Table {
                caption: Some(caption),
                rows: rows.collect::<Result<_, Fault>>()?,
                ..Table::default()
            });
        }
    }
    let name = name.map(typography::quoted);
    let facts = facts! {
        name,
        count => families.len(),
        family => families.first().map(|family| &family.name),
        booked => families.iter().any(|family| !family.rows.is_empty()),
    };
    let next = voice.say("outcome.families.next", facts.clone())?;
    Ok(Section {
        head: Some(voice.say("outcome.families.head", facts)?),
        tables,
        next: (!next.is_empty()).then_some(next),
        ..Section::default()
    })
}

/// Who belongs to a family.
fn people(voice: &Voice, family: &FamilyFile) -> Result<Table, Fault> {
    let guardians = family
        .guardians
        .iter()
        .map(|(name, address)| Ok(vec![Cell::plain(name.clone()), Cell::plain(address.to_string())].into()));
    let children = family
        .children
        .iter()
        .map(|(child, age)| Ok(vec![Cell::plain(voice.say("list.child", facts! { child, age })?)].into()));
    let rows = guardians.chain(children).collect::<Result<_, Fault>>()?;
    Ok(Table {
        caption: Some(voice.say("outcome.families.caption", facts! { family => family.name })?),
        rows,
        ..Table::default()
    })
}
