//! The classes that words are of: what the word files name, and what the parsers ask for.

use crate::domain::Language;

/// Declares the word classes with their names in the word files.
macro_rules! classes {
    ($($name:ident = $key:literal,)*) => {
        /// What a word may be; a word may be of several classes, and the sentence decides.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Class {
            $($name,)*
        }

        impl Class {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in the word files; in capitals, in `commands.abnf`.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

classes! {
    Book = "book",
    Booking = "booking",
    Coming = "coming",
    Booked = "booked",
    Cancel = "cancel",
    Cancellation = "cancellation",
    Absent = "absent",
    SkipsMeal = "skips-meal",
    Absence = "absence",
    Status = "status",
    Help = "help",
    Greeting = "greeting",
    Yes = "yes",
    No = "no",
    Approve = "approve",
    Refuse = "refuse",
    Waitlist = "waitlist",
    Hold = "hold",
    ReasonLabel = "reason-label",
    Label = "label",
    Wish = "wish",
    Relative = "relative",
    Household = "household",
    FirstLines = "first-lines",
    LastLines = "last-lines",
    TwoLines = "two-lines",
    ThreeLines = "three-lines",
    FourLines = "four-lines",
    FiveLines = "five-lines",
    SixLines = "six-lines",
    These = "these",
    OtherDays = "other-days",
    Possessive = "possessive",
    Kids = "kids",
    InOrder = "in-order",
    Requesting = "requesting",
    Tells = "tells",
    Anyway = "anyway",
    Rest = "rest",
    Everything = "everything",
    Line = "line",
    Except = "except",
    And = "and",
    Nor = "nor",
    NoneOf = "none-of",
    But = "but",
    Or = "or",
    From = "from",
    To = "to",
    Through = "through",
    Open = "open",
    Between = "between",
    Article = "article",
    Within = "within",
    For = "for",
    With = "with",
    Without = "without",
    Because = "because",
    Motive = "motive",
    Hence = "hence",
    Same = "same",
    Like = "like",
    Quantity = "quantity",
    Request = "request",
    ThatDay = "that-day",
    Today = "today",
    Tomorrow = "tomorrow",
    AfterTomorrow = "after-tomorrow",
    Monday = "monday",
    Tuesday = "tuesday",
    Wednesday = "wednesday",
    Thursday = "thursday",
    Friday = "friday",
    Saturday = "saturday",
    Sunday = "sunday",
    Mondays = "mondays",
    Tuesdays = "tuesdays",
    Wednesdays = "wednesdays",
    Thursdays = "thursdays",
    Fridays = "fridays",
    Saturdays = "saturdays",
    Sundays = "sundays",
    EveryDay = "every-day",
    Every = "every",
    OneOf = "one-of",
    Alternate = "alternate",
    EvenWeeks = "even-weeks",
    OddWeeks = "odd-weeks",
    This = "this",
    Next = "next",
    InAWeek = "in-a-week",
    InAFortnight = "in-a-fortnight",
    Until = "until",
    EndOf = "end-of",
    PartOf = "part-of",
    During = "during",
    Beginning = "beginning",
    Whole = "whole",
    First = "first",
    Second = "second",
    Third = "third",
    Fourth = "fourth",
    Last = "last",
    January = "january",
    February = "february",
    March = "march",
    April = "april",
    May = "may",
    June = "june",
    July = "july",
    August = "august",
    September = "september",
    October = "october",
    November = "november",
    December = "december",
    JuneOrJuly = "june-or-july",
    Period = "period",
    Week = "week",
    Weeks = "weeks",
    Month = "month",
    SchoolYear = "school-year",
    Holidays = "holidays",
    AutumnHolidays = "autumn-holidays",
    ChristmasHolidays = "christmas-holidays",
    WinterHolidays = "winter-holidays",
    SpringHolidays = "spring-holidays",
    SummerHolidays = "summer-holidays",
    PublicHolidays = "public-holidays",
    Ordinal = "ordinal",
    Years = "years",
    Unit = "unit",
    Count = "count",
    Born = "born",
    FullDay = "full-day",
    HalfDay = "half-day",
    Morning = "morning",
    Meal = "meal",
    Afternoon = "afternoon",
    BeforeSchool = "before-school",
    Lunch = "lunch",
    Study = "study",
    AfterSchool = "after-school",
    School = "school",
    Noon = "noon",
    Onward = "onward",
    AllChildren = "all-children",
    Both = "both",
    Several = "several",
    Relation = "relation",
    Friend = "friend",
    Three = "three",
    Four = "four",
    OwnChild = "own-child",
    OwnChildren = "own-children",
    Eldest = "eldest",
    Youngest = "youngest",
    SecondBorn = "second-born",
    Sibling = "sibling",
    OtherChild = "other-child",
    Female = "female",
    Male = "male",
    Asking = "asking",
    Possible = "possible",
    Question = "question",
    Condition = "condition",
    Full = "full",
    Keep = "keep",
    Unchanged = "unchanged",
    Activity = "activity",
    AtHome = "at-home",
    Move = "move",
    Change = "change",
    Replace = "replace",
    Instead = "instead",
    By = "by",
    Correction = "correction",
    Afterthought = "afterthought",
    NotBefore = "not-before",
    NotAfter = "not-after",
    Have = "have",
    Already = "already",
    Polite = "polite",
    Subject = "subject",
    FirstPerson = "first-person",
    ThirdPerson = "third-person",
    Courtesy = "courtesy",
    Other = "other",
    Limit = "limit",
    Hope = "hope",
    SmallTalk = "small-talk",
    Reason = "reason",
    Narrated = "narrated",
    Reply = "reply",
    Announced = "announced",
    Boundary = "boundary",
    Thanks = "thanks",
    IfNeeded = "if-needed",
    Adverb = "adverb",
    Closing = "closing",
    Footer = "footer",
    Title = "title",
}

impl Class {
    /// Monday to Sunday.
    pub const WEEK: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// Mondays to Sundays.
    pub const EVERY_WEEK: [Self; 7] = [
        Self::Mondays,
        Self::Tuesdays,
        Self::Wednesdays,
        Self::Thursdays,
        Self::Fridays,
        Self::Saturdays,
        Self::Sundays,
    ];

    /// The school holidays that have a name.
    pub const NAMED_HOLIDAYS: [Self; 5] = [
        Self::AutumnHolidays,
        Self::ChristmasHolidays,
        Self::WinterHolidays,
        Self::SpringHolidays,
        Self::SummerHolidays,
    ];

    /// January to December.
    pub const YEAR: [Self; 12] = [
        Self::January,
        Self::February,
        Self::March,
        Self::April,
        Self::May,
        Self::June,
        Self::July,
        Self::August,
        Self::September,
        Self::October,
        Self::November,
        Self::December,
    ];

    /// The usual slots with the codes that a centre gives them.
    pub const SLOTS: [(Self, &str); 7] = [
        (Self::Morning, "morning"),
        (Self::Meal, "meal"),
        (Self::Afternoon, "afternoon"),
        (Self::BeforeSchool, "before_school"),
        (Self::Lunch, "lunch"),
        (Self::Study, "study"),
        (Self::AfterSchool, "after_school"),
    ];

    /// Words that decide on the lines of a list.
    pub const DECISIONS: Classes = Classes::of(&[Self::Approve, Self::Refuse, Self::Waitlist, Self::Yes, Self::No]);

    /// Words that are told beside an order and are no part of it; where they do not help they are as unknown as any.
    pub const TALK: Classes = Classes::of(&[
        Self::SmallTalk,
        Self::Reason,
        Self::Wish,
        Self::Friend,
        Self::Narrated,
        Self::Reply,
        Self::Announced,
        Self::Boundary,
        Self::ThirdPerson,
    ]);

    /// Who may be meant by what they are to the family.
    pub const KIN: [Self; 7] = [
        Self::OwnChild,
        Self::OwnChildren,
        Self::Eldest,
        Self::Youngest,
        Self::SecondBorn,
        Self::Sibling,
        Self::OtherChild,
    ];

    /// The class as a set of one.
    const fn alone(self) -> Classes {
        let place = self as u32;
        if place < u128::BITS { Classes(1 << place, 0) } else { Classes(0, 1 << (place - u128::BITS)) }
    }
}

/// A set of word classes: a bit each, for there are more than 128 and a token's classes are asked for all the time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Classes(u128, u128);

impl Classes {
    pub const fn of(mut classes: &[Class]) -> Self {
        let mut all = Self(0, 0);
        while let [first, rest @ ..] = classes {
            all = all.with(first.alone());
            classes = rest;
        }
        all
    }

    pub const fn has(self, class: Class) -> bool {
        self.meets(class.alone())
    }

    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0 || self.1 & other.1 != 0
    }

    /// Whether there is a class, and none but of these.
    pub const fn are_among(self, others: Self) -> bool {
        !self.is_empty() && self.0 & !others.0 == 0 && self.1 & !others.1 == 0
    }

    /// Those that are not among others.
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0, self.1 & !others.1)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0 && self.1 == 0
    }

    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1)
    }
}

/// The languages that know a word, as far as somebody asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Languages {
    #[default]
    None,
    Only(Language),
    Several,
}

impl Languages {
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, known) | (known, Self::None) => known,
            _ if self == other => self,
            _ => Self::Several,
        }
    }

    /// The language, when only one knows the word.
    pub const fn only(self) -> Option<Language> {
        match self {
            Self::Only(language) => Some(language),
            Self::None | Self::Several => None,
        }
    }
}
