//! How languages are written beside what their words mean: known before a text is cut into words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::files::{FILES, LanguageFiles, Usage};
use super::tokens;
use crate::domain::Language;

/// The habits of all languages.
#[derive(Debug, Default)]
pub(super) struct Habits {
    spellings: BTreeMap<String, String>,
    usages: BTreeMap<Usage, BTreeSet<String>>,
    /// The languages that have words of a usage.
    users: BTreeSet<(Usage, Language)>,
    month_first: BTreeSet<Language>,
}

static HABITS: LazyLock<Habits> = LazyLock::new(|| Habits::read(FILES));

#[cfg(not(test))]
fn habits() -> &'static Habits {
    &HABITS
}

#[cfg(test)]
use of_a_test::habits;

/// What a spelling of letters and digits stands for, such as `dm1`; `folded` as it is written.
pub(super) fn spelt(folded: &str) -> Option<&'static str> {
    habits().spellings.get(folded).map(String::as_str)
}

/// Whether a word is used so in any language; `folded` is without accents.
pub(super) fn is_used_as(usage: Usage, folded: &str) -> bool {
    habits().usages.get(&usage).is_some_and(|words| words.contains(folded))
}

/// Whether a language has words that are used so.
pub(super) fn has_words_for(usage: Usage, language: Language) -> bool {
    habits().users.contains(&(usage, language))
}

/// Whether readers of a language may mean the month first: `7/8` is the 8th of July to them.
#[must_use]
pub fn is_month_first(language: Language) -> bool {
    habits().month_first.contains(&language)
}

impl Habits {
    /// A file that cannot be read has none; the words tell what is wrong with it.
    fn read(languages: &[LanguageFiles]) -> Self {
        let mut habits = Self::default();
        for (language, file) in languages.iter().filter_map(|files| Some((files.language, files.word_file().ok()?))) {
            if file.reading.month_first {
                habits.month_first.insert(language);
            }
            for (usage, words) in file.reading.usages {
                habits.users.insert((usage, language));
                habits.usages.entry(usage).or_default().extend(words.iter().map(|word| tokens::letters(word)));
            }
            habits.spellings.extend(file.spellings);
        }
        habits
    }
}

/// The habits of one test instead of the embedded ones.
#[cfg(test)]
pub(super) mod of_a_test {
    use std::cell::Cell;

    use super::{HABITS, Habits, LanguageFiles};

    thread_local! {
        static OWN: Cell<Option<&'static Habits>> = const { Cell::new(None) };
    }

    /// The habits that this test reads with: those of the embedded files, where it brought no others.
    pub fn habits() -> &'static Habits {
        OWN.get().unwrap_or(&HABITS)
    }

    /// Reads with the habits of these files until the end of the test, which has a thread of its own.
    pub fn read_with(files: &[LanguageFiles]) {
        OWN.set(Some(Box::leak(Box::new(Habits::read(files)))));
    }
}
