//! Words that change what a sentence wants: doubt, negation, a condition.

use nom::Parser;
use nom::combinator::verify;
use nom::multi::many0;

use super::super::classes::Class;
use super::super::parser::{Read, class, token};
use super::super::tokens::{Token, Tokens};
use super::{Part, Unknown};

/// "resté sans réponse", "sans voiture": what is lacking is no part of the day, and nobody's name.
pub(super) fn lacking(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) =
        (class(Class::Without), many0(class(Class::Article)), token(Token::is_unknown_word)).parse(input)?;
    Ok((rest, Part::Unknown(Unknown::Word)))
}

/// Words that change what the sentence wants; "non" and "ok" among others words too.
pub(super) fn mood(input: Tokens<'_>) -> Read<'_, Part> {
    const MOODS: [Class; 18] = [
        Class::AtHome,
        Class::Condition,
        Class::Keep,
        Class::Move,
        Class::Change,
        Class::Replace,
        Class::Instead,
        Class::Question,
        Class::Possible,
        Class::Asking,
        Class::NotBefore,
        Class::NotAfter,
        Class::Or,
        Class::Without,
        Class::Same,
        Class::Open,
        Class::Yes,
        Class::Limit,
    ];
    let (rest, token) =
        verify(token(|_| true), |token: &&Token| MOODS.iter().any(|mood| token.has(*mood))).parse(input)?;
    let mood = MOODS.into_iter().find(|mood| token.has(*mood)).unwrap_or(Class::Condition);
    Ok((rest, Part::Mood(mood)))
}

/// "si besoin", "si complet" without the waiting list: of what is ordered, a condition.
pub(super) fn if_needed(input: Tokens<'_>) -> Read<'_, Part> {
    let conditional = |token: &Token| token.has(Class::IfNeeded) || token.has(Class::Full);
    token(conditional).map(|_| Part::Mood(Class::Condition)).parse(input)
}
