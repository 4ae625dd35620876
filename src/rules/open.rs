//! A question that is open: what was clear of an order, and the answer of a word or two that makes it whole.

mod asked;
mod chosen;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::command::{Answering, Command, Draft, Plan, Step};
use super::entry::Filled;
use super::resolve::Outline;
use crate::domain::{ChildId, Language};
use crate::grammar::{
    Bound, Cause, Complaint, DaySet, Entry, Fragment, Order, Recurrence, Span, Spanned, TextPart, Wanted, Within,
};
use asked::Asked;
use chosen::Said;

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
    /// Whom the entry is about, where that is known.
    #[serde(default)]
    pub children: Vec<ChildId>,
}

impl Open {
    /// What is clear of `order` in `text` although `complaint` is about its entry number `index`; `None` where a word
    /// cannot set it right.
    pub(super) fn new(order: &Order, index: usize, complaint: &Complaint, text: &str) -> Option<Self> {
        let nothing = Entry::default();
        let entry = if order.entries.is_empty() { &nothing } else { order.entries.get(index)? };
        let at = complaint.span;
        let answerable = match wanted(&complaint.cause)? {
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
            Wanted::End => entry.days.iter().any(|days| days.span == at && is_endless(&days.value)),
        };
        answerable.then(|| Self { entry: Some(index), ..Self::doubted(order, complaint, Vec::new(), text) })
    }

    /// An order of one entry, of which a part was written that means nothing by itself: "le 31/06".
    pub(super) fn lacking(order: &Order, complaint: &Complaint, text: &str) -> Option<Self> {
        let nothing = Entry::default();
        let entry = order.entries.first().unwrap_or(&nothing);
        let answerable = match wanted(&complaint.cause)? {
            Wanted::Child => entry.children.is_empty(),
            Wanted::Day => {
                let chosen = !complaint.suggestions.is_empty();
                entry.days.is_empty() && entry.except.is_empty() && (chosen || !is_range(&complaint.span.of(text)))
            }
            // "sauf le 8 matin": the slot may be that of the exception.
            Wanted::Slot => entry.except.is_empty(),
            // What lacks its end is then no part of the order.
            Wanted::End => false,
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
            children: Vec::new(),
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

    /// The order with the answer in its place: what it names as `answer` says it, and how it says it.
    fn completed(&self, complaint: &Complaint, answer: &Entry, said: &Said) -> Option<Order> {
        let mut order = self.order.clone();
        order.span = order.span.join(said.span);
        order.sentence = Span::new(self.start, said.span.to);
        let Some(index) = self.entry else { return Some(order) };
        if order.entries.is_empty() {
            order.entries.push(Entry { span: self.order.span, ..Entry::default() });
        }
        let wanted = wanted(&complaint.cause)?;
        let entry = order.entries.get_mut(index)?;
        if said.adds {
            entry.children.extend(answer.children.iter().cloned());
        } else {
            put(&mut entry.children, &answer.children, complaint.span, wanted == Wanted::Child);
        }
        put(&mut entry.days, &answer.days, complaint.span, wanted == Wanted::Day);
        entry.except.extend(answer.except.iter().cloned());
        if !answer.slots.is_empty() {
            entry.slots.clone_from(&answer.slots);
        }
        entry.service = answer.service.clone().or(entry.service.take());
        if let Some(until) = said.until.filter(|_| wanted == Wanted::End) {
            entry.days.iter_mut().filter(|days| days.span == complaint.span).for_each(|days| end(days, until));
        }
        let whole = entry.clone();
        let share = |share: &Entry| Entry {
            children: share.children.clone(),
            slots: share.slots.clone(),
            span: share.span,
            ..whole.clone()
        };
        if !said.shares.is_empty() {
            order.entries.splice(index..=index, said.shares.iter().map(share));
        }
        Some(order)
    }
}

/// The part of an order that an answer in a word can set right, the end of days that come again among them.
#[must_use]
pub const fn wanted(cause: &Cause) -> Option<Wanted> {
    match cause {
        Cause::MissingEnd => Some(Wanted::End),
        cause => cause.wants(),
    }
}

/// "tous les mercredis"
const fn is_endless(days: &DaySet) -> bool {
    matches!(days, DaySet::Recurring(Recurrence { within: Within::Open { until: None, .. }, .. }))
}

fn end(days: &mut Spanned<DaySet>, bound: Bound) {
    if let DaySet::Recurring(Recurrence { within: Within::Open { until: until @ None, .. }, .. }) = &mut days.value {
        *until = Some(bound);
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
    let answer = answer.map(|(words, fragment)| (words, asked.chosen(fragment)));
    match &answer {
        Some((_, said)) if said.drops() && plan.closes.is_none() => {
            Plan { closes: Some((draft.number, false)), ..Plan::default() }
        }
        Some((_, said)) if said.drops() => plan,
        // To a question that is over, a whole booking is a new one; a cancellation said twice must not become a booking.
        Some(_) if !is_open && orders && plan.questions().next().is_none() && !complaint.cancels => plan,
        // Without the thread only what was asked for is the answer.
        Some((_, said)) if !bound && !asked.fits_alone(said, orders) => plan,
        Some((words, said)) => asked.with(words, said),
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
