//! The answer to an open question, put into the order that it makes whole.

use chrono::Datelike;

use super::super::command::{Answering, Command, Draft, Meant, Plan, Step};
use super::super::entry::{Need, Reader};
use super::super::resolve::{Outline, resolve_behind};
use super::chosen::Said;
use super::{Open, wanted};
use crate::domain::ChildId;
use crate::domain::bounds::ASKS;
use crate::grammar::{Cause, Complaint, DayRef, DaySet, Entry, Parsed, Sentence, Spanned, Suggestion, Wanted};

/// A question that is being answered.
pub(super) struct Asked<'a> {
    pub draft: &'a Draft,
    pub complaint: &'a Complaint,
    pub open: &'a Open,
    pub outline: &'a Outline,
}

impl Asked<'_> {
    /// Whether it says nothing but what was asked for, so that it answers without the thread too. What says "oui", or that
    /// something changes, answers something, unless it `orders` by itself.
    pub fn fits_alone(&self, said: &Said, orders: bool) -> bool {
        let wanted = self.open.entry.and_then(|_| wanted(&self.complaint.cause));
        let is_asked_for = said.kinds() == 1 && wanted.is_some_and(|wanted| said.names(wanted));
        said.kinds() == 0 || is_asked_for || (!orders && (said.says_yes() || said.is_clear()))
    }

    pub fn with(&self, words: &str, said: &Said) -> Plan {
        let meant = self.meant(said);
        let Some(mut plan) = meant.as_ref().and_then(|entry| self.resolved(words, entry, said)) else {
            return self.again();
        };
        let said_otherwise = |entry: &Entry| {
            let wanted = self.resolved(words, &self.wanted_of(entry), said);
            wanted.is_none_or(|wanted| !wanted.commands().map(command).eq(plan.commands().map(command)))
        };
        // "Hugo le matin", where Zoé's morning or afternoon was asked about: instead of her, or beside her?
        if said.kinds() == 2 && !said.is_clear() && meant.as_ref().is_some_and(said_otherwise) {
            return self.again();
        }
        let same = |complaint: &Complaint| wanted(&complaint.cause) == wanted(&self.complaint.cause);
        let is_lost = plan.questions().any(same) && !(said.is_clear() && said.kinds() > 0);
        if is_lost && self.open.failed + 1 >= ASKS {
            return self.given_up();
        }
        let ahead = |suggestion: &Suggestion| !matches!(suggestion, Suggestion::Day(day) if *day <= self.outline.today);
        for step in &mut plan.steps {
            if let Step::Ask { complaint, open, .. } = step {
                complaint.suggestions.retain(ahead);
                if let Some(open) = open.as_mut().filter(|_| is_lost) {
                    open.failed = self.open.failed + 1;
                }
            }
        }
        Plan { answers: Some((self.draft.number, Answering::Completes)), ..plan }
    }

    /// The order with this answer, as it is meant on the day on which it was written.
    fn resolved(&self, words: &str, entry: &Entry, said: &Said) -> Option<Plan> {
        let order = self.open.completed(self.complaint, entry, said)?;
        let sentences = vec![Sentence::Order(order)];
        let parsed = Parsed { sentences, language: self.open.language, ..Parsed::default() };
        let outline = Outline { today: self.open.today, draft: None, ..self.outline.clone() };
        let previous = self.open.previous.clone();
        Some(resolve_behind(&self.open.text(words), self.complaint.part, &parsed, &outline, previous))
    }

    /// Of the answer, what was asked for and what the order does not say yet.
    fn wanted_of(&self, answer: &Entry) -> Entry {
        let nothing = Entry::default();
        let known = self.entry().unwrap_or(&nothing);
        let wanted = wanted(&self.complaint.cause);
        let mut entry = answer.clone();
        if wanted != Some(Wanted::Child) && !known.children.is_empty() {
            entry.children.clear();
        }
        if wanted != Some(Wanted::Day) && !known.days.is_empty() {
            entry.days.clear();
        }
        if wanted != Some(Wanted::Slot) && !known.slots.is_empty() {
            entry.slots.clear();
        }
        entry
    }

    /// What the answer puts in the place of what was asked; `None` when that is not clear.
    fn meant(&self, said: &Said) -> Option<Entry> {
        if self.open.entry.is_none() {
            // The order as it stands, by "oui" alone.
            return said.is_yes_alone().then(Entry::default);
        }
        let wanted = wanted(&self.complaint.cause)?;
        if !said.shares.is_empty() {
            return (wanted == Wanted::Slot && self.are_shared(said)).then(Entry::default);
        }
        if wanted == Wanted::End && said.names(wanted) {
            return (said.kinds() < 2).then(Entry::default);
        }
        // "oui, et Hugo aussi" is kept, and the question stays.
        let beside = said.is_clear() && said.kinds() > 0;
        if !(said.names(wanted) || beside) || (said.adds && !self.says(Wanted::Child)) {
            return None;
        }
        let mut entry = said.entry.clone();
        entry.days = self.settled(&entry.days)?;
        Some(entry)
    }

    /// Whether each child of the entry, and nobody else, has a part of the day of its own.
    fn are_shared(&self, said: &Said) -> bool {
        let Some(entry) = self.entry() else { return false };
        let reader = Reader {
            calendar: self.outline.calendar(),
            family: self.outline.family.as_ref(),
            text: "",
            language: None,
            default_slot: None,
            need: Need::Cancellation,
            mentioned: &[],
        };
        let children = |entry: &Entry| reader.children_named(entry).unwrap_or_default();
        let mut shared: Vec<ChildId> = said.shares.iter().flat_map(children).collect();
        let mut all = children(entry);
        shared.sort_unstable();
        all.sort_unstable();
        !all.is_empty() && shared == all
    }

    /// The days of the answer, as they are meant on the day of the answer. The order itself keeps its own day.
    fn settled(&self, days: &[Spanned<DaySet>]) -> Option<Vec<Spanned<DaySet>>> {
        let days: Vec<_> = days.iter().map(|days| self.in_the_month_asked_about(days)).collect();
        if self.open.today == self.outline.today {
            return Some(days);
        }
        let calendar = self.outline.calendar();
        let settle = |days: &Spanned<DaySet>| match &days.value {
            DaySet::Single(_) => {
                let dates = calendar.dates(&days.value, "", false);
                let date = dates.ok().and_then(|dates| dates.days.first().copied());
                let value = date.map_or_else(|| days.value.clone(), |date| DaySet::Single(DayRef::Iso(date)));
                Some(Spanned::new(value, days.span))
            }
            DaySet::Range(from, to) if has_month(*from) && has_month(*to) => Some(days.clone()),
            // "lundi à mercredi", "la semaine prochaine", some days later: of which week?
            _ => None,
        };
        days.iter().map(settle).collect()
    }

    /// "le 22", where a day of July was asked about, is the 22nd of July.
    fn in_the_month_asked_about(&self, days: &Spanned<DaySet>) -> Spanned<DaySet> {
        let asked = match self.complaint.cause {
            Cause::WeekdayMismatch { date, .. } | Cause::ClosedDay { date } => Some(date),
            _ => None,
        };
        let value = match (&days.value, asked) {
            (DaySet::Single(DayRef::Date { weekday, day, month: None, .. }), Some(asked)) => {
                let (month, year) = (Some(asked.month()), Some(asked.year()));
                DaySet::Single(DayRef::Date { weekday: *weekday, day: *day, month, year })
            }
            (value, _) => value.clone(),
        };
        Spanned::new(value, days.span)
    }

    /// The answer did not help: the same question once more, or a person.
    pub fn again(&self) -> Plan {
        if self.open.failed + 1 >= ASKS {
            return self.given_up();
        }
        let open = Open { failed: self.open.failed + 1, ..self.open.clone() };
        Plan { answers: Some((self.draft.number, Answering::Completes)), ..self.asking(open) }
    }

    fn given_up(&self) -> Plan {
        Plan { answers: Some((self.draft.number, Answering::GivesUp)), ..self.asking(self.open.clone()) }
    }

    fn asking(&self, open: Open) -> Plan {
        let quote = open.words.clone();
        let step = Step::Ask { quote, complaint: self.complaint.clone(), open: Some(Box::new(open)) };
        Plan { steps: vec![step], ..Plan::default() }
    }
}

const fn command(meant: &Meant) -> &Command {
    &meant.command
}

const fn has_month(day: DayRef) -> bool {
    matches!(day, DayRef::Date { month: Some(_), .. } | DayRef::Iso(_))
}
