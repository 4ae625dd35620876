//! The operator's terminal as a transport: a typed line becomes a message like any other.

use chrono::{DateTime, Utc};

use crate::domain::Address;
use crate::message::{Channel, Inbound, MessageKey};

/// A line typed at the terminal in the name of `from`; `key` must be unique in its database. `answers` is the Message-ID
/// of the letter that it replies to.
#[must_use]
pub fn message(key: &str, from: &Address, text: &str, answers: Option<&str>, received: DateTime<Utc>) -> Inbound {
    let thread = answers.map(|id| format!("In-Reply-To: <{id}>\r\n")).unwrap_or_default();
    let raw = format!(
        "From: {from}\r\n{thread}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    );
    let key = MessageKey(format!("terminal:{key}"));
    Inbound { key, channel: Channel::Terminal, received, raw: raw.into_bytes(), cut_from: None }
}
