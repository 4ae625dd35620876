//! Which part of the day an entry means: slots by their words, by hours, by the service and the days that they run on.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::{Filled, Need, Reader, Trouble, missing_at, trouble};
use crate::domain::{Service, ServiceCode, Slot, SlotCode, SlotSet};
use crate::grammar::{Cause, Entry, Order, SlotRef, Span, Spanned, Suggestion};
use crate::rules::Inference;

/// How a setting names all slots of a day.
const FULL_DAY: &str = "full_day";

/// The slots of an entry while they are read.
#[derive(Default)]
struct Chosen {
    slots: BTreeSet<SlotCode>,
    /// What comes with others: `avec repas`.
    brought: BTreeSet<SlotCode>,
    without: BTreeSet<SlotCode>,
    /// Hours that were written, and the slots that lie there.
    hours: Option<(Span, Option<SlotSet>)>,
}

impl Reader<'_> {
    /// The parts of the day that an errand or a change names.
    pub fn slots_named(&self, entry: &Entry, days: &[NaiveDate]) -> Result<Option<SlotSet>, Trouble> {
        if entry.slots.is_empty() {
            return Ok(None);
        }
        let service = entry.service.as_ref().map(|named| named.value.clone());
        let mut filled = Filled { days: days.to_vec(), service, ..Filled::default() };
        self.slots_meant(entry, &mut filled).map(Some)
    }

    pub(super) fn fill_slots(
        &self,
        entry: &Entry,
        order: &Order,
        previous: &Filled,
        filled: &mut Filled,
    ) -> Result<(), Trouble> {
        // "annuler la journée du 15": all that is booked on it.
        let all_day = entry.slots.iter().all(|slot| slot.value == SlotRef::FullDay) && filled.service.is_none();
        if self.need == Need::Cancellation && all_day {
            return Ok(());
        }
        if !entry.slots.is_empty() {
            filled.slots = Some(self.slots_meant(entry, filled)?);
        } else if self.need == Need::Cancellation {
            return Ok(());
        } else if let Some(slots) = &previous.slots {
            filled.inferred.insert(Inference::SlotInherited);
            filled.slots = Some(slots.clone());
        } else if let Some(slots) = self.slots_by_default(filled) {
            filled.inferred.insert(Inference::DefaultSlot);
            filled.slots = Some(slots);
        } else {
            let offers = self.slots_running(&filled.days);
            return Err(trouble(missing_at(entry, order), Cause::MissingSlot, offers));
        }
        if self.need == Need::Booking { self.check_offered(entry, order, filled) } else { Ok(()) }
    }

    fn slots_meant(&self, entry: &Entry, filled: &mut Filled) -> Result<SlotSet, Trouble> {
        let mut chosen = Chosen::default();
        for written in &entry.slots {
            self.add_slot(written, filled, &mut chosen)?;
        }
        self.add_hours(&mut chosen, filled)?;
        if chosen.slots.is_empty() && !chosen.brought.is_empty() {
            return Err(self.ambiguous(entry.span, filled));
        }
        let all: BTreeSet<SlotCode> = chosen.slots.union(&chosen.brought).cloned().collect();
        let slots = self.calendar.programme.in_day_order(all.difference(&chosen.without));
        if slots.is_empty() {
            return Err(trouble(entry.span, Cause::MissingSlot, self.slots_running(&filled.days)));
        }
        self.of_one_service(&slots, entry, filled)?;
        Ok(slots)
    }

    fn add_slot(&self, written: &Spanned<SlotRef>, filled: &mut Filled, chosen: &mut Chosen) -> Result<(), Trouble> {
        match &written.value {
            SlotRef::Slot(code) => {
                chosen.slots.insert(code.clone());
            }
            SlotRef::OneOf(codes) => {
                let code = self.running(codes, filled).ok_or_else(|| self.choice(written.span, codes))?;
                filled.service = self.calendar.programme.service_of(&code).map(|service| service.code.clone());
                chosen.slots.insert(code);
            }
            SlotRef::With(codes) => {
                let code = self.running(codes, filled).ok_or_else(|| self.choice(written.span, codes))?;
                chosen.brought.insert(code);
            }
            SlotRef::Without(codes) => chosen.without.extend(codes.iter().cloned()),
            SlotRef::FullDay => chosen.slots.extend(self.full_day(written.span, filled)?.iter().cloned()),
            SlotRef::HalfDay => return Err(self.ambiguous(written.span, filled)),
            SlotRef::Hours { from, to } => {
                chosen.hours = Some((written.span, self.slots_between(*from, *to, filled)));
            }
        }
        Ok(())
    }

    /// Rule D15: hours stand for slots where exactly these lie there. Beside slots they must not say something else; what they
    /// are to a cancellation must be known.
    fn add_hours(&self, chosen: &mut Chosen, filled: &mut Filled) -> Result<(), Trouble> {
        let Some((span, between)) = chosen.hours.take() else { return Ok(()) };
        let named = &chosen.slots;
        match between {
            Some(slots) if named.is_empty() => {
                filled.inferred.insert(Inference::SlotByHours);
                chosen.slots.extend(slots.iter().cloned());
                Ok(())
            }
            Some(slots) if slots.iter().eq(self.calendar.programme.in_day_order(named).iter()) => Ok(()),
            None if !named.is_empty() && self.need == Need::Booking => Ok(()),
            _ => Err(self.ambiguous(span, filled)),
        }
    }

    /// Of the slots that go by a word, the one of the service that was named, or the only one that runs on these days.
    fn running(&self, codes: &[SlotCode], filled: &Filled) -> Option<SlotCode> {
        let programme = self.calendar.programme;
        let only = |wanted: &dyn Fn(&SlotCode) -> bool| {
            let mut found = codes.iter().filter(|code| wanted(code));
            found.next().filter(|_| found.next().is_none()).cloned()
        };
        let of_service = only(&|code| self.is_of(code, filled.service.as_ref()));
        if codes.len() == 1 || of_service.is_some() {
            return of_service.or_else(|| codes.first().cloned());
        }
        only(&|code| filled.days.iter().any(|day| programme.runs(*day, code)))
    }

    fn is_of(&self, slot: &SlotCode, service: Option<&ServiceCode>) -> bool {
        let own = self.calendar.programme.service_of(slot).map(|own| &own.code);
        service.is_some() && own == service
    }

    /// One booking has slots of one service: "matin" of the one and "repas" of the other, or a slot that the named service
    /// does not have, are asked about.
    fn of_one_service(&self, slots: &SlotSet, entry: &Entry, filled: &Filled) -> Result<(), Trouble> {
        let programme = self.calendar.programme;
        let services: BTreeSet<&ServiceCode> =
            slots.iter().filter_map(|slot| programme.service_of(slot)).map(|service| &service.code).collect();
        let named = filled.service.as_ref().is_some_and(|named| !services.contains(named));
        if services.len() > 1 || named { Err(self.ambiguous(entry.span, filled)) } else { Ok(()) }
    }

    /// What the centre takes where no part of the day is named; nothing where that cannot be on these days.
    fn slots_by_default(&self, filled: &Filled) -> Option<SlotSet> {
        let programme = self.calendar.programme;
        let slots = match self.default_slot? {
            FULL_DAY => self.full_day(Span::default(), filled).ok()?,
            codes => {
                let wanted = SlotSet::from_text(codes);
                let known = programme.in_day_order(wanted.iter());
                if known.iter().count() == wanted.iter().count() { known } else { return None }
            }
        };
        let runs = slots.iter().all(|slot| filled.days.iter().all(|day| programme.runs(*day, slot)));
        let named = filled.service.is_none() || slots.iter().all(|slot| self.is_of(slot, filled.service.as_ref()));
        (!slots.is_empty() && runs && named).then_some(slots)
    }

    /// All slots of the service that was named, else of the only service that runs on these days.
    fn full_day(&self, span: Span, filled: &Filled) -> Result<SlotSet, Trouble> {
        let programme = self.calendar.programme;
        let mut running = self.services_running(filled);
        match (running.next(), running.next()) {
            (Some(only), None) => Ok(programme.full_day(&only.code)),
            _ => Err(self.ambiguous(span, filled)),
        }
    }

    /// The service that was named, else those that run on any of these days.
    fn services_running<'r>(&'r self, filled: &'r Filled) -> impl Iterator<Item = &'r Service> {
        let programme = self.calendar.programme;
        let runs = |service: &Service| {
            filled.days.iter().any(|day| service.slots.iter().any(|slot| programme.runs(*day, &slot.code)))
        };
        programme.services().iter().filter(move |service| match &filled.service {
            Some(named) => service.code == *named,
            None => runs(service) || programme.services().len() == 1,
        })
    }

    /// The slots that lie between two hours; `None` where that cannot be told: no hours on file, a slot that is only
    /// touched, two services.
    fn slots_between(&self, from: Option<NaiveTime>, to: Option<NaiveTime>, filled: &Filled) -> Option<SlotSet> {
        let mut found = self.services_running(filled).filter_map(|service| slots_of(service, from, to));
        let codes = found.next().filter(|_| found.next().is_none())?;
        Some(self.calendar.programme.in_day_order(codes.iter()))
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

    fn ambiguous(&self, span: Span, filled: &Filled) -> Trouble {
        let cause = Cause::AmbiguousSlot { written: span.of(self.text) };
        trouble(span, cause, self.slots_running(&filled.days))
    }

    /// "matin" of two services that run on these days: both are offered.
    fn choice(&self, span: Span, codes: &[SlotCode]) -> Trouble {
        let cause = Cause::AmbiguousSlot { written: span.of(self.text) };
        trouble(span, cause, codes.iter().cloned().map(Suggestion::Slot).collect())
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

/// The slots of a service that lie between two hours: each is there for half of its time at least, the hours reach over no
/// end of the day, and none that is there for a moment is left in doubt.
fn slots_of(service: &Service, from: Option<NaiveTime>, to: Option<NaiveTime>) -> Option<Vec<SlotCode>> {
    let hours = service.slots.iter().map(|slot| slot.hours).collect::<Option<Vec<_>>>()?;
    let (opens, closes) = (hours.iter().map(|hours| hours.from).min()?, hours.iter().map(|hours| hours.to).max()?);
    let (from, to) = (from.unwrap_or(opens), to.unwrap_or(closes));
    let mut there = Vec::new();
    for (Slot { code, .. }, hours) in service.slots.iter().zip(hours) {
        let shared = (hours.to.min(to) - hours.from.max(from)).num_minutes();
        if shared <= 0 {
            continue;
        }
        if shared * 2 < (hours.to - hours.from).num_minutes() {
            return None;
        }
        there.push(code.clone());
    }
    (from >= opens && to <= closes && !there.is_empty()).then_some(there)
}
