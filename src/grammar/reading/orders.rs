//! A family's sentences in their text: which of them stand alone, which go on from a heading or from the line before.

use std::borrow::Cow;

use super::super::change::{Changed, change};
use super::super::classes::{Class, Classes};
use super::super::gist::any;
use super::super::order::{Found, Setting, Told, orders, without_asides};
use super::super::parser::Problem;
use super::super::parts::parts;
use super::super::tokens::{self, Token};
use super::super::{DaySet, Entry, Mention, Order, Sentence, Span, Spanned, Verb};
use super::asked::{
    lacks_something, one_of_many, only_days, said_in_reason, says_plain_day, stands_beside_days, turned,
    without_signature,
};
use super::repeats::{is_same_of_another, tells_of_same_child};
use super::sharing::{is_same_but, share_days};
use super::whole::TAKES_BACK;
use super::{After, Line, Reading};

/// Words by which a sentence begins that limits the order before it.
const LIMITING_STARTS: Classes = Classes::of(&[Class::Except, Class::Or, Class::Open, Class::Last]);
/// Words that put something else in the place of what stands before.
const REPLACES: Classes =
    Classes::of(&[Class::Instead, Class::Move, Class::Change, Class::Replace, Class::Correction, Class::Afterthought]);

impl Reading<'_> {
    pub(super) fn read_orders(&mut self, tokens: &[Token], line: &Line<'_>) -> Option<Span> {
        let tokens = self.without_instead(without_signature(tokens));
        let tokens = tokens.as_ref();
        let setting = Setting {
            asks: tokens.last().is_some_and(|token| token.is_mark('?')),
            continues: self.after != After::Nothing,
            end: tokens.last().map_or(line.start, |token| token.span.to),
            text: &|span| line.text(span),
        };
        let mut unknown = None;
        if self.read_change(tokens, line) {
            return None;
        }
        let Told { parts, mut aside, hollow, tail, days, children } =
            without_asides(parts(tokens, &self.own), |joint| line.text(joint).starts_with(','));
        self.note_told(days, children, tokens.iter().any(|token| token.has(Class::Booked)));
        for found in orders(parts, setting) {
            match found {
                Found::Order(mut order) => {
                    let bare = order.verb.span.from == order.verb.span.to;
                    let beside = tail.or(self.label).filter(|_| bare).map(|place| (Problem::NotUnderstood, place));
                    if let Some(problem) =
                        turned(&order, tokens, hollow, &aside).or(beside.filter(|_| order.verb.value == Verb::Book))
                    {
                        self.ask_about(order.span, &[problem], Some(Verb::Book), tokens, line);
                        continue;
                    }
                    order.sentence = tokens::span_of(tokens);
                    order.unknown.append(&mut aside);
                    self.refer_back(&mut order, tokens);
                    self.add_order(order, tokens, line);
                }
                Found::Doubted { problem, mut order } => {
                    self.ask_about(order.span, &[problem], Some(order.verb.value), tokens, line);
                    order.sentence = tokens::span_of(tokens);
                    if !stands_beside_days(tokens, problem) {
                        self.parsed.doubted.push(order);
                    }
                }
                Found::Asked { span, problems, verb } => self.ask_about(span, &problems, verb, tokens, line),
                Found::Children { span, children } => {
                    let alone = self.add_children(span, children, tokens, line);
                    self.left_alone = self.left_alone.or(alone);
                    unknown = unknown.or(alone);
                }
                Found::Unknown(span) => unknown = unknown.or(Some(span)),
                Found::Nothing => {}
            }
        }
        unknown
    }

    /// "Cancel the 17th. Book the 24th instead.": beside a cancellation, the booking that takes its place.
    fn without_instead<'t>(&self, tokens: &'t [Token]) -> Cow<'t, [Token]> {
        let any = |class: Class| tokens.iter().any(|token| token.has(class));
        let cancels = any(Class::Cancel);
        let follows = self.after == After::Cancelling && !cancels;
        if any(Class::Instead) && any(Class::Book) && (cancels || follows) {
            return tokens.iter().filter(|token| !token.has(Class::Instead)).cloned().collect();
        }
        Cow::Borrowed(tokens)
    }

    /// Reads a change of what is booked; `false` when the sentence says none.
    fn read_change(&mut self, tokens: &[Token], line: &Line<'_>) -> bool {
        let Some(found) = change(tokens) else { return false };
        self.add_heading();
        self.votes.add_verbs(tokens);
        self.after = After::Nothing;
        match found {
            Changed::Change(change) => self.parsed.sentences.push(Sentence::Change(*change)),
            Changed::Asked(problem, span) => {
                // "Jeudi Hugo à sa place.": of what was ordered before.
                let plain = tokens.iter().any(|token| token.has(Class::Instead));
                if plain && self.parsed.sentences.last().is_some_and(Sentence::is_order) {
                    self.doubt = self.doubt.or(Some((problem, span)));
                }
                self.complain(tokens::span_of(tokens), &[(problem, span)], line);
            }
        }
        true
    }

    fn ask_about(
        &mut self,
        span: Span,
        problems: &[(Problem, Span)],
        verb: Option<Verb>,
        tokens: &[Token],
        line: &Line<'_>,
    ) {
        let before = self.parsed.complaints.len();
        // "… Elle ne viendra que l'après-midi.": of the order before, which waits with it.
        let within = |token: &&Token| span.from <= token.span.from && token.span.to <= span.to;
        let dated = tokens.iter().filter(within).any(says_plain_day);
        // "Sauf le 17, pont chez mes parents.", "Ou le 9.", "Jeudi Hugo à sa place."
        let begins =
            tokens.iter().find(|token| token.is_word()).is_some_and(|first| first.classes.meets(LIMITING_STARTS));
        let unknown = problems.iter().all(|(problem, _)| *problem == Problem::NotUnderstood);
        let limits = begins
            || any(tokens, REPLACES)
            || tells_of_same_child(tokens)
            || (self.is_of_last_order(tokens) && (unknown || any(tokens, TAKES_BACK)));
        let follows = self.parsed.sentences.last().is_some_and(Sentence::is_order);
        if let Some((problem, place)) = problems.first().filter(|_| follows && (limits || !dated)) {
            self.doubt = self.doubt.or(Some((*problem, *place)));
        }
        self.complain(span, problems, line);
        for complaint in self.parsed.complaints.iter_mut().skip(before) {
            complaint.cancels = verb == Some(Verb::Cancel);
        }
        self.votes.add_verbs(tokens);
        self.after = match (self.after, verb) {
            (After::Heading(verb, place), Some(_)) => {
                self.heading = None;
                self.lone = None;
                After::Heading(verb, place)
            }
            (_, Some(Verb::Book)) => After::AskedBooking,
            (_, Some(Verb::Cancel)) => After::Cancelling,
            _ => After::Nothing,
        };
    }

    /// "Hugo est opéré le 6 juillet, il ne viendra donc pas cette semaine-là.": that day, or all of its week?
    fn unclear_week(&self, order: &Order, tokens: &[Token]) -> Option<Span> {
        let week = tokens.iter().find(|token| token.has(Class::ThatDay) && token.inner.has(Class::Week))?;
        let single = |mention: &Mention| mention.days.iter().all(|days| matches!(days.value, DaySet::Single(_)));
        let told = self.parsed.mentioned.last().is_some_and(single);
        (told && order.entries.iter().any(|entry| entry.same_days)).then_some(week.span)
    }

    fn add_order(&mut self, mut order: Order, tokens: &[Token], line: &Line<'_>) {
        self.within_month(&mut order.entries);
        share_days(&mut order.entries);
        if self.changes_booking(&order, tokens)
            || self.tells_parts_of_day(&order)
            || self.completes_slot(&order, tokens)
        {
            return;
        }
        if let Some(week) = self.unclear_week(&order, tokens) {
            self.complain(order.span, &[(Problem::AmbiguousDate, week)], line);
            return;
        }
        if let Some(more) = said_in_reason(&order, tokens) {
            self.complain(order.span, &[(Problem::UnclearIntent, more)], line);
            return;
        }
        let bare = order.verb.span.from == order.verb.span.to;
        if bare && self.joins_meal(&order) {
            return;
        }
        if bare && self.repeats_children(&order) {
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, order.span)));
        }
        if let Some(one) = one_of_many(&order, tokens) {
            self.complain(order.span, &[(Problem::AmbiguousDate, one)], line);
            return;
        }
        let lacks_days = |entry: &Entry| !entry.except.is_empty() && entry.days.is_empty();
        let bounded = order.entries.iter().any(lacks_days) && !is_same_but(&order, tokens);
        if bounded && !self.says_the_same(&order, tokens) {
            if !bare || !self.join_exception(&order) {
                self.doubt = self.doubt.or(Some((Problem::UnclearIntent, order.span)));
                self.complain(order.span, &[(Problem::UnclearIntent, order.span)], line);
            }
            return;
        }
        match self.after {
            // "Hugo est malade. Pas de centre mercredi."
            After::Heading(verb, place)
                if bare
                    || (verb == Verb::Cancel
                        && order.verb.value == verb
                        && !self.heading_children.is_empty()
                        && only_days(&order)) =>
            {
                self.add_below(Spanned::new(verb, place), order, tokens, line);
            }
            After::Cancelling if bare && self.lists_states() && lacks_something(&order).is_none() => {
                self.add_alone(order, tokens);
            }
            // "Pas de centre pour Zoé le 13. Hugo pareil."
            After::Cancelling if bare && is_same_of_another(&order, tokens) => {
                order.verb = Spanned::new(Verb::Cancel, order.verb.span);
                self.add_alone(order, tokens);
            }
            After::Cancelling if bare => self.ask_behind_cancellation(&order, line),
            After::AskedBooking if bare && lacks_something(&order).is_some() => {
                self.add_heading();
                let problem = lacks_something(&order).unwrap_or(Problem::UnclearIntent);
                self.complain(order.span, &[(problem, order.span)], line);
            }
            _ => {
                self.add_heading();
                self.add_alone(order, tokens);
            }
        }
    }

    /// An entry under `annuler :` or `réserver Zoé :`.
    fn add_below(&mut self, verb: Spanned<Verb>, mut order: Order, tokens: &[Token], line: &Line<'_>) {
        let names = order.entries.first().is_some_and(|entry| !entry.children.is_empty());
        if names && verb.value == Verb::Cancel && !self.heading_children.is_empty() {
            // "Hugo est malade. Zoé mercredi 8": the other child may well come.
            let whole = self.heading.take().map_or(order.span, |heading| heading.span.join(order.span));
            self.complain(whole, &[(Problem::UnclearIntent, order.span)], line);
            self.after = After::Cancelling;
            return;
        }
        order.verb = verb;
        match order.entries.first_mut() {
            Some(entry) if entry.children.is_empty() => entry.children.clone_from(&self.heading_children),
            // Other children are named here: those of the heading still lack their days.
            _ if !self.heading_children.is_empty() => self.add_heading(),
            _ => {}
        }
        self.heading = None;
        self.lone = None;
        self.votes.add_verbs(tokens);
        self.parsed.sentences.push(Sentence::Order(order));
    }

    /// An entry without a verb behind a cancellation may be meant either way; a part of the day may be what of it is meant.
    fn ask_behind_cancellation(&mut self, order: &Order, line: &Line<'_>) {
        let part_of_day = |entry: &Entry| entry.children.is_empty() && entry.days.is_empty();
        if order.entries.iter().all(part_of_day) {
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, order.span)));
        }
        self.complain(order.span, &[(Problem::UnclearIntent, order.span)], line);
    }

    /// A sentence by itself; one without days is a heading until something follows.
    fn add_alone(&mut self, order: Order, tokens: &[Token]) {
        self.votes.add_verbs(tokens);
        let dateless = |entry: &Entry| entry.days.is_empty() && entry.slots.is_empty() && !entry.same_days;
        let same = is_same_of_another(&order, tokens) && order.verb.value == Verb::Cancel;
        let empty = !same && order.requests.is_empty() && order.reason.is_none() && order.entries.iter().all(dateless);
        if empty && order.verb.value == Verb::Cancel && self.repeats_cancellation(&order, tokens) {
            return;
        }
        self.after = match order.verb.value {
            verb @ (Verb::Book | Verb::Cancel) if empty => After::Heading(verb, order.verb.span),
            Verb::Book => After::Booking,
            Verb::Cancel => After::Cancelling,
            Verb::Status | Verb::Help => After::Nothing,
        };
        if matches!(self.after, After::Heading(..)) {
            let children = order.entries.iter().flat_map(|entry| &entry.children);
            self.heading_children = children.cloned().collect();
            self.heading = Some(order);
        } else {
            self.parsed.sentences.push(Sentence::Order(order));
        }
    }
}
