//! A message as meant: commands with ids and dates, or the questions that come first.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::open::Open;
use crate::domain::bounds;
use crate::domain::{
    ChildId, DraftNumber, DraftPurpose, Language, ListNumber, Person, RequestNumber, ServiceCode, SlotSet,
};
use crate::grammar::{Complaint, Detail, ErrandKind, VerdictKind};

/// Which letter of ours a message answers, proven by its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyTo {
    List(ListNumber),
    Draft(DraftNumber),
}

/// What would be done, before rules are applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Command {
    Book {
        /// Eldest first.
        children: Vec<ChildId>,
        /// Open days, in order.
        days: Vec<NaiveDate>,
        /// Closed days inside a range that was named; dropped and said.
        dropped: Vec<NaiveDate>,
        slots: SlotSet,
        /// Only where the service was named.
        service: Option<ServiceCode>,
        /// The family said that it waits where it is full; for now every wish does.
        waits_if_full: bool,
    },
    Cancel {
        what: Cancellation,
        reason: Option<String>,
    },
    Status,
    Help,
    /// What is booked is to be booked otherwise.
    Modify(Modification),
    /// Something else that is asked at the counter.
    Errand(Errand),
    Decide {
        list: ListNumber,
        kind: VerdictKind,
        /// Line numbers of the list, as they were said.
        items: Vec<u32>,
        extent: Extent,
        reason: Option<String>,
        /// *Quand même*: over the places.
        anyway: bool,
    },
}

/// A change of what is booked; what is empty stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modification {
    /// By number, or by children and days.
    pub requests: Vec<RequestNumber>,
    pub children: Vec<ChildId>,
    pub days: Vec<NaiveDate>,
    pub from_slots: Option<SlotSet>,
    pub to_slots: Option<SlotSet>,
    pub to_days: Vec<NaiveDate>,
    pub to_children: Vec<ChildId>,
}

/// An errand as meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    pub kind: ErrandKind,
    /// Eldest first; nobody where none was named.
    pub children: Vec<ChildId>,
    pub days: Vec<NaiveDate>,
    pub slots: Option<SlotSet>,
    pub requests: Vec<RequestNumber>,
    /// Lines of a list.
    pub items: Vec<u32>,
    pub details: BTreeMap<Detail, String>,
}

impl Errand {
    /// An errand that says nothing but its kind.
    pub(super) fn of(kind: ErrandKind) -> Self {
        let (children, days, requests, items) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { kind, children, days, slots: None, requests, items, details: BTreeMap::new() }
    }
}

/// How the lines of a list were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// One by one: a full line then asks, instead of going to the waiting list.
    Named,
    /// The whole list, or all of it but some: refusing so many families in a word asks first.
    Whole,
    /// What is left beside the lines that the same message names.
    Rest,
}

/// What a cancellation is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cancellation {
    /// Whole requests, by number.
    Requests(Vec<RequestNumber>),
    /// Some children's days; without slots, everything booked on them.
    Days { children: Vec<ChildId>, days: Vec<NaiveDate>, slots: Option<SlotSet> },
}

/// Something that was not written but concluded; the answer says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inference {
    ChildTypo,
    ChildNickname,
    ChildByRole,
    OnlyChild,
    SlotInherited,
    SlotByHours,
    DefaultSlot,
    DateInherited,
    ChildrenInherited,
}

/// A command with the words that it was understood from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meant {
    pub command: Command,
    /// The sender's own line.
    pub quote: String,
    pub inferred: Vec<Inference>,
}

/// One sentence's worth: something to do, or something to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    Do(Meant),
    Ask {
        /// The sender's own line, and where in the message it began.
        quote: String,
        complaint: Complaint,
        /// What was clear of it, where an answer in a word makes it whole.
        open: Option<Box<Open>>,
    },
}

/// All that a message means, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// The draft that a "oui" (true) or a "non" (false) closes; with "oui" its steps are done before the message's own.
    pub closes: Option<(DraftNumber, bool)>,
    /// The question that the message answers, and how.
    pub answers: Option<(DraftNumber, Answering)>,
    /// The questions that it may answer, in the sender's own words, where several are open and it does not say which.
    pub which: Vec<String>,
    /// So much at once that it is asked first.
    pub bulk: Option<Bulk>,
    /// Lines that say something, and nothing that was understood.
    pub unread: Vec<String>,
    /// Lines that were understood but for some words.
    pub half_read: Vec<String>,
}

/// How a message answers a question of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answering {
    /// The steps are the order made whole, or the next question about it.
    Completes,
    /// It says anew what is wanted: the question is void.
    Replaces,
    /// It was not understood, and neither was the one before: a person must read it.
    GivesUp,
}

/// How much a message asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulk {
    pub commands: usize,
    pub child_days: usize,
}

impl Plan {
    /// Whether nobody but a person can tell what is meant.
    pub(super) fn gives_up(&self) -> bool {
        matches!(self.answers, Some((_, Answering::GivesUp)))
    }

    /// The lines that were passed over, but for those that a question shows anyway.
    pub(super) fn untold(&self) -> impl Iterator<Item = &str> {
        let shows = |step: &Step, line: &str| matches!(step, Step::Ask { quote, .. } if quote.contains(line));
        let asked = move |line: &str| self.steps.iter().any(|step| shows(step, line));
        self.unread.iter().map(String::as_str).filter(move |line| !asked(line))
    }

    /// The commands, without the questions.
    pub fn commands(&self) -> impl Iterator<Item = &Meant> {
        self.steps.iter().filter_map(|step| match step {
            Step::Do(meant) => Some(meant),
            Step::Ask { .. } => None,
        })
    }

    /// The questions, without the commands.
    pub fn questions(&self) -> impl Iterator<Item = &Complaint> {
        self.steps.iter().filter_map(|step| match step {
            Step::Do(_) => None,
            Step::Ask { complaint, .. } => Some(complaint),
        })
    }
}

/// Commands that wait for a "oui", or an order that waits for the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub number: DraftNumber,
    pub person: Person,
    pub purpose: DraftPurpose,
    pub steps: Vec<Step>,
    /// After this instant a "oui" comes too late.
    pub expires: DateTime<Utc>,
    /// Answered already, by a "oui" or a "non".
    pub closed: bool,
}

impl Draft {
    /// When it was held.
    #[must_use]
    pub fn held(&self) -> DateTime<Utc> {
        self.expires - bounds::CONFIRMATION
    }

    /// Whether an answer is still waited for.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        !self.closed && now <= self.expires
    }

    /// The question that was put, and what was clear.
    pub(super) fn question(&self) -> Option<(&Complaint, &Open)> {
        self.steps.iter().find_map(|step| match step {
            Step::Ask { complaint, open: Some(open), .. } => Some((complaint, &**open)),
            _ => None,
        })
    }

    /// In which its question was written, where the words told it.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.question().and_then(|(_, open)| open.language)
    }

    /// Where the words of an answer stand behind those of the question; `None` when it is no question.
    #[must_use]
    pub fn end_of_question(&self) -> Option<usize> {
        self.question().map(|(_, open)| open.end())
    }

    /// The list whose lines a held decision is about.
    #[must_use]
    pub fn list(&self) -> Option<ListNumber> {
        self.steps.iter().find_map(|step| match step {
            Step::Do(Meant { command: Command::Decide { list, .. }, .. }) => Some(*list),
            _ => None,
        })
    }
}
