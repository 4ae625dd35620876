//! Why a director decides so: behind a colon or "car", in brackets, or behind a comma.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{opt, verify};

use super::super::classes::{Class, Classes};
use super::super::parser::{Read, class, join, mark, no};
use super::super::tokens::{Token, Tokens, span_of};
use super::super::{Items, Ruling, Span, VerdictKind};
use super::around::{HEAVY, noisy};
use super::{correction, decision_first, items_first, noise, ruling};

/// The reason of a decision; `named`: its lines were named, so that a remark behind a comma can be of nothing else.
pub(super) fn reason(input: Tokens<'_>, of: Ruling, named: bool) -> Read<'_, Span> {
    let against = matches!(of, Ruling::Decide(VerdictKind::Refuse | VerdictKind::Waitlist));
    if let Ok(found) = in_brackets(input, against, named) {
        return Ok(found);
    }
    let (start, remark) = alt((
        (opt(class(Class::ReasonLabel)), mark(':')).map(|_| false),
        class(Class::Because).map(|_| false),
        (mark(','), opt(class(Class::Because))).map(|(_, because)| because.is_none()),
    ))
    .parse(input)?;
    let rest = end_of_reason(start);
    let words = start.read_until(rest);
    let is_reason = if remark || !against { named && is_remark(words) } else { is_plain(words) };
    // A remark behind a comma belongs to a decision against somebody: "ok 1, complet" is two things.
    if words.is_empty() || (remark && !against) || !is_reason { no(input) } else { Ok((rest, span_of(words))) }
}

/// "sauf Hugo qui doit d'abord rendre sa fiche": why somebody is left out, to the end of the sentence.
pub(super) fn remark_on_exception<'t>(input: Tokens<'t>, items: Option<&Items>) -> Read<'t, ()> {
    let (start, _) = class(Class::Relative).parse(input)?;
    let leaves_out = items.is_some_and(|items| !items.except.is_empty());
    let plain = |token: &Token| !limits(token) && ruling(token).is_none() && token.child().is_none();
    let numbered = |token: &Token| token.is_number() || token.has(Class::Rest);
    let harmless = start.0.iter().all(|token| plain(token) && !numbered(token) && token.family().is_none());
    if leaves_out && harmless { Ok((Tokens(&[]), ())) } else { no(input) }
}

/// "(trop tard)".
fn in_brackets(input: Tokens<'_>, against: bool, named: bool) -> Read<'_, Span> {
    let (start, _) = mark('(').parse(input)?;
    let Some(end) = start.0.iter().position(|token| token.is_mark(')')) else { return no(input) };
    let (words, rest) = start.0.split_at_checked(end).unwrap_or_default();
    // "(je demande à la mairie)", "(pas encore)": more is to be said; "(plus d'animateur)" is lacking.
    let lacks = words.get(1).is_some_and(|second| second.has(Class::From));
    let puts_off =
        words.first().is_some_and(|first| first.has(Class::FirstPerson) || (first.has(Class::NotAfter) && !lacks));
    let is_reason = if against { is_plain(words) && !puts_off } else { named && is_remark(words) };
    if is_reason { Ok((Tokens(rest).skipped(), span_of(words))) } else { no(input) }
}

/// Where the next decision begins.
fn end_of_reason(start: Tokens<'_>) -> Tokens<'_> {
    let with_items = verify(alt((decision_first, items_first)), |(_, items, _)| items.is_some());
    // "2 : complet, 3 : trop tard" has no word that decides the 3: it is not part of the reason, and is asked about.
    let undecided = (super::lines::items, mark(':')).map(|_| ());
    let parts = alt((join, class(Class::But).map(|_| ())));
    // "complet mais ok pour 2" is no reason to the end: what comes behind is asked about.
    let mut next = (parts, noise, alt((with_items.map(|_| ()), undecided, correction, same_lines)));
    let mut rest = start;
    while !rest.is_empty() && next.parse(rest).is_err() {
        rest = rest.skipped();
    }
    rest
}

fn same_lines(input: Tokens<'_>) -> Read<'_, ()> {
    (class(Class::Same), noise, super::lines::items).map(|_| ()).parse(input)
}

/// Whether words say why, and decide nothing themselves: not "5 ok", "Léo aussi", "3, 4", "en attente", "motif".
fn is_plain(words: &[Token]) -> bool {
    let line = |token: &Token| {
        let named = token.child().is_some() || token.family().is_some() || token.has(Class::Rest);
        named || token.is_number()
    };
    let decides = |token: &Token| ruling(token).is_some() || token.has(Class::Same);
    let beside = |pair: &[Token]| match pair {
        [first, second] => (line(first) && decides(second)) || (decides(first) && line(second)),
        _ => false,
    };
    let said: Vec<Token> = words.iter().filter(|word| !noisy(word)).cloned().collect();
    let empty = |token: &Token| {
        let label = token.has(Class::ReasonLabel) || token.has(Class::And) || !token.is_word();
        label || decides(token) || token.has(Class::Hold)
    };
    let conditional = words.first().is_none_or(limits);
    !conditional && !said.iter().all(empty) && !said.windows(2).any(beside)
}

/// What makes a condition of a reason.
fn limits(token: &Token) -> bool {
    token.has(Class::Condition) || token.has(Class::Full) || token.has(Class::Except)
}

/// "trop de monde", "les parents n'ont pas réglé les 2 dernières factures": words that say why, and order nothing.
fn is_remark(words: &[Token]) -> bool {
    let heavy = HEAVY.with(Classes::of(&[
        Class::Asking,
        Class::Move,
        Class::Change,
        Class::Replace,
        Class::Same,
        Class::Household,
    ]));
    // "on n'a plus d'animateur": what is lacking, and not "je ne sais pas".
    let lack = words.windows(2).any(|pair| match pair {
        [denied, of] => denied.has(Class::NotAfter) && of.has(Class::From),
        _ => false,
    });
    let heavy = if lack { heavy } else { heavy.with(Classes::of(&[Class::FirstPerson])) };
    let number_alone = |pair: &[Token]| {
        let [token, next] = pair else { return false };
        token.is_number() && !next.is_word()
    };
    let courteous = words.first().is_none_or(|first| first.has(Class::Courtesy) || first.has(Class::Closing));
    let ends_in_number = words.last().is_some_and(Token::is_number);
    let says = words.iter().any(|token| {
        (token.is_unknown_word() && !token.capital) || token.has(Class::Motive) || token.has(Class::Question)
    });
    // "non, plus de place cette semaine-là"
    let lacks = words.first().is_some_and(|first| first.has(Class::NotAfter) || first.has(Class::Without));
    let says = says || (lacks && words.len() > 2);
    let harmless = words.iter().all(|token| {
        !token.classes.meets(heavy) && ruling(token).is_none() && token.child().is_none() && token.family().is_none()
    });
    says && harmless && !courteous && !ends_in_number && !words.windows(2).any(number_alone)
}
