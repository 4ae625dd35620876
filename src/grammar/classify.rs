//! Tokens to classified tokens: phrases of the word files and names of this sender become single tokens.

use super::classes::{Class, Classes, Languages};
use super::lexicon::{Lexicon, Role};
use super::tokens::{self, Glyph, Kind, Own, Token};
use super::words::{self, Meaning};

/// The names of a lexicon, folded, longest first.
#[derive(Debug)]
pub(super) struct OwnNames {
    names: Vec<(String, Own)>,
}

impl OwnNames {
    pub fn new(lexicon: &Lexicon) -> Self {
        let names = &lexicon.names;
        let children = names.children.iter().map(|name| (tokens::letters(name), Own::Child(name.clone())));
        let households = &names.households;
        let of_households = households.iter().flat_map(|household| &household.children);
        let of_households = of_households.map(|name| (tokens::letters(name), Own::Child(name.clone())));
        // "Yes to the Martins".
        let families = households.iter().flat_map(|household| {
            let (key, own) = (tokens::letters(&household.surname), Own::Family(household.surname.clone()));
            [(format!("{key}s"), own.clone()), (key, own)]
        });
        let surnames = names.surnames.iter().map(|name| (tokens::letters(name), Own::Surname));
        let slots = names
            .slots
            .iter()
            .flat_map(|(code, own)| own.iter().map(|name| (tokens::letters(name), Own::Slot(code.clone()))));
        let services = names
            .services
            .iter()
            .flat_map(|(code, own)| own.iter().map(|name| (tokens::letters(name), Own::Service(code.clone()))));
        let mut names: Vec<_> =
            children.chain(of_households).chain(families).chain(surnames).chain(slots).chain(services).collect();
        names.retain(|(key, _)| !key.is_empty() && key != "s");
        names.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        Self { names }
    }

    /// The name that `tokens` begin with, and how many tokens it takes.
    fn find(&self, tokens: &[Token]) -> Option<(&Own, usize)> {
        let first = tokens.first()?;
        let mut starting = self.names.iter().filter(|(key, _)| key.starts_with(first.text.as_str()));
        starting.find_map(|(key, own)| taken(key, tokens).map(|taken| (own, taken)))
    }

    /// The children whose folded names satisfy `wanted`.
    pub fn children(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        self.names.iter().filter_map(move |(key, own)| match own {
            Own::Child(name) if wanted(key) => Some(name.as_str()),
            _ => None,
        })
    }
}

/// How many words `key` is made of at the beginning of `tokens`: `marielou` is also `marie lou`.
fn taken(key: &str, tokens: &[Token]) -> Option<usize> {
    let mut rest = key;
    for (count, token) in tokens.iter().enumerate() {
        if rest.is_empty() {
            return Some(count);
        }
        rest = Some(token).filter(|token| token.is_word()).and_then(|token| rest.strip_prefix(token.text.as_str()))?;
    }
    rest.is_empty().then_some(tokens.len())
}

/// Cuts a line into its words, without those that say nothing wherever they stand.
pub(super) fn plain(glyphs: &[Glyph]) -> Vec<Token> {
    let mut plain = tokens::split(glyphs);
    // "ne pourra malheureusement pas venir" is one phrase all the same.
    plain.retain(|token| !words::words().is_adverb(&token.text));
    plain
}

/// Finds the phrases and names in the words of a line.
pub(super) fn classify(mut plain: Vec<Token>, lexicon: &Lexicon, own: &OwnNames) -> Vec<Token> {
    let mut classified: Vec<Token> = Vec::with_capacity(plain.len());
    let mut at = 0;
    while let Some(first) = plain.get(at) {
        if ends_abbreviation(first, classified.last()) {
            at += 1;
            continue;
        }
        let rest = plain.get(at..).unwrap_or_default();
        let is_sign = !first.is_word() && !first.text.is_empty() && lexicon.role == Role::Director;
        let phrase = if first.is_word() || is_sign { words::words().longest(rest, lexicon.role) } else { None };
        let name = if first.is_word() { own.find(rest) } else { None };
        let (meaning, count) = phrase.unwrap_or((Meaning::default(), 1));
        let name = name.filter(|(_, taken)| *taken >= count);
        let count = name.map_or(count, |(_, taken)| taken);
        let named = name.map(|(own, _)| own.clone());
        let place = tokens::span_of(rest.get(..count).unwrap_or_default());
        if let Some(first) = plain.get_mut(at) {
            let mut token = std::mem::replace(first, blank());
            token.span = place;
            token.classes = meaning.classes;
            if is_sign && phrase.is_some() {
                token.kind = Kind::Word;
            }
            token.languages = meaning.languages;
            token.own = named.or_else(|| usual_slot(meaning.classes, lexicon));
            push(token, &mut classified);
        }
        at += count;
    }
    classified
}

/// Adds a token; an age (`7 ans`) is masked.
fn push(token: Token, classified: &mut Vec<Token>) {
    match classified.last_mut() {
        Some(last) if token.has(Class::Years) && matches!(last.kind, Kind::Number { .. }) => {
            last.kind = Kind::Masked;
            last.classes = token.classes;
            last.span = last.span.join(token.span);
        }
        _ => classified.push(token),
    }
}

/// `mer.`, `juil.`, `Mme.`: the full stop ends an abbreviation, not a sentence.
fn ends_abbreviation(token: &Token, before: Option<&Token>) -> bool {
    let abbreviated = |word: &Token| {
        let short = Class::WEEK.iter().chain(&Class::YEAR).any(|class| word.has(*class)) && word.text.len() <= 5;
        short || word.has(Class::Title)
    };
    token.is_mark('.') && !token.spaced && before.is_some_and(abbreviated)
}

/// The usual slot that a word names, when the centre has it.
fn usual_slot(classes: Classes, lexicon: &Lexicon) -> Option<Own> {
    let code = |(class, code): &(Class, &str)| {
        if !classes.has(*class) {
            return None;
        }
        lexicon.names.slots.keys().find(|slot| slot.0 == *code).cloned().map(Own::Slot)
    };
    if classes.is_empty() { None } else { Class::SLOTS.iter().find_map(code) }
}

fn blank() -> Token {
    Token {
        kind: Kind::Masked,
        text: String::new(),
        span: super::Span::default(),
        capital: false,
        spaced: false,
        hyphened: false,
        classes: Classes::default(),
        languages: Languages::default(),
        own: None,
    }
}
