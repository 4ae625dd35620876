//! The files of each language, as they are embedded.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::Language;

/// What a language is to the grammar: the texts of its files.
#[derive(Debug, Clone, Copy)]
pub(super) struct LanguageFiles {
    pub language: Language,
    /// `grammars/CODE.toml`.
    pub words: &'static str,
    /// `grammars/CODE.examples`.
    pub examples: &'static str,
    /// `grammars/CODE.words`: common words, which are no slips in others; may be empty.
    pub common: &'static str,
}

/// Every language that has files, listed by `src/build.rs`.
pub(super) const FILES: &[LanguageFiles] = include!(concat!(env!("OUT_DIR"), "/grammars.rs"));

impl LanguageFiles {
    pub fn word_file(&self) -> Result<WordFile, toml::de::Error> {
        toml::from_str(self.words)
    }
}

/// A word file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordFile {
    #[serde(default)]
    pub reading: Reading,
    pub words: BTreeMap<String, Vec<String>>,
    /// What spellings with digits in them stand for.
    pub spellings: BTreeMap<String, String>,
    /// What is such a word for directors alone.
    #[serde(default)]
    pub director: BTreeMap<String, Vec<String>>,
    /// The phrases that name an errand, by its verb.
    pub errands: BTreeMap<String, Vec<String>>,
    /// The words of an errand's details: by the detail, then by the value that they stand for.
    pub details: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// How the language is read beside its words.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reading {
    /// `7/8` may be the 8th of July.
    pub month_first: bool,
    #[serde(flatten)]
    pub usages: BTreeMap<Usage, Vec<String>>,
}

/// How a language uses some of its words beside what their classes say; a word file may leave these out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Usage {
    /// Ends a name whose bearer has something: `Zoe's`.
    Possessive,
    /// Before a weekday it may mean that day every week: `le mercredi`.
    WeekdayArticle,
    /// Before a number it means a request, and not a day: `la 3`.
    RequestArticle,
    /// In capitals it is one half of the day to some and the other half to others: `AM`.
    HalfDayCapitals,
    /// A class at school, with a digit that is no date: `CE1`.
    SchoolYear,
    /// Behind a number it makes it an amount: `20 euros`.
    Currency,
    /// Behind an hour: `8 am`.
    BeforeNoon,
    /// Behind an hour: `2 pm`.
    AfterNoon,
    /// Has the article in it, so that a number behind it is a day: `la matinée du 24`.
    ContractedArticle,
    /// One of several, without saying which: `un Nguyen`.
    IndefiniteArticle,
    /// Between two numbers it counts some of all: `2 sur 6`.
    OutOf,
    /// Part of the day of every week: `Wednesday mornings`.
    PluralSlot,
    /// Behind a number it counts days: `(5 jours)`.
    DayUnit,
    /// Before a name it makes it a place: `à Toulouse`.
    BeforePlace,
    /// Before a colon it begins the subject of an answer: `Re: …`.
    ReplyPrefix,
}
