//! A message as written: what each sentence says, word by word, before anybody's file or calendar is opened.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Complaint, Errand, Span, Spanned};
use crate::domain::{Language, ServiceCode, SlotCode};

/// All that was read in a text, in the order of the text. Parsing never fails: it complains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    pub sentences: Vec<Sentence>,
    pub complaints: Vec<Complaint>,
    /// The language of the verbs; `None` when nothing tells.
    pub language: Option<Language>,
    /// Lines that mean nothing to us; after five of them reading stops.
    pub unknown_lines: usize,
    /// Sentences that were passed over and hold more than names.
    pub unread: Vec<Span>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sentence {
    /// Something a family asks: book, cancel, status, help.
    Order(Order),
    /// What is booked is to be booked otherwise.
    Change(Change),
    /// Something else that is asked at the counter, such as an invoice.
    Errand(Errand),
    /// A director's decision on lines of a list.
    Verdict(Verdict),
    /// A bare "oui" or "ok": the answer to an open question, or a director's approval of a whole list.
    Yes(Span),
    /// A bare "non".
    No(Span),
}

impl Sentence {
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Order(order) => order.span,
            Self::Change(change) => change.span,
            Self::Errand(errand) => errand.span,
            Self::Verdict(verdict) => verdict.span,
            Self::Yes(span) | Self::No(span) => *span,
        }
    }
}

/// What a family's sentence asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    Book,
    Cancel,
    Status,
    Help,
}

/// A family's sentence: its verb and, for book and cancel, what about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub span: Span,
    /// All of the sentence, with the words around the order.
    pub sentence: Span,
    /// Words in it that nobody knows.
    pub unknown: Vec<Span>,
    pub verb: Spanned<Verb>,
    /// `annuler 42`: request numbers.
    pub requests: Vec<Spanned<i64>>,
    /// `Zoé mer 8/07 journée, Hugo jeu 9/07 matin` are two entries; one that lacks a part takes it from the one before.
    pub entries: Vec<Entry>,
    /// Why, in the sender's words (`annuler Zoé mer 8/07 : malade`).
    pub reason: Option<Spanned<String>>,
}

/// A change of what is booked: what it is now, and what it is to become. At least one of the new parts is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub span: Span,
    /// All of the sentence, with the words around.
    pub sentence: Span,
    /// `changer 42 matin`: request numbers.
    pub requests: Vec<Spanned<i64>>,
    /// As it is booked.
    pub from: Entry,
    /// As it is to be; what stays as it is is empty here.
    pub to: Entry,
}

/// Children, days and slots that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub span: Span,
    pub children: Vec<Spanned<ChildRef>>,
    pub days: Vec<Spanned<DaySet>>,
    /// `sauf le 8`.
    pub except: Vec<Spanned<DaySet>>,
    pub slots: Vec<Spanned<SlotRef>>,
    pub service: Option<Spanned<ServiceCode>>,
}

/// A child as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChildRef {
    /// A first name of the lexicon, as on file.
    Named(String),
    /// A first name of the lexicon with a typo in it: unique, within the distance that is allowed.
    Typo(String),
    /// `tous`, `les enfants`, `les deux` (with the number that was said).
    All(Option<u32>),
    /// A word where a name must stand, and no child is called so. Holds the word.
    Unknown(String),
}

/// Some days as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DaySet {
    Single(DayRef),
    /// Both ends included; the weekday of either end is checked when the year is known.
    Range(DayRef, DayRef),
}

/// A day as written: what was said, and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayRef {
    Today,
    Tomorrow,
    AfterTomorrow,
    /// `mercredi`, `mer`: the next one, tomorrow allowed, today never.
    Weekday(#[serde(with = "weekday")] Weekday),
    /// `[mer] 11[/07[/2012]]`, `Wed 8 July`; in a list `20, 21 et 23 juillet` every day has got its month already.
    Date {
        #[serde(with = "weekday::option")]
        weekday: Option<Weekday>,
        day: u32,
        month: Option<u32>,
        year: Option<i32>,
    },
    /// `2012-07-11`.
    Iso(NaiveDate),
}

/// Slots as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlotRef {
    /// A slot of the centre.
    Slot(SlotCode),
    /// `journée`: all slots of the service.
    FullDay,
    /// `sans repas`: takes a slot away from the others.
    Without(SlotCode),
    /// `demi-journée`: which half, is asked.
    HalfDay,
}

/// A director's decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub span: Span,
    pub ruling: Ruling,
    pub items: Items,
    /// What stands after the colon: `refuse 2 : complet`.
    pub reason: Option<Spanned<String>>,
    /// `quand même`: over the places, as an exception.
    pub anyway: bool,
}

/// Approve, refuse or put on the waiting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    Approve,
    Refuse,
    Waitlist,
}

/// What a director says of some lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    Decide(VerdictKind),
    /// `je regarde demain`: they stay undecided.
    PutOff,
}

/// Which lines of the list: some, without those that are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items {
    pub lines: Lines,
    /// `sauf 2`, `sauf Awa`.
    pub except: Vec<Spanned<Pick>>,
}

impl Items {
    /// The whole list.
    pub const ALL: Self = Self { lines: Lines::All, except: Vec::new() };

    /// Whether each line was named.
    #[must_use]
    pub const fn are_named(&self) -> bool {
        matches!(self.lines, Lines::Named(_))
    }
}

/// The lines that a decision begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lines {
    /// No line was named: the whole list.
    All,
    /// `1 3`, `1 à 3`, `Zoé et la famille Nguyen`, in the order that was said, each once.
    Named(Vec<Spanned<Pick>>),
    /// `le reste`, `les 5 autres`: what no other sentence of the message decides.
    Rest(Option<u32>),
}

/// One way to name lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pick {
    Line(u32),
    /// `les deux premiers`.
    First(u32),
    Last(u32),
    /// All lines of a child or a family; with days, those that are wholly of these days, or not of those.
    Of {
        who: Who,
        days: Vec<Spanned<DaySet>>,
        but: Vec<Spanned<DaySet>>,
    },
    /// A name that stands in none of the lines.
    Unknown(String),
}

/// Of whom a line is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// A first name, with the family's name where that was said.
    Child {
        name: String,
        family: Option<String>,
    },
    Family(String),
}

/// Weekdays as ISO numbers, 1 for Monday, so that the stored form does not hang on a library's spelling.
mod weekday {
    use chrono::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    pub fn serialize<S: Serializer>(day: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(day.number_from_monday())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
        let number = u8::deserialize(deserializer)?;
        number.checked_sub(1).and_then(|n| Weekday::try_from(n).ok()).ok_or_else(|| Error::custom("no such weekday"))
    }

    pub mod option {
        use super::{Deserialize, Deserializer, Error, Serializer, Weekday};

        #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
        pub fn serialize<S: Serializer>(day: &Option<Weekday>, serializer: S) -> Result<S::Ok, S::Error> {
            match day {
                Some(day) => super::serialize(day, serializer),
                None => serializer.serialize_none(),
            }
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Weekday>, D::Error> {
            let number = Option::<u8>::deserialize(deserializer)?;
            number
                .map(|n| {
                    n.checked_sub(1)
                        .and_then(|n| Weekday::try_from(n).ok())
                        .ok_or_else(|| D::Error::custom("no such weekday"))
                })
                .transpose()
        }
    }
}
