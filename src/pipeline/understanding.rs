//! Bytes to what a person wrote, who that is, and what the words say: outside any transaction.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::from_slice;

use super::Pipeline;
use crate::clock::Clock;
use crate::domain::{Actor, Address, FamilyId, Language, ListNumber, Service};
use crate::fault::{During, Fault};
use crate::grammar::{self, Household, Lexicon, Names, Parsed, Role, TextPart};
use crate::identity::{Directory, Purpose, Ticket, TicketError, identify};
use crate::message::{Channel, Fate, Inbound, Undelivered};
use crate::reading::{self, Reading};
use crate::rules::{Addressee, ListNeed, RegistryChange};

/// A message as a person wrote it, and who that is.
pub(super) struct Understood {
    pub reading: Reading,
    pub actor: Actor,
    /// The marks of ours for this sender that the message bears.
    pub marks: Vec<Mark>,
    pub text: String,
    pub part: TextPart,
    pub parsed: Parsed,
    /// The words that it was read with.
    pub lexicon: Lexicon,
    /// The families that a director names.
    pub households: Vec<FamilyId>,
}

/// A mark that was written for this very sender. One that is too old proves nothing; it still says what is answered.
pub(super) struct Mark {
    pub words: String,
    pub ticket: Ticket,
    pub is_expired: bool,
}

/// What there is to decide about a message.
pub(super) enum Matter {
    Message(Box<Understood>),
    Import(RegistryChange),
    /// A letter of ours was given up.
    Undelivered(Box<Undelivered>, Addressee),
    /// Nothing to decide: its fate is known from its outside.
    Closed(Fate),
}

impl<C: Clock> Pipeline<C> {
    /// Bytes to what a person wrote, and who they are: outside any transaction, whatever it costs.
    pub(super) async fn read(&self, inbound: &Inbound) -> Result<Matter, Fault> {
        if inbound.channel == Channel::Import {
            let registry = from_slice(&inbound.raw).during("reading a stored import")?;
            return Ok(Matter::Import(RegistryChange(registry)));
        }
        if inbound.channel == Channel::Delivery {
            let letter: Undelivered = from_slice(&inbound.raw).during("reading the report on a letter")?;
            let addressee = self.addressee(&letter.to).await?;
            return Ok(Matter::Undelivered(Box::new(letter), addressee));
        }
        let read = if inbound.cut_from.is_some() { reading::read_cut } else { reading::read };
        let reading = match read(&inbound.raw, &self.settings.trusted) {
            Ok(reading) => reading,
            Err(fate) => return Ok(Matter::Closed(fate)),
        };
        let marks = self.own_marks(&reading, inbound.received);
        let directory = self.directory(&reading.from).await?;
        let proofs: Vec<Ticket> = marks.iter().filter(|mark| !mark.is_expired).map(|mark| mark.ticket).collect();
        let actor = identify(&reading.from, inbound.channel, reading.verdict, &proofs, &directory);
        let (lexicon, households) = match actor {
            Actor::Director { language, .. } => {
                self.director_lexicon(language, &reading, &marks, inbound.channel).await?
            }
            _ => (self.lexicon(&actor).await?, Vec::new()),
        };
        let (text, part, parsed) = parse(&reading, &lexicon);
        Ok(Matter::Message(Box::new(Understood { reading, actor, marks, text, part, parsed, lexicon, households })))
    }

    /// The marks that are ours and this sender's; of any other nothing can be said.
    fn own_marks(&self, reading: &Reading, received: DateTime<Utc>) -> Vec<Mark> {
        let own = |words: &String| {
            let (ticket, is_expired) = match self.secret.verify(words, &reading.from, received) {
                Ok(ticket) => (ticket, false),
                Err(TicketError::Expired(ticket)) => (ticket, true),
                Err(TicketError::Unknown) => return None,
            };
            Some(Mark { words: words.clone(), ticket, is_expired })
        };
        reading.marks.iter().filter_map(own).collect()
    }

    async fn directory(&self, address: &Address) -> Result<Directory, Fault> {
        Ok(Directory {
            guardians: self.store.guardians_at(address).await?,
            directors: self.store.directors_at(address).await?,
        })
    }

    async fn addressee(&self, address: &Address) -> Result<Addressee, Fault> {
        let directory = self.directory(address).await?;
        let director = directory.directors.into_iter().next().map(|director| Addressee::Director(director.name));
        let guardian = directory.guardians.into_iter().next().map(|guardian| Addressee::Guardian(guardian.name));
        Ok(director.or(guardian).unwrap_or(Addressee::Nobody))
    }

    /// The words that this sender's message is read with.
    async fn lexicon(&self, actor: &Actor) -> Result<Lexicon, Fault> {
        let mut names = centre_names(self.store.services().await?);
        let (role, language) = match actor {
            Actor::Guardian { family, language, .. } => {
                names.children = self.store.first_names(*family).await?;
                names.nicknames = self.store.nicknames(*family).await?;
                names.surnames = self.store.last_names(*family).await?;
                (Role::Parent, *language)
            }
            Actor::Director { language, .. } => (Role::Director, *language),
            Actor::Stranger(_) => (Role::Parent, self.settings.language),
        };
        Ok(Lexicon { role, language, names })
    }

    /// The words that a director's message is read with, and the families that it names: by their name, or by a child's
    /// where the list that is answered has them.
    async fn director_lexicon(
        &self,
        language: Language,
        reading: &Reading,
        marks: &[Mark],
        channel: Channel,
    ) -> Result<(Lexicon, Vec<FamilyId>), Fault> {
        let list = match answered(reading, marks, &[Purpose::List]) {
            Some(mark) => Some(ListNumber(mark.ticket.number)),
            None if channel == Channel::Terminal => self.store.newest_list_number().await?,
            None => None,
        };
        let text = grammar::letters(&format!("{} {}", reading.subject, reading.text));
        let says = |name: &String| text.contains(&grammar::letters(name));
        let mut families = self.store.families(list).await?;
        families.retain(|family| says(&family.name) || (family.listed && family.children.iter().any(says)));
        let ids = families.iter().map(|family| family.id).collect();
        let mut names = centre_names(self.store.services().await?);
        names.households =
            families.into_iter().map(|family| Household { surname: family.name, children: family.children }).collect();
        Ok((Lexicon { role: Role::Director, language, names }, ids))
    }
}

impl Matter {
    pub fn sender_key(&self) -> Option<String> {
        match self {
            Self::Message(understood) => Some(understood.sender_key()),
            Self::Import(_) | Self::Undelivered(..) | Self::Closed(_) => None,
        }
    }

    /// The language that the message was written in, where its verbs tell.
    pub fn language(&self) -> Option<Language> {
        match self {
            Self::Message(understood) => understood.parsed.language,
            Self::Import(_) | Self::Undelivered(..) | Self::Closed(_) => None,
        }
    }

    pub fn content_key(&self, inbound: &Inbound) -> Option<String> {
        match self {
            Self::Message(understood) => content_key(inbound, &understood.reading),
            Self::Import(_) | Self::Undelivered(..) | Self::Closed(_) => None,
        }
    }
}

impl Understood {
    /// Who wrote, as far as it was proven: what others send in somebody's name is not counted against them.
    pub fn sender_key(&self) -> String {
        let proof = if self.actor.is_proven() { "" } else { "unproven:" };
        format!("{proof}{}", self.reading.from)
    }

    /// The list that the message answers, while it may be decided on.
    pub fn answered_list(&self) -> Option<ListNumber> {
        self.answered(&[Purpose::List]).filter(|mark| !mark.is_expired).map(|mark| ListNumber(mark.ticket.number))
    }

    /// Why no list is answered, for a director who decides.
    pub fn list_lacking(&self) -> ListNeed {
        let own = |words: &String| self.marks.iter().any(|mark| mark.words == *words);
        let list = |words: &String| words.starts_with(&format!("{}.", Purpose::List.name()));
        match self.answered(&[Purpose::List]) {
            Some(mark) if mark.is_expired => ListNeed::Expired,
            _ if self.reading.marks.iter().any(|words| list(words) && !own(words)) => ListNeed::OtherReader,
            _ => ListNeed::NoList,
        }
    }

    /// The mark of the letter that a message answers: the newest in its thread that bears such a mark; else the only one
    /// that its text repeats.
    pub fn answered(&self, purposes: &[Purpose]) -> Option<&Mark> {
        answered(&self.reading, &self.marks, purposes)
    }
}

fn answered<'m>(reading: &Reading, marks: &'m [Mark], purposes: &[Purpose]) -> Option<&'m Mark> {
    let marks = || marks.iter().filter(|mark| purposes.contains(&mark.ticket.purpose));
    let in_thread = reading.references.iter().rev().find_map(|reference| {
        let reference = reference.to_ascii_lowercase();
        marks().find(|mark| reference.contains(mark.words.as_str()))
    });
    let numbers: BTreeSet<i64> = marks().map(|mark| mark.ticket.number).collect();
    in_thread.or(marks().next().filter(|_| numbers.len() == 1))
}

/// What a sender says twice at the terminal is meant twice; a mail that comes twice is one mail.
pub(super) fn content_key(inbound: &Inbound, reading: &Reading) -> Option<String> {
    (inbound.channel == Channel::Mail).then(|| reading.content_key(&inbound.raw))
}

/// The body's commands, or the subject's where the body has none and the subject is the sender's own. Where what stands above
/// a quote means nothing ("mes réponses ci-dessous"), what stands between and below is read with it.
fn parse(reading: &Reading, lexicon: &Lexicon) -> (String, TextPart, Parsed) {
    let subject = reading.has_own_subject().then_some(reading.subject.as_str());
    let whole = format!("{}\n{}", reading.text, reading.between);
    let is_left_out = !reading.text.contains(&reading.between);
    let reads_on = is_left_out && grammar::is_silent(&reading.text, lexicon);
    let body = if reads_on { &whole } else { &reading.text };
    let (part, mut parsed) = grammar::parse_message(subject, body, lexicon);
    grammar::weigh_between(&mut parsed, body, &reading.between, lexicon);
    let text = if part == TextPart::Subject { &reading.subject } else { body };
    (text.clone(), part, parsed)
}

/// The usual slots of a service around school hours.
const AROUND_SCHOOL: [&str; 3] = ["before_school", "study", "after_school"];

/// What the centre calls things, for the grammar.
fn centre_names(services: Vec<Service>) -> Names {
    let slots = services.iter().flat_map(|service| &service.slots);
    let school =
        services.iter().find(|service| service.slots.iter().any(|slot| AROUND_SCHOOL.contains(&slot.code.0.as_str())));
    Names {
        school: school.map(|service| service.code.clone()),
        slots: slots
            .map(|slot| (slot.code.clone(), slot.name.iter().chain(&slot.nicknames).cloned().collect()))
            .collect(),
        services: services.into_iter().map(|service| (service.code, vec![service.name])).collect(),
        ..Names::default()
    }
}
