//! The words that a text is read with: those of the languages, and the names of this sender and centre, as plain data.

use std::collections::BTreeMap;

use crate::domain::{Language, ServiceCode, SlotCode};

/// Who may say what: directors' words are words only for directors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Parent,
    Director,
}

/// What the sender and the centre call things; the language files do the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// First names on file, eldest child first.
    pub children: Vec<String>,
    /// What the family calls its children beside that, with the first name of whom it means.
    pub nicknames: Vec<(String, String)>,
    /// Last names on file; beside a first name they say nothing.
    pub surnames: Vec<String>,
    /// The families that a director writes about.
    pub households: Vec<Household>,
    /// The slots of the centre, with the centre's own words for them beside the usual ones.
    pub slots: BTreeMap<SlotCode, Vec<String>>,
    /// The services, with their names.
    pub services: BTreeMap<ServiceCode, Vec<String>>,
    /// The service around school hours, which people call so whatever its name is.
    pub school: Option<ServiceCode>,
}

/// A family as a director may name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// As on file, such as `DUPONT`.
    pub surname: String,
    /// First names, eldest child first.
    pub children: Vec<String>,
}

/// Everything the grammar may know.
#[derive(Debug, Clone)]
pub struct Lexicon {
    pub role: Role,
    /// The reader's language on file; decides where a text does not tell.
    pub language: Language,
    pub names: Names,
}
