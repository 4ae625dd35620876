//! What single words are for the gist of a sentence.

use super::super::classes::{Class, Classes};
use super::super::tokens::{Own, Token};
use super::super::weekdays::weekday_of;

/// Words that order something, or order it otherwise.
pub(in super::super) const ORDERS: Classes = Classes::of(&[
    Class::Book,
    Class::Booking,
    Class::Cancel,
    Class::Cancellation,
    Class::Absent,
    Class::Absence,
    Class::SkipsMeal,
    Class::Move,
    Class::Change,
    Class::Replace,
    Class::Instead,
    Class::Correction,
]);
/// Verbs and nouns that order something, or say that a child comes or does not.
pub(in super::super) const OPERATIVE: Classes =
    ORDERS.without(Classes::of(&[Class::Instead, Class::Correction])).with(Classes::of(&[Class::Coming]));
/// What may turn an order, wherever it stands.
pub(in super::super) const TURNS: Classes = Classes::of(&[
    Class::Condition,
    Class::Or,
    Class::Except,
    Class::No,
    Class::Limit,
    Class::Full,
    Class::Keep,
    Class::Question,
    Class::Yes,
    Class::Hold,
    Class::Waitlist,
    Class::Correction,
    Class::Afterthought,
    Class::Instead,
]);
pub(in super::super) const NEGATION: Classes = Classes::of(&[Class::NotBefore, Class::NotAfter, Class::Without]);
/// What takes a child or a day away.
pub(super) const ABSENCE: Classes = Classes::of(&[Class::Cancel, Class::Cancellation, Class::Absent, Class::Absence]);
/// What asks for something politely.
pub(super) const ASKING: Classes = Classes::of(&[Class::Asking, Class::Requesting]);
/// Children beside the one that is named.
pub(in super::super) const MORE_CHILDREN: Classes =
    Classes::of(&[Class::AllChildren, Class::Both, Class::Sibling, Class::OtherChild]);

/// Whether some word is of one of these classes.
pub(in super::super) fn any(words: &[Token], classes: Classes) -> bool {
    words.iter().any(|token| token.classes.meets(classes))
}

pub(in super::super) fn is_question(words: &[Token]) -> bool {
    words.last().is_some_and(|last| last.is_mark('?'))
}

/// A part of the day, by its name.
pub(in super::super) fn says_slot(token: &Token) -> bool {
    matches!(token.own, Some(Own::Slot(_) | Own::Service(_)))
}

/// A day, or a part of it.
pub(in super::super) fn says_day(token: &Token) -> bool {
    let day = weekday_of(token).is_some() || token.has(Class::Tomorrow) || token.has(Class::Today);
    day || token.is_number() || says_slot(token)
}

/// A day, a week, a month or holidays.
pub(super) fn says_when(token: &Token) -> bool {
    const WHEN: Classes = Classes::of(&Class::YEAR).with(Classes::of(&Class::EVERY_WEEK)).with(Classes::of(&[
        Class::Week,
        Class::Weeks,
        Class::Month,
        Class::EveryDay,
        Class::Every,
        Class::Holidays,
        Class::FullDay,
        Class::HalfDay,
    ]));
    says_day(token) || token.classes.meets(WHEN.with(Classes::of(&Class::NAMED_HOLIDAYS)))
}

/// Whether a clause tells of a child: by name, as "elle", or as "ma fille".
pub(in super::super) fn is_of_child(words: &[Token]) -> bool {
    names_child(words) || any(words, Classes::of(&[Class::ThirdPerson]))
}

/// Whether a clause names a child, or says "ma fille".
pub(in super::super) fn names_child(words: &[Token]) -> bool {
    words.iter().any(|token| token.child().is_some()) || any(words, Classes::of(&Class::KIN))
}
