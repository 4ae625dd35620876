//! People who are no children of the family: parents, friends, relations.

use nom::Parser;
use nom::branch::alt;
use nom::multi::many0;

use super::super::Verb;
use super::super::children;
use super::super::classes::{Class, Classes};
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::parser::{Read, class, join, no, token};
use super::super::tokens::{Token, Tokens};
use super::{Part, Said, Unknown};

/// `Maman de Zoé`, `Zoe's mum`: not the child.
pub(super) fn parent_of(input: Tokens<'_>) -> Read<'_, Part> {
    let title = |input| class(Class::Title).parse(input);
    let first = |input| (title, children::child, many0((join, children::child))).map(|_| ()).parse(input);
    let last = |input| {
        (children::child, token(|token| is_used_as(Usage::Possessive, &token.text)), title).map(|_| ()).parse(input)
    };
    let (rest, ()) = alt((first, last)).parse(input)?;
    Ok((rest, Part::Unknown(Unknown::Word)))
}

/// `papa vient`: who comes is no child.
pub(super) fn parent_comes(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) = class(Class::Title).parse(input)?;
    let comes = rest.first().is_some_and(|next| next.has(Class::Coming) || next.has(Class::Absent));
    if comes { Ok((rest, Part::Relation)) } else { no(input) }
}

/// `la copine de Zoé`, `Zoe's cousin`: somebody else, whom nobody here knows.
pub(in super::super) fn somebody_of(input: Tokens<'_>) -> Read<'_, Part> {
    let somebody = |token: &Token| token.is_unknown_word() || token.has(Class::Relation);
    let possessive = token(|token| is_used_as(Usage::Possessive, &token.text));
    let of = (token(somebody), class(Class::From), children::child).map(|_| ());
    let whose = (children::child, possessive, token(somebody)).map(|_| ());
    let (rest, ()) = alt((of, whose)).parse(input)?;
    Ok((rest, Part::Relation))
}

/// `pas de Hugo`: who does not come.
pub(super) fn none_of_child(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) = class(Class::NoneOf).parse(input)?;
    children::child(rest)?;
    Ok((rest, Part::Verb(Said { presence: true, ..Said::plain(Verb::Cancel) })))
}

/// `comme son frère`, `same as Hugo`: with whom another is compared, and nothing is ordered for.
pub(super) fn like_somebody(input: Tokens<'_>) -> Read<'_, Part> {
    let (rest, _) = (class(Class::Like), children::child).parse(input)?;
    Ok((rest, Part::Noise))
}

/// "ma nièce", and "ma fille" before a name that is not on file: nobody on file is meant by the word.
pub(super) fn relation(input: Tokens<'_>) -> Read<'_, Part> {
    let kin = Classes::of(&Class::KIN).with(Classes::of(&[Class::Relation]));
    token(|token| token.classes.meets(kin)).map(|_| Part::Relation).parse(input)
}
