//! The word files become words: what a file may say, and what is wrong with one.

use std::collections::BTreeMap;

use super::super::classes::{Class, Classes, Languages};
use super::super::errand::{Detail, ErrandKind};
use super::super::files::LanguageFiles;
use super::super::{Role, tokens};
use super::{ErrandPhrase, Meaning, Naming, Phrase, Target, Words, WordsError, folded, letter_set};
use crate::domain::Language;

impl Words {
    /// Builds the words of all languages, and says what is wrong with their files.
    pub fn read(languages: &[LanguageFiles]) -> (Self, Vec<WordsError>) {
        let mut words = Self::default();
        let mut errors = Vec::new();
        for files in languages {
            let language = files.language;
            let file = format!("{}.toml", language.code());
            match files.word_file() {
                Ok(text) => {
                    words.add_file(language, &file, (text.words, text.director), &mut errors);
                    words.add_errands(language, &file, text.errands, &mut errors);
                    words.add_details(language, &file, text.details, &mut errors);
                }
                Err(error) => errors.push(WordsError::Toml { file, cause: error.message().to_owned() }),
            }
        }
        for known in words.by_first.values_mut() {
            known.phrases.sort();
            known.errands.sort();
            known.alone = known.phrases.alone().map(|phrase| phrase.meaning);
        }
        words.common = folded(&languages.iter().map(|files| files.common).collect::<Vec<_>>());
        words.collect_targets();
        (words, errors)
    }

    fn add_file(
        &mut self,
        language: Language,
        file: &str,
        (mut classes, mut directors): (BTreeMap<String, Vec<String>>, BTreeMap<String, Vec<String>>),
        errors: &mut Vec<WordsError>,
    ) {
        for class in Class::ALL.iter().copied() {
            let list = classes.remove(class.key()).unwrap_or_default();
            let for_directors = directors.remove(class.key()).unwrap_or_default();
            if list.is_empty() && for_directors.is_empty() {
                errors.push(WordsError::MissingClass { file: file.to_owned(), class: class.key() });
            }
            if let Some(first) = list.first().or(for_directors.first()) {
                self.printed.insert((language, class.key()), first.clone());
            }
            let all = list.into_iter().map(|word| (Role::Parent, word));
            for (role, word) in all.chain(for_directors.into_iter().map(|word| (Role::Director, word))) {
                if !self.add(language, class, role, &word) {
                    let class = class.key().to_owned();
                    errors.push(WordsError::EmptyWord { file: file.to_owned(), class, word });
                }
            }
        }
        let unknown = classes.into_keys().chain(directors.into_keys());
        errors.extend(unknown.map(|class| WordsError::UnknownClass { file: file.to_owned(), class }));
    }

    /// Adds a phrase, for all or for directors alone; `false` when there is no word in it.
    fn add(&mut self, language: Language, class: Class, role: Role, phrase: &str) -> bool {
        let mut parts = tokens::word_texts(phrase).into_iter();
        let Some(first) = parts.next() else { return false };
        let rest: Vec<String> = parts.collect();
        let new = |rest| {
            let (meaning, accented) = (Meaning::default(), Meaning::default());
            Phrase { rest, meaning, accented, directors: Classes::default() }
        };
        if let Some(known) = self.by_first.entry(first).or_default().phrases.of(rest, new) {
            let meaning = if phrase.starts_with('!') { &mut known.accented } else { &mut known.meaning };
            meaning.languages = meaning.languages.with(Languages::Only(language));
            let classes = match role {
                Role::Parent => &mut meaning.classes,
                Role::Director => &mut known.directors,
            };
            *classes = classes.with(Classes::of(&[class]));
        }
        true
    }

    fn add_errands(
        &mut self,
        language: Language,
        file: &str,
        mut errands: BTreeMap<String, Vec<String>>,
        errors: &mut Vec<WordsError>,
    ) {
        for kind in ErrandKind::ALL.iter().copied() {
            let phrases = errands.remove(kind.verb()).unwrap_or_default();
            // What directors say as a decision or as an order has no phrase of its own.
            let said_otherwise = matches!(kind, ErrandKind::Hold | ErrandKind::BookFor | ErrandKind::CancelFor);
            if phrases.is_empty() && !said_otherwise {
                errors.push(WordsError::MissingErrand { file: file.to_owned(), errand: kind.verb() });
            }
            for phrase in phrases {
                self.add_naming(language, file, kind.verb(), &phrase, Naming::Kind(kind), errors);
            }
        }
        errors.extend(errands.into_keys().map(|name| WordsError::UnknownErrand { file: file.to_owned(), name }));
    }

    fn add_details(
        &mut self,
        language: Language,
        file: &str,
        details: BTreeMap<String, BTreeMap<String, Vec<String>>>,
        errors: &mut Vec<WordsError>,
    ) {
        for (key, values) in details {
            let Some(detail) = Detail::ALL.into_iter().find(|detail| detail.key() == key) else {
                errors.push(WordsError::UnknownErrand { file: file.to_owned(), name: key });
                continue;
            };
            for (value, phrases) in values {
                for phrase in phrases {
                    self.add_naming(language, file, &key, &phrase, Naming::Value(detail, value.clone()), errors);
                }
            }
        }
    }

    fn add_naming(
        &mut self,
        language: Language,
        file: &str,
        key: &str,
        phrase: &str,
        name: Naming,
        errors: &mut Vec<WordsError>,
    ) {
        let mut parts = tokens::word_texts(phrase).into_iter();
        let Some(first) = parts.next() else {
            let (file, class) = (file.to_owned(), key.to_owned());
            errors.push(WordsError::EmptyWord { file, class, word: phrase.to_owned() });
            return;
        };
        let rest: Vec<String> = parts.collect();
        let new = |rest| ErrandPhrase { rest, names: Vec::new(), languages: Languages::Only(language) };
        if let Some(known) = self.by_first.entry(first).or_default().errands.of(rest, new) {
            known.names.push(name);
            known.languages = known.languages.with(Languages::Only(language));
        }
    }

    /// The words that change a meaning, so that a slip in one of them is never passed over.
    fn collect_targets(&mut self) {
        let harmless = Classes::of(&[
            Class::Polite,
            Class::SmallTalk,
            Class::Reason,
            Class::Wish,
            Class::Friend,
            Class::Greeting,
            Class::Closing,
            Class::Title,
            Class::Asking,
            Class::Article,
            Class::Booking,
            Class::Line,
            Class::Request,
            Class::Born,
            Class::Years,
            Class::First,
            Class::Second,
            Class::Third,
            Class::Fourth,
            Class::During,
            Class::Whole,
            Class::Beginning,
            Class::PartOf,
        ]);
        let periods = Classes::of(&[Class::Period, Class::Week, Class::Weeks, Class::Month, Class::Next]);
        let single = self.by_first.iter().filter_map(|(first, known)| {
            let word = known.phrases.alone()?;
            let length = first.chars().count();
            let short_period = length == 4 && word.meaning.classes.meets(periods);
            let known = !word.meaning.classes.is_empty();
            let wanted = known && length >= 4 && !short_period && !word.meaning.classes.meets(harmless);
            wanted.then(|| Target { text: first.clone(), letters: letter_set(first), classes: word.meaning.classes })
        });
        let mut targets: BTreeMap<usize, Vec<Target>> = BTreeMap::new();
        for target in single {
            targets.entry(target.text.chars().count()).or_default().push(target);
        }
        self.targets = targets;
    }
}
