//! Commands that wait for a "oui", in our own words.

use super::page::{Page, Reply, Section};
use super::{Voice, fact};
use crate::domain::DraftPurpose;
use crate::fault::Fault;
use crate::rules::{Confirmation, HeldCommand};

/// Commands that are told one by one; the rest is counted.
const COMMANDS: usize = 40;

/// The letter's page.
pub(super) fn page(voice: &Voice, confirmation: &Confirmation) -> Result<Page, Fault> {
    let purpose = match confirmation.purpose {
        DraftPurpose::ProveSender => "prove_sender",
        // A question has no such letter.
        DraftPurpose::Bulk | DraftPurpose::Question => "bulk",
    };
    let until = voice.moment(confirmation.expires)?;
    let count = confirmation.commands.len();
    let facts = facts! { draft => confirmation.draft, purpose, until, count };
    let shown = confirmation.commands.iter().take(COMMANDS).map(|command| held(voice, command));
    let mut notes = shown.collect::<Result<Vec<_>, Fault>>()?;
    if count > COMMANDS {
        notes.push(voice.say("held.more", facts! { count => count - COMMANDS })?);
    }
    let reply = |key: &str| {
        Ok(Reply {
            line: voice.say(&format!("confirmation.{key}.line"), facts! {})?,
            does: Some(voice.say(&format!("confirmation.{key}.does"), facts! {})?),
        })
    };
    Ok(Page {
        name: confirmation.name.clone(),
        lead: voice.say(&format!("confirmation.lead.{purpose}"), facts.clone())?,
        sections: vec![Section {
            replies: vec![reply("yes")?, reply("no")?],
            next: Some(voice.say(&format!("confirmation.next.{purpose}"), facts.clone())?),
            ..Section::default()
        }],
        facts: facts! { commands => notes, ..facts },
        ..Page::default()
    })
}

pub(super) fn held(voice: &Voice, command: &HeldCommand) -> Result<String, Fault> {
    let key = match command {
        HeldCommand::Book { .. } => "held.book",
        HeldCommand::Cancel { .. } => "held.cancel",
        HeldCommand::CancelRequests { .. } => "held.cancel_requests",
        HeldCommand::Status => "held.status",
        HeldCommand::Help => "held.help",
        HeldCommand::Errand { errand } => {
            let topic = voice.say(&format!("topic.{}", errand.verb()), facts! {})?;
            return voice.say("held.errand", facts! { topic });
        }
        HeldCommand::Decide { .. } => "held.decide",
    };
    voice.say(key, fact(command))
}
