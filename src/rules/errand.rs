//! Errands as written to errands as meant: the children and days that they are about, and the message for a person.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::command::{Command, Errand, Step};
use super::entry::{Need, Reader, Trouble};
use super::resolve::Resolver;
use crate::domain::RequestNumber;
use crate::grammar::{self, Cause, DaySet, Detail, ErrandKind, Order, Period, Span, Spanned};

/// Characters of a message that are passed on; a longer one is read in the mailbox.
const LONGEST_TEXT: usize = 2_000;

impl Resolver<'_> {
    pub(super) fn errand(&self, written: &grammar::Errand) -> Step {
        match self.errand_meant(written) {
            Ok(command) => self.done(written.sentence, command, BTreeSet::new()),
            Err(trouble) => self.trouble(written.sentence, trouble),
        }
    }

    /// "Statut 42", "mes demandes de juillet": of what is named; of all, where nothing is or it cannot be told what.
    pub(super) fn status_of(&self, order: &Order) -> Step {
        let mut entry = order.entries.first().cloned().unwrap_or_default();
        let names_something = !order.requests.is_empty() || !entry.children.is_empty() || !entry.days.is_empty();
        let mut details = BTreeMap::new();
        // "mes demandes de juillet": the month, rather than each day of it.
        if let [Spanned { value: DaySet::Period(Period::Month { month, year }), .. }] = entry.days.as_slice() {
            let month = year.map_or_else(|| format!("{month:02}"), |year| format!("{year}-{month:02}"));
            details.insert(Detail::Month, month);
            entry.days.clear();
        }
        let written = grammar::Errand {
            span: order.span,
            sentence: order.sentence,
            kind: ErrandKind::Status,
            entry,
            requests: order.requests.clone(),
            items: Vec::new(),
            details,
        };
        let meant = if names_something { self.errand_meant(&written).ok() } else { None };
        self.done(order.sentence, meant.unwrap_or(Command::Status), BTreeSet::new())
    }

    fn errand_meant(&self, written: &grammar::Errand) -> Result<Command, Trouble> {
        let household = match self.outline.family {
            None if !written.entry.children.is_empty() => {
                let found = self.household(written.sentence, std::slice::from_ref(&written.entry));
                match found {
                    Err(_) if written.kind.only_asks() => None,
                    found => Some(found.map_err(|cause| trouble(written.sentence, cause))?),
                }
            }
            _ => None,
        };
        let reader = self.reader_for(Need::Errand, household);
        let children = if self.outline.family.is_none() && household.is_none() {
            Vec::new()
        } else {
            reader.children_named(&written.entry)?
        };
        let mut days = days_named(&reader, written)?;
        if written.kind == ErrandKind::Attendance && days.iter().any(|day| *day > self.outline.today) {
            // "pointage mercredi" on a Tuesday: of last week?
            let said = written.entry.span.of(self.text);
            return Err(trouble(written.sentence, Cause::AmbiguousDate { written: said }));
        }
        let slots = reader.slots_named(&written.entry, &days)?;
        let programme = &self.outline.programme;
        // Who closes a day that is closed means another one.
        let open = days.iter().any(|day| programme.is_open(*day));
        if let Some(date) = days.first().copied().filter(|_| written.kind == ErrandKind::CloseDay && !open) {
            return Err(trouble(written.entry.span, Cause::ClosedDay { date }));
        }
        if written.kind.is_for_open_days() && days.len() > 1 && days.iter().any(|day| programme.is_open(*day)) {
            days.retain(|day| programme.is_open(*day));
        }
        // All of the day is closed where its parts are.
        let slots = slots.filter(|slots| written.kind != ErrandKind::CloseDay || !programme.is_full_day(slots));
        let mut details = written.details.clone();
        if let Some((from, to)) = super::period::of(written.kind, &written.entry, self.outline.today) {
            details.insert(Detail::Period, format!("{from}/{to}"));
            days.clear();
        }
        // Without a year it is the last complete one.
        if written.kind == ErrandKind::Attestation && !details.contains_key(&Detail::Year) {
            details.insert(Detail::Year, (self.outline.today.year() - 1).to_string());
        }
        if let Some(month) = details.get_mut(&Detail::Month) {
            *month = with_year(month, written.kind, self.outline.today);
        }
        if let Some(name) = details.get(&Detail::Family)
            && self.outline.households.iter().filter(|family| family.name == *name).count() > 1
        {
            return Err(trouble(written.sentence, Cause::AmbiguousChild { written: name.clone() }));
        }
        if written.kind == ErrandKind::Contact {
            // A person reads all of it.
            details.insert(Detail::Text, whole(self.text.trim()));
        }
        let requests = written.requests.iter().map(|number| RequestNumber(number.value)).collect();
        let items = written.items.clone();
        Ok(Command::Errand(Errand { kind: written.kind, children, days, slots, requests, items, details }))
    }
}

/// All that was written, or its beginning.
fn whole(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some(_) => text.chars().take(LONGEST_TEXT).chain(['…']).collect(),
        None => text.to_owned(),
    }
}
/// The days that an errand names; who came is noted afterwards.
fn days_named(reader: &Reader<'_>, written: &grammar::Errand) -> Result<Vec<NaiveDate>, Trouble> {
    match reader.days_named(&written.entry) {
        Err(Trouble { cause: Cause::PastDate { date }, .. })
            if matches!(written.kind, ErrandKind::Attendance | ErrandKind::Roster) && written.entry.days.len() == 1 =>
        {
            Ok(vec![date])
        }
        // A statement is of what is over: its answer shows the newest, whatever days were named.
        Err(Trouble { cause: Cause::PastDate { .. }, .. })
            if matches!(written.kind, ErrandKind::Statement | ErrandKind::Invoices | ErrandKind::Attestation) =>
        {
            Ok(Vec::new())
        }
        days => days,
    }
}

const fn trouble(span: Span, cause: Cause) -> Trouble {
    Trouble { span, cause, suggestions: Vec::new() }
}

/// A month that was said without its year: what is billed or exported has begun, what is planned has not ended.
fn with_year(month: &str, kind: ErrandKind, today: NaiveDate) -> String {
    let Ok(number) = month.parse::<u32>() else { return month.to_owned() };
    let looks_back = matches!(
        kind,
        ErrandKind::RunInvoices | ErrandKind::Export | ErrandKind::Invoices | ErrandKind::Statement | ErrandKind::Pay
    );
    let year = match number.cmp(&today.month()) {
        Ordering::Greater if looks_back => today.year() - 1,
        Ordering::Less if !looks_back => today.year() + 1,
        _ => today.year(),
    };
    format!("{year}-{number:02}")
}
