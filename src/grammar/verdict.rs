//! A director's decisions on the lines of a list. Strict: a word that nobody knows is asked about, for others wait on it.
//!
//! ```abnf
//! verdicts = verdict *([join] (verdict / correction))
//! verdict  = decision [ANYWAY] [":"] [items] [ANYWAY] [reason] / items [":"] decision [limits] [ANYWAY] [reason]
//! verdict  =/ decision items-with-exceptions decision-on-these [reason] / SAME items
//! decision = APPROVE / YES / REFUSE / NO / WAITLIST / HOLD
//! correction = [NO] CORRECTION (items / decision items)
//! ```

mod around;
mod lines;
mod reason;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt};
use nom::multi::many0;

use super::classes::{Class, Classes};
use super::files::Usage;
use super::habits::is_used_as;
use super::parser::{LONGEST_LIST, Problem, Read, class, join, mark, no, number, token};
use super::tokens::{Token, Tokens, span_of};
use super::{Items, Lines, Pick, Ruling, Span, Spanned, VerdictKind};
use around::{around, noise, noisy, without_farewell};
use lines::{counted_range, items, items_before_a_decision, limits};
use reason::{reason, remark_on_exception};

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
pub(super) fn answer(tokens: &[Token], before: Option<Ruling>) -> Option<Answer> {
    let tokens = without_farewell(tokens);
    let (start, ()) = around(Tokens(tokens)).ok()?;
    let whole = span_of(start.0);
    if let Some(at) = negated(start) {
        return Some(Answer::Unclear { span: whole, problem: Problem::UnclearIntent, at });
    }
    let begins = verdict(start, before).is_ok();
    if !begins {
        return put_off(start).map(|decided| Answer::Verdicts(vec![decided]));
    }
    let (rest, verdicts) = verdicts(start, before)?;
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
    let at = counted(&verdicts, start).or_else(|| vague(&verdicts, Tokens(tokens))).or_else(|| one_of(start));
    if let Some(at) = at {
        return Some(Answer::Unclear { span: whole, problem: Problem::NotUnderstood, at });
    }
    Some(bare(&verdicts, start).unwrap_or(Answer::Verdicts(verdicts)))
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
        Lines::All | Lines::Rest(_) => !items.except.is_empty(),
    };
    let plain = tokens.iter().all(|token| token.has(Class::Correction) || !token.has(Class::Condition));
    let counted = counted(&[], start).is_some();
    (rest.is_empty() && numbered && plain && !counted).then_some((items, corrects.is_some()))
}

/// All decisions of a sentence; a correction takes the place of what it corrects.
fn verdicts(start: Tokens<'_>, before: Option<Ruling>) -> Option<(Tokens<'_>, Vec<Decided>)> {
    let mut rest = start;
    let mut all: Vec<Decided> = Vec::new();
    for _ in 0..LONGEST_LIST {
        if let Ok((after, ())) = (around, correction).map(|((), ())| ()).parse(rest) {
            let Some((after, corrected)) = corrected(after, all.last()?) else { break };
            *all.last_mut()? = corrected;
            rest = after;
            continue;
        }
        let last = all.last().map(|decided| decided.ruling).or(before);
        let Ok((after, mut decided)) = verdict(rest, last) else { break };
        rest = after;
        let then = then_decided(rest, &decided);
        all.extend(then.map(|(after, then)| {
            rest = after;
            std::mem::replace(&mut decided, then)
        }));
        if let Ok((after, ())) = remark_on_exception(rest, decided.items.as_ref()) {
            rest = after;
        }
        all.push(decided);
    }
    around(rest).ok().map(|(rest, ())| (rest, all))
}

/// "1 à 4, non pardon, 1 à 3": lines alone take the place of lines; a decision of the same lines, that of the decision.
fn corrected<'t>(input: Tokens<'t>, last: &Decided) -> Option<(Tokens<'t>, Decided)> {
    let (start, ()) = around(input).ok()?;
    if let Ok((after, decided)) = verdict(start, None) {
        let same = |one: &Items, other: &Items| match (&one.lines, &other.lines) {
            (Lines::Named(one), Lines::Named(other)) => {
                one.iter().map(|pick| &pick.value).eq(other.iter().map(|pick| &pick.value))
            }
            _ => false,
        };
        let again = decided.items.as_ref().zip(last.items.as_ref()).is_some_and(|(new, old)| same(new, old));
        return again.then_some((after, decided));
    }
    let (after, items) = items(start).ok()?;
    let decided = Decided {
        span: last.span.join(span_of(start.read_until(after))),
        ruling: last.ruling,
        items: Some(items),
        reason: None,
        anyway: last.anyway,
    };
    (last.reason.is_none() && last.items.is_some()).then_some((after, decided))
}

fn correction(input: Tokens<'_>) -> Read<'_, ()> {
    (opt(class(Class::No)), opt(join), class(Class::Correction)).map(|_| ()).parse(input)
}

/// "ok sauf 2 et 5 en attente", "ok sauf la famille Nguyen que je refuse": what is left out is decided in the same breath.
fn then_decided<'t>(rest: Tokens<'t>, first: &Decided) -> Option<(Tokens<'t>, Decided)> {
    let left_out = first.items.as_ref().filter(|items| !items.except.is_empty())?;
    let (start, ()) = noise(rest).ok()?;
    let (after, ruling) = decision(start).ok()?;
    not(items_behind).parse(after).ok()?;
    let (end, reason) = opt(|input| reason(input, ruling, true)).parse(after).ok()?;
    let items = Items { lines: Lines::Named(left_out.except.clone()), except: Vec::new() };
    let then = Decided { span: span_of(start.read_until(end)), ruling, items: Some(items), reason, anyway: false };
    (ruling != first.ruling && first.reason.is_none()).then_some((end, then))
}

/// "je n'accepte pas la 6": whether it is refused then, is asked.
fn negated(tokens: Tokens<'_>) -> Option<Span> {
    let at = tokens.0.iter().position(|token| !noisy(token))?;
    let first = tokens.0.get(at).filter(|token| token.has(Class::NotBefore))?;
    let decides = tokens.0.iter().any(|token| ruling(token).is_some_and(|ruling| ruling != Ruling::PutOff));
    decides.then_some(first.span)
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

/// "accepter les 2": two lines, or the second?
fn counted(verdicts: &[Decided], tokens: Tokens<'_>) -> Option<Span> {
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        rest = rest.skipped();
        let in_reason = |decided: &Decided| decided.reason.is_some_and(|reason| within(first.span, reason));
        if first.has(Class::Several)
            && !verdicts.iter().any(in_reason)
            && let Ok((after, (_, digits))) = number(rest)
            && digits == 1
            && !counted_range(rest)
            && !after.first().is_some_and(|next| next.classes.meets(ordering()))
            && (noise, opt(join), number).parse(after).is_err()
        {
            return Some(span_of(rest.read_until(after)));
        }
    }
    None
}

/// "accepte un Nguyen": which of them?
fn one_of(tokens: Tokens<'_>) -> Option<Span> {
    let named = |token: &Token| token.family().is_some() || token.has(Class::Household);
    let pair = tokens.0.windows(2).find(|pair| match pair {
        [article, name] => is_used_as(Usage::IndefiniteArticle, &article.text) && named(name),
        _ => false,
    });
    pair.map(span_of)
}

/// "les 2 premiers", "les 5 autres" count.
fn ordering() -> Classes {
    Classes::of(&[Class::FirstLines, Class::LastLines, Class::Rest])
}

/// "accepter un", "ok pour la famille", "ok seulement": a decision without lines means the whole list only where nothing
/// but courtesy stands beside it.
fn vague(verdicts: &[Decided], tokens: Tokens<'_>) -> Option<Span> {
    let whole = verdicts.iter().find(|verdict| verdict.items.is_none() && verdict.ruling != Ruling::PutOff)?;
    let courteous = Classes::of(&[Class::Courtesy, Class::Greeting, Class::Closing, Class::Title, Class::Asking]);
    let beside = |token: &&Token| {
        token.is_word()
            && ruling(token).is_none()
            && !token.has(Class::Anyway)
            && !whole.reason.is_some_and(|reason| within(token.span, reason))
            && !token.classes.meets(courteous)
    };
    tokens.0.iter().find(beside).map(|token| token.span)
}

const fn within(place: Span, whole: Span) -> bool {
    whole.from <= place.from && place.to <= whole.to
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

fn verdict(input: Tokens<'_>, before: Option<Ruling>) -> Read<'_, Decided> {
    let light = token(|token| noisy(token) && !token.has(Class::Same)).map(|_| ());
    let again = (many0(alt((join, light))), |input| same_again(input, before)).map(|(_, statement)| statement);
    let (start, ()) = around(input)?;
    let plain = (around, alt((decision_first, items_first))).map(|((), statement)| statement);
    let (rest, (ruling, items, anyway)) = alt((again, plain)).parse(input)?;
    let rest = if ruling == Ruling::PutOff { until_when(rest)? } else { rest };
    let (rest, later) = opt((noise, class(Class::Anyway))).parse(rest)?;
    let named = items.as_ref().is_some_and(Items::are_named);
    let (end, reason) = opt(|input| reason(input, ruling, named)).parse(rest)?;
    let span = span_of(start.read_until(end));
    Ok((end, Decided { span, ruling, items, reason, anyway: anyway || later.is_some() }))
}

/// "ce soir", "demain matin": when it will be looked at.
fn until_when(input: Tokens<'_>) -> Result<Tokens<'_>, nom::Err<super::parser::Wrong>> {
    let whens = Classes::of(&Class::WEEK).with(Classes::of(&[
        Class::Today,
        Class::Tomorrow,
        Class::AfterTomorrow,
        Class::Morning,
        Class::Afternoon,
        Class::AfterSchool,
        Class::Week,
        Class::Period,
    ]));
    let when = token(move |token| noisy(token) || (token.classes.meets(whens) && token.child().is_none()));
    many0(when).parse(input).map(|(rest, _)| rest)
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
    Ok((rest, (ruling, Some(items), false)))
}

/// "pareil pour la 5".
fn same_again(input: Tokens<'_>, before: Option<Ruling>) -> Read<'_, Statement> {
    let Some(ruling) = before else { return no(input) };
    let (rest, (_, (), items)) = (class(Class::Same), noise, items).parse(input)?;
    if items.are_named() { Ok((rest, (ruling, Some(items), false))) } else { no(input) }
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
