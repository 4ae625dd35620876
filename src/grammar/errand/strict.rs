//! What a director orders is asked about where a word beside it may mean something else: two months, an hour, an exception.

use super::super::Span;
use super::super::classes::{Class, Classes};
use super::super::dates::month_of;
use super::super::parser::Problem;
use super::super::tokens::{self, Kind, Token};
use super::super::words::Mark;
use super::amounts::decimals;
use super::{Detail, Errand, ErrandKind};

/// Words that take an order back, or a part of it.
const DENIES: Classes = Classes::of(&[Class::Without, Class::NotAfter, Class::NotBefore, Class::Except]);

/// Courtesy and small words, beside any order.
const COMMON: Classes = Classes::of(&[
    Class::Courtesy,
    Class::Greeting,
    Class::Closing,
    Class::Title,
    Class::Article,
    Class::From,
    Class::For,
    Class::And,
    Class::Asking,
    Class::Possible,
    Class::Household,
    Class::Subject,
    Class::FirstPerson,
    Class::Have,
    Class::Line,
    Class::To,
    Class::Through,
    Class::With,
]);
/// Words that say which days.
const DAYS: Classes = Classes::of(&Class::WEEK)
    .with(Classes::of(&Class::EVERY_WEEK))
    .with(Classes::of(&Class::YEAR))
    .with(Classes::of(&[
        Class::Today,
        Class::Tomorrow,
        Class::AfterTomorrow,
        Class::Week,
        Class::Weeks,
        Class::Between,
        Class::Except,
        Class::This,
        Class::Next,
        Class::Ordinal,
        Class::Every,
        Class::EveryDay,
        Class::Month,
        Class::Holidays,
        Class::SummerHolidays,
        Class::AutumnHolidays,
        Class::ChristmasHolidays,
        Class::WinterHolidays,
        Class::SpringHolidays,
        Class::PublicHolidays,
        Class::FullDay,
        Class::Whole,
        Class::During,
        Class::Until,
        Class::Open,
    ]));
/// Words that count.
const COUNTS: Classes = Classes::of(&[Class::Unit, Class::Years]);

/// The first doubt about an order: of all its words, `said` are those that are no reason.
pub(super) fn doubt(
    errand: &Errand,
    marks: &[Mark],
    head: Span,
    all: &[Token],
    said: &[Token],
) -> Option<(Problem, Span)> {
    let place = tokens::span_of(said);
    let reads =
        matches!(errand.kind, ErrandKind::Outing | ErrandKind::Export | ErrandKind::Roster | ErrandKind::Publish);
    if !errand.kind.is_strict() && !reads {
        return None;
    }
    // "pas de sortie ferme", "qui ne vient pas demain", "export juin sauf Martin".
    let denial = said.iter().find(|token| reads && token.classes.meets(DENIES));
    if let Some(denial) = denial.filter(|_| errand.entry.except.is_empty()) {
        return Some((Problem::UnclearIntent, denial.span));
    }
    // "fermer demain ?" may want to know; "pouvez-vous fermer demain ?" is an order.
    let asks = all.last().is_some_and(|token| token.is_mark('?')) && !all.iter().any(|token| token.has(Class::Asking));
    let asks = asks && !matches!(errand.kind, ErrandKind::Roster | ErrandKind::Export);
    if asks {
        return Some((Problem::Question, place));
    }
    let excepts = said.iter().find(|token| token.has(Class::Except)).filter(|_| errand.entry.except.is_empty());
    let named =
        |token: &Token| marks.iter().any(|mark| mark.span.from <= token.span.from && token.span.to <= mark.span.to);
    let strays = |token: &&Token| errand.kind.is_strict() && !named(token) && !belongs(errand.kind, token);
    let other = excepts
        .or_else(|| said.iter().find(|token| belies(errand.kind, token)))
        .or_else(|| said.iter().find(strays))
        .or_else(|| signed(said).filter(|_| errand.kind.is_strict()));
    if let Some(other) = other {
        return Some((Problem::UnclearIntent, other.span));
    }
    let is_doubtful = match errand.kind {
        ErrandKind::RecordPayment | ErrandKind::Credit => another_number(errand, said),
        ErrandKind::RunInvoices => {
            let day = |pair: &[Token]| match pair {
                [number, next] => matches!(number.kind, Kind::Number { digits: 1 | 2, .. }) && !next.is_mark('/'),
                _ => false,
            };
            said.iter().filter(|token| month_of(token).is_some()).count() > 1
                || said.windows(2).any(day)
                || said.last().is_some_and(ends_in_day)
        }
        ErrandKind::SetCapacity => is_parted(said),
        ErrandKind::Invite => said.iter().filter(|token| token.kind == Kind::Masked).count() > 1,
        ErrandKind::Broadcast => {
            let all = Classes::of(&[Class::AllChildren, Class::Everything]);
            let to_all = said.iter().any(|token| token.classes.meets(all));
            let dated = !errand.entry.days.is_empty();
            (to_all && dated) || (!to_all && !dated && !errand.details.contains_key(&Detail::Family))
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
        ErrandKind::CloseDay | ErrandKind::OpenDay => {
            token.kind == Kind::Masked || token.classes.meets(registrations) || token.child().is_some()
        }
        ErrandKind::RecordPayment | ErrandKind::Credit => token.has(Class::Unit),
        _ => false,
    }
}

/// "capacité +5", "règlement Martin -36,07": more or less, and not so many.
fn signed(said: &[Token]) -> Option<&Token> {
    let counts = |token: &Token| matches!(token.kind, Kind::Number { .. } | Kind::Masked);
    let sign = |at: usize| said.get(at).filter(|token| token.is_mark('+') || token.is_mark('-'));
    let alone = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| said.get(before));
        said.get(at).is_some_and(|sign| sign.is_mark('+')) || before.is_none_or(|before| !counts(before))
    };
    (0..said.len()).filter(|at| alone(*at) && said.get(at + 1).is_some_and(counts)).find_map(sign)
}

/// Whether a word may stand beside an order of this kind: courtesy everywhere, days where it is about days. Any other, though
/// it is known, may turn the order round: "règlement Martin 36,07 refusé", "facturer juin demain".
fn belongs(kind: ErrandKind, token: &Token) -> bool {
    let word = token.is_word();
    let is = |classes: Classes| token.classes.meets(classes);
    let months = Classes::of(&Class::YEAR).with(Classes::of(&[Class::Month]));
    let own = token.own.is_some();
    !word
        || is(COMMON)
        || match kind {
            ErrandKind::RecordPayment | ErrandKind::Credit => {
                // "ce matin": it is in the till.
                let received = Classes::of(&[Class::This, Class::Today, Class::Morning, Class::Afternoon]);
                token.family().is_some() || is(Classes::of(&[Class::Polite])) || is(received)
            }
            ErrandKind::RunInvoices => is(months) || is(Classes::of(&[Class::Everything])),
            ErrandKind::CloseDay | ErrandKind::OpenDay => own || is(DAYS) || is(Classes::of(&[Class::Polite])),
            ErrandKind::SetCapacity => own || is(DAYS) || is(COUNTS) || is(Classes::of(&[Class::Limit])),
            ErrandKind::Undo => {
                is(Classes::of(&[Class::Request, Class::Polite, Class::Approve, Class::Refuse, Class::Correction]))
            }
            ErrandKind::Invite => own || is(Classes::of(&[Class::Polite])),
            _ => true,
        }
}

/// "capacité 15/07 40 demain": days on both sides of the number.
fn is_parted(said: &[Token]) -> bool {
    const AHEAD: Classes = Classes::of(&[Class::Today, Class::Tomorrow, Class::AfterTomorrow]);
    let ahead = said.iter().any(|token| token.classes.meets(AHEAD));
    ahead && said.iter().filter(|token| token.is_number()).count() > 1
}

/// "règlement Martin 30 et 40 €": a short number that is neither the amount nor a day.
fn another_number(errand: &Errand, said: &[Token]) -> bool {
    let used = match errand.details.get(&Detail::Amount) {
        _ if said.iter().any(|token| token.kind == Kind::Masked) => 0,
        Some(_) if !decimals(said).is_empty() => 2,
        Some(_) => 1,
        None => 0,
    };
    let short = |(at, token): (usize, &Token)| {
        let day = said.get(at + 1).is_some_and(|next| month_of(next).is_some());
        matches!(token.kind, Kind::Number { digits, .. } if digits < 4) && !day
    };
    said.iter().enumerate().filter(|(at, token)| short((*at, token))).count() > used
}

/// "facturer juin le 30".
fn ends_in_day(last: &Token) -> bool {
    matches!(last.kind, Kind::Number { digits: 1 | 2, .. })
}

/// Whether a word belongs to the name of an outing.
fn is_of_name(errand: &Errand, token: &Token) -> bool {
    let name = errand.details.get(&Detail::Name).map(|name| tokens::letters(name)).unwrap_or_default();
    name.contains(&token.text)
}
