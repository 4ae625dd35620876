//! What a short letter comes to as a whole, where its sentences cannot be read one by one: one thing is ordered, for the
//! children that it names, on days that it names once, and no word could turn that. In doubt there is no tally, and the
//! writer is asked.

use super::classes::{Class, Classes};
use super::classify::OwnNames;
use super::clauses::small_clauses;
use super::gist::{any, is_question};
use super::parts::{Part, Said, Unknown, parts};
use super::tokens::{Kind, Token, span_of};
use super::{ChildRef, DaySet, Span, Spanned, Verb};

/// Words and sentences of a letter that is taken as a whole; who writes more tells more than one thing.
const MOST_WORDS: usize = 80;
const MOST_SENTENCES: usize = 7;
/// What may turn any order, or makes more than one of it.
const TURNS: Classes = Classes::of(&[
    Class::Condition,
    Class::Or,
    Class::Except,
    Class::No,
    Class::Full,
    Class::Question,
    Class::Hold,
    Class::Waitlist,
    Class::Instead,
    Class::Rest,
    Class::OtherDays,
    Class::SkipsMeal,
    Class::OtherChild,
    Class::School,
    Class::Anyway,
    Class::IfNeeded,
    Class::Hope,
    Class::Alternate,
    Class::EvenWeeks,
    Class::OddWeeks,
]);
/// What may turn an order, but not one that is asked for behind it: "Je dois remplacer une collègue. Pouvez-vous …"
const TURNS_BEHIND: Classes = Classes::of(&[
    Class::Move,
    Class::Change,
    Class::Replace,
    Class::Correction,
    Class::Friend,
    Class::Sibling,
    Class::NotBefore,
    Class::NotAfter,
    Class::Without,
]);
/// What may turn a booking, unless it is asked for behind it.
const TURNS_BOOKING: Classes = Classes::of(&[
    Class::Keep,
    Class::Booked,
    Class::Already,
    Class::Unchanged,
    Class::AtHome,
    Class::Noon,
    Class::Narrated,
    Class::But,
    Class::NoneOf,
    Class::Activity,
]);
/// What may turn a cancellation, unless it is asked for behind it.
const TURNS_CANCELLATION: Classes = Classes::of(&[Class::Limit]);
/// Words that stand within a stretch of days.
const AMONG_DAYS: Classes = Classes::of(&[Class::Article, Class::From, Class::Within, Class::To, Class::And]);

/// A letter as a whole.
#[derive(Debug)]
pub(super) struct Tally {
    /// The words of its order, as a sentence that is read to the word.
    pub order: Vec<Token>,
    /// The sentences that only tell.
    pub told: Vec<Vec<Token>>,
}

/// Takes a letter as a whole; `None` where it says more than one thing, or leaves anything open.
pub(super) fn tally(sentences: &[Vec<Token>], own: &OwnNames) -> Option<Tally> {
    let words = sentences.iter().flatten().filter(|token| token.is_word()).count();
    if words > MOST_WORDS || sentences.len() > MOST_SENTENCES || sentences.iter().any(|tokens| any(tokens, TURNS)) {
        return None;
    }
    let mut found = Found::default();
    let mut told = Vec::new();
    for tokens in sentences {
        if !found.add(tokens, &parts(tokens, own))? {
            told.push(tokens.clone());
        }
    }
    let order = found.order(sentences).filter(|_| !found.is_turned(sentences))?;
    Some(Tally { order, told })
}

/// What has been found, each kind with its place.
#[derive(Debug, Default)]
struct Found {
    /// What cancels, as it was said.
    cancelling: Option<(Said, Span)>,
    books: bool,
    /// The clause that asks for what is ordered.
    asked: Option<Span>,
    children: Vec<(ChildRef, Span)>,
    days: Option<Span>,
    slots: Option<Span>,
}

impl Found {
    /// Adds what a sentence says; whether it says anything of the order, and `None` where it leaves something open.
    fn add(&mut self, tokens: &[Token], parts: &[(Part, Span)]) -> Option<bool> {
        let clauses: Vec<Span> = small_clauses(tokens).iter().map(|clause| span_of(clause.whole)).collect();
        let clause_of = |span: Span| clauses.iter().rfind(|clause| clause.from <= span.from).copied();
        let mut verb_in = None;
        let mut asks = false;
        for (at, (part, span)) in parts.iter().enumerate() {
            match part {
                Part::Verb(said) => {
                    self.add_verb(*said, *span, clause_of(*span), tokens)?;
                    verb_in = clause_of(*span);
                }
                Part::Child(_) if is_greeted(tokens, *span) => {}
                Part::Child(child) => self.add_child(child, *span)?,
                Part::Days(days) => self.add_days(days, *span, tokens)?,
                Part::Slots { .. } if is_of_today(tokens, *span) => {}
                Part::Slots { .. } => self.add_slots(*span)?,
                Part::Mood(Class::Asking | Class::Possible) => asks = true,
                // "ne viendra pas à la danse"
                Part::Unknown(Unknown::Place) if verb_in.is_some() && verb_in == clause_of(*span) => return None,
                Part::Unknown(_) if is_listed(parts, at) && begins_with_capital(tokens, *span) => return None,
                part if !is_passed_over(part) || has_half_day(tokens, *span) => return None,
                _ => {}
            }
        }
        if is_question(tokens) && !asks {
            return None;
        }
        let says = |part: &Part| matches!(part, Part::Slots { .. } | Part::Days(_));
        let named = parts.iter().any(|(part, _)| matches!(part, Part::Child(_)));
        let entry = parts.iter().filter(|(part, _)| says(part)).count() > 1 && named;
        self.books |= verb_in.is_none() && entry;
        Some(verb_in.is_some() || parts.iter().any(|(part, _)| says(part)))
    }

    fn add_verb(&mut self, said: Said, span: Span, clause: Option<Span>, tokens: &[Token]) -> Option<()> {
        let of_somebody = any(tokens, Classes::of(&[Class::ThirdPerson])) || !self.children.is_empty();
        match said.verb {
            // "The nanny is off."
            Verb::Cancel if said.presence && !of_somebody => {}
            Verb::Cancel => {
                // "Merci d'annuler" says it plainer than "sera absente".
                let plainer = self.cancelling.is_none_or(|(first, _)| first.presence && !said.presence);
                if plainer {
                    self.cancelling = Some((said, span));
                }
            }
            Verb::Book => self.books |= !said.weak,
            _ => return None,
        }
        if !said.presence && !said.noun {
            self.asked = self.asked.or(clause);
        }
        Some(())
    }

    fn add_child(&mut self, child: &ChildRef, span: Span) -> Option<()> {
        if matches!(child, ChildRef::Unknown(_)) {
            return None;
        }
        self.children.push((child.clone(), span));
        Some(())
    }

    /// Days are named once, and no word makes an edge of a single one.
    fn add_days(&mut self, days: &[Spanned<DaySet>], span: Span, tokens: &[Token]) -> Option<()> {
        let single = matches!(days, [only] if matches!(only.value, DaySet::Single(_)));
        let edge = single && any(tokens, Classes::of(&[Class::Boundary]));
        (self.days.is_none() && !edge).then(|| self.days = Some(span))
    }

    fn add_slots(&mut self, span: Span) -> Option<()> {
        self.slots.is_none().then(|| self.slots = Some(span))
    }

    /// Whether a word may turn the order; what only leads to one that is asked for does not.
    fn is_turned(&self, sentences: &[Vec<Token>]) -> bool {
        let of_direction = if self.cancelling.is_some() { TURNS_CANCELLATION } else { TURNS_BOOKING };
        let turns = TURNS_BEHIND.with(of_direction);
        let leads = |token: &Token| self.asked.is_some_and(|asked| token.span.to <= asked.from);
        sentences.iter().flatten().any(|token| token.classes.meets(turns) && !leads(token))
    }

    /// The order that has been found, as a sentence: verb, children, days, parts of the day.
    fn order(&self, sentences: &[Vec<Token>]) -> Option<Vec<Token>> {
        let within = |span: Span| {
            let of = move |token: &&Token| span.from <= token.span.from && token.span.to <= span.to;
            sentences.iter().flatten().filter(of).cloned()
        };
        let days = self.days?;
        let children: Vec<Token> = self.named_children(sentences)?.into_iter().flat_map(within).collect();
        let mut order: Vec<Token> = match self.cancelling {
            Some(_) if self.books || self.slots.is_some_and(|slots| !touches(slots, days, sentences)) => return None,
            Some((said, span)) if said.presence && !said.noun => children.into_iter().chain(within(span)).collect(),
            Some((_, span)) => within(span).chain(children).collect(),
            None if self.books && self.slots.is_some() => children,
            None => return None,
        };
        order.extend(within(days));
        order.extend(self.slots.into_iter().flat_map(within));
        Some(order)
    }

    /// The place of the children, who are named once, or the same again; `None` where it is not clear who is meant.
    fn named_children(&self, sentences: &[Vec<Token>]) -> Option<Option<Span>> {
        let groups = self.groups(sentences);
        let by_name = |group: &&Group<'_>| group.children.iter().all(|child| matches!(child, ChildRef::Named(_)));
        let Some(first) = groups.iter().find(by_name).or(groups.first()) else { return Some(None) };
        let several = first.children.len() > 1 || !by_name(&first);
        // "les enfants …, Zoé et Hugo"
        let all = |group: &Group<'_>| several && matches!(group.children.as_slice(), [ChildRef::All(_)]);
        let same = groups.iter().all(|group| group.children == first.children || all(group));
        let plural = sentences.iter().flatten().any(|token| token.has(Class::ThirdPersons));
        (same && (several || !plural)).then_some(Some(first.place))
    }

    /// The children that are named side by side.
    fn groups(&self, sentences: &[Vec<Token>]) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (child, span) in &self.children {
            match groups.last_mut() {
                Some(group) if touches(group.place, *span, sentences) => {
                    group.children.push(child);
                    group.place = group.place.join(*span);
                }
                _ => groups.push(Group { children: vec![child], place: *span }),
            }
        }
        groups
    }
}

/// Children that are named side by side.
struct Group<'f> {
    children: Vec<&'f ChildRef>,
    place: Span,
}

/// What says nothing of an order, or nothing against it.
fn is_passed_over(part: &Part) -> bool {
    // A slip of the hand that may have been a day, a part of it or a child is not guessed.
    const HARMLESS: Classes =
        Classes::of(&[Class::Book, Class::Booking, Class::Coming, Class::Thanks, Class::Polite, Class::Subject]);
    match part {
        Part::Unknown(Unknown::Slip(classes)) => classes.are_among(HARMLESS),
        Part::Mood(mood) => matches!(
            mood,
            Class::AtHome
                | Class::Keep
                | Class::Limit
                | Class::With
                | Class::Same
                | Class::Yes
                | Class::NotBefore
                | Class::NotAfter
                | Class::Move
                | Class::Change
                | Class::Replace
        ),
        Part::Unknown(_)
        | Part::Join
        | Part::But
        | Part::Colon
        | Part::Because
        | Part::Motive
        | Part::Booked
        | Part::ThatDay => true,
        part => part.is_small() && !matches!(part, Part::Masked),
    }
}

/// "Dear all", "Bonjour à tous"
fn is_greeted(tokens: &[Token], child: Span) -> bool {
    const GREETS: Classes = Classes::of(&[Class::Greeting, Class::Polite, Class::Article, Class::To]);
    let mut before = tokens.iter().take_while(|token| token.span.from < child.from).peekable();
    before.peek().is_some_and(|first| first.has(Class::Greeting)) && before.all(|token| token.classes.meets(GREETS))
}

/// "ce matin": when something happened.
fn is_of_today(tokens: &[Token], slot: Span) -> bool {
    let at = tokens.iter().position(|token| token.span.from >= slot.from);
    at.and_then(|at| tokens.get(at.checked_sub(1)?)).is_some_and(|before| before.has(Class::This))
}

/// Whether a part stands beside "et".
fn is_listed(parts: &[(Part, Span)], at: usize) -> bool {
    let joins = |at: usize| matches!(parts.get(at), Some((Part::Join, _)));
    at.checked_sub(1).is_some_and(joins) || joins(at + 1)
}

fn begins_with_capital(tokens: &[Token], span: Span) -> bool {
    tokens.iter().any(|token| token.span == span && token.capital)
}

/// "une demi-journée": of which nobody said which.
fn has_half_day(tokens: &[Token], span: Span) -> bool {
    let within = |token: &Token| span.from <= token.span.from && token.span.to <= span.to;
    tokens.iter().any(|token| token.has(Class::HalfDay) && within(token))
}

/// Whether only small words stand between two places of a sentence.
fn touches(first: Span, second: Span, sentences: &[Vec<Token>]) -> bool {
    let (from, to) = (first.to.min(second.to), first.from.max(second.from));
    let between = |token: &&Token| from <= token.span.from && token.span.to <= to;
    let small = |token: &Token| token.classes.meets(AMONG_DAYS) || matches!(token.kind, Kind::Mark(',' | '&' | '+'));
    sentences.iter().flatten().filter(between).all(small)
}
