//! What readers are told: codes and facts, without a word of any language.

mod books;
mod decided;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{Inference, Pace, Question, SlotNames, TooLarge, Wordless};
use crate::domain::{Address, DraftNumber, DraftPurpose, ListNumber, Person, RequestNumber, Topic};
use crate::grammar::{ErrandKind, VerdictKind};
use crate::message::Undelivered;

pub use books::*;
pub use decided::*;

/// A letter to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    pub to: Reader,
    pub letter: Letter,
    /// What it says of messages that get no answer.
    pub pace: Pace,
}

impl Answer {
    /// An answer that speaks of its own matter alone.
    #[must_use]
    pub fn new(to: Reader, letter: Letter) -> Self {
        Self { to, letter, pace: Pace::default() }
    }
}

/// Who reads the letter. The address is looked up on file, never taken from a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Reader {
    /// The sender of the message: the letter continues the thread.
    Sender(Person),
    /// Somebody who did not write just now.
    Other(Person),
    /// An address that nobody registered.
    Stranger(Address),
}

/// The letters that there are; each has a folder under `templates/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// What was understood, line by line, and what came of it.
    Transcript(Transcript),
    /// What the director decided, for the family.
    Notice(Notice),
    /// What waits for the director.
    List(ListLetter),
    /// What a family wrote that a director must answer.
    Word(Word),
    /// Commands that wait for a "oui".
    Confirmation(Confirmation),
    /// To somebody who proved nothing: says nothing but how to reach the centre.
    Neutral,
    /// To a registered address in whose name something came that must be asked about: an example, and none of its words.
    Unproven(Unproven),
    /// To a person whose message is too large to be read: nothing of it was done.
    TooLarge(TooLarge),
    /// To a person who wrote no words: what became of the files, or that there was nothing.
    Wordless(Wordless),
    /// To whoever can help: a letter of ours was given up.
    Lost(Lost),
    /// To a person whose message failed on our side: it is kept, a person will see to it.
    Incident,
}

/// The answer to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// As the letter greets them.
    pub name: String,
    /// Whether a director reads it.
    pub for_director: bool,
    pub entries: Vec<TranscriptEntry>,
    /// The sender's lines that were passed over, in their own words.
    pub unread: Vec<String>,
    /// Whether the director reads these lines.
    pub passed_on: bool,
    /// The question that a word can answer: the letter bears its mark.
    pub question: Option<DraftNumber>,
}

impl Transcript {
    /// The list that it tells the decisions on.
    #[must_use]
    pub fn list(&self) -> Option<ListNumber> {
        self.entries.iter().flat_map(|entry| &entry.outcomes).find_map(|outcome| match outcome {
            Outcome::Decided { list, .. } | Outcome::ListLeft { list, .. } => Some(*list),
            _ => None,
        })
    }
}

/// One understood line with its results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranscriptEntry {
    /// The sender's own words; `None` where there are none to show.
    pub quote: Option<String>,
    pub inferred: Vec<Inference>,
    pub outcomes: Vec<Outcome>,
}

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// A booking was asked for: one child, some slots, day by day.
    Booked {
        request: Option<RequestNumber>,
        child: String,
        slots: SlotNames,
        days: Vec<DayResult>,
        dropped: Vec<NaiveDate>,
    },
    /// A cancellation: one child, day by day.
    Cancelled { child: String, days: Vec<CancelledDay> },
    /// Nothing of that child is booked on these days, in these slots where some were named; without days, on none to come.
    NothingBooked { child: String, days: Vec<NaiveDate>, slots: Option<SlotNames> },
    /// No such request in this family; `known` are its own that still live.
    UnknownRequest { number: RequestNumber, known: Vec<RequestNumber> },
    /// Nothing of the request can be cancelled any more.
    RequestOver { number: RequestNumber },
    /// The family's bookings from today on, or those that it asks about.
    Status { rows: Vec<StatusRow>, about: Option<About> },
    /// Where the family's children stand on the waiting lists.
    Ranks { rows: Vec<StatusRow> },
    /// Why the bookings that are asked about were refused, or still wait.
    Reasons { rows: Vec<StatusRow> },
    /// Places left; `hidden` more days were asked about. The child, and the slots that were asked about, stand in the example.
    Places { days: Vec<PlacesOn>, hidden: usize, child: Option<String>, slots: Option<SlotNames> },
    Help {
        /// First names of the reader's own, for examples.
        children: Vec<String>,
        /// The next open days, two at most.
        days: Vec<NaiveDate>,
    },
    /// What only a person can answer yet: the directors read it.
    PassedOn { errand: ErrandKind },
    /// Something that the counter understands and does not do yet: who does it, and what to write meanwhile.
    NotYet { errand: ErrandKind },
    /// For a director: who is booked; `hidden` more days were asked about.
    Roster { days: Vec<RosterDay>, hidden: usize },
    /// For a director: the families of that name; `None` where no name was said.
    Families { name: Option<String>, families: Vec<FamilyFile> },
    /// Something must be asked first; nothing of this line was done.
    Question(Question),
    /// A line of a list was decided, day by day.
    Decided {
        list: ListNumber,
        line: u32,
        kind: VerdictKind,
        child: String,
        slots: SlotNames,
        topic: Topic,
        days: Vec<DecidedDay>,
        reason: Option<String>,
    },
    /// How many lines of the list nobody has decided yet, and the families that were told.
    ListLeft { list: ListNumber, undecided: Vec<u32>, families_told: usize },
    /// The list that a director asked for, or should have answered: it follows, or nothing waits.
    ListNeeded { need: ListNeed, follows: Option<ListNumber> },
    /// The draft was answered before, or its time is over; `line` is what to send instead, where that is known.
    DraftOver { number: DraftNumber, expired: bool, line: Option<HeldCommand> },
    /// "non": the draft was dropped, nothing was done.
    DraftDropped { number: DraftNumber },
    /// A word that may answer several questions, each in the reader's own words.
    WhichQuestion { questions: Vec<String> },
    /// Twice an answer was not understood: a person will read the message.
    HandedOver { quote: String },
}

/// Why a director gets the list without anything new on it. Where there are several reasons the last one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListNeed {
    /// *statut*.
    Asked,
    /// A decision that answers no list; nothing was done.
    NoList,
    /// A decision on a list that went to another person; nothing was done.
    OtherReader,
    /// A decision on a list that is too old; nothing was done.
    Expired,
}

/// One day of a booking that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayResult {
    pub day: NaiveDate,
    #[serde(flatten)]
    pub result: BookingResult,
}

/// What became of a wish for one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum BookingResult {
    /// *En demande*: the director decides.
    Requested,
    /// *Complet – liste d'attente*; the child cannot be received that day.
    Waitlisted { rank: usize },
    /// These slots do not run on this day (*Aucune prestation*); nothing was booked for it.
    NotOffered { slots: SlotNames },
    /// It stands already, as request `request`, in this state.
    AlreadyBooked { request: RequestNumber, slots: SlotNames, state: &'static str },
    /// The day is over.
    Past,
}

/// One day of a cancellation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CancelledDay {
    pub day: NaiveDate,
    pub slots: SlotNames,
    pub request: RequestNumber,
    pub result: CancelResult,
}

/// What became of a cancellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelResult {
    /// Undecided until now: it is gone.
    Withdrawn,
    /// Accepted before: the director is asked.
    CancelRequested,
    /// The director had been asked before.
    AlreadyAsked,
}

/// The director's numbered list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListLetter {
    pub name: String,
    pub list: ListNumber,
    pub opened: DateTime<Utc>,
    pub lines: Vec<ListRow>,
    /// Messages of the last days that a person should look at in the mailbox.
    pub left_unread: u32,
}

/// A line of the list, with what the director must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListRow {
    pub number: u32,
    pub topic: Topic,
    pub request: RequestNumber,
    /// `MARTIN Zoé`.
    pub child: String,
    /// In years, on the first of the days.
    pub age: u32,
    pub days: Vec<NaiveDate>,
    pub slots: SlotNames,
    /// Places left and places in all, in the scarcest slot of the scarcest day; `None` when there is no limit.
    pub places: Option<(u32, u32)>,
    /// Whether "ok" sends it to the waiting list: no place is left once the lines before it are accepted.
    pub full: bool,
    /// It waits already, at this rank.
    pub rank: Option<usize>,
    /// Lines of brothers and sisters.
    pub siblings: Vec<u32>,
    /// Why a cancellation is asked.
    pub reason: Option<String>,
    /// What the family wrote beside its request.
    pub remark: Option<String>,
}

/// What the reader of an unproven message can write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unproven {
    pub name: String,
    /// A child and an open day of the reader's own, for the example.
    pub child: Option<String>,
    pub day: Option<NaiveDate>,
}

/// A letter that nobody got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// Of whom it was for.
    pub name: String,
    #[serde(flatten)]
    pub letter: Undelivered,
}

/// Commands that wait for a "oui", in our words only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    pub name: String,
    pub draft: DraftNumber,
    pub purpose: DraftPurpose,
    pub expires: DateTime<Utc>,
    pub commands: Vec<HeldCommand>,
}

/// A command in our own words, for somebody whose words are not to be repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "held", rename_all = "snake_case")]
pub enum HeldCommand {
    Book {
        children: Vec<String>,
        days: Vec<NaiveDate>,
        slots: SlotNames,
    },
    Cancel {
        children: Vec<String>,
        days: Vec<NaiveDate>,
        slots: Option<SlotNames>,
    },
    CancelRequests {
        requests: Vec<RequestNumber>,
    },
    Status,
    Help,
    Errand {
        errand: ErrandKind,
    },
    Decide {
        list: ListNumber,
        kind: VerdictKind,
        items: Vec<u32>,
        /// Whose lines these are: `DUPONT Marie`.
        children: Vec<String>,
    },
}
