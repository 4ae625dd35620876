//! Children as written: names on file, slips in these, words that stand for all, and names that nobody has.
//!
//! ```abnf
//! child   = a first name on file [surname] [kin] / kin / ALL-CHILDREN / BOTH / THREE / FOUR / SEVERAL number
//! ```

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, verify};

use super::classes::{Class, Classes};
use super::classify::OwnNames;
use super::parser::{Read, class, join, mark, no, number, token};
use super::tokens::{Kind, Own, Token, Tokens, span_of};
use super::words;
use super::{ChildRef, Spanned, kin};

/// A name on file, what a child is to its family, or all children.
pub(super) fn child(input: Tokens<'_>) -> Read<'_, Spanned<ChildRef>> {
    alt((named, kin::kin, all)).parse(input)
}

/// A name on file. `Marie-Lou` is no Marie, and "ma fille Zoé" is just Zoé.
pub(super) fn named(input: Tokens<'_>) -> Read<'_, Spanned<ChildRef>> {
    let (token, child) = match input.first().map(|token| (token, &token.own)) {
        Some((token, Some(Own::Child(name)))) => (token, ChildRef::Named(name.clone())),
        Some((token, Some(Own::Nickname(name)))) => (token, ChildRef::Nickname(name.clone())),
        _ => return no(input),
    };
    let rest = input.skipped();
    if let Some(more) = rest.first().filter(|next| next.hyphened() && next.is_unknown_word()) {
        let whole = format!("{}{}", token.text, more.text);
        return Ok((after_surname(rest.skipped()), Spanned::new(ChildRef::Unknown(whole), token.span.join(more.span))));
    }
    let rest = after_surname(rest);
    let rest = kin::word(rest).map_or(rest, |(rest, _)| rest);
    Ok((rest, Spanned::new(child, token.span)))
}

/// The family's name after the child's, or its initial: it is on file, and says nothing. Another word with a capital might
/// say something.
pub(super) fn after_surname(input: Tokens<'_>) -> Tokens<'_> {
    // "Hugo X" is a cross in a list.
    let letter = |token: &Token| token.capital && token.text.len() == 1 && token.text != "x";
    let initial = |token: &Token| letter(token) && (token.is_unknown_word() || token.has(Class::Title));
    token(|token| token.is_surname() || initial(token)).parse(input).map_or(input, |(rest, _)| rest)
}

fn all(input: Tokens<'_>) -> Read<'_, Spanned<ChildRef>> {
    let exactly = |word, count| class(word).map(move |_| Some(count));
    let all = class(Class::AllChildren).map(|_| None);
    let (rest, count) =
        alt((exactly(Class::Both, 2), exactly(Class::Three, 3), exactly(Class::Four, 4), counted, all)).parse(input)?;
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

/// "…, les 2 du 6 au 10": both children, for the days come behind.
pub(super) fn counted_before_days(input: Tokens<'_>) -> Read<'_, ()> {
    let begins = |token: &Token| {
        let dated =
            Class::WEEK.iter().any(|day| token.has(*day)) || token.has(Class::From) || token.has(Class::Between);
        dated || token.is_number()
    };
    let (rest, _) = counted(input)?;
    if rest.first().is_some_and(begins) { Ok((rest, ())) } else { no(input) }
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
    // "Libérez la place": a word of the language is nobody's name.
    if !known_name && words::words().is_common(&token.text) {
        return None;
    }
    let slip = if known_name { None } else { meant(&token.text, own) };
    let spoilt = words::words().near(&token.text).is_some();
    match slip {
        Some(child) => Some(child),
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
        Class::Same,
        Class::Limit,
    ];
    let after_name = Classes::of(&words);
    next.is_none_or(|next| {
        let days = Class::WEEK.iter().any(|day| next.has(*day));
        let entry = days || next.own.is_some() || next.classes.meets(after_name);
        entry || matches!(next.kind, Kind::Number { .. } | Kind::Mark(_)) || (next.is_unknown_word() && next.capital)
    })
}

/// The child whose name begins with these four letters or more, or is a slip away; two such children are asked about.
fn meant(written: &str, own: &OwnNames) -> Option<ChildRef> {
    let length = written.chars().count();
    let beginning = own.children(|name| length >= 4 && name.starts_with(written));
    if let Some(child) = one_of(beginning, ChildRef::Nickname) {
        return Some(child);
    }
    // A name of three letters has no slips: "mati" is not Mai.
    let allowed = |name: &str| words::allowed_slips(length.max(name.chars().count()).min(6));
    let distance = |name: &str| {
        let same_start = length > 5 || name.chars().next() == written.chars().next();
        let distance = strsim::osa_distance(written, name);
        (same_start && distance > 0 && distance <= allowed(name)).then_some(distance)
    };
    let best = own
        .children(|name| distance(name).is_some())
        .map(super::tokens::letters)
        .filter_map(|name| distance(&name))
        .min()?;
    one_of(own.children(|name| distance(name) == Some(best)), ChildRef::Typo)
}

fn one_of<'n>(names: impl Iterator<Item = &'n str>, only: impl Fn(String) -> ChildRef) -> Option<ChildRef> {
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    if names.len() > 1 { Some(ChildRef::OneOf(names)) } else { names.pop().map(only) }
}
