//! A month that stands over a list: "Pour juillet, voici nos besoins :", and below it "Zoé : du 6 au 10, journée".

use std::borrow::Cow;

use super::super::classes::{Class, Classes};
use super::super::dates::month_of;
use super::super::except::complete;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Kind, Token};
use super::super::{DaySet, Entry, Period, Role, Span, Spanned, Verb};
use super::whole::TURNS;
use super::{After, Reading};

/// Words that make an order or a doubt of such a line.
const MORE: Classes = TURNS.with(Classes::of(&[Class::Absence, Class::Cancellation, Class::Keep]));

/// What a heading of wishes may not say.
const DOUBTS: Classes = MORE.with(Classes::of(&[Class::NotAfter, Class::Without, Class::Question, Class::Full]));

/// Verbs that stand by themselves, whatever the heading says.
const VERBS: Classes = Classes::of(&[Class::Book, Class::Cancel, Class::Coming, Class::Absent]);

impl Reading<'_> {
    /// Takes a line for the heading of a month; `false` when it is none.
    pub(super) fn begin_month(&mut self, tokens: &[Token]) -> bool {
        let heads = tokens.last().is_some_and(|last| last.is_mark(':'));
        if self.lexicon.role != Role::Parent || !heads || tokens.iter().any(|token| token.classes.meets(MORE)) {
            return false;
        }
        let (mut month, mut children) = (None, Vec::new());
        for (part, span) in parts(tokens, &self.own) {
            match part {
                Part::Days(days) => {
                    let [Spanned { value: DaySet::Period(Period::Month { month: named, year }), .. }] = days.as_slice()
                    else {
                        return false;
                    };
                    month = Some((*named, *year));
                }
                Part::Child(child) => children.push(Spanned::new(child, span)),
                Part::Slots { .. } | Part::Except(_) | Part::Wrong(_) | Part::Number(_) | Part::Requests(_) => {
                    return false;
                }
                _ => {}
            }
        }
        if month.is_none() {
            return false;
        }
        self.add_heading();
        self.month = month;
        if !children.is_empty() {
            self.heading_children = children;
            self.after = After::Heading(Verb::Book, tokens::span_of(tokens));
        }
        true
    }

    /// "Provisoire :", "Souhaits (pas encore sûrs) :": a heading that may say the contrary of what stands below it.
    pub(super) fn note_label(&mut self, tokens: &[Token], unread: bool) {
        let says = |token: &Token| {
            (token.is_unknown_word() && !token.capital)
                || token.has(Class::Keep)
                || token.has(Class::NotAfter)
                || token.has(Class::Without)
                || token.has(Class::Question)
        };
        let heads = tokens.last().is_some_and(|last| last.is_mark(':'));
        let first = tokens.first().is_some_and(Token::is_unknown_word);
        // "Ci-dessous mes souhaits pour Awa :" orders what stands below it.
        let wishes =
            tokens.iter().any(|token| token.has(Class::Wish) || token.has(Class::Booking) || token.has(Class::Request))
                && !tokens.iter().any(|token| token.classes.meets(DOUBTS));
        if unread && heads && wishes {
            self.label = None;
        } else if unread && heads && (first || tokens.iter().any(says)) {
            self.label = Some(tokens::span_of(tokens));
        } else if !unread && tokens.iter().any(|token| token.classes.meets(VERBS)) {
            self.label = None;
        }
    }

    /// "Pour juillet : Zoé les 6, 7 et 9": the heading of its own line; days right behind it are read with it.
    fn without_heading<'t>(&mut self, tokens: &'t [Token]) -> &'t [Token] {
        let colon = tokens.iter().position(|token| token.is_mark(':'));
        let Some((heading, rest)) = colon.and_then(|at| tokens.split_at_checked(at + 1)) else { return tokens };
        let of_child = rest.first().is_some_and(|first| first.child().is_some());
        if of_child && self.begin_month(heading) { rest } else { tokens }
    }

    /// "Léo : 6, 7 et 9 journée" below the heading of a month: numbers in a list are days of it.
    pub(super) fn below_month<'t>(&mut self, tokens: &'t [Token]) -> Cow<'t, [Token]> {
        let tokens = self.without_heading(tokens);
        let named = |token: &Token| month_of(token).is_some() || token.is_mark('/');
        let Some(month) = self.month.filter(|_| !tokens.iter().any(named)) else { return Cow::Borrowed(tokens) };
        let joins = |at: usize| tokens.get(at).is_some_and(|token| token.is_mark(',') || token.has(Class::And));
        let day = |at: usize| tokens.get(at).is_some_and(is_day_number);
        // The last of at least two.
        let last = (2..tokens.len()).rfind(|at| day(*at) && joins(at - 1) && day(at - 2));
        let Some((before, after)) = last.and_then(|last| tokens.split_at_checked(last + 1)) else {
            return Cow::Borrowed(tokens);
        };
        let name = before.last().and_then(|number| month_behind(number, month.0));
        Cow::Owned(before.iter().cloned().chain(name).chain(after.iter().cloned()).collect())
    }

    /// Gives days without a month that of the heading above them.
    pub(super) fn within_month(&self, entries: &mut [Entry]) {
        let Some((month, year)) = self.month else { return };
        let all = entries.iter_mut().flat_map(|entry| entry.days.iter_mut().chain(&mut entry.except));
        for days in all {
            match &mut days.value {
                DaySet::Single(day) => complete(day, month, year),
                DaySet::Range(first, last) => {
                    complete(first, month, year);
                    complete(last, month, year);
                }
                DaySet::Week(_) | DaySet::Recurring(_) | DaySet::Period(_) => {}
            }
        }
    }
}

fn is_day_number(token: &Token) -> bool {
    matches!(token.kind, Kind::Number { value: 1..=31, .. })
}

/// The name of a month (1 to 12) as if it were written behind a number.
fn month_behind(number: &Token, month: u32) -> Option<Token> {
    let class = *Class::YEAR.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    let span = Span::new(number.span.to, number.span.to);
    Some(Token { kind: Kind::Word, classes: Classes::of(&[class]), span, known: None, ..number.clone() })
}
