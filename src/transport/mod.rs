//! The world: mailboxes and mail servers, the terminal. A transport knows no booking and never answers by itself.

pub mod folder;
pub mod imap;
pub mod letter;
pub mod smtp;
pub mod terminal;
mod tls;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use crate::fault::Fault;
use crate::message::{Inbound, MessageKey, Outgoing, Position};

/// Some new messages, oldest first.
#[derive(Debug)]
pub struct Fetched {
    pub messages: Vec<Inbound>,
    /// Where to go on, once these are stored.
    pub position: Position,
    /// Whether there are more to fetch at once.
    pub more: bool,
}

/// What a mailbox that people share shows of a message that was handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Read, and with the keyword or in the folder of what was processed.
    Processed,
    /// Unread where it was: somebody should look at it.
    LeftForPerson,
}

/// Where messages come from.
#[async_trait]
pub trait Inlet: Send {
    /// Fetches what came after `position`, a bounded number at a time. Without a position (the very first start) nothing
    /// that is already there is fetched: the answer's position is the baseline.
    async fn fetch(&mut self, position: Option<Position>) -> Result<Fetched, Fault>;

    /// Shows in the mailbox what became of a message. Doing it twice is harmless, and so is a message that is gone.
    async fn mark(&mut self, key: &MessageKey, mark: Mark) -> Result<(), Fault>;

    /// Sleeps until there may be something to fetch, at the latest until the poll interval is over, or until `wake`.
    async fn wait(&mut self, wake: &Notify) -> Result<(), Fault>;
}

/// Why a letter was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Try again later: 4xx, no connection.
    #[error("not now: {0}")]
    Temporary(String),
    /// Never: 5xx.
    #[error("refused: {0}")]
    Permanent(String),
    /// The connection was lost after the letter was handed over: it may have arrived.
    #[error("unknown whether it arrived: {0}")]
    Uncertain(String),
}

/// Where letters go.
#[async_trait]
pub trait Outlet: Send + Sync {
    /// Sends one letter to its one recipient. `date` is the instant it was queued: a retry sends the same bytes.
    async fn send(&self, letter: &Outgoing, date: DateTime<Utc>) -> Result<(), SendError>;
}

/// One line of `guichet check`: what was tried, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Such as `mailbox: logged in`.
    pub what: String,
    /// A detail worth showing, or what went wrong and what to do about it.
    pub outcome: Result<String, String>,
}

impl Finding {
    fn good(what: &str, detail: impl Into<String>) -> Self {
        Self { what: what.to_owned(), outcome: Ok(detail.into()) }
    }

    fn bad(what: &str, advice: impl Into<String>) -> Self {
        Self { what: what.to_owned(), outcome: Err(advice.into()) }
    }
}
