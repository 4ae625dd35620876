//! As written to as meant: sentences become commands with ids and dates, or the questions that come first.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::bulk::bulk;
use super::command::{Cancellation, Command, Draft, Errand, Inference, Meant, Plan, Step};
use super::days::Calendar;
use super::entry::{Filled, Need, Reader, Trouble};
use super::ordered::Ordered;
use crate::domain::{ChildId, Family, ListedLine, Programme, RequestList, RequestNumber, SchoolZone};
use crate::grammar::{
    Cause, Complaint, DayRef, DaySet, Entry, ErrandKind, Mention, Order, Parsed, Sentence, Span, TextPart, Verb,
    VerdictKind, Whereabouts,
};

/// Characters of a sentence that is repeated as a whole.
const LONGEST_SENTENCE: usize = 120;

/// What the meaning of a sentence hangs on: the sender's file, the calendar, and the letter that is answered.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The civil day of receipt in the centre's zone.
    pub today: NaiveDate,
    pub programme: Programme,
    /// Whose school holidays are meant by "les vacances".
    pub school_zone: SchoolZone,
    /// The sender's family; `None` for a director.
    pub family: Option<Family>,
    /// The list that a director's message answers.
    pub list: Option<RequestList>,
    /// Of whom and of which days its lines are.
    pub listed: Vec<ListedLine>,
    /// The families that a director names.
    pub households: Vec<Family>,
    /// The draft that a "oui" or a "non" answers.
    pub draft: Option<Draft>,
    /// What a booking is for that names no part of the day: `full_day`, or slots joined by `+`.
    pub default_slot: Option<String>,
}

impl Outline {
    /// What its dates are read against.
    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar { today: self.today, programme: &self.programme, school_zone: self.school_zone }
    }
}

/// Resolves what was parsed in `text` (a message's body or subject, as `part` says).
#[must_use]
pub fn resolve(text: &str, part: TextPart, parsed: &Parsed, outline: &Outline) -> Plan {
    resolve_behind(text, part, parsed, outline, Filled::default())
}

/// The same of a text whose first entry may leave out what `previous` said.
pub(super) fn resolve_behind(text: &str, part: TextPart, parsed: &Parsed, outline: &Outline, previous: Filled) -> Plan {
    let mut resolver = Resolver { text, part, parsed, outline, previous, ordered: Ordered::default() };
    let mut steps: Vec<(Span, Step)> = Vec::new();
    let mut closes = None;
    for complaint in &parsed.complaints {
        steps.push((complaint.sentence, resolver.ask_or_offer(complaint)));
    }
    for sentence in &parsed.sentences {
        match (sentence, &outline.draft) {
            (Sentence::Yes(_), Some(draft)) if closes.is_none() => closes = Some((draft.number, true)),
            (Sentence::No(_), Some(draft)) if closes.is_none() => closes = Some((draft.number, false)),
            _ => steps.extend(resolver.sentence(sentence).into_iter().map(|step| (sentence.span(), step))),
        }
    }
    // "ok. Lilou ne peut pas venir": what a director says of a child may be meant for the line.
    let speaks_of_a_child =
        |(_, step): &(Span, Step)| matches!(step, Step::Ask { complaint, .. } if complaint.cause == Cause::NoFamily);
    if steps.iter().any(speaks_of_a_child) {
        steps.retain(|(_, step)| !matches!(step, Step::Do(Meant { command: Command::Decide { .. }, .. })));
    }
    steps.retain(|(_, step)| !resolver.ordered.is_disputed(step));
    steps.sort_by_key(|(span, _)| span.from);
    let steps = without_contradictions(steps, part);
    let bulk = bulk(&steps);
    let unread = parsed.unread.iter().map(|line| line.of(text).trim().to_owned()).collect();
    Plan { steps, closes, bulk, unread, half_read: half_read(text, parsed), ..Plan::default() }
}

/// Orders with words that nobody knows, each sentence once.
fn half_read(text: &str, parsed: &Parsed) -> Vec<String> {
    let mut sentences: Vec<Span> = Vec::new();
    for sentence in &parsed.sentences {
        if let Sentence::Order(Order { sentence, unknown, .. }) = sentence
            && !unknown.is_empty()
            && !sentences.contains(sentence)
        {
            sentences.push(*sentence);
        }
    }
    sentences.into_iter().map(|sentence| sentence.of(text).trim().to_owned()).collect()
}

pub(super) struct Resolver<'a> {
    pub text: &'a str,
    pub part: TextPart,
    pub parsed: &'a Parsed,
    pub outline: &'a Outline,
    /// What the entry before said, for the one that leaves it out.
    pub previous: Filled,
    /// What the message orders so far.
    pub ordered: Ordered,
}

impl Resolver<'_> {
    fn sentence(&mut self, sentence: &Sentence) -> Vec<Step> {
        match sentence {
            Sentence::Order(order) => self.order(order),
            Sentence::Change(change) => vec![self.change(change)],
            Sentence::Errand(errand) => vec![self.errand(errand)],
            Sentence::Verdict(verdict) => vec![self.verdict(verdict)],
            Sentence::Yes(span) => vec![self.whole_list(*span, VerdictKind::Approve)],
            Sentence::No(span) => vec![self.whole_list(*span, VerdictKind::Refuse)],
        }
    }

    fn order(&mut self, order: &Order) -> Vec<Step> {
        let mut steps = self.order_steps(order);
        for step in &mut steps {
            if let Step::Ask { complaint, .. } = step {
                complaint.cancels = order.verb.value == Verb::Cancel;
            }
        }
        steps
    }

    pub fn order_steps(&mut self, order: &Order) -> Vec<Step> {
        let simple = |command| vec![self.done(shown(order), command, BTreeSet::new())];
        match order.verb.value {
            Verb::Status if self.outline.family.is_some() => vec![self.status_of(order)],
            Verb::Status => simple(Command::Status),
            Verb::Help => simple(Command::Help),
            Verb::Book | Verb::Cancel if self.outline.family.is_none() => self.order_for(order),
            // "annuler la demande 42 du 8 juillet": all of it, or that day?
            Verb::Cancel if !order.requests.is_empty() && order.entries.iter().any(says_something) => {
                vec![self.complain(order.span, order.span, Cause::UnclearIntent)]
            }
            // "Zoé 6/07 journée, 7/07 absente": the word behind the last day is not meant for the first.
            Verb::Cancel
                if order.entries.len() > 1
                    && order.entries.iter().all(|entry| entry.span.from < order.verb.span.from) =>
            {
                vec![self.complain(order.span, order.verb.span, Cause::UnclearIntent)]
            }
            Verb::Cancel if self.is_range_of_requests(order) => {
                vec![self.complain(order.span, order.span, Cause::UnclearIntent)]
            }
            Verb::Cancel if !order.requests.is_empty() => {
                let numbers = order.requests.iter().map(|number| RequestNumber(number.value)).collect();
                simple(Command::Cancel { what: Cancellation::Requests(numbers), reason: reason(order) })
            }
            Verb::Book | Verb::Cancel => self.entries(order, None),
        }
    }

    /// "Zoé du 6 au 10 journée. Vendredi elle est absente.", "Annulez Zoé et Hugo le 8. Mon fils vient.": an order that is
    /// asked about may be about what was ordered before, which waits with it.
    fn hold_what_is_limited(&mut self, order: &Order, entry: &Entry) {
        let named = self.reader(Need::Cancellation).children_named(entry).unwrap_or_default();
        let calendar = self.outline.calendar();
        let takes_days_over = entry.days.is_empty() && !entry.same_days;
        let meant =
            |day: NaiveDate| takes_days_over || entry.days.iter().any(|days| may_be(&days.value, day, calendar));
        // A whole entry of another part of the day stands by itself.
        let whole = !takes_days_over && !entry.slots.is_empty() && order.verb.value == Verb::Book;
        let of = |child: ChildId| (named.is_empty() || named.contains(&child)) && !whole;
        self.ordered.dispute(|child, day| of(child) && meant(day));
    }

    /// "annuler 42-44": two requests, or three?
    fn is_range_of_requests(&self, order: &Order) -> bool {
        order.requests.iter().zip(order.requests.iter().skip(1)).any(|(first, next)| {
            let between = self.quote(Span::new(first.span.to, next.span.from));
            ["-", "–", "à", "to"].contains(&between.trim())
        })
    }

    /// What each entry of an order asks, of the sender's family or of `household`.
    pub(super) fn entries(&mut self, order: &Order, household: Option<&Family>) -> Vec<Step> {
        let mut steps = Vec::new();
        let before = self.previous.clone();
        // A verb alone lacks all its parts, which is asked like any missing part.
        let nothing = [Entry { span: order.span, ..Entry::default() }];
        let entries: &[Entry] = if order.entries.is_empty() { &nothing } else { &order.entries };
        for (index, entry) in entries.iter().enumerate() {
            let need = if order.verb.value == Verb::Book { Need::Booking } else { Need::Cancellation };
            let reader = self.reader_for(need, household);
            match reader.fill(entry, order, &self.previous).and_then(|filled| self.agreeing(order, entry, filled)) {
                Ok(filled) => {
                    if order.verb.value == Verb::Cancel {
                        self.ordered.cancel(&filled);
                    }
                    steps.push(self.done(shown(order), command_of(order, &filled), filled.inferred.clone()));
                    self.previous = filled;
                }
                Err(trouble) => {
                    self.hold_what_is_limited(order, entry);
                    let complaint = self.complaint(order.span, trouble);
                    let open = self.open(order, index, &complaint, &before).map(Box::new);
                    let quote = self.quote(complaint.sentence.join(complaint.span));
                    steps.push(Step::Ask { quote, complaint, open });
                }
            }
        }
        // One answer settles one question.
        let asked = steps.iter().filter(|step| matches!(step, Step::Ask { .. })).count();
        for step in &mut steps {
            if let (Step::Ask { open, .. }, true) = (step, asked > 1) {
                *open = None;
            }
        }
        // What belongs together is done together: a part that is asked about holds back the rest of its sentence.
        if steps.iter().any(|step| matches!(step, Step::Ask { .. })) {
            steps.retain(|step| matches!(step, Step::Ask { .. }));
        }
        steps
    }

    pub(super) fn reader(&self, need: Need) -> Reader<'_> {
        Reader {
            calendar: self.outline.calendar(),
            family: self.outline.family.as_ref(),
            text: self.text,
            language: self.parsed.language,
            default_slot: self.outline.default_slot.as_deref(),
            need,
            mentioned: &self.parsed.mentioned,
        }
    }

    pub(super) fn trouble(&self, sentence: Span, trouble: Trouble) -> Step {
        self.ask(self.complaint(sentence, trouble))
    }

    fn complaint(&self, sentence: Span, trouble: Trouble) -> Complaint {
        let Trouble { span, cause, suggestions } = trouble;
        Complaint { span, part: self.part, sentence, cause, suggestions, cancels: false }
    }

    /// "du 6 au 10 journée, le 8 matin": the same child and day twice, in slots that differ.
    fn agreeing(&mut self, order: &Order, entry: &Entry, filled: Filled) -> Result<Filled, Trouble> {
        let books = order.verb.value == Verb::Book;
        let contrary = if books { Whereabouts::Elsewhere } else { Whereabouts::Here };
        if let Some(span) = self.told_otherwise(contrary, &filled) {
            return Err(Trouble { span, cause: Cause::UnclearIntent, suggestions: Vec::new() });
        }
        let Some(slots) = filled.slots.as_ref().filter(|_| books) else { return Ok(filled) };
        if self.ordered.book(&filled, slots) {
            return Ok(filled);
        }
        let cause = Cause::AmbiguousSlot { written: entry.span.of(self.text) };
        Err(Trouble { span: entry.span, cause, suggestions: Vec::new() })
    }

    /// Where the message tells that a child is somewhere else on a day that is booked, or comes on one that is cancelled; or
    /// tells something of one of several days, but the first: "du 6 au 10 juillet. Le vendredi je peux la garder."
    fn told_otherwise(&self, contrary: Whereabouts, filled: &Filled) -> Option<Span> {
        let calendar = self.outline.calendar();
        let meant = |mention: &Mention| {
            let entry = Entry { children: mention.children.clone(), ..Entry::default() };
            let children = self.reader(Need::Cancellation).children_named(&entry).unwrap_or_default();
            children.is_empty() || children.iter().any(|child| filled.children.contains(child))
        };
        let of =
            |mention: &Mention, day: &NaiveDate| mention.days.iter().any(|days| may_be(&days.value, *day, calendar));
        let otherwise = |mention: &&Mention| {
            let told: Vec<&NaiveDate> = filled.days.iter().filter(|day| of(mention, day)).collect();
            let some =
                !told.is_empty() && told.len() < filled.days.len() && told.first().copied() != filled.days.first();
            mention.whereabouts.is_some_and(|place| (place == contrary && !told.is_empty()) || some) && meant(mention)
        };
        self.parsed.mentioned.iter().find(otherwise).map(|mention| mention.span)
    }

    pub(super) fn done(&self, span: Span, command: Command, inferred: BTreeSet<Inference>) -> Step {
        Step::Do(Meant { command, quote: self.quote(span), inferred: inferred.into_iter().collect() })
    }

    pub(super) fn complain(&self, sentence: Span, span: Span, cause: Cause) -> Step {
        self.ask(Complaint { span, part: self.part, sentence, cause, suggestions: Vec::new(), cancels: false })
    }

    pub(super) fn ask(&self, complaint: Complaint) -> Step {
        Step::Ask { quote: self.quote(complaint.sentence.join(complaint.span)), complaint, open: None }
    }

    pub fn quote(&self, span: Span) -> String {
        span.of(self.text)
    }
}

/// Whether days that are written may be `day`: a weekday, or a number without its month, any that is called so.
fn may_be(written: &DaySet, day: NaiveDate, calendar: Calendar<'_>) -> bool {
    match written {
        DaySet::Single(DayRef::Date { day: number, month: None, .. }) => day.day() == *number,
        DaySet::Single(DayRef::Weekday(weekday) | DayRef::This(weekday) | DayRef::Next(weekday)) => {
            day.weekday() == *weekday
        }
        DaySet::Recurring(recurrence) => {
            recurrence.weekdays.is_empty() || recurrence.weekdays.contains(&day.weekday().number_from_monday())
        }
        days => calendar.dates(days, "", false).map_or(days.is_weekday(), |dates| dates.days.contains(&day)),
    }
}

fn command_of(order: &Order, filled: &Filled) -> Command {
    let children = filled.children.clone();
    match order.verb.value {
        Verb::Cancel => Command::Cancel {
            what: Cancellation::Days { children, days: filled.days.clone(), slots: filled.slots.clone() },
            reason: reason(order),
        },
        _ => Command::Book {
            children,
            days: filled.days.clone(),
            dropped: filled.dropped.clone(),
            slots: filled.slots.clone().unwrap_or_default(),
            service: filled.service.clone(),
            waits_if_full: order.waits_if_full,
        },
    }
}

/// What the letter repeats of an order: the whole sentence, for a word around it may matter; of a long one the order alone.
const fn shown(order: &Order) -> Span {
    if order.sentence.to - order.sentence.from <= LONGEST_SENTENCE { order.sentence } else { order.span }
}

fn says_something(entry: &Entry) -> bool {
    !entry.children.is_empty() || !entry.days.is_empty() || !entry.slots.is_empty()
}

fn reason(order: &Order) -> Option<String> {
    order.reason.as_ref().map(|reason| reason.value.trim().to_owned())
}

/// Turns into questions what one message asks both ways: the same child and day booked and cancelled, the same line
/// accepted and refused.
fn without_contradictions(steps: Vec<(Span, Step)>, part: TextPart) -> Vec<Step> {
    let mut intents: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for (_, step) in &steps {
        for (subject, intent) in intents_of(step) {
            intents.entry(subject).or_default().insert(intent);
        }
    }
    let contradicts =
        |step: &Step| intents_of(step).iter().any(|(subject, _)| intents.get(subject).is_some_and(|all| all.len() > 1));
    steps
        .into_iter()
        .map(|(span, step)| match step {
            Step::Do(meant) if contradicts(&Step::Do(meant.clone())) => Step::Ask {
                quote: meant.quote,
                complaint: Complaint {
                    span,
                    part,
                    sentence: span,
                    cause: Cause::Contradiction,
                    suggestions: Vec::new(),
                    cancels: false,
                },
                open: None,
            },
            step => step,
        })
        .collect()
}

fn intents_of(step: &Step) -> Vec<(String, &'static str)> {
    let Step::Do(Meant { command, .. }) = step else { return Vec::new() };
    match command {
        Command::Book { children, days, .. } => pairs(children, days, "book"),
        Command::Cancel { what: Cancellation::Days { children, days, .. }, .. } => pairs(children, days, "cancel"),
        Command::Decide { kind, items, .. } => {
            let intent = match kind {
                VerdictKind::Approve => "approve",
                VerdictKind::Refuse => "refuse",
                VerdictKind::Waitlist => "waitlist",
            };
            items.iter().map(|item| (format!("line {item}"), intent)).collect()
        }
        Command::Errand(Errand { kind: ErrandKind::Hold, items, .. }) => {
            items.iter().map(|item| (format!("line {item}"), "hold")).collect()
        }
        Command::Cancel { .. } | Command::Status | Command::Help | Command::Modify(_) | Command::Errand(_) => {
            Vec::new()
        }
    }
}

fn pairs(children: &[ChildId], days: &[NaiveDate], intent: &'static str) -> Vec<(String, &'static str)> {
    children.iter().flat_map(|child| days.iter().map(move |day| (format!("{child} {day}"), intent))).collect()
}
