//! What a letter says, after its own matter, of messages that got or get no answer.

use chrono::TimeDelta;

use super::Voice;
use super::page::Section;
use crate::fault::Fault;
use crate::rules::Pace;

/// The section, where there is something to say.
pub(super) fn section(voice: &Voice, pace: &Pace) -> Result<Option<Section>, Fault> {
    let mut notes = Vec::new();
    if let Some(unanswered) = pace.unanswered {
        let since = voice.moment(unanswered.since)?;
        notes.push(voice.say("pace.unanswered", facts! { count => unanswered.count, since })?);
    }
    if let Some(until) = pace.silent_until {
        // Shown in whole minutes, never too early.
        let until = voice.moment(until + TimeDelta::seconds(59))?;
        notes.push(voice.say("pace.silent", facts! { until })?);
    }
    Ok((!notes.is_empty()).then(|| Section { notes, ..Section::default() }))
}
