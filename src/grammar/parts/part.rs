//! What a sentence is made of.

use super::super::classes::{Class, Classes};
use super::super::parser::Problem;
use super::super::{Bound, ChildRef, DaySet, SlotRef, Spanned, Verb, Within};
use crate::domain::ServiceCode;

/// A verb as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Said {
    pub verb: Verb,
    /// A noun ("réservation", "annulation"): an order only where nothing before it says something else of it.
    pub noun: bool,
    /// A noun that gives way to a real verb ("réservation", "mes demandes").
    pub weak: bool,
    /// It says that a child comes or does not ("viendra", "malade"): negation turns it round.
    pub presence: bool,
    /// What its words are by themselves.
    pub inner: Classes,
}

impl Said {
    /// A verb that only orders.
    pub const fn plain(verb: Verb) -> Self {
        Self { verb, noun: false, weak: false, presence: false, inner: Classes::of(&[]) }
    }

    /// Whether it is put in the negative: "ne viendra pas", "won't come", and not "absent".
    pub const fn is_denied(self) -> bool {
        self.inner.has(Class::NotBefore) || self.inner.has(Class::NotAfter)
    }

    /// Whether it begins with a wish or a polite question: "pouvez-vous prendre".
    pub const fn is_wished(self) -> bool {
        self.inner.has(Class::Asking) || self.inner.has(Class::Possible)
    }
}

/// What a word is that nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Unknown {
    Word,
    /// Perhaps a slip of the hand in a word of these classes.
    Slip(Classes),
    /// "dentiste": why, and not what.
    Motive,
    /// "à la danse": where somebody goes.
    Place,
    /// "sortie piscine": an activity with its name.
    Activity,
}

impl Unknown {
    pub const fn is_slip(self) -> bool {
        matches!(self, Self::Slip(_))
    }
}

/// A piece of a sentence.
#[derive(Debug)]
pub(in super::super) enum Part {
    Verb(Said),
    Child(ChildRef),
    Days(Vec<Spanned<DaySet>>),
    Except(Vec<Spanned<DaySet>>),
    /// "ce jour-là": the days that were said before.
    ThatDay,
    /// "jusqu'au 8 juillet": the end of a recurrence that stands before.
    Until(Bound),
    /// "à partir du 17 jusqu'à fin juin": how far a recurrence that stands before goes.
    Scope(Within),
    Slots {
        slots: Vec<Spanned<SlotRef>>,
        attached: bool,
    },
    /// "ne mangera pas à la cantine": parts of the day that are not taken.
    Denied(Vec<Spanned<SlotRef>>),
    Service(ServiceCode),
    Requests(Vec<Spanned<i64>>),
    /// How many days the days before are.
    Tally(u32),
    /// A number alone.
    Number(u32),
    Join,
    /// "mon fils", "sa sœur": a child, and nobody says which.
    Relation,
    /// "mais": joins, and may take back what stands before.
    But,
    /// "pour": a name may follow.
    For,
    /// `(`, ` - `: what follows may say something else.
    Pause,
    /// "rdv", "fièvre": why, and not what.
    Motive,
    /// "elle", "je" (`true`: the writer): the sentence tells of somebody.
    Subject(bool),
    /// "comme prévu", "rien d'autre ne change": what it tells of stays as it is.
    Unchanged,
    /// "est inscrite", "nous avions pris": it tells what is booked.
    Booked,
    /// "ma réservation": it tells of something that there is.
    Mention,
    /// A closing formula, such as "merci pour".
    Closing,
    /// `:`: what follows is the reason, when the sentence says enough.
    Colon,
    /// "car": the same; before the sentence says enough it may be a word like any other ("en car").
    Because,
    /// An hour, a number of something.
    Masked,
    /// A word of mood or negation.
    Mood(Class),
    Noise,
    /// A word that nobody knows.
    Unknown(Unknown),
    /// Something recognised that cannot be done as written.
    Wrong(Problem),
}

impl Part {
    /// Whether it may stand between "et" and what is joined.
    pub const fn is_small(&self) -> bool {
        matches!(
            self,
            Self::Noise
                | Self::Subject(_)
                | Self::Mention
                | Self::Unchanged
                | Self::Masked
                | Self::Pause
                | Self::Closing
                | Self::For
                | Self::Relation
        )
    }
}
