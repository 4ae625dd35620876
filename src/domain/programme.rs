//! What the centre offers: services, their slots in the order of the day, and the places of each open day.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// A service's id, such as `alsh` or `periscolaire`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceCode(pub String);

/// A slot's id, such as `morning`; unique in the centre.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlotCode(pub String);

impl fmt::Display for SlotCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A service of the centre, with its slots in the order of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub code: ServiceCode,
    /// As the centre calls it, such as `Accueil de loisirs`.
    pub name: String,
    pub slots: Vec<Slot>,
}

/// A part of a day that can be booked by itself (*tranche*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub code: SlotCode,
    /// The centre's own name for it, when it is not one of the usual slots that every language names.
    pub name: Option<String>,
    /// Other words that the centre's families use for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nicknames: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

impl Slot {
    /// A slot that has nothing but its code.
    #[must_use]
    pub const fn plain(code: SlotCode) -> Self {
        Self { code, name: None, nicknames: Vec::new(), hours: None }
    }
}

/// When a slot begins and ends, on the centre's clock; it ends later than it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub from: NaiveTime,
    pub to: NaiveTime,
}

/// Places of one slot on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Places {
    Limited(u32),
    Unlimited,
}

impl Places {
    /// Places left when `taken` are held; `None` when there is no limit.
    #[must_use]
    pub fn left(self, taken: u32) -> Option<u32> {
        match self {
            Self::Limited(places) => Some(places.saturating_sub(taken)),
            Self::Unlimited => None,
        }
    }
}

/// Some slots of one service, in the order of the day; never empty once it is in a booking.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlotSet(Vec<SlotCode>);

impl SlotSet {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn contains(&self, slot: &SlotCode) -> bool {
        self.0.contains(slot)
    }

    pub fn iter(&self) -> impl Iterator<Item = &SlotCode> {
        self.0.iter()
    }

    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.0.iter().any(|slot| other.contains(slot))
    }

    /// The slots that are in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self(self.0.iter().filter(|slot| other.contains(slot)).cloned().collect())
    }

    /// The slots that are here and not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        Self(self.0.iter().filter(|slot| !other.contains(slot)).cloned().collect())
    }

    /// `morning+meal`, as it is stored.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().map(|slot| slot.0.as_str()).collect::<Vec<_>>().join("+")
    }

    /// The inverse of [`SlotSet::to_text`]; the order is the one that was stored.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(text.split('+').filter(|code| !code.is_empty()).map(|code| SlotCode(code.to_owned())).collect())
    }
}

/// All that can be booked: services and, for each open day, the slots that run with their places.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    services: Vec<Service>,
    days: BTreeMap<NaiveDate, BTreeMap<SlotCode, Places>>,
}

/// Why a programme is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProgrammeError {
    #[error("the slot `{0}` stands twice")]
    SlotTwice(SlotCode),
    #[error("{0} has places for `{1}`, which is a slot of no service")]
    UnknownSlot(NaiveDate, SlotCode),
}

impl Programme {
    /// Puts a programme together.
    ///
    /// # Errors
    /// A slot code that two services share, or places for a slot that no service has.
    pub fn new(
        services: Vec<Service>,
        places: impl IntoIterator<Item = (NaiveDate, SlotCode, Places)>,
    ) -> Result<Self, ProgrammeError> {
        let mut known = BTreeSet::new();
        for slot in services.iter().flat_map(|service| &service.slots) {
            if !known.insert(slot.code.clone()) {
                return Err(ProgrammeError::SlotTwice(slot.code.clone()));
            }
        }
        let mut days: BTreeMap<NaiveDate, BTreeMap<SlotCode, Places>> = BTreeMap::new();
        for (day, slot, places) in places {
            if !known.contains(&slot) {
                return Err(ProgrammeError::UnknownSlot(day, slot));
            }
            days.entry(day).or_default().insert(slot, places);
        }
        Ok(Self { services, days })
    }

    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The service that a slot belongs to.
    #[must_use]
    pub fn service_of(&self, slot: &SlotCode) -> Option<&Service> {
        self.services.iter().find(|service| service.slots.iter().any(|own| own.code == *slot))
    }

    /// Whether anything runs on `day`.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.days.contains_key(&day)
    }

    /// The open days, in order.
    #[must_use]
    pub fn open_days(&self) -> impl DoubleEndedIterator<Item = NaiveDate> {
        self.days.keys().copied()
    }

    /// Whether `slot` runs on `day`.
    #[must_use]
    pub fn runs(&self, day: NaiveDate, slot: &SlotCode) -> bool {
        self.places(day, slot).is_some()
    }

    /// Places of `slot` on `day`; `None` when it does not run.
    #[must_use]
    pub fn places(&self, day: NaiveDate, slot: &SlotCode) -> Option<Places> {
        self.days.get(&day)?.get(slot).copied()
    }

    /// The slots of `service`, or of the only service when none is named: what a full day is.
    #[must_use]
    pub fn full_day(&self, service: &ServiceCode) -> SlotSet {
        let slots = self.services.iter().filter(|own| own.code == *service).flat_map(|own| &own.slots);
        SlotSet(slots.map(|slot| slot.code.clone()).collect())
    }

    /// `slots` in the order of the day, each once; unknown codes are left out.
    #[must_use]
    pub fn in_day_order<'a>(&self, slots: impl IntoIterator<Item = &'a SlotCode>) -> SlotSet {
        let wanted: BTreeSet<&SlotCode> = slots.into_iter().collect();
        let all = self.services.iter().flat_map(|service| &service.slots);
        SlotSet(all.filter(|slot| wanted.contains(&slot.code)).map(|slot| slot.code.clone()).collect())
    }

    /// Whether `slots` are a whole day of their service.
    #[must_use]
    pub fn is_full_day(&self, slots: &SlotSet) -> bool {
        self.services.iter().any(|service| {
            service.slots.len() > 1
                && service.slots.len() == slots.0.len()
                && service.slots.iter().all(|slot| slots.contains(&slot.code))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(code: &str) -> SlotCode {
        SlotCode(code.into())
    }

    fn alsh() -> Service {
        let slots = ["morning", "meal", "afternoon"].map(|code| Slot::plain(slot(code)));
        Service { code: ServiceCode("alsh".into()), name: "Accueil de loisirs".into(), slots: slots.into() }
    }

    fn wednesday() -> NaiveDate {
        NaiveDate::from_ymd_opt(2012, 7, 11).unwrap()
    }

    #[test]
    fn slots_are_kept_in_the_order_of_the_day() {
        let programme = Programme::new(vec![alsh()], []).unwrap();
        let set = programme.in_day_order([&slot("afternoon"), &slot("morning"), &slot("nothing")]);
        assert_eq!(set.to_text(), "morning+afternoon");
        assert_eq!(SlotSet::from_text("morning+afternoon"), set);
        assert!(!programme.is_full_day(&set));
        assert!(programme.is_full_day(&programme.full_day(&ServiceCode("alsh".into()))));
    }

    #[test]
    fn a_programme_names_its_faults() {
        assert_eq!(Programme::new(vec![alsh(), alsh()], []), Err(ProgrammeError::SlotTwice(slot("morning"))));
        assert_eq!(
            Programme::new(vec![alsh()], [(wednesday(), slot("night"), Places::Unlimited)]),
            Err(ProgrammeError::UnknownSlot(wednesday(), slot("night")))
        );
    }

    #[test]
    fn unlimited_places_never_run_out() {
        assert_eq!(Places::Unlimited.left(4_000_000), None);
        assert_eq!(Places::Limited(2).left(3), Some(0));
    }
}
