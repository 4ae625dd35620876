//! What failed three times: put aside, told to the operator and to its sender, so that everything else goes on.

use super::Pipeline;
use super::letters::Occasion;
use super::understanding::Matter;
use crate::clock::Clock;
use crate::domain::Person;
use crate::fault::Fault;
use crate::message::{Fate, Outgoing};
use crate::reply::SetAside;
use crate::rules::{Answer, Letter, Reader};
use crate::store::{MOST_ATTEMPTS, Processed, Waiting};

impl<C: Clock> Pipeline<C> {
    /// A message that failed three times is put aside: the operator gets a letter, the sender a line, and everything else
    /// goes on.
    pub(super) async fn set_aside(&self, waiting: &Waiting) -> Result<Fate, Fault> {
        let facts = SetAside {
            inbox: waiting.id,
            key: waiting.inbound.key.clone(),
            attempts: u32::try_from(MOST_ATTEMPTS).unwrap_or(u32::MAX),
            fault: waiting.last_fault.clone().unwrap_or_else(|| "the process was stopped each time".to_owned()),
        };
        let words = self.writer.write_set_aside(&facts, self.settings.language)?;
        let sender = self.sender_of_failed(waiting).await;
        let mut books = self.store.write().await?;
        let Some(sequence) = books.claim(waiting.id).await? else { return Ok(Fate::Duplicate) };
        let local_part = self.secret.anonymous_id(&waiting.inbound.key.0, 0);
        let letter = Outgoing {
            to: self.settings.operator.clone(),
            language: self.settings.language,
            subject: words.subject,
            text: words.text,
            html: words.html,
            message_id: format!("{local_part}@{}", self.settings.address.domain()),
            in_reply_to: None,
            references: Vec::new(),
        };
        books.queue(waiting.id, 0, &letter, self.clock.now()).await?;
        if let Some((person, matter)) = sender {
            let answer = Answer::new(Reader::Sender(person), Letter::Incident);
            let language = matter.language();
            let occasion = Occasion { matter: &matter, inbound: &waiting.inbound, sequence, outline: None, language };
            let letter = self.letter(&mut books, &answer, occasion, 1).await?;
            books.queue(waiting.id, 1, &letter, self.clock.now()).await?;
        }
        let processed = Processed { fate: Fate::SetAside, content_key: None, sender: None };
        books.finish(waiting.id, &processed).await?;
        books.commit().await?;
        Ok(Fate::SetAside)
    }

    /// Who wrote a message that failed; nobody when it may be its reading that stops the process.
    async fn sender_of_failed(&self, waiting: &Waiting) -> Option<(Person, Matter)> {
        waiting.last_fault.as_ref()?;
        let matter = self.read(&waiting.inbound).await.ok()?;
        let Matter::Message(understood) = &matter else { return None };
        Some((understood.actor.person()?, matter))
    }
}
