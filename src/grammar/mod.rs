//! Text to sentences and complaints: pure, with nom over tokens. The grammar knows no family: it is handed a lexicon.

mod change;
mod children;
mod classes;
mod classify;
mod complaint;
mod dates;
mod errand;
mod examples;
mod except;
mod greeting;
mod lexicon;
mod lines;
mod mask;
mod message;
#[cfg(test)]
mod notation;
mod order;
mod parser;
mod parts;
mod reading;
mod sentence;
mod slots;
mod span;
#[cfg(test)]
mod tests;
mod tokens;
mod unread;
mod verdict;
mod weeks;
mod words;

pub use complaint::{Cause, Complaint, Suggestion};
pub use errand::{Detail, Errand, ErrandKind};
pub use examples::{Example, Topic, examples};
pub use lexicon::{Household, Lexicon, Names, Role};
pub use message::{parse_message, weigh_between};
pub use reading::parse;
pub use sentence::{
    Change, ChildRef, DayRef, DaySet, Entry, Items, Lines, Order, Parsed, Pick, Ruling, Sentence, SlotRef, Verb,
    Verdict, VerdictKind, Who,
};
pub use span::{Span, Spanned, TextPart};
pub use tokens::letters as folded;
pub use words::{WordsError, check, word};
