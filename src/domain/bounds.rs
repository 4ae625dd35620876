//! The bounds of the house plan, in one table: how much at once, how often, how long.

use chrono::TimeDelta;

/// More commands than this in a message are asked first.
pub const COMMANDS_BEFORE_CONFIRMATION: usize = 20;
/// More children × days than this in a message are asked first.
pub const CHILD_DAYS_BEFORE_CONFIRMATION: usize = 60;
/// Lines without a meaning after which a family's message is only looked through.
pub const UNKNOWN_LINES: usize = 5;
/// A letter offers no more choices than this.
pub const CHOICES: usize = 3;
/// How long a "oui" is waited for; the mark of its letter lives as long, in whole days.
pub const CONFIRMATION: TimeDelta = TimeDelta::hours(72);
/// So many answers in a row that do not settle a question, and a person reads them.
pub const ASKS: usize = 2;
/// How long a list can be answered after the day it was sent.
pub const LIST: TimeDelta = TimeDelta::days(14);
/// How long a reply to any other letter of ours proves who writes, after the day it was sent.
pub const REPLY: TimeDelta = TimeDelta::days(14);
/// Answers that change nothing (questions, neutral words) to one sender: more are not sent, so that loops end.
pub const LETTERS_IN_TEN_MINUTES: usize = 5;
/// The same, over 24 hours.
pub const LETTERS_IN_A_DAY: usize = 10;
/// The shortest secret that is accepted, in octets: as long as the hash of the HMAC-SHA-256 that it keys (RFC 2104 §3).
pub const SHORTEST_SECRET: usize = 32;
/// The largest message that is fetched and read whole, in bytes: 25 MiB, attachments included.
pub const LARGEST_MESSAGE: u32 = 25 * 1024 * 1024;
