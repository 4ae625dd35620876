//! Words that no part begins with: perhaps a child's name, perhaps a slip.

use super::super::children::{self, Position};
use super::super::classes::Class;
use super::super::classify::OwnNames;
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::tokens::{Token, Tokens, span_of};
use super::super::{ChildRef, Span, words};
use super::{Part, Unknown};

/// A word that no parser reads: perhaps a child's name, perhaps a slip.
pub(super) fn unknown<'t>(
    input: Tokens<'t>,
    before: &[(Part, Span)],
    last: Option<&Token>,
    own: &OwnNames,
) -> (Tokens<'t>, Part, Span) {
    let rest = Tokens(input.0.get(1..).unwrap_or_default());
    let Some(token) = input.first() else { return (rest, Part::Noise, Span::default()) };
    // "Marie-Zoé": neither Marie nor Zoé.
    if let Some(second) = rest.first().filter(|next| next.hyphened() && next.child().is_some() && token.capital) {
        let span = token.span.join(second.span);
        let whole = format!("{}{}", token.text, second.text);
        return (children::after_surname(rest.skipped()), Part::Child(ChildRef::Unknown(whole)), span);
    }
    if token.has(Class::Activity) {
        let (rest, span) = named_activity(input);
        return (rest, Part::Unknown(Unknown::Activity), span);
    }
    // "une réunion à Toulouse".
    let place = last.is_some_and(|last| is_used_as(Usage::BeforePlace, &last.text));
    if place && !words::is_first_name(&token.text) {
        return (rest, Part::Unknown(Unknown::Place), token.span);
    }
    if let Some(child) = children::guess(token, position(before), rest.first(), own) {
        return (children::after_surname(rest), Part::Child(child), token.span);
    }
    let near = words::words().near(&token.text).filter(|_| token.is_unknown_word());
    (rest, Part::Unknown(near.map_or(Unknown::Word, Unknown::Slip)), token.span)
}

/// "sortie piscine", "stage de cirque": the activity with its name.
fn named_activity(input: Tokens<'_>) -> (Tokens<'_>, Span) {
    const LONGEST: usize = 4;
    let small = |token: &Token| token.has(Class::From) || token.has(Class::To) || token.has(Class::Article);
    let name = |token: &&Token| token.own.is_none() && (token.is_unknown_word() || small(token));
    let words = input.0.iter().skip(1).take(LONGEST).take_while(name).count();
    let taken = input.0.get(..=words).unwrap_or_default();
    let last = taken.iter().rposition(|token| !small(token)).unwrap_or_default();
    let span = span_of(taken.get(..=last).unwrap_or_default());
    (Tokens(input.0.get(last + 1..).unwrap_or_default()), span)
}

/// Where the next word stands.
fn position(before: &[(Part, Span)]) -> Position {
    let mut back = before
        .iter()
        .rev()
        .map(|(part, _)| part)
        .filter(|part| !matches!(part, Part::Noise | Part::Subject(_) | Part::Mention));
    let (last, second) = (back.next(), back.next());
    let name = if matches!(before.last(), Some((Part::Noise | Part::Subject(_) | Part::Mention, _))) {
        Position::NearName
    } else {
        Position::Name
    };
    match last {
        Some(Part::Verb(_) | Part::For | Part::Relation | Part::Mood(Class::Asking)) => name,
        Some(Part::Join | Part::But) if matches!(second, Some(Part::Child(_))) => name,
        None | Some(Part::Join | Part::But | Part::Colon) => Position::Start,
        _ => Position::Elsewhere,
    }
}
