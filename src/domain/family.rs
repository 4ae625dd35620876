//! Who the centre knows: families with their guardians and children, and the directors.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Address, Language};

/// Declares a row's identity: a number of the database that is never mixed with another kind of row.
macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}
pub(super) use identity;

identity!(FamilyId);
identity!(GuardianId);
identity!(ChildId);
identity!(DirectorId);

/// A family as the centre registered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    pub id: FamilyId,
    /// The surname shown to the director, such as `DUPONT`.
    pub name: String,
    /// Who writes for the family; each has an address of their own.
    pub guardians: Vec<Guardian>,
    /// Eldest first.
    pub children: Vec<Child>,
}

impl Family {
    #[must_use]
    pub fn child(&self, id: ChildId) -> Option<&Child> {
        self.children.iter().find(|child| child.id == id)
    }
}

/// An adult who may act for a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    pub id: GuardianId,
    pub family: FamilyId,
    /// As the letters greet them, such as `Mme Dupont`.
    pub name: String,
    pub address: Address,
    pub language: Language,
}

/// A child of a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    pub id: ChildId,
    pub family: FamilyId,
    /// As on file, accents included; unique within the family.
    pub first_name: String,
    pub last_name: String,
    pub born: NaiveDate,
    /// What the family calls the child, beside the first name.
    pub nicknames: Vec<String>,
    /// `None` where the file does not say.
    pub sex: Option<Sex>,
}

/// Whom "ma fille" and "mon fils" mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sex {
    #[serde(rename = "F")]
    Female,
    #[serde(rename = "M")]
    Male,
}

impl Sex {
    /// As files and books have it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
        }
    }

    /// The inverse of [`Sex::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Female, Self::Male].into_iter().find(|sex| sex.code() == code)
    }
}

impl Child {
    /// Age in whole years on `day`; 0 before the first birthday and before birth.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> u32 {
        let had_birthday = (day.month(), day.day()) >= (self.born.month(), self.born.day());
        let years = day.year() - self.born.year() - i32::from(!had_birthday);
        u32::try_from(years).unwrap_or(0)
    }
}

/// A person who decides for the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Director {
    pub id: DirectorId,
    pub name: String,
    pub address: Address,
    pub language: Language,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_changes_on_the_birthday() {
        let born = NaiveDate::from_ymd_opt(2004, 7, 11).unwrap();
        let marie = Child {
            id: ChildId(1),
            family: FamilyId(1),
            first_name: "Marie".into(),
            last_name: "DUPONT".into(),
            born,
            nicknames: Vec::new(),
            sex: Some(Sex::Female),
        };
        assert_eq!(marie.age_on(NaiveDate::from_ymd_opt(2012, 7, 10).unwrap()), 7);
        assert_eq!(marie.age_on(NaiveDate::from_ymd_opt(2012, 7, 11).unwrap()), 8);
        assert_eq!(marie.age_on(NaiveDate::from_ymd_opt(2003, 1, 1).unwrap()), 0);
    }
}
