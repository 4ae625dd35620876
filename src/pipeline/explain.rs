//! The way of a message without its last step: how it is understood, decided and worded, and nothing is kept.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::letters::Occasion;
use super::understanding::Matter;
use super::{Considered, Pipeline};
use crate::clock::Clock;
use crate::domain::{Actor, Address};
use crate::fault::Fault;
use crate::identity::{Purpose, Ticket};
use crate::message::{Fate, Inbound, Outgoing};
use crate::reading::Verdict;
use crate::rules;

/// How a message would be handled.
#[derive(Debug)]
pub enum Explained {
    Message(Box<ExplainedMessage>),
    /// Its fate is known from its outside.
    Closed(Fate),
}

/// A message that was read, understood and decided, and of which nothing was kept.
#[derive(Debug)]
pub struct ExplainedMessage {
    pub from: Address,
    pub verdict: Verdict,
    pub actor: Actor,
    /// What was read: nothing quoted, forwarded or hidden.
    pub text: String,
    /// The meaning before rules were applied, as `explain --json` prints it.
    pub meaning: Value,
    pub fate: Fate,
    pub letters: Vec<Outgoing>,
}

impl<C: Clock> Pipeline<C> {
    /// The way of a message without its last step: everything is decided and worded, nothing is kept.
    ///
    /// # Errors
    /// A fault of the installation.
    pub async fn explain(&self, inbound: &Inbound) -> Result<Explained, Fault> {
        let matter = self.read(inbound).await?;
        let understood = match &matter {
            Matter::Message(understood) => understood,
            Matter::Import(_) => return Ok(Explained::Closed(Fate::Acted)),
            Matter::Undelivered(..) => return Ok(Explained::Closed(Fate::Told)),
            Matter::Closed(fate) => return Ok(Explained::Closed(*fate)),
        };
        let mut books = self.store.write().await?;
        let Considered { plan, outline, language, decision } = self.consider(&mut books, inbound, understood).await?;
        let occasion = Occasion { matter: &matter, inbound, sequence: 0, outline: Some(&outline), language };
        let mut letters = Vec::new();
        for (position, answer) in decision.answers.iter().enumerate() {
            letters.push(self.letter(&mut books, answer, occasion, position).await?);
        }
        Ok(Explained::Message(Box::new(ExplainedMessage {
            from: understood.reading.from.clone(),
            verdict: understood.reading.verdict,
            actor: understood.actor.clone(),
            text: understood.text.clone(),
            meaning: rules::explain(&plan, &outline),
            fate: decision.fate,
            letters,
        })))
    }

    /// The Message-ID of a letter of ours to `person`, by its short name such as `list.17`: what a reply would bear.
    ///
    /// # Errors
    /// In words for the operator, when there is no such name.
    pub fn letter_answered(&self, name: &str, person: &Address, now: DateTime<Utc>) -> Result<String, String> {
        let ticket = name
            .split_once('.')
            .and_then(|(purpose, number)| {
                let purpose = Purpose::named(purpose)?;
                Some(Ticket::new(purpose, number.parse().ok()?, now))
            })
            .ok_or_else(|| format!("\"{name}\" is no letter of ours; write list.17 or draft.3"))?;
        Ok(format!("{}@{}", self.secret.mark(&ticket, person), self.settings.address.domain()))
    }
}
