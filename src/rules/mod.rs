//! Sentences and a snapshot to a decision: pure. The only way in for whatever changes the centre's books.

mod answer;
mod book;
mod cancel;
mod command;
mod days;
mod decision;
mod effect;
mod entry;
mod explain;
mod hold;
mod list;
mod pace;
mod question;
mod registry;
mod resolve;
mod snapshot;
mod status;
mod undelivered;
mod unread;
mod verdict;

pub use answer::*;
pub use command::{Bulk, Cancellation, Command, Draft, Extent, Inference, Meant, Plan, ReplyTo, Step};
pub use decision::{Context, Decision, decide};
pub use effect::{Effect, Request};
pub use explain::explain;
pub use pace::{Pace, Recent, Unanswered};
pub use registry::{ChildEntry, DirectorEntry, FamilyEntry, GuardianEntry, Registry, RegistryChange};
pub use resolve::{Outline, resolve};
pub use snapshot::{Counters, Snapshot};
pub use undelivered::{Addressee, decide_undelivered};
pub use unread::{TooLarge, Wordless, decide_unread};

/// Bounds of the house plan, in one table.
pub mod bounds {
    use chrono::TimeDelta;

    use crate::message::Fate;

    /// More commands than this in a message are asked first.
    pub const COMMANDS_BEFORE_CONFIRMATION: usize = 20;
    /// More children × days than this in a message are asked first.
    pub const CHILD_DAYS_BEFORE_CONFIRMATION: usize = 60;
    /// A letter offers no more choices than this.
    pub const CHOICES: usize = 3;
    /// How long a "oui" is waited for.
    pub const CONFIRMATION: TimeDelta = TimeDelta::hours(72);
    /// Answers that change nothing (questions, neutral words) to one sender: more are not sent, so that loops end.
    pub const LETTERS_IN_TEN_MINUTES: usize = 5;
    /// The same, over 24 hours.
    pub const LETTERS_IN_A_DAY: usize = 10;
    /// How such messages end.
    pub const COUNTED: [Fate; 8] = [
        Fate::Told,
        Fate::Asked,
        Fate::AskedConfirmation,
        Fate::NotUnderstood,
        Fate::Blank,
        Fate::FilesOnly,
        Fate::TooBig,
        Fate::UnknownSender,
    ];
}
