//! Parts put together to a family's sentences: which verb, which entries, and what must be asked first.
//!
//! ```abnf
//! order   = [verb] *part
//! entry   = 1*(children / dates / except / slots)
//! ```
//! An entry ends where a kind of part comes again after another kind: `Zoé mer 8/07 journée, Hugo jeu 9/07`.

mod asides;
mod doubts;
mod leftover;
mod sequence;
mod stories;
mod verbs;

use super::classes::Class;
use super::parser::Problem;
use super::parts::{Part, Said, Unknown};
use super::{ChildRef, Entry, Order, SlotRef, Span, Spanned, Verb, except, scopes};

pub(super) use asides::{Told, without_asides};
pub(super) use sequence::orders;

/// What a piece of text between full stops turned out to be.
#[derive(Debug)]
pub(super) enum Found {
    Order(Order),
    /// Whole, but for a word of doubt or for one part: to be done if the writer says so, or says which.
    Doubted {
        problem: (Problem, Span),
        order: Order,
    },
    /// Not to be done; each problem with its place.
    Asked {
        span: Span,
        problems: Vec<(Problem, Span)>,
        verb: Option<Verb>,
    },
    /// Nothing but children.
    Children {
        span: Span,
        children: Vec<Spanned<ChildRef>>,
    },
    /// Words without a command.
    Unknown(Span),
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Children,
    Days,
    Slots,
}

/// Blanks between two words that stand side by side, at most.
const BLANKS: usize = 2;

/// The kinds of parts that a sentence has.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    children: bool,
    days: bool,
    slots: bool,
}

impl Seen {
    const fn count(self) -> usize {
        self.children as usize + self.days as usize + self.slots as usize
    }
}

/// An order that is being put together.
#[derive(Debug, Default)]
struct Draft {
    verb: Option<(Said, Span)>,
    closed: Vec<Entry>,
    open: Option<Entry>,
    last: Option<Field>,
    /// The last slots say "sans", the last days say "sauf".
    takes_away: bool,
    /// The last slots say "avec".
    adds: bool,
    seen: Seen,
    requests: Vec<Spanned<i64>>,
    numbers: Vec<(u32, Span)>,
    problems: Vec<(Problem, Span)>,
    unknown: Vec<(Unknown, Span)>,
    moods: Vec<(Class, Span)>,
    /// Where a comma, a bracket or a motive ends what was read so far.
    commas: Vec<Span>,
    motives: Vec<Span>,
    masked: Vec<Span>,
    /// Whom the sentence tells of; `true`: the writer.
    subjects: Vec<(bool, Span)>,
    /// Words for somebody who is not on file: "ma nièce".
    relations: Vec<Span>,
    /// What it tells of.
    mentions: Vec<Span>,
    /// Days that words part from the days before: ", au centre le 9".
    loose: Vec<Span>,
    /// The first closing formula: "merci pour l'annulation".
    formula: Option<Span>,
    reason: Option<Spanned<String>>,
    span: Option<Span>,
}

/// What surrounds the parts of a sentence.
#[derive(Clone, Copy)]
pub(super) struct Setting<'s> {
    /// A question mark ends it.
    pub asks: bool,
    /// A booking precedes, which a line with less than an entry continues.
    pub continues: bool,
    /// The place where the sentence ends.
    pub end: usize,
    pub text: &'s dyn Fn(Span) -> String,
}

impl Draft {
    fn add(&mut self, part: Part, span: Span) {
        match &part {
            Part::Slots { slots, attached } => {
                self.takes_away = slots.iter().any(|slot| matches!(slot.value, SlotRef::Without(_)));
                self.adds = *attached || slots.len() > 1;
            }
            Part::Except(_) => self.takes_away = true,
            Part::Days(_) | Part::Child(_) => self.takes_away = false,
            _ => {}
        }
        match part {
            Part::Child(child) => self.entry(Field::Children, span, false).children.push(Spanned::new(child, span)),
            Part::Days(days) => self.entry(Field::Days, span, false).days.extend(days),
            Part::Except(days) => self.entry(Field::Days, span, true).except.extend(days),
            Part::Slots { slots, attached } => self.entry(Field::Slots, span, attached).slots.extend(slots),
            Part::ThatDay if self.says_days() => {}
            Part::ThatDay => self.entry(Field::Days, span, true).same_days = true,
            Part::Service(code) => {
                let entry = self.entry(Field::Slots, span, true);
                entry.service = Some(Spanned::new(code, span));
                // "périscolaire soir": the slot belongs to it.
                self.last = self.last.filter(|_| self.has_slots());
            }
            Part::Requests(requests) => {
                self.cover(span);
                self.requests.extend(requests);
            }
            Part::Tally(count) => {
                if let Some(entry) = &mut self.open {
                    entry.tally = Some(Spanned::new(count, span));
                }
            }
            Part::Number(_) if self.unknown.last().is_some_and(|(_, word)| word.to + BLANKS >= span.from) => {
                self.problems.push((Problem::NotUnderstood, span));
            }
            Part::Number(number) => self.numbers.push((number, span)),
            // "Par contre, Hugo viendra": at the beginning it takes nothing back.
            Part::But if self.span.is_none() => {}
            Part::But => self.moods.push((Class::But, span)),
            Part::Mood(mood) => self.moods.push((mood, span)),
            Part::Join | Part::Pause | Part::Colon => self.commas.push(span),
            Part::Because => self.unknown.push((Unknown::Word, span)),
            Part::Masked => self.masked.push(span),
            Part::Subject(writer) => self.subjects.push((writer, span)),
            Part::Mention => self.mentions.push(span),
            Part::Motive => {
                self.commas.push(Span::new(span.from, span.from));
                self.motives.push(span);
                self.unknown.push((Unknown::Motive, span));
            }
            Part::Closing => self.formula = self.formula.or(Some(span)),
            Part::Unknown(word) => self.unknown.push((word, span)),
            Part::Wrong(problem) => self.add_problem(problem, span),
            Part::Relation => self.relations.push(span),
            // Told by itself it orders nothing.
            Part::Booked => self.moods.push((Class::Condition, span)),
            Part::Verb(_)
            | Part::For
            | Part::Noise
            | Part::Unchanged
            | Part::Until(_)
            | Part::Scope(_)
            | Part::Denied(_) => {}
        }
    }

    /// A problem stands where a part would stand.
    fn add_problem(&mut self, problem: Problem, span: Span) {
        let field = match problem {
            Problem::AmbiguousSlot => Field::Slots,
            Problem::AmbiguousChild => Field::Children,
            _ => Field::Days,
        };
        self.entry(field, span, true);
        self.problems.push((problem, span));
    }

    fn has_days(&self) -> bool {
        self.open.as_ref().is_some_and(|entry| has(entry, Field::Days))
    }

    /// Whether days were said already, which "ce jour-là" repeats.
    fn says_days(&self) -> bool {
        self.closed.iter().chain(&self.open).any(|entry| has(entry, Field::Days))
    }

    fn has_slots(&self) -> bool {
        self.open.as_ref().is_some_and(|entry| has(entry, Field::Slots))
    }

    fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |known| known.join(span)));
    }

    /// The entry that a part belongs to; `attached` parts never begin a new one.
    fn entry(&mut self, field: Field, span: Span, attached: bool) -> &mut Entry {
        self.cover(span);
        let again = self.last != Some(field) && self.open.as_ref().is_some_and(|entry| has(entry, field));
        if again && !attached {
            self.closed.extend(self.open.take());
        }
        self.last = Some(field);
        match field {
            Field::Children => self.seen.children = true,
            Field::Days => self.seen.days = true,
            Field::Slots => self.seen.slots = true,
        }
        let entry = self.open.get_or_insert_with(|| Entry { span, ..Entry::default() });
        entry.span = entry.span.join(span);
        entry
    }

    fn finish(mut self, setting: Setting<'_>) -> Found {
        self.closed.extend(self.open.take());
        self.share_slots();
        let verb = self.verb_meant();
        let bare = self.verb.is_none();
        let command = !bare || self.seen.count() >= 2 || (setting.continues && self.continues());
        if !command {
            return self.no_command();
        }
        // "Je vous prie de noter deux choses": the verb has other objects than ours.
        let bare_words = self.seen.count() == 0 && self.requests.is_empty() && self.numbers.is_empty();
        if verb == Verb::Book && bare_words && !self.unknown.is_empty() && self.problems.is_empty() {
            return self.no_command();
        }
        self.read_numbers(verb);
        let place = self.span.unwrap_or_default();
        let span = self.reason.as_ref().map_or(place, |reason| place.join(reason.span));
        if let Some(problem) = self.mood(verb, setting) {
            let asked = Found::Asked { span, problems: vec![problem], verb: Some(verb) };
            return match self.hesitates(problem.0).then(|| self.undoubted(verb, span, setting)) {
                Some(Found::Order(order)) => Found::Doubted { problem, order },
                _ => asked,
            };
        }
        self.undoubted(verb, span, setting)
    }

    /// "Zoé mercredi 8, pareil pour Hugo, en journée": what is said last is of both.
    fn share_slots(&mut self) {
        let same = self.moods.iter().find(|(mood, _)| *mood == Class::Same).map(|(_, span)| *span);
        if let (Some(same), [first, second]) = (same, self.closed.as_mut_slice())
            && first.slots.is_empty()
            && !first.children.is_empty()
            && !second.children.is_empty()
            && second.days.is_empty()
            && first.span.to <= same.from
            && second.slots.first().is_some_and(|slot| same.to <= slot.span.from)
        {
            first.slots.clone_from(&second.slots);
        }
    }

    /// "peut-être", "si": the rest may be an order. "ou" leaves open which one.
    fn hesitates(&self, problem: Problem) -> bool {
        problem == Problem::Conditional && !self.moods.iter().any(|(mood, _)| *mood == Class::Or)
    }

    /// The sentence without regard to its mood.
    fn undoubted(mut self, verb: Verb, span: Span, setting: Setting<'_>) -> Found {
        let verb =
            if self.verb.is_none() && !setting.continues && self.only_takes_away() { Verb::Cancel } else { verb };
        // "réserver pour ma nièce": not the family's own child, though it may have only one.
        if let (Some(relation), false) = (self.relations.first(), self.seen.children) {
            self.problems.push((Problem::AmbiguousChild, *relation));
        }
        let bare = self.verb.is_none();
        self.find_slips(verb, bare);
        self.problems.extend(self.limited_again(verb).map(|span| (Problem::UnclearIntent, span)));
        // "Zoé a la varicelle en juillet", "réserver Zoé au stage en juillet": a whole month is taken only where a verb asks
        // for it in words that are all understood.
        let doubtful = bare || !self.unknown.is_empty();
        let whole = self.closed.iter().find(|entry| doubtful && scopes::has_period(&entry.days));
        self.problems.extend(whole.map(|entry| (Problem::AmbiguousDate, entry.span)));
        // "Hugo est malade." takes no day from what stands before.
        let present = self.verb.is_some_and(|(said, _)| said.presence);
        if present && verb == Verb::Cancel && setting.continues && !self.seen.days && self.requests.is_empty() {
            self.problems.push((Problem::MissingDate, span));
        }
        if !self.problems.is_empty() && !matches!(verb, Verb::Status | Verb::Help) {
            self.problems.sort_by_key(|(_, span)| *span);
            // One word that is not understood is enough to ask.
            let mut asked = false;
            self.problems
                .retain(|(problem, _)| *problem != Problem::NotUnderstood || !std::mem::replace(&mut asked, true));
            if let Some(problem) = self.lacks_one_part() {
                return Found::Doubted { problem, order: self.order(verb, span) };
            }
            return Found::Asked { span, problems: self.problems, verb: Some(verb) };
        }
        if self.slip_beside_noun() {
            let problems = self.unknown.iter().take(1).map(|(_, span)| (Problem::NotUnderstood, *span)).collect();
            return Found::Asked { span, problems, verb: Some(verb) };
        }
        Found::Order(self.order(verb, span))
    }

    /// "Pas de cantine pour Zoé mercredi 17": nothing but what is not to be; that part is cancelled.
    fn only_takes_away(&mut self) -> bool {
        let [entry] = self.closed.as_mut_slice() else { return false };
        let whole = !entry.children.is_empty() && !entry.days.is_empty() && !entry.slots.is_empty();
        if !whole || !entry.slots.iter().all(|slot| matches!(slot.value, SlotRef::Without(_))) {
            return false;
        }
        for slot in &mut entry.slots {
            if let SlotRef::Without(codes) = &slot.value {
                slot.value = SlotRef::OneOf(codes.clone());
            }
        }
        true
    }

    /// The only problem, where it is about one part of the only entry.
    fn lacks_one_part(&self) -> Option<(Problem, Span)> {
        let part = |problem: Problem| {
            matches!(
                problem,
                Problem::InvalidDate | Problem::AmbiguousDate | Problem::AmbiguousSlot | Problem::AmbiguousChild
            )
        };
        match self.problems.as_slice() {
            [only] if part(only.0) && self.closed.len() < 2 && !self.slip_beside_noun() => Some(*only),
            _ => None,
        }
    }

    fn order(self, verb: Verb, span: Span) -> Order {
        let verb_span = self.verb.map_or(Span::new(span.from, span.from), |(_, span)| span);
        let mut entries = if verb == Verb::Help { Vec::new() } else { self.closed };
        for entry in &mut entries {
            // "mes enfants Zoé et Hugo": the names say which.
            if entry.children.iter().any(|child| !matches!(child.value, ChildRef::All(_))) {
                entry.children.retain(|child| !matches!(child.value, ChildRef::All(_)));
            }
            except::complete_exceptions(&entry.days, &mut entry.except);
        }
        let verb = Spanned::new(verb, verb_span);
        let unknown = self.unknown.into_iter().map(|(_, word)| word).collect();
        Order {
            span,
            sentence: span,
            unknown,
            verb,
            requests: self.requests,
            entries,
            waits_if_full: false,
            reason: self.reason,
        }
    }

    /// Whether a line with less than an entry goes on where the one before ended: `jeudi 9/07`, `Hugo aussi`, but no signature.
    fn continues(&self) -> bool {
        let same = self.seen.children && self.moods.iter().any(|(mood, _)| *mood == Class::Same);
        (self.seen.days || self.seen.slots || same) && self.unknown.is_empty() && self.numbers.is_empty()
    }

    /// Numbers alone are requests for a verb that takes them, and nothing else beside; elsewhere they may be days.
    fn read_numbers(&mut self, verb: Verb) {
        let requests =
            matches!(verb, Verb::Cancel | Verb::Status) && self.seen.count() == 0 && self.problems.is_empty();
        for (number, span) in std::mem::take(&mut self.numbers) {
            self.span = Some(self.span.map_or(span, |known| known.join(span)));
            if requests {
                self.requests.push(Spanned::new(i64::from(number), span));
            } else {
                self.problems.push((Problem::AmbiguousDate, span));
            }
        }
    }
}

fn has(entry: &Entry, field: Field) -> bool {
    match field {
        Field::Children => !entry.children.is_empty(),
        Field::Days => !entry.days.is_empty(),
        Field::Slots => !entry.slots.is_empty(),
    }
}
