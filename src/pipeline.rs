//! The whole program: a message is stored, read, understood, decided and answered, once.

mod answers;
mod aside;
mod explain;
mod letters;
mod understanding;

use chrono_tz::Tz;

use crate::clock::Clock;
use crate::crash;
use crate::domain::{Actor, Address, Language, SchoolZone, local_day};
use crate::fault::Fault;
use crate::identity::Secret;
use crate::message::{Channel, Fate, Inbound};
use crate::reading::Trusted;
use crate::reply::Writer;
use crate::rules::{self, Context, Decision, Draft, Effect, Outline, Plan, Recent, TooLarge};
use crate::store::{MOST_ATTEMPTS, Processed, Scope, Store, Waiting, Writing};

pub use explain::{Explained, ExplainedMessage};

use letters::Occasion;
use understanding::{Matter, Understood, content_key};

/// What the installation says of itself.
#[derive(Debug, Clone)]
pub struct Settings {
    pub zone: Tz,
    pub school_zone: SchoolZone,
    /// Of letters to strangers and to the operator.
    pub language: Language,
    pub address: Address,
    pub operator: Address,
    pub trusted: Trusted,
    pub silent_to_strangers: bool,
    /// What a booking is for that names no part of the day.
    pub default_slot: Option<String>,
}

/// The way of a message through the house.
pub struct Pipeline<C> {
    pub store: Store,
    pub writer: Writer,
    pub secret: Secret,
    pub settings: Settings,
    pub clock: C,
}

/// What was decided, and what a person's words hung on.
struct Decided {
    decision: Decision,
    outline: Option<Outline>,
    language: Option<Language>,
}

/// A message's meaning, what it hangs on, and what was decided.
struct Considered {
    plan: Plan,
    outline: Outline,
    /// Of the answer, where the message or what it answers tells it.
    language: Option<Language>,
    decision: Decision,
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
        let (actor, Decided { decision, outline, language }) =
            self.decide(&mut books, &waiting.inbound, &matter).await?;
        books.apply(waiting.id, &actor, &decision.effects).await?;
        let outline = outline.as_ref();
        let occasion = Occasion { matter: &matter, inbound: &waiting.inbound, sequence, outline, language };
        for (position, answer) in decision.answers.iter().enumerate() {
            let letter = self.letter(&mut books, answer, occasion, position).await?;
            books.queue(waiting.id, position, &letter, self.clock.now()).await?;
        }
        let content_key = matter.content_key(&waiting.inbound);
        let processed =
            Processed { fate: decision.fate, content_key: content_key.as_deref(), sender: matter.sender_key() };
        books.finish(waiting.id, &processed).await?;
        crash::point("before-tx-b-commits").await;
        books.commit().await?;
        crash::point("after-tx-b").await;
        Ok(decision.fate)
    }

    async fn decide(&self, books: &mut Writing, inbound: &Inbound, matter: &Matter) -> Result<(Actor, Decided), Fault> {
        let decision = match matter {
            Matter::Message(understood) => {
                let Considered { decision, outline, language, .. } = self.consider(books, inbound, understood).await?;
                return Ok((understood.actor.clone(), Decided { decision, outline: Some(outline), language }));
            }
            Matter::Import(change) => {
                let effects = vec![Effect::Register(change.clone())];
                Decision { effects, answers: Vec::new(), fate: Fate::Acted }
            }
            Matter::Undelivered(letter, addressee) => {
                let directors = books.directors().await?;
                rules::decide_undelivered(letter, addressee.clone(), &directors, &self.settings.operator)
            }
            Matter::Closed(fate) => Decision { effects: Vec::new(), answers: Vec::new(), fate: *fate },
        };
        Ok((self.operator(), Decided { decision, outline: None, language: None }))
    }

    /// What a person's message means here and now, and what follows from it.
    async fn consider(
        &self,
        books: &mut Writing,
        inbound: &Inbound,
        understood: &Understood,
    ) -> Result<Considered, Fault> {
        let answered = self.answered(books, inbound, understood).await?;
        let outline = self.outline(books, inbound, understood, answered.draft.as_ref()).await?;
        let language = understood.parsed.language;
        if let Some(key) = content_key(inbound, &understood.reading)
            && books.is_duplicate(&key).await?
        {
            let decision = Decision { effects: Vec::new(), answers: Vec::new(), fate: Fate::Duplicate };
            return Ok(Considered { plan: Plan::default(), outline, language, decision });
        }
        let mut context = self.context(books, inbound, understood).await?;
        if !understood.reading.is_whole {
            let size = inbound.cut_from.map_or(TooLarge::Text, TooLarge::message);
            let decision = rules::decide_unread(size, &context);
            return Ok(Considered { plan: Plan::default(), outline, language, decision });
        }
        let plan = rules::resolve(&understood.text, understood.part, &understood.parsed, &outline);
        let plan = answered.meaning(plan, understood, &outline, inbound.received);
        let language = language.or_else(|| answered.language(&plan));
        context.language = language;
        let scope = Scope {
            today: outline.today,
            zone: self.settings.zone,
            family: outline.family.as_ref(),
            list: outline.list.as_ref(),
            draft: outline.draft.as_ref(),
            plan: &plan,
        };
        let snapshot = books.snapshot(outline.programme.clone(), scope).await?;
        let decision = rules::decide(&plan, snapshot, &context);
        Ok(Considered { plan, outline, language, decision })
    }

    /// What is known of the message beside its words.
    async fn context(&self, books: &mut Writing, inbound: &Inbound, understood: &Understood) -> Result<Context, Fault> {
        Ok(Context {
            actor: understood.actor.clone(),
            received: inbound.received,
            language: understood.parsed.language,
            message_id: understood.reading.message_id.clone(),
            list_lacking: understood.list_lacking(),
            // Nobody loops at the operator's own terminal.
            recent: match inbound.channel {
                Channel::Mail => books.recent(&understood.sender_key(), inbound.received).await?,
                Channel::Terminal | Channel::Import | Channel::Delivery => Recent::default(),
            },
            files: understood.reading.files,
            has_words: understood.reading.has_words(),
            is_quote_alone: understood.reading.is_quote_alone,
            silent_to_strangers: self.settings.silent_to_strangers,
        })
    }

    /// The sender's file, the calendar, and the letter that is answered.
    async fn outline(
        &self,
        books: &mut Writing,
        inbound: &Inbound,
        understood: &Understood,
        draft: Option<&Draft>,
    ) -> Result<Outline, Fault> {
        let today = local_day(inbound.received, self.settings.zone);
        let family = match understood.actor {
            Actor::Guardian { family, .. } => books.family(family).await?,
            _ => None,
        };
        let programme = books.programme(today).await?;
        let list = match draft.and_then(Draft::list).or(understood.answered_list()) {
            Some(number) => books.list(number).await?,
            None if inbound.channel == Channel::Terminal => books.newest_list().await?,
            None => None,
        }
        .filter(|_| matches!(understood.actor, Actor::Director { .. }));
        let listed = match &list {
            Some(list) => books.listed(list.number).await?,
            None => Vec::new(),
        };
        let mut households = Vec::new();
        for id in &understood.households {
            households.extend(books.family(*id).await?);
        }
        let default_slot = self.settings.default_slot.clone();
        let school_zone = self.settings.school_zone;
        let draft = draft.cloned();
        Ok(Outline { today, programme, school_zone, family, list, listed, households, draft, default_slot })
    }

    fn operator(&self) -> Actor {
        Actor::Stranger(self.settings.operator.clone())
    }
}
