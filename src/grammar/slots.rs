//! Parts of a day as written.
//!
//! ```abnf
//! slots   = [WITH] slot *((join / WITH) slot) *(WITHOUT slot)
//! slot    = FULL-DAY / HALF-DAY [slot] / "1/2" FULL-DAY / a slot of the centre
//! ```

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{not, opt, value};
use nom::multi::many_m_n;

use super::classes::{Class, Classes};
use super::parser::{MOST_FILLERS, Problem, Read, class, join, mark, no, number, token, wrong};
use super::tokens::{Own, Token, Tokens, span_of};
use super::{SlotRef, Spanned};
use crate::domain::SlotCode;

/// Some slots; `attached` when they follow "avec", "+" or "sans" and so belong to what stands before.
#[derive(Debug)]
pub(super) struct Slots {
    pub slots: Vec<Spanned<SlotRef>>,
    pub attached: bool,
}

pub(super) fn slots(input: Tokens<'_>) -> Read<'_, Slots> {
    let (start, link) = opt(link).parse(input)?;
    let (mut rest, first) = if link == Some(Link::Without) { without(start)? } else { slot(start)? };
    let mut slots = vec![if link == Some(Link::With) { brought(first) } else { first }];
    loop {
        if let Ok((end, _)) = class(Class::Or).and(slot).parse(rest) {
            return wrong(Problem::AmbiguousSlot, start, end);
        }
        let next = alt((
            (without_word, without).map(|((), slot)| slot),
            (join, opt(class(Class::With)), articles, slot).map(|((), _, (), slot)| slot),
            (class(Class::With), articles, slot).map(|(_, (), slot)| slot),
            slot,
            (mark('/'), slot).map(|(_, slot)| slot),
        ))
        .parse(rest);
        match next {
            Ok((after, slot)) => {
                slots.push(slot);
                rest = after;
            }
            Err(nom::Err::Failure(wrong)) => return Err(nom::Err::Failure(wrong)),
            Err(_) => return Ok((rest, Slots { slots, attached: link.is_some() })),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    With,
    Without,
}

fn link(input: Tokens<'_>) -> Read<'_, Link> {
    alt((
        value(Link::Without, without_word),
        value(Link::With, (opt(join), class(Class::With), articles)),
        value(Link::With, mark('+')),
    ))
    .parse(input)
}

fn without_word(input: Tokens<'_>) -> Read<'_, ()> {
    value((), (opt(join), class(Class::Without), articles)).parse(input)
}

fn articles(input: Tokens<'_>) -> Read<'_, ()> {
    value(
        (),
        many_m_n(
            0,
            MOST_FILLERS,
            token(|token| (token.has(Class::Article) || token.has(Class::From)) && token.own.is_none()),
        ),
    )
    .parse(input)
}

fn slot(input: Tokens<'_>) -> Read<'_, Spanned<SlotRef>> {
    alt((half_day, full_day, own_slot, foreign)).parse(input)
}

/// What follows "sans": a slot of the centre.
fn without(input: Tokens<'_>) -> Read<'_, Spanned<SlotRef>> {
    let (rest, (codes, token)) = own(input)?;
    Ok((rest, Spanned::new(SlotRef::Without(codes.to_vec()), token.span)))
}

/// A half day, unless its half is said: `demi-journée matin`.
fn half_day(input: Tokens<'_>) -> Read<'_, Spanned<SlotRef>> {
    let fraction =
        (number, mark('/'), number, class(Class::FullDay)).map(|((one, _), _, (two, _), day)| (one, two, day));
    let fraction = nom::combinator::verify(fraction, |(one, two, _)| (*one, *two) == (1, 2)).map(|(_, _, day)| day);
    let (rest, _) = alt((fraction, class(Class::HalfDay))).parse(input)?;
    let halves = |token: &Token| token.has(Class::Morning) || token.has(Class::Afternoon);
    let open = |input| opt(mark('(')).parse(input);
    let close = |input| opt(mark(')')).parse(input);
    let half = (open, articles, not(not(token(halves))), own, close).map(|(_, (), (), (codes, _), _)| one(codes));
    let (rest, half) = opt(half).parse(rest)?;
    let span = span_of(input.read_until(rest));
    Ok((rest, Spanned::new(half.unwrap_or(SlotRef::HalfDay), span)))
}

fn full_day(input: Tokens<'_>) -> Read<'_, Spanned<SlotRef>> {
    class(Class::FullDay).map(|token| Spanned::new(SlotRef::FullDay, token.span)).parse(input)
}

fn own_slot(input: Tokens<'_>) -> Read<'_, Spanned<SlotRef>> {
    own.map(|(codes, token): (&[SlotCode], &Token)| Spanned::new(one(codes), token.span)).parse(input)
}

/// The slots that a word of the centre may mean.
fn own(input: Tokens<'_>) -> Read<'_, (&[SlotCode], &Token)> {
    match input.first().map(|token| (token, &token.own)) {
        Some((token, Some(Own::Slot(codes)))) => Ok((input_after(input), (codes, token))),
        _ => no(input),
    }
}

fn one(codes: &[SlotCode]) -> SlotRef {
    match codes {
        [only] => SlotRef::Slot(only.clone()),
        several => SlotRef::OneOf(several.to_vec()),
    }
}

/// `avec repas`: comes with another slot.
fn brought(slot: Spanned<SlotRef>) -> Spanned<SlotRef> {
    let value = match slot.value {
        SlotRef::Slot(code) => SlotRef::With(vec![code]),
        SlotRef::OneOf(codes) => SlotRef::With(codes),
        other => other,
    };
    Spanned::new(value, slot.span)
}

/// What is left of a day when this slot is excepted.
pub(super) fn excepted(slot: SlotRef) -> SlotRef {
    match slot {
        SlotRef::Slot(code) => SlotRef::Without(vec![code]),
        SlotRef::OneOf(codes) => SlotRef::Without(codes),
        other => other,
    }
}

/// A usual slot or service that this centre does not have: asked about.
fn foreign(input: Tokens<'_>) -> Read<'_, Spanned<SlotRef>> {
    let usual = Classes::of(&Class::SLOTS.map(|(class, _)| class)).with(Classes::of(&[Class::School]));
    match input.first() {
        Some(token) if token.classes.meets(usual) && token.own.is_none() => {
            // "périscolaire soir" is one slot in doubt.
            let more = input_after(input).0.iter().take_while(|more| more.classes.meets(usual)).count();
            wrong(Problem::AmbiguousSlot, input, Tokens(input.0.get(1 + more..).unwrap_or_default()))
        }
        _ => no(input),
    }
}

fn input_after(input: Tokens<'_>) -> Tokens<'_> {
    Tokens(input.0.get(1..).unwrap_or_default())
}
