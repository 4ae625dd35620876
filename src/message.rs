//! What crosses the border: messages that come in, letters that go out, and the keys that keep them apart.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Address, Language};

/// Where a message came from; its answer leaves the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The centre's mailbox: nobody is believed because of a From line.
    Mail,
    /// The operator's own terminal (`guichet try`): who sits there may speak for anybody.
    Terminal,
    /// An import by the operator, kept as a message so that a replay builds the same database.
    Import,
    /// The outbox's own word that a letter was given up ([`Undelivered`]), kept as a message for the same reason.
    Delivery,
}

impl Channel {
    /// The name it is stored under.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Terminal => "terminal",
            Self::Import => "import",
            Self::Delivery => "delivery",
        }
    }

    /// The inverse of [`Channel::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Mail, Self::Terminal, Self::Import, Self::Delivery].into_iter().find(|channel| channel.name() == name)
    }
}

/// A message's name at its transport, such as `imap:inbox:1340:57` (account, UIDVALIDITY, UID): the first guard against
/// doing a thing twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageKey(pub String);

impl fmt::Display for MessageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A message as it was received; nothing of it has been read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    pub key: MessageKey,
    pub channel: Channel,
    /// When the channel received it (IMAP INTERNALDATE); deadlines are judged by it.
    pub received: DateTime<Utc>,
    pub raw: Vec<u8>,
    /// The size of the whole message in bytes, where it is larger than [`LARGEST_MESSAGE`](crate::domain::bounds::LARGEST_MESSAGE) and `raw` is only its beginning.
    pub cut_from: Option<u64>,
}

/// How far a mailbox was read. Kept by the store, understood by the inlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// IMAP UIDVALIDITY (RFC 3501 §2.3.1.1): when it changes, every UID means another message.
    pub uid_validity: u32,
    /// The first UID that was not read yet.
    pub next_uid: u32,
    /// The newest INTERNALDATE read so far; bounds what is listed again after UIDVALIDITY changed.
    pub newest: DateTime<Utc>,
}

/// What became of a message: every one has exactly one fate, and the audit counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Something was done.
    Acted,
    /// It was answered, and nothing was changed: a state was asked for, or what was asked stood already.
    Told,
    /// A question was put first; the sender will say.
    Asked,
    /// Held as a draft, and a letter asks for a "oui".
    AskedConfirmation,
    /// Nothing of it was understood.
    NotUnderstood,
    /// Thanks, or only quoted text.
    NothingToDo,
    /// Done before under another key.
    Duplicate,
    /// An out-of-office note or another automatic answer (RFC 3834).
    AutoReply,
    /// A delivery report (RFC 3464).
    Bounce,
    /// A read receipt (RFC 8098).
    Receipt,
    /// Bulk or list mail (RFC 2919).
    List,
    /// A letter of ours that came back.
    OwnLoop,
    /// No words in it, and nothing else.
    Blank,
    /// Files without words: nobody reads them here, a person has to.
    FilesOnly,
    /// No From, or one that cannot be answered.
    NoSender,
    /// More than one From (RFC 7489 §6.6.1).
    ManySenders,
    /// A From that is not one strict address.
    BadAddress,
    UnknownSender,
    TooBig,
    /// More nested or sibling parts than any real mail has.
    TooComplex,
    /// Too many answers to this address already; silence ends a loop.
    RateLimited,
    /// Failed on our side three times; the operator was told.
    SetAside,
}

impl Fate {
    pub const ALL: [Self; 22] = [
        Self::Acted,
        Self::Told,
        Self::Asked,
        Self::AskedConfirmation,
        Self::NotUnderstood,
        Self::NothingToDo,
        Self::Duplicate,
        Self::AutoReply,
        Self::Bounce,
        Self::Receipt,
        Self::List,
        Self::OwnLoop,
        Self::Blank,
        Self::FilesOnly,
        Self::NoSender,
        Self::ManySenders,
        Self::BadAddress,
        Self::UnknownSender,
        Self::TooBig,
        Self::TooComplex,
        Self::RateLimited,
        Self::SetAside,
    ];

    /// The name it is stored under, in the audit and in the operator's list.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acted => "acted",
            Self::Told => "told",
            Self::Asked => "asked",
            Self::AskedConfirmation => "asked_confirmation",
            Self::NotUnderstood => "not_understood",
            Self::NothingToDo => "nothing_to_do",
            Self::Duplicate => "duplicate",
            Self::AutoReply => "auto_reply",
            Self::Bounce => "bounce",
            Self::Receipt => "receipt",
            Self::List => "list",
            Self::OwnLoop => "own_loop",
            Self::Blank => "blank",
            Self::FilesOnly => "files_only",
            Self::NoSender => "no_sender",
            Self::ManySenders => "many_from",
            Self::BadAddress => "bad_address",
            Self::UnknownSender => "unknown_sender",
            Self::TooBig => "too_big",
            Self::TooComplex => "too_complex",
            Self::RateLimited => "rate_limited",
            Self::SetAside => "set_aside",
        }
    }

    /// The inverse of [`Fate::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.name() == name)
    }

    /// Whether the message stays unread in a mailbox that people share: it was not dealt with, somebody should look.
    #[must_use]
    pub const fn needs_a_person(self) -> bool {
        matches!(
            self,
            Self::NotUnderstood
                // A letter of ours may have reached nobody.
                | Self::Bounce
                | Self::FilesOnly
                | Self::NoSender
                | Self::ManySenders
                | Self::BadAddress
                | Self::UnknownSender
                | Self::TooBig
                | Self::TooComplex
                | Self::RateLimited
                | Self::SetAside
        )
    }

    /// Whether the director is told that the message waits for a person: it stays unread, and it is not from somebody
    /// whom nobody knows, for of such mail there may be any number.
    #[must_use]
    pub const fn is_counted_for_director(self) -> bool {
        let is_of_nobody = matches!(self, Self::NoSender | Self::ManySenders | Self::BadAddress | Self::UnknownSender);
        self.needs_a_person() && !is_of_nobody
    }
}

/// A letter as it was decided: its words are final, its place among the letters of its message is fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    pub to: Address,
    pub language: Language,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// `local@domain`, computed from the inbox key: the same letter built twice is the same message.
    pub message_id: String,
    /// The Message-ID that this letter answers, and the thread before it, oldest first (at most 20).
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
}

/// A letter that was given up: nobody tries to send it any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undelivered {
    pub to: Address,
    pub subject: String,
    /// When it was written, and when it was given up.
    pub written: DateTime<Utc>,
    pub given_up: DateTime<Utc>,
    pub cause: GivenUp,
    /// What the server said, or what happened.
    pub error: String,
}

/// Why a letter was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenUp {
    /// The server refused it for good (5xx).
    Refused,
    /// It was refused for now, or there was no server, for too long.
    Exhausted,
    /// Twice the line broke after it was handed over: it may have arrived.
    Uncertain,
}
