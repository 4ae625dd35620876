//! "Dans l'ordre : oui, attente, oui": a decision for each line of a list that has so many.

use nom::Parser;
use nom::multi::many0;

use super::super::classes::Class;
use super::super::parser::{LONGEST_LIST, class, join, mark, token};
use super::super::tokens::{Tokens, span_of};
use super::super::{Items, Lines, Pick, Ruling, Spanned};
use super::around::{around, noise};
use super::{Decided, ruling};

/// Decisions in the order of the list, and what follows them; `None` where no such word or fewer than two stand there.
pub(super) fn in_order(start: Tokens<'_>) -> Option<(Tokens<'_>, Vec<Decided>)> {
    let said = |input| (around, class(Class::InOrder)).map(|_| ()).parse(input);
    let (rest, ()) = said(start).ok()?;
    let (mut rest, _) = many0(said).parse(rest).ok()?;
    let mut rulings: Vec<(Ruling, Tokens<'_>)> = Vec::new();
    for _ in 0..LONGEST_LIST {
        let parted = (noise, many0((join.or(mark(':').map(|_| ())), noise)));
        let Ok((after, (_, word))) = (parted, token(|token| ruling(token).is_some())).parse(rest) else { break };
        rulings.push((ruling(word)?, Tokens(std::slice::from_ref(word))));
        rest = after;
    }
    let of = u32::try_from(rulings.len()).ok().filter(|of| *of > 1)?;
    let decided = (1..=of).zip(rulings).map(|(place, (ruling, word))| {
        let span = span_of(word.0);
        let items = Items::of(Lines::Named(vec![Spanned::new(Pick::Place { place, of }, span)]));
        Decided { span, ruling, items: Some(items), reason: None, anyway: false }
    });
    around(rest).ok().map(|(rest, ())| (rest, decided.collect()))
}
