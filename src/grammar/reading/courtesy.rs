//! Whether a text says nothing but greetings, thanks and who writes: then its subject may speak for it.

use super::super::Lexicon;
use super::super::classes::{Class, Classes};
use super::super::classify::{OwnNames, classify, plain};
use super::super::lines::segments;
use super::super::tokens::{self, Kind, Token};
use super::weigh::is_small_talk;

const COURTEOUS: Classes =
    Classes::of(&[Class::Greeting, Class::Courtesy, Class::Closing, Class::Thanks, Class::Title, Class::Footer]);
/// Small words beside those.
const SMALL: Classes = Classes::of(&[Class::Polite, Class::Article, Class::From, Class::To, Class::And, Class::For]);

/// Whether no word of a text could bear on what is ordered beside it.
pub(in super::super) fn is_courteous(text: &str, lexicon: &Lexicon) -> bool {
    let own = OwnNames::new(lexicon);
    text.lines().all(|line| {
        let glyphs = tokens::fold(line.chars().zip(0..));
        let tokens = classify(plain(&glyphs), lexicon, &own);
        segments(&tokens).into_iter().all(greets_or_signs)
    })
}

fn greets_or_signs(tokens: &[Token]) -> bool {
    let sign = |token: &Token| !token.is_word() && !token.is_mark('?');
    let name = |token: &Token| token.is_surname() || (token.is_unknown_word() && token.capital);
    let first = tokens.iter().find(|token| token.is_word());
    let polite = first.is_some_and(|first| first.classes.meets(COURTEOUS));
    let courteous = |token: &Token| {
        token.classes.meets(COURTEOUS) || (polite && (token.classes.are_among(SMALL) || token.kind == Kind::Masked))
    };
    let asks = tokens.iter().any(|token| token.is_mark('?'));
    tokens.iter().all(|token| sign(token) || name(token) || courteous(token)) || (is_small_talk(tokens) && !asks)
}
