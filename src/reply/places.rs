//! Places left, day by day, and the line that asks for one.

use minijinja::Value;

use super::Voice;
use super::page::{Cell, Reply, Row, Section, Table};
use crate::fault::Fault;
use crate::rules::{DayPlaces, PlacesOn, SlotPlaces};

/// The section of the transcript; `wanted` are the child and the slots of the example.
pub(super) fn section(voice: &Voice, days: &[PlacesOn], hidden: usize, wanted: Value) -> Result<Section, Fault> {
    let rows = days.iter().map(|day| row(voice, day)).collect::<Result<Vec<_>, Fault>>()?;
    let first = days.iter().find(|day| tone(&day.places) == "accepted").map(|day| day.day);
    let is_open = days.iter().any(|day| matches!(day.places, DayPlaces::Open { .. }));
    let facts = facts! { days => days.iter().map(|day| day.day).collect::<Vec<_>>(), any => first.is_some(), hidden };
    let mut notes = Vec::new();
    if is_open {
        notes.push(voice.say("outcome.places.undecided", facts! {})?);
    }
    if hidden > 0 {
        notes.push(voice.say("outcome.hidden_days", facts.clone())?);
    }
    let example = |day| voice.say("outcome.places.example", facts! { day, ..wanted });
    let line = first.map(example).transpose()?.filter(|line| (voice.reads)(line));
    Ok(Section {
        head: Some(voice.say("outcome.places.head", facts)?),
        tables: (!rows.is_empty()).then(|| Table { rows, ..Table::default() }).into_iter().collect(),
        notes,
        invitation: line.is_some().then(|| voice.say("outcome.places.invitation", facts! {})).transpose()?,
        replies: line.map(|line| Reply { line, does: None }).into_iter().collect(),
        ..Section::default()
    })
}

fn row(voice: &Voice, day: &PlacesOn) -> Result<Row, Fault> {
    let words = match &day.places {
        DayPlaces::Open { slots } => {
            let each = slots.iter().map(|places| in_words(voice, places)).collect::<Result<Vec<_>, Fault>>()?;
            each.join(", ")
        }
        DayPlaces::Closed => voice.say("places.closed", facts! {})?,
        DayPlaces::Past => voice.say("places.past", facts! {})?,
    };
    let date = voice.say("date.short_of", facts! { day => day.day })?;
    Ok(vec![Cell::plain(date), Cell::toned(words, tone(&day.places))].into())
}

fn in_words(voice: &Voice, places: &SlotPlaces) -> Result<String, Fault> {
    let SlotPlaces { slots, left } = places;
    voice.say("places.left", facts! { slots, left, limited => left.is_some() })
}

/// The colour of a day: whether all that was asked about has a place, or nothing has.
fn tone(places: &DayPlaces) -> &'static str {
    let DayPlaces::Open { slots } = places else { return "closed" };
    let full = slots.iter().filter(|places| places.left == Some(0)).count();
    match full {
        0 => "accepted",
        _ if full == slots.len() => "full",
        _ => "requested",
    }
}
