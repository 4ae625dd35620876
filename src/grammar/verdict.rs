//! A director's decisions on the lines of a list. Strict: a word that nobody knows is asked about, for others wait on it.
//!
//! ```abnf
//! verdicts = verdict *([join] (verdict / correction)) / IN-ORDER decision *("," decision)
//! verdict  = decision [ANYWAY] [":"] [items] [ANYWAY] [reason] / items [":"] decision [limits] [tally] [ANYWAY] [reason]
//! verdict  =/ decision items-with-exceptions decision-on-these [reason] / SAME items / items SAME
//! verdict  =/ decision THESE / THESE decision / decision days-of-the-child-before / days-of-the-child-before decision
//! decision = APPROVE / YES / REFUSE / NO / WAITLIST / HOLD
//! correction = [NO] CORRECTION (items / decision [items])
//! ```

mod around;
mod doubts;
mod lines;
mod order;
mod reason;
mod sequence;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt};
use nom::multi::{many0, many1};

use super::classes::{Class, Classes};
use super::parser::{Problem, Read, class, mark, no, number, token};
use super::tokens::{Kind, Token, Tokens, span_of};
use super::{Items, Lines, Pick, Ruling, Span, Spanned, VerdictKind};
use around::{HEAVY, around, noise, without_farewell, without_request_mark};
use doubts::{counted, negated, of_all, one_of, vague};
use lines::{items, items_before_a_decision, limits, lines_behind, tally};
use order::in_order;
use reason::reason;
pub(super) use sequence::Before;
use sequence::{correction, recast_behind, referring, verdicts};

/// A decision with the place of its words.
#[derive(Debug)]
pub(super) struct Decided {
    pub span: Span,
    pub ruling: Ruling,
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

/// Reads decisions; `None` when the tokens do not begin like one. `before`: what was said last, for "pareil pour la 5".
pub(super) fn answer(tokens: &[Token], before: Option<&Before>) -> Option<Answer> {
    let tokens = without_request_mark(without_farewell(tokens));
    let (start, ()) = around(Tokens(tokens)).ok()?;
    let whole = span_of(start.0);
    if let Some(at) = negated(start) {
        return Some(Answer::Unclear { span: whole, problem: Problem::UnclearIntent, at });
    }
    let Some((rest, verdicts)) = in_order(start).or_else(|| verdicts(Tokens(tokens), before)) else {
        return put_off(start).map(|decided| Answer::Verdicts(vec![decided]));
    };
    if !rest.is_empty()
        && let Some(off) = put_off(start)
    {
        return Some(Answer::Verdicts(vec![off]));
    }
    if let Some(first) = rest.first() {
        let problem = match first {
            word if word.has(Class::Condition) || word.has(Class::Full) || word.has(Class::Or) => Problem::Conditional,
            word if word.has(Class::NotBefore) || word.has(Class::NotAfter) => Problem::UnclearIntent,
            word if word.has(Class::Except) || word.has(Class::Correction) => Problem::UnclearIntent,
            _ if start.0.iter().any(|token| token.has(Class::Hold)) => Problem::UnclearIntent,
            _ => Problem::NotUnderstood,
        };
        return Some(Answer::Unclear { span: whole, problem, at: first.span });
    }
    if let [Decided { items: None, .. }, last @ Decided { ruling: Ruling::PutOff, items: None, .. }] =
        verdicts.as_slice()
    {
        // "ok bien reçu, je vois ça demain" decides nothing.
        return put_off(start).map(|off| Answer::Verdicts(vec![Decided { span: off.span.join(last.span), ..off }]));
    }
    let at = counted(&verdicts, start)
        .or_else(|| vague(&verdicts, Tokens(tokens)))
        .or_else(|| one_of(start))
        .or_else(|| of_all(start));
    if let Some(at) = at {
        return Some(Answer::Unclear { span: whole, problem: Problem::NotUnderstood, at });
    }
    Some(bare(&verdicts, start).unwrap_or(Answer::Verdicts(verdicts)))
}

/// "non pardon, mets-le plutôt en attente": another decision on the lines of the sentence before.
pub(super) fn recast(tokens: &[Token]) -> Option<Ruling> {
    let (start, ()) = around(Tokens(without_farewell(tokens))).ok()?;
    let (start, ()) = correction(start).ok()?;
    let (rest, ruling) = recast_behind(start).ok()?;
    around(rest).ok().filter(|(rest, ())| rest.is_empty()).map(|_| ruling)
}

/// A line that only has lines of the list or an exception, for the decision on the line before; and whether it corrects.
pub(super) fn continuation(tokens: &[Token]) -> Option<(Items, bool)> {
    let (start, ()) = around(Tokens(tokens)).ok()?;
    let (start, corrects) = opt((correction, around)).parse(start).ok()?;
    let (rest, items) = items(start).ok()?;
    let (rest, ()) = around(rest).ok()?;
    // A name below a decision may sign it.
    let numbered = match &items.lines {
        Lines::Named(picks) => picks.iter().all(|pick| matches!(pick.value, Pick::Line(_))),
        Lines::All | Lines::Rest => !items.except.is_empty(),
    };
    let plain = tokens.iter().all(|token| token.has(Class::Correction) || !token.has(Class::Condition));
    let counted = counted(&[], start).is_some();
    (rest.is_empty() && numbered && plain && !counted).then_some((items, corrects.is_some()))
}

/// "je n'ai pas encore regardé, je vous dis demain": nothing is decided, whatever stands beside.
fn put_off(tokens: Tokens<'_>) -> Option<Decided> {
    let off = tokens.0.iter().find(|token| token.has(Class::Hold))?;
    let says_more = |token: &&Token| {
        token.is_number()
            || token.has(Class::Rest)
            || token.child().is_some()
            || token.family().is_some()
            || ruling(token).is_some_and(|ruling| ruling != Ruling::PutOff && !token.has(Class::Yes))
    };
    let alone = !tokens.0.iter().any(|token| says_more(&token));
    alone.then_some(Decided { span: off.span, ruling: Ruling::PutOff, items: None, reason: None, anyway: false })
}

/// "oui", "ok", "non" with nothing beside.
fn bare(verdicts: &[Decided], start: Tokens<'_>) -> Option<Answer> {
    let [only] = verdicts else { return None };
    if only.items.is_some() || only.reason.is_some() || only.anyway {
        return None;
    }
    let word = start.0.iter().find(|token| ruling(token).is_some())?;
    match only.ruling {
        Ruling::Decide(VerdictKind::Approve) if word.has(Class::Yes) => Some(Answer::Yes(word.span)),
        Ruling::Decide(VerdictKind::Refuse) if word.has(Class::No) => Some(Answer::No(word.span)),
        _ => None,
    }
}

fn verdict<'t>(input: Tokens<'t>, before: Option<&Before>) -> Read<'t, Decided> {
    let (start, ()) = around(input)?;
    let plain = (around, alt((decision_first, items_first))).map(|((), statement)| statement);
    let (rest, (ruling, items, anyway)) = alt((|input| referring(input, before), plain)).parse(input)?;
    let rest = if ruling == Ruling::PutOff { until_when(rest)? } else { rest };
    let (rest, later) = opt((noise, opt(mark(',')), class(Class::Anyway))).parse(rest)?;
    let named = items.as_ref().is_some_and(Items::are_named);
    let (end, reason) = opt(|input| reason(input, ruling, named)).parse(rest)?;
    let span = span_of(start.read_until(end));
    Ok((end, Decided { span, ruling, items, reason, anyway: anyway || later.is_some() }))
}

/// "ce soir", "avec la compta", ", je n'ai pas encore sa fiche": when it will be looked at, and why not now.
fn until_when(input: Tokens<'_>) -> Result<Tokens<'_>, nom::Err<super::parser::Wrong>> {
    let heavy = HEAVY.with(Classes::of(&[Class::And, Class::These]));
    let light = |token: &Token| {
        let named = token.child().is_some() || token.family().is_some();
        token.is_word() && !named && ruling(token).is_none() && !token.classes.meets(heavy)
    };
    let ends = |input| not(token(|token| !matches!(token.kind, Kind::Mark(_)))).parse(input);
    let remark = (mark(','), many1(token(light)), ends);
    (many0(token(light)), many0(remark)).parse(input).map(|(rest, _)| rest)
}

type Statement = (Ruling, Option<Items>, bool);

fn decision_first(input: Tokens<'_>) -> Read<'_, Statement> {
    let (rest, ruling) = decision(input)?;
    let (rest, anyway) = opt((noise, class(Class::Anyway))).parse(rest)?;
    let (rest, items) = opt(items_behind).parse(rest)?;
    Ok((rest, (ruling, items, anyway.is_some())))
}

/// "acceptés : 1, 2, 3", "ok (1 et 3)".
fn items_behind(input: Tokens<'_>) -> Read<'_, Items> {
    let plain = (noise, opt(mark(':')), noise, items).map(|(.., items)| items);
    let bracketed = (noise, mark('('), noise, items, noise, mark(')')).map(|(.., items, (), _)| items);
    alt((plain, bracketed)).parse(input)
}

/// A decision on the lines before it: in "ok : 1, 2 non : 3" the "non" heads lines of its own.
fn decision_behind(input: Tokens<'_>) -> Read<'_, Ruling> {
    let heads = (noise, mark(':'), noise, number).map(|_| ());
    (decision, not(heads)).map(|(ruling, ())| ruling).parse(input)
}

fn items_first(input: Tokens<'_>) -> Read<'_, Statement> {
    let (rest, items) = items_before_a_decision(input)?;
    let direct = ((noise, opt(mark(':')), noise), decision_behind).map(|(_, ruling)| ruling);
    // "Pour les Nguyen, à voir"
    let apart = ((noise, mark(','), noise), decision, not(items_behind)).map(|(_, ruling, ())| ruling);
    let (rest, ruling) = alt((direct, apart)).parse(rest)?;
    // "tout accepter sauf 2", "Awa ok sauf mercredi"
    let (rest, items) = limits(rest, items);
    let (rest, mut items) = lines_behind(rest, items);
    let (rest, count) = opt((opt(mark(',')), tally).map(|(_, count)| count)).parse(rest)?;
    items.count = items.count.or(count);
    Ok((rest, (ruling, Some(items), false)))
}

fn decision(input: Tokens<'_>) -> Read<'_, Ruling> {
    match input.first().and_then(ruling) {
        Some(ruling) => {
            // "ok, je valide" says the same twice.
            let again = token(move |token| self::ruling(token) == Some(ruling));
            let (rest, _) = many0((around, again)).parse(input.skipped())?;
            Ok((rest, ruling))
        }
        None => no(input),
    }
}

fn ruling(token: &Token) -> Option<Ruling> {
    match token.classes {
        classes if classes.has(Class::Approve) || classes.has(Class::Yes) => Some(Ruling::Decide(VerdictKind::Approve)),
        classes if classes.has(Class::Refuse) || classes.has(Class::No) => Some(Ruling::Decide(VerdictKind::Refuse)),
        classes if classes.has(Class::Waitlist) => Some(Ruling::Decide(VerdictKind::Waitlist)),
        classes if classes.has(Class::Hold) => Some(Ruling::PutOff),
        _ => None,
    }
}

/// A place in the text with the lines that it names.
type Picks = Vec<Spanned<Pick>>;
