//! What a director orders is asked about where a word beside it may mean something else: two months, an hour, an exception.

use super::super::Span;
use super::super::classes::{Class, Classes};
use super::super::dates::month_of;
use super::super::parser::Problem;
use super::super::tokens::{self, Kind, Token};
use super::{Detail, Errand, ErrandKind};

/// The first doubt about an order: of all its words, `said` are those that are no reason.
pub(super) fn doubt(errand: &Errand, head: Span, all: &[Token], said: &[Token]) -> Option<(Problem, Span)> {
    let place = tokens::span_of(said);
    if !errand.kind.is_strict() && errand.kind != ErrandKind::Outing {
        return None;
    }
    // "fermer demain ?" may want to know; "pouvez-vous fermer demain ?" is an order.
    let asks = all.last().is_some_and(|token| token.is_mark('?')) && !all.iter().any(|token| token.has(Class::Asking));
    if asks {
        return Some((Problem::Question, place));
    }
    let excepts = said.iter().find(|token| token.has(Class::Except)).filter(|_| errand.entry.except.is_empty());
    let other = excepts.or_else(|| said.iter().find(|token| belies(errand.kind, token)));
    if let Some(other) = other {
        return Some((Problem::UnclearIntent, other.span));
    }
    let is_doubtful = match errand.kind {
        ErrandKind::RecordPayment | ErrandKind::Credit => another_number(errand, said),
        ErrandKind::RunInvoices => said.iter().filter(|token| month_of(token).is_some()).count() > 1,
        ErrandKind::Invite => said.iter().filter(|token| token.kind == Kind::Masked).count() > 1,
        ErrandKind::Broadcast => {
            let all = Classes::of(&[Class::AllChildren, Class::Everything]);
            let to_all = said.iter().any(|token| token.classes.meets(all));
            !to_all && errand.entry.days.is_empty() && !errand.details.contains_key(&Detail::Family)
        }
        ErrandKind::Outing => {
            said.iter().any(|token| token.is_unknown_word() && token.span.from >= head.to && !is_of_name(errand, token))
        }
        _ => false,
    };
    is_doubtful.then_some((Problem::UnclearIntent, place))
}

/// A word that the order says nothing of: an hour of closing, the registrations that close, a payment in two parts.
fn belies(kind: ErrandKind, token: &Token) -> bool {
    let registrations = Classes::of(&[Class::Booking, Class::Cancellation, Class::Request, Class::Absence]);
    match kind {
        ErrandKind::CloseDay | ErrandKind::OpenDay => token.kind == Kind::Masked || token.classes.meets(registrations),
        ErrandKind::RecordPayment | ErrandKind::Credit => token.has(Class::Unit),
        _ => false,
    }
}

/// "règlement Martin 30 et 40 €": a short number that is neither the amount nor a day.
fn another_number(errand: &Errand, said: &[Token]) -> bool {
    let amount = errand.details.get(&Detail::Amount).map(String::as_str).unwrap_or_default();
    let masked = said.iter().any(|token| token.kind == Kind::Masked);
    let used = if masked { 0 } else { amount.trim_end_matches(".00").split('.').count() };
    let short = |(at, token): (usize, &Token)| {
        let day = said.get(at + 1).is_some_and(|next| month_of(next).is_some());
        matches!(token.kind, Kind::Number { digits, .. } if digits < 4) && !day
    };
    said.iter().enumerate().filter(|(at, token)| short((*at, token))).count() > used
}

/// Whether a word belongs to the name of an outing.
fn is_of_name(errand: &Errand, token: &Token) -> bool {
    let name = errand.details.get(&Detail::Name).map(|name| tokens::letters(name)).unwrap_or_default();
    name.contains(&token.text)
}
