//! Slots as letters name them.

use serde::{Deserialize, Serialize};

use crate::domain::{Programme, SlotCode, SlotSet};

/// Slots as they are shown: a whole day has a word of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SlotNames {
    pub full_day: bool,
    pub slots: Vec<SlotName>,
}

/// A slot's code, with the centre's own name where it has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SlotName {
    pub code: SlotCode,
    pub name: Option<String>,
}

impl SlotNames {
    /// The names of `slots` in `programme`.
    #[must_use]
    pub fn of(slots: &SlotSet, programme: &Programme) -> Self {
        let name = |code: &SlotCode| SlotName {
            code: code.clone(),
            name: programme
                .service_of(code)
                .and_then(|service| service.slots.iter().find(|slot| slot.code == *code))
                .and_then(|slot| slot.name.clone()),
        };
        Self { full_day: programme.is_full_day(slots), slots: slots.iter().map(name).collect() }
    }
}
