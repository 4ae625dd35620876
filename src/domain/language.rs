//! The languages that we read and write: those that have files.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A language that we read and write, by its ISO 639 code: one folder of `templates/`, one file of `grammars/`. Which there
/// are is known from these files when the program is built (`src/build.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Language(&'static str);

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Language {
    /// The ISO 639 code, which also names the language's files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The language of an ISO 639 code, if we write it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The codes of all languages, as an operator is told what to write: `fr or en`.
    #[must_use]
    pub fn codes() -> String {
        Self::ALL.map(Self::code).join(" or ")
    }

    /// A language without files, whose words a test brings.
    #[cfg(test)]
    pub const fn imagined(code: &'static str) -> Self {
        Self(code)
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::FIRST
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code)
            .ok_or_else(|| D::Error::custom(format!("\"{code}\" is no language; write {}", Self::codes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_are_those_that_have_files() {
        assert_eq!(Language::ALL.map(Language::code), ["fr", "en"]);
        assert_eq!((Language::default(), Language::from_code("en")), (Language::FR, Some(Language::EN)));
        assert_eq!(Language::from_code("es"), None);
    }

    #[test]
    fn a_language_is_written_as_its_code() {
        assert_eq!(serde_json::to_string(&Language::EN).unwrap(), "\"en\"");
        assert_eq!(serde_json::from_str::<Language>("\"fr\"").unwrap(), Language::FR);
        let refused = serde_json::from_str::<Language>("\"es\"").unwrap_err().to_string();
        assert!(refused.starts_with("\"es\" is no language; write fr or en"), "{refused}");
    }
}
