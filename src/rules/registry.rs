//! What an operator's import brings: directors, families, children, the programme.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{Address, Language, Places, Service, Sex, SlotCode};

/// A centre's files, read and found sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registry {
    pub directors: Vec<DirectorEntry>,
    pub families: Vec<FamilyEntry>,
    pub services: Vec<Service>,
    pub places: Vec<(NaiveDate, SlotCode, Places)>,
    /// Slots that do not run on a day, whatever was said before; who is booked there stays booked.
    #[serde(default)]
    pub closed: Vec<(NaiveDate, SlotCode)>,
}

/// A director of the files, known by the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectorEntry {
    pub name: String,
    pub address: Address,
    /// The address that they were registered under until now, where it changes; it is believed no longer then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Address>,
    pub language: Language,
}

/// A family of the files, known by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyEntry {
    /// The centre's own id for the family, such as `F001`; it makes a second import harmless.
    pub code: String,
    pub name: String,
    pub guardians: Vec<GuardianEntry>,
    pub children: Vec<ChildEntry>,
}

/// A guardian, known by the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardianEntry {
    pub name: String,
    pub address: Address,
    /// The address that they were registered under until now, where it changes; it is believed no longer then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Address>,
    pub language: Language,
}

/// A child, known by the first name within the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildEntry {
    pub first_name: String,
    pub last_name: String,
    pub born: NaiveDate,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nicknames: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
}

/// What an import writes: what is new is added, what is there is brought up to date, nothing is taken away but days that
/// are closed and addresses that were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegistryChange(pub Box<Registry>);
