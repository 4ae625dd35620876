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
    #[must_use]
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
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_languages_are_those_that_have_files() {
        let grammars = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/grammars")).unwrap();
        let names = grammars.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let files: BTreeSet<String> = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
        assert_eq!(Language::ALL.into_iter().map(|one| one.code().to_owned()).collect::<BTreeSet<_>>(), files);
        assert_eq!((Language::ALL[0], Language::default()), (Language::FR, Language::FR));
        assert_eq!((Language::from_code("en"), Language::from_code("zz")), (Some(Language::EN), None));
    }

    #[test]
    fn a_language_is_written_as_its_code() {
        assert_eq!(serde_json::to_string(&Language::EN).unwrap(), "\"en\"");
        assert_eq!(serde_json::from_str::<Language>("\"fr\"").unwrap(), Language::FR);
        let refused = serde_json::from_str::<Language>("\"zz\"").unwrap_err().to_string();
        assert!(refused.starts_with("\"zz\" is no language; write fr or en"), "{refused}");
    }
}
