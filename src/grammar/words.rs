//! The words of every language, by class: read from the word files, checked, and found again as phrases.

mod building;
mod error;
mod phrases;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::Weekday;

use super::classes::{Class, Classes, Languages};
use super::errand::{Detail, ErrandKind};
use super::files::FILES;
use super::tokens::{self, Token};
use super::{Role, Span};
use crate::domain::Language;
pub use error::WordsError;
use phrases::{Begun, Phrases};

/// What the word files say of a phrase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    pub classes: Classes,
    pub languages: Languages,
}

/// A phrase without its first word.
#[derive(Debug, PartialEq, Eq)]
struct Phrase {
    rest: Vec<String>,
    meaning: Meaning,
    /// What it means instead where it is written with its accent.
    accented: Meaning,
    /// What it means to directors alone.
    directors: Classes,
}

impl Phrase {
    /// What it means to people in this role, where its first word is written so; `None` when it says nothing to them.
    fn meaning_for(&self, first: &Token, role: Role) -> Option<Meaning> {
        // "où" is no "ou", "dès" no "des".
        let accented = first.accented && !self.accented.classes.is_empty();
        let Meaning { classes, languages } = if accented { self.accented } else { self.meaning };
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
#[derive(Debug, PartialEq, Eq)]
struct ErrandPhrase {
    rest: Vec<String>,
    names: Vec<Naming>,
    languages: Languages,
}

impl Begun for Phrase {
    fn rest(&self) -> &[String] {
        &self.rest
    }
}

impl Begun for ErrandPhrase {
    fn rest(&self) -> &[String] {
        &self.rest
    }
}

/// All phrases that begin with a word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    phrases: Phrases<Phrase>,
    errands: Phrases<ErrandPhrase>,
    /// What the word means alone, which is asked for every word of a text.
    alone: Option<Meaning>,
}

impl Known {
    /// What the word files say of the word alone.
    const fn alone(&self) -> Option<Meaning> {
        self.alone
    }

    /// Whether it says nothing wherever it stands, even within a phrase.
    pub fn is_adverb(&self) -> bool {
        self.alone().is_some_and(|meaning| meaning.classes.has(Class::Adverb))
    }

    /// Whether it says what follows from what was told: "donc".
    pub fn is_hence(&self) -> bool {
        self.alone().is_some_and(|meaning| meaning.classes.has(Class::Hence))
    }

    /// Whether it is the second half of a denial: "pas".
    pub fn is_denial(&self) -> bool {
        self.alone().is_some_and(|meaning| meaning.classes.has(Class::NotAfter))
    }

    /// Whether it tells that the writer has thought again.
    pub fn is_afterthought(&self) -> bool {
        self.alone().is_some_and(|meaning| meaning.classes.has(Class::Afterthought))
    }
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
#[derive(Debug, Default)]
pub(super) struct Words {
    by_first: BTreeMap<String, Known>,
    /// By their count of letters, so that a word is compared with those of its length alone.
    targets: BTreeMap<usize, Vec<Target>>,
    printed: BTreeMap<(Language, &'static str), String>,
    /// Words of their own, which are no slips in others; folded.
    common: BTreeSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(FILES).0);
static FIRST_NAMES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| folded(&[include_str!("../../grammars/first-names.txt")]));

/// The words of some lists, folded.
fn folded(lists: &[&str]) -> BTreeSet<String> {
    let lines = lists.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(tokens::letters).collect()
}

/// The words of the embedded files, built once.
#[cfg(not(test))]
pub(super) fn words() -> &'static Words {
    &WORDS
}

#[cfg(test)]
pub(super) use of_a_test::words;

/// The word of a class that we print, such as `book`, `monday` or the code of a usual slot; `None` for no class.
#[must_use]
pub fn word(language: Language, class: &str) -> Option<&'static str> {
    let class = class.replace('_', "-");
    let known = Class::ALL.iter().find(|known| known.key() == class)?;
    words().printed.get(&(language, known.key())).map(String::as_str)
}

/// The day of the week that a word is in any language, such as `mon` or `lundi`; in small letters.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    let meaning = words().meaning_of(&tokens::letters(word))?;
    let day = Class::WEEK.iter().position(|day| meaning.classes.has(*day))?;
    Weekday::try_from(u8::try_from(day).ok()?).ok()
}

/// Whether people are called so; `folded` is without accents, hyphens and capitals.
pub(super) fn is_first_name(folded: &str) -> bool {
    FIRST_NAMES.contains(folded)
}

/// Checks the embedded word files; to be called at start, so that a broken file never meets a parent.
///
/// # Errors
/// The first file and class that are not as they must be.
pub fn check() -> Result<(), WordsError> {
    Words::read(FILES).1.into_iter().next().map_or(Ok(()), Err)?;
    super::examples::check()
}

impl Words {
    /// The phrases that a word begins.
    pub fn known(&self, text: &str) -> Option<&Known> {
        self.by_first.get(text)
    }

    /// Whether it is the word of a class that we print, such as a month's whole name.
    pub fn is_printed(&self, text: &str) -> bool {
        self.printed.values().any(|word| tokens::letters(word) == text)
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
        if allowed == 0 || self.is_common(text) {
            return None;
        }
        self.targets_of(length, allowed).find(near).map(|target| target.classes)
    }

    /// What a word was meant to be that one slip of the hand has spoilt, when no other word is as near: "mercrdi",
    /// "journé". Words of three letters and words that decide are never guessed.
    pub fn corrected(&self, text: &str) -> Option<Meaning> {
        let length = text.chars().count();
        if length < 4 || self.is_common(text) || is_first_name(text) {
            return None;
        }
        let letters = letter_set(text);
        // "frop" may be "from"; but it may be "drop", which orders something.
        let decisive = decisive();
        let begins =
            |target: &Target| target.text.chars().next() == text.chars().next() || target.classes.meets(decisive);
        let near = |target: &&Target| {
            (letters ^ target.letters).count_ones() <= 2
                && target.text.chars().count().abs_diff(length) <= 1
                && (length > 5 || begins(target))
                && strsim::osa_distance(text, &target.text) == 1
        };
        let mut found = self.targets_of(length, 1).filter(near);
        match (found.next(), found.find(|other| other.text != text)) {
            // "juilet" is July; "jui" or "juill" may be June.
            (Some(only), None) if only.classes.has(Class::July) && only.text.len() < SHORTEST_MONTH => None,
            (Some(only), None) if !only.classes.meets(decisive) => self.meaning_of(&only.text),
            _ => None,
        }
    }

    /// Whether it is a word of its own, which is no slip in another; `folded` is without accents.
    pub fn is_common(&self, folded: &str) -> bool {
        self.common.contains(folded)
    }

    /// The targets that are no more than so many letters longer or shorter.
    fn targets_of(&self, length: usize, slips: usize) -> impl Iterator<Item = &Target> {
        self.targets.range(length.saturating_sub(slips)..=length + slips).flat_map(|(_, targets)| targets)
    }

    /// What the word files say of a single word.
    fn meaning_of(&self, text: &str) -> Option<Meaning> {
        self.known(text)?.alone()
    }
}

/// The longest phrase that starts at the first of `tokens`: what it may be to people in this role, and how many tokens
/// it takes.
pub(super) fn longest(tokens: &[Token], role: Role) -> Option<(Meaning, usize)> {
    let first = tokens.first()?;
    let meaning = |phrase: &Phrase| phrase.meaning_for(first, role).map(|meaning| (meaning, phrase.rest.len() + 1));
    first.known?.phrases.starting(tokens).find_map(meaning)
}

/// Where errands and their details are named: at each place the longest phrase, phrases may not overlap.
pub(super) fn marks(tokens: &[Token]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        let found = if first.is_word() { errand_phrase(tokens.get(at..).unwrap_or_default()) } else { None };
        let length = found.map_or(1, |phrase| phrase.rest.len() + 1);
        if let Some(phrase) = found {
            let span = tokens::span_of(tokens.get(at..at + length).unwrap_or_default());
            marks.push(Mark { span, phrase });
        }
        at += length;
    }
    marks
}

fn errand_phrase(tokens: &[Token]) -> Option<&'static ErrandPhrase> {
    tokens.first()?.known?.errands.starting(tokens).next()
}

/// What the words of a phrase are by themselves, and its beginnings: the "pouvez-vous" of "pouvez-vous prendre". Only
/// verbs are asked for it.
pub(super) fn inner(phrase: &[Token], classes: Classes) -> Classes {
    const VERBS: Classes = Classes::of(&[Class::Book, Class::Cancel, Class::Coming, Class::Absent]);
    if phrase.len() < 2 || !classes.meets(VERBS) {
        return Classes::default();
    }
    let beginnings = (1..phrase.len()).filter_map(|length| phrase.get(..length)).filter_map(whole);
    let words = phrase.iter().skip(1).filter_map(|word| word.known?.alone());
    beginnings.chain(words).fold(Classes::default(), |inner, meaning| inner.with(meaning.classes))
}

/// What some words mean to anybody as one phrase.
fn whole(words: &[Token]) -> Option<Meaning> {
    longest(words, Role::Parent).filter(|(_, taken)| *taken == words.len()).map(|(meaning, _)| meaning)
}

/// Whether a phrase goes on so behind its first word.
/// Letters of a month's name that a slip may stand in.
const SHORTEST_MONTH: usize = 6;

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

/// The words of one test instead of the embedded ones.
#[cfg(test)]
pub(super) mod of_a_test {
    use std::cell::Cell;

    use super::super::files::LanguageFiles;
    use super::super::habits;
    use super::{WORDS, Words};

    thread_local! {
        static OWN: Cell<Option<&'static Words>> = const { Cell::new(None) };
    }

    /// The words that this test reads with: those of the embedded files, where it brought no others.
    pub fn words() -> &'static Words {
        OWN.get().unwrap_or(&WORDS)
    }

    /// Reads with the words of these files until the end of the test, which has a thread of its own.
    pub fn read_with(files: &[LanguageFiles]) {
        // Phrases are cut into words by the habits of their languages.
        habits::of_a_test::read_with(files);
        let (words, errors) = Words::read(files);
        assert_eq!(errors, []);
        OWN.set(Some(Box::leak(Box::new(words))));
    }
}
