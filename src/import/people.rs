//! Directors, families and children of the files, and who among them is registered already under another address.

use std::collections::BTreeMap;

use super::Reader;
use super::former::{Named, former_addresses};
use crate::domain::{Address, Sex};
use crate::rules::{ChildEntry, DirectorEntry, FamilyEntry, GuardianEntry};

#[derive(serde::Deserialize)]
struct DirectorRow {
    name: String,
    address: String,
    language: String,
}

#[derive(serde::Deserialize)]
struct FamilyRow {
    family: String,
    name: String,
    guardian: String,
    address: String,
    language: String,
}

#[derive(serde::Deserialize)]
struct ChildRow {
    family: String,
    first_name: String,
    last_name: String,
    born: String,
    #[serde(default)]
    nicknames: String,
    #[serde(default)]
    sex: String,
}

impl Reader<'_> {
    pub(super) fn directors(&mut self) -> Vec<DirectorEntry> {
        let mut directors: Vec<DirectorEntry> = Vec::new();
        let mut lines = BTreeMap::new();
        for (line, row) in self.rows::<DirectorRow>("directors.csv") {
            let at = ("directors.csv", line);
            let (Some(address), Some(language)) = (self.address(at, &row.address), self.language(at, &row.language))
            else {
                continue;
            };
            if lines.insert(address.clone(), line).is_some() {
                self.fault(at, format!("the address {address} stands twice"));
            } else if let Some(name) = self.filled(at, "name", row.name) {
                directors.push(DirectorEntry { name, address, was: None, language });
            }
        }
        let registered: Vec<Named> = self.current.directors.iter().map(Named::director).collect();
        let former = former_addresses(&directors.iter().map(Named::director).collect::<Vec<_>>(), &registered);
        for (director, former) in directors.iter_mut().zip(former) {
            match former {
                Ok(was) => director.was = was,
                Err(problem) => self.fault(("directors.csv", line_of(&lines, &director.address)), problem),
            }
        }
        directors
    }

    pub(super) fn families(&mut self) -> Vec<FamilyEntry> {
        let mut families: Vec<FamilyEntry> = Vec::new();
        let mut lines = BTreeMap::new();
        for (line, row) in self.rows::<FamilyRow>("families.csv") {
            let at = ("families.csv", line);
            let (Some(code), Some(address), Some(language)) = (
                self.filled(at, "family", row.family),
                self.address(at, &row.address),
                self.language(at, &row.language),
            ) else {
                continue;
            };
            if lines.insert(address.clone(), line).is_some() {
                self.fault(
                    at,
                    format!("the address {address} stands twice; each guardian has an address of their own"),
                );
                continue;
            }
            let guardian = GuardianEntry { name: row.guardian, address, was: None, language };
            match families.iter_mut().find(|family| family.code == code) {
                Some(family) => family.guardians.push(guardian),
                None => {
                    families.push(FamilyEntry {
                        code,
                        name: row.name,
                        guardians: vec![guardian],
                        children: Vec::new(),
                    });
                }
            }
        }
        self.find_registered_guardians(&mut families, &lines);
        self.children(&mut families);
        families
    }

    /// Who of the files is registered under another address; an address of another family is refused, it may be a slip
    /// that would show one family's matters to another.
    fn find_registered_guardians(&mut self, families: &mut [FamilyEntry], lines: &BTreeMap<Address, u64>) {
        let mut problems = Vec::new();
        for family in families {
            let (own, others): (Vec<_>, Vec<_>) =
                self.current.families.iter().partition(|known| known.code == family.code);
            let registered: Vec<Named> = own.iter().flat_map(|known| &known.guardians).map(Named::guardian).collect();
            let rows: Vec<Named> = family.guardians.iter().map(Named::guardian).collect();
            let former = former_addresses(&rows, &registered);
            for (guardian, former) in family.guardians.iter_mut().zip(former) {
                let line = line_of(lines, &guardian.address);
                let has_it = |other: &&&FamilyEntry| other.guardians.iter().any(|one| one.address == guardian.address);
                match (others.iter().find(has_it), former) {
                    (Some(other), _) => {
                        let address = &guardian.address;
                        problems.push((line, format!("the address {address} belongs to the family {}", other.code)));
                    }
                    (None, Ok(was)) => guardian.was = was,
                    (None, Err(problem)) => problems.push((line, problem)),
                }
            }
        }
        problems.sort();
        for (line, problem) in problems {
            self.fault(("families.csv", line), problem);
        }
    }

    fn children(&mut self, families: &mut Vec<FamilyEntry>) {
        for (line, row) in self.rows::<ChildRow>("children.csv") {
            let at = ("children.csv", line);
            let (born, sex) = (self.date(at, &row.born), self.sex(at, &row.sex));
            let nicknames = super::several(&row.nicknames);
            let first_name = self.filled(at, "first_name", row.first_name);
            if !families.iter().any(|family| family.code == row.family) {
                families.extend(self.registered_family(&row.family));
            }
            let Some(family) = families.iter_mut().find(|family| family.code == row.family) else {
                self.fault(at, format!("no family has the code \"{}\"", row.family));
                continue;
            };
            let (Some(born), Some(first_name)) = (born, first_name) else { continue };
            if family.children.iter().any(|child| child.first_name == first_name) {
                self.fault(at, format!("{first_name} stands twice in the family {}", family.code));
                continue;
            }
            if let Some(taken) = taken_nickname(&first_name, &nicknames, &family.children) {
                self.fault(at, format!("\"{taken}\" names another child of the family {} too", family.code));
                continue;
            }
            family.children.push(ChildEntry { first_name, last_name: row.last_name, born, nicknames, sex });
        }
    }

    fn sex(&mut self, at: (&str, u64), code: &str) -> Option<Sex> {
        let sex = Sex::from_code(&code.to_uppercase());
        if sex.is_none() && !code.is_empty() {
            self.fault(at, format!("sex is F, M, or empty where it is not known, not \"{code}\""));
        }
        sex
    }

    /// A family that is registered and not in the files; only its children are.
    fn registered_family(&self, code: &str) -> Option<FamilyEntry> {
        let family = self.current.families.iter().find(|family| family.code == code)?;
        Some(FamilyEntry { guardians: Vec::new(), children: Vec::new(), ..family.clone() })
    }
}

/// A nickname that another child of the family bears, or whose first name it is: nobody could tell which is meant.
fn taken_nickname<'n>(first_name: &'n str, nicknames: &'n [String], others: &'n [ChildEntry]) -> Option<&'n str> {
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let names = |child: &'n ChildEntry| child.nicknames.iter().chain([&child.first_name]).map(String::as_str);
    let mut own = nicknames.iter().map(String::as_str);
    let taken = own.find(|own| others.iter().flat_map(names).any(|other| same(own, other)));
    taken.or_else(|| {
        others.iter().flat_map(|other| &other.nicknames).map(String::as_str).find(|name| same(name, first_name))
    })
}

fn line_of(lines: &BTreeMap<Address, u64>, address: &Address) -> u64 {
    lines.get(address).copied().unwrap_or_default()
}
