//! Numbers that count places or years, and are no days: "24 places", "set capacity to 28", "3-5 ans".

use super::super::Span;
use super::super::classes::Class;
use super::super::dates::month_of;
use super::super::tokens::{Kind, Token};
use super::ErrandKind;

/// Two numbers with a point or a comma tight between.
pub(super) fn is_pointed(three: &[Token]) -> bool {
    let [whole, point, part] = three else { return false };
    whole.is_number()
        && matches!(point.kind, Kind::Mark('.' | ','))
        && !point.spaced()
        && part.is_number()
        && !part.spaced()
}

pub(super) fn numbers(tokens: &[Token]) -> impl Iterator<Item = (u32, Span)> {
    tokens.iter().filter_map(|token| match token.kind {
        Kind::Number { value, .. } => Some((value, token.span)),
        _ => None,
    })
}

pub(super) fn only(numbers: &[u32]) -> Option<u32> {
    match numbers {
        [only] => Some(*only),
        _ => None,
    }
}

/// "24 places", "48 enfants" with the tokens that are left; the ages of a capacity go too, for they are no days.
pub(super) fn without_counts(said: &[Token], kind: ErrandKind, head: Span) -> (Vec<u32>, Vec<Token>) {
    let counts = matches!(kind, ErrandKind::SetCapacity | ErrandKind::Outing);
    let (mut found, mut plain): (Vec<u32>, Vec<Token>) = (Vec::new(), Vec::new());
    let mut rest = said;
    while let [first, others @ ..] = rest {
        let next = others.first();
        if kind == ErrandKind::SetCapacity
            && !others.get(1).is_some_and(|behind| month_of(behind).is_some() || behind.is_mark('/'))
            && let Some(value) = raised_to(first, next, head)
        {
            found.push(value);
            // "à 24 places"
            let counted = others.get(1).is_some_and(is_counted);
            rest = others.get(1 + usize::from(counted)..).unwrap_or_default();
            continue;
        }
        match first.kind {
            Kind::Number { value, .. } if counts && next.is_some_and(is_counted) => {
                found.push(value);
                rest = others.get(1..).unwrap_or_default();
            }
            _ if counts && rest.get(..3).is_some_and(is_age_range) => rest = rest.get(3..).unwrap_or_default(),
            _ => {
                plain.push(first.clone());
                rest = others;
            }
        }
    }
    (found, plain)
}

/// "set capacity to 28", "la capacité du 8 juillet à 45": what the head ends in leads to its number, and no day is the 45th.
fn raised_to(to: &Token, number: Option<&Token>, head: Span) -> Option<u32> {
    const LAST_DAY: u32 = 31;
    let Kind::Number { value, .. } = number?.kind else { return None };
    let ends_head = to.span.to == head.to;
    ((to.has(Class::To) || to.has(Class::Through)) && (ends_head || value > LAST_DAY)).then_some(value)
}

fn is_counted(unit: &Token) -> bool {
    unit.has(Class::Unit) && unit.is_word()
}

/// `3-5 ans`, whose second number is masked already.
pub(super) fn is_age_range(tokens: &[Token]) -> bool {
    let [from, dash, to] = tokens else { return false };
    let joined = dash.is_mark('-') || dash.has(Class::Through);
    from.is_number() && joined && to.has(Class::Years)
}
