//! What stands around decisions and says nothing: politeness, commas, a farewell.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, peek};
use nom::multi::many0;

use super::super::classes::{Class, Classes};
use super::super::parser::{Read, join, mark, number, token};
use super::super::tokens::{Kind, Token, Tokens};
use super::ruling;

/// Words that decide otherwise, or order something: what they stand in is no remark.
pub(super) const HEAVY: Classes = Classes::of(&[
    Class::Condition,
    Class::Except,
    Class::Or,
    Class::But,
    Class::Rest,
    Class::Everything,
    Class::Correction,
    Class::Book,
    Class::Cancel,
]);

/// Cuts "merci pour le récap, bonne journée" off: nothing hangs on it.
pub(super) fn without_farewell(tokens: &[Token]) -> &[Token] {
    let heavy = HEAVY.with(Classes::of(&[Class::NotBefore, Class::NotAfter, Class::Same]));
    let says = |token: &Token| {
        ruling(token).is_some()
            || token.is_number()
            || token.child().is_some()
            || token.family().is_some()
            || token.classes.meets(heavy)
    };
    let last = tokens.iter().rposition(says).map_or(0, |last| last + 1);
    let closing = tokens.iter().enumerate().skip(last).find(|(_, token)| token.has(Class::Closing));
    let before = |(at, _): (usize, &Token)| tokens.get(..at).filter(|_| at > 0);
    closing.and_then(before).unwrap_or(tokens)
}

/// "Pouvez-vous valider 1 et 3 ?" is no question: the mark goes where such words begin the sentence.
pub(super) fn without_request_mark(tokens: &[Token]) -> &[Token] {
    let Some((_, rest)) = tokens.split_last().filter(|(last, _)| last.is_mark('?')) else { return tokens };
    let first = rest.iter().find(|token| token.has(Class::Requesting) || !(noisy(token) || token.is_mark(',')));
    let requests = first.is_some_and(|first| first.has(Class::Requesting));
    if requests { rest } else { tokens }
}

/// What stands around decisions: politeness, and the commas between.
pub(super) fn around(input: Tokens<'_>) -> Read<'_, ()> {
    let (rest, _) = (noise, many0((alt((join, dash)), noise))).parse(input)?;
    Ok((rest, ()))
}

/// A dash between spaces, or before a line of a list; one before a number is a range.
pub(super) fn dash(input: Tokens<'_>) -> Read<'_, ()> {
    let apart = token(|token| token.is_mark('-') && token.spaced());
    (apart, not(number), peek(token(Token::spaced))).map(|_| ()).parse(input)
}

/// Politeness, "pour", "le", "les lignes", full stops, an arrow: nothing that a decision hangs on.
pub(super) fn noise(input: Tokens<'_>) -> Read<'_, ()> {
    // "2 -> 5" may be from the second to the fifth.
    let arrow = (mark('-'), mark('>'), not(number)).map(|_| ());
    let (rest, _) = many0(alt((arrow, token(noisy).map(|_| ())))).parse(input)?;
    Ok((rest, ()))
}

pub(super) fn noisy(token: &Token) -> bool {
    let plain = Classes::of(&[
        Class::Polite,
        Class::Courtesy,
        Class::Article,
        Class::For,
        Class::From,
        Class::Line,
        Class::Request,
        Class::Closing,
        Class::Asking,
        Class::Same,
        Class::Limit,
        Class::Hence,
        Class::Requesting,
        Class::Possessive,
    ]);
    let weight = Classes::of(&[
        Class::And,
        Class::Or,
        Class::Everything,
        Class::Rest,
        Class::Except,
        Class::Anyway,
        Class::Correction,
        Class::Relative,
        Class::Household,
        Class::FirstLines,
        Class::LastLines,
        Class::TwoLines,
        Class::ThreeLines,
        Class::FourLines,
        Class::FiveLines,
        Class::SixLines,
        Class::These,
        Class::OtherDays,
        Class::InOrder,
    ]);
    match token.kind {
        Kind::Mark(sign) => !matches!(sign, ',' | ':' | '-' | '+' | '&' | '?' | '(' | '['),
        Kind::Word => {
            let named = token.child().is_some() || token.family().is_some();
            token.classes.meets(plain) && ruling(token).is_none() && !named && !token.classes.meets(weight)
        }
        _ => false,
    }
}
