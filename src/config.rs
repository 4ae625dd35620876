//! The installation's settings: TOML → `Config`; unknown keys are refused, secrets never show in `Debug`.

mod mail;
mod secret;

use std::fmt;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use crate::domain::{Address, Language, SchoolZone};

pub use mail::{Imap, Login, Processed, Proof, Security, Server, Smtp};
pub use secret::SecretSource;

/// Everything an installation decides. What is dated or personal (families, programme, places) lives in the database.
#[derive(Debug)]
pub struct Config {
    pub centre: Centre,
    pub database: Database,
    /// Where the key of every token and Message-ID comes from.
    pub secret: SecretSource,
    pub imap: Imap,
    pub smtp: Smtp,
    pub trust: Trust,
    pub operator: Operator,
}

/// Who the counter speaks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Shown as the sender of every letter.
    pub name: String,
    /// The mailbox's own address: letters leave from it, and what comes from it is our own loop.
    pub address: Address,
    pub phone: Option<String>,
    /// The zone in which days begin and deadlines fall.
    #[serde(default = "paris", deserialize_with = "zone")]
    pub zone: Tz,
    /// The zone of the school calendar: whose holidays "les vacances" are.
    #[serde(default)]
    pub school_zone: SchoolZone,
    /// The language of letters to people whose own is not known.
    #[serde(default)]
    pub language: Language,
    /// The person whom families may contact.
    pub director: Option<String>,
    /// What a booking is for that names no part of the day: `full_day`, or codes of slots joined by `+`. Without it, asked.
    pub default_slot: Option<String>,
    /// Whether an unknown sender gets no answer at all: right for a mailbox that people read too.
    #[serde(default = "yes")]
    pub silence_to_strangers: bool,
}

/// Where the bookings are kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The SQLite file.
    #[serde(deserialize_with = "database_path")]
    pub path: PathBuf,
}

/// Whose word is taken for who wrote a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trust {
    /// The authserv-id (RFC 8601 §2.5) of our own mail server; Authentication-Results of others are ignored.
    pub authserv_id: Option<String>,
}

/// Who looks after the installation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Gets a letter when a message was set aside after three failures.
    pub address: Address,
}

/// What is wrong in the configuration, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigError {
    pub path: PathBuf,
    /// Counted from 1.
    pub line: Option<usize>,
    pub key: Option<String>,
    pub problem: String,
    pub advice: String,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    secret: Option<SecretString>,
    secret_file: Option<PathBuf>,
    centre: Centre,
    database: Database,
    imap: Imap,
    smtp: Smtp,
    #[serde(default)]
    trust: Trust,
    operator: Operator,
}

impl Config {
    /// Reads a configuration file; relative paths in it start from its folder.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let advice = "give the path of your configuration with -c; config.example.toml is one to start from";
            ConfigError::new(path, format!("the file cannot be read: {error}"), advice)
        })?;
        Self::parse(&text, path)
    }

    /// Reads a configuration from `text`; `path` is named in errors and its folder is where relative paths start.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let file: Written = toml::from_str(text).map_err(|error| ConfigError::of_toml(&error, text, path))?;
        let secret = SecretSource::of_keys(file.secret, file.secret_file).map_err(|problem| {
            ConfigError::new(path, problem, "write `secret_file = \"guichet.secret\"` above the first [section]")
        })?;
        let (centre, trust, operator) = (file.centre, file.trust, file.operator);
        let mut config =
            Self { centre, database: file.database, secret, imap: file.imap, smtp: file.smtp, trust, operator };
        config.start_paths_from(path.parent().unwrap_or(Path::new("")));
        Ok(config)
    }

    fn start_paths_from(&mut self, folder: &Path) {
        let paths = [Some(&mut self.database.path), self.secret.path_mut()].into_iter().flatten();
        for path in paths.chain(self.imap.paths_mut()).chain(self.smtp.paths_mut()) {
            *path = folder.join(&path);
        }
    }
}

impl ConfigError {
    fn new(path: &Path, problem: impl Into<String>, advice: &str) -> Self {
        Self { path: path.to_owned(), line: None, key: None, problem: problem.into(), advice: advice.to_owned() }
    }

    fn of_toml(error: &toml::de::Error, text: &str, path: &Path) -> Self {
        let start = error.span().map(|span| span.start);
        let before = start.and_then(|start| text.get(..start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        let written = line.and_then(|line| text.lines().nth(line - 1)).unwrap_or_default();
        let key = written.split_once('=').map_or(written, |(key, _)| key).trim();
        Self {
            path: path.to_owned(),
            line,
            key: (!key.is_empty()).then(|| key.to_owned()),
            problem: error.message().to_owned(),
            advice: advice(error.message()).to_owned(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, ", {key}")?;
        }
        write!(f, ": {}. What to do: {}.", self.problem, self.advice)
    }
}

fn advice(problem: &str) -> &'static str {
    if problem.starts_with("unknown field") {
        "correct the key's spelling or remove the line"
    } else if problem.starts_with("missing field") {
        "add the key to this section; config.example.toml shows each with an example"
    } else {
        "correct this line; config.example.toml says what each key takes"
    }
}

const fn paris() -> Tz {
    Tz::Europe__Paris
}

const fn yes() -> bool {
    true
}

fn zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
    let name = String::deserialize(deserializer)?;
    let unknown = |_| serde::de::Error::custom(format!("{name:?} is no time zone; write one such as \"Europe/Paris\""));
    name.parse().map_err(unknown)
}

fn database_path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    let path = String::deserialize(deserializer)?;
    if path.starts_with("postgres:") || path.starts_with("postgresql:") {
        return Err(serde::de::Error::custom(
            "PostgreSQL is not wired yet; give the path of an SQLite file, such as \"guichet.db\"",
        ));
    }
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests;
