//! A line of text to tokens with places: accents, case and odd spaces gone; what only looks like a date is masked.

use std::iter::Enumerate;
use std::slice::Iter;

use nom::{Input, Needed};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::Span;
use super::classes::{Class, Classes, Languages};
use super::words::Known;
use super::{habits, mask};
use crate::domain::{ServiceCode, SlotCode};

/// A character as it counts for reading, with its place in the text as received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub character: char,
    pub place: usize,
    pub capital: bool,
    /// Folding took an accent from it.
    pub accented: bool,
}

/// What kind of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters only; a phrase once it is classified.
    Word,
    /// Digits only, with how many there were.
    Number { value: u32, digits: usize },
    /// A single other character.
    Mark(char),
    /// An address, an amount, a telephone or invoice number, an hour: never a date.
    Masked,
}

/// What a name of this sender or centre stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Own {
    Child(String),
    /// What the family calls a child; holds the first name on file.
    Nickname(String),
    Surname,
    /// A family that a director names, as on file.
    Family(String),
    /// The slots that go by a word, in the order of the day; mostly one.
    Slot(Vec<SlotCode>),
    Service(ServiceCode),
}

/// What stands between a token and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A space, or the beginning of the line.
    Space,
    /// A hyphen between two letters: `lun-ven`.
    Hyphen,
    /// Nothing, or an apostrophe.
    Tight,
}

/// The smallest thing that the parsers see: a word, a phrase of the word files, a number, a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Folded text, of words and of what is masked.
    pub text: String,
    pub span: Span,
    /// It begins with a capital.
    pub capital: bool,
    /// It was written with an accent, which tells "dès" from "des".
    pub accented: bool,
    pub joint: Joint,
    pub classes: Classes,
    /// What the words and beginnings of a phrase are by themselves: "ne" in "ne viendra pas"; of one word nothing.
    pub inner: Classes,
    pub languages: Languages,
    pub own: Option<Own>,
    /// The phrases that it may begin.
    pub known: Option<&'static Known>,
}

impl Token {
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub const fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number { .. })
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub fn has(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    /// Whether a space stands before it, or the line begins with it.
    pub fn spaced(&self) -> bool {
        self.joint == Joint::Space
    }

    pub fn hyphened(&self) -> bool {
        self.joint == Joint::Hyphen
    }

    pub fn child(&self) -> Option<&str> {
        match &self.own {
            Some(Own::Child(name) | Own::Nickname(name)) => Some(name),
            _ => None,
        }
    }

    /// The name of a family, whoever writes.
    pub const fn is_surname(&self) -> bool {
        matches!(self.own, Some(Own::Surname | Own::Family(_)))
    }

    pub fn family(&self) -> Option<&str> {
        match &self.own {
            Some(Own::Family(name)) => Some(name),
            _ => None,
        }
    }

    /// Whether it is a child's name, or a slot or a service of the centre.
    pub const fn names_something(&self) -> bool {
        matches!(self.own, Some(Own::Child(_) | Own::Nickname(_) | Own::Slot(_) | Own::Service(_)))
    }

    /// A word that says nothing of an order: neither the word files nor this sender's names know it, or only as talk.
    pub fn is_unknown_word(&self) -> bool {
        self.is_word() && (self.classes.is_empty() || self.classes.are_among(Class::TALK)) && self.own.is_none()
    }
}

/// The rest of a sentence's tokens, as nom reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tokens<'t>(pub &'t [Token]);

impl<'t> Tokens<'t> {
    pub fn first(self) -> Option<&'t Token> {
        self.0.first()
    }

    /// The token `ahead` places further.
    pub fn peek(self, ahead: usize) -> Option<&'t Token> {
        self.0.get(ahead)
    }

    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// What follows the first token.
    pub fn skipped(self) -> Self {
        Self(self.0.get(1..).unwrap_or_default())
    }

    /// What was read between here and `rest`.
    pub fn read_until(self, rest: Self) -> &'t [Token] {
        self.0.get(..self.0.len().saturating_sub(rest.0.len())).unwrap_or_default()
    }
}

impl<'t> Input for Tokens<'t> {
    type Item = &'t Token;
    type Iter = Iter<'t, Token>;
    type IterIndices = Enumerate<Iter<'t, Token>>;

    fn input_len(&self) -> usize {
        self.0.len()
    }

    fn take(&self, index: usize) -> Self {
        Self(self.0.get(..index).unwrap_or(self.0))
    }

    fn take_from(&self, index: usize) -> Self {
        Self(self.0.get(index..).unwrap_or_default())
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.0.iter().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.0.iter()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.0.iter().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if self.0.len() >= count { Ok(count) } else { Err(Needed::new(count - self.0.len())) }
    }
}

/// The place of several tokens; nothing, at the beginning of the text, when there is none.
pub(super) fn span_of(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::default(),
    }
}

/// The folded words of a phrase of the word files.
pub(super) fn word_texts(phrase: &str) -> Vec<String> {
    split(&fold(phrase.chars().zip(0..))).into_iter().map(|token| token.text).filter(|text| !text.is_empty()).collect()
}

/// The letters of a name, folded, without spaces and hyphens: names that have the same are the same name.
#[must_use]
pub fn letters(name: &str) -> String {
    fold(name.chars().zip(0..)).into_iter().map(|glyph| glyph.character).filter(|c| c.is_alphanumeric()).collect()
}

/// Folds characters and keeps their places: compatibility forms, marks, case, apostrophes, dashes, spaces, invisible ones.
pub(super) fn fold(characters: impl Iterator<Item = (char, usize)>) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(characters.size_hint().0);
    for (character, place) in characters {
        if character.is_ascii() {
            let capital = character.is_ascii_uppercase();
            glyphs.push(Glyph { character: character.to_ascii_lowercase(), place, capital, accented: false });
        } else {
            fold_character(character, place, &mut glyphs);
        }
    }
    glyphs
}

fn fold_character(character: char, place: usize, glyphs: &mut Vec<Glyph>) {
    // Apple's programs write an accent by itself, behind its letter.
    if let (true, Some(letter)) = (is_combining_mark(character), glyphs.last_mut()) {
        letter.accented = true;
        return;
    }
    let capital = character.is_uppercase();
    let accented = character.is_alphabetic();
    let mut push = |character| glyphs.push(Glyph { character, place, capital, accented });
    match character {
        'œ' | 'Œ' => "oe".chars().for_each(&mut push),
        'æ' | 'Æ' => "ae".chars().for_each(&mut push),
        'ß' => "ss".chars().for_each(&mut push),
        '’' | 'ʼ' | '‘' | '′' => push('\''),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => push('-'),
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' => {}
        '٠'..='٩' => push(digit(character, '٠')),
        '۰'..='۹' => push(digit(character, '۰')),
        space if space.is_whitespace() => push(' '),
        other => decompose_compatible(other, |part| {
            if part == '⁄' {
                push('/');
            } else if !is_combining_mark(part) {
                part.to_lowercase().for_each(&mut push);
            }
        }),
    }
}

/// The digit that stands as far from `zero` as `character` does.
fn digit(character: char, zero: char) -> char {
    char::from_digit(u32::from(character).saturating_sub(u32::from(zero)), 10).unwrap_or('0')
}

/// Cuts folded characters into words, numbers, marks and masked pieces.
pub(super) fn split(glyphs: &[Glyph]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(glyphs.len() / 4);
    let mut at = 0;
    let mut joint = Joint::Space;
    while let Some(glyph) = glyphs.get(at) {
        if glyph.character.is_whitespace() {
            joint = Joint::Space;
            at += 1;
            continue;
        }
        let rest = glyphs.get(at..).unwrap_or_default();
        let (kind, taken) = next_token(rest, joint == Joint::Space);
        let piece = rest.get(..taken).unwrap_or_default();
        if !named_number(piece, &mut tokens) {
            tokens.push(token(kind, piece, joint));
        }
        at += taken.max(1);
        let sign = joining(glyphs, at);
        joint = if sign == Some('-') { Joint::Hyphen } else { Joint::Tight };
        at += usize::from(sign.is_some());
    }
    tokens
}

/// `n°` and `#` are the word `numero`; the `n` that was read before goes with its sign.
fn named_number(piece: &[Glyph], tokens: &mut [Token]) -> bool {
    let is_degree = piece.first().is_some_and(|glyph| glyph.character == '°');
    let before = tokens.last_mut().filter(|token| is_degree && (token.text == "n" || token.text == "no"));
    let Some(before) = before else { return false };
    "numero".clone_into(&mut before.text);
    before.span = before.span.join(place_of(piece));
    true
}

/// The kind of the token that `glyphs` begin with, and how many of them it takes.
fn next_token(glyphs: &[Glyph], spaced: bool) -> (Kind, usize) {
    if let Some(taken) = spelling(glyphs, spaced) {
        return (Kind::Word, taken);
    }
    if let Some(taken) = mask::masked(glyphs, spaced) {
        return (Kind::Masked, taken);
    }
    let Some(first) = glyphs.first() else { return (Kind::Masked, 0) };
    if first.character.is_ascii_digit() {
        let digits = glyphs.iter().take_while(|glyph| glyph.character.is_ascii_digit());
        let (value, digits) = digits.fold((0_u32, 0), |(value, count), glyph| {
            let digit = glyph.character.to_digit(10).unwrap_or_default();
            (value.saturating_mul(10).saturating_add(digit), count + 1)
        });
        (Kind::Number { value, digits }, digits)
    } else if first.character.is_alphabetic() || first.character == '#' {
        let letters = glyphs.iter().take_while(|glyph| glyph.character.is_alphabetic()).count();
        (Kind::Word, letters.max(1))
    } else {
        (Kind::Mark(first.character), 1)
    }
}

/// `dm1`, `2main`, `w/c`: a word that is written with a digit or a stroke.
fn spelling(glyphs: &[Glyph], spaced: bool) -> Option<usize> {
    const LONGEST: usize = 6;
    let run = glyphs.iter().take(LONGEST + 1).take_while(|glyph| is_spelt_with(glyph.character));
    let run: String = run.map(|glyph| glyph.character).collect();
    let mixed = run.contains(|c: char| c.is_ascii_digit() || c == '/') && run.contains(char::is_alphabetic);
    (spaced && mixed && habits::spelt(&run).is_some()).then(|| run.chars().count())
}

const fn is_spelt_with(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '/'
}

fn token(kind: Kind, piece: &[Glyph], joint: Joint) -> Token {
    let text = match kind {
        Kind::Word if piece.first().is_some_and(|glyph| glyph.character == '#') => "numero".to_owned(),
        Kind::Word => {
            let spelling: String = piece.iter().map(|glyph| glyph.character).collect();
            // "she'll" is "she will"; "ll" by itself is nothing.
            let known = match joint {
                Joint::Tight => habits::spelt(&format!("'{spelling}")),
                Joint::Space | Joint::Hyphen => habits::spelt(&spelling),
            };
            known.map_or(spelling, str::to_owned)
        }
        Kind::Masked => piece.iter().map(|glyph| glyph.character).collect(),
        // A sign such as ✅ may stand for a word.
        Kind::Mark(sign) if !sign.is_ascii() => sign.to_string(),
        _ => String::new(),
    };
    Token {
        kind,
        text,
        span: place_of(piece),
        capital: piece.first().is_some_and(|glyph| glyph.capital),
        accented: piece.iter().any(|glyph| glyph.accented),
        joint,
        classes: Classes::default(),
        languages: Languages::default(),
        inner: Classes::default(),
        own: None,
        known: None,
    }
}

fn place_of(piece: &[Glyph]) -> Span {
    match (piece.first(), piece.last()) {
        (Some(first), Some(last)) => Span::new(first.place, last.place + 1),
        _ => Span::default(),
    }
}

/// An apostrophe after a letter, or a hyphen between two, joins and is no token.
fn joining(glyphs: &[Glyph], at: usize) -> Option<char> {
    let letter = |at: usize| glyphs.get(at).is_some_and(|glyph| glyph.character.is_alphabetic());
    let sign = glyphs.get(at)?.character;
    let joins = sign == '\'' || (sign == '-' && letter(at + 1));
    (joins && at.checked_sub(1).is_some_and(letter)).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let glyphs = fold(text.chars().zip(0..));
        split(&glyphs).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks_keep_their_places() {
        assert_eq!(texts("Zoé, mer 8/07"), ["Zoé", ",", "mer", "8", "/", "07"]);
        assert_eq!(texts("1er juillet"), ["1", "er", "juillet"]);
        assert_eq!(texts("l’après-midi"), ["l", "après", "midi"]);
        assert_eq!(texts("demande n° 42"), ["demande", "n°", "42"]);
    }

    #[test]
    fn what_looks_the_same_folds_to_the_same() {
        let reference = letters("Léo");
        for written in ["LÉO", "Le\u{301}o", "ＬＥＯ", "L\u{ad}é\u{200b}o", "leo"] {
            assert_eq!(letters(written), reference, "{written:?}");
        }
        assert_eq!(letters("sœur"), "soeur");
        assert_eq!(letters("ﬁn ٤٢"), "fin42");
    }

    #[test]
    fn amounts_hours_telephones_and_addresses_are_masked() {
        for text in ["marie@example.org", "https://example.org/8/07", "06 12 34 56 78", "+33 6 12 34 56 78", "12,50 €"]
        {
            let glyphs = fold(text.chars().zip(0..));
            let tokens = split(&glyphs);
            assert_eq!(tokens.len(), 1, "{text}");
            assert!(tokens.iter().all(|token| token.kind == Kind::Masked), "{text}");
        }
        assert_eq!(texts("8h30"), ["8h30"]);
        assert_eq!(texts("3H2024/0736EN"), ["3H2024/0736EN"]);
        assert_eq!(texts("20 euros"), ["20 euros"]);
    }
}
