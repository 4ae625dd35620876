//! Words that no part begins with: perhaps a child's name, perhaps a slip.

use super::super::children::{self, Position};
use super::super::classes::Class;
use super::super::classify::OwnNames;
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::tokens::{Token, Tokens};
use super::super::{ChildRef, Span, words};
use super::Part;

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
    // "une réunion à Toulouse".
    let place = last.is_some_and(|last| is_used_as(Usage::BeforePlace, &last.text));
    if place && !words::is_first_name(&token.text) {
        return (rest, Part::Unknown(None), token.span);
    }
    match children::guess(token, position(before), rest.first(), own) {
        Some(child) => (children::after_surname(rest), Part::Child(child), token.span),
        None => (rest, Part::Unknown(words::words().near(&token.text).filter(|_| token.is_unknown_word())), token.span),
    }
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
