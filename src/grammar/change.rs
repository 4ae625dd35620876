//! What is booked and shall be otherwise: another day, another part of the day, another child.
//!
//! ```abnf
//! change = (MOVE / CHANGE / REPLACE) *part / *part INSTEAD *part
//! part   = [FROM / TO] (children / dates / slots) / requests
//! ```

mod settle;

use nom::Parser;
use nom::branch::alt;
use nom::multi::many_m_n;

use super::classes::{Class, Classes};
use super::files::Usage;
use super::habits::is_used_as;
use super::parser::{MOST_FILLERS, Problem, Read, class, mark, token};
use super::parts::{born, requests, somebody_of};
use super::tokens::{Token, Tokens, span_of};
use super::{Change, ChildRef, DayRef, DaySet, SlotRef, Span, Spanned, children, dates, slots, weeks};
use settle::settle;

/// What a sentence that changes something turned out to be.
#[derive(Debug)]
pub(super) enum Changed {
    Change(Box<Change>),
    /// Not to be done before this is answered.
    Asked(Problem, Span),
}

/// Which way a part points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// "de la matinée", "au lieu de la journée": as it is.
    Now,
    /// "à la journée", "par Hugo": as it is to be.
    Then,
    /// Said without a sign.
    Plain,
}

/// A part of the sentence with the way that it points.
#[derive(Debug)]
enum Part {
    Children(Vec<Spanned<ChildRef>>),
    Days(Vec<Spanned<DaySet>>),
    Slots(Vec<Spanned<SlotRef>>),
}

/// What is read on the way through a sentence.
#[derive(Debug, Default)]
struct Reading {
    parts: Vec<(Way, Part)>,
    requests: Vec<Spanned<i64>>,
    doubts: Vec<(Class, Span)>,
    /// A word that would make another sentence of it: a cancellation, an absence.
    other: Option<Span>,
    /// A word behind the parts that nobody knows: "change her lunch to vegetarian".
    unknown: Option<Span>,
    /// A part precedes, and no comma behind it.
    within: bool,
    moves: bool,
    replaces: bool,
}

/// Reads a change; `None` when the sentence says none.
pub(super) fn change(tokens: &[Token]) -> Option<Changed> {
    // "mon téléphone a changé" changes nothing here.
    let done = |at: usize| {
        at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|have| have.has(Class::Have) && !have.accented)
    };
    let says = |class: Class| tokens.iter().enumerate().any(|(at, token)| token.has(class) && !done(at));
    let verb = says(Class::Move) || says(Class::Change) || says(Class::Replace);
    if !verb && !says(Class::Instead) {
        return None;
    }
    let whole = span_of(tokens);
    if !verb && only_told(tokens) {
        return Some(Changed::Asked(Problem::UnclearIntent, whole));
    }
    let asks = tokens.last().is_some_and(|last| last.is_mark('?'));
    let politely = |token: &Token| token.has(Class::Asking) || token.has(Class::Possible);
    if asks && !tokens.iter().any(politely) {
        return Some(Changed::Asked(Problem::Question, whole));
    }
    let mut reading = read(tokens);
    reading.point_back(tokens);
    let (requests, doubts, other) = (reading.requests.clone(), reading.doubts.clone(), reading.other);
    let says_what = reading.parts.iter().any(|(_, part)| !matches!(part, Part::Children(_))) || !requests.is_empty();
    // "J'ai échangé mon jour avec une collègue" changes nothing here.
    if !says_what && !says(Class::Instead) && !reading.replaces_children() {
        return None;
    }
    if let Some((class, span)) = doubts.first() {
        let conditional = matches!(class, Class::Condition | Class::Or);
        return Some(Changed::Asked(if conditional { Problem::Conditional } else { Problem::UnclearIntent }, *span));
    }
    // "Petit changement : Zoé ne viendra pas": what changes is said in other words.
    let names_change = !reading.moves && !reading.replaces && !says(Class::Instead);
    if names_change && other.is_some() {
        return None;
    }
    if let Some(unknown) = reading.unknown {
        return Some(Changed::Asked(Problem::NotUnderstood, unknown));
    }
    if reading.is_several() || reading.is_vague() {
        return Some(Changed::Asked(Problem::UnclearIntent, whole));
    }
    let replaces = reading.replaces;
    let (from, to) = settle(reading);
    // "Swap Zoé 8 July for Hugo 9 July": two children on both days, or each on a day of its own?
    if replaces && from.days.len() > 1 && to.days.is_empty() && !to.children.is_empty() {
        return Some(Changed::Asked(Problem::UnclearIntent, whole));
    }
    // "Ce n'est pas Hugo qui vient demain matin": instead of whom?
    let paired = (!from.children.is_empty() && !to.children.is_empty())
        || (!from.days.is_empty() && !to.days.is_empty())
        || (!from.slots.is_empty() && !to.slots.is_empty());
    if !verb && !paired {
        return Some(Changed::Asked(Problem::UnclearIntent, whole));
    }
    let changes = !to.children.is_empty() || !to.days.is_empty() || !to.slots.is_empty();
    let what = !requests.is_empty() || !from.days.is_empty();
    if !changes || !what || other.is_some() {
        return Some(Changed::Asked(Problem::UnclearIntent, whole));
    }
    Some(Changed::Change(Box::new(Change { span: whole, sentence: whole, requests, from, to })))
}

impl Reading {
    /// Whether it says already what is and what is to be.
    fn changes(&self) -> bool {
        let slots = self.parts.iter().filter(|(_, part)| matches!(part, Part::Slots(_))).count();
        let days = || {
            self.parts.iter().filter_map(|(_, part)| match part {
                Part::Days(days) => Some(days),
                _ => None,
            })
        };
        // "du mercredi 17 au mercredi 24" says both in one.
        let range = || days().flatten().any(|days| matches!(days.value, DaySet::Range(..)));
        slots > 1 || days().count() > 1 || (self.moves && range())
    }

    /// "décaler la journée de Zoé du 8 au 9": the part of the day that is a child's is booked already.
    fn point_back(&mut self, tokens: &[Token]) {
        let several = self.targets() > 1;
        let first = self.parts.iter_mut().find(|(_, part)| matches!(part, Part::Slots(_)));
        let Some((way @ Way::Plain, Part::Slots(slots))) = first else { return };
        let Some(last) = slots.last().map(|slot| slot.span.to) else { return };
        let mut behind = tokens.iter().filter(|token| last <= token.span.from);
        let of = behind.next().is_some_and(|of| of.has(Class::From));
        if of && behind.next().is_some_and(|whose| whose.child().is_some()) && (self.moves || several) {
            *way = Way::Now;
        }
    }

    fn count(&self, wanted: fn(&(Way, Part)) -> bool) -> usize {
        self.parts.iter().filter(|part| wanted(part)).count()
    }

    /// The parts of the day that are to be.
    fn targets(&self) -> usize {
        self.count(|(way, part)| *way != Way::Now && matches!(part, Part::Slots(_)))
    }

    /// "passez Zoé en journée et Hugo en matin", "décaler Zoé du 8 au 9 et Hugo au 10", "en matin le 8 et en journée le 9":
    /// two changes, or one that is not for all whom it names.
    fn is_several(&self) -> bool {
        let children = self.count(|(way, part)| *way == Way::Plain && matches!(part, Part::Children(_)));
        let days = self.count(|(_, part)| matches!(part, Part::Days(_)));
        let pointed = self.count(|(way, _)| *way == Way::Now) > 0;
        !self.replaces && (children > 1 || (self.targets() > 1 && days > 1 && !pointed))
    }

    /// "On reporte Zoé le 10 juillet matin": to which day? "change le matin pour l'après-midi": two targets.
    fn is_vague(&self) -> bool {
        let now = self.count(|(way, _)| *way == Way::Now) > 0;
        let days = self.count(|(_, part)| matches!(part, Part::Days(_)));
        let then = self.count(|(way, part)| *way == Way::Then && matches!(part, Part::Slots(_))) > 0;
        let moved = self.moves && days < 2 && self.targets() > 0 && self.requests.is_empty();
        !now && !then && (moved || (self.targets() > 1 && !self.replaces))
    }

    /// Which way the next part points behind a word.
    fn turned(&self, way: Way, word: &Token) -> Way {
        match word {
            sign if self.replaces && sign.has(Class::By) => Way::Then,
            sign if sign.has(Class::To) || sign.has(Class::Through) => Way::Then,
            sign if sign.has(Class::From) || sign.has(Class::Article) => way,
            sign if sign.has(Class::And) || sign.is_mark(',') => Way::Plain,
            _ => way,
        }
    }

    /// "remplacer Zoé par Hugo", which still lacks its day.
    fn replaces_children(&self) -> bool {
        self.replaces && self.parts.len() > 1
    }
}

fn read(tokens: &[Token]) -> Reading {
    const DOUBTS: [Class; 8] = [
        Class::Unchanged,
        Class::Condition,
        Class::Or,
        Class::NotBefore,
        Class::NotAfter,
        Class::Keep,
        Class::Except,
        Class::AtHome,
    ];
    const OTHERS: [Class; 3] = [Class::Cancel, Class::Absent, Class::Cancellation];
    let mut reading = Reading {
        moves: tokens.iter().any(|token| token.has(Class::Move)),
        replaces: tokens.iter().any(|token| token.has(Class::Replace)),
        ..Reading::default()
    };
    let mut way = Way::Plain;
    let mut input = Tokens(tokens);
    while let Some(first) = input.first() {
        // "Reporter la réunion de Zoé": what is moved is not her day here.
        if somebody_of(input).is_ok() {
            reading.unknown = reading.unknown.or(Some(first.span));
        }
        if let Ok((rest, found)) = requests(input) {
            reading.requests.extend(found);
            input = rest;
            continue;
        }
        if let Ok((rest, _)) = born(input) {
            input = rest;
            continue;
        }
        if first.has(Class::Instead) {
            (way, input) = (Way::Now, input.skipped());
            if let Some((rest, days)) = number_instead(input) {
                reading.parts.push((Way::Now, Part::Days(days)));
                (way, input) = (Way::Plain, rest);
            }
            continue;
        }
        if let Ok((rest, part)) = part(input) {
            reading.parts.push((pointed(way, input, &part), part));
            reading.within = true;
            (way, input) = (Way::Plain, rest);
            continue;
        }
        way = reading.turned(way, first);
        reading.doubts.extend(DOUBTS.into_iter().find(|doubt| first.has(*doubt)).map(|doubt| (doubt, first.span)));
        reading.within &= !first.is_mark(',') && !first.has(Class::And);
        // "…, il a rendez-vous chez le pédiatre en début d'après-midi"
        if first.is_mark(',') && reading.changes() && only_tells(input.skipped()) {
            break;
        }
        if reading.within && first.is_unknown_word() {
            reading.unknown = reading.unknown.or(Some(first.span));
        }
        if OTHERS.iter().any(|other| first.has(*other)) {
            reading.other = reading.other.or(Some(first.span));
        }
        number_of_request(input, &mut reading);
        input = input.skipped();
    }
    reading
}

/// "au lieu du 17": a number that is a day there.
fn number_instead(input: Tokens<'_>) -> Option<(Tokens<'_>, Vec<Spanned<DaySet>>)> {
    let Ok((rest, (day @ 1..=31, 1..=2))) = super::parser::number(input) else { return None };
    if dates::dates(input).is_ok() {
        return None;
    }
    let alone = DayRef::Date { weekday: None, day, month: None, year: None };
    Some((rest, vec![Spanned::new(DaySet::Single(alone), span_of(input.read_until(rest)))]))
}

/// "J'ai mis Zoé le 21 au lieu du 22", "le vaccin de Zoé c'est le 9 et non le 10": what was done, or what is something else.
fn only_told(tokens: &[Token]) -> bool {
    const TOLD: Classes = Classes::of(&[Class::Have, Class::Booked, Class::Motive]);
    let past = |pair: &[Token]| match pair {
        [who, verb] => (who.has(Class::Subject) || who.has(Class::FirstPerson)) && verb.has(Class::Book),
        _ => false,
    };
    let clause = tokens
        .rsplit(|token| token.is_mark(':') || token.is_mark(','))
        .find(|clause| clause.iter().any(|token| token.has(Class::Instead)));
    let clause = clause.unwrap_or(tokens);
    let unknown = |token: &Token| token.is_unknown_word() && !token.capital;
    clause.iter().any(|token| token.classes.meets(TOLD) || unknown(token)) || tokens.windows(2).any(past)
}

/// Whether the rest has words that nobody knows, and nothing that orders or turns.
fn only_tells(rest: Tokens<'_>) -> bool {
    const TURNS: Classes = Classes::of(&[
        Class::Book,
        Class::Cancel,
        Class::Absent,
        Class::Coming,
        Class::Condition,
        Class::Or,
        Class::Move,
        Class::Change,
        Class::Replace,
        Class::Instead,
        Class::Except,
        Class::No,
        Class::Keep,
        Class::Same,
    ]);
    let told = Classes::of(&[Class::Motive, Class::Activity, Class::School]);
    let unknown = |token: &Token| token.is_unknown_word() || token.classes.meets(told);
    rest.0.iter().any(unknown) && !rest.0.iter().any(|token| token.classes.meets(TURNS) || token.child().is_some())
}

const fn names_month(set: &DaySet) -> bool {
    matches!(set, DaySet::Single(DayRef::Date { month: Some(_), .. }))
}

/// `changer 42 matin`: a number behind the verb that no sign of a date follows.
fn number_of_request(input: Tokens<'_>, reading: &mut Reading) {
    let verb = |token: &Token| [Class::Move, Class::Change, Class::Replace].iter().any(|verb| token.has(*verb));
    if let Ok((_, (_, (value, _)))) = (token(verb), super::parser::number).parse(input) {
        // "moved to 16 July" is a day.
        let dated =
            dates::dates(input.skipped()).is_ok_and(|(_, days)| days.iter().any(|days| names_month(&days.value)));
        if dated {
            return;
        }
        let span = input.peek(1).map(|token| token.span).unwrap_or_default();
        reading.requests.push(Spanned::new(i64::from(value), span));
    }
}

fn part(input: Tokens<'_>) -> Read<'_, Part> {
    let sign = |token: &Token| token.has(Class::To) || token.has(Class::Through) || token.has(Class::From);
    let article = token(|token| token.has(Class::Article) && token.own.is_none());
    let led = (token(sign), many_m_n(0, MOST_FILLERS, article)).map(|_| ());
    alt((
        all_children.map(Part::Children),
        alt((dates::dates, weeks::week)).map(Part::Days),
        some_slots,
        (led, some_slots).map(|((), slots)| slots),
    ))
    .parse(input)
}

/// Parts of the day up to one that holds a sign of its own: "de la journée | au matin".
fn some_slots(input: Tokens<'_>) -> Read<'_, Part> {
    let signed = |token: &Token| token.own.is_some() && is_used_as(Usage::BeforePlace, &token.text);
    let end = input.0.iter().skip(1).position(signed).map_or(input.0.len(), |at| at + 1);
    let (rest, found) = slots::slots(Tokens(input.0.get(..end).unwrap_or_default()))?;
    let taken = end - rest.0.len();
    Ok((Tokens(input.0.get(taken..).unwrap_or_default()), Part::Slots(found.slots)))
}

fn all_children(input: Tokens<'_>) -> Read<'_, Vec<Spanned<ChildRef>>> {
    let (mut rest, first) = children::child(input)?;
    let mut all = vec![first];
    let joint = |input| alt((class(Class::And).map(|_| ()), mark(',').map(|_| ()))).parse(input);
    while let Ok((after, ((), child))) = (joint, children::child).parse(rest) {
        all.push(child);
        rest = after;
    }
    Ok((rest, all))
}

/// The way of a part: that of the sign before it, or its own first word's.
fn pointed(way: Way, input: Tokens<'_>, part: &Part) -> Way {
    let first = input.first();
    // "au matin", "à la journée" hold their sign.
    let towards = |first: &Token| first.has(Class::To) || is_used_as(Usage::BeforePlace, &first.text);
    let own = match first {
        Some(first) if towards(first) && !matches!(part, Part::Children(_)) => Some(Way::Then),
        Some(first) if first.has(Class::From) && matches!(part, Part::Slots(_)) => Some(Way::Now),
        _ => None,
    };
    if way == Way::Now { way } else { own.unwrap_or(way) }
}
