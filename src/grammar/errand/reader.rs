//! A sentence that asks an errand: what it is about, and what must be asked first.

use super::super::classes::{Class, Classes};
use super::super::classify::OwnNames;
use super::super::parser::Problem;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Kind, Token};
use super::super::words::Mark;
use super::super::{ChildRef, Role, Span, Spanned, except};
use super::desk::{Directive, said_before_text};
use super::details::Words;
use super::head::{heads, says_order, verbs};
use super::{Errand, ErrandKind};

/// What a sentence with the name of an errand turned out to be.
#[derive(Debug)]
pub(crate) enum Read {
    Errand(Box<Errand>),
    /// Not to be done before this is answered.
    Asked(Problem, Span),
}

/// Reads a sentence; `None` when it asks no errand, or orders something else. `asks`: a question mark ends it.
pub(crate) fn read(
    tokens: &[Token],
    marks: &[Mark],
    own: &OwnNames,
    role: Role,
    text: &dyn Fn(Span) -> String,
) -> Option<Read> {
    let sentence = tokens::span_of(tokens);
    let (kind, head) = heads(marks, sentence, role).next()?;
    let before = tokens.iter().position(|token| token.span.from >= head.span.from).unwrap_or_default();
    let asks = tokens.last().is_some_and(|token| token.is_mark('?'));
    if orders(tokens, before, head.span, kind, asks) {
        return None;
    }
    let said = said_before_text(tokens, head.span, kind, role);
    let doubtful = Classes::of(&[Class::Condition, Class::Or, Class::NotBefore, Class::NotAfter]);
    let outside = |token: &&Token| token.span.from < head.span.from || token.span.from >= head.span.to;
    if !kind.only_asks()
        && let Some(doubt) = said.iter().filter(outside).find(|token| token.classes.meets(doubtful))
    {
        let conditional = doubt.has(Class::Condition) || doubt.has(Class::Or);
        let problem = if conditional { Problem::Conditional } else { Problem::UnclearIntent };
        return Some(Read::Asked(problem, doubt.span));
    }
    if role == Role::Director && kind.is_directors() {
        return Some(Directive { tokens, marks, own, head: head.span, kind, text }.read());
    }
    let mut errand = Errand::of(kind, sentence);
    let mut numbers = Vec::new();
    for (part, span) in parts(tokens, own) {
        match part {
            Part::Wrong(problem @ (Problem::InvalidDate | Problem::AmbiguousDate)) if kind.needs_days() => {
                return Some(Read::Asked(problem, span));
            }
            Part::Number(number) => numbers.push((number, span)),
            part => add(&mut errand, part, span),
        }
    }
    except::complete_exceptions(&errand.entry.days, &mut errand.entry.except);
    Words { tokens, marks, head: head.span, text }.fill(&mut errand, &numbers);
    Some(Read::Errand(Box::new(errand)))
}

/// Whether the sentence orders something beside the name of the errand.
fn orders(tokens: &[Token], before: usize, head: Span, kind: ErrandKind, asks: bool) -> bool {
    if matches!(kind, ErrandKind::Attendance | ErrandKind::Roster) || kind.takes_text() {
        return false;
    }
    let earlier = tokens.get(..before).unwrap_or_default();
    let outside = |token: &&Token| token.span.from < head.from || token.span.from >= head.to;
    let verb = |tokens: &[Token]| tokens.iter().filter(outside).any(|token| token.classes.meets(verbs()));
    let takes_back = Classes::of(&[Class::Cancel, Class::Absent]);
    let cancels = tokens.iter().filter(outside).any(|token| token.classes.meets(takes_back));
    let condition = |tokens: &[Token]| tokens.iter().filter(outside).any(|token| token.has(Class::Condition));
    let dated = kind == ErrandKind::Modify && tokens.iter().any(|token| matches!(token.kind, Kind::Number { .. }));
    let entry = (says_order(if kind.is_of_nobody() { tokens } else { earlier }) && !asks) || dated;
    let conditional = (verb(tokens) && condition(tokens)) || (condition(earlier) && !asks);
    (verb(tokens) && !kind.asks_about_bookings())
        || (cancels && !kind.asks_about_orders())
        || (verb(earlier) && !asks)
        || conditional
        || entry
}

pub(super) fn add(errand: &mut Errand, part: Part, span: Span) {
    match part {
        Part::Child(ChildRef::Unknown(_)) => {}
        Part::Child(child) => errand.entry.children.push(Spanned::new(child, span)),
        Part::Days(days) => errand.entry.days.extend(days),
        Part::Except(days) => errand.entry.except.extend(days),
        Part::Slots { slots, .. } => errand.entry.slots.extend(slots),
        Part::Service(code) => errand.entry.service = Some(Spanned::new(code, span)),
        Part::Requests(numbers) => errand.requests.extend(numbers),
        _ => {}
    }
}
