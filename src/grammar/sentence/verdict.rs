//! A director's decision as written: on which lines of the list, and what of them.

use serde::{Deserialize, Serialize};

use super::super::{Span, Spanned};
use super::DaySet;

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
    /// `les 5 autres`, `la famille Martin, les trois lignes`: how many lines there must be.
    #[serde(default)]
    pub count: Option<u32>,
}

impl Items {
    /// The whole list.
    pub const ALL: Self = Self::of(Lines::All);

    #[must_use]
    pub const fn of(lines: Lines) -> Self {
        Self { lines, except: Vec::new(), count: None }
    }

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
    /// `le reste`: what no other sentence of the message decides.
    Rest,
}

/// One way to name lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pick {
    Line(u32),
    /// `les deux premiers`.
    First(u32),
    Last(u32),
    /// `dans l'ordre : oui, attente, …`: the line at this place of a list that has so many.
    Place {
        place: u32,
        of: u32,
    },
    /// All lines of a child or a family; with days, those that are wholly of these days, or not of those.
    Of {
        who: Who,
        days: Vec<Spanned<DaySet>>,
        but: Vec<Spanned<DaySet>>,
        /// `les deux Nguyen`: how many children or lines there must be.
        count: Option<u32>,
    },
    /// `Zoé (1 et 2)`, `Zoé ligne 1`: these lines, which must be of whom they are said to be.
    LinesOf {
        who: Who,
        lines: Vec<u32>,
    },
    /// `ses autres jours`: the lines of a child that no other sentence decides.
    RestOf(Who),
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
