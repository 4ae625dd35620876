//! Decisions one behind the other: what corrects, what goes on from the lines that were named last, what is decided of those
//! that were left out.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, verify};
use nom::multi::{many0, many1};

use super::super::classes::Class;
use super::super::parser::{LONGEST_LIST, Read, class, join, mark, no, token};
use super::super::tokens::{Token, Tokens, span_of};
use super::super::{Items, Lines, Pick, Ruling, Spanned, Who};
use super::around::{around, dash, noise, noisy};
use super::lines::{days_behind, items, items_before_a_decision, lines_in_brackets, tally, whose};
use super::reason::{reason, remark_on_exception};
use super::{Decided, Statement, decision, items_behind, until_when, verdict};

/// What was decided last, for "pareil pour la 5" and "ces deux-là en attente".
#[derive(Debug, Clone)]
pub(in super::super) struct Before {
    pub ruling: Ruling,
    pub items: Items,
    /// In a sentence before: "mercredi en attente" may be of everybody then, "son mercredi" is not.
    pub apart: bool,
}

impl Before {
    fn of(decided: &Decided) -> Self {
        Self { ruling: decided.ruling, items: decided.items.clone().unwrap_or(Items::ALL), apart: false }
    }

    /// The lines that were named last: those left out, where there are some.
    fn named_last(&self) -> Option<Items> {
        let picks = match &self.items {
            Items { except, .. } if !except.is_empty() => except,
            Items { lines: Lines::Named(picks), .. } => picks,
            _ => return None,
        };
        Some(Items::of(Lines::Named(picks.clone())))
    }

    /// The only child that was named.
    fn child(&self) -> Option<&Who> {
        match &self.items.lines {
            Lines::Named(picks) => match picks.as_slice() {
                [Spanned { value: Pick::Of { who: who @ Who::Child { .. }, .. }, .. }] => Some(who),
                _ => None,
            },
            _ => None,
        }
    }
}

/// All decisions of a sentence; a correction takes the place of what it corrects. `None` where the first is none.
pub(super) fn verdicts<'t>(start: Tokens<'t>, before: Option<&Before>) -> Option<(Tokens<'t>, Vec<Decided>)> {
    let subject = whose_lines(start);
    let mut rest = subject.as_ref().map_or(start, |(rest, _)| *rest);
    let mut all: Vec<Decided> = Vec::new();
    for _ in 0..LONGEST_LIST {
        if let Ok((after, ())) = (around, correction).map(|((), ())| ()).parse(rest) {
            let Some((after, corrected)) = corrected(after, all.last()?) else { break };
            *all.last_mut()? = corrected;
            rest = after;
            continue;
        }
        let last = all.last().map(Before::of);
        let Ok((after, mut decided)) = verdict(rest, last.as_ref().or(before)) else { break };
        rest = after;
        if says_again_that_it_waits(&decided, all.last()) {
            continue;
        }
        if let Some((_, who)) = &subject {
            belong_to(&mut decided, who);
        }
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
    if all.is_empty() {
        return None;
    }
    around(rest).ok().map(|(rest, ())| (rest, all))
}

/// "Zoé : la 1 oui, la 2 en attente": whose the numbered lines behind the colon are.
fn whose_lines(start: Tokens<'_>) -> Option<(Tokens<'_>, Who)> {
    let (rest, (.., who, (), _)) = (around, whose, noise, mark(':')).parse(start).ok()?;
    let (_, first) = verdict(rest, None).ok()?;
    plain_lines(first.items.as_ref()?).map(|_| (rest, who))
}

/// The numbers, where lines are named by nothing else.
fn plain_lines(items: &Items) -> Option<Vec<u32>> {
    let Lines::Named(picks) = &items.lines else { return None };
    let number = |pick: &Spanned<Pick>| if let Pick::Line(number) = pick.value { Some(number) } else { None };
    picks.iter().map(number).collect()
}

fn belong_to(decided: &mut Decided, who: &Who) {
    let Some(items) = &mut decided.items else { return };
    if let Some(lines) = plain_lines(items) {
        items.lines = Lines::Named(vec![Spanned::new(Pick::LinesOf { who: who.clone(), lines }, decided.span)]);
    }
}

/// "Awa : plus tard, je n'ai pas encore décidé" puts off once.
fn says_again_that_it_waits(decided: &Decided, last: Option<&Decided>) -> bool {
    let waits = |decided: &Decided| decided.ruling == Ruling::PutOff;
    waits(decided) && decided.items.is_none() && last.is_some_and(|last| waits(last) && last.items.is_some())
}

/// "1 à 4, non pardon, 1 à 3": lines alone take the place of lines; a decision of the same lines, or of none, that of the
/// decision.
fn corrected<'t>(input: Tokens<'t>, last: &Decided) -> Option<(Tokens<'t>, Decided)> {
    let (start, ()) = around(input).ok()?;
    let named = last.items.as_ref().is_some_and(Items::are_named);
    if let Ok((after, ruling)) = recast_behind(start)
        && named
        && last.reason.is_none()
    {
        let (after, reason) = opt(|input| reason(input, ruling, true)).parse(after).ok()?;
        let span = last.span.join(span_of(start.read_until(after)));
        return Some((after, Decided { span, ruling, items: last.items.clone(), reason, anyway: false }));
    }
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

pub(super) fn correction(input: Tokens<'_>) -> Read<'_, ()> {
    let once = |input| (opt(class(Class::No)), opt(join), class(Class::Correction)).map(|_| ()).parse(input);
    many1((noise, once)).map(|_| ()).parse(input)
}

/// "mets-le plutôt en attente", behind a word of correction: a decision that names no lines.
pub(super) fn recast_behind(input: Tokens<'_>) -> Read<'_, Ruling> {
    let (start, _) = (around, opt((class(Class::Correction), around))).parse(input)?;
    let (rest, ruling) = verify(decision, |ruling| *ruling != Ruling::PutOff).parse(start)?;
    not(alt((items_behind.map(|_| ()), days_of_nobody))).parse(rest)?;
    Ok((rest, ruling))
}

fn days_of_nobody(input: Tokens<'_>) -> Read<'_, ()> {
    days_behind(input).map(|(rest, _)| (rest, ()))
}

/// "ok sauf 2 et 5 en attente", "ok sauf la famille Nguyen, que je refuse": what is left out is decided in the same breath.
fn then_decided<'t>(rest: Tokens<'t>, first: &Decided) -> Option<(Tokens<'t>, Decided)> {
    let left_out = first.items.as_ref().filter(|items| !items.except.is_empty())?;
    let (start, before) = aside(rest).ok()?;
    not(correction).parse(start).ok()?;
    let (after, ruling) = decision(start).ok()?;
    not(items_behind).parse(after).ok()?;
    let (after, behind) = opt((noise, these).map(|((), count)| count)).parse(after).ok()?;
    let after = if ruling == Ruling::PutOff { until_when(after).ok()? } else { after };
    let (after, ()) = noise(after).ok()?;
    let (end, reason) = opt(|input| reason(input, ruling, true)).parse(after).ok()?;
    let count = before.or(behind.flatten());
    let items = Items { count, ..Items::of(Lines::Named(left_out.except.clone())) };
    let then = Decided { span: span_of(start.read_until(end)), ruling, items: Some(items), reason, anyway: false };
    (ruling != first.ruling && first.reason.is_none()).then_some((end, then))
}

/// ", que je", " : elles", ", celles-là tu les": what leads from lines that are left out to what becomes of them.
fn aside(input: Tokens<'_>) -> Read<'_, Option<u32>> {
    let light = |token: &Token| noisy(token) || token.has(Class::Relative);
    let signs = alt((mark(',').map(|_| ()), mark(':').map(|_| ()), dash, token(light).map(|_| ())));
    let (rest, counts) = many0(alt((these, signs.map(|()| None)))).parse(input)?;
    Ok((rest, counts.into_iter().flatten().next()))
}

/// "ces deux-là", "those": the lines that were named last, and how many there must be.
fn these(input: Tokens<'_>) -> Read<'_, Option<u32>> {
    let (rest, _) = class(Class::These).parse(input)?;
    Ok((rest, super::lines::count(input).ok().map(|(_, count)| count)))
}

/// Decisions whose lines are those of the decision before, or of its child, or decided like those.
pub(super) fn referring<'t>(input: Tokens<'t>, before: Option<&Before>) -> Read<'t, Statement> {
    let Some(before) = before else { return no(input) };
    let mut all = alt((
        |input| same_again(input, before),
        |input| also(input, before),
        |input| of_these(input, before),
        |input| of_same_child(input, before),
    ));
    all.parse(input)
}

/// "pareil pour la 5".
fn same_again<'t>(input: Tokens<'t>, before: &Before) -> Read<'t, Statement> {
    let light = token(|token| noisy(token) && !token.has(Class::Same)).map(|_| ());
    let (rest, (_, _, (), items)) = (many0(alt((join, light))), class(Class::Same), noise, items).parse(input)?;
    if items.are_named() { Ok((rest, (before.ruling, Some(items), false))) } else { no(input) }
}

/// "la 3 aussi", "Hugo aussi (3)".
fn also<'t>(input: Tokens<'t>, before: &Before) -> Read<'t, Statement> {
    let light = token(|token| noisy(token) && !token.has(Class::Same)).map(|_| ());
    let (start, ()) = around(input)?;
    let (rest, mut items) = verify(items_before_a_decision, Items::are_named).parse(start)?;
    let (rest, (_, _, ())) = (many0(light), class(Class::Same), noise).parse(rest)?;
    let (rest, lines) = opt(lines_in_brackets).parse(rest)?;
    if let Some(lines) = lines {
        let Lines::Named(picks) = &mut items.lines else { return no(input) };
        let [Spanned { value: Pick::Of { who, days, .. }, span }] = picks.as_slice() else { return no(input) };
        if !days.is_empty() {
            return no(input);
        }
        *picks = vec![Spanned::new(Pick::LinesOf { who: who.clone(), lines }, *span)];
    }
    // "La 3 aussi en attente" says what becomes of it.
    not((opt(alt((mark(':'), mark(',')))), noise, decision)).parse(rest)?;
    Ok((rest, (before.ruling, Some(items), false)))
}

/// "refuse ces deux-là", "Ceux-là en attente", "attente pour les deux".
fn of_these<'t>(input: Tokens<'t>, before: &Before) -> Read<'t, Statement> {
    let Some(items) = before.named_last() else { return no(input) };
    let (start, ()) = around(input)?;
    let counted = tally.map(Some);
    let behind = (decision, alt(((noise, these).map(|((), count)| count), counted)));
    let first = (these, noise, opt(alt((mark(':'), mark(',')))), noise, decision, not(items_behind))
        .map(|(count, .., ruling, ())| (ruling, count));
    let (rest, (ruling, count)) = alt((behind, first)).parse(start)?;
    Ok((rest, (ruling, Some(Items { count, ..items }), false)))
}

/// "Zoé : oui pour lundi, non pour mercredi", "son mercredi en attente", "her other days are fine".
fn of_same_child<'t>(input: Tokens<'t>, before: &Before) -> Read<'t, Statement> {
    let Some(who) = before.child() else { return no(input) };
    let (start, ()) = around_but_owner(input)?;
    let (rest, owner) = opt((class(Class::Possessive), noise)).parse(start)?;
    if owner.is_none() && before.apart {
        return no(input);
    }
    let other = |input| class(Class::OtherDays).map(|_| Pick::RestOf(who.clone())).parse(input);
    let days = |input| {
        days_behind(input).map(|(rest, days)| (rest, Pick::Of { who: who.clone(), days, but: Vec::new(), count: None }))
    };
    let which = |input| alt((other, days)).parse(input);
    let behind =
        (decision, noise, opt(class(Class::Possessive)), noise, which).map(|(ruling, .., pick)| (ruling, pick));
    let first = (which, noise, opt(mark(':')), noise, decision).map(|(pick, .., ruling)| (ruling, pick));
    let (end, (ruling, pick)) = alt((behind, first)).parse(rest)?;
    let picks = vec![Spanned::new(pick, span_of(start.read_until(end)))];
    Ok((end, (ruling, Some(Items::of(Lines::Named(picks))), false)))
}

/// Commas and politeness, up to "son" and "her".
fn around_but_owner(input: Tokens<'_>) -> Read<'_, ()> {
    let light = token(|token| noisy(token) && !token.has(Class::Possessive)).map(|_| ());
    many0(alt((join, dash, light))).map(|_| ()).parse(input)
}
