//! Sums of money and months, as numbers that mean the same everywhere.

use super::super::Span;
use super::super::dates::month_of;
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::tokens::{Kind, Token};

/// "mai", "mai 2026", "06/2026".
pub(super) fn month(said: &[Token]) -> Option<String> {
    let year = |token: Option<&Token>| match token.map(|token| token.kind) {
        Some(Kind::Number { value, digits: 4 }) => Some(value),
        _ => None,
    };
    let written = said.iter().enumerate().find_map(|(at, token)| Some((at, month_of(token)?)));
    if let Some((at, month)) = written {
        let year = year(said.get(at + 1));
        return Some(year.map_or_else(|| format!("{month:02}"), |year| format!("{year}-{month:02}")));
    }
    said.windows(3).find_map(|three| match three {
        [Token { kind: Kind::Number { value: month @ 1..=12, .. }, .. }, stroke, last] if stroke.is_mark('/') => {
            year(Some(last)).map(|year| format!("{year}-{month:02}"))
        }
        _ => None,
    })
}

/// `36,07` and `59.40`, which no sign of money stands beside.
pub(super) fn decimals(said: &[Token]) -> Vec<(String, Span)> {
    let amount = |three: &[Token]| match three {
        [
            whole @ Token { kind: Kind::Number { value, .. }, .. },
            point,
            cents @ Token { kind: Kind::Number { value: hundredths, digits: 2 }, .. },
        ] if matches!(point.kind, Kind::Mark(',' | '.')) && !point.spaced() && !cents.spaced() => {
            Some((format!("{value}.{hundredths:02}"), whole.span.join(cents.span)))
        }
        _ => None,
    };
    said.windows(3).filter_map(amount).collect()
}

pub(super) fn is_money(text: &str) -> bool {
    let text = text.to_lowercase();
    let unit = text.trim_start_matches(|c: char| !c.is_alphabetic());
    text.contains(['€', '$', '£']) || is_used_as(Usage::Currency, unit)
}

/// `1 234,5 €` as `1234.50`.
pub(super) fn euros(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let digits = digits.replace(',', ".");
    let (whole, cents) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole: u64 = whole.parse().ok()?;
    (cents.len() <= 2).then(|| format!("{whole}.{cents:0<2}"))
}
