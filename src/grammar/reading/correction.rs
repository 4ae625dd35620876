//! "Pardon, plutôt le 9": what is said last wins over what was said of the same kind before.

use super::super::classes::Class;
use super::super::parser::Problem;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Kind, Token};
use super::super::{Change, ChildRef, DayRef, DaySet, Entry, Order, Sentence, Span, Spanned, Verb, except};
use super::{Line, Reading};

/// A sentence cut before each word of correction that something precedes: "Hugo le 8, pardon, le 9".
pub(super) fn before_correction(piece: &[Token]) -> Vec<&[Token]> {
    let content = |token: &Token| token.names_something() || token.is_number();
    let at = piece.iter().position(|token| token.has(Class::Correction));
    let Some(at) = at.filter(|at| piece.iter().take(*at).any(content)) else { return vec![piece] };
    let (before, rest) = piece.split_at(at);
    let end = before.iter().rposition(|token| !matches!(token.kind, Kind::Mark(_)) && !token.has(Class::And));
    vec![before.get(..end.map_or(0, |end| end + 1)).unwrap_or_default(), rest]
}

impl Reading<'_> {
    /// Reads a correction of the order before; `false` when the sentence is none, or nothing precedes.
    pub(super) fn correct(&mut self, tokens: &[Token], line: &Line<'_>) -> bool {
        let courteous = |token: &Token| {
            !token.has(Class::Correction)
                && (token.has(Class::Afterthought)
                    || token.has(Class::Courtesy)
                    || token.has(Class::Polite)
                    || token.has(Class::No))
        };
        let first = tokens.iter().find(|token| !matches!(token.kind, Kind::Mark(_)) && !courteous(token));
        // "Non, le 24."
        let refused = matches!(tokens, [no, comma, ..] if no.has(Class::No) && comma.is_mark(','));
        let corrects = first.is_some_and(|first| first.has(Class::Correction)) || (refused && self.follows_order());
        if !corrects {
            return false;
        }
        let entry = self.corrected(tokens);
        if !self.follows_order() {
            // "Je voulais dire le 9" alone: of which order?
            let alone = entry.filter(|entry| {
                [entry.children.len(), entry.days.len(), entry.slots.len()].iter().filter(|count| **count > 0).count()
                    == 1
            });
            if let Some(entry) = &alone {
                self.complain(entry.span, &[(Problem::UnclearIntent, entry.span)], line);
            }
            return alone.is_some();
        }
        if self.replaces_booked(entry.as_ref(), tokens) {
            return true;
        }
        let content = |token: &Token| token.names_something() || token.has(Class::NotAfter) || token.is_number();
        let Some(entry) = entry else {
            // "Sorry for the late notice": nothing is said anew.
            let sorry = first.is_some_and(|first| first.has(Class::Courtesy) || first.has(Class::Polite));
            if sorry && !tokens.iter().any(content) {
                return false;
            }
            // What is taken back is not known: nothing before it stands.
            let place = tokens::span_of(tokens);
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place)));
            self.complain(place, &[(Problem::UnclearIntent, place)], line);
            return true;
        };
        // "Zoé ne viendra pas demain, plutôt le 17": absent then, or coming?
        let days_alone = !entry.days.is_empty() && entry.children.is_empty();
        // "plutôt en juillet": which days of it?
        let whole = entry.days.iter().any(|days| days.value.is_period());
        if whole || (days_alone && self.follows_absence()) {
            let place = tokens::span_of(tokens);
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place)));
            return true;
        }
        if !self.changes_heading(&entry, tokens) {
            self.replace_parts(entry, tokens::span_of(tokens));
        }
        true
    }

    /// "Awa est inscrite le matin lundi 6 juillet, mettez-la plutôt en journée.": the verb waits for what is to be instead.
    fn changes_heading(&mut self, entry: &Entry, tokens: &[Token]) -> bool {
        let Some(heading) = &self.heading else { return false };
        let order = Order { entries: vec![entry.clone()], ..heading.clone() };
        let changes = self.changes_booking(&order, tokens);
        self.heading = self.heading.take().filter(|_| !changes);
        changes
    }

    /// "Awa est inscrite le jeudi 9 juillet, il faudrait la mettre le vendredi 10 à la place.": the day that was told to be
    /// booked is moved.
    fn replaces_booked(&mut self, entry: Option<&Entry>, tokens: &[Token]) -> bool {
        let (Some(Sentence::Order(order)), Some(booked)) = (self.parsed.sentences.last(), self.parsed.mentioned.last())
        else {
            return false;
        };
        let [new] = order.entries.as_slice() else { return false };
        let told = booked.booked && !booked.days.is_empty() && booked.span.to <= order.span.from;
        let same = new.children.is_empty() || new.children == booked.children;
        let more = entry.is_none_or(|entry| entry.children.is_empty() && entry.days.is_empty());
        let silent = entry.is_some() || !tokens.iter().any(|token| token.names_something() || token.is_number());
        let books = order.verb.value == Verb::Book && !new.days.is_empty() && self.heading.is_none();
        if !(told && same && more && silent && books) {
            return false;
        }
        let slots = new.slots.iter().chain(entry.iter().flat_map(|entry| &entry.slots)).cloned().collect();
        let Some(days) = in_month_of(&new.days, &booked.days) else { return false };
        let to = Entry { span: new.span, days, slots, ..Entry::default() };
        let (children, days) = (booked.children.clone(), booked.days.clone());
        let from = Entry { span: booked.span, children, days, ..Entry::default() };
        let span = booked.span.join(order.span);
        let change = Change { span, sentence: order.sentence.join(span), requests: Vec::new(), from, to };
        self.parsed.sentences.pop();
        self.parsed.sentences.push(Sentence::Change(change));
        self.joined += 1;
        true
    }

    /// Whether an order of one entry is the last that was read, or a heading waits for its parts.
    fn follows_order(&self) -> bool {
        let order = |sentence: &Sentence| matches!(sentence, Sentence::Order(order) if matches!(order.verb.value, Verb::Book | Verb::Cancel));
        self.heading.is_some() || self.lone.is_some() || self.parsed.sentences.last().is_some_and(order)
    }

    fn follows_absence(&self) -> bool {
        let absent =
            |sentence: &Sentence| matches!(sentence, Sentence::Order(order) if order.verb.value == Verb::Cancel);
        self.parsed.sentences.last().is_some_and(absent)
    }

    /// The parts that a correction says anew; `None` when it says more than parts, or none at all.
    fn corrected(&self, tokens: &[Token]) -> Option<Entry> {
        let mut entry = Entry { span: tokens::span_of(tokens), ..Entry::default() };
        for (part, span) in parts(tokens, &self.own) {
            match part {
                Part::Child(ChildRef::Unknown(_))
                | Part::Wrong(_)
                | Part::Verb(_)
                | Part::But
                | Part::Unknown(_)
                | Part::Number(_)
                | Part::Requests(_)
                | Part::Relation => return None,
                Part::Child(child) => entry.children.push(Spanned::new(child, span)),
                Part::Days(days) => entry.days.extend(days),
                Part::Except(days) => entry.except.extend(days),
                Part::Slots { slots, .. } => entry.slots.extend(slots),
                Part::Service(code) => entry.service = Some(Spanned::new(code, span)),
                Part::Mood(mood) if mood != Class::Limit => return None,
                _ => {}
            }
        }
        let says = !entry.children.is_empty() || !entry.days.is_empty() || !entry.slots.is_empty();
        says.then_some(entry)
    }

    /// Puts the parts in the place of those of their kind.
    fn replace_parts(&mut self, new: Entry, place: Span) {
        self.joined += 1;
        let heading = self.heading.as_mut();
        let Some(order) = heading.or_else(|| match self.parsed.sentences.last_mut() {
            Some(Sentence::Order(order)) => Some(order),
            _ => None,
        }) else {
            return;
        };
        order.span = order.span.join(place);
        order.sentence = order.sentence.join(place);
        let Some(entry) = order.entries.last_mut() else {
            order.entries.push(new);
            return;
        };
        let mut days = new.days;
        except::complete_exceptions(&entry.days, &mut days);
        if !new.children.is_empty() {
            entry.children = new.children;
        }
        if !days.is_empty() {
            entry.days = days;
            entry.except = new.except;
        }
        if !new.slots.is_empty() {
            entry.slots = new.slots;
        }
    }
}

/// Days that say no month, in the month of other days; `None` where these say none either.
fn in_month_of(days: &[Spanned<DaySet>], said: &[Spanned<DaySet>]) -> Option<Vec<Spanned<DaySet>>> {
    let month = said.iter().find_map(|days| match days.value {
        DaySet::Single(DayRef::Date { month, .. }) | DaySet::Range(_, DayRef::Date { month, .. }) => month,
        _ => None,
    });
    let complete = |mut set: Spanned<DaySet>| {
        if let DaySet::Single(DayRef::Date { month: lacking @ None, .. }) = &mut set.value {
            *lacking = Some(month?);
        }
        Some(set)
    };
    days.iter().cloned().map(complete).collect()
}
