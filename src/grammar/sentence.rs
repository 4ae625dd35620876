//! A message as written: what each sentence says, word by word, before anybody's file or calendar is opened.

mod verdict;
mod weekday;

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::{Complaint, Errand, Span, Spanned};
use crate::domain::{Holiday, Language, ServiceCode, Sex, SlotCode};

pub use verdict::{Items, Lines, Pick, Ruling, Verdict, VerdictKind, Who};

/// All that was read in a text, in the order of the text. Parsing never fails: it complains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    pub sentences: Vec<Sentence>,
    pub complaints: Vec<Complaint>,
    /// Orders that are asked about for a word of doubt alone ("peut-être"), or for one part: what was clear of them.
    pub doubted: Vec<Order>,
    /// The language of the verbs; `None` when nothing tells.
    pub language: Option<Language>,
    /// Lines that mean nothing to us; after five of them reading stops.
    pub unknown_lines: usize,
    /// What sentences tell of without ordering it: a later one may mean it without saying it again.
    #[serde(default)]
    pub mentioned: Vec<Mention>,
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
    /// Whether a family orders something of it, or changes what is ordered.
    #[must_use]
    pub const fn is_order(&self) -> bool {
        matches!(self, Self::Order(_) | Self::Change(_))
    }

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
    /// `si complet, liste d'attente`.
    #[serde(default)]
    pub waits_if_full: bool,
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
    /// `ce jour-là`: the days that were said before, in this sentence or an earlier one.
    #[serde(default)]
    pub same_days: bool,
    /// `(5 jours)`: how many days were counted.
    #[serde(default)]
    pub tally: Option<Spanned<u32>>,
}

/// Children and days that were told of, and nothing ordered for them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    pub span: Span,
    pub children: Vec<Spanned<ChildRef>>,
    pub days: Vec<Spanned<DaySet>>,
    /// The family is away on these days, or stays at home: only "ce jour-là" means them.
    #[serde(default)]
    pub away: bool,
    /// It is told to be booked.
    #[serde(default)]
    pub booked: bool,
    /// Where a child is told to be on these days.
    #[serde(default)]
    pub whereabouts: Option<Whereabouts>,
    /// The days are an edge of what is meant, or are no more so: "je reprends le 6", "reporté du 8 au 15".
    #[serde(default)]
    pub edge: bool,
}

/// Where a child is on a day that a message tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whereabouts {
    /// At the centre, as it was.
    Here,
    Elsewhere,
    /// Something is told of these days, and not of the child: "le vendredi je peux la garder".
    Unsaid,
}

/// A child as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChildRef {
    /// A first name of the lexicon, as on file.
    Named(String),
    /// A nickname on file, or the first letters of the only name that begins so; holds the name on file.
    Nickname(String),
    /// A first name of the lexicon with a typo in it: unique, within the distance that is allowed.
    Typo(String),
    /// What several names on file begin with, or are as near to.
    OneOf(Vec<String>),
    /// `ma fille`, `l'aîné`, `sa sœur`.
    Kin(Kin),
    /// `tous`, `les enfants`, `les deux` (with the number that was said).
    All(Option<u32>),
    /// A word where a name must stand, and no child is called so. Holds the word.
    Unknown(String),
}

/// A child by what it is to the writer, or to a child that was named before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kin {
    pub bond: Bond,
    /// As the word says it; `None` for "my eldest".
    pub sex: Option<Sex>,
}

/// What a child is in its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// `ma fille`: the only one.
    Child,
    /// `les filles`: all of them.
    Several,
    /// `l'aînée`, `mon grand`.
    Eldest,
    /// `la petite`, `le plus jeune`.
    Youngest,
    /// `le cadet`: the younger of two.
    Second,
    /// `sa sœur`: of the child before.
    Sibling,
    /// `l'autre`: beside the child before.
    Other,
}

/// Some days as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DaySet {
    Single(DayRef),
    /// Both ends included; the weekday of either end is checked when the year is known.
    Range(DayRef, DayRef),
    /// `la semaine 29`: Monday to Friday of it.
    Week(WeekRef),
    /// `tous les mercredis de juillet`.
    Recurring(Recurrence),
    /// `juillet`, `les vacances de la Toussaint`: all of it that is open.
    Period(Period),
}

/// A week as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WeekRef {
    /// The ISO week of the year that was said, else of this one.
    Number {
        number: u32,
        year: Option<i32>,
    },
    /// `la semaine du 6 juillet`.
    Of(DayRef),
    This,
    Next,
    /// `la première semaine des vacances`; 0 is the last one. Without a name, the holidays that come.
    OfHolidays {
        which: u32,
        holiday: Option<Holiday>,
    },
    /// `la première semaine de juillet`: the one with the 1st, or the first whole one?
    OfMonth {
        which: u32,
        month: u32,
    },
}

/// A stretch of the calendar that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    Month {
        month: u32,
        year: Option<i32>,
    },
    /// `de septembre à décembre`, `juillet et août`; the year of the last one.
    Months {
        from: u32,
        to: u32,
        year: Option<i32>,
    },
    ThisMonth,
    NextMonth,
    /// Without a name, the holidays that come; as an exception, all.
    Holidays(Option<Holiday>),
    SchoolYear,
    /// `jours fériés`: only ever an exception.
    PublicHolidays,
}

/// Days that come again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// ISO numbers, 1 for Monday; none: every day.
    pub weekdays: Vec<u32>,
    pub rhythm: Rhythm,
    pub within: Within,
}

/// Which weeks a recurrence takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rhythm {
    Every,
    /// `un mercredi sur deux`: from the first one that comes.
    Alternate,
    /// By the ISO number of the week.
    EvenWeeks,
    OddWeeks,
}

/// How far a recurrence goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// Without an end it is asked about.
    Open {
        from: Option<DayRef>,
        until: Option<Bound>,
    },
    Period(Period),
    Weeks(Vec<WeekRef>),
}

/// Where a recurrence ends, included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    Day(DayRef),
    /// `jusqu'à fin juin`.
    EndOf(Period),
    /// `jusqu'aux vacances`: the day before they begin.
    StartOf(Period),
}

impl SlotRef {
    /// Whether both are named parts of the day, and not the same one.
    #[must_use]
    pub fn is_apart_from(&self, other: &Self) -> bool {
        let named = |slot: &Self| match slot {
            Self::Slot(code) => vec![code.clone()],
            Self::OneOf(codes) => codes.clone(),
            _ => Vec::new(),
        };
        let (one, other) = (named(self), named(other));
        !one.is_empty() && !other.is_empty() && one.iter().all(|code| !other.contains(code))
    }
}

impl DaySet {
    /// Whether it names a whole stretch of the calendar, such as `juillet`: so many days are confirmed first.
    #[must_use]
    pub const fn is_period(&self) -> bool {
        matches!(self, Self::Period(_))
    }

    /// Whether a weekday stands alone, on its own or as both ends.
    #[must_use]
    pub const fn is_weekday(&self) -> bool {
        matches!(self, Self::Single(DayRef::Weekday(_)) | Self::Range(DayRef::Weekday(_), DayRef::Weekday(_)))
    }
}

/// A day as written: what was said, and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayRef {
    Today,
    Tomorrow,
    AfterTomorrow,
    /// `mercredi`, `mer`: the next one, tomorrow allowed, today never.
    Weekday(#[serde(with = "weekday")] Weekday),
    /// `mercredi prochain`.
    Next(#[serde(with = "weekday")] Weekday),
    /// `ce mercredi`: this week's.
    This(#[serde(with = "weekday")] Weekday),
    /// `mercredi en huit`: so many weeks after the next one.
    Later {
        #[serde(with = "weekday")]
        weekday: Weekday,
        weeks: u32,
    },
    /// `le premier mercredi de juillet`; 0 is the last one.
    OfMonth {
        which: u32,
        #[serde(with = "weekday")]
        weekday: Weekday,
        month: u32,
    },
    /// `demain mercredi [10 [juin]]`: so many days ahead, which must agree.
    Ahead {
        days: u32,
        #[serde(with = "weekday")]
        weekday: Weekday,
        day: Option<u32>,
        month: Option<u32>,
    },
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
    /// A word that several slots of the centre go by (`matin`): the one that runs on the days.
    OneOf(Vec<SlotCode>),
    /// `avec repas`, said apart from the slot that it comes with; the slots that go by the word.
    With(Vec<SlotCode>),
    /// `journée`: all slots of the service.
    FullDay,
    /// `sans repas`: takes a slot away from the others; the slots that go by the word.
    Without(Vec<SlotCode>),
    /// `demi-journée`: which half, is asked.
    HalfDay,
    /// `9h-12h`, `jusqu'à midi`: the slots that lie there, where exactly those can be told.
    Hours { from: Option<NaiveTime>, to: Option<NaiveTime> },
}
