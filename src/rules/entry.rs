//! One entry of a sentence: its children, days and slots, each resolved, inherited or asked for.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::command::Inference;
use super::days::{Calendar, Dates};
use crate::domain::bounds::CHOICES;
use crate::domain::{Child, ChildId, Family, Language, ServiceCode, SlotCode, SlotSet};
use crate::grammar::{Cause, ChildRef, DayRef, DaySet, Entry, Order, SlotRef, Span, Spanned, Suggestion};

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
#[derive(Debug, Clone, Default)]
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
    pub need: Need,
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
            ..Filled::default()
        };
        self.fill_children(entry, order, previous, &mut filled)?;
        self.fill_days(entry, order, previous, &mut filled)?;
        self.fill_slots(entry, order, previous, &mut filled)?;
        Ok(filled)
    }

    /// The children that an errand names.
    pub fn children_named(&self, entry: &Entry) -> Result<Vec<ChildId>, Trouble> {
        let all = self.family.map_or(&[][..], |family| &family.children);
        let mut chosen = BTreeSet::new();
        for written in &entry.children {
            chosen.extend(self.children_meant(written, all, &mut BTreeSet::new())?);
        }
        Ok(all.iter().map(|child| child.id).filter(|id| chosen.contains(id)).collect())
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

    /// The parts of the day that an errand names.
    pub fn slots_named(&self, entry: &Entry, days: &[NaiveDate]) -> Result<Option<SlotSet>, Trouble> {
        if entry.slots.is_empty() {
            return Ok(None);
        }
        let filled = Filled {
            days: days.to_vec(),
            service: entry.service.as_ref().map(|named| named.value.clone()),
            ..Filled::default()
        };
        self.slots_meant(entry, &filled).map(Some)
    }

    /// No child was named, and there are several.
    pub fn missing_child(&self, span: Span) -> Trouble {
        trouble(span, Cause::MissingChild, names(self.family.map_or(&[][..], |family| &family.children)))
    }

    fn fill_children(
        &self,
        entry: &Entry,
        order: &Order,
        previous: &Filled,
        filled: &mut Filled,
    ) -> Result<(), Trouble> {
        let all = self.family.map_or(&[][..], |family| &family.children);
        let mut chosen = BTreeSet::new();
        for written in &entry.children {
            chosen.extend(self.children_meant(written, all, &mut filled.inferred)?);
        }
        if entry.children.is_empty() {
            chosen = match all {
                _ if !previous.children.is_empty() => {
                    filled.inferred.insert(Inference::ChildrenInherited);
                    previous.children.iter().copied().collect()
                }
                [only] => {
                    filled.inferred.insert(Inference::OnlyChild);
                    BTreeSet::from([only.id])
                }
                _ => return Err(trouble(missing_at(entry, order), Cause::MissingChild, names(all))),
            };
        }
        filled.children = all.iter().map(|child| child.id).filter(|id| chosen.contains(id)).collect();
        Ok(())
    }

    fn children_meant(
        &self,
        written: &Spanned<ChildRef>,
        all: &[Child],
        inferred: &mut BTreeSet<Inference>,
    ) -> Result<Vec<ChildId>, Trouble> {
        let called = |name: &str| all.iter().filter(|child| child.first_name == name).map(|child| child.id).collect();
        match &written.value {
            ChildRef::Named(name) => Ok(called(name)),
            ChildRef::Typo(name) => {
                inferred.insert(Inference::ChildTypo);
                Ok(called(name))
            }
            ChildRef::All(count) if count.is_none_or(|count| usize::try_from(count) == Ok(all.len())) => {
                Ok(all.iter().map(|child| child.id).collect())
            }
            ChildRef::All(_) => {
                let cause = Cause::AmbiguousChild { written: written.span.of(self.text) };
                Err(trouble(written.span, cause, names(all)))
            }
            ChildRef::Unknown(word) => {
                Err(trouble(written.span, Cause::UnknownChild { written: word.clone() }, names(all)))
            }
        }
    }

    fn fill_days(&self, entry: &Entry, order: &Order, previous: &Filled, filled: &mut Filled) -> Result<(), Trouble> {
        if entry.days.is_empty() {
            if previous.days.is_empty() || previous.dated > 1 {
                let offers = self.calendar.next_open().take(CHOICES).map(Suggestion::Day).collect();
                return Err(trouble(missing_at(entry, order), Cause::MissingDate, offers));
            }
            filled.inferred.insert(Inference::DateInherited);
            filled.days.clone_from(&previous.days);
            filled.dated = previous.dated;
            return Ok(());
        }
        filled.dated = previous.dated + 1;
        let mut days = BTreeSet::new();
        let mut dropped = BTreeSet::new();
        for written in &entry.days {
            let dates = self.dates(written, self.need == Need::Booking)?;
            self.settle_weekday(written, filled.anchor)?;
            if !is_weekday(&written.value) {
                filled.anchor = dates.days.last().copied().or(filled.anchor);
            }
            days.extend(dates.days);
            dropped.extend(dates.dropped);
        }
        for written in &entry.except {
            self.exclude(written, &mut days, &mut dropped)?;
        }
        if days.is_empty() {
            return Err(trouble(missing_at(entry, order), Cause::MissingDate, Vec::new()));
        }
        filled.days = days.into_iter().collect();
        filled.dropped = dropped.into_iter().collect();
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
        let mut found = false;
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

    /// Rule D1: an English reader may have meant month first; asked when only that reading is an open day.
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
        let Cause::ClosedDay { date } = cause else { return trouble(written.span, cause, suggestions) };
        let swapped = DaySet::Single(DayRef::Date { weekday: None, day: month, month: Some(day), year });
        let other = (numeric && self.language == Some(Language::English))
            .then(|| self.calendar.dates(&swapped, words, true).ok())
            .flatten();
        match other.and_then(|dates| dates.days.first().copied()) {
            Some(month_first) => trouble(
                written.span,
                Cause::DateOrder { day_first: date, month_first },
                vec![Suggestion::Day(month_first)],
            ),
            None => trouble(written.span, Cause::ClosedDay { date }, suggestions),
        }
    }

    fn fill_slots(&self, entry: &Entry, order: &Order, previous: &Filled, filled: &mut Filled) -> Result<(), Trouble> {
        if entry.slots.is_empty() {
            match (self.need, &previous.slots) {
                (Need::Cancellation | Need::Errand, _) => return Ok(()),
                (Need::Booking, Some(slots)) => {
                    filled.inferred.insert(Inference::SlotInherited);
                    filled.slots = Some(slots.clone());
                }
                (Need::Booking, None) => {
                    let offers = self.slots_running(&filled.days);
                    return Err(trouble(missing_at(entry, order), Cause::MissingSlot, offers));
                }
            }
        } else {
            filled.slots = Some(self.slots_meant(entry, filled)?);
        }
        if self.need == Need::Booking { self.check_offered(entry, order, filled) } else { Ok(()) }
    }

    fn slots_meant(&self, entry: &Entry, filled: &Filled) -> Result<SlotSet, Trouble> {
        let mut chosen: BTreeSet<SlotCode> = BTreeSet::new();
        let mut without: BTreeSet<SlotCode> = BTreeSet::new();
        for written in &entry.slots {
            match &written.value {
                SlotRef::Slot(code) => {
                    chosen.insert(code.clone());
                }
                SlotRef::Without(code) => {
                    without.insert(code.clone());
                }
                SlotRef::FullDay => chosen.extend(self.full_day(written.span, filled)?.iter().cloned()),
                SlotRef::HalfDay => {
                    let cause = Cause::AmbiguousSlot { written: written.span.of(self.text) };
                    return Err(trouble(written.span, cause, self.slots_running(&filled.days)));
                }
            }
        }
        let slots = self.calendar.programme.in_day_order(chosen.difference(&without));
        if slots.is_empty() {
            return Err(trouble(entry.span, Cause::MissingSlot, self.slots_running(&filled.days)));
        }
        Ok(slots)
    }

    /// All slots of the service that was named, else of the only service that runs on these days.
    fn full_day(&self, span: Span, filled: &Filled) -> Result<SlotSet, Trouble> {
        let programme = self.calendar.programme;
        let runs = |service: &crate::domain::Service| {
            filled.days.iter().any(|day| service.slots.iter().any(|slot| programme.runs(*day, &slot.code)))
        };
        let mut running = programme.services().iter().filter(|service| match &filled.service {
            Some(named) => service.code == *named,
            None => runs(service) || programme.services().len() == 1,
        });
        match (running.next(), running.next()) {
            (Some(only), None) => Ok(programme.full_day(&only.code)),
            _ => Err(trouble(
                span,
                Cause::AmbiguousSlot { written: span.of(self.text) },
                self.slots_running(&filled.days),
            )),
        }
    }

    /// A slot that runs on none of the days is asked about; one that misses on some of them is told day by day.
    fn check_offered(&self, entry: &Entry, order: &Order, filled: &Filled) -> Result<(), Trouble> {
        let programme = self.calendar.programme;
        let (Some(slots), Some(first)) = (&filled.slots, filled.days.first()) else { return Ok(()) };
        let absent = slots.iter().find(|slot| !filled.days.iter().any(|day| programme.runs(*day, slot)));
        let Some(slot) = absent else { return Ok(()) };
        let span = entry.slots.iter().map(|written| written.span).reduce(Span::join);
        let all = programme.services().iter().flat_map(|service| &service.slots);
        let runs = all.map(|slot| slot.code.clone()).filter(|code| programme.runs(*first, code)).collect();
        Err(trouble(
            span.unwrap_or_else(|| missing_at(entry, order)),
            Cause::SlotNotOffered { date: *first, slot: slot.clone(), runs },
            self.slots_running(&filled.days),
        ))
    }

    /// What could be booked on all of the days: the full day first where there is one.
    fn slots_running(&self, days: &[NaiveDate]) -> Vec<Suggestion> {
        let programme = self.calendar.programme;
        let on_all = |code: &SlotCode| days.iter().all(|day| programme.runs(*day, code));
        let whole = programme
            .services()
            .iter()
            .filter(|service| service.slots.len() > 1 && service.slots.iter().all(|slot| on_all(&slot.code)))
            .map(|_| Suggestion::FullDay)
            .take(1);
        let mut single: Vec<&SlotCode> =
            programme.services().iter().flat_map(|service| &service.slots).map(|slot| &slot.code).collect();
        // A meal is rarely wanted by itself, and a letter has room for three choices.
        single.sort_by_key(|code| ["meal", "lunch"].contains(&code.0.as_str()));
        let single = single.into_iter().filter(|code| on_all(code)).cloned().map(Suggestion::Slot);
        whole.chain(single).collect()
    }
}

/// Whether a weekday stands alone, on its own or as an end.
const fn is_weekday(set: &DaySet) -> bool {
    matches!(set, DaySet::Single(DayRef::Weekday(_)) | DaySet::Range(DayRef::Weekday(_), _))
}

fn trouble(span: Span, cause: Cause, suggestions: Vec<Suggestion>) -> Trouble {
    Trouble { span, cause, suggestions }
}

fn names(children: &[Child]) -> Vec<Suggestion> {
    children.iter().map(|child| Suggestion::Child(child.first_name.clone())).collect()
}

/// Where a part is missing, the whole entry is shown, or the sentence when the entry is empty.
fn missing_at(entry: &Entry, order: &Order) -> Span {
    if entry.span.to > entry.span.from { entry.span } else { order.span }
}
