//! A director's decisions on the lines of a list. Strict: a word that nobody knows is asked about, for others wait on it.
//!
//! ```abnf
//! verdicts = verdict *([join] verdict)
//! verdict  = decision [ANYWAY] [items] [ANYWAY] [because reason] / items [":"] decision [ANYWAY] [because reason]
//! because  = ":" / BECAUSE
//! decision = APPROVE / YES / REFUSE / NO / WAITLIST
//! items    = [EVERYTHING] EXCEPT numbers / EVERYTHING / REST / numbers
//! numbers  = number [("-" / THROUGH) number] *([join] number [("-" / TO) number])
//! ```

use std::collections::BTreeSet;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, verify};
use nom::multi::many0;

use super::classes::{Class, Classes};
use super::parser::{LONGEST_LIST, Problem, Read, Wrong, class, join, mark, no, number, token};
use super::tokens::{Kind, Token, Tokens, span_of};
use super::{Items, Span, Spanned, VerdictKind};

/// More lines than any list has: `1-1000` is a slip.
const LONGEST_RANGE: u32 = 200;

/// A decision with the place of its words.
#[derive(Debug)]
pub(super) struct Decided {
    pub span: Span,
    pub kind: VerdictKind,
    pub items: Option<Items>,
    pub reason: Option<Span>,
    pub anyway: bool,
}

/// What a line that begins like a decision holds.
#[derive(Debug)]
pub(super) enum Answer {
    Yes(Span),
    No(Span),
    Verdicts(Vec<Decided>),
    /// It begins with decisions and goes on with something else.
    Unclear {
        span: Span,
        problem: Problem,
        at: Span,
    },
}

/// Reads decisions; `None` when the tokens do not begin like one.
pub(super) fn answer(tokens: &[Token]) -> Option<Answer> {
    let (start, ()) = around(Tokens(tokens)).ok()?;
    let begins = decision(start).is_ok() || items_first(start).is_ok();
    if !begins {
        return None;
    }
    let (rest, verdicts) = many0(verdict).parse(start).ok()?;
    let (rest, ()) = around(rest).ok()?;
    let whole = span_of(start.0);
    if let Some(first) = rest.first() {
        let problem = match first {
            word if word.has(Class::Condition) || word.has(Class::Or) => Problem::Conditional,
            word if word.has(Class::NotBefore) || word.has(Class::NotAfter) => Problem::UnclearIntent,
            _ => Problem::NotUnderstood,
        };
        return Some(Answer::Unclear { span: whole, problem, at: first.span });
    }
    if let Some(at) = counted(start).or_else(|| vague(&verdicts, start)) {
        return Some(Answer::Unclear { span: whole, problem: Problem::NotUnderstood, at });
    }
    Some(bare(&verdicts, start).unwrap_or(Answer::Verdicts(verdicts)))
}

/// A line that only has numbers or an exception, for the decision on the line before.
pub(super) fn continuation(tokens: &[Token]) -> Option<Items> {
    let (start, ()) = around(Tokens(tokens)).ok()?;
    let (rest, items) = items(start).ok()?;
    let (rest, ()) = around(rest).ok()?;
    let numbered = matches!(items, Items::These(_) | Items::AllExcept(_));
    (rest.is_empty() && numbered && counted(start).is_none()).then_some(items)
}

/// "accepter les 2": two lines, or the second?
fn counted(tokens: Tokens<'_>) -> Option<Span> {
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        rest = Tokens(rest.0.get(1..).unwrap_or_default());
        if first.has(Class::Several)
            && let Ok((after, (_, digits))) = number(rest)
            && digits == 1
            && !range(rest).is_ok_and(|(_, all)| all.len() > 1)
            && (noise, opt(join), number).parse(after).is_err()
        {
            return Some(span_of(rest.read_until(after)));
        }
    }
    None
}

/// "accepter un", "ok pour la famille", "ok seulement": a decision without lines means the whole list only where nothing
/// but courtesy stands beside it.
fn vague(verdicts: &[Decided], tokens: Tokens<'_>) -> Option<Span> {
    let whole = verdicts.iter().find(|verdict| verdict.items.is_none())?;
    let courteous = Classes::of(&[Class::Courtesy, Class::Greeting, Class::Closing, Class::Title, Class::Asking]);
    let beside = |token: &&Token| {
        let reason = whole.reason.is_some_and(|reason| reason.from <= token.span.from && token.span.to <= reason.to);
        token.is_word()
            && kind(token).is_none()
            && !token.has(Class::Anyway)
            && !reason
            && !token.classes.meets(courteous)
    };
    tokens.0.iter().find(beside).map(|token| token.span)
}

/// "oui", "ok", "non" with nothing beside.
fn bare(verdicts: &[Decided], start: Tokens<'_>) -> Option<Answer> {
    let [only] = verdicts else { return None };
    if only.items.is_some() || only.reason.is_some() || only.anyway {
        return None;
    }
    let word = start.0.iter().find(|token| kind(token).is_some())?;
    match only.kind {
        VerdictKind::Approve if word.has(Class::Yes) => Some(Answer::Yes(word.span)),
        VerdictKind::Refuse if word.has(Class::No) => Some(Answer::No(word.span)),
        _ => None,
    }
}

fn verdict(input: Tokens<'_>) -> Read<'_, Decided> {
    let (start, ()) = around(input)?;
    let (rest, (kind, items, anyway)) = alt((decision_first, items_first)).parse(start)?;
    let (rest, later) = opt((noise, class(Class::Anyway))).parse(rest)?;
    let (end, reason) = opt(reason).parse(rest)?;
    let span = span_of(start.read_until(end));
    Ok((end, Decided { span, kind, items, reason, anyway: anyway || later.is_some() }))
}

fn decision_first(input: Tokens<'_>) -> Read<'_, (VerdictKind, Option<Items>, bool)> {
    let (rest, kind) = decision(input)?;
    let (rest, anyway) = opt((noise, class(Class::Anyway))).parse(rest)?;
    let (rest, items) = opt((noise, items).map(|((), items)| items)).parse(rest)?;
    Ok((rest, (kind, items, anyway.is_some())))
}

fn items_first(input: Tokens<'_>) -> Read<'_, (VerdictKind, Option<Items>, bool)> {
    let (rest, (items, _, kind)) = (listed(false), (noise, opt(mark(':')), noise), decision).parse(input)?;
    // "tout accepter sauf 2"
    let (rest, items) = match (items, left_out(rest)) {
        (Items::All, Ok((after, numbers))) => (after, Items::AllExcept(numbers)),
        (items, _) => (rest, items),
    };
    Ok((rest, (kind, Some(items), false)))
}

fn left_out(input: Tokens<'_>) -> Read<'_, Vec<Spanned<u32>>> {
    (noise, opt(join), class(Class::Except), noise, numbers).map(|(.., numbers)| numbers).parse(input)
}

fn decision(input: Tokens<'_>) -> Read<'_, VerdictKind> {
    match input.first().and_then(kind) {
        Some(kind) => {
            let rest = Tokens(input.0.get(1..).unwrap_or_default());
            // "ok, je valide" says the same twice.
            let (rest, _) = many0((around, token(move |token| self::kind(token) == Some(kind)))).parse(rest)?;
            Ok((rest, kind))
        }
        None => no(input),
    }
}

fn kind(token: &Token) -> Option<VerdictKind> {
    match token.classes {
        classes if classes.has(Class::Approve) || classes.has(Class::Yes) => Some(VerdictKind::Approve),
        classes if classes.has(Class::Refuse) || classes.has(Class::No) => Some(VerdictKind::Refuse),
        classes if classes.has(Class::Waitlist) => Some(VerdictKind::Waitlist),
        _ => None,
    }
}

fn items(input: Tokens<'_>) -> Read<'_, Items> {
    listed(true).parse(input)
}

/// The lines meant; `decided`: a decision precedes, so that in "ok 1, 2 non" the 2 belongs to what follows it.
fn listed<'t>(decided: bool) -> impl Parser<Tokens<'t>, Output = Items, Error = Wrong> {
    let numbers = move |input| numbers_of(input, decided);
    let except = (opt(class(Class::Everything)), noise, opt(join), class(Class::Except), noise, numbers);
    alt((
        except.map(|(.., numbers)| Items::AllExcept(numbers)),
        class(Class::Everything).map(|_| Items::All),
        class(Class::Rest).map(|_| Items::Rest),
        numbers.map(Items::These),
    ))
}

fn numbers(input: Tokens<'_>) -> Read<'_, Vec<Spanned<u32>>> {
    numbers_of(input, true)
}

fn numbers_of(input: Tokens<'_>, decided: bool) -> Read<'_, Vec<Spanned<u32>>> {
    let (mut rest, mut all) = range(input)?;
    let mut more = (noise, opt(join), noise, range).map(|((), _, (), more)| more);
    for _ in 0..LONGEST_LIST {
        let Ok((after, range)) = more.parse(rest) else { break };
        if decided && (noise, join).parse(rest).is_ok() && (noise, decision).parse(after).is_ok() {
            break;
        }
        all.extend(range);
        rest = after;
    }
    let mut seen = BTreeSet::new();
    all.retain(|number| seen.insert(number.value));
    Ok((rest, all))
}

/// `3`, `1-3`, `1 à 3`.
fn range(input: Tokens<'_>) -> Read<'_, Vec<Spanned<u32>>> {
    let (rest, (first, _)) = number(input)?;
    // "2 places" are not the second line, "9/07" is a day.
    not(alt((class(Class::Unit), class(Class::Line), class(Class::Request), mark('/')))).parse(rest)?;
    // "3 jusqu'au 5" may be until the fifth.
    let (end, last) = opt((alt((mark('-'), class(Class::Through))), number).map(|(_, (last, _))| last)).parse(rest)?;
    let span = span_of(input.read_until(end));
    match last {
        None => Ok((end, vec![Spanned::new(first, span)])),
        Some(last) if last >= first && last - first < LONGEST_RANGE => {
            Ok((end, (first..=last).map(|number| Spanned::new(number, span)).collect()))
        }
        Some(_) => no(input),
    }
}

/// What stands after the colon, as far as the next decision.
fn reason(input: Tokens<'_>) -> Read<'_, Span> {
    let (start, _) = alt((mark(':'), class(Class::Because))).parse(input)?;
    let mut rest = start;
    let with_items = verify(alt((decision_first, items_first)), |(_, items, _)| items.is_some());
    // "2 : complet, 3 : trop tard" has no word that decides the 3: it is not part of the reason, and is asked about.
    let undecided = (numbers, mark(':')).map(|_| ());
    let parts = alt((join, class(Class::But).map(|_| ())));
    // "complet mais ok pour 2" is no reason to the end: what comes behind is asked about.
    let mut next = (parts, noise, alt((with_items.map(|_| ()), undecided)));
    while !rest.is_empty() && next.parse(rest).is_err() {
        rest = Tokens(rest.0.get(1..).unwrap_or_default());
    }
    if start.0.len() == rest.0.len() { no(input) } else { Ok((rest, span_of(start.read_until(rest)))) }
}

/// What stands around decisions: politeness, and the commas between.
fn around(input: Tokens<'_>) -> Read<'_, ()> {
    let (rest, _) = (noise, many0((join, noise))).parse(input)?;
    Ok((rest, ()))
}

/// Politeness, "pour", "le", "les lignes", full stops: nothing that a decision hangs on.
fn noise(input: Tokens<'_>) -> Read<'_, ()> {
    let plain = Classes::of(&[
        Class::Polite,
        Class::Courtesy,
        Class::Article,
        Class::For,
        Class::From,
        Class::Line,
        Class::Request,
        Class::Closing,
        Class::Asking,
        Class::Same,
        Class::Limit,
    ]);
    let says_nothing = move |token: &Token| match token.kind {
        Kind::Mark(sign) => !matches!(sign, ',' | ':' | '-' | '+' | '&' | '?'),
        Kind::Word => {
            let weight = [Class::And, Class::Or, Class::Everything, Class::Rest, Class::Except, Class::Anyway];
            token.classes.meets(plain) && kind(token).is_none() && !weight.iter().any(|class| token.has(*class))
        }
        _ => false,
    };
    let (rest, _) = many0(token(says_nothing)).parse(input)?;
    Ok((rest, ()))
}
