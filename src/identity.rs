//! From an address and its verdict to an actor and how far they are believed; the marks in our letters that prove a reply.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE32_NOPAD;
use ring::hmac;

use crate::domain::bounds::{self, SHORTEST_SECRET};
use crate::domain::{Actor, Address, Director, Guardian, Trust};
use crate::message::Channel;
use crate::reading::Verdict;

/// Octets kept of the HMAC: 128 bits (RFC 2104 §5 asks for at least half of the hash).
const TAG_LENGTH: usize = 16;

/// What a letter's mark allows its reader to do by replying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// To speak for the family: an ordinary answer of ours.
    Reply,
    /// To decide on the numbered list.
    List,
    /// To confirm what is held as a draft.
    Draft,
    /// To answer a question in a word. It proves no more than an ordinary answer.
    Question,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Reply, Self::List, Self::Draft, Self::Question];

    /// The word that a mark begins with.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::List => "list",
            Self::Draft => "draft",
            Self::Question => "ask",
        }
    }

    /// The inverse of [`Purpose::name`].
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }

    /// How long a mark is good for after the day it was issued.
    const fn life(self) -> TimeDelta {
        match self {
            Self::Reply | Self::Question => bounds::REPLY,
            Self::List => bounds::LIST,
            Self::Draft => bounds::CONFIRMATION,
        }
    }
}

/// What a mark says: one purpose, one number (of the list, draft or letter), one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    pub purpose: Purpose,
    /// Never negative.
    pub number: i64,
    /// Days since 1 January 1970 (UTC).
    pub issued: i64,
}

impl Ticket {
    /// A ticket of the day of `now`.
    #[must_use]
    pub fn new(purpose: Purpose, number: i64, now: DateTime<Utc>) -> Self {
        Self { purpose, number, issued: day(now) }
    }

    /// The beginning of the mark, and a part of what is signed.
    fn label(&self) -> String {
        format!("{}.{}.{}", self.purpose.name(), self.number, self.issued)
    }

    fn from_label(label: &str) -> Option<Self> {
        let mut pieces = label.split('.');
        let name = pieces.next()?;
        let purpose = Purpose::named(name)?;
        let (number, issued) = (pieces.next()?.parse().ok()?, pieces.next()?.parse().ok()?);
        let ticket = Self { purpose, number, issued };
        // The label must be the one that we would have written: no `+1`, no leading zeros.
        (pieces.next().is_none() && ticket.label() == label).then_some(ticket)
    }
}

/// Why a mark proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// Not ours, or another person's: the two cannot be told apart.
    #[error("the reference is not one of ours for this address")]
    Unknown,
    /// Ours and this person's, but too old; the ticket is given so that a fresh letter can be sent.
    #[error("the reference is too old")]
    Expired(Ticket),
}

/// A secret too short to sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret must have at least 32 octets")]
pub struct SecretTooShort;

/// The installation's secret. Marks are computed from it and never stored, so a replay builds the same letters.
#[derive(Clone)]
pub struct Secret(hmac::Key);

impl Secret {
    /// A secret of at least [`SHORTEST_SECRET`] octets.
    ///
    /// # Errors
    /// When it is shorter.
    pub fn new(octets: &[u8]) -> Result<Self, SecretTooShort> {
        if octets.len() < SHORTEST_SECRET {
            return Err(SecretTooShort);
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, octets)))
    }

    /// The mark of a letter to one person, such as `list.17.15523.` and 26 letters: at most 64 characters that may stand
    /// before the `@` of a Message-ID, and mean the same in any letter case.
    #[must_use]
    pub fn mark(&self, ticket: &Ticket, person: &Address) -> String {
        let label = ticket.label();
        let tag = self.code(&signed(&label, person));
        format!("{label}.{tag}")
    }

    /// What a mark that came back from `person` proves at the instant `now`.
    ///
    /// # Errors
    /// When it is not ours, another person's, or too old.
    pub fn verify(&self, mark: &str, person: &Address, now: DateTime<Utc>) -> Result<Ticket, TicketError> {
        let mark = mark.to_ascii_lowercase();
        let (label, code) = mark.rsplit_once('.').ok_or(TicketError::Unknown)?;
        let ticket = Ticket::from_label(label).ok_or(TicketError::Unknown)?;
        let expected = self.code(&signed(label, person));
        // Comparing the HMACs of both codes takes the same time wherever they differ.
        hmac::verify(&self.0, code.as_bytes(), hmac::sign(&self.0, expected.as_bytes()).as_ref())
            .map_err(|_| TicketError::Unknown)?;
        let age = TimeDelta::days(day(now).saturating_sub(ticket.issued).clamp(0, MOST_DAYS));
        if age > ticket.purpose.life() { Err(TicketError::Expired(ticket)) } else { Ok(ticket) }
    }

    /// The local part of the Message-ID of the `n`th letter that answers the message stored under `inbox_key`, for letters
    /// to strangers: the same each time it is computed, and nothing that a reply could prove anything with.
    #[must_use]
    pub fn anonymous_id(&self, inbox_key: &str, n: usize) -> String {
        let tag = self.code(&format!("letter\n{inbox_key}\n{n}"));
        format!("letter.{tag}")
    }

    fn code(&self, signed: &str) -> String {
        let tag = hmac::sign(&self.0, signed.as_bytes());
        BASE32_NOPAD.encode(tag.as_ref().get(..TAG_LENGTH).unwrap_or_default()).to_ascii_lowercase()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The rows on file for one address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    pub guardians: Vec<Guardian>,
    pub directors: Vec<Director>,
}

/// Who speaks, and how far they are believed.
///
/// A From line alone proves nothing: proof is the operator's terminal, the receiving server's pass, or a reply bearing a
/// mark of ours for this very address (`tickets` holds the verified ones). Where the server says that the mail is forged,
/// only the mark of a confirmation counts: that letter was written because of such a verdict, and went to the address on
/// file; another letter may have been passed on. An address that is both a director's and a
/// parent's is the director's: the centre's list must not depend on which letter was answered, and a director can act for
/// any family. Of several rows of a kind the first counts.
#[must_use]
pub fn identify(
    from: &Address,
    channel: Channel,
    verdict: Verdict,
    tickets: &[Ticket],
    directory: &Directory,
) -> Actor {
    let proves = |ticket: &Ticket| verdict != Verdict::Fail || ticket.purpose == Purpose::Draft;
    let is_proven = channel == Channel::Terminal || verdict == Verdict::Pass || tickets.iter().any(proves);
    let trust = if is_proven { Trust::Proven } else { Trust::Unproven };
    if let Some(director) = directory.directors.iter().find(|director| director.address == *from) {
        let Director { id, address, language, .. } = director.clone();
        return Actor::Director { id, address, language, trust };
    }
    if let Some(guardian) = directory.guardians.iter().find(|guardian| guardian.address == *from) {
        let Guardian { id, family, address, language, .. } = guardian.clone();
        return Actor::Guardian { id, family, address, language, trust };
    }
    Actor::Stranger(from.clone())
}

/// Older than any life; keeps the arithmetic within bounds whatever a mark says.
const MOST_DAYS: i64 = 36_500;

/// The person is part of what is signed: a mark that was passed on proves nothing.
fn signed(label: &str, person: &Address) -> String {
    format!("mark\n{label}\n{person}")
}

fn day(instant: DateTime<Utc>) -> i64 {
    instant.timestamp().div_euclid(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DirectorId, FamilyId, GuardianId, Language};
    use chrono::TimeZone;
    use proptest::prelude::*;

    fn secret() -> Secret {
        Secret::new(b"a secret of exactly 32 octets ok").unwrap()
    }

    fn address(text: &str) -> Address {
        text.parse().unwrap()
    }

    fn at(day: u32, hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2012, 7, day, hour, 0, 0).unwrap()
    }

    #[test]
    fn a_mark_proves_its_ticket_in_any_letter_case() {
        let ticket = Ticket::new(Purpose::List, 17, at(2, 9));
        let director = address("directrice@accueil.test");
        let mark = secret().mark(&ticket, &director);
        assert!(mark.starts_with("list.17.15523."), "{mark}");
        assert_eq!(mark.len(), "list.17.15523.".len() + 26);
        assert_eq!(secret().verify(&mark, &director, at(2, 10)), Ok(ticket));
        assert_eq!(secret().verify(&mark.to_uppercase(), &director, at(2, 10)), Ok(ticket));
    }

    #[test]
    fn another_persons_mark_and_another_secrets_are_unknown() {
        let ticket = Ticket::new(Purpose::Draft, 3, at(2, 9));
        let mark = secret().mark(&ticket, &address("marie@example.org"));
        let other = Secret::new(b"another secret that has 32 octets").unwrap();
        assert_eq!(secret().verify(&mark, &address("hugo@example.org"), at(2, 9)), Err(TicketError::Unknown));
        assert_eq!(other.verify(&mark, &address("marie@example.org"), at(2, 9)), Err(TicketError::Unknown));
        for forged in
            [mark.replace("draft", "list"), mark.replace(".3.", ".4."), mark.replace(".3.", ".03."), format!("{mark}a")]
        {
            assert_eq!(
                secret().verify(&forged, &address("marie@example.org"), at(2, 9)),
                Err(TicketError::Unknown),
                "{forged}"
            );
        }
    }

    #[test]
    fn each_purpose_has_its_life() {
        let person = address("marie@example.org");
        for (purpose, days) in [(Purpose::Reply, 14), (Purpose::List, 14), (Purpose::Draft, 3)] {
            let ticket = Ticket::new(purpose, 1, at(2, 9));
            let mark = secret().mark(&ticket, &person);
            let last = u32::try_from(2 + days).unwrap();
            assert_eq!(secret().verify(&mark, &person, at(last, 23)), Ok(ticket), "{purpose:?}");
            assert_eq!(
                secret().verify(&mark, &person, at(last + 1, 0)),
                Err(TicketError::Expired(ticket)),
                "{purpose:?}"
            );
        }
    }

    #[test]
    fn a_secret_is_long_and_never_shown() {
        assert_eq!(Secret::new(&[7; 31]).unwrap_err(), SecretTooShort);
        assert_eq!(format!("{:?}", secret()), "Secret(…)");
    }

    #[test]
    fn letters_to_strangers_have_ids_that_repeat_and_differ() {
        let id = secret().anonymous_id("imap:inbox:1:57", 0);
        assert_eq!(id, secret().anonymous_id("imap:inbox:1:57", 0));
        assert_ne!(id, secret().anonymous_id("imap:inbox:1:57", 1));
        assert_ne!(id, secret().anonymous_id("imap:inbox:1:5", 70));
        assert!(id.len() <= 64 && id.starts_with("letter."), "{id}");
    }

    fn directory() -> Directory {
        let guardian = Guardian {
            id: GuardianId(1),
            family: FamilyId(1),
            name: "Mme Dupont".into(),
            address: address("marie@example.org"),
            language: Language::FR,
        };
        Directory { guardians: vec![guardian], directors: Vec::new() }
    }

    #[test]
    fn a_from_line_alone_proves_nothing() {
        let from = address("marie@example.org");
        let ticket = Ticket::new(Purpose::Reply, 1, at(2, 9));
        for (channel, verdict, tickets, proven) in [
            (Channel::Mail, Verdict::None, vec![], false),
            (Channel::Mail, Verdict::Fail, vec![], false),
            (Channel::Mail, Verdict::Pass, vec![], true),
            (Channel::Mail, Verdict::None, vec![ticket], true),
            (Channel::Terminal, Verdict::None, vec![], true),
        ] {
            let actor = identify(&from, channel, verdict, &tickets, &directory());
            assert_eq!(actor.is_proven(), proven, "{channel:?} {verdict:?} {tickets:?}");
            assert!(matches!(actor, Actor::Guardian { id: GuardianId(1), .. }));
        }
    }

    #[test]
    fn a_director_who_is_also_a_parent_is_the_director() {
        let mut directory = directory();
        let address = address("marie@example.org");
        let name = "Mme Dupont".into();
        directory.directors.push(Director {
            id: DirectorId(9),
            name,
            address: address.clone(),
            language: Language::FR,
        });
        let actor = identify(&address, Channel::Mail, Verdict::Pass, &[], &directory);
        assert!(matches!(actor, Actor::Director { id: DirectorId(9), trust: Trust::Proven, .. }));
    }

    #[test]
    fn a_row_of_another_address_is_nobodys() {
        let from = address("hugo@example.org");
        let actor = identify(&from, Channel::Terminal, Verdict::Pass, &[], &directory());
        assert_eq!(actor, Actor::Stranger(from));
    }

    proptest! {
        #[test]
        fn marks_of_any_number_fit_and_come_back(number in 0..i64::MAX, purpose in prop::sample::select(Purpose::ALL.to_vec())) {
            let person = address("marie@example.org");
            let ticket = Ticket::new(purpose, number, at(2, 9));
            let mark = secret().mark(&ticket, &person);
            prop_assert!(mark.len() <= 64);
            prop_assert_eq!(secret().verify(&mark, &person, at(2, 9)), Ok(ticket));
        }

        #[test]
        fn any_text_is_a_mark_or_unknown(mark in ".{0,80}|list\\.[0-9-]{0,30}\\.[0-9-]{0,30}\\.[a-z2-7]{26}") {
            let result = secret().verify(&mark, &address("marie@example.org"), at(2, 9));
            prop_assert_eq!(result, Err(TicketError::Unknown));
        }
    }
}
