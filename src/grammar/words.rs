//! The words of every language, by class: read from the word files, checked, and found again as phrases.

mod error;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::classes::{Class, Classes, Languages};
use super::errand::{Detail, ErrandKind};
use super::tokens::{self, Token};
use super::{Role, Span};
use crate::domain::Language;
pub use error::WordsError;

/// What the word files say of a phrase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    pub classes: Classes,
    pub languages: Languages,
}

/// A phrase without its first word.
#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    meaning: Meaning,
    /// What it means besides where it is written with its accent.
    accented: Meaning,
    /// What it means to directors alone.
    directors: Classes,
}

impl Phrase {
    /// What it means to people in this role, where its first word is written so; `None` when it says nothing to them.
    fn meaning_for(&self, first: &Token, role: Role) -> Option<Meaning> {
        let Meaning { classes, languages } = if first.accented { self.accented } else { Meaning::default() };
        let classes = self.meaning.classes.with(classes);
        let languages = self.meaning.languages.with(languages);
        let classes = match role {
            Role::Parent => classes,
            Role::Director => classes.with(self.directors),
        };
        (!classes.is_empty()).then_some(Meaning { classes, languages })
    }
}

/// A word that a slip of the hand may have spoilt.
#[derive(Debug)]
struct Target {
    text: String,
    letters: u32,
    classes: Classes,
}

/// What a phrase names of an errand.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Naming {
    Kind(ErrandKind),
    Value(Detail, String),
}

/// A phrase of the errands without its first word.
#[derive(Debug)]
struct ErrandPhrase {
    rest: Vec<String>,
    names: Vec<Naming>,
    languages: Languages,
}

/// Where a text names an errand, or something that an errand says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub span: Span,
    phrase: &'static ErrandPhrase,
}

impl Mark {
    /// The errand that it names to people in this role.
    pub fn kind(&self, role: Role) -> Option<ErrandKind> {
        self.phrase.names.iter().find_map(|name| match name {
            Naming::Kind(kind) if kind.is_for(role) => Some(*kind),
            _ => None,
        })
    }

    /// The value of a detail that it names.
    pub fn value(&self, detail: Detail) -> Option<&'static str> {
        self.phrase.names.iter().find_map(|name| match name {
            Naming::Value(known, value) if *known == detail => Some(value.as_str()),
            _ => None,
        })
    }

    /// The language, when only one knows the phrase.
    pub fn language(&self) -> Option<Language> {
        self.phrase.languages.only()
    }
}

/// All words of all languages.
#[derive(Debug)]
pub(super) struct Words {
    phrases: BTreeMap<String, Vec<Phrase>>,
    errands: BTreeMap<String, Vec<ErrandPhrase>>,
    targets: Vec<Target>,
    printed: BTreeMap<(&'static str, &'static str), String>,
}

/// The text of a language's word file, as it is embedded.
pub(super) const fn word_file(language: Language) -> &'static str {
    match language {
        Language::French => include_str!("../../grammars/fr.toml"),
        Language::English => include_str!("../../grammars/en.toml"),
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| read(word_file).0);
/// Spellings of chat with digits in them: these are cut into words before anything else is known of them.
static SPELLINGS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let files = Language::ALL.map(|language| toml::from_str::<WordFile>(word_file(language)));
    files.into_iter().flatten().flat_map(|file| file.spellings).collect()
});
static FIRST_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| folded(&[include_str!("../../grammars/first-names.txt")]));
static REAL_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| folded(&Language::ALL.map(real_words_file)));

/// The text of a language's list of common words, as it is embedded.
const fn real_words_file(language: Language) -> &'static str {
    match language {
        Language::French => include_str!("../../grammars/fr.words"),
        Language::English => include_str!("../../grammars/en.words"),
    }
}

/// The words of some lists, folded and in order.
fn folded(lists: &[&str]) -> Vec<String> {
    let lines = lists.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
    let mut folded: Vec<String> = lines.flat_map(str::split_whitespace).map(tokens::letters).collect();
    folded.sort_unstable();
    folded
}

/// The embedded words, built once.
pub(super) fn words() -> &'static Words {
    &WORDS
}

/// The word of a class that we print, such as `book`, `monday` or the code of a usual slot; `None` for no class.
#[must_use]
pub fn word(language: Language, class: &str) -> Option<&'static str> {
    let class = class.replace('_', "-");
    let known = Class::ALL.iter().find(|known| known.key() == class)?;
    WORDS.printed.get(&(language.code(), known.key())).map(String::as_str)
}

/// What a spelling of letters and digits stands for, such as `dm1`; `folded` as it is written.
pub(super) fn spelt(folded: &str) -> Option<&'static str> {
    SPELLINGS.get(folded).map(String::as_str)
}

/// Whether people are called so; `folded` is without accents, hyphens and capitals.
pub(super) fn is_first_name(folded: &str) -> bool {
    FIRST_NAMES.binary_search_by(|name| name.as_str().cmp(folded)).is_ok()
}

/// Whether it is a word of its own, which is no slip in another; `folded` is without accents.
fn is_real_word(folded: &str) -> bool {
    REAL_WORDS.binary_search_by(|word| word.as_str().cmp(folded)).is_ok()
}

/// Checks the embedded word files; to be called at start, so that a broken file never meets a parent.
///
/// # Errors
/// The first file and class that are not as they must be.
pub fn check() -> Result<(), WordsError> {
    read(word_file).1.into_iter().next().map_or(Ok(()), Err)?;
    super::examples::check()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    words: BTreeMap<String, Vec<String>>,
    /// What spellings with digits in them stand for.
    spellings: BTreeMap<String, String>,
    /// What is such a word for directors alone.
    #[serde(default)]
    director: BTreeMap<String, Vec<String>>,
    /// The phrases that name an errand, by its verb.
    errands: BTreeMap<String, Vec<String>>,
    /// The words of an errand's details: by the detail, then by the value that they stand for.
    details: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// Builds the words of all files, and says what is wrong with these.
pub(super) fn read(text: impl Fn(Language) -> &'static str) -> (Words, Vec<WordsError>) {
    let mut words =
        Words { phrases: BTreeMap::new(), errands: BTreeMap::new(), targets: Vec::new(), printed: BTreeMap::new() };
    let mut errors = Vec::new();
    for language in Language::ALL {
        let file = format!("{}.toml", language.code());
        match toml::from_str::<WordFile>(text(language)) {
            Ok(text) => {
                words.add_file(language, &file, (text.words, text.director), &mut errors);
                words.add_errands(language, &file, text.errands, &mut errors);
                words.add_details(language, &file, text.details, &mut errors);
            }
            Err(error) => errors.push(WordsError::Toml { file, cause: error.message().to_owned() }),
        }
    }
    for phrases in words.phrases.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
    for phrases in words.errands.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
    words.collect_targets();
    (words, errors)
}

impl Words {
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
                self.printed.insert((language.code(), class.key()), first.clone());
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
        let phrases = self.phrases.entry(first).or_default();
        let place = phrases.iter().position(|known| known.rest == rest).unwrap_or(phrases.len());
        if place == phrases.len() {
            let (meaning, accented) = (Meaning::default(), Meaning::default());
            phrases.push(Phrase { rest, meaning, accented, directors: Classes::default() });
        }
        if let Some(known) = phrases.get_mut(place) {
            let meaning = if phrase.starts_with('!') { &mut known.accented } else { &mut known.meaning };
            meaning.languages = meaning.languages.with(Languages::one(language));
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
        let phrases = self.errands.entry(first).or_default();
        match phrases.iter_mut().find(|known| known.rest == rest) {
            Some(known) => {
                known.names.push(name);
                known.languages = known.languages.with(Languages::one(language));
            }
            None => phrases.push(ErrandPhrase { rest, names: vec![name], languages: Languages::one(language) }),
        }
    }

    /// The words that change a meaning, so that a slip in one of them is never passed over.
    fn collect_targets(&mut self) {
        let harmless = Classes::of(&[
            Class::Polite,
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
        let single = self.phrases.iter().filter_map(|(first, phrases)| {
            let word = phrases.iter().find(|phrase| phrase.rest.is_empty())?;
            let length = first.chars().count();
            let short_period = length == 4 && word.meaning.classes.meets(periods);
            let known = !word.meaning.classes.is_empty();
            let wanted = known && length >= 4 && !short_period && !word.meaning.classes.meets(harmless);
            wanted.then(|| Target { text: first.clone(), letters: letter_set(first), classes: word.meaning.classes })
        });
        self.targets = single.collect();
    }

    /// The longest phrase that starts at the first of `tokens`: what it may be to people in this role, and how many
    /// tokens it takes.
    pub fn longest(&self, tokens: &[Token], role: Role) -> Option<(Meaning, usize)> {
        let first = tokens.first()?;
        self.phrases.get(&first.text)?.iter().find_map(|phrase| {
            let following = tokens.get(1..=phrase.rest.len())?;
            let same = phrase.rest.iter().zip(following).all(|(word, token)| token.is_word() && *word == token.text);
            phrase.meaning_for(first, role).filter(|_| same).map(|meaning| (meaning, phrase.rest.len() + 1))
        })
    }

    /// Where errands and their details are named: at each place the longest phrase, phrases may not overlap.
    pub fn marks(&'static self, tokens: &[Token]) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut at = 0;
        while let Some(first) = tokens.get(at) {
            let found = if first.is_word() { self.errand_phrase(tokens.get(at..).unwrap_or_default()) } else { None };
            at += found.map_or(1, |(_, length)| length);
            if let Some((phrase, length)) = found {
                let span = tokens::span_of(tokens.get(at - length..at).unwrap_or_default());
                marks.push(Mark { span, phrase });
            }
        }
        marks
    }

    fn errand_phrase(&'static self, tokens: &[Token]) -> Option<(&'static ErrandPhrase, usize)> {
        let first = tokens.first()?;
        self.errands.get(&first.text)?.iter().find_map(|phrase| {
            let following = tokens.get(1..=phrase.rest.len())?;
            let same = phrase.rest.iter().zip(following).all(|(word, token)| token.is_word() && *word == token.text);
            same.then_some((phrase, phrase.rest.len() + 1))
        })
    }

    /// Whether it is the word of a class that we print, such as a month's whole name.
    pub fn is_printed(&self, text: &str) -> bool {
        self.printed.values().any(|word| tokens::letters(word) == text)
    }

    /// Whether a word says nothing wherever it stands, even within a phrase.
    pub fn is_adverb(&self, text: &str) -> bool {
        let alone = |phrase: &Phrase| phrase.rest.is_empty() && phrase.meaning.classes.has(Class::Adverb);
        self.phrases.get(text).is_some_and(|phrases| phrases.iter().any(alone))
    }

    /// The classes of a word that is one slip away from `text` (two, when `text` is long), if there is one.
    pub fn near(&self, text: &str) -> Option<Classes> {
        let length = text.chars().count();
        let allowed = allowed_slips(length);
        let letters = letter_set(text);
        let near = |target: &&Target| {
            (letters ^ target.letters).count_ones() as usize <= 2 * allowed
                && target.text.chars().count().abs_diff(length) <= allowed
                && strsim::osa_distance(text, &target.text) <= allowed
        };
        if allowed == 0 || is_real_word(text) {
            return None;
        }
        self.targets.iter().find(near).map(|target| target.classes)
    }

    /// What a word was meant to be that one slip of the hand has spoilt, when no other word is as near: "mercrdi",
    /// "journé". Words of three letters and words that decide are never guessed.
    pub fn corrected(&self, text: &str) -> Option<Meaning> {
        let length = text.chars().count();
        if length < 4 || is_real_word(text) || is_first_name(text) {
            return None;
        }
        let letters = letter_set(text);
        let near = |target: &&Target| {
            (letters ^ target.letters).count_ones() <= 2
                && target.text.chars().count().abs_diff(length) <= 1
                && (length > 5 || target.text.chars().next() == text.chars().next())
                && strsim::osa_distance(text, &target.text) == 1
        };
        let mut found = self.targets.iter().filter(near);
        match (found.next(), found.find(|other| other.text != text)) {
            (Some(only), None) if !only.classes.meets(decisive()) => self.meaning_of(&only.text),
            _ => None,
        }
    }

    /// What the word files say of a single word.
    fn meaning_of(&self, text: &str) -> Option<Meaning> {
        let alone = |phrase: &&Phrase| phrase.rest.is_empty();
        self.phrases.get(text)?.iter().find(alone).map(|phrase| phrase.meaning)
    }
}

/// Words that decide for others, answer a question or turn a sentence round: a slip in them is asked about.
fn decisive() -> Classes {
    Classes::of(&[
        Class::Approve,
        Class::Refuse,
        Class::Waitlist,
        Class::Yes,
        Class::No,
        Class::Cancel,
        Class::Cancellation,
        Class::Absent,
        Class::Absence,
        Class::Except,
        Class::Without,
        Class::NotAfter,
        Class::NotBefore,
        Class::Condition,
        Class::Question,
        Class::Instead,
        Class::Correction,
        Class::June,
        Class::July,
        Class::March,
        Class::May,
        Class::August,
    ])
}

/// Slips that a word of this length may have: 0 up to three letters, 1 up to six, else 2.
pub(super) const fn allowed_slips(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

/// The letters of a word as a set; an edit changes at most two of its members.
fn letter_set(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, letter| set | 1 << (letter - b'a'))
}
