//! What an answer says: which of the choices it takes, and the parts of an order that it names beside.

use chrono::{Datelike, Weekday};

use super::asked::Asked;
use super::wanted;
use crate::domain::bounds::CHOICES;
use crate::grammar::{
    Bound, Cause, ChildRef, DayRef, DaySet, Entry, Fragment, SlotRef, Span, Spanned, Suggestion, Wanted,
};

/// An answer, with the choices that it takes in the place of their numbers.
#[derive(Debug)]
pub(super) struct Said {
    pub span: Span,
    /// Children, days and slots, as in an order.
    pub entry: Entry,
    pub until: Option<Bound>,
    /// What it names comes in the place of what the order says.
    changes: bool,
    /// Its children come beside those of the order.
    pub adds: bool,
    pub shares: Vec<Entry>,
    yes: Option<bool>,
    /// It says which of the choices, and this is none of them.
    is_lost: bool,
    numbers: Vec<u32>,
}

/// What an answer takes of the choices.
enum Taken<'a> {
    Nothing,
    /// Something that was not offered, or that may be two of the choices.
    Lost,
    Choices(Vec<&'a Suggestion>),
}

impl Said {
    /// Whether it names this part of an order.
    pub fn names(&self, wanted: Wanted) -> bool {
        !self.is_lost
            && match wanted {
                Wanted::Child => !self.entry.children.is_empty(),
                Wanted::Day => !self.entry.days.is_empty(),
                Wanted::Slot => !self.entry.slots.is_empty(),
                Wanted::End => self.until.is_some(),
            }
    }

    pub const fn says_yes(&self) -> bool {
        matches!(self.yes, Some(true))
    }

    /// Whether it says what becomes of what the order says already.
    pub const fn is_clear(&self) -> bool {
        self.changes || self.adds
    }

    /// How many kinds of parts it names.
    pub fn kinds(&self) -> usize {
        [Wanted::Child, Wanted::Day, Wanted::Slot].into_iter().filter(|wanted| self.names(*wanted)).count()
    }

    /// "non" and nothing else.
    pub fn drops(&self) -> bool {
        self.yes == Some(false) && self.says_nothing_else()
    }

    /// "oui" and nothing else.
    pub fn is_yes_alone(&self) -> bool {
        self.yes == Some(true) && self.says_nothing_else()
    }

    fn says_nothing_else(&self) -> bool {
        self.kinds() == 0 && self.numbers.is_empty() && !self.is_lost && self.shares.is_empty() && self.until.is_none()
    }
}

impl Asked<'_> {
    /// What `fragment` says to this question.
    pub fn chosen(&self, fragment: &Fragment) -> Said {
        let mut entry = fragment.entry.clone();
        let taken = self.taken(fragment, &mut entry);
        let is_lost = matches!(taken, Taken::Lost);
        let mut until = fragment.until;
        if let Taken::Choices(choices) = taken {
            for choice in choices {
                until = add(&mut entry, choice, fragment.span).or(until);
            }
        }
        Said {
            span: fragment.span,
            entry,
            until,
            changes: fragment.changes,
            adds: fragment.adds,
            shares: fragment.shares.clone(),
            yes: fragment.yes,
            is_lost,
            numbers: fragment.numbers.clone(),
        }
    }

    /// The choices that are taken; what says which is no part of an order, and leaves `entry`.
    fn taken(&self, fragment: &Fragment, entry: &mut Entry) -> Taken<'_> {
        let wanted = wanted(&self.complaint.cause);
        let Some(wanted) = wanted.filter(|_| self.open.entry.is_some()) else { return Taken::Nothing };
        let offers: Vec<&Suggestion> = self.complaint.suggestions.iter().take(CHOICES).collect();
        if let Some(days) = numbers_as_days(entry).filter(|_| wanted == Wanted::Day || self.says(Wanted::Day)) {
            let taken = some_of(&offers, &days, true);
            if !matches!(taken, Taken::Nothing) {
                entry.days.clear();
            }
            return taken;
        }
        if let (Some(weekday), Wanted::Day, false) =
            (weekday_alone(entry), wanted, self.complaint.cause == Cause::MissingDate)
        {
            let taken = on_weekday(&offers, weekday);
            if !matches!(taken, Taken::Nothing) {
                entry.days.clear();
            }
            return taken;
        }
        let all = matches!(entry.children.as_slice(), [Spanned { value: ChildRef::All(Some(count)), .. }]
            if usize::try_from(*count) == Ok(offers.len()));
        if all && wanted == Wanted::Day && self.says(Wanted::Child) && entry.days.is_empty() {
            entry.children.clear();
            return Taken::Choices(offers);
        }
        if !fragment.not.is_empty() {
            return the_other(&offers, &fragment.not);
        }
        match (fragment.numbers.as_slice(), offers.as_slice()) {
            _ if fragment.names(wanted) => Taken::Nothing,
            ([], [only]) if fragment.yes == Some(true) => Taken::Choices(vec![only]),
            ([], _) => Taken::Nothing,
            // Two parts of the day, or two ends, are one too many.
            ([_, _, ..], _) if matches!(wanted, Wanted::Slot | Wanted::End) => Taken::Lost,
            (numbers, _) => match some_of(&offers, numbers, false) {
                Taken::Nothing => Taken::Lost,
                taken => taken,
            },
        }
    }

    /// Whether the order names this part, so that the answer need not.
    pub fn says(&self, part: Wanted) -> bool {
        self.entry().is_some_and(|entry| match part {
            Wanted::Child => !entry.children.is_empty(),
            Wanted::Day => !entry.days.is_empty(),
            Wanted::Slot => !entry.slots.is_empty(),
            Wanted::End => false,
        })
    }

    /// The entry that is asked about.
    pub fn entry(&self) -> Option<&Entry> {
        self.open.order.entries.get(self.open.entry?)
    }
}

/// "lundi"
fn weekday_alone(entry: &Entry) -> Option<Weekday> {
    match entry.days.as_slice() {
        [Spanned { value: DaySet::Single(DayRef::Weekday(weekday)), .. }] if entry.except.is_empty() => Some(*weekday),
        _ => None,
    }
}

/// The only choice on this weekday; where several are, that is what was asked.
fn on_weekday<'a>(offers: &[&'a Suggestion], weekday: Weekday) -> Taken<'a> {
    let is_on = |offer: &&&Suggestion| matches!(offer, Suggestion::Day(day) if day.weekday() == weekday);
    let mut found = offers.iter().filter(is_on).copied();
    match (found.next(), found.next()) {
        (None, _) => Taken::Nothing,
        (Some(only), None) => Taken::Choices(vec![only]),
        (Some(_), Some(_)) => Taken::Lost,
    }
}

/// "le 2", "le 1 et le 2": numbers and their articles alone.
fn numbers_as_days(entry: &Entry) -> Option<Vec<u32>> {
    let number = |days: &Spanned<DaySet>| match days.value {
        DaySet::Single(DayRef::Date { weekday: None, day, month: None, year: None }) => Some(day),
        _ => None,
    };
    let numbers: Option<Vec<u32>> = entry.days.iter().map(number).collect();
    numbers.filter(|numbers| !numbers.is_empty() && entry.except.is_empty())
}

/// The choices of these numbers; days that are none of them are days.
fn some_of<'a>(offers: &[&'a Suggestion], numbers: &[u32], may_be_days: bool) -> Taken<'a> {
    let mut chosen = Vec::new();
    let mut others = 0;
    for number in numbers {
        match one_of(offers, *number, may_be_days) {
            Taken::Lost => return Taken::Lost,
            Taken::Nothing => others += 1,
            Taken::Choices(choices) => chosen.extend(choices),
        }
    }
    let is_place = |number: &u32| usize::try_from(*number).is_ok_and(|number| number <= offers.len());
    match others {
        0 => Taken::Choices(chosen),
        _ if numbers.iter().any(is_place) => Taken::Lost,
        _ => Taken::Nothing,
    }
}

/// The choice of this number (0 is the last one), or the only one that is of this day of its month. "le 1", where the second choice is the 1st
/// of July, may be either; a number alone is what was asked for.
fn one_of<'a>(offers: &[&'a Suggestion], number: u32, may_be_day: bool) -> Taken<'a> {
    let place = usize::try_from(number).unwrap_or(usize::MAX);
    let placed = if place == 0 { offers.last() } else { offers.get(place - 1) }.copied();
    let of_day = |offer: &&&Suggestion| matches!(offer, Suggestion::Day(day) if day.day() == number);
    let mut dated = offers.iter().filter(of_day).copied();
    match (placed, dated.next(), dated.next()) {
        (Some(placed), Some(dated), _) if may_be_day && placed != dated => Taken::Lost,
        (Some(one), ..) | (None, Some(one), None) => Taken::Choices(vec![one]),
        (None, Some(_), Some(_)) => Taken::Lost,
        (None, None, _) => Taken::Nothing,
    }
}

/// "pas Hugo", of two children who were offered: the other one.
fn the_other<'a>(offers: &[&'a Suggestion], not: &[ChildRef]) -> Taken<'a> {
    let denied = |offer: &Suggestion| {
        let is = |child: &ChildRef| match (offer, child) {
            (Suggestion::Child(offered), ChildRef::Named(name) | ChildRef::Nickname(name)) => offered == name,
            _ => false,
        };
        not.iter().any(is)
    };
    match offers {
        [first, other] if denied(first) && matches!(other, Suggestion::Child(_)) && !denied(other) => {
            Taken::Choices(vec![other])
        }
        [other, last] if denied(last) && matches!(other, Suggestion::Child(_)) && !denied(other) => {
            Taken::Choices(vec![other])
        }
        _ => Taken::Lost,
    }
}

/// Puts a choice into an entry as if it had been written; an end is no part of an entry.
fn add(entry: &mut Entry, choice: &Suggestion, span: Span) -> Option<Bound> {
    match choice {
        Suggestion::Day(day) => entry.days.push(Spanned::new(DaySet::Single(DayRef::Iso(*day)), span)),
        Suggestion::Child(name) => entry.children.push(Spanned::new(ChildRef::Named(name.clone()), span)),
        Suggestion::Slot(code) => entry.slots.push(Spanned::new(SlotRef::Slot(code.clone()), span)),
        Suggestion::FullDay => entry.slots.push(Spanned::new(SlotRef::FullDay, span)),
        Suggestion::Until(day) => return Some(Bound::Day(DayRef::Iso(*day))),
    }
    None
}
