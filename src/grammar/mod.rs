//! Text to sentences and complaints: pure, with nom over tokens. The grammar knows no family: it is handed a lexicon.

mod children;
mod classes;
mod classify;
mod complaint;
mod dates;
mod examples;
mod except;
mod fragment;
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
pub use examples::{Example, Topic, examples};
pub use fragment::{Fragment, Wanted, fragment};
pub use lexicon::{Lexicon, Names, Role};
pub use message::{parse_message, weigh_between};
pub use reading::parse;
pub use sentence::{
    ChildRef, DayRef, DaySet, Entry, Items, Order, Parsed, Sentence, SlotRef, Verb, Verdict, VerdictKind,
};
pub use span::{Span, Spanned, TextPart};
pub use words::{WordsError, check, word};
