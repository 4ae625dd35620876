//! Text to sentences and complaints: pure, with nom over tokens. The grammar knows no family: it is handed a lexicon.

mod complaint;
mod lexicon;
mod sentence;
mod span;

pub use complaint::{Cause, Complaint, Suggestion};
pub use lexicon::{Lexicon, Names, Role};
pub use sentence::{
    ChildRef, DayRef, DaySet, Entry, Items, Order, Parsed, Sentence, SlotRef, Verb, Verdict, VerdictKind,
};
pub use span::{Span, Spanned, TextPart};
