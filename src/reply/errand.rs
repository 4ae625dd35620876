//! Errands that the counter does not do itself: passed on to a person, or not done yet; each with what to do meanwhile.

use super::page::Section;
use super::transcript::Reader;
use super::{Voice, fact};
use crate::fault::Fault;
use crate::rules::Outcome;

/// Errands of one line with the same fate.
pub(super) fn section(voice: &Voice, group: &[Outcome], reader: Reader) -> Result<Section, Fault> {
    let mut head = None;
    let mut notes: Vec<String> = Vec::new();
    for outcome in group {
        let (key, errand) = match outcome {
            Outcome::PassedOn { errand } => ("outcome.passed_on.head", errand),
            Outcome::NotYet { errand } => ("outcome.not_yet.head", errand),
            _ => continue,
        };
        head = Some(voice.say(key, fact(outcome))?);
        let facts = facts! { for_director => reader.for_director };
        let note = voice.say(&format!("errand.{}", errand.verb()), facts)?;
        if !note.is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    }
    Ok(Section { head, notes, ..Section::default() })
}
