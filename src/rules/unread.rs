//! Messages without words to act upon: too large to be read, empty, or files alone.

use chrono::NaiveDate;
use serde::Serialize;

use super::answer::{Answer, Letter, Reader};
use super::decision::{Context, Decision, Desk, paced, to_stranger};
use crate::domain::bounds::LARGEST_MESSAGE;
use crate::message::Fate;

/// What of a message was too large to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum TooLarge {
    /// All of it: its size and the limit, in MiB, rounded up.
    Message { megabytes: u64, limit: u64 },
    /// Its text: more than anybody writes, and mostly quoted.
    Text,
}

impl TooLarge {
    /// Of a message of so many bytes.
    #[must_use]
    pub const fn message(bytes: u64) -> Self {
        const MEBIBYTE: u64 = 1024 * 1024;
        let limit = (LARGEST_MESSAGE as u64).div_ceil(MEBIBYTE);
        Self::Message { megabytes: bytes.div_ceil(MEBIBYTE), limit }
    }
}

/// A message without words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wordless {
    pub name: String,
    /// How many files came with it.
    pub files: usize,
    /// Whether it holds what somebody else wrote, and perhaps an answer below.
    pub is_quote: bool,
    /// A child and an open day of the reader's own, for the example.
    pub child: Option<String>,
    pub day: Option<NaiveDate>,
}

/// Decides about a message too large to be read: nothing of it is done, and whoever is registered is told.
#[must_use]
pub fn decide_unread(size: TooLarge, context: &Context) -> Decision {
    let decision = match context.actor.person() {
        None => to_stranger(context),
        Some(_) if context.recent.is_too_much(context.received) => Decision::silence(Fate::RateLimited),
        Some(person) => {
            let answer = Answer::new(Reader::Sender(person), Letter::TooLarge(size));
            Decision { effects: Vec::new(), answers: vec![answer], fate: Fate::TooBig }
        }
    };
    paced(decision, context)
}

impl Desk<'_> {
    /// Files are for a person to look at; their proven sender is told so, and whoever proved it and wrote nothing at all
    /// is told that. Thanks and quoted text need no answer, unless the text may end in words of the sender's own.
    pub(super) fn nothing_asked(self) -> Decision {
        let is_quote = self.context.is_quote_alone && self.context.files == 0;
        let fate = match self.context.files {
            0 if is_quote => Fate::NotUnderstood,
            0 if self.context.has_words => return Decision::silence(Fate::NothingToDo),
            0 => Fate::Blank,
            _ => Fate::FilesOnly,
        };
        if !self.context.actor.is_proven() {
            return Decision::silence(fate);
        }
        if self.is_flooded() {
            return Decision::silence(Fate::RateLimited);
        }
        let (child, day) = self.example();
        let wordless = Wordless { name: self.sender_name(), files: self.context.files, is_quote, child, day };
        self.only(Letter::Wordless(wordless), fate)
    }
}
