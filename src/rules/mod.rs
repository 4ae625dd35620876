//! Sentences and a snapshot to a decision: pure. The only way in for whatever changes the centre's books.

mod answer;
mod ask;
mod book;
mod bulk;
mod cancel;
mod change;
mod command;
mod counter;
mod days;
mod decision;
mod effect;
mod entry;
mod errand;
mod explain;
mod hold;
mod household;
mod list;
mod lookup;
mod offer;
mod open;
mod ordered;
mod pace;
mod period;
mod question;
mod registry;
mod resolve;
mod ruling;
mod sight;
mod slot_names;
mod snapshot;
mod status;
mod undelivered;
mod unread;
mod verdict;

pub use answer::*;
pub use command::{
    Answering, Bulk, Cancellation, Command, Draft, Errand, Extent, Inference, Meant, Modification, Plan, ReplyTo, Step,
};
pub use decision::{Context, Decision, decide};
pub use effect::{Effect, Request};
pub use explain::explain;
pub use open::{Open, in_answer, wanted, which};
pub use pace::{COUNTED, Pace, Recent, Unanswered};
pub use question::{Choice, Question};
pub use registry::{ChildEntry, DirectorEntry, FamilyEntry, GuardianEntry, Registry, RegistryChange};
pub use resolve::{Outline, resolve};
pub use sight::Sight;
pub use slot_names::{SlotName, SlotNames};
pub use snapshot::{Counters, Snapshot};
pub use undelivered::{Addressee, decide_undelivered};
pub use unread::{TooLarge, Wordless, decide_unread};
