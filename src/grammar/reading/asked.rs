//! What of an order must be asked about before it is done, by the words around it.

use super::super::classes::{Class, Classes};
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::parser::Problem;
use super::super::tokens::{self, Token};
use super::super::weekdays::weekday_of;
use super::super::{ChildRef, DaySet, Entry, Order, Span, Spanned, Verb};

/// Whether an order says days, and nobody's.
pub(super) fn only_days(order: &Order) -> bool {
    let dated = |entry: &Entry| !entry.days.is_empty() && entry.children.is_empty();
    order.requests.is_empty() && !order.entries.is_empty() && order.entries.iter().all(dated)
}

/// "du 6 au 31 juin", "le 8 et le 31/06": days beside those in doubt were lost with them, so one day is no answer.
pub(super) fn stands_beside_days(tokens: &[Token], (problem, span): (Problem, Span)) -> bool {
    let classes = || Class::WEEK.iter().chain(&Class::YEAR).chain(&[Class::To, Class::Through]);
    let dated = |token: &Token| token.is_number() || classes().any(|class| token.has(*class));
    let outside = |token: &&Token| token.span.to <= span.from || span.to <= token.span.from;
    matches!(problem, Problem::InvalidDate | Problem::AmbiguousDate) && tokens.iter().filter(outside).any(dated)
}

/// "…, car elle a rdv le matin mais elle vient l'après-midi", "… et Hugo reste avec elle": more than a reason.
pub(super) fn said_in_reason(order: &Order, tokens: &[Token]) -> Option<Span> {
    let reason = order.reason.as_ref()?.span;
    let children: Vec<_> = order.entries.iter().flat_map(|entry| &entry.children).collect();
    let known =
        |name: &str| children.iter().any(|child| matches!(&child.value, ChildRef::Named(known) if known == name));
    let other = |token: &Token| token.child().is_some_and(|name| !known(name)) && !children.is_empty();
    let within = |token: &&Token| reason.from <= token.span.from && token.span.to <= reason.to;
    tokens.iter().filter(within).find(|token| token.has(Class::Coming) || other(token)).map(|token| token.span)
}

/// "Rajoutez une journée la semaine du 6 juillet": which day of it?
pub(super) fn one_of_many(order: &Order, tokens: &[Token]) -> Option<Span> {
    const PARTS: Classes = Classes::of(&[Class::FullDay, Class::Morning, Class::Afternoon, Class::HalfDay]);
    let many = |days: &Spanned<DaySet>| !matches!(days.value, DaySet::Single(_));
    let several = order.entries.iter().flat_map(|entry| &entry.days).any(many);
    let pair = tokens.windows(2).find(|pair| match pair {
        [article, part] => {
            let indefinite = article.has(Class::Article) && is_used_as(Usage::IndefiniteArticle, &article.text);
            indefinite && part.classes.meets(PARTS)
        }
        _ => false,
    });
    let counted = tokens.windows(2).find(|pair| match pair {
        [count, part] => count.has(Class::Quantity) && part.classes.meets(PARTS),
        _ => false,
    });
    pair.or(counted).map(tokens::span_of).filter(|_| several)
}

/// "Le 9, elle sera avec nous", "option le 9": days that take all the rest from the line before stand with nothing else.
fn adds_words(order: &Order, tokens: &[Token]) -> bool {
    const DAYS: Classes = Classes::of(&Class::WEEK)
        .with(Classes::of(&Class::EVERY_WEEK))
        .with(Classes::of(&Class::YEAR))
        .with(Classes::of(&[
            Class::Today,
            Class::Tomorrow,
            Class::AfterTomorrow,
            Class::Article,
            Class::From,
            Class::To,
            Class::Through,
            Class::For,
            Class::And,
            Class::Same,
            Class::Courtesy,
            Class::Asking,
            Class::Week,
            Class::Weeks,
            Class::Ordinal,
            Class::Next,
            Class::This,
            Class::Except,
            Class::Closing,
            Class::Limit,
            Class::Every,
            Class::EveryDay,
            Class::Hope,
        ]));
    let only_days = |entry: &Entry| entry.children.is_empty() && entry.slots.is_empty() && entry.service.is_none();
    let plain = |token: &Token| !token.is_word() || token.classes.meets(DAYS);
    order.entries.iter().any(only_days) && !tokens.iter().all(plain)
}

/// "…, merci, Zoé et Hugo", "…, bises à Hugo": names behind a closing word sign the order, where a child stands before them.
pub(super) fn without_signature(tokens: &[Token]) -> &[Token] {
    const SMALL: Classes = Classes::of(&[Class::Courtesy, Class::Closing, Class::Title, Class::And, Class::To]);
    let signs =
        |token: &Token| !token.is_word() || token.child().is_some() || token.is_surname() || token.classes.meets(SMALL);
    let commas = tokens.iter().enumerate().filter(|(_, token)| token.is_mark(','));
    let mut tails = commas.filter_map(|(at, _)| Some((tokens.get(..at)?, tokens.get(at + 1..)?)));
    let tail = tails.find(|(before, tail)| {
        let closes = tail.first().is_some_and(|first| first.has(Class::Closing) || first.has(Class::Courtesy));
        let named = before.iter().any(|token| token.child().is_some());
        closes && named && tail.iter().any(|token| token.child().is_some()) && tail.iter().all(signs)
    });
    tail.map_or(tokens, |(before, _)| before)
}

/// What of the words around a booking may take back of it, and is to be asked.
pub(super) fn turned(order: &Order, tokens: &[Token], hollow: Option<Span>, aside: &[Span]) -> Option<(Problem, Span)> {
    if order.verb.value != Verb::Book {
        return None;
    }
    // "Zoé viendra le 17 en journée, le 24 : rien".
    if let Some(hollow) = hollow.filter(|_| order.entries.len() > 1) {
        return Some((Problem::NotUnderstood, hollow));
    }
    let within = |token: &&Token| order.span.from <= token.span.from && token.span.to <= order.span.to;
    // "le reste de juillet": without which days?
    if tokens.iter().filter(within).any(|token| token.has(Class::Nor) || token.has(Class::Rest)) {
        return Some((Problem::UnclearIntent, order.span));
    }
    // "mardi 7 juillet : rien": who takes a part from the line before says nothing else.
    let place = hollow.or(aside.first().copied()).or(adds_words(order, tokens).then_some(order.span));
    place.filter(|_| takes_over(order)).map(|place| (Problem::NotUnderstood, place))
}

/// Whether a bare entry lacks a part, which it would take from the line before.
fn takes_over(order: &Order) -> bool {
    let undated = |entry: &Entry| entry.days.is_empty() && !entry.same_days;
    let lacks = |entry: &Entry| entry.children.is_empty() || undated(entry) || entry.slots.is_empty();
    order.verb.span.from == order.verb.span.to && order.verb.value == Verb::Book && order.entries.iter().any(lacks)
}

pub(super) fn says_plain_day(token: &Token) -> bool {
    let relative = [Class::Today, Class::Tomorrow, Class::AfterTomorrow].iter().any(|class| token.has(*class));
    token.is_number() || relative || weekday_of(token).is_some()
}

/// What an entry lacks that it must not take from a booking that is asked about.
pub(super) fn lacks_something(order: &Order) -> Option<Problem> {
    let lacks = |wanted: fn(&Entry) -> bool| !order.entries.first().is_some_and(wanted);
    match () {
        () if lacks(|entry| !entry.children.is_empty()) => Some(Problem::MissingChild),
        () if lacks(|entry| !entry.days.is_empty()) => Some(Problem::MissingDate),
        () if lacks(|entry| !entry.slots.is_empty()) => Some(Problem::MissingSlot),
        () => None,
    }
}
