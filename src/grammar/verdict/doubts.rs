//! What keeps words from deciding, though they read like decisions: counts, "un Nguyen", a negation, a word too many.

use nom::Parser;
use nom::combinator::opt;

use super::super::classes::{Class, Classes};
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::parser::{join, number};
use super::super::tokens::{Token, Tokens, span_of};
use super::super::{Ruling, Span};
use super::around::{noise, noisy};
use super::lines::counted_range;
use super::{Decided, ruling};

/// "je n'accepte pas la 6": whether it is refused then, is asked.
pub(super) fn negated(tokens: Tokens<'_>) -> Option<Span> {
    let at = tokens.0.iter().position(|token| !noisy(token))?;
    let first = tokens.0.get(at).filter(|token| token.has(Class::NotBefore))?;
    let decides = tokens.0.iter().any(|token| ruling(token).is_some_and(|ruling| ruling != Ruling::PutOff));
    decides.then_some(first.span)
}

/// "accepter les 2": two lines, or the second?
pub(super) fn counted(verdicts: &[Decided], tokens: Tokens<'_>) -> Option<Span> {
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        rest = rest.skipped();
        let in_reason = |decided: &Decided| decided.reason.is_some_and(|reason| within(first.span, reason));
        if first.has(Class::Several)
            && !verdicts.iter().any(in_reason)
            && let Ok((after, (_, digits))) = number(rest)
            && digits == 1
            && !counted_range(rest)
            && !after.first().is_some_and(|next| next.classes.meets(ordering()))
            && (noise, opt(join), number).parse(after).is_err()
        {
            return Some(span_of(rest.read_until(after)));
        }
    }
    None
}

/// "accepte un Nguyen", "Nguyen : ok pour un": which of them?
pub(super) fn one_of(tokens: Tokens<'_>) -> Option<Span> {
    let named = |token: &Token| token.family().is_some() || token.has(Class::Household);
    let one = |token: &Token| is_used_as(Usage::IndefiniteArticle, &token.text);
    let pair = tokens.0.windows(2).find(|pair| matches!(pair, [article, name] if one(article) && named(name)));
    let last = tokens.0.last_chunk().filter(|[before, last]| before.has(Class::For) && one(last));
    pair.or(last.map(<[Token; 2]>::as_slice)).map(span_of)
}

/// "ok pour 2 sur 6": a count, and no lines.
pub(super) fn of_all(tokens: Tokens<'_>) -> Option<Span> {
    let counts = tokens.0.windows(3).find(|three| match three {
        [some, of, all] => some.is_number() && is_used_as(Usage::OutOf, &of.text) && all.is_number(),
        _ => false,
    });
    counts.map(span_of)
}

/// "les 2 premiers", "les 5 autres" count.
fn ordering() -> Classes {
    Classes::of(&[Class::FirstLines, Class::LastLines, Class::Rest])
}

/// "accepter un", "ok pour la famille", "ok seulement": a decision without lines means the whole list only where nothing
/// but courtesy stands beside it.
pub(super) fn vague(verdicts: &[Decided], tokens: Tokens<'_>) -> Option<Span> {
    let whole = verdicts.iter().find(|verdict| verdict.items.is_none() && verdict.ruling != Ruling::PutOff)?;
    let courteous = Classes::of(&[Class::Courtesy, Class::Greeting, Class::Closing, Class::Title, Class::Asking]);
    let beside = |token: &&Token| {
        token.is_word()
            && ruling(token).is_none()
            && !token.has(Class::Anyway)
            && !whole.reason.is_some_and(|reason| within(token.span, reason))
            && !token.classes.meets(courteous)
    };
    tokens.0.iter().find(beside).map(|token| token.span)
}

const fn within(place: Span, whole: Span) -> bool {
    whole.from <= place.from && place.to <= whole.to
}
