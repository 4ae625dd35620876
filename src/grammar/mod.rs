//! Text to sentences and complaints: pure, with nom over tokens. The grammar knows no family: it is handed a lexicon.

mod change;
mod children;
mod classes;
mod classify;
mod clauses;
mod complaint;
mod dates;
mod day_sets;
mod errand;
mod examples;
mod except;
mod files;
mod fragment;
mod gist;
mod greeting;
mod habits;
mod hours;
mod kin;
mod lexicon;
mod lines;
mod mask;
mod message;
#[cfg(test)]
mod notation;
mod order;
mod parser;
mod parts;
mod periods;
mod reading;
mod recurrences;
mod scopes;
mod sentence;
mod slots;
mod span;
#[cfg(test)]
mod tests;
mod tokens;
mod unread;
mod verdict;
mod weekdays;
mod weeks;
mod words;

pub use complaint::{Cause, Complaint, Suggestion};
pub use errand::{Detail, Errand, ErrandKind};
pub use examples::{Example, Topic, examples};
pub use fragment::{Fragment, Wanted, days_of_choice, fragment};
pub use habits::is_month_first;
pub use lexicon::{Household, Lexicon, Names, Role};
pub use message::{is_silent, parse_message, weigh_between};
pub use reading::parse;
pub use sentence::{
    Bond, Bound, Change, ChildRef, DayRef, DaySet, Entry, Items, Kin, Lines, Mention, Order, Parsed, Period, Pick,
    Recurrence, Rhythm, Ruling, Sentence, SlotRef, Verb, Verdict, VerdictKind, WeekRef, Whereabouts, Who, Within,
};
pub use span::{Span, Spanned, TextPart};
pub use tokens::letters;
pub use words::{WordsError, check, weekday, word};
