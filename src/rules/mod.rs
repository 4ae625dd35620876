//! Sentences and a snapshot to a decision: pure. The only way in for whatever changes the centre's books.

mod answer;
mod book;
mod cancel;
mod change;
mod command;
mod days;
mod decision;
mod effect;
mod entry;
mod errand;
mod explain;
mod hold;
mod household;
mod list;
mod pace;
mod question;
mod registry;
mod resolve;
mod ruling;
mod slot_names;
mod snapshot;
mod status;
mod undelivered;
mod unread;
mod verdict;

pub use answer::*;
pub use command::{
    Bulk, Cancellation, Command, Draft, Errand, Extent, Inference, Meant, Modification, Plan, ReplyTo, Step,
};
pub use decision::{Context, Decision, decide};
pub use effect::{Effect, Request};
pub use explain::explain;
pub use pace::{COUNTED, Pace, Recent, Unanswered};
pub use registry::{ChildEntry, DirectorEntry, FamilyEntry, GuardianEntry, Registry, RegistryChange};
pub use resolve::{Outline, resolve};
pub use slot_names::{SlotName, SlotNames};
pub use snapshot::{Counters, Snapshot};
pub use undelivered::{Addressee, decide_undelivered};
pub use unread::{TooLarge, Wordless, decide_unread};
