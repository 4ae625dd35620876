//! The lines of a list that a decision is about: by number, by place, by whose they are.
//!
//! ```abnf
//! items  = [EVERYTHING] limits / EVERYTHING / [number] REST / picks [limits]
//! limits = *(EXCEPT (picks / days))
//! picks  = pick *([join] pick)
//! pick   = number [("-" / THROUGH) number] / [number] (FIRST / LAST) / (child / [count] family) [days / lines] / unknown-name
//! pick   =/ days FROM child
//! ```

use std::collections::BTreeSet;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, verify};
use nom::multi::{many0, separated_list1};

use super::super::classes::Class;
use super::super::dates::dates;
use super::super::parser::{LONGEST_LIST, Read, class, join, mark, no, number, token};
use super::super::tokens::{Kind, Token, Tokens, span_of};
use super::super::words::is_first_name;
use super::super::{DayRef, DaySet, Items, Lines, Pick, Spanned, Who};
use super::{Picks, decision_behind, noise};

/// More lines than any list has: `1-1000` is a slip.
const LONGEST_RANGE: u32 = 200;
/// Exceptions to one decision.
const MOST_LIMITS: usize = 4;

/// The lines meant by a decision that precedes them.
pub(super) fn items(input: Tokens<'_>) -> Read<'_, Items> {
    let (rest, items) = alt((left_out_of_all, family_of_all, everything, rest_of, picked(true))).parse(input)?;
    Ok(limits(rest, items))
}

/// The lines meant by a decision that follows them.
pub(super) fn items_before_a_decision(input: Tokens<'_>) -> Read<'_, Items> {
    let (rest, items) = alt((left_out_of_all, family_of_all, everything, rest_of, picked(false))).parse(input)?;
    Ok(limits(rest, items))
}

/// What is left out behind: "1 à 5 sauf 3", "Zoé sauf mercredi".
pub(super) fn limits(input: Tokens<'_>, mut items: Items) -> (Tokens<'_>, Items) {
    let mut rest = input;
    if let Ok((after, days)) = days_behind(rest)
        && let Some(picks) = only_names(&mut items)
    {
        // "Zoé d'accord lundi"
        for (said, _) in picks {
            said.extend(days.iter().cloned());
        }
        rest = after;
    }
    for _ in 0..MOST_LIMITS {
        let Ok((start, _)) = (noise, opt(join), class(Class::Except)).parse(rest) else { break };
        // "sauf le mercredi de Zoé" is of her alone.
        let of_child = (noise, days_of_child).parse(start).is_ok();
        let days = days_behind(start).ok().filter(|_| !of_child);
        if let Some((after, days)) = days
            && let Some(picks) = only_names(&mut items)
        {
            for (_, but) in picks {
                but.extend(days.iter().cloned());
            }
            rest = after;
        } else if let Ok((after, ((), except))) = (noise, |input| picks(input, false)).parse(start) {
            items.except.extend(except);
            rest = after;
        } else {
            break;
        }
    }
    (rest, items)
}

/// `1-3`, `1 à 3`, where several lines are meant.
pub(super) fn counted_range(input: Tokens<'_>) -> bool {
    range(input).is_ok_and(|(_, all)| all.len() > 1)
}

/// The days of each pick, said and left out, where all picks are names.
type NamedDays<'i> = (&'i mut Vec<Spanned<DaySet>>, &'i mut Vec<Spanned<DaySet>>);

fn only_names(items: &mut Items) -> Option<Vec<NamedDays<'_>>> {
    let Lines::Named(picks) = &mut items.lines else { return None };
    let days = |pick| match pick {
        &mut Spanned { value: Pick::Of { ref mut days, ref mut but, .. }, .. } => Some((days, but)),
        _ => None,
    };
    picks.iter_mut().map(days).collect()
}

/// "sauf 2", "tout sauf 2", "everything but 2".
fn left_out_of_all(input: Tokens<'_>) -> Read<'_, Items> {
    let but = (class(Class::Everything), noise, class(Class::But), noise, |input| picks(input, false));
    if let Ok((rest, (.., except))) = (but, not(class(Class::NotBefore))).map(|(but, ())| but).parse(input) {
        return Ok((rest, Items { except, ..Items::ALL }));
    }
    let (start, _) = (opt(class(Class::Everything)), noise, opt(join)).parse(input)?;
    if !start.first().is_some_and(|token| token.has(Class::Except)) {
        return no(input);
    }
    verify(|input| Ok(limits(input, Items::ALL)), |items: &Items| !items.except.is_empty()).parse(start)
}

/// "toutes les demandes Martin".
fn family_of_all(input: Tokens<'_>) -> Read<'_, Items> {
    let (rest, _) = (class(Class::Everything), noise).parse(input)?;
    if !rest.first().is_some_and(|token| token.family().is_some() || token.has(Class::Household)) {
        return no(input);
    }
    picked(true).parse(rest)
}

fn everything(input: Tokens<'_>) -> Read<'_, Items> {
    class(Class::Everything).map(|_| Items::ALL).parse(input)
}

/// "le reste", "les 5 autres".
fn rest_of(input: Tokens<'_>) -> Read<'_, Items> {
    let (rest, (_, count, _)) = (opt(class(Class::Several)), opt(number_of_lines), class(Class::Rest)).parse(input)?;
    Ok((rest, Items { count, ..Items::of(Lines::Rest) }))
}

/// "deux", "3".
fn number_of_lines(input: Tokens<'_>) -> Read<'_, u32> {
    alt((number.map(|(count, _)| count), count)).parse(input)
}

/// "deux", "les trois".
pub(super) fn count(input: Tokens<'_>) -> Read<'_, u32> {
    const COUNTS: [(Class, u32); 5] = [
        (Class::TwoLines, 2),
        (Class::ThreeLines, 3),
        (Class::FourLines, 4),
        (Class::FiveLines, 5),
        (Class::SixLines, 6),
    ];
    let count = input.first().and_then(|token| COUNTS.iter().find(|(class, _)| token.has(*class)));
    count.map_or_else(|| no(input), |(_, count)| Ok((input.skipped(), *count)))
}

/// "pour les trois lignes", "tous les deux": how many lines were named, with nothing behind that they could be counted of.
pub(super) fn tally(input: Tokens<'_>) -> Read<'_, u32> {
    let lines = |input| token(|token| token.has(Class::Line) || token.has(Class::Request)).parse(input);
    let digits = (opt(class(Class::Several)), number, lines).map(|(_, (count, _), _)| count);
    let words = (count, opt(lines)).map(|(count, _)| count);
    let (rest, ((), count)) = (noise, alt((words, digits))).parse(input)?;
    not(token(|token| token.is_word() && !token.has(Class::And) && !token.has(Class::Because))).parse(rest)?;
    Ok((rest, count))
}

/// `decided`: a decision precedes, so that in "ok 1, 2 non" the 2 belongs to what follows it.
fn picked<'t>(decided: bool) -> impl Parser<Tokens<'t>, Output = Items, Error = super::super::parser::Wrong> {
    move |input| {
        let (rest, picks) = picks(input, decided)?;
        Ok((rest, Items::of(Lines::Named(picks))))
    }
}

fn picks(input: Tokens<'_>, decided: bool) -> Read<'_, Picks> {
    let (mut rest, mut all) = pick(input)?;
    for _ in 0..LONGEST_LIST {
        let Ok((start, ((), joined, ()))) = (noise, opt(join), noise).parse(rest) else { break };
        let Ok((after, more)) = pick(start) else { break };
        // "1 ok, 2 aussi, 3 non"
        if rest.read_until(start).iter().any(|token| token.has(Class::Same)) {
            break;
        }
        let apart = joined.is_some();
        // "Zoé 8": the eighth line, or the eighth of the month?
        if !apart && is_name(all.last()) != is_name(more.first()) {
            break;
        }
        // "ok 1, 2 non", but "ok 1, 2, 3 refus 4, 5".
        if decided && apart && (noise, opt(mark(':')), noise, decision_behind, not(number)).parse(after).is_ok() {
            break;
        }
        let first_new = all.len();
        all.extend(more);
        share_days(&mut all, first_new);
        rest = after;
    }
    let mut seen = BTreeSet::new();
    all.retain(|pick| match pick.value {
        Pick::Line(number) => seen.insert(number),
        _ => true,
    });
    Ok((rest, all))
}

/// "Zoé et Hugo pour mercredi": the days behind the last name are those of the names before it too.
fn share_days(picks: &mut [Spanned<Pick>], last: usize) {
    let (before, new) = picks.split_at_mut_checked(last).unwrap_or_default();
    let Some(Pick::Of { days: said, .. }) = new.first().map(|pick| &pick.value) else { return };
    for pick in before.iter_mut().rev() {
        match &mut pick.value {
            Pick::Of { days, .. } if days.is_empty() => days.clone_from(said),
            _ => return,
        }
    }
}

fn is_name(pick: Option<&Spanned<Pick>>) -> bool {
    pick.is_some_and(|pick| matches!(pick.value, Pick::Of { .. } | Pick::Unknown(_)))
}

fn pick(input: Tokens<'_>) -> Read<'_, Picks> {
    alt((placed, ordinal, range, lines_of, days_of_child, named, unknown)).parse(input)
}

/// "les deux premiers", "la dernière".
fn placed(input: Tokens<'_>) -> Read<'_, Picks> {
    let (start, before) = (opt(class(Class::Several)), opt(number_of_lines)).map(|(_, count)| count).parse(input)?;
    let mut end = token(|token| token.has(Class::FirstLines) || token.has(Class::LastLines));
    let (rest, place) = end.parse(start)?;
    let (rest, behind) = if before.is_none() { opt(number_of_lines).parse(rest)? } else { (rest, None) };
    // "le premier enfant": of the list, or of the family?
    not(token(|token| token.has(Class::Polite) && !token.has(Class::Courtesy))).parse(rest)?;
    let lines = before.or(behind).unwrap_or(1);
    let pick = if place.has(Class::FirstLines) { Pick::First(lines) } else { Pick::Last(lines) };
    Ok((rest, vec![Spanned::new(pick, span_of(input.read_until(rest)))]))
}

/// "la troisième".
fn ordinal(input: Tokens<'_>) -> Read<'_, Picks> {
    const ORDINALS: [(Class, u32); 3] = [(Class::Second, 2), (Class::Third, 3), (Class::Fourth, 4)];
    let place = input.first().and_then(|token| ORDINALS.iter().find(|(class, _)| token.has(*class)));
    let (Some((_, line)), Some(first)) = (place, input.first()) else { return no(input) };
    // "la deuxième semaine"
    let rest = input.skipped();
    not(token(|token| token.has(Class::Week) || token.has(Class::Period) || token.is_unknown_word())).parse(rest)?;
    Ok((rest, vec![Spanned::new(Pick::Line(*line), first.span)]))
}

/// "Zoé ligne 1", "Zoé (1 et 2)": the lines say which.
fn lines_of(input: Tokens<'_>) -> Read<'_, Picks> {
    let (rest, who) = whose(input)?;
    let one = (noise_but_line, class(Class::Line), number).map(|(.., (line, _))| vec![line]);
    let (rest, lines) = alt((one, lines_in_brackets)).parse(rest)?;
    Ok((rest, vec![Spanned::new(Pick::LinesOf { who, lines }, span_of(input.read_until(rest)))]))
}

/// "Zoé acceptée pour la 1": of her lines that one alone.
pub(super) fn lines_behind(input: Tokens<'_>, mut items: Items) -> (Tokens<'_>, Items) {
    let leads = token(|token| token.has(Class::For) || token.has(Class::Line));
    let ends = not((noise, opt(mark(':')), noise, decision_behind));
    let line = (leads, noise, number, ends).map(|(.., (line, _), ())| line);
    if let Lines::Named(picks) = &mut items.lines
        && let [Spanned { value: Pick::Of { who: who @ Who::Child { .. }, days, but, .. }, .. }] = picks.as_slice()
        && days.is_empty()
        && but.is_empty()
        && let Ok((rest, line)) = { line }.parse(input)
    {
        let who = who.clone();
        *picks = vec![Spanned::new(Pick::LinesOf { who, lines: vec![line] }, span_of(input.read_until(rest)))];
        return (rest, items);
    }
    (input, items)
}

/// "(1 et 2)", "(ligne 1)".
pub(super) fn lines_in_brackets(input: Tokens<'_>) -> Read<'_, Vec<u32>> {
    let line = |input| (noise, number).map(|((), (line, _))| line).parse(input);
    let (rest, (_, lines, _)) = (mark('('), separated_list1(join, line), mark(')')).parse(input)?;
    Ok((rest, lines))
}

fn noise_but_line(input: Tokens<'_>) -> Read<'_, ()> {
    let small = |token: &Token| token.has(Class::For) || (token.has(Class::Article) && !token.has(Class::Line));
    many0(token(small)).map(|_| ()).parse(input)
}

/// `3`, `1-3`, `1 à 3`.
fn range(input: Tokens<'_>) -> Read<'_, Picks> {
    let (rest, (first, _)) = number(input)?;
    // "2 places" are not the second line, "les 3 autres" not the third, "9/07" is a day.
    let counted = alt((class(Class::Rest), class(Class::FirstLines), class(Class::LastLines)));
    not(alt((class(Class::Unit), class(Class::Line), class(Class::Request), counted))).parse(rest)?;
    not(verify(mark('/'), |stroke: &&Token| !stroke.spaced())).parse(rest)?;
    // "3 jusqu'au 5" may be until the fifth.
    let (end, last) = opt((alt((mark('-'), class(Class::Through))), number).map(|(_, (last, _))| last)).parse(rest)?;
    let span = span_of(input.read_until(end));
    match last {
        None => Ok((end, vec![Spanned::new(Pick::Line(first), span)])),
        Some(last) if last >= first && last - first < LONGEST_RANGE => {
            Ok((end, (first..=last).map(|number| Spanned::new(Pick::Line(number), span)).collect()))
        }
        Some(_) => no(input),
    }
}

/// "le mercredi de Zoé".
fn days_of_child(input: Tokens<'_>) -> Read<'_, Picks> {
    let (rest, (days, _, who)) = (days_behind, class(Class::From), child).parse(input)?;
    Ok((
        rest,
        vec![Spanned::new(Pick::Of { who, days, but: Vec::new(), count: None }, span_of(input.read_until(rest)))],
    ))
}

/// "la famille Martin", "les deux Nguyen", "Awa Diallo", "Zoé et Hugo pour mercredi".
fn named(input: Tokens<'_>) -> Read<'_, Picks> {
    let counted =
        (count, opt(class(Class::Kids)), family, opt(class(Class::Kids))).map(|(count, _, who, _)| (who, Some(count)));
    let (mut rest, (who, count)) = alt((counted, whose.map(|who| (who, None)))).parse(input)?;
    let mut days = Vec::new();
    // "Zoé : lundi et mardi ok"
    let behind_colon = (noise, mark(':'), days_behind).map(|(.., days)| days);
    if let Ok((after, said)) = alt((days_behind, behind_colon)).parse(rest) {
        (rest, days) = (after, said);
    }
    let span = span_of(input.read_until(rest));
    Ok((rest, vec![Spanned::new(Pick::Of { who, days, but: Vec::new(), count }, span)]))
}

/// "la famille Martin", "les enfants Nguyen", "Awa Diallo".
pub(super) fn whose(input: Tokens<'_>) -> Read<'_, Who> {
    let heads = (alt((class(Class::Household), class(Class::Kids))), noise);
    let mut all = (opt(heads), family, opt(class(Class::Kids))).map(|(_, who, _)| who);
    let (start, _) = opt((class(Class::Household), noise)).parse(input)?;
    let (start, _) = opt((class(Class::Kids), noise)).parse(start)?;
    let of_family = (family_name, child_name).map(|(family, name)| Who::Child { name, family: Some(family) });
    let one = alt((child, of_family)).parse(start);
    if one.is_ok() { one } else { all.parse(input) }
}

/// "Awa", "Awa Diallo".
fn child(input: Tokens<'_>) -> Read<'_, Who> {
    (child_name, opt(family_name)).map(|(name, family)| Who::Child { name, family }).parse(input)
}

fn family(input: Tokens<'_>) -> Read<'_, Who> {
    family_name.map(Who::Family).parse(input)
}

fn child_name(input: Tokens<'_>) -> Read<'_, String> {
    word(input, |token| token.child().map(str::to_owned))
}

fn family_name(input: Tokens<'_>) -> Read<'_, String> {
    word(input, |token| token.family().map(str::to_owned))
}

fn word<O>(input: Tokens<'_>, wanted: impl Fn(&Token) -> Option<O>) -> Read<'_, O> {
    match input.first().and_then(wanted) {
        Some(found) => Ok((input.skipped(), found)),
        None => no(input),
    }
}

/// "Léa", "famille Dupont": names that no line bears.
fn unknown(input: Tokens<'_>) -> Read<'_, Picks> {
    let (start, household) = opt((class(Class::Household), noise)).parse(input)?;
    let name = |token: &Token| {
        let known_as_name = token.capital && is_first_name(&token.text);
        token.is_unknown_word() && (known_as_name || (household.is_some() && token.capital))
    };
    let (rest, name) = token(name).parse(start)?;
    Ok((rest, vec![Spanned::new(Pick::Unknown(name.text.clone()), span_of(input.read_until(rest)))]))
}

/// "pour mercredi", "le 8 juillet"; never a bare number, which is a line.
pub(super) fn days_behind(input: Tokens<'_>) -> Read<'_, Vec<Spanned<DaySet>>> {
    let said = |input| {
        let bare = matches!(input, Tokens([Token { kind: Kind::Number { .. }, .. }, ..]));
        let (rest, days): (_, Vec<Spanned<DaySet>>) = dates(input)?;
        let month = |day: &DayRef| !matches!(day, DayRef::Date { weekday: None, month: None, .. });
        let complete = days.iter().all(|days| match &days.value {
            DaySet::Single(day) => month(day),
            DaySet::Range(from, to) => month(from) || month(to),
            DaySet::Week(_) | DaySet::Recurring(_) | DaySet::Period(_) => true,
        });
        if bare && !complete { no(input) } else { Ok((rest, days)) }
    };
    let direct = said(input);
    if direct.is_ok() { direct } else { (noise, said).map(|((), days)| days).parse(input) }
}
