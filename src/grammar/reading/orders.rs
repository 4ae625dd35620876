//! A family's sentences in their text: which of them stand alone, which go on from a heading or from the line before.

use std::borrow::Cow;

use super::super::change::{Changed, change};
use super::super::classes::{Class, Classes};
use super::super::files::Usage;
use super::super::habits::is_used_as;
use super::super::order::{Found, Setting, Told, orders, without_asides};
use super::super::parser::Problem;
use super::super::parts::parts;
use super::super::tokens::{self, Token};
use super::super::weekdays::weekday_of;
use super::super::{DaySet, Entry, Order, Sentence, Span, Spanned, Verb};
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
        let dated = tokens.iter().filter(within).any(says_day);
        // "Sauf le 17, pont chez mes parents.", "Ou le 9.", "Jeudi Hugo à sa place."
        let begins =
            tokens.iter().find(|token| token.is_word()).is_some_and(|first| first.classes.meets(LIMITING_STARTS));
        let limits = begins
            || tokens.iter().any(|token| token.classes.meets(REPLACES))
            || tells_of_same_child(tokens)
            || (tokens.iter().any(|token| token.classes.meets(TAKES_BACK)) && self.is_of_last_order(tokens));
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

    fn add_order(&mut self, mut order: Order, tokens: &[Token], line: &Line<'_>) {
        self.within_month(&mut order.entries);
        share_days(&mut order.entries);
        if self.changes_booking(&order, tokens)
            || self.tells_parts_of_day(&order)
            || self.completes_slot(&order, tokens)
        {
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

/// Whether an order says days, and nobody's.
fn only_days(order: &Order) -> bool {
    let dated = |entry: &Entry| !entry.days.is_empty() && entry.children.is_empty();
    order.requests.is_empty() && !order.entries.is_empty() && order.entries.iter().all(dated)
}

/// "du 6 au 31 juin", "le 8 et le 31/06": days beside those in doubt were lost with them, so one day is no answer.
fn stands_beside_days(tokens: &[Token], (problem, span): (Problem, Span)) -> bool {
    let classes = || Class::WEEK.iter().chain(&Class::YEAR).chain(&[Class::To, Class::Through]);
    let dated = |token: &Token| token.is_number() || classes().any(|class| token.has(*class));
    let outside = |token: &&Token| token.span.to <= span.from || span.to <= token.span.from;
    matches!(problem, Problem::InvalidDate | Problem::AmbiguousDate) && tokens.iter().filter(outside).any(dated)
}

/// "Rajoutez une journée la semaine du 6 juillet": which day of it?
fn one_of_many(order: &Order, tokens: &[Token]) -> Option<Span> {
    const PARTS: Classes = Classes::of(&[Class::FullDay, Class::Morning, Class::Afternoon, Class::HalfDay]);
    let many = |days: &Spanned<DaySet>| !matches!(days.value, DaySet::Single(_));
    let several = order.entries.iter().flat_map(|entry| &entry.days).any(many);
    let pair = tokens.windows(2).find(|pair| match pair {
        [article, part] => {
            let indefinite = article.has(Class::Article) && is_used_as(Usage::IndefiniteArticle, &article.text);
            indefinite && part.classes.meets(PARTS)
        }
        _ => false,
    });
    let counted = tokens.windows(2).find(|pair| match pair {
        [count, part] => count.has(Class::Quantity) && part.classes.meets(PARTS),
        _ => false,
    });
    pair.or(counted).map(tokens::span_of).filter(|_| several)
}

/// "Le 9, elle sera avec nous", "option le 9": days that take all the rest from the line before stand with nothing else.
fn adds_words(order: &Order, tokens: &[Token]) -> bool {
    const DAYS: Classes = Classes::of(&Class::WEEK)
        .with(Classes::of(&Class::EVERY_WEEK))
        .with(Classes::of(&Class::YEAR))
        .with(Classes::of(&[
            Class::Today,
            Class::Tomorrow,
            Class::AfterTomorrow,
            Class::Article,
            Class::From,
            Class::To,
            Class::Through,
            Class::For,
            Class::And,
            Class::Same,
            Class::Courtesy,
            Class::Asking,
            Class::Week,
            Class::Weeks,
            Class::Ordinal,
            Class::Next,
            Class::This,
            Class::Except,
            Class::Closing,
            Class::Limit,
            Class::Every,
            Class::EveryDay,
            Class::Hope,
        ]));
    let only_days = |entry: &Entry| entry.children.is_empty() && entry.slots.is_empty() && entry.service.is_none();
    let plain = |token: &Token| !token.is_word() || token.classes.meets(DAYS);
    order.entries.iter().any(only_days) && !tokens.iter().all(plain)
}

/// "…, merci, Zoé et Hugo", "…, bises à Hugo": names behind a closing word sign the order, where a child stands before them.
fn without_signature(tokens: &[Token]) -> &[Token] {
    const SMALL: Classes = Classes::of(&[Class::Courtesy, Class::Closing, Class::Title, Class::And, Class::To]);
    let signs =
        |token: &Token| !token.is_word() || token.child().is_some() || token.is_surname() || token.classes.meets(SMALL);
    let commas = tokens.iter().enumerate().filter(|(_, token)| token.is_mark(','));
    let mut tails = commas.filter_map(|(at, _)| Some((tokens.get(..at)?, tokens.get(at + 1..)?)));
    let tail = tails.find(|(before, tail)| {
        let closes = tail.first().is_some_and(|first| first.has(Class::Closing) || first.has(Class::Courtesy));
        let named = before.iter().any(|token| token.child().is_some());
        closes && named && tail.iter().any(|token| token.child().is_some()) && tail.iter().all(signs)
    });
    tail.map_or(tokens, |(before, _)| before)
}

/// What of the words around a booking may take back of it, and is to be asked.
fn turned(order: &Order, tokens: &[Token], hollow: Option<Span>, aside: &[Span]) -> Option<(Problem, Span)> {
    if order.verb.value != Verb::Book {
        return None;
    }
    // "Zoé viendra le 17 en journée, le 24 : rien".
    if let Some(hollow) = hollow.filter(|_| order.entries.len() > 1) {
        return Some((Problem::NotUnderstood, hollow));
    }
    let within = |token: &&Token| order.span.from <= token.span.from && token.span.to <= order.span.to;
    // "le reste de juillet": without which days?
    if tokens.iter().filter(within).any(|token| token.has(Class::Nor) || token.has(Class::Rest)) {
        return Some((Problem::UnclearIntent, order.span));
    }
    // "mardi 7 juillet : rien": who takes a part from the line before says nothing else.
    let place = hollow.or(aside.first().copied()).or(adds_words(order, tokens).then_some(order.span));
    place.filter(|_| takes_over(order)).map(|place| (Problem::NotUnderstood, place))
}

/// Whether a bare entry lacks a part, which it would take from the line before.
fn takes_over(order: &Order) -> bool {
    let undated = |entry: &Entry| entry.days.is_empty() && !entry.same_days;
    let lacks = |entry: &Entry| entry.children.is_empty() || undated(entry) || entry.slots.is_empty();
    order.verb.span.from == order.verb.span.to && order.verb.value == Verb::Book && order.entries.iter().any(lacks)
}

fn says_day(token: &Token) -> bool {
    let relative = [Class::Today, Class::Tomorrow, Class::AfterTomorrow].iter().any(|class| token.has(*class));
    token.is_number() || relative || weekday_of(token).is_some()
}

/// What an entry lacks that it must not take from a booking that is asked about.
fn lacks_something(order: &Order) -> Option<Problem> {
    let lacks = |wanted: fn(&Entry) -> bool| !order.entries.first().is_some_and(wanted);
    match () {
        () if lacks(|entry| !entry.children.is_empty()) => Some(Problem::MissingChild),
        () if lacks(|entry| !entry.days.is_empty()) => Some(Problem::MissingDate),
        () if lacks(|entry| !entry.slots.is_empty()) => Some(Problem::MissingSlot),
        () => None,
    }
}
