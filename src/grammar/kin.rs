//! Children by what they are to the writer or to each other: `ma fille`, `l'aînée`, `sa sœur`.
//!
//! ```abnf
//! kin     = (OWN-CHILD / OWN-CHILDREN / ELDEST / YOUNGEST / SECOND / SIBLING / OTHER-CHILD) [surname] [child]
//! ```
//! `FEMALE` and `MALE` are the words among these that tell a girl or a boy.

use super::children;
use super::classes::Class;
use super::parser::{Read, no};
use super::tokens::{Token, Tokens};
use super::{Bond, ChildRef, Kin, Spanned};
use crate::domain::Sex;

const BONDS: [(Class, Bond); 7] = [
    (Class::OwnChildren, Bond::Several),
    (Class::Eldest, Bond::Eldest),
    (Class::Youngest, Bond::Youngest),
    (Class::SecondBorn, Bond::Second),
    (Class::Sibling, Bond::Sibling),
    (Class::OtherChild, Bond::Other),
    (Class::OwnChild, Bond::Child),
];

/// A child by its kinship; where the name follows, the name says it.
pub(super) fn kin(input: Tokens<'_>) -> Read<'_, Spanned<ChildRef>> {
    let (rest, (kin, token)) = word(input)?;
    let rest = children::after_surname(rest);
    if let Ok((end, named)) = children::named(rest) {
        return Ok((end, named));
    }
    match rest.first() {
        Some(next) if may_be_its_name(next) || is_adjective(kin.bond, next, rest.peek(1)) => no(input),
        _ => Ok((rest, Spanned::new(ChildRef::Kin(kin), token.span))),
    }
}

/// The word alone.
pub(super) fn word(input: Tokens<'_>) -> Read<'_, (Kin, &Token)> {
    let Some(token) = input.first().filter(|token| token.own.is_none()) else { return no(input) };
    let Some((_, bond)) = BONDS.into_iter().find(|(class, _)| token.has(*class)) else { return no(input) };
    let sex = match token.classes {
        classes if classes.has(Class::Female) => Some(Sex::Female),
        classes if classes.has(Class::Male) => Some(Sex::Male),
        _ => None,
    };
    Ok((input.skipped(), (Kin { bond, sex }, token)))
}

/// "ma fille Chloé": a name that is not on file.
fn may_be_its_name(next: &Token) -> bool {
    next.is_unknown_word() && next.capital
}

/// "le grand jeu", "l'autre jour": the word says something of a thing.
fn is_adjective(bond: Bond, next: &Token, second: Option<&Token>) -> bool {
    let numbered = second.is_some_and(Token::is_number);
    let day = || Class::WEEK.iter().any(|day| next.has(*day)) && !numbered;
    let time = || next.has(Class::Unit) || next.has(Class::Period) || day();
    let thing = next.is_unknown_word() || next.has(Class::Other);
    match bond {
        Bond::Other => thing || time(),
        Bond::Eldest | Bond::Youngest | Bond::Second => thing,
        Bond::Child | Bond::Several | Bond::Sibling => false,
    }
}
