//! Tokens to classified tokens: phrases of the word files and names of this sender become single tokens.

mod settle;

pub(super) use settle::KEPT_AT_HOME;

use std::collections::BTreeSet;

use super::classes::{Class, Classes, Languages};
use super::files::Usage;
use super::habits::{has_words_for, is_used_as};
use super::lexicon::Lexicon;
use super::tokens::{self, Glyph, Kind, Own, Token};
use super::words::{self, Known, Meaning};
use crate::domain::SlotCode;

/// The names of a lexicon, folded, longest first.
#[derive(Debug)]
pub(super) struct OwnNames {
    names: Vec<(String, Own)>,
}

impl OwnNames {
    pub fn new(lexicon: &Lexicon) -> Self {
        let names = &lexicon.names;
        let children = names.children.iter().map(|name| (tokens::letters(name), Own::Child(name.clone())));
        let nicknames = names.nicknames.iter().map(|(own, name)| (tokens::letters(own), Own::Nickname(name.clone())));
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
            .flat_map(|(code, own)| own.iter().map(|name| (tokens::letters(name), Own::Slot(vec![code.clone()]))));
        let services = names
            .services
            .iter()
            .flat_map(|(code, own)| own.iter().map(|name| (tokens::letters(name), Own::Service(code.clone()))));
        let mut names: Vec<_> = children
            .chain(nicknames)
            .chain(of_households)
            .chain(families)
            .chain(surnames)
            .chain(slots)
            .chain(services)
            .collect();
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

/// Cuts a text into its words, with the phrases that each may begin.
pub(super) fn looked_up(glyphs: &[Glyph]) -> Vec<Token> {
    let mut found = tokens::split(glyphs);
    for token in found.iter_mut().filter(|token| !token.text.is_empty()) {
        token.known = words::words().known(&token.text);
    }
    found
}

/// Cuts a line into its words, without those that say nothing wherever they stand.
pub(super) fn plain(glyphs: &[Glyph]) -> Vec<Token> {
    let mut plain = looked_up(glyphs);
    let mut begins = true;
    // "ne pourra malheureusement pas venir" is one phrase all the same; "Finalement, …" begins to say something else.
    // "il ne sera donc pas là": within a denial the word joins nothing.
    let denied: Vec<bool> = (0..plain.len())
        .map(|at| plain.get(at + 1).is_some_and(|next| next.known.is_some_and(Known::is_denial)))
        .collect();
    let mut denied = denied.into_iter();
    plain.retain(|token| {
        if denied.next().unwrap_or_default() && token.known.is_some_and(Known::is_hence) {
            return false;
        }
        let turns = begins && token.known.is_some_and(Known::is_afterthought);
        begins = !token.is_word();
        turns || !token.known.is_some_and(Known::is_adverb)
    });
    plain
}

/// Finds the phrases and names in the words of a line.
pub(super) fn classify(mut plain: Vec<Token>, lexicon: &Lexicon, own: &OwnNames) -> Vec<Token> {
    let mut classified: Vec<Token> = Vec::with_capacity(plain.len());
    let mut at = 0;
    while let Some(first) = plain.get(at) {
        if ends_abbreviation(first, &classified) {
            at += 1;
            continue;
        }
        let rest = plain.get(at..).unwrap_or_default();
        let is_sign = !first.is_word() && !first.text.is_empty() && !matches!(first.kind, Kind::Masked);
        let name = if first.is_word() { own.find(rest) } else { None };
        let phrase = if first.is_word() || is_sign { words::longest(rest, lexicon.role) } else { None };
        let phrase = phrase.or_else(|| slip(first, name.is_some(), own));
        let (meaning, count) = phrase.unwrap_or((Meaning::default(), 1));
        let name = name.filter(|(_, taken)| *taken >= count);
        let count = name.map_or(count, |(_, taken)| taken);
        let named = name.map(|(own, _)| own.clone());
        let words = rest.get(..count).unwrap_or_default();
        let (place, inner) = (tokens::span_of(words), words::inner(words, meaning.classes));
        if let Some(first) = plain.get_mut(at) {
            let mut token = std::mem::replace(first, blank());
            token.span = place;
            token.classes = meaning.classes;
            token.inner = inner;
            if is_sign && phrase.is_some() {
                token.kind = Kind::Word;
            }
            token.languages = meaning.languages;
            token.own = with_usual(named, meaning.classes, lexicon);
            if !is_picture(&token) {
                push(token, &mut classified);
            }
        }
        at += count;
    }
    settle_half_days(&mut classified);
    settle::kept_at_home(&mut classified);
    settle::left_out(&mut classified);
    settle::denied_choices(&mut classified);
    settle::neither(&mut classified);
    settle::weekdays(&mut classified);
    classified
}

/// What a spoilt word was meant to be, unless it may be a child's name.
fn slip(token: &Token, named: bool, own: &OwnNames) -> Option<(Meaning, usize)> {
    let name = || own.children(|name| strsim::osa_distance(&token.text, name) <= 2).next().is_some();
    if !token.is_word() || named || name() {
        return None;
    }
    words::words().corrected(&token.text).map(|meaning| (meaning, 1))
}

/// 🙂, and not ✅, which the word files know.
fn is_picture(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('\u{2600}'..='\u{27bf}' | '\u{1f000}'..)) && token.classes.is_empty()
}

/// Adds a token; an age (`7 ans`) is masked.
fn push(token: Token, classified: &mut Vec<Token>) {
    let stands_as_month = classified.last().is_some_and(|last| comes_before_month(last, &token));
    match classified.last_mut() {
        _ if stands_as_month => classified.push(Token { own: None, ..token }),
        Some(last) if token.has(Class::Years) && last.is_number() => {
            last.kind = Kind::Masked;
            last.classes = token.classes;
            last.span = last.span.join(token.span);
        }
        _ => classified.push(token),
    }
}

/// A number has no text of its own.
fn written(token: &Token) -> String {
    match token.kind {
        Kind::Number { value, .. } => value.to_string(),
        _ => token.text.clone(),
    }
}

/// "le 8 mai", "de mai", "fin mai": a month, though a child is called Mai.
fn comes_before_month(before: &Token, token: &Token) -> bool {
    let month = token.child().is_some() && Class::YEAR.iter().any(|month| token.has(*month));
    let dated = before.is_number() || before.has(Class::Ordinal);
    let within = before.has(Class::From) || before.has(Class::Article) || before.has(Class::During);
    month && (dated || (!token.capital && within))
}

/// In French AM is the morning to some and *après-midi* to others, who write it in capitals: asked, where the line is of a
/// language that does so. In other lines `8 am` tells the time.
fn settle_half_days(line: &mut Vec<Token>) {
    let language = |token: &Token| token.languages.only();
    if line.iter().filter_map(language).any(|language| has_words_for(Usage::HalfDayCapitals, language)) {
        let doubtful = |token: &&mut Token| token.capital && is_used_as(Usage::HalfDayCapitals, &token.text);
        for token in line.iter_mut().filter(doubtful) {
            token.classes = Classes::of(&[Class::HalfDay]);
            token.own = None;
        }
        return;
    }
    let mut settled: Vec<Token> = Vec::with_capacity(line.len());
    for token in std::mem::take(line) {
        let half = is_used_as(Usage::BeforeNoon, &token.text) || is_used_as(Usage::AfterNoon, &token.text);
        let hour = half && is_hour(&settled);
        match settled.last_mut() {
            Some(last) if hour => {
                last.text = format!("{}{}", written(last), token.text);
                last.kind = Kind::Masked;
                last.span = last.span.join(token.span);
            }
            _ => settled.push(token),
        }
    }
    *line = settled;
}

/// Whether an hour stands last: `8 am`, `2:30 pm`. `Wed 8 am`, `8/07 pm` are a part of that day.
fn is_hour(tokens: &[Token]) -> bool {
    let mut back = tokens.iter().rev();
    let (last, second) = (back.next(), back.next());
    let dated = |token: &Token| {
        let named = Class::WEEK.iter().chain(&Class::YEAR).any(|class| token.has(*class));
        let small = token.has(Class::And) || token.has(Class::Article);
        named || small || matches!(token.kind, Kind::Mark('/' | '-' | '.' | ',') | Kind::Number { .. })
    };
    match last.map(|last| last.kind) {
        Some(Kind::Number { value: 1..=12, .. }) => second.is_some_and(|second| !dated(second)),
        Some(Kind::Masked) => last.is_some_and(|last| last.text.contains(':') && last.text.len() <= 5),
        _ => false,
    }
}

/// `mer.`, `juil.`, `Mme.`: the full stop ends an abbreviation, not a sentence.
fn ends_abbreviation(token: &Token, classified: &[Token]) -> bool {
    let abbreviated = |word: &Token| {
        let short = Class::WEEK.iter().chain(&Class::YEAR).any(|class| word.has(*class)) && word.text.len() <= 5;
        // "juin." ends a sentence: the whole name is no abbreviation.
        (short && !words::words().is_printed(&word.text))
            || word.has(Class::Title)
            || (word.has(Class::Week) && word.text.len() == 3)
    };
    let mut back = classified.iter().rev();
    let (before, second) = (back.next(), back.next());
    // "Zoé D.": the initial of a surname.
    let initial =
        |word: &Token| word.capital && word.text.len() == 1 && second.is_some_and(|name| name.child().is_some());
    token.is_mark('.') && !token.spaced() && before.is_some_and(|word| abbreviated(word) || initial(word))
}

/// What a word stands for, with the usual slots that it names where the centre has them: "matin" may be two services'.
fn with_usual(named: Option<Own>, classes: Classes, lexicon: &Lexicon) -> Option<Own> {
    let own = match named {
        Some(Own::Slot(own)) => own,
        Some(other) => return Some(other),
        None if classes.is_empty() => return None,
        None if classes.has(Class::School) => return school(lexicon),
        None => Vec::new(),
    };
    let usual = Class::SLOTS.iter().filter(|(class, _)| classes.has(*class)).map(|(_, code)| *code);
    let codes: BTreeSet<&str> = usual.chain(own.iter().map(|slot| slot.0.as_str())).collect();
    let slots: Vec<SlotCode> =
        lexicon.names.slots.keys().filter(|slot| codes.contains(slot.0.as_str())).cloned().collect();
    if slots.is_empty() { None } else { Some(Own::Slot(slots)) }
}

/// The service that "périscolaire" means, whatever the centre calls it.
fn school(lexicon: &Lexicon) -> Option<Own> {
    lexicon.names.school.clone().map(Own::Service)
}

fn blank() -> Token {
    Token {
        kind: Kind::Masked,
        text: String::new(),
        span: super::Span::default(),
        capital: false,
        accented: false,
        joint: tokens::Joint::Tight,
        classes: Classes::default(),
        languages: Languages::default(),
        inner: Classes::default(),
        own: None,
        known: None,
    }
}
