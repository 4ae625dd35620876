//! Answers to letters: words, the address on file, the mark that proves a reply, the place in the thread.

use chrono::{DateTime, Utc};

use super::Pipeline;
use super::understanding::Matter;
use crate::clock::Clock;
use crate::domain::Language;
use crate::fault::Fault;
use crate::grammar::{self, TextPart};
use crate::identity::{Purpose, Ticket};
use crate::message::{Inbound, Outgoing};
use crate::reading::Reading;
use crate::rules::{self, Answer, Letter, Outline, Reader};
use crate::store::Writing;

/// Of a thread's Message-IDs no more than this are repeated (the first and the newest ones).
const LONGEST_THREAD: usize = 20;

/// What letters follow from.
#[derive(Clone, Copy)]
pub(super) struct Occasion<'a> {
    pub matter: &'a Matter,
    pub inbound: &'a Inbound,
    pub sequence: i64,
    pub outline: Option<&'a Outline>,
    /// That the sender is answered in, where it is known.
    pub language: Option<Language>,
}

impl Occasion<'_> {
    /// Whether the sender's answer with this line would be understood without a question.
    fn reads(&self, line: &str) -> bool {
        let (Matter::Message(understood), Some(outline)) = (self.matter, self.outline) else { return true };
        let parsed = grammar::parse(line, TextPart::Body, &understood.lexicon);
        let plan = rules::resolve(line, TextPart::Body, &parsed, outline);
        plan.questions().next().is_none() && plan.commands().next().is_some()
    }
}

impl<C: Clock> Pipeline<C> {
    /// An answer in words, with its address on file and its place in the thread.
    pub(super) async fn letter(
        &self,
        books: &mut Writing,
        answer: &Answer,
        occasion: Occasion<'_>,
        position: usize,
    ) -> Result<Outgoing, Fault> {
        let Occasion { matter, inbound, sequence, .. } = occasion;
        let (to, language, mark) = match &answer.to {
            Reader::Stranger(address) => (address.clone(), self.settings.language, None),
            Reader::Sender(person) | Reader::Other(person) => {
                let recipient = books.recipient(*person).await?;
                let spoken = match (&answer.to, &answer.letter) {
                    (_, Letter::Notice(notice)) => Some(notice.language),
                    (Reader::Sender(_), _) => occasion.language,
                    _ => None,
                };
                let ticket = ticket(&answer.letter, sequence, inbound.received);
                let mark = self.secret.mark(&ticket, &recipient.address);
                (recipient.address, spoken.unwrap_or(recipient.language), Some(mark))
            }
        };
        let words = self.writer.write_answer(answer, language, mark.as_deref(), &|line| occasion.reads(line))?;
        let local_part = match mark {
            // The mark proves who answers; what follows makes each letter's id its own.
            Some(mark) => format!("{mark}.{sequence}.{position}"),
            None => self.secret.anonymous_id(&inbound.key.0, position),
        };
        let thread = thread_of(answer, matter);
        Ok(Outgoing {
            to,
            language,
            subject: words.subject,
            text: words.text,
            html: words.html,
            message_id: format!("{local_part}@{}", self.settings.address.domain()),
            in_reply_to: thread.last().cloned(),
            references: thread,
        })
    }
}

/// What the letter continues: the message that it answers, or the one that once asked for what is decided now. To whom
/// proved nothing, nothing that came in is repeated, the thread's ids included.
fn thread_of(answer: &Answer, matter: &Matter) -> Vec<String> {
    match (&answer.letter, &answer.to, matter) {
        (Letter::Notice(notice), _, _) => notice.answers.iter().cloned().collect(),
        (_, Reader::Sender(_), Matter::Message(understood)) if understood.actor.is_proven() => {
            thread(&understood.reading)
        }
        _ => Vec::new(),
    }
}

fn ticket(letter: &Letter, sequence: i64, received: DateTime<Utc>) -> Ticket {
    let (purpose, number) = match letter {
        Letter::List(list) => (Purpose::List, list.list.0),
        Letter::Confirmation(confirmation) => (Purpose::Draft, confirmation.draft.0),
        // What is left of the list is decided by answering the receipt.
        Letter::Transcript(transcript) => match (transcript.list(), transcript.question) {
            (Some(list), _) => (Purpose::List, list.0),
            (None, Some(question)) => (Purpose::Question, question.0),
            (None, None) => (Purpose::Reply, sequence),
        },
        Letter::Notice(_)
        | Letter::Word(_)
        | Letter::Neutral
        | Letter::Unproven(_)
        | Letter::TooLarge(_)
        | Letter::Wordless(_)
        | Letter::Lost(_)
        | Letter::Incident => (Purpose::Reply, sequence),
    };
    Ticket::new(purpose, number, received)
}

/// The thread that an answer continues: what the message refers to, and the message itself.
fn thread(reading: &Reading) -> Vec<String> {
    let mut thread = reading.references.clone();
    thread.extend(reading.message_id.clone());
    while thread.len() > LONGEST_THREAD {
        // The first one names the thread, the newest are what mail programs look for.
        thread.remove(1);
    }
    thread
}
