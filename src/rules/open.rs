//! A question that is open: what was clear of an order, and the answer of a word or two that makes it whole.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::command::{Answering, Command, Draft, Meant, Plan, Step};
use super::entry::Filled;
use super::resolve::{Outline, resolve_behind};
use crate::domain::Language;
use crate::domain::bounds::{ASKS, CHOICES};
use crate::grammar::{
    Cause, ChildRef, Complaint, DayRef, DaySet, Entry, Fragment, Order, Parsed, Sentence, SlotRef, Span, Spanned,
    Suggestion, TextPart, Wanted,
};

/// An order as written that something is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Where its words began in the message.
    pub start: usize,
    /// Its own words, and those of the answers so far.
    pub words: String,
    pub order: Order,
    /// The entry in doubt; without it the order is whole, and only "oui" is waited for.
    pub entry: Option<usize>,
    /// What "oui" does then.
    pub would: Vec<Command>,
    /// What stood before it, for what it leaves out.
    pub(super) previous: Filled,
    pub language: Option<Language>,
    /// The day on which it was written: "demain" means the day after that one.
    pub today: NaiveDate,
    /// How often the answer was not understood.
    pub failed: usize,
}

impl Open {
    /// What is clear of `order` in `text` although `complaint` is about its entry number `index`; `None` where a word
    /// cannot set it right.
    pub(super) fn new(order: &Order, index: usize, complaint: &Complaint, text: &str) -> Option<Self> {
        let nothing = Entry::default();
        let entry = if order.entries.is_empty() { &nothing } else { order.entries.get(index)? };
        let at = complaint.span;
        let answerable = match complaint.cause.wants()? {
            Wanted::Child if complaint.cause == Cause::MissingChild => entry.children.is_empty(),
            Wanted::Child => entry.children.iter().any(|child| child.span == at),
            Wanted::Day if complaint.cause == Cause::MissingDate => entry.days.is_empty(),
            // The answer "le 8" may be either end of a range, or the range.
            Wanted::Day => {
                entry.days.iter().any(|days| days.span == at && matches!(days.value, DaySet::Single(_)))
                    && entry.days.iter().filter(|days| days.span == at).count() == 1
            }
            Wanted::Slot if matches!(complaint.cause, Cause::AmbiguousSlot { .. }) => {
                entry.except.is_empty() && entry.slots.iter().any(|slot| slot.span == at)
            }
            Wanted::Slot => true,
        };
        answerable.then(|| Self { entry: Some(index), ..Self::doubted(order, complaint, Vec::new(), text) })
    }

    /// An order of one entry, of which a part was written that means nothing by itself: "le 31/06".
    pub(super) fn lacking(order: &Order, complaint: &Complaint, text: &str) -> Option<Self> {
        let nothing = Entry::default();
        let entry = order.entries.first().unwrap_or(&nothing);
        let answerable = match complaint.cause.wants()? {
            Wanted::Child => entry.children.is_empty(),
            Wanted::Day => entry.days.is_empty() && entry.except.is_empty() && !is_range(&complaint.span.of(text)),
            // "sauf le 8 matin": the slot may be that of the exception.
            Wanted::Slot => entry.except.is_empty(),
        };
        (answerable && order.requests.is_empty() && order.entries.len() < 2)
            .then(|| Self { entry: Some(0), ..Self::doubted(order, complaint, Vec::new(), text) })
    }

    /// An order that lacks nothing but a "oui".
    pub(super) fn doubted(order: &Order, complaint: &Complaint, would: Vec<Command>, text: &str) -> Self {
        let span = order.sentence.join(order.span).join(complaint.span);
        Self {
            start: span.from,
            words: span.of(text),
            order: order.clone(),
            entry: None,
            would,
            previous: Filled::default(),
            language: None,
            today: NaiveDate::default(),
            failed: 0,
        }
    }

    /// The place at which the words of the next answer will stand.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.words.chars().count() + 1
    }

    /// The text of which the places in the order are told: its words, those of the answer behind them, and nothing else.
    fn text(&self, answer: &str) -> String {
        format!("{}{} {answer}", " ".repeat(self.start), self.words)
    }

    /// The order with the answer in its place.
    fn completed(&self, complaint: &Complaint, answer: &Entry, span: Span) -> Option<Order> {
        let mut order = self.order.clone();
        order.span = order.span.join(span);
        order.sentence = Span::new(self.start, span.to);
        let Some(index) = self.entry else { return Some(order) };
        if order.entries.is_empty() {
            order.entries.push(Entry { span: self.order.span, ..Entry::default() });
        }
        let wanted = complaint.cause.wants()?;
        let entry = order.entries.get_mut(index)?;
        put(&mut entry.children, &answer.children, complaint.span, wanted == Wanted::Child);
        put(&mut entry.days, &answer.days, complaint.span, wanted == Wanted::Day);
        entry.except.extend(answer.except.iter().cloned());
        if !answer.slots.is_empty() {
            entry.slots.clone_from(&answer.slots);
        }
        entry.service = answer.service.clone().or(entry.service.take());
        Some(order)
    }
}

/// "du 6 au 31 juin": the answer may be either end. A year is no day.
fn is_range(words: &str) -> bool {
    let numbers = words.split_whitespace().filter(|word| word.contains(|letter: char| letter.is_ascii_digit()));
    numbers.filter(|word| word.len() < 4 || !word.chars().all(|letter| letter.is_ascii_digit())).count() > 1
}

/// Puts what was answered in the place of what was in doubt, or of all that was said of its kind.
fn put<T: Clone>(known: &mut Vec<Spanned<T>>, answer: &[Spanned<T>], at: Span, wanted: bool) {
    if answer.is_empty() {
        return;
    }
    if !wanted {
        known.clear();
    }
    known.retain(|one| one.span != at);
    known.extend(answer.iter().cloned());
}

/// A message that may answer the question of `draft`: `fragment` is what it says, in `words`, read at the place that
/// [`Open::end`] tells. `plan` is what it means by itself. `bound`: it replies to the very letter.
#[must_use]
pub fn in_answer(
    plan: Plan,
    draft: &Draft,
    bound: bool,
    answer: Option<(&str, &Fragment)>,
    outline: &Outline,
    received: DateTime<Utc>,
) -> Plan {
    let Some((complaint, open)) = draft.question() else { return plan };
    let asked = Asked { draft, complaint, open, outline };
    let is_open = draft.is_open(received);
    let orders = plan.commands().any(|meant| matches!(meant.command, Command::Book { .. } | Command::Cancel { .. }));
    match answer {
        Some((_, fragment)) if fragment.yes == Some(false) && fragment.kinds() == 0 && fragment.number.is_none() => {
            plan
        }
        // To a question that is over, a whole booking is a new one; a cancellation said twice must not become a booking.
        Some(_) if !is_open && orders && plan.questions().next().is_none() && !complaint.cancels => plan,
        // Without the thread only what was asked for is the answer.
        Some((_, fragment)) if !bound && !asked.fits_alone(fragment) => plan,
        Some((words, fragment)) => asked.with(words, fragment),
        None if !bound || !is_open => plan,
        None if orders || plan.steps.iter().any(|step| matches!(step, Step::Ask { open: Some(_), .. })) => {
            Plan { answers: Some((draft.number, Answering::Replaces)), ..plan }
        }
        None if says_nothing_else(&plan) => asked.again(),
        None => plan,
    }
}

/// Whether nothing was understood of a message but that it was no thanks.
fn says_nothing_else(plan: &Plan) -> bool {
    let lost = |complaint: &Complaint| complaint.cause != Cause::Question;
    plan.closes.is_none()
        && plan.commands().next().is_none()
        && plan.questions().next().is_some()
        && plan.questions().all(lost)
}

/// A word where several questions are open: which of them it answers is asked.
#[must_use]
pub fn which(mut plan: Plan, drafts: &[Draft], words: &str, span: Span) -> Plan {
    let questions = drafts.iter().filter_map(Draft::question);
    plan.which = questions.map(|(_, open)| open.words.trim().to_owned()).collect();
    let complaint = Complaint {
        span,
        part: TextPart::Body,
        sentence: span,
        cause: Cause::NoPending,
        suggestions: Vec::new(),
        cancels: false,
    };
    plan.steps = vec![Step::Ask { quote: words.to_owned(), complaint, open: None }];
    plan
}

/// A question that is being answered.
struct Asked<'a> {
    draft: &'a Draft,
    complaint: &'a Complaint,
    open: &'a Open,
    outline: &'a Outline,
}

impl Asked<'_> {
    fn fits_alone(&self, fragment: &Fragment) -> bool {
        let wanted = self.open.entry.and_then(|_| self.complaint.cause.wants());
        fragment.kinds() == 0 || (fragment.kinds() == 1 && wanted.is_some_and(|wanted| fragment.names(wanted)))
    }

    fn with(&self, words: &str, fragment: &Fragment) -> Plan {
        let meant = self.meant(fragment);
        let Some(mut plan) = meant.as_ref().and_then(|entry| self.resolved(words, entry, fragment.span)) else {
            return self.again();
        };
        let said_otherwise = |entry: &Entry| {
            let wanted = self.resolved(words, &self.wanted_of(entry), fragment.span);
            wanted.is_none_or(|wanted| !wanted.commands().map(command).eq(plan.commands().map(command)))
        };
        // "Hugo le matin", where Zoé's morning or afternoon was asked about: instead of her, or beside her?
        if fragment.kinds() == 2 && meant.as_ref().is_some_and(said_otherwise) {
            return self.again();
        }
        let same = |complaint: &Complaint| complaint.cause.wants() == self.complaint.cause.wants();
        let is_lost = plan.questions().any(same);
        if is_lost && self.open.failed + 1 >= ASKS {
            return self.given_up();
        }
        let ahead = |suggestion: &Suggestion| !matches!(suggestion, Suggestion::Day(day) if *day <= self.outline.today);
        for step in &mut plan.steps {
            if let Step::Ask { complaint, open, .. } = step {
                complaint.suggestions.retain(ahead);
                if let Some(open) = open.as_mut().filter(|_| is_lost) {
                    open.failed = self.open.failed + 1;
                }
            }
        }
        Plan { answers: Some((self.draft.number, Answering::Completes)), ..plan }
    }

    /// The order with this answer, as it is meant on the day on which it was written.
    fn resolved(&self, words: &str, entry: &Entry, span: Span) -> Option<Plan> {
        let order = self.open.completed(self.complaint, entry, span)?;
        let sentences = vec![Sentence::Order(order)];
        let parsed = Parsed { sentences, language: self.open.language, ..Parsed::default() };
        let outline = Outline { today: self.open.today, draft: None, ..self.outline.clone() };
        let previous = self.open.previous.clone();
        Some(resolve_behind(&self.open.text(words), self.complaint.part, &parsed, &outline, previous))
    }

    /// Of the answer, what was asked for and what the order does not say yet.
    fn wanted_of(&self, answer: &Entry) -> Entry {
        let nothing = Entry::default();
        let known = self.open.entry.and_then(|index| self.open.order.entries.get(index)).unwrap_or(&nothing);
        let wanted = self.complaint.cause.wants();
        let mut entry = answer.clone();
        if wanted != Some(Wanted::Child) && !known.children.is_empty() {
            entry.children.clear();
        }
        if wanted != Some(Wanted::Day) && !known.days.is_empty() {
            entry.days.clear();
        }
        if wanted != Some(Wanted::Slot) && !known.slots.is_empty() {
            entry.slots.clear();
        }
        entry
    }

    /// What the answer puts in the place of what was asked; `None` when that is not clear.
    fn meant(&self, fragment: &Fragment) -> Option<Entry> {
        if self.open.entry.is_none() {
            // The order as it stands, by "oui" alone.
            return (fragment.yes == Some(true) && fragment.kinds() == 0 && fragment.number.is_none())
                .then(Entry::default);
        }
        if fragment.kinds() == 0 {
            let suggestions: Vec<&Suggestion> = self.complaint.suggestions.iter().take(CHOICES).collect();
            let chosen = match (fragment.number, suggestions.as_slice()) {
                (Some(number), all) => all.get(usize::try_from(number).ok()?.checked_sub(1)?).copied(),
                (None, [only]) if fragment.yes == Some(true) => Some(*only),
                _ => None,
            };
            return chosen.and_then(|suggestion| entry_of(suggestion, fragment.span));
        }
        self.complaint.cause.wants().filter(|wanted| fragment.names(*wanted))?;
        let mut entry = fragment.entry.clone();
        entry.days = self.settled(&entry.days)?;
        Some(entry)
    }

    /// The days of the answer, as they are meant on the day of the answer. The order itself keeps its own day.
    fn settled(&self, days: &[Spanned<DaySet>]) -> Option<Vec<Spanned<DaySet>>> {
        let days: Vec<_> = days.iter().map(|days| self.in_the_month_asked_about(days)).collect();
        if self.open.today == self.outline.today {
            return Some(days);
        }
        let calendar = self.outline.calendar();
        let settle = |days: &Spanned<DaySet>| match &days.value {
            DaySet::Single(_) => {
                let dates = calendar.dates(&days.value, "", false);
                let date = dates.ok().and_then(|dates| dates.days.first().copied());
                let value = date.map_or_else(|| days.value.clone(), |date| DaySet::Single(DayRef::Iso(date)));
                Some(Spanned::new(value, days.span))
            }
            DaySet::Range(from, to) if has_month(*from) && has_month(*to) => Some(days.clone()),
            // "lundi à mercredi", "la semaine prochaine", some days later: of which week?
            _ => None,
        };
        days.iter().map(settle).collect()
    }

    /// "le 22", where a day of July was asked about, is the 22nd of July.
    fn in_the_month_asked_about(&self, days: &Spanned<DaySet>) -> Spanned<DaySet> {
        let asked = match self.complaint.cause {
            Cause::WeekdayMismatch { date, .. } | Cause::ClosedDay { date } => Some(date),
            _ => None,
        };
        let value = match (&days.value, asked) {
            (DaySet::Single(DayRef::Date { weekday, day, month: None, .. }), Some(asked)) => {
                let (month, year) = (Some(asked.month()), Some(asked.year()));
                DaySet::Single(DayRef::Date { weekday: *weekday, day: *day, month, year })
            }
            (value, _) => value.clone(),
        };
        Spanned::new(value, days.span)
    }

    /// The answer did not help: the same question once more, or a person.
    fn again(&self) -> Plan {
        if self.open.failed + 1 >= ASKS {
            return self.given_up();
        }
        let open = Open { failed: self.open.failed + 1, ..self.open.clone() };
        Plan { answers: Some((self.draft.number, Answering::Completes)), ..self.asking(open) }
    }

    fn given_up(&self) -> Plan {
        Plan { answers: Some((self.draft.number, Answering::GivesUp)), ..self.asking(self.open.clone()) }
    }

    fn asking(&self, open: Open) -> Plan {
        let quote = open.words.clone();
        let step = Step::Ask { quote, complaint: self.complaint.clone(), open: Some(Box::new(open)) };
        Plan { steps: vec![step], ..Plan::default() }
    }
}

const fn command(meant: &Meant) -> &Command {
    &meant.command
}

const fn has_month(day: DayRef) -> bool {
    matches!(day, DayRef::Date { month: Some(_), .. } | DayRef::Iso(_))
}

/// A choice that was offered, as if it had been written; an end alone is no part of an order.
fn entry_of(suggestion: &Suggestion, span: Span) -> Option<Entry> {
    let mut entry = Entry { span, ..Entry::default() };
    match suggestion {
        Suggestion::Day(day) => entry.days.push(Spanned::new(DaySet::Single(DayRef::Iso(*day)), span)),
        Suggestion::Child(name) => entry.children.push(Spanned::new(ChildRef::Named(name.clone()), span)),
        Suggestion::Slot(code) => entry.slots.push(Spanned::new(SlotRef::Slot(code.clone()), span)),
        Suggestion::FullDay => entry.slots.push(Spanned::new(SlotRef::FullDay, span)),
        Suggestion::Until(_) => return None,
    }
    Some(entry)
}
