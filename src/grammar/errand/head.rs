//! Where an errand begins: the phrases of the word files that name one, and the joints where a sentence turns to another.

use std::ops::Range;

use super::super::classes::{Class, Classes};
use super::super::tokens::{Kind, Token, span_of};
use super::super::words::Mark;
use super::super::{Role, Span};
use super::{Detail, ErrandKind};

/// What names an errand in `span`, for people in this role.
pub(crate) fn heads(marks: &[Mark], within: Span, role: Role) -> impl Iterator<Item = (ErrandKind, &Mark)> + Clone {
    let here = marks.iter().filter(move |mark| within.from <= mark.span.from && mark.span.to <= within.to);
    here.filter_map(move |mark| Some((mark.kind(role)?, mark)))
}

/// Whether a word of a detail stands in `span`.
pub(super) fn values(marks: &[Mark], within: Span, detail: Detail) -> impl Iterator<Item = (&'static str, Span)> {
    let here = marks.iter().filter(move |mark| within.from <= mark.span.from && mark.span.to <= within.to);
    here.filter_map(move |mark| Some((mark.value(detail)?, mark.span)))
}

/// Cuts a sentence where "et", a comma or a dash leads from an order to an errand, or from an errand to an order:
/// "Zoé sera absente demain, et combien je dois ?".
pub(crate) fn cut(tokens: &[Token], marks: &[Mark], role: Role) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let at = |place: usize| tokens.iter().position(|token| token.span.from >= place);
    let within = span_of(tokens);
    let colon = tokens.iter().find(|token| token.is_mark(':')).map(|colon| colon.span.from);
    let told = |kind: ErrandKind| role == Role::Director && kind.tells_behind_colon();
    let first = heads(marks, within, role).next();
    let text = first.filter(|(kind, mark)| told(*kind) && colon.is_some_and(|colon| mark.span.to <= colon));
    for (kind, mark) in heads(marks, within, role) {
        // "avoir Martin 14,85 : sortie annulée": the words behind the colon are not read.
        let is_told = text.is_some() && colon.is_some_and(|colon| mark.span.from > colon);
        let again = role == Role::Director
            && first.is_some_and(|(first, before)| first == kind && before.span.from < mark.span.from);
        if is_told || again {
            continue;
        }
        let Some(start) = at(mark.span.from).and_then(|head| before_lead_in(tokens, head)) else { continue };
        let earlier = tokens.get(*starts.last().unwrap_or(&0)..start).unwrap_or_default();
        let piece = span_of(earlier);
        // "Zoé le 8 juillet journée, ça coûte combien ?": one question, and no order.
        let asked = tokens.last().is_some_and(|token| token.is_mark('?')) && kind.asks_about_places();
        let wish = asked && !earlier.iter().any(|token| token.classes.meets(VERBS));
        let decided = role == Role::Director && earlier.iter().any(|token| token.classes.meets(Class::DECISIONS));
        if (says_order(earlier) && !wish) || decided || heads(marks, piece, role).next().is_some() {
            starts.push(start);
        }
    }
    for (place, _) in tokens.iter().enumerate().filter(|(place, token)| begins_order(tokens, *place, token)) {
        let from = starts.iter().copied().filter(|start| *start <= place).max().unwrap_or_default();
        let earlier = span_of(tokens.get(from..place).unwrap_or_default());
        if heads(marks, earlier, role).next().is_some_and(|(kind, _)| !kind.asks_about_bookings()) {
            starts.push(place);
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().copied().zip(ends).map(|(from, to)| from..to).collect()
}

/// Whether "et" leads to a verb that orders.
fn begins_order(tokens: &[Token], place: usize, token: &Token) -> bool {
    token.has(Class::And) && tokens.get(place + 1).is_some_and(|next| next.classes.meets(VERBS))
}

/// The place of the joint before a head, when only small words stand between: ", merci de m'envoyer la facture".
fn before_lead_in(tokens: &[Token], head: usize) -> Option<usize> {
    const SMALL: Classes = Classes::of(&[
        Class::Asking,
        Class::Possible,
        Class::Polite,
        Class::Courtesy,
        Class::Article,
        Class::For,
        Class::From,
        Class::Subject,
        Class::FirstPerson,
        Class::Same,
        Class::Already,
        Class::Question,
        Class::Have,
    ]);
    let joint = |token: &Token| {
        token.has(Class::And) || matches!(token.kind, Kind::Mark(',' | '-' | ':' | '(' | '+' | '&' | '/'))
    };
    let before = tokens.get(..head)?;
    let place =
        before.iter().rposition(|token| joint(token) || !(token.classes.meets(SMALL) || token.is_unknown_word()))?;
    before.get(place).is_some_and(joint).then_some(place).filter(|place| *place > 0)
}

/// Words that name a day.
const DAYS: Classes =
    Classes::of(&Class::WEEK).with(Classes::of(&Class::YEAR)).with(Classes::of(&[Class::Today, Class::Tomorrow]));

/// Whether some words order something: a verb, or a child with a day.
pub(super) fn says_order(tokens: &[Token]) -> bool {
    let child = tokens.iter().any(|token| token.child().is_some());
    let day = |token: &Token| token.is_number() || token.classes.meets(DAYS);
    tokens.iter().any(|token| token.classes.meets(VERBS)) || (child && tokens.iter().any(day))
}

/// The verbs that order, but for the nouns.
pub(super) const VERBS: Classes = Classes::of(&[Class::Book, Class::Cancel, Class::Coming, Class::Absent]);
