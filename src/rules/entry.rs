//! One entry of a sentence: its children, days and slots, each resolved, inherited or asked for.

mod children;
mod slots;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::command::Inference;
use super::days::{Calendar, Dates, with_month_of};
use crate::domain::bounds::CHOICES;
use crate::domain::{ChildId, Family, Language, ServiceCode, SlotSet};
use crate::grammar::{self, Cause, DayRef, DaySet, Entry, Mention, Order, Span, Spanned, Suggestion, Verb};

/// What the sentence is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Open days, and slots that must be known.
    Booking,
    /// Any day; without slots, all of the day.
    Cancellation,
    /// What was named, and nothing that was not.
    Errand,
}

/// An entry with every part known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Filled {
    pub children: Vec<ChildId>,
    pub days: Vec<NaiveDate>,
    pub dropped: Vec<NaiveDate>,
    pub slots: Option<SlotSet>,
    pub service: Option<ServiceCode>,
    pub inferred: BTreeSet<Inference>,
    /// Entries of the message that said days of their own, this one included: "pareil" after several could mean any.
    pub dated: usize,
    /// The newest calendar date that was said, beside which a weekday alone may mean its own week.
    pub anchor: Option<NaiveDate>,
    /// The last day whose month was said.
    pub said: Option<NaiveDate>,
    /// Where the text said the days.
    pub said_at: usize,
}

/// What must be asked about an entry.
#[derive(Debug)]
pub(super) struct Trouble {
    pub span: Span,
    pub cause: Cause,
    pub suggestions: Vec<Suggestion>,
}

/// Reads entries for one sender.
pub(super) struct Reader<'a> {
    pub calendar: Calendar<'a>,
    pub family: Option<&'a Family>,
    pub text: &'a str,
    pub language: Option<Language>,
    /// What a booking is for that names no part of the day, where the centre says so.
    pub default_slot: Option<&'a str>,
    pub need: Need,
    /// Children that sentences name of which nothing was made.
    pub mentioned: &'a [Mention],
}

impl Reader<'_> {
    /// Fills `entry`, taking from `previous` what it leaves out.
    pub fn fill(&self, entry: &Entry, order: &Order, previous: &Filled) -> Result<Filled, Trouble> {
        if self.need == Need::Cancellation
            && let (Some(except), false) = (entry.except.first(), entry.slots.is_empty())
        {
            // "annuler du 6 au 10 sauf mercredi matin": is the morning kept, or cancelled on the other days?
            return Err(trouble(except.span, Cause::AmbiguousSlot { written: except.span.of(self.text) }, Vec::new()));
        }
        let mut filled = Filled {
            service: entry.service.as_ref().map(|named| named.value.clone()),
            anchor: previous.anchor,
            said: previous.said,
            ..Filled::default()
        };
        self.fill_children(entry, order, previous, &mut filled)?;
        self.fill_days(entry, order, previous, &mut filled)?;
        self.fill_slots(entry, order, previous, &mut filled)?;
        Ok(filled)
    }

    /// The days that are named; of a booking, the open ones.
    pub fn days_named(&self, entry: &Entry) -> Result<Vec<NaiveDate>, Trouble> {
        let mut days = BTreeSet::new();
        for written in &entry.days {
            days.extend(self.dates(written, self.need == Need::Booking)?.days);
        }
        for written in &entry.except {
            self.exclude(written, &mut days, &mut BTreeSet::new())?;
        }
        Ok(days.into_iter().collect())
    }

    fn fill_days(&self, entry: &Entry, order: &Order, previous: &Filled, filled: &mut Filled) -> Result<(), Trouble> {
        if entry.days.is_empty() {
            return self.take_over_days(entry, order, previous, filled);
        }
        filled.dated = previous.dated + 1;
        filled.said_at = entry.days.last().map_or(0, |days| days.span.to);
        let mut days = BTreeSet::new();
        let mut dropped = BTreeSet::new();
        let mut whole = BTreeSet::new();
        // "from 6 to 17 July, Monday to Wednesday": the days of it, or others beside?
        let stretch = |days: &Spanned<DaySet>| matches!(days.value, DaySet::Range(..)) && !days.value.is_weekday();
        if let Some(weekdays) = entry.days.iter().find(|days| days.value.is_weekday())
            && entry.days.iter().any(stretch)
        {
            let cause = Cause::AmbiguousDate { written: weekdays.span.of(self.text) };
            return Err(trouble(weekdays.span, cause, Vec::new()));
        }
        let mut named = Vec::with_capacity(entry.days.len());
        let mut listed = None;
        for written in &entry.days {
            let said = self.said_before(written.span.from, filled).or(filled.said);
            let written = self.in_month_of(written, said)?;
            let dates = self.dates(&written, self.need == Need::Booking)?;
            // "du 6 au 8 et du 15 au 17": of which months, when the first ones are over?
            let backwards = listed.zip(dates.days.first()).is_some_and(|(last, next)| *next < last);
            if backwards && lacks_month(&written.value) {
                let cause = Cause::AmbiguousDate { written: written.span.of(self.text) };
                return Err(trouble(written.span, cause, Vec::new()));
            }
            // "Je reprends le 6 juillet. Tous les jours jusqu'au 10.": of this month, or of that one?
            let earlier = said.zip(dates.days.last()).is_some_and(|(said, last)| *last < said);
            if earlier && matches!(written.value, DaySet::Recurring(_)) {
                let cause = Cause::AmbiguousDate { written: written.span.of(self.text) };
                return Err(trouble(written.span, cause, Vec::new()));
            }
            self.settle_weekday(&written, filled.anchor)?;
            listed = dates.days.last().copied().filter(|_| lacks_month(&written.value));
            if !matches!(written.value, DaySet::Single(_) | DaySet::Range(..)) {
                whole.extend(dates.days.iter().copied());
            }
            if says_month(&written.value) {
                filled.said = dates.days.last().copied().or(filled.said);
            }
            if !is_weekday(&written.value) {
                filled.anchor = dates.days.last().copied().or(filled.anchor);
            }
            days.extend(dates.days);
            dropped.extend(dates.dropped);
            named.push(written);
        }
        self.settle_within(&named, &whole)?;
        for written in &entry.except {
            self.exclude(written, &mut days, &mut dropped)?;
        }
        if days.is_empty() {
            return Err(trouble(missing_at(entry, order), Cause::MissingDate, Vec::new()));
        }
        // "du 6 au 10 juillet (4 jours)": one of the two is wrong.
        if let Some(tally) = entry.tally.as_ref().filter(|tally| tally.value as usize != days.len()) {
            return Err(trouble(tally.span, Cause::AmbiguousDate { written: tally.span.of(self.text) }, Vec::new()));
        }
        filled.days = days.into_iter().collect();
        filled.dropped = dropped.into_iter().collect();
        Ok(())
    }

    /// The days of an entry that names none: those that the text told of, or those of the entry before.
    fn take_over_days(
        &self,
        entry: &Entry,
        order: &Order,
        previous: &Filled,
        filled: &mut Filled,
    ) -> Result<(), Trouble> {
        if let Some(told) = self.days_told(entry, order, previous) {
            let (days, except, tally) = (told.days.clone(), entry.except.clone(), entry.tally.clone());
            filled.inferred.insert(Inference::DateInherited);
            return self.fill_days(&Entry { days, except, tally, ..Entry::default() }, order, previous, filled);
        }
        if previous.days.is_empty() || previous.dated > 1 {
            let offers = self.calendar.next_open().take(CHOICES).map(Suggestion::Day).collect();
            return Err(trouble(missing_at(entry, order), Cause::MissingDate, offers));
        }
        filled.inferred.insert(Inference::DateInherited);
        filled.dated = previous.dated;
        filled.said_at = previous.said_at;
        // "pareil pour Hugo, mais pas le 23"
        let mut days = previous.days.iter().copied().collect();
        for written in &entry.except {
            self.exclude(written, &mut days, &mut BTreeSet::new())?;
        }
        filled.days = days.into_iter().collect();
        Ok(())
    }

    /// The days that the text tells of before an order without its own: "ce jour-là" means the last ones that were said;
    /// without these words, they are of the only sentence that told of any behind the last order.
    fn days_told(&self, entry: &Entry, order: &Order, previous: &Filled) -> Option<&Mention> {
        let place = entry.span.from.max(order.span.from);
        let mut told = self.mentioned.iter().filter(|mention| {
            !mention.days.is_empty() && previous.said_at < mention.span.to && mention.span.from < place
        });
        let last = told.next_back()?;
        // "away from the 20th to the 24th": of which month, when it is only told?
        if last.days.iter().any(|days| lacks_month(&days.value) && !names_weekday(&days.value)) {
            return None;
        }
        if last.edge {
            return None;
        }
        let alone = previous.days.is_empty() && told.next().is_none();
        // "On part du 10 au 20. Zoé viendra ensuite.": away, and not there.
        let books = alone && order.verb.value == Verb::Book && !last.away && order.unknown.is_empty();
        (entry.same_days || books).then_some(last)
    }

    /// "la semaine 28, mercredi 8": all of the week, or that day of it?
    fn settle_within(&self, named: &[Spanned<DaySet>], whole: &BTreeSet<NaiveDate>) -> Result<(), Trouble> {
        for written in named {
            if let DaySet::Single(_) = written.value
                && let Some(day) = self.dates(written, false)?.days.first().filter(|day| whole.contains(*day))
            {
                let cause = Cause::AmbiguousDate { written: written.span.of(self.text) };
                return Err(trouble(written.span, cause, vec![Suggestion::Day(*day)]));
            }
        }
        Ok(())
    }

    /// "lundi 6 juillet journée, mardi matin": the day after that Monday, or the next one from today? Asked where they differ.
    fn settle_weekday(&self, written: &Spanned<DaySet>, anchor: Option<NaiveDate>) -> Result<(), Trouble> {
        let (DaySet::Single(DayRef::Weekday(weekday)), Some(anchor)) = (&written.value, anchor) else { return Ok(()) };
        let from = |day: NaiveDate| day.iter_days().skip(1).find(|later| later.weekday() == *weekday);
        let (next, near) = (from(self.calendar.today), from(anchor));
        if next == near {
            return Ok(());
        }
        let open = |day: &NaiveDate| self.calendar.programme.is_open(*day);
        let suggestions = [near, next].into_iter().flatten().filter(open).map(Suggestion::Day).collect();
        Err(trouble(written.span, Cause::AmbiguousDate { written: written.span.of(self.text) }, suggestions))
    }

    /// The month that the text tells of after the last day that was ordered: "Nous partons du 11 au 19 juillet. …"
    fn said_before(&self, place: usize, filled: &Filled) -> Option<NaiveDate> {
        let told = |mention: &&Mention| filled.said.is_none() && mention.span.to <= place && !mention.days.is_empty();
        let mention = self.mentioned.iter().rfind(told)?;
        let days = mention.days.iter().filter(|days| says_month(&days.value) || days.value.is_period());
        days.filter_map(|days| self.dates(days, false).ok()).next_back().and_then(|dates| dates.days.first().copied())
    }

    /// "du 20 au 24 juillet. Hugo seulement le 21": of the month that was said, where today's count leads to no open day;
    /// asked where it leads to another one.
    fn in_month_of(&self, written: &Spanned<DaySet>, anchor: Option<NaiveDate>) -> Result<Spanned<DaySet>, Trouble> {
        let Some(anchor) = anchor else { return Ok(written.clone()) };
        // "du 6 au 10 juillet et du 15 au 17": of the same month, or of the next one that comes?
        if let DaySet::Range(
            from @ DayRef::Date { month: None, .. },
            to @ DayRef::Date { month: None, day: last, .. },
        ) = written.value
        {
            let next = self.dates(written, true).ok().and_then(|dates| dates.days.last().copied());
            return match (anchor.with_day(last), next) {
                (Some(same_month), Some(next)) if same_month != next => {
                    let suggestions = vec![Suggestion::Day(same_month), Suggestion::Day(next)];
                    Err(trouble(
                        written.span,
                        Cause::AmbiguousDate { written: written.span.of(self.text) },
                        suggestions,
                    ))
                }
                (Some(same_month), None) => {
                    let (from, to) = (with_month_of(from, same_month), with_month_of(to, same_month));
                    Ok(Spanned::new(DaySet::Range(from, to), written.span))
                }
                _ => Ok(written.clone()),
            };
        }
        let DaySet::Single(DayRef::Date { weekday: None, day, month: None, .. }) = &written.value else {
            return Ok(written.clone());
        };
        let open = |day: &NaiveDate| *day > self.calendar.today && self.calendar.programme.is_open(*day);
        let Some(same_month) = anchor.with_day(*day).filter(open) else { return Ok(written.clone()) };
        match self.dates(written, true).ok().and_then(|dates| dates.days.first().copied()) {
            Some(next) if next != same_month => {
                let suggestions = vec![Suggestion::Day(next), Suggestion::Day(same_month)];
                Err(trouble(written.span, Cause::AmbiguousDate { written: written.span.of(self.text) }, suggestions))
            }
            _ => Ok(Spanned::new(DaySet::Single(DayRef::Iso(same_month)), written.span)),
        }
    }

    /// An exception that takes nothing out was meant for something else, so it asks; a closed day within the range does
    /// not come anyway, and may well be named: "sauf le 14 juillet".
    fn exclude(
        &self,
        written: &Spanned<DaySet>,
        days: &mut BTreeSet<NaiveDate>,
        dropped: &mut BTreeSet<NaiveDate>,
    ) -> Result<(), Trouble> {
        let words = written.span.of(self.text);
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return Ok(()) };
        let (first, last) = dropped.iter().fold((first, last), |(first, last), day| (first.min(*day), last.max(*day)));
        let all: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
        let excluded = self
            .calendar
            .excluded(&written.value, &words, &all)
            .map_err(|(cause, suggestions)| trouble(written.span, cause, suggestions))?;
        // "hors vacances" says nothing where there are none.
        let mut found = written.value.is_period();
        for day in excluded {
            let closed = first < day && day < last && !self.calendar.programme.is_open(day);
            found |= days.remove(&day) | dropped.remove(&day) | closed;
        }
        if found { Ok(()) } else { Err(trouble(written.span, Cause::AmbiguousDate { written: words }, Vec::new())) }
    }

    fn dates(&self, written: &Spanned<DaySet>, must_be_open: bool) -> Result<Dates, Trouble> {
        let words = written.span.of(self.text);
        self.calendar
            .dates(&written.value, &words, must_be_open)
            .map_err(|(cause, suggestions)| self.or_month_first(written, &words, cause, suggestions))
    }

    /// Rule D1: readers of some languages may have meant month first; asked when only that reading is an open day.
    fn or_month_first(
        &self,
        written: &Spanned<DaySet>,
        words: &str,
        cause: Cause,
        suggestions: Vec<Suggestion>,
    ) -> Trouble {
        let numeric = !words.chars().any(char::is_alphabetic);
        let DaySet::Single(DayRef::Date { weekday: None, day, month: Some(month), year }) = written.value else {
            return trouble(written.span, cause, suggestions);
        };
        let (Cause::ClosedDay { date } | Cause::PastDate { date }) = cause else {
            return trouble(written.span, cause, suggestions);
        };
        let swapped = DaySet::Single(DayRef::Date { weekday: None, day: month, month: Some(day), year });
        let other = (numeric && self.language.is_some_and(grammar::is_month_first))
            .then(|| self.calendar.dates(&swapped, words, true).ok())
            .flatten();
        match other.and_then(|dates| dates.days.first().copied()) {
            Some(month_first) => trouble(
                written.span,
                Cause::DateOrder { day_first: date, month_first },
                vec![Suggestion::Day(month_first)],
            ),
            None => trouble(written.span, cause, suggestions),
        }
    }
}

/// Whether a weekday stands alone, on its own or as an end.
const fn is_weekday(set: &DaySet) -> bool {
    matches!(set, DaySet::Single(DayRef::Weekday(_)) | DaySet::Range(DayRef::Weekday(_), _))
}

/// Whether neither of its ends names a month.
const fn lacks_month(set: &DaySet) -> bool {
    let (DaySet::Single(last) | DaySet::Range(_, last)) = set else { return false };
    matches!(last, DayRef::Date { month: None, .. })
}

/// "mercredi 17": a weekday stands beside the number.
const fn names_weekday(set: &DaySet) -> bool {
    let (DaySet::Single(last) | DaySet::Range(_, last)) = set else { return false };
    matches!(last, DayRef::Date { weekday: Some(_), .. })
}

/// Whether its last day has a month of its own: "le 20 juillet", "du 20 au 24 juillet".
const fn says_month(set: &DaySet) -> bool {
    let (DaySet::Single(last) | DaySet::Range(_, last)) = set else { return false };
    matches!(last, DayRef::Date { month: Some(_), .. } | DayRef::Iso(_))
}

fn trouble(span: Span, cause: Cause, suggestions: Vec<Suggestion>) -> Trouble {
    Trouble { span, cause, suggestions }
}

/// Where a part is missing, the whole entry is shown, or the sentence when the entry is empty.
fn missing_at(entry: &Entry, order: &Order) -> Span {
    if entry.span.to > entry.span.from { entry.span } else { order.span }
}
