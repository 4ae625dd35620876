//! Answers to letters: codes and facts become words in the reader's language. Asks no clock, no store and no network.

/// Facts for a phrase or a template: `facts! { child, days => open_days, ..others }`; what stands first wins.
macro_rules! facts {
    ($(.. $others:expr),* $(,)?) => { minijinja::context! { $(.. $others),* } };
    ($($name:ident $(=> $value:expr)?),* $(, .. $others:expr)* $(,)?) => {
        minijinja::context! { $($name => facts!(@one $name $(, $value)?)),* $(, .. $others)* }
    };
    (@one $name:ident) => { $crate::reply::fact(&$name) };
    (@one $name:ident, $value:expr) => { $crate::reply::fact(&$value) };
}

mod books;
mod confirmation;
mod decision;
mod errand;
mod filters;
mod list;
mod lost;
mod pace;
mod page;
mod places;
mod question;
#[cfg(test)]
mod samples;
mod summary;
mod tongue;
mod transcript;
mod typography;
mod word;
mod wordless;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::domain::Language;
use crate::fault::{During, Fault};
use crate::message::MessageKey;
use crate::rules::{Answer, Letter};
use minijinja::Value;
use minijinja::value::Serde;
use page::Page;
use tongue::{SOURCES, Sources, Tongue};

/// What letters say of the centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Centre {
    pub name: String,
    pub phone: Option<String>,
    /// Who decides, as a sentence's subject, such as `Mme Leroy`; without it the languages say *la direction*.
    pub director: Option<String>,
    /// In which instants are told.
    pub zone: Tz,
}

/// A letter in words: one subject and the same sentences twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A message that failed on our side until it was set aside; the operator is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// Its number in the inbox.
    pub inbox: i64,
    pub key: MessageKey,
    pub attempts: u32,
    /// The fault and its causes, on one line.
    pub fault: String,
}

/// Writes every letter in every language.
#[derive(Debug)]
pub struct Writer {
    centre: Centre,
    tongues: BTreeMap<Language, Tongue>,
}

impl Writer {
    /// Compiles all templates of all languages.
    ///
    /// # Errors
    /// A template or a phrase that is not one, a phrase that a language lacks.
    pub fn new(centre: Centre) -> Result<Self, Fault> {
        Self::of(SOURCES, centre)
    }

    /// Compiles the templates of these languages.
    fn of(sources: &[Sources], centre: Centre) -> Result<Self, Fault> {
        let tongues = sources.iter().map(|sources| Ok((sources.language, Tongue::new(sources, &centre)?)));
        let tongues: BTreeMap<Language, Tongue> = tongues.collect::<Result<_, Fault>>()?;
        let keys: BTreeSet<String> = tongues.values().flat_map(Tongue::keys).collect();
        for (language, tongue) in &tongues {
            let own: BTreeSet<String> = tongue.keys().into_iter().collect();
            if let Some(missing) = keys.difference(&own).next() {
                return Err(Fault::plain(format!("templates/{}/phrases.toml lacks {missing}", language.code())));
            }
        }
        Ok(Self { centre, tongues })
    }

    /// Writes the letter of `answer`. `mark` is the reference that an answer to it must carry; letters that wait for one
    /// print it. `reads` tells whether a line would be understood without a question if the reader sent it back: no other
    /// line is offered.
    ///
    /// # Errors
    /// A code without words, or a template that asks for a fact that there is not.
    pub fn write_answer(
        &self,
        answer: &Answer,
        language: Language,
        mark: Option<&str>,
        reads: &dyn Fn(&str) -> bool,
    ) -> Result<Words, Fault> {
        let letter = &answer.letter;
        let voice = self.voice(language, many_years(letter)?, reads)?;
        let (folder, mut page) = match letter {
            Letter::Transcript(transcript) => ("transcript", transcript::page(&voice, transcript)?),
            Letter::Notice(notice) => ("notice", decision::notice(&voice, notice)?),
            Letter::List(list) => ("list", list::page(&voice, list)?.waiting(mark)),
            Letter::Word(word) => ("word", word::page(&voice, word)?),
            Letter::Confirmation(confirmation) => {
                ("confirmation", confirmation::page(&voice, confirmation)?.waiting(mark))
            }
            Letter::Neutral => ("neutral", Page::default()),
            Letter::Unproven(unproven) => ("unproven", Page { facts: fact(unproven), ..Page::default() }),
            Letter::TooLarge(size) => ("too_large", Page { facts: fact(size), ..Page::default() }),
            Letter::Wordless(wordless) => ("wordless", wordless::page(&voice, wordless)?),
            Letter::Lost(lost) => ("lost", lost::page(&voice, lost)?),
            Letter::Incident => ("incident", Page::default()),
        };
        page.sections.extend(pace::section(&voice, &answer.pace)?);
        voice.render(folder, &page)
    }

    /// Writes to the operator about a message that was set aside.
    ///
    /// # Errors
    /// As [`Writer::write_answer`].
    pub fn write_set_aside(&self, set_aside: &SetAside, language: Language) -> Result<Words, Fault> {
        let page = Page { facts: fact(set_aside), ..Page::default() };
        self.voice(language, false, &|_| true)?.render("set_aside", &page)
    }

    fn voice<'a>(
        &'a self,
        language: Language,
        years: bool,
        reads: &'a dyn Fn(&str) -> bool,
    ) -> Result<Voice<'a>, Fault> {
        let tongue = self.tongues.get(&language).ok_or_else(|| Fault::plain("writing in a language without words"))?;
        Ok(Voice { language, tongue, centre: &self.centre, years, reads })
    }
}

/// A value of ours as templates see it.
fn fact(value: impl Serialize) -> Value {
    Value::from(Serde(value))
}

/// One letter's voice: its language, its centre, and whether its dates need their year.
struct Voice<'a> {
    language: Language,
    tongue: &'a Tongue,
    centre: &'a Centre,
    years: bool,
    /// Whether a line would be understood if it were sent back.
    reads: &'a dyn Fn(&str) -> bool,
}

impl Voice<'_> {
    /// The phrase of `key`, filled with `facts`, on one line.
    fn say(&self, key: &str, facts: Value) -> Result<String, Fault> {
        self.tongue.say(key, &facts! { years => self.years, ..facts })
    }

    /// An instant in the centre's time.
    fn moment(&self, instant: DateTime<Utc>) -> Result<String, Fault> {
        let local = instant.with_timezone(&self.centre.zone);
        let facts = facts! {
            day => local.date_naive(),
            hour => local.format("%-H").to_string(),
            minute => local.format("%M").to_string(),
        };
        self.say("date.moment", facts)
    }

    fn render(&self, folder: &str, page: &Page) -> Result<Words, Fault> {
        let facts = facts! { ..facts! { years => self.years }, ..page.facts.clone(), ..fact(page) };
        Ok(Words {
            subject: typography::one_line(&self.tongue.render(&format!("{folder}/subject.txt"), &facts)?),
            text: typography::tidy(&self.tongue.render(&format!("{folder}/body.txt"), &facts)?),
            html: self.tongue.render(&format!("{folder}/body.html"), &facts)?,
        })
    }
}

/// Whether the letter's days lie in more than one year; then each is told with its own.
fn many_years(letter: &Letter) -> Result<bool, Fault> {
    let facts = serde_json::to_string(letter).during("looking for the years of a letter")?;
    let days = facts.split('"').filter_map(|text| text.parse::<NaiveDate>().ok());
    Ok(days.map(|day| day.year()).collect::<BTreeSet<_>>().len() > 1)
}

#[cfg(test)]
mod tests;
