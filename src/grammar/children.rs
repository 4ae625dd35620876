//! Children as written: names on file, slips in these, words that stand for all, and names that nobody has.
//!
//! ```abnf
//! child   = a first name on file [surname] / ALL-CHILDREN / BOTH / SEVERAL number
//! ```

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, verify};

use super::classes::{Class, Classes};
use super::classify::OwnNames;
use super::parser::{Read, class, join, mark, no, number, token};
use super::tokens::{Kind, Token, Tokens, span_of};
use super::words;
use super::{ChildRef, Spanned};

/// A name on file, or all children.
pub(super) fn child(input: Tokens<'_>) -> Read<'_, Spanned<ChildRef>> {
    alt((named, all)).parse(input)
}

fn named(input: Tokens<'_>) -> Read<'_, Spanned<ChildRef>> {
    let Some((token, name)) = input.first().and_then(|token| token.child().map(|name| (token, name))) else {
        return no(input);
    };
    let rest = after_surname(Tokens(input.0.get(1..).unwrap_or_default()));
    Ok((rest, Spanned::new(ChildRef::Named(name.to_owned()), token.span)))
}

/// The family's name after the child's: it is on file, and says nothing. Another word with a capital might say something.
pub(super) fn after_surname(input: Tokens<'_>) -> Tokens<'_> {
    token(Token::is_surname).parse(input).map_or(input, |(rest, _)| rest)
}

fn all(input: Tokens<'_>) -> Read<'_, Spanned<ChildRef>> {
    let both = class(Class::Both).map(|_| Some(2));
    let all = class(Class::AllChildren).map(|_| None);
    let (rest, count) = alt((both, counted, all)).parse(input)?;
    Ok((rest, Spanned::new(ChildRef::All(count), span_of(input.read_until(rest)))))
}

/// `les 3`, when no day can be meant.
fn counted(input: Tokens<'_>) -> Read<'_, Option<u32>> {
    let several = verify(number, |(value, digits)| *digits == 1 && *value >= 2);
    let (rest, (_, (count, _))) = class(Class::Several).and(several).parse(input)?;
    let day = |token: &Token| {
        Class::YEAR.iter().any(|month| token.has(*month)) || token.has(Class::To) || token.has(Class::Ordinal)
    };
    let (_, ()) = not(alt((
        mark('/').map(|_| ()),
        mark('-').map(|_| ()),
        mark('.').map(|_| ()),
        token(day).map(|_| ()),
        (join, number).map(|_| ()),
    )))
    .parse(rest)?;
    Ok((rest, Some(count)))
}

/// Where a word stands, which decides whether it can be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// The line or the entry begins here.
    Start,
    /// Right after the verb, "pour", or "et" behind a child.
    Name,
    /// The same with small words between: `pour la sortie`.
    NearName,
    Elsewhere,
}

/// What an unknown word may be as a child: a slip in a name on file, or a name that nobody here has.
pub(super) fn guess(token: &Token, position: Position, next: Option<&Token>, own: &OwnNames) -> Option<ChildRef> {
    let stands_like_name = position == Position::Name || (position == Position::Start && may_follow_name(next));
    let looks_like_name = stands_like_name || (token.capital && position != Position::Start);
    // "Suppression Zoé 8/07": what stands right before a child's name is no second child.
    let before_child = next.is_some_and(|next| next.child().is_some());
    if !token.is_unknown_word() || !looks_like_name || before_child {
        return None;
    }
    let known_name = words::is_first_name(&token.text);
    let slip = if known_name { None } else { slip(&token.text, own) };
    let spoilt = words::words().near(&token.text).is_some();
    match slip {
        Some(name) => Some(ChildRef::Typo(name)),
        None if known_name => Some(ChildRef::Unknown(token.text.clone())),
        None if spoilt => None,
        None if token.capital || (position == Position::Name && may_follow_name(next)) => {
            Some(ChildRef::Unknown(token.text.clone()))
        }
        None => None,
    }
}

/// Whether `next` can come after a child's name: a day, a slot, an end, another child.
fn may_follow_name(next: Option<&Token>) -> bool {
    let words = [
        Class::And,
        Class::Or,
        Class::Coming,
        Class::Absent,
        Class::FullDay,
        Class::HalfDay,
        Class::Today,
        Class::Tomorrow,
        Class::AfterTomorrow,
        Class::Article,
        Class::From,
        Class::NotBefore,
    ];
    let after_name = Classes::of(&words);
    next.is_none_or(|next| {
        let days = Class::WEEK.iter().any(|day| next.has(*day));
        let entry = days || next.own.is_some() || next.classes.meets(after_name);
        entry || matches!(next.kind, Kind::Number { .. } | Kind::Mark(_)) || (next.is_unknown_word() && next.capital)
    })
}

/// The only child whose name is a slip away, or begins with these four letters or more.
fn slip(written: &str, own: &OwnNames) -> Option<String> {
    let length = written.chars().count();
    let mut beginning = own.children(|name| length >= 4 && name.starts_with(written));
    match (beginning.next(), beginning.next()) {
        (Some(name), None) => return Some(name.to_owned()),
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    let allowed = words::allowed_slips(length);
    let distance = |name: &str| {
        let same_start = length > 5 || name.chars().next() == written.chars().next();
        let distance = strsim::osa_distance(written, name);
        (same_start && distance > 0 && distance <= allowed).then_some(distance)
    };
    let best = own
        .children(|name| distance(name).is_some())
        .map(super::tokens::letters)
        .filter_map(|name| distance(&name))
        .min()?;
    let mut nearest = own.children(|name| distance(name) == Some(best));
    match (nearest.next(), nearest.next()) {
        (Some(name), None) => Some(name.to_owned()),
        _ => None,
    }
}
