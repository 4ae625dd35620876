//! What is asked at the counter beside places: an account, a paper, a person; and what a director orders beside a list.

mod amounts;
mod counts;
mod desk;
mod details;
mod head;
mod reader;
mod strict;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entry, Role, Span, Spanned};
pub(super) use head::{cut, heads};
pub(super) use reader::{Read, read, read_below};

/// Declares the errands with their names, which are LANGUAGE's verbs and the keys of the word files.
macro_rules! errands {
    ($($name:ident = $key:literal for $role:pat,)*) => {
        /// Which errand it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ErrandKind {
            $($name,)*
        }

        impl ErrandKind {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The verb that `explain --json` prints.
            #[must_use]
            pub const fn verb(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// Whether it is an errand of people in this role.
            #[must_use]
            pub const fn is_for(self, role: Role) -> bool {
                match self {
                    $(Self::$name => matches!(role, $role),)*
                }
            }
        }
    };
}

errands! {
    Modify = "modify" for Role::Parent,
    Status = "status" for Role::Parent,
    Rank = "rank" for Role::Parent,
    Availability = "availability" for Role::Parent,
    Calendar = "calendar" for Role::Parent,
    Quote = "quote" for Role::Parent,
    Prices = "prices" for Role::Parent,
    Balance = "balance" for Role::Parent,
    Invoices = "invoices" for Role::Parent,
    Pay = "pay" for Role::Parent,
    Statement = "statement" for Role::Parent,
    Attestation = "attestation" for Role::Parent,
    Documents = "documents" for Role::Parent,
    SubmitDocument = "submit_document" for Role::Parent,
    Profile = "profile" for Role::Parent,
    Link = "link" for _,
    Unlink = "unlink" for _,
    Language = "language" for _,
    Notifications = "notifications" for _,
    MyData = "my_data" for Role::Parent,
    Why = "why" for _,
    Contact = "contact" for Role::Parent,
    Hold = "hold" for Role::Director,
    Undo = "undo" for Role::Director,
    Pending = "pending" for Role::Director,
    Roster = "roster" for Role::Director,
    Attendance = "attendance" for Role::Director,
    CloseDay = "close_day" for Role::Director,
    OpenDay = "open_day" for Role::Director,
    SetCapacity = "set_capacity" for Role::Director,
    Outing = "outing" for Role::Director,
    Family = "family" for Role::Director,
    Child = "child" for Role::Director,
    BookFor = "book_for" for Role::Director,
    CancelFor = "cancel_for" for Role::Director,
    RecordPayment = "record_payment" for Role::Director,
    Credit = "credit" for Role::Director,
    RunInvoices = "run_invoices" for Role::Director,
    Publish = "publish" for Role::Director,
    News = "news" for Role::Director,
    Broadcast = "broadcast" for Role::Director,
    Invite = "invite" for Role::Director,
    Merge = "merge" for Role::Director,
    Export = "export" for Role::Director,
    Evidence = "evidence" for Role::Director,
}

impl ErrandKind {
    /// The errand that a key of the word files names.
    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.verb() == key)
    }

    /// Whether it only asks to be shown something: a doubt beside it costs nothing.
    #[must_use]
    pub const fn only_asks(self) -> bool {
        !matches!(
            self,
            Self::Modify
                | Self::Pay
                | Self::Unlink
                | Self::Link
                | Self::Language
                | Self::Notifications
                | Self::MyData
                | Self::Hold
                | Self::Undo
                | Self::Attendance
                | Self::CloseDay
                | Self::OpenDay
                | Self::SetCapacity
                | Self::Outing
                | Self::BookFor
                | Self::CancelFor
                | Self::RecordPayment
                | Self::Credit
                | Self::RunInvoices
                | Self::Publish
                | Self::News
                | Self::Broadcast
                | Self::Invite
                | Self::Merge
        )
    }

    /// Whether its name often stands in a sentence that asks something else.
    pub(super) const fn is_often_mentioned(self) -> bool {
        matches!(self, Self::Calendar | Self::Profile | Self::Documents | Self::Prices | Self::Link)
    }

    /// Whether children and days have nothing to do with it, and make another sentence of it.
    pub(super) const fn is_of_nobody(self) -> bool {
        matches!(self, Self::Modify | Self::Link | Self::Unlink | Self::Language | Self::Notifications | Self::MyData)
    }

    /// Whether it asks what a wish would cost, or whether there is room for it.
    pub(super) const fn asks_about_places(self) -> bool {
        matches!(self, Self::Prices | Self::Quote | Self::Availability)
    }

    /// Whether it is about the family's account or file, and not about one child or another.
    pub(super) const fn is_of_account(self) -> bool {
        matches!(self, Self::Balance | Self::Invoices | Self::Pay | Self::Statement | Self::Attestation | Self::Profile)
    }

    /// Whether it only sets how the counter talks with the writer.
    pub(super) const fn is_setting(self) -> bool {
        matches!(self, Self::Link | Self::Unlink | Self::Language | Self::Notifications)
    }

    /// Whether what stands behind the colon, to the end of the message, is its text.
    pub(super) const fn takes_text(self) -> bool {
        matches!(self, Self::Broadcast | Self::News)
    }

    /// Whether closed days of a range have nothing to do with it.
    #[must_use]
    pub const fn is_for_open_days(self) -> bool {
        matches!(self, Self::CloseDay | Self::SetCapacity | Self::Roster)
    }

    /// Whether only directors say it.
    pub(super) const fn is_directors(self) -> bool {
        self.is_for(Role::Director) && !self.is_for(Role::Parent)
    }

    /// Whether what stands behind a colon tells why, or what.
    pub(super) const fn tells_behind_colon(self) -> bool {
        self.takes_text() || matches!(self, Self::CloseDay | Self::OpenDay | Self::Credit)
    }

    /// Whether it does something in the centre's name: understood to the last word, or asked about.
    pub(super) const fn is_strict(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Attendance
                | Self::CloseDay
                | Self::OpenDay
                | Self::SetCapacity
                | Self::RecordPayment
                | Self::Credit
                | Self::RunInvoices
                | Self::Broadcast
                | Self::Invite
                | Self::Merge
        )
    }

    /// Whether any verb may stand behind it: "reste-t-il de la place pour réserver".
    pub(super) const fn asks_about_bookings(self) -> bool {
        matches!(self, Self::Availability | Self::Quote | Self::Prices | Self::Rank | Self::Status)
            || self.asks_about_orders()
    }

    /// Whether any verb may stand behind it: "pourquoi Zoé est absente".
    pub(super) const fn asks_about_orders(self) -> bool {
        matches!(self, Self::Why | Self::Contact)
    }
}

/// What an errand says beside its verb, a word or a number each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// An invoice, a cheque.
    Number,
    /// Euros with two digits behind a point.
    Amount,
    Address,
    Capacity,
    Code,
    Family,
    Kind,
    Lang,
    Method,
    /// `2026-07`, or `07` where no year was said.
    Month,
    Name,
    /// First and last day, as `2026-03-01/2026-05-31` (ISO 8601).
    Period,
    Reason,
    Ref,
    State,
    Text,
    Topic,
    Year,
}

impl Detail {
    pub const ALL: [Self; 18] = [
        Self::Number,
        Self::Amount,
        Self::Address,
        Self::Capacity,
        Self::Code,
        Self::Family,
        Self::Kind,
        Self::Lang,
        Self::Method,
        Self::Month,
        Self::Name,
        Self::Period,
        Self::Reason,
        Self::Ref,
        Self::State,
        Self::Text,
        Self::Topic,
        Self::Year,
    ];

    /// The key that `explain --json` prints, and the word files' table of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Amount => "amount",
            Self::Address => "address",
            Self::Capacity => "capacity",
            Self::Code => "code",
            Self::Family => "family",
            Self::Kind => "kind",
            Self::Lang => "lang",
            Self::Method => "method",
            Self::Month => "month",
            Self::Name => "name",
            Self::Period => "period",
            Self::Reason => "reason",
            Self::Ref => "ref",
            Self::State => "state",
            Self::Text => "text",
            Self::Topic => "topic",
            Self::Year => "year",
        }
    }
}

/// An errand as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    pub span: Span,
    /// All of the sentence.
    pub sentence: Span,
    pub kind: ErrandKind,
    /// Children, days and parts of the day that it is about; empty where none were named.
    pub entry: Entry,
    /// Request numbers.
    pub requests: Vec<Spanned<i64>>,
    /// Lines of a list.
    pub items: Vec<u32>,
    pub details: BTreeMap<Detail, String>,
}

impl Errand {
    /// Whether another errand asks for all that this one does: the name of a paper stands twice.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        let Entry { children, days, slots, .. } = &self.entry;
        let plain = children.is_empty() && days.is_empty() && slots.is_empty() && self.requests.is_empty();
        let said = self.details.iter().all(|(detail, value)| other.details.get(detail) == Some(value));
        self.kind == other.kind && self.kind.only_asks() && plain && said
    }

    /// An errand of which nothing more was said yet.
    pub(super) fn of(kind: ErrandKind, span: Span) -> Self {
        Self {
            span,
            sentence: span,
            kind,
            entry: Entry { span, ..Entry::default() },
            requests: Vec::new(),
            items: Vec::new(),
            details: BTreeMap::new(),
        }
    }
}
