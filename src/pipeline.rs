//! The whole program: a message is stored, read, understood, decided and answered, once.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use crate::clock::Clock;
use crate::crash;
use crate::domain::{Actor, Address, DraftNumber, Language, ListNumber, Person, Service, local_day};
use crate::fault::{During, Fault};
use crate::grammar::{self, Cause, Lexicon, Names, Parsed, Role, TextPart};
use crate::identity::{Directory, Purpose, Secret, Ticket, identify};
use crate::message::{Channel, Fate, Inbound, Outgoing};
use crate::reading::{self, Reading, Trusted, Verdict};
use crate::reply::{SetAside, Writer};
use crate::rules::{
    self, Answer, Context, Decision, Draft, Effect, Letter, Outline, Plan, Reader, Recent, RegistryChange,
};
use crate::store::{MOST_ATTEMPTS, Processed, Scope, Store, Waiting, Writing};

/// Of a thread's Message-IDs no more than this are repeated (the first and the newest ones).
const LONGEST_THREAD: usize = 20;

/// What the installation says of itself.
#[derive(Debug, Clone)]
pub struct Settings {
    pub zone: Tz,
    /// Of letters to strangers and to the operator.
    pub language: Language,
    pub address: Address,
    pub operator: Address,
    pub trusted: Trusted,
    pub silent_to_strangers: bool,
}

/// The way of a message through the house.
pub struct Pipeline<C> {
    pub store: Store,
    pub writer: Writer,
    pub secret: Secret,
    pub settings: Settings,
    pub clock: C,
}

/// A message as a person wrote it, and who that is.
struct Understood {
    reading: Reading,
    actor: Actor,
    /// Verified marks of ours that the message bears.
    tickets: Vec<(String, Ticket)>,
    text: String,
    part: TextPart,
    parsed: Parsed,
}

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

/// What there is to decide about a message.
enum Matter {
    Message(Box<Understood>),
    Import(RegistryChange),
    /// Nothing to decide: its fate is known from its outside.
    Closed(Fate),
}

impl<C: Clock> Pipeline<C> {
    /// Tx A: stores a message under its key, before anything of it is read. `false` when it was stored before.
    ///
    /// # Errors
    /// Nothing was stored; the transport must offer it again.
    pub async fn receive(&self, mut inbound: Inbound) -> Result<bool, Fault> {
        // A server whose clock runs ahead must not move a deadline.
        inbound.received = inbound.received.min(self.clock.now());
        let is_new = self.store.receive(&inbound).await?;
        crash::point("after-tx-a").await;
        Ok(is_new)
    }

    /// Takes the oldest message that waits all the way to its fate; `None` when none waits.
    ///
    /// # Errors
    /// Nothing of the message was done; it is tried again later, and set aside after three times.
    pub async fn handle_next(&self) -> Result<Option<Fate>, Fault> {
        let Some(waiting) = self.store.next_waiting(self.clock.now()).await? else { return Ok(None) };
        crash::point("after-taking").await;
        let handled =
            if waiting.attempts > MOST_ATTEMPTS { self.set_aside(&waiting).await } else { self.handle(&waiting).await };
        if let Err(fault) = &handled {
            self.store.note_fault(waiting.id, &fault.chain(), self.clock.now()).await?;
        }
        handled.map(Some)
    }

    /// The whole program.
    async fn handle(&self, waiting: &Waiting) -> Result<Fate, Fault> {
        let matter = self.read(&waiting.inbound).await?;

        let mut books = self.store.write().await?;
        let Some(sequence) = books.claim(waiting.id).await? else { return Ok(Fate::Duplicate) };
        let (actor, decision) = self.decide(&mut books, &waiting.inbound, &matter).await?;
        books.apply(waiting.id, &actor, &decision.effects).await?;
        for (position, answer) in decision.answers.iter().enumerate() {
            let letter = self.letter(&mut books, answer, &matter, sequence, position, &waiting.inbound).await?;
            books.queue(waiting.id, position, &letter, self.clock.now()).await?;
        }
        let content_key = matter.content_key(&waiting.inbound);
        let processed = Processed {
            fate: decision.fate,
            content_key: content_key.as_deref(),
            sender: matter.sender().map(Address::as_str),
        };
        books.finish(waiting.id, &processed).await?;
        crash::point("before-tx-b-commits").await;
        books.commit().await?;
        crash::point("after-tx-b").await;
        Ok(decision.fate)
    }

    /// Bytes to what a person wrote, and who they are: outside any transaction, whatever it costs.
    async fn read(&self, inbound: &Inbound) -> Result<Matter, Fault> {
        if inbound.channel == Channel::Import {
            let registry = serde_json::from_slice(&inbound.raw).during("reading a stored import")?;
            return Ok(Matter::Import(RegistryChange(registry)));
        }
        let reading = match reading::read(&inbound.raw, &self.settings.trusted) {
            Ok(reading) => reading,
            Err(fate) => return Ok(Matter::Closed(fate)),
        };
        let tickets: Vec<(String, Ticket)> = reading
            .marks
            .iter()
            .filter_map(|mark| Some((mark.clone(), self.secret.verify(mark, &reading.from, inbound.received).ok()?)))
            .collect();
        let directory = Directory {
            guardians: self.store.guardians_at(&reading.from).await?,
            directors: self.store.directors_at(&reading.from).await?,
        };
        let proofs: Vec<Ticket> = tickets.iter().map(|(_, ticket)| *ticket).collect();
        let actor = identify(&reading.from, inbound.channel, reading.verdict, &proofs, &directory);
        let lexicon = self.lexicon(&actor).await?;
        let (text, part, parsed) = parse(&reading, &lexicon);
        Ok(Matter::Message(Box::new(Understood { reading, actor, tickets, text, part, parsed })))
    }

    /// The words that this sender's message is read with.
    async fn lexicon(&self, actor: &Actor) -> Result<Lexicon, Fault> {
        let (role, language, children) = match actor {
            Actor::Guardian { family, language, .. } => {
                (Role::Parent, *language, self.store.first_names(*family).await?)
            }
            Actor::Director { language, .. } => (Role::Director, *language, Vec::new()),
            Actor::Stranger(_) => (Role::Parent, self.settings.language, Vec::new()),
        };
        Ok(Lexicon { role, language, names: names(children, self.store.services().await?) })
    }

    async fn decide(
        &self,
        books: &mut Writing,
        inbound: &Inbound,
        matter: &Matter,
    ) -> Result<(Actor, Decision), Fault> {
        match matter {
            Matter::Message(understood) => {
                let (_, decision) = self.decide_message(books, inbound, understood).await?;
                Ok((understood.actor.clone(), decision))
            }
            Matter::Import(change) => {
                let effects = vec![Effect::Register(change.clone())];
                Ok((self.operator(), Decision { effects, answers: Vec::new(), fate: Fate::Acted }))
            }
            Matter::Closed(fate) => {
                Ok((self.operator(), Decision { effects: Vec::new(), answers: Vec::new(), fate: *fate }))
            }
        }
    }

    async fn decide_message(
        &self,
        books: &mut Writing,
        inbound: &Inbound,
        understood: &Understood,
    ) -> Result<(Value, Decision), Fault> {
        let outline = self.outline(books, inbound, understood).await?;
        if let Some(key) = content_key(inbound, &understood.reading)
            && books.is_duplicate(&key).await?
        {
            let nothing = Decision { effects: Vec::new(), answers: Vec::new(), fate: Fate::Duplicate };
            return Ok((rules::explain(&Plan::default(), &outline), nothing));
        }
        let actor = &understood.actor;
        let plan = rules::resolve(&understood.text, understood.part, &understood.parsed, &outline);
        let scope = Scope {
            today: outline.today,
            zone: self.settings.zone,
            family: outline.family.as_ref(),
            list: outline.list.as_ref(),
            draft: outline.draft.as_ref(),
            plan: &plan,
        };
        let snapshot = books.snapshot(outline.programme.clone(), scope).await?;
        let context = Context {
            actor: actor.clone(),
            received: inbound.received,
            language: understood.parsed.language,
            // Nobody loops at the operator's own terminal.
            recent: match inbound.channel {
                Channel::Mail => books.recent(actor.address(), inbound.received).await?,
                Channel::Terminal | Channel::Import => Recent::default(),
            },
            silent_to_strangers: self.settings.silent_to_strangers,
        };
        Ok((rules::explain(&plan, &outline), rules::decide(&plan, snapshot, &context)))
    }

    /// The sender's file, the calendar, and the letter that is answered.
    async fn outline(&self, books: &mut Writing, inbound: &Inbound, understood: &Understood) -> Result<Outline, Fault> {
        let today = local_day(inbound.received, self.settings.zone);
        let family = match understood.actor {
            Actor::Guardian { family, .. } => books.family(family).await?,
            _ => None,
        };
        let programme = books.programme(today).await?;
        let list = match answered_list(understood) {
            Some(number) => books.list(number).await?,
            None if inbound.channel == Channel::Terminal => books.newest_list().await?,
            None => None,
        }
        .filter(|_| matches!(understood.actor, Actor::Director { .. }));
        let draft = self.answered_draft(books, inbound, understood).await?;
        Ok(Outline { today, programme, family, list, draft })
    }

    /// The draft whose letter is answered; a proven sender who writes a bare "oui" means the only one that is open.
    async fn answered_draft(
        &self,
        books: &mut Writing,
        inbound: &Inbound,
        understood: &Understood,
    ) -> Result<Option<Draft>, Fault> {
        let Some(person) = understood.actor.person() else { return Ok(None) };
        match answered(understood, Purpose::Draft) {
            Some(number) => books.draft(DraftNumber(number)).await,
            None if understood.actor.is_proven() && answered_list(understood).is_none() => {
                books.only_open_draft(person, inbound.received).await
            }
            None => Ok(None),
        }
    }

    /// An answer in words, with its address on file and its place in the thread.
    async fn letter(
        &self,
        books: &mut Writing,
        answer: &Answer,
        matter: &Matter,
        sequence: i64,
        position: usize,
        inbound: &Inbound,
    ) -> Result<Outgoing, Fault> {
        let (to, language, mark) = match &answer.to {
            Reader::Stranger(address) => (address.clone(), self.settings.language, None),
            Reader::Sender(person) | Reader::Other(person) => {
                let recipient = books.recipient(*person).await?;
                let spoken = match (&answer.to, &answer.letter) {
                    (_, Letter::Notice(notice)) => Some(notice.language),
                    (Reader::Sender(_), _) => matter.language(),
                    _ => None,
                };
                let ticket = ticket(&answer.letter, sequence, inbound.received);
                let mark = self.secret.mark(&ticket, &recipient.address);
                (recipient.address, spoken.unwrap_or(recipient.language), Some(mark))
            }
        };
        let words = self.writer.write(&answer.letter, language, mark.as_deref())?;
        let local_part = match mark {
            // The mark proves who answers; what follows makes each letter's id its own.
            Some(mark) => format!("{mark}.{sequence}.{position}"),
            None => self.secret.anonymous_id(&inbound.key.0, position),
        };
        let thread = match (&answer.to, matter) {
            (Reader::Sender(_) | Reader::Stranger(_), Matter::Message(understood)) => thread(&understood.reading),
            _ => Vec::new(),
        };
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

    /// A message that failed three times is put aside: the operator gets a letter, the sender a line, and everything else
    /// goes on.
    async fn set_aside(&self, waiting: &Waiting) -> Result<Fate, Fault> {
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
            let answer = Answer { to: Reader::Sender(person), letter: Letter::Incident };
            let letter = self.letter(&mut books, &answer, &matter, sequence, 1, &waiting.inbound).await?;
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

    /// The way of a message without its last step: everything is decided and worded, nothing is kept.
    ///
    /// # Errors
    /// A fault of the installation.
    pub async fn explain(&self, inbound: &Inbound) -> Result<Explained, Fault> {
        let matter = self.read(inbound).await?;
        let understood = match &matter {
            Matter::Message(understood) => understood,
            Matter::Import(_) => return Ok(Explained::Closed(Fate::Acted)),
            Matter::Closed(fate) => return Ok(Explained::Closed(*fate)),
        };
        let mut books = self.store.write().await?;
        let (meaning, decision) = self.decide_message(&mut books, inbound, understood).await?;
        let mut letters = Vec::new();
        for (position, answer) in decision.answers.iter().enumerate() {
            letters.push(self.letter(&mut books, answer, &matter, 0, position, inbound).await?);
        }
        Ok(Explained::Message(Box::new(ExplainedMessage {
            from: understood.reading.from.clone(),
            verdict: understood.reading.verdict,
            actor: understood.actor.clone(),
            text: understood.text.clone(),
            meaning,
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

    fn operator(&self) -> Actor {
        Actor::Stranger(self.settings.operator.clone())
    }
}

impl Matter {
    fn sender(&self) -> Option<&Address> {
        match self {
            Self::Message(understood) => Some(&understood.reading.from),
            Self::Import(_) | Self::Closed(_) => None,
        }
    }

    /// The language that the message was written in, where its verbs tell.
    fn language(&self) -> Option<Language> {
        match self {
            Self::Message(understood) => understood.parsed.language,
            Self::Import(_) | Self::Closed(_) => None,
        }
    }

    fn content_key(&self, inbound: &Inbound) -> Option<String> {
        match self {
            Self::Message(understood) => content_key(inbound, &understood.reading),
            Self::Import(_) | Self::Closed(_) => None,
        }
    }
}

/// What a sender says twice at the terminal is meant twice; a mail that comes twice is one mail.
fn content_key(inbound: &Inbound, reading: &Reading) -> Option<String> {
    (inbound.channel == Channel::Mail).then(|| reading.content_key(&inbound.raw))
}

/// The body's commands; the subject's where the body has none and the subject is the sender's own.
fn parse(reading: &Reading, lexicon: &Lexicon) -> (String, TextPart, Parsed) {
    let body = grammar::parse(&reading.text, TextPart::Body, lexicon);
    let is_empty = |parsed: &Parsed| {
        parsed.sentences.is_empty() && parsed.complaints.iter().all(|complaint| complaint.cause == Cause::NotUnderstood)
    };
    if is_empty(&body) && reading.has_own_subject() {
        let subject = grammar::parse(&reading.subject, TextPart::Subject, lexicon);
        if !is_empty(&subject) || (body.complaints.is_empty() && reading.text.trim().is_empty()) {
            return (reading.subject.clone(), TextPart::Subject, subject);
        }
    }
    (reading.text.clone(), TextPart::Body, body)
}

/// What the sender and the centre call things, for the grammar.
fn names(children: Vec<String>, services: Vec<Service>) -> Names {
    let slots = services.iter().flat_map(|service| &service.slots);
    Names {
        children,
        slots: slots.map(|slot| (slot.code.clone(), slot.name.iter().cloned().collect())).collect(),
        services: services.into_iter().map(|service| (service.code, vec![service.name])).collect(),
    }
}

fn answered_list(understood: &Understood) -> Option<ListNumber> {
    answered(understood, Purpose::List).map(ListNumber)
}

/// The number of the letter that a message answers: the newest in its thread that bears such a mark; else the only one
/// that its text repeats.
fn answered(understood: &Understood, purpose: Purpose) -> Option<i64> {
    let tickets = || understood.tickets.iter().filter(|(_, ticket)| ticket.purpose == purpose);
    let in_thread = understood.reading.references.iter().rev().find_map(|reference| {
        let reference = reference.to_ascii_lowercase();
        tickets().find(|(mark, _)| reference.contains(mark.as_str())).map(|(_, ticket)| ticket.number)
    });
    let mut numbers: Vec<i64> = tickets().map(|(_, ticket)| ticket.number).collect();
    numbers.dedup();
    in_thread.or(match numbers.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

fn ticket(letter: &Letter, sequence: i64, received: DateTime<Utc>) -> Ticket {
    let (purpose, number) = match letter {
        Letter::List(list) => (Purpose::List, list.list.0),
        Letter::Confirmation(confirmation) => (Purpose::Draft, confirmation.draft.0),
        Letter::Transcript(_) | Letter::Notice(_) | Letter::Neutral | Letter::Incident => (Purpose::Reply, sequence),
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
